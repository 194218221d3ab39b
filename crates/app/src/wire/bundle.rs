//! The bundle for a manager.

use super::{CaseRef, CopyPart, CopyPreview};
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// Something that may go into a bundle.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BundlePart {
    /// Its name: `summary`, `chronology`, `safety`, `checklist`, `people`, `paper:<id>:<visit>`, `policy`, `file:<id>`.
    pub id: String,
    /// In words.
    pub title: String,
    /// What it holds: "14 records from 3 Nov to 20 Nov".
    pub remark: String,
    /// In by default.
    pub chosen: bool,
    /// A picture, which can also stand in the PDF as a page.
    pub picture: bool,
}

/// What is inside.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BundleContentsView {
    /// The case.
    pub case: String,
    /// Its last entry.
    pub seen: u64,
    /// Number.
    pub number: String,
    /// Whom it is about.
    pub about: String,
    /// Parts.
    pub parts: Vec<BundlePart>,
    /// Everybody of the case, to be blacked out: the name for the request, the name of the person, who they are.
    pub people: Vec<(String, String, String)>,
    /// Remarks on the record's quality: advice, never a bar.
    pub quality: Vec<String>,
    /// What left before, the oldest first.
    pub sent: Vec<LeftView>,
}

/// Something that left before.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LeftView {
    /// The record of it.
    pub seq: u64,
    /// When: RFC 3339.
    pub when: String,
    /// To whom.
    pub to: String,
    /// What it was, and how.
    pub what: String,
    /// Whether it went, and whether it was received, in sentences; empty where nothing is known.
    pub after: String,
    /// Whether it went is still to be asked.
    pub ask: bool,
}

/// What is taken out of a bundle. The record itself stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Without {
    /// People of the case, by the name for the request: they are blacked out in every form of their names.
    pub people: Vec<String>,
    /// Further people, by their names.
    pub names: Vec<String>,
    /// Words, blacked out wherever they stand.
    pub words: Vec<String>,
    /// Words that were found and are no name here.
    pub spared: Vec<String>,
    /// Entries that are left out whole, by their numbers.
    pub entries: Vec<u64>,
    /// Attached files that go all the same, as they came: `file:<id>`. Where anything is blacked out, no other does.
    pub files: Vec<String>,
}

/// See what would be taken out.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BundleQuery {
    /// The case.
    #[serde(flatten)]
    #[ts(flatten)]
    pub case: CaseRef,
    /// Parts to put in.
    pub parts: Vec<String>,
    /// What is taken out.
    pub without: Without,
}

/// One entry that may go into a bundle.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BundleEntry {
    /// The entry.
    pub seq: u64,
    /// ISO day on which it happened, or was written.
    pub day: String,
    /// It can be left out whole. Those that say how the dispute went from stage to stage cannot: words of theirs can.
    pub can_go: bool,
    /// Its texts, with what is blacked out.
    pub parts: Vec<CopyPart>,
}

/// What would be taken out.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BundleWords {
    /// Every entry that would go, from the beginning.
    pub entries: Vec<BundleEntry>,
    /// Parts of names that somebody who stays in has too: they stay where they stand alone.
    pub shared: Vec<String>,
    /// Names and words that were typed and that stand in none of these entries.
    pub unfound: Vec<String>,
}

/// Make a bundle.
#[derive(Clone, Deserialize, TS)]
pub struct MakeBundle {
    /// The case.
    #[serde(flatten)]
    #[ts(flatten)]
    pub case: CaseRef,
    /// Parts to put in.
    pub parts: Vec<String>,
    /// For whom.
    pub to: String,
    /// Why, and why they need it.
    pub purpose: String,
    /// How the password goes: `phone` or `in-person`.
    pub password_by: String,
    /// A password that the recipient chose; empty for six words.
    #[serde(default)]
    pub own_password: String,
    /// Attached pictures stand in the PDF as pages.
    #[serde(default)]
    pub pictures: bool,
    /// What is taken out.
    #[serde(default)]
    pub without: Without,
    /// The pages that were looked at. Needed where anything is taken out.
    #[serde(default)]
    pub token: String,
}

impl fmt::Debug for MakeBundle {
    /// Leaves out the password, and for whom it is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MakeBundle")
            .field("parts", &self.parts.len())
            .finish_non_exhaustive()
    }
}

/// The bundle's pages as they would go.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BundlePreview {
    /// The pages.
    #[serde(flatten)]
    #[ts(flatten)]
    pub pages: CopyPreview,
    /// How many entries of the record are without their text in the sealed file.
    pub withheld: u32,
    /// How many attached files stay behind because something is blacked out.
    pub files_behind: u32,
}

/// A bundle was made.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BundleMade {
    /// The record of it; 0 where cancelled.
    pub seq: u64,
    /// The encrypted PDF's path; null where cancelled.
    pub pdf: Option<String>,
    /// The age file's path.
    pub sealed: Option<String>,
    /// The program that copies their folder to other computers; empty for none.
    pub synced: String,
    /// Six words, to give by telephone or in person; empty where the recipient's own password locks it.
    pub password: String,
    /// How to open it, for the recipient, in words.
    pub how_to_open: String,
}
