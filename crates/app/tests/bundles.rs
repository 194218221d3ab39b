//! A bundle with people and passages taken out, with pictures as pages, and under the recipient's own password:
//! what is taken out is in none of the files, and nothing goes that was not looked at.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod host;

use host::{Host, at_stage_three, attach, look, opened, report};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use stepwise_app::error::ErrorCode;

/// A picture of 8 by 4 pixels.
const PNG: &[u8] = include_bytes!("host/small.png");
const OWN: &str = "Purple-kettle 41 drums!";

/// A case in which two neighbours are named, one of them in an entry that is better left out whole.
fn told() -> (Host, String) {
    let (host, case) = at_stage_three();
    let on = json!({ "date": "2026-11-18", "time": "14:00" });
    let said = |text: &str| {
        json!({ "deed": "entry", "kind": "call", "happened": on, "ours": ["Grace Obi"], "theirs": [], "agreed": "", "next": "",
            "statements": [{ "nature": "fact", "of": "", "text": text }], "fulfils": [], "reaches": [] })
    };
    host.record(
        &case,
        json!([
            said("Jan Kowalski from the house with the green gate rang. KOWALSKI was upset."),
            said("The health visitor asked that this is not passed on to anybody."),
            said("The school nurse saw her on Monday."),
        ]),
    );
    (host, case)
}

/// The number of the entry that holds some words.
fn entry(host: &Host, case: &str, words: &str) -> u64 {
    let told = host.call("chronology", json!({ "case": case }));
    let entries = told["entries"].as_array().unwrap();
    let found = entries.iter().find(|e| e.to_string().contains(words));
    found.unwrap()["seq"].as_u64().unwrap()
}

fn request(host: &Host, case: &str) -> Value {
    let contents = host.call("bundle", json!({ "case": case }));
    let parts = contents["parts"].as_array().unwrap().iter();
    let parts: Vec<&Value> = parts.map(|p| &p["id"]).collect();
    json!({ "case": case, "parts": parts, "to": "Ruth Ellison", "purpose": "She takes the case over.", "password_by": "phone" })
}

fn without(names: &[&str], words: &[&str], entries: &[u64], files: &[&str]) -> Value {
    json!({ "people": [], "names": names, "words": words, "spared": [], "entries": entries, "files": files })
}

/// A PDF's words; none where no program is here to read them, empty where the password does not fit.
fn words(pdf: &Path, password: &str) -> Option<String> {
    // poppler's own programs take no more than 32 letters of a password.
    let open = pdf.with_extension("open");
    let unlocked = Command::new("qpdf")
        .arg(format!("--password={password}"))
        .arg("--decrypt")
        .args([pdf, &open])
        .output();
    let said = Command::new("pdftotext").arg(&open).arg("-").output();
    let _ = std::fs::remove_file(&open);
    let (Ok(_), Ok(said)) = (unlocked, said) else {
        eprintln!("SKIPPED: qpdf or pdftotext is missing, so the report's words were not read.");
        return None;
    };
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn what_is_taken_out_is_in_none_of_the_files_and_the_record_keeps_it() {
    let (host, case) = told();
    let secret = entry(&host, &case, "health visitor");
    // Before the record says what was taken out, in these very words.
    let rang = entry(&host, &case, "green gate");
    let goes = entry(&host, &case, "school nurse");
    let mut request = request(&host, &case);
    request["without"] = without(&["Jan Kowalski"], &["green gate"], &[secret], &[]);
    let preview = look(&host, &mut request, u64::MAX);
    assert_eq!(preview["blacked_out"], 3, "twice the name, once the gate");
    let made = host.call("make_bundle", request);
    let password = made["password"].as_str().unwrap();
    let inside = opened(&made, password);
    let gone = ["Kowalski", "KOWALSKI", "green gate", "health visitor"];
    for bytes in inside.payloads.values() {
        let text = String::from_utf8_lossy(bytes);
        assert!(gone.iter().all(|word| !text.contains(word)), "{text}");
    }
    assert!(inside.manifest.withheld.contains(&rang));
    assert!(inside.manifest.withheld.contains(&secret));
    assert!(inside.payloads.contains_key(&goes));
    assert_eq!(
        preview["withheld"].as_u64().unwrap() as usize,
        inside.manifest.withheld.len()
    );
    let pdf = host.files.join("inside.pdf");
    std::fs::write(&pdf, report(&inside)).unwrap();
    assert!(
        stepwise_documents::attachments(report(&inside), None)
            .unwrap()
            .is_empty()
    );
    let both = [(pdf, ""), (made["pdf"].as_str().unwrap().into(), password)];
    for (pdf, password) in both {
        let Some(text) = words(&pdf, password) else {
            continue;
        };
        assert!(gone.iter().all(|word| !text.contains(word)), "{text}");
        assert!(text.contains("[blacked out] from the house with the [blacked out]"));
        assert!(
            text.contains("3 passages were blacked out in these pages, by choice of the sender.")
        );
        assert!(text.contains("1 entry of the record is left out whole"));
        assert!(text.contains("The school nurse saw her on Monday."));
    }
    // The record says what was taken out, and has it still.
    let told = host.call("chronology", json!({ "case": case })).to_string();
    assert!(
        told.contains("names taken out: Jan Kowalski") && told.contains("3 passages blacked out")
    );
    assert!(told.contains("Jan Kowalski from the house with the green gate rang."));
}

#[test]
fn nothing_goes_that_was_not_looked_at_just_so() {
    let (host, case) = told();
    let mut request = request(&host, &case);
    request["without"] = without(&["Jan Kowalski"], &[], &[], &[]);
    let unseen = host.try_call("make_bundle", request.clone()).unwrap_err();
    assert_eq!(unseen.field, "pages");
    look(&host, &mut request, 1);
    let half = host.try_call("make_bundle", request.clone()).unwrap_err();
    assert_eq!(
        (half.field.as_str(), half.code),
        ("pages", ErrorCode::Refused)
    );
    look(&host, &mut request, u64::MAX);
    let mut other = request.clone();
    other["without"]["names"] = json!([]);
    other["without"]["words"] = json!(["green gate"]);
    let changed = host.try_call("make_bundle", other).unwrap_err();
    assert_eq!(changed.code, ErrorCode::Conflict);
    let nobody = json!({ "people": ["person:nobody"], "names": [], "words": [], "spared": [], "entries": [], "files": [] });
    let mut strange = request.clone();
    strange["without"] = nobody;
    assert_eq!(
        host.try_call("make_bundle", strange).unwrap_err().code,
        ErrorCode::NotFound
    );
    host.record(
        &case,
        json!([{ "deed": "entry", "kind": "call", "happened": { "date": "2026-11-18", "time": "14:30" }, "ours": ["Grace Obi"], "theirs": [],
            "agreed": "", "next": "", "statements": [{ "nature": "fact", "of": "", "text": "Kowalski rang again." }], "fulfils": [], "reaches": [] }]),
    );
    let newer = host.try_call("make_bundle", request).unwrap_err();
    assert_eq!(newer.code, ErrorCode::Conflict, "the record has gone on");
    assert_eq!(std::fs::read_dir(&host.files).unwrap().count(), 0);
}

#[test]
fn somebody_of_the_case_goes_with_their_ways_and_what_another_shares_stays() {
    let (host, case) = told();
    let people = host.call("bundle", json!({ "case": case }))["people"].clone();
    let shaw = people
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p[1] == "Paul Shaw");
    let shaw = shaw.unwrap()[0].clone();
    let mut request = request(&host, &case);
    request["without"] = without(&["Grace Shaw"], &["no such words"], &[], &[]);
    request["without"]["people"] = json!([shaw]);
    let query = json!({ "case": case, "parts": request["parts"], "without": request["without"] });
    let view = host.call("bundle_words", query);
    assert_eq!(view["shared"], json!(["Grace"]), "Grace Obi stays in");
    assert_eq!(view["unfound"], json!(["no such words"]));
    let boxed: Vec<&Value> = view["entries"].as_array().unwrap().iter().collect();
    assert!(boxed.iter().any(|e| e["can_go"] == true));
    assert!(boxed.iter().any(|e| e["can_go"] == false));
    look(&host, &mut request, u64::MAX);
    let made = host.call("make_bundle", request);
    let inside = opened(&made, made["password"].as_str().unwrap());
    for bytes in inside.payloads.values() {
        let text = String::from_utf8_lossy(bytes);
        assert!(
            !text.contains("Shaw") && !text.contains("paul.shaw@"),
            "{text}"
        );
    }
    if let Some(text) = words(
        Path::new(made["pdf"].as_str().unwrap()),
        made["password"].as_str().unwrap(),
    ) {
        assert!(
            !text.contains("Shaw") && !text.contains("paul.shaw@"),
            "{text}"
        );
        assert!(text.contains("Grace Obi"), "{text}");
    }
}

#[test]
fn attached_files_stay_behind_a_blackout_unless_they_are_chosen_again() {
    let (host, case) = told();
    let letter = attach(
        &host,
        &case,
        "kowalski.txt",
        b"From the neighbour",
        "What Kowalski wrote",
    );
    let picture = attach(&host, &case, "gate.png", PNG, "The gate of the house");
    let mut request = request(&host, &case);
    request["pictures"] = json!(true);
    request["without"] = without(&["Jan Kowalski"], &[], &[], &[]);
    let preview = look(&host, &mut request, u64::MAX);
    assert_eq!(preview["files_behind"], 2);
    let made = host.call("make_bundle", request.clone());
    let inside = opened(&made, made["password"].as_str().unwrap());
    assert_eq!(inside.documents.len(), 1, "the report alone");
    request["without"] = without(&["Jan Kowalski"], &[], &[], &[&letter, &picture]);
    look(&host, &mut request, u64::MAX);
    let made = host.call("make_bundle", request);
    let inside = opened(&made, made["password"].as_str().unwrap());
    assert_eq!(inside.documents.len(), 3);
    let list = format!(
        "{:?}",
        inside
            .manifest
            .files
            .iter()
            .map(|f| &f.title)
            .collect::<Vec<_>>()
    );
    assert!(
        !list.contains("kowalski") && list.contains("[blacked out].txt"),
        "{list}"
    );
}

#[test]
fn pictures_stand_in_the_pdf_as_pages_when_they_are_chosen() {
    let (host, case) = told();
    attach(&host, &case, "gate.png", PNG, "The gate of the house");
    attach(&host, &case, "note.txt", b"A note", "A note");
    let mut request = request(&host, &case);
    let plain = host.call("make_bundle", request.clone());
    request["pictures"] = json!(true);
    let drawn = host.call("make_bundle", request);
    let pictures = |made: &Value| {
        let inside = opened(made, made["password"].as_str().unwrap());
        let pdf = report(&inside);
        let images = pdf.windows(15).filter(|w| w == b"/Subtype /Image").count();
        let images = images + pdf.windows(14).filter(|w| w == b"/Subtype/Image").count();
        let kept = host.files.join("inside.pdf");
        std::fs::write(&kept, pdf).unwrap();
        (images, words(&kept, ""))
    };
    let (none, _) = pictures(&plain);
    let (one, text) = pictures(&drawn);
    assert!(one > none, "{none} {one}");
    if let Some(text) = text {
        assert!(
            text.contains("file-01.png: The gate of the house"),
            "{text}"
        );
        assert!(
            text.contains("The pictures among these files are drawn on the last pages"),
            "{text}"
        );
    }
}

#[test]
fn the_recipients_own_password_is_hard_to_guess_and_kept_nowhere() {
    let (host, case) = told();
    let mut request = request(&host, &case);
    for weak in [
        "short one",
        "aaaa aaaa aaaa",
        "019 3284 7561 00",
        "Zofia likes kettles",
        "kettles 04 05 2016 drums",
        "kettles 2026-001 drums",
        "Kettle für Trommeln",
        " kettles and drums ",
    ] {
        request["own_password"] = json!(weak);
        let refused = host.try_call("make_bundle", request.clone()).unwrap_err();
        assert_eq!(refused.field, "own_password", "{weak}");
        assert!(!refused.message.contains(weak));
    }
    assert_eq!(std::fs::read_dir(&host.files).unwrap().count(), 0);
    request["own_password"] = json!(OWN);
    let made = host.call("make_bundle", request);
    assert_eq!(made["password"], "", "they know it");
    opened(&made, OWN);
    let pdf = Path::new(made["pdf"].as_str().unwrap());
    if let Some(text) = words(pdf, OWN) {
        assert!(text.contains("Case report"), "{text}");
        assert_eq!(words(pdf, "another").unwrap(), "");
    }
    let told = host.call("chronology", json!({ "case": case })).to_string();
    assert!(told.contains("locked with a password that the recipient chose"));
    assert!(!told.contains("kettle"));
}
