//! Cases that come from other records, and go there.

use super::{CaseRef, ChronicleView, ChronologyView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a case that came stands to what is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TakeOnHow {
    /// It is not here: it can be taken on.
    New,
    /// It continues the case that is here.
    Continues,
    /// It is the same.
    Same,
    /// Ours goes on from it.
    Older,
    /// Both went on: it can be kept beside.
    BothWentOn,
    /// Both went on, and it is kept beside already.
    Kept,
    /// The case was erased here.
    Erased,
    /// It began in another record than the case that is here.
    Another,
}

/// What taking on the case of the open bundle would do.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TakeOnPlan {
    /// How it stands.
    pub how: TakeOnHow,
    /// The answer, as a title.
    pub title: String,
    /// What it means.
    pub text: String,
    /// What cannot be undone; empty where nothing is done.
    pub undone: String,
    /// Whether something can be taken.
    pub can: bool,
    /// Why it cannot, where what came is not enough; else empty.
    pub why_not: String,
    /// The case here; empty where it is new.
    pub case: String,
    /// Its number here; empty where it is new.
    pub number: String,
    /// Its number there.
    pub theirs: String,
    /// SHA-256 of the bundle's file, in hex.
    pub digest: String,
    /// The case's last entry here; 0 where it is new.
    pub seen: u64,
    /// The entries that would come, newest first.
    pub entries: Vec<ChronicleView>,
    /// Where both went on: the entries here that it does not have, newest first.
    pub ours: Vec<ChronicleView>,
    /// Attached files that would come.
    pub files: u32,
    /// Their size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// A backup is made before.
    pub backup: bool,
    /// What is worth knowing before.
    pub warnings: Vec<String>,
}

/// Take the case on, or keep it beside, as the plan said.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TakeOn {
    /// The bundle's, as the plan named it.
    pub digest: String,
    /// The case's last entry here, as the plan named it.
    pub seen: u64,
    /// Do it without a backup, where none could be made.
    pub without_backup: bool,
}

/// It was done.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TakeOnDone {
    /// What was done.
    pub how: TakeOnHow,
    /// The case.
    pub case: String,
    /// Its number here.
    pub number: String,
    /// What was done, as a title.
    pub title: String,
    /// What follows.
    pub text: String,
}

/// A version that is kept beside a case.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BesideRef {
    /// The case.
    #[serde(flatten)]
    #[ts(flatten)]
    pub case: CaseRef,
    /// Which version: the hash of its last entry, in hex.
    pub line: String,
}

/// A version that is kept beside a case, as its page lists it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BesideRow {
    /// Names it.
    pub line: String,
    /// What it is.
    pub words: String,
}

/// What a case's page says of other records.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct ElsewhereView {
    /// Where it came from, in words; empty where it began here.
    pub from: String,
    /// Versions that are kept beside it.
    pub beside: Vec<BesideRow>,
    /// It was handed over, and is with somebody else.
    pub out: Option<OutView>,
}

/// A case that was handed over, and nothing was recorded here since.
#[derive(Clone, Debug, Serialize, TS)]
pub struct OutView {
    /// The record of the handing over.
    pub seq: u64,
    /// With whom, and since when, as a title.
    pub title: String,
    /// Whether they have it, in words.
    pub text: String,
    /// The receipt is here.
    pub received: bool,
}

/// A case that was handed over.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct HandedOverRef {
    /// The case.
    #[serde(flatten)]
    #[ts(flatten)]
    pub case: CaseRef,
    /// The record of the handing over.
    pub seq: u64,
}

/// Hand the whole case over, to be taken on in another record.
#[derive(Clone, Deserialize, TS)]
pub struct HandOver {
    /// The case.
    #[serde(flatten)]
    #[ts(flatten)]
    pub case: CaseRef,
    /// Its last record, as the window knew it.
    pub seen: u64,
    /// To whom.
    pub to: String,
    /// Why, and why they need it.
    pub purpose: String,
    /// How the password goes: `phone` or `in-person`.
    pub password_by: String,
    /// ISO day on which the receipt is asked for, if it is not here by then.
    pub ask_by: String,
}

/// A version that is kept beside a case, to be read.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BesideView {
    /// The case.
    pub case: String,
    /// Its number.
    pub number: String,
    /// Whom it is about.
    pub about: String,
    /// What it is, as a title.
    pub title: String,
    /// What that means.
    pub text: String,
    /// Its first entry that the case does not have.
    pub from: u64,
    /// The key that sealed it: eight groups of five digits, to compare by telephone.
    pub sealed_by: String,
    /// Its chronology.
    pub chronology: ChronologyView,
}
