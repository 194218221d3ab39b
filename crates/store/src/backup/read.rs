//! Reading a backup file: what it is, and taking it apart. The bytes are hostile.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{BackupError, HEADER, Header, Stop};
use crate::files;
use crate::ids::VaultId;
use crate::slot::SlotKind;
use crate::slot_file::SlotFile;

/// A backup file as far as can be said without a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupFile {
    /// Where.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// The vault that it is of.
    pub vault: VaultId,
    /// How many people can open it with a passphrase.
    pub people: usize,
}

impl BackupFile {
    /// Looks at a file. Its database is not read.
    ///
    /// # Errors
    /// [`BackupError::Empty`], [`BackupError::NotABackup`], [`BackupError::NewerFormat`],
    /// [`BackupError::CutShort`], [`BackupError::KeysDamaged`]; [`BackupError`].
    pub fn look(path: &Path) -> Result<Self, BackupError> {
        let (_, header, slots) = begin(path)?;
        Ok(Self {
            path: path.to_owned(),
            bytes: HEADER as u64 + header.slots + header.database,
            vault: slots.vault,
            people: slots
                .slots
                .iter()
                .filter(|slot| slot.kind == SlotKind::Person)
                .count(),
        })
    }
}

/// Opens the file and reads all before the database.
pub(super) fn begin(path: &Path) -> Result<(File, Header, SlotFile), BackupError> {
    let meta = fs::metadata(path)?;
    // A pipe or a device would be waited for.
    if !meta.is_file() {
        return Err(BackupError::NotABackup);
    }
    if meta.len() == 0 {
        return Err(BackupError::Empty);
    }
    let mut file = File::open(path)?;
    let mut head = [0u8; HEADER];
    file.read_exact(&mut head)
        .map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => BackupError::NotABackup,
            _ => error.into(),
        })?;
    let header = Header::parse(&head)?;
    let whole = (HEADER as u64)
        .checked_add(header.slots)
        .and_then(|sum| sum.checked_add(header.database))
        .ok_or_else(BackupError::damaged)?;
    if meta.len() < whole {
        return Err(BackupError::CutShort);
    }
    if meta.len() > whole {
        return Err(BackupError::damaged());
    }
    let mut slots = Vec::new();
    (&mut file).take(header.slots).read_to_end(&mut slots)?;
    let hash: [u8; 32] = Sha256::digest(&slots).into();
    if hash != header.slots_hash {
        return Err(BackupError::KeysDamaged);
    }
    Ok((file, header, SlotFile::parse(&slots)?))
}

/// Passes everything on, and takes its hash.
pub(super) fn pass(
    from: &mut impl Read,
    to: &mut impl Write,
    stop: &Stop,
) -> Result<([u8; 32], u64), BackupError> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0u8; 256 * 1024];
    let mut size = 0u64;
    loop {
        stop.check()?;
        let count = from.read(&mut buffer)?;
        let Some(part) = buffer.get(..count).filter(|part| !part.is_empty()) else {
            return Ok((hasher.finalize().into(), size));
        };
        hasher.update(part);
        to.write_all(part)?;
        size += part.len() as u64;
    }
}

/// Takes a backup apart: its slot file, and its database written to `database`, byte for byte what
/// was backed up.
pub(super) fn unpack(
    path: &Path,
    database: &Path,
    stop: &Stop,
) -> Result<(SlotFile, u64), BackupError> {
    let (mut file, header, slots) = begin(path)?;
    let mut out = files::private()
        .create_new(true)
        .open(database)
        .map_err(|error| BackupError::from(error).here())?;
    let (hash, size) = pass(&mut file, &mut out, stop).map_err(BackupError::here)?;
    if hash != header.database_hash || size != header.database {
        return Err(BackupError::damaged());
    }
    Ok((slots, size))
}

/// Reads a file that was just written, and says whether it holds what was meant.
pub(super) fn holds(path: &Path, wanted: &Header, stop: &Stop) -> Result<(), BackupError> {
    let (mut file, header, _) = begin(path)?;
    let (hash, size) = pass(&mut file, &mut io::sink(), stop)?;
    if header != *wanted || hash != header.database_hash || size != header.database {
        return Err(BackupError::damaged());
    }
    Ok(())
}
