//! Policies handed in, checked, compared and tried out.

use super::Moment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a policy is to be taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PolicyPlace {
    /// A folder.
    Folder,
    /// A zip file, or policy.toml alone.
    File,
}

/// Asks for a policy to look at. Nothing is kept yet.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ChoosePolicy {
    /// A folder or a file.
    pub from: PolicyPlace,
}

/// One thing found in a policy's files.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FindingView {
    /// "policy.toml, line 27"; the file alone where it is the whole file.
    pub place: String,
    /// The policy cannot be used with it; otherwise somebody should look.
    pub error: bool,
    /// What is wrong.
    pub message: String,
    /// What to do; empty where the message says it.
    pub remedy: String,
}

/// An example that was played.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ExampleView {
    /// Its file.
    pub file: String,
    /// Steps played.
    pub steps: u32,
    /// Expectations that did not hold; they stand among the findings.
    pub wrong: u32,
}

/// What the checker says, in the same words as `stepwise policy check`.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PolicyReportView {
    /// Nothing is wrong; warnings do not count.
    pub right: bool,
    /// The last line.
    pub summary: String,
    /// What was found, in order.
    pub findings: Vec<FindingView>,
    /// The examples.
    pub examples: Vec<ExampleView>,
}

/// A difference between two versions.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ChangeView {
    /// "Time limit".
    pub part: String,
    /// `added`, `removed` or `changed`.
    pub how: ChangeHow,
    /// What it is called.
    pub name: String,
    /// What is different, as sentences.
    pub words: Vec<String>,
}

/// What became of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeHow {
    /// New.
    Added,
    /// Gone.
    Removed,
    /// Different.
    Changed,
}

/// A policy that was handed in and looked at.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PolicyHandedIn {
    /// Its title; empty where it could not be read.
    pub title: String,
    /// Whose it is.
    pub board: String,
    /// The version in words.
    pub version: String,
    /// The mark of the exact version.
    pub digest: String,
    /// What the checker says.
    pub report: PolicyReportView,
    /// Files that were left where they are.
    pub left: Vec<String>,
    /// Why it cannot be added; empty where it can.
    pub refused: String,
    /// What to do then.
    pub remedy: String,
    /// The version at hand that it was compared with, in words; empty where this policy is new here.
    pub compared: String,
    /// What is different from that one.
    pub changes: Vec<ChangeView>,
}

/// Either a policy, or nothing where the user cancelled.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PolicyChosen {
    /// What was found.
    pub found: Option<PolicyHandedIn>,
}

/// Adds the policy that was just looked at, or removes one that was added.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PolicyMark {
    /// The mark of the exact version.
    pub digest: String,
}

/// Two versions of a policy.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ComparePolicies {
    /// The policy.
    pub policy: String,
    /// The mark of the earlier version.
    pub old: String,
    /// The mark of the later version.
    pub new: String,
    /// The case that may be moved from the one to the other; empty for none.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub case: String,
}

/// What is different.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PolicyDiffView {
    /// The earlier version in words.
    pub old: String,
    /// The later version in words.
    pub new: String,
    /// Differences, in the order of the policy's parts.
    pub changes: Vec<ChangeView>,
    /// The records of the case that would not fit in the other version, in words. It cannot be moved then.
    pub unfit: Vec<String>,
}

/// Something that is to be recorded in a try: as in `docs/timeline.md`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TryAct {
    /// The key: `open`, `resolved`, `unresolved`, `reached`, `done` …
    pub what: String,
    /// Its value: the name of a stage, a moment, a duty; empty where the key says it all.
    pub value: String,
    /// When; null for the step's own moment.
    pub on: Option<Moment>,
    /// `is`: an answer; empty for none.
    pub is: String,
    /// `by`: a day or a side; empty for none.
    pub by: String,
    /// `for`: whom or what it is about; empty for none.
    pub of: String,
    /// `why` a stage was opened; empty where it follows.
    pub why: String,
    /// In words; empty for none.
    pub reason: String,
    /// Another stay than the one that is open.
    pub visit: Option<u32>,
    /// For the dispute as a whole.
    pub whole: bool,
}

/// A step of a try.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TryStep {
    /// When it is recorded and looked at.
    pub at: Moment,
    /// In words.
    pub says: String,
    /// What is recorded.
    pub acts: Vec<TryAct>,
    /// What must come out, as it stands in the file it was opened from; empty for none.
    pub expect: String,
}

/// A policy tried out on dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Try {
    /// What it is called.
    pub name: String,
    /// How it was worked out.
    pub says: String,
    /// `ours` or `theirs`.
    pub raised_by: String,
    /// When the dispute was raised.
    pub raised: Moment,
    /// Answers: the fact and its answer.
    pub facts: Vec<(String, String)>,
    /// Moments that lie before the first step, each with when.
    pub moments: Vec<(String, Moment)>,
    /// `child` or `adult`, each.
    pub subjects: Vec<String>,
    /// People on both sides: `ours` or `theirs`, and the roles they hold.
    pub people: Vec<(String, Vec<String>)>,
    /// Steps, in the order of time.
    pub steps: Vec<TryStep>,
}

/// A try of one policy.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TryPolicy {
    /// The policy.
    pub policy: String,
    /// The mark of the exact version; empty for the newest.
    pub digest: String,
    /// What is tried.
    pub tried: Try,
}

/// A try to be kept in a file.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SaveExample {
    /// What is kept.
    pub tried: TryPolicy,
    /// What came out is kept as what must come out.
    pub expect: bool,
}

/// An example that was opened, or nothing where the user cancelled.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ExampleOpened {
    /// What it holds.
    pub tried: Option<Try>,
}

/// Something that can be chosen: its name in the policy, and words.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TryChoice {
    /// Name.
    pub id: String,
    /// Words.
    pub words: String,
}

/// A question with its answers.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TryFact {
    /// Name.
    pub id: String,
    /// The question.
    pub ask: String,
    /// The answers.
    pub choices: Vec<TryChoice>,
    /// The answer taken until another is given; empty for none.
    pub default: String,
}

/// All that can be chosen in a try of a policy.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TryOptions {
    /// The policy's title.
    pub title: String,
    /// The version in words.
    pub version: String,
    /// The mark of the exact version.
    pub digest: String,
    /// Questions.
    pub facts: Vec<TryFact>,
    /// Moments asked at the start.
    pub start_moments: Vec<TryChoice>,
    /// Every moment of the policy.
    pub moments: Vec<TryChoice>,
    /// Stages.
    pub stages: Vec<TryChoice>,
    /// Duties.
    pub duties: Vec<TryChoice>,
    /// Limits that somebody sets.
    pub limits: Vec<TryChoice>,
    /// Endings.
    pub endings: Vec<TryChoice>,
    /// Examples that belong to the policy.
    pub examples: Vec<TryExample>,
    /// A try to begin with.
    pub first: Try,
}

/// An example that belongs to a policy.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TryExample {
    /// Its file.
    pub file: String,
    /// What it is called.
    pub name: String,
    /// What it holds.
    pub tried: Try,
}

/// What came of a limit.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TriedLimit {
    /// What is to be done in the time.
    pub name: String,
    /// The source's words.
    pub written: String,
    /// Whose time it is: `ours`, `theirs`, `both` or `outside`.
    pub owner: String,
    /// In words: "running", "late", "not begun yet".
    pub state: String,
    /// It asks for attention: late.
    pub late: bool,
    /// The last day or moment in words; empty for none.
    pub due: String,
    /// How it was counted, line by line.
    pub count: Vec<String>,
}

/// What came of a duty.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TriedDuty {
    /// What is to be done.
    pub say: String,
    /// Whose it is: `ours`, `theirs`, `both` or `outside`.
    pub whose: String,
    /// In words: "to be done", "done".
    pub state: String,
    /// It asks for attention: past its own limit.
    pub late: bool,
    /// The last day or moment in words; empty for none.
    pub due: String,
}

/// What came out at one step.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TriedStep {
    /// The moment in words.
    pub at: String,
    /// Where the dispute stands, in words.
    pub stands: String,
    /// The calendar that holds.
    pub calendar: String,
    /// The policy gives no date for the open stage.
    pub no_limit: bool,
    /// Limits.
    pub limits: Vec<TriedLimit>,
    /// Duties.
    pub duties: Vec<TriedDuty>,
    /// Ways on: what is done, and where it leads.
    pub ways: Vec<(String, String)>,
    /// Endings on offer.
    pub endings: Vec<String>,
    /// What was refused, and so not recorded: what is wrong, and what to do.
    pub refused: Vec<(String, String)>,
    /// Expectations that did not hold.
    pub mismatches: Vec<String>,
}

/// What came out of a try.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Tried {
    /// Each step.
    pub steps: Vec<TriedStep>,
    /// Why it could not be played; empty where it could.
    pub fault: String,
    /// The step that the fault is about, from 1; 0 for the beginning.
    pub fault_step: u32,
}

/// A drawing of a policy's way through.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DrawingView {
    /// The picture's shapes and words.
    pub svg: String,
    /// The same in sentences.
    pub text: Vec<String>,
}
