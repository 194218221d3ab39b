//! Makes the kept vault of the schema in use, with every table in use.

use super::*;
use crate::cases::CaseIndex;
use crate::create::Setup;
use crate::documents::NewDocument;
use crate::ids::{CaseId, DocumentId};
use crate::journal::NewEntry;
use crate::kdf::KdfCost;
use crate::record::{Batch, NewEvent};

const PASSPHRASE: &str = "gravel lantern otter";
const SECOND: &str = "Käse über Brücke";

fn event(kind: &str, payload: &[u8], at: &str, actor: &str, words: Option<&str>) -> NewEvent {
    let now = stamp(at);
    NewEvent {
        kind: kind.into(),
        kind_version: 1,
        payload: payload.into(),
        recorded: now.at,
        zone: now.zone,
        actor: actor.into(),
        search_text: words.map(str::to_owned),
    }
}

fn entry(kind: &str, payload: Value, at: &str) -> NewEntry {
    NewEntry {
        kind: kind.into(),
        case: None,
        payload,
        stamp: stamp(at),
        actor: "p1".into(),
    }
}

/// A case of another record, taken on; and one of ours that went on there while it went on here.
fn fill_from_elsewhere(vault: &mut Vault, theirs: &Path) {
    let passphrase = Passphrase::new(PASSPHRASE.into());
    let now = stamp("2027-01-04T09:05:00+00:00");
    let setup = Setup {
        person: "p9",
        passphrase: &passphrase,
        cost: KdfCost::for_tests(),
        now: now.clone(),
    };
    let (mut other, _) = Vault::create(theirs, setup).unwrap();
    let noted = |text: &str| {
        event(
            "noted",
            text.as_bytes(),
            "2027-01-04T09:06:00+00:00",
            "p9",
            None,
        )
    };
    let begun = CaseId([3; 16]);
    let batch = Batch {
        events: &[noted("begun elsewhere"), noted("and so on")],
        ..Batch::default()
    };
    other.create_case(begun, 2027, batch).unwrap();
    let ours = CaseId([2; 16]);
    let receive = |from: &Vault, to: &mut Vault, case: CaseId, beside: bool| {
        let events = from.events(case).unwrap();
        let rows: Vec<_> = events.iter().map(|e| e.row.clone()).collect();
        let payloads = events
            .into_iter()
            .map(|e| (e.row.seq, (e.salt, e.payload)))
            .collect();
        let number = from.case(case).unwrap().number;
        let arriving = crate::arriving::Arriving {
            signed: from.sign_head(case).unwrap(),
            number: &number,
            rows: &rows,
            payloads: &payloads,
            packs: Vec::new(),
            files: Vec::new(),
            bundle: [5; 32],
        };
        let receiving = crate::handover::Receiving {
            by: "p1",
            now: &now,
            index: None,
            search_texts: Vec::new(),
            entries: Vec::new(),
        };
        let none: &mut crate::arriving::Bring<'_> = &mut |_| Ok(());
        match beside {
            true => to.keep_beside(&arriving, receiving, none).unwrap(),
            false => drop(to.adopt(&arriving, 2027, receiving, none).unwrap()),
        }
    };
    receive(&other, vault, begun, false);
    receive(vault, &mut other, ours, false);
    for one in [&mut *vault, &mut other] {
        let head = one.head(ours).unwrap();
        let text = format!("each in its own way: {}", one.unlocked_by().label);
        one.append(ours, head, &[noted(&text)], None).unwrap();
    }
    receive(&other, vault, ours, true);
}

/// Two cases of two years, with every table in use.
fn fill(vault: &mut Vault) {
    let id = |byte| CaseId([byte; 16]);
    let first = [
        event(
            "noted",
            "Käse, “so”, \u{1F9C0}\r\n".as_bytes(),
            "2026-03-27T16:45:00+00:00",
            "p1",
            Some("Brücke am Fluß"),
        ),
        event(
            "noted",
            &[0, 1, 2, 0xFF],
            "2026-03-30T08:05:00.250+01:00",
            "p2",
            None,
        ),
        event(
            "noted",
            b"",
            "2026-03-30T08:04:00+01:00",
            "p1",
            Some("empty"),
        ),
    ];
    let letter = |byte, size: usize| NewDocument {
        id: DocumentId([byte; 16]),
        kind: "attachment".into(),
        name: "letter".into(),
        media_type: "text/plain".into(),
        bytes: (0..size).map(|n| (n % 251) as u8).collect(),
        added: stamp("2026-03-30T08:05:00+01:00").at,
    };
    let index = CaseIndex {
        summary: r#"{"a":1}"#.into(),
        changes_at: Some(stamp("2026-04-02T17:00:00+01:00").at.to_utc()),
        stamp: "1".into(),
    };
    let opened = vault
        .create_case(
            id(1),
            2026,
            Batch {
                events: &first,
                index: Some(index),
                documents: vec![letter(1, 3000), letter(2, 0)],
                ..Batch::default()
            },
        )
        .unwrap();
    vault
        .append(
            id(1),
            opened.head,
            &[event(
                "noted",
                b"more",
                "2026-03-31T09:00:00+01:00",
                "p1",
                None,
            )],
            None,
        )
        .unwrap();
    let second = [event(
        "other",
        b"{}",
        "2027-01-04T09:00:00+00:00",
        "p2",
        Some("zweite"),
    )];
    vault
        .create_case(
            id(2),
            2027,
            Batch {
                events: &second,
                ..Batch::default()
            },
        )
        .unwrap();
    vault.add_document(None, &letter(3, 10)).unwrap();
    vault
        .put_setting("school", &json!({ "name": "Invented" }))
        .unwrap();
    vault.put_setting("zone", &json!("Europe/London")).unwrap();
    let now = stamp("2027-01-04T09:10:00+00:00");
    vault
        .put_draft("p1", "note", "half a sen", now.at.to_utc())
        .unwrap();
    vault.put_pack([9; 32], b"pack").unwrap();
    // The clock went back.
    vault
        .journal(entry(
            "viewed",
            json!({ "count": 2 }),
            "2027-01-04T08:00:00+00:00",
        ))
        .unwrap();
}

/// Each schema in use has a kept vault, made once, when it comes into use. One that is there stays.
#[test]
fn the_schema_in_use_has_a_kept_vault() {
    let folder = kept().join(format!("schema-{SUPPORTED}"));
    if !folder.exists() {
        let wanted = std::env::var_os("UPDATE_KEPT").is_some_and(|v| v == "1");
        assert!(wanted, "run this test with UPDATE_KEPT=1 for a new schema");
        make(&folder);
    }
    assert_eq!(recorded(SUPPORTED).schema, SUPPORTED);
}

fn make(folder: &Path) {
    let temp = tempfile::tempdir().unwrap();
    let work = temp.path().join("vault");
    let passphrase = Passphrase::new(PASSPHRASE.into());
    let setup = Setup {
        person: "p1",
        passphrase: &passphrase,
        cost: KdfCost::for_tests(),
        now: stamp("2026-03-27T16:40:00+00:00"),
    };
    let (mut vault, _) = Vault::create(&work, setup).unwrap();
    let now = stamp("2026-03-27T16:42:00+00:00");
    let second = Passphrase::new(SECOND.into());
    vault
        .add_person("p2", &second, KdfCost::for_tests(), &now)
        .unwrap();
    let [recovery, _] = vault.replace_recovery_keys(&now).unwrap();
    fill(&mut vault);
    fill_from_elsewhere(&mut vault, &temp.path().join("theirs"));
    vault.lock().unwrap();
    let wrong = Passphrase::new("wrong".into());
    let at = stamp("2027-01-05T08:30:00+00:00");
    Vault::open_with_passphrase(&work, None, &wrong, &at).unwrap_err();
    let vault = Vault::open_with_passphrase(&work, None, &second, &at).unwrap();
    let recorded = Recorded {
        schema: SUPPORTED,
        passphrase: PASSPHRASE.into(),
        second_passphrase: SECOND.into(),
        recovery_key: recovery.reveal().to_string(),
        tables: dump(&vault.conn),
    };
    vault.lock().unwrap();
    fs::create_dir_all(folder).unwrap();
    for name in [DATABASE, SLOTS, SLOTS_PREVIOUS, STATE] {
        fs::copy(work.join(name), folder.join(name)).unwrap();
    }
    copy_seen(temp.path(), folder);
    let text = serde_json::to_string_pretty(&recorded).unwrap() + "\n";
    fs::write(kept().join(format!("schema-{SUPPORTED}.json")), text).unwrap();
}
