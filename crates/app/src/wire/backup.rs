//! Backups: made, listed, tried, restored.

use super::SessionView;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How the backups stand: always in sight.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct BackupState {
    /// A folder for them is chosen.
    pub placed: bool,
    /// Something was saved that is in no backup yet.
    pub due: bool,
    /// One is being made now.
    pub running: bool,
    /// Whole days since the last one; null where there was none.
    pub days: Option<u32>,
    /// Why the last one failed, and what to do; null where it did not.
    pub problem: Option<crate::error::WireError>,
}

/// All about backups.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BackupsView {
    /// Where they go; empty for nowhere yet.
    pub folder: String,
    /// The moment of the last one, RFC 3339; null where there was none.
    pub last: Option<String>,
    /// How they stand.
    pub state: BackupState,
    /// The folder is on the same disk as the record.
    pub same_disk: bool,
    /// This record's backups in the folder, the newest first.
    pub files: Vec<BackupListed>,
    /// Why the folder cannot be looked at; null where it can.
    pub unseen: Option<crate::error::WireError>,
    /// Folders of records that were in use before a restore.
    pub kept: Vec<String>,
}

/// A backup in the folder.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BackupListed {
    /// Its file's name: names it in a request.
    pub name: String,
    /// When it was made, by the clock on the wall: an ISO day, `T` and a time.
    pub made: String,
    /// Its size, in bytes.
    pub bytes: u64,
    /// It was made before something risky, and is kept longer.
    pub risky: bool,
}

/// A backup to look at.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ChooseBackup {
    /// A file's name in the folder for backups; empty to be asked for a file.
    pub name: String,
}

/// A backup that was chosen. Nothing of it can be read yet.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BackupChosen {
    /// Its file's name; null where they cancelled.
    pub name: Option<String>,
    /// Its folder.
    pub folder: String,
    /// Its size, in bytes.
    pub bytes: u64,
    /// It is of the record on this computer; null where there is none to compare with.
    pub own: Option<bool>,
}

/// The key of a backup that was chosen: one of the two.
#[derive(Clone, Deserialize, TS)]
pub struct OpenBackup {
    /// The passphrase of the day when it was made.
    pub passphrase: String,
    /// A recovery key of that day.
    pub key: String,
}

/// What a backup holds. It was made into a whole record beside the one in use, and all of it was checked.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BackupOpened {
    /// When it was made, RFC 3339; null in one from an early version.
    pub made: Option<String>,
    /// When its last entry was recorded, RFC 3339; null where it has none.
    pub last_event: Option<String>,
    /// How many cases.
    pub cases: u64,
    /// How many entries.
    pub events: u64,
    /// How many attachments and prints.
    pub documents: u64,
    /// Its size, in bytes.
    pub bytes: u64,
    /// Where its journal stands: the number of the last entry.
    pub journal: u64,
    /// The seal of that entry: 64 digits in groups of four.
    pub head: String,
    /// It is of the record on this computer; null where there is none to compare with.
    pub own: Option<bool>,
    /// It was opened with a recovery key: after it was restored, somebody's passphrase is set anew.
    pub by_recovery_key: bool,
    /// Against the record in use, where that one is open and the same record.
    pub compared: Option<BackupCompared>,
    /// How many entries of the journal this computer saw that are not in it, where the record in use cannot
    /// be opened; null where nobody knows.
    pub unseen: Option<u64>,
}

/// A backup against the record in use.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BackupCompared {
    /// Entries of cases that are in use and not in the backup.
    pub missing: u64,
    /// The two parted: each has entries that the other has not.
    pub parted: bool,
    /// The cases that are not the same, by number; at most a hundred.
    pub cases: Vec<CaseCompare>,
    /// How many more cases there are.
    pub more: u64,
}

/// A case that is not the same in a backup and in use.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CaseCompare {
    /// Its number.
    pub number: String,
    /// Entries in the backup; null where it does not have the case.
    pub backup: Option<u64>,
    /// Entries in use; null where that does not have the case.
    pub present: Option<u64>,
    /// Each has entries that the other has not.
    pub parted: bool,
}

/// It was restored. It is open; after a recovery key once somebody's passphrase is set anew.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BackupRestored {
    /// The session.
    pub session: SessionView,
    /// Where the record is that was in use before; empty where there was none.
    pub before: String,
    /// That record was backed up before; null where there was nothing to back up, or no way to.
    pub backed_up: Option<bool>,
}
