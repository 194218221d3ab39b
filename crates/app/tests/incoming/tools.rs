//! A bundle or a form as it is chosen and opened, and what is said of it.

use super::host::{self, Host, POLICY};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Nothing that is refused takes longer here: the machine may be busy.
pub(super) const SOON: Duration = Duration::from_secs(30);

/// Puts one file where the dialog finds it.
pub(super) fn lay(host: &Host, name: &str, bytes: &[u8]) -> PathBuf {
    let folder = host.files.join("incoming");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

pub(super) fn choose(host: &Host, name: &str, bytes: &[u8]) -> Value {
    lay(host, name, bytes);
    host.call("choose_incoming", json!({}))
}

/// A bundle of a case, and its password.
pub(super) fn made(host: &Host, case: &str, parts: Option<Value>) -> (Vec<u8>, String) {
    let contents = host.call("bundle", json!({ "case": case }));
    let all = contents["parts"].as_array().unwrap().iter();
    let all: Vec<&Value> = all.map(|part| &part["id"]).collect();
    let made = host.call(
        "make_bundle",
        json!({ "case": case, "parts": parts.unwrap_or(json!(all)), "to": "Ruth Ellison", "purpose": "She takes the case over.", "password_by": "in-person" }),
    );
    let sealed = std::fs::read(made["sealed"].as_str().unwrap()).unwrap();
    (sealed, made["password"].as_str().unwrap().to_owned())
}

/// Opens a bundle that is whole.
pub(super) fn opened(host: &Host, sealed: &[u8], password: &str) -> Value {
    let chosen = choose(host, "case.age", sealed);
    assert_eq!(chosen["kind"], "bundle", "{chosen}");
    let told = host.call("open_incoming", json!({ "password": password }));
    assert_eq!(told["problem"], "", "{told}");
    told["bundle"].clone()
}

/// The title and text of why one is not opened.
pub(super) fn refused(host: &Host, sealed: &[u8], password: &str) -> (String, String) {
    let start = Instant::now();
    let chosen = choose(host, "case.age", sealed);
    let told = match chosen["kind"].as_str().unwrap() {
        "bundle" => host.call("open_incoming", json!({ "password": password })),
        _ => chosen,
    };
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    assert!(told["bundle"].is_null(), "{told}");
    assert!(host.call("incoming", json!({}))["bundle"].is_null());
    let text = |key: &str| told[key].as_str().unwrap().to_owned();
    (text("problem"), text("text"))
}

pub(super) fn titles(chronology: &Value) -> Vec<&str> {
    let entries = chronology["entries"].as_array().unwrap().iter();
    entries.map(|e| e["title"].as_str().unwrap()).collect()
}

/// Another school.
pub(super) fn other() -> Host {
    Host::ready("2026-11-20T09:00:00+00:00", POLICY)
}

/// The form of the stage at hand, as it leaves.
pub(super) fn printed(host: &Host, case: &str) -> Vec<u8> {
    let saved = host.call("save_paper_file", host::monitoring(case));
    std::fs::read(saved["path"].as_str().unwrap()).unwrap()
}

/// Whatever else is amiss with it, what it holds can be read.
pub(super) fn tells_what_happened(bundle: &Value) {
    let entries = bundle["chronology"]["entries"].as_array().unwrap();
    assert!(!entries.is_empty());
}
