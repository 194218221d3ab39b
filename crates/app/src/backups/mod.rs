//! Backups: made by themselves after work, or when asked for, on a thread of their own; and a backup
//! that is being restored or tried.

mod failure;
mod place;
mod work;

use stepwise_store::{BackupFile, Restoration};

pub(crate) use failure::{of_backup, of_home};
pub(crate) use place::{good_place, same_disk};
pub(crate) use work::Backups;
pub use work::Waiting;

/// A backup that was chosen, and, once its key was given, opened.
pub(crate) struct Restoring {
    pub file: BackupFile,
    pub opened: Option<Restoration>,
}
