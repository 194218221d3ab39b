//! The record of a case, line by line, as the window shows it.

use super::{Moment, StatementForm};
use serde::Serialize;
use ts_rs::TS;

/// One line of the chronology.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ChronicleView {
    /// The event's number.
    pub seq: u64,
    /// The event's type, kebab-case.
    pub kind: String,
    /// For records: `call`, `meeting` and so on; else empty.
    pub entry_kind: String,
    /// What, as a heading: "Spoke with the team manager".
    pub title: String,
    /// When it happened; null where it is the same as written.
    pub happened: Option<Moment>,
    /// When it was written, RFC 3339.
    pub written: String,
    /// By whom.
    pub by: String,
    /// What is to be said where the clock went back and the written time is doubtful; empty for nothing.
    pub clock: String,
    /// Who took part, in words.
    pub with: String,
    /// Who took part on each side, name by name; null for what is no record of a discussion.
    pub took_part: Option<TookPart>,
    /// Fact, opinion, own words, kept apart.
    pub statements: Vec<StatementForm>,
    /// What was agreed.
    pub agreed: String,
    /// What is next.
    pub next: String,
    /// Other details: label and text.
    pub details: Vec<(String, String)>,
    /// Its name within the case, for a record that files can belong to; else empty.
    pub entry: String,
    /// The file that was attached, or the files that belong to this record: id and name.
    pub files: Vec<(String, String)>,
    /// The stage it belongs to; empty for none.
    pub stage: String,
    /// `discussion`, `decision`, `safety`, `stage`, `paper`, `detail`: for filters.
    pub group: String,
    /// Struck: the reason, and by which event.
    pub struck: Option<String>,
    /// Amended: the reason; the older version follows as `before`.
    pub amended: Option<String>,
    /// The older version, as details.
    pub before: Vec<(String, String)>,
    /// May be amended by the window: a record with the record's form, the first record (`opened`)
    /// with the deed `opening`.
    pub amendable: bool,
    /// May be struck.
    pub strikable: bool,
}

/// Who took part in what was recorded, and who could have.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TookPart {
    /// On our side, as recorded.
    pub ours: Vec<String>,
    /// On the other, as recorded.
    pub theirs: Vec<String>,
    /// Names to choose from on our side: whoever stood there when it was recorded, and whoever was
    /// named first later.
    pub choice_ours: Vec<String>,
    /// Names to choose from on the other.
    pub choice_theirs: Vec<String>,
}

/// The chronology.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ChronologyView {
    /// The case.
    pub case: String,
    /// Whom it is about.
    pub about: String,
    /// By when it happened, newest first.
    pub entries: Vec<ChronicleView>,
}
