//! A whole case with one word in every field: the word is in no file of the data folder, open or locked.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{House, PASSPHRASE, at, case_of, on};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use stepwise_app::error::ErrorCode;
use stepwise_testkit::canary::Canary;
use stepwise_testkit::survive::Told;

const CANARY: &str = "Zebrafinch-Quillwort";
const NOW: &str = "2026-11-24T15:00:00+00:00";

fn scan(folder: &Path) -> Vec<PathBuf> {
    let leaks = Canary::new(CANARY).scan(folder);
    leaks.into_iter().map(|leak| leak.path).collect()
}

async fn a_full_case(house: &House) -> String {
    let mut start = case_of("north-somerset", "2026-11-23");
    let texts = [
        "/agency",
        "/subjects/0/name",
        "/subjects/0/status",
        "/people/0/name",
        "/people/0/email",
        "/decision/reference",
        "/decision/what",
        "/decision/by_whom",
        "/decision/not_safe",
        "/decision/wanted",
    ];
    for text in texts {
        *start.pointer_mut(text).unwrap() = json!(CANARY);
    }
    let case = house.start_case(start).await;
    house.record(&case, json!([{ "deed": "open-stage", "stage": "s1", "on": on("2026-11-23"), "rule": "", "reason": "", "for_risk": false }])).await;
    house.record(&case, json!([{ "deed": "entry", "kind": "call", "happened": at("2026-11-24", "10:00"), "ours": [CANARY], "theirs": [CANARY],
        "statements": [{ "nature": "own-words", "of": CANARY, "text": CANARY.repeat(300) }], "agreed": CANARY, "next": CANARY, "fulfils": [], "reaches": [] }])).await;
    house
        .ok(
            "save_draft",
            json!({ "key": format!("case/{case}/{CANARY}"), "text": CANARY.repeat(50) }),
        )
        .await;
    assert!(
        !house.ok("find", json!({ "words": CANARY })).await["hits"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    let paper = json!({ "case": case, "paper": "monitoring", "visit": 1 });
    let mut save = paper.clone();
    save["seen"] = house.case(&case).await["seen"].clone();
    save["answers"] = json!([["dispute", CANARY.repeat(9)]]);
    house.ok("preview_paper", save.clone()).await;
    house.ok("save_paper", save).await;
    house.ok("print_paper", paper.clone()).await;
    house.ok("save_paper_file", paper).await;
    house.ok("make_bundle", json!({ "case": case, "parts": ["summary", "chronology"], "to": CANARY, "purpose": CANARY, "password_by": "phone" })).await;
    house.ok("back_up", json!({})).await;
    case
}

#[tokio::test]
async fn nothing_typed_is_readable_on_disk() {
    let house = House::new("north-somerset", NOW).await;
    a_full_case(&house).await;
    let data = house.folder.path().join("data");
    assert_eq!(scan(&data), [] as [PathBuf; 0], "open");
    assert!(
        fs::metadata(data.join("vault/vault.db-wal")).is_ok_and(|m| m.len() > 0),
        "the log was scanned"
    );
    house.ok("lock", json!({})).await;
    assert_eq!(scan(&data), [] as [PathBuf; 0], "locked");
    assert_eq!(Canary::new(PASSPHRASE).scan(&data), []);

    // What left is where the user put it, and only the form that they saved in clear can be read.
    for file in fs::read_dir(house.folder.path().join("files")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!name.ends_with(".part") && !name.contains(CANARY), "{name}");
        if !name.starts_with("form-") {
            let bytes = fs::read(&path).unwrap();
            assert_eq!(Canary::new(CANARY).found_in(&bytes), None, "{name}");
        } else {
            // Packed in the PDF's streams, where a plain search does not see it.
            let bytes = fs::read(&path).unwrap();
            assert!(Canary::new(CANARY).found_in(&bytes).is_some(), "{name}");
        }
    }

    // The scan itself works.
    fs::write(data.join("emergency.json"), CANARY).unwrap();
    assert_eq!(scan(&data), [data.join("emergency.json")]);
    Told {
        row: "no plaintext on disk",
        what: "a whole case with a word in every field: data folder, bundle, email, backup",
        tried: 1,
        lost: 0,
    }
    .tell();
}

fn written(house: &House) -> Vec<String> {
    let entries = fs::read_dir(house.folder.path().join("files")).unwrap();
    let mut names: Vec<String> = entries
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

async fn sent(house: &House, case: &str) -> usize {
    house.ok("bundle", json!({ "case": case })).await["sent"]
        .as_array()
        .unwrap()
        .len()
}

/// What leaves is recorded, and what cannot be recorded does not leave.
#[tokio::test]
async fn nothing_leaves_that_could_not_be_recorded() {
    let house = House::new("north-somerset", NOW).await;
    let case = house
        .start_case(case_of("north-somerset", "2026-11-24"))
        .await;
    let bundle = |to: &str| json!({ "case": case, "parts": ["summary"], "to": to, "purpose": "To read it", "password_by": "phone" });
    let email = |to: Value| json!({ "case": case, "paper": "monitoring", "visit": null, "to": to, "confirmed": true, "purpose": "They asked.", "password_by": "phone" });
    let long = "x".repeat(301);
    assert_eq!(
        house.code("make_bundle", bundle(&long)).await,
        ErrorCode::Refused
    );
    let address = format!("{long}@eastmere.example");
    assert_eq!(
        house.code("draft_email", email(json!([address]))).await,
        ErrorCode::Refused
    );
    for address in [
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example\u{85}Bcc:c@d.example",
        "a@b.example>,<c@d.example",
        "\"a\"@b.example",
    ] {
        assert_eq!(
            house.code("draft_email", email(json!([address]))).await,
            ErrorCode::Refused,
            "{address:?}"
        );
    }
    assert_eq!(written(&house), [] as [&str; 0]);
    assert_eq!(sent(&house, &case).await, 0);

    // Where the place cannot be written, nothing is recorded as sent.
    let files = house.folder.path().join("files");
    fs::remove_dir(&files).unwrap();
    fs::write(&files, "in the way").unwrap();
    assert_eq!(
        house.code("make_bundle", bundle("Ruth Ellison")).await,
        ErrorCode::FileNotSaved
    );
    let code = house
        .code("draft_email", email(json!(["a@b.example"])))
        .await;
    assert_eq!(code, ErrorCode::FileNotSaved);
    assert_eq!(sent(&house, &case).await, 0);
    fs::remove_file(&files).unwrap();
    fs::create_dir(&files).unwrap();

    // Files whose names nobody chose take nobody's place.
    house.ok("make_bundle", bundle("Ruth Ellison")).await;
    let first = fs::read(files.join("case-2026-001.pdf")).unwrap();
    let again = house.ok("make_bundle", bundle("Ruth Ellison")).await;
    assert!(fs::read(files.join("case-2026-001.pdf")).unwrap() == first);
    assert!(
        again["pdf"]
            .as_str()
            .unwrap()
            .ends_with("case-2026-001-2.pdf")
    );
    assert!(
        again["sealed"]
            .as_str()
            .unwrap()
            .ends_with("case-2026-001-2.age")
    );
    house
        .ok(
            "save_paper_file",
            json!({ "case": case, "paper": "monitoring", "visit": null }),
        )
        .await;
    let plain = fs::read(files.join("form-2026-001.pdf")).unwrap();
    let drafted = house.ok("draft_email", email(json!(["a@b.example"]))).await;
    assert!(
        fs::read(files.join("form-2026-001.pdf")).unwrap() == plain,
        "the form saved in clear is still the form"
    );
    assert!(
        drafted["attachment"]
            .as_str()
            .unwrap()
            .ends_with("form-2026-001-2.pdf")
    );
    let names = written(&house);
    assert!(
        names.iter().all(|name| !name.ends_with(".part")),
        "{names:?}"
    );
    assert_eq!(sent(&house, &case).await, 6);
}
