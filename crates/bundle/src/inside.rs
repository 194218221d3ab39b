//! The archive inside the seal. It comes as a stream, in the order of the format, and is checked as it comes.

use crate::model::{DOCUMENTS, MANIFEST, PAYLOADS, POLICY, README, ROWS, sha256};
use crate::open::{Each, Text};
use crate::{BundleError, FORMAT, Fault, FileEntry, Limits, Manifest, Opened, PayloadLine};
use data_encoding::{BASE64, HEXLOWER};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use stepwise_core::chain::{self, ChainRow, Head, Payload};

/// So many bytes, all of them zero, may follow the archive's end: other programs fill its last block up.
const MOST_AFTER: u64 = 64 * 1024;

/// The parts, in the order in which they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Readme,
    Manifest,
    Rows,
    Payloads,
    Policy,
    Document,
}

impl Part {
    fn of(path: &str) -> Option<Self> {
        Some(match path {
            README => Self::Readme,
            MANIFEST => Self::Manifest,
            ROWS => Self::Rows,
            PAYLOADS => Self::Payloads,
            POLICY => Self::Policy,
            _ if path.starts_with(DOCUMENTS) => Self::Document,
            _ => return None,
        })
    }
}

/// What stands inside, once the seal is off.
pub(crate) fn inside<R: Read>(
    archive: R,
    limits: Limits,
    each: &mut Each<'_>,
) -> Result<Opened, BundleError> {
    let mut archive = tar::Archive::new(archive);
    let mut reading = Reading::new(limits);
    // Raw: a header that asks for a long name, or declares a file with holes, is something other than a plain file here,
    // and is not obeyed. A malformed header makes the library fail as reading does; the authenticated stream was whole,
    // so the distinction is only in the words.
    let entries = archive.entries().map_err(BundleError::CutOrAltered)?;
    for entry in entries.raw(true) {
        let mut entry = entry.map_err(BundleError::CutOrAltered)?;
        let path = reading.admit(&entry)?;
        reading.take(&path, &mut entry, each)?;
    }
    ends(archive.into_inner())?;
    reading.whole()
}

/// The archive ends before the stream does: reading on proves that the stream was not cut after it, and that nothing
/// hides there.
fn ends<R: Read>(rest: R) -> Result<(), BundleError> {
    let mut after = Vec::new();
    rest.take(MOST_AFTER + 1)
        .read_to_end(&mut after)
        .map_err(BundleError::CutOrAltered)?;
    match after.len() as u64 <= MOST_AFTER && after.iter().all(|byte| *byte == 0) {
        true => Ok(()),
        false => Err(BundleError::Inside(Fault::After)),
    }
}

/// How far the archive was read.
struct Reading {
    limits: Limits,
    /// Bytes that may still come: in all, and of all but the documents.
    left: u64,
    record_left: u64,
    part: Part,
    seen: BTreeSet<String>,
    manifest: Option<Listed>,
    rows: Vec<ChainRow>,
    payloads: Option<Vec<PayloadLine>>,
    policy: Option<Vec<u8>>,
    /// The record, once all of it was read.
    checked: Option<BTreeMap<u64, Text>>,
}

/// The list of contents, and its files by path.
struct Listed {
    manifest: Manifest,
    files: BTreeMap<String, FileEntry>,
}

impl Reading {
    fn new(limits: Limits) -> Self {
        Self {
            limits,
            left: limits.bytes,
            record_left: limits.record,
            part: Part::Readme,
            seen: BTreeSet::new(),
            manifest: None,
            rows: Vec::new(),
            payloads: None,
            policy: None,
            checked: None,
        }
    }

    /// Whether this may be the next file, by its header alone; its path.
    fn admit<R: Read>(&mut self, entry: &tar::Entry<'_, R>) -> Result<String, BundleError> {
        let refused = |fault| Err(BundleError::Inside(fault));
        if self.seen.len() >= self.limits.files {
            return refused(Fault::TooMany(self.limits.files));
        }
        if entry.header().entry_type() != tar::EntryType::Regular {
            return refused(Fault::NotAFile);
        }
        let Ok(path) = String::from_utf8(entry.path_bytes().into_owned()) else {
            return refused(Fault::BadName);
        };
        if !plain_path(&path) || !self.seen.insert(path.clone()) {
            return refused(Fault::BadName);
        }
        Ok(path)
    }

    /// Takes the next file.
    fn take(
        &mut self,
        path: &str,
        from: &mut dyn Read,
        each: &mut Each<'_>,
    ) -> Result<(), BundleError> {
        let unlisted = || BundleError::Inside(Fault::Unlisted(path.to_owned()));
        let part = Part::of(path).ok_or_else(unlisted)?;
        if part > Part::Manifest && self.manifest.is_none() {
            return Err(BundleError::Inside(Fault::NoManifest));
        }
        if part < self.part {
            return Err(BundleError::Inside(Fault::Order(path.to_owned())));
        }
        self.part = part;
        if part == Part::Document {
            self.check_record()?;
        }
        let bytes = self.bytes(part, path, from)?;
        if let Some(listed) = &self.manifest {
            let entry = listed.files.get(path).ok_or_else(unlisted)?;
            if bytes.len() as u64 != entry.size || sha256(&bytes) != entry.sha256 {
                return Err(BundleError::Inside(Fault::Differs(path.to_owned())));
            }
            if part == Part::Document {
                return each(entry, bytes).map_err(BundleError::NotTaken);
            }
        }
        match part {
            Part::Manifest => self.manifest = Some(listed(&bytes, self.limits.files)?),
            Part::Rows => self.rows = read_lines(&bytes, ROWS, self.limits.entries)?,
            Part::Payloads => {
                self.payloads = Some(read_lines(&bytes, PAYLOADS, self.limits.entries)?)
            }
            Part::Policy => self.policy = Some(bytes),
            Part::Readme | Part::Document => {}
        }
        Ok(())
    }

    /// The bytes of a file, no more of them than may come, whatever length is declared.
    fn bytes(
        &mut self,
        part: Part,
        path: &str,
        from: &mut dyn Read,
    ) -> Result<Vec<u8>, BundleError> {
        const MIB: u64 = 1024 * 1024;
        let (one, too_large) = match part {
            Part::Document => {
                let most = self.limits.document;
                (most, Fault::LargeFile(path.to_owned(), most / MIB))
            }
            _ => (
                self.record_left,
                Fault::LargeRecord(self.limits.record / MIB),
            ),
        };
        let mut bytes = Vec::new();
        from.take(one.min(self.left) + 1)
            .read_to_end(&mut bytes)
            .map_err(BundleError::CutOrAltered)?;
        let length = bytes.len() as u64;
        self.left = self
            .left
            .checked_sub(length)
            .ok_or(BundleError::Inside(Fault::TooLarge(
                self.limits.bytes / MIB,
            )))?;
        if length > one {
            return Err(BundleError::Inside(too_large));
        }
        if part != Part::Document {
            self.record_left -= length;
        }
        Ok(bytes)
    }

    /// Checks the record, once: all of it came.
    fn check_record(&mut self) -> Result<(), BundleError> {
        if self.checked.is_some() {
            return Ok(());
        }
        let missing = |path: &str| BundleError::Inside(Fault::Missing(path.to_owned()));
        let Some(Listed { manifest, .. }) = &self.manifest else {
            return Err(BundleError::Inside(Fault::NoManifest));
        };
        if !self.seen.contains(ROWS) {
            return Err(missing(ROWS));
        }
        let lines = self.payloads.take().ok_or_else(|| missing(PAYLOADS))?;
        let texts = texts(manifest, &self.rows, &lines)?;
        check_head(manifest, &self.rows)?;
        let digest = self.policy.as_deref().map(pack_digest).transpose()?;
        if digest != manifest.policy {
            return Err(BundleError::Inside(Fault::Policy));
        }
        self.checked = Some(texts);
        Ok(())
    }

    /// Everything that the list names came.
    fn whole(mut self) -> Result<Opened, BundleError> {
        self.check_record()?;
        let (Some(listed), Some(payloads)) = (self.manifest, self.checked) else {
            return Err(BundleError::Inside(Fault::NoManifest));
        };
        match listed.files.keys().find(|path| !self.seen.contains(*path)) {
            Some(path) => Err(BundleError::Inside(Fault::Missing(path.clone()))),
            None => Ok(Opened {
                manifest: listed.manifest,
                rows: self.rows,
                payloads,
                policy: self.policy,
            }),
        }
    }
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

/// Reads the list. A list of a newer format may have any shape beside its number.
fn listed(bytes: &[u8], most: usize) -> Result<Listed, BundleError> {
    #[derive(serde::Deserialize)]
    struct Version {
        format: u32,
    }
    let none = || BundleError::Inside(Fault::NoManifest);
    let version: Version = serde_json::from_slice(bytes).map_err(|_| none())?;
    if version.format > FORMAT {
        return Err(BundleError::Newer {
            found: version.format,
            known: FORMAT,
        });
    }
    let manifest: Manifest = serde_json::from_slice(bytes).map_err(|_| none())?;
    if version.format < 1 {
        return Err(none());
    }
    if manifest.files.len() > most {
        return Err(BundleError::Inside(Fault::TooMany(most)));
    }
    let mut files = BTreeMap::new();
    for entry in &manifest.files {
        if matches!(entry.path.as_str(), README | MANIFEST) || !plain_path(&entry.path) {
            return Err(BundleError::Inside(Fault::BadName));
        }
        if files.insert(entry.path.clone(), entry.clone()).is_some() {
            return Err(BundleError::Inside(Fault::BadName));
        }
    }
    Ok(Listed { manifest, files })
}

fn read_lines<T: serde::de::DeserializeOwned>(
    bytes: &[u8],
    file: &'static str,
    most: usize,
) -> Result<Vec<T>, BundleError> {
    let lines = || {
        let each = bytes.split(|b| *b == b'\n');
        each.filter(|line| !line.is_empty())
    };
    if lines().nth(most).is_some() {
        return Err(BundleError::Inside(Fault::TooManyEntries(most)));
    }
    lines()
        .enumerate()
        .map(|(n, line)| {
            serde_json::from_slice(line)
                .map_err(|_| BundleError::Inside(Fault::Line { file, line: n + 1 }))
        })
        .collect()
}

fn texts(
    manifest: &Manifest,
    rows: &[ChainRow],
    lines: &[PayloadLine],
) -> Result<BTreeMap<u64, Text>, BundleError> {
    let by_seq: BTreeMap<u64, &ChainRow> = rows.iter().map(|row| (row.seq, row)).collect();
    let mut texts = BTreeMap::new();
    for (n, line) in lines.iter().enumerate() {
        let unreadable = || {
            BundleError::Inside(Fault::Line {
                file: PAYLOADS,
                line: n + 1,
            })
        };
        let decoded = |text: &str| {
            let bytes = BASE64.decode(text.as_bytes());
            bytes.map_err(|_| unreadable())
        };
        let (salt, bytes) = (decoded(&line.salt)?, decoded(&line.bytes)?);
        let row = by_seq.get(&line.seq).ok_or_else(unreadable)?;
        let payload = Payload {
            salt: &salt,
            bytes: &bytes,
        };
        chain::verify_payload(row, payload).map_err(|e| BundleError::Inside(e.into()))?;
        if texts.insert(line.seq, Text { salt, bytes }).is_some() {
            return Err(unreadable());
        }
    }
    // What is not there must have been left out on purpose, and said so.
    let withheld: BTreeSet<u64> = manifest.withheld.iter().copied().collect();
    let there = |seq: &u64| texts.contains_key(seq);
    let unsaid = by_seq
        .keys()
        .find(|seq| there(seq) == withheld.contains(seq));
    match unsaid.or_else(|| withheld.iter().find(|seq| !by_seq.contains_key(seq))) {
        Some(seq) => Err(BundleError::Inside(
            chain::ChainFault::PayloadMissing { seq: *seq }.into(),
        )),
        None => Ok(texts),
    }
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

fn pack_digest(bytes: &[u8]) -> Result<String, BundleError> {
    stepwise_core::policy::Pack::from_bytes(bytes)
        .map(|pack| pack.digest().0)
        .map_err(|_| BundleError::Inside(Fault::Policy))
}
