//! What many rules share: conditions, citations, force, parties and moments.

use crate::ids::*;
use serde::Serialize;

/// A sentence for the user, written by the pack's author.
pub type Text = String;

/// A rule applies when each fact has one of the given answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct When(pub Vec<Condition>);

/// One line of a [`When`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Condition {
    /// The fact has one of these answers.
    Fact(FactId, Vec<ChoiceId>),
    /// One of these stages was ever opened.
    Reached(Vec<StageId>),
    /// The dispute was resolved at one of these stages.
    ResolvedAt(Vec<StageId>),
    /// One of these happened: of a move or an ending, in the open stay at a stage or in the dispute as a
    /// whole; of other rules, since the dispute was last opened.
    Happened(Vec<MomentRef>),
}

/// Where a rule stands in its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cite {
    /// The heading or paragraph.
    pub heading: Text,
    /// At most a short quotation, shown as one. None where the rule is good practice of ours.
    pub quote: Option<Text>,
}

/// How strong a duty or limit is, in the source's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// The source says must, or plainly states it.
    Must,
    /// The source says should, or aims to.
    Should,
    /// The source allows it. Never outstanding, never late.
    May,
    /// Not in the source: advice of this application or the pack's author, labelled so.
    GoodPractice,
}

/// One side of a dispute, in the pack's words. The app maps these to ours and theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PolicySide {
    /// The side that raised the dispute.
    Raiser,
    /// The side whose decision is in dispute.
    Other,
    /// Both sides, each for itself.
    Both,
}

/// Somebody who acts or is told. Written `raiser`, `raiser.senior-manager`, `other.line-manager`,
/// `both`, `both.senior-manager`, `contact.service-leader`, `body.chair`, `family`, `adult`, `worker`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartyRef {
    /// A side, in a capacity where one is named.
    Side(PolicySide, Option<RoleId>),
    /// A holder of a role in the agency of whoever does the duty (`own.board-representative`).
    Own(RoleId),
    /// The counterpart's side in a role, seen from whoever does the duty (`counterpart.senior-manager`).
    Counterpart(Option<RoleId>),
    /// A contact that the pack publishes.
    Contact(ContactId),
    /// A chair, panel or other body named as a role of the pack, outside both sides.
    Body(RoleId),
    /// The child's family.
    Family,
    /// The adult at risk.
    Adult,
}

/// A stage's own moments, and the whole dispute's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StageMoment {
    /// The stage was opened.
    Opened,
    /// The dispute was resolved at it.
    Resolved,
    /// It was found that the stage did not resolve it.
    Unresolved,
    /// It was resolved there, or the next stage opened.
    Left,
    /// An optional stage, or one jumped over for risk, was passed by.
    Skipped,
}

/// Something that happens and that a rule may start from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MomentRef {
    /// The dispute was raised (`raised`).
    Raised,
    /// The dispute was resolved, at whatever stage (`resolved`).
    Resolved,
    /// The case ended in any way (`ended`).
    Ended,
    /// Somebody is thought to be at risk of immediate harm (`immediate-harm`).
    ImmediateHarm,
    /// A stage's moment (`s1.left`).
    Stage(StageId, StageMoment),
    /// The same moment of whatever stage (`stage.opened`).
    AnyStage(StageMoment),
    /// The case was closed in this way (`ending.dissent`).
    EndedWith(EndingId),
    /// The dispute was withdrawn (`withdrawn`).
    Withdrawn,
    /// A moment of the pack (`reported-up`).
    Declared(MomentId),
    /// A question of the pack was answered so (`review.higher`).
    Answered(MomentId, ChoiceId),
    /// Every agency of a side, or of both, has dated its own (`views.other`, `agrees.yes.both`).
    Each(MomentId, Option<ChoiceId>, PolicySide),
    /// A limit passed without being met (`clock.reply.passed`), dated the due moment.
    ClockPassed(ClockId),
    /// A duty was done (`duty.notice.done`).
    DutyDone(DutyId),
}
