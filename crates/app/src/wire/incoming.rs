//! What somebody sent, read without taking it in.

use super::{CaseView, ChronologyView, FileInside, FormChecked};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What kind of file was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum IncomingKind {
    /// Nothing: the user cancelled.
    None,
    /// A bundle: its password is wanted.
    Bundle,
    /// A form: it is read.
    Form,
    /// Something else, which is not opened.
    Other,
}

/// A file was chosen, and its beginning looked at.
#[derive(Clone, Debug, Serialize, TS)]
pub struct IncomingChosen {
    /// What it is.
    pub kind: IncomingKind,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// Why it is not opened, as a title; empty where it is.
    pub problem: String,
    /// What that means, and what to do.
    pub text: String,
    /// The form, where it is one.
    pub form: Option<FormBackView>,
}

/// A file that was dropped on the window.
#[derive(Clone, Deserialize, TS)]
pub struct DropIncoming {
    /// Its name.
    pub name: String,
    /// Its bytes, base64.
    pub bytes: String,
}

/// One answer of a form that came back.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FormBackField {
    /// The form's field.
    pub field: String,
    /// The form's own label.
    pub label: String,
    /// What the form says.
    pub came: String,
    /// What the case says in its place; empty for nothing, or where the case is not known.
    pub here: String,
    /// Something was typed into it after it was printed.
    pub typed: bool,
    /// It can be taken over into the case's own form.
    pub takable: bool,
}

/// A form that came back, or any form of Stepwise from elsewhere.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FormBackView {
    /// The name of its file.
    pub name: String,
    /// SHA-256 of the file in hex.
    pub digest: String,
    /// The form's title; empty where it carries no data of Stepwise.
    pub form: String,
    /// The policy, by its own words.
    pub policy: String,
    /// The case's number, by its own words.
    pub number: String,
    /// What the head that it carries shows; null where it carries none.
    pub checked: Option<FormChecked>,
    /// The case here that it was printed from; empty for none.
    pub case: String,
    /// The case's form, to take answers over into; empty for none.
    pub paper: String,
    /// The visit that the form is for.
    pub visit: Option<u32>,
    /// Each answer, in the form's order.
    pub fields: Vec<FormBackField>,
    /// What was typed elsewhere in it: the field's own name and the text.
    pub loose: Vec<(String, String)>,
    /// Signature fields, by the form's own labels, and whether something was put in.
    pub signed: Vec<(String, bool)>,
    /// This very file is with the case already.
    pub attached: bool,
}

/// Open the bundle that was chosen.
#[derive(Clone, Deserialize, TS)]
pub struct OpenIncoming {
    /// As typed: capitals, blanks and hyphens do not matter.
    pub password: String,
}

/// Whose key sealed a record.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SealedBy {
    /// Eight groups of five digits, to compare by telephone.
    pub fingerprint: String,
    /// The key of this very record.
    pub ours: bool,
    /// The name under which the key was remembered; empty where it was not.
    pub known_as: String,
    /// Since when it is remembered, RFC 3339; empty where it is not.
    pub since: String,
}

/// An entry whose text is not there.
#[derive(Clone, Debug, Serialize, TS)]
pub struct WithheldView {
    /// Its number.
    #[ts(type = "number")]
    pub seq: u64,
    /// When it was written, RFC 3339.
    pub written: String,
}

/// A file in the bundle.
#[derive(Clone, Debug, Serialize, TS)]
pub struct IncomingFile {
    /// Names it within the bundle.
    pub path: String,
    /// What it is, in the sender's words.
    pub title: String,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// SHA-256 in hex.
    pub sha256: String,
    /// What the case says of it, where it was attached to the case; empty for none.
    pub about: String,
}

/// A bundle that is open.
#[derive(Clone, Debug, Serialize, TS)]
pub struct IncomingView {
    /// The name of its file.
    pub name: String,
    /// SHA-256 of the file in hex.
    pub digest: String,
    /// The case's number in the record that it came from.
    pub number: String,
    /// The agency that raised or holds it, by its own words; empty where that is not in it.
    pub from: String,
    /// The application that made it.
    pub made_by: String,
    /// When, RFC 3339; empty where that cannot be read.
    pub made_at: String,
    /// How many entries its record has.
    #[ts(type = "number")]
    pub entries: u64,
    /// The last entry's hash in groups, as printed at the foot of each form.
    pub head: String,
    /// Whose key sealed it.
    pub sealed_by: SealedBy,
    /// Entries whose text was left out by whoever made it.
    pub withheld: Vec<WithheldView>,
    /// Entries that this version has no words for.
    pub unread: Vec<WithheldView>,
    /// What is worth knowing, one to a line: that its policy is not in it, or is another than the case names.
    pub remarks: Vec<String>,
    /// The files in it.
    pub files: Vec<IncomingFile>,
    /// The policy's name and version; empty where it is not known.
    pub policy: String,
    /// The case, read; null where its policy is not known.
    pub case: Option<CaseView>,
    /// Its chronology.
    pub chronology: Option<ChronologyView>,
}

/// The bundle or form that is open, if any.
#[derive(Clone, Debug, Serialize, TS)]
pub struct IncomingOpen {
    /// The bundle.
    pub bundle: Option<IncomingView>,
    /// The form.
    pub form: Option<FormBackView>,
    /// A bundle that was chosen and whose password is wanted: its name, and its size in bytes.
    #[ts(type = "[string, number] | null")]
    pub waits: Option<(String, u64)>,
}

/// A bundle was opened, or not.
#[derive(Clone, Debug, Serialize, TS)]
pub struct IncomingOpened {
    /// Why it was not, as a title; empty where it was.
    pub problem: String,
    /// What that means, and what to do.
    pub text: String,
    /// The bundle.
    pub bundle: Option<IncomingView>,
}

/// A file of the bundle.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct IncomingFileRef {
    /// Its name within the bundle.
    pub path: String,
}

/// A file of the bundle, as far as it is shown.
#[derive(Clone, Debug, Serialize, TS)]
pub struct IncomingFileView {
    /// What is said of it.
    pub file: IncomingFile,
    /// What it is by its content, in words; empty where it is not shown.
    pub kind: String,
    /// What is in it.
    #[serde(flatten)]
    #[ts(flatten)]
    pub inside: FileInside,
}

/// A page or picture of a file of the bundle.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct IncomingPage {
    /// Which file.
    #[serde(flatten)]
    #[ts(flatten)]
    pub which: IncomingFileRef,
    /// Counted from 0.
    pub page: u32,
    /// Finer, to look closely.
    pub large: bool,
}

/// Remember the key that sealed the bundle, or forget it.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RememberSender {
    /// Whose it is; empty forgets it.
    pub name: String,
}
