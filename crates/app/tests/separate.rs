//! A record beside the first one: begun, opened by its name, and nothing of it seen from the first.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use stepwise_app::error::ErrorCode;
use stepwise_app::{FileKind, Keychain, KeychainError, Now, OpenKind, Shell, remind};
use zeroize::Zeroizing;

const POLICY: &str = "north-somerset";
const NOW: &str = "2026-11-24T15:00:00+00:00";
const APART: &str = "saffron gravel window ninety";
const PIN: &str = "401752";

/// What a keychain keeps, by its names.
#[derive(Clone, Default)]
struct Keys(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

impl Keychain for Keys {
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        let kept = self.0.lock().unwrap();
        Ok(kept.get(name).cloned().map(Zeroizing::new))
    }
    fn set(&self, name: &str, secret: &[u8]) -> Result<(), KeychainError> {
        let mut kept = self.0.lock().unwrap();
        kept.insert(name.into(), secret.into());
        Ok(())
    }
    fn remove(&self, name: &str) -> Result<(), KeychainError> {
        self.0.lock().unwrap().remove(name);
        Ok(())
    }
}

#[derive(Default)]
struct Desk {
    file: Mutex<Option<PathBuf>>,
    keys: Keys,
    at_login: Mutex<bool>,
}

impl Shell for Desk {
    fn save_file(&self, _: &str, _: FileKind) -> Option<PathBuf> {
        None
    }
    fn choose_folder(&self) -> Option<PathBuf> {
        None
    }
    fn open_file(&self, _: OpenKind) -> Option<PathBuf> {
        self.file.lock().unwrap().clone()
    }
    fn keychain(&self) -> Option<Arc<dyn Keychain>> {
        Some(Arc::new(self.keys.clone()))
    }
    fn remind_at_login(&self, on: bool) -> bool {
        *self.at_login.lock().unwrap() = on;
        on
    }
    fn show_in_folder(&self, _: &Path) {}
}

struct Scene {
    house: House,
    desk: Arc<Desk>,
    backups: PathBuf,
}

fn begin(name: &str) -> Value {
    json!({ "name": name, "policies": true, "days": true, "contacts": true, "drop": "start/" })
}

fn named(name: &str) -> Value {
    json!({ "name": name })
}

impl Scene {
    /// A first record with one case.
    async fn new() -> (Self, String) {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let backups = folder.path().join("backups");
        fs::create_dir(&backups).unwrap();
        let desk = Arc::new(Desk::default());
        let house = start_with(folder, NOW, desk.clone());
        let scene = Self {
            house,
            desk,
            backups,
        };
        let setup = json!({ "backup_folder": scene.backups });
        scene.set_up(setup).await;
        let case = scene.house.start_case(case_of(POLICY, "2026-11-23")).await;
        (scene, case)
    }

    /// The pages of the first run, with something of its own; gives both recovery keys.
    async fn set_up(&self, own: Value) -> Vec<String> {
        let mut setup = first_run(POLICY);
        for (field, value) in own.as_object().unwrap() {
            setup[field] = value.clone();
        }
        let made = self.house.ok("create_vault", setup).await;
        let keys: Vec<Vec<String>> = serde_json::from_value(made["recovery_keys"].clone()).unwrap();
        let keys: Vec<String> = keys.iter().map(|key| key.join(" ")).collect();
        let typed = json!({ "key": keys[0] });
        self.house.ok("confirm_recovery_key", typed).await;
        self.house.ok("finish_setup", json!({})).await;
        keys
    }

    /// A record beside the first one, open; gives its recovery keys.
    async fn apart(&self, name: &str) -> Vec<String> {
        self.house.ok("begin_record", begin(name)).await;
        let own = json!({ "passphrase": APART, "backup_folder": self.backups, "user_name": "Ada Finch", "people": [] });
        self.set_up(own).await
    }

    async fn session(&self) -> Value {
        self.house.ok("session", json!({})).await
    }

    async fn unlock(&self, passphrase: &str) -> Value {
        let typed = json!({ "passphrase": passphrase });
        self.house.ok("unlock", typed).await
    }

    async fn lock(&self) -> Value {
        self.house.ok("lock", json!({})).await
    }

    fn data(&self) -> PathBuf {
        self.house.folder.path().join("data")
    }
}

/// How many second anchors lie in a folder.
fn seen(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with("seen-")).count()
}

async fn numbers(scene: &Scene) -> usize {
    let cases = scene.house.ok("cases", json!({})).await;
    cases["cases"].as_array().unwrap().len()
}

async fn hits(scene: &Scene, words: &str) -> usize {
    let found = scene.house.ok("find", json!({ "words": words })).await;
    found["hits"].as_array().unwrap().len()
}

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
