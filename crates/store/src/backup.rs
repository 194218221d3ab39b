//! Backups: one file with the slot file and the database under a key of its own. `FORMAT.md` has
//! its layout.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::StepResult;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use stepwise_core::chain::Head;

use crate::database::{self, Mode};
use crate::error::{BackupError, StoreError};
use crate::files;
use crate::journal::{BACKED_UP, Draft};
use crate::secret::Usage;
use crate::settings;
use crate::slot_file::SlotFile;
use crate::vault::{Stamp, Vault};
use crate::verify::{self, Verified};

const MAGIC: &[u8; 16] = b"stepwise backup\n";
const FORMAT: u32 = 1;
/// Magic, format, two lengths, two hashes.
const HEADER: usize = 16 + 4 + 8 + 8 + 32 + 32;
/// The setting with the time of the last backup.
const LAST: &str = "store.last-backup";
const MAX_SLOTS: u64 = 256 * 1024;

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
}

/// Copies a database under a key, reads the copy again, and puts it in place whole.
pub(crate) fn copy_verified(
    conn: &Connection,
    to: &Path,
    key: &[u8; 32],
) -> Result<(), BackupError> {
    let partial = files::partial(to);
    let made = copy(conn, &partial, key).and_then(|()| check_copy(&partial, key, |_| Ok(())));
    if let Err(error) = made {
        remove_copy(&partial);
        return Err(error);
    }
    fs::rename(&partial, to)?;
    Ok(files::sync_folder_of(to)?)
}

fn copy(conn: &Connection, to: &Path, key: &[u8; 32]) -> Result<(), BackupError> {
    remove_copy(to);
    drop(files::private().create_new(true).open(to)?);
    let mut target = database::connect(to, key, Mode::Make)?;
    {
        let backup = rusqlite::backup::Backup::new(conn, &mut target)?;
        // In one step: no other writer can come between, and a copy is of one moment.
        match backup.step(-1)? {
            StepResult::Done => {}
            _ => {
                return Err(BackupError::Store(StoreError::Invalid(
                    "the database is busy",
                )));
            }
        }
    }
    // The copy stands alone: no log beside it.
    target.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    drop(target);
    Ok(File::options().write(true).open(to)?.sync_all()?)
}

/// Opens a copy for reading and checks all of it.
fn check_copy<T>(
    path: &Path,
    key: &[u8; 32],
    more: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, BackupError> {
    let not_whole = |error: StoreError| BackupError::NotWhole(Box::new(error));
    let conn = database::connect(path, key, Mode::Read)?;
    if database::check(&conn).is_err() {
        return Err(not_whole(StoreError::Altered(crate::Damage::File)));
    }
    database::check_pages(&conn).map_err(not_whole)?;
    database::check_structure(&conn).map_err(not_whole)?;
    more(&conn).map_err(not_whole)
}

/// Only ever a file this module made under a name of its own.
fn remove_copy(path: &Path) {
    for end in ["", "-journal", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        let _ = fs::remove_file(PathBuf::from(name));
    }
}

/// Passes everything on, and takes its hash.
fn pass(from: &mut impl Read, to: &mut impl Write) -> io::Result<([u8; 32], u64)> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0u8; 64 * 1024];
    let mut size = 0u64;
    loop {
        let count = from.read(&mut buffer)?;
        let Some(part) = buffer.get(..count).filter(|part| !part.is_empty()) else {
            return Ok((hasher.finalize().into(), size));
        };
        hasher.update(part);
        to.write_all(part)?;
        size += part.len() as u64;
    }
}

fn header(slots: &[u8], slots_hash: [u8; 32], size: u64, hash: [u8; 32]) -> Vec<u8> {
    let mut out = Vec::with_capacity(HEADER);
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&FORMAT.to_be_bytes());
    out.extend_from_slice(&(slots.len() as u64).to_be_bytes());
    out.extend_from_slice(&size.to_be_bytes());
    out.extend_from_slice(&slots_hash);
    out.extend_from_slice(&hash);
    out
}

/// Takes a backup apart: its slot file, and its database written to `database`.
pub(crate) fn unpack(path: &Path, database: &Path) -> Result<SlotFile, BackupError> {
    let mut file = File::open(path)?;
    let mut head = [0u8; HEADER];
    file.read_exact(&mut head)
        .map_err(|_| BackupError::NotABackup)?;
    let mut rest = &head[..];
    let mut take = |count: usize| {
        let (part, left) = rest.split_at_checked(count).unwrap_or((&[], &[]));
        rest = left;
        part
    };
    let number = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0u64, |sum, byte| (sum << 8) | u64::from(*byte))
    };
    if take(16) != MAGIC || number(take(4)) != u64::from(FORMAT) {
        return Err(BackupError::NotABackup);
    }
    let (slots_size, size) = (number(take(8)), number(take(8)));
    let (slots_hash, hash) = (take(32), take(32));
    if slots_size > MAX_SLOTS {
        return Err(BackupError::NotABackup);
    }
    let damaged = || BackupError::NotWhole(Box::new(StoreError::Altered(crate::Damage::File)));
    let mut slots = Vec::new();
    let (found, _) = pass(&mut (&mut file).take(slots_size), &mut slots)?;
    if found != slots_hash {
        return Err(damaged());
    }
    let mut out = files::private().create_new(true).open(database)?;
    let (found, found_size) = pass(&mut file, &mut out)?;
    out.sync_all()?;
    if found != hash || found_size != size {
        return Err(damaged());
    }
    SlotFile::parse(&slots).map_err(|_| damaged())
}

impl Vault {
    /// Writes a backup: copied, read again, checked, and only then put in place under `path`,
    /// which replaces an earlier file of that name. A note of it is kept in the journal.
    ///
    /// # Errors
    /// [`BackupError`]; an earlier file of that name is as it was.
    pub fn backup_to(&mut self, path: &Path, now: &Stamp) -> Result<Backup, BackupError> {
        self.anchor()?;
        let mut copy = path.as_os_str().to_owned();
        copy.push(".db");
        let (copy, partial) = (files::partial(Path::new(&copy)), files::partial(path));
        let made = self.make_backup(&copy, &partial);
        remove_copy(&copy);
        let (sha256, bytes) = match made {
            Ok(made) => made,
            Err(error) => {
                let _ = fs::remove_file(&partial);
                return Err(error);
            }
        };
        fs::rename(&partial, path)?;
        files::sync_folder_of(path)?;
        let backup = Backup {
            path: path.to_owned(),
            bytes,
            sha256,
            journal: self.journal.head,
        };
        self.note_backup(&backup, now)?;
        Ok(backup)
    }

    fn make_backup(
        &self,
        copy_path: &Path,
        partial: &Path,
    ) -> Result<([u8; 32], u64), BackupError> {
        let key = self.key.derive(Usage::Backup);
        copy(&self.conn, copy_path, &key)?;
        check_copy(copy_path, &key, |conn| verify::all(conn, &self.id))?;
        let slots = self.slots.to_bytes().map_err(StoreError::from)?;
        let (hash, size) = pass(&mut File::open(copy_path)?, &mut io::sink())?;
        let mut file = files::private().create(true).truncate(true).open(partial)?;
        file.write_all(&header(&slots, Sha256::digest(&slots).into(), size, hash))?;
        file.write_all(&slots)?;
        let (written, _) = pass(&mut File::open(copy_path)?, &mut file)?;
        file.sync_all()?;
        drop(file);
        // The file itself once more, as it will be kept: what is in it is what was checked.
        remove_copy(copy_path);
        let slots = unpack(partial, copy_path)?;
        if written != hash || !slots.is_authentic(&self.key) {
            return Err(BackupError::NotWhole(Box::new(StoreError::Altered(
                crate::Damage::File,
            ))));
        }
        Ok((hash, fs::metadata(partial)?.len()))
    }

    fn note_backup(&mut self, backup: &Backup, now: &Stamp) -> Result<(), BackupError> {
        let said = json!({ "journal": backup.journal, "bytes": backup.bytes });
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
        settings::put(&tx, LAST, &Value::String(now.text()))?;
        let tail = self.journal.clone().write(&tx, &draft)?;
        tx.commit()?;
        self.journal = tail;
        Ok(self.anchor()?)
    }

    /// Reads a backup of this vault and checks all of it. Takes room for its database beside it
    /// meanwhile, encrypted as it is.
    ///
    /// # Errors
    /// [`BackupError`].
    pub fn check_backup(&self, path: &Path) -> Result<Verified, BackupError> {
        let mut name = path.as_os_str().to_owned();
        name.push(".check");
        let copy = files::partial(Path::new(&name));
        remove_copy(&copy);
        let key = self.key.derive(Usage::Backup);
        let checked = unpack(path, &copy)
            .and_then(|_| check_copy(&copy, &key, |conn| verify::all(conn, &self.id)));
        remove_copy(&copy);
        checked
    }

    /// When the last backup was made, RFC 3339; none when there was none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_backup(&self) -> Result<Option<String>, StoreError> {
        Ok(self
            .setting(LAST)?
            .and_then(|value| value.as_str().map(str::to_owned)))
    }
}
