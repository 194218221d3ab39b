//! A disk that is full and a folder that can only be read: what the window is told, and that nothing is lost.
//! Mounting needs root and Linux.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{PASSPHRASE, case_of, first_run, on, start};
use serde_json::json;
use std::sync::Arc;
use stepwise_app::error::ErrorCode;
use stepwise_testkit::mount::Mount;
use stepwise_testkit::survive::skipped;
use tempfile::TempDir;

const NOW: &str = "2026-11-24T15:00:00+00:00";
const POLICY: &str = "north-somerset";

/// A data folder on a small disk.
fn small(options: &str) -> Option<(Arc<TempDir>, Mount)> {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let mount = Mount::small(&folder.path().join("data"), options);
    if mount.is_none() {
        skipped("full disk", "mounting a small file system needs root");
    }
    Some((folder, mount?))
}

#[tokio::test]
async fn a_full_disk_says_so_and_loses_nothing() {
    let Some((folder, mount)) = small("size=12m") else {
        return;
    };
    let house = start(folder.clone(), NOW);
    house.set_up(POLICY).await;
    let case = house.start_case(case_of(POLICY, "2026-11-24")).await;
    let draft = json!({ "key": "case/x/record/said", "text": "She said that nobody came." });
    house.ok("save_draft", draft).await;
    let long = "She said that nobody had come. ".repeat(4000);
    let entry = json!([{ "deed": "entry", "kind": "note", "happened": on("2026-11-24"), "ours": [], "theirs": [],
        "statements": [{ "nature": "fact", "of": "", "text": long }], "agreed": "", "next": "", "fulfils": [], "reaches": [] }]);
    mount.fill();
    let mut entries = house.case(&case).await["seen"].as_u64().unwrap();
    let error = loop {
        let request =
            json!({ "case": case, "seen": entries, "deeds": entry, "drop_drafts": ["case/x"] });
        match house.app.call("record", request).await {
            Ok(view) => entries = view["seen"].as_u64().unwrap(),
            Err(error) => break error,
        }
    };
    assert_eq!(error.code, ErrorCode::DiskFull);
    assert!(error.message.contains("not saved"), "{}", error.message);
    // Nothing of it is there, the draft is, and every way of saving says the same.
    assert_eq!(house.case(&case).await["seen"], entries);
    let drafts = house.ok("drafts", json!({ "prefix": "" })).await;
    let cleared = entries > 0 && drafts["drafts"].as_array().unwrap().is_empty();
    assert!(cleared || drafts["drafts"][0][1] == "She said that nobody came.");
    let cases = house.ok("cases", json!({})).await["cases"]
        .as_array()
        .unwrap()
        .len();
    let mut start_over = case_of(POLICY, "2026-11-24");
    start_over["decision"]["not_safe"] = json!(long);
    assert_eq!(
        house.code("start_case", start_over).await,
        ErrorCode::DiskFull
    );
    assert_eq!(
        house.ok("cases", json!({})).await["cases"]
            .as_array()
            .unwrap()
            .len(),
        cases,
        "no half-made case"
    );
    let typed = json!({ "key": "k", "text": long.repeat(4) });
    assert_eq!(
        house.code("save_draft", typed.clone()).await,
        ErrorCode::DiskFull
    );
    let code = house
        .code("new_recovery_keys", json!({ "passphrase": PASSPHRASE }))
        .await;
    assert_eq!(code, ErrorCode::DiskFull);
    let emergency = json!({ "emergency": [{ "name": "A", "phone": "1", "note": "" }] });
    house.err("save_emergency", emergency).await;
    assert_eq!(
        house.ok("session", json!({})).await["emergency"][0]["name"],
        "Front door"
    );

    // Locking with a full disk closes; unlocking says why not.
    let _ = house.app.call("lock", json!({})).await;
    assert_eq!(house.ok("session", json!({})).await["state"], "locked");
    let full = house.unlock().await;
    if let Err(error) = &full {
        assert_eq!(error.code, ErrorCode::DiskFull, "{}", error.message);
    }

    mount.free();
    house.unlock().await.unwrap();
    assert_eq!(house.case(&case).await["seen"], entries);
    house.record(&case, entry).await;
    house.ok("save_draft", typed).await;
}

#[tokio::test]
async fn a_first_run_on_a_full_disk_leaves_nothing_half_made() {
    let mut made = 0;
    for size in [
        "16k", "64k", "128k", "200k", "256k", "320k", "400k", "512k", "700k", "1m",
    ] {
        let Some((folder, mount)) = small(&format!("size={size}")) else {
            return;
        };
        let house = start(folder.clone(), NOW);
        match house.app.call("create_vault", first_run(POLICY)).await {
            Ok(_) => made += 1,
            Err(error) => {
                assert!(
                    matches!(error.code, ErrorCode::DiskFull | ErrorCode::FileNotSaved),
                    "{size}: {error:?}"
                );
                assert!(error.message.contains("full"), "{size}: {}", error.message);
                assert_eq!(
                    house.ok("session", json!({})).await["state"],
                    "first-run",
                    "{size}: one can begin again"
                );
                mount.again("remount,size=12m");
                house.set_up(POLICY).await;
            }
        }
    }
    assert!(made < 9, "some were too small");
}

#[tokio::test]
async fn a_folder_that_can_only_be_read_says_so() {
    let Some((folder, mount)) = small("size=12m") else {
        return;
    };
    let house = start(folder.clone(), NOW);
    mount.again("remount,ro");
    let error = house.err("create_vault", first_run(POLICY)).await;
    assert_eq!(error.code, ErrorCode::ReadOnlyFolder, "{}", error.message);
    assert_eq!(house.ok("session", json!({})).await["state"], "first-run");
    mount.again("remount,rw");
    house.set_up(POLICY).await;
    let case = house.start_case(case_of(POLICY, "2026-11-24")).await;
    house.ok("lock", json!({})).await;
    mount.again("remount,ro");
    assert_eq!(
        house.unlock().await.unwrap_err().code,
        ErrorCode::ReadOnlyFolder
    );
    assert_eq!(house.ok("session", json!({})).await["state"], "locked");
    mount.again("remount,rw");
    house.unlock().await.unwrap();
    house.case(&case).await;
}

#[tokio::test]
async fn a_bundle_that_has_no_room_is_not_begun() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let files = folder.path().join("files");
    let Some(mount) = Mount::small(&files, "size=256k") else {
        skipped(
            "no room for a bundle",
            "mounting a small file system needs root",
        );
        return;
    };
    let house = start(folder.clone(), NOW);
    house.set_up(POLICY).await;
    let case = house.start_case(case_of(POLICY, "2026-11-24")).await;
    let bundle = json!({ "case": case, "parts": ["summary"], "to": "Ruth Ellison", "purpose": "To read it", "password_by": "phone" });
    let error = house.err("make_bundle", bundle.clone()).await;
    assert_eq!(error.code, ErrorCode::DiskFull, "{}", error.message);
    assert!(error.message.contains("are needed") && error.message.contains("are free"));
    assert_eq!(std::fs::read_dir(&files).unwrap().count(), 0);
    let sent = house.ok("bundle", json!({ "case": case })).await["sent"].clone();
    assert_eq!(sent, json!([]), "nothing left, so nothing is recorded");
    mount.again("remount,size=12m");
    house.ok("make_bundle", bundle).await;
    assert_eq!(std::fs::read_dir(&files).unwrap().count(), 2);
}
