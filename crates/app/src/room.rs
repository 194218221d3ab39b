//! Whether a disk has room for something large, asked before it is begun.

use crate::error::{ErrorCode, WireError};
use crate::failure::{Answer, AppError};
use crate::files::size_words;
use std::path::Path;

/// Left free besides, so that a disk is not filled to its last byte.
const SPARE: u64 = 1024 * 1024;

/// Asks whether a folder's disk has room for so many bytes. A disk that does not say is tried.
///
/// # Errors
/// It has not. Nothing was written.
pub(crate) fn room_for(folder: &Path, bytes: u64) -> Answer<()> {
    let wanted = bytes.saturating_add(SPARE);
    match free(folder, wanted) {
        Some(free) if free < wanted => Err(AppError::wire(WireError::new(
            ErrorCode::DiskFull,
            &format!(
                "There is not enough room there. About {} are needed, and {} are free.",
                size_words(wanted),
                size_words(free)
            ),
            "Free some space, or choose another place. Nothing was made, and your answers are kept.",
            "",
        ))),
        _ => Ok(()),
    }
}

/// How many bytes are free for this user.
#[cfg(unix)]
fn free(folder: &Path, _wanted: u64) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    disk.f_bavail.checked_mul(disk.f_frsize)
}

/// Whether a file of so many bytes can be had: a Windows disk gives a file its room when its length is set. How many
/// are free in truth is not learned so.
#[cfg(not(unix))]
fn free(folder: &Path, wanted: u64) -> Option<u64> {
    let path = folder.join("stepwise-room.part");
    let file = std::fs::File::create_new(&path).ok()?;
    let given = file.set_len(wanted);
    drop(file);
    let _ = std::fs::remove_file(&path);
    match given {
        Err(error) if error.kind() == std::io::ErrorKind::StorageFull => Some(0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_disk_holds_is_refused_and_a_little_is_not() {
        let folder = std::env::temp_dir();
        assert!(room_for(&folder, 1).is_ok());
        let error = WireError::from(room_for(&folder, u64::MAX / 2).unwrap_err());
        assert_eq!(error.code, ErrorCode::DiskFull);
        assert!(error.message.contains("free"), "{}", error.message);
    }
}
