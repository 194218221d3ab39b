//! What shows that the record is what it was: notices, the journal, and the heads on printed forms.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Something that was noticed and that nobody has acknowledged.
#[derive(Clone, Debug, Serialize, TS)]
pub struct NoticeView {
    /// Its entry in the journal.
    pub seq: u64,
    /// When it was noticed, RFC 3339.
    pub at: String,
    /// What, as a title.
    pub title: String,
    /// What it means, in a sentence or two.
    pub text: String,
    /// What to do, step by step.
    pub todo: Vec<String>,
    /// Files or folders to look at, as they were found at this unlock.
    pub places: Vec<String>,
}

/// A notice that was read.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct NoticeRef {
    /// Its entry in the journal.
    pub seq: u64,
}

/// Which entries of the journal. An empty text does not narrow.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ActivityQuery {
    /// Who, by opaque id.
    pub who: String,
    /// Which group of kinds.
    pub group: String,
    /// About which case.
    pub case: String,
    /// From this ISO day on.
    pub from: String,
    /// Up to and with this ISO day.
    pub to: String,
    /// Before this entry: the next page; null for the newest.
    pub before: Option<u64>,
}

/// One entry of the journal, in words.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ActivityLine {
    /// Its number.
    pub seq: u64,
    /// When it was written, RFC 3339.
    pub at: String,
    /// Who.
    pub who: String,
    /// Its group: `record`, `look`, `left`, `unlock`, `backup`, `people`, `settings`, `warning`, `other`.
    pub group: String,
    /// What.
    pub title: String,
    /// More about it; empty for nothing.
    pub detail: String,
    /// The case that it is about; empty for none.
    pub case: String,
    /// The case's number.
    pub number: String,
    /// Whom the case is about, as it stands now.
    pub about: String,
}

/// A page of the journal.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ActivityView {
    /// The newest first.
    pub lines: Vec<ActivityLine>,
    /// There are more before the last one.
    pub more: bool,
    /// How many entries the journal has.
    pub entries: u64,
    /// Everyone to choose from: opaque id and name. Only with the first page.
    pub people: Vec<(String, String)>,
    /// Every case to choose from: id, and number with whom it is about. Only with the first page.
    pub cases: Vec<(String, String)>,
}

/// The head on a printed form.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CheckForm {
    /// As typed or pasted.
    pub head: String,
}

/// What became of a look for a printed head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FormOutcome {
    /// A case stood like that, and its record holds.
    Holds,
    /// A case stood like that, and its record does not hold today.
    Altered,
    /// No case stood quite like that, and one stood nearly so: a slip is likely.
    Slip,
    /// No case ever stood like that.
    Unknown,
}

/// An entry that was added after a form was printed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LaterView {
    /// Its number.
    pub seq: u64,
    /// The record that it is shown at in the chronology: its own, or the one that it corrects.
    pub shown_at: u64,
    /// When it was written, RFC 3339.
    pub written: String,
    /// By whom.
    pub by: String,
    /// What.
    pub title: String,
}

/// The answer.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FormChecked {
    /// In one word.
    pub outcome: FormOutcome,
    /// The answer, as a title.
    pub title: String,
    /// What it means, a sentence or two each.
    pub text: Vec<String>,
    /// What it can mean, one to a line; empty where it is plain.
    pub can_mean: Vec<String>,
    /// The case; empty for none.
    pub case: String,
    /// Its number.
    pub number: String,
    /// Whom it is about.
    pub about: String,
    /// Which entry of the case; 0 for none.
    pub seq: u64,
    /// What was added since, the newest first.
    pub later: Vec<LaterView>,
    /// What was typed, in groups as they are printed.
    pub typed: String,
}
