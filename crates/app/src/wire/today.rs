//! Today, the list of cases, search.

use super::{CiteView, WhoseView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// In which part of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum JobGroup {
    /// Past its date.
    Overdue,
    /// Today.
    DueToday,
    /// Dated, later.
    Coming,
    /// No date: the policy gives none, or the case is before its first stage.
    NoDate,
    /// The other side's or a body's turn.
    Waiting,
}

/// A date and its distance in words.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DueView {
    /// ISO day.
    pub date: String,
    /// `HH:MM` for limits in hours.
    pub time: Option<String>,
    /// "today", "tomorrow", "in 3 working days", "2 working days late"; empty once it was met.
    pub distance: String,
    /// Past.
    pub late: bool,
    /// Falls out of term, by the term dates entered: words that say so, else empty. It moves nothing.
    pub out_of_term: String,
    /// The user's own date, never worded as the policy's.
    pub own: bool,
    /// Falls on a closed day: its name.
    pub closed_day: String,
    /// The policy's own words of the limit; empty for an own date.
    pub written: String,
    /// How it was counted.
    pub count: Option<CountView>,
}

/// How a date was counted.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CountView {
    /// What it counts from, in words.
    pub from: String,
    /// ISO day of the start: day 0.
    pub start: String,
    /// The days counted: ISO day and number.
    pub days: Vec<(String, u32)>,
    /// The days left out.
    pub skipped: Vec<SkippedView>,
    /// The last day.
    pub end: String,
    /// Sentences: day 0, the close of day N, a cap that shortened it, an assumed start, the other wording,
    /// days that somebody entered, which days the calendar takes.
    pub notes: Vec<String>,
    /// What is not fixed or not confirmed about the days counted, each in words of its own.
    pub unconfirmed: Vec<String>,
    /// The calendar's place and revision, as it was when this was counted.
    pub calendar: String,
    /// The authority.
    pub cite: Option<CiteView>,
}

/// A day left out of a count.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SkippedView {
    /// ISO day.
    pub date: String,
    /// The holiday's name, or the day of the week.
    pub why: String,
    /// The law, list or announcement that closes it; empty for a weekend.
    pub source: String,
    /// Nobody in authority has confirmed the holiday yet.
    pub unconfirmed: bool,
}

/// One row of Today: a job.
#[derive(Clone, Debug, Serialize, TS)]
pub struct JobView {
    /// The part of the list.
    pub group: JobGroup,
    /// The case.
    pub case: String,
    /// Its number.
    pub number: String,
    /// Whom it is about, for the list: first name and initial, or "and 1 more".
    pub about: String,
    /// The other agency.
    pub agency: String,
    /// Where it stands: "Stage 2 of 4", "Before Stage 1".
    pub stage: String,
    /// The task, beginning with a verb.
    pub task: String,
    /// What the button does: `record`, `settle`, `form`, `email` (the form is to be sent), `checklist`, `letter`, `open`.
    pub action: String,
    /// The duty, limit or own date it stands for, to jump to.
    pub anchor: String,
    /// The form or letter that a button of `form`, `email` or `letter` opens; empty for none.
    pub paper: String,
    /// The visit that the paper is for; null for the case as a whole.
    pub visit: Option<u32>,
    /// By when.
    pub due: Option<DueView>,
    /// Whose turn.
    pub whose: WhoseView,
    /// A short remark: "2 answers missing".
    pub remark: String,
}

/// One line of the next ten working days.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DayView {
    /// ISO day of the first day of the line.
    pub date: String,
    /// ISO day of the last, where several closed days stand together.
    pub until: Option<String>,
    /// Why it is closed: "Weekend", "Christmas Day". Empty for a working day.
    pub closed: String,
    /// What is due: task and whom it is about.
    pub due: Vec<(String, String)>,
}

/// Today.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TodayView {
    /// ISO day.
    pub date: String,
    /// The rows, in order of group and date.
    pub jobs: Vec<JobView>,
    /// The next ten working days with what the count leaves out.
    pub days: Vec<DayView>,
    /// Which calendar the days are of.
    pub calendar: String,
    /// How many open cases.
    pub open_cases: u32,
    /// How many closed cases are to be reviewed: kept longer, or erased.
    pub reviews: u32,
}

/// One case in the list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CaseRow {
    /// The case.
    pub case: String,
    /// Its number.
    pub number: String,
    /// Whom it is about.
    pub about: String,
    /// The other agency.
    pub agency: String,
    /// Policy, short.
    pub policy: String,
    /// "Stage 2 of 4", "Resolved", "Withdrawn".
    pub stage: String,
    /// Closed.
    pub closed: bool,
    /// Raised by us.
    pub ours: bool,
    /// ISO day.
    pub raised: String,
    /// The next date.
    pub due: Option<DueView>,
}

/// All cases.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CasesView {
    /// Open first, newest first.
    pub cases: Vec<CaseRow>,
    /// Those that were erased, the last one first.
    pub erased: Vec<super::ErasedRow>,
}

/// Find a case or a record.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct Find {
    /// Words.
    pub words: String,
}

/// One hit.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Hit {
    /// The case.
    pub case: String,
    /// Its number.
    pub number: String,
    /// Whom it is about.
    pub about: String,
    /// A piece of the text round the hit; empty where the case itself was found.
    pub snippet: String,
    /// The record's number; null where the case itself was found.
    pub seq: Option<u64>,
}

/// What was found.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FoundView {
    /// Best first, at most 50.
    pub hits: Vec<Hit>,
    /// More there than shown.
    pub more: bool,
}

/// Save the days ahead as a calendar file: case numbers and counts, no names.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SaveCalendar {
    /// Of one case; null for all.
    pub case: Option<String>,
}
