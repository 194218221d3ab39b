//! What a bundle holds.

use serde::{Deserialize, Serialize};
use std::fmt;
use stepwise_core::chain::{ChainRow, Head};

/// The format that this code writes, and the highest that it reads.
pub const FORMAT: u32 = 1;

/// The list of contents: `manifest.json`, the second file of the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: u32,
    /// The application and version that made it.
    pub made_by: String,
    /// When, RFC 3339.
    pub made_at: String,
    /// The case's number in its vault.
    pub number: String,
    /// The vault, 32 hex digits.
    pub vault: String,
    /// The case, 32 hex digits.
    pub case: String,
    /// The chain's head: what the printed forms show too.
    pub head: Head,
    /// The vault's Ed25519 public key, base64.
    pub public_key: String,
    /// The signature of the head by that key, base64.
    pub signature: String,
    /// SHA-256 of the policy's archive, hex, as the case pins it. None where the policy was left out.
    pub policy: Option<String>,
    /// Entries whose text was left out by choice. Their rows are there, so that the chain holds.
    pub withheld: Vec<u64>,
    /// Every other file.
    pub files: Vec<FileEntry>,
}

impl Manifest {
    /// The documents among the files.
    pub fn documents(&self) -> impl Iterator<Item = &FileEntry> {
        self.files.iter().filter(|f| f.path.starts_with(DOCUMENTS))
    }
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Its path within the archive.
    pub path: String,
    /// Its length in bytes.
    pub size: u64,
    /// Its SHA-256 in hex.
    pub sha256: String,
    /// What it is, in words.
    pub title: String,
}

/// The text of one entry: a line of `record/payloads.jsonl`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayloadLine {
    /// The entry.
    pub seq: u64,
    /// Its salt, base64.
    pub salt: String,
    /// Its stored bytes, base64.
    pub bytes: String,
}

impl fmt::Debug for PayloadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PayloadLine")
            .field("seq", &self.seq)
            .finish_non_exhaustive()
    }
}

/// A document to put in.
#[derive(Clone)]
pub struct Item {
    /// Its name within `documents/`: letters, digits, `-`, `_` and `.`. Neutral: no child's name.
    pub name: String,
    /// What it is, in words.
    pub title: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Item")
            .field("name", &self.name)
            .field("size", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// A file to put in that is fetched when its turn comes, so that only one at a time is in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Its name within `documents/`, as of an [`Item`].
    pub name: String,
    /// What it is, in words.
    pub title: String,
    /// Its length in bytes.
    pub size: u64,
    /// Its SHA-256 in hex.
    pub sha256: String,
}

/// Everything that goes into a bundle.
#[derive(Clone)]
pub struct Contents {
    /// The application and version.
    pub made_by: String,
    /// When, RFC 3339.
    pub made_at: String,
    /// The case's number.
    pub number: String,
    /// The vault.
    pub vault: [u8; 16],
    /// The case.
    pub case: [u8; 16],
    /// The chain, whole.
    pub rows: Vec<ChainRow>,
    /// Salt and bytes by entry. An entry without one counts as withheld.
    pub payloads: Vec<(u64, Vec<u8>, Vec<u8>)>,
    /// The head that was signed.
    pub head: Head,
    /// The vault's public key.
    pub public_key: [u8; 32],
    /// The signature.
    pub signature: [u8; 64],
    /// The policy's digest and archive.
    pub policy: Option<(String, Vec<u8>)>,
    /// Documents.
    pub items: Vec<Item>,
    /// Files that are fetched.
    pub fetched: Vec<Fetched>,
}

impl Contents {
    /// About how many bytes a bundle of it takes: never fewer than it does.
    pub fn size(&self) -> u64 {
        // A row and a line of text with what stands around them; base64 takes a third more.
        let rows = self.rows.len() as u64 * 1024;
        let payloads = self
            .payloads
            .iter()
            .map(|(_, salt, bytes)| (salt.len() + bytes.len()) * 4 / 3 + 64);
        let payloads: usize = payloads.sum();
        let policy = self.policy.as_ref().map_or(0, |(_, pack)| pack.len());
        let items: usize = self.items.iter().map(|item| item.bytes.len()).sum();
        let fetched: u64 = self.fetched.iter().map(|file| file.size).sum();
        // A kilobyte for the archive's own words about each file, and for its line of the list.
        let files = (self.items.len() + self.fetched.len() + 8) as u64 * 2048;
        let inside = rows + (payloads + policy + items) as u64 + fetched + files;
        // Encryption adds 16 bytes to each 64 kB.
        inside + inside / 2048 + 4096
    }
}

impl fmt::Debug for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contents")
            .field("rows", &self.rows.len())
            .field("payloads", &self.payloads.len())
            .field("items", &self.items)
            .field("fetched", &self.fetched.len())
            .finish_non_exhaustive()
    }
}

pub(crate) const README: &str = "README.txt";
pub(crate) const MANIFEST: &str = "manifest.json";
pub(crate) const ROWS: &str = "record/rows.jsonl";
pub(crate) const PAYLOADS: &str = "record/payloads.jsonl";
pub(crate) const POLICY: &str = "policy/pack";
pub(crate) const DOCUMENTS: &str = "documents/";

pub(crate) fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(bytes))
}
