//! What the benches of this crate share: a vault of invented cases, on a clock set by hand.
#![allow(dead_code, reason = "each bench uses a part of it")]

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};
use stepwise_app::error::WireError;
use stepwise_app::{App, Clock, Config, FileKind, KdfChoice, Now, OpenKind, Shell};

/// The invented vault's.
pub const PASSPHRASE: &str = "copper lantern river fourteen";

/// A clock that stands until it is moved.
pub struct HandClock(Mutex<DateTime<FixedOffset>>);

impl HandClock {
    /// Moves it forward.
    pub fn advance(&self, by: chrono::Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

impl Clock for HandClock {
    fn now(&self) -> Now {
        Now {
            stamp: *self.0.lock().unwrap_or_else(PoisonError::into_inner),
            zone: "Europe/London".into(),
        }
    }
}

/// Answers what is asked with folders beside the data: files to attach, and a place for what leaves.
struct FolderShell(PathBuf);

impl Shell for FolderShell {
    fn save_file(&self, _: &str, _: FileKind) -> Option<PathBuf> {
        None
    }
    fn choose_folder(&self) -> Option<PathBuf> {
        let folder = self.0.join("leaves");
        folder.is_dir().then_some(folder)
    }
    fn open_files(&self, _: OpenKind) -> Vec<PathBuf> {
        let found = std::fs::read_dir(self.0.join("attach"));
        let found = found.into_iter().flatten().flatten();
        found.map(|entry| entry.path()).collect()
    }
    fn show_in_folder(&self, _: &Path) {}
}

/// Why a bench ended.
pub struct Failed(pub String);

impl std::fmt::Debug for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<WireError> for Failed {
    fn from(error: WireError) -> Self {
        Self(format!("{}: {}", error.field, error.message))
    }
}

impl From<std::io::Error> for Failed {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<chrono::ParseError> for Failed {
    fn from(error: chrono::ParseError) -> Self {
        Self(error.to_string())
    }
}

impl From<serde_json::Error> for Failed {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}

/// A policy whose cases start without questions of its own: its name, its first stage, and somebody's role.
struct Plain {
    policy: String,
    stage: String,
    role: String,
}

fn case(plain: &Plain, i: usize) -> Value {
    let raised = json!({ "date": format!("2026-11-{}", 19 + i % 5), "time": null });
    json!({
        "policy": plain.policy, "danger": false, "danger_done": "", "raised_by": if i.is_multiple_of(7) { "theirs" } else { "ours" },
        "raised": raised, "facts": [], "moments": [], "areas": [],
        "subjects": [{ "id": "", "kind": "child", "name": format!("Child Number{i}"), "born": "2016-02-29", "status": "" }],
        "decision": {
            "reference": "", "referred": null, "what": "No further action", "by_whom": "", "on": null,
            "reasons": "not-asked", "reasons_text": "", "not_safe": "Left alone at night.", "wanted": "A visit."
        },
        "agency": "Eastmere Children's Services",
        "people": [{ "id": "", "agency": "", "side": "theirs", "name": "Lee Moss", "designation": "", "phone": "", "email": "", "roles": [plain.role] }],
        "start_stage": plain.stage, "start_reason": "It stood there already.", "start_for_risk": false, "start_on": raised
    })
}

/// A vault with its cases, unlocked, in a throw-away folder.
pub struct Bench {
    /// The application over it.
    pub app: App,
    /// Its clock.
    pub clock: Arc<HandClock>,
    /// The data folder.
    pub folder: PathBuf,
}

impl Bench {
    /// Makes the vault and starts the cases in it.
    ///
    /// # Errors
    /// When the application refuses something, which it should not.
    pub async fn new(cases: usize, kdf: KdfChoice) -> Result<Self, Failed> {
        let folder =
            std::env::temp_dir().join(format!("stepwise-bench-{}-{cases}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let stamp = DateTime::parse_from_rfc3339("2026-11-24T09:00:00+00:00")?;
        let clock = Arc::new(HandClock(Mutex::new(stamp)));
        let app = App::start(Config {
            data_folder: folder.clone(),
            clock: clock.clone(),
            shell: Arc::new(FolderShell(folder.clone())),
            kdf,
        })?;
        let bench = Self { app, clock, folder };
        bench.set_up().await?;
        let plain = bench.plain().await?;
        for (i, plain) in (0..cases).zip(plain.iter().cycle()) {
            bench.app.call("start_case", case(plain, i)).await?;
        }
        Ok(bench)
    }

    /// The policies whose cases start without questions of their own, whoever raised them.
    async fn plain(&self) -> Result<Vec<Plain>, Failed> {
        let mut found = Vec::new();
        for policy in self.policies().await? {
            let options = self
                .app
                .call(
                    "start_options",
                    json!({ "policy": policy, "raised": "2026-11-19" }),
                )
                .await?;
            let first = |list: &Value, wanted: &dyn Fn(&Value) -> bool| {
                let each = list.as_array().into_iter().flatten();
                let one = each.into_iter().find(|one| wanted(one));
                one.and_then(|one| one["id"].as_str()).map(str::to_owned)
            };
            let stage = first(&options["stages"], &|_| true);
            let role = first(&options["roles"], &|role| role["body"] == false);
            let (Some(stage), Some(role)) = (stage, role) else {
                continue;
            };
            let plain = Plain {
                policy,
                stage,
                role,
            };
            let mut wrong = 0;
            for i in [0, 1] {
                let checked = self.app.call("check_start", case(&plain, i)).await?;
                wrong += checked["wrong"].as_array().map_or(1, Vec::len);
            }
            if wrong == 0 {
                found.push(plain);
            }
        }
        if found.is_empty() {
            return Err(Failed("no policy's cases start without questions".into()));
        }
        Ok(found)
    }

    async fn policies(&self) -> Result<Vec<String>, Failed> {
        let all = self.app.call("policies", json!({})).await?;
        let rows = all["policies"].as_array().into_iter().flatten();
        Ok(rows
            .filter_map(|row| row["policy"].as_str())
            .map(str::to_owned)
            .collect())
    }

    async fn set_up(&self) -> Result<(), Failed> {
        let policies = self.policies().await?;
        let setup = json!({
            "setting": "Bench", "setting_kind": "school", "user_name": "Bench", "user_designation": "", "people": [],
            "policy": policies.first(), "emergency": [], "passphrase": PASSPHRASE, "backup_folder": ""
        });
        let made = self.app.call("create_vault", setup).await?;
        let key: Vec<&str> = made["recovery_keys"][0]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        self.app
            .call("confirm_recovery_key", json!({ "key": key.join(" ") }))
            .await?;
        self.app.call("finish_setup", json!({})).await?;
        Ok(())
    }

    /// Locks.
    ///
    /// # Errors
    /// When the application refuses.
    pub async fn lock(&self) -> Result<(), Failed> {
        self.app.call("lock", json!({})).await?;
        Ok(())
    }

    /// Chooses the folder for backups.
    ///
    /// # Errors
    /// When the application refuses.
    pub async fn back_up_to(&self, folder: &Path) -> Result<(), Failed> {
        let kept = self.app.call("settings", json!({})).await?;
        let mut change = json!({ "backup_folder": folder });
        for part in [
            "setting",
            "setting_kind",
            "policy",
            "people",
            "idle_minutes",
            "appearance",
        ] {
            change[part] = kept[part].clone();
        }
        self.app.call("save_setting", change).await?;
        Ok(())
    }

    /// Unlocks with the passphrase.
    ///
    /// # Errors
    /// When the application refuses.
    pub async fn unlock(&self) -> Result<(), Failed> {
        self.app
            .call("unlock", json!({ "passphrase": PASSPHRASE }))
            .await?;
        Ok(())
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.app.close();
        // Left behind, it is one more throw-away folder.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
