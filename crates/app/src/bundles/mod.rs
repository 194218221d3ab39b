//! The bundle for a manager: see what is inside, choose, and seal it. And the recovery sheet, the
//! other thing that is handed over on paper.

mod asked;
mod files;
mod hand_over;
mod left;
mod limits;
mod make;
mod own_password;
mod parts;
mod quality;
mod recovery_sheet;
mod report;
mod sections;
mod without;

pub(crate) use hand_over::hand_over;
pub(crate) use limits::limits;
pub(crate) use make::{bundle, bundle_words, make_bundle, preview_bundle};
pub(crate) use parts::{Part, all as all_parts, shows, view as part_view};
pub(crate) use quality::remarks;
pub(crate) use recovery_sheet::save_recovery_sheet;
pub(crate) use report::{Purpose, facts, report_alone, sheet};
pub(crate) use sections::{emptied, section, timeline};

use crate::error::{ErrorCode, WireError};
use crate::failure::AppError;
use stepwise_bundle::BundleError;

/// A bundle that could not be made, in its own words.
pub(crate) fn failed(error: BundleError) -> AppError {
    let code = ErrorCode::Bundle;
    AppError::wire(WireError::new(code, &error.to_string(), code.hint(), ""))
}
