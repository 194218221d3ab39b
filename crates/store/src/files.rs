//! Files of a vault: their names, writing one whole or not at all, and the lock.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;

use crate::error::StoreError;
use crate::secret::random;

/// The database.
pub(crate) const DATABASE: &str = "vault.db";
/// The slot file.
pub(crate) const SLOTS: &str = "slots.json";
/// The slot file's previous generation, or a second copy of this one.
pub(crate) const SLOTS_PREVIOUS: &str = "slots.previous.json";
/// The anchor.
pub(crate) const STATE: &str = "state.json";
/// Failed tries.
pub(crate) const TRIES: &str = "tries.json";
/// Which ways in were used last.
pub(crate) const USED: &str = "used.json";
/// Quick unlock on this computer, where somebody turned it on.
pub(crate) const QUICK: &str = "quick.json";
/// Held while a vault is open.
pub(crate) const LOCK: &str = "lock";
/// How the copy's name begins that a backup is made from, while it is being made.
const BACKUP_COPY: &str = "backup-";
/// And how it ends, before what SQLite adds.
const BACKUP_COPY_END: &str = ".db.partial";
/// Written and removed to see whether the folder takes files.
const PROBE: &str = "write-check";
/// The largest of the small files this program reads. A larger one is not ours.
const SMALL: u64 = 256 * 1024;

/// A name beside this one, for a file that is not whole yet.
pub(crate) fn partial(path: &Path) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(".partial");
    PathBuf::from(name)
}

/// A place for a copy that a backup is made from, or that is written anew: a new one each time, since a backup that a hung drive holds may
/// end long after the next was begun.
pub(crate) fn backup_copy(folder: &Path) -> Result<PathBuf, StoreError> {
    let mark = HEXLOWER.encode(&random::<4>()?);
    Ok(folder.join(format!("{BACKUP_COPY}{mark}{BACKUP_COPY_END}")))
}

/// Takes away the copies of backups and of erasings that were cut short. They are encrypted, and of no use.
pub(crate) fn remove_backup_copies(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let ours = |name: &str| name.starts_with(BACKUP_COPY) && name.contains(BACKUP_COPY_END);
        if name.to_str().is_some_and(ours) {
            // What cannot be taken away now goes another time.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The name that a file will have once it is whole; none for a file that is whole.
pub(crate) fn whole_name(name: &str) -> Option<&str> {
    name.strip_suffix(".partial")
}

/// Makes a folder that only its owner reads. It must not exist yet.
pub(crate) fn private_folder(path: &Path) -> io::Result<()> {
    #[allow(unused_mut, reason = "changed on Unix only")]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path)
}

/// Writes a file so that after a power cut there is the old content or the new, never a mixture.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let partial = partial(path);
    let written = (|| {
        let mut file = private().create(true).truncate(true).open(&partial)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&partial, path)
    })();
    if written.is_err() {
        // What is left would only take room; the error that matters is the one being returned.
        let _ = fs::remove_file(&partial);
    }
    written?;
    sync_folder_of(path)
}

/// Options for a file that only its owner reads.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

/// Makes a rename last. Windows writes folder entries through and has no such call.
pub(crate) fn sync_folder_of(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        match File::open(folder)?.sync_all() {
            // Some network file systems keep no folders to be synced: the server sees to its own.
            Err(error)
                if !matches!(
                    error.kind(),
                    io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
                ) =>
            {
                return Err(error);
            }
            _ => {}
        }
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Reads a small file; none when there is no such file. One that is too large counts as invalid.
pub(crate) fn read_small(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(SMALL + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > SMALL {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(Some(bytes))
}

/// Whether the folder takes a file of one page.
pub(crate) fn check_writable(folder: &Path) -> io::Result<()> {
    check_room(folder, 4096)
}

/// Whether the folder takes a file of so many bytes.
pub(crate) fn check_room(folder: &Path, bytes: usize) -> io::Result<()> {
    let path = folder.join(PROBE);
    let written = private()
        .create(true)
        .truncate(true)
        .open(&path)
        .and_then(|mut file| {
            file.write_all(&vec![0u8; bytes])
                .and_then(|()| file.sync_all())
        });
    match fs::remove_file(&path) {
        Err(error) if written.is_ok() => Err(error),
        _ => written,
    }
}

/// The operating system's lock on a vault's folder; freed when dropped, and when the process ends
/// in whatever way.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _file: File,
}

/// Why the lock was not had.
pub(crate) enum NoLock {
    Held,
    Io(io::Error),
}

impl FolderLock {
    pub(crate) fn take(folder: &Path) -> Result<Self, NoLock> {
        Self::take_file(&folder.join(LOCK))
    }

    /// As [`FolderLock::take`], by a file of this name: for a folder that is given another name while it is held.
    pub(crate) fn take_file(path: &Path) -> Result<Self, NoLock> {
        let file = private()
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(NoLock::Io)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(NoLock::Held),
            Err(TryLockError::Error(error)) => Err(NoLock::Io(error)),
        }
    }
}
