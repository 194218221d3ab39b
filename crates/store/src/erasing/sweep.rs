//! Writing the database anew, without what was deleted.
//!
//! SQLite overwrites what it deletes (`secure_delete`, for the search words too), and the tests find nothing
//! after that. Nobody can show it of every page of every vault, so the file is also written anew beside
//! itself, checked whole, and copied back page by page in one transaction: killed at any moment, the
//! vault is as before or as after.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::SWEEP_DUE;
use crate::backup::{Stop, remove_copy};
use crate::database::{self, Mode};
use crate::error::StoreError;
use crate::files;
use crate::ids::VaultId;
use crate::secret::{Usage, VaultKey};
use crate::verify;

/// Writes the database anew. Needs room for it twice meanwhile.
///
/// # Errors
/// It was stopped, or failed: the database is as it was, and the sweeping is still due.
pub(super) fn sweep(
    conn: &mut Connection,
    folder: &Path,
    own: (&VaultId, &VaultKey),
    stop: &Stop,
) -> Result<(), StoreError> {
    let clean = files::backup_copy(folder)?;
    let done = write_anew(conn, &clean, own, stop);
    remove_copy(&clean);
    done?;
    // The log still holds the pages as they were.
    fold_log(conn)
}

fn write_anew(
    conn: &mut Connection,
    clean: &Path,
    (vault, key): (&VaultId, &VaultKey),
    stop: &Stop,
) -> Result<(), StoreError> {
    let path = clean.to_str().ok_or(StoreError::Invalid(
        "the vault's folder has a name that cannot be written as text",
    ))?;
    drop(files::private().create_new(true).open(clean)?);
    stop.watch(conn);
    conn.execute("VACUUM INTO ?1", [path])?;
    let copy = database::connect(clean, &key.derive(Usage::Database), Mode::Write)?;
    copy.execute("DELETE FROM meta WHERE key = ?1", [SWEEP_DUE])?;
    stop.watch(&copy);
    verify::whole(&copy, vault)?;
    if stop.asked() {
        return Err(StoreError::Invalid("the sweeping was stopped"));
    }
    let backup = Backup::new(&copy, conn)?;
    match backup.step(-1)? {
        StepResult::Done => Ok(()),
        _ => Err(StoreError::Invalid("the database is busy")),
    }
}

/// Folds the log into the database and empties it.
///
/// # Errors
/// Somebody is reading.
fn fold_log(conn: &Connection) -> Result<(), StoreError> {
    let busy: bool = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy {
        // Its pages are of before: as long as they are there, the sweeping is not done.
        database::put_meta(conn, SWEEP_DUE, b"1")?;
        return Err(StoreError::Invalid("the database is busy"));
    }
    Ok(())
}
