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

/// A case of another record, taken on, and one of ours with another version beside it.
fn with_others() -> (tempfile::TempDir, Vault, CaseId) {
    let (temp, mut ours, case) = vault();
    let (_theirs, mut other, foreign) = vault();
    let carry = |from: &Vault, to: &mut Vault, case: CaseId| {
        let events = from.events(case).unwrap();
        let rows: Vec<_> = events.iter().map(|e| e.row.clone()).collect();
        let payloads = events.into_iter();
        let payloads = payloads.map(|e| (e.row.seq, (e.salt, e.payload))).collect();
        let arriving = crate::arriving::Arriving {
            signed: from.sign_head(case).unwrap(),
            number: "2026-007",
            rows: &rows,
            payloads: &payloads,
            packs: Vec::new(),
            files: Vec::new(),
            bundle: [5; 32],
        };
        let now = Stamp {
            at: DateTime::parse_from_rfc3339("2026-11-21T09:00:00+00:00").unwrap(),
            zone: "Europe/London".into(),
        };
        let receiving = crate::handover::Receiving {
            by: "p1",
            now: &now,
            index: None,
            search_texts: Vec::new(),
            entries: Vec::new(),
        };
        match to.meet(&arriving).unwrap() {
            crate::handover::Meeting::New => drop(
                to.adopt(&arriving, 2026, receiving, &mut |_| Ok(()))
                    .unwrap(),
            ),
            _ => to
                .keep_beside(&arriving, receiving, &mut |_| Ok(()))
                .unwrap(),
        }
    };
    carry(&other, &mut ours, foreign);
    carry(&ours, &mut other, case);
    for (vault, text) in [(&mut ours, "ours"), (&mut other, "theirs")] {
        let head = vault.head(case).unwrap();
        let event = NewEvent {
            kind: "noted".into(),
            kind_version: 1,
            payload: text.into(),
            recorded: DateTime::parse_from_rfc3339("2026-11-21T09:00:00+00:00").unwrap(),
            zone: "Europe/London".into(),
            actor: "p1".into(),
            search_text: None,
        };
        vault.append(case, head, &[event], None).unwrap();
    }
    carry(&other, &mut ours, case);
    ours.verify_all().unwrap();
    (temp, ours, case)
}

#[test]
fn what_came_from_elsewhere_cannot_be_updated_deleted_or_replaced() {
    let (_temp, vault, _) = with_others();
    for sql in [
        "UPDATE cases SET origin = NULL",
        "UPDATE beside SET seq = 9",
        "DELETE FROM beside",
        "UPDATE beside_rows SET bytes = x'00'",
        "DELETE FROM beside_rows",
        "INSERT OR REPLACE INTO beside SELECT * FROM beside",
        "INSERT OR REPLACE INTO beside_rows SELECT * FROM beside_rows",
        "INSERT INTO beside SELECT case_id, zeroblob(32), seq, parted, 1 FROM beside",
    ] {
        assert!(vault.conn.execute(sql, []).is_err(), "{sql}");
    }
    vault.verify_all().unwrap();
}

#[test]
fn every_change_to_what_came_from_elsewhere_is_noticed() {
    for sql in [
        "UPDATE cases SET origin = NULL WHERE origin IS NOT NULL",
        "UPDATE cases SET origin = zeroblob(16) WHERE origin IS NOT NULL",
        "UPDATE cases SET theirs = '2026-008' WHERE origin IS NOT NULL",
        "UPDATE beside_rows SET bytes = CAST('other' AS BLOB)",
        "UPDATE beside_rows SET actor = 'p2'",
        "UPDATE beside_rows SET seq = 9",
        "UPDATE beside SET parted = 3",
        "UPDATE beside SET line = zeroblob(32)",
        "UPDATE beside SET journal = 1",
        "DELETE FROM beside",
        "DELETE FROM beside_rows",
    ] {
        let (_temp, vault, _) = with_others();
        tamper(&vault, sql);
        assert!(
            matches!(vault.verify_all(), Err(StoreError::Altered(_))),
            "{sql}"
        );
    }
}

/// Nor is it shown.
#[test]
fn a_version_that_was_altered_is_not_read() {
    let (_temp, vault, case) = with_others();
    let line = vault.beside(case).unwrap()[0].head.hash;
    assert_eq!(vault.beside_events(case, line).unwrap().len(), 4);
    tamper(
        &vault,
        "UPDATE beside_rows SET bytes = CAST('other' AS BLOB)",
    );
    assert!(matches!(
        vault.beside_events(case, line),
        Err(StoreError::Altered(_))
    ));
}
