//! Reports without names.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which cases to count: those raised in these days. Both days empty: this school year.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ReportQuery {
    /// ISO day of the first day.
    pub from: String,
    /// ISO day of the last day.
    pub to: String,
    /// Show small counts too: for this setting's own eyes.
    pub small: bool,
    /// Answers in words that were read, and go in: as `ReportSaid` names them.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub answers: Vec<String>,
}

/// An answer in words, to be read before it goes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReportSaid {
    /// Names it.
    pub id: String,
    /// `effective` or `learned`.
    pub about: String,
    /// The question, as the policy has it.
    pub question: String,
    /// The answer.
    pub text: String,
    /// It names somebody of its case, so it cannot go in.
    pub named: bool,
    /// It goes in.
    pub chosen: bool,
}

/// Days that are often reported on.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ReportRange {
    /// In words.
    pub name: String,
    /// ISO day of the first day.
    pub from: String,
    /// ISO day of the last day.
    pub to: String,
}

/// One line of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReportRow {
    /// What is counted.
    pub label: String,
    /// How many; null where it is hidden.
    pub count: Option<u32>,
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReportTable {
    /// Its name: `came`, `stages`, `agencies`, `reasons`, `policies`, `raised`, `working`, `calendar`, `ours`, `theirs`, `effective`,
    /// `learned`, and `ticked-1` and so on for questions with words to tick.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How it was counted; empty where that is plain.
    pub note: String,
    /// Its lines.
    pub rows: Vec<ReportRow>,
}

/// A report.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ReportView {
    /// ISO day of the first day.
    pub from: String,
    /// ISO day of the last day.
    pub to: String,
    /// In words: "from 1 September 2026 to 31 August 2027".
    pub range: String,
    /// "12 cases"; where that is a small count and those are hidden, words for it.
    pub cases: String,
    /// Nothing was raised in these days.
    pub none: bool,
    /// The tables.
    pub tables: Vec<ReportTable>,
    /// Answers in words.
    pub said: Vec<ReportSaid>,
    /// Counts below this are small.
    pub least: u32,
    /// Small counts are hidden.
    pub hidden: bool,
    /// What the reader has to know: sentences.
    pub notes: Vec<String>,
    /// Days that are often reported on.
    pub ranges: Vec<ReportRange>,
}

/// Save a report as a file.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SaveReport {
    /// What is in it.
    #[serde(flatten)]
    #[ts(flatten)]
    pub query: ReportQuery,
    /// As a table for a spreadsheet; otherwise as a PDF.
    pub csv: bool,
}
