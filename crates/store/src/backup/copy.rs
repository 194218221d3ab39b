//! Copying a database under another key, and checking the copy.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::{BackupError, Stop};
use crate::database::{self, Mode};
use crate::error::StoreError;
use crate::files;

/// Pages copied between two looks whether to stop: 2 MiB.
const PAGES: i32 = 512;
/// How often a busy database is tried again, and how long is waited between.
const BUSY: u32 = 100;
const WAIT: Duration = Duration::from_millis(50);

/// Copies a database under a key. What it leaves is not yet on the disk for good.
pub(crate) fn copy(
    conn: &Connection,
    to: &Path,
    key: &[u8; 32],
    stop: &Stop,
) -> Result<Connection, BackupError> {
    remove_copy(to);
    drop(files::private().create_new(true).open(to)?);
    let mut target = database::connect(to, key, Mode::Make)?;
    // Until it is whole nobody needs it: it is synced once, at the end.
    target.execute_batch("PRAGMA synchronous = OFF")?;
    {
        let backup = Backup::new(conn, &mut target)?;
        let mut busy = 0;
        loop {
            stop.check()?;
            match backup.step(PAGES)? {
                StepResult::Done => break,
                StepResult::More => {
                    let of = backup.progress();
                    let whole = u64::try_from(of.pagecount).unwrap_or(0);
                    let left = u64::try_from(of.remaining).unwrap_or(0);
                    stop.reached(whole.saturating_sub(left), whole);
                }
                _ if busy < BUSY => {
                    busy += 1;
                    std::thread::sleep(WAIT);
                }
                _ => return Err(StoreError::Invalid("the database is busy").into()),
            }
        }
    }
    // The copy stands alone: no log beside it.
    target.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    Ok(target)
}

/// Syncs a finished copy that is closed.
pub(super) fn sync(path: &Path) -> Result<(), BackupError> {
    Ok(File::options().write(true).open(path)?.sync_all()?)
}

/// Closes a finished copy and syncs it.
pub(crate) fn settle(target: Connection, path: &Path) -> Result<(), BackupError> {
    drop(target);
    sync(path)
}

/// Copies a database under the same key, reads the copy again, and puts it in place whole.
pub(crate) fn copy_verified(
    conn: &Connection,
    to: &Path,
    key: &[u8; 32],
) -> Result<(), BackupError> {
    let partial = files::partial(to);
    let made = copy(conn, &partial, key, &Stop::default())
        .and_then(|target| settle(target, &partial))
        .and_then(|()| check_copy(&partial, key));
    if let Err(error) = made {
        remove_copy(&partial);
        return Err(error);
    }
    fs::rename(&partial, to)?;
    Ok(files::sync_folder_of(to)?)
}

/// Opens a copy for reading, and checks each page of it.
fn check_copy(path: &Path, key: &[u8; 32]) -> Result<(), BackupError> {
    let conn = database::connect(path, key, Mode::Read)?;
    if database::check(&conn).is_err() {
        return Err(BackupError::damaged());
    }
    database::check_pages(&conn).map_err(BackupError::not_whole)?;
    database::check_structure(&conn).map_err(BackupError::not_whole)
}

/// Only ever a file that this program made under a name of its own.
pub(crate) fn remove_copy(path: &Path) {
    for end in ["", "-journal", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        let _ = fs::remove_file(PathBuf::from(name));
    }
}
