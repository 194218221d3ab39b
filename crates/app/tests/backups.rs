//! Backups as a lead meets them: made, tried, restored, on this computer and on a new one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::*;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use stepwise_app::error::ErrorCode;
use stepwise_app::{FileKind, LockReason, OpenKind, Shell};

const MORNING: &str = "2026-11-20T09:00:00+00:00";

/// Opens the file it was told, and chooses the folder it was told.
#[derive(Default)]
struct Told {
    file: Mutex<Option<PathBuf>>,
    folder: Mutex<Option<PathBuf>>,
}

impl Shell for Told {
    fn save_file(&self, _: &str, _: FileKind) -> Option<PathBuf> {
        None
    }
    fn choose_folder(&self) -> Option<PathBuf> {
        self.folder.lock().unwrap().clone()
    }
    fn open_file(&self, kind: OpenKind) -> Option<PathBuf> {
        assert_eq!(kind, OpenKind::Backup);
        self.file.lock().unwrap().clone()
    }
    fn show_in_folder(&self, _: &Path) {}
}

struct Scene {
    house: House,
    told: Arc<Told>,
    backups: PathBuf,
    key: String,
}

impl Scene {
    fn bare() -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let backups = folder.path().join("backups");
        std::fs::create_dir(&backups).unwrap();
        let told = Arc::new(Told::default());
        let house = start_with(folder, MORNING, told.clone());
        Self {
            house,
            told,
            backups,
            key: String::new(),
        }
    }

    /// Set up, with a folder for backups and one case.
    async fn new() -> (Self, String) {
        let mut scene = Self::bare();
        let mut setup = first_run("north-somerset");
        setup["backup_folder"] = json!(scene.backups);
        let made = scene.house.ok("create_vault", setup).await;
        let key: Vec<String> = serde_json::from_value(made["recovery_keys"][1].clone()).unwrap();
        scene.key = key.join(" ");
        scene
            .house
            .ok("confirm_recovery_key", json!({ "key": scene.key }))
            .await;
        scene.house.ok("finish_setup", json!({})).await;
        let case = scene
            .house
            .start_case(case_of("north-somerset", "2026-11-19"))
            .await;
        (scene, case)
    }

    async fn session(&self) -> Value {
        self.house.ok("session", json!({})).await
    }

    /// The one file in the folder for backups.
    fn file(&self) -> PathBuf {
        let mut files: Vec<PathBuf> = std::fs::read_dir(&self.backups)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        assert_eq!(files.len(), 1, "{files:?}");
        files.remove(0)
    }

    async fn choose(&self, file: &Path) -> Value {
        *self.told.file.lock().unwrap() = Some(file.to_owned());
        self.house.ok("choose_backup", json!({ "name": "" })).await
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.house.folder.path().join("data"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.starts_with("seen-"))
            .collect();
        names.sort();
        names
    }
}

fn by_passphrase() -> Value {
    json!({ "passphrase": PASSPHRASE, "key": "" })
}

#[tokio::test]
async fn a_backup_is_tried_without_changing_anything() {
    let (scene, _) = Scene::new().await;
    let before = scene.session().await["backup"].clone();
    assert_eq!(before["due"], true);
    assert_eq!(before["days"], json!(null));
    let view = scene.house.ok("back_up", json!({})).await;
    assert!(view["last_backup"].is_string());
    let state = scene.session().await["backup"].clone();
    assert_eq!(
        (
            state["due"].clone(),
            state["days"].clone(),
            state["problem"].clone()
        ),
        (json!(false), json!(0), json!(null))
    );
    let listed = scene.house.ok("backups", json!({})).await;
    assert_eq!(listed["files"].as_array().unwrap().len(), 1);
    let name = listed["files"][0]["name"].as_str().unwrap().to_owned();
    assert!(
        name.starts_with("stepwise-") && name.ends_with("-2026-11-20-090000.backup"),
        "{name}"
    );

    let chosen = scene
        .house
        .ok("choose_backup", json!({ "name": name }))
        .await;
    assert_eq!(chosen["own"], true);
    let wrong = json!({ "passphrase": "not the passphrase at all", "key": "" });
    let error = scene.house.err("open_backup", wrong).await;
    assert_eq!(error.code, ErrorCode::WrongPassphrase);
    assert_eq!(error.field, "passphrase");
    let names = scene.names();
    let opened = scene.house.ok("open_backup", by_passphrase()).await;
    assert_eq!(
        (opened["cases"].clone(), opened["own"].clone()),
        (json!(1), json!(true))
    );
    assert_eq!(opened["compared"]["missing"], 0);
    assert_eq!(opened["compared"]["cases"], json!([]));
    assert_eq!(opened["by_recovery_key"], false);
    assert_eq!(opened["head"].as_str().unwrap().len(), 64 + 15);
    scene.house.ok("close_backup", json!({})).await;
    assert_eq!(scene.names(), names, "nothing is left of it");
    assert_eq!(scene.session().await["state"], "open");
}

#[tokio::test]
async fn an_older_backup_says_what_is_missing_and_is_restored() {
    let (scene, case) = Scene::new().await;
    scene.house.ok("back_up", json!({})).await;
    let file = scene.file();
    scene.house.clock.set("2026-11-21T09:00:00+00:00");
    let second = scene
        .house
        .start_case(case_of("north-somerset", "2026-11-20"))
        .await;
    let chosen = scene.choose(&file).await;
    assert_eq!(chosen["folder"], json!(scene.backups));
    let opened = scene.house.ok("open_backup", by_passphrase()).await;
    let missing = opened["compared"]["cases"].clone();
    assert_eq!(missing[0]["number"], "2026-002");
    assert_eq!(missing[0]["backup"], json!(null));
    assert!(opened["compared"]["missing"].as_u64().unwrap() > 0);

    let done = scene.house.ok("restore_backup", json!({})).await;
    assert_eq!(done["session"]["state"], "open");
    assert_eq!(done["session"]["user"], "Jo March");
    assert_eq!(
        done["backed_up"], true,
        "what was in use was backed up first"
    );
    assert!(done["before"].as_str().unwrap().ends_with("vault"));
    scene.house.case(&case).await;
    assert_eq!(
        scene.house.code("case", json!({ "case": second })).await,
        ErrorCode::NotFound
    );
    let listed = scene.house.ok("backups", json!({})).await;
    assert_eq!(listed["kept"].as_array().unwrap().len(), 1);
    let risky: Vec<bool> = listed["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["risky"].as_bool().unwrap())
        .collect();
    assert_eq!(risky, [true, false]);
    assert_eq!(
        listed["last"], "2026-11-20T09:00:00+00:00",
        "its last backup is the one it came from"
    );

    // After a lock it is the one that opens; and the way back is open, too.
    scene.house.ok("lock", json!({})).await;
    assert_eq!(
        scene
            .house
            .code("choose_backup", json!({ "name": "" }))
            .await,
        ErrorCode::Locked
    );
    let session = scene
        .house
        .ok("unlock", json!({ "passphrase": PASSPHRASE }))
        .await;
    assert_eq!(session["problem"], json!(null));
    let before = listed["files"][0]["name"].clone();
    scene
        .house
        .ok("choose_backup", json!({ "name": before }))
        .await;
    let opened = scene.house.ok("open_backup", by_passphrase()).await;
    assert_eq!(opened["compared"]["missing"], 0);
    assert_eq!(opened["compared"]["cases"][0]["present"], json!(null));
    scene.house.ok("restore_backup", json!({})).await;
    scene.house.case(&second).await;
}

#[tokio::test]
async fn on_a_new_computer_a_recovery_key_brings_it_back_for_whoever_is_there() {
    const CHOSEN: &str = "another lantern beyond the river";
    let (scene, case) = Scene::new().await;
    let sam = json!({
        "name": "Sam Odell", "designation": "", "role": "deputy",
        "new_passphrase": "umbrella quartz meadow seven", "current": PASSPHRASE
    });
    scene.house.ok("add_person", sam).await;
    scene.house.ok("back_up", json!({})).await;
    let new = Scene::bare();
    assert_eq!(new.session().await["state"], "first-run");
    let chosen = new.choose(&scene.file()).await;
    assert_eq!(chosen["own"], json!(null));
    let by_key = json!({ "passphrase": "", "key": scene.key });
    let opened = new.house.ok("open_backup", by_key).await;
    assert_eq!(opened["by_recovery_key"], true);
    assert_eq!(opened["compared"], json!(null));
    assert_eq!(new.session().await["recover"], json!(null));
    let done = new.house.ok("restore_backup", json!({})).await;
    assert_eq!(done["before"], "");
    assert_eq!(done["session"]["emergency"][0]["phone"], "01632 960002");
    // Nothing of it is shown before it is chosen whose passphrase is set anew.
    assert_eq!(done["session"]["state"], "locked");
    let people = &done["session"]["recover"];
    assert_eq!(people[0]["name"], "Jo March");
    assert_eq!(people[1]["role"], "deputy");
    assert_eq!(
        new.house.code("case", json!({ "case": case })).await,
        ErrorCode::Locked
    );
    let with = |new: &str| json!({ "person": people[1]["id"], "name": "", "designation": "", "new_passphrase": new });
    let error = new.house.err("finish_recovery", with("short")).await;
    assert_eq!(
        (error.code, &*error.field),
        (ErrorCode::WeakPassphrase, "new_passphrase")
    );
    let session = new.house.ok("finish_recovery", with(CHOSEN)).await;
    assert_eq!(
        (&session["state"], &session["recover"]),
        (&json!("open"), &json!(null))
    );
    assert_eq!(session["user"], "Sam Odell");
    new.house.case(&case).await;
    let access = new.house.ok("access", json!({})).await;
    assert!(access["recovery_used"].is_string(), "the envelope is open");
    new.house.ok("lock", json!({})).await;
    let old = json!({ "passphrase": "umbrella quartz meadow seven" });
    assert_eq!(
        new.house.code("unlock", old).await,
        ErrorCode::WrongPassphrase
    );
    for known in [PASSPHRASE, CHOSEN] {
        new.house.ok("unlock", json!({ "passphrase": known })).await;
        new.house.ok("lock", json!({})).await;
    }
    assert_eq!(new.names(), ["current.json", "emergency.json", "vault"]);
}

#[tokio::test]
async fn a_restore_with_a_recovery_key_that_is_left_is_taken_up_by_the_same_key() {
    let (scene, case) = Scene::new().await;
    scene.house.ok("back_up", json!({})).await;
    let new = Scene::bare();
    new.choose(&scene.file()).await;
    let key = json!({ "passphrase": "", "key": scene.key });
    new.house.ok("open_backup", key).await;
    assert!(new.house.app.is_open(), "it holds the backup's keys");
    new.house.ok("restore_backup", json!({})).await;
    let before = *new.house.app.locks().borrow();
    let locking = new.house.app.lock_for(LockReason::Screen);
    locking.wait(Duration::from_secs(10));
    assert_eq!(
        *new.house.app.locks().borrow(),
        before + 1,
        "the window blanks"
    );
    let session = new.session().await;
    assert_eq!(
        (&session["state"], &session["recover"]),
        (&json!("locked"), &json!(null))
    );
    assert_eq!(session["locked_because"], "screen");
    let key = json!({ "key": scene.key });
    let session = new.house.ok("open_with_recovery_key", key).await;
    let person = session["recover"][0]["id"].clone();
    let request =
        json!({ "person": person, "name": "", "designation": "", "new_passphrase": PASSPHRASE });
    new.house.ok("finish_recovery", request).await;
    new.house.case(&case).await;
}

#[tokio::test]
async fn a_backup_that_is_looked_at_goes_when_the_system_locks() {
    let (scene, _) = Scene::new().await;
    scene.house.ok("back_up", json!({})).await;
    let new = Scene::bare();
    new.choose(&scene.file()).await;
    new.house.ok("open_backup", by_passphrase()).await;
    let before = *new.house.app.locks().borrow();
    let locking = new.house.app.lock_for(LockReason::Sleep);
    locking.wait(Duration::from_secs(10));
    assert_eq!(
        *new.house.app.locks().borrow(),
        before + 1,
        "the window blanks"
    );
    assert!(!new.house.app.is_open());
    assert_eq!(
        new.house.code("restore_backup", json!({})).await,
        ErrorCode::NotFound
    );
    let hidden = new.names().into_iter().filter(|name| name.starts_with('.'));
    assert_eq!(hidden.count(), 0, "what was made of it is gone");
}

#[tokio::test]
async fn each_bad_file_and_place_is_one_sentence() {
    let (scene, _) = Scene::new().await;
    scene.house.ok("back_up", json!({})).await;
    let good = std::fs::read(scene.file()).unwrap();
    let file = scene.house.folder.path().join("x.backup");
    for (bytes, code) in [
        (&b""[..], ErrorCode::NotAVault),
        (b"%PDF-1.7", ErrorCode::NotAVault),
        (&good[..good.len() - 10], ErrorCode::VaultDamaged),
    ] {
        std::fs::write(&file, bytes).unwrap();
        *scene.told.file.lock().unwrap() = Some(file.clone());
        let error = scene
            .house
            .err("choose_backup", json!({ "name": "" }))
            .await;
        assert_eq!((error.code, &*error.field), (code, "file"));
    }
    let mut damaged = good.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    std::fs::write(&file, damaged).unwrap();
    scene.choose(&file).await;
    assert_eq!(
        scene.house.code("open_backup", by_passphrase()).await,
        ErrorCode::VaultDamaged
    );
    for name in ["../x.backup", "x.backup"] {
        let request = json!({ "name": name });
        assert_eq!(
            scene.house.code("choose_backup", request).await,
            ErrorCode::NotFound
        );
    }
    *scene.told.file.lock().unwrap() = None;
    let cancelled = scene.house.ok("choose_backup", json!({ "name": "" })).await;
    assert_eq!(cancelled["name"], json!(null));
    assert_eq!(
        scene.house.code("open_backup", by_passphrase()).await,
        ErrorCode::NotFound
    );

    // The drive is unplugged.
    let away = scene.house.folder.path().join("away");
    std::fs::rename(&scene.backups, &away).unwrap();
    let error = scene.house.err("back_up", json!({})).await;
    assert_eq!(
        (error.code, &*error.field),
        (ErrorCode::FileNotSaved, "backup_folder")
    );
    assert!(error.message.contains("not there"), "{}", error.message);
    let state = scene.session().await["backup"].clone();
    assert!(
        state["problem"]["message"]
            .as_str()
            .unwrap()
            .contains("not there")
    );
    assert!(scene.house.ok("backups", json!({})).await["unseen"].is_object());
    std::fs::rename(&away, &scene.backups).unwrap();
    scene.house.ok("back_up", json!({})).await;
    assert_eq!(scene.session().await["backup"]["problem"], json!(null));
}

#[tokio::test]
async fn closing_the_window_backs_up_what_was_saved() {
    let (scene, _) = Scene::new().await;
    assert_eq!(std::fs::read_dir(&scene.backups).unwrap().count(), 0);
    let app = scene.house.app.clone();
    tokio::task::spawn_blocking(move || app.close())
        .await
        .unwrap();
    scene.choose_refused().await;
    let file = scene.file();
    scene
        .house
        .ok("unlock", json!({ "passphrase": PASSPHRASE }))
        .await;
    assert_eq!(scene.session().await["backup"]["due"], false);
    scene.choose(&file).await;
    let opened = scene.house.ok("open_backup", by_passphrase()).await;
    assert_eq!(
        (
            opened["cases"].clone(),
            opened["compared"]["missing"].clone()
        ),
        (json!(1), json!(0))
    );
    // Locking lets go of what was opened, keys and all.
    scene.house.ok("lock", json!({})).await;
    assert!(
        scene.names().iter().all(|name| !name.starts_with('.')),
        "{:?}",
        scene.names()
    );
}

impl Scene {
    async fn choose_refused(&self) {
        assert_eq!(
            self.house
                .code("choose_backup", json!({ "name": "" }))
                .await,
            ErrorCode::Locked
        );
    }
}

#[tokio::test]
async fn a_note_that_cannot_be_followed_is_no_first_run() {
    let (scene, _) = Scene::new().await;
    scene.house.ok("back_up", json!({})).await;
    let file = scene.file();
    scene.house.ok("lock", json!({})).await;
    let data = scene.house.folder.path().join("data");
    std::fs::write(data.join("current.json"), "{").unwrap();
    let session = scene.session().await;
    assert_eq!(session["state"], "unusable");
    assert!(
        session["problem"]["message"]
            .as_str()
            .unwrap()
            .contains("note")
    );
    // From there a backup is restored.
    scene.choose(&file).await;
    scene.house.ok("open_backup", by_passphrase()).await;
    let done = scene.house.ok("restore_backup", json!({})).await;
    assert_eq!(done["session"]["state"], "open");
}
