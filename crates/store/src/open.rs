//! Looking at a vault, and opening it. Opening never makes anything that is missing.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Utc};
use ed25519_dalek::SigningKey;
use rusqlite::TransactionBehavior;
use serde_json::json;
use zeroize::Zeroizing;

use crate::database;
use crate::error::{OpenError, StoreError};
use crate::files::{self, DATABASE, FolderLock, NoLock, SLOTS, SLOTS_PREVIOUS};
use crate::ids::{SlotId, VaultId};
use crate::journal::{Draft, NOTICED, Tail, UNLOCK_FAILED, UNLOCKED};
use crate::migrate::{self, MIGRATIONS};
use crate::recovery::RecoveryKey;
use crate::secret::{Passphrase, Usage, VaultKey};
use crate::slot::{NotOpened, SealedSlot, Slot, SlotKind};
use crate::slot_file::SlotFile;
use crate::state::{self, Anchor};
use crate::tries::Tries;
use crate::vault::{Stamp, Vault};
use crate::verify;

/// Up to this size the whole file is checked page by page at opening (about 0.1 s); a larger one
/// when [`Vault::verify_all`] is called.
const CHECK_UP_TO: u64 = 32 * 1024 * 1024;

/// What is in a folder, as far as can be said without a key.
#[derive(Debug)]
pub enum Presence {
    /// No vault: neither keys nor a database.
    None,
    /// A vault that can be unlocked.
    Ready {
        /// Names it.
        vault: VaultId,
        /// Who can open it, by label; recovery keys are left out.
        people: Vec<Slot>,
    },
    /// A vault that cannot be opened as it is; the error is the one opening would give.
    Damaged(OpenError),
}

/// Something noticed while opening, to be told to the person. It is in the journal too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// The database is older than the vault's own note of it: an earlier copy was put back, or
    /// entries were lost.
    RolledBack {
        /// Where the journal stood when it was noted last.
        anchored: u64,
        /// Where it stands now.
        found: u64,
    },
    /// The journal holds another entry at the place that was noted.
    HistoryDiffers {
        /// That place.
        anchored: u64,
    },
    /// The note is missing.
    AnchorMissing,
    /// The note cannot be read, or another vault wrote it.
    AnchorUnreadable,
    /// The slot file was damaged or missing, and the one before it was used.
    SlotsRestored,
    /// Another person's or a recovery key's slot is damaged, and there is no whole copy of it.
    SlotDamaged {
        /// The slot.
        slot: SlotId,
    },
    /// The slot file is older than the vault's own note of it: an earlier copy was put back, and
    /// an older passphrase may open the vault.
    SlotsOlder,
}

impl Notice {
    fn name(self) -> &'static str {
        match self {
            Self::RolledBack { .. } => "rolled-back",
            Self::HistoryDiffers { .. } => "history-differs",
            Self::AnchorMissing => "anchor-missing",
            Self::AnchorUnreadable => "anchor-unreadable",
            Self::SlotsRestored => "slots-restored",
            Self::SlotDamaged { .. } => "slot-damaged",
            Self::SlotsOlder => "slots-older",
        }
    }
}

impl Vault {
    /// Looks at a folder without writing anything.
    pub fn inspect(folder: &Path) -> Presence {
        match look(folder) {
            Ok(slots) => Presence::Ready {
                vault: slots.vault,
                people: slots
                    .slots
                    .iter()
                    .filter(|s| s.kind == SlotKind::Person)
                    .map(SealedSlot::public)
                    .collect(),
            },
            Err(OpenError::NoVault) => Presence::None,
            Err(error) => Presence::Damaged(error),
        }
    }

    /// Seconds until the next passphrase may be tried.
    pub fn wait_before_try(folder: &Path, now: DateTime<Utc>) -> u64 {
        Tries::read(folder).wait(now)
    }

    /// Opens a vault with a passphrase: that person's, or anyone's when `who` is none.
    ///
    /// # Errors
    /// [`OpenError`]; the vault is then as it was, and a wrong passphrase is counted.
    pub fn open_with_passphrase(
        folder: &Path,
        who: Option<SlotId>,
        passphrase: &Passphrase,
        now: &Stamp,
    ) -> Result<Self, OpenError> {
        let mut opening = Opening::begin(folder, now)?;
        let at = now.at.to_utc();
        if opening.tries.clock_went_back(at) {
            opening.tries.restart(at);
            opening.tries.write(folder)?;
        }
        let wait_seconds = opening.tries.wait(at);
        if wait_seconds > 0 {
            return Err(OpenError::TooSoon { wait_seconds });
        }
        match opening.unseal(SlotKind::Person, who, passphrase.as_bytes())? {
            Some((key, slot)) => opening.finish(key, &slot),
            None => {
                let wait_seconds = opening.tries.fail(at);
                opening.tries.write(folder)?;
                Err(OpenError::WrongPassphrase {
                    failures: opening.tries.failures,
                    wait_seconds,
                })
            }
        }
    }

    /// Opens a vault with a recovery key. Failed tries of a passphrase do not make it wait.
    ///
    /// # Errors
    /// [`OpenError`]; the vault is then as it was.
    pub fn open_with_recovery(
        folder: &Path,
        key: &RecoveryKey,
        now: &Stamp,
    ) -> Result<Self, OpenError> {
        let mut opening = Opening::begin(folder, now)?;
        match opening.unseal(SlotKind::Recovery, None, key.as_bytes())? {
            Some((key, slot)) => opening.finish(key, &slot),
            None => {
                opening.tries.fail_recovery(now.at.to_utc());
                opening.tries.write(folder)?;
                Err(OpenError::WrongRecoveryKey)
            }
        }
    }
}

/// What can be read without a key, or why it cannot.
fn look(folder: &Path) -> Result<SlotFile, OpenError> {
    read(folder).map(|found| found.file)
}

fn read(folder: &Path) -> Result<crate::slot_file::Found, OpenError> {
    let database = folder.join(DATABASE);
    let any = [&database, &folder.join(SLOTS), &folder.join(SLOTS_PREVIOUS)]
        .into_iter()
        .any(|path| fs::symlink_metadata(path).is_ok());
    if !any {
        return Err(OpenError::NoVault);
    }
    database::look(&database)?;
    SlotFile::read(folder)
}

/// A vault on its way to being open: locked by us, not yet unlocked.
pub(crate) struct Opening<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) lock: FolderLock,
    pub(crate) slots: SlotFile,
    pub(crate) restored: bool,
    pub(crate) tries: Tries,
    pub(crate) now: &'a Stamp,
}

impl<'a> Opening<'a> {
    fn begin(folder: &'a Path, now: &'a Stamp) -> Result<Self, OpenError> {
        let found = read(folder)?;
        let lock = FolderLock::take(folder).map_err(|error| match error {
            NoLock::Held => OpenError::InUse,
            NoLock::Io(error) => error.into(),
        })?;
        files::check_writable(folder)?;
        let tries = Tries::read(folder);
        Ok(Self {
            folder,
            lock,
            slots: found.file,
            restored: found.restored,
            tries,
            now,
        })
    }

    /// Tries a secret on the slots of one kind; none when it opens none of them.
    fn unseal(
        &self,
        kind: SlotKind,
        who: Option<SlotId>,
        secret: &[u8],
    ) -> Result<Option<(VaultKey, SealedSlot)>, OpenError> {
        let mut damaged = None;
        let mut tried = 0usize;
        let wanted = |slot: &&SealedSlot| slot.kind == kind && who.is_none_or(|who| slot.id == who);
        for slot in self.slots.slots.iter().filter(wanted) {
            match slot.unseal(&self.slots.vault, secret) {
                Ok(key) => return Ok(Some((key, slot.clone()))),
                Err(NotOpened::Wrong) => tried += 1,
                Err(NotOpened::Damaged) => damaged = damaged.or(Some(slot.id)),
                Err(NotOpened::Kdf(error)) => return Err(OpenError::Kdf(error)),
            }
        }
        match (damaged, tried) {
            // With a damaged slot in hand nobody can say that the secret is wrong.
            (Some(slot), _) => Err(OpenError::SlotDamaged { slot }),
            (None, 0) => Err(OpenError::NoSuchSlot),
            (None, _) => Ok(None),
        }
    }

    /// Opens the database with the vault key, checks it, and writes down that it was opened.
    pub(crate) fn finish(self, key: VaultKey, slot: &SealedSlot) -> Result<Vault, OpenError> {
        let Self {
            folder,
            lock,
            slots,
            restored,
            tries,
            now,
        } = self;
        // The MAC covers all slots, so it says nothing once one of them is damaged: whoever holds
        // another slot can still get in, and is told.
        let damaged = slots.damaged();
        if damaged.is_none() && !slots.is_authentic(&key) {
            return Err(OpenError::SlotsAltered);
        }
        let id = slots.vault;
        let path = folder.join(DATABASE);
        let database_key = key.derive(Usage::Database);
        let (mut conn, version) = database::open(&path, &database_key)?;
        if database::meta(&conn, "vault")?.as_deref() != Some(&id.as_bytes()[..]) {
            return Err(OpenError::DatabaseDamaged);
        }
        if fs::metadata(&path)?.len() <= CHECK_UP_TO {
            database::check_pages(&conn)?;
        }
        migrate::bring_up_to_date(&mut conn, version, &MIGRATIONS, folder, &database_key)?;
        database::settle(&conn)?;
        let signing = signing_key(&conn)?;
        let tail = Tail::read(&conn, &id)?;

        let mut notices = Vec::new();
        notices.extend(compare_anchor(
            &conn,
            state::read(folder, &id, &key),
            &tail,
        )?);
        if restored {
            notices.push(Notice::SlotsRestored);
        }
        if let Some(slot) = damaged {
            notices.push(Notice::SlotDamaged { slot });
        }
        if noted_generation(&conn)? > slots.generation {
            notices.push(Notice::SlotsOlder);
        }

        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let tail = write_down(&tx, tail, &tries, &notices, slot, now)?;
        // Never lowered: an older slot file is noticed each time, until a new one is written.
        let generation = noted_generation(&tx)?.max(slots.generation);
        database::put_meta(&tx, "slots-generation", &generation.to_be_bytes())?;
        tx.commit()?;
        if !tries.is_empty() {
            Tries::clear(folder)?;
        }
        if !restored && damaged.is_none() {
            slots.settle(folder)?;
        }
        let mut vault = Vault {
            conn,
            folder: folder.to_owned(),
            id,
            key,
            signing,
            slots,
            unlocked_by: slot.public(),
            notices,
            journal: tail,
            anchored: None,
            _lock: lock,
        };
        vault.anchor()?;
        Ok(vault)
    }
}

/// The store's own entries of an unlock.
fn write_down(
    tx: &rusqlite::Transaction<'_>,
    mut tail: Tail,
    tries: &Tries,
    notices: &[Notice],
    slot: &SealedSlot,
    now: &Stamp,
) -> Result<Tail, StoreError> {
    let mut entries = Vec::new();
    if !tries.is_empty() {
        let said = json!({ "passphrase": tries.failures, "recovery": tries.recovery, "times": tries.times });
        entries.push((UNLOCK_FAILED, said));
    }
    for notice in notices {
        let mut said = json!({ "notice": notice.name() });
        if let Notice::RolledBack { anchored, found } = notice {
            said = json!({ "notice": notice.name(), "anchored": anchored, "found": found });
        }
        entries.push((NOTICED, said));
    }
    entries.push((UNLOCKED, json!({ "slot": slot.id, "kind": slot.kind })));
    for (kind, payload) in &entries {
        let draft = Draft {
            kind,
            payload,
            at: now.at,
            zone: &now.zone,
            actor: &slot.label,
            subject: None,
        };
        tail = tail.write(tx, &draft)?;
    }
    Ok(tail)
}

fn signing_key(conn: &rusqlite::Connection) -> Result<SigningKey, OpenError> {
    let seed =
        Zeroizing::new(database::meta(conn, "signing-seed")?.ok_or(OpenError::DatabaseDamaged)?);
    let seed: &[u8; 32] = seed
        .as_slice()
        .try_into()
        .map_err(|_| OpenError::DatabaseDamaged)?;
    Ok(SigningKey::from_bytes(seed))
}

fn noted_generation(conn: &rusqlite::Connection) -> Result<u64, OpenError> {
    let bytes = database::meta(conn, "slots-generation")?.ok_or(OpenError::DatabaseDamaged)?;
    Ok(u64::from_be_bytes(
        bytes.try_into().map_err(|_| OpenError::DatabaseDamaged)?,
    ))
}

fn compare_anchor(
    conn: &rusqlite::Connection,
    anchor: Anchor,
    tail: &Tail,
) -> Result<Option<Notice>, OpenError> {
    let anchored = match anchor {
        Anchor::At(head) => head,
        Anchor::Missing => return Ok(Some(Notice::AnchorMissing)),
        Anchor::Unreadable => return Ok(Some(Notice::AnchorUnreadable)),
    };
    if anchored.seq > tail.head.seq {
        return Ok(Some(Notice::RolledBack {
            anchored: anchored.seq,
            found: tail.head.seq,
        }));
    }
    let found = verify::journal_hash_at(conn, anchored.seq)?;
    Ok(
        (found != Some(anchored.hash)).then_some(Notice::HistoryDiffers {
            anchored: anchored.seq,
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::create::Setup;
    use crate::kdf::KdfCost;

    #[test]
    fn a_foreign_and_a_newer_database_each_say_so_and_stay_as_they_are() {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("vault");
        let passphrase = Passphrase::new("gravel".into());
        let at = DateTime::parse_from_rfc3339("2026-11-20T09:00:00+00:00").unwrap();
        let now = Stamp {
            at,
            zone: "Europe/London".into(),
        };
        let setup = Setup {
            person: "p1",
            passphrase: &passphrase,
            cost: KdfCost::for_tests(),
            now: now.clone(),
        };
        let (vault, _) = Vault::create(&folder, setup).unwrap();
        let key = vault.key.derive(Usage::Database);
        vault.lock().unwrap();
        let open = || Vault::open_with_passphrase(&folder, None, &passphrase, &now);
        let path = folder.join(DATABASE);
        let change = |sql: &str| {
            let conn = database::connect(&path, &key, database::Mode::Write).unwrap();
            conn.execute_batch(sql).unwrap();
            conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
                .unwrap();
        };

        change("PRAGMA user_version = 99");
        let before = fs::read(&path).unwrap();
        assert!(matches!(
            open(),
            Err(OpenError::NewerSchema {
                found: 99,
                supported: 1
            })
        ));
        assert_eq!(fs::read(&path).unwrap(), before);
        change("PRAGMA user_version = 1; PRAGMA application_id = 7");
        assert!(matches!(
            open(),
            Err(OpenError::ForeignDatabase { application_id: 7 })
        ));
        change(&format!(
            "PRAGMA application_id = {}; DELETE FROM meta WHERE key = 'sentinel'",
            database::APPLICATION_ID
        ));
        assert!(matches!(open(), Err(OpenError::DatabaseDamaged)));
        change("INSERT INTO meta VALUES ('sentinel', CAST('stepwise vault' AS BLOB))");
        open().unwrap();
    }
}
