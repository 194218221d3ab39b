//! The folder that holds the vault: which vault folder is in use, which ones are kept beside it, and
//! what a restore that was cut short left behind.
//!
//! The vault is in `vault` until a restore. A restored one goes into a folder of its own, and a note
//! is written, in one step, that says which is in use. So a power cut leaves the one or the other, and
//! the vault before is never touched.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::error::{OpenError, StoreError};
use crate::files::{self, FolderLock, NoLock, QUICK, SLOTS, SLOTS_PREVIOUS};
use crate::ids::VaultId;
use crate::open::Presence;
use crate::placing::lock_beside;
use crate::vault::Vault;

/// Where the vault is unless the note says otherwise.
const FIRST: &str = "vault";
const POINTER: &str = "current.json";
const FORMAT: u32 = 1;
const NAME_TIME: &str = "%Y-%m-%d-%H%M%S";
const WORKSHOP: &str = ".restoring-";

/// Why nobody can say which vault is in use. Nothing was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HomeError {
    /// The note of which vault is in use cannot be read.
    #[error("the note of which vault is in use is damaged")]
    Damaged,
    /// A newer version of this program wrote it.
    #[error("a newer version of this program wrote the note of which vault is in use")]
    Newer,
    /// The folder that it names is not there.
    #[error("the vault's folder is not there")]
    Missing,
    /// Not an earlier folder of the vault that is open: it is not taken away.
    #[error("this is not an earlier folder of the vault that is open")]
    NotEarlier,
    /// Something else stands in the place of a record's folder, such as a link or a file.
    #[error("in the place of a record's folder stands something else")]
    NotAFolder,
    /// Another window has it open.
    #[error("the folder is open in another window")]
    InUse,
    /// The vault in use was read and is not whole: the earlier one may be needed.
    #[error("the vault in use is not whole")]
    NotWhole(#[source] Box<StoreError>),
    /// The disk or the file system.
    #[error("the disk did not do what was asked")]
    Io(#[source] io::Error),
}

impl From<io::Error> for HomeError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pointer {
    format: u32,
    folder: String,
}

/// Only the format, so that a newer note is told from a damaged one.
#[derive(Deserialize)]
struct Format {
    format: u32,
}

/// The folder that holds the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home(PathBuf);

/// A name that this program gives: never a path.
fn good_name(name: &str) -> bool {
    let rest = name.strip_prefix(FIRST);
    rest.is_some_and(|rest| {
        rest.len() <= 40
            && (rest.is_empty() || rest.starts_with('-'))
            && rest
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    })
}

/// A name that this program gives to a vault's folder, and to no other.
pub(crate) fn own_name(name: &str) -> bool {
    let Some(rest) = name.strip_prefix(FIRST) else {
        return false;
    };
    rest.is_empty()
        || rest
            .strip_prefix('-')
            .is_some_and(|time| NaiveDateTime::parse_from_str(time, NAME_TIME).is_ok())
}

impl Home {
    /// The home in a folder, which need not exist yet.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// The folder of the vault in use, or where the first one will be. Never a folder without a vault
    /// once one was restored: that would look as if there had been no record.
    ///
    /// # Errors
    /// [`HomeError`].
    pub fn vault(&self) -> Result<PathBuf, HomeError> {
        let Some(bytes) = self.note()? else {
            let first = self.0.join(FIRST);
            // A restored vault with neither note nor first one beside it: the note was lost, not the record.
            return match Vault::inspect(&first) {
                Presence::None if !self.beside(&first).is_empty() => Err(HomeError::Missing),
                _ => Ok(first),
            };
        };
        let pointer: Pointer = serde_json::from_slice(&bytes).map_err(|_| {
            match serde_json::from_slice::<Format>(&bytes) {
                Ok(Format { format }) if format > FORMAT => HomeError::Newer,
                _ => HomeError::Damaged,
            }
        })?;
        if pointer.format > FORMAT {
            return Err(HomeError::Newer);
        }
        if pointer.format != FORMAT || !good_name(&pointer.folder) {
            return Err(HomeError::Damaged);
        }
        let folder = self.0.join(pointer.folder);
        match Vault::inspect(&folder) {
            Presence::None => Err(HomeError::Missing),
            _ => Ok(folder),
        }
    }

    /// Other vaults beside the one in use: they were in use before a restore.
    pub fn kept(&self) -> Vec<PathBuf> {
        match self.vault() {
            Ok(used) => self.beside(&used),
            Err(_) => self.beside(Path::new("")),
        }
    }

    /// The vaults here but one.
    fn beside(&self, used: &Path) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(&self.0) else {
            return Vec::new();
        };
        let mut found: Vec<PathBuf> = entries
            .filter_map(Result::ok)
            .filter(|entry| entry.file_name().to_str().is_some_and(good_name))
            .map(|entry| entry.path())
            .filter(|path| path != used)
            .filter(|path| !matches!(Vault::inspect(path), Presence::None))
            .collect();
        found.sort();
        found
    }

    /// Notes which folder is in use: in one step, so that there is the old note or the new one.
    pub(crate) fn point_to(&self, folder: &Path) -> Result<(), HomeError> {
        let name = folder
            .file_name()
            .and_then(|name| name.to_str())
            .filter(|name| good_name(name))
            .ok_or(HomeError::Damaged)?;
        let pointer = Pointer {
            format: FORMAT,
            folder: name.to_owned(),
        };
        let bytes = serde_json::to_vec(&pointer).map_err(|_| HomeError::Damaged)?;
        Ok(files::write_whole(&self.0.join(POINTER), &bytes)?)
    }

    /// The note as it is now, to put it back; none where there is none.
    pub(crate) fn note(&self) -> Result<Option<Vec<u8>>, HomeError> {
        match files::read_small(&self.0.join(POINTER)) {
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(Some(Vec::new())),
            other => Ok(other?),
        }
    }

    /// Puts an earlier note back.
    pub(crate) fn put_back(&self, note: Option<&[u8]>) -> Result<(), HomeError> {
        let path = self.0.join(POINTER);
        match note {
            Some(note) => files::write_whole(&path, note)?,
            None => match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => files::sync_folder_of(&path)?,
            },
        }
        Ok(())
    }

    /// A name for a restored vault that nothing has yet.
    pub(crate) fn new_name(&self, at: &DateTime<FixedOffset>) -> PathBuf {
        let first = self.0.join(FIRST);
        let nothing = fs::symlink_metadata(&first).is_err()
            && fs::symlink_metadata(self.0.join(POINTER)).is_err();
        if nothing {
            return first;
        }
        let mut at = *at;
        loop {
            let path = self.0.join(format!("{FIRST}-{}", at.format(NAME_TIME)));
            if fs::symlink_metadata(&path).is_err() {
                return path;
            }
            at += chrono::TimeDelta::seconds(1);
        }
    }

    /// A name for a new folder to build a vault in, on the same disk. The home is there afterwards.
    pub(crate) fn workshop(&self) -> Result<PathBuf, StoreError> {
        fs::create_dir_all(&self.0)?;
        Ok(self.0.join(format!("{WORKSHOP}{}", VaultId::random()?)))
    }

    /// Deletes an earlier folder of the vault that is open, once all of that one was read and found whole:
    /// after a change of keys, since the earlier folder opens with the old passphrases. Never the vault in
    /// use, nor another one's, nor a folder elsewhere. Its keys go first: cut short, it opens no more.
    ///
    /// # Errors
    /// [`HomeError`]; where the keys were not removed, it is as it was.
    pub fn discard(&self, used: &Vault, folder: &Path) -> Result<(), HomeError> {
        let same = match Vault::inspect(folder) {
            Presence::Ready { vault, .. } => vault == used.id(),
            // Its keys went before, and the rest did not.
            Presence::Damaged(OpenError::SlotsMissing) => true,
            _ => false,
        };
        let used_folder = self.vault()?;
        let kept = self.kept().iter().any(|path| path == folder);
        if !same || !kept || used_folder != used.folder() || used_folder == folder {
            return Err(HomeError::NotEarlier);
        }
        used.verify_all()
            .map_err(|error| HomeError::NotWhole(Box::new(error)))?;
        let lock = FolderLock::take(folder).map_err(|error| match error {
            NoLock::Held => HomeError::InUse,
            NoLock::Io(error) => error.into(),
        })?;
        for name in [SLOTS, SLOTS_PREVIOUS, QUICK] {
            let path = folder.join(name);
            // Written over first, for what that is worth on this disk.
            if let Ok(meta) = fs::metadata(&path) {
                let zeros = vec![0u8; usize::try_from(meta.len()).unwrap_or(0)];
                let _ = fs::write(&path, zeros);
            }
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => files::sync_folder_of(&path)?,
            }
        }
        // Windows deletes no file that is open.
        drop(lock);
        Ok(fs::remove_dir_all(folder)?)
    }

    /// Takes away what a restore, a change of keys or a first run that was cut short left behind. Only ever a
    /// folder that this program made to build a vault in, and that never was one in use; and not while
    /// another window builds in it.
    pub fn tidy(&self) {
        let Ok(entries) = fs::read_dir(&self.0) else {
            return;
        };
        for entry in entries.filter_map(Result::ok) {
            let name = entry.file_name();
            let mark = name.to_str().and_then(|name| name.strip_prefix(WORKSHOP));
            let mark = mark.map(|mark| mark.strip_suffix(".lock").unwrap_or(mark));
            if mark.is_some_and(|mark| mark.parse::<VaultId>().is_ok()) {
                let folder = entry.path().with_extension("");
                let lock = lock_beside(&folder);
                let Ok(held) = FolderLock::take_file(&lock) else {
                    continue;
                };
                // What cannot be taken away now goes another time.
                let _ = fs::remove_dir_all(&folder);
                drop(held);
                let _ = fs::remove_file(&lock);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placing::Workshop;
    use proptest::prelude::*;

    #[test]
    fn without_a_note_the_first_vault_is_meant() {
        let temp = tempfile::tempdir().unwrap();
        let home = Home::new(temp.path());
        assert_eq!(home.vault().unwrap(), temp.path().join("vault"));
    }

    #[test]
    fn a_note_that_cannot_be_followed_is_never_taken_for_no_vault() {
        let temp = tempfile::tempdir().unwrap();
        let home = Home::new(temp.path());
        let path = temp.path().join(POINTER);
        for (text, newer) in [
            ("", false),
            ("{", false),
            (r#"{"format":1,"folder":"../elsewhere"}"#, false),
            (r#"{"format":1,"folder":"vaults"}"#, false),
            (r#"{"format":1,"folder":"vault-1","more":1}"#, false),
            (r#"{"format":2,"place":"x"}"#, true),
        ] {
            fs::write(&path, text).unwrap();
            let error = home.vault().unwrap_err();
            assert_eq!(
                matches!(error, HomeError::Newer),
                newer,
                "{text}: {error:?}"
            );
        }
        home.point_to(&temp.path().join("vault-2026-11-20-093000"))
            .unwrap();
        assert!(matches!(home.vault(), Err(HomeError::Missing)));
        fs::write(&path, vec![b'x'; 300 * 1024]).unwrap();
        assert!(matches!(home.vault(), Err(HomeError::Damaged)));
    }

    proptest! {
        #[test]
        fn only_names_of_ours_are_followed(name: String) {
            if good_name(&name) {
                prop_assert!(name.starts_with("vault") && !name.contains(['/', '\\', '.', ':']));
            }
        }
    }

    #[test]
    fn tidying_takes_only_what_was_never_in_use() {
        let temp = tempfile::tempdir().unwrap();
        let home = Home::new(temp.path());
        let left = home.workshop().unwrap();
        fs::create_dir(&left).unwrap();
        let orphan = lock_beside(&home.workshop().unwrap());
        fs::write(&orphan, "").unwrap();
        let busy = Workshop::new(&home).unwrap();
        for name in ["vault", ".restoring-mine", "vault-2026", "sample"] {
            fs::create_dir(temp.path().join(name)).unwrap();
        }
        home.tidy();
        assert!(!left.exists() && !orphan.exists());
        assert!(busy.path().exists(), "another window builds in it");
        drop(busy);
        let names = fs::read_dir(temp.path()).unwrap();
        assert_eq!(names.count(), 4, "and takes its own away");
    }
}
