//! A first record with one case, and a desk that answers what is asked of it.

use super::common::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use stepwise_app::{FileKind, Keychain, KeychainError, OpenKind, Shell};
use zeroize::Zeroizing;

pub(super) const POLICY: &str = "north-somerset";

pub(super) const NOW: &str = "2026-11-24T15:00:00+00:00";

pub(super) const APART: &str = "saffron gravel window ninety";

pub(super) const PIN: &str = "401752";

/// What a keychain keeps, by its names.
#[derive(Clone, Default)]
pub(super) struct Keys(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

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
pub(super) struct Desk {
    pub(super) file: Mutex<Option<PathBuf>>,
    pub(super) keys: Keys,
    pub(super) at_login: Mutex<bool>,
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

pub(super) struct Scene {
    pub(super) house: House,
    pub(super) desk: Arc<Desk>,
    pub(super) backups: PathBuf,
}

pub(super) fn begin(name: &str) -> Value {
    json!({ "name": name, "policies": true, "days": true, "contacts": true, "drop": "start/" })
}

pub(super) fn named(name: &str) -> Value {
    json!({ "name": name })
}

impl Scene {
    /// A first record with one case.
    pub(super) async fn new() -> (Self, String) {
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
    pub(super) async fn set_up(&self, own: Value) -> Vec<String> {
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
    pub(super) async fn apart(&self, name: &str) -> Vec<String> {
        self.house.ok("begin_record", begin(name)).await;
        let own = json!({ "passphrase": APART, "backup_folder": self.backups, "user_name": "Ada Finch", "people": [] });
        self.set_up(own).await
    }

    pub(super) async fn session(&self) -> Value {
        self.house.ok("session", json!({})).await
    }

    pub(super) async fn unlock(&self, passphrase: &str) -> Value {
        let typed = json!({ "passphrase": passphrase });
        self.house.ok("unlock", typed).await
    }

    pub(super) async fn lock(&self) -> Value {
        self.house.ok("lock", json!({})).await
    }

    pub(super) fn data(&self) -> PathBuf {
        self.house.folder.path().join("data")
    }
}

/// How many second anchors lie in a folder.
pub(super) fn seen(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with("seen-")).count()
}

pub(super) async fn numbers(scene: &Scene) -> usize {
    let cases = scene.house.ok("cases", json!({})).await;
    cases["cases"].as_array().unwrap().len()
}

pub(super) async fn hits(scene: &Scene, words: &str) -> usize {
    let found = scene.house.ok("find", json!({ "words": words })).await;
    found["hits"].as_array().unwrap().len()
}
