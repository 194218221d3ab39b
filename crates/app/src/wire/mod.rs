//! What crosses to the window and back: requests in, views out. Converted by hand from and to the
//! domain, and generated to TypeScript.
//!
//! Dates are ISO days (`2026-12-23`), times `HH:MM`, stamps RFC 3339. Optional text is an empty
//! string; an optional date or choice is null.

mod access;
mod backup;
mod bundle;
mod case;
mod chronology;
mod copies;
mod deed;
mod files;
mod handover;
mod incoming;
mod keeping;
mod leaving;
mod paper;
mod policy;
mod policy_files;
mod proof;
mod report;
mod session;
mod settings;
mod sheet;
mod start;
mod today;

pub use access::*;
pub use backup::*;
pub use bundle::*;
pub use case::*;
pub use chronology::*;
pub use copies::*;
pub use deed::*;
pub use files::*;
pub use handover::*;
pub use incoming::*;
pub use keeping::*;
pub use leaving::*;
pub use paper::*;
pub use policy::*;
pub use policy_files::*;
pub use proof::*;
pub use report::*;
pub use session::*;
pub use settings::*;
pub use sheet::*;
pub use start::*;
pub use today::*;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A request or answer without content.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// When something happened: a day, and a time where it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Moment {
    /// ISO day.
    pub date: String,
    /// `HH:MM`, or null.
    pub time: Option<String>,
}

/// Which case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaseRef {
    /// Its random name.
    pub case: String,
}

/// The authority for something: shown in place.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CiteView {
    /// The document's short name.
    pub policy: String,
    /// Heading or paragraph.
    pub heading: String,
    /// A short quotation, to be marked as such; empty where there is none.
    pub quote: String,
    /// Stated readings of an unclear source that bear on it.
    pub readings: Vec<ReadingView>,
}

/// A stated reading.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ReadingView {
    /// What is unclear, and the reading taken.
    pub text: String,
    /// The other reading.
    pub other: String,
    /// Who can confirm it.
    pub confirm: String,
}

/// How strong a duty or limit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ForceView {
    /// Must.
    Must,
    /// Should.
    Should,
    /// May.
    May,
    /// Good practice, not the policy's.
    GoodPractice,
}

/// Whose act or time it is, seen from this setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum WhoseView {
    /// Ours.
    Ours,
    /// Theirs.
    Theirs,
    /// Both.
    Both,
    /// A chair, panel, board or other body.
    Outside,
}

/// Something was saved to a file of the user's choice, or they cancelled.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SavedView {
    /// The path, or null where they cancelled.
    pub path: Option<String>,
    /// The program that copies that folder to other computers; empty for none.
    pub synced: String,
}

impl SavedView {
    /// Saved there, or cancelled.
    pub(crate) fn at(path: Option<&std::path::Path>) -> Self {
        Self {
            path: path.map(|path| path.display().to_string()),
            synced: path.map(crate::synced::synced_here).unwrap_or_default(),
        }
    }
}
