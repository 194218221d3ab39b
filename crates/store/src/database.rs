//! Opening the database file: never making one by accident, never touching one that is not ours.

use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use stepwise_core::chain::Head;
use zeroize::Zeroizing;

use crate::error::{OpenError, StoreError};
use crate::fault::{Trouble, cannot_open, fault};
use crate::ids::VaultId;
use crate::journal::Tail;
use crate::memory;
use crate::migrate;

/// `STWP`: says in the file that it is a Stepwise vault.
pub(crate) const APPLICATION_ID: i32 = 0x5354_5750;
/// SQLCipher's page, in bytes; a file is a whole number of them.
const PAGE: u64 = 4096;
const SLOTS_GENERATION: &str = "slots-generation";
const PLAIN_SQLITE: &[u8; 16] = b"SQLite format 3\0";

static CONNECTING: Mutex<()> = Mutex::new(());

/// How a file is opened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The file must exist.
    Write,
    /// The file must exist, and stays as it is.
    Read,
    /// The file must exist, is given as a URI, and nothing at all is written beside it.
    Peek,
    /// The file is made here.
    Make,
}

/// Connects with a raw key. Nothing is read yet, so a wrong key shows only later.
pub(crate) fn connect(path: &Path, key: &[u8; 32], mode: Mode) -> rusqlite::Result<Connection> {
    let flags = match mode {
        Mode::Peek => OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
        Mode::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Mode::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        Mode::Make => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
    } | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    // What SQLite does with memory and SQLCipher's log level belong to the process, not to the connection, and
    // its first use sets up its cryptography: one thread at a time.
    let _alone = CONNECTING.lock().unwrap_or_else(PoisonError::into_inner);
    let wipes = memory::wipes();
    let conn = Connection::open_with_flags(path, flags)?;
    // First of all: from here on SQLite wipes what it frees, the statement with the key included.
    if !wipes {
        conn.execute_batch("PRAGMA cipher_memory_security = ON")?;
    }
    conn.execute_batch("PRAGMA cipher_log_level = NONE")?;
    let mut pragma = Zeroizing::new(String::with_capacity(96));
    pragma.push_str("PRAGMA key = \"x'");
    for byte in key {
        for nibble in [byte >> 4, byte & 15] {
            pragma.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
    }
    pragma.push_str("'\"");
    conn.execute_batch(&pragma)?;
    conn.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA trusted_schema = OFF")?;
    conn.busy_timeout(Duration::from_secs(5))?;
    Ok(conn)
}

/// The settings under which an acknowledged commit was seen to survive a power cut (security.md:
/// 0 of 400 lost), set once the file is known to be ours.
pub(crate) fn settle(conn: &Connection) -> rusqlite::Result<()> {
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    // 16 MiB of pages: the list of 10,000 cases stays in memory, and is not decrypted anew for each look at it.
    conn.execute_batch("PRAGMA cache_size = -16384")?;
    conn.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON",
    )?;
    conn.query_row("PRAGMA secure_delete = ON", [], |_| Ok(()))?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    Ok(())
}

/// What can be said of the file without a key.
pub(crate) fn look(path: &Path) -> Result<(), OpenError> {
    let size = match fs::metadata(path) {
        Ok(meta) if meta.is_file() => meta.len(),
        Ok(_) => return Err(OpenError::NotADatabase),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(OpenError::DatabaseMissing);
        }
        Err(error) => return Err(error.into()),
    };
    if size == 0 {
        return Err(OpenError::DatabaseEmpty);
    }
    // A last page that a power cut left half-written is in the log.
    if size < PAGE {
        return Err(OpenError::NotADatabase);
    }
    let mut start = [0u8; 16];
    fs::File::open(path)?.read_exact(&mut start)?;
    if &start == PLAIN_SQLITE {
        Err(OpenError::NotADatabase)
    } else {
        Ok(())
    }
}

/// Opens a vault's database and checks that it is one, before anything is written. Gives its
/// schema version too, which may be older than this program's.
pub(crate) fn open(path: &Path, key: &[u8; 32]) -> Result<(Connection, u32), OpenError> {
    look(path)?;
    let conn = connect(path, key, Mode::Write).map_err(opening)?;
    let version = check(&conn)?;
    Ok((conn, version))
}

/// A file as a URI that says that nobody writes it meanwhile, so that SQLite makes no file beside it: it may
/// lie in a folder that another program copies.
fn unchanging(path: &Path) -> Option<String> {
    let text = path.to_str()?;
    let text = if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.to_owned()
    };
    let mut uri = String::from("file:");
    if !text.starts_with('/') && cfg!(windows) {
        uri.push('/');
    }
    for c in text.chars() {
        match c {
            '%' => uri.push_str("%25"),
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            c => uri.push(c),
        }
    }
    uri.push_str("?immutable=1");
    Some(uri)
}

/// Where the journal of another database stands, if that is a database of this vault under this key. What is
/// in its log is not seen, and nothing is written.
pub(crate) fn peek(path: &Path, key: &[u8; 32], vault: &VaultId) -> Option<Head> {
    look(path).ok()?;
    let uri = unchanging(path)?;
    let conn = connect(Path::new(&uri), key, Mode::Peek).ok()?;
    if meta(&conn, "vault").ok()?.as_deref() != Some(&vault.as_bytes()[..]) {
        return None;
    }
    Tail::read(&conn, vault).ok().map(|tail| tail.head)
}

/// Checks that a keyed connection is to a vault this program knows.
pub(crate) fn check(conn: &Connection) -> Result<u32, OpenError> {
    conn.query_row("SELECT count(*) FROM sqlite_master", [], |row| {
        row.get::<_, i64>(0)
    })
    .map_err(opening)?;
    let application_id: i32 = conn
        .query_row("PRAGMA application_id", [], |row| row.get(0))
        .map_err(opening)?;
    if application_id != APPLICATION_ID {
        return Err(OpenError::ForeignDatabase { application_id });
    }
    let found: u32 = conn
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(opening)?;
    let supported = migrate::SUPPORTED;
    if found > supported {
        return Err(OpenError::NewerSchema { found, supported });
    }
    let sentinel = meta(conn, "sentinel");
    if found == 0 || !matches!(sentinel, Ok(Some(value)) if value == b"stepwise vault") {
        return Err(OpenError::DatabaseDamaged);
    }
    Ok(found)
}

/// An error of the first look into a file.
fn opening(error: rusqlite::Error) -> OpenError {
    match fault(&error) {
        (Trouble::NotADatabase | Trouble::Corrupt, fault) => OpenError::DatabaseUnreadable(fault),
        (_, fault) if cannot_open(&error) => OpenError::ReadOnly(fault.into()),
        _ => error.into(),
    }
}

/// Checks every page against the check it carries. Costs a read of the whole file.
pub(crate) fn check_pages(conn: &Connection) -> Result<(), StoreError> {
    let mut statement = conn.prepare("PRAGMA cipher_integrity_check")?;
    if statement.query([])?.next()?.is_some() {
        return Err(StoreError::Altered(crate::Damage::File));
    }
    Ok(())
}

/// Checks how the pages hang together.
pub(crate) fn check_structure(conn: &Connection) -> Result<(), StoreError> {
    let answer: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if answer == "ok" {
        Ok(())
    } else {
        Err(StoreError::Altered(crate::Damage::File))
    }
}

/// A value of the vault's own.
pub(crate) fn meta(conn: &Connection, key: &str) -> rusqlite::Result<Option<Vec<u8>>> {
    use rusqlite::OptionalExtension;
    conn.prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()
}

/// The newest generation of the slot file that this database has seen; none where it was never noted.
pub(crate) fn slots_generation(conn: &Connection) -> rusqlite::Result<Option<u64>> {
    let noted = meta(conn, SLOTS_GENERATION)?;
    Ok(noted
        .and_then(|bytes| bytes.try_into().ok())
        .map(u64::from_be_bytes))
}

/// Notes the slot file's generation.
pub(crate) fn put_slots_generation(conn: &Connection, generation: u64) -> rusqlite::Result<()> {
    put_meta(conn, SLOTS_GENERATION, &generation.to_be_bytes())
}

/// Keeps a value of the vault's own.
pub(crate) fn put_meta(conn: &Connection, key: &str, value: &[u8]) -> rusqlite::Result<()> {
    conn.execute(
        "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        rusqlite::params![key, value],
    )?;
    Ok(())
}

/// SQLite's numbers are signed; a sequence never comes near the end of them.
pub(crate) fn to_i64(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The other way; a negative number is never stored, and reads as 0, which no row has.
pub(crate) fn to_u64(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Without the first a core held 501 copies of a note after closing (security.md); the second is what an
    /// acknowledged commit rests on.
    #[test]
    fn a_connection_is_set_up_as_was_measured() {
        let temp = tempfile::tempdir().unwrap();
        let conn = connect(&temp.path().join("a.db"), &[7; 32], Mode::Make).unwrap();
        settle(&conn).unwrap();
        let ask = |what: &str| -> String {
            conn.query_row(&format!("PRAGMA {what}"), [], |row| {
                row.get_ref(0).map(|value| match value {
                    rusqlite::types::ValueRef::Integer(n) => n.to_string(),
                    other => other.as_str().unwrap().to_owned(),
                })
            })
            .unwrap()
        };
        for (what, wanted) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("fullfsync", "1"),
            ("checkpoint_fullfsync", "1"),
            ("cache_size", "-16384"),
            ("secure_delete", "1"),
            ("temp_store", "2"),
            ("foreign_keys", "1"),
            ("trusted_schema", "0"),
        ] {
            assert_eq!(ask(what), wanted, "{what}");
        }
        // Another test of this process may have had SQLite at work before.
        assert!(memory::wipes() || ask("cipher_memory_security") == "1");
    }
}
