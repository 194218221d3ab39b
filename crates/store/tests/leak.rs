//! No typed text is readable in any file of the vault, the write-ahead log included.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;

use common::*;
use data_encoding::{BASE64, HEXLOWER};
use serde_json::json;
use stepwise_store::*;

const CANARY: &str = "Zebrafinch-Quillwort";

/// The canary as it could stand in a file. Base64 depends on what stands before it, so all three
/// positions are looked for, without the ends that neighbours change.
fn forms(canary: &str) -> Vec<Vec<u8>> {
    let utf16: Vec<u8> = canary.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut forms = vec![
        canary.as_bytes().to_vec(),
        utf16.clone(),
        HEXLOWER.encode(canary.as_bytes()).into_bytes(),
    ];
    for text in [canary.as_bytes(), &utf16] {
        for before in 0..3 {
            let mut bytes = vec![b'-'; before];
            bytes.extend_from_slice(text);
            let encoded = BASE64.encode(&bytes);
            forms.push(encoded.as_bytes()[4..encoded.len() - 4].to_vec());
        }
    }
    forms.push(canary.to_lowercase().into_bytes());
    forms
}

fn leaks(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for (name, bytes) in files(folder) {
        for form in forms(CANARY) {
            if bytes.windows(form.len()).any(|window| window == form) {
                found.push(name.clone());
            }
        }
    }
    found
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
        payload: json!(CANARY),
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

    // The scan itself works: each form, planted, is found.
    for form in forms(CANARY) {
        let mut planted = b"..,".to_vec();
        planted.extend_from_slice(&form);
        fs::write(folder.join("planted"), planted).unwrap();
        assert!(leaks(&folder).contains(&"planted".to_owned()));
    }
    // So does it on an ordinary, unencrypted database.
    fs::remove_file(folder.join("planted")).unwrap();
    let plain = rusqlite::Connection::open(folder.join("planted")).unwrap();
    plain
        .execute_batch(&format!(
            "CREATE TABLE t (a); INSERT INTO t VALUES ('{CANARY}')"
        ))
        .unwrap();
    drop(plain);
    assert_eq!(leaks(&folder), ["planted"]);
}
