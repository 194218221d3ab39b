//! A separate record is begun: what comes along, and what it may be called.

use super::common::*;
use super::scene::*;
use serde_json::{Value, json};
use stepwise_app::error::ErrorCode;

#[tokio::test]
async fn it_is_made_by_the_first_run_and_takes_over_what_was_asked_for_alone() {
    let (scene, _) = Scene::new().await;
    let contacts = scene.house.ok("settings", json!({})).await["contacts"].clone();
    let over = json!({
        "policy": POLICY, "contact": contacts[0]["id"], "person": "Rowan Pike", "email": "r@board.example",
        "phone": "01632 960010", "checked": "2026-11-20", "remove": false,
    });
    scene.house.ok("override_contact", over).await;
    let term = json!({ "name": "Autumn", "from": "2026-09-01", "to": "2026-12-18" });
    scene
        .house
        .ok("save_terms", json!({ "terms": [term] }))
        .await;
    let draft = json!({ "key": "start/answers", "text": "Wren" });
    scene.house.ok("save_draft", draft).await;

    let session = scene
        .house
        .ok("begin_record", begin(" Green  Harbour "))
        .await;
    assert_eq!(session["state"], "first-run");
    assert_eq!(session["record"], "green-harbour");
    assert_eq!(session["setting"], "", "what was open is locked");
    let with = &session["beginning"];
    assert_eq!(with["setting"], "Hazel Bank School");
    assert_eq!(with["policy"], POLICY);
    assert_eq!(with["emergency"][0]["name"], "Front door");
    let folder = scene.data().join("record-green-harbour");
    assert!(!folder.exists(), "nothing is written before it is made");

    let own = json!({ "passphrase": APART, "user_name": "Ada Finch", "people": [] });
    scene.set_up(own).await;
    let session = scene.session().await;
    assert_eq!(
        (&session["state"], &session["record"], &session["beginning"]),
        (&json!("open"), &json!("green-harbour"), &Value::Null)
    );
    assert!(folder.join("vault/vault.db").is_file());
    assert!(folder.join("emergency.json").is_file());
    // The second note of where its journal stood is in its own folder, and the first one's in its own.
    scene.lock().await;
    assert_eq!((seen(&folder), seen(&scene.data())), (1, 1));
    scene.house.ok("open_record", named("green harbour")).await;
    scene.unlock(APART).await;
    assert_eq!(numbers(&scene).await, 0);
    let settings = scene.house.ok("settings", json!({})).await;
    assert_eq!(
        settings["known"],
        json!([]),
        "nobody from a case comes along"
    );
    assert_eq!(settings["people"], json!([]));
    assert_eq!(settings["terms"][0]["name"], "Autumn");
    let text = settings["contacts"].to_string();
    assert!(text.contains("Rowan Pike"), "{text}");
    assert_eq!(settings["backup_folder"], "");

    // In the first record nothing tells of it, and the words that were begun there are gone.
    scene.lock().await;
    scene.unlock(PASSPHRASE).await;
    let drafts = scene
        .house
        .ok("drafts", json!({ "prefix": "start/" }))
        .await;
    assert_eq!(drafts["drafts"], json!([]));
    let query = json!({ "who": "", "group": "", "case": "", "from": "", "to": "", "before": null });
    let told = scene.house.ok("activity", query).await.to_string();
    assert!(told.contains("Jo March"), "{told}");
    assert!(!told.contains("harbour") && !told.contains("Ada"), "{told}");
}

#[tokio::test]
async fn only_what_was_asked_for_comes_along() {
    let (scene, _) = Scene::new().await;
    let term = json!({ "name": "Autumn", "from": "2026-09-01", "to": "2026-12-18" });
    scene
        .house
        .ok("save_terms", json!({ "terms": [term] }))
        .await;
    let plain =
        json!({ "name": "elm", "policies": false, "days": false, "contacts": false, "drop": "" });
    scene.house.ok("begin_record", plain).await;
    scene.set_up(json!({ "passphrase": APART })).await;
    let settings = scene.house.ok("settings", json!({})).await;
    assert_eq!(settings["terms"], json!([]));
}

#[tokio::test]
async fn a_name_says_nothing_of_anybody_and_is_not_told() {
    let (scene, _) = Scene::new().await;
    for name in ["march", "for Nowak", "hazel-March", "lee"] {
        let error = scene.house.err("begin_record", begin(name)).await;
        assert_eq!(
            (error.code, &*error.field),
            (ErrorCode::Refused, "name"),
            "{name}"
        );
    }
    for name in [
        "",
        "../vault",
        "Łucja",
        "a word that is much too long for a name",
    ] {
        let error = scene.house.err("begin_record", begin(name)).await;
        assert_eq!(
            (error.code, &*error.field),
            (ErrorCode::Refused, "name"),
            "{name}"
        );
        assert_eq!(
            scene.session().await["state"],
            "open",
            "and nothing was locked"
        );
    }
    scene.apart("elm").await;
    assert_eq!(
        scene.house.err("begin_record", begin("Elm")).await.field,
        "name"
    );
    let locked = scene.lock().await.to_string();
    assert!(!locked.contains("elm"), "{locked}");
    let error = scene.house.err("open_record", named("oak")).await;
    assert_eq!((error.code, &*error.field), (ErrorCode::NotFound, "name"));

    // Left before it was made, there is nothing of it.
    scene.house.ok("begin_record", begin("ash")).await;
    let session = scene.house.ok("leave_record", json!({})).await;
    assert_eq!(
        (&session["record"], &session["beginning"]),
        (&json!(""), &Value::Null)
    );
    assert_eq!(session["state"], "locked");
    assert!(!scene.data().join("record-ash").exists());
}
