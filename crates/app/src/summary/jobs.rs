//! The jobs of a case: what its row on Today says, and where its button leads.

use super::{CHASE, Job, RowDue, Turn, WAITS, is_closed};
use crate::handover;
use crate::leaving;
use crate::loaded::LoadedCase;
use crate::papers::chase;
use crate::views::clocks::{asking, is_current, is_ours, order};
use crate::views::ways::leading;
use crate::words::{lower, plural};
use chrono::NaiveDate;
use stepwise_core::case::Phase;
use stepwise_core::event::AgreedAction;
use stepwise_core::policy::{Force, PaperKind, Wanted};
use stepwise_core::standing::{ClockState, GapCode, Task, Timed};

/// What the button does for a duty.
fn action_of(loaded: &LoadedCase, task: &Task) -> &'static str {
    let paper = task.paper.as_ref().and_then(|id| loaded.policy.paper(id));
    match (paper.map(|p| p.kind), task.wants) {
        (Some(PaperKind::Form), Wanted::Sent) => "email",
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

/// What there is to do.
pub(super) fn of(loaded: &LoadedCase) -> Vec<Job> {
    let mut jobs = match is_closed(loaded) {
        true => closing_jobs(loaded),
        false => open_jobs(loaded),
    };
    // The file goes with the child, whatever became of the dispute.
    jobs.extend(leaving::jobs(loaded));
    jobs.extend(handover::job(loaded));
    jobs
}

/// What is left to do when a case is closed: only what has a date, and only ours. What left is asked after until it is
/// known that it came.
fn closing_jobs(loaded: &LoadedCase) -> Vec<Job> {
    let tasks = loaded.standing.tasks.iter();
    let mine = tasks.filter(|t| t.outstanding() && is_ours(t.who.whose) && t.due.is_some());
    let mut jobs: Vec<Job> = mine
        .map(|t| duty_job(loaded, t, t.who.whose.into()))
        .collect();
    jobs.extend(action_jobs(loaded, |action| action.receipt_of.is_some()));
    jobs
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
    jobs.extend(action_jobs(loaded, |_| true));
    jobs.extend(review_job(loaded));
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
            if let Some(way) = leading(loaded) {
                return Job {
                    task: way.say.clone(),
                    action: "open".into(),
                    anchor: "way-on".into(),
                    paper: String::new(),
                    visit: None,
                    turn: Turn::Ours,
                    remark,
                    due,
                };
            }
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

/// The agreed actions that are open and have a day: those of them that are wanted.
fn action_jobs(loaded: &LoadedCase, wanted: impl Fn(&AgreedAction) -> bool) -> Vec<Job> {
    let open = loaded
        .case
        .actions
        .iter()
        .filter(|(action, settled)| settled.is_none() && wanted(&action.value));
    let each = open.filter_map(|(action, _)| {
        let action = &action.value;
        let chase = chase(loaded, action);
        Some(Job {
            task: match action.receipt_of {
                Some(_) => format!("{WAITS} {}", action.what),
                None => format!("Check that it was done: {}", action.what),
            },
            action: match chase {
                Some(_) => CHASE.into(),
                None => "settle".into(),
            },
            anchor: format!("action:{}", action.id),
            paper: chase.map(|p| p.id.to_string()).unwrap_or_default(),
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

/// What a plan that is to be looked at again is called.
pub(super) const LOOK_AGAIN: &str = "Look again at the plan that keeps them safe";

/// When each latest plan is to be looked at again.
pub(super) fn reviews(loaded: &LoadedCase) -> impl Iterator<Item = NaiveDate> {
    let subjects = loaded.case.subjects.iter().map(|s| &s.value.id);
    subjects.filter_map(|subject| {
        let mut plans = loaded.case.plans.iter().rev().map(|p| &p.value);
        plans.find(|p| p.subject == *subject)?.next_review
    })
}

/// The plan that is to be looked at again first: in a slow dispute it is what is forgotten.
fn review_job(loaded: &LoadedCase) -> Option<Job> {
    Some(Job {
        task: LOOK_AGAIN.to_owned(),
        action: "open".into(),
        anchor: "safety".into(),
        paper: String::new(),
        visit: None,
        turn: Turn::Ours,
        remark: String::new(),
        due: Some(RowDue::own(reviews(loaded).min()?)),
    })
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
