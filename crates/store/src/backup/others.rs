//! Backups of this vault that this vault did not make: somebody works in another copy of it and backs that up to
//! the same place. Backups can be large and lie on a slow drive, so the newest one that is not known is looked
//! into while a backup is made, on that thread, and each only once.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime};
use stepwise_core::chain::Head;

use super::copy::remove_copy;
use super::stop::Keys;
use super::{BackupError, Stop, keep, make::BackupJob, read};
use crate::activity::JournalQuery;
use crate::copies::OtherCopy;
use crate::database::{self, Mode};
use crate::error::StoreError;
use crate::ids::VaultId;
use crate::journal::{RESTORED, Tail};
use crate::notices::{self, Remembered};
use crate::open::CopyPlace;
use crate::vault::{Stamp, Vault};
use crate::verify;

/// A larger one is not looked into: the backup that is being made would wait too long for it.
const LARGEST: u64 = 256 * 1024 * 1024;

/// What is known of the backups of this vault before one is made.
#[derive(Default)]
pub(super) struct Known {
    marks: Vec<u64>,
    /// Those that are not younger were there before the last restore: that they hold more is known.
    since: Option<NaiveDateTime>,
}

/// A backup that was looked into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Looked {
    path: PathBuf,
    mark: u64,
    /// Where its journal stands, where that holds what ours does not hold.
    other: Option<Head>,
}

/// What tells a backup from others: the beginning of its database's hash.
fn mark(sha256: &[u8; 32]) -> u64 {
    sha256
        .iter()
        .take(6)
        .fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

/// Where the journal of an unpacked backup stands, if our keys open it and it holds what ours does not hold.
fn more(copy: &Path, keys: &Keys, vault: &VaultId, ours: Head) -> rusqlite::Result<Option<Head>> {
    let conn = database::connect(copy, &keys.key, Mode::Read)?;
    let head = Tail::read(&conn, vault)?.head;
    let differs =
        head.seq > ours.seq || verify::journal_hash_at(&keys.source, head.seq)? != Some(head.hash);
    Ok(differs.then_some(head))
}

impl BackupJob {
    /// Looks into the newest backup beside the one to be made that is not known yet. What cannot be read or
    /// opened is nobody's trouble here.
    ///
    /// # Errors
    /// [`BackupError::Stopped`].
    pub(super) fn look_beside(
        &self,
        to: &Path,
        stop: &Stop,
    ) -> Result<Option<Looked>, BackupError> {
        let folder = to.parent().unwrap_or(Path::new("."));
        let Ok(listed) = keep::list(folder, &self.vault) else {
            return Ok(None);
        };
        let unknown = listed
            .into_iter()
            .filter(|file| self.known.since.is_none_or(|since| file.kept.made > since))
            .filter(|file| file.bytes <= LARGEST)
            .filter_map(|file| {
                let (_, header, slots) = read::begin(&file.path).ok()?;
                (slots.vault == self.vault).then(|| (file.path, mark(&header.database_hash)))
            })
            .find(|(_, mark)| !self.known.marks.contains(mark));
        let Some((path, mark)) = unknown else {
            return Ok(None);
        };
        let unpacked = read::unpack(&path, &self.copy, stop);
        stop.check()?;
        let other = match unpacked {
            Ok(_) => self.keys.with(|keys| {
                Ok(more(&self.copy, keys, &self.vault, self.journal)
                    .ok()
                    .flatten())
            })?,
            Err(_) => None,
        };
        remove_copy(&self.copy);
        Ok(Some(Looked { path, mark, other }))
    }
}

impl Vault {
    /// What is known of the backups of this vault.
    pub(super) fn known_backups(&self) -> Result<Known, StoreError> {
        let restored = self.journal_page(&JournalQuery {
            kinds: vec![RESTORED.to_owned()],
            limit: 1,
            ..JournalQuery::default()
        })?;
        Ok(Known {
            marks: notices::remembered(&self.conn, Remembered::Backups)?,
            since: restored
                .first()
                .and_then(|entry| DateTime::parse_from_rfc3339(&entry.recorded).ok())
                .map(|at| at.naive_local()),
        })
    }

    /// Remembers a backup that was made and one that was looked into, and tells what was found.
    pub(super) fn note_looked(
        &mut self,
        made: &[u8; 32],
        looked: Option<&Looked>,
        now: &Stamp,
    ) -> Result<(), StoreError> {
        notices::remember(&self.conn, Remembered::Backups, mark(made))?;
        let Some(looked) = looked else {
            return Ok(());
        };
        notices::remember(&self.conn, Remembered::Backups, looked.mark)?;
        if let Some(head) = looked.other {
            let copy = OtherCopy::at(CopyPlace::Backup, looked.path.clone(), head);
            if !notices::is_told(&self.conn, copy.mark)? {
                self.notice(copy.notice(), now)?;
            }
            self.copies.push(copy);
        }
        Ok(())
    }
}
