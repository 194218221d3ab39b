//! What else the vault reaches that may hold an erased case: copies of before an update in its own folder,
//! records kept from before a restore, backups.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use rusqlite::{OptionalExtension, TransactionBehavior, params};
use serde::Deserialize;
use stepwise_core::chain::Head;

use super::{Erasing, destroy, is_erased, sweep};
use crate::backup::{BackupError, BackupFile, Listed, Stop};
use crate::cases;
use crate::database;
use crate::error::{OpenError, StoreError};
use crate::files::{self, DATABASE, FolderLock, NoLock};
use crate::ids::CaseId;
use crate::journal::{BACKED_UP, Tail};
use crate::migrate::{self, MIGRATIONS};
use crate::secret::Usage;
use crate::state;
use crate::vault::{Stamp, Vault};

/// What became of a case in a record kept from before a restore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// It was there, and is erased.
    Erased,
    /// It is not there, or was erased there before.
    NotThere,
}

/// A backup that still holds an erased case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreached {
    /// The backup.
    pub backup: Listed,
    /// The day on which the keeping rule gives it up at the latest, if backups go on being made. None where
    /// no rule does: its own date is not yet here, or it was made by a record that was restored elsewhere.
    pub until: Option<NaiveDate>,
}

/// What the journal says of a backup. Those of before this was written down have no name.
#[derive(Deserialize)]
struct BackedUp {
    journal: Head,
    #[serde(default)]
    name: Option<String>,
}

/// Takes away the copies of before an update: they are under the vault's own key and hold all that it
/// held then. Says how many went, and how many could not.
pub(super) fn remove_older_copies(folder: &Path) -> (usize, usize) {
    let Ok(entries) = fs::read_dir(folder) else {
        return (0, 0);
    };
    let copies = entries.filter_map(Result::ok).filter(|entry| {
        let name = entry.file_name();
        let name = name.to_str();
        let whole = name.map(|name| files::whole_name(name).unwrap_or(name));
        whole.is_some_and(migrate::is_copy)
    });
    let (mut gone, mut left) = (0, 0);
    for copy in copies {
        match fs::remove_file(copy.path()) {
            Ok(()) => gone += 1,
            Err(_) => left += 1,
        }
    }
    (gone, left)
}

impl Vault {
    /// Erases a case in another folder of this same vault, such as one kept from before a restore, with all
    /// that belongs to it there. That vault is not unlocked; this one's key opens it.
    ///
    /// # Errors
    /// [`OpenError`]: it is in use, damaged, of another vault, or under another key. It is as it was. Stopped after
    /// the deleting, it is swept when it is opened.
    pub fn erase_in(
        &self,
        folder: &Path,
        erasing: &Erasing<'_>,
        stop: &Stop,
    ) -> Result<Elsewhere, OpenError> {
        let _lock = FolderLock::take(folder).map_err(|error| match error {
            NoLock::Held => OpenError::InUse,
            NoLock::Io(error) => error.into(),
        })?;
        let key = self.key.derive(Usage::Database);
        let (mut conn, version) = database::open(&folder.join(DATABASE), &key)?;
        if database::meta(&conn, "vault")?.as_deref() != Some(&self.id.as_bytes()[..]) {
            return Err(OpenError::DatabaseDamaged);
        }
        if cases::head_in(&conn, erasing.case)?.is_none() {
            return Ok(Elsewhere::NotThere);
        }
        migrate::bring_up_to_date(&mut conn, version, &MIGRATIONS, folder, &key)?;
        database::settle(&conn)?;
        if is_erased(&conn, erasing.case)? {
            return Ok(Elsewhere::NotThere);
        }
        let tail = Tail::read(&conn, &self.id)?;
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (tail, _) = destroy(&tx, tail, erasing, false)?;
        tx.commit()?;
        sweep::sweep(&mut conn, folder, (&self.id, &self.key), stop)?;
        remove_older_copies(folder);
        state::write(folder, self.id, tail.head, &self.key)?;
        Ok(Elsewhere::Erased)
    }

    /// This vault's backups in a folder that may hold a case: those made since it was opened, and before
    /// it was erased where it was. The newest first.
    ///
    /// # Errors
    /// [`BackupError`]: the folder cannot be read; [`StoreError::NoSuchCase`].
    pub fn backups_holding(
        &self,
        folder: &Path,
        case: CaseId,
        now: &Stamp,
    ) -> Result<Vec<Unreached>, BackupError> {
        let (from, to) = self.held_between(case)?;
        let clean = self.backups_since(case)?;
        let all = self.backups_in(folder)?;
        let until = self.backup_names()?.given_up(&all, now);
        let holding = all.into_iter().zip(until).filter(|(one, _)| {
            let made = one.kept.made;
            let name = one.path.file_name().map(|name| name.to_string_lossy());
            if name.is_some_and(|name| clean.iter().any(|clean| *clean == name)) {
                return false;
            }
            from.is_none_or(|from| made >= from) && to.is_none_or(|to| made <= to)
        });
        Ok(holding
            .map(|(backup, until)| Unreached { backup, until })
            .collect())
    }

    /// Between which moments, by the clock on the wall, a backup may have taken the case in.
    fn held_between(
        &self,
        case: CaseId,
    ) -> Result<(Option<NaiveDateTime>, Option<NaiveDateTime>), StoreError> {
        let wall = |text: &str| {
            let at = DateTime::parse_from_rfc3339(text).ok();
            at.map(|at| at.naive_local())
        };
        let opened = wall(&self.case(case)?.opened);
        let erased = self.erasures()?.into_iter().find(|e| e.case == case);
        // The clock on the wall goes back by an hour in autumn: a backup too many is named, rather than one
        // too few. One that is known to be of after the erasing is not among them.
        let hour = chrono::TimeDelta::hours(1);
        let erased = erased.and_then(|e| wall(&e.at));
        Ok((opened.map(|at| at - hour), erased.map(|at| at + hour)))
    }

    /// The names of backups that are known to have been made after a case was erased.
    fn backups_since(&self, case: CaseId) -> Result<Vec<String>, StoreError> {
        let mut statement = self.conn.prepare(
            "SELECT p.bytes FROM journal j JOIN journal_payloads p USING (seq)
             WHERE j.kind = ?1 AND j.seq > (SELECT journal FROM erased WHERE case_id = ?2)",
        )?;
        let rows =
            statement.query_map(params![BACKED_UP, case.0], |row| row.get::<_, Vec<u8>>(0))?;
        let mut names = Vec::new();
        for bytes in rows {
            let said: BackedUp = serde_json::from_slice(&bytes?)?;
            if said.journal.seq >= self.erased_at(case)?.unwrap_or(u64::MAX) {
                names.extend(said.name);
            }
        }
        Ok(names)
    }

    /// The place of its erasing in the journal; none where it was not erased.
    fn erased_at(&self, case: CaseId) -> Result<Option<u64>, StoreError> {
        let seq: Option<i64> = self
            .conn
            .prepare_cached("SELECT journal FROM erased WHERE case_id = ?1")?
            .query_row([case.0], |row| row.get(0))
            .optional()?;
        Ok(seq.map(database::to_u64))
    }

    /// Takes away this line's backups that hold an erased case, once a newer one without it was read again and found
    /// whole. Says how many went; what cannot be taken away stays and is listed again.
    ///
    /// # Errors
    /// [`BackupError`]: there is no newer backup, or it is not whole; then none was taken away.
    pub fn remove_backups_holding(
        &self,
        folder: &Path,
        case: CaseId,
        now: &Stamp,
    ) -> Result<usize, BackupError> {
        let erased = self
            .erased_at(case)?
            .ok_or(StoreError::Invalid("the case was not erased"))?;
        let names = self.backup_names()?;
        let mut own = self.backups_in(folder)?.into_iter();
        let newest = own.find(|one| names.is_own(one));
        let newest = newest.ok_or(BackupError::Empty)?;
        // Its journal goes as far as the erasing, so that the case is not in it.
        let verified = self.check_backup(&newest.path)?;
        if verified.journal.seq < erased {
            return Err(StoreError::Invalid("the newest backup still holds the case").into());
        }
        let holding = self.backups_holding(folder, case, now)?;
        let ours = holding
            .into_iter()
            .filter(|one| names.is_own(&one.backup))
            .map(|one| one.backup.path)
            .filter(|path: &PathBuf| *path != newest.path)
            .filter(|path| BackupFile::look(path).is_ok_and(|file| file.vault == self.id));
        Ok(ours.filter(|path| fs::remove_file(path).is_ok()).count())
    }
}
