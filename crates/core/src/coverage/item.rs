//! One thing that an example can show.

use super::Unshown;
use crate::ids::*;
use crate::policy::{MomentRef, PolicySide, StageMoment};
use serde::Serialize;

/// What kind of thing an example can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An answer to a fact.
    Fact,
    /// A kind of dispute that is left out.
    Exclusion,
    /// A moment, or an answer to a question.
    Moment,
    /// A ladder, or where a dispute enters it.
    Ladder,
    /// A stage, and what comes of it.
    Stage,
    /// A way on.
    Move,
    /// A time limit, of its own or of a duty.
    Limit,
    /// A duty.
    Duty,
    /// Who holds a role in one kind of agency.
    Role,
    /// An ending.
    Ending,
}

impl Kind {
    /// As a heading: "Ways on".
    pub fn words(self) -> &'static str {
        match self {
            Self::Fact => "Facts",
            Self::Exclusion => "Exclusions",
            Self::Moment => "Moments",
            Self::Ladder => "Ladders",
            Self::Stage => "Stages",
            Self::Move => "Ways on",
            Self::Limit => "Time limits",
            Self::Duty => "Duties",
            Self::Role => "Roles",
            Self::Ending => "Endings",
        }
    }
}

/// What has a limit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Timer {
    Clock(ClockId),
    Duty(DutyId),
}

/// Which side of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Edge {
    Due,
    DayBefore,
    LastDay,
    DayAfter,
}

/// From where a duty is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum View {
    Ours,
    Theirs,
    Outside,
    Allowed,
    Holds,
}

/// Something to be shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Item {
    Fact(FactId, ChoiceId),
    Exclusion(ExclusionId),
    Moment(MomentId),
    Answer(MomentId, ChoiceId),
    Ladder(LadderId),
    Entry(LadderId, StageId),
    Opened(StageId),
    Resolved(StageId),
    Unresolved(StageId),
    /// Taken, from a stage, or before the first one.
    Taken(MoveId, Option<StageId>),
    /// Offered from a stage to another.
    Leads(MoveId, Option<StageId>, StageId),
    Silence(MoveId),
    Limit(Timer, Edge),
    /// A limit in one of the states that it alone can have.
    State(ClockId, &'static str),
    Duty(DutyId, View),
    /// Asked for because of one of its moments.
    Trigger(DutyId, MomentRef),
    Role(RoleId, usize, String),
    Ended(EndingId),
    Offered(EndingId, StageId),
}

impl Item {
    pub(super) fn unshown(&self) -> Unshown {
        let from = |from: &Option<StageId>| match from {
            Some(stage) => format!("from {stage}"),
            None => "before the first stage".to_owned(),
        };
        let (kind, name, what) = match self {
            Self::Fact(fact, choice) => (Kind::Fact, fact.to_string(), choice.to_string()),
            Self::Exclusion(id) => (Kind::Exclusion, id.to_string(), String::new()),
            Self::Moment(id) => (Kind::Moment, id.to_string(), String::new()),
            Self::Answer(id, answer) => {
                (Kind::Moment, id.to_string(), format!("answered {answer}"))
            }
            Self::Ladder(id) => (Kind::Ladder, id.to_string(), String::new()),
            Self::Entry(id, stage) => (Kind::Ladder, id.to_string(), format!("entered at {stage}")),
            Self::Opened(id) => (Kind::Stage, id.to_string(), "opened".to_owned()),
            Self::Resolved(id) => (Kind::Stage, id.to_string(), "resolved there".to_owned()),
            Self::Unresolved(id) => (Kind::Stage, id.to_string(), "not resolved".to_owned()),
            Self::Taken(id, stage) => {
                (Kind::Move, id.to_string(), format!("taken {}", from(stage)))
            }
            Self::Leads(id, stage, to) => (
                Kind::Move,
                id.to_string(),
                format!("{} to {to}", from(stage)),
            ),
            Self::Silence(id) => (Kind::Move, id.to_string(), "because of silence".to_owned()),
            Self::Limit(timer, edge) => {
                let what = match edge {
                    Edge::Due => "when it is due",
                    Edge::DayBefore => "the day before",
                    Edge::LastDay => "on its last day",
                    Edge::DayAfter => "the day after",
                };
                let name = match timer {
                    Timer::Clock(id) => id.to_string(),
                    Timer::Duty(id) => format!("of duty {id}"),
                };
                (Kind::Limit, name, what.to_owned())
            }
            Self::State(id, state) => (Kind::Limit, id.to_string(), (*state).to_owned()),
            Self::Duty(id, view) => {
                let what = match view {
                    View::Ours => "as ours",
                    View::Theirs => "as theirs",
                    View::Outside => "as an outside body's",
                    View::Allowed => "as what is allowed",
                    View::Holds => "while it holds",
                };
                (Kind::Duty, id.to_string(), what.to_owned())
            }
            Self::Trigger(id, on) => (Kind::Duty, id.to_string(), format!("on {}", written(on))),
            Self::Role(id, _, title) => (Kind::Role, id.to_string(), title.clone()),
            Self::Ended(id) => (Kind::Ending, id.to_string(), "used".to_owned()),
            Self::Offered(id, stage) => {
                (Kind::Ending, id.to_string(), format!("offered at {stage}"))
            }
        };
        Unshown { kind, name, what }
    }
}

/// A moment as a pack writes it.
fn written(moment: &MomentRef) -> String {
    let kind = |kind: &StageMoment| match kind {
        StageMoment::Opened => "opened",
        StageMoment::Resolved => "resolved",
        StageMoment::Unresolved => "unresolved",
        StageMoment::Left => "left",
        StageMoment::Skipped => "skipped",
    };
    match moment {
        MomentRef::Raised => "raised".to_owned(),
        MomentRef::Resolved => "resolved".to_owned(),
        MomentRef::Ended => "ended".to_owned(),
        MomentRef::ImmediateHarm => "immediate-harm".to_owned(),
        MomentRef::Stage(stage, k) => format!("{stage}.{}", kind(k)),
        MomentRef::AnyStage(k) => format!("stage.{}", kind(k)),
        MomentRef::EndedWith(ending) => format!("ending.{ending}"),
        MomentRef::Withdrawn => "withdrawn".to_owned(),
        MomentRef::Declared(id) => id.to_string(),
        MomentRef::Answered(id, answer) => format!("{id}.{answer}"),
        MomentRef::Each(id, answer, side) => {
            let side = match side {
                PolicySide::Raiser => "raiser",
                PolicySide::Other => "other",
                PolicySide::Both => "both",
            };
            match answer {
                Some(answer) => format!("{id}.{answer}.{side}"),
                None => format!("{id}.{side}"),
            }
        }
        MomentRef::ClockPassed(id) => format!("clock.{id}.passed"),
        MomentRef::DutyDone(id) => format!("duty.{id}.done"),
    }
}
