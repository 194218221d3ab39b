//! Sheets of a case: its chronology, its report, a handover, and text for the setting's own system.

use super::{BundlePart, CaseRef, DutyRef, EmailForm, PreviewView, RecipientView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What can be made of a case beside the policy's own papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SheetKind {
    /// Every entry, or those of a filter, as they were written.
    Chronology,
    /// The same on one page, shortened.
    Panel,
    /// The case report.
    Report,
    /// What a colleague needs who takes over.
    Handover,
    /// The chronology as plain text.
    Text,
}

/// Which entries go in. What is empty leaves nothing out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
pub struct SheetFilter {
    /// Groups of entries: `discussion`, `decision`, `safety`, `stage`, `paper`, `detail`.
    pub groups: Vec<String>,
    /// Names of people or agencies that an entry names.
    pub names: Vec<String>,
    /// From this ISO day on; null for from the beginning.
    pub from: Option<String>,
    /// Up to this ISO day; null for up to now.
    pub until: Option<String>,
}

/// Which sheet, of what, for whom.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SheetQuery {
    /// The case.
    #[serde(flatten)]
    #[ts(flatten)]
    pub case: CaseRef,
    /// What is made.
    pub sheet: SheetKind,
    /// For what is made of the chronology.
    pub filter: SheetFilter,
    /// For the report: its parts.
    pub parts: Vec<String>,
    /// For whom it is. Printed on it.
    pub for_whom: String,
    /// Why they need it. Printed on it.
    pub why: String,
}

/// A name to filter by.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SheetName {
    /// The person or agency.
    pub name: String,
    /// The person's agency; empty for an agency.
    pub agency: String,
}

/// A duty to copy the record into the setting's own system.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CopyDuty {
    /// To settle it by.
    pub key: DutyRef,
    /// What to do.
    pub say: String,
    /// The stage; empty for none.
    pub stage: String,
    /// When and how it was done; empty while it is open.
    pub evidence: String,
}

/// What can be made of a case, and what to choose from.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SheetsView {
    /// The case.
    pub case: String,
    /// Number.
    pub number: String,
    /// Whom it is about.
    pub about: String,
    /// Groups that have entries, and how many.
    pub groups: Vec<(String, u32)>,
    /// Whom entries can be filtered by.
    pub names: Vec<SheetName>,
    /// The first and the last ISO day of the chronology; empty where it is empty.
    pub first: String,
    /// As `first`.
    pub last: String,
    /// Parts of the report.
    pub parts: Vec<BundlePart>,
    /// Remarks on the record's quality: advice, never a bar.
    pub quality: Vec<String>,
    /// People of the case who have an address.
    pub recipients: Vec<RecipientView>,
    /// Duties to copy the record into the setting's own system, of this side.
    pub copying: Vec<CopyDuty>,
    /// When it was copied before: when (RFC 3339), and what is recorded of it.
    pub copied: Vec<(String, String)>,
}

/// A sheet, drawn.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SheetPreview {
    /// Its pages.
    #[serde(flatten)]
    #[ts(flatten)]
    pub pages: PreviewView,
    /// How many entries of the chronology are on it, and of how many.
    pub entries: u32,
    /// As `entries`.
    pub of: u32,
}

/// Draft an e-mail that carries a sheet.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DraftSheet {
    /// Which.
    #[serde(flatten)]
    #[ts(flatten)]
    pub which: SheetQuery,
    /// The e-mail.
    #[serde(flatten)]
    #[ts(flatten)]
    pub mail: EmailForm,
}

/// Text to paste.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SheetText {
    /// The text.
    pub text: String,
    /// How many entries are in it, and of how many.
    pub entries: u32,
    /// As `entries`.
    pub of: u32,
    /// The case's last event when it was made.
    pub seen: u64,
}

/// The text was pasted into the setting's own system.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CopiedOver {
    /// The text.
    #[serde(flatten)]
    #[ts(flatten)]
    pub which: SheetQuery,
    /// The case's last event when the text was made.
    pub seen: u64,
    /// Where it is: the reference in that system.
    pub reference: String,
    /// Duties that this fulfils.
    pub duties: Vec<DutyRef>,
}
