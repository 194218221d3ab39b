//! Two records on one computer: each opens by its own words, and neither harms or tells of the other.

use super::common::*;
use super::scene::*;
use serde_json::json;
use std::fs;
use stepwise_app::error::ErrorCode;
use stepwise_app::{Now, remind};

#[tokio::test]
async fn the_two_share_neither_keys_nor_words_nor_drafts() {
    let (scene, case) = Scene::new().await;
    let kept = json!({ "key": "k", "text": "of the first" });
    scene.house.ok("save_draft", kept).await;
    let keys = scene.apart("elm").await;
    assert_eq!(hits(&scene, "Nowak").await, 0);
    assert_eq!(
        scene.house.code("case", json!({ "case": case })).await,
        ErrorCode::NotFound
    );
    assert_eq!(
        scene.house.ok("drafts", json!({ "prefix": "" })).await["drafts"],
        json!([])
    );
    let mut second = case_of(POLICY, "2026-11-23");
    second["subjects"][0]["name"] = json!("Wren Sallow");
    let apart = scene.house.start_case(second).await;
    assert!(hits(&scene, "Sallow").await > 0);

    // Locked, the first one's screen comes up, and each passphrase opens its own.
    let session = scene.lock().await;
    assert_eq!(
        (&session["state"], &session["record"]),
        (&json!("locked"), &json!(""))
    );
    let wrong = json!({ "passphrase": APART });
    assert_eq!(
        scene.house.code("unlock", wrong).await,
        ErrorCode::WrongPassphrase
    );
    let key = json!({ "key": keys[1] });
    assert_eq!(
        scene
            .house
            .code("open_with_recovery_key", key.clone())
            .await,
        ErrorCode::WrongRecoveryKey
    );
    scene.unlock(PASSPHRASE).await;
    assert_eq!(hits(&scene, "Sallow").await, 0);
    assert_eq!(
        scene.house.code("case", json!({ "case": apart })).await,
        ErrorCode::NotFound
    );
    assert_eq!(numbers(&scene).await, 1);

    // One is open at a time.
    assert_eq!(
        scene.house.code("open_record", named("elm")).await,
        ErrorCode::BadRequest
    );
    assert_eq!(
        scene.house.code("leave_record", json!({})).await,
        ErrorCode::BadRequest
    );
    scene.lock().await;
    let session = scene.house.ok("open_record", named("ELM")).await;
    assert_eq!(
        (&session["state"], &session["record"]),
        (&json!("locked"), &json!("elm"))
    );
    assert_eq!(
        scene
            .house
            .code("unlock", json!({ "passphrase": PASSPHRASE }))
            .await,
        ErrorCode::WrongPassphrase
    );
    let opened = scene.house.ok("open_with_recovery_key", key).await;
    assert_eq!(opened["recover"][0]["name"], "Ada Finch");
    let session = scene.house.ok("leave_record", json!({})).await;
    assert_eq!(session["record"], "");
    scene.unlock(PASSPHRASE).await;
}

#[tokio::test]
async fn each_waits_for_its_own_wrong_tries() {
    let (scene, _) = Scene::new().await;
    scene.apart("elm").await;
    scene.lock().await;
    scene.house.ok("open_record", named("elm")).await;
    for _ in 0..4 {
        let _ = scene
            .house
            .app
            .call("unlock", json!({ "passphrase": "no" }))
            .await;
    }
    assert!(scene.session().await["wait_seconds"].as_u64().unwrap() > 0);
    let first = scene.house.ok("leave_record", json!({})).await;
    assert_eq!(first["wait_seconds"], 0);
    scene.unlock(PASSPHRASE).await;
    scene.lock().await;
    let again = scene.house.ok("open_record", named("elm")).await;
    assert!(again["wait_seconds"].as_u64().unwrap() > 0);
}

#[tokio::test]
async fn a_pin_opens_its_own_record_alone() {
    let (scene, _) = Scene::new().await;
    scene.apart("elm").await;
    let on = json!({ "on": true, "passphrase": APART, "pin": PIN });
    scene.house.ok("set_quick", on).await;
    let first = scene.lock().await;
    assert_eq!(first["quick"], "off");
    assert_eq!(
        scene
            .house
            .code("quick_unlock", json!({ "pin": PIN }))
            .await,
        ErrorCode::QuickUnlock
    );
    let elm = scene.house.ok("open_record", named("elm")).await;
    assert_eq!(elm["quick"], "ready");
    let open = scene.house.ok("quick_unlock", json!({ "pin": PIN })).await;
    assert_eq!(
        (&open["user"], &open["record"]),
        (&json!("Ada Finch"), &json!("elm"))
    );
}

#[tokio::test]
async fn each_reminds_by_itself_and_login_is_let_go_with_the_last() {
    let (scene, case) = Scene::new().await;
    let stage = json!([{ "deed": "open-stage", "stage": "s1", "on": on("2026-11-24"), "rule": "", "reason": "", "for_risk": false }]);
    scene.house.record(&case, stage.clone()).await;
    scene
        .house
        .ok("save_reminders", json!({ "on": true }))
        .await;
    scene.apart("elm").await;
    assert_eq!(
        scene.house.ok("settings", json!({})).await["reminders"],
        false
    );
    let elm = scene.house.start_case(case_of(POLICY, "2026-11-23")).await;
    scene.house.record(&elm, stage).await;
    scene
        .house
        .ok("save_reminders", json!({ "on": true }))
        .await;
    assert!(scene.data().join("record-elm/reminders.json").is_file());
    scene.lock().await;
    let mut said = Vec::new();
    let later = Now {
        stamp: "2027-03-01T09:00:00+00:00".parse().unwrap(),
        zone: "Europe/London".into(),
    };
    remind(&scene.data(), &later, |text| {
        said.push(text.to_owned());
        true
    });
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.iter().all(|text| !text.contains("elm")), "{said:?}");

    scene.unlock(PASSPHRASE).await;
    scene
        .house
        .ok("save_reminders", json!({ "on": false }))
        .await;
    assert!(
        *scene.desk.at_login.lock().unwrap(),
        "the other one is still wanted"
    );
    scene.lock().await;
    scene.house.ok("open_record", named("elm")).await;
    scene.unlock(APART).await;
    scene
        .house
        .ok("save_reminders", json!({ "on": false }))
        .await;
    assert!(!*scene.desk.at_login.lock().unwrap());
}

#[tokio::test]
async fn a_damaged_one_is_said_and_harms_no_other() {
    let (scene, _) = Scene::new().await;
    scene.apart("elm").await;
    scene.lock().await;
    let note = scene.data().join("record-elm/current.json");
    for text in [
        "{",
        r#"{"format":1,"folder":"../vault"}"#,
        r#"{"format":1,"folder":"vault-gone"}"#,
    ] {
        fs::write(&note, text).unwrap();
        let session = scene.house.ok("open_record", named("elm")).await;
        assert_eq!(
            (&session["state"], &session["record"]),
            (&json!("unusable"), &json!("elm")),
            "{text}"
        );
        assert!(session["problem"]["hint"].is_string());
        let made = scene
            .house
            .app
            .call("create_vault", first_run(POLICY))
            .await;
        assert!(made.is_err(), "nothing is made in its place: {text}");
        scene.house.ok("leave_record", json!({})).await;
        // Its name is taken: nothing is begun over it.
        assert_eq!(
            scene.house.err("begin_record", begin("elm")).await.field,
            "name"
        );
        scene.unlock(PASSPHRASE).await;
        scene.lock().await;
    }
    fs::remove_file(&note).unwrap();

    // The other way round: the first cannot be opened, the separate one can.
    let first = scene.data().join("current.json");
    fs::write(&first, "{").unwrap();
    assert_eq!(scene.session().await["state"], "unusable");
    scene.house.ok("open_record", named("elm")).await;
    assert_eq!(scene.unlock(APART).await["user"], "Ada Finch");
    scene.lock().await;
    fs::remove_file(&first).unwrap();

    fs::write(scene.data().join("record-oak"), "").unwrap();
    let error = scene.house.err("open_record", named("oak")).await;
    assert_eq!(error.code, ErrorCode::NotAVault);
    assert_eq!(
        scene.house.code("begin_record", begin("oak")).await,
        ErrorCode::NotAVault
    );
}

#[tokio::test]
async fn a_second_window_locks_one_record_and_not_the_other() {
    let (scene, _) = Scene::new().await;
    scene.apart("elm").await;
    let second = start_with(scene.house.folder.clone(), NOW, scene.desk.clone());
    assert_eq!(
        second
            .ok("unlock", json!({ "passphrase": PASSPHRASE }))
            .await["user"],
        "Jo March"
    );
    second.ok("lock", json!({})).await;
    second.ok("open_record", named("elm")).await;
    assert_eq!(
        second.code("unlock", json!({ "passphrase": APART })).await,
        ErrorCode::VaultInUse
    );
}
