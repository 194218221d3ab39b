//! What is saved comes back, in order and whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chrono::{DateTime, Utc};
use common::*;
use serde_json::json;
use stepwise_store::*;

#[test]
fn a_case_is_saved_and_comes_back_after_locking() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("vault");
    let (mut vault, _) = create(&folder);
    let (id, head) = case(&mut vault, "first worry");
    let index = CaseIndex {
        summary: "{\"stage\":1}".into(),
        changes_at: DateTime::from_timestamp(1_800_000_000, 0),
        stamp: "1".into(),
    };
    let head = vault
        .append(
            id,
            head,
            &[event("a call", 20), event("a letter", 30)],
            Some(index.clone()),
        )
        .unwrap();
    assert_eq!(head.seq, 3);
    vault.lock().unwrap();

    let vault = open(&folder);
    assert!(vault.notices().is_empty());
    let texts: Vec<_> = vault
        .events(id)
        .unwrap()
        .into_iter()
        .map(|e| (e.row.seq, String::from_utf8(e.payload).unwrap()))
        .collect();
    assert_eq!(
        texts,
        [
            (1, "first worry".into()),
            (2, "a call".into()),
            (3, "a letter".into())
        ]
    );
    let entry = vault.case(id).unwrap();
    assert_eq!(
        (entry.number.as_str(), entry.head, entry.index_seq),
        ("2026-001", head, Some(3))
    );
    assert_eq!(entry.index, Some(index));
    assert_eq!(vault.cases().unwrap(), [entry]);
    assert_eq!(vault.verify(id).unwrap(), head);
    assert_eq!(vault.verify_all().unwrap().events, 3);
}

#[test]
fn what_was_worked_out_is_kept_together_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let (mut vault, _) = create(&folder.path().join("vault"));
    let ids = [case(&mut vault, "one").0, case(&mut vault, "two").0];
    let row = |id: CaseId, stamp: &str| {
        let index = CaseIndex {
            summary: "{}".into(),
            changes_at: None,
            stamp: stamp.into(),
        };
        (id, 1, index)
    };
    vault.put_case_indexes(ids.map(|id| row(id, "1"))).unwrap();
    let stamps = |vault: &Vault| -> Vec<String> {
        let cases = vault.cases().unwrap();
        cases.into_iter().map(|c| c.index.unwrap().stamp).collect()
    };
    assert_eq!(stamps(&vault), ["1", "1"]);
    let unknown = CaseId::random().unwrap();
    let failed = vault.put_case_indexes([row(ids[0], "2"), row(unknown, "2")]);
    assert!(matches!(failed, Err(StoreError::NoSuchCase)));
    assert_eq!(stamps(&vault), ["1", "1"]);
}

#[test]
fn numbers_count_within_a_year() {
    let folder = tempfile::tempdir().unwrap();
    let (mut vault, _) = create(&folder.path().join("vault"));
    let numbers: Vec<String> = [2026, 2026, 2027, 2026]
        .into_iter()
        .map(|year| {
            let events = [event("x", 1)];
            let batch = Batch {
                events: &events,
                ..Batch::default()
            };
            vault
                .create_case(CaseId::random().unwrap(), year, batch)
                .unwrap()
                .number
        })
        .collect();
    assert_eq!(numbers, ["2026-001", "2026-002", "2027-001", "2026-003"]);
}

#[test]
fn a_case_that_moved_on_is_a_conflict_and_nothing_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let (mut vault, _) = create(&folder.path().join("vault"));
    let (id, old) = case(&mut vault, "one");
    let new = vault.append(id, old, &[event("two", 20)], None).unwrap();
    let journal = vault.journal_head();
    match vault.append(id, old, &[event("lost?", 30)], None) {
        Err(StoreError::Conflict { expected, found }) => assert_eq!((expected, found), (old, new)),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        (vault.head(id).unwrap(), vault.journal_head()),
        (new, journal)
    );
    let again = [event("x", 1)];
    let batch = Batch {
        events: &again,
        ..Batch::default()
    };
    assert!(matches!(
        vault.create_case(id, 2026, batch),
        Err(StoreError::CaseExists)
    ));
    let unknown = CaseId::random().unwrap();
    assert!(matches!(
        vault.append(unknown, old, &again, None),
        Err(StoreError::NoSuchCase)
    ));
    assert!(matches!(vault.events(unknown), Err(StoreError::NoSuchCase)));
    vault.verify_all().unwrap();
}

#[test]
fn a_batch_is_saved_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let (mut vault, _) = create(&folder.path().join("vault"));
    let (id, head) = case(&mut vault, "one");
    vault
        .put_draft("p1", "note", "half a sent", DateTime::<Utc>::UNIX_EPOCH)
        .unwrap();
    let document = NewDocument {
        id: DocumentId::random().unwrap(),
        kind: "attachment".into(),
        name: "letter.pdf".into(),
        media_type: "application/pdf".into(),
        bytes: (0..2_500_000u32).map(|n| n as u8).collect(),
        added: at(20).at,
    };
    let events = [event("sent a letter", 20)];
    let batch = Batch {
        events: &events,
        documents: vec![document.clone()],
        clear_drafts: vec![("p1".into(), "note".into())],
        put_settings: vec![("k".into(), json!({ "a": [1, 2] }))],
        ..Batch::default()
    };
    let head = vault.append_batch(id, head, batch.clone()).unwrap();
    let (kept, bytes) = vault.document(document.id).unwrap();
    assert_eq!(
        (kept.size, kept.case, bytes),
        (2_500_000, Some(id), document.bytes.clone())
    );
    assert_eq!(vault.documents(Some(id)).unwrap(), [kept]);
    assert_eq!(vault.draft("p1", "note").unwrap(), None);
    assert_eq!(vault.setting("k").unwrap(), Some(json!({ "a": [1, 2] })));

    // The same document id again: refused by the database, after the event was written.
    vault.append_batch(id, head, batch).unwrap_err();
    assert_eq!(
        (vault.head(id).unwrap(), vault.events(id).unwrap().len()),
        (head, 2)
    );
    let large = NewDocument {
        bytes: vec![0; MAX_DOCUMENT_BYTES + 1],
        ..document
    };
    assert!(matches!(
        vault.add_document(Some(id), &large),
        Err(StoreError::TooLarge { .. })
    ));
    vault.verify_all().unwrap();
}

#[test]
fn drafts_settings_and_packs_survive() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("vault");
    let (mut vault, _) = create(&folder);
    vault
        .put_draft(
            "p1",
            "case/note",
            "She said th",
            DateTime::<Utc>::UNIX_EPOCH,
        )
        .unwrap();
    vault
        .put_draft(
            "p1",
            "case/note",
            "She said that",
            DateTime::<Utc>::UNIX_EPOCH,
        )
        .unwrap();
    vault
        .put_setting("setting", &json!({ "name": "Hollow Lane" }))
        .unwrap();
    vault.put_pack([7; 32], b"pack").unwrap();
    vault.put_pack([7; 32], b"pack").unwrap();
    assert!(matches!(
        vault.put_pack([7; 32], b"other"),
        Err(StoreError::PackDiffers)
    ));
    // Not locked: as if the machine had lost its power.
    drop(vault);
    let vault = open(&folder);
    let drafts = vault.drafts("p1").unwrap();
    assert_eq!(
        (drafts.len(), drafts[0].text.as_str()),
        (1, "She said that")
    );
    assert_eq!(vault.drafts("p2").unwrap(), []);
    assert_eq!(
        vault.settings().unwrap(),
        [("setting".into(), json!({ "name": "Hollow Lane" }))]
    );
    assert_eq!(
        (vault.pack([7; 32]).unwrap(), vault.pack([8; 32]).unwrap()),
        (Some(b"pack".to_vec()), None)
    );
    assert_eq!(vault.packs().unwrap(), [[7; 32]]);
}

#[test]
fn search_finds_words_beginnings_and_accents_and_survives_any_question() {
    let folder = tempfile::tempdir().unwrap();
    let (mut vault, _) = create(&folder.path().join("vault"));
    let (first, head) = case(&mut vault, "Zoë was collected late by Mr O'Brien");
    let (second, _) = case(&mut vault, "the social worker did not call");
    vault
        .append(
            first,
            head,
            &[event("called the social worker again", 30)],
            None,
        )
        .unwrap();
    let found = |typed: &str, case| -> Vec<(CaseId, u64)> {
        vault
            .search(typed, case, 10)
            .unwrap()
            .into_iter()
            .map(|hit| (hit.case, hit.seq))
            .collect()
    };
    assert_eq!(found("zoe", None), [(first, 1)]);
    assert_eq!(found("social work", None), [(first, 2), (second, 1)]);
    assert_eq!(found("SOCIAL", Some(second)), [(second, 1)]);
    assert_eq!(found("o'brien", None), [(first, 1)]);
    for odd in [
        "",
        "\"",
        "a\"b",
        "NOT",
        "-",
        "*",
        "(x",
        "text:zoe",
        "NEAR(",
        "\0",
        "'; DROP TABLE cases",
    ] {
        vault.search(odd, None, 10).unwrap();
    }
    let hit = &vault.search("collected", None, 1).unwrap()[0];
    assert!(
        hit.snippet
            .contains(&format!("{HIT_START}collected{HIT_END}"))
    );
    vault.put_search_text(first, 1, None).unwrap();
    assert_eq!(vault.search("zoe", None, 10).unwrap(), []);
    vault
        .put_search_text(first, 1, Some("Zoë, amended"))
        .unwrap();
    assert_eq!(vault.search("amended", None, 10).unwrap().len(), 1);
}

#[test]
fn finds_far_back_come_in_order_after_the_newest() {
    let folder = tempfile::tempdir().unwrap();
    let (mut vault, _) = create(&folder.path().join("vault"));
    let (id, head) = case(&mut vault, "telephoned a pharmacist");
    // Far more than the first stretch that is looked through.
    let texts = (2..=10_000).map(|seq| match seq % 3_000 {
        0 => "telephoned a pharmacist",
        _ => "telephoned",
    });
    let events: Vec<_> = texts.map(|text| event(text, 30)).collect();
    vault.append(id, head, &events, None).unwrap();
    let found = |typed: &str, limit| -> Vec<u64> {
        let hits = vault.search(typed, Some(id), limit).unwrap();
        hits.iter().map(|hit| hit.seq).collect()
    };
    let all = [9_000, 6_000, 3_000, 1];
    assert_eq!(found("pharmac", 50), all);
    assert_eq!(found("pharmacist", 3), all[..3]);
    assert_eq!(found("telephoned pharm", 2), all[..2]);
    assert_eq!(found("telep", 3), [10_000, 9_999, 9_998]);
    assert_eq!(found("telep", 0), [0; 0]);
}

#[test]
fn the_journal_notes_heads_the_callers_entries_and_a_clock_that_went_back() {
    let folder = tempfile::tempdir().unwrap();
    let (mut vault, _) = create(&folder.path().join("vault"));
    let (id, head) = case(&mut vault, "one");
    let entry = |kind: &str, seconds| NewEntry {
        kind: kind.into(),
        case: None,
        payload: json!({ "what": "printed" }),
        stamp: at(seconds),
        actor: "p1".into(),
    };
    vault.journal(entry("printed", 20)).unwrap();
    assert!(matches!(
        vault.journal(entry("case-head", 20)),
        Err(StoreError::Invalid(_))
    ));
    // 110 seconds back is a clock being set; 1000 is written down, once.
    let head = vault.append(id, head, &[event("two", -90)], None).unwrap();
    let head = vault
        .append(id, head, &[event("three", -1090)], None)
        .unwrap();
    vault
        .append(id, head, &[event("four", -1000)], None)
        .unwrap();
    let kinds: Vec<String> = vault
        .journal_entries(0, 100)
        .unwrap()
        .into_iter()
        .map(|entry| entry.kind)
        .collect();
    assert_eq!(
        kinds,
        [
            "vault-created",
            "unlocked",
            "case-opened",
            "case-head",
            "printed",
            "case-head",
            "clock-went-back",
            "case-head",
            "case-head"
        ]
    );
    assert_eq!(vault.journal_entries(8, 1).unwrap()[0].seq, 9);
    vault.verify_all().unwrap();
}

#[test]
fn a_head_is_signed_and_another_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("vault");
    let (mut vault, _) = create(&folder);
    let (id, _) = case(&mut vault, "one");
    let signed = vault.sign_head(id).unwrap();
    assert!(signed.verify());
    let mut other = signed.clone();
    other.head.seq += 1;
    assert!(!other.verify());
    let mut other = signed.clone();
    other.case = CaseId::random().unwrap();
    assert!(!other.verify());
    let fingerprint = vault.fingerprint();
    assert_eq!((fingerprint.len(), fingerprint.split(' ').count()), (47, 8));
    vault.lock().unwrap();
    let vault = open(&folder);
    assert_eq!(
        (vault.public_key(), vault.fingerprint()),
        (signed.public_key, fingerprint)
    );
}
