//! One case as the window shows it.

use super::{
    CiteView, DecisionForm, DueView, DutyRef, FactView, ForceView, Moment, PersonForm, RoleView,
    SubjectForm, WhoseView,
};
use serde::Serialize;
use ts_rs::TS;

/// A version of the policy that is newer than the one that the case holds.
#[derive(Clone, Debug, Serialize, TS)]
pub struct NewerVersionView {
    /// The mark of the exact version.
    pub digest: String,
    /// The version in words.
    pub version: String,
    /// Why the case stays on the one that it holds; empty while nobody has chosen.
    pub stays: String,
}

/// A rung of the ladder.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RungView {
    /// The stage.
    pub stage: String,
    /// "Stage 2".
    pub name: String,
    /// "Manager to manager".
    pub title: String,
    /// `done`, `here`, `ahead`, `skipped`, `not-needed`.
    pub state: String,
    /// "Not resolved, 13 Nov", "by Fri 20 Nov", "no date in the policy".
    pub remark: String,
    /// What happens here, in our words.
    pub say: String,
    /// One person of ours speaks here and at the stage before, in different capacities.
    pub joined: bool,
    /// That person's name, at each stage that is joined with another; else empty, as what follows.
    pub holder: String,
    /// The capacity, or capacities, in which they speak here.
    pub capacity: String,
    /// What the pack says of those capacities in a setting like ours.
    pub holder_note: String,
    /// Authority.
    pub cite: CiteView,
}

/// Somebody who acts or is told.
#[derive(Clone, Debug, Serialize, TS)]
pub struct WhoView {
    /// Whose.
    pub whose: WhoseView,
    /// "line manager", "Service Leader".
    pub capacity: String,
    /// The role's name; empty where it is a contact.
    pub role: String,
    /// The person or office; empty where nobody is named.
    pub name: String,
    /// Job title.
    pub designation: String,
    /// Agency; empty for a board's contact.
    pub agency: String,
    /// Telephone; empty where not known.
    pub phone: String,
    /// E-mail; empty where not known.
    pub email: String,
    /// Who that usually is, what is missing, when last checked.
    pub note: String,
}

/// A duty.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TaskView {
    /// To settle it by.
    pub key: DutyRef,
    /// What to do, beginning with a verb.
    pub say: String,
    /// Help.
    pub help: String,
    /// Whose.
    pub whose: WhoseView,
    /// Who does it.
    pub who: WhoView,
    /// To whom.
    pub to: Vec<WhoView>,
    /// Who gets a copy.
    pub copies: Vec<WhoView>,
    /// The part of the paper, as printed over it; empty for none.
    pub part: String,
    /// How strong.
    pub force: ForceView,
    /// `note`, `discussion`, `safety-plan`, `paper`, `sent`, `copied`.
    pub wants: String,
    /// The paper; empty for none.
    pub paper: String,
    /// For which child, adult or action; in words; empty for none.
    pub of: String,
    /// By when, where it has its own limit.
    pub due: Option<DueView>,
    /// "Immediately", "Without delay"; empty for none.
    pub urgency: String,
    /// `open`, `standing` (it holds, and is not ticked off), `done`, `not-done`, `lapsed`.
    pub state: String,
    /// When and how: "Done 17 Nov 09:12. By telephone."
    pub evidence: String,
    /// Late.
    pub late: bool,
    /// Why no date can be given (calendar ends).
    pub refused: String,
    /// Arose in an earlier stage.
    pub earlier: bool,
    /// Arises where immediate harm is thought likely.
    pub for_danger: bool,
    /// Authority.
    pub cite: CiteView,
}

/// A limit.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ClockView {
    /// Its name in the pack.
    pub id: String,
    /// What is to be done in the time.
    pub name: String,
    /// Whose.
    pub whose: WhoseView,
    /// The source's words.
    pub written: String,
    /// Must or should.
    pub force: ForceView,
    /// `waiting`, `running`, `late`, `met`, `met-late`, `urgent`, `ask-start`, `ask-limit`, `ask-time`, `paused`, `superseded`, `refused`.
    pub state: String,
    /// The due moment.
    pub due: Option<DueView>,
    /// A sentence on how it stands: "Met on 13 Nov", why superseded, what to ask for.
    pub remark: String,
    /// The moment to date, where its start must be asked for, or where its count stands still; empty for none.
    pub ask_moment: String,
    /// A date may be set in place of the policy's, with a reason.
    pub may_set: bool,
    /// That date may be later than the policy's, and not only sooner.
    pub may_set_later: bool,
    /// Which time it comes, from 1, where it comes again and again; else 0.
    pub occurrence: u32,
    /// Belongs to the open stage.
    pub current: bool,
    /// Authority.
    pub cite: CiteView,
}

/// A way on.
#[derive(Clone, Debug, Serialize, TS)]
pub struct OfferView {
    /// The move's name.
    pub rule: String,
    /// What it is.
    pub say: String,
    /// Stages it may lead to: name, words.
    pub stages: Vec<(String, String)>,
    /// What happened that it is offered, in words.
    pub because: Vec<String>,
    /// Only because a limit passed without being met.
    pub for_silence: bool,
    /// Those of the stages that pass optional ones by; choosing one asks for a reason.
    pub passing: Vec<String>,
    /// Outside the policy, or beside its route: what to do.
    pub elsewhere: String,
    /// The moment to date once that was done, the stage unchanged; empty for none.
    pub reaches: String,
    /// A reason must be typed.
    pub asks_reason: bool,
    /// For immediate harm: stands apart.
    pub for_risk: bool,
    /// The policy's ordinary next act: only where one side talks among itself.
    pub leads: bool,
    /// Authority.
    pub cite: CiteView,
}

/// A moment that can be dated.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DatableView {
    /// Its name.
    pub id: String,
    /// What happened, as a sentence; of a question, the question.
    pub name: String,
    /// The answers of a question: name and words. Empty: it simply happens.
    pub choices: Vec<(String, String)>,
    /// Help.
    pub help: String,
    /// Set in advance: it may be dated in the future, and is moved with a reason.
    pub ahead: bool,
    /// It may happen again: each time counts.
    pub again: bool,
    /// For which agency; empty for the dispute.
    pub agency: String,
    /// That agency's name.
    pub agency_name: String,
    /// Already dated.
    pub on: Option<Moment>,
    /// The answer that holds here; empty for none.
    pub answer: String,
    /// Authority, where the policy gives it.
    pub cite: Option<CiteView>,
}

/// Another case on the same child or adult.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LinkView {
    /// The case.
    pub case: String,
    /// Its number.
    pub number: String,
    /// Its policy's title.
    pub policy: String,
    /// Why the two belong together.
    pub why: String,
}

/// An ending on offer.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EndingView {
    /// Its name.
    pub id: String,
    /// In words.
    pub name: String,
    /// What it means.
    pub say: String,
    /// Who must be satisfied, whether it binds: a sentence each, from the pack.
    pub notes: Vec<String>,
    /// Whose dissent, and why, must be typed.
    pub dissent: bool,
    /// Authority.
    pub cite: CiteView,
}

/// A checklist question and its answer.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CheckView {
    /// Its name.
    pub id: String,
    /// The question.
    pub ask: String,
    /// Help.
    pub help: String,
    /// Policy or good practice.
    pub force: ForceView,
    /// The answer; empty for none.
    pub answer: String,
    /// A weak place, named: "Very short", "Names nobody". Empty for none. Forbids nothing.
    pub weak: String,
    /// Authority; null for good practice.
    pub cite: Option<CiteView>,
}

/// What keeps somebody safe meanwhile.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PlanView {
    /// Whom.
    pub subject: String,
    /// Their name.
    pub name: String,
    /// What protects them; empty where there is no plan yet.
    pub measures: String,
    /// Who.
    pub by_whom: String,
    /// When it was looked at.
    pub reviewed: Option<Moment>,
    /// ISO day of the next look.
    pub next_review: Option<String>,
    /// Not looked at since this stage opened.
    pub stale: bool,
    /// The child's or adult's own words, last recorded.
    pub own_words: String,
    /// Family told, or why not, last recorded.
    pub family: String,
}

/// An agreed action.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ActionView {
    /// Its name.
    pub id: String,
    /// What.
    pub what: String,
    /// Who.
    pub owner: String,
    /// By when.
    pub due: Option<DueView>,
    /// `open`, `done`, `not-done`.
    pub state: String,
    /// When and how.
    pub note: String,
    /// It is a receipt that is waited for.
    pub receipt: bool,
    /// The letter by which it is chased: a receipt whose day has passed; empty for none.
    pub chase: String,
}

/// Something the record lacks.
#[derive(Clone, Debug, Serialize, TS)]
pub struct GapView {
    /// Closed code, kebab-case, of the core's `GapCode`.
    pub code: String,
    /// About whom or what, in words.
    pub about: String,
}

/// An agency.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AgencyView {
    /// Its name within the case.
    pub id: String,
    /// `ours` or `theirs`.
    pub side: String,
    /// Its name.
    pub name: String,
    /// Its answers to the policy's questions of each agency: fact and answer.
    pub facts: Vec<(String, String)>,
}

/// One case.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CaseView {
    /// Why the user cannot record in it now; empty where they can.
    pub may_not: String,
    /// The user records for one stage alone: what belongs to the case as a whole is not theirs.
    pub own_stage: bool,
    /// The case.
    pub case: String,
    /// Its number.
    pub number: String,
    /// Its last event, to send back with deeds.
    pub seen: u64,
    /// How many files are attached.
    pub files: u32,
    /// Whom it is about, for the heading.
    pub about: String,
    /// What is left to do about the file of each child who leaves, in words; empty for nothing.
    pub leaving: String,
    /// What there is to say of other records that have it.
    pub elsewhere: super::ElsewhereView,
    /// Holds in force: it cannot be erased.
    pub holds: Vec<super::HoldView>,
    /// Children or adult.
    pub subjects: Vec<SubjectForm>,
    /// Agencies.
    pub agencies: Vec<AgencyView>,
    /// People.
    pub people: Vec<PersonForm>,
    /// Decision in dispute.
    pub decision: Option<DecisionForm>,
    /// Areas.
    pub areas: Vec<String>,
    /// The policy's name, title, short name.
    pub policy: String,
    /// Title.
    pub policy_title: String,
    /// The mark of the version that holds.
    pub policy_digest: String,
    /// That version in words.
    pub policy_version: String,
    /// A newer version of the policy that is here; null for none, and for a closed case.
    pub newer_version: Option<NewerVersionView>,
    /// `before`, `at-stage`, `resolved`, `withdrawn`, `ended`.
    pub phase: String,
    /// When it was resolved, withdrawn or ended.
    pub closed_on: Option<Moment>,
    /// Raised by us.
    pub ours: bool,
    /// When.
    pub raised: Moment,
    /// The ladder.
    pub rungs: Vec<RungView>,
    /// "Stage 2: Manager to manager"; empty before.
    pub stage: String,
    /// The next act as a sentence.
    pub act: String,
    /// What happens at this stage.
    pub say: String,
    /// Who speaks to whom: ours, theirs.
    pub pairs: Vec<(Vec<WhoView>, Vec<WhoView>)>,
    /// The date that governs the open stage: the earliest of ours.
    pub due: Option<DueView>,
    /// The policy gives no date here.
    pub no_limit: bool,
    /// An own date set for this stage.
    pub own_date: Option<DueView>,
    /// What the own date is for.
    pub own_date_what: String,
    /// The open visit's outcome: `none`, `resolved`, `not-resolved`.
    pub outcome: String,
    /// When the visit was found so.
    pub outcome_on: Option<Moment>,
    /// Duties.
    pub tasks: Vec<TaskView>,
    /// Limits.
    pub clocks: Vec<ClockView>,
    /// Ways on.
    pub moves: Vec<OfferView>,
    /// Before the first stage: where the dispute may begin, lowest first: name, words.
    pub starts: Vec<(String, String)>,
    /// Other cases on the same child or adult.
    pub links: Vec<LinkView>,
    /// The policy's emergency doors, a line each.
    pub doors: Vec<String>,
    /// Endings on offer.
    pub endings: Vec<EndingView>,
    /// Moments that can be dated.
    pub datable: Vec<DatableView>,
    /// Checklist.
    pub checklist: Vec<CheckView>,
    /// Keeping safe meanwhile.
    pub plans: Vec<PlanView>,
    /// Agreed actions.
    pub actions: Vec<ActionView>,
    /// What the record lacks.
    pub gaps: Vec<GapView>,
    /// Facts, answerable again.
    pub facts: Vec<FactView>,
    /// Capacities of the policy.
    pub roles: Vec<RoleView>,
    /// Papers of this policy: name, title, `form` or `letter`.
    pub papers: Vec<(String, String, String)>,
    /// Warnings of the policy that stand over the whole case.
    pub warnings: Vec<super::ReadingView>,
    /// The chain's head: 64 hex digits.
    pub head: String,
}
