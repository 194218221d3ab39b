//! What came out at one step: the stable form that `stepwise policy simulate --json` prints.

use crate::calendar::Count;
use crate::case::{Case, Phase};
use crate::engine::Refusal;
use crate::event::DutyKey;
use crate::standing::{ClockState, Due, GapCode, Standing, Task, Timed, Who, Whose};
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
    /// The label of the version that the case holds.
    pub version: String,
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
    /// Who speaks at the open stage: ours, then theirs, for each pair.
    pub pairs: Vec<(Vec<String>, Vec<String>)>,
    /// Questions of the policy that can be answered now.
    pub asks: Vec<AskLine>,
    /// Facts that must be answered by now and are not.
    pub needed: Vec<String>,
    /// Before the first stage: where the dispute may begin.
    pub starts_at: Vec<String>,
    /// Linked cases.
    pub links: Vec<String>,
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
    /// What is to be done, as the window says it.
    pub say: String,
    /// The visit in which it arose.
    pub visit: Option<u32>,
    /// The child, adult, action or agency; which time, from 1, of a duty that arises each time.
    pub of: Option<String>,
    /// Whose.
    pub whose: Whose,
    /// `outstanding`, `standing`, `may`, `done`, `not-done`, `lapsed`.
    pub state: &'static str,
    /// Who does it, in words.
    pub who: String,
    /// To whom, in words.
    pub to: Vec<String>,
    /// Who gets a copy, in words.
    pub copies: Vec<String>,
    /// The paper.
    pub paper: Option<String>,
    /// The part of the paper.
    pub part: Option<String>,
    /// The last day, where it has a limit of its own.
    pub due: Option<chrono::NaiveDate>,
    /// The moment, for hours.
    pub due_at: Option<Stamp>,
    /// Past its own limit.
    pub late: bool,
}

/// One question of the policy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AskLine {
    /// The moment.
    pub moment: String,
    /// Of which agency, where it is asked of each.
    pub of: Option<String>,
    /// Its answers.
    pub choices: Vec<String>,
    /// The answer that holds.
    pub answer: Option<String>,
}

/// One way on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MoveLine {
    /// The rule.
    #[serde(rename = "move")]
    pub rule: String,
    /// Stages that it may lead to.
    pub stages: Vec<String>,
    /// Those of them that pass optional stages by.
    pub passing: Vec<String>,
    /// Out of the policy, or beside the route.
    pub elsewhere: Option<String>,
    /// The moment to date once that was done.
    pub reaches: Option<String>,
    /// What happened that it is offered, in words.
    pub because: Vec<String>,
    /// Only because a limit passed without being met.
    pub for_silence: bool,
    /// A reason must be typed.
    pub asks_reason: bool,
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

/// What a task is of, as timelines name it: a child, an adult, an action, an agency; or which time, from 1.
pub(super) fn named_of(all: &[Task], task: &Task) -> Option<String> {
    let record = |t: &Task| t.key.of.as_deref().and_then(DutyKey::of_record);
    let Some(mine) = record(task) else {
        return task.key.of.clone();
    };
    let alike = |t: &&Task| t.key.duty == task.key.duty && t.key.side == task.key.side;
    let before = all.iter().filter(alike).filter_map(record);
    Some((before.filter(|n| *n < mine).count() + 1).to_string())
}

impl DutyLine {
    pub(super) fn new(all: &[Task], task: &Task) -> Self {
        use crate::event::Settled;
        let state = match &task.settled {
            Some(Settled::Done { .. }) => "done",
            Some(Settled::NotDone { .. }) => "not-done",
            None if task.lapsed => "lapsed",
            None if !task.standing.is_empty() => "standing",
            None if task.outstanding() => "outstanding",
            None => "may",
        };
        Self {
            duty: task.key.duty.to_string(),
            say: task.say.clone(),
            visit: task.key.visit,
            of: named_of(all, task),
            whose: task.who.whose,
            state,
            who: task.who.capacity.clone(),
            to: capacities(&task.to),
            copies: capacities(&task.copies),
            paper: task.paper.as_ref().map(ToString::to_string),
            part: task.part.clone(),
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
            passing: offer.passing.iter().map(ToString::to_string).collect(),
            elsewhere: offer.elsewhere.clone(),
            reaches: offer.reaches.as_ref().map(ToString::to_string),
            because: offer.because.clone(),
            for_silence: offer.for_silence,
            asks_reason: offer.asks_reason,
            for_risk: offer.for_risk,
        });
        let questions = standing.datable.iter().filter(|d| !d.choices.is_empty());
        let asks = questions.map(|d| AskLine {
            moment: d.moment.to_string(),
            of: d.agency.as_ref().map(ToString::to_string),
            choices: d.choices.iter().map(|(c, _)| c.to_string()).collect(),
            answer: d.answer.as_ref().map(ToString::to_string),
        });
        Self {
            step,
            at,
            says: String::new(),
            phase: phase_name(&case.phase),
            version: String::new(),
            stage: case.open_visit().map(|v| v.stage.to_string()),
            visit: standing.visit,
            ladder: standing.ladder.as_ref().map(ToString::to_string),
            calendar: standing
                .calendar
                .as_ref()
                .map(|c| (c.to_string(), revision.unwrap_or_default().to_owned())),
            clocks: standing.clocks.iter().map(ClockLine::new).collect(),
            duties: standing
                .tasks
                .iter()
                .map(|t| DutyLine::new(&standing.tasks, t))
                .collect(),
            pairs: standing
                .pairs
                .iter()
                .map(|(ours, theirs)| (capacities(ours), capacities(theirs)))
                .collect(),
            asks: asks.collect(),
            needed: standing
                .missing
                .iter()
                .filter(|g| g.code == GapCode::FactOpen)
                .filter_map(|g| g.about.clone())
                .collect(),
            starts_at: standing
                .first_stages
                .iter()
                .map(ToString::to_string)
                .collect(),
            links: case.links.iter().map(|l| l.value.case.clone()).collect(),
            moves: moves.collect(),
            endings: standing.endings.iter().map(ToString::to_string).collect(),
            no_limit: standing.no_limit,
            next_due: standing.next_due,
            refused: Vec::new(),
            mismatches: Vec::new(),
        }
    }
}

fn capacities(who: &[Who]) -> Vec<String> {
    who.iter().map(|w| w.capacity.clone()).collect()
}
