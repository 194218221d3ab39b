//! What shows that the record is what it was: a printed form checked, what was done looked through, a clock that
//! went back, another copy found. Through the whole application.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod host;

use host::{Host, at_stage_three, monitoring, person, start};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

const POLICY: &str = "north-somerset";

/// The words of a PDF file, by a program that is not ours; none where it is not installed.
fn words_of(pdf: &Path) -> Option<String> {
    match Command::new("pdftotext")
        .arg("-layout")
        .arg(pdf)
        .arg("-")
        .output()
    {
        Ok(output) => Some(String::from_utf8(output.stdout).unwrap()),
        Err(_) => {
            println!("SKIPPED: pdftotext is not installed, so no printed form was read");
            None
        }
    }
}

/// The line of a page that holds the head.
fn head_in(words: &str) -> String {
    let digits = |line: &&str| {
        let hex = line.chars().filter(char::is_ascii_hexdigit).count();
        hex == 64
            && line
                .chars()
                .all(|c| c.is_ascii_hexdigit() || c.is_whitespace())
    };
    words
        .lines()
        .find(digits)
        .expect("the head is printed")
        .trim()
        .to_owned()
}

fn check(host: &Host, head: &str) -> Value {
    host.call("check_form", json!({ "head": head }))
}

fn all() -> Value {
    json!({ "who": "", "group": "", "case": "", "from": "", "to": "", "before": null })
}

fn titles(view: &Value) -> Vec<String> {
    let lines = view["lines"].as_array().unwrap();
    lines
        .iter()
        .map(|line| line["title"].as_str().unwrap().to_owned())
        .collect()
}

fn note(host: &Host, case: &str, text: &str) {
    host.record(
        case,
        json!([{ "deed": "own-date", "what": text, "by": "2026-12-01" }]),
    );
}

#[test]
fn a_printed_form_is_known_and_an_altered_digit_is_told() {
    let (host, case) = at_stage_three();
    let saved = host.call("save_paper_file", monitoring(&case));
    let Some(words) = words_of(Path::new(saved["path"].as_str().unwrap())) else {
        return;
    };
    let head = head_in(&words);
    let printed = check(&host, &head);
    assert_eq!(printed["outcome"], "holds", "{printed}");
    // What it said, and that it was saved as a file, were recorded after it was made.
    assert_eq!(printed["later"].as_array().unwrap().len(), 2, "{printed}");
    host.at("2026-11-20T10:30:00+00:00");
    note(&host, &case, "Hear from them");

    // Typed, pasted with the whole page, in capital letters, and the first or last 16 digits alone.
    let short = |from: usize| {
        head.replace(' ', "")
            .get(from..from + 16)
            .unwrap()
            .to_owned()
    };
    for typed in [
        head.clone(),
        words.clone(),
        head.to_uppercase().replace(' ', "\n"),
        short(0),
        short(48),
    ] {
        let answer = check(&host, &typed);
        assert_eq!(answer["outcome"], "holds", "{typed}: {answer}");
        assert_eq!(answer["case"], case.as_str());
        let later = answer["later"].as_array().unwrap();
        assert_eq!(later.len(), 3, "{answer}");
        assert!(
            later[0]["written"]
                .as_str()
                .unwrap()
                .starts_with("2026-11-20T10:30")
        );
        let text = answer["text"].to_string();
        assert!(text.contains("3 entries were"), "{text}");
    }
    assert!(
        check(&host, &head)["title"]
            .as_str()
            .unwrap()
            .contains("18 Nov 2026 at 15:00")
    );

    // One digit another; one left out; one too many.
    let mut altered: Vec<char> = head.chars().collect();
    altered[12] = if altered[12] == '0' { '1' } else { '0' };
    let altered: String = altered.into_iter().collect();
    let answer = check(&host, &altered);
    assert_eq!(
        (&answer["outcome"], &answer["case"]),
        (&json!("slip"), &json!(""))
    );
    assert!(
        answer["can_mean"][0]
            .as_str()
            .unwrap()
            .starts_with("Digit 11, in group 3: you typed"),
        "{answer}"
    );
    let bare = head.replace(' ', "");
    for typed in [&bare[..63], &format!("{bare}a")] {
        assert_eq!(check(&host, typed)["outcome"], "slip", "{typed}");
    }
    // Another record's, and no head at all.
    let unknown = check(&host, &"0123456789abcdef".repeat(4));
    assert_eq!(
        (&unknown["outcome"], &unknown["later"]),
        (&json!("unknown"), &json!([]))
    );
    assert!(unknown["can_mean"].as_array().unwrap().len() >= 4);
    for (typed, said) in [
        ("", "Type the digits"),
        ("12 34", "Only 4 digits"),
        ("O123 4567 89ab cdef", "cannot be one"),
    ] {
        let refused = host
            .try_call("check_form", json!({ "head": typed }))
            .unwrap_err();
        assert_eq!(refused.field, "head");
        assert!(refused.message.contains(said), "{}", refused.message);
    }
}

#[test]
fn what_was_done_is_written_down_once_and_found_by_who_what_and_which_case() {
    let (host, case) = at_stage_three();
    let people = json!([person("ours", "Grace Obi", "Deputy head", &["worker"])]);
    let other = host.call(
        "start_case",
        start(POLICY, "2026-11-18", people, json!([["subject", "child"]])),
    );
    let other = other["case"].as_str().unwrap();
    host.at("2026-11-19T09:00:00+00:00");
    for minute in 0..25 {
        host.at(&format!("2026-11-19T09:{minute:02}:00+00:00"));
        host.call("case", json!({ "case": case }));
        host.call("chronology", json!({ "case": case }));
    }
    host.call("find", json!({ "words": "left alone" }));
    host.call("find", json!({ "words": "left alone at" }));
    host.call("save_paper_file", monitoring(&case));
    host.call("print_paper", monitoring(&case));
    host.call("check_form", json!({ "head": "0123456789abcdef" }));
    host.call(
        "save_emergency",
        json!({ "emergency": [{ "name": "Front door", "phone": "01632 960124", "note": "" }] }),
    );

    let mut query = all();
    query["from"] = json!("2026-11-19");
    let said = host.call("activity", query.clone());
    let day = titles(&said);
    let count = |title: &str| day.iter().filter(|one| *one == title).count();
    assert_eq!(count("Looked at the case"), 3, "{day:?}");
    assert_eq!(count("Looked for words in the record"), 1);
    assert_eq!(count("Saved a paper as a file, not encrypted"), 1);
    assert_eq!(count("Handed a paper to print"), 1);
    assert_eq!(count("Checked a printed form"), 1);
    assert_eq!(count("Changed the settings"), 1);
    let line = &said["lines"][0];
    assert_eq!(
        (&line["who"], &line["detail"]),
        (&json!("Grace Obi"), &json!("emergency contacts"))
    );
    // No name and no text of a case is in the journal: names are looked up when they are shown.
    let looked = said["lines"]
        .as_array()
        .unwrap()
        .iter()
        .find(|l| l["title"] == "Looked at the case")
        .unwrap();
    assert_eq!(looked["case"], case.as_str());
    assert!(
        looked["about"].as_str().unwrap().contains("Zofia"),
        "{looked}"
    );

    query["group"] = json!("left");
    assert_eq!(titles(&host.call("activity", query.clone())).len(), 2);
    query["case"] = json!(other);
    assert_eq!(titles(&host.call("activity", query.clone())).len(), 0);
    query["case"] = json!("");
    query["to"] = json!("2026-11-18");
    let refused = host.try_call("activity", query).unwrap_err();
    assert_eq!(refused.field, "to");

    // A page after a page.
    for minute in 0..60 {
        host.at(&format!(
            "2026-11-19T{}:{:02}:00+00:00",
            10 + minute / 5,
            minute % 5 * 11
        ));
        host.call("case", json!({ "case": case }));
    }
    let first = host.call("activity", all());
    assert_eq!(
        (first["lines"].as_array().unwrap().len(), &first["more"]),
        (50, &json!(true))
    );
    let mut next = all();
    next["before"] = first["lines"][49]["seq"].clone();
    let second = host.call("activity", next);
    assert!(
        second["lines"][0]["seq"].as_u64().unwrap() < first["lines"][49]["seq"].as_u64().unwrap()
    );
}

#[test]
fn failed_tries_are_told_with_their_times() {
    let (host, _) = at_stage_three();
    host.call("lock", json!({}));
    host.at("2026-11-19T08:11:00+00:00");
    for _ in 0..2 {
        host.try_call("unlock", json!({ "passphrase": "not this one at all" }))
            .unwrap_err();
    }
    host.at("2026-11-19T08:20:00+00:00");
    host.call("unlock", json!({ "passphrase": host::PASSPHRASE }));
    let mut query = all();
    query["group"] = json!("unlock");
    let said = host.call("activity", query);
    assert_eq!(
        said["lines"][1]["title"],
        "2 failed tries to unlock, before this unlocking"
    );
    assert_eq!(
        said["lines"][1]["detail"],
        "2 wrong passphrases: 19 Nov 2026, 08:11; 19 Nov 2026, 08:11"
    );
}

#[test]
fn a_clock_that_was_moved_back_is_said_beside_the_records_and_in_the_list() {
    let (host, case) = at_stage_three();
    host.at("2026-11-19T14:05:00+00:00");
    note(&host, &case, "First");
    host.at("2026-11-19T11:03:00+00:00");
    note(&host, &case, "Second");
    host.at("2026-11-19T11:04:00+00:00");
    note(&host, &case, "Third");
    let chronology = host.call("chronology", json!({ "case": case }));
    let marked: Vec<&Value> = chronology["entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["clock"] != "")
        .collect();
    assert_eq!(marked.len(), 2, "{marked:#?}");
    for entry in marked {
        assert!(
            entry["clock"]
                .as_str()
                .unwrap()
                .contains("moved back by 3 hours 2 minutes"),
            "{entry}"
        );
    }
    let mut query = all();
    query["group"] = json!("warning");
    let said = host.call("activity", query);
    assert_eq!(titles(&said), ["The computer\u{2019}s clock went back"]);
    assert!(
        said["lines"][0]["detail"]
            .as_str()
            .unwrap()
            .starts_with("It was moved back by 3 hours 2 minutes")
    );
}

#[test]
fn another_copy_of_the_record_is_told_with_its_place_until_it_is_read() {
    let (host, case) = at_stage_three();
    let vault = host.data().join("vault");
    let copy = host.data().join("vault-PC2");
    note(&host, &case, "On the other computer");
    host.call("lock", json!({}));
    std::fs::create_dir(&copy).unwrap();
    let files = |folder: &Path| -> Vec<_> {
        std::fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().path())
            .collect()
    };
    let before: Vec<(std::path::PathBuf, Vec<u8>)> = files(&vault)
        .into_iter()
        .filter(|p| !p.ends_with("lock"))
        .map(|p| (p.clone(), std::fs::read(p).unwrap()))
        .collect();
    host.call("unlock", json!({ "passphrase": host::PASSPHRASE }));
    note(&host, &case, "More over there");
    host.call("lock", json!({}));
    for path in files(&vault).into_iter().filter(|p| !p.ends_with("lock")) {
        std::fs::copy(&path, copy.join(path.file_name().unwrap())).unwrap();
    }
    // Here it goes on from before that.
    for (path, bytes) in before {
        std::fs::write(path, bytes).unwrap();
    }
    for entry in files(&host.data()) {
        if entry
            .file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with("seen-")
        {
            std::fs::remove_file(entry).unwrap();
        }
    }
    let session = host.call("unlock", json!({ "passphrase": host::PASSPHRASE }));
    let told = &session["notices"];
    assert_eq!(told.as_array().unwrap().len(), 1, "{told}");
    assert_eq!(
        told[0]["title"],
        "There is a second copy of this record beside it"
    );
    assert_eq!(told[0]["places"][0], copy.display().to_string());
    let session = host.call("acknowledge_notice", json!({ "seq": told[0]["seq"] }));
    assert_eq!(session["notices"], json!([]));
    host.call("lock", json!({}));
    let session = host.call("unlock", json!({ "passphrase": host::PASSPHRASE }));
    assert_eq!(session["notices"], json!([]));
}
