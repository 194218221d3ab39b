//! A file that is kept with a case: a photograph, a letter, an e-mail.

use crate::ids::{ActionId, AttachmentId, EntryId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A file that was put with the case. What it says of the bytes never changes; the words about them may
/// be corrected.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The name of its bytes in the vault.
    pub id: AttachmentId,
    /// Its name, without what no file name may hold.
    pub name: String,
    /// The name that it came with, where that was another. What cannot be seen is spelled out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub original: String,
    /// What it is by its content, such as `application/pdf`.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// The SHA-256 of its bytes in hex.
    pub sha256: String,
    /// What it is, in a few words.
    pub description: String,
    /// The day that it bears, or on which it was taken.
    #[serde(default)]
    pub dated: Option<NaiveDate>,
    /// The day on which it was received.
    #[serde(default)]
    pub received: Option<NaiveDate>,
    /// What it belongs to.
    #[serde(default)]
    pub belongs: Belongs,
    /// What the file says of itself, as far as whoever attached it wanted that in the record: label and text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub says: Vec<(String, String)>,
}

impl Attachment {
    /// Whether both are about the same bytes, whatever is said of them.
    pub fn same_bytes(&self, other: &Self) -> bool {
        (&self.id, &self.media_type, self.size, &self.sha256)
            == (&other.id, &other.media_type, other.size, &other.sha256)
    }
}

/// What a file belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "to", content = "id")]
pub enum Belongs {
    /// The case as a whole.
    #[default]
    Case,
    /// One record of the chronology.
    Entry(EntryId),
    /// An agreed action.
    Action(ActionId),
    /// A stay at a stage.
    Visit(u32),
}

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Attachment(..)")
    }
}
