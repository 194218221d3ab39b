//! Restoring: a backup is made into a whole vault in a folder of its own, checked there, and looked
//! at; only then, if at all, it takes its place. The vault in use before is kept as it was.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};
use serde_json::{Value, json};
use stepwise_core::chain::Head;

use super::compare::{Comparison, compare};
use super::contents::{Contents, gather};
use super::copy::{copy, remove_copy, settle};
use super::keep::make_line;
use super::make::check_all;
use super::read::{begin, unpack};
use super::{BackupError, LAST, LAST_SEQ, LINE, MADE, Stop};
use crate::database::{self, Mode};
use crate::error::{OpenError, StoreError};
use crate::files::{DATABASE, FolderLock, NoLock};
use crate::home::Home;
use crate::journal::{Draft, RESTORED, Tail};
use crate::migrate::{self, MIGRATIONS};
use crate::placing::{Built, Workshop};
use crate::quick;
use crate::recovery::RecoveryKey;
use crate::secret::{Passphrase, Usage, VaultKey};
use crate::settings;
use crate::slot::{SealedSlot, Slot, SlotKind};
use crate::slot_file::SlotFile;
use crate::state::{self, Anchor};
use crate::used::Used;
use crate::vault::{Stamp, Vault};

/// What opens a backup.
#[derive(Clone, Copy, Debug)]
pub enum Secret<'a> {
    /// A passphrase of the time when it was made.
    Passphrase(&'a Passphrase),
    /// A recovery key of that time.
    Recovery(&'a RecoveryKey),
}

/// A backup that was opened, made into a whole vault beside the one in use, and checked. Nothing in use
/// was touched. Dropping it takes that vault away again.
pub struct Restoration {
    /// Before the workshop, so that the database is closed before its folder goes.
    conn: Option<Connection>,
    workshop: Workshop,
    key: VaultKey,
    slots: SlotFile,
    slot: SealedSlot,
    contents: Contents,
    seen: Option<Head>,
}

impl std::fmt::Debug for Restoration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Restoration").finish_non_exhaustive()
    }
}

/// What a restore gives.
#[derive(Debug)]
pub struct Restored {
    /// The restored vault, open.
    pub vault: Vault,
    /// The folder of the vault that was in use before; none when there was none.
    pub before: Option<PathBuf>,
}

impl Restoration {
    /// Opens a backup and makes a whole vault of it, beside the one in use. It reads and writes all of
    /// it: for a large backup this takes a while.
    ///
    /// # Errors
    /// [`BackupError`] says what is wrong with the file or the secret; nothing is left behind.
    pub fn open(
        file: &Path,
        home: &Home,
        secret: Secret<'_>,
        stop: &Stop,
    ) -> Result<Self, BackupError> {
        let opened = Self::build(file, home, secret, stop);
        stop.excuse(opened)
    }

    fn build(
        file: &Path,
        home: &Home,
        secret: Secret<'_>,
        stop: &Stop,
    ) -> Result<Self, BackupError> {
        let (_, _, slots) = begin(file)?;
        // The secret first: it is what goes wrong most, and is soon said.
        let (key, slot) = unseal(&slots, secret)?;
        stop.check()?;
        if slots.damaged().is_none() && !slots.is_authentic(&key) {
            return Err(BackupError::KeysDamaged);
        }
        let here = |error: StoreError| BackupError::from(error).here();
        let workshop = Workshop::new(home).map_err(here)?;
        let folder = workshop.path();
        let incoming = folder.join("incoming.db");
        let (_, bytes) = unpack(file, &incoming, stop)?;
        let conn = rekey(&incoming, &folder.join(DATABASE), &key, &slots, stop)?;
        let verified = check_all(&conn, &slots.vault)?;
        let contents =
            gather(&conn, slots.vault, &verified, bytes).map_err(BackupError::not_whole)?;
        let seen = match state::read_beside(folder, &slots.vault, &key) {
            Anchor::At(head) => Some(head),
            _ => None,
        };
        Ok(Self {
            conn: Some(conn),
            workshop,
            key,
            slots,
            slot,
            contents,
            seen,
        })
    }

    /// What it holds. All of it was checked.
    pub fn contents(&self) -> &Contents {
        &self.contents
    }

    /// Which way in opened it.
    pub fn opened_by(&self) -> Slot {
        self.slot.public()
    }

    /// How far this computer last saw the journal of the same vault, whatever became of it since; none
    /// when it never did.
    pub fn seen(&self) -> Option<Head> {
        self.seen
    }

    /// Compares it with the vault in use.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn compare(&self, present: &Vault) -> Result<Comparison, StoreError> {
        match &self.conn {
            Some(conn) => compare(conn, &self.contents, present),
            None => Err(StoreError::Invalid("the backup was closed")),
        }
    }

    /// Puts it in the place of the vault in use, which must be locked, and opens it by what opened the
    /// backup. The vault before stays as it is, where it is; but a PIN is for the record in use.
    ///
    /// # Errors
    /// [`BackupError`]; the vault before is still the one in use.
    pub fn put_in_place(mut self, home: &Home, now: &Stamp) -> Result<Restored, BackupError> {
        let before = match home.vault() {
            Ok(folder) => Some(folder).filter(|folder| folder.exists()),
            Err(crate::HomeError::Missing | crate::HomeError::Damaged) => None,
            Err(error) => return Err(error.into()),
        };
        let _unused = before.as_deref().map(not_in_use).transpose()?;
        let head = self.write_down(now).map_err(here)?;
        let built = Built {
            slots: &self.slots,
            key: &self.key,
            slot: &self.slot,
            head,
            seen: (self.seen, &self.key),
        };
        let vault = built.take_place(self.workshop, home, now)?;
        // Where this fails, whoever puts the folder back by hand has the PIN as well.
        let _ = before.as_deref().map(quick::remove);
        Ok(Restored { vault, before })
    }

    /// Writes in the restored vault's journal that it was restored, and from what.
    fn write_down(&mut self, now: &Stamp) -> Result<Head, StoreError> {
        let Some(mut conn) = self.conn.take() else {
            return Err(StoreError::Invalid("the backup was closed"));
        };
        let said = json!({
            "journal": self.contents.journal,
            "made": self.contents.made,
            "seen": self.seen,
            "slot": self.slot.id,
        });
        let draft = Draft {
            kind: RESTORED,
            payload: &said,
            at: now.at,
            zone: &now.zone,
            actor: &self.slot.label,
            subject: None,
        };
        database::settle(&conn)?;
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let tail = Tail::read(&tx, &self.slots.vault)?.write(&tx, &draft)?;
        // The backup that it came from is its last one.
        if let Some(made) = &self.contents.made {
            settings::put(&tx, LAST, &Value::String(made.clone()))?;
            settings::put(&tx, LAST_SEQ, &json!(self.contents.journal.seq))?;
        }
        tx.execute("DELETE FROM meta WHERE key = ?1", [MADE])?;
        database::put_slots_generation(&tx, self.slots.generation)?;
        database::put_meta(&tx, LINE, make_line()?.as_bytes())?;
        tx.commit()?;
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(tail.head)
    }
}

/// Held while a restore takes the place of a vault: another window must not be writing in it.
fn not_in_use(folder: &Path) -> Result<Option<FolderLock>, BackupError> {
    match FolderLock::take(folder) {
        Ok(lock) => Ok(Some(lock)),
        Err(NoLock::Held) => Err(BackupError::Open(Box::new(OpenError::InUse))),
        // A damaged folder, or one that can only be read, is left as it is all the same.
        Err(NoLock::Io(_)) => Ok(None),
    }
}

fn here(error: StoreError) -> BackupError {
    BackupError::from(error).here()
}

fn unseal(slots: &SlotFile, secret: Secret<'_>) -> Result<(VaultKey, SealedSlot), BackupError> {
    let (kind, bytes, wrong) = match secret {
        Secret::Passphrase(typed) => (
            SlotKind::Person,
            typed.as_bytes(),
            BackupError::WrongPassphrase,
        ),
        Secret::Recovery(key) => (
            SlotKind::Recovery,
            key.as_bytes(),
            BackupError::WrongRecoveryKey,
        ),
    };
    match slots.unseal(kind, None, &Used::default(), bytes) {
        Ok(Some(opened)) => Ok(opened),
        Ok(None) => Err(wrong),
        Err(OpenError::Kdf(error)) => Err(BackupError::Kdf(error)),
        Err(_) => Err(BackupError::KeysDamaged),
    }
}

/// Copies the unpacked database under the vault's own key, brought up to date where it is older, and
/// takes the unpacked one away.
fn rekey(
    incoming: &Path,
    to: &Path,
    key: &VaultKey,
    slots: &SlotFile,
    stop: &Stop,
) -> Result<Connection, BackupError> {
    let source = database::connect(incoming, &key.derive(Usage::Backup), Mode::Read)?;
    stop.watch(&source);
    let version = database::check(&source).map_err(|error| match error {
        OpenError::NewerSchema { .. } => BackupError::Open(Box::new(error)),
        _ => BackupError::damaged(),
    })?;
    let noted = database::slots_generation(&source)?;
    // Keys that are older than the database beside them were put there by a hand.
    if noted.is_none_or(|noted| noted > slots.generation)
        || database::meta(&source, "vault")?.as_deref() != Some(&slots.vault.as_bytes()[..])
    {
        return Err(BackupError::damaged());
    }
    let own = key.derive(Usage::Database);
    let mut target = copy(&source, to, &own, stop).map_err(|error| match error {
        // What cannot be copied cannot be read: its hash was right, so it was backed up so.
        BackupError::Store(StoreError::Altered(damage)) => {
            BackupError::NotWhole(Box::new(StoreError::Altered(damage)))
        }
        other => other.here(),
    })?;
    drop(source);
    remove_copy(incoming);
    if (version as usize) < MIGRATIONS.len() {
        migrate::run(&mut target, version, &MIGRATIONS)?;
    }
    settle(target, to).map_err(BackupError::here)?;
    let conn = database::connect(to, &own, Mode::Write)?;
    stop.watch(&conn);
    Ok(conn)
}
