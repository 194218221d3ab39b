//! Files that are damaged, foreign, older or gone: what the window is told, and that nothing is touched.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{House, PASSPHRASE, case_of, first_run, start};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use stepwise_app::error::ErrorCode;

const NOW: &str = "2026-11-24T15:00:00+00:00";
const POLICY: &str = "north-somerset";

/// Every file under a folder, by name.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => {
                let bytes = fs::read(&path).unwrap();
                found.insert(path, bytes);
            }
        }
    }
    found
}

/// A vault with a case, and nobody who has it open.
async fn kept() -> (Arc<tempfile::TempDir>, String) {
    let house = House::new(POLICY, NOW).await;
    let case = house.start_case(case_of(POLICY, "2026-11-24")).await;
    let folder = house.folder.clone();
    house.app.close();
    (folder, case)
}

#[tokio::test]
async fn a_file_that_is_not_what_it_was_is_told_and_left_alone() {
    let (folder, _) = kept().await;
    let vault = folder.path().join("data/vault");
    let whole = files(&vault);
    let database = whole[&vault.join("vault.db")].clone();
    let newer_slots = {
        let mut slots: Value = serde_json::from_slice(&whole[&vault.join("slots.json")]).unwrap();
        slots["format"] = json!(99);
        serde_json::to_vec(&slots).unwrap()
    };
    let none = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    let db = |bytes: Vec<u8>| vec![("vault.db", bytes)];
    let mut flipped = database.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    /// What was done, to which files, words that the sentence must hold, and the code.
    type Damage<'a> = (&'a str, Vec<(&'a str, Vec<u8>)>, Vec<String>, ErrorCode);
    let damages: Vec<Damage<'_>> = vec![
        ("empty", db(vec![]), none(&[]), ErrorCode::NotAVault),
        (
            "cut",
            db(database[..database.len() / 2].to_vec()),
            none(&[]),
            ErrorCode::VaultDamaged,
        ),
        (
            "cut in a page",
            db(database[..database.len() - 1000].to_vec()),
            none(&[]),
            ErrorCode::VaultDamaged,
        ),
        (
            "noise",
            db((0..40_960u32).map(|n| (n * 7919 % 251) as u8).collect()),
            none(&[]),
            ErrorCode::VaultDamaged,
        ),
        ("one bit", db(flipped), none(&[]), ErrorCode::VaultDamaged),
        (
            "another program's",
            db(b"SQLite format 3\0".repeat(256)),
            none(&[]),
            ErrorCode::NotAVault,
        ),
        ("gone", vec![], none(&["vault.db"]), ErrorCode::NotAVault),
        (
            "no keys",
            vec![],
            none(&["slots.json", "slots.previous.json"]),
            ErrorCode::NotAVault,
        ),
        (
            "keys damaged",
            vec![
                ("slots.json", b"{".to_vec()),
                ("slots.previous.json", b"{".to_vec()),
            ],
            none(&[]),
            ErrorCode::SlotDamaged,
        ),
        (
            "keys newer",
            vec![
                ("slots.json", newer_slots.clone()),
                ("slots.previous.json", newer_slots),
            ],
            none(&[]),
            ErrorCode::VaultNewer,
        ),
    ];
    for (name, change, gone, code) in damages {
        for (path, bytes) in &whole {
            fs::write(path, bytes).unwrap();
        }
        for (file, bytes) in change {
            fs::write(vault.join(file), bytes).unwrap();
        }
        for file in gone {
            fs::remove_file(vault.join(file)).unwrap();
        }
        let before = files(&vault);
        let house = start(folder.clone(), NOW);
        let session = house.ok("session", json!({})).await;
        assert_eq!(
            session["emergency"][0]["phone"], "01632 960002",
            "{name}: the numbers for an emergency are there"
        );
        let error = house.unlock().await.expect_err(name);
        assert_eq!(error.code, code, "{name}: {}", error.message);
        assert!(
            error.message.ends_with('.') && error.hint.ends_with('.'),
            "{name}"
        );
        match session["state"].as_str() {
            Some("unusable") => assert_eq!(session["problem"]["message"], error.message, "{name}"),
            state => assert_eq!(state, Some("locked"), "{name}"),
        }
        // Nor does the first run write over it.
        assert_eq!(
            house.code("create_vault", first_run(POLICY)).await,
            ErrorCode::VaultExists,
            "{name}"
        );
        house.app.close();
        let mut after = files(&vault);
        after.remove(&vault.join("lock"));
        let mut before = before;
        before.remove(&vault.join("lock"));
        assert!(before == after, "{name}: a file was touched");
    }
    for (path, bytes) in &whole {
        fs::write(path, bytes).unwrap();
    }
    let house = start(folder, NOW);
    house.unlock().await.unwrap();
    assert_eq!(
        house.ok("cases", json!({})).await["cases"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn an_older_record_put_back_opens_and_says_so_until_it_is_read() {
    let (folder, case) = kept().await;
    let vault = folder.path().join("data/vault");
    let older = files(&vault);
    let house = start(folder.clone(), "2026-11-24T16:00:00+00:00");
    house.unlock().await.unwrap();
    house
        .record(
            &case,
            json!([{ "deed": "own-date", "what": "Hear from them", "by": "2026-12-01" }]),
        )
        .await;
    house.app.close();
    let state = vault.join("state.json");
    let noted = fs::read(&state).unwrap();
    drop(house);
    for (path, bytes) in &older {
        fs::write(path, bytes).unwrap();
    }
    fs::write(&state, noted).unwrap();
    let house = start(folder.clone(), "2026-11-24T17:00:00+00:00");
    let view = house.unlock().await.unwrap();
    assert_eq!(view["state"], "open");
    let told = &view["notices"][0];
    assert_eq!(
        told["title"],
        "This record is older than the one last used here"
    );
    assert!(told["todo"].as_array().unwrap().len() > 2, "{told}");
    house.app.close();
    drop(house);
    // It stays, whoever looks and however often, until somebody says that it was read.
    let house = start(folder.clone(), "2026-11-24T17:30:00+00:00");
    assert_eq!(house.unlock().await.unwrap()["notices"][0], *told);
    let read = json!({ "seq": told["seq"] });
    for _ in 0..2 {
        let view = house.ok("acknowledge_notice", read.clone()).await;
        assert_eq!(view["notices"], json!([]));
    }
    let all = house
        .ok(
            "activity",
            json!({ "who": "", "group": "warning", "case": "", "from": "", "to": "", "before": null }),
        )
        .await;
    let titles: Vec<&str> = all["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["title"].as_str().unwrap())
        .collect();
    assert_eq!(
        titles,
        [
            "Acknowledged a notice",
            "This record is older than the one last used here"
        ]
    );
    house.app.close();
    drop(house);

    // The note alone gone, or put back: said, and the record opens.
    let mut seen = 0;
    for note in [None, Some(older[&state].clone()), Some(b"{}".to_vec())] {
        match &note {
            None => fs::remove_file(&state).unwrap(),
            Some(bytes) => fs::write(&state, bytes).unwrap(),
        }
        let house = start(folder.clone(), "2026-11-24T18:00:00+00:00");
        let view = house.unlock().await.unwrap();
        let older_note = note.is_some_and(|n| n.len() > 10);
        let told = view["notices"].as_array().unwrap().len();
        assert_eq!(told == seen, older_note, "{}", view["notices"]);
        seen = told;
        house.app.close();
    }
}

#[tokio::test]
async fn two_applications_on_one_folder() {
    let house = House::new(POLICY, NOW).await;
    let case = house.start_case(case_of(POLICY, "2026-11-24")).await;
    let other = start(house.folder.clone(), NOW);
    assert_eq!(other.ok("session", json!({})).await["state"], "locked");
    assert_eq!(
        other.unlock().await.unwrap_err().code,
        ErrorCode::VaultInUse
    );
    assert_eq!(
        other.code("create_vault", first_run(POLICY)).await,
        ErrorCode::VaultExists
    );
    house
        .record(
            &case,
            json!([{ "deed": "own-date", "what": "Hear from them", "by": "2026-12-01" }]),
        )
        .await;
    house.ok("lock", json!({})).await;
    other.unlock().await.unwrap();
    assert_eq!(
        house.unlock().await.unwrap_err().code,
        ErrorCode::VaultInUse
    );
    assert_eq!(
        other.case(&case).await["own_dates"]
            .as_array()
            .map_or(1, Vec::len),
        1
    );
}

#[tokio::test]
async fn emergency_contacts_are_all_that_is_outside_the_vault() {
    let house = House::new(POLICY, NOW).await;
    house.start_case(case_of(POLICY, "2026-11-24")).await;
    let data = house.folder.path().join("data");
    let kept: Value =
        serde_json::from_slice(&fs::read(data.join("emergency.json")).unwrap()).unwrap();
    assert_eq!(
        kept,
        json!([{ "name": "Front door", "phone": "01632 960002", "note": "daytime" }])
    );
    let mut names: Vec<_> = fs::read_dir(&data)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    // The note of how far the record was seen: numbers and hashes, nothing typed.
    let seen = names.remove(1);
    assert!(seen.starts_with("seen-"), "{seen}");
    let note: Value = serde_json::from_slice(&fs::read(data.join(seen)).unwrap()).unwrap();
    let fields: Vec<&String> = note.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["format", "journal", "mac", "vault"]);
    assert_eq!(names, ["emergency.json", "vault"]);
    // A lock screen must come up, whatever stands in that file.
    for nonsense in [&b""[..], b"{", b"\xff\xfe", b"[1]", b"null"] {
        fs::write(data.join("emergency.json"), nonsense).unwrap();
        house.ok("lock", json!({})).await;
        assert_eq!(house.ok("session", json!({})).await["state"], "locked");
        house.unlock().await.unwrap();
    }
}

#[tokio::test]
async fn new_recovery_keys_that_nobody_typed_back_are_asked_for_again() {
    let house = House::new(POLICY, NOW).await;
    let made = house
        .ok("new_recovery_keys", json!({ "passphrase": PASSPHRASE }))
        .await;
    assert_eq!(made["session"]["state"], "confirm-recovery");
    house.ok("lock", json!({})).await;
    let view = house.unlock().await.unwrap();
    assert_eq!(
        view["problem"]["code"], "not-confirmed",
        "the old keys open nothing, the new ones were written by nobody"
    );
    let made = house
        .ok("new_recovery_keys", json!({ "passphrase": PASSPHRASE }))
        .await;
    let key: Vec<String> = serde_json::from_value(made["recovery_keys"][1].clone()).unwrap();
    house
        .ok("confirm_recovery_key", json!({ "key": key.concat() }))
        .await;
    house.ok("finish_setup", json!({})).await;
    house.ok("lock", json!({})).await;
    assert!(house.unlock().await.unwrap()["problem"].is_null());
}
