//! The checked policy: every reference resolved, every limit parsed. Only [`super::read`] makes one.
//!
//! A pack declares finite **facts** and named **moments**; everything else is a **rule**, set off by
//! a moment, under a conjunction of facts. There is no *not*, no arithmetic and no nesting, so that
//! every situation can be enumerated.

use crate::ids::*;
use chrono::NaiveDate;
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
    /// A moment of the pack (`reported-up`).
    Declared(MomentId),
    /// A limit passed without being met (`clock.reply.passed`), dated the due moment.
    ClockPassed(ClockId),
    /// A duty was done (`duty.notice.done`).
    DutyDone(DutyId),
}

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

/// A unit of time in a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Days that the calendar calls working days.
    WorkingDays,
    /// All days.
    CalendarDays,
    /// Sevens of calendar days.
    Weeks,
    /// Elapsed hours, over nights, weekends and clock changes.
    Hours,
}

/// A number of units after a moment. The start day is day 0 and the limit is the close of day N.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// How many.
    pub n: u32,
    /// Of what.
    pub unit: Unit,
}

/// How soon, where a source gives no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// "immediately"
    Immediately,
    /// "without delay"
    WithoutDelay,
}

/// How long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limit {
    /// `"5 working days"`
    Span(Span),
    /// `"48 hours (2 working days)"`: one limit worded in two units; both are kept and shown.
    Both(Span, Span),
    /// `"entered by body.chair"`: set by somebody at the time and typed in.
    Entered(PartyRef),
    /// `"immediately"`, `"without delay"`: a duty with no number.
    At(Urgency),
}

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
    /// Stops at the earliest of these.
    pub until: Vec<MomentRef>,
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
    pub to: Vec<PartyRef>,
    /// The paper, for fill and send.
    pub paper: Option<PaperId>,
    /// How soon after it arose.
    pub limit: Option<Limit>,
    /// How strong.
    pub force: Force,
    /// What shows that it was done.
    pub wants: Wanted,
    /// How often.
    pub per: Per,
    /// Only while the visit's outcome is open (false: it stays after the stage is left).
    pub lapses: bool,
    /// What to do, in our words, beginning with a verb.
    pub say: Text,
    /// One or two sentences of help.
    pub help: Option<Text>,
    /// A moment of the pack that is reached when it is done.
    pub reaches: Option<MomentId>,
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
}

/// A way from a stage to another, offered, never taken by the app.
#[derive(Clone, Debug, Serialize)]
pub struct Move {
    /// Its name.
    pub id: MoveId,
    /// What it is, beginning with a verb.
    pub say: Text,
    /// The stages it leads from.
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
}

/// Who must be satisfied for an ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judge {
    /// The side that raised it.
    Raiser,
    /// Both sides.
    Both,
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

/// A board's published contact.
#[derive(Clone, Debug, Serialize)]
pub struct Contact {
    /// Its name.
    pub id: ContactId,
    /// The office: "Business Manager".
    pub role: Text,
    /// The person, where the source names one.
    pub person: Option<Text>,
    /// The e-mail address, where the source gives one.
    pub email: Option<Text>,
    /// The telephone number, as the source gives it.
    pub phone: Option<Text>,
    /// A postal address.
    pub address: Option<Text>,
    /// What is missing or doubtful: "The e-mail address is missing in the source. Ask the board."
    pub note: Option<Text>,
    /// When the source was last checked.
    pub checked: NaiveDate,
    /// When it is the one.
    pub when: When,
    /// Where it stands.
    pub cite: Cite,
}

/// Where a field of a paper gets its first answer from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Names of the children, adult or family.
    Subjects,
    /// The decision in dispute, why it is not safe, and the views recorded for each agency.
    Dispute,
    /// What was agreed, the outcomes of stages, and the next stage.
    Outcomes,
    /// The actions agreed, with owner and date.
    Actions,
    /// The stages with their dates and outcomes.
    Stages,
    /// The stage at which it was resolved.
    ResolvedStage,
    /// Days from raised to resolved, working and calendar, both labelled.
    DaysTaken,
    /// The case number.
    CaseNumber,
    /// The date raised.
    RaisedOn,
    /// The agencies in the dispute.
    Agencies,
    /// The area of disagreement, from the pack's list.
    Areas,
    /// Nobody: the user writes it.
    User,
}

/// How a field is drawn and answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum FieldKind {
    /// One line.
    Line,
    /// Paragraphs.
    Long,
    /// Tick one of these.
    Tick {
        /// The stages or words to tick, each with the stage that it stands for where it does.
        choices: Vec<(Text, Option<StageId>)>,
    },
    /// A block of name, designation, agency, date.
    Signature {
        /// Whose.
        party: PartyRef,
    },
    /// Words that are printed and not answered.
    Printed {
        /// The words.
        text: Text,
    },
    /// A heading between fields.
    Heading,
}

/// One field of a paper, in the source's order.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Its name in the pack.
    pub id: String,
    /// As the source labels it.
    pub label: Text,
    /// What helps to answer it, on screen only.
    pub help: Option<Text>,
    /// How it is drawn.
    pub kind: FieldKind,
    /// Where its first answer comes from.
    pub source: Source,
    /// Named among what is missing when empty. Gaps never block.
    pub wanted: bool,
}

/// What kind of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperKind {
    /// A form of fields.
    Form,
    /// A letter or message built from paragraphs.
    Letter,
}

/// A form, letter or notice.
#[derive(Clone, Debug, Serialize)]
pub struct Paper {
    /// Its name.
    pub id: PaperId,
    /// Its title as printed.
    pub title: Text,
    /// Form or letter.
    pub kind: PaperKind,
    /// The return line and the purpose, in our words, printed under the title.
    pub intro: Vec<Text>,
    /// Its fields, in order. For a letter: its paragraphs, with `{placeholders}` of the closed list in the guide.
    pub fields: Vec<Field>,
    /// The paragraphs of a letter.
    pub body: Vec<Text>,
    /// The subject line of the e-mail that carries it. Names nobody.
    pub subject: Option<Text>,
    /// To whom it may go, by default.
    pub to: Vec<PartyRef>,
    /// True where the board's own form is not public and this is a neutral layout.
    pub neutral: bool,
    /// The stages at which it is used. Empty: all.
    pub stages: Vec<StageId>,
    /// At a later stage the earlier stage's answers are carried forward, and both are kept.
    pub carries_forward: bool,
    /// Where it stands.
    pub cite: Cite,
    /// Readings that bear on it.
    pub readings: Vec<FindingId>,
}

/// Where a source is unclear or contradicts itself: the reading taken, the other, and who can confirm.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// Its name.
    pub id: FindingId,
    /// What is unclear, and the reading taken.
    pub text: Text,
    /// The other reading.
    pub other: Option<Text>,
    /// Who can confirm it.
    pub confirm: Option<Text>,
    /// Shown as a warning when a case is started, not only beside its rule.
    pub warn: bool,
}

/// One question of the checklist. It helps thinking; it is never a gate.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// Its name.
    pub id: CheckId,
    /// The question.
    pub ask: Text,
    /// What a good answer has.
    pub help: Option<Text>,
    /// Policy or good practice.
    pub force: Force,
    /// When it applies.
    pub when: When,
    /// Where it stands, unless it is good practice.
    pub cite: Option<Cite>,
}

/// A principle or note of the policy that is read, not done.
#[derive(Clone, Debug, Serialize)]
pub struct Note {
    /// A short heading.
    pub title: Text,
    /// The words.
    pub text: Text,
    /// Where it stands.
    pub cite: Option<Cite>,
    /// Shown with danger now.
    pub danger: bool,
}

/// Which published version.
#[derive(Clone, Debug, Serialize)]
pub struct Version {
    /// As the board labels it, or "as published".
    pub label: Text,
    /// In force from; none where the source gives no date (shown as unknown).
    pub from: Option<NaiveDate>,
    /// The day on which the source was read.
    pub read: NaiveDate,
    /// The policy that took this one's place, with a sentence shown when a case is started.
    pub superseded: Option<(PolicyId, Text)>,
}

/// A board's policy, checked.
#[derive(Clone, Debug, Serialize)]
pub struct Policy {
    /// Stable over versions.
    pub id: PolicyId,
    /// Of the pack's bytes.
    pub digest: PolicyDigest,
    /// As the board titles it.
    pub title: Text,
    /// Short, for lists.
    pub short: Text,
    /// Whose it is.
    pub board: Text,
    /// Scope in a sentence: within and between agencies, or between only.
    pub scope: Text,
    /// The document it was read from.
    pub source: Text,
    /// Which version.
    pub version: Version,
    /// IANA zone for hours and dates.
    pub zone: chrono_tz::Tz,
    /// Which calendar holds when; exactly one in each situation.
    pub calendars: Vec<(CalendarId, When)>,
    /// Facts by name.
    pub facts: Vec<Fact>,
    /// Moments of the pack.
    pub moments: Vec<Moment>,
    /// Rungs.
    pub roles: Vec<Role>,
    /// Routes.
    pub ladders: Vec<Ladder>,
    /// Stages.
    pub stages: Vec<Stage>,
    /// Limits.
    pub clocks: Vec<Clock>,
    /// Duties.
    pub duties: Vec<Duty>,
    /// Ways from stage to stage.
    pub moves: Vec<Move>,
    /// Endings.
    pub endings: Vec<Ending>,
    /// Forms and letters.
    pub papers: Vec<Paper>,
    /// Published contacts.
    pub contacts: Vec<Contact>,
    /// Readings.
    pub findings: Vec<Finding>,
    /// The checklist.
    pub checklist: Vec<Check>,
    /// Principles and notes.
    pub notes: Vec<Note>,
    /// Likely areas of disagreement, where the source lists them.
    pub areas: Vec<Text>,
}

impl Policy {
    /// The stage of that name.
    pub fn stage(&self, id: &StageId) -> Option<&Stage> {
        self.stages.iter().find(|s| s.id == *id)
    }
    /// The duty of that name.
    pub fn duty(&self, id: &DutyId) -> Option<&Duty> {
        self.duties.iter().find(|d| d.id == *id)
    }
    /// The limit of that name.
    pub fn clock(&self, id: &ClockId) -> Option<&Clock> {
        self.clocks.iter().find(|c| c.id == *id)
    }
    /// The role of that name.
    pub fn role(&self, id: &RoleId) -> Option<&Role> {
        self.roles.iter().find(|r| r.id == *id)
    }
    /// The paper of that name.
    pub fn paper(&self, id: &PaperId) -> Option<&Paper> {
        self.papers.iter().find(|p| p.id == *id)
    }
    /// The contact of that name.
    pub fn contact(&self, id: &ContactId) -> Option<&Contact> {
        self.contacts.iter().find(|c| c.id == *id)
    }
    /// The moment of that name.
    pub fn moment(&self, id: &MomentId) -> Option<&Moment> {
        self.moments.iter().find(|m| m.id == *id)
    }
    /// The reading of that name.
    pub fn finding(&self, id: &FindingId) -> Option<&Finding> {
        self.findings.iter().find(|f| f.id == *id)
    }
    /// The ending of that name.
    pub fn ending(&self, id: &EndingId) -> Option<&Ending> {
        self.endings.iter().find(|e| e.id == *id)
    }
}
