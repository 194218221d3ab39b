//! A whole application in a temporary folder, with a clock that stands until it is moved.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use stepwise_app::error::{ErrorCode, WireError};
use stepwise_app::{App, Clock, Config, FileKind, KdfChoice, Now, Shell};
use tempfile::TempDir;

pub const PASSPHRASE: &str = "copper lantern river fourteen";

/// Tells the time it was told.
pub struct HandClock(Mutex<DateTime<FixedOffset>>);

impl HandClock {
    pub fn set(&self, text: &str) {
        *self.0.lock().unwrap() = DateTime::parse_from_rfc3339(text).unwrap();
    }
}

impl Clock for HandClock {
    fn now(&self) -> Now {
        Now {
            stamp: *self.0.lock().unwrap(),
            zone: "Europe/London".into(),
        }
    }
}

/// Saves into a folder without asking.
pub struct FolderShell(pub PathBuf);

impl Shell for FolderShell {
    fn save_file(&self, name: &str, _: FileKind) -> Option<PathBuf> {
        Some(self.0.join(name))
    }
    fn choose_folder(&self) -> Option<PathBuf> {
        Some(self.0.clone())
    }
    fn show_in_folder(&self, _: &Path) {}
}

pub struct House {
    pub app: App,
    pub clock: Arc<HandClock>,
    pub folder: Arc<TempDir>,
}

pub fn start(folder: Arc<TempDir>, at: &str) -> House {
    let files = folder.path().join("files");
    std::fs::create_dir_all(&files).unwrap();
    start_with(folder, at, Arc::new(FolderShell(files)))
}

pub fn start_with(folder: Arc<TempDir>, at: &str, shell: Arc<dyn Shell>) -> House {
    let clock = Arc::new(HandClock(Mutex::new(
        DateTime::parse_from_rfc3339(at).unwrap(),
    )));
    let app = App::start(Config {
        data_folder: folder.path().join("data"),
        clock: clock.clone(),
        shell,
        kdf: KdfChoice::Fast,
    })
    .unwrap();
    House { app, clock, folder }
}

impl House {
    /// First run, done.
    pub async fn new(policy: &str, at: &str) -> Self {
        let house = start(Arc::new(tempfile::tempdir().unwrap()), at);
        house.set_up(policy).await;
        house
    }

    pub async fn set_up(&self, policy: &str) {
        let made = self.ok("create_vault", first_run(policy)).await;
        let key: Vec<String> = serde_json::from_value(made["recovery_keys"][0].clone()).unwrap();
        self.ok("confirm_recovery_key", json!({ "key": key.join(" ") }))
            .await;
        let session = self.ok("finish_setup", json!({})).await;
        assert_eq!(session["state"], "open");
    }

    pub async fn unlock(&self) -> Result<Value, WireError> {
        self.app
            .call("unlock", json!({ "passphrase": PASSPHRASE }))
            .await
    }

    pub async fn ok(&self, command: &str, request: Value) -> Value {
        self.app
            .call(command, request)
            .await
            .unwrap_or_else(|e| panic!("{command}: {} / {} / {}", e.message, e.hint, e.field))
    }

    pub async fn err(&self, command: &str, request: Value) -> WireError {
        let error = self.app.call(command, request).await.expect_err(command);
        assert!(
            !error.message.is_empty() && !error.hint.is_empty(),
            "{error:?}"
        );
        error
    }

    pub async fn code(&self, command: &str, request: Value) -> ErrorCode {
        self.err(command, request).await.code
    }

    /// Records deeds in a case as it stands.
    pub async fn record(&self, case: &str, deeds: Value) -> Value {
        let seen = self.case(case).await["seen"].clone();
        self.ok(
            "record",
            json!({ "case": case, "seen": seen, "deeds": deeds, "drop_drafts": [] }),
        )
        .await
    }

    pub async fn refused(&self, case: &str, deeds: Value) -> WireError {
        let seen = self.case(case).await["seen"].clone();
        self.err(
            "record",
            json!({ "case": case, "seen": seen, "deeds": deeds, "drop_drafts": [] }),
        )
        .await
    }

    pub async fn case(&self, case: &str) -> Value {
        self.ok("case", json!({ "case": case })).await
    }

    pub async fn start_case(&self, request: Value) -> String {
        let made = self.ok("start_case", request).await;
        made["case"].as_str().unwrap().to_owned()
    }
}

pub fn first_run(policy: &str) -> Value {
    json!({
        "setting": "Hazel Bank School", "setting_kind": "school",
        "user_name": "Jo March", "user_designation": "Designated safeguarding lead",
        "people": [{ "name": "Jo March", "designation": "Lead", "phone": "01632 960001", "email": "j@hazel.example", "roles": ["worker"] }],
        "policy": policy,
        "emergency": [{ "name": "Front door", "phone": "01632 960002", "note": "daytime" }],
        "passphrase": PASSPHRASE, "backup_folder": ""
    })
}

/// A case as a lead would start it.
pub fn case_of(policy: &str, raised: &str) -> Value {
    json!({
        "policy": policy, "danger": false, "danger_done": "", "raised_by": "ours",
        "raised": { "date": raised, "time": null }, "facts": [], "moments": [], "areas": [],
        "subjects": [{ "id": "", "kind": "child", "name": "Łucja Ŵynne-Nowak", "born": "2016-02-29", "status": "" }],
        "decision": {
            "reference": "A-1", "referred": null, "what": "No further action", "by_whom": "Lee Moss", "on": raised,
            "reasons": "not-asked", "reasons_text": "", "not_safe": "She is left alone at night.", "wanted": "A visit."
        },
        "agency": "Eastmere Children's Services",
        "people": [
            { "id": "", "agency": "", "side": "theirs", "name": "Lee Moss", "designation": "Social worker", "phone": "01632 960003", "email": "l@eastmere.example", "roles": ["worker"] }
        ],
        "start_stage": "", "start_reason": "", "start_for_risk": false
    })
}

pub fn on(date: &str) -> Value {
    json!({ "date": date, "time": null })
}

pub fn at(date: &str, time: &str) -> Value {
    json!({ "date": date, "time": time })
}
