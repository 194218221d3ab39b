//! Who can open the vault: changing a passphrase, adding and removing people, new recovery keys.

use serde_json::{Value, json};

use crate::create::{good_label, make_recovery};
use crate::database;
use crate::error::StoreError;
use crate::ids::SlotId;
use crate::journal::{Draft, SLOTS_CHANGED, Tail};
use crate::kdf::KdfCost;
use crate::quick;
use crate::recovery::RecoveryKey;
use crate::secret::Passphrase;
use crate::slot::{NewSlot, NotOpened, SealedSlot, Slot, SlotKind};
use crate::slot_file::SlotFile;
use crate::vault::{Stamp, Vault};

impl Vault {
    /// All ways to open this vault.
    pub fn slots(&self) -> Vec<Slot> {
        self.slots.slots.iter().map(SealedSlot::public).collect()
    }

    /// Whether this is the person's passphrase, for asking again before something grave. Costs as
    /// much as unlocking.
    ///
    /// # Errors
    /// [`StoreError::NoSuchSlot`], [`StoreError::SlotDamaged`], [`StoreError::Kdf`].
    pub fn check_passphrase(
        &self,
        id: SlotId,
        passphrase: &Passphrase,
    ) -> Result<bool, StoreError> {
        match self.slot(id)?.unseal(&self.id, passphrase.as_bytes()) {
            Ok(_) => Ok(true),
            Err(NotOpened::Wrong) => Ok(false),
            Err(NotOpened::Damaged) => Err(StoreError::SlotDamaged { slot: id }),
            Err(NotOpened::Kdf(error)) => Err(error.into()),
        }
    }

    /// Gives a person a new passphrase. Only the wrapping changes; the database does not. After a recovery
    /// key their quick unlock on this computer goes: whoever knows its PIN need not be who they are now.
    ///
    /// # Errors
    /// [`StoreError`]; the passphrase is then as it was.
    pub fn change_passphrase(
        &mut self,
        id: SlotId,
        new: &Passphrase,
        cost: KdfCost,
        now: &Stamp,
    ) -> Result<(), StoreError> {
        let slot = self.slot(id)?;
        if slot.kind != SlotKind::Person {
            return Err(StoreError::NoSuchSlot);
        }
        let label = slot.label.clone();
        let new = self.seal_person(id, &label, new, cost, now)?;
        let mut slots = self.slots.slots.clone();
        slots
            .iter_mut()
            .filter(|slot| slot.id == id)
            .for_each(|slot| *slot = new.clone());
        if self.unlocked_by.kind == SlotKind::Recovery {
            // First: cut short in between, the PIN is gone and the passphrase is as it was.
            quick::forget_person(&self.folder, &label)?;
        }
        self.replace_slots(slots, &json!({ "change": "passphrase", "slot": id }), now)
    }

    /// Lets another person open the vault.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] for a label that is not an opaque id; [`StoreError`].
    pub fn add_person(
        &mut self,
        label: &str,
        passphrase: &Passphrase,
        cost: KdfCost,
        now: &Stamp,
    ) -> Result<SlotId, StoreError> {
        if !good_label(label) {
            return Err(StoreError::Invalid(
                "a label has 1 to 64 letters, digits, hyphens or underscores",
            ));
        }
        let id = SlotId::random()?;
        let mut slots = self.slots.slots.clone();
        slots.push(self.seal_person(id, label, passphrase, cost, now)?);
        self.replace_slots(
            slots,
            &json!({ "change": "added", "slot": id, "label": label }),
            now,
        )?;
        Ok(id)
    }

    /// Takes a slot away, and their quick unlock on this computer. Whoever kept a copy of the vault and of the old slot file can still open
    /// that copy.
    ///
    /// # Errors
    /// [`StoreError::LastPerson`], [`StoreError::NoSuchSlot`]; [`StoreError`].
    pub fn remove_slot(&mut self, id: SlotId, now: &Stamp) -> Result<(), StoreError> {
        let label = self.slot(id)?.label.clone();
        let slots: Vec<SealedSlot> = self
            .slots
            .slots
            .iter()
            .filter(|slot| slot.id != id)
            .cloned()
            .collect();
        if !slots.iter().any(|slot| slot.kind == SlotKind::Person) {
            return Err(StoreError::LastPerson);
        }
        self.replace_slots(slots, &json!({ "change": "removed", "slot": id }), now)?;
        // They are gone whether or not this file is: it is refused for whoever has no slot.
        let _ = quick::forget_person(&self.folder, &label);
        Ok(())
    }

    /// Makes two new recovery keys; the old ones open nothing any more.
    ///
    /// # Errors
    /// [`StoreError`]; the old ones are then as they were.
    pub fn replace_recovery_keys(&mut self, now: &Stamp) -> Result<[RecoveryKey; 2], StoreError> {
        let (keys, new) = make_recovery(&self.id, &now.text(), &self.key)?;
        let mut slots: Vec<SealedSlot> = self
            .slots
            .slots
            .iter()
            .filter(|slot| slot.kind != SlotKind::Recovery)
            .cloned()
            .collect();
        slots.extend(new);
        self.replace_slots(slots, &json!({ "change": "recovery-keys" }), now)?;
        Ok(keys)
    }

    fn slot(&self, id: SlotId) -> Result<&SealedSlot, StoreError> {
        self.slots
            .slots
            .iter()
            .find(|slot| slot.id == id)
            .ok_or(StoreError::NoSuchSlot)
    }

    fn seal_person(
        &self,
        id: SlotId,
        label: &str,
        passphrase: &Passphrase,
        cost: KdfCost,
        now: &Stamp,
    ) -> Result<SealedSlot, StoreError> {
        if passphrase.is_empty() {
            return Err(StoreError::Invalid("a passphrase is needed"));
        }
        let new = NewSlot {
            id,
            kind: SlotKind::Person,
            label,
            created: &now.text(),
            cost,
            secret: passphrase.as_bytes(),
        };
        SealedSlot::seal(&self.id, &new, &self.key)
    }

    /// The file first, then the note of it: a file that is newer than the note is normal.
    fn replace_slots(
        &mut self,
        slots: Vec<SealedSlot>,
        said: &Value,
        now: &Stamp,
    ) -> Result<(), StoreError> {
        // Above the noted generation as well, so that a new file ends the notice of an older one.
        let noted = database::slots_generation(&self.conn)?.unwrap_or(0);
        let generation = self.slots.generation.max(noted).saturating_add(1);
        let file = SlotFile::seal(self.id, generation, slots, &self.key);
        let noted = file
            .replace(&self.slots, &self.folder)
            .and_then(|()| self.note_slots(generation, said, now));
        match noted {
            Ok(tail) => {
                self.slots = file;
                self.journal = tail;
                // What was changed holds. An anchor that is behind is normal.
                let _ = self.anchor();
                Ok(())
            }
            Err(error) => {
                // The change is not to be: the ways in are those of before.
                self.slots.put_back(&self.folder)?;
                Err(error)
            }
        }
    }

    fn note_slots(
        &mut self,
        generation: u64,
        said: &Value,
        now: &Stamp,
    ) -> Result<Tail, StoreError> {
        let actor = self.unlocked_by.label.clone();
        let tx = self.conn.transaction()?;
        database::put_slots_generation(&tx, generation)?;
        let draft = Draft {
            kind: SLOTS_CHANGED,
            payload: said,
            at: now.at,
            zone: &now.zone,
            actor: &actor,
            subject: None,
        };
        let tail = self.journal.clone().write(&tx, &draft)?;
        tx.commit()?;
        Ok(tail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::create::Setup;

    #[test]
    fn a_change_that_is_not_noted_is_not_made() {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("vault");
        let at = Stamp {
            at: chrono::DateTime::parse_from_rfc3339("2026-11-20T09:00:00+00:00").unwrap(),
            zone: "Europe/London".into(),
        };
        let first = Passphrase::new("first".into());
        let setup = Setup {
            person: "p1",
            passphrase: &first,
            cost: KdfCost::for_tests(),
            now: at.clone(),
        };
        let (mut vault, keys) = Vault::create(&folder, setup).unwrap();
        let id = vault.unlocked_by().id;
        vault.conn.pragma_update(None, "query_only", true).unwrap();
        let new = Passphrase::new("second".into());
        vault
            .change_passphrase(id, &new, KdfCost::for_tests(), &at)
            .unwrap_err();
        vault.replace_recovery_keys(&at).unwrap_err();
        drop(vault);
        Vault::open_with_passphrase(&folder, None, &new, &at).unwrap_err();
        drop(Vault::open_with_recovery(&folder, &keys[0], &at).unwrap());
        let vault = Vault::open_with_passphrase(&folder, None, &first, &at).unwrap();
        assert!(
            !vault.notices().contains(&crate::Notice::SlotsOlder),
            "{:?}",
            vault.notices()
        );
    }
}
