//! Errors, one enum for each family of operations. None of them holds a name, an answer, a
//! secret or a path.

use std::io;

use stepwise_core::chain::{ChainFault, Head};

use crate::arriving::TakeFault;
use crate::fault::{DatabaseFault, Trouble, fault, io_trouble};
use crate::ids::{CaseId, DocumentId, SlotId};
use crate::kdf::KdfError;

/// Where a record does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Damage {
    /// A case's chain.
    #[error("the record of case {case} does not hold")]
    Case {
        /// The case.
        case: CaseId,
        /// What is wrong, and where.
        #[source]
        fault: ChainFault,
    },
    /// The vault's journal.
    #[error("the vault's journal does not hold")]
    Journal(#[source] ChainFault),
    /// A case whose record is whole but is not the one the journal noted last.
    #[error("the record of case {case} is not the one that the journal noted last")]
    NotAsNoted {
        /// The case.
        case: CaseId,
    },
    /// A case that was erased, and still has texts; or the list of erased cases names one of which the
    /// journal knows no erasing, or the other way round.
    #[error("case {case} and the journal do not agree on whether it was erased")]
    NotErased {
        /// The case.
        case: CaseId,
    },
    /// A case that the journal knows and the vault does not hold, or the other way round.
    #[error("case {case} is in only one of the vault and its journal")]
    CaseMissing {
        /// The case.
        case: CaseId,
    },
    /// A journal entry of the store's own that cannot be read.
    #[error("journal entry {seq} cannot be read")]
    Entry {
        /// The entry.
        seq: u64,
    },
    /// An attachment or print whose bytes are not those that were added.
    #[error("document {document} is damaged")]
    Document {
        /// The document.
        document: DocumentId,
    },
    /// The database file itself: a page does not match its own check.
    #[error("the database file is damaged")]
    File,
}

/// Why a read or a write of an open vault failed. Nothing was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no such case.
    #[error("there is no such case in this vault")]
    NoSuchCase,
    /// The case is already in the vault.
    #[error("this case is already in the vault")]
    CaseExists,
    /// The case was erased: its chain is there, and its texts are not.
    #[error("this case was erased")]
    CaseErased,
    /// There is no such document.
    #[error("there is no such document in this vault")]
    NoSuchDocument,
    /// There is no such slot.
    #[error("there is no such person or recovery key in this vault")]
    NoSuchSlot,
    /// The last person's slot cannot go.
    #[error("the vault must keep at least one person who can open it")]
    LastPerson,
    /// The case has moved on since it was read: read it again and decide again.
    #[error("the case was changed meanwhile: entry {} was expected last, and entry {} is", expected.seq, found.seq)]
    Conflict {
        /// Where the caller thought the case stood.
        expected: Head,
        /// Where it stands.
        found: Head,
    },
    /// The record does not hold.
    #[error("the record was altered or damaged")]
    Altered(#[from] Damage),
    /// The disk is full; the entry was not saved.
    #[error("the disk is full, and this was not saved")]
    DiskFull(#[source] Cause),
    /// The folder can only be read; the entry was not saved.
    #[error("the vault's folder can only be read, and this was not saved")]
    ReadOnly(#[source] Cause),
    /// More than the store takes in one piece.
    #[error("this is larger than {limit} bytes, the most that can be kept in one piece")]
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// Another pack is kept under this digest.
    #[error("a different policy pack is kept under this digest")]
    PackDiffers,
    /// A case that came from another record was not taken.
    #[error("the case from another record was not taken")]
    NotTaken(#[from] TakeFault),
    /// What was given cannot be stored.
    #[error("{0}")]
    Invalid(&'static str),
    /// A setting or journal entry could not be turned into JSON or back.
    #[error("a stored value cannot be read")]
    Json(#[source] JsonFault),
    /// A passphrase could not be stretched.
    #[error("the passphrase could not be prepared")]
    Kdf(#[from] KdfError),
    /// The slot is damaged.
    #[error("the key for this person is damaged in the slot file")]
    SlotDamaged {
        /// The slot.
        slot: SlotId,
    },
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random numbers")]
    Random,
    /// The disk or the file system.
    #[error("the disk did not do what was asked, and this was not saved")]
    Io(#[source] io::Error),
    /// The database.
    #[error("the database could not do this, and nothing was saved")]
    Database(#[source] DatabaseFault),
}

/// What was underneath an error that either the file system or the database can report.
#[derive(Debug, thiserror::Error)]
pub enum Cause {
    /// The file system.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseFault),
}

/// Where JSON went wrong, without the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unexpected JSON at line {line}, column {column}")]
pub struct JsonFault {
    line: usize,
    column: usize,
}

impl From<serde_json::Error> for JsonFault {
    fn from(error: serde_json::Error) -> Self {
        Self {
            line: error.line(),
            column: error.column(),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error.into())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match fault(&error) {
            (Trouble::DiskFull, fault) => Self::DiskFull(fault.into()),
            (Trouble::ReadOnly, fault) => Self::ReadOnly(fault.into()),
            (Trouble::Corrupt | Trouble::NotADatabase, _) => Self::Altered(Damage::File),
            (Trouble::Other, fault) => Self::Database(fault),
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match io_trouble(&error) {
            Trouble::DiskFull => Self::DiskFull(error.into()),
            Trouble::ReadOnly => Self::ReadOnly(error.into()),
            _ => Self::Io(error),
        }
    }
}

/// Why a vault could not be made. Nothing is left behind.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreateError {
    /// The folder already holds something.
    #[error("this folder already holds files: choose an empty or a new one")]
    NotEmpty,
    /// No passphrase was given.
    #[error("a passphrase is needed")]
    NoPassphrase,
    /// The person's label is empty, too long, or holds more than letters, digits, - and _.
    #[error("a person's label has 1 to 64 letters, digits, hyphens or underscores")]
    Label,
    /// The place can only be read.
    #[error("this place can only be read: choose another one")]
    ReadOnly(#[source] Cause),
    /// The disk is full.
    #[error("the disk is full: free some space first")]
    DiskFull(#[source] Cause),
    /// A passphrase could not be stretched.
    #[error("the passphrase could not be prepared")]
    Kdf(#[from] KdfError),
    /// The vault was made, and could not be opened afterwards.
    #[error("the vault was made and could not be opened")]
    Open(#[source] Box<OpenError>),
    /// The disk or the file system.
    #[error("the disk did not do what was asked")]
    Io(#[source] io::Error),
    /// Anything else.
    #[error("the vault could not be made")]
    Store(#[source] StoreError),
}

impl From<StoreError> for CreateError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::DiskFull(cause) => Self::DiskFull(cause),
            StoreError::ReadOnly(cause) => Self::ReadOnly(cause),
            StoreError::Kdf(error) => Self::Kdf(error),
            other => Self::Store(other),
        }
    }
}

impl From<io::Error> for CreateError {
    fn from(error: io::Error) -> Self {
        match io_trouble(&error) {
            Trouble::DiskFull => Self::DiskFull(error.into()),
            Trouble::ReadOnly => Self::ReadOnly(error.into()),
            _ => Self::Io(error),
        }
    }
}

impl From<rusqlite::Error> for CreateError {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::from(error).into()
    }
}

/// Why a vault did not open. Whatever the reason, nothing was deleted or made anew.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// There is no vault in this folder.
    #[error("there is no vault in this folder")]
    NoVault,
    /// The keys are here and the database is not.
    #[error("the vault's database file is missing")]
    DatabaseMissing,
    /// The database file has no content.
    #[error("the vault's database file is empty")]
    DatabaseEmpty,
    /// The file is no encrypted database of any kind: cut short, or something else.
    #[error("the vault's database file is not a vault's database")]
    NotADatabase,
    /// The file has the right form and does not open with this vault's key: it is damaged, or
    /// belongs to another vault.
    #[error("the vault's database file is damaged, or belongs to another vault")]
    DatabaseUnreadable(#[source] DatabaseFault),
    /// A page of the file does not match its own check, or what must be there is not.
    #[error("the vault's database file is damaged")]
    DatabaseDamaged,
    /// A database of another program.
    #[error("the file belongs to another program")]
    ForeignDatabase {
        /// The application id it carries.
        application_id: i32,
    },
    /// Written by a newer version of this program.
    #[error(
        "the vault was written by a newer version of this program (format {found}; this version knows up to {supported})"
    )]
    NewerSchema {
        /// The file's schema.
        found: u32,
        /// The newest that this version knows.
        supported: u32,
    },
    /// The slot file was written by a newer version of this program.
    #[error("the vault's keys were written by a newer version of this program")]
    NewerSlots {
        /// The file's format.
        found: u32,
    },
    /// The slot file is missing.
    #[error("the file with the vault's keys is missing")]
    SlotsMissing,
    /// The slot file cannot be read, and neither can the one before it.
    #[error("the file with the vault's keys is damaged")]
    SlotsDamaged,
    /// This person's slot is damaged; others may be whole.
    #[error("this person's key is damaged")]
    SlotDamaged {
        /// The slot.
        slot: SlotId,
    },
    /// The slot file opens and was not written by this vault.
    #[error("the file with the vault's keys was altered")]
    SlotsAltered,
    /// There is no such slot.
    #[error("there is no such person or recovery key in this vault")]
    NoSuchSlot,
    /// The passphrase is not the right one.
    #[error("the passphrase is not right")]
    WrongPassphrase {
        /// Failed tries so far, with this one.
        failures: u32,
        /// How long until the next try, in seconds.
        wait_seconds: u64,
    },
    /// The recovery key is well-formed and is not one of this vault's.
    #[error("this is not one of the vault's recovery keys")]
    WrongRecoveryKey,
    /// Too soon after failed tries. The passphrase was not looked at.
    #[error("too many tries: wait {wait_seconds} seconds")]
    TooSoon {
        /// How long, in seconds.
        wait_seconds: u64,
    },
    /// The vault is open in another window or program.
    #[error("the vault is already open in another window")]
    InUse,
    /// The folder can only be read.
    #[error("the vault's folder can only be read")]
    ReadOnly(#[source] Cause),
    /// The disk is full.
    #[error("the disk is full: free some space first")]
    DiskFull(#[source] Cause),
    /// A passphrase could not be stretched: absurd cost, or no memory.
    #[error("the passphrase could not be tried")]
    Kdf(#[source] KdfError),
    /// The file is older than this program, and could not be brought up to date. It is as it was.
    #[error("the vault could not be brought up to date, and is as it was")]
    Migration(#[source] Box<crate::backup::BackupError>),
    /// The disk or the file system.
    #[error("the disk did not do what was asked")]
    Io(#[source] io::Error),
    /// Anything else.
    #[error("the vault could not be opened")]
    Store(#[source] StoreError),
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::DiskFull(cause) => Self::DiskFull(cause),
            StoreError::ReadOnly(cause) => Self::ReadOnly(cause),
            StoreError::Io(error) => Self::Io(error),
            StoreError::Kdf(error) => Self::Kdf(error),
            StoreError::Altered(Damage::File) => Self::DatabaseDamaged,
            other => Self::Store(other),
        }
    }
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::from(error).into()
    }
}
