//! Bringing an older vault up to date: frozen files, each in one transaction, after a verified copy.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::backup;
use crate::error::OpenError;

/// The frozen files, in order. The first makes a vault.
pub(crate) const MIGRATIONS: [&str; 3] = [
    include_str!("../migrations/0001_vault.sql"),
    include_str!("../migrations/0002_erased.sql"),
    include_str!("../migrations/0003_elsewhere.sql"),
];

/// The schema this program writes, and the newest it reads.
pub(crate) const SUPPORTED: u32 = MIGRATIONS.len() as u32;

/// Runs what is missing. All of it happens or none.
pub(crate) fn run(conn: &mut Connection, from: u32, migrations: &[&str]) -> rusqlite::Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for migration in migrations.iter().skip(from as usize) {
        tx.execute_batch(migration)?;
    }
    let version = i64::try_from(migrations.len()).unwrap_or(i64::MAX);
    tx.pragma_update(None, "user_version", version)?;
    tx.commit()
}

const COPY: &str = "vault-before-";
const COPY_END: &str = ".db";

/// Whether a file of this name is a copy made before an update.
pub(crate) fn is_copy(name: &str) -> bool {
    let number = name
        .strip_prefix(COPY)
        .and_then(|n| n.strip_suffix(COPY_END));
    number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Brings an opened vault up to date. The copy made first stays beside it, under the same key.
pub(crate) fn bring_up_to_date(
    conn: &mut Connection,
    found: u32,
    migrations: &[&str],
    folder: &Path,
    key: &[u8; 32],
) -> Result<(), OpenError> {
    if found as usize >= migrations.len() {
        return Ok(());
    }
    let copy = folder.join(format!("{COPY}{}{COPY_END}", found + 1));
    backup::copy_verified(conn, &copy, key)
        .map_err(|error| OpenError::Migration(Box::new(error)))?;
    run(conn, found, migrations).map_err(OpenError::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::{self, APPLICATION_ID, Mode};

    fn schema_of(conn: &Connection) -> Vec<String> {
        let mut statement = conn
            .prepare("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'search\\_%' ESCAPE '\\' OR name = 'search_source' ORDER BY type, name")
            .unwrap();
        statement
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect()
    }

    /// A vault in use was made by exactly these bytes: a change takes a new file.
    #[test]
    fn migrations_are_frozen() {
        use sha2::{Digest, Sha256};
        let hashes = MIGRATIONS
            .map(|sql| data_encoding::HEXLOWER.encode(&Sha256::digest(sql.replace("\r\n", "\n"))));
        assert_eq!(
            hashes,
            [
                "b899fb518c75dd5b8841c447e3ae11262f5876a94e146dbd04d2f91c731fb51d",
                "f56ab16e6095a2e31fadc2f3845f7214ade60c77c5281427e67e46478e38ec91",
                "1629eb4f4816fb84778772e9e24dc7d409475037c1b2ed454651e9db4949144e",
            ]
        );
    }

    #[test]
    fn schema_sql_is_what_the_migrations_give() {
        let mut conn = Connection::open_in_memory().unwrap();
        run(&mut conn, 0, &MIGRATIONS).unwrap();
        let replayed: String = schema_of(&conn)
            .iter()
            .map(|sql| format!("{sql};\n"))
            .collect();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.sql");
        let header = "-- What the files in migrations/ give together; a test compares. Not run.\n";
        let expected = format!("{header}{replayed}");
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(&path, &expected).unwrap();
        }
        assert_eq!(
            std::fs::read_to_string(&path)
                .unwrap()
                .replace("\r\n", "\n"),
            expected
        );
    }

    #[test]
    fn an_older_vault_is_copied_first_and_a_failing_change_leaves_it_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault.db");
        let key = [7u8; 32];
        let mut conn = database::connect(&path, &key, Mode::Make).unwrap();
        conn.pragma_update(None, "application_id", APPLICATION_ID)
            .unwrap();
        run(&mut conn, 0, &MIGRATIONS).unwrap();
        database::settle(&conn).unwrap();

        let then = |next| [&MIGRATIONS[..], &[next]].concat();
        let failing = then("CREATE TABLE extra (a); CREATE TABLE meta (b);");
        bring_up_to_date(&mut conn, SUPPORTED, &failing, folder.path(), &key).unwrap_err();
        assert_eq!(database::check(&conn).unwrap(), SUPPORTED);
        assert!(conn.prepare("SELECT * FROM extra").is_err());

        let good = then("CREATE TABLE extra (a);");
        bring_up_to_date(&mut conn, SUPPORTED, &good, folder.path(), &key).unwrap();
        conn.prepare("SELECT * FROM extra").unwrap();
        assert!(matches!(
            database::check(&conn),
            Err(OpenError::NewerSchema { found, supported: SUPPORTED }) if found == SUPPORTED + 1
        ));

        let copy = folder
            .path()
            .join(format!("vault-before-{}.db", SUPPORTED + 1));
        let (copy, version) = database::open(&copy, &key).unwrap();
        assert_eq!(version, SUPPORTED);
        assert!(copy.prepare("SELECT * FROM extra").is_err());
    }
}

#[cfg(test)]
#[path = "kept_tests.rs"]
mod kept_tests;
