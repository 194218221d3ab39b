//! What comes in the middle of taking a case on: somebody without the right, a stop, a lock. The record stays as it
//! was, and it can be done again; the files that come are the files that went.

use super::host::{Host, PASSPHRASE, attach_texts, call_on, while_at};
use super::tools::*;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::path::Path;
use std::time::Duration;
use stepwise_app::App;
use stepwise_app::LockReason;
use stepwise_app::error::{ErrorCode, WireError};

const FILES: usize = 6;
const EACH: usize = 2 * 1024 * 1024;
const SAM: &str = "umbrella quartz meadow seven";

/// Everything in a folder and below, by name; a database's side files come and go by themselves.
fn below(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names.extend(below(&path));
        }
        let name = path.to_string_lossy().into_owned();
        if !name.ends_with("-wal") && !name.ends_with("-shm") {
            names.push(name);
        }
    }
    names.sort();
    names
}

fn deeds(host: &Host) -> Vec<String> {
    let query = json!({ "who": "", "group": "", "case": "", "from": "", "to": "", "before": null });
    let lines = host.call("activity", query)["lines"].clone();
    let titles = lines.as_array().unwrap().iter();
    titles
        .map(|line| line["title"].as_str().unwrap().to_owned())
        .collect()
}

/// What a record is, as far as a case that comes could change it.
#[derive(Debug, PartialEq)]
struct State {
    cases: Value,
    kept: Vec<String>,
    taken: usize,
    found: Value,
    outside: Vec<String>,
}

impl State {
    fn of(host: &Host) -> Self {
        let taken = |title: &&String| title.starts_with("Took in entries");
        Self {
            cases: host.call("cases", json!({}))["cases"].clone(),
            kept: below(&host.data()),
            taken: deeds(host).iter().filter(taken).count(),
            found: host.call("find", json!({ "words": "Zofia" }))["hits"].clone(),
            outside: below(&host.files),
        }
    }
}

fn request(plan: &Value) -> Value {
    json!({ "digest": plan["digest"], "seen": plan["seen"], "without_backup": false })
}

/// Takes on what the plan says, and does something once the first file is in.
fn take_and(host: &Host, plan: &Value, meanwhile: impl FnOnce(&App)) -> Result<Value, WireError> {
    while_at(host, "take-on", ("take_on", request(plan)), meanwhile)
}

fn stop(app: &App) {
    call_on(app, "stop_work", json!({})).unwrap();
}

fn lock(app: &App) {
    app.lock_for(LockReason::Screen)
        .wait(Duration::from_secs(60));
    assert!(!app.is_open());
}

/// Name and SHA-256 of each file of a case, as they are listed.
fn listed(host: &Host, case: &str) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let files = host.call("attachments", json!({ "case": case }))["files"].clone();
    let all = files.as_array().unwrap().iter();
    all.map(|file| {
        (
            text(&file["id"]),
            text(&file["name"]),
            text(&file["sha256"]),
        )
    })
    .collect()
}

/// Opens each file, and hashes what is saved out of the record.
fn opened(host: &Host, case: &str) -> Vec<String> {
    let each = listed(host, case).into_iter().map(|(id, _, sha256)| {
        let which = json!({ "case": case, "id": id });
        let view = host.call("attachment", which.clone());
        assert!(
            view["words"]
                .as_str()
                .unwrap()
                .contains("of what was said.")
        );
        let saved = host.call("save_attachment", which);
        let place = saved["path"].as_str().unwrap();
        let bytes = std::fs::read(place).unwrap();
        std::fs::remove_file(place).unwrap();
        let now = data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes));
        assert_eq!(now, sha256);
        now
    });
    each.collect()
}

#[test]
fn stopped_or_locked_over_nothing_came_and_it_can_be_done_again() {
    let (here, case) = begun();
    attach_texts(&here, &case, FILES, EACH);
    let parcel = handed(&here, &case, "Dana Example");
    let there = other();
    let plan = open(&there, &parcel);
    assert_eq!(plan["files"], FILES);
    let before = State::of(&there);

    let stopped = take_and(&there, &plan, stop).unwrap_err();
    assert_eq!(stopped.code, ErrorCode::Stopped);
    assert_eq!(State::of(&there), before);
    assert_eq!(there.call("under_way", json!({}))["what"], Value::Null);
    // What was opened is open yet, and says the same.
    assert_eq!(there.call("take_on_plan", json!({})), plan);

    let locked = take_and(&there, &plan, lock).unwrap_err();
    assert_eq!(locked.code, ErrorCode::Stopped);
    there.call("unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(State::of(&there), before);
    // A lock lets go of what was open.
    let gone = there.try_call("take_on", request(&plan)).unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);

    let plan = open(&there, &parcel);
    let done = take_and(&there, &plan, |_| {}).unwrap();
    assert_eq!((&done["how"], &done["case"]), (&json!("new"), &json!(case)));
    assert_eq!(State::of(&there).taken, before.taken + 1);
    assert_eq!(listed(&there, &case), listed(&here, &case));
    assert_eq!(opened(&there, &case).len(), FILES);

    // And so it is on the way back: what is here already stays as it is, and what is new comes whole or not at all.
    note(&there, &case, "We looked at it.");
    attach_texts(&there, &case, FILES, EACH + 48);
    let back = handed(&there, &case, "Jo March");
    let plan = open(&here, &back);
    assert_eq!(
        (&plan["how"], &plan["files"]),
        (&json!("continues"), &json!(FILES))
    );
    let before = State::of(&here);
    let told = entries(&here, &case);
    let stopped = take_and(&here, &plan, stop).unwrap_err();
    assert_eq!(stopped.code, ErrorCode::Stopped);
    assert_eq!(State::of(&here), before);
    assert_eq!(entries(&here, &case), told);
    assert_eq!(listed(&here, &case).len(), FILES);
    take_and(&here, &plan, |_| {}).unwrap();
    assert_eq!(listed(&here, &case), listed(&there, &case));
    assert_eq!(opened(&here, &case).len(), 2 * FILES);
}

#[test]
fn who_only_reads_is_refused_before_anything_is_read() {
    let (here, case) = begun();
    let parcel = handed(&here, &case, "Dana Example");
    let there = other();
    let sam = json!({
        "name": "Sam Odell", "designation": "", "role": "reader", "new_passphrase": SAM, "current": PASSPHRASE
    });
    there.call("add_person", sam);
    there.call("lock", json!({}));
    there.call("unlock", json!({ "passphrase": SAM }));
    let refused = |request: Value| {
        let error = there.try_call("take_on", request).unwrap_err();
        assert_eq!(error.code, ErrorCode::NotYourRole, "{error:?}");
    };
    // Nothing is open: somebody with the right would hear that.
    let nothing = json!({ "digest": "00", "seen": 0, "without_backup": false });
    refused(nothing.clone());
    // They may look at what came, and at what taking it on would do.
    let plan = open(&there, &parcel);
    assert_eq!((&plan["how"], &plan["can"]), (&json!("new"), &json!(true)));
    let before = State::of(&there);
    // Neither the plan nor the file is looked at: both would be another fault.
    refused(nothing);
    let file = there.files.join("incoming/case.age");
    let bytes = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    refused(request(&plan));
    std::fs::write(&file, bytes).unwrap();
    refused(request(&plan));
    assert_eq!(State::of(&there), before);

    there.call("lock", json!({}));
    there.call("unlock", json!({ "passphrase": PASSPHRASE }));
    let plan = open(&there, &parcel);
    assert_eq!(take(&there, &plan)["case"], case.as_str());
}
