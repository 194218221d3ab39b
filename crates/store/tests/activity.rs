//! The journal as it is looked through, and the heads of cases as they are looked up.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::*;
use serde_json::json;
use stepwise_store::*;

fn entry(kind: &str, case: Option<CaseId>, seconds: i64, actor: &str) -> NewEntry {
    NewEntry {
        kind: kind.into(),
        case,
        payload: json!({}),
        stamp: at(seconds),
        actor: actor.into(),
    }
}

fn query() -> JournalQuery {
    JournalQuery {
        limit: 100,
        ..JournalQuery::default()
    }
}

#[test]
fn entries_are_found_by_who_what_which_case_and_when_the_newest_first() {
    const DAY: i64 = 86_400;
    let folder = tempfile::tempdir().unwrap();
    let (mut vault, _) = create(&folder.path().join("vault"));
    let (one, head) = case(&mut vault, "one");
    let (two, _) = case(&mut vault, "two");
    vault.journal(entry("viewed", Some(one), 20, "p1")).unwrap();
    vault
        .journal(entry("viewed", Some(two), DAY, "p2"))
        .unwrap();
    let printed = Batch {
        events: &[event("printed", 2 * DAY)],
        entries: vec![entry("printed", Some(one), 2 * DAY, "p1")],
        ..Batch::default()
    };
    vault.append_batch(one, head, printed).unwrap();
    let kinds = |query: JournalQuery| -> Vec<String> {
        let page = vault.journal_page(&query).unwrap();
        assert!(page.windows(2).all(|pair| pair[0].seq > pair[1].seq));
        page.into_iter().map(|entry| entry.kind).collect()
    };
    let all = kinds(query());
    assert_eq!(all.len(), 10);
    assert_eq!(all[0], "printed");
    assert_eq!(
        kinds(JournalQuery {
            case: Some(one),
            ..query()
        }),
        ["printed", "case-head", "viewed", "case-head", "case-opened"]
    );
    assert_eq!(
        kinds(JournalQuery {
            actor: Some("p2".into()),
            ..query()
        }),
        ["viewed"]
    );
    let looks = vec!["viewed".to_owned(), "printed".to_owned()];
    assert_eq!(
        kinds(JournalQuery {
            kinds: looks.clone(),
            ..query()
        }),
        ["printed", "viewed", "viewed"]
    );
    let day = |text: &str| Some(text.to_owned());
    assert_eq!(
        kinds(JournalQuery {
            kinds: looks.clone(),
            from: day("2026-11-21"),
            to: day("2026-11-21"),
            ..query()
        }),
        ["viewed"]
    );
    assert_eq!(
        kinds(JournalQuery {
            from: day("2026-11-23"),
            ..query()
        }),
        [""; 0]
    );
    // A page after a page is the whole.
    let mut pages = Vec::new();
    let mut before = None;
    loop {
        let page = vault
            .journal_page(&JournalQuery {
                before,
                limit: 3,
                ..query()
            })
            .unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.seq);
        pages.extend(page.into_iter().map(|entry| entry.kind));
    }
    assert_eq!(pages, all);
    assert_eq!(vault.journal_actors().unwrap(), ["p1", "p2"]);
    vault.verify_all().unwrap();
}

#[test]
fn an_entry_that_goes_with_events_is_saved_with_them_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let (mut vault, _) = create(&folder.path().join("vault"));
    let (id, head) = case(&mut vault, "one");
    for bad in [
        entry("case-head", Some(id), 20, "p1"),
        NewEntry {
            payload: json!({ "case": "x" }),
            ..entry("viewed", None, 20, "p1")
        },
        NewEntry {
            payload: json!("text"),
            ..entry("viewed", None, 20, "p1")
        },
    ] {
        let batch = Batch {
            events: &[event("two", 20)],
            entries: vec![bad],
            ..Batch::default()
        };
        let before = vault.journal_head();
        assert!(matches!(
            vault.append_batch(id, head, batch),
            Err(StoreError::Invalid(_))
        ));
        assert_eq!(
            (vault.head(id).unwrap(), vault.journal_head()),
            (head, before)
        );
    }
}

#[test]
fn every_head_that_a_case_had_is_shown_and_noted() {
    let folder = tempfile::tempdir().unwrap();
    let (mut vault, _) = create(&folder.path().join("vault"));
    let (id, first) = case(&mut vault, "one");
    let (other, _) = case(&mut vault, "other");
    let second = vault.append(id, first, &[event("two", 20)], None).unwrap();
    let mut shown = Vec::new();
    vault
        .each_head(|case, head| shown.push((case, head)))
        .unwrap();
    assert_eq!(shown.len(), 3);
    assert!(shown.contains(&(id, first)) && shown.contains(&(id, second)));
    let mut noted = Vec::new();
    vault
        .each_noted_head(|_, case, head| noted.push((case, head)))
        .unwrap();
    shown.sort_by_key(|(case, head)| (*case, head.seq));
    noted.sort_by_key(|(case, head)| (*case, head.seq));
    assert_eq!(noted, shown);
    let rows = vault.rows(id, 2).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].seq, rows[0].hash), (2, second.hash));
    assert_eq!(vault.rows(other, 1).unwrap().len(), 1);
}

#[test]
fn a_clock_that_went_back_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut vault, _) = create(&folder.path().join("vault"));
    let (id, head) = case(&mut vault, "one");
    vault
        .append(id, head, &[event("two", -10_000)], None)
        .unwrap();
    let jumps = vault.clock_jumps(0).unwrap();
    assert_eq!(jumps.len(), 1);
    let said: serde_json::Value = serde_json::from_slice(&jumps[0].payload).unwrap();
    assert_eq!(said["to"], at(-10_000).at.to_rfc3339());
    assert!(vault.clock_jumps(jumps[0].seq).unwrap().is_empty());
}
