//! A backup belongs to its own record.

use super::common::*;
use super::scene::*;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use stepwise_app::error::ErrorCode;

#[tokio::test]
async fn a_backup_restores_the_record_that_it_is_of() {
    let (scene, _) = Scene::new().await;
    scene.house.ok("back_up", json!({})).await;
    scene.apart("elm").await;
    let elm = scene.house.start_case(case_of(POLICY, "2026-11-23")).await;
    scene.house.clock.set("2026-11-24T16:00:00+00:00");
    scene.house.ok("back_up", json!({})).await;
    let listed = scene.house.ok("backups", json!({})).await;
    assert_eq!(
        listed["files"].as_array().unwrap().len(),
        1,
        "its own alone"
    );
    let own = scene
        .backups
        .join(listed["files"][0]["name"].as_str().unwrap());
    let mut all: Vec<PathBuf> = fs::read_dir(&scene.backups)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    all.retain(|path| *path != own);
    assert_eq!(all.len(), 1);
    let firsts = all.remove(0);

    // The other record's is refused from either side.
    let chosen = json!({ "name": "" });
    *scene.desk.file.lock().unwrap() = Some(firsts);
    let error = scene.house.err("choose_backup", chosen.clone()).await;
    assert_eq!((error.code, &*error.field), (ErrorCode::Refused, "file"));
    scene.lock().await;
    scene.unlock(PASSPHRASE).await;
    *scene.desk.file.lock().unwrap() = Some(own.clone());
    assert_eq!(
        scene.house.code("choose_backup", chosen.clone()).await,
        ErrorCode::Refused
    );

    // Its own is restored in its own folder.
    scene.lock().await;
    scene.house.ok("open_record", named("elm")).await;
    scene.unlock(APART).await;
    scene.house.ok("choose_backup", chosen).await;
    let by = json!({ "passphrase": APART, "key": "" });
    scene.house.ok("open_backup", by).await;
    let restored = scene
        .house
        .ok("restore_backup", json!({ "new_passphrase": "" }))
        .await;
    assert_eq!(restored["session"]["record"], "elm");
    scene.house.case(&elm).await;
    assert!(scene.data().join("record-elm/current.json").is_file());
    assert!(!scene.data().join("current.json").exists());
    scene.lock().await;
    scene.unlock(PASSPHRASE).await;
    assert_eq!(numbers(&scene).await, 1);
    scene.lock().await;
    scene.house.ok("open_record", named("elm")).await;
    scene.unlock(APART).await;
    scene.house.case(&elm).await;
}

#[tokio::test]
async fn on_a_new_computer_a_backup_becomes_a_separate_record_there() {
    let (scene, _) = Scene::new().await;
    scene.apart("elm").await;
    scene.house.ok("back_up", json!({})).await;
    let listed = scene.house.ok("backups", json!({})).await;
    let own = scene
        .backups
        .join(listed["files"][0]["name"].as_str().unwrap());
    let (new, _) = Scene::new().await;
    new.house.ok("begin_record", begin("oak")).await;
    *new.desk.file.lock().unwrap() = Some(own);
    new.house.ok("choose_backup", json!({ "name": "" })).await;
    let by = json!({ "passphrase": APART, "key": "" });
    new.house.ok("open_backup", by).await;
    let restored = new
        .house
        .ok("restore_backup", json!({ "new_passphrase": "" }))
        .await;
    let session = &restored["session"];
    assert_eq!(
        (&session["record"], &session["user"], &session["beginning"]),
        (&json!("oak"), &json!("Ada Finch"), &Value::Null)
    );
    new.lock().await;
    assert_eq!(new.unlock(PASSPHRASE).await["user"], "Jo March");
}
