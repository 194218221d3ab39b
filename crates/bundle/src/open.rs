//! Reading a bundle: nothing is believed before it is checked, and nothing is written anywhere.

use crate::model::{DOCUMENTS, MANIFEST, PAYLOADS, POLICY, README, ROWS, sha256};
use crate::password::normal;
use crate::{BEGINNING, BundleError, FORMAT, Fault, Manifest, OtherFile, PayloadLine, recognise};
use data_encoding::{BASE64, HEXLOWER};
use std::collections::BTreeMap;
use std::io::Read;
use stepwise_core::chain::{self, ChainRow, Head, Payload};

/// Bounds on what a bundle may ask of the reader. Declared sizes are not believed.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// All files together, in bytes.
    pub bytes: u64,
    /// How many files.
    pub files: usize,
    /// The highest scrypt work factor: each step doubles memory and time.
    pub work_factor: u8,
}

impl Default for Limits {
    /// 512 MiB, 5,000 files, work factor 20 (1 GiB of memory).
    fn default() -> Self {
        Self {
            bytes: 512 * 1024 * 1024,
            files: 5_000,
            work_factor: 20,
        }
    }
}

/// A bundle that was checked from end to end.
pub struct Opened {
    /// Its list of contents.
    pub manifest: Manifest,
    /// The chain.
    pub rows: Vec<ChainRow>,
    /// The text of each entry that was not withheld.
    pub payloads: BTreeMap<u64, Vec<u8>>,
    /// The policy's archive.
    pub policy: Option<Vec<u8>>,
    /// Documents: name and bytes.
    pub documents: Vec<(String, Vec<u8>)>,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened")
            .field("rows", &self.rows.len())
            .field("payloads", &self.payloads.len())
            .field("documents", &self.documents.len())
            .finish_non_exhaustive()
    }
}

/// Opens a bundle and checks it: every file against the list, every entry against the chain, the
/// head against the signature. Whether the signing key is the sender's is for people to compare.
///
/// # Errors
/// Each way in which it is not a whole, unchanged bundle is a [`BundleError`] of its own.
pub fn open<R: Read>(from: R, password: &str, limits: Limits) -> Result<Opened, BundleError> {
    inside(unlock(from, password, limits)?, limits)
}

/// What stands inside, once the seal is off.
pub(crate) fn inside<R: Read>(archive: R, limits: Limits) -> Result<Opened, BundleError> {
    let mut files = unpack(archive, limits)?;
    let manifest = manifest(&mut files)?;
    check_files(&manifest, &files)?;
    let rows: Vec<ChainRow> = read_lines(files.get(ROWS), ROWS)?;
    let payloads = payloads(&manifest, &rows, &files)?;
    check_head(&manifest, &rows)?;
    let policy = policy(&manifest, &mut files)?;
    let documents = files
        .into_iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix(DOCUMENTS)?.to_owned(), bytes)))
        .collect();
    Ok(Opened {
        manifest,
        rows,
        payloads,
        policy,
        documents,
    })
}

fn unlock<R: Read>(mut from: R, password: &str, limits: Limits) -> Result<impl Read, BundleError> {
    let mut begins = Vec::with_capacity(BEGINNING);
    from.by_ref()
        .take(BEGINNING as u64)
        .read_to_end(&mut begins)
        .map_err(BundleError::CutOrAltered)?;
    recognise(&begins)?;
    let whole = std::io::Cursor::new(begins).chain(from);
    // It begins as a bundle does, so what does not go on as one was cut or changed.
    let decryptor = age::Decryptor::new(whole).map_err(|e| match e {
        age::DecryptError::Io(io) => BundleError::CutOrAltered(io),
        _ => BundleError::CutOrAltered(std::io::ErrorKind::InvalidData.into()),
    })?;
    if !decryptor.is_scrypt() {
        return Err(BundleError::NotABundle(OtherFile::Keyed));
    }
    let mut identity = age::scrypt::Identity::new(normal(password).into());
    identity.set_max_work_factor(limits.work_factor);
    decryptor
        .decrypt(std::iter::once(&identity as &dyn age::Identity))
        .map_err(|e| match e {
            age::DecryptError::ExcessiveWork { .. } => BundleError::ExcessiveWork,
            age::DecryptError::Io(io) => BundleError::CutOrAltered(io),
            age::DecryptError::InvalidHeader | age::DecryptError::InvalidMac => {
                BundleError::CutOrAltered(std::io::ErrorKind::InvalidData.into())
            }
            age::DecryptError::UnknownFormat => BundleError::NotABundle(OtherFile::Unknown),
            _ => BundleError::WrongPassword,
        })
}

fn unpack<R: Read>(plain: R, limits: Limits) -> Result<BTreeMap<String, Vec<u8>>, BundleError> {
    let inside = |fault| BundleError::Inside(fault);
    let mut files = BTreeMap::new();
    let mut left = limits.bytes;
    // A malformed tar header makes the library fail as reading does; the authenticated stream was whole, so the
    // distinction is only in the words.
    let mut archive = tar::Archive::new(plain);
    for entry in archive.entries().map_err(BundleError::CutOrAltered)? {
        let entry = entry.map_err(BundleError::CutOrAltered)?;
        if files.len() >= limits.files {
            return Err(inside(Fault::TooMany(limits.files)));
        }
        if entry.header().entry_type() != tar::EntryType::Regular {
            return Err(inside(Fault::NotAFile));
        }
        let path = String::from_utf8(entry.path_bytes().into_owned())
            .map_err(|_| inside(Fault::BadName))?;
        if !plain_path(&path) || files.contains_key(&path) {
            return Err(inside(Fault::BadName));
        }
        let mut bytes = Vec::new();
        entry
            .take(left + 1)
            .read_to_end(&mut bytes)
            .map_err(BundleError::CutOrAltered)?;
        left = left
            .checked_sub(bytes.len() as u64)
            .ok_or_else(|| inside(Fault::TooLarge(limits.bytes / (1024 * 1024))))?;
        files.insert(path, bytes);
    }
    // The archive ends before the stream does: reading on proves that the stream was not cut after it.
    let mut rest = archive.into_inner();
    std::io::copy(&mut rest.by_ref().take(limits.bytes), &mut std::io::sink())
        .map_err(BundleError::CutOrAltered)?;
    Ok(files)
}

/// One folder deep at most, of letters, digits, `-`, `_` and `.`, and never `..`.
fn plain_path(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    parts.len() <= 2
        && parts.iter().all(|part| {
            !part.is_empty()
                && part.len() <= 100
                && !part.starts_with('.')
                && part
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        })
}

fn manifest(files: &mut BTreeMap<String, Vec<u8>>) -> Result<Manifest, BundleError> {
    #[derive(serde::Deserialize)]
    struct Version {
        format: u32,
    }
    let bytes = files
        .remove(MANIFEST)
        .ok_or(BundleError::Inside(Fault::NoManifest))?;
    files.remove(README);
    let none = |_| BundleError::Inside(Fault::NoManifest);
    let version: Version = serde_json::from_slice(&bytes).map_err(none)?;
    if version.format > FORMAT {
        return Err(BundleError::Newer {
            found: version.format,
            known: FORMAT,
        });
    }
    serde_json::from_slice(&bytes).map_err(none)
}

fn check_files(manifest: &Manifest, files: &BTreeMap<String, Vec<u8>>) -> Result<(), BundleError> {
    for entry in &manifest.files {
        let bytes = files
            .get(&entry.path)
            .ok_or_else(|| BundleError::Inside(Fault::Missing(entry.path.clone())))?;
        if bytes.len() as u64 != entry.size || sha256(bytes) != entry.sha256 {
            return Err(BundleError::Inside(Fault::Differs(entry.path.clone())));
        }
    }
    match files
        .keys()
        .find(|path| !manifest.files.iter().any(|entry| entry.path == **path))
    {
        Some(path) => Err(BundleError::Inside(Fault::Unlisted(path.clone()))),
        None => Ok(()),
    }
}

fn read_lines<T: serde::de::DeserializeOwned>(
    bytes: Option<&Vec<u8>>,
    file: &'static str,
) -> Result<Vec<T>, BundleError> {
    let bytes = bytes.ok_or_else(|| BundleError::Inside(Fault::Missing(file.to_owned())))?;
    bytes
        .split(|b| *b == b'\n')
        .filter(|line| !line.is_empty())
        .enumerate()
        .map(|(n, line)| {
            serde_json::from_slice(line)
                .map_err(|_| BundleError::Inside(Fault::Line { file, line: n + 1 }))
        })
        .collect()
}

fn payloads(
    manifest: &Manifest,
    rows: &[ChainRow],
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<BTreeMap<u64, Vec<u8>>, BundleError> {
    let lines: Vec<PayloadLine> = read_lines(files.get(PAYLOADS), PAYLOADS)?;
    let by_seq: BTreeMap<u64, &ChainRow> = rows.iter().map(|row| (row.seq, row)).collect();
    let mut payloads = BTreeMap::new();
    for (n, line) in lines.iter().enumerate() {
        let unreadable = || {
            BundleError::Inside(Fault::Line {
                file: PAYLOADS,
                line: n + 1,
            })
        };
        let salt = BASE64
            .decode(line.salt.as_bytes())
            .map_err(|_| unreadable())?;
        let bytes = BASE64
            .decode(line.bytes.as_bytes())
            .map_err(|_| unreadable())?;
        let row = by_seq.get(&line.seq).ok_or_else(unreadable)?;
        chain::verify_payload(
            row,
            Payload {
                salt: &salt,
                bytes: &bytes,
            },
        )
        .map_err(|e| BundleError::Inside(e.into()))?;
        if payloads.insert(line.seq, bytes).is_some() {
            return Err(unreadable());
        }
    }
    // What is not there must have been left out on purpose, and said so.
    for row in rows {
        if payloads.contains_key(&row.seq) == manifest.withheld.contains(&row.seq) {
            return Err(BundleError::Inside(
                chain::ChainFault::PayloadMissing { seq: row.seq }.into(),
            ));
        }
    }
    Ok(payloads)
}

fn fixed<const N: usize>(
    bytes: Result<Vec<u8>, data_encoding::DecodeError>,
) -> Result<[u8; N], BundleError> {
    bytes
        .ok()
        .and_then(|b| b.try_into().ok())
        .ok_or(BundleError::Inside(Fault::NoManifest))
}

fn check_head(manifest: &Manifest, rows: &[ChainRow]) -> Result<(), BundleError> {
    let vault: [u8; 16] = fixed(HEXLOWER.decode(manifest.vault.as_bytes()))?;
    let case: [u8; 16] = fixed(HEXLOWER.decode(manifest.case.as_bytes()))?;
    let key: [u8; 32] = fixed(BASE64.decode(manifest.public_key.as_bytes()))?;
    let signature: [u8; 64] = fixed(BASE64.decode(manifest.signature.as_bytes()))?;
    let head: Head = chain::verify_links(chain::case_genesis(&vault, &case), rows)
        .map_err(|e| BundleError::Inside(e.into()))?;
    if head != manifest.head {
        return Err(BundleError::Inside(Fault::Head));
    }
    ed25519_dalek::VerifyingKey::from_bytes(&key)
        .and_then(|key| {
            let message = chain::head_message(&vault, &case, &head);
            key.verify_strict(&message, &ed25519_dalek::Signature::from_bytes(&signature))
        })
        .map_err(|_| BundleError::Inside(Fault::Signature))
}

fn policy(
    manifest: &Manifest,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<Option<Vec<u8>>, BundleError> {
    let pack = files.remove(POLICY);
    let digest = pack.as_deref().map(pack_digest).transpose()?;
    if digest == manifest.policy {
        Ok(pack)
    } else {
        Err(BundleError::Inside(Fault::Policy))
    }
}

fn pack_digest(bytes: &[u8]) -> Result<String, BundleError> {
    stepwise_core::policy::Pack::from_bytes(bytes)
        .map(|pack| pack.digest().0)
        .map_err(|_| BundleError::Inside(Fault::Policy))
}
