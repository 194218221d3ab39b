//! The dates of a case, for the days ahead.

use super::jobs::{LOOK_AGAIN, reviews};
use super::{Job, is_closed};
use crate::loaded::LoadedCase;
use crate::views::clocks::{asking, is_current, is_ours, own_date};
use chrono::NaiveDate;

/// Every date that asks something of this setting, each once: of its jobs, of each limit that runs
/// beside the one that governs, of the own date, and of each plan that is to be looked at again.
pub(super) fn of(loaded: &LoadedCase, jobs: &[Job]) -> Vec<(NaiveDate, String)> {
    let mut dates: Vec<(NaiveDate, String)> = jobs
        .iter()
        .filter_map(|job| Some((job.due.as_ref()?.date, job.task.clone())))
        .collect();
    if !is_closed(loaded) {
        let governs = |anchor: &str| jobs.iter().any(|j| j.due.is_some() && j.anchor == anchor);
        let clocks = loaded.standing.clocks.iter();
        dates.extend(
            clocks
                .filter(|c| is_ours(c.owner.whose) && is_current(loaded, c))
                .filter(|c| !governs(&format!("clock:{}", c.clock)))
                .filter_map(|c| Some((asking(c)?.date, c.name.clone()))),
        );
        let own = own_date(loaded).filter(|_| !governs("own-date"));
        dates.extend(own.and_then(|(what, due)| {
            Some((due.date.parse().ok()?, format!("Your own date: {what}")))
        }));
        dates.extend(reviews(loaded).map(|day| (day, LOOK_AGAIN.to_owned())));
    }
    dates.sort();
    dates.dedup();
    dates
}
