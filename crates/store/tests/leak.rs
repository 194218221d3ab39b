//! No typed text is readable in any file of the vault, the write-ahead log included.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::path::Path;

use common::*;
use serde_json::json;
use stepwise_store::*;
use stepwise_testkit::canary::Canary;
use stepwise_testkit::survive::Told;

const CANARY: &str = "Zebrafinch-Quillwort";

fn leaks(folder: &Path) -> Vec<String> {
    let found = Canary::new(CANARY).scan(folder).into_iter();
    let names = found.map(|leak| leak.path.file_name().unwrap().to_owned());
    names.map(|name| name.into_string().unwrap()).collect()
}

#[test]
fn no_text_is_readable_on_disk() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    let (mut vault, keys) = create(&folder);
    let (id, head) = case(&mut vault, CANARY);
    let document = NewDocument {
        id: DocumentId::random().unwrap(),
        kind: "attachment".into(),
        name: format!("{CANARY}.pdf"),
        media_type: "application/pdf".into(),
        bytes: CANARY.repeat(1000).into_bytes(),
        added: at(5).at,
    };
    let events = [NewEvent {
        kind: CANARY.into(),
        ..event(&CANARY.repeat(500), 20)
    }];
    let index = Some(CaseIndex {
        summary: json!({ "name": CANARY }).to_string(),
        changes_at: None,
        stamp: CANARY.into(),
    });
    let batch = Batch {
        events: &events,
        index,
        documents: vec![document],
        ..Batch::default()
    };
    vault.append_batch(id, head, batch).unwrap();
    vault
        .put_draft(CANARY, CANARY, CANARY, at(6).at.to_utc())
        .unwrap();
    vault.put_setting(CANARY, &json!(CANARY)).unwrap();
    vault.put_pack([1; 32], CANARY.as_bytes()).unwrap();
    let entry = NewEntry {
        kind: CANARY.into(),
        case: None,
        payload: json!({ CANARY: CANARY }),
        stamp: at(7),
        actor: CANARY.into(),
    };
    vault.journal(entry).unwrap();
    assert_eq!(vault.search(CANARY, None, 5).unwrap().len(), 2);
    vault.backup_to(&folder.join("backup"), &at(8)).unwrap();

    assert!(
        files(&folder)
            .iter()
            .any(|(name, bytes)| name == "vault.db-wal" && !bytes.is_empty()),
        "the log was scanned"
    );
    assert_eq!(leaks(&folder), [""; 0], "while open");
    vault.lock().unwrap();
    assert_eq!(leaks(&folder), [""; 0], "locked");

    let secrets = [
        PASSPHRASE.to_owned(),
        keys[0].reveal().to_string(),
        keys[0].reveal().replace('-', ""),
    ];
    for (name, bytes) in files(&folder) {
        for secret in &secrets {
            assert!(
                !bytes
                    .windows(secret.len())
                    .any(|window| window == secret.as_bytes()),
                "{name}"
            );
        }
    }

    // The scan finds the word in an ordinary, unencrypted database.
    let plain = rusqlite::Connection::open(folder.join("planted")).unwrap();
    plain
        .execute_batch(&format!(
            "CREATE TABLE t (a); INSERT INTO t VALUES ('{CANARY}')"
        ))
        .unwrap();
    drop(plain);
    assert_eq!(leaks(&folder), ["planted"]);
    let told = |what, lost| Told {
        row: "no plaintext on disk",
        what,
        tried: 1,
        lost,
    };
    told("a word in every field of the store, log and backup", 0).tell();
    told("the same word in an ordinary database", 1).control();
}
