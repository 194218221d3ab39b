//! Playing a timeline through a pack.

use std::collections::BTreeMap;
use stepwise_core::calendar::Calendar;
use stepwise_core::ids::CalendarId;
use stepwise_core::policy::Policy;
use stepwise_core::simulate::{self, Step, Timeline};

/// A timeline that cannot be played: something wrong in what was looked at, not in the command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unplayable {
    /// Its text is no timeline.
    #[error(transparent)]
    Timeline(#[from] simulate::TimelineError),
    /// It does not begin, or says what cannot be meant.
    #[error(transparent)]
    Run(#[from] simulate::SimulateError),
}

/// The steps of a timeline, with what did not hold at each. The other versions are those that it may move the
/// case to.
///
/// # Errors
/// It cannot be read, or cannot be played through this policy.
pub(crate) fn play(
    text: &str,
    file: &str,
    (policy, others): (&Policy, &[&Policy]),
    calendars: &BTreeMap<CalendarId, Calendar>,
) -> Result<Vec<Step>, Unplayable> {
    let timeline = Timeline::parse(text, file)?;
    Ok(simulate::run_versions(
        policy, others, calendars, &timeline,
    )?)
}
