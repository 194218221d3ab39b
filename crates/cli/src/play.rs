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
    /// It does not begin, or names what the policy does not have.
    #[error(transparent)]
    Run(#[from] simulate::SimulateError),
}

/// The steps of a timeline, with what did not hold at each.
///
/// # Errors
/// It cannot be read, or cannot be played through this policy.
pub(crate) fn play(
    text: &str,
    file: &str,
    policy: &Policy,
    calendars: &BTreeMap<CalendarId, Calendar>,
) -> Result<Vec<Step>, Unplayable> {
    let timeline = Timeline::parse(text, file)?;
    Ok(simulate::run(policy, calendars, &timeline)?)
}
