//! A vault on its way to being open: locked by this process, unlocked, checked.

use std::fs;
use std::path::Path;

use ed25519_dalek::SigningKey;
use rusqlite::TransactionBehavior;
use serde_json::json;
use zeroize::Zeroizing;

use crate::copies::{self, Ours};
use crate::database;
use crate::error::{OpenError, StoreError};
use crate::files::{self, DATABASE, FolderLock, NoLock, SLOTS, SLOTS_PREVIOUS};
use crate::ids::SlotId;
use crate::journal::{Draft, NOTICED, Tail, UNLOCK_FAILED, UNLOCKED};
use crate::migrate::{self, MIGRATIONS};
use crate::notices;
use crate::open::Notice;
use crate::secret::{Usage, VaultKey};
use crate::slot::{SealedSlot, SlotKind};
use crate::slot_file::{Found, SlotFile};
use crate::state::{self, Anchor};
use crate::tries::Tries;
use crate::vault::{Stamp, Vault};
use crate::verify;

/// Up to this size the whole file is checked page by page at opening (about 0.1 s); a larger one
/// when [`Vault::verify_all`] is called.
const CHECK_UP_TO: u64 = 32 * 1024 * 1024;

/// What can be read without a key, or why it cannot.
pub(crate) fn look(folder: &Path) -> Result<SlotFile, OpenError> {
    read(folder).map(|found| found.file)
}

fn read(folder: &Path) -> Result<Found, OpenError> {
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
    pub(crate) fn begin(folder: &'a Path, now: &'a Stamp) -> Result<Self, OpenError> {
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

    /// As [`SlotFile::unseal`].
    pub(crate) fn unseal(
        &self,
        kind: SlotKind,
        who: Option<SlotId>,
        secret: &[u8],
    ) -> Result<Option<(VaultKey, SealedSlot)>, OpenError> {
        self.slots.unseal(kind, who, secret)
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
        // A whole folder that was put back carries an anchor of its own age: the note beside it does not.
        if notices.is_empty() {
            let seen = state::read_beside(folder, &id, &key);
            if matches!(seen, Anchor::At(_)) {
                notices.extend(compare_anchor(&conn, seen, &tail)?);
            }
        }
        if restored {
            notices.push(Notice::SlotsRestored);
        }
        if let Some(slot) = damaged {
            notices.push(Notice::SlotDamaged { slot: Some(slot) });
        }
        if noted_generation(&conn)? > slots.generation {
            notices.push(Notice::SlotsOlder);
        }
        let ours = Ours {
            folder,
            conn: &conn,
            slots: &slots,
            key: &key,
            head: tail.head,
        };
        let copies = copies::find(&ours)?;
        notices.extend(copies::untold(&conn, &copies)?);

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
            copies,
            journal: tail,
            anchored: None,
            _lock: lock,
        };
        vault.anchor()?;
        vault.mark();
        files::remove_backup_copies(folder);
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
        entries.push((NOTICED, serde_json::to_value(notice)?));
    }
    entries.push((UNLOCKED, json!({ "slot": slot.id, "kind": slot.kind })));
    let mut noticed = Vec::with_capacity(notices.len());
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
        if *kind == NOTICED
            && let Some(notice) = notices.get(noticed.len())
        {
            noticed.push((tail.head.seq, *notice));
        }
    }
    notices::keep(tx, &noticed)?;
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
