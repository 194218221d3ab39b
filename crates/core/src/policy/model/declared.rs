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
    /// Asked of each agency in the dispute, rather than of the dispute.
    pub each_agency: bool,
    /// It must be answered once one of these has happened. Empty: whenever it suits.
    pub needed: Vec<MomentRef>,
    /// Where it stands in the source, if it does.
    pub cite: Option<Cite>,
    /// Readings that bear on it.
    pub readings: Vec<FindingId>,
}

/// What the policy does not cover, and where to go instead. Looked at before a case is opened.
#[derive(Clone, Debug, Serialize)]
pub struct Exclusion {
    /// Its name.
    pub id: ExclusionId,
    /// When it is the one. Facts of the dispute only.
    pub when: When,
    /// What is left out, in a sentence.
    pub say: Text,
    /// Where to go instead.
    pub elsewhere: Text,
    /// Where it stands.
    pub cite: Cite,
    /// Readings that bear on it.
    pub readings: Vec<FindingId>,
}

/// A happening that the pack names and the user dates. With choices it is a question: each answer is a
/// moment, and of the answers given in one stay at a stage the last one holds.
#[derive(Clone, Debug, Serialize)]
pub struct Moment {
    /// Its name.
    pub id: MomentId,
    /// What happened, as a sentence; of a question, the question.
    pub name: Text,
    /// The answers, in order, each as a sentence. Empty: it simply happens.
    pub choices: Vec<(ChoiceId, Text)>,
    /// Dated for each agency of its own.
    pub each_agency: bool,
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
    /// In which situations it is asked for. Empty: in all.
    pub when: When,
    /// Where it stands in the source.
    pub cite: Option<Cite>,
    /// Readings that bear on it.
    pub readings: Vec<FindingId>,
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
    /// Who it is in one kind of agency, or who stands in. The first line that holds wins; where none
    /// does, it is as named above.
    pub lines: Vec<RoleLine>,
    /// Where it stands in the source.
    pub cite: Option<Cite>,
    /// Readings that bear on it.
    pub readings: Vec<FindingId>,
}

/// Who holds a role in some agencies.
#[derive(Clone, Debug, Serialize)]
pub struct RoleLine {
    /// On this side only.
    pub side: Option<PolicySide>,
    /// Facts of the dispute or of the agency.
    pub when: When,
    /// Who that is.
    pub is: Holder,
}

/// Who holds a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holder {
    /// The agency's own title for it: "head teacher".
    Title(Text),
    /// A body outside both sides stands in.
    Body(RoleId),
    /// The same person as holds another role: a manager who raised the dispute keeps it.
    SameAs(RoleId),
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
    /// Where a dispute enters: the first line that holds. Where none does, at the lowest stage.
    pub entry: Vec<(StageId, When)>,
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
