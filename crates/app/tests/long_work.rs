//! Long work says how far it is, stops when it is asked to or when it is locked, and then leaves nothing behind.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod host;

use host::{Host, PASSPHRASE, at_stage_three, while_at};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use stepwise_app::error::{ErrorCode, WireError};
use stepwise_app::{App, LockReason};

const FILES: usize = 8;
const EACH: usize = 2 * 1024 * 1024;

/// A case with files enough that its bundle takes a while.
fn large_case() -> (Host, String) {
    let (host, case) = at_stage_three();
    host::attach_texts(&host, &case, FILES, EACH);
    (host, case)
}

/// Makes a bundle of everything, does `meanwhile` once the first files are in it, and says what came of the bundle.
fn bundle_and(host: &Host, case: &str, meanwhile: impl FnOnce(&App)) -> Result<Value, WireError> {
    let parts: Vec<Value> = host.call("bundle", json!({ "case": case }))["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| part["id"].clone())
        .collect();
    let request = json!({
        "case": case, "parts": parts, "to": "Ruth Ellison", "purpose": "To take the case on", "password_by": "phone",
    });
    while_at(host, "bundle", ("make_bundle", request), meanwhile)
}

fn nothing_left(host: &Host, case: &str) {
    let left: Vec<_> = std::fs::read_dir(&host.files).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
    let chronology = host.call("chronology", json!({ "case": case }));
    let entries = chronology["entries"].as_array().unwrap();
    assert!(entries.iter().all(|entry| entry["kind"] != "sent"));
}

#[test]
fn a_bundle_that_is_stopped_or_locked_over_leaves_nothing_and_one_that_is_not_is_whole() {
    let (host, case) = large_case();
    let stopped = bundle_and(&host, &case, |app| {
        host::call_on(app, "stop_work", json!({})).unwrap();
    });
    assert_eq!(stopped.unwrap_err().code, ErrorCode::Stopped);
    nothing_left(&host, &case);
    let idle = host.call("under_way", json!({}));
    assert_eq!(idle["what"], Value::Null);

    let mut took = Duration::MAX;
    let locked = bundle_and(&host, &case, |app| {
        let start = Instant::now();
        app.lock_for(LockReason::Screen)
            .wait(Duration::from_secs(60));
        took = start.elapsed();
        assert!(!app.is_open());
    });
    assert_eq!(locked.unwrap_err().code, ErrorCode::Stopped);
    // Far from exact, since a machine may be busy: the whole of it takes many times as long.
    assert!(took < Duration::from_secs(5), "{took:?}");
    host.call("unlock", json!({ "passphrase": PASSPHRASE }));
    nothing_left(&host, &case);

    let made = bundle_and(&host, &case, |_| {}).unwrap();
    let sealed = std::fs::File::open(made["sealed"].as_str().unwrap()).unwrap();
    let mut documents = 0;
    stepwise_bundle::open(
        sealed,
        made["password"].as_str().unwrap(),
        stepwise_bundle::Limits::default(),
        &mut |_, _| {
            documents += 1;
            Ok(())
        },
    )
    .unwrap();
    assert_eq!(documents, FILES + 1);
}
