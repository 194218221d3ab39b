//! A pack: the files of one policy, as bytes. What is stored in a case's vault and in a bundle.

use crate::ids::PolicyDigest;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The files that make a policy: `policy.toml` and `forms/*.toml`. Paths use `/` on every system.
/// Examples and notes beside them are no part of a pack.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Pack {
    /// Bytes by path, relative to the pack's folder.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Bytes that are no pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// Another format or another version of it.
    #[error("These bytes are not a policy pack that this version can read.")]
    NotAPack,
    /// The bytes end too soon, go on too long, or name a file in a way that no pack does.
    #[error("The policy pack is damaged.")]
    Damaged,
}

const MAGIC: &[u8] = b"stepwise-pack-1\n";

impl std::fmt::Debug for Pack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.files.keys()).finish()
    }
}

impl Pack {
    /// Whether a file of a policy's folder belongs to the pack: `policy.toml`, or `forms/….toml`.
    pub fn takes(path: &str) -> bool {
        match path.split_once('/') {
            None => path == "policy.toml",
            Some(("forms", name)) => {
                name.len() > 5 && name.ends_with(".toml") && !name.contains(['/', '\\', '\0'])
            }
            Some(_) => false,
        }
    }

    /// SHA-256 in hex over [`Pack::to_bytes`]: sorted names and bytes, each with its length first.
    pub fn digest(&self) -> PolicyDigest {
        let digest = Sha256::digest(self.to_bytes());
        PolicyDigest::new(
            digest
                .iter()
                .map(|b| format!("{b:02x}"))
                .collect::<String>(),
        )
    }

    /// One canonical run of bytes: a line naming the format, then for each file in the order of its
    /// path: length of the path, path, length of the content, content. Lengths are 64-bit,
    /// little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for (path, bytes) in &self.files {
            for part in [path.as_bytes(), bytes.as_slice()] {
                out.extend((part.len() as u64).to_le_bytes());
                out.extend(part);
            }
        }
        out
    }

    /// Reads what [`Pack::to_bytes`] wrote, and nothing else: the same pack has one form only.
    ///
    /// # Errors
    /// See [`PackError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PackError> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(PackError::NotAPack)?;
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        while !rest.is_empty() {
            let path = take(&mut rest)?;
            let path = std::str::from_utf8(path).map_err(|_| PackError::Damaged)?;
            let in_order = files
                .last_key_value()
                .is_none_or(|(last, _)| last.as_str() < path);
            if !Self::takes(path) || !in_order {
                return Err(PackError::Damaged);
            }
            files.insert(path.to_owned(), take(&mut rest)?.to_vec());
        }
        Ok(Self { files })
    }
}

fn take<'b>(rest: &mut &'b [u8]) -> Result<&'b [u8], PackError> {
    let (length, after) = rest.split_first_chunk::<8>().ok_or(PackError::Damaged)?;
    let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| PackError::Damaged)?;
    if length > after.len() {
        return Err(PackError::Damaged);
    }
    let (part, left) = after.split_at(length);
    *rest = left;
    Ok(part)
}
