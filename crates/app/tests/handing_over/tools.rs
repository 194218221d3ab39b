//! A case handed over, opened and taken on.

use super::host::{Host, POLICY, at_stage_three};
use serde_json::{Value, json};

/// Another school.
pub(super) fn other() -> Host {
    let host = Host::ready("2026-11-20T09:00:00+00:00", POLICY);
    host.call(
        "save_setting",
        json!({
            "setting": "Otherville School", "setting_kind": "school", "policy": POLICY, "people": [],
            "idle_minutes": 5, "backup_folder": "", "appearance": "system"
        }),
    );
    host
}

pub(super) fn seen(host: &Host, case: &str) -> Value {
    host.call("case", json!({ "case": case }))["seen"].clone()
}

/// Hands the whole case over: the file, and its password.
pub(super) fn handed(host: &Host, case: &str, to: &str) -> (Vec<u8>, String) {
    let made = host.call(
        "hand_over",
        json!({ "case": case, "seen": seen(host, case), "to": to, "purpose": "It is their stage now.", "password_by": "phone", "ask_by": "2026-11-23" }),
    );
    let bytes = std::fs::read(made["sealed"].as_str().unwrap()).unwrap();
    (bytes, made["password"].as_str().unwrap().to_owned())
}

/// Opens it, and says what taking it on would do.
pub(super) fn open(host: &Host, (bytes, password): &(Vec<u8>, String)) -> Value {
    let folder = host.files.join("incoming");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("case.age"), bytes).unwrap();
    assert_eq!(host.call("choose_incoming", json!({}))["kind"], "bundle");
    let told = host.call("open_incoming", json!({ "password": password }));
    assert_eq!(told["problem"], "", "{told}");
    host.call("take_on_plan", json!({}))
}

pub(super) fn take(host: &Host, plan: &Value) -> Value {
    host.call(
        "take_on",
        json!({ "digest": plan["digest"], "seen": plan["seen"], "without_backup": false }),
    )
}

pub(super) fn note(host: &Host, case: &str, text: &str) {
    let deed = json!({
        "deed": "entry", "kind": "note", "happened": { "date": "2026-11-20", "time": null }, "ours": [], "theirs": [],
        "statements": [{ "nature": "fact", "of": "", "text": text }], "agreed": "", "next": "", "fulfils": [], "reaches": []
    });
    host.record(case, json!([deed]));
}

/// A case on the day on which it is handed over.
pub(super) fn begun() -> (Host, String) {
    let (host, case) = at_stage_three();
    host.at("2026-11-20T09:00:00+00:00");
    (host, case)
}

pub(super) fn entries(host: &Host, case: &str) -> Vec<Value> {
    let told = host.call("chronology", json!({ "case": case }));
    told["entries"].as_array().unwrap().clone()
}

pub(super) fn by(entries: &[Value], seq: u64) -> String {
    let found = entries.iter().find(|entry| entry["seq"] == seq).unwrap();
    found["by"].as_str().unwrap().to_owned()
}
