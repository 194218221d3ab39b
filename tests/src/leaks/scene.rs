//! A vault with one word in every field, twice: for the rehearsal and for the product.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use stepwise_app::{App, Clock, Config, KdfChoice, Now};
use stepwise_testkit::canary::Canary;

use super::{DRAFT, PASSPHRASE, WORD};
use crate::fault::{Fault, unmet};
use crate::place;
use crate::scenario::setting::NORTH_SOMERSET;
use crate::stand_in::{self, FolderShell};

/// The program's own folder within the system's place for local data.
const IDENTIFIER: &str = "org.stepwise.desktop";

/// The machine's own time: the product has no other.
struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> Now {
        Now {
            stamp: chrono::Local::now().fixed_offset(),
            zone: "Europe/London".into(),
        }
    }
}

/// Two homes of a user, with the same vault in each.
pub struct Scene {
    folder: tempfile::TempDir,
    case: String,
}

fn wire(error: stepwise_app::error::WireError) -> Fault {
    unmet(format!("{} [{}]", error.message, error.field))
}

fn application(data: &Path, files: PathBuf) -> std::io::Result<App> {
    App::start(Config {
        data_folder: data.to_owned(),
        clock: Arc::new(MachineClock),
        shell: Arc::new(FolderShell(files)),
        kdf: KdfChoice::Fast,
    })
}

impl Scene {
    /// Makes them.
    ///
    /// # Errors
    /// When the vault or its case cannot be made.
    pub async fn new() -> Result<Self, Fault> {
        let folder = tempfile::Builder::new().prefix("leaks-").tempdir()?;
        let mut scene = Self {
            folder,
            case: String::new(),
        };
        for place in [scene.product(), scene.rehearsed()] {
            for part in ["data", "cache", "config", "state", "run", "tmp", "files"] {
                std::fs::create_dir_all(place.join(part))?;
            }
        }
        let app = application(&scene.data(), scene.folder.path().join("given"))?;
        std::fs::create_dir_all(scene.folder.path().join("given"))?;
        scene.case = furnish(&app).await?;
        app.close();
        drop(app);
        let copy = scene.rehearsed().join("data").join(IDENTIFIER);
        copy_folder(&scene.data(), &copy)?;
        Ok(scene)
    }

    /// The product's home: everything that it may write is under it.
    pub fn product(&self) -> PathBuf {
        self.folder.path().join("product")
    }

    /// The rehearsal's.
    pub fn rehearsed(&self) -> PathBuf {
        self.folder.path().join("rehearsed")
    }

    /// The case's number.
    pub fn case(&self) -> &str {
        &self.case
    }

    fn data(&self) -> PathBuf {
        self.product().join("data").join(IDENTIFIER)
    }

    /// What a program needs in its environment to live in a home.
    pub fn environment(home: &Path) -> Vec<(&'static str, PathBuf)> {
        vec![
            ("HOME", home.to_owned()),
            ("XDG_DATA_HOME", home.join("data")),
            ("XDG_CACHE_HOME", home.join("cache")),
            ("XDG_CONFIG_HOME", home.join("config")),
            ("XDG_STATE_HOME", home.join("state")),
            ("XDG_RUNTIME_DIR", home.join("run")),
            ("TMPDIR", home.join("tmp")),
            // For the build that is driven alone.
            ("STEPWISE_DATA", home.join("data").join(IDENTIFIER)),
            ("STEPWISE_FILES", home.join("files")),
            ("STEPWISE_KDF", PathBuf::from("fast")),
        ]
    }

    /// What must not be in memory after a lock: words, the passphrase, and the keys as another program works them out
    /// of the slot file.
    ///
    /// # Errors
    /// When that program cannot be run.
    pub fn secrets(&self) -> Result<Vec<(String, Canary)>, Fault> {
        let words = [
            ("a word of the record", WORD),
            ("an unfinished sentence", DRAFT),
            ("the passphrase", PASSPHRASE),
        ];
        let mut secrets: Vec<(String, Canary)> = words
            .map(|(name, word)| (name.to_owned(), Canary::new(word)))
            .into();
        let output = std::process::Command::new(place::root().join("target/venv/bin/python"))
            .arg(place::root().join("tests/outside/vault_keys.py"))
            .arg(self.data().join("vault"))
            .arg(PASSPHRASE)
            .output()?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(unmet(format!("the keys could not be worked out: {said}")));
        }
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let (name, hex) = line.split_once(' ').unwrap_or_default();
            let key = HEXLOWER
                .decode(hex.as_bytes())
                .map_err(|_| unmet("a key could not be read"))?;
            secrets.push((format!("the {name} key"), Canary::bytes(&key)));
        }
        Ok(secrets)
    }

    /// Opens the vault afterwards: what was typed in the product's window is there as a draft.
    ///
    /// # Errors
    /// When it is not: then nobody went where the rehearsal went.
    pub async fn saw_the_draft(&self, words: &str) -> Result<(), Fault> {
        let app = application(&self.data(), self.folder.path().join("given"))?;
        ask(&app, "unlock", json!({ "passphrase": PASSPHRASE })).await?;
        let drafts = ask(&app, "drafts", json!({ "prefix": "" })).await?;
        app.close();
        if drafts.to_string().contains(words) {
            return Ok(());
        }
        Err(unmet(
            "what was typed in the window is not in the vault: the way was not taken",
        ))
    }
}

async fn ask(app: &App, command: &str, request: Value) -> Result<Value, Fault> {
    app.call(command, request).await.map_err(wire)
}

/// A vault and a case, the word in every field that takes one. Answers the case's number.
async fn furnish(app: &App) -> Result<String, Fault> {
    let policy = NORTH_SOMERSET.policy;
    stand_in::first_run(app, WORD, PASSPHRASE).await?;
    let today = MachineClock.now().stamp.date_naive().to_string();
    let start = json!({
        "policy": policy, "danger": false, "danger_done": "", "raised_by": "ours",
        "raised": { "date": today, "time": null }, "facts": [], "moments": [], "areas": [],
        "subjects": [{ "id": "", "kind": "child", "name": WORD, "born": "2016-02-29", "status": WORD }],
        "decision": {
            "reference": WORD, "referred": null, "what": WORD, "by_whom": WORD, "on": today,
            "reasons": "not-asked", "reasons_text": "", "not_safe": WORD, "wanted": WORD
        },
        "agency": WORD,
        "people": [{ "id": "", "agency": "", "side": "theirs", "name": WORD, "designation": WORD,
                     "phone": "01632 960003", "email": "", "roles": ["worker"] }],
        "start_stage": "", "start_reason": "", "start_for_risk": false
    });
    let case = ask(app, "start_case", start).await?["case"].clone();
    let seen = ask(app, "case", json!({ "case": case })).await?["seen"].clone();
    let entry = json!([{ "deed": "entry", "kind": "note", "happened": { "date": today, "time": null }, "ours": [],
        "theirs": [], "statements": [{ "nature": "fact", "of": "", "text": WORD.repeat(40) }], "agreed": WORD,
        "next": WORD, "fulfils": [], "reaches": [] }]);
    let record = json!({ "case": case, "seen": seen, "deeds": entry, "drop_drafts": [] });
    let view = ask(app, "record", record).await?;
    let number = view["number"].as_str().unwrap_or_default().to_owned();
    if number.is_empty() {
        return Err(unmet("the case has no number"));
    }
    Ok(number)
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
