//! Looking at a vault, and opening it. Opening never makes anything that is missing.

use std::path::Path;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::error::OpenError;
use crate::ids::{SlotId, VaultId};
use crate::opening::{Opening, look};
use crate::recovery::RecoveryKey;
use crate::secret::Passphrase;
use crate::slot::{SealedSlot, Slot, SlotKind};
use crate::tries::Tries;
use crate::vault::{Stamp, Vault};

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

/// Something noticed while opening, to be told to the person. It is in the journal too, in these words
/// and with these numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "kebab-case")]
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
        /// That place; 0 in entries of before it was written down.
        #[serde(default)]
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
        /// The slot; none in entries of before it was written down.
        #[serde(default)]
        slot: Option<SlotId>,
    },
    /// Cases that were erased on this computer were in what was put back. They are erased again.
    ErasedAgain {
        /// How many.
        cases: usize,
    },
    /// The slot file is older than the vault's own note of it: an earlier copy was put back, and
    /// an older passphrase may open the vault.
    SlotsOlder,
    /// There is another copy of this vault, and it holds what this one does not hold: two computers wrote,
    /// or a program that copies folders kept both.
    OtherCopy {
        /// Where it is.
        place: CopyPlace,
        /// Tells this copy in this state from others, and says nothing else.
        mark: u64,
    },
}

/// Where another copy of a vault was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CopyPlace {
    /// A second database in the vault's own folder.
    Database,
    /// A second file with the keys in the vault's own folder.
    Keys,
    /// Another folder beside the vault's.
    Folder,
    /// A backup in the folder of the backups.
    Backup,
}

impl Notice {
    /// Whether one of two notices is enough to be told.
    pub(crate) fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::OtherCopy { place: a, .. }, Self::OtherCopy { place: b, .. }) => a == b,
            _ => self == other,
        }
    }

    /// What tells one state of another copy from others; none for the other notices.
    pub(crate) fn mark(self) -> Option<u64> {
        match self {
            Self::OtherCopy { mark, .. } => Some(mark),
            _ => None,
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

    /// Whether a folder holds this vault, as far as its keys' file says.
    pub fn is_in(folder: &Path, vault: VaultId) -> bool {
        matches!(Self::inspect(folder), Presence::Ready { vault: there, .. } if there == vault)
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
            Some((key, slot)) => {
                let vault = opening.finish(key, &slot)?;
                crate::quick::passphrase_used(folder, &slot.label, now);
                Ok(vault)
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    use crate::create::Setup;
    use crate::database;
    use crate::files::DATABASE;
    use crate::kdf::KdfCost;
    use crate::migrate;
    use crate::secret::Usage;

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
                supported: migrate::SUPPORTED
            })
        ));
        assert_eq!(fs::read(&path).unwrap(), before);
        change(&format!(
            "PRAGMA user_version = {}; PRAGMA application_id = 7",
            migrate::SUPPORTED
        ));
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
