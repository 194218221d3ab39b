//! What came out at one step: the stable form that `stepwise policy simulate --json` prints.

use crate::calendar::Count;
use crate::case::{Case, Phase};
use crate::engine::Refusal;
use crate::standing::{ClockState, Due, Standing, Task, Timed, Whose};
use crate::time::{Happened, Stamp};
use serde::Serialize;

/// The case after one step, as assessed at its moment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// From 1.
    pub step: usize,
    /// The moment.
    pub at: Stamp,
    /// What the timeline says of this step.
    pub says: String,
    /// `before`, `at-stage`, `resolved`, `withdrawn`, `ended`.
    pub phase: &'static str,
    /// The open stage.
    pub stage: Option<String>,
    /// The open visit.
    pub visit: Option<u32>,
    /// The route that holds.
    pub ladder: Option<String>,
    /// The calendar that holds, and its revision.
    pub calendar: Option<(String, String)>,
    /// Limits.
    pub clocks: Vec<ClockLine>,
    /// Duties.
    pub duties: Vec<DutyLine>,
    /// Ways on.
    pub moves: Vec<MoveLine>,
    /// Endings on offer.
    pub endings: Vec<String>,
    /// The policy gives no date for the open stage.
    pub no_limit: bool,
    /// The earliest date that asks something of our side.
    pub next_due: Option<chrono::NaiveDate>,
    /// What was refused at this step, and so not recorded.
    pub refused: Vec<Refusal>,
    /// Each expectation that did not hold, as a sentence.
    pub mismatches: Vec<String>,
}

/// One limit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClockLine {
    /// The rule.
    pub clock: String,
    /// The last visit of the stay that it belongs to; none for the whole dispute.
    pub visit: Option<u32>,
    /// Which time it comes, from 1, where it comes again and again.
    pub occurrence: Option<u32>,
    /// Whose time it is.
    pub owner: Whose,
    /// As in `docs/timeline.md`: `running`, `late`, `met`, `met-late` …
    pub state: &'static str,
    /// What started it, and when.
    pub started: Option<(String, Happened)>,
    /// The start is the pack's default, not dated itself.
    pub start_assumed: bool,
    /// The last day.
    pub due: Option<chrono::NaiveDate>,
    /// The moment, for hours, in the policy's zone.
    pub due_at: Option<Stamp>,
    /// The count, day by day.
    pub count: Option<Count>,
    /// The clock that made it shorter.
    pub capped_by: Option<String>,
    /// Why the due day is closed.
    pub closed_day: Option<String>,
    /// Why it was superseded or refused, or how much was counted before it stood still.
    pub why: Option<String>,
    /// The day that somebody set for it.
    pub set: Option<chrono::NaiveDate>,
    /// That it was worked out again since an answer changed.
    pub changed: Option<String>,
    /// Why the date is that date, in sentences.
    pub says: Vec<String>,
}

/// One duty.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DutyLine {
    /// The rule.
    pub duty: String,
    /// The visit in which it arose.
    pub visit: Option<u32>,
    /// The child, adult or action.
    pub of: Option<String>,
    /// Whose.
    pub whose: Whose,
    /// `outstanding`, `may`, `done`, `not-done`, `lapsed`.
    pub state: &'static str,
    /// The last day, where it has a limit of its own.
    pub due: Option<chrono::NaiveDate>,
    /// The moment, for hours.
    pub due_at: Option<Stamp>,
    /// Past its own limit.
    pub late: bool,
}

/// One way on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MoveLine {
    /// The rule.
    #[serde(rename = "move")]
    pub rule: String,
    /// Stages that it may lead to.
    pub stages: Vec<String>,
    /// Out of the policy.
    pub elsewhere: Option<String>,
    /// For immediate harm.
    pub for_risk: bool,
}

/// The state's name in timelines.
pub fn state_name(state: &ClockState) -> &'static str {
    match state {
        ClockState::Waiting => "waiting",
        ClockState::Running { .. } => "running",
        ClockState::Late { .. } => "late",
        ClockState::Met { late: false, .. } | ClockState::Urgent { met: Some(_), .. } => "met",
        ClockState::Met { late: true, .. } => "met-late",
        ClockState::Urgent { met: None, .. } => "urgent",
        ClockState::AskStart { .. } => "ask-start",
        ClockState::AskLimit { .. } => "ask-limit",
        ClockState::AskTime { .. } => "ask-time",
        ClockState::Paused { .. } => "paused",
        ClockState::Superseded { .. } => "superseded",
        ClockState::Refused { .. } => "refused",
    }
}

pub(super) fn phase_name(phase: &Phase) -> &'static str {
    match phase {
        Phase::Empty => "empty",
        Phase::Before => "before",
        Phase::AtStage { .. } => "at-stage",
        Phase::Resolved { .. } => "resolved",
        Phase::Withdrawn { .. } => "withdrawn",
        Phase::Ended { .. } => "ended",
    }
}

impl ClockLine {
    pub(super) fn new(timed: &Timed) -> Self {
        let due: Option<&Due> = match &timed.state {
            ClockState::Running { due }
            | ClockState::Late { due }
            | ClockState::Met { due, .. } => Some(due),
            _ => None,
        };
        let why = match &timed.state {
            ClockState::Superseded { why } | ClockState::Refused { why } => Some(why.clone()),
            ClockState::Paused { counted, .. } => Some(format!("Counted before: {counted}.")),
            _ => None,
        };
        Self {
            clock: timed.clock.to_string(),
            visit: timed.visit,
            occurrence: timed.occurrence,
            owner: timed.owner.whose,
            state: state_name(&timed.state),
            started: timed.started.clone(),
            start_assumed: timed.start_assumed,
            due: due.map(|d| d.date),
            due_at: due.and_then(|d| d.at),
            count: due.and_then(|d| d.count.clone()),
            capped_by: timed.capped_by.as_ref().map(ToString::to_string),
            closed_day: due.and_then(|d| d.closed_day.clone()),
            why,
            set: timed.set.as_ref().map(|set| set.by),
            changed: timed.changed.clone(),
            says: due.map(|d| d.says.clone()).unwrap_or_default(),
        }
    }
}

impl DutyLine {
    pub(super) fn new(task: &Task) -> Self {
        use crate::event::Settled;
        let state = match &task.settled {
            Some(Settled::Done { .. }) => "done",
            Some(Settled::NotDone { .. }) => "not-done",
            None if task.lapsed => "lapsed",
            None if task.outstanding() => "outstanding",
            None => "may",
        };
        Self {
            duty: task.key.duty.to_string(),
            visit: task.key.visit,
            of: task.of.clone(),
            whose: task.who.whose,
            state,
            due: task.due.as_ref().map(|d| d.date),
            due_at: task.due.as_ref().and_then(|d| d.at),
            late: task.late,
        }
    }
}

impl Step {
    pub(super) fn new(
        step: usize,
        at: Stamp,
        case: &Case,
        standing: &Standing,
        revision: Option<&str>,
    ) -> Self {
        let moves = standing.moves.iter().map(|offer| MoveLine {
            rule: offer.rule.to_string(),
            stages: offer.stages.iter().map(ToString::to_string).collect(),
            elsewhere: offer.elsewhere.clone(),
            for_risk: offer.for_risk,
        });
        Self {
            step,
            at,
            says: String::new(),
            phase: phase_name(&case.phase),
            stage: case.open_visit().map(|v| v.stage.to_string()),
            visit: standing.visit,
            ladder: standing.ladder.as_ref().map(ToString::to_string),
            calendar: standing
                .calendar
                .as_ref()
                .map(|c| (c.to_string(), revision.unwrap_or_default().to_owned())),
            clocks: standing.clocks.iter().map(ClockLine::new).collect(),
            duties: standing.tasks.iter().map(DutyLine::new).collect(),
            moves: moves.collect(),
            endings: standing.endings.iter().map(ToString::to_string).collect(),
            no_limit: standing.no_limit,
            next_due: standing.next_due,
            refused: Vec::new(),
            mismatches: Vec::new(),
        }
    }
}
