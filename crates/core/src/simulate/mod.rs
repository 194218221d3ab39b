//! Timelines: a policy played through, step by step, against what was worked out by hand.
//!
//! The format is documented in `docs/timeline.md`. A timeline records through [`crate::engine::decide`]
//! and is judged by [`crate::engine::assess`], exactly as a case in the app.

mod acts;
mod expect;
mod names;
mod opening;
mod raw;
mod reading;
mod reading_acts;
mod reading_expect;
mod run;
mod step;
mod timeline;
mod unclear;

pub(crate) use raw::RawExpect;
pub(crate) use run::{Seen, watch};
pub use run::{SimulateError, Unplayable, Why, run, run_versions};
pub use step::{ClockLine, DutyLine, MoveLine, Step, state_name};
pub use timeline::{Timeline, TimelineError};
pub use unclear::Unclear;
