//! What a pack declares: facts, moments, roles, ladders and stages.

use super::*;
use crate::ids::*;
use serde::Serialize;

/// A question with a finite set of answers.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// Its name.
    pub id: FactId,
    /// The question, as asked on screen.
    pub ask: Text,
    /// What helps to answer it.
    pub help: Option<Text>,
    /// The answers, in order.
    pub choices: Vec<(ChoiceId, Text)>,
    /// An answer taken as given until another is recorded.
    pub default: Option<ChoiceId>,
    /// Where it stands in the source, if it does.
    pub cite: Option<Cite>,
}

/// A happening that the pack names and the user dates.
#[derive(Clone, Debug, Serialize)]
pub struct Moment {
    /// Its name.
    pub id: MomentId,
    /// What happened, as a sentence.
    pub name: Text,
    /// How to answer when it happened.
    pub help: Option<Text>,
    /// Taken to be the same as this moment until it is dated itself; always said on screen.
    pub default: Option<MomentRef>,
    /// Asked when a case is started, since it may lie before the dispute was raised.
    pub at_start: bool,
    /// It is set in advance, such as a meeting: it may be dated in the future, and moved with a reason.
    pub ahead: bool,
    /// The stages in which the screen offers it. Empty: in all.
    pub stages: Vec<StageId>,
    /// Where it stands in the source.
    pub cite: Option<Cite>,
}

/// A rung: the capacity in which somebody acts.
#[derive(Clone, Debug, Serialize)]
pub struct Role {
    /// Its name.
    pub id: RoleId,
    /// As said on screen: "senior manager".
    pub name: Text,
    /// Who that usually is in a school or pre-school, or who stands in.
    pub in_school: Option<Text>,
    /// A body outside both sides: a chair, a panel, a board.
    pub body: bool,
    /// Where it stands in the source.
    pub cite: Option<Cite>,
}

/// A route: stages in order. Exactly one ladder holds in each situation.
#[derive(Clone, Debug, Serialize)]
pub struct Ladder {
    /// Its name.
    pub id: LadderId,
    /// When it is the one.
    pub when: When,
    /// Its stages, lowest first.
    pub stages: Vec<StageId>,
}

/// One pair of capacities that speak to each other at a stage.
#[derive(Clone, Debug, Serialize)]
pub struct Pair {
    /// The capacities on the raiser's side, any one of them. Bodies are allowed.
    pub raiser: Vec<RoleId>,
    /// The capacities on the other side. Empty where the stage has one side only.
    pub other: Vec<RoleId>,
}

/// One stage.
#[derive(Clone, Debug, Serialize)]
pub struct Stage {
    /// Its name in the pack.
    pub id: StageId,
    /// As the policy calls it: "Stage 2".
    pub name: Text,
    /// What it is in a few words: "Manager to manager".
    pub title: Text,
    /// The next act as a sentence beginning with a verb, on the raiser's side: "Speak to the line manager".
    pub act_raiser: Text,
    /// The same on the other side.
    pub act_other: Text,
    /// Two or three sentences on what happens here, in our words.
    pub say: Text,
    /// Who speaks to whom, in order.
    pub pairs: Vec<Pair>,
    /// May be passed by with a reason, without danger.
    pub optional: bool,
    /// A panel or chair who decides, where the stage is one of decision.
    pub decided_by: Option<RoleId>,
    /// Where it stands in the source.
    pub cite: Cite,
    /// Readings that bear on it.
    pub readings: Vec<FindingId>,
}
