//! Policies, readable.

use super::{CiteView, ForceView, ReadingView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which side of a dispute a rule of the policy speaks of, whoever raised it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PolicySideView {
    /// The side that raised it.
    Raiser,
    /// The side whose decision is in dispute.
    Other,
    /// Both sides.
    Both,
    /// A chair, panel, board or other body.
    Outside,
}

/// Which policy.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PolicyQuery {
    /// Its name.
    pub policy: String,
    /// The mark of the exact version; empty for the newest.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub digest: String,
}

/// All policies.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PoliciesView {
    /// Each.
    pub policies: Vec<PolicyRow>,
}

/// One policy in the list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PolicyRow {
    /// Name.
    pub policy: String,
    /// The mark of the exact version.
    pub digest: String,
    /// Another version of it is newer.
    pub older: bool,
    /// ISO day on which it was added here; null where it comes with Stepwise.
    pub added: Option<String>,
    /// Title.
    pub title: String,
    /// Board.
    pub board: String,
    /// Version in words, with "in force from: unknown" where so.
    pub version: String,
    /// Superseded: the sentence; empty for none.
    pub superseded: String,
    /// The setting's own.
    pub own: bool,
    /// "4 stages, limits in working days", "3 stages, no dates".
    pub remark: String,
}

/// A stage, readable.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PolicyStage {
    /// Name.
    pub id: String,
    /// "Stage 2".
    pub name: String,
    /// Title.
    pub title: String,
    /// In our words.
    pub say: String,
    /// Who speaks to whom: each a pair of words.
    pub pairs: Vec<(String, String)>,
    /// Who takes part outside both sides: a chair, a panel.
    pub outside: Vec<String>,
    /// Limits: the source's words, our reading in words, how strong, authority.
    pub limits: Vec<PolicyLimit>,
    /// Duties.
    pub duties: Vec<PolicyDuty>,
    /// Ways on from here.
    pub ways: Vec<PolicyWay>,
    /// Questions that are asked here.
    pub questions: Vec<PolicyQuestion>,
    /// Authority.
    pub cite: CiteView,
}

/// A question of a policy, whose answers decide what follows.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PolicyQuestion {
    /// "What did the reviewer decide?"
    pub ask: String,
    /// Its answers, in words.
    pub answers: Vec<String>,
    /// What helps to answer it; empty for nothing.
    pub help: String,
}

/// Somebody that a policy names.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PolicyRole {
    /// Its name.
    pub id: String,
    /// In words.
    pub name: String,
    /// Who that usually is in a school.
    pub in_school: String,
    /// A body outside both sides.
    pub body: bool,
    /// Who that is in some agencies, each in words.
    pub lines: Vec<String>,
}

/// A way on from a stage, readable.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PolicyWay {
    /// What is done: "Go to the next stage".
    pub say: String,
    /// When: "When stage 2 did not resolve it".
    pub when: String,
    /// Where it leads: "Stage 3", "Any later stage".
    pub to: String,
    /// It is for immediate harm: it stands apart from the others.
    pub danger: bool,
    /// Authority.
    pub cite: CiteView,
}

/// A limit, readable.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PolicyLimit {
    /// What is to be done in the time.
    pub name: String,
    /// The source's words.
    pub written: String,
    /// Our reading: "3 working days from: a worker first considered the concern".
    pub reading: String,
    /// What else bears on the count: when it stands still and goes on, what answers one time of many.
    pub more: Vec<String>,
    /// How strong.
    pub force: ForceView,
    /// Authority.
    pub cite: CiteView,
}

/// A duty, readable.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PolicyDuty {
    /// Whose side does it.
    pub side: PolicySideView,
    /// Who: "The senior manager of the side that raised it".
    pub who: String,
    /// What.
    pub say: String,
    /// To whom, in words.
    pub to: String,
    /// How strong.
    pub force: ForceView,
    /// When: "When stage 3 opens".
    pub when: String,
    /// Authority.
    pub cite: CiteView,
}

/// A contact, readable.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ContactView {
    /// Name in the pack.
    pub id: String,
    /// Office.
    pub role: String,
    /// Person.
    pub person: String,
    /// E-mail.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Address.
    pub address: String,
    /// What is missing or doubtful.
    pub note: String,
    /// ISO day on which it was last checked.
    pub checked: String,
    /// Changed by the user: the pack's own values are in the note.
    pub overridden: bool,
}

/// A policy, readable.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PolicyView {
    /// Name.
    pub policy: String,
    /// Title.
    pub title: String,
    /// Short.
    pub short: String,
    /// Board.
    pub board: String,
    /// Scope.
    pub scope: String,
    /// The document it was read from.
    pub source: String,
    /// Version in words.
    pub version: String,
    /// The pack's digest.
    pub digest: String,
    /// ISO day on which it was added here; null where it comes with Stepwise.
    pub added: Option<String>,
    /// The other versions that are here.
    pub versions: Vec<PolicyVersion>,
    /// Superseded.
    pub superseded: String,
    /// Calendar in words.
    pub calendar: String,
    /// Stages, with what belongs to each.
    pub stages: Vec<PolicyStage>,
    /// Limits and duties of the whole dispute.
    pub overall_limits: Vec<PolicyLimit>,
    /// Duties not bound to one stage.
    pub overall_duties: Vec<PolicyDuty>,
    /// Questions that may be asked at whatever stage.
    pub overall_questions: Vec<PolicyQuestion>,
    /// What the policy does not cover, and where to go instead.
    pub exclusions: Vec<(String, String)>,
    /// Endings.
    pub endings: Vec<(String, String, Vec<String>)>,
    /// Checklist.
    pub checklist: Vec<(String, ForceView)>,
    /// Roles.
    pub roles: Vec<PolicyRole>,
    /// Papers: title, kind, remark.
    pub papers: Vec<(String, String, String)>,
    /// Contacts.
    pub contacts: Vec<ContactView>,
    /// Readings.
    pub findings: Vec<ReadingView>,
    /// Principles: heading, words.
    pub notes: Vec<(String, String)>,
    /// Areas.
    pub areas: Vec<String>,
}

/// One version of a policy.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PolicyVersion {
    /// The mark of the exact version.
    pub digest: String,
    /// The version in words.
    pub version: String,
    /// It is newer than the one asked about.
    pub newer: bool,
}
