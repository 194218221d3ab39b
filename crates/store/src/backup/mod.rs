//! Backups: one file with the slot file and the database under a key of its own. `FORMAT.md` has
//! its layout.

mod compare;
mod contents;
mod copy;
mod error;
mod keep;
mod make;
mod others;
mod read;
mod restore;
mod stop;

pub use compare::{CaseCompared, Comparison, Line};
pub use contents::{CaseHeld, Contents};
pub(crate) use copy::{copy, copy_verified, remove_copy, settle};
pub use error::BackupError;
pub use keep::{BackupNames, Kept, Listed, keep};
pub(crate) use make::check_all;
pub use make::{Backup, BackupJob};
pub use read::BackupFile;
pub use restore::{Restoration, Restored, Secret};
pub use stop::Stop;

const MAGIC: &[u8; 16] = b"stepwise backup\n";
const FORMAT: u32 = 1;
/// Magic, format, two lengths, two hashes.
const HEADER: usize = 16 + 4 + 8 + 8 + 32 + 32;
/// The largest slot file that is read.
const MAX_SLOTS: u64 = 256 * 1024;
/// The setting with the time of the last backup.
const LAST: &str = "store.last-backup";
/// The setting with the journal's place in the last backup.
const LAST_SEQ: &str = "store.last-backup-seq";
/// In the copy alone: when it was made.
const MADE: &str = "backup-made";
/// In the database since a restore: the line that began with it.
const LINE: &str = "backup-line";

/// What stands before the slot file and the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Header {
    slots: u64,
    slots_hash: [u8; 32],
    database: u64,
    database_hash: [u8; 32],
}

impl Header {
    fn to_bytes(self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEADER);
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&FORMAT.to_be_bytes());
        out.extend_from_slice(&self.slots.to_be_bytes());
        out.extend_from_slice(&self.database.to_be_bytes());
        out.extend_from_slice(&self.slots_hash);
        out.extend_from_slice(&self.database_hash);
        out
    }

    /// Reads hostile bytes.
    fn parse(bytes: &[u8; HEADER]) -> Result<Self, BackupError> {
        let mut rest = &bytes[..];
        if take::<16>(&mut rest) != *MAGIC {
            return Err(BackupError::NotABackup);
        }
        let format = u32::from_be_bytes(take(&mut rest));
        if format != FORMAT {
            return Err(match format {
                0 => BackupError::NotABackup,
                found => BackupError::NewerFormat { found },
            });
        }
        let header = Self {
            slots: u64::from_be_bytes(take(&mut rest)),
            database: u64::from_be_bytes(take(&mut rest)),
            slots_hash: take(&mut rest),
            database_hash: take(&mut rest),
        };
        if header.slots > MAX_SLOTS {
            return Err(BackupError::damaged());
        }
        Ok(header)
    }
}

/// The header of a file's first bytes.
#[cfg(any(test, feature = "fuzzed"))]
pub(crate) fn header(bytes: &[u8]) -> Result<impl Sized + use<>, BackupError> {
    let whole = bytes.first_chunk().ok_or(BackupError::NotABackup)?;
    Header::parse(whole)
}

/// The next bytes; zeros past the end, which no caller reaches.
fn take<const N: usize>(rest: &mut &[u8]) -> [u8; N] {
    let (part, left) = rest.split_at_checked(N).unwrap_or((&[], &[]));
    *rest = left;
    part.try_into().unwrap_or([0; N])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_header_reads_back(slots in 0..MAX_SLOTS, database: u64, slots_hash: [u8; 32], database_hash: [u8; 32]) {
            let header = Header { slots, slots_hash, database, database_hash };
            let bytes: [u8; HEADER] = header.to_bytes().try_into().unwrap();
            prop_assert_eq!(Header::parse(&bytes).unwrap(), header);
        }

        #[test]
        fn hostile_headers_never_panic(start in 0..2usize, bytes in prop::collection::vec(any::<u8>(), HEADER)) {
            let mut bytes: [u8; HEADER] = bytes.try_into().unwrap();
            if start == 1 {
                bytes[..16].copy_from_slice(MAGIC);
            }
            let _ = Header::parse(&bytes);
        }
    }
}
