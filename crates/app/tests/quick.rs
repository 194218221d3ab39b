//! Quick unlock in the application: every answer of the keychain falls back to the passphrase.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{FolderShell, House, PASSPHRASE, start_with};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use stepwise_app::error::ErrorCode;
use stepwise_app::{FileKind, Keychain, KeychainError, Shell};
use zeroize::Zeroizing;

const POLICY: &str = "north-somerset";
const NOW: &str = "2026-11-24T15:00:00+00:00";
const PIN: &str = "401752";

/// How the keychain is today.
#[derive(Clone, Copy, PartialEq)]
enum Mood {
    Well,
    /// Reads as empty, and refuses to be written.
    Locked,
    /// Takes everything and keeps nothing.
    Forgetful,
    Fails(KeychainError),
}

#[derive(Clone)]
struct Keys {
    mood: Arc<Mutex<Mood>>,
    kept: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
}

impl Keychain for Keys {
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        match *self.mood.lock().unwrap() {
            Mood::Well => Ok(self
                .kept
                .lock()
                .unwrap()
                .get(name)
                .cloned()
                .map(Zeroizing::new)),
            Mood::Locked | Mood::Forgetful => Ok(None),
            Mood::Fails(error) => Err(error),
        }
    }
    fn set(&self, name: &str, secret: &[u8]) -> Result<(), KeychainError> {
        match *self.mood.lock().unwrap() {
            Mood::Well => {
                self.kept.lock().unwrap().insert(name.into(), secret.into());
                Ok(())
            }
            Mood::Forgetful => Ok(()),
            Mood::Locked => Err(KeychainError::Locked),
            Mood::Fails(error) => Err(error),
        }
    }
    fn remove(&self, name: &str) -> Result<(), KeychainError> {
        match *self.mood.lock().unwrap() {
            Mood::Well => {
                self.kept.lock().unwrap().remove(name);
                Ok(())
            }
            _ => Err(KeychainError::Locked),
        }
    }
}

struct Desk(PathBuf, Option<Keys>);

impl Shell for Desk {
    fn save_file(&self, name: &str, kind: FileKind) -> Option<PathBuf> {
        FolderShell(self.0.clone()).save_file(name, kind)
    }
    fn choose_folder(&self) -> Option<PathBuf> {
        Some(self.0.clone())
    }
    fn keychain(&self) -> Option<Arc<dyn Keychain>> {
        self.1
            .clone()
            .map(|keys| Arc::new(keys) as Arc<dyn Keychain>)
    }
    fn show_in_folder(&self, _: &Path) {}
}

async fn house(keys: Option<Keys>) -> House {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let files = folder.path().join("files");
    std::fs::create_dir_all(&files).unwrap();
    let house = start_with(folder, NOW, Arc::new(Desk(files, keys)));
    house.set_up(POLICY).await;
    house
}

fn keys() -> Keys {
    Keys {
        mood: Arc::new(Mutex::new(Mood::Well)),
        kept: Arc::default(),
    }
}

fn on() -> serde_json::Value {
    json!({ "on": true, "passphrase": PASSPHRASE, "pin": PIN })
}

#[tokio::test]
async fn on_used_and_off_again() {
    let keys = keys();
    let house = house(Some(keys.clone())).await;
    assert_eq!(house.ok("settings", json!({})).await["quick"], "off");
    let mut wrong = on();
    wrong["passphrase"] = json!("not this one at all");
    assert_eq!(
        house.code("set_quick", wrong).await,
        ErrorCode::WrongPassphrase
    );
    let mut plain = on();
    plain["pin"] = json!("123456");
    assert_eq!(house.err("set_quick", plain).await.field, "pin");
    assert!(keys.kept.lock().unwrap().is_empty());

    let view = house.ok("set_quick", on()).await;
    assert_eq!(
        (&view["quick"], &view["quick_mine"]),
        (&json!("ready"), &json!(true))
    );
    assert_eq!(keys.kept.lock().unwrap().len(), 1);
    // Set anew, only the new half is kept.
    house.ok("set_quick", on()).await;
    assert_eq!(keys.kept.lock().unwrap().len(), 1);
    let session = house.ok("lock", json!({})).await;
    assert_eq!(session["quick"], "ready");
    let session = house.ok("quick_unlock", json!({ "pin": PIN })).await;
    assert_eq!(
        (session["state"].as_str(), session["user"].as_str()),
        (Some("open"), Some("Jo March"))
    );
    // A wrong one, thrice; then the passphrase, and it works again.
    house.ok("lock", json!({})).await;
    for left in ["2 tries are left", "1 try is left", "Nothing is lost"] {
        let error = house.err("quick_unlock", json!({ "pin": "000111" })).await;
        assert!(
            error.hint.contains(left),
            "{} {}",
            error.message,
            error.hint
        );
    }
    assert_eq!(house.ok("session", json!({})).await["quick"], "spent");
    assert_eq!(
        house.code("quick_unlock", json!({ "pin": PIN })).await,
        ErrorCode::QuickUnlock
    );
    house
        .ok("unlock", json!({ "passphrase": PASSPHRASE }))
        .await;
    house.ok("lock", json!({})).await;
    // Two weeks on.
    house.clock.set("2026-12-08T15:00:00+00:00");
    assert_eq!(house.ok("session", json!({})).await["quick"], "due");
    house
        .ok("unlock", json!({ "passphrase": PASSPHRASE }))
        .await;
    let view = house
        .ok(
            "set_quick",
            json!({ "on": false, "passphrase": "", "pin": "" }),
        )
        .await;
    assert_eq!(view["quick"], "off");
    assert!(keys.kept.lock().unwrap().is_empty(), "both halves are gone");
    let all = json!({ "who": "", "group": "", "case": "", "from": "", "to": "", "before": null });
    let told = house.ok("activity", all).await["lines"].to_string();
    for title in [
        "Turned on quick unlock on this computer",
        "Unlocked with the PIN",
        "Turned off quick unlock on this computer",
    ] {
        assert!(told.contains(title), "{title}: {told}");
    }
    house.ok("lock", json!({})).await;
    assert_eq!(
        house.code("quick_unlock", json!({ "pin": PIN })).await,
        ErrorCode::QuickUnlock
    );
    house
        .ok("unlock", json!({ "passphrase": PASSPHRASE }))
        .await;
}

#[tokio::test]
async fn a_keychain_that_does_not_give_changes_nothing() {
    let keys = keys();
    let house = house(Some(keys.clone())).await;
    house.ok("set_quick", on()).await;
    let file = house.folder.path().join("data/vault/quick.json");
    let kept = std::fs::read(&file).unwrap();
    let half = keys.kept.lock().unwrap().clone();
    house.ok("lock", json!({})).await;
    for mood in [
        Mood::Locked,
        Mood::Forgetful,
        Mood::Fails(KeychainError::NoneHere),
        Mood::Fails(KeychainError::Locked),
        Mood::Fails(KeychainError::Failed),
    ] {
        *keys.mood.lock().unwrap() = mood;
        let error = house.err("quick_unlock", json!({ "pin": PIN })).await;
        assert_eq!(error.code, ErrorCode::QuickUnlock);
        assert!(
            error.hint.to_lowercase().contains("passphrase"),
            "{}",
            error.hint
        );
        // No new secret, no try counted, and the passphrase opens it.
        assert_eq!(std::fs::read(&file).unwrap(), kept);
        assert_eq!(*keys.kept.lock().unwrap(), half);
    }
    house
        .ok("unlock", json!({ "passphrase": PASSPHRASE }))
        .await;
    house.ok("lock", json!({})).await;
    *keys.mood.lock().unwrap() = Mood::Well;
    house.ok("quick_unlock", json!({ "pin": PIN })).await;
}

#[tokio::test]
async fn without_a_keychain_it_cannot_be_turned_on() {
    for mood in [
        None,
        Some(Mood::Locked),
        Some(Mood::Forgetful),
        Some(Mood::Fails(KeychainError::Failed)),
    ] {
        let keys = mood.map(|mood| Keys {
            mood: Arc::new(Mutex::new(mood)),
            ..keys()
        });
        let house = house(keys).await;
        assert_eq!(house.code("set_quick", on()).await, ErrorCode::QuickUnlock);
        assert!(!house.folder.path().join("data/vault/quick.json").exists());
        assert_eq!(house.ok("settings", json!({})).await["quick"], "off");
    }
}

#[tokio::test]
async fn it_goes_with_whoever_is_removed_and_with_the_keys() {
    const SAM: &str = "umbrella quartz meadow seven";
    let keys = keys();
    let house = house(Some(keys.clone())).await;
    let access = house
        .ok(
            "add_person",
            json!({
                "name": "Sam Odell", "designation": "Deputy lead", "role": "deputy",
                "new_passphrase": SAM, "current": PASSPHRASE
            }),
        )
        .await;
    let sam = access["people"][1]["id"].clone();
    house.ok("lock", json!({})).await;
    house.ok("unlock", json!({ "passphrase": SAM })).await;
    let theirs = json!({ "on": true, "passphrase": SAM, "pin": PIN });
    house.ok("set_quick", theirs).await;
    house.ok("lock", json!({})).await;
    house
        .ok("unlock", json!({ "passphrase": PASSPHRASE }))
        .await;
    assert_eq!(keys.kept.lock().unwrap().len(), 1);
    house
        .ok(
            "remove_person",
            json!({ "person": sam, "current": PASSPHRASE }),
        )
        .await;
    assert_eq!(house.ok("settings", json!({})).await["quick"], "off");
    assert!(keys.kept.lock().unwrap().is_empty(), "both halves are gone");

    house.ok("set_quick", on()).await;
    assert_eq!(keys.kept.lock().unwrap().len(), 1);
    house
        .ok(
            "rotate_keys",
            json!({ "current": PASSPHRASE, "people": [] }),
        )
        .await;
    assert!(keys.kept.lock().unwrap().is_empty(), "both halves are gone");
    let session = house.ok("lock", json!({})).await;
    assert_eq!(session["quick"], "off");
    house
        .ok("unlock", json!({ "passphrase": PASSPHRASE }))
        .await;
}

#[tokio::test]
async fn a_passphrase_set_after_a_recovery_key_turns_that_person_s_off() {
    let keys = keys();
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let files = folder.path().join("files");
    std::fs::create_dir_all(&files).unwrap();
    let house = start_with(folder, NOW, Arc::new(Desk(files, Some(keys.clone()))));
    let made = house.ok("create_vault", common::first_run(POLICY)).await;
    let key: Vec<String> = serde_json::from_value(made["recovery_keys"][0].clone()).unwrap();
    let key = json!({ "key": key.join(" ") });
    house.ok("confirm_recovery_key", key.clone()).await;
    house.ok("finish_setup", json!({})).await;
    house.ok("set_quick", on()).await;
    assert_eq!(house.ok("lock", json!({})).await["quick"], "ready");
    let opened = house.ok("open_with_recovery_key", key).await;
    assert_eq!(opened["quick"], "ready");
    house
        .ok(
            "finish_recovery",
            json!({
                "person": opened["recover"][0]["id"], "name": "", "designation": "",
                "new_passphrase": "umbrella quartz meadow seven"
            }),
        )
        .await;
    assert!(keys.kept.lock().unwrap().is_empty(), "both halves are gone");
    assert_eq!(house.ok("lock", json!({})).await["quick"], "off");
    assert_eq!(
        house.code("quick_unlock", json!({ "pin": PIN })).await,
        ErrorCode::QuickUnlock
    );
}

#[tokio::test]
async fn a_restore_leaves_no_pin_behind() {
    let keys = keys();
    let house = house(Some(keys.clone())).await;
    house.ok("choose_backup_folder", json!({})).await;
    house.ok("back_up", json!({})).await;
    house.ok("set_quick", on()).await;
    let listed = house.ok("backups", json!({})).await;
    let name = listed["files"][0]["name"].clone();
    house.ok("choose_backup", json!({ "name": name })).await;
    house
        .ok(
            "open_backup",
            json!({ "passphrase": PASSPHRASE, "key": "" }),
        )
        .await;
    house.ok("restore_backup", json!({})).await;
    assert!(keys.kept.lock().unwrap().is_empty(), "both halves are gone");
    assert!(!house.folder.path().join("data/vault/quick.json").exists());
    assert_eq!(house.ok("lock", json!({})).await["quick"], "off");
}
