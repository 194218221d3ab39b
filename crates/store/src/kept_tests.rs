//! A kept vault of every schema that was ever in use opens, with every row as it was.
//!
//! `tests/kept/schema-N/` is a vault that the program of its day made; `tests/kept/schema-N.json` says what was
//! in it, table by table. Neither is ever made again: a vault of that schema may be in somebody's school. A
//! new schema gets a folder of its own: the test that misses it makes it with `UPDATE_KEPT=1`.

#[path = "kept_make.rs"]
mod make;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use rusqlite::types::ValueRef;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::*;
use crate::database;
use crate::files::{DATABASE, SLOTS, SLOTS_PREVIOUS, STATE};
use crate::recovery::RecoveryKey;
use crate::secret::{Passphrase, Usage};
use crate::vault::{Stamp, Vault};

/// One table: its columns, and its rows in the order of their text.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
}

type Tables = BTreeMap<String, Table>;

/// What was in a kept vault, as it was read by the program that made it.
#[derive(Serialize, Deserialize)]
struct Recorded {
    schema: u32,
    passphrase: String,
    second_passphrase: String,
    recovery_key: String,
    tables: Tables,
}

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept")
}

fn recorded(schema: u32) -> Recorded {
    let path = kept().join(format!("schema-{schema}.json"));
    let text = fs::read_to_string(&path).unwrap_or_else(|_| {
        panic!("there is no kept vault of schema {schema}: see the head of kept_tests.rs")
    });
    serde_json::from_str(&text).unwrap()
}

/// A copy of a kept vault, to be opened and changed.
fn copy_of(schema: u32) -> (tempfile::TempDir, PathBuf) {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    fs::create_dir(&folder).unwrap();
    for name in [DATABASE, SLOTS, SLOTS_PREVIOUS, STATE] {
        let from = kept().join(format!("schema-{schema}")).join(name);
        fs::copy(from, folder.join(name)).unwrap();
    }
    copy_seen(&kept().join(format!("schema-{schema}")), temp.path());
    (temp, folder)
}

/// The note of how far a computer saw the vault: it stands beside the vault's folder, and is kept in it.
fn copy_seen(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let name = entry.file_name();
        if name.to_string_lossy().starts_with("seen-") {
            fs::copy(entry.path(), to.join(name)).unwrap();
        }
    }
}

/// Every table of the vault's own, without what SQLite keeps for the search behind it.
fn tables_of(conn: &Connection) -> Vec<(String, Vec<String>)> {
    let mut statement = conn
        .prepare(
            "SELECT name FROM sqlite_master WHERE type = 'table'
             AND (name NOT LIKE 'search\\_%' ESCAPE '\\' OR name = 'search_source') ORDER BY name",
        )
        .unwrap();
    let names: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    names
        .into_iter()
        .map(|name| {
            let statement = conn.prepare(&format!("SELECT * FROM {name}")).unwrap();
            let mut columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
            if name == "search" {
                columns.insert(0, "rowid".to_owned());
            }
            (name, columns)
        })
        .collect()
}

fn value(cell: ValueRef<'_>) -> Value {
    match cell {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => json!(number),
        ValueRef::Real(number) => json!(number),
        ValueRef::Text(text) => json!(std::str::from_utf8(text).unwrap()),
        ValueRef::Blob(bytes) => json!({ "hex": data_encoding::HEXLOWER.encode(bytes) }),
    }
}

fn rows(conn: &Connection, table: &str, columns: &[String]) -> Vec<Vec<Value>> {
    let mut statement = conn
        .prepare(&format!("SELECT {} FROM {table}", columns.join(", ")))
        .unwrap();
    let mut rows: Vec<Vec<Value>> = statement
        .query_map([], |row| {
            (0..columns.len())
                .map(|at| row.get_ref(at).map(value))
                .collect()
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    rows.sort_by_cached_key(|row| serde_json::to_string(row).unwrap());
    rows
}

fn dump(conn: &Connection) -> Tables {
    tables_of(conn)
        .into_iter()
        .map(|(name, columns)| {
            let rows = rows(conn, &name, &columns);
            (name, Table { columns, rows })
        })
        .collect()
}

/// Every row that was recorded is there, in the same columns. Only the journal may have grown: it says that
/// the vault was opened.
fn assert_holds(conn: &Connection, recorded: &Tables) {
    for (name, table) in recorded {
        let mut found = rows(conn, name, &table.columns);
        if name.starts_with("journal") {
            found.retain(|row| table.rows.contains(row));
        }
        assert_eq!(found, table.rows, "{name}");
    }
}

fn stamp(text: &str) -> Stamp {
    Stamp {
        at: DateTime::parse_from_rfc3339(text).unwrap(),
        zone: "Europe/London".into(),
    }
}

/// Some time after every kept vault was made.
fn later() -> Stamp {
    stamp("2030-01-07T09:00:00+00:00")
}

fn open(folder: &Path, passphrase: &str) -> Result<Vault, OpenError> {
    Vault::open_with_passphrase(folder, None, &Passphrase::new(passphrase.into()), &later())
}

#[test]
fn every_kept_vault_opens_with_every_row_as_it_was() {
    for schema in 1..=SUPPORTED {
        let recorded = recorded(schema);
        assert_eq!(recorded.schema, schema);
        let (_temp, folder) = copy_of(schema);
        let vault = open(&folder, &recorded.passphrase).unwrap();
        assert_eq!(vault.notices(), []);
        assert_eq!(database::check(&vault.conn).unwrap(), SUPPORTED);
        assert_holds(&vault.conn, &recorded.tables);
        vault.verify_all().unwrap();

        // Through the store's own doors, too.
        let cases = vault.cases().unwrap();
        assert_eq!(cases.len(), recorded.tables["cases"].rows.len());
        let events: usize = cases
            .iter()
            .map(|case| vault.events(case.id).unwrap().len())
            .sum();
        assert_eq!(events, recorded.tables["case_rows"].rows.len());
        assert_eq!(vault.search("bruck", None, 10).unwrap().len(), 1);
        for document in vault.documents(None).unwrap() {
            vault.document(document.id).unwrap();
        }
        assert_eq!(vault.drafts("p1").unwrap().len(), 1);
        vault.lock().unwrap();

        // Everyone who could open it still can.
        open(&folder, &recorded.second_passphrase).unwrap();
        let key = RecoveryKey::parse(&recorded.recovery_key).unwrap();
        Vault::open_with_recovery(&folder, &key, &later()).unwrap();

        // The copy made first holds what was there before, and opens with the same key.
        let copy = folder.join(format!("vault-before-{}.db", schema + 1));
        assert_eq!(copy.exists(), schema < SUPPORTED);
    }
}

#[test]
fn a_kept_vault_is_copied_whole_before_it_is_brought_to_a_newer_schema() {
    for schema in 1..=SUPPORTED {
        let recorded = recorded(schema);
        let (_temp, folder) = copy_of(schema);
        let key = key_of(&folder, &recorded.passphrase);
        let (mut conn, found) = database::open(&folder.join(DATABASE), &key).unwrap();
        assert_eq!(found, schema);
        let mut newer = MIGRATIONS.to_vec();
        newer.push("CREATE TABLE later (a);");
        bring_up_to_date(&mut conn, found, &newer, &folder, &key).unwrap();
        conn.prepare("SELECT a FROM later").unwrap();
        assert_holds(&conn, &recorded.tables);

        let copy = folder.join(format!("vault-before-{}.db", schema + 1));
        let (copy, version) = database::open(&copy, &key).unwrap();
        assert_eq!(version, schema);
        assert_eq!(dump(&copy), recorded.tables);
        drop(conn);
        assert!(
            matches!(
                open(&folder, &recorded.passphrase),
                Err(OpenError::NewerSchema { .. })
            ),
            "a vault of a newer program is refused"
        );
    }
}

/// A change that would lose a row is seen by the comparison: otherwise the tests above prove nothing.
#[test]
fn a_change_that_loses_or_alters_a_row_is_seen() {
    for harm in [
        "DELETE FROM settings WHERE key = 'school'",
        "UPDATE drafts SET text = 'another'",
        "ALTER TABLE packs RENAME COLUMN bytes TO content",
        "INSERT INTO settings VALUES ('more', '1')",
    ] {
        let recorded = recorded(1);
        let (_temp, folder) = copy_of(1);
        let key = key_of(&folder, &recorded.passphrase);
        let (conn, _) = database::open(&folder.join(DATABASE), &key).unwrap();
        assert_holds(&conn, &recorded.tables);
        conn.execute_batch(harm).unwrap();
        let seen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            assert_holds(&conn, &recorded.tables);
        }));
        assert!(seen.is_err(), "{harm}");
    }
}

/// The database's key, without writing anything.
fn key_of(folder: &Path, passphrase: &str) -> zeroize::Zeroizing<[u8; 32]> {
    let slots = crate::slot_file::SlotFile::read(folder).unwrap().file;
    let typed = Passphrase::new(passphrase.into());
    let (key, _) = slots
        .unseal(
            crate::slot::SlotKind::Person,
            None,
            &crate::used::Used::default(),
            typed.as_bytes(),
        )
        .unwrap()
        .unwrap();
    key.derive(Usage::Database)
}
