//! A person's request for a copy of what is recorded about them, and what came of it.

use crate::ids::{AttachmentId, RequestId, SubjectId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Who asks, seen from whom the record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asker {
    /// The child or adult.
    Themself,
    /// A parent or somebody with parental responsibility.
    Parent,
    /// Somebody else who acts for them, such as a solicitor.
    Other,
}

/// Somebody asked for a copy.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessRequest {
    /// Name within the case.
    pub id: RequestId,
    /// Whose record is asked for.
    pub subject: SubjectId,
    /// Who asks.
    pub by: String,
    /// In what capacity.
    pub as_whom: Asker,
    /// How it was made sure who they are, and that they may ask; empty until that is done.
    #[serde(default)]
    pub identity: String,
    /// What they ask for, in their words.
    #[serde(default)]
    pub wants: String,
    /// The day on which it was received.
    pub received: NaiveDate,
}

/// One entry of the record, thought over.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Considered {
    /// The entry.
    pub seq: u64,
    /// It is withheld.
    pub withheld: bool,
    /// Why; never in the copy.
    #[serde(default)]
    pub reason: String,
}

/// Words of one entry that are blacked out beside the names.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The entry.
    pub seq: u64,
    /// The part of it.
    pub part: String,
    /// The words, wherever they stand in that part.
    pub words: String,
}

/// What was decided about a copy so far; the last one holds.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessReview {
    /// Of which request.
    pub request: RequestId,
    /// What goes: `chronology`, `papers`, `files`.
    pub parts: Vec<String>,
    /// Names to black out, beside those of the other children and adults of the case.
    #[serde(default)]
    pub names: Vec<String>,
    /// Words that the search found and that are no name here.
    #[serde(default)]
    pub spared: Vec<String>,
    /// Entries thought over: could giving them cause serious harm, or are they exempt?
    #[serde(default)]
    pub considered: Vec<Considered>,
    /// Further words blacked out.
    #[serde(default)]
    pub passages: Vec<Passage>,
    /// Exemptions relied on, in words; never in the copy.
    #[serde(default)]
    pub exemptions: String,
}

/// A copy that was given, kept word for word with the case.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessCopy {
    /// Of which request.
    pub request: RequestId,
    /// The name of its bytes in the vault.
    pub document: AttachmentId,
    /// Their SHA-256 in hex.
    pub sha256: String,
    /// How many pages.
    pub pages: u32,
    /// How many passages are blacked out in it.
    pub blacked_out: u32,
    /// Entries withheld, with why.
    pub withheld: Vec<(u64, String)>,
    /// To whom, and how it was handed over.
    pub how: String,
}

macro_rules! private {
    ($($name:ident),* $(,)?) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )*};
}

private! { AccessRequest, Considered, Passage, AccessReview, AccessCopy }
