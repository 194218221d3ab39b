//! Making a backup: a copy under a key of its own, checked, wrapped, written, read again.

use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use stepwise_core::chain::Head;

use super::copy::{copy, remove_copy, sync};
use super::others::{Known, Looked};
use super::read::{self, holds, pass};
use super::stop::{Keys, Lent};
use super::{BackupError, HEADER, Header, LAST, LAST_SEQ, MADE, Stop};
use crate::database::{self, Mode};
use crate::error::StoreError;
use crate::files::{self, DATABASE};
use crate::ids::VaultId;
use crate::journal::{BACKED_UP, Draft, Tail};
use crate::secret::Usage;
use crate::settings;
use crate::slot_file::SlotFile;
use crate::vault::{Stamp, Vault};
use crate::verify::{self, Verified};

/// A backup that was made, read again and found whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Where.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// The SHA-256 of its database part.
    pub sha256: [u8; 32],
    /// Where the journal stood.
    pub journal: Head,
    /// The moment of which it is, RFC 3339.
    pub made: String,
    /// How long the copying and the writing took.
    pub writing: Duration,
    /// How long the checking took.
    pub checking: Duration,
    /// What was found in another backup beside it.
    pub(super) looked: Option<Looked>,
}

/// A backup to be made: of the moment at which it was asked for, whatever is saved meanwhile. It can
/// be done on another thread. Dropping it wipes its keys; so does stopping it, wherever it stands.
pub struct BackupJob {
    pub(super) keys: Lent,
    slots: Vec<u8>,
    pub(super) vault: VaultId,
    pub(super) journal: Head,
    made: String,
    pub(super) copy: PathBuf,
    pub(super) known: Known,
}

impl std::fmt::Debug for BackupJob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BackupJob")
            .field("journal", &self.journal.seq)
            .finish_non_exhaustive()
    }
}

impl BackupJob {
    /// Lets this wipe its keys from now on, before it is run, too.
    pub fn lend_to(&self, stop: &Stop) {
        stop.lend(&self.keys);
    }

    /// Makes it at that place: copied, checked, written, read again, and only then put there, where it
    /// replaces an earlier file of that name. [`Vault::note_backup`] then writes it down.
    ///
    /// # Errors
    /// [`BackupError`]; an earlier file of that name is as it was, and nothing else is left.
    pub fn run(self, to: &Path, stop: &Stop) -> Result<Backup, BackupError> {
        self.lend_to(stop);
        let partial = files::partial(to);
        let made = stop.check().and_then(|()| self.make(to, &partial, stop));
        self.keys.take_back();
        remove_copy(&self.copy);
        let placed = made.and_then(|made| {
            stop.check()?;
            fs::rename(&partial, to)?;
            files::sync_folder_of(to)?;
            Ok(made)
        });
        if placed.is_err() {
            let _ = fs::remove_file(&partial);
        }
        stop.excuse(placed)
    }

    fn make(&self, to: &Path, partial: &Path, stop: &Stop) -> Result<Backup, BackupError> {
        // First of all: a place that is gone or takes no file is said before an hour's work.
        let mut file = files::private()
            .read(true)
            .create(true)
            .truncate(true)
            .open(partial)?;
        let looked = self.look_beside(to, stop)?;
        let start = Instant::now();
        self.keys.with(|keys| {
            stop.watch(&keys.source);
            let target =
                copy(&keys.source, &self.copy, &keys.key, stop).map_err(BackupError::here)?;
            Ok(database::put_meta(&target, MADE, self.made.as_bytes())?)
        })?;
        sync(&self.copy).map_err(BackupError::here)?;
        let copied = start.elapsed();

        let start = Instant::now();
        self.keys.with(|keys| self.check(&keys.key, stop))?;
        // What is left to do is done with bytes that nobody can read.
        self.keys.take_back();
        let checked = start.elapsed();

        let start = Instant::now();
        let header = self.wrap(&mut file, stop)?;
        drop(file);
        let written = start.elapsed();

        let start = Instant::now();
        holds(partial, &header, stop)?;
        Ok(Backup {
            path: to.to_owned(),
            bytes: HEADER as u64 + header.slots + header.database,
            sha256: header.database_hash,
            journal: self.journal,
            made: self.made.clone(),
            writing: copied + written,
            checking: checked + start.elapsed(),
            looked,
        })
    }

    /// Checks the copy whole: what is written afterwards is these bytes.
    fn check(&self, key: &[u8; 32], stop: &Stop) -> Result<(), BackupError> {
        let conn = database::connect(&self.copy, key, Mode::Read)?;
        stop.watch(&conn);
        // Asked to stop before this statement could be interrupted.
        stop.check()?;
        let found = check_all(&conn, &self.vault)?;
        if found.journal != self.journal {
            return Err(BackupError::damaged());
        }
        Ok(())
    }

    fn wrap(&self, file: &mut File, stop: &Stop) -> Result<Header, BackupError> {
        file.write_all(&[0u8; HEADER])?;
        file.write_all(&self.slots)?;
        let mut copy = File::open(&self.copy).map_err(|e| BackupError::from(e).here())?;
        let (database_hash, database) = pass(&mut copy, file, stop)?;
        let header = Header {
            slots: self.slots.len() as u64,
            slots_hash: Sha256::digest(&self.slots).into(),
            database,
            database_hash,
        };
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&header.to_bytes())?;
        file.sync_all()?;
        Ok(header)
    }
}

/// Checks a copy: how its pages hang together, every chain and text, every document. Reading a page
/// checks that page against the check that it carries.
pub(crate) fn check_all(conn: &Connection, vault: &VaultId) -> Result<Verified, BackupError> {
    verify::whole(conn, vault).map_err(BackupError::not_whole)
}

impl Vault {
    /// Prepares a backup of this moment.
    ///
    /// # Errors
    /// [`BackupError::Store`]: the vault could not be read.
    pub fn backup_job(&mut self, now: &Stamp) -> Result<BackupJob, BackupError> {
        // An anchor that is behind is normal, and a full disk of its own is no reason to make no backup elsewhere.
        let _ = self.anchor();
        let source = database::connect(
            &self.folder.join(DATABASE),
            &self.key.derive(Usage::Database),
            Mode::Read,
        )?;
        // From the first reading on, this connection sees this moment.
        source.execute_batch("BEGIN")?;
        let journal = Tail::read(&source, &self.id)?.head;
        let slots = self.slots_for_backup(&source)?;
        Ok(BackupJob {
            keys: Lent::new(Keys {
                source,
                key: self.key.derive(Usage::Backup),
            }),
            slots,
            vault: self.id,
            journal,
            made: now.text(),
            copy: files::backup_copy(&self.folder)?,
            known: self.known_backups()?,
        })
    }

    /// The ways in, as a backup carries them. An older slot file that was put back here has a generation
    /// below the one noted, and a backup with it would be refused: it is written as of the one noted.
    fn slots_for_backup(&self, source: &Connection) -> Result<Vec<u8>, BackupError> {
        let noted = database::slots_generation(source)?.unwrap_or(0);
        let bytes = match noted > self.slots.generation && self.slots.damaged().is_none() {
            true => SlotFile::seal(self.id, noted, self.slots.slots.clone(), &self.key).to_bytes(),
            false => self.slots.to_bytes(),
        };
        Ok(bytes.map_err(StoreError::from)?)
    }

    /// Makes a backup here and now, and writes it down.
    ///
    /// # Errors
    /// [`BackupError`]; an earlier file of that name is as it was.
    pub fn backup_to(&mut self, path: &Path, now: &Stamp) -> Result<Backup, BackupError> {
        let backup = self.backup_job(now)?.run(path, &Stop::default())?;
        self.note_backup(&backup, now)?;
        Ok(backup)
    }

    /// Writes down a backup that was made.
    ///
    /// # Errors
    /// [`BackupError`]; the file is there all the same.
    pub fn note_backup(&mut self, backup: &Backup, now: &Stamp) -> Result<(), BackupError> {
        // By its name it is known later to be of after an erasing.
        let name = backup.path.file_name().map(|name| name.to_string_lossy());
        let said = json!({ "journal": backup.journal, "bytes": backup.bytes, "name": name });
        let actor = self.unlocked_by.label.clone();
        let draft = Draft {
            kind: BACKED_UP,
            payload: &said,
            at: now.at,
            zone: &now.zone,
            actor: &actor,
            subject: None,
        };
        let tx = self.conn.transaction()?;
        settings::put(&tx, LAST, &Value::String(backup.made.clone()))?;
        settings::put(&tx, LAST_SEQ, &json!(backup.journal.seq))?;
        let tail = self.journal.clone().write(&tx, &draft)?;
        tx.commit()?;
        self.journal = tail;
        self.note_looked(&backup.sha256, backup.looked.as_ref(), now)?;
        self.anchor()?;
        self.mark();
        Ok(())
    }

    /// Reads a backup of this vault and checks all of it. Takes room for its database in the vault's
    /// folder meanwhile, encrypted as it is.
    ///
    /// # Errors
    /// [`BackupError`].
    pub fn check_backup(&self, path: &Path) -> Result<Verified, BackupError> {
        let copy = files::backup_copy(&self.folder)?;
        let key = self.key.derive(Usage::Backup);
        let checked = read::unpack(path, &copy, &Stop::default()).and_then(|(slots, _)| {
            if !slots.is_authentic(&self.key) {
                return Err(BackupError::KeysDamaged);
            }
            let conn = database::connect(&copy, &key, Mode::Read)?;
            database::check(&conn).map_err(|_| BackupError::damaged())?;
            check_all(&conn, &self.id)
        });
        remove_copy(&copy);
        checked
    }

    /// The moment of the last backup, RFC 3339; none when there was none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_backup(&self) -> Result<Option<String>, StoreError> {
        Ok(self
            .setting(LAST)?
            .and_then(|value| value.as_str().map(str::to_owned)))
    }

    /// Whether anything was recorded, or anybody's way in changed, since the last backup. Unlocking and
    /// backing up do not count, nor do the caller's kinds of entries that only look.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn changed_since_backup(&self, looks: &[&str]) -> Result<bool, StoreError> {
        let last = self.setting(LAST_SEQ)?.and_then(|value| value.as_u64());
        let found: bool = self.conn.query_row(
            "SELECT EXISTS (SELECT 1 FROM journal WHERE seq > ?1 AND kind NOT IN (?2, ?3, ?4, ?5, ?6, ?7)
             AND kind NOT IN (SELECT value FROM json_each(?8)))",
            params![
                database::to_i64(last.unwrap_or(0)),
                BACKED_UP,
                crate::journal::UNLOCKED,
                crate::journal::UNLOCK_FAILED,
                crate::journal::LOCKED,
                crate::journal::NOTICED,
                crate::journal::CLOCK_WENT_BACK,
                json!(looks).to_string(),
            ],
            |row| row.get(0),
        )?;
        Ok(found)
    }
}
