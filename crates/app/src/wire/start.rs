//! Starting a case.

use super::{CiteView, Moment, ReadingView, SettingPerson};
use crate::error::WrongView;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// For which policy; empty for the setting's own.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct StartOptionsQuery {
    /// The policy's name.
    pub policy: String,
    /// ISO day on which the dispute was raised, which decides between versions; empty for today.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub raised: String,
}

/// What a question of the pack offers.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FactView {
    /// Its name.
    pub id: String,
    /// The question.
    pub ask: String,
    /// Help.
    pub help: String,
    /// Answers: name and words.
    pub choices: Vec<(String, String)>,
    /// The answer now, or by default; empty for none.
    pub value: String,
    /// Asked of each agency in the dispute.
    pub each_agency: bool,
    /// It may be answered later than at the start.
    pub later: bool,
}

/// What the policy does not cover.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ExclusionView {
    /// It holds where each of these facts has one of these answers.
    pub when: Vec<(String, Vec<String>)>,
    /// What is left out.
    pub say: String,
    /// Where to go instead.
    pub elsewhere: String,
    /// Authority.
    pub cite: CiteView,
}

/// A moment asked at the start.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StartMoment {
    /// Its name.
    pub id: String,
    /// What happened, as a sentence.
    pub name: String,
    /// Help.
    pub help: String,
    /// Asked where each of these facts has one of these answers. Empty: always.
    pub when: Vec<(String, Vec<String>)>,
}

/// A capacity of the policy.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RoleView {
    /// Its name.
    pub id: String,
    /// In words.
    pub name: String,
    /// Who that usually is in a school.
    pub in_school: String,
    /// A body outside both sides; nobody is entered for it.
    pub body: bool,
}

/// A stage, for choosing where to start.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StageChoice {
    /// Its name.
    pub id: String,
    /// "Stage 2".
    pub name: String,
    /// "Manager to manager".
    pub title: String,
}

/// What may be chosen at the start of a case.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StartOptionsView {
    /// All policies: name, title.
    pub policies: Vec<(String, String)>,
    /// The one that these options are of.
    pub policy: String,
    /// Its title.
    pub title: String,
    /// Scope in a sentence.
    pub scope: String,
    /// Which of several versions the case takes, and why; empty where there is one.
    pub version: String,
    /// Warnings: superseded, doubts about who is in force. Shown before going on.
    pub warnings: Vec<ReadingView>,
    /// A policy to use instead, where superseded: name; empty for none.
    pub instead: String,
    /// Facts to ask.
    pub facts: Vec<FactView>,
    /// What the policy does not cover, and where to go instead.
    pub exclusions: Vec<ExclusionView>,
    /// Moments to ask.
    pub moments: Vec<StartMoment>,
    /// Capacities.
    pub roles: Vec<RoleView>,
    /// The likely areas of disagreement. Empty: the source lists none.
    pub areas: Vec<String>,
    /// The stages of the route.
    pub stages: Vec<StageChoice>,
    /// What the policy says about immediate harm.
    pub danger: Vec<String>,
    /// The setting's own people, filled in.
    pub people: Vec<SettingPerson>,
    /// The setting's name.
    pub setting: String,
    /// Agencies and people used before.
    pub known: Vec<KnownPerson>,
    /// ISO day of today, the latest that anything can have happened.
    pub today: String,
}

/// Somebody used before, on the other side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KnownPerson {
    /// Agency.
    pub agency: String,
    /// Name.
    pub name: String,
    /// Job title.
    pub designation: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
}

/// A child or adult.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SubjectForm {
    /// Empty for a new one.
    pub id: String,
    /// `child` or `adult`.
    pub kind: String,
    /// Full name.
    pub name: String,
    /// ISO day or null.
    pub born: Option<String>,
    /// Status in words.
    pub status: String,
}

/// A person on one side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonForm {
    /// Empty for a new one.
    pub id: String,
    /// The agency's name within the case; empty: decided by side.
    pub agency: String,
    /// `ours` or `theirs`, for new ones.
    pub side: String,
    /// Name.
    pub name: String,
    /// Job title.
    pub designation: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Capacities.
    pub roles: Vec<String>,
}

/// A child or adult not yet in a case: the application names them within it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewSubject {
    /// `child` or `adult`.
    pub kind: String,
    /// Full name.
    pub name: String,
    /// ISO day or null.
    pub born: Option<String>,
    /// Status in words.
    pub status: String,
}

/// A person not yet in a case: the application names them within it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewPerson {
    /// `ours` or `theirs`.
    pub side: String,
    /// Name.
    pub name: String,
    /// Job title.
    pub designation: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Capacities.
    pub roles: Vec<String>,
}

/// The decision in dispute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DecisionForm {
    /// Reference of the referral.
    pub reference: String,
    /// ISO day of the referral, or null.
    pub referred: Option<String>,
    /// What was decided.
    pub what: String,
    /// By whom.
    pub by_whom: String,
    /// ISO day, or null.
    pub on: Option<String>,
    /// `given`, `refused`, `not-asked`.
    pub reasons: String,
    /// The reasons, where given.
    pub reasons_text: String,
    /// Why it is not safe.
    pub not_safe: String,
    /// What is wanted.
    pub wanted: String,
}

/// Start a case: all answers.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct StartCase {
    /// The policy.
    pub policy: String,
    /// Immediate harm is thought likely.
    pub danger: bool,
    /// What was done about it.
    pub danger_done: String,
    /// `ours` or `theirs`.
    pub raised_by: String,
    /// When.
    pub raised: Moment,
    /// Facts: name and answer.
    pub facts: Vec<(String, String)>,
    /// Facts of our own agency.
    #[serde(default)]
    pub our_facts: Vec<(String, String)>,
    /// Facts of the other agency.
    #[serde(default)]
    pub their_facts: Vec<(String, String)>,
    /// Moments: name and when.
    pub moments: Vec<(String, Moment)>,
    /// Areas.
    pub areas: Vec<String>,
    /// Children or adult.
    pub subjects: Vec<NewSubject>,
    /// Decision.
    pub decision: DecisionForm,
    /// The other agency's name.
    pub agency: String,
    /// People on both sides.
    pub people: Vec<NewPerson>,
    /// Start at a later stage than the first: its name; empty for none (before escalating).
    pub start_stage: String,
    /// Why: for risk, or because it stands there already.
    pub start_reason: String,
    /// True where the reason is immediate harm.
    pub start_for_risk: bool,
    /// When that stage was opened; null for today.
    #[serde(default)]
    pub start_on: Option<Moment>,
    /// Drafts to drop once it is saved: keys beginning so.
    #[serde(default)]
    pub drop_drafts: Vec<String>,
}

/// What does not fit in the answers so far. Nothing was recorded.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StartChecked {
    /// Each with its field; answers not yet given are among them.
    pub wrong: Vec<WrongView>,
}
