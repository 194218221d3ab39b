//! A copy of a case for one child or adult who asks for it.

use super::CaseRef;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One request for a copy.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RequestRow {
    /// Its name within the case.
    pub request: String,
    /// The record of it.
    pub seq: u64,
    /// Whose record is asked for: the name within the case.
    pub subject: String,
    /// The same in words.
    pub about: String,
    /// Who asks.
    pub by: String,
    /// `themself`, `parent`, `other`.
    pub as_whom: String,
    /// How it was made sure who they are; empty until that is done.
    pub identity: String,
    /// What they ask for.
    pub wants: String,
    /// ISO day on which it was received.
    pub received: String,
    /// ISO day by which it must be answered, or null.
    pub due: Option<String>,
    /// The same in words.
    pub due_words: String,
    /// That day has passed, and nothing was given.
    pub late: bool,
    /// Why more time is taken, or null.
    pub extended: Option<String>,
    /// What was given: when (RFC 3339), to whom and how.
    pub given: Vec<(String, String)>,
}

/// The requests of a case.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RequestsView {
    /// The case.
    pub case: String,
    /// Its number.
    pub number: String,
    /// Whom it is about.
    pub about: String,
    /// The case's last event.
    pub seen: u64,
    /// The children and adults: name within the case, and in words.
    pub subjects: Vec<(String, String)>,
    /// Newest first.
    pub requests: Vec<RequestRow>,
    /// The law's own rule on time.
    pub rule: String,
    /// Where it stands.
    pub law: String,
    /// How the days are counted.
    pub counting: String,
    /// Where that stands.
    pub guidance: String,
}

/// Record a request, or correct what is written of one.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct AskAccess {
    /// The case.
    #[serde(flatten)]
    #[ts(flatten)]
    pub case: CaseRef,
    /// The case's last event as the window knew it.
    pub seen: u64,
    /// Empty for a new one.
    pub request: String,
    /// Whose record.
    pub subject: String,
    /// Who asks.
    pub by: String,
    /// `themself`, `parent`, `other`.
    pub as_whom: String,
    /// How it was made sure who they are, and that they may ask.
    pub identity: String,
    /// What they ask for.
    pub wants: String,
    /// ISO day.
    pub received: String,
    /// Why it is corrected; for a new one, empty.
    pub reason: String,
}

/// Which request of a case.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RequestRef {
    /// The case.
    #[serde(flatten)]
    #[ts(flatten)]
    pub case: CaseRef,
    /// The request.
    pub request: String,
}

/// Take more time for a request.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ExtendAccess {
    /// Which.
    #[serde(flatten)]
    #[ts(flatten)]
    pub which: RequestRef,
    /// Why: the person is told it too.
    pub reason: String,
}

/// Words that go, or that are taken out.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CopyPiece {
    /// The words.
    pub text: String,
    /// Whose name they are; empty for words that go, or that the user marked.
    pub name: String,
    /// The user marked them.
    pub marked: bool,
}

/// One text of an entry.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CopyPart {
    /// Its name, for marks.
    pub part: String,
    /// What it is, in words.
    pub label: String,
    /// The text in pieces.
    pub pieces: Vec<CopyPiece>,
}

/// One entry that may go into the copy.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CopyItem {
    /// The entry.
    pub seq: u64,
    /// ISO day on which it happened, or was written.
    pub day: String,
    /// Empty until it is thought over; then `considered` or `withheld`.
    pub decision: String,
    /// Why it is withheld.
    pub reason: String,
    /// Words that were marked in it stand in it no more.
    pub stale: bool,
    /// Its texts.
    pub parts: Vec<CopyPart>,
}

/// Words of one entry to black out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PassageForm {
    /// The entry.
    pub seq: u64,
    /// The part of it.
    pub part: String,
    /// The words.
    pub words: String,
}

/// A request with what its copy would hold.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RequestView {
    /// The case's number.
    pub number: String,
    /// The case's last event.
    pub seen: u64,
    /// The request.
    pub row: RequestRow,
    /// What goes: `chronology`, `papers`, `files`.
    pub parts: Vec<String>,
    /// Further names that are blacked out.
    pub names: Vec<String>,
    /// Words that were found and are no name here.
    pub spared: Vec<String>,
    /// Words that the user marked.
    pub passages: Vec<PassageForm>,
    /// Exemptions relied on.
    pub exemptions: String,
    /// Every entry that may go, from the beginning.
    pub items: Vec<CopyItem>,
    /// How many entries are left out of themselves, being about another child or adult alone.
    pub about_others: u32,
    /// Professionals of the case, who are not blacked out by default: name and job.
    pub people: Vec<(String, String)>,
    /// Parts of names that the person shares, not blacked out where they stand alone.
    pub shared: Vec<String>,
    /// What the law says of harm.
    pub harm: String,
    /// What the law says of other people.
    pub others: String,
}

/// Keep what was decided about a copy.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ReviewAccess {
    /// Which.
    #[serde(flatten)]
    #[ts(flatten)]
    pub which: RequestRef,
    /// The case's last event as the window knew it.
    pub seen: u64,
    /// What goes.
    pub parts: Vec<String>,
    /// Further names.
    pub names: Vec<String>,
    /// Words that are no name here.
    pub spared: Vec<String>,
    /// Entries thought over: number, whether withheld, and why.
    pub considered: Vec<(u64, bool, String)>,
    /// Words to black out.
    pub passages: Vec<PassageForm>,
    /// Exemptions.
    pub exemptions: String,
}

/// The copy as it would be given.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CopyPreview {
    /// For its pages.
    pub token: String,
    /// How many.
    pub pages: u32,
    /// Of a page, in points.
    pub width: f32,
    /// As above.
    pub height: f32,
    /// How many passages are blacked out in it.
    pub blacked_out: u32,
}

/// Give the copy whose pages were looked at.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct GiveCopy {
    /// Which.
    #[serde(flatten)]
    #[ts(flatten)]
    pub which: RequestRef,
    /// The pages that were looked at.
    pub token: String,
    /// To whom, and how.
    pub how: String,
}
