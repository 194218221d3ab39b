//! The ids of erased cases beside the vault's folder, so that an older copy of that folder, or an older
//! backup, does not bring an erased case back on this computer. Ids are random and say nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::files;
use crate::ids::{CaseId, VaultId};
use crate::secret::{Usage, VaultKey, mac, same};
use crate::slot::{Fixed, put};

const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    format: u32,
    vault: VaultId,
    cases: Vec<CaseId>,
    mac: Fixed<32>,
}

fn path(folder: &Path, vault: &VaultId) -> Option<PathBuf> {
    let parent = folder.parent()?;
    (!parent.as_os_str().is_empty()).then(|| parent.join(format!("erased-{vault}.json")))
}

fn compute(vault: &VaultId, cases: &[CaseId], key: &VaultKey) -> [u8; 32] {
    let mut bytes = Vec::with_capacity(64 + cases.len() * 24);
    put(&mut bytes, b"stepwise erased 1");
    put(&mut bytes, vault.as_bytes());
    bytes.extend_from_slice(&(cases.len() as u64).to_be_bytes());
    for case in cases {
        put(&mut bytes, case.as_bytes());
    }
    mac(&key.derive(Usage::StateMac), &bytes)
}

/// The ids noted by this vault; none where the note is missing, damaged, or another's: whoever can write
/// there must not be able to have a case erased.
pub(super) fn read(folder: &Path, vault: &VaultId, key: &VaultKey) -> Vec<CaseId> {
    let bytes = path(folder, vault).and_then(|path| files::read_small(&path).ok().flatten());
    let stored = bytes.and_then(|bytes| serde_json::from_slice::<Stored>(&bytes).ok());
    match stored {
        Some(stored)
            if stored.format == FORMAT
                && stored.vault == *vault
                && same(&compute(vault, &stored.cases, key), &stored.mac.0) =>
        {
            stored.cases
        }
        _ => Vec::new(),
    }
}

/// Adds ids to the note. Nothing is written where all of them are there.
pub(super) fn add(
    folder: &Path,
    vault: &VaultId,
    key: &VaultKey,
    cases: &[CaseId],
) -> Result<(), StoreError> {
    let Some(path) = path(folder, vault) else {
        return Ok(());
    };
    let known = read(folder, vault, key);
    let all: BTreeSet<CaseId> = known.iter().chain(cases).copied().collect();
    if all.len() == known.len() {
        return Ok(());
    }
    let cases: Vec<CaseId> = all.into_iter().collect();
    let mac = Fixed(compute(vault, &cases, key));
    let stored = Stored {
        format: FORMAT,
        vault: *vault,
        cases,
        mac,
    };
    Ok(files::write_whole(&path, &serde_json::to_vec(&stored)?)?)
}
