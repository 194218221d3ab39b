//! One case's row in the lists and its jobs, kept beside the record so that a list of thousands is
//! quick. Distances are put into words when the list is shown; all else changes only with the
//! record, with the calendars, or at a moment that is known beforehand.

mod dates;
mod jobs;

use crate::config::Now;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::views::about::about_list;
use crate::views::rungs::stage_words;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use stepwise_core::calendar::Calendar;
use stepwise_core::case::Phase;
use stepwise_core::engine::assess;
use stepwise_core::ids::CalendarId;
use stepwise_core::retention::KeepFacts;
use stepwise_core::standing::{Due, Whose};
use stepwise_core::time::Stamp;
use stepwise_store::{CaseEntry, CaseIndex};

/// Raised whenever the form of a row changes.
const FORM: u32 = 8;

/// What a job does that waits for a receipt: once its day has passed the receipt is chased, until then it is marked as
/// come. The row is kept for longer than until that day, so it is told apart when the list is shown.
const CHASE: &str = "chase";
/// How its words begin until then, and from then on.
const WAITS: &str = "Check that it came:";
const CHASES: &str = "Chase what did not come:";

/// So many moments ahead are looked at; a row may hold longer, and is then worked out once more.
const LOOKS_AHEAD: usize = 12;

/// A limit in hours is over once its moment has passed, not at it.
const JUST_AFTER: chrono::Duration = chrono::Duration::seconds(1);

/// What rows are worked out with: another value means working them out again.
pub(crate) fn stamp(calendars: &BTreeMap<CalendarId, Calendar>) -> String {
    let revisions: Vec<&str> = calendars.values().map(|c| c.revision.as_str()).collect();
    format!(
        "{}/{FORM}/{}",
        env!("CARGO_PKG_VERSION"),
        revisions.join("/")
    )
}

/// A due moment without its count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct RowDue {
    pub date: NaiveDate,
    pub at: Option<Stamp>,
    pub own: bool,
    pub closed_day: String,
    pub written: String,
}

impl RowDue {
    pub fn of(due: &Due, written: &str) -> Self {
        Self {
            date: due.date,
            at: due.at,
            own: false,
            closed_day: due.closed_day.clone().unwrap_or_default(),
            written: written.to_owned(),
        }
    }

    pub fn own(date: NaiveDate) -> Self {
        Self {
            date,
            at: None,
            own: true,
            closed_day: String::new(),
            written: String::new(),
        }
    }
}

/// Whose turn a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Turn {
    Ours,
    Theirs,
    Both,
    Outside,
}

impl From<Whose> for Turn {
    fn from(whose: Whose) -> Self {
        match whose {
            Whose::Ours => Self::Ours,
            Whose::Theirs => Self::Theirs,
            Whose::Both => Self::Both,
            Whose::Outside => Self::Outside,
        }
    }
}

/// One job of a case.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Job {
    pub task: String,
    pub action: String,
    pub anchor: String,
    /// The form or letter that the button opens; empty for none.
    pub paper: String,
    /// The stay at a stage that the paper is for.
    pub visit: Option<u32>,
    pub turn: Turn,
    pub remark: String,
    pub due: Option<RowDue>,
}

/// One case's row.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Summary {
    pub about: String,
    /// Full names, for finding it.
    pub names: Vec<String>,
    pub agency: String,
    pub policy: String,
    pub zone: chrono_tz::Tz,
    pub calendar: Option<CalendarId>,
    pub stage: String,
    pub closed: bool,
    pub ours: bool,
    pub raised: NaiveDate,
    /// What keeping it depends on.
    pub keep: KeepFacts,
    pub due: Option<RowDue>,
    pub jobs: Vec<Job>,
    /// Every date that asks something of this setting, or that it waits for: the day, and what.
    pub dates: Vec<(NaiveDate, String)>,
    /// The moment at which time alone may change this row; none where it never does.
    pub until: Option<DateTime<Utc>>,
}

/// A row, with what it was worked out from.
pub(crate) struct Kept {
    pub number: String,
    pub seq: u64,
    pub changes_at: Option<DateTime<Utc>>,
    pub summary: Summary,
}

impl Job {
    /// What its button does, and its words, on a day.
    pub fn on(&self, today: NaiveDate) -> (&str, String) {
        let passed = self.due.as_ref().is_some_and(|due| due.date < today);
        match (self.action.as_str(), passed) {
            (CHASE, true) => ("email", self.task.replacen(WAITS, CHASES, 1)),
            (CHASE, false) => ("settle", self.task.clone()),
            (action, _) => (action, self.task.clone()),
        }
    }
}

impl Kept {
    /// A row just worked out.
    pub fn of(loaded: &LoadedCase, summary: Summary) -> Self {
        Self {
            number: loaded.number.clone(),
            seq: loaded.case.last_seq,
            changes_at: summary.until,
            summary,
        }
    }

    /// The row that the store kept, where it still holds.
    pub fn stored(entry: &CaseEntry, stamp: &str, now: &Now) -> Option<Self> {
        let index = entry.index.as_ref()?;
        let kept = Self {
            number: entry.number.clone(),
            seq: entry.index_seq?,
            changes_at: index.changes_at,
            summary: (index.stamp == stamp)
                .then(|| serde_json::from_str(&index.summary).ok())??,
        };
        kept.holds(entry, now).then_some(kept)
    }

    /// Whether nothing was recorded since, and time alone has changed nothing.
    pub fn holds(&self, entry: &CaseEntry, now: &Now) -> bool {
        let waits = self.changes_at.is_none_or(|at| now.stamp.to_utc() < at);
        self.seq == entry.head.seq && waits
    }
}

impl Summary {
    /// The row of a case, and until when it holds.
    pub fn of(loaded: &mut LoadedCase) -> Self {
        let mut row = Self::now(loaded);
        row.until = row.holds_until(loaded);
        row
    }

    /// The first moment ahead at which the row itself changes. A date that passes changes what follows from
    /// the case, yet seldom its row, whose distances are put into words when it is shown. So each such moment
    /// is looked at beforehand: a morning when the dates of every case have passed costs no more than another.
    fn holds_until(&self, loaded: &mut LoadedCase) -> Option<DateTime<Utc>> {
        let now = loaded.now.clone();
        let mut standing = None;
        let mut until = loaded.standing.changes_at;
        for _ in 0..LOOKS_AHEAD {
            let Some(at) = until else { break };
            loaded.now.stamp = at + JUST_AFTER;
            let then = assess(&loaded.world(), &loaded.case);
            let before = std::mem::replace(&mut loaded.standing, then);
            standing.get_or_insert(before);
            if Self::now(loaded) != *self {
                break;
            }
            until = loaded.standing.changes_at;
        }
        loaded.now = now;
        if let Some(standing) = standing {
            loaded.standing = standing;
        }
        until.map(|at| at.to_utc())
    }

    /// The row as it is at the moment of `loaded`.
    fn now(loaded: &LoadedCase) -> Self {
        let case = &loaded.case;
        let jobs = jobs::of(loaded);
        let dues = jobs
            .iter()
            .filter(|j| matches!(j.turn, Turn::Ours | Turn::Both));
        Self {
            about: about_list(case),
            names: case.subjects.iter().map(|s| s.value.name.clone()).collect(),
            agency: loaded.other_agency(),
            policy: loaded.policy.short.clone(),
            zone: loaded.policy.zone,
            calendar: loaded.standing.calendar.clone(),
            stage: stage_words(loaded),
            closed: is_closed(loaded),
            ours: loaded.ours(),
            raised: loaded
                .opening()
                .map_or_else(|| loaded.just_now().date, |o| o.raised.date),
            keep: KeepFacts::of(case),
            due: dues
                .filter_map(|j| j.due.clone())
                .min_by_key(|d| (d.date, d.at.is_none(), d.at)),
            dates: dates::of(loaded, &jobs),
            jobs,
            until: None,
        }
    }

    /// As the store keeps it.
    ///
    /// # Errors
    /// It cannot be written as JSON: a fault of the application.
    pub fn index(&self, stamp: &str) -> Answer<CaseIndex> {
        Ok(CaseIndex {
            summary: serde_json::to_string(self).map_err(AppError::Stored)?,
            changes_at: self.until,
            stamp: stamp.to_owned(),
        })
    }
}

fn is_closed(loaded: &LoadedCase) -> bool {
    matches!(
        loaded.case.phase,
        Phase::Ended { .. } | Phase::Withdrawn { .. }
    )
}
