//! What can be recorded in a case. Past tense: each is a thing that was so, or was said to be so.
//!
//! Payloads are stored as JSON bytes and hashed as stored; a payload is never serialised again to
//! verify it. [`What::kind`] and [`What::VERSION`] stand beside each in the store.

use crate::ids::*;
use crate::time::{Happened, Stamp};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One recorded event of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Order within the case, from 1. Order and hash follow it, never the clock on the wall.
    pub seq: u64,
    /// When it was written down.
    pub recorded: Stamp,
    /// By whom.
    pub by: UserId,
    /// What.
    pub what: What,
}

/// Who raised the dispute, seen from this setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// This setting.
    Ours,
    /// The other agency.
    Theirs,
}

/// A case was opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opening {
    /// The exact version of the policy, for good.
    pub policy: PolicyDigest,
    /// The policy's name, for reading without the pack.
    pub policy_id: PolicyId,
    /// Who raised the dispute.
    pub raised_by: Side,
    /// When it was raised; may be before the case was opened here.
    pub raised: Happened,
    /// Answers to the pack's facts.
    #[serde(default)]
    pub facts: Vec<(FactId, ChoiceId)>,
    /// Moments before or at the start, dated by the user.
    #[serde(default)]
    pub moments: Vec<(MomentId, Happened)>,
    /// Areas of disagreement, from the pack's list or typed.
    #[serde(default)]
    pub areas: Vec<String>,
}

/// Child or adult.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectKind {
    /// A child.
    Child,
    /// An adult at risk.
    Adult,
}

/// A child or adult whom the case is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Name within the case.
    pub id: SubjectId,
    /// Child or adult.
    pub kind: SubjectKind,
    /// Full name.
    pub name: String,
    /// Date of birth, where known.
    #[serde(default)]
    pub born: Option<NaiveDate>,
    /// Legal or plan status in words: none, child in need, child protection plan, looked after.
    #[serde(default)]
    pub status: String,
}

/// An agency in the dispute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// Name within the case.
    pub id: AgencyId,
    /// This setting's own side or the other.
    pub side: Side,
    /// Its name.
    pub name: String,
}

/// A person on one side, and the rungs that they hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Name within the case.
    pub id: PersonId,
    /// Their agency.
    pub agency: AgencyId,
    /// Their name.
    pub name: String,
    /// Job title.
    #[serde(default)]
    pub designation: String,
    /// Telephone.
    #[serde(default)]
    pub phone: String,
    /// E-mail.
    #[serde(default)]
    pub email: String,
    /// The rungs of the policy on which they act. One person may hold several.
    #[serde(default)]
    pub roles: Vec<RoleId>,
}

/// Reasons for the decision in dispute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "answer", content = "text")]
pub enum Reasons {
    /// They gave these.
    Given(String),
    /// Asked, and refused.
    Refused,
    /// Not yet asked.
    NotAsked,
}

/// The decision in dispute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputedDecision {
    /// Reference of the referral, if any.
    #[serde(default)]
    pub reference: String,
    /// Date of the referral, if any.
    #[serde(default)]
    pub referred: Option<NaiveDate>,
    /// What was decided.
    pub what: String,
    /// By whom.
    #[serde(default)]
    pub by_whom: String,
    /// When.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// Why, as they gave it.
    pub reasons: Reasons,
    /// Why the raiser thinks that it is not safe.
    pub not_safe: String,
    /// What the raiser wants instead.
    pub wanted: String,
}

/// Why a stage was opened other than in turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why", content = "reason")]
pub enum Why {
    /// The first stage of the route.
    Start,
    /// The one before did not resolve it.
    Unresolved,
    /// Immediate harm: discretion over the stage, with the reason.
    Risk(String),
    /// The dispute stood there already when the case was opened in the app.
    AlreadyThere(String),
    /// A move of the policy, with the reason where it asks one.
    Moved(MoveId, String),
}

/// What came of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Resolved.
    Resolved,
    /// Not resolved.
    NotResolved,
}

/// What kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// A telephone or video call.
    Call,
    /// A call that nobody answered.
    Unanswered,
    /// A meeting in person.
    Meeting,
    /// An e-mail sent or received.
    Email,
    /// A letter sent or received.
    Letter,
    /// A decision made.
    Decision,
    /// Consulting one's own supervisor or manager.
    Consultation,
    /// Something new has happened to the child or adult.
    SomethingNew,
    /// Anything else.
    Note,
}

/// What kind of statement; kept apart in every chronology.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// What was seen, heard or is on file.
    Fact,
    /// A professional opinion.
    Opinion,
    /// The child's or adult's own words or wishes.
    OwnWords,
}

/// One statement within a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Fact, opinion or own words.
    pub nature: Nature,
    /// Whose view or words.
    #[serde(default)]
    pub of: String,
    /// The statement.
    pub text: String,
}

/// One record in the chronology.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Name within the case.
    pub id: EntryId,
    /// What kind.
    pub kind: EntryKind,
    /// When it happened.
    pub happened: Happened,
    /// Who took part on our side.
    #[serde(default)]
    pub ours: Vec<String>,
    /// Who took part on the other side, or whom we tried to reach.
    #[serde(default)]
    pub theirs: Vec<String>,
    /// What was said and seen.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// What was agreed.
    #[serde(default)]
    pub agreed: String,
    /// What is next.
    #[serde(default)]
    pub next: String,
    /// The stage visit it belongs to; none before the first stage.
    #[serde(default)]
    pub visit: Option<u32>,
}

/// Which duty, of which visit, for whom.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DutyKey {
    /// The rule.
    pub duty: DutyId,
    /// The visit in which it arose; none for duties of the whole dispute.
    #[serde(default)]
    pub visit: Option<u32>,
    /// The child, adult or action, for duties that arise once for each.
    #[serde(default)]
    pub of: Option<String>,
    /// Whose, for a duty of both sides, each for itself; none for a duty of one side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
}

/// How a duty was settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "how")]
pub enum Settled {
    /// Done.
    Done {
        /// When.
        on: Happened,
        /// What shows it: the record, the person told, the reference in the school's own system.
        evidence: String,
        /// The record in the chronology, where there is one.
        #[serde(default)]
        entry: Option<EntryId>,
    },
    /// Not done, and why. For a must this is shown for what it is.
    NotDone {
        /// The reason.
        reason: String,
    },
}

/// What keeps a child or adult safe while the dispute goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetyPlan {
    /// Whom it protects.
    pub subject: SubjectId,
    /// What protects them now.
    pub measures: String,
    /// Who does it.
    pub by_whom: String,
    /// When it was looked at.
    pub reviewed: Happened,
    /// When it will be looked at next.
    #[serde(default)]
    pub next_review: Option<NaiveDate>,
}

/// An agreed action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreedAction {
    /// Name within the case.
    pub id: ActionId,
    /// What.
    pub what: String,
    /// Who owns it.
    pub owner: String,
    /// By when, as agreed.
    #[serde(default)]
    pub by: Option<NaiveDate>,
    /// When it was agreed.
    pub agreed: Happened,
}

/// What an own date is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnDate {
    /// What is to happen by then.
    pub what: String,
    /// The day.
    pub by: NaiveDate,
    /// The visit.
    #[serde(default)]
    pub visit: Option<u32>,
}

/// How something was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    /// Which paper; none for a bundle.
    #[serde(default)]
    pub paper: Option<PaperId>,
    /// SHA-256 in hex of the bytes that left.
    pub digest: String,
    /// To whom: names or offices, with addresses as confirmed.
    pub to: Vec<String>,
    /// E-mail draft, printed, saved, handed over.
    pub means: String,
    /// Why, and who needs it.
    #[serde(default)]
    pub purpose: String,
    /// How the password goes.
    #[serde(default)]
    pub password_by: String,
}

/// Why a dispute ended other than by an outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Who withdrew it.
    pub by_whom: String,
    /// Why.
    pub why: String,
    /// Does the concern for the child remain?
    pub concern_remains: bool,
    /// If so, what is done about it.
    #[serde(default)]
    pub concern: String,
}

/// What was recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "type", content = "data")]
pub enum What {
    /// The case was opened.
    Opened(Opening),
    /// Immediate danger was asked about: what was answered and done.
    DangerAsked {
        /// Immediate harm is thought likely.
        immediate: bool,
        /// What was done: 999, the front door, when.
        #[serde(default)]
        done: String,
        /// When.
        on: Happened,
    },
    /// A child or adult was named, or their details corrected.
    SubjectNamed(Subject),
    /// An agency was named or corrected.
    AgencyNamed(Agency),
    /// A person was named or corrected.
    PersonNamed(Person),
    /// The decision in dispute was described.
    DecisionDescribed(DisputedDecision),
    /// A fact was answered.
    FactSet(FactId, ChoiceId),
    /// A moment of the pack happened.
    Reached {
        /// Which.
        moment: MomentId,
        /// When.
        on: Happened,
        /// In which visit.
        #[serde(default)]
        visit: Option<u32>,
    },
    /// A question of the checklist was answered.
    Checked {
        /// Which.
        check: CheckId,
        /// The answer.
        answer: String,
    },
    /// A stage was opened. Stage is derived from nothing else.
    StageOpened {
        /// Which.
        stage: StageId,
        /// When.
        on: Happened,
        /// Why.
        why: Why,
    },
    /// Something was recorded in the chronology.
    Recorded(Entry),
    /// A duty was settled.
    DutySettled(DutyKey, Settled),
    /// A safety plan was made or reviewed.
    PlanReviewed(SafetyPlan),
    /// The child's or adult's, or the parents', views; parents told, or why not.
    VoiceRecorded {
        /// About whom.
        subject: SubjectId,
        /// Their wishes and own words.
        own_words: String,
        /// Parents told, and how, or why not; for an adult: views, consent, capacity, advocate.
        family: String,
        /// When.
        on: Happened,
    },
    /// A limit that somebody sets was entered.
    LimitEntered {
        /// Which clock.
        clock: ClockId,
        /// The day.
        by: NaiveDate,
        /// Who set it and why.
        reason: String,
    },
    /// The user chose a date of their own, where the policy gives none.
    OwnDateSet(OwnDate),
    /// An action was agreed.
    ActionAgreed(AgreedAction),
    /// An agreed action was done, or was found not done.
    ActionSettled {
        /// Which.
        action: ActionId,
        /// Done?
        done: bool,
        /// When.
        on: Happened,
        /// What shows it, or why not.
        note: String,
    },
    /// What came of a stage.
    StageSettled {
        /// The visit.
        visit: u32,
        /// What.
        outcome: Outcome,
        /// When.
        on: Happened,
        /// In words: what was agreed, or what remains.
        note: String,
    },
    /// A paper's answers were saved.
    PaperFilled {
        /// Which.
        paper: PaperId,
        /// For which visit.
        visit: Option<u32>,
        /// Field and answer, in order.
        answers: Vec<(String, String)>,
    },
    /// Something left the house.
    Sent(Sending),
    /// The case was closed in one of the pack's ways.
    Ended {
        /// Which.
        ending: EndingId,
        /// When.
        on: Happened,
        /// In words.
        note: String,
    },
    /// The dispute was withdrawn.
    Withdrawn(Withdrawal, Happened),
    /// It was opened again.
    Reopened {
        /// Why.
        reason: String,
        /// When.
        on: Happened,
    },
    /// An earlier record was corrected. Both stay readable.
    Amended {
        /// Which.
        seq: u64,
        /// The corrected record, of the same type.
        with: Box<What>,
        /// Why.
        reason: String,
    },
    /// An earlier record was struck out. It stays readable.
    Struck {
        /// Which.
        seq: u64,
        /// Why.
        reason: String,
    },
}

impl What {
    /// The version of every payload's form. A later form gets a higher one and is upcast on reading.
    pub const VERSION: u16 = 1;

    /// The name of the event's type, as stored beside its payload.
    pub fn kind(&self) -> &'static str {
        match self {
            What::Opened(..) => "opened",
            What::DangerAsked { .. } => "danger-asked",
            What::SubjectNamed(..) => "subject-named",
            What::AgencyNamed(..) => "agency-named",
            What::PersonNamed(..) => "person-named",
            What::DecisionDescribed(..) => "decision-described",
            What::FactSet(..) => "fact-set",
            What::Reached { .. } => "reached",
            What::Checked { .. } => "checked",
            What::StageOpened { .. } => "stage-opened",
            What::Recorded(..) => "recorded",
            What::DutySettled(..) => "duty-settled",
            What::PlanReviewed(..) => "plan-reviewed",
            What::VoiceRecorded { .. } => "voice-recorded",
            What::LimitEntered { .. } => "limit-entered",
            What::OwnDateSet(..) => "own-date-set",
            What::ActionAgreed(..) => "action-agreed",
            What::ActionSettled { .. } => "action-settled",
            What::StageSettled { .. } => "stage-settled",
            What::PaperFilled { .. } => "paper-filled",
            What::Sent(..) => "sent",
            What::Ended { .. } => "ended",
            What::Withdrawn(..) => "withdrawn",
            What::Reopened { .. } => "reopened",
            What::Amended { .. } => "amended",
            What::Struck { .. } => "struck",
        }
    }
}
