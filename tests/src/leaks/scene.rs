//! A vault with one word in every field, twice: for the rehearsal and for the product.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use stepwise_app::{App, Clock, Config, FileKind, KdfChoice, Now, OpenKind, Shell};

use super::{INSIDE, NAMED, PASSPHRASE, WORD};
use crate::fault::{Fault, unmet};
use crate::scenario::setting::NORTH_SOMERSET;
use crate::stand_in;

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

/// Has files to attach, in one folder, and nothing else: they are read here, by no process of their own.
struct Given(PathBuf);

impl Shell for Given {
    fn save_file(&self, _: &str, _: FileKind) -> Option<PathBuf> {
        None
    }

    fn choose_folder(&self) -> Option<PathBuf> {
        None
    }

    fn open_files(&self, _: OpenKind) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(&self.0).into_iter().flatten();
        entries.flatten().map(|entry| entry.path()).collect()
    }

    fn show_in_folder(&self, _: &Path) {}
}

/// Two homes of a user, with the same vault in each.
pub struct Scene {
    folder: tempfile::TempDir,
    case: String,
}

fn wire(error: stepwise_app::error::WireError) -> Fault {
    unmet(format!("{} [{}]", error.message, error.field))
}

/// The application over a data folder.
///
/// # Errors
/// When the system gives no thread.
pub fn application(data: &Path, files: PathBuf) -> std::io::Result<App> {
    App::start(Config {
        data_folder: data.to_owned(),
        clock: Arc::new(MachineClock),
        shell: Arc::new(Given(files)),
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
        let app = application(&scene.data(), scene.given())?;
        let given = scene.given();
        std::fs::create_dir_all(&given)?;
        scene.case = furnish(&app, &given).await?;
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

    /// The product's data folder.
    pub fn data(&self) -> PathBuf {
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

    fn given(&self) -> PathBuf {
        self.folder.path().join("given")
    }

    /// The product's vault.
    pub fn vault(&self) -> PathBuf {
        self.data().join("vault")
    }

    /// Opens the vault afterwards: what was typed in the product's window is there as a draft.
    ///
    /// # Errors
    /// When it is not: then nobody went where the rehearsal went.
    pub async fn saw_the_draft(&self, words: &str) -> Result<(), Fault> {
        let app = application(&self.data(), self.given())?;
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

/// Asks it for one thing.
///
/// # Errors
/// What it refuses, in its words.
pub async fn ask(app: &App, command: &str, request: Value) -> Result<Value, Fault> {
    app.call(command, request).await.map_err(wire)
}

/// A vault and a case, the word in every field that takes one. Answers the case's number.
async fn furnish(app: &App, given: &Path) -> Result<String, Fault> {
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
    attach(app, &case, given).await?;
    Ok(number)
}

/// An e-mail, whose words are read by the program's other process each time that they are shown.
async fn attach(app: &App, case: &Value, given: &Path) -> Result<(), Fault> {
    let mail = format!(
        "From: {WORD} <office@harbour.example>\r\nTo: {WORD} <dsl@school.example>\r\nSubject: {WORD}\r\n\
         Date: Tue, 3 Nov 2026 14:05:00 +0000\r\n\r\n{}\r\n",
        INSIDE.repeat(9)
    );
    std::fs::write(given.join(format!("{NAMED}.eml")), mail)?;
    let picked = ask(app, "choose_files", json!({ "case": case })).await?;
    let list = ask(app, "attachments", json!({ "case": case })).await?;
    let file = json!({ "token": picked["files"][0]["token"], "description": WORD, "dated": null, "received": null,
                       "keep_says": true });
    let request = json!({ "case": case, "seen": list["seen"], "files": [file], "belongs": "" });
    ask(app, "attach", request).await?;
    Ok(())
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
