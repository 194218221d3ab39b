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

const FORMAT: u32 = 2;
/// So many keys' lists are kept, the newest first: a backup from before more changes of the key than that is
/// older than any that is kept.
const MOST: usize = 32;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    format: u32,
    vault: VaultId,
    /// One for each key that the vault had here: a backup from before a change of the key is read with the
    /// key of its day.
    lists: Vec<List>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    cases: Vec<CaseId>,
    mac: Fixed<32>,
}

/// As it was written before the key could be changed: one list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    format: u32,
    vault: VaultId,
    cases: Vec<CaseId>,
    mac: Fixed<32>,
}

impl List {
    fn is_by(&self, vault: &VaultId, key: &VaultKey) -> bool {
        same(&compute(vault, &self.cases, key), &self.mac.0)
    }
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

/// The lists beside a vault; none where the note is missing, damaged, or another's.
fn lists(folder: &Path, vault: &VaultId) -> Vec<List> {
    let Some(bytes) = path(folder, vault).and_then(|path| files::read_small(&path).ok().flatten())
    else {
        return Vec::new();
    };
    if let Ok(stored) = serde_json::from_slice::<Stored>(&bytes)
        && stored.format == FORMAT
        && stored.vault == *vault
    {
        return stored.lists;
    }
    match serde_json::from_slice::<First>(&bytes) {
        Ok(First {
            format: 1,
            vault: whose,
            cases,
            mac,
        }) if whose == *vault => vec![List { cases, mac }],
        _ => Vec::new(),
    }
}

/// The ids noted under this key; none where the note is missing, damaged, or another's: whoever can write
/// there must not be able to have a case erased.
pub(crate) fn read(folder: &Path, vault: &VaultId, key: &VaultKey) -> Vec<CaseId> {
    let mut lists = lists(folder, vault).into_iter();
    lists
        .find(|list| list.is_by(vault, key))
        .map(|list| list.cases)
        .unwrap_or_default()
}

/// Adds ids to the note under this key, beside what is there under others. Nothing is written where all of
/// them are there.
pub(crate) fn add(
    folder: &Path,
    vault: &VaultId,
    key: &VaultKey,
    cases: &[CaseId],
) -> Result<(), StoreError> {
    let Some(path) = path(folder, vault) else {
        return Ok(());
    };
    let (own, others): (Vec<List>, Vec<List>) = lists(folder, vault)
        .into_iter()
        .partition(|list| list.is_by(vault, key));
    let known = own
        .first()
        .map(|list| list.cases.clone())
        .unwrap_or_default();
    let all: BTreeSet<CaseId> = known.iter().chain(cases).copied().collect();
    if all.len() == known.len() {
        return Ok(());
    }
    let cases: Vec<CaseId> = all.into_iter().collect();
    let mac = Fixed(compute(vault, &cases, key));
    let mut lists = vec![List { cases, mac }];
    lists.extend(others);
    lists.truncate(MOST);
    let stored = Stored {
        format: FORMAT,
        vault: *vault,
        lists,
    };
    Ok(files::write_whole(&path, &serde_json::to_vec(&stored)?)?)
}
