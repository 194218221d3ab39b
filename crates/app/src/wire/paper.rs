//! Forms and letters.

use super::{CaseRef, CiteView, DutyRef, Moment, ReadingView, WhoView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A paper of a case.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PaperQuery {
    /// The case.
    #[serde(flatten)]
    #[ts(flatten)]
    pub case: CaseRef,
    /// The paper.
    pub paper: String,
    /// The visit, or null for the open one.
    pub visit: Option<u32>,
    /// How it is signed; left out for fields to fill in.
    #[serde(default)]
    #[ts(optional)]
    pub signing: Option<Signing>,
}

/// How a form's signature blocks are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Signing {
    /// What is not known yet can be typed into in a PDF program, and signed there.
    #[default]
    Fields,
    /// Empty lines, to be signed in ink.
    Ink,
    /// Where a name and a date are given, the typed name stands for the signature.
    Typed,
}

/// Papers of a case.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PapersView {
    /// Each.
    pub papers: Vec<PaperRow>,
}

/// One paper in the list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PaperRow {
    /// Name.
    pub paper: String,
    /// Title.
    pub title: String,
    /// `form` or `letter`.
    pub kind: String,
    /// The visit it is for.
    pub visit: Option<u32>,
    /// The stage in words.
    pub stage: String,
    /// Saved, and when (RFC 3339).
    pub saved: Option<String>,
    /// Asked for by an open duty now.
    pub asked: bool,
    /// How many wanted answers are missing.
    pub missing: u32,
}

/// Where an answer came from.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TraceView {
    /// The record's number.
    pub seq: u64,
    /// In words: "Spoke with the team manager, 13 Nov".
    pub title: String,
}

/// A field.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FieldView {
    /// Its name.
    pub id: String,
    /// Label, as the source has it.
    pub label: String,
    /// Help.
    pub help: String,
    /// `line`, `long`, `tick`, `signature`, `printed`, `heading`, `paragraph` (letters).
    pub kind: String,
    /// Words to tick.
    pub choices: Vec<String>,
    /// The answer now. For a signature: name, designation, agency, date joined by newlines.
    pub answer: String,
    /// The answer as the case fills it, to go back to.
    pub filled: String,
    /// It is other than what the case fills: the user's own words.
    pub changed: bool,
    /// The record of an earlier stage's form that the user's own words come from; null where they were
    /// saved for this stage.
    pub carried: Option<TraceView>,
    /// Records it came from.
    pub traces: Vec<TraceView>,
    /// Named among what is missing.
    pub missing: bool,
}

/// A paper, filled.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PaperView {
    /// Why the user may not fill, print or save it; empty where they may.
    pub may_not: String,
    /// The case.
    pub case: String,
    /// Whom it is about.
    pub about: String,
    /// Name.
    pub paper: String,
    /// Title.
    pub title: String,
    /// `form` or `letter`.
    pub kind: String,
    /// The visit.
    pub visit: Option<u32>,
    /// The stage in words.
    pub stage: String,
    /// Neutral layout: the board's own is not public.
    pub neutral: bool,
    /// Fields.
    pub fields: Vec<FieldView>,
    /// Labels of what is missing: field name and label.
    pub missing: Vec<(String, String)>,
    /// The policy's default recipients.
    pub recipients: Vec<RecipientView>,
    /// Saved as a record, RFC 3339; null where only filled.
    pub saved: Option<String>,
    /// The case's last event.
    pub seen: u64,
    /// Open duties of this side that sending it fulfils.
    pub fulfils: Vec<DutyRef>,
    /// Files of the case that may be the board's own form, filled in by hand.
    pub own_files: Vec<OwnFile>,
    /// What is recorded of the board's own form: when (RFC 3339), and in words.
    pub own_forms: Vec<(String, String)>,
    /// Authority.
    pub cite: CiteView,
    /// Conflicts in the source that bear on it.
    pub readings: Vec<ReadingView>,
}

/// Somebody it may go to.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RecipientView {
    /// Who.
    pub who: WhoView,
    /// ISO day on which the pack's address was last checked; null for people of the case.
    pub checked: Option<String>,
    /// The address must be confirmed before it is used: first use, or last checked long ago.
    pub confirm: bool,
    /// Why: "First use of this address", "Last checked 8 months ago".
    pub confirm_why: String,
}

/// Answers to save or to preview.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SavePaper {
    /// Which.
    #[serde(flatten)]
    #[ts(flatten)]
    pub which: PaperQuery,
    /// The case's last event as the window knew it.
    pub seen: u64,
    /// Field and answer.
    pub answers: Vec<(String, String)>,
}

/// A preview, drawn from the PDF's own bytes.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PreviewView {
    /// To ask for pages by.
    pub token: String,
    /// How many pages.
    pub pages: u32,
    /// Page size in points.
    pub width: f32,
    /// Page size in points.
    pub height: f32,
    /// Where each field's box lies: field, page from 0, x, y, width, height in points from the top left.
    pub boxes: Vec<PlacedField>,
    /// Characters that cannot be printed, named.
    pub unprintable: Vec<String>,
}

/// Where a field's box lies.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PlacedField {
    /// The field.
    pub field: String,
    /// Page, from 0.
    pub page: u32,
    /// Points from the left.
    pub x: f32,
    /// Points from the top.
    pub y: f32,
    /// Points.
    pub width: f32,
    /// Points.
    pub height: f32,
}

/// One page of a preview.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PageQuery {
    /// The preview.
    pub token: String,
    /// Page, from 0.
    pub page: u32,
    /// Pixels per point, 0.5 to 4.
    pub scale: f32,
}

/// A page as a picture.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PageImage {
    /// `data:image/png;base64,…`
    pub data_url: String,
    /// Its words, for those who do not see it.
    pub alt: String,
}

/// Pages to print by the window.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PrintView {
    /// Pages as pictures, fine enough for paper.
    pub pages: Vec<PageImage>,
}

/// Draft an e-mail that carries a paper.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DraftEmail {
    /// Which.
    #[serde(flatten)]
    #[ts(flatten)]
    pub which: PaperQuery,
    /// The e-mail.
    #[serde(flatten)]
    #[ts(flatten)]
    pub mail: EmailForm,
}

/// What is asked before an e-mail is drafted.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct EmailForm {
    /// Addresses.
    pub to: Vec<String>,
    /// Each address was confirmed by the user.
    pub confirmed: bool,
    /// Why it is sent, and who needs it.
    pub purpose: String,
    /// How the password will go: `phone`, `in-person`, `secure-mail` (then the PDF is not encrypted).
    pub password_by: String,
    /// Its subject, where the user changed it; empty for the standard one.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub subject: String,
    /// Its text, where the user changed it; empty for the standard one.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub body: String,
    /// The agreed action whose receipt it chases; empty for none.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub chases: String,
}

/// What an e-mail would say.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct EmailQuery {
    /// The case.
    #[serde(flatten)]
    #[ts(flatten)]
    pub case: CaseRef,
    /// The paper that it carries; null for a sheet.
    pub paper: Option<String>,
    /// Its subject as the user changed it; empty for the standard one.
    pub subject: String,
    /// Its text as the user changed it; empty for the standard one.
    pub body: String,
    /// The agreed action whose receipt it chases; empty for none.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub chases: String,
}

/// A receipt that is chased.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Chased {
    /// What is waited for, in the words of the record.
    pub what: String,
    /// The addresses that it went to; none where it went another way.
    pub to: Vec<String>,
}

/// What an e-mail says.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EmailWords {
    /// Its subject.
    pub subject: String,
    /// Its text, with `locked` in it where it is the standard one.
    pub body: String,
    /// What is said of an attachment that is locked with a password.
    pub locked: String,
    /// What is said of one that is not.
    pub unlocked: String,
    /// What is chased by it, and the addresses that it went to; none where nothing is.
    pub chased: Option<Chased>,
    /// Children and adults of the case who are named in it: advice, never a bar.
    pub names: Vec<String>,
}

/// A record of something that left.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SentRef {
    /// The case.
    #[serde(flatten)]
    #[ts(flatten)]
    pub case: CaseRef,
    /// The record's number.
    pub seq: u64,
}

/// The system's e-mail program was asked for a message.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct MailOpened {
    /// False: none was there to be asked.
    pub opened: bool,
}

/// The board's own form, filled in by hand and kept with the case, stands for our layout.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct UseOwnForm {
    /// Which form it is.
    #[serde(flatten)]
    #[ts(flatten)]
    pub which: PaperQuery,
    /// The case's last event as the window knew it.
    pub seen: u64,
    /// The file that is kept with the case.
    pub file: String,
    /// That it went, and to whom; null where it was only filled in.
    pub sent: Option<OwnFormSent>,
}

/// How the board's own form went.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct OwnFormSent {
    /// To whom.
    pub to: String,
    /// Why, and why they need it.
    pub why: String,
    /// How: `email`, `post`, `hand`.
    pub how: String,
    /// When.
    pub on: Moment,
}

/// A file that may be the board's own form.
#[derive(Clone, Debug, Serialize, TS)]
pub struct OwnFile {
    /// Its name in the vault.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What was said of it.
    pub description: String,
}

/// An e-mail was drafted as a file.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EmailDrafted {
    /// The record of it; 0 where cancelled.
    pub seq: u64,
    /// The draft's path; null where cancelled.
    pub path: Option<String>,
    /// The attached PDF's path, saved beside it.
    pub attachment: Option<String>,
    /// The program that copies their folder to other computers; empty for none.
    pub synced: String,
    /// To copy by hand.
    pub to: Vec<String>,
    /// To copy by hand. Names no child.
    pub subject: String,
    /// To copy by hand. Names no child.
    pub body: String,
    /// The password, to give by telephone or in person. Empty where not encrypted.
    pub password: String,
}
