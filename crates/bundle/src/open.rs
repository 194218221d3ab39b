//! Reading a bundle: nothing is believed before it is checked, and nothing is written anywhere.

use crate::inside::inside;
use crate::password::normal;
use crate::{BEGINNING, BundleError, FileEntry, Manifest, OtherFile, recognise};
use std::collections::BTreeMap;
use std::io::Read;
use stepwise_core::chain::ChainRow;

/// Bounds on what a bundle may ask of the reader. Declared sizes are not believed.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// All files together, in bytes.
    pub bytes: u64,
    /// All but the documents together, in bytes: they are in memory at once.
    pub record: u64,
    /// One document, in bytes: one is in memory at a time.
    pub document: u64,
    /// How many files.
    pub files: usize,
    /// How many entries the record has: what follows from each may be worked out from all before it.
    pub entries: usize,
    /// The highest scrypt work factor: each step doubles memory and time.
    pub work_factor: u8,
}

impl Default for Limits {
    /// 4 GiB, of which the record 64 MiB and a document 256 MiB; 5,000 files; 20,000 entries; work factor 20
    /// (1 GiB of memory).
    fn default() -> Self {
        Self {
            bytes: 4 * 1024 * 1024 * 1024,
            record: 64 * 1024 * 1024,
            document: 256 * 1024 * 1024,
            files: 5_000,
            entries: 20_000,
            work_factor: 20,
        }
    }
}

/// The text of one entry, as it was stored, with the salt of its commitment.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    /// The salt.
    pub salt: Vec<u8>,
    /// The stored bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Text")
    }
}

/// The record of a bundle that was checked from end to end.
pub struct Opened {
    /// Its list of contents.
    pub manifest: Manifest,
    /// The chain.
    pub rows: Vec<ChainRow>,
    /// The text of each entry that was not withheld.
    pub payloads: BTreeMap<u64, Text>,
    /// The policy's archive.
    pub policy: Option<Vec<u8>>,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened")
            .field("rows", &self.rows.len())
            .field("payloads", &self.payloads.len())
            .finish_non_exhaustive()
    }
}

/// What takes the documents as they come, each whole and as the list says.
pub type Each<'a> = dyn FnMut(&FileEntry, Vec<u8>) -> std::io::Result<()> + 'a;

/// Opens a bundle and checks it: every entry against the chain, the head against the signature, every file against the
/// list. Whether the signing key is the sender's is for people to compare.
///
/// The record is checked before the first document is handed to `each`, one at a time; what comes after that document is
/// checked after it. So what `each` was given counts only once this returns.
///
/// # Errors
/// Each way in which it is not a whole, unchanged bundle is a [`BundleError`] of its own; [`BundleError::NotTaken`] where
/// `each` fails.
pub fn open<R: Read>(
    from: R,
    password: &str,
    limits: Limits,
    each: &mut Each<'_>,
) -> Result<Opened, BundleError> {
    inside(unlock(from, password, limits)?, limits, each)
}

fn unlock<R: Read>(mut from: R, password: &str, limits: Limits) -> Result<impl Read, BundleError> {
    let mut begins = Vec::with_capacity(BEGINNING);
    from.by_ref()
        .take(BEGINNING as u64)
        .read_to_end(&mut begins)
        .map_err(BundleError::CutOrAltered)?;
    recognise(&begins)?;
    let whole = std::io::Cursor::new(begins).chain(from);
    // It begins as a bundle does, so what does not go on as one was cut or changed.
    let decryptor = age::Decryptor::new(whole).map_err(|e| match e {
        age::DecryptError::Io(io) => BundleError::CutOrAltered(io),
        _ => BundleError::CutOrAltered(std::io::ErrorKind::InvalidData.into()),
    })?;
    if !decryptor.is_scrypt() {
        return Err(BundleError::NotABundle(OtherFile::Keyed));
    }
    let mut identity = age::scrypt::Identity::new(normal(password).into());
    identity.set_max_work_factor(limits.work_factor);
    decryptor
        .decrypt(std::iter::once(&identity as &dyn age::Identity))
        .map_err(|e| match e {
            age::DecryptError::ExcessiveWork { .. } => BundleError::ExcessiveWork,
            age::DecryptError::Io(io) => BundleError::CutOrAltered(io),
            age::DecryptError::InvalidHeader | age::DecryptError::InvalidMac => {
                BundleError::CutOrAltered(std::io::ErrorKind::InvalidData.into())
            }
            age::DecryptError::UnknownFormat => BundleError::NotABundle(OtherFile::Unknown),
            _ => BundleError::WrongPassword,
        })
}
