//! Whoever holds the key can change any row; the chains notice each change.

use super::*;
use crate::create::Setup;
use crate::kdf::KdfCost;
use crate::record::{Batch, NewEvent};
use crate::secret::Passphrase;
use crate::vault::Stamp;
use chrono::DateTime;
use rusqlite::config::DbConfig;

/// A vault with two cases of three events each, and the first case.
fn vault() -> (tempfile::TempDir, Vault, CaseId) {
    let temp = tempfile::tempdir().unwrap();
    let at = DateTime::parse_from_rfc3339("2026-11-20T09:00:00+00:00").unwrap();
    let zone = "Europe/London".to_owned();
    let passphrase = Passphrase::new("gravel".into());
    let setup = Setup {
        person: "p1",
        passphrase: &passphrase,
        cost: KdfCost::for_tests(),
        now: Stamp {
            at,
            zone: zone.clone(),
        },
    };
    let (mut vault, _) = Vault::create(&temp.path().join("vault"), setup).unwrap();
    let events: Vec<NewEvent> = ["one", "two", "three"]
        .into_iter()
        .map(|text| NewEvent {
            kind: "noted".into(),
            kind_version: 1,
            payload: text.into(),
            recorded: at,
            zone: zone.clone(),
            actor: "p1".into(),
            search_text: None,
        })
        .collect();
    let ids: Vec<CaseId> = (0..2)
        .map(|_| {
            let id = CaseId::random().unwrap();
            vault
                .create_case(
                    id,
                    2026,
                    Batch {
                        events: &events,
                        ..Batch::default()
                    },
                )
                .unwrap();
            id
        })
        .collect();
    (temp, vault, ids[0])
}

/// Changes rows with the triggers switched off.
fn tamper(vault: &Vault, sql: &str) {
    let conn = &vault.conn;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)
        .unwrap();
    conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    assert!(conn.execute(sql, []).unwrap() > 0, "{sql}");
}

#[test]
fn the_record_cannot_be_updated_deleted_or_replaced() {
    let (_temp, vault, _) = vault();
    for sql in [
        "UPDATE case_rows SET actor = 'x'",
        "DELETE FROM case_rows",
        "UPDATE payloads SET bytes = x'00'",
        "DELETE FROM payloads",
        "UPDATE cases SET number = 'x'",
        "DELETE FROM cases",
        "UPDATE journal SET actor = 'x'",
        "DELETE FROM journal",
        "UPDATE journal_payloads SET bytes = x'00'",
        "DELETE FROM journal_payloads",
        "INSERT OR REPLACE INTO case_rows SELECT * FROM case_rows LIMIT 1",
        "INSERT OR REPLACE INTO payloads SELECT * FROM payloads LIMIT 1",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal LIMIT 1",
        "INSERT OR REPLACE INTO journal_payloads SELECT * FROM journal_payloads LIMIT 1",
        "INSERT OR REPLACE INTO cases SELECT * FROM cases LIMIT 1",
    ] {
        assert!(vault.conn.execute(sql, []).is_err(), "{sql}");
    }
    vault.verify_all().unwrap();
}

#[test]
fn every_change_to_a_case_is_noticed() {
    for sql in [
        "UPDATE case_rows SET recorded = '2026-11-19T09:00:00+00:00' WHERE seq = 2",
        "UPDATE case_rows SET zone = 'UTC' WHERE seq = 1",
        "UPDATE case_rows SET actor = 'p2' WHERE seq = 3",
        "UPDATE case_rows SET kind = 'other' WHERE seq = 2",
        "UPDATE case_rows SET kind_version = 2 WHERE seq = 2",
        "UPDATE case_rows SET hash = zeroblob(32) WHERE seq = 3",
        "UPDATE payloads SET bytes = CAST('two!' AS BLOB) WHERE seq = 2",
        "UPDATE payloads SET salt = zeroblob(16) WHERE seq = 1",
        "DELETE FROM payloads WHERE seq = 3",
        "DELETE FROM case_rows WHERE seq = 2",
        "DELETE FROM case_rows WHERE seq = 3",
        "UPDATE cases SET genesis = zeroblob(32)",
        "UPDATE case_heads SET seq = 2",
    ] {
        let (_temp, vault, case) = vault();
        tamper(&vault, sql);
        assert!(
            matches!(vault.verify(case), Err(StoreError::Altered(_))),
            "{sql}"
        );
        // Nor is it shown. What the list of cases keeps beside is compared by a check of all.
        let shown = vault.events(case);
        assert!(
            sql.starts_with("UPDATE cases ") || matches!(shown, Err(StoreError::Altered(_))),
            "{sql}"
        );
        assert!(
            matches!(vault.verify_all(), Err(StoreError::Altered(_))),
            "{sql}"
        );
    }
}

#[test]
fn every_change_to_the_journal_or_the_list_of_cases_is_noticed() {
    for sql in [
        "UPDATE journal SET actor = 'p2' WHERE seq = 2",
        "UPDATE journal_payloads SET bytes = CAST('{}' AS BLOB) WHERE seq = 3",
        "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
        "DELETE FROM journal WHERE seq = 2",
        "UPDATE cases SET number = '2026-009' WHERE ordinal = 2",
        "DELETE FROM cases WHERE ordinal = 2",
    ] {
        let (_temp, vault, _) = vault();
        tamper(&vault, sql);
        assert!(
            matches!(vault.verify_all(), Err(StoreError::Altered(_))),
            "{sql}"
        );
    }
}

#[test]
fn a_shortened_case_is_noticed_though_its_chain_holds() {
    let (_temp, vault, id) = vault();
    tamper(&vault, "DELETE FROM case_rows WHERE seq = 3");
    tamper(&vault, "DELETE FROM payloads WHERE seq = 3");
    assert_eq!(case(&vault.conn, &vault.id, id).unwrap().seq, 2);
    let error = vault.verify(id).unwrap_err();
    assert!(matches!(error, StoreError::Altered(Damage::NotAsNoted { case }) if case == id));
}

/// Entries are found by the case they name; a case taken off an entry, or put on another, is noticed.
#[test]
fn an_entry_hidden_from_its_case_is_noticed() {
    for sql in [
        "UPDATE journal SET subject = NULL WHERE seq = (SELECT max(seq) FROM journal)",
        "UPDATE journal SET subject = (SELECT subject FROM journal WHERE seq = 3) WHERE kind = 'unlocked'",
        "UPDATE journal SET subject = zeroblob(16) WHERE seq = 3",
    ] {
        let (_temp, vault, _) = vault();
        tamper(&vault, sql);
        assert!(
            matches!(vault.verify_all(), Err(StoreError::Altered(_))),
            "{sql}"
        );
    }
}
