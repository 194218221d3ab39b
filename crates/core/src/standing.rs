//! What follows from a case at a moment: the answer of [`crate::engine::assess`].

use crate::calendar::Count;
use crate::event::{DutyKey, Settled};
use crate::ids::*;
use crate::policy::{Act, Cite, Force, Limit, PartyRef, Urgency, Wanted};
use crate::time::{Happened, Stamp};
use chrono::NaiveDate;
use serde::Serialize;

/// Seen from this setting: whose act it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// This setting.
    Ours,
    /// The other agency.
    Theirs,
    /// Both, each for itself.
    Both,
    /// A chair, panel, board or other body.
    Outside,
}

impl Whose {
    /// Its word in timelines and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Theirs => "theirs",
            Self::Both => "both",
            Self::Outside => "outside",
        }
    }
}

/// Somebody, as far as the case knows them.
#[derive(Clone, PartialEq, Serialize)]
pub struct Who {
    /// Whose side.
    pub whose: Whose,
    /// How the pack named them.
    pub party: PartyRef,
    /// The capacity in words: "line manager", "Service Leader".
    pub capacity: String,
    /// The person in the case who holds it, if one is named.
    pub person: Option<PersonId>,
    /// The board's contact, where it is one.
    pub contact: Option<ContactId>,
    /// Their agency, where a side has several or the duty is of each.
    pub agency: Option<AgencyId>,
    /// A note on the capacity: who that usually is in a school.
    pub note: Option<String>,
}

/// The capacity may be an agency's name, so it is left out.
impl std::fmt::Debug for Who {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Who({:?}, {:?})", self.whose, self.party)
    }
}

/// A due moment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Due {
    /// The last day: what is done by its close is in time.
    pub date: NaiveDate,
    /// The exact moment, for limits in hours.
    pub at: Option<Stamp>,
    /// How it was counted.
    pub count: Option<Count>,
    /// The due moment falls on a day that the calendar calls closed: flagged, not moved.
    pub closed_day: Option<String>,
    /// Why it is this date, in sentences. They hold nothing of the case but dates.
    pub says: Vec<String>,
}

/// A day that somebody set for a limit at the time.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SetDay {
    /// The day.
    pub by: NaiveDate,
    /// Who set it and why.
    pub reason: String,
}

/// The reason is in the user's own words.
impl std::fmt::Debug for SetDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SetDay({}, ..)", self.by)
    }
}

/// Where a limit stands.
#[derive(Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum ClockState {
    /// Its start has not happened yet.
    Waiting,
    /// Running.
    Running {
        /// Until.
        due: Due,
    },
    /// Past, not met.
    Late {
        /// It was due.
        due: Due,
    },
    /// Met, or met late.
    Met {
        /// It was due.
        due: Due,
        /// When it was met.
        on: Happened,
        /// After the due moment.
        late: bool,
    },
    /// No number: immediately, without delay.
    Urgent {
        /// How soon.
        urgency: Urgency,
        /// Since when.
        since: Happened,
        /// Done, if it is.
        met: Option<Happened>,
    },
    /// Its stage is open and its start never happened: ask for it, never guess.
    AskStart {
        /// Which moments would start it, in words.
        moments: Vec<String>,
        /// The moment of the pack to ask for, where one can be dated by the user.
        moment: Option<MomentId>,
    },
    /// Set by somebody at the time, and not entered yet.
    AskLimit {
        /// Who sets it.
        by: String,
    },
    /// Hours need a time of day, and the start has none.
    AskTime {
        /// The start.
        start: Happened,
        /// The moment to date again, where it is one of the pack.
        moment: Option<MomentId>,
    },
    /// The count stands still, so that its end is not known yet.
    Paused {
        /// When it stopped.
        since: Happened,
        /// How much was counted before: "2 working days".
        counted: String,
        /// The moment of the pack at which it goes on, where one can be dated by the user.
        moment: Option<MomentId>,
    },
    /// Superseded: neither met nor late.
    Superseded {
        /// Why.
        why: String,
    },
    /// The calendar does not know that far: refused, not guessed.
    Refused {
        /// The sentence.
        why: String,
    },
}

/// Whoever sets a limit may be an agency by name, so that is left out.
impl std::fmt::Debug for ClockState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Waiting => f.write_str("Waiting"),
            Self::Running { due } => write!(f, "Running({due:?})"),
            Self::Late { due } => write!(f, "Late({due:?})"),
            Self::Met { due, on, late } => write!(f, "Met({due:?}, {on:?}, late: {late})"),
            Self::Urgent {
                urgency,
                since,
                met,
            } => write!(f, "Urgent({urgency:?}, {since:?}, {met:?})"),
            Self::AskStart { moment, .. } => write!(f, "AskStart({moment:?})"),
            Self::AskLimit { .. } => f.write_str("AskLimit(..)"),
            Self::AskTime { start, moment } => write!(f, "AskTime({start:?}, {moment:?})"),
            Self::Paused { since, counted, .. } => write!(f, "Paused({since:?}, {counted})"),
            Self::Superseded { why } => write!(f, "Superseded({why})"),
            Self::Refused { why } => write!(f, "Refused({why})"),
        }
    }
}

/// One limit, worked out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Timed {
    /// The rule.
    pub clock: ClockId,
    /// What is to be done in the time.
    pub name: String,
    /// The source's words.
    pub written: String,
    /// The limit.
    pub limit: Limit,
    /// Whose.
    pub owner: Who,
    /// Must or aims to.
    pub force: Force,
    /// Where it started, in words, with when: "The dispute was raised".
    pub started: Option<(String, Happened)>,
    /// True where the start was taken from another moment by the pack's default, so that the screen says so.
    pub start_assumed: bool,
    /// How it stands.
    pub state: ClockState,
    /// A cap that made it shorter, in words.
    pub capped_by: Option<ClockId>,
    /// The same limit worked out in its other wording, where it has two: (due, words).
    pub other_wording: Option<(Due, String)>,
    /// The visit it belongs to.
    pub visit: Option<u32>,
    /// Which time it comes, from 1, where it comes again and again.
    pub occurrence: Option<u32>,
    /// The day that somebody set for it, with the reason.
    pub set: Option<SetDay>,
    /// It was worked out again since an answer changed: a sentence that says so.
    pub changed: Option<String>,
    /// Authority.
    pub cite: Cite,
    /// Readings.
    pub readings: Vec<FindingId>,
}

/// One duty, as it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Task {
    /// Which.
    pub key: DutyKey,
    /// What to do, beginning with a verb.
    pub say: String,
    /// Help.
    pub help: Option<String>,
    /// Kind of act.
    pub act: Act,
    /// Who does it.
    pub who: Who,
    /// To whom.
    pub to: Vec<Who>,
    /// Who gets a copy.
    pub copies: Vec<Who>,
    /// The paper.
    pub paper: Option<PaperId>,
    /// The part of the paper.
    pub part: Option<String>,
    /// It holds now, until one of these in words; empty for what is done once. It is kept, not ticked off.
    pub standing: Vec<String>,
    /// How strong.
    pub force: Force,
    /// What shows it.
    pub wants: Wanted,
    /// When it arose.
    pub since: Happened,
    /// By when, where it has a limit of its own, or how soon.
    pub due: Option<Due>,
    /// How soon, without a number.
    pub urgency: Option<Urgency>,
    /// A refusal of the calendar, where its own limit cannot be worked out.
    pub refused: Option<String>,
    /// How it was settled.
    pub settled: Option<Settled>,
    /// Past its own limit, unsettled, and ours or both.
    pub late: bool,
    /// It lapsed with its stage before it was settled, or what it holds until has come; shown in the
    /// record, no longer asked.
    pub lapsed: bool,
    /// The child, adult or action it is for.
    pub of: Option<String>,
    /// Authority.
    pub cite: Cite,
    /// Readings.
    pub readings: Vec<FindingId>,
}

impl Task {
    /// Still asked for: unsettled, not lapsed, not merely holding, and not something that is only allowed.
    pub fn outstanding(&self) -> bool {
        self.settled.is_none()
            && !self.lapsed
            && self.standing.is_empty()
            && self.force != Force::May
    }
}

/// One way on, offered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Offer {
    /// The move.
    pub rule: MoveId,
    /// What it is.
    pub say: String,
    /// What happened that it is offered, in words.
    pub because: Vec<String>,
    /// Only because a limit passed without being met.
    pub for_silence: bool,
    /// Stages it may lead to, lowest first. Empty where it leads outside the policy.
    pub stages: Vec<StageId>,
    /// Those of them that pass optional stages by; each asks for a reason.
    pub passing: Vec<StageId>,
    /// Where else, in words.
    pub elsewhere: Option<String>,
    /// The moment to date once that was done, where the stage stays as it is.
    pub reaches: Option<MomentId>,
    /// A reason must be typed.
    pub asks_reason: bool,
    /// For immediate harm: stands apart, never among outcomes.
    pub for_risk: bool,
    /// Authority.
    pub cite: Cite,
    /// Readings.
    pub readings: Vec<FindingId>,
}

/// A moment of the pack that can be dated now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Datable {
    /// Which.
    pub moment: MomentId,
    /// What happened, as a sentence; of a question, the question.
    pub name: String,
    /// The answers of a question, in order. Empty: it simply happens.
    pub choices: Vec<(ChoiceId, String)>,
    /// Help.
    pub help: Option<String>,
    /// The visit it would belong to.
    pub visit: Option<u32>,
    /// It is set in advance: it may be dated in the future, and moved with a reason.
    pub ahead: bool,
    /// Each time counts: it may happen again in the same visit.
    pub again: bool,
    /// Of which agency, where it is dated for each.
    pub agency: Option<AgencyId>,
    /// Already dated in this visit.
    pub on: Option<Happened>,
    /// The answer that holds in this visit.
    pub answer: Option<ChoiceId>,
    /// Authority, where the pack gives it.
    pub cite: Option<Cite>,
    /// Readings.
    pub readings: Vec<FindingId>,
}

/// One step of the ladder as drawn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rung {
    /// Which.
    pub stage: StageId,
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Done, here, to come, skipped.
    pub state: RungState,
    /// The last visit to it.
    pub visit: Option<u32>,
}

/// Where a rung stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RungState {
    /// Behind, and was visited.
    Done,
    /// Here.
    Here,
    /// Ahead.
    Ahead,
    /// Passed by.
    Skipped,
    /// Ahead, and not needed: the dispute has ended.
    NotNeeded,
}

/// Something the record lacks. It advises; it never blocks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gap {
    /// A closed code, for the window to link to the place.
    pub code: GapCode,
    /// For whom or what, where it is about one.
    pub about: Option<String>,
}

/// What may be lacking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapCode {
    /// Nobody is named for the capacity that acts at this stage (about: ours or theirs and the role).
    NoPerson,
    /// A child or adult has no safety plan.
    NoPlan,
    /// The plan was not reviewed since this stage opened.
    PlanNotReviewed,
    /// No child's or adult's own words anywhere.
    NoVoice,
    /// Parents or family: not said whether told.
    NoFamily,
    /// Reasons for the disputed decision were not asked.
    NoReasons,
    /// A checklist question is unanswered.
    CheckOpen,
    /// A child has no date of birth.
    NoBirthDate,
    /// A question of the policy that must be answered by now is not (about: the fact).
    FactOpen,
}

/// What to do now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// The open visit.
    pub visit: Option<u32>,
    /// The ladder that holds.
    pub ladder: Option<LadderId>,
    /// Its rungs.
    pub rungs: Vec<Rung>,
    /// The calendar that holds.
    pub calendar: Option<CalendarId>,
    /// Who speaks at this stage: ours first, then theirs; each pair.
    pub pairs: Vec<(Vec<Who>, Vec<Who>)>,
    /// The next act as a sentence, from our side.
    pub act: Option<String>,
    /// Duties, outstanding first.
    pub tasks: Vec<Task>,
    /// Limits.
    pub clocks: Vec<Timed>,
    /// The earliest date that asks something of our side: of limits running or late, of outstanding
    /// duties, and of our own dates. What is to be done at once and has no date is not among them.
    pub next_due: Option<NaiveDate>,
    /// What the record lacks.
    pub missing: Vec<Gap>,
    /// Ways on.
    pub moves: Vec<Offer>,
    /// Endings on offer here.
    pub endings: Vec<EndingId>,
    /// Moments that can be dated.
    pub datable: Vec<Datable>,
    /// Before the first stage: where the dispute may begin in turn. Any but the first passes optional
    /// stages by and asks for a reason.
    pub first_stages: Vec<StageId>,
    /// The policy gives no date for the open stage: the screen says so.
    pub no_limit: bool,
    /// The moment at which this answer may change by time alone.
    pub changes_at: Option<Stamp>,
}
