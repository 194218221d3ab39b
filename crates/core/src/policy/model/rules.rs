//! Rules: clocks, duties, moves and endings.

use super::*;
use crate::ids::*;
use serde::Serialize;

/// One time limit.
#[derive(Clone, Debug, Serialize)]
pub struct Clock {
    /// Its name.
    pub id: ClockId,
    /// What is to be done in the time, beginning with a verb: "Resolve stage 1, or move it up".
    pub name: Text,
    /// The source's own words of the limit.
    pub written: Text,
    /// Starts at the earliest of these.
    pub from: Vec<MomentRef>,
    /// Starts at the latest of `from` instead, once all of them have happened.
    pub latest: bool,
    /// Stops at the earliest of these.
    pub until: Vec<MomentRef>,
    /// Each of these answers one time of a limit that comes again and again.
    pub each: Vec<MomentRef>,
    /// The count stops at these, and goes on at `resume`.
    pub pause: Vec<MomentRef>,
    /// The count goes on at these.
    pub resume: Vec<MomentRef>,
    /// How long.
    pub limit: Limit,
    /// Whose time it is.
    pub owner: PartyRef,
    /// Must or aims to.
    pub force: Force,
    /// The stages it belongs to: shown while one of them is open. Empty: the whole dispute.
    pub stages: Vec<StageId>,
    /// Clocks that can be due no later than this one.
    pub caps: Vec<ClockId>,
    /// Moments that supersede it: neither met nor late.
    pub void: Vec<MomentRef>,
    /// When it applies.
    pub when: When,
    /// Where it stands.
    pub cite: Cite,
    /// Readings that bear on it.
    pub readings: Vec<FindingId>,
}

/// What a duty asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Tell somebody.
    Tell,
    /// Ask somebody.
    Ask,
    /// Write it down.
    Record,
    /// Fill in a paper.
    Fill,
    /// Send a paper or a message.
    Send,
    /// Speak or meet.
    Meet,
    /// Consult or think with somebody.
    Consult,
    /// Agree something.
    Agree,
}

/// What shows that a duty was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wanted {
    /// A dated note of what was done.
    Note,
    /// A record of discussion in the chronology.
    Discussion,
    /// The plan that keeps each child or adult safe, reviewed.
    SafetyPlan,
    /// The filled paper.
    Paper,
    /// The paper or message, sent.
    Sent,
    /// A copy in the agency's own recording system, with its reference.
    Copied,
}

/// How often a duty arises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// Once in the dispute.
    Once,
    /// Once for each visit to a stage.
    Stage,
    /// Once for each child or adult at each visit to a stage.
    Subject,
    /// Once for each agreed action.
    Action,
    /// Once for each agency of the side that does it, at each visit to a stage.
    Agency,
    /// Each time that one of its moments happens.
    Time,
}

/// Somebody to whom something goes, in some situations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct To {
    /// Who.
    pub party: PartyRef,
    /// When.
    pub when: When,
}

/// One thing somebody must, should or may do.
#[derive(Clone, Debug, Serialize)]
pub struct Duty {
    /// Its name.
    pub id: DutyId,
    /// Arises at each of these.
    pub on: Vec<MomentRef>,
    /// When it applies.
    pub when: When,
    /// What kind of act.
    pub act: Act,
    /// Who does it.
    pub who: PartyRef,
    /// To whom.
    pub to: Vec<To>,
    /// Who gets a copy.
    pub copies: Vec<To>,
    /// The paper, for fill and send.
    pub paper: Option<PaperId>,
    /// The part of the paper, for fill, where the paper has parts.
    pub part: Option<String>,
    /// A standing duty holds until one of these. Empty: it is done once.
    pub until: Vec<MomentRef>,
    /// How soon after it arose.
    pub limit: Option<Limit>,
    /// How strong.
    pub force: Force,
    /// What shows that it was done.
    pub wants: Wanted,
    /// How often.
    pub per: Per,
    /// It lapses, unsettled, when the stage is left: resolved there, the next one opened, or the case
    /// closed. False: it stays outstanding after that.
    pub lapses: bool,
    /// What to do, in our words, beginning with a verb.
    pub say: Text,
    /// One or two sentences of help.
    pub help: Option<Text>,
    /// A moment of the pack that is reached when it is done.
    pub reaches: Option<MomentId>,
    /// What a report without names gathers from what shows that it was done; none where it gathers nothing.
    pub report: Option<Gathers>,
    /// Where it stands.
    pub cite: Cite,
    /// Readings that bear on it.
    pub readings: Vec<FindingId>,
}

/// Where a move leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// The next stage of the ladder.
    Next,
    /// Any later stage, chosen by the user.
    AnyHigher,
    /// This stage.
    Stage(StageId),
    /// Outside the policy: what to do is said in words.
    Elsewhere(Text),
    /// Beside the policy: a referral that is dated as this moment of the pack, the stage unchanged.
    Beside(Text, MomentId),
    /// Any one of these, chosen by the user.
    OneOf(Vec<Target>),
}

/// A way from a stage to another, offered, never taken by the app.
#[derive(Clone, Debug, Serialize)]
pub struct Move {
    /// Its name.
    pub id: MoveId,
    /// What it is, beginning with a verb.
    pub say: Text,
    /// The stages it leads from. Empty: any stage. Where `on` names immediate harm it is offered before
    /// the first stage too.
    pub from: Vec<StageId>,
    /// Offered once one of these has happened.
    pub on: Vec<MomentRef>,
    /// Where it leads.
    pub to: Target,
    /// A reason must be typed.
    pub asks_reason: bool,
    /// When it applies.
    pub when: When,
    /// Where it stands.
    pub cite: Cite,
    /// Readings that bear on it.
    pub readings: Vec<FindingId>,
}

/// Who must be satisfied for an ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judge {
    /// The side that raised it.
    Raiser,
    /// Both sides.
    Both,
    /// Every agency in the dispute.
    All,
    /// Any one agency in the dispute.
    Any,
    /// A chair.
    Chair,
    /// A panel.
    Panel,
    /// The source does not say.
    NotSaid,
}

/// Whether an ending binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Binding {
    /// It binds the agencies.
    Yes,
    /// It does not.
    No,
    /// The source does not say.
    NotSaid,
}

/// One way in which a dispute ends.
#[derive(Clone, Debug, Serialize)]
pub struct Ending {
    /// Its name.
    pub id: EndingId,
    /// As said on screen: "Resolved between the agencies".
    pub name: Text,
    /// What it means.
    pub say: Text,
    /// At which stages it is offered. Empty: at all.
    pub stages: Vec<StageId>,
    /// Offered once one of these has happened. Empty: at once.
    pub on: Vec<MomentRef>,
    /// When it is offered.
    pub when: When,
    /// An agency's dissent is recorded with it, and the decision stands.
    pub dissent: bool,
    /// Whether it makes the moment `resolved`.
    pub resolves: bool,
    /// Who judges.
    pub judge: Judge,
    /// Whether it binds.
    pub binds: Binding,
    /// Where it stands.
    pub cite: Cite,
    /// Readings that bear on it.
    pub readings: Vec<FindingId>,
}
