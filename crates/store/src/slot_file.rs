//! The slot file: all ways to open the vault, with a generation and a MAC.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::OpenError;
use crate::files::{self, SLOTS, SLOTS_PREVIOUS};
use crate::ids::{SlotId, VaultId};
use crate::secret::{Usage, VaultKey, mac, same};
use crate::slot::{Fixed, NotOpened, SealedSlot, SlotKind, put};
use crate::used::Used;

/// The format this program writes.
const FORMAT: u32 = 1;
/// More slots than this are not ours.
const MAX_SLOTS: usize = 32;
/// The longest label, in bytes.
pub(crate) const MAX_LABEL: usize = 64;
const MAX_CREATED: usize = 40;

/// The slot file as stored.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SlotFile {
    format: u32,
    pub(crate) vault: VaultId,
    pub(crate) generation: u64,
    pub(crate) slots: Vec<SealedSlot>,
    mac: Fixed<32>,
}

/// Only the format, so that a newer file is told from a damaged one.
#[derive(Deserialize)]
struct Format {
    format: u32,
}

/// Why bytes are not a slot file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotSlots {
    Damaged,
    Newer(u32),
}

/// What was read, and from which of the two files.
pub(crate) struct Found {
    pub(crate) file: SlotFile,
    /// The current file was missing or damaged, and the previous one is used.
    pub(crate) restored: bool,
}

impl SlotFile {
    /// A file of these slots, with its MAC.
    pub(crate) fn seal(
        vault: VaultId,
        generation: u64,
        slots: Vec<SealedSlot>,
        key: &VaultKey,
    ) -> Self {
        let mut file = Self {
            format: FORMAT,
            vault,
            generation,
            slots,
            mac: Fixed([0; 32]),
        };
        file.mac = Fixed(file.compute_mac(key));
        file
    }

    /// Whether this vault wrote the file.
    pub(crate) fn is_authentic(&self, key: &VaultKey) -> bool {
        same(&self.compute_mac(key), &self.mac.0)
    }

    fn compute_mac(&self, key: &VaultKey) -> [u8; 32] {
        let mut bytes = Vec::with_capacity(1024);
        put(&mut bytes, b"stepwise slots 1");
        bytes.extend_from_slice(&self.format.to_be_bytes());
        put(&mut bytes, self.vault.as_bytes());
        bytes.extend_from_slice(&self.generation.to_be_bytes());
        bytes.extend_from_slice(&(self.slots.len() as u64).to_be_bytes());
        for slot in &self.slots {
            put(&mut bytes, &slot.encoded(&self.vault));
        }
        mac(&key.derive(Usage::SlotsMac), &bytes)
    }

    /// Reads hostile bytes.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, NotSlots> {
        let file: Self = match serde_json::from_slice(bytes) {
            Ok(file) => file,
            Err(_) => {
                return Err(match serde_json::from_slice::<Format>(bytes) {
                    Ok(Format { format }) if format > FORMAT => NotSlots::Newer(format),
                    _ => NotSlots::Damaged,
                });
            }
        };
        if file.format > FORMAT {
            return Err(NotSlots::Newer(file.format));
        }
        let sane = file.format == FORMAT
            && file.slots.len() <= MAX_SLOTS
            && file
                .slots
                .iter()
                .all(|s| s.label.len() <= MAX_LABEL && s.created.len() <= MAX_CREATED);
        if sane {
            Ok(file)
        } else {
            Err(NotSlots::Damaged)
        }
    }

    fn is_whole(&self) -> bool {
        self.damaged().is_none()
    }

    /// The first slot whose bytes are not those that were written.
    pub(crate) fn damaged(&self) -> Option<SlotId> {
        self.slots
            .iter()
            .find(|slot| !slot.is_whole(&self.vault))
            .map(|slot| slot.id)
    }

    /// Tries a secret on the slots of one kind, those used last first; none when it opens none of them.
    pub(crate) fn unseal(
        &self,
        kind: SlotKind,
        who: Option<SlotId>,
        used: &Used,
        secret: &[u8],
    ) -> Result<Option<(VaultKey, SealedSlot)>, OpenError> {
        let mut damaged = None;
        let mut tried = 0usize;
        let wanted = |slot: &&SealedSlot| slot.kind == kind && who.is_none_or(|who| slot.id == who);
        let mut slots: Vec<&SealedSlot> = self.slots.iter().filter(wanted).collect();
        used.order(&mut slots);
        for slot in slots {
            match slot.unseal(&self.vault, secret) {
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

    /// Reads the folder's slot file. The second copy is used where the first cannot be read, has a
    /// damaged slot, or is an older one that was put back: never because a passphrase is wrong.
    pub(crate) fn read(folder: &Path) -> Result<Found, OpenError> {
        let current = Self::read_one(&folder.join(SLOTS))?;
        if let Some(Err(NotSlots::Newer(found))) = current {
            return Err(OpenError::NewerSlots { found });
        }
        let whole = |read: &Option<Result<Self, NotSlots>>| match read {
            Some(Ok(file)) if file.is_whole() => Some(file.clone()),
            _ => None,
        };
        let first = whole(&current);
        let second = match Self::read_one(&folder.join(SLOTS_PREVIOUS)) {
            Ok(read) => whole(&read),
            // With a whole first copy nobody needs it.
            Err(_) if first.is_some() => None,
            Err(error) => return Err(error),
        };
        let newer = |one: &Self, other: &Self| one.generation > other.generation;
        match (first, second) {
            (Some(first), Some(second))
                if second.vault == first.vault && newer(&second, &first) =>
            {
                Ok(Found {
                    file: second,
                    restored: true,
                })
            }
            (Some(file), _) => Ok(Found {
                file,
                restored: false,
            }),
            (None, Some(file)) => Ok(Found {
                file,
                restored: true,
            }),
            (None, None) => match current {
                // Damaged in one slot, and no better copy: the other slots still open the vault.
                Some(Ok(file)) => Ok(Found {
                    file,
                    restored: false,
                }),
                Some(Err(_)) => Err(OpenError::SlotsDamaged),
                None => Err(OpenError::SlotsMissing),
            },
        }
    }

    /// The second copy, where the key that the first one gave vouches for it, and the slot that gave it is in both:
    /// for a first copy whose slots are whole and whose other bytes are not those that were written.
    pub(crate) fn second_of(
        folder: &Path,
        vault: &VaultId,
        key: &VaultKey,
        opened: &SealedSlot,
    ) -> Option<Self> {
        let read = Self::read_one(&folder.join(SLOTS_PREVIOUS)).ok()??;
        let second = read.ok().filter(|file| file.is_whole())?;
        let vouched = second.vault == *vault
            && second.is_authentic(key)
            && second
                .slots
                .iter()
                .any(|slot| slot.encoded(vault) == opened.encoded(vault));
        vouched.then_some(second)
    }

    fn read_one(path: &Path) -> Result<Option<Result<Self, NotSlots>>, OpenError> {
        match files::read_small(path) {
            Ok(bytes) => Ok(bytes.map(|bytes| Self::parse(&bytes))),
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                Ok(Some(Err(NotSlots::Damaged)))
            }
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Writes this generation, keeping the one before.
    pub(crate) fn replace(&self, before: &Self, folder: &Path) -> Result<(), crate::StoreError> {
        files::write_whole(&folder.join(SLOTS_PREVIOUS), &before.to_bytes()?)?;
        files::write_whole(&folder.join(SLOTS), &self.to_bytes()?)?;
        Ok(())
    }

    /// Makes both copies equal to this generation, once a vault was opened with it: from then on an
    /// older passphrase opens nothing here, and a damaged copy is whole again.
    pub(crate) fn settle(&self, folder: &Path) -> Result<(), crate::StoreError> {
        let bytes = self.to_bytes()?;
        for name in [SLOTS, SLOTS_PREVIOUS] {
            let path = folder.join(name);
            if !matches!(files::read_small(&path), Ok(Some(kept)) if kept == bytes) {
                files::write_whole(&path, &bytes)?;
            }
        }
        Ok(())
    }

    /// Puts this file back after a change that was not noted.
    pub(crate) fn put_back(&self, folder: &Path) -> Result<(), crate::StoreError> {
        Ok(files::write_whole(&folder.join(SLOTS), &self.to_bytes()?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kdf::KdfCost;
    use crate::slot::NewSlot;
    use proptest::prelude::*;

    fn file() -> (VaultKey, SlotFile) {
        let vault = VaultId([5; 16]);
        let key = VaultKey::from_bytes(&[9; 32]).unwrap();
        let new = NewSlot {
            id: SlotId([6; 16]),
            kind: SlotKind::Person,
            label: "p1",
            created: "2026-11-20T09:00:00+00:00",
            cost: KdfCost::for_tests(),
            secret: b"secret",
        };
        let slot = SealedSlot::seal(&vault, &new, &key).unwrap();
        let file = SlotFile::seal(vault, 1, vec![slot], &key);
        (key, file)
    }

    #[test]
    fn a_file_reads_back_and_knows_its_vault() {
        let (key, file) = file();
        let mut read = SlotFile::parse(&file.to_bytes().unwrap()).unwrap();
        assert!(read.is_authentic(&key) && read.is_whole());
        assert!(!read.is_authentic(&VaultKey::from_bytes(&[8; 32]).unwrap()));
        read.generation += 1;
        assert!(!read.is_authentic(&key));
        read.generation -= 1;
        read.slots.clear();
        assert!(!read.is_authentic(&key));
    }

    #[test]
    fn a_newer_format_is_not_damage() {
        assert_eq!(
            SlotFile::parse(br#"{"format":2,"more":true}"#).err(),
            Some(NotSlots::Newer(2))
        );
        assert_eq!(
            SlotFile::parse(br#"{"format":1,"more":true}"#).err(),
            Some(NotSlots::Damaged)
        );
        assert_eq!(SlotFile::parse(b"").err(), Some(NotSlots::Damaged));
    }

    proptest! {
        #[test]
        fn hostile_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            let _ = SlotFile::parse(&bytes);
        }

        #[test]
        fn one_changed_byte_is_never_taken_for_the_same_file(at in any::<prop::sample::Index>(), to: u8) {
            let (key, file) = file();
            let mut bytes = file.to_bytes().unwrap();
            let index = at.index(bytes.len());
            bytes[index] = to;
            if let Ok(read) = SlotFile::parse(&bytes) {
                let same_content = read.to_bytes().unwrap() == file.to_bytes().unwrap();
                prop_assert!(same_content || !read.is_whole() || !read.is_authentic(&key));
            }
        }
    }
}
