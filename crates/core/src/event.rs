//! What can be recorded in a case. Past tense: each is a thing that was so, or was said to be so.
//!
//! Payloads are stored as JSON bytes and hashed as stored; a payload is never serialised again to
//! verify it. [`What::kind`] and [`What::VERSION`] stand beside each in the store.

use crate::ids::*;
use crate::time::{Happened, Stamp};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

mod access;
mod attachment;
mod keeping;
mod leaving;
mod parts;
mod version;

pub use access::{AccessCopy, AccessRequest, AccessReview, Asker, Considered, Passage};
pub use attachment::{Attachment, Belongs};
pub use keeping::{Hold, KeptLonger};
pub use leaving::{FileStep, Leaving, LeavingStep};
pub use parts::*;
pub use version::VersionChoice;

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

/// What was recorded. Its `Debug` names the type of the event and nothing that was written in it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
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
        /// Why it was moved, where it had been set for another time.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        /// The answer, where the moment is a question.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer: Option<ChoiceId>,
        /// Of which agency, where it is dated for each.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<AgencyId>,
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
        /// Field and answer, in order, as the paper stood.
        answers: Vec<(String, String)>,
        /// The fields whose answers were the user's own: other than what the case said at that moment.
        /// All others follow the case. None in records from before this was written down.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        own: Option<Vec<String>>,
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
        /// Who dissents and why, where the ending records it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        dissent: String,
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
    /// Another case on the same child or adult, under a policy of its own, was linked.
    Linked(LinkedCase),
    /// The case was moved to another version of its policy. What was recorded before stays as it was.
    PolicyMoved(VersionChoice),
    /// Another version of the policy was looked at, and the case stays on the one that it holds.
    PolicyKept(VersionChoice),
    /// A file was put with the case. Its bytes are kept apart, under the same name.
    Attached(Attachment),
    /// The case may not be erased until this is lifted.
    HoldPlaced(Hold),
    /// A hold was lifted.
    HoldLifted {
        /// Which.
        hold: HoldId,
        /// Why.
        reason: String,
        /// When.
        on: Happened,
    },
    /// Whether the case is still to be kept was looked at, and it is kept.
    KeptLonger(KeptLonger),
    /// Somebody asked for a copy of what is recorded about them.
    AccessAsked(AccessRequest),
    /// What goes into such a copy was decided; the last decision holds.
    AccessReviewed(AccessReview),
    /// More time was taken for such a copy.
    AccessExtended {
        /// For which request.
        request: RequestId,
        /// Why.
        reason: String,
    },
    /// Such a copy was given.
    AccessGiven(AccessCopy),
    /// A child leaves for another school: the safeguarding file is to go there.
    PupilLeaves(Leaving),
    /// What was done about that file.
    LeavingStep(LeavingStep),
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

impl fmt::Debug for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "What({})", self.kind())
    }
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
            What::Linked(..) => "linked",
            What::PolicyMoved(..) => "policy-moved",
            What::PolicyKept(..) => "policy-kept",
            What::Attached(..) => "attached",
            What::HoldPlaced(..) => "hold-placed",
            What::HoldLifted { .. } => "hold-lifted",
            What::KeptLonger(..) => "kept-longer",
            What::AccessAsked(..) => "access-asked",
            What::AccessReviewed(..) => "access-reviewed",
            What::AccessExtended { .. } => "access-extended",
            What::AccessGiven(..) => "access-given",
            What::PupilLeaves(..) => "pupil-leaves",
            What::LeavingStep(..) => "leaving-step",
            What::Amended { .. } => "amended",
            What::Struck { .. } => "struck",
        }
    }
}
