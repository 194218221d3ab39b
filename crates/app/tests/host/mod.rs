//! A host for the application in tests: a folder of its own, a clock that stands still until it is
//! moved, and a desktop that answers every question with that folder.
#![allow(dead_code)]

use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use stepwise_app::error::WireError;
use stepwise_app::{App, Clock, Config, FileKind, KdfChoice, Now, OpenKind, Shell};
use stepwise_bundle::{FileEntry, Limits, Manifest, open};

/// A clock moved by hand.
pub struct Hands(Mutex<DateTime<FixedOffset>>);

impl Clock for Hands {
    fn now(&self) -> Now {
        Now {
            stamp: *self.0.lock().unwrap(),
            zone: "Europe/London".into(),
        }
    }
}

struct Desktop(PathBuf);

impl Shell for Desktop {
    fn save_file(&self, suggested_name: &str, _: FileKind) -> Option<PathBuf> {
        Some(self.0.join(suggested_name))
    }
    fn choose_folder(&self) -> Option<PathBuf> {
        Some(self.0.clone())
    }
    fn open_file(&self, kind: OpenKind) -> Option<PathBuf> {
        // What somebody sent lies in a folder of its own: any ending, since a file may be called anything.
        let folder = match kind {
            OpenKind::Incoming => self.0.join("incoming"),
            _ => return None,
        };
        let found = std::fs::read_dir(folder).into_iter().flatten();
        found.map(|entry| entry.unwrap().path()).next()
    }
    fn open_files(&self, _: OpenKind) -> Vec<PathBuf> {
        let found = std::fs::read_dir(self.0.join("attach"))
            .into_iter()
            .flatten();
        let mut paths: Vec<PathBuf> = found.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    }
    fn show_in_folder(&self, _: &Path) {}
    fn open_mail(&self, address: &str) -> bool {
        std::fs::write(self.0.join("mailto.txt"), address).is_ok()
    }
}

/// The application with its surroundings.
pub struct Host {
    pub app: App,
    pub files: PathBuf,
    clock: Arc<Hands>,
    runtime: tokio::runtime::Runtime,
    folder: tempfile::TempDir,
}

pub const PASSPHRASE: &str = "seven quiet herons over Marlow";

impl Host {
    /// Nothing set up yet.
    pub fn empty(now: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = folder.path().join("files");
        std::fs::create_dir(&files).unwrap();
        let clock = Arc::new(Hands(Mutex::new(now.parse().unwrap())));
        let config = Config {
            data_folder: folder.path().join("data"),
            clock: clock.clone(),
            shell: Arc::new(Desktop(files.clone())),
            kdf: KdfChoice::Fast,
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        Self {
            app: App::start(config).unwrap(),
            files,
            clock,
            runtime,
            folder,
        }
    }

    /// Set up for a policy, and open.
    pub fn ready(now: &str, policy: &str) -> Self {
        let host = Self::empty(now);
        let made = host.call(
            "create_vault",
            json!({
                "setting": "Hillside Primary", "setting_kind": "school",
                "user_name": "Grace Obi", "user_designation": "Deputy head and designated safeguarding lead",
                "people": [], "policy": policy,
                "emergency": [{ "name": "Front door, daytime", "phone": "01632 960123", "note": "" }],
                "passphrase": PASSPHRASE, "backup_folder": "",
            }),
        );
        let groups = made["recovery_keys"][0].as_array().unwrap();
        let key = groups
            .iter()
            .map(|g| g.as_str().unwrap())
            .collect::<Vec<_>>()
            .join(" ");
        host.call("confirm_recovery_key", json!({ "key": key }));
        host.call("finish_setup", json!({}));
        host
    }

    pub fn at(&self, now: &str) {
        *self.clock.0.lock().unwrap() = now.parse().unwrap();
    }

    pub fn try_call(&self, command: &str, request: Value) -> Result<Value, WireError> {
        self.runtime.block_on(self.app.call(command, request))
    }

    pub fn call(&self, command: &str, request: Value) -> Value {
        self.try_call(command, request).unwrap_or_else(|e| {
            panic!(
                "{command}: {:?} {} {} [{}]",
                e.code, e.message, e.hint, e.field
            )
        })
    }

    /// Records deeds in a case.
    pub fn record(&self, case: &str, deeds: Value) -> Value {
        let seen = self.call("case", json!({ "case": case }))["seen"].clone();
        self.call(
            "record",
            json!({ "case": case, "seen": seen, "deeds": deeds, "drop_drafts": [] }),
        )
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

/// The answers of a case raised by us about one child, on a day.
pub fn start(policy: &str, raised: &str, people: Value, facts: Value) -> Value {
    json!({
        "policy": policy, "danger": false, "danger_done": "", "raised_by": "ours",
        "raised": { "date": raised, "time": "09:30" }, "facts": facts, "moments": [], "areas": [],
        "subjects": [{ "id": "", "kind": "child", "name": "Zofia Wiśniewska", "born": "2016-05-04", "status": "Child in need" }],
        "decision": {
            "reference": "REF-1", "referred": raised, "what": "No further action after the referral", "by_whom": "the duty team manager",
            "on": raised, "reasons": "given", "reasons_text": "The threshold is not met.",
            "not_safe": "She told us that she is left alone at night.", "wanted": "A joint visit this week.",
        },
        "agency": "Children's Social Care", "people": people,
        "start_stage": "", "start_reason": "", "start_for_risk": false,
    })
}

pub fn person(side: &str, name: &str, designation: &str, roles: &[&str]) -> Value {
    json!({
        "id": "", "agency": "", "side": side, "name": name, "designation": designation,
        "phone": "01632 960456", "email": format!("{}@example.org", name.to_lowercase().replace(' ', ".")), "roles": roles,
    })
}

pub const POLICY: &str = "north-somerset";

/// At stage 3, after two stages that did not resolve it.
pub fn at_stage_three() -> (Host, String) {
    at_stage_three_of(
        POLICY,
        &["worker", "line-manager"],
        json!([["subject", "child"]]),
    )
}

/// The same under another policy whose ladder begins with `s1`, `s2`, `s3`, and whose third stage senior
/// managers take.
pub fn at_stage_three_of(policy: &str, first: &[&str], facts: Value) -> (Host, String) {
    let host = Host::ready("2026-11-16T10:00:00+00:00", policy);
    let people = json!([
        person("ours", "Grace Obi", "Deputy head", first),
        person("ours", "Ruth Ellison", "Head teacher", &["senior-manager"]),
        person(
            "theirs",
            "Paul Shaw",
            "Service manager",
            &["senior-manager"]
        ),
    ]);
    let case = host.call("start_case", start(policy, "2026-11-16", people, facts));
    let case = case["case"].as_str().unwrap().to_owned();
    for (stage, day) in [
        ("s1", "2026-11-16"),
        ("s2", "2026-11-17"),
        ("s3", "2026-11-18"),
    ] {
        host.at(&format!("{day}T15:00:00+00:00"));
        let on = json!({ "date": day, "time": null });
        let view = host.call("case", json!({ "case": case }));
        if view["phase"] != "at-stage" || stage != "s1" {
            host.record(&case, json!([{ "deed": "open-stage", "stage": stage, "on": on, "rule": if stage == "s1" { "" } else { "next" }, "reason": "", "for_risk": false }]));
        }
        if stage != "s3" {
            host.record(&case, json!([{ "deed": "stage-outcome", "resolved": false, "on": on, "note": format!("No agreement at {stage}.") }]));
        }
    }
    (host, case)
}

/// A field of a paper.
pub fn field<'a>(paper: &'a Value, id: &str) -> &'a Value {
    paper["fields"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["id"] == id)
        .unwrap_or_else(|| panic!("no field {id}"))
}

/// The form of the stage at hand.
pub fn monitoring(case: &str) -> Value {
    json!({ "case": case, "paper": "monitoring", "visit": null })
}

/// Saves answers of that form, after looking at it.
pub fn save(host: &Host, case: &str, answers: Value) -> Value {
    let mut request = monitoring(case);
    request["seen"] = host.call("paper", monitoring(case))["seen"].clone();
    request["answers"] = answers;
    host.call("save_paper", request)
}

/// Attaches so many texts to a case, each of about so many bytes.
pub fn attach_texts(host: &Host, case: &str, count: usize, bytes: usize) {
    let folder = host.files.join("attach");
    std::fs::create_dir(&folder).unwrap();
    for n in 0..count {
        let text = format!("Page {n} of what was said. ").repeat(bytes / 24);
        std::fs::write(folder.join(format!("{n}.txt")), text).unwrap();
    }
    let picked = host.call("choose_files", json!({ "case": case }));
    let files: Vec<Value> = picked["files"].as_array().unwrap().iter().map(|one| {
        json!({ "token": one["token"], "description": "Notes", "dated": null, "received": "2026-11-10", "keep_says": false })
    }).collect();
    let seen = host.call("attachments", json!({ "case": case }))["seen"].clone();
    host.call(
        "attach",
        json!({ "case": case, "seen": seen, "files": files, "belongs": "" }),
    );
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Calls a command from any thread.
pub fn call_on(app: &App, command: &str, request: Value) -> Result<Value, WireError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(app.call(command, request))
}

/// Asks for long work, does `meanwhile` once the first part of it is done, and says what came of the work.
pub fn while_at(
    host: &Host,
    what: &str,
    (command, request): (&'static str, Value),
    meanwhile: impl FnOnce(&App),
) -> Result<Value, WireError> {
    let app = host.app.clone();
    let working = std::thread::spawn(move || call_on(&app, command, request));
    let start = Instant::now();
    loop {
        let view = call_on(&host.app, "under_way", json!({})).unwrap();
        if view["what"] == what && view["done"].as_u64() > Some(0) {
            assert!(view["done"].as_u64() <= view["whole"].as_u64());
            break;
        }
        assert!(
            !working.is_finished() && start.elapsed() < Duration::from_secs(120),
            "{command} was never seen under way"
        );
        std::thread::sleep(Duration::from_millis(1));
    }
    meanwhile(&host.app);
    working.join().unwrap()
}

/// Keeps a file with a case: its name among the parts of a bundle.
pub fn attach(host: &Host, case: &str, name: &str, bytes: &[u8], description: &str) -> String {
    let folder = host.files.join("attach");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join(name), bytes).unwrap();
    let picked = host.call("choose_files", json!({ "case": case }));
    std::fs::remove_dir_all(&folder).unwrap();
    let before = host.call("attachments", json!({ "case": case }));
    let seen = &before["seen"];
    let file = json!({ "token": picked["files"][0]["token"], "description": description, "dated": null,
        "received": "2026-11-10", "keep_says": false });
    let kept = host.call(
        "attach",
        json!({ "case": case, "seen": seen, "files": [file], "belongs": "" }),
    );
    let files = kept["files"].as_array().unwrap();
    let known = |id: &Value| {
        before["files"]
            .as_array()
            .unwrap()
            .iter()
            .any(|f| f["id"] == *id)
    };
    let found = files.iter().find(|f| !known(&f["id"]));
    format!("file:{}", found.unwrap()["id"].as_str().unwrap())
}

/// Shows the pages, looks at so many of them, and gives the request their name.
pub fn look(host: &Host, request: &mut Value, most: u64) -> Value {
    let preview = host.call("preview_bundle", request.clone());
    for page in 0..preview["pages"].as_u64().unwrap().min(most) {
        host.call(
            "page_image",
            json!({ "token": preview["token"], "page": page, "scale": 0.5 }),
        );
    }
    request["token"] = preview["token"].clone();
    preview
}

/// What a bundle holds: its list, the texts by entry, and the documents by name.
pub struct Inside {
    pub manifest: Manifest,
    pub payloads: BTreeMap<u64, Vec<u8>>,
    pub documents: Vec<(String, Vec<u8>)>,
}

/// Opens the sealed file of a bundle.
pub fn opened(made: &Value, password: &str) -> Inside {
    let sealed = std::fs::read(made["sealed"].as_str().unwrap()).unwrap();
    let mut documents = Vec::new();
    let mut take = |entry: &FileEntry, bytes: Vec<u8>| {
        let name = entry.path.trim_start_matches("documents/");
        documents.push((name.to_owned(), bytes));
        Ok(())
    };
    let opened = open(sealed.as_slice(), password, Limits::default(), &mut take).unwrap();
    let texts = opened.payloads.into_iter();
    Inside {
        manifest: opened.manifest,
        payloads: texts.map(|(seq, text)| (seq, text.bytes)).collect(),
        documents,
    }
}

/// The report in it, which is not locked.
pub fn report(inside: &Inside) -> &[u8] {
    let mut documents = inside.documents.iter();
    &documents.find(|(n, _)| n == "report.pdf").unwrap().1
}
