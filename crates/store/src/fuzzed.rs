//! What is thrown at the store's readers: any bytes, as a slot file, a recovery key, a question, the beginning of a
//! backup. The fuzzer in `fuzz/` and the ordinary tests share these functions, as in `stepwise-core`.

use rusqlite::Connection;

use crate::backup::header;
use crate::recovery::{GroupCheck, RecoveryKey, check_group};
use crate::search::{around, mark, question, wanted};
use crate::slot_file::SlotFile;

/// The words by which an event is found, in memory: as the migrations make it.
const TABLE: &str = r#"CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3')"#;

/// The bytes as `slots.json`: what is read can be written, and reads back the same.
pub fn slot_file(bytes: &[u8]) {
    if let Ok(file) = SlotFile::parse(bytes) {
        let _ = file.damaged();
        if let Ok(again) = file.to_bytes() {
            let back = SlotFile::parse(&again);
            assert!(back.is_ok_and(|back| back.generation == file.generation));
        }
    }
}

/// The bytes as a typed recovery key: one that is taken is shown in groups that are each right, and is the same key
/// when it is typed from there.
pub fn recovery_key(bytes: &[u8]) {
    let typed = String::from_utf8_lossy(bytes);
    let _ = check_group(&typed);
    if let Ok(key) = RecoveryKey::parse(&typed) {
        let shown = key.reveal();
        assert!(
            shown
                .split('-')
                .all(|group| check_group(group) == GroupCheck::Good)
        );
        assert!(RecoveryKey::parse(&shown).is_ok_and(|same| same.as_bytes() == key.as_bytes()));
    }
}

/// The bytes as what somebody searches for, and as a text that is searched: SQLite takes every question, and
/// marking changes nothing but adds marks.
pub fn search_query(bytes: &[u8]) {
    let typed = String::from_utf8_lossy(bytes);
    let marked = mark(&typed, &wanted(&typed));
    let plain = |text: &str| text.replace([crate::HIT_START, crate::HIT_END], "");
    assert_eq!(plain(&marked), plain(&typed));
    let _ = around(&marked);
    let Some(question) = question(&typed) else {
        return;
    };
    let asked = || -> rusqlite::Result<i64> {
        let conn = Connection::open_in_memory()?;
        conn.execute_batch(TABLE)?;
        conn.execute("INSERT INTO search (text) VALUES (?1)", [&typed])?;
        conn.query_row(
            "SELECT count(*) FROM search WHERE search MATCH ?1",
            [question],
            |row| row.get(0),
        )
    };
    assert!(asked().is_ok(), "a question that SQLite refuses");
}

/// The bytes as a backup's beginning.
pub fn backup(bytes: &[u8]) {
    let _ = header(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use stepwise_testkit::survive::{Told, tries};
    use stepwise_testkit::thrown::{Reads, bytes, kept, seeds, throw};

    const KINDS: [(&str, Reads); 4] = [
        ("slot_file", slot_file),
        ("recovery_key", recovery_key),
        ("search_query", search_query),
        ("backup", backup),
    ];

    /// The table that is searched here is the one that the migrations make.
    #[test]
    fn the_table_is_the_vaults_own() {
        let made: String = include_str!("../migrations/0001_vault.sql")
            .split_whitespace()
            .collect();
        let ours: String = TABLE.split_whitespace().collect();
        assert!(made.contains(&ours), "{ours}");
    }

    #[test]
    fn kept_files_panic_nothing() {
        let [slots, keys, _, backups] = KINDS.map(|(name, reads)| kept(name, reads));
        let slot = |seed: &Vec<u8>| SlotFile::parse(seed).is_ok();
        assert!(slots.iter().any(slot), "a seed is sound");
        let key = |seed: &Vec<u8>| RecoveryKey::parse(&String::from_utf8_lossy(seed)).is_ok();
        assert!(keys.iter().any(key));
        assert!(backups.iter().any(|seed| header(seed).is_ok()));
    }

    #[test]
    fn changed_and_any_bytes_panic_nothing() {
        let cases = tries(200, 20_000);
        let readers = KINDS.map(|(name, reads)| (reads, seeds(name)));
        throw(&readers, cases, 12, bytes(6));
        Told {
            row: "hostile input",
            what: "slot files, recovery keys, questions, backups",
            tried: cases.into(),
            lost: 0,
        }
        .tell();
    }
}
