//! One case's row in the lists and its jobs, kept beside the record so that a list of thousands is
//! quick. Distances are put into words when the list is shown; all else changes only with the
//! record, with the calendars, or at the moment that [`stepwise_core::standing::Standing::changes_at`] names.

use crate::config::Now;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::views::about::about_list;
use crate::views::case::stage_words;
use crate::views::clocks::{asking, is_current, is_ours, order};
use crate::words::{lower, plural};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use stepwise_core::calendar::Calendar;
use stepwise_core::case::Phase;
use stepwise_core::ids::CalendarId;
use stepwise_core::policy::{Force, PaperKind, Wanted};
use stepwise_core::standing::{ClockState, Due, GapCode, Task, Timed, Whose};
use stepwise_core::time::Stamp;
use stepwise_store::{CaseEntry, CaseIndex};

/// Raised whenever the form of a row changes.
const FORM: u32 = 2;

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
    fn of(due: &Due, written: &str) -> Self {
        Self {
            date: due.date,
            at: due.at,
            own: false,
            closed_day: due.closed_day.clone().unwrap_or_default(),
            written: written.to_owned(),
        }
    }

    fn own(date: NaiveDate) -> Self {
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
    pub due: Option<RowDue>,
    pub jobs: Vec<Job>,
}

/// A row, with what it was worked out from.
pub(crate) struct Kept {
    pub number: String,
    pub seq: u64,
    pub changes_at: Option<DateTime<Utc>>,
    pub summary: Summary,
}

impl Kept {
    /// A row just worked out.
    pub fn of(loaded: &LoadedCase, summary: Summary) -> Self {
        Self {
            number: loaded.number.clone(),
            seq: loaded.case.last_seq,
            changes_at: loaded.standing.changes_at.map(|at| at.to_utc()),
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
    /// The row of a case.
    pub fn of(loaded: &LoadedCase) -> Self {
        let case = &loaded.case;
        let jobs = if is_closed(loaded) {
            closing_jobs(loaded)
        } else {
            open_jobs(loaded)
        };
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
            due: dues
                .filter_map(|j| j.due.clone())
                .min_by_key(|d| (d.date, d.at.is_none(), d.at)),
            jobs,
        }
    }

    /// As the store keeps it.
    ///
    /// # Errors
    /// It cannot be written as JSON: a fault of the application.
    pub fn index(&self, loaded: &LoadedCase, stamp: &str) -> Answer<CaseIndex> {
        Ok(CaseIndex {
            summary: serde_json::to_string(self).map_err(AppError::Stored)?,
            changes_at: loaded.standing.changes_at.map(|at| at.to_utc()),
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

/// What the button does for a duty.
fn action_of(loaded: &LoadedCase, task: &Task) -> &'static str {
    let paper = task.paper.as_ref().and_then(|id| loaded.policy.paper(id));
    match (paper.map(|p| p.kind), task.wants) {
        (Some(PaperKind::Form), _) => "form",
        (Some(PaperKind::Letter), _) => "letter",
        (None, Wanted::Discussion) => "record",
        (None, _) => "settle",
    }
}

fn paper_of(task: &Task) -> String {
    let paper = task.paper.as_ref();
    paper.map(ToString::to_string).unwrap_or_default()
}

/// `duty:<duty>[:<visit>[:<of>]]`; the visit is empty where there is none but something follows.
fn duty_anchor(task: &Task) -> String {
    let key = &task.key;
    let visit = key.visit.map(|n| n.to_string());
    match (visit, &key.of) {
        (None, None) => format!("duty:{}", key.duty),
        (Some(n), None) => format!("duty:{}:{n}", key.duty),
        (n, Some(of)) => format!("duty:{}:{}:{of}", key.duty, n.unwrap_or_default()),
    }
}

fn duty_job(loaded: &LoadedCase, task: &Task, turn: Turn) -> Job {
    Job {
        task: task.say.clone(),
        action: action_of(loaded, task).into(),
        anchor: duty_anchor(task),
        paper: paper_of(task),
        visit: task.key.visit,
        turn,
        remark: String::new(),
        due: task.due.as_ref().map(|due| RowDue::of(due, "")),
    }
}

/// What is left to do when a case is closed: only what has a date, and only ours.
fn closing_jobs(loaded: &LoadedCase) -> Vec<Job> {
    let tasks = loaded.standing.tasks.iter();
    let mine = tasks.filter(|t| t.outstanding() && is_ours(t.who.whose) && t.due.is_some());
    mine.map(|t| duty_job(loaded, t, t.who.whose.into()))
        .collect()
}

fn open_jobs(loaded: &LoadedCase) -> Vec<Job> {
    let mut jobs = Vec::new();
    let tasks: Vec<&Task> = loaded
        .standing
        .tasks
        .iter()
        .filter(|t| t.outstanding())
        .collect();
    let (mine, others): (Vec<&Task>, Vec<&Task>) =
        tasks.into_iter().partition(|t| is_ours(t.who.whose));
    let (dated, undated): (Vec<&Task>, Vec<&Task>) =
        mine.into_iter().partition(|t| t.due.is_some());
    jobs.push(main_job(loaded, &undated));
    jobs.extend(
        dated
            .into_iter()
            .map(|t| duty_job(loaded, t, t.who.whose.into())),
    );
    jobs.extend(
        loaded
            .standing
            .clocks
            .iter()
            .filter_map(|c| ask_job(loaded, c)),
    );
    jobs.extend(action_jobs(loaded));
    jobs.extend(waiting_job(loaded, &others));
    jobs
}

/// The next act of the stage, under the limit that governs it.
fn main_job(loaded: &LoadedCase, undated: &[&Task]) -> Job {
    let standing = &loaded.standing;
    let todo = undated.len();
    // What the policy asks of us at this stage: neither good practice nor what earlier stages left open.
    let asked = undated.iter().filter(|t| {
        matches!(t.force, Force::Must | Force::Should)
            && (t.key.visit.is_none() || t.key.visit == standing.visit)
    });
    let remark = match asked.count() {
        0 => String::new(),
        1 => "1 duty open".to_owned(),
        n => format!("{n} duties open"),
    };
    let clock = crate::views::clocks::governing(loaded);
    let own = crate::views::clocks::own_date(loaded);
    let policy_due = clock.map(|(timed, due)| {
        (
            RowDue::of(due, &timed.written),
            format!("clock:{}", timed.clock),
        )
    });
    let own_due = own
        .and_then(|(_, due)| due.date.parse().ok())
        .map(|d| (RowDue::own(d), "own-date".to_owned()));
    let (due, anchor) = match (policy_due, own_due) {
        (Some(a), Some(b)) => {
            if a.0.date <= b.0.date {
                (Some(a.0), a.1)
            } else {
                (Some(b.0), b.1)
            }
        }
        (Some(one), None) | (None, Some(one)) => (Some(one.0), one.1),
        (None, None) => (None, String::new()),
    };
    let (task, action) = match &loaded.case.phase {
        Phase::Resolved { .. } => match undated.first() {
            Some(first) => {
                return Job {
                    remark: match todo - 1 {
                        0 => String::new(),
                        1 => "1 more thing to do".to_owned(),
                        n => format!("{n} more things to do"),
                    },
                    due,
                    ..duty_job(loaded, first, Turn::Ours)
                };
            }
            None => ("Close the case".to_owned(), "open"),
        },
        Phase::AtStage { .. } => {
            let unresolved = loaded.open_visit().is_some_and(|v| v.outcome.is_some());
            match &standing.act {
                _ if unresolved => ("Decide where it goes next".to_owned(), "open"),
                Some(act) => (act.clone(), "record"),
                None => ("Look at this case".to_owned(), "open"),
            }
        }
        _ => {
            let open = standing
                .missing
                .iter()
                .filter(|g| g.code == GapCode::CheckOpen)
                .count();
            match open {
                0 => ("Open the first stage".to_owned(), "open"),
                n => {
                    return Job {
                        task: "Answer the checklist before you escalate".into(),
                        action: "checklist".into(),
                        anchor: "checklist".into(),
                        paper: String::new(),
                        visit: None,
                        turn: Turn::Ours,
                        remark: format!("{} missing", plural(n as i64, "answer")),
                        due,
                    };
                }
            }
        }
    };
    Job {
        task,
        action: action.into(),
        anchor,
        paper: String::new(),
        visit: None,
        turn: Turn::Ours,
        remark,
        due,
    }
}

/// A limit that cannot be worked out until something is given.
fn ask_job(loaded: &LoadedCase, timed: &Timed) -> Option<Job> {
    if !is_current(loaded, timed) {
        return None;
    }
    let dated = crate::views::clocks::governing(loaded).is_some();
    let task = match &timed.state {
        // Where another limit gives the stage its date, the case itself asks for this one.
        ClockState::AskStart {
            moment: Some(_), ..
        } if !dated => format!("Say when the time began: {}", lower(&timed.name)),
        ClockState::AskTime { .. } => format!("Give the time of day: {}", lower(&timed.name)),
        ClockState::AskLimit { by } => format!("Enter the date set by {by}"),
        _ => return None,
    };
    Some(Job {
        task,
        action: "open".into(),
        anchor: format!("clock:{}", timed.clock),
        paper: String::new(),
        visit: None,
        turn: Turn::Ours,
        remark: String::new(),
        due: None,
    })
}

fn action_jobs(loaded: &LoadedCase) -> Vec<Job> {
    let open = loaded
        .case
        .actions
        .iter()
        .filter(|(_, settled)| settled.is_none());
    let each = open.filter_map(|(action, _)| {
        let action = &action.value;
        Some(Job {
            task: format!("Check that it was done: {}", action.what),
            action: "settle".into(),
            anchor: format!("action:{}", action.id),
            paper: String::new(),
            visit: None,
            turn: Turn::Ours,
            remark: if action.owner.is_empty() {
                String::new()
            } else {
                format!("Agreed with {}", action.owner)
            },
            due: Some(RowDue::own(action.by?)),
        })
    });
    each.collect()
}

/// What the other side or a body still has to do: the earliest, as one row.
fn waiting_job(loaded: &LoadedCase, tasks: &[&Task]) -> Option<Job> {
    let clocks = loaded.standing.clocks.iter();
    let theirs = clocks.filter(|c| !is_ours(c.owner.whose) && is_current(loaded, c));
    let clock = theirs
        .filter_map(|c| Some((c, asking(c)?)))
        .min_by_key(|(_, due)| order(due));
    if let Some((timed, due)) = clock {
        return Some(Job {
            task: timed.name.clone(),
            action: "record".into(),
            anchor: format!("clock:{}", timed.clock),
            paper: String::new(),
            visit: None,
            turn: timed.owner.whose.into(),
            remark: String::new(),
            due: Some(RowDue::of(due, &timed.written)),
        });
    }
    let dated = tasks
        .iter()
        .filter(|t| t.due.is_some())
        .min_by_key(|t| t.due.as_ref().map(order));
    let task = dated?;
    Some(duty_job(loaded, task, task.who.whose.into()))
}
