//! Other copies of the vault that is being opened.
//!
//! Programs that copy folders between computers keep both when two computers wrote: `vault-PC2.db` beside
//! `vault.db`, or `vault (1)` beside `vault`. SQLCipher opens either without a word. So at each opening the
//! folder and its neighbours are looked through for the same vault, and its journal is compared with ours. A
//! copy that only holds what we hold, too, is an older copy and nobody's trouble. Nothing is ever changed there.
//!
//! A copy that our keys do not open is not told of: it may be anything, and nobody could say what is in it.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use sha2::{Digest, Sha256};
use stepwise_core::chain::Head;

use crate::database;
use crate::error::StoreError;
use crate::files::{self, DATABASE, SLOTS, SLOTS_PREVIOUS};
use crate::home;
use crate::migrate;
use crate::notices;
use crate::open::{CopyPlace, Notice};
use crate::secret::{Usage, VaultKey};
use crate::slot::put;
use crate::slot_file::SlotFile;
use crate::state::{self, Anchor};
use crate::verify;

/// A folder with more than this many files or neighbours is looked through so far and no further.
const MOST: usize = 2000;

/// Another copy of a vault, which holds what the vault does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherCopy {
    /// What it is.
    pub place: CopyPlace,
    /// Where it is, to be shown; it is written down nowhere.
    pub path: PathBuf,
    pub(crate) mark: u64,
}

impl OtherCopy {
    fn new(place: CopyPlace, path: PathBuf, state: &[u8]) -> Self {
        let mut bytes = Vec::with_capacity(256);
        put(&mut bytes, b"stepwise copy 1");
        let name = path.file_name().unwrap_or_default();
        put(&mut bytes, name.as_encoded_bytes());
        put(&mut bytes, state);
        let hash: [u8; 32] = Sha256::digest(&bytes).into();
        let mark = hash
            .iter()
            .take(6)
            .fold(0, |sum, byte| (sum << 8) | u64::from(*byte));
        Self { place, path, mark }
    }

    pub(crate) fn notice(&self) -> Notice {
        Notice::OtherCopy {
            place: self.place,
            mark: self.mark,
        }
    }

    /// A database that stands at `head`.
    pub(crate) fn at(place: CopyPlace, path: PathBuf, head: Head) -> Self {
        let state = [&head.seq.to_be_bytes()[..], head.hash.as_bytes()].concat();
        Self::new(place, path, &state)
    }
}

/// The vault that is being opened.
pub(crate) struct Ours<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) conn: &'a Connection,
    pub(crate) slots: &'a SlotFile,
    pub(crate) key: &'a VaultKey,
    pub(crate) head: Head,
}

impl Ours<'_> {
    /// Whether a journal that stands there holds what ours does not hold.
    fn lacks(&self, other: Head) -> rusqlite::Result<bool> {
        if other.seq == 0 {
            return Ok(false);
        }
        Ok(other.seq > self.head.seq
            || verify::journal_hash_at(self.conn, other.seq)? != Some(other.hash))
    }

    /// A second database, where its journal holds what ours does not hold.
    fn database(
        &self,
        place: CopyPlace,
        path: &Path,
        shown: &Path,
    ) -> rusqlite::Result<Option<OtherCopy>> {
        let key = self.key.derive(Usage::Database);
        let Some(head) = database::peek(path, &key, &self.slots.vault) else {
            return Ok(None);
        };
        Ok(self
            .lacks(head)?
            .then(|| OtherCopy::at(place, shown.to_owned(), head)))
    }

    /// A second file with the keys: this vault's, another than ours, and not an earlier one.
    fn keys(&self, path: &Path) -> Option<OtherCopy> {
        let bytes = files::read_small(path).ok().flatten()?;
        let other = SlotFile::parse(&bytes).ok()?;
        let ours = self.slots.to_bytes().ok()?;
        let differs = other.to_bytes().ok()? != ours;
        let meant = other.vault == self.slots.vault
            && other.generation >= self.slots.generation
            && other.is_authentic(self.key);
        (meant && differs).then(|| OtherCopy::new(CopyPlace::Keys, path.to_owned(), &bytes))
    }

    /// Another folder with the same vault in it.
    fn folder(&self, folder: &Path) -> rusqlite::Result<Option<OtherCopy>> {
        let is_ours = [SLOTS, SLOTS_PREVIOUS].iter().any(|name| {
            let bytes = files::read_small(&folder.join(name)).ok().flatten();
            let slots = bytes.and_then(|bytes| SlotFile::parse(&bytes).ok());
            slots.is_some_and(|slots| slots.vault == self.slots.vault)
        });
        if !is_ours {
            return Ok(None);
        }
        let found = self.database(CopyPlace::Folder, &folder.join(DATABASE), folder)?;
        if found.is_some() {
            return Ok(found);
        }
        // What is still in the log of a copy that was open, its anchor knows.
        match state::read(folder, &self.slots.vault, self.key) {
            Anchor::At(head) if self.lacks(head)? => Ok(Some(OtherCopy::at(
                CopyPlace::Folder,
                folder.to_owned(),
                head,
            ))),
            _ => Ok(None),
        }
    }
}

/// What is in a folder: files, or folders. A folder that cannot be read holds nothing.
fn inside(folder: &Path, folders: bool) -> Vec<(String, PathBuf)> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found: Vec<(String, PathBuf)> = entries
        .take(MOST)
        .filter_map(Result::ok)
        // A link is not followed.
        .filter(|entry| {
            entry
                .file_type()
                .is_ok_and(|t| if folders { t.is_dir() } else { t.is_file() })
        })
        .filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())))
        .collect();
    found.sort();
    found
}

/// A database that this program put there.
fn own_database(name: &str) -> bool {
    name == DATABASE || migrate::is_copy(name)
}

/// Copies of this vault in its own folder and in the folders beside it that hold what it does not hold.
pub(crate) fn find(ours: &Ours<'_>) -> Result<Vec<OtherCopy>, StoreError> {
    let mut found = Vec::new();
    for (name, path) in inside(ours.folder, false) {
        let low = name.to_lowercase();
        if low.ends_with(".db") && !own_database(&name) {
            found.extend(ours.database(CopyPlace::Database, &path, &path)?);
        } else if low.starts_with("slots")
            && low.ends_with(".json")
            && name != SLOTS
            && name != SLOTS_PREVIOUS
        {
            found.extend(ours.keys(&path));
        }
    }
    let parent = ours
        .folder
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    for (name, path) in parent
        .map(|parent| inside(parent, true))
        .unwrap_or_default()
    {
        // Those that were in use before a restore are kept on purpose, under names of this program's.
        if path != ours.folder && !home::own_name(&name) && !name.starts_with('.') {
            found.extend(ours.folder(&path)?);
        }
    }
    Ok(found)
}

/// Those that were not told of in this state.
pub(crate) fn untold(conn: &Connection, copies: &[OtherCopy]) -> Result<Vec<Notice>, StoreError> {
    let mut new = Vec::new();
    for copy in copies {
        if !notices::is_told(conn, copy.mark)? {
            new.push(copy.notice());
        }
    }
    Ok(new)
}
