//! What the window can record in a case. Each becomes one or more events, or is refused whole.

use super::{CaseRef, DecisionForm, Moment, PersonForm, SubjectForm};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Record these together: all or none.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RecordDeeds {
    /// The case.
    #[serde(flatten)]
    #[ts(flatten)]
    pub case: CaseRef,
    /// The case's last event as the window knew it: another writer's entry in between is a conflict.
    pub seen: u64,
    /// What.
    pub deeds: Vec<Deed>,
    /// Drafts to drop once it is saved: keys beginning so.
    pub drop_drafts: Vec<String>,
}

/// A statement: fact, opinion, own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatementForm {
    /// `fact`, `opinion`, `own-words`.
    pub nature: String,
    /// Whose.
    pub of: String,
    /// The words.
    pub text: String,
}

/// A duty, as the case's view names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DutyRef {
    /// The rule.
    pub duty: String,
    /// The visit, or null.
    pub visit: Option<u32>,
    /// The child, adult or action, or null.
    pub of: Option<String>,
    /// `ours` or `theirs`, for a duty of both sides, each for itself; else null.
    pub side: Option<String>,
}

/// One thing to record.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "deed")]
#[ts(rename_all = "kebab-case", tag = "deed")]
pub enum Deed {
    /// A record in the chronology; it may fulfil duties and reach moments of the pack.
    Entry {
        /// `call`, `unanswered`, `meeting`, `email`, `letter`, `decision`, `consultation`, `something-new`, `note`.
        kind: String,
        /// When it happened.
        happened: Moment,
        /// Who took part on our side.
        ours: Vec<String>,
        /// Who on the other.
        theirs: Vec<String>,
        /// What was said and seen.
        statements: Vec<StatementForm>,
        /// What was agreed.
        agreed: String,
        /// What is next.
        next: String,
        /// Duties that it fulfils.
        fulfils: Vec<DutyRef>,
        /// Moments that it reaches.
        reaches: Vec<String>,
        /// The record of what left, where this says that it went.
        #[serde(default)]
        #[ts(optional)]
        went: Option<u64>,
    },
    /// A duty was done.
    DutyDone {
        /// Which.
        key: DutyRef,
        /// When.
        on: Moment,
        /// What shows it.
        evidence: String,
    },
    /// A duty was not done.
    DutyNotDone {
        /// Which.
        key: DutyRef,
        /// Why.
        reason: String,
    },
    /// A moment of the pack happened, or was set for a time ahead.
    Reached {
        /// Which.
        moment: String,
        /// When.
        on: Moment,
        /// Why it is moved, where it was set for another time; else empty. Drafts of earlier versions have none.
        #[serde(default)]
        reason: String,
        /// The answer, where it is a question; else empty.
        #[serde(default)]
        answer: String,
        /// The agency, where it is dated for each; else empty.
        #[serde(default)]
        agency: String,
    },
    /// A fact was answered.
    Fact {
        /// Which.
        fact: String,
        /// The answer.
        choice: String,
    },
    /// A checklist answer.
    Check {
        /// Which.
        check: String,
        /// The answer.
        answer: String,
    },
    /// What came of the open stage.
    StageOutcome {
        /// Resolved or not.
        resolved: bool,
        /// When.
        on: Moment,
        /// In words.
        note: String,
    },
    /// Open a stage.
    OpenStage {
        /// Which.
        stage: String,
        /// When.
        on: Moment,
        /// The move it follows, as offered; empty for the first stage in turn.
        rule: String,
        /// The reason, where asked.
        reason: String,
        /// For immediate harm.
        for_risk: bool,
    },
    /// Immediate danger: asked again.
    Danger {
        /// Thought likely.
        immediate: bool,
        /// What was done.
        done: String,
        /// When.
        on: Moment,
    },
    /// Keeping safe meanwhile.
    Plan {
        /// Whom.
        subject: String,
        /// What protects them now.
        measures: String,
        /// Who does it.
        by_whom: String,
        /// When it was looked at.
        reviewed: Moment,
        /// ISO day of the next look, or null.
        next_review: Option<String>,
    },
    /// Voices.
    Voice {
        /// About whom.
        subject: String,
        /// Own words and wishes.
        own_words: String,
        /// Parents told, or why not; for an adult: views, consent, capacity, advocate.
        family: String,
        /// When.
        on: Moment,
    },
    /// A limit that somebody sets.
    Limit {
        /// Which.
        clock: String,
        /// ISO day.
        by: String,
        /// Who set it and why.
        reason: String,
    },
    /// The user's own date.
    OwnDate {
        /// What is to happen by then.
        what: String,
        /// ISO day.
        by: String,
    },
    /// An agreed action.
    Action {
        /// What.
        what: String,
        /// Who.
        owner: String,
        /// ISO day, or null.
        by: Option<String>,
        /// When it was agreed.
        agreed: Moment,
        /// The record of what waits for its receipt; null where it is another action.
        #[serde(default)]
        #[ts(optional)]
        receipt_of: Option<u64>,
    },
    /// An agreed action was done, or not.
    ActionOutcome {
        /// Which.
        action: String,
        /// Done.
        done: bool,
        /// When.
        on: Moment,
        /// What shows it, or why not.
        note: String,
    },
    /// A child or adult named or corrected.
    Subject {
        /// The details.
        subject: SubjectForm,
    },
    /// A person named or corrected.
    Person {
        /// The details.
        person: PersonForm,
    },
    /// An agency's name corrected, or a further one named.
    Agency {
        /// Empty for a new one.
        id: String,
        /// `ours` or `theirs`.
        side: String,
        /// Its name.
        name: String,
        /// Its answers to the policy's questions of each agency: fact and answer.
        #[serde(default)]
        facts: Vec<(String, String)>,
    },
    /// What is said of an attached file, corrected. Only within `amend` of its record.
    Attached {
        /// What it is, in a few words.
        description: String,
        /// ISO day that it bears, or null.
        dated: Option<String>,
        /// ISO day on which it was received, or null.
        received: Option<String>,
        /// What it belongs to, as in `AttachFiles`.
        belongs: String,
    },
    /// Another case on the same child or adult, linked.
    Link {
        /// The other case.
        other: String,
        /// Why the two belong together.
        why: String,
    },
    /// How the dispute was raised, corrected. Only within `amend` of the first record. Limits are
    /// worked out anew.
    Opening {
        /// When it was raised.
        raised: Moment,
        /// `ours` or `theirs`.
        raised_by: String,
        /// Areas of disagreement.
        areas: Vec<String>,
    },
    /// The decision in dispute, corrected.
    Decision {
        /// The details.
        decision: DecisionForm,
    },
    /// End in one of the pack's ways.
    End {
        /// Which.
        ending: String,
        /// When.
        on: Moment,
        /// In words.
        note: String,
        /// Who dissents and why, where the ending records it; else empty.
        #[serde(default)]
        dissent: String,
    },
    /// Withdrawn.
    Withdraw {
        /// By whom.
        by_whom: String,
        /// Why.
        why: String,
        /// Does the concern remain?
        concern_remains: bool,
        /// What is done about it.
        concern: String,
        /// When.
        on: Moment,
    },
    /// Open again.
    Reopen {
        /// Why.
        reason: String,
        /// When.
        on: Moment,
    },
    /// The choice between the version of the policy that the case holds and another one. Recorded alone.
    Version {
        /// The mark of the other version.
        digest: String,
        /// The case is moved to it; otherwise it stays on the one that it holds.
        moves: bool,
        /// Why.
        reason: String,
    },
    /// Amend a record: the corrected one is a deed of the same kind.
    Amend {
        /// The event's number.
        seq: u64,
        /// The corrected record.
        with: Box<Deed>,
        /// Why.
        reason: String,
        /// The records resting on it that the user saw and agreed to correct with it.
        #[serde(default)]
        together: Vec<u64>,
    },
    /// Strike a record.
    Strike {
        /// The event's number.
        seq: u64,
        /// Why.
        reason: String,
        /// The records resting on it that the user saw and agreed to strike with it.
        #[serde(default)]
        together: Vec<u64>,
    },
}
