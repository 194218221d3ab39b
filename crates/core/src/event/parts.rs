//! What the payloads of events are made of.
//!
//! Whatever holds a user's words has a `Debug` that shows none of them, so that no log and no panic
//! can.

use crate::ids::*;
use crate::time::Happened;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

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
#[derive(Clone, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// Name within the case.
    pub id: AgencyId,
    /// This setting's own side or the other.
    pub side: Side,
    /// Its name.
    pub name: String,
    /// Answers to the pack's facts that are asked of each agency.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<(FactId, ChoiceId)>,
}

/// Another case that goes on beside this one, on the same child or adult.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedCase {
    /// Its name in the vault.
    pub case: String,
    /// Its number.
    pub number: String,
    /// The title of the policy that it is under.
    pub policy: String,
    /// Why the two belong together.
    pub why: String,
}

/// A person on one side, and the rungs that they hold.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The start, with optional stages before it passed by, and why.
    Passing(String),
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
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// It says that something went: the record of what left Stepwise for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub went: Option<u64>,
}

/// Which duty, of which visit, for whom.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DutyKey {
    /// The rule.
    pub duty: DutyId,
    /// The visit in which it arose; none for duties of the whole dispute.
    #[serde(default)]
    pub visit: Option<u32>,
    /// The child, adult, action or agency, for duties that arise once for each; the record that dated its
    /// moment, for one that arises each time ([`DutyKey::each_time`]).
    #[serde(default)]
    pub of: Option<String>,
    /// Whose, for a duty of both sides, each for itself; none for a duty of one side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
}

/// How the record is named for which a duty arose.
const RECORD: &str = "record-";

impl DutyKey {
    /// What a duty is of that arises each time: the number of the record that dated its moment.
    pub fn each_time(record: u64) -> String {
        format!("{RECORD}{record}")
    }

    /// The number of the record for which it arose, of a duty that arises each time.
    pub fn of_record(of: &str) -> Option<u64> {
        of.strip_prefix(RECORD)?.parse().ok()
    }
}

/// How a duty was settled.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// What waits for its receipt: the record of how that left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt_of: Option<u64>,
}

/// What an own date is for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    /// Which paper; none for a bundle, an attached file, or what `what` names.
    #[serde(default)]
    pub paper: Option<PaperId>,
    /// What it was, in words, where it is no paper of the policy: "Chronology, 12 of 41 entries". Empty for a bundle
    /// and for an attached file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub what: String,
    /// SHA-256 in hex of the bytes that left; empty where the case itself was handed over, since this record is part of
    /// what left.
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
    /// The e-mail's subject and text, word for word, where one was drafted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// The attached file that left as it is, where it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment: Option<AttachmentId>,
    /// The case itself was handed over, to be taken on in another record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed: Option<HandedOver>,
    /// The receipt that it chases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chases: Option<ActionId>,
}

/// A case was handed over. Beside each entry stands an opaque id; these are the names that belong to the ids, so that
/// the record that takes the case on can say who wrote what.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// The setting whose record it leaves.
    pub record: String,
    /// Who wrote in that record: id and name.
    pub people: Vec<(UserId, String)>,
    /// When the receipt is asked for, if it did not come before.
    #[serde(default)]
    pub ask_by: Option<NaiveDate>,
}

/// Why a dispute ended other than by an outcome.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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

macro_rules! private {
    ($($name:ident),* $(,)?) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )*};
}

private! {
    Opening, Subject, Agency, Person, Reasons, DisputedDecision, Statement, Entry, SafetyPlan, AgreedAction, OwnDate,
    Sending, Withdrawal, LinkedCase,
}

impl fmt::Debug for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::Start => f.write_str("Start"),
            Why::Unresolved => f.write_str("Unresolved"),
            Why::Risk(_) => f.write_str("Risk(..)"),
            Why::AlreadyThere(_) => f.write_str("AlreadyThere(..)"),
            Why::Passing(_) => f.write_str("Passing(..)"),
            Why::Moved(rule, _) => write!(f, "Moved({rule}, ..)"),
        }
    }
}

impl fmt::Debug for Settled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Settled::Done { on, .. } => write!(f, "Done({on:?}, ..)"),
            Settled::NotDone { .. } => f.write_str("NotDone(..)"),
        }
    }
}
