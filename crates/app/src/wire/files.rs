//! Files that are kept with a case.

use super::CaseRef;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file that was chosen and looked at. Nothing of it is kept yet.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PickedView {
    /// Names it until it is attached; empty for one that is refused.
    pub token: String,
    /// Its name as it would be kept.
    pub name: String,
    /// The name that it came with, where that is another; what cannot be seen is spelled out.
    pub original: String,
    /// What it is by its content, in words; empty where that is not known.
    pub kind: String,
    /// Its size in bytes.
    pub size: u64,
    /// Why it is not taken; empty where it is.
    pub refused: String,
    /// What to do then.
    pub remedy: String,
    /// What is worth knowing: that its name says something else, that it cannot be shown here.
    pub remarks: Vec<String>,
    /// What it says of itself, such as where and when a photograph was taken: label and text.
    pub says: Vec<(String, String)>,
    /// The ISO day that it says of itself, or null.
    pub dated: Option<String>,
}

/// Files were chosen, or none.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FilesPicked {
    /// Each with what was found, in the order in which they were chosen.
    pub files: Vec<PickedView>,
}

/// One of the chosen files, to be kept.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct AttachFile {
    /// Which.
    pub token: String,
    /// What it is, in a few words.
    pub description: String,
    /// ISO day that it bears, or null.
    pub dated: Option<String>,
    /// ISO day on which it was received, or null.
    pub received: Option<String>,
    /// What it says of itself goes into the record with it.
    pub keep_says: bool,
}

/// Keep chosen files with a case: all of them or none.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct AttachFiles {
    /// The case.
    #[serde(flatten)]
    #[ts(flatten)]
    pub case: CaseRef,
    /// The case's last event as the window knew it.
    pub seen: u64,
    /// Which.
    pub files: Vec<AttachFile>,
    /// What they belong to: empty for the case, `entry:` with a record's name, `action:` with an action's,
    /// `visit:` with a number.
    pub belongs: String,
}

/// One file of a case.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AttachmentRow {
    /// Its name in the vault.
    pub id: String,
    /// The record that speaks of it.
    pub seq: u64,
    /// Its name.
    pub name: String,
    /// The name that it came with, where that was another.
    pub original: String,
    /// What it is by its content, in words.
    pub kind: String,
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 in hex.
    pub sha256: String,
    /// What it is, in a few words.
    pub description: String,
    /// ISO day that it bears, or null.
    pub dated: Option<String>,
    /// ISO day on which it was received, or null.
    pub received: Option<String>,
    /// What it belongs to, as in `AttachFiles`.
    pub belongs: String,
    /// The same in words; empty for the case.
    pub belongs_words: String,
    /// When it was attached, RFC 3339.
    pub attached: String,
    /// By whom.
    pub by: String,
    /// Struck out: the reason. Its bytes stay.
    pub struck: Option<String>,
    /// `picture`, `pages`, `words`, or `no` where it is only saved out.
    pub shown: String,
    /// What it says of itself, as far as that was recorded.
    pub says: Vec<(String, String)>,
}

/// The files of a case.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AttachmentsView {
    /// Why the user cannot attach a file now; empty where they can.
    pub may_not: String,
    /// The case.
    pub case: String,
    /// Its number.
    pub number: String,
    /// Whom it is about.
    pub about: String,
    /// The case's last event.
    pub seen: u64,
    /// Newest first; struck ones last.
    pub files: Vec<AttachmentRow>,
    /// What a file can belong to: as in `AttachFiles`, and in words. Newest first.
    pub places: Vec<(String, String)>,
    /// The largest file that is taken, in bytes.
    pub largest: u64,
}

/// Which file of a case.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct AttachmentRef {
    /// The case.
    #[serde(flatten)]
    #[ts(flatten)]
    pub case: CaseRef,
    /// Its name in the vault.
    pub id: String,
}

/// What is in a file, as far as it is shown: made anew from it.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct FileInside {
    /// How many pages can be shown; a picture is one.
    pub pages: u32,
    /// What stands above a message's words, or was filled into a form: label and text.
    pub head: Vec<(String, String)>,
    /// Its words, where it is shown as words.
    pub words: String,
    /// There are more words in the file than are shown.
    pub cut: bool,
    /// The names of files that a message carries.
    pub carries: Vec<String>,
    /// Why nothing of it is shown; empty where it is.
    pub unshown: String,
}

/// One file, as far as it is shown.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AttachmentView {
    /// The case's number.
    pub number: String,
    /// What is said of it.
    pub file: AttachmentRow,
    /// What is in it.
    #[serde(flatten)]
    #[ts(flatten)]
    pub inside: FileInside,
}

/// A page or picture of a file.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct AttachmentPage {
    /// Which file.
    #[serde(flatten)]
    #[ts(flatten)]
    pub which: AttachmentRef,
    /// Counted from 0.
    pub page: u32,
    /// Finer, to look closely.
    pub large: bool,
}
