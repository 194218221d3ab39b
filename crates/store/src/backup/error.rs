//! Why a backup was not made, not read or not restored.

use std::io;

use crate::error::{Cause, OpenError, StoreError};
use crate::home::HomeError;
use crate::kdf::KdfError;
use crate::slot_file::NotSlots;

/// Why a backup was not made, not read or not restored. An earlier file of that name is as it was,
/// and so is the vault.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// The disk it was to go to is full.
    #[error("there is not enough room there for the backup")]
    DiskFull(#[source] Cause),
    /// The disk with the vault is full, so that no copy could be made to check.
    #[error("there is not enough room on this computer for the copy that is checked")]
    NoRoomHere(#[source] Cause),
    /// The place can only be read.
    #[error("that place can only be read")]
    ReadOnly(#[source] Cause),
    /// The folder is not there: a drive was unplugged, or the network is away.
    #[error("the folder is not there")]
    PlaceGone(#[source] io::Error),
    /// Another program holds the file.
    #[error("another program holds the file")]
    Held(#[source] io::Error),
    /// It was told to stop.
    #[error("it was stopped")]
    Stopped,
    /// The copy was read again and is not whole.
    #[error("the copy was read again and is not whole")]
    NotWhole(#[source] Box<StoreError>),
    /// The file has no content.
    #[error("this file is empty")]
    Empty,
    /// The file is not a backup of this program.
    #[error("this file is not a backup of this program")]
    NotABackup,
    /// The file is shorter than it says it is.
    #[error("this backup is cut short")]
    CutShort,
    /// Written by a newer version of this program, in another form.
    #[error("this backup was written by a newer version of this program (format {found})")]
    NewerFormat {
        /// The file's format.
        found: u32,
    },
    /// The file with the keys inside it is damaged.
    #[error("the keys in this backup are damaged")]
    KeysDamaged,
    /// The passphrase opens nothing in it.
    #[error("the passphrase does not open this backup")]
    WrongPassphrase,
    /// The recovery key opens nothing in it.
    #[error("the recovery key does not open this backup")]
    WrongRecoveryKey,
    /// A passphrase could not be stretched.
    #[error("the passphrase could not be tried")]
    Kdf(#[source] KdfError),
    /// The restored vault did not open; the one before is in its place.
    #[error("the restored vault did not open")]
    Open(#[source] Box<OpenError>),
    /// The note of which vault is in use cannot be read or written.
    #[error("the note of which vault is in use")]
    Home(#[source] HomeError),
    /// The disk or the file system.
    #[error("the disk did not do what was asked")]
    Io(#[source] io::Error),
    /// Anything else.
    #[error("the backup could not be made")]
    Store(#[source] StoreError),
}

/// Windows says by number what it has no kind for: shared or locked by another program; the network
/// path, name or device is away, or not ready.
#[cfg(windows)]
const HELD: [i32; 2] = [32, 33];
#[cfg(windows)]
const AWAY: [i32; 7] = [21, 53, 55, 59, 64, 67, 1231];

fn held(error: &io::Error) -> bool {
    #[cfg(windows)]
    if error
        .raw_os_error()
        .is_some_and(|code| HELD.contains(&code))
    {
        return true;
    }
    matches!(
        error.kind(),
        io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy
    )
}

fn away(error: &io::Error) -> bool {
    #[cfg(windows)]
    if error
        .raw_os_error()
        .is_some_and(|code| AWAY.contains(&code))
    {
        return true;
    }
    use io::ErrorKind as Kind;
    matches!(
        error.kind(),
        Kind::NotFound
            | Kind::NotADirectory
            | Kind::StaleNetworkFileHandle
            | Kind::HostUnreachable
            | Kind::NetworkUnreachable
            | Kind::NetworkDown
            | Kind::NotConnected
            | Kind::TimedOut
    )
}

impl BackupError {
    /// The same trouble, met where the vault is and not where the backup goes.
    pub(crate) fn here(self) -> Self {
        match self {
            Self::DiskFull(cause) => Self::NoRoomHere(cause),
            Self::ReadOnly(cause) => Self::Store(StoreError::ReadOnly(cause)),
            Self::PlaceGone(error) | Self::Held(error) => Self::Io(error),
            other => other,
        }
    }

    pub(crate) fn not_whole(error: StoreError) -> Self {
        match error {
            // What the disk would not do says nothing about the copy.
            StoreError::DiskFull(cause) => Self::NoRoomHere(cause),
            StoreError::Io(error) => Self::Io(error),
            other => Self::NotWhole(Box::new(other)),
        }
    }

    pub(crate) fn damaged() -> Self {
        Self::NotWhole(Box::new(StoreError::Altered(crate::Damage::File)))
    }
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::DiskFull(cause) => Self::DiskFull(cause),
            StoreError::ReadOnly(cause) => Self::ReadOnly(cause),
            StoreError::Io(error) if held(&error) => Self::Held(error),
            StoreError::Io(error) if away(&error) => Self::PlaceGone(error),
            StoreError::Io(error) => Self::Io(error),
            StoreError::Kdf(error) => Self::Kdf(error),
            other => Self::Store(other),
        }
    }
}

impl From<io::Error> for BackupError {
    fn from(error: io::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl From<rusqlite::Error> for BackupError {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl From<NotSlots> for BackupError {
    fn from(error: NotSlots) -> Self {
        match error {
            NotSlots::Damaged => Self::KeysDamaged,
            NotSlots::Newer(found) => Self::NewerFormat { found },
        }
    }
}

impl From<HomeError> for BackupError {
    fn from(error: HomeError) -> Self {
        match error {
            HomeError::Io(error) => error.into(),
            other => Self::Home(other),
        }
    }
}
