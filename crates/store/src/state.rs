//! The anchor: where the journal stood, kept outside the database.
//!
//! SQLCipher does not notice when an older file is put back. The anchor does: a database that is
//! ahead of it is normal, since it is written at most once a second; one that is behind it, or
//! that has another entry at that place, is not the database that was anchored.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use stepwise_core::chain::Head;

use crate::error::StoreError;
use crate::files::{self, STATE};
use crate::ids::VaultId;
use crate::secret::{Usage, VaultKey, mac, same};
use crate::slot::{Fixed, put};

const FORMAT: u32 = 1;

/// The second note, beside the vault's folder: an older copy of that whole folder carries an older
/// anchor, and this one stays.
fn beside(folder: &Path, vault: &VaultId) -> Option<PathBuf> {
    let name = format!("seen-{vault}.json");
    folder
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .map(|parent| parent.join(name))
}

/// The anchor as stored.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    format: u32,
    vault: VaultId,
    journal: Head,
    mac: Fixed<32>,
}

/// What the folder's anchor says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    At(Head),
    Missing,
    /// Not readable, or not written by this vault.
    Unreadable,
}

fn compute(vault: &VaultId, journal: &Head, key: &VaultKey) -> [u8; 32] {
    let mut bytes = Vec::with_capacity(128);
    put(&mut bytes, b"stepwise state 1");
    put(&mut bytes, vault.as_bytes());
    bytes.extend_from_slice(&journal.seq.to_be_bytes());
    bytes.extend_from_slice(journal.hash.as_bytes());
    mac(&key.derive(Usage::StateMac), &bytes)
}

/// Writes the anchor so that it lasts.
pub(crate) fn write(
    folder: &Path,
    vault: VaultId,
    journal: Head,
    key: &VaultKey,
) -> Result<(), StoreError> {
    let bytes = stored(vault, journal, key)?;
    Ok(files::write_whole(&folder.join(STATE), &bytes)?)
}

/// Writes the second note.
pub(crate) fn write_beside(
    folder: &Path,
    vault: VaultId,
    journal: Head,
    key: &VaultKey,
) -> Result<(), StoreError> {
    let Some(path) = beside(folder, &vault) else {
        return Ok(());
    };
    Ok(files::write_whole(&path, &stored(vault, journal, key)?)?)
}

/// Puts the second note back as it was before a restore that did not take place.
pub(crate) fn put_back_beside(
    folder: &Path,
    vault: VaultId,
    before: Option<Head>,
    key: &VaultKey,
) -> Result<(), StoreError> {
    match (before, beside(folder, &vault)) {
        (Some(head), _) => write_beside(folder, vault, head, key),
        (None, Some(path)) => match std::fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        },
        (None, None) => Ok(()),
    }
}

fn stored(vault: VaultId, journal: Head, key: &VaultKey) -> Result<Vec<u8>, StoreError> {
    let stored = Stored {
        format: FORMAT,
        vault,
        journal,
        mac: Fixed(compute(&vault, &journal, key)),
    };
    Ok(serde_json::to_vec(&stored)?)
}

/// Reads the anchor.
pub(crate) fn read(folder: &Path, vault: &VaultId, key: &VaultKey) -> Anchor {
    read_from(&folder.join(STATE), vault, key)
}

/// Reads the second note. A vault that was moved here, or never closed here, has none.
pub(crate) fn read_beside(folder: &Path, vault: &VaultId, key: &VaultKey) -> Anchor {
    beside(folder, vault).map_or(Anchor::Missing, |path| read_from(&path, vault, key))
}

fn read_from(path: &Path, vault: &VaultId, key: &VaultKey) -> Anchor {
    let bytes = match files::read_small(path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Anchor::Missing,
        Err(_) => return Anchor::Unreadable,
    };
    match serde_json::from_slice::<Stored>(&bytes) {
        Ok(stored)
            if stored.format == FORMAT
                && stored.vault == *vault
                && same(&compute(vault, &stored.journal, key), &stored.mac.0) =>
        {
            Anchor::At(stored.journal)
        }
        _ => Anchor::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stepwise_core::chain::ChainHash;

    #[test]
    fn only_this_vaults_anchor_counts() {
        let folder = tempfile::tempdir().unwrap();
        let (vault, key) = (VaultId([1; 16]), VaultKey::from_bytes(&[2; 32]).unwrap());
        assert_eq!(read(folder.path(), &vault, &key), Anchor::Missing);
        let head = Head {
            seq: 7,
            hash: ChainHash([9; 32]),
        };
        write(folder.path(), vault, head, &key).unwrap();
        assert_eq!(read(folder.path(), &vault, &key), Anchor::At(head));
        let other = VaultKey::from_bytes(&[3; 32]).unwrap();
        assert_eq!(read(folder.path(), &vault, &other), Anchor::Unreadable);
        let path = folder.path().join(STATE);
        let text = std::fs::read_to_string(&path)
            .unwrap()
            .replace("\"seq\":7", "\"seq\":6");
        std::fs::write(&path, text).unwrap();
        assert_eq!(read(folder.path(), &vault, &key), Anchor::Unreadable);
    }
}
