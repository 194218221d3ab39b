//! A new vault key. What one knew who was taken away, passphrase and key, opens nothing written from
//! then on: the database, the slot file and the anchors are made anew, in a folder of their own, and the
//! old folder is left as it is. `docs/adr/0013` says why it is built this way.

use std::path::PathBuf;

use rusqlite::{Connection, TransactionBehavior};
use serde_json::{Value, json};
use stepwise_core::chain::Head;

use crate::backup::{BackupError, Stop, check_all, copy, settle};
use crate::create::make_recovery;
use crate::database::{self, Mode};
use crate::erasing::list;
use crate::error::StoreError;
use crate::files::DATABASE;
use crate::home::Home;
use crate::ids::SlotId;
use crate::journal::{Draft, KEYS_ROTATED, Tail};
use crate::kdf::KdfCost;
use crate::opening::SEEN_BESIDE;
use crate::placing::{Built, Workshop};
use crate::quick;
use crate::recovery::RecoveryKey;
use crate::secret::{Passphrase, Usage, VaultKey};
use crate::settings;
use crate::slot::{NewSlot, SealedSlot, SlotKind};
use crate::slot_file::SlotFile;
use crate::vault::{Stamp, Vault};

/// Who opens the vault under its new key, and with what.
#[derive(Debug)]
pub struct NewKeys<'a> {
    /// Who is at the keyboard: the vault is open for them afterwards. One of `people`.
    pub present: SlotId,
    /// Everybody who stays, with their passphrase from now on. Whoever is left out opens it no more.
    pub people: &'a [(SlotId, &'a Passphrase)],
    /// What one try of a passphrase costs.
    pub cost: KdfCost,
    /// Settings that are saved with it, so that both hold or neither.
    pub settings: Vec<(String, Value)>,
}

/// The vault under a new key, whole and checked, beside the one in use, which was not touched. Dropping
/// it takes it away again.
pub struct Rotation {
    workshop: Workshop,
    key: VaultKey,
    slots: SlotFile,
    slot: SealedSlot,
    recovery: [RecoveryKey; 2],
    /// Where the vault in use stood when it was copied.
    from: Head,
    head: Head,
}

impl std::fmt::Debug for Rotation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rotation").finish_non_exhaustive()
    }
}

/// What a new key gives.
#[derive(Debug)]
pub struct Rotated {
    /// The vault, open, under its new key.
    pub vault: Vault,
    /// Its recovery keys. The old ones open only what was left behind.
    pub recovery: [RecoveryKey; 2],
    /// The folder of the vault as it was: it opens with the old passphrases and recovery keys until
    /// [`Home::discard`] takes it away.
    pub before: PathBuf,
}

impl Vault {
    /// Makes this vault again under a new key, beside itself, and checks all of it. Its id, its chains and
    /// its signing key stay. It reads and writes everything: for a large vault this takes a while.
    ///
    /// # Errors
    /// [`StoreError::NoSuchSlot`] where whoever is present is not among those who stay;
    /// [`BackupError`]. Nothing was changed, and nothing is left behind.
    pub fn rotation(
        &self,
        home: &Home,
        new: &NewKeys<'_>,
        now: &Stamp,
        stop: &Stop,
    ) -> Result<Rotation, BackupError> {
        let here = |error: StoreError| BackupError::from(error).here();
        let key = VaultKey::make()?;
        let people = self.seal_all(new, &key, now)?;
        let slot = people
            .iter()
            .find(|slot| slot.id == new.present)
            .cloned()
            .ok_or(StoreError::NoSuchSlot)?;
        let (recovery, keys) = make_recovery(&self.id, &now.text(), &key)?;
        let generation = self.slots.generation.saturating_add(1);
        let all = people.into_iter().chain(keys).collect();
        let slots = SlotFile::seal(self.id, generation, all, &key);

        let workshop = Workshop::new(home).map_err(here)?;
        let path = workshop.path().join(DATABASE);
        let own = key.derive(Usage::Database);
        let target = copy(&self.conn, &path, &own, stop).map_err(BackupError::here)?;
        settle(target, &path).map_err(BackupError::here)?;
        let mut conn = database::connect(&path, &own, Mode::Write)?;
        stop.watch(&conn);
        let head = self
            .write_down(&mut conn, new, (generation, &slot.label), now)
            .map_err(here)?;
        let found = check_all(&conn, &self.id)?;
        database::check_pages(&conn).map_err(BackupError::not_whole)?;
        if found.journal != head {
            return Err(BackupError::damaged());
        }
        drop(conn);
        Ok(Rotation {
            workshop,
            key,
            slots,
            slot,
            recovery,
            from: self.journal.head,
            head,
        })
    }

    fn seal_all(
        &self,
        new: &NewKeys<'_>,
        key: &VaultKey,
        now: &Stamp,
    ) -> Result<Vec<SealedSlot>, StoreError> {
        let stays = |slot: &&SealedSlot| slot.kind == SlotKind::Person;
        let mut sealed = Vec::new();
        for slot in self.slots.slots.iter().filter(stays) {
            let Some((_, secret)) = new.people.iter().find(|(id, _)| *id == slot.id) else {
                continue;
            };
            if secret.is_empty() {
                return Err(StoreError::Invalid("a passphrase is needed"));
            }
            let again = NewSlot {
                id: slot.id,
                kind: SlotKind::Person,
                label: &slot.label,
                created: &now.text(),
                cost: new.cost,
                secret: secret.as_bytes(),
            };
            sealed.push(SealedSlot::seal(&self.id, &again, key)?);
        }
        // One that is not this vault's would be lost without a word.
        if sealed.len() != new.people.len() {
            return Err(StoreError::NoSuchSlot);
        }
        Ok(sealed)
    }

    /// Writes in the copy that its key is new, and who opens it.
    fn write_down(
        &self,
        conn: &mut Connection,
        new: &NewKeys<'_>,
        (generation, actor): (u64, &str),
        now: &Stamp,
    ) -> Result<Head, StoreError> {
        database::settle(conn)?;
        let people: Vec<SlotId> = new.people.iter().map(|(id, _)| *id).collect();
        let said = json!({ "people": people, "from": self.journal.head });
        let draft = Draft {
            kind: KEYS_ROTATED,
            payload: &said,
            at: now.at,
            zone: &now.zone,
            actor,
            subject: None,
        };
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let tail = Tail::read(&tx, &self.id)?;
        // The copy is of the vault as it stands: anything else would lose what came after.
        if tail.head != self.journal.head {
            return Err(StoreError::Altered(crate::Damage::File));
        }
        let tail = tail.write(&tx, &draft)?;
        for (name, value) in &new.settings {
            settings::put(&tx, name, value)?;
        }
        database::put_slots_generation(&tx, generation)?;
        // The note beside the folder is under the old key until this vault was opened once.
        tx.execute("DELETE FROM meta WHERE key = ?1", [SEEN_BESIDE])?;
        tx.commit()?;
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(tail.head)
    }
}

impl Rotation {
    /// Puts it in the place of the vault in use, which is locked for it and left where it is.
    ///
    /// # Errors
    /// [`BackupError`]; the vault before is still the one in use, and is locked.
    pub fn put_in_place(
        self,
        old: Vault,
        home: &Home,
        now: &Stamp,
    ) -> Result<Rotated, BackupError> {
        let here = |error: StoreError| BackupError::from(error).here();
        let before = old.folder().to_owned();
        let in_use = home.vault()?;
        if old.journal.head != self.from || in_use != before {
            return Err(here(StoreError::Conflict {
                expected: self.from,
                found: old.journal.head,
            }));
        }
        let (seen, old_key, id) = (old.journal.head, old.key.clone(), old.id);
        old.lock().map_err(here)?;
        // What was erased here stays erased under the new key; a backup from before is read with the old one.
        let erased = list::read(&before, &id, &old_key);
        list::add(&before, &id, &self.key, &erased).map_err(here)?;
        let built = Built {
            slots: &self.slots,
            key: &self.key,
            slot: &self.slot,
            head: self.head,
            seen: (Some(seen), &old_key),
        };
        let vault = built.take_place(self.workshop, home, now)?;
        // A PIN is for the record in use. Where this fails it goes with the folder.
        let _ = quick::remove(&before);
        Ok(Rotated {
            vault,
            recovery: self.recovery,
            before,
        })
    }
}
