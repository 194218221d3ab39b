//! A case as its events tell it. Needs no policy and cannot fail.

use crate::event::*;
use crate::ids::*;
use crate::time::{Happened, Stamp};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

mod correct;
mod fold;
mod private;

pub use correct::effective;
pub use fold::{Folding, fold};

/// One stay at a stage. A stage returned to is a new visit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Visit {
    /// From 1, in order of opening.
    pub n: u32,
    /// The stage.
    pub stage: StageId,
    /// When it was opened.
    pub opened: Happened,
    /// The event that opened it.
    pub seq: u64,
    /// Why.
    pub why: Why,
    /// What came of it: the latest, where it was found unresolved and then resolved after all.
    pub outcome: Option<VisitOutcome>,
    /// When it was left: resolved, the next one opened, or the case ended.
    pub left: Option<Happened>,
}

/// What came of a visit.
#[derive(Clone, PartialEq, Serialize)]
pub struct VisitOutcome {
    /// What.
    pub outcome: Outcome,
    /// When.
    pub on: Happened,
    /// In words.
    pub note: String,
    /// The event.
    pub seq: u64,
}

/// How the case stands as a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Phase {
    /// Nothing opened yet (an empty history).
    Empty,
    /// Opened; no stage yet: before escalating.
    Before,
    /// At a stage.
    AtStage {
        /// The visit.
        visit: u32,
    },
    /// Resolved at a stage; closing duties remain.
    Resolved {
        /// When.
        on: Happened,
    },
    /// Withdrawn.
    Withdrawn {
        /// When.
        on: Happened,
    },
    /// Closed in one of the pack's ways.
    Ended {
        /// Which.
        ending: EndingId,
        /// When.
        on: Happened,
    },
}

/// A value with the event it comes from. A corrected value keeps the number, stamp and author of the
/// event that was corrected, which is the one to correct again; who corrected it is in
/// [`Case::corrections`] and in the history.
#[derive(Clone, PartialEq, Serialize)]
pub struct From<T> {
    /// The value.
    pub value: T,
    /// The event that it was last set by.
    pub seq: u64,
    /// When that was written down.
    pub recorded: Stamp,
    /// By whom.
    pub by: UserId,
}

/// What became of an event by later ones.
#[derive(Clone, PartialEq, Serialize)]
pub enum Correction {
    /// Amended by the event of this number, with the reason.
    AmendedBy(u64, String),
    /// Struck by the event of this number, with the reason.
    StruckBy(u64, String),
}

/// A moment of the pack, reached.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReachedMoment {
    /// Which.
    pub moment: MomentId,
    /// When.
    pub on: Happened,
    /// In which visit.
    pub visit: Option<u32>,
    /// The answer, where the moment is a question.
    pub answer: Option<ChoiceId>,
    /// Of which agency, where it is dated for each.
    pub agency: Option<AgencyId>,
    /// The event.
    pub seq: u64,
}

/// What became of an agreed action: done or not, when, and what shows it or why not.
pub type ActionOutcome = (bool, Happened, String);

/// A paper as it was saved.
#[derive(Clone, PartialEq, Serialize)]
pub struct SavedPaper {
    /// Field and answer, in order, as the paper stood.
    pub answers: Vec<(String, String)>,
    /// The fields whose answers were the user's own. None where the record does not say.
    pub own: Option<Vec<String>>,
}

impl SavedPaper {
    /// The saved answer of a field.
    pub fn answer(&self, field: &str) -> Option<&str> {
        let mut answers = self.answers.iter();
        answers.find(|(id, _)| id == field).map(|(_, a)| a.as_str())
    }
}

/// A request for a copy, with what came of it.
#[derive(Clone, PartialEq, Serialize)]
pub struct Request {
    /// Who asked for what, and when.
    pub asked: From<AccessRequest>,
    /// What was decided last.
    pub review: Option<From<AccessReview>>,
    /// Why more time was taken.
    pub extended: Option<From<String>>,
    /// Copies given.
    pub given: Vec<From<AccessCopy>>,
}

/// A child who leaves, with what was done about the file.
#[derive(Clone, PartialEq, Serialize)]
pub struct Departure {
    /// Who leaves, when and where to.
    pub leaving: From<Leaving>,
    /// What was done, in order of writing.
    pub steps: Vec<From<LeavingStep>>,
}

impl Departure {
    /// The last time that the file went; none before that.
    pub fn sent(&self) -> Option<&From<LeavingStep>> {
        self.last(|step| matches!(step, FileStep::Sent { .. }))
    }

    /// The receipt; none until there is one.
    pub fn received(&self) -> Option<&From<LeavingStep>> {
        self.last(|step| matches!(step, FileStep::Received { .. }))
    }

    /// Whether there is something left to do: neither received nor called off.
    pub fn is_open(&self) -> bool {
        let over = |step: &FileStep| {
            matches!(step, FileStep::Received { .. } | FileStep::CalledOff { .. })
        };
        self.last(over).is_none()
    }

    fn last(&self, wanted: impl Fn(&FileStep) -> bool) -> Option<&From<LeavingStep>> {
        self.steps
            .iter()
            .rev()
            .find(|step| wanted(&step.value.step))
    }
}

/// Why and when a hold was lifted.
pub type Lifted = (String, Happened);

/// A case, folded.
#[derive(Clone, PartialEq, Serialize)]
pub struct Case {
    /// How it was opened.
    pub opening: Option<From<Opening>>,
    /// Where it stands.
    pub phase: Phase,
    /// Whether immediate harm was thought likely, each time it was asked: answer, what was done, when.
    pub danger: Vec<From<(bool, String, Happened)>>,
    /// The children or adult, in order of naming.
    pub subjects: Vec<From<Subject>>,
    /// Agencies.
    pub agencies: Vec<From<Agency>>,
    /// People on both sides.
    pub people: Vec<From<Person>>,
    /// The decision in dispute.
    pub decision: Option<From<DisputedDecision>>,
    /// Answers to facts: the opening's, then as set.
    pub facts: BTreeMap<FactId, ChoiceId>,
    /// The same answers as they were given, in order of writing: a fact may be answered again.
    pub answers: Vec<From<(FactId, ChoiceId)>>,
    /// Moments reached, in order of writing, the opening's first.
    pub moments: Vec<ReachedMoment>,
    /// Checklist answers.
    pub checks: BTreeMap<CheckId, From<String>>,
    /// Stays at stages, in order.
    pub visits: Vec<Visit>,
    /// The chronology's records, in order of writing, corrected ones as corrected, struck ones left out.
    pub entries: Vec<From<Entry>>,
    /// Duties settled.
    pub settled: BTreeMap<DutyKey, From<Settled>>,
    /// Safety plans, in order; the last for a subject is in force.
    pub plans: Vec<From<SafetyPlan>>,
    /// Voices: subject, own words, family, when.
    pub voices: Vec<From<(SubjectId, String, String, Happened)>>,
    /// Limits entered, in order of entering: the day, and who set it. A stage returned to keeps each
    /// stay's own; within one stay the last holds.
    pub limits: BTreeMap<ClockId, Vec<From<(NaiveDate, String)>>>,
    /// Own dates, in order of setting; a later one for the same visit takes the place of the earlier.
    pub own_dates: Vec<From<OwnDate>>,
    /// Agreed actions, with how they were settled.
    pub actions: Vec<(From<AgreedAction>, Option<From<ActionOutcome>>)>,
    /// Papers by paper and visit: as last saved.
    pub papers: BTreeMap<(PaperId, Option<u32>), From<SavedPaper>>,
    /// Files kept with the case, in order of attaching.
    pub attachments: Vec<From<Attachment>>,
    /// Requests for a copy, in order.
    pub requests: Vec<Request>,
    /// Children who leave, in order of writing.
    pub leavings: Vec<Departure>,
    /// What left the house.
    pub sent: Vec<From<Sending>>,
    /// Who dissents and why, for each closing that records it: by the number of the closing.
    pub dissents: BTreeMap<u64, String>,
    /// Other cases on the same child or adult, in order of linking.
    pub links: Vec<From<LinkedCase>>,
    /// Withdrawals.
    pub withdrawal: Option<From<(Withdrawal, Happened)>>,
    /// Each time that it was closed: the pack's ending, or none where it was withdrawn; with when.
    pub closings: Vec<From<(Option<EndingId>, Happened)>>,
    /// Reasons for reopening, with when.
    pub reopened: Vec<From<(String, Happened)>>,
    /// The version of the policy that holds: the opening's, until the case is moved to another.
    pub policy: Option<PolicyDigest>,
    /// Each time that another version was looked at: whether the case was moved to it, and why.
    pub versions: Vec<From<(bool, VersionChoice)>>,
    /// Holds, with why and when each was lifted.
    pub holds: Vec<(From<Hold>, Option<From<Lifted>>)>,
    /// Each time that it was looked at whether the case is to be kept, and it was kept.
    pub kept_longer: Vec<From<KeptLonger>>,
    /// When each event that counts was written down.
    pub recorded: BTreeMap<u64, Stamp>,
    /// Which events were corrected, and how.
    pub corrections: BTreeMap<u64, Correction>,
    /// The number of the last event.
    pub last_seq: u64,
}
