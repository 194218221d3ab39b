//! Files kept with a case: chosen, looked at, attached, shown, saved out, corrected, found and sent, through
//! the whole application.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod host;

use host::{Host, at_stage_three};
use serde_json::{Value, json};
use std::path::PathBuf;

/// A picture of 8 by 4 pixels.
const PNG: &[u8] = include_bytes!("host/small.png");
const EML: &str = "From: Ada Example <ada@teston.example>\r\nTo: grace@school.example\r\nSubject: The visit\r\n\
    Date: Tue, 3 Nov 2026 14:05:00 +0000\r\n\r\nNobody was at home, said the Quillwort neighbour.\r\n";

/// Puts files where the dialog finds them.
fn lay(host: &Host, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = host.files.join("attach");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir(&folder).unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    folder
}

fn choose(host: &Host, case: &str, files: &[(&str, &[u8])]) -> Vec<Value> {
    lay(host, files);
    let picked = host.call("choose_files", json!({ "case": case }));
    picked["files"].as_array().unwrap().clone()
}

fn file(picked: &Value, description: &str) -> Value {
    json!({
        "token": picked["token"], "description": description, "dated": null, "received": "2026-11-10", "keep_says": false,
    })
}

fn attach(host: &Host, case: &str, belongs: &str, files: Vec<Value>) -> Value {
    let seen = host.call("attachments", json!({ "case": case }))["seen"].clone();
    host.call(
        "attach",
        json!({ "case": case, "seen": seen, "files": files, "belongs": belongs }),
    )
}

fn chronicle<'a>(chronology: &'a Value, kind: &str) -> &'a Value {
    let entries = chronology["entries"].as_array().unwrap();
    entries.iter().find(|e| e["kind"] == kind).unwrap()
}

#[test]
fn files_are_attached_shown_found_corrected_and_struck() {
    let (host, case) = at_stage_three();
    let picked = choose(
        &host,
        &case,
        &[
            ("a visit.eml", EML.as_bytes()),
            ("b.PNG", PNG),
            ("c.txt", "Wörter".as_bytes()),
        ],
    );
    assert_eq!(picked[0]["kind"], "an email");
    assert_eq!(picked[0]["dated"], "2026-11-03");
    assert_eq!(picked[1]["name"], "b.png");
    let list = attach(
        &host,
        &case,
        "",
        vec![
            file(&picked[0], "What the duty team wrote"),
            file(&picked[1], "A drawing by Zofia"),
            file(&picked[2], "Notes"),
        ],
    );
    assert_eq!(list["files"].as_array().unwrap().len(), 3);
    let of = |name: &str| {
        let all = list["files"].as_array().unwrap();
        all.iter().find(|f| f["name"] == name).unwrap().clone()
    };
    // Shown: words as words, pixels as pixels made anew.
    let mail = host.call(
        "attachment",
        json!({ "case": case, "id": of("a visit.eml")["id"] }),
    );
    assert!(mail["words"].as_str().unwrap().contains("Quillwort"));
    assert_eq!(
        mail["head"][0],
        json!(["From", "Ada Example <ada@teston.example>"])
    );
    let drawn = host.call(
        "attachment_page",
        json!({ "case": case, "id": of("b.png")["id"], "page": 0, "large": false }),
    );
    assert!(
        drawn["data_url"]
            .as_str()
            .unwrap()
            .starts_with("data:image/png;base64,")
    );
    assert_eq!(drawn["alt"], "A drawing by Zofia");
    // Found by what was said of it, and in the chronology.
    let found = host.call("find", json!({ "words": "drawing" }));
    assert!(found.to_string().contains("by Zofia"), "{found}");
    let chronology = host.call("chronology", json!({ "case": case }));
    let line = chronicle(&chronology, "attached");
    assert_eq!(line["happened"]["date"], "2026-11-10");
    assert_eq!(line["amendable"], true);
    // Corrected in words; the bytes stay the same.
    let png = of("b.png");
    host.record(
        &case,
        json!([{ "deed": "amend", "seq": png["seq"], "reason": "A slip",
            "with": { "deed": "attached", "description": "A drawing by her brother", "dated": "2026-11-09", "received": null, "belongs": "" } }]),
    );
    let after = host.call("attachment", json!({ "case": case, "id": png["id"] }));
    assert_eq!(after["file"]["description"], "A drawing by her brother");
    assert_eq!(after["file"]["sha256"], png["sha256"]);
    // Struck out: named, readable, and the same file may be attached again.
    host.record(&case, json!([{ "deed": "strike", "seq": png["seq"], "reason": "Another child's", "together": [] }]));
    let list = host.call("attachments", json!({ "case": case }));
    let last = list["files"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["name"], &last["struck"]),
        (&json!("b.png"), &json!("Another child's"))
    );
    assert!(
        host.try_call(
            "attachment_page",
            json!({ "case": case, "id": png["id"], "page": 0, "large": true })
        )
        .is_ok()
    );
    let again = choose(&host, &case, &[("b.png", PNG)]);
    attach(&host, &case, "", vec![file(&again[0], "It was hers")]);
    // It survives locking.
    host.call("lock", json!({}));
    assert!(
        host.try_call("attachment", json!({ "case": case, "id": png["id"] }))
            .is_err()
    );
    host.call("unlock", json!({ "passphrase": host::PASSPHRASE }));
    let kept = host.call(
        "attachment",
        json!({ "case": case, "id": of("a visit.eml")["id"] }),
    );
    assert!(
        kept["words"]
            .as_str()
            .unwrap()
            .contains("Nobody was at home")
    );
}

#[test]
fn what_is_not_taken_is_said_and_the_rest_is_taken() {
    let (host, case) = at_stage_three();
    let large = vec![b'x'; 25 * 1024 * 1024 + 1];
    let picked = choose(
        &host,
        &case,
        &[
            ("1.pdf", b""),
            ("2.txt", &large),
            ("3.jpg", b"MZ\x90\0\x03\0"),
            ("4.txt", b"kept"),
            ("5.txt", b"kept"),
            ("6\u{202e}gpj.docx", PNG),
        ],
    );
    let refused: Vec<&str> = picked
        .iter()
        .map(|p| p["refused"].as_str().unwrap())
        .collect();
    assert_eq!(refused[0], "This file is empty.");
    assert!(
        refused[1].starts_with("This file has 26.2 MB. At most 25 MB"),
        "{}",
        refused[1]
    );
    assert!(refused[2].starts_with("This is a program."));
    assert_eq!(refused[3], "");
    assert_eq!(
        refused[4],
        "This is the very same file as 4.txt, chosen just now."
    );
    assert_eq!(refused[5], "");
    assert_eq!(picked[5]["name"], "6gpj.png");
    assert_eq!(picked[5]["original"], "6‹U+202E›gpj.docx");
    assert!(
        picked[5]["remarks"][0]
            .as_str()
            .unwrap()
            .contains("ends in .docx")
    );
    for one in &picked {
        let token = one["token"].as_str().unwrap();
        assert_eq!(token.is_empty(), one["refused"] != "", "{one}");
    }
    attach(&host, &case, "", vec![file(&picked[3], "Words")]);
    // The same file again, and from another case's choosing.
    let again = choose(&host, &case, &[("other name.txt", b"kept")]);
    let why = again[0]["refused"].as_str().unwrap();
    assert!(
        why.starts_with("This very file is with the case already, as 4.txt, attached on"),
        "{why}"
    );
    // Nothing is said of it, or it belongs to nothing: nothing is kept.
    let picked = choose(&host, &case, &[("9.txt", b"new")]);
    let seen = host.call("attachments", json!({ "case": case }))["seen"].clone();
    let send = |description: &str, belongs: &str, seen: &Value| {
        host.try_call(
            "attach",
            json!({ "case": case, "seen": seen, "files": [file(&picked[0], description)], "belongs": belongs }),
        )
    };
    assert_eq!(send(" ", "", &seen).unwrap_err().field, "0.description");
    assert!(send("x", "entry:nothing", &seen).is_err());
    assert!(send("x", "case:nothing", &seen).is_err());
    assert!(send("x", "", &json!(1)).is_err());
    assert_eq!(
        host.call("attachments", json!({ "case": case }))["files"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert!(send("x", "visit:1", &seen).is_ok());
    // Chosen files are let go at locking.
    let picked = choose(&host, &case, &[("10.txt", b"newer")]);
    host.call("lock", json!({}));
    host.call("unlock", json!({ "passphrase": host::PASSPHRASE }));
    let seen = host.call("attachments", json!({ "case": case }))["seen"].clone();
    let gone =
        json!({ "case": case, "seen": seen, "files": [file(&picked[0], "x")], "belongs": "" });
    assert!(host.try_call("attach", gone).is_err());
}

#[test]
fn a_copy_outside_is_the_same_bytes_and_is_recorded() {
    let (host, case) = at_stage_three();
    let picked = choose(&host, &case, &[("letter.txt", b"From the GP")]);
    let list = attach(&host, &case, "", vec![file(&picked[0], "Letter")]);
    let saved = host.call(
        "save_attachment",
        json!({ "case": case, "id": list["files"][0]["id"] }),
    );
    let bytes = std::fs::read(saved["path"].as_str().unwrap()).unwrap();
    assert_eq!(bytes, b"From the GP");
    let chronology = host.call("chronology", json!({ "case": case }));
    let line = chronicle(&chronology, "sent");
    assert_eq!(line["title"], "Left Stepwise: letter.txt");
    assert!(
        line["details"]
            .to_string()
            .contains(list["files"][0]["sha256"].as_str().unwrap())
    );
    assert!(line["details"].to_string().contains("not encrypted"));
}

#[test]
fn files_travel_in_the_bundle_or_are_said_to_be_left_out() {
    let (host, case) = at_stage_three();
    let picked = choose(
        &host,
        &case,
        &[
            ("a-letter.txt", b"From the GP"),
            ("other.txt", b"Left at home"),
        ],
    );
    attach(
        &host,
        &case,
        "",
        vec![
            file(&picked[0], "Letter of the GP"),
            file(&picked[1], "Heronsgate note"),
        ],
    );
    let contents = host.call("bundle", json!({ "case": case }));
    let parts: Vec<&Value> = contents["parts"].as_array().unwrap().iter().collect();
    let of = |title: &str| {
        let found = parts
            .iter()
            .find(|p| p["title"].as_str().unwrap().contains(title));
        found.unwrap()["id"].as_str().unwrap().to_owned()
    };
    let made = host.call(
        "make_bundle",
        json!({ "case": case, "parts": ["summary", "chronology", of("Letter of the GP")], "to": "Head", "purpose": "To sign", "password_by": "phone" }),
    );
    let password = made["password"].as_str().unwrap();
    let sealed = std::fs::read(made["sealed"].as_str().unwrap()).unwrap();
    let mut documents = Vec::new();
    let opened = stepwise_bundle::open(
        sealed.as_slice(),
        password,
        stepwise_bundle::Limits::default(),
        &mut |entry, bytes| {
            documents.push((entry.path.clone(), bytes));
            Ok(())
        },
    )
    .unwrap();
    let names: Vec<&str> = opened
        .manifest
        .files
        .iter()
        .map(|f| f.path.as_str())
        .collect();
    assert!(
        names.contains(&"documents/file-01.txt") && !names.contains(&"documents/file-02.txt"),
        "{names:?}"
    );
    let report = documents
        .iter()
        .find(|(path, _)| path == "documents/report.pdf");
    let pdf = host.files.join("report.pdf");
    std::fs::write(&pdf, &report.unwrap().1).unwrap();
    let text = std::process::Command::new("pdftotext")
        .arg("-layout")
        .arg(&pdf)
        .arg("-")
        .output();
    let Ok(text) = text else {
        eprintln!("SKIPPED: pdftotext is not installed, so the report's words were not read.");
        return;
    };
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    assert!(
        text.contains("file-01.txt") && text.contains("Letter of the GP"),
        "{text}"
    );
    assert!(text.contains("1 attached file"), "{text}");
    assert!(
        !text.contains("Heronsgate") && !text.contains("other.txt"),
        "{text}"
    );
}
