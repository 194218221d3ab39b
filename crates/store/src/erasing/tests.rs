//! What is left of an erased case in the vault's files, page by page.

use super::*;
use crate::create::Setup;
use crate::documents::NewDocument;
use crate::files::DATABASE;
use crate::ids::DocumentId;
use crate::kdf::KdfCost;
use crate::record::{Batch, NewEvent};
use crate::secret::Passphrase;
use crate::{CaseIndex, Damage};
use chrono::{DateTime, TimeDelta};
use std::path::Path;

const GONE: &str = "Zebrafinch-Quillwort";
const STAYS: &str = "Kingfisher-Marigold";

fn at(seconds: i64) -> Stamp {
    let morning = DateTime::parse_from_rfc3339("2026-11-20T09:00:00+00:00").unwrap();
    Stamp {
        at: morning + TimeDelta::seconds(seconds),
        zone: "Europe/London".into(),
    }
}

fn event(text: &str) -> NewEvent {
    NewEvent {
        kind: "noted".into(),
        kind_version: 1,
        payload: text.as_bytes().to_vec(),
        recorded: at(10).at,
        zone: "Europe/London".into(),
        actor: "p1".into(),
        search_text: Some(text.into()),
    }
}

fn vault(folder: &Path) -> Vault {
    let setup = Setup {
        person: "p1",
        passphrase: &Passphrase::new("gravel".into()),
        cost: KdfCost::for_tests(),
        now: at(0),
    };
    Vault::create(folder, setup).unwrap().0
}

fn open(folder: &Path) -> Vault {
    Vault::open_with_passphrase(folder, None, &Passphrase::new("gravel".into()), &at(90)).unwrap()
}

/// Words of lengths that divide pages in many ways.
fn words(word: &str, n: usize) -> String {
    format!("{word}{n} and then {word}. ").repeat(1 + n * 7 % 60)
}

/// A case with a word in everything that a case can hold, written in turns with another.
fn filled(vault: &mut Vault, cases: &[(CaseId, &str)]) {
    for (id, word) in cases {
        let events = [event(word)];
        let batch = Batch {
            events: &events,
            ..Batch::default()
        };
        vault.create_case(*id, 2026, batch).unwrap();
    }
    for n in 0..40 {
        for (id, word) in cases {
            let head = vault.head(*id).unwrap();
            let document = NewDocument {
                id: DocumentId::random().unwrap(),
                kind: "attachment".into(),
                name: format!("{word}.txt"),
                media_type: "text/plain".into(),
                bytes: words(word, n * 9).into_bytes(),
                added: at(20).at,
            };
            let events = [event(&words(word, n))];
            let batch = Batch {
                events: &events,
                index: Some(CaseIndex {
                    summary: words(word, n * 3),
                    changes_at: None,
                    stamp: "1".into(),
                }),
                documents: vec![document],
                ..Batch::default()
            };
            vault.append_batch(*id, head, batch).unwrap();
            let field = format!("{id}/entry-{}", n % 7);
            vault
                .put_draft("p1", &field, &words(word, n * 5), at(30).at.to_utc())
                .unwrap();
        }
    }
}

/// How often a word stands in the decrypted pages of the database, unused ones included.
fn found(vault: &mut Vault, word: &str) -> usize {
    let pages = vault.conn.serialize("main").unwrap();
    let small = word.to_lowercase();
    [word, &small, "zebrafinch", "quillwort"]
        .iter()
        .filter(|w| w.to_lowercase().contains(&small) || small.contains(**w))
        .map(|w| {
            pages
                .windows(w.len())
                .filter(|p| *p == w.as_bytes())
                .count()
        })
        .sum()
}

fn erasing(case: CaseId, now: &Stamp) -> Erasing<'_> {
    Erasing {
        case,
        by: "p1",
        reason: "The child is 25.",
        now,
    }
}

#[test]
fn no_page_of_the_database_holds_a_word_of_an_erased_case() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    let mut vault = vault(&folder);
    let (gone, stays) = (CaseId::random().unwrap(), CaseId::random().unwrap());
    filled(&mut vault, &[(gone, GONE), (stays, STAYS)]);
    vault
        .put_draft("p2", "place", &format!("case/{gone}"), at(31).at.to_utc())
        .unwrap();
    let events = vault.events(stays).unwrap();
    let (head, other) = (vault.head(gone).unwrap(), vault.head(stays).unwrap());
    assert!(
        found(&mut vault, GONE) > 1000,
        "the scan finds what is there"
    );
    assert!(found(&mut vault, STAYS) > 1000);
    assert!(!vault.search("zebrafinch", None, 5).unwrap().is_empty());

    let now = at(40);
    let erased = vault.erase(&erasing(gone, &now), &Stop::default()).unwrap();
    assert_eq!((&*erased.number, erased.swept), ("2026-001", true));
    assert_eq!(found(&mut vault, GONE), 0, "in the pages");
    let log = folder.join(format!("{DATABASE}-wal"));
    assert_eq!(std::fs::metadata(log).map_or(0, |meta| meta.len()), 0);
    assert!(vault.search("zebrafinch", None, 5).unwrap().is_empty());
    assert!(
        vault
            .drafts("p1")
            .unwrap()
            .iter()
            .all(|d| d.field.contains(&stays.to_string()))
    );
    assert!(vault.drafts("p2").unwrap().is_empty());
    assert!(vault.documents(Some(gone)).unwrap().is_empty());
    let mode: String = vault
        .conn
        .query_row("PRAGMA journal_mode", [], |row| row.get(0))
        .unwrap();
    assert_eq!(mode, "wal", "it goes on as before");

    // The chain is whole, the rest untouched.
    assert_eq!(vault.verify(gone).unwrap(), head);
    assert_eq!(vault.verify(stays).unwrap(), other);
    let verified = vault.verify_all().unwrap();
    assert_eq!((verified.cases, verified.erased), (2, 1));
    assert_eq!(vault.events(stays).unwrap(), events);
    assert_eq!(vault.documents(Some(stays)).unwrap().len(), 40);
    assert!(matches!(vault.events(gone), Err(StoreError::CaseErased)));
    let listed = vault.cases().unwrap();
    assert_eq!(
        listed.iter().map(|c| c.erased).collect::<Vec<_>>(),
        [true, false]
    );
    assert!(listed[0].index.is_none());
    let told = vault.erasures().unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].case, &*told[0].number, &*told[0].by),
        (gone, "2026-001", "p1")
    );
    assert_eq!(
        (&*told[0].reason, told[0].again),
        ("The child is 25.", false)
    );
    let left = std::fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().file_name());
    assert!(
        left.filter_map(|name| name.into_string().ok())
            .all(|name| !name.contains("partial"))
    );

    // Nothing more goes into it.
    let more = vault.append(gone, head, &[event("more")], None);
    assert!(matches!(more, Err(StoreError::CaseErased)));
    assert!(matches!(
        vault.erase(&erasing(gone, &now), &Stop::default()),
        Err(StoreError::CaseErased)
    ));
    vault.lock().unwrap();
    let mut vault = open(&folder);
    assert!(vault.notices().is_empty(), "{:?}", vault.notices());
    assert_eq!(found(&mut vault, GONE), 0, "after opening again");
    vault.append(stays, other, &[event("more")], None).unwrap();
    vault.verify_all().unwrap();
}

/// Two walls, each of which is enough: what is deleted is overwritten, and the file is written anew. The second
/// is shown without the first.
#[test]
fn overwriting_is_enough_and_so_is_writing_the_file_anew() {
    for overwritten in [true, false] {
        let temp = tempfile::tempdir().unwrap();
        let mut vault = vault(&temp.path().join("vault"));
        let (gone, stays) = (CaseId::random().unwrap(), CaseId::random().unwrap());
        filled(&mut vault, &[(gone, GONE), (stays, STAYS)]);
        let switch = format!("PRAGMA secure_delete = {}", u8::from(overwritten));
        vault.conn.query_row(&switch, [], |_| Ok(())).unwrap();
        let now = at(40);
        let tx = vault.conn.transaction().unwrap();
        let (tail, _) = destroy(&tx, vault.journal.clone(), &erasing(gone, &now), false).unwrap();
        tx.commit().unwrap();
        vault.journal = tail;
        let left = found(&mut vault, GONE);
        assert_eq!(left == 0, overwritten, "{left} left");
        assert!(vault.sweep_if_due(&Stop::default()).unwrap());
        assert_eq!(found(&mut vault, GONE), 0);
        vault.verify_all().unwrap();
    }
}

#[test]
fn texts_go_only_with_an_erasing_that_the_journal_knows() {
    let temp = tempfile::tempdir().unwrap();
    let mut vault = vault(&temp.path().join("vault"));
    let (one, two) = (CaseId::random().unwrap(), CaseId::random().unwrap());
    filled(&mut vault, &[(one, GONE), (two, STAYS)]);
    let refused = |sql: &str| {
        let error = vault.conn.execute(sql, []).unwrap_err();
        assert!(
            ["append-only", "in the journal", "was erased"]
                .iter()
                .any(|w| error.to_string().contains(w)),
            "{sql}: {error}"
        );
    };
    refused("DELETE FROM payloads");
    refused("INSERT INTO erased (case_id, journal) SELECT id, 1 FROM cases LIMIT 1");
    let now = at(40);
    vault.erase(&erasing(one, &now), &Stop::default()).unwrap();
    let refused = |sql: &str| {
        let error = vault.conn.execute(sql, []).unwrap_err();
        assert!(
            ["append-only", "in the journal", "was erased"]
                .iter()
                .any(|w| error.to_string().contains(w)),
            "{sql}: {error}"
        );
    };
    refused("DELETE FROM erased");
    refused("UPDATE erased SET journal = 1");
    refused("DELETE FROM payloads");
    refused("DELETE FROM case_rows");
    refused(
        "INSERT INTO erased (case_id, journal) SELECT id, (SELECT journal FROM erased) FROM cases WHERE id NOT IN (SELECT case_id FROM erased)",
    );
    refused("INSERT INTO case_index SELECT case_id, 1, '', '', NULL FROM erased");
    refused(
        "INSERT INTO payloads SELECT case_id, 99, x'00112233445566778899aabbccddeeff', '' FROM erased",
    );
    vault.verify_all().unwrap();
    // Somebody with the key who takes texts away behind the program's back is found out.
    vault
        .conn
        .execute_batch(
            "DROP TRIGGER payloads_keep_delete; DROP TRIGGER erased_is_in_the_journal;
             INSERT INTO erased (case_id, journal) SELECT id, (SELECT journal FROM erased) FROM cases WHERE id NOT IN (SELECT case_id FROM erased);
             DELETE FROM payloads",
        )
        .unwrap();
    let found = vault.verify_all().unwrap_err();
    assert!(
        matches!(found, StoreError::Altered(Damage::NotErased { case }) if case == two),
        "{found:?}"
    );
    assert!(matches!(
        vault.verify(two),
        Err(StoreError::Altered(Damage::NotErased { .. }))
    ));
}

#[test]
fn what_was_cut_short_is_finished_at_the_next_opening() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    let mut vault = vault(&folder);
    let case = CaseId::random().unwrap();
    filled(&mut vault, &[(case, GONE)]);
    let now = at(40);
    let tx = vault.conn.transaction().unwrap();
    let (tail, _) = destroy(&tx, vault.journal.clone(), &erasing(case, &now), false).unwrap();
    tx.commit().unwrap();
    vault.journal = tail;
    vault.lock().unwrap();
    std::fs::write(folder.join("backup-00000000.db.partial"), b"half").unwrap();
    std::fs::write(folder.join("vault-before-2.db"), b"a copy").unwrap();
    let mut vault = open(&folder);
    assert_eq!(found(&mut vault, GONE), 0);
    assert!(!folder.join("backup-00000000.db.partial").exists());
    assert!(!folder.join("vault-before-2.db").exists());
    assert_eq!(list::read(&folder, &vault.id, &vault.key), [case]);
    vault.verify_all().unwrap();
}

#[test]
fn an_older_vault_is_brought_up_to_date_and_can_erase() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join(DATABASE);
    let key = [7u8; 32];
    let mut conn = database::connect(&path, &key, database::Mode::Make).unwrap();
    conn.pragma_update(None, "application_id", database::APPLICATION_ID)
        .unwrap();
    crate::migrate::run(&mut conn, 0, &crate::migrate::MIGRATIONS[..1]).unwrap();
    conn.execute_batch("INSERT INTO cases VALUES (zeroblob(16), '2026-001', 2026, 1, zeroblob(32), '2026-01-01T00:00:00Z')")
        .unwrap();
    crate::migrate::bring_up_to_date(&mut conn, 1, &crate::migrate::MIGRATIONS, temp.path(), &key)
        .unwrap();
    assert!(!is_erased(&conn, CaseId([0; 16])).unwrap());
    assert!(temp.path().join("vault-before-2.db").exists());
}

#[test]
fn a_note_that_somebody_else_wrote_erases_nothing() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    let mut vault = vault(&folder);
    let case = CaseId::random().unwrap();
    filled(&mut vault, &[(case, STAYS)]);
    let other = crate::secret::VaultKey::make().unwrap();
    list::add(&folder, &vault.id, &other, &[case]).unwrap();
    let id = vault.id;
    vault.lock().unwrap();
    let vault = open(&folder);
    assert!(vault.erasures().unwrap().is_empty());
    assert_eq!(vault.events(case).unwrap().len(), 41);
    // The vault's own key writes one that counts, beside the other.
    assert_eq!(list::read(&folder, &id, &other), [case]);
    list::add(&folder, &id, &vault.key, &[case]).unwrap();
    assert_eq!(list::read(&folder, &id, &other), [case]);
    vault.lock().unwrap();
    let vault = open(&folder);
    assert_eq!(vault.erasures().unwrap().len(), 1);
    assert!(vault.erasures().unwrap()[0].again);
}

#[test]
fn a_note_of_the_first_form_is_read_and_written_anew() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    let vault = vault(&folder);
    let (case, more) = (CaseId::random().unwrap(), CaseId::random().unwrap());
    list::add(&folder, &vault.id, &vault.key, &[case]).unwrap();
    let path = temp.path().join(format!("erased-{}.json", vault.id));
    let now: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let first = serde_json::json!({
        "format": 1, "vault": now["vault"], "cases": now["lists"][0]["cases"], "mac": now["lists"][0]["mac"]
    });
    std::fs::write(&path, first.to_string()).unwrap();
    assert_eq!(list::read(&folder, &vault.id, &vault.key), [case]);
    list::add(&folder, &vault.id, &vault.key, &[more]).unwrap();
    assert_eq!(list::read(&folder, &vault.id, &vault.key).len(), 2);
}
