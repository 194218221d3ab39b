//! A vault on its way to being open: locked by this process, unlocked, checked.

use std::fs;
use std::io;
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
use crate::used::Used;
use crate::vault::{Stamp, Vault};
use crate::verify;

/// Up to this size the whole file is checked page by page at opening (about 0.1 s); a larger one
/// when [`Vault::verify_all`] is called.
const CHECK_UP_TO: u64 = 32 * 1024 * 1024;
/// In the database once a second anchor was found beside the folder: from then on its absence is noticed.
pub(crate) const SEEN_BESIDE: &str = "seen-beside";

/// What can be read without a key, or why it cannot.
pub(crate) fn look(folder: &Path) -> Result<SlotFile, OpenError> {
    read(folder).map(|found| found.file)
}

fn read(folder: &Path) -> Result<Found, OpenError> {
    let database = folder.join(DATABASE);
    let mut any = false;
    for path in [&database, &folder.join(SLOTS), &folder.join(SLOTS_PREVIOUS)] {
        match fs::symlink_metadata(path) {
            Ok(_) => any = true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            // What may not be looked at is not absent: that would look like a first run.
            Err(error) => return Err(error.into()),
        }
    }
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
        // Where there is no vault, no lock file is made.
        read(folder)?;
        let lock = FolderLock::take(folder).map_err(|error| match error {
            NoLock::Held => OpenError::InUse,
            NoLock::Io(error) => error.into(),
        })?;
        files::check_writable(folder)?;
        // Only now nobody else changes them.
        let found = read(folder)?;
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
        let used = Used::read(self.folder);
        self.slots.unseal(kind, who, &used, secret)
    }

    /// Opens the database with the vault key, checks it, and writes down that it was opened.
    pub(crate) fn finish(self, key: VaultKey, slot: &SealedSlot) -> Result<Vault, OpenError> {
        let Self {
            folder,
            lock,
            mut slots,
            mut restored,
            tries,
            now,
        } = self;
        // The MAC covers all slots, so it says nothing once one of them is damaged: whoever holds
        // another slot can still get in, and is told.
        let damaged = slots.damaged();
        if damaged.is_none() && !slots.is_authentic(&key) {
            slots = SlotFile::second_of(folder, &slots.vault, &key, slot)
                .ok_or(OpenError::SlotsAltered)?;
            restored = true;
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

        let own = compare_anchor(&conn, state::read(folder, &id, &key), &tail)?;
        // A whole folder that was put back carries an anchor of its own age: the note beside it does not.
        let seen = state::read_beside(folder, &id, &key);
        let seen_before = matches!(seen, Anchor::At(_));
        let expected = seen_before || database::meta(&conn, SEEN_BESIDE)?.is_some();
        let beside = match expected {
            true => compare_anchor(&conn, seen, &tail)?,
            false => None,
        };
        let mut notices: Vec<Notice> = own.into_iter().chain(beside).collect();
        notices.sort_by_key(|notice| std::cmp::Reverse(gravity(notice)));
        notices.truncate(1);
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
        // Never lowered: an older slot file is noticed each time, until a new one is written. Nor raised
        // by a file that nobody can vouch for.
        if damaged.is_none() {
            let generation = noted_generation(&tx)?.max(slots.generation);
            database::put_slots_generation(&tx, generation)?;
        }
        if seen_before {
            database::put_meta(&tx, SEEN_BESIDE, &[1])?;
        }
        tx.commit()?;
        // It is open, and written down as open. What follows is done again at the next unlocking where it
        // cannot be done now, such as on a disk that is full or a file that a scanner holds.
        if !tries.is_empty() {
            let _ = Tries::clear(folder);
        }
        if damaged.is_none() {
            let _ = slots.settle(folder);
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
        // The ids beside the folder were read: what was erased here does not come back, or nobody gets in.
        let cases = vault.finish_erasing(now)?;
        if cases > 0 {
            vault.notice(Notice::ErasedAgain { cases }, now)?;
        }
        let _ = vault.anchor();
        vault.mark();
        if slot.kind == SlotKind::Person {
            Used::note(folder, slot.id);
        }
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
    database::slots_generation(conn)?.ok_or(OpenError::DatabaseDamaged)
}

/// How much worse one notice of the anchors is than another: the graver one is told.
fn gravity(notice: &Notice) -> (u8, u64) {
    match notice {
        Notice::RolledBack { anchored, .. } => (2, *anchored),
        Notice::HistoryDiffers { anchored } => (1, *anchored),
        _ => (0, 0),
    }
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
