//! What programs that are not ours read of what leaves: kept as each version wrote it. A change of one of these is a change of a
//! format: it gets a new number where it has one, and what read the old one goes on reading it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod host;

use host::{at_stage_three, monitoring};
use serde_json::{Value, json};
use std::path::Path;

/// Holds a text against the one that is kept; with `UPDATE_FORMATS=1` it is kept instead.
fn kept(name: &str, now: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept");
    let path = folder.join(name);
    let now = now.replace("\r\n", "\n");
    if std::env::var_os("UPDATE_FORMATS").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&path, &now).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        now == kept.replace("\r\n", "\n"),
        "{name} is written otherwise now:\n{now}"
    );
}

/// The line of a header without what is another on each run.
fn steady(line: &str) -> String {
    for header in ["Date: ", "Message-ID: ", "X-Mailer: Stepwise "] {
        if line.starts_with(header) {
            return format!("{header}…");
        }
    }
    line.to_owned()
}

#[test]
fn the_answers_in_a_form_are_kept_as_version_one() {
    let (host, case) = at_stage_three();
    let saved = host.call("save_paper_file", monitoring(&case));
    let pdf = std::fs::read(saved["path"].as_str().unwrap()).unwrap();
    let attached = stepwise_documents::attachments(&pdf, None).unwrap();
    let [data] = attached.as_slice() else {
        panic!("one file is attached");
    };
    assert_eq!(data.name, "form.json");
    let mut answers: Value = serde_json::from_slice(&data.bytes).unwrap();
    assert_eq!(answers["head"].as_str().unwrap().len(), 64);
    answers["head"] = json!("0".repeat(64));
    let text = serde_json::to_string_pretty(&answers).unwrap() + "\n";
    assert_eq!(answers["format"], 1);
    kept("form-1.json", &text);
}

#[test]
fn the_draft_of_an_email_is_kept() {
    let (host, case) = at_stage_three();
    let mut request = monitoring(&case);
    for (key, value) in [
        ("to", json!(["first.officer@example.org"])),
        ("confirmed", json!(true)),
        ("purpose", json!("The policy asks for it.")),
        ("password_by", json!("phone")),
    ] {
        request[key] = value;
    }
    let drafted = host.call("draft_email", request);
    let eml = std::fs::read_to_string(drafted["path"].as_str().unwrap()).unwrap();
    let (_, rest) = eml.split_once("boundary=\"").unwrap();
    let (boundary, _) = rest.split_once('"').unwrap();
    let eml = eml.replace(boundary, "BOUNDARY");
    let mut lines: Vec<String> = Vec::new();
    let mut file = false;
    for line in eml.lines() {
        file &= !line.starts_with("--BOUNDARY");
        if !file || line.is_empty() || line.contains(": ") {
            lines.push(steady(line));
        }
        file |= line == "Content-Transfer-Encoding: base64";
    }
    kept("draft.eml", &(lines.join("\n") + "\n"));
}

#[test]
fn the_calendar_file_is_kept() {
    let (host, case) = at_stage_three();
    let saved = host.call("save_calendar", json!({ "case": case }));
    let text = std::fs::read_to_string(saved["path"].as_str().unwrap()).unwrap();
    let lines = text.lines().map(|line| match line.split_once(':') {
        Some(("UID", id)) => {
            // The same day of the same case keeps its place: by a name that nobody can read.
            assert!(id.len() >= 16, "{id}");
            "UID:…".to_owned()
        }
        _ => line.to_owned(),
    });
    kept(
        "dates.ics",
        &(lines.collect::<Vec<String>>().join("\n") + "\n"),
    );
}
