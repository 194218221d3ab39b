//! What the file system and the database report, reduced to what a person can be told.

use std::fmt;
use std::io;

/// What the database engine reported: its code and what that code means, never its own text,
/// which can quote what was searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatabaseFault {
    /// SQLite's extended result code; none when the fault was in how this program asked.
    pub code: Option<i32>,
    meaning: &'static str,
}

impl fmt::Display for DatabaseFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => write!(f, "{} (code {code})", self.meaning),
            None => f.write_str(self.meaning),
        }
    }
}

impl std::error::Error for DatabaseFault {}

/// What kind of trouble an error of the file system or the database is.
pub(crate) enum Trouble {
    DiskFull,
    ReadOnly,
    NotADatabase,
    Corrupt,
    Other,
}

/// `SQLITE_IOERR_SHMSIZE`: the shared index could not grow, which a full disk causes.
const SHM_SIZE: i32 = 4874;
const CANT_OPEN: i32 = 14;

pub(crate) fn fault(error: &rusqlite::Error) -> (Trouble, DatabaseFault) {
    use rusqlite::ErrorCode as Code;
    let Some(inner) = error.sqlite_error() else {
        let meaning = match error {
            rusqlite::Error::QueryReturnedNoRows => "an expected row is missing",
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..) => "a stored value has the wrong form",
            _ => "the database was asked wrongly",
        };
        return (
            Trouble::Other,
            DatabaseFault {
                code: None,
                meaning,
            },
        );
    };
    let (trouble, meaning) = match inner.code {
        Code::DiskFull => (Trouble::DiskFull, "the disk is full"),
        Code::ReadOnly => (Trouble::ReadOnly, "the file can only be read"),
        Code::NotADatabase => (
            Trouble::NotADatabase,
            "the file is not a database, or the key is wrong",
        ),
        Code::DatabaseCorrupt => (Trouble::Corrupt, "the file is damaged"),
        Code::SystemIoFailure if inner.extended_code == SHM_SIZE => {
            (Trouble::DiskFull, "the disk is full")
        }
        Code::SystemIoFailure => (Trouble::Other, "the disk did not do what was asked"),
        Code::CannotOpen => (Trouble::Other, "the file could not be opened"),
        Code::PermissionDenied => (Trouble::ReadOnly, "the file may not be written"),
        Code::DatabaseBusy | Code::DatabaseLocked => (Trouble::Other, "the database is busy"),
        Code::ConstraintViolation => (Trouble::Other, "a rule of the database refused this"),
        Code::OutOfMemory => (Trouble::Other, "there is not enough memory"),
        _ => (Trouble::Other, "the database reported a fault"),
    };
    (
        trouble,
        DatabaseFault {
            code: Some(inner.extended_code),
            meaning,
        },
    )
}

pub(crate) fn io_trouble(error: &io::Error) -> Trouble {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Trouble::DiskFull,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Trouble::ReadOnly,
        _ => Trouble::Other,
    }
}

/// A file that could not be opened at all, told apart only for the first opening.
pub(crate) fn cannot_open(error: &rusqlite::Error) -> bool {
    error
        .sqlite_error()
        .is_some_and(|inner| inner.extended_code & 0xff == CANT_OPEN)
}
