//! Bundles that no copy of the application made.

use super::apart::{PASSWORD, each_text, taken_apart};
use super::host::at_stage_three;
use super::tools::{SOON, choose, made, opened, other, refused, tells_what_happened};
use serde_json::{Value, json};
use std::time::Instant;

/// Texts that people typed, and no word of the format.
fn typed(text: &str) -> bool {
    text.contains(' ') && !text.contains("T09")
}

#[test]
fn marks_that_turn_text_and_markup_in_every_field_come_out_as_plain_text() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let mut apart = taken_apart(&sealed, &words);
    apart.documents[0].1 = "\u{202e}fdp.exe <iframe src=file:///etc/passwd>\u{0}".into();
    let evil = "<script>alert(1)</script> \u{202e}\u{2066}fdp.exe\u{0}\u{7} ";
    let hostile = apart.sealed(|said| {
        each_text(said, &|text| {
            if typed(text) {
                text.insert_str(0, evil);
            }
        });
    });
    let host = other();
    let bundle = opened(&host, &hostile, PASSWORD);
    let text = bundle.to_string();
    let hidden = ['\u{202e}', '\u{2066}', '\u{0}', '\u{7}'];
    assert!(!text.contains(hidden), "{text}");
    assert!(
        !text.contains("\\u0000") && !text.contains("\\u0007"),
        "{text}"
    );
    // Nothing is taken for markup, and nothing of it is lost.
    assert!(text.contains("<script>alert(1)</script> fdp.exe"), "{text}");
    assert_eq!(bundle["made_at"], "");
    assert!(bundle["number"].as_str().unwrap().chars().count() <= 40);
    assert_eq!(
        bundle["files"][0]["title"],
        "fdp.exe <iframe src=file:///etc/passwd>"
    );
    let file = host.call("incoming_file", json!({ "path": "documents/report.pdf" }));
    assert!(!file.to_string().contains(hidden));
}

#[test]
fn entries_that_say_nothing_to_this_version_are_listed_and_the_rest_is_read() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let apart = taken_apart(&sealed, &words);
    let newer = apart.sealed(|said| {
        if said["type"] == "stage-settled" {
            *said = json!({ "type": "of-a-newer-version", "data": { "deep": [[[]]] } });
        }
    });
    let host = other();
    let bundle = opened(&host, &newer, PASSWORD);
    assert_eq!(
        bundle["unread"].as_array().unwrap().len(),
        2,
        "{}",
        bundle["unread"]
    );
    tells_what_happened(&bundle);
}

/// Dates at the ends of time, numbers at the ends of their range: worked through in the reader, in bounded time.
#[test]
fn dates_and_numbers_at_the_ends_of_their_range_hang_nothing() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let apart = taken_apart(&sealed, &words);
    for day in ["-262143-01-01", "+262142-12-31", "0001-01-01", "9999-12-31"] {
        let far = apart.sealed(|said| {
            each_text(said, &|text| {
                if text.len() == 10 && text.starts_with("2026-11-1") {
                    *text = day.to_owned();
                }
            });
        });
        let host = other();
        let start = Instant::now();
        choose(&host, "case.age", &far);
        // Opened or refused: soon, and the application goes on.
        let _ = host.try_call("open_incoming", json!({ "password": PASSWORD }));
        assert!(start.elapsed() < SOON, "{day}: {:?}", start.elapsed());
        host.call("today", json!({}));
    }
}

#[test]
fn a_policy_that_cannot_be_read_is_said_and_the_checks_stand() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let mut apart = taken_apart(&sealed, &words);
    let mut pack = stepwise_core::policy::Pack::default();
    pack.files
        .insert("policy.toml".into(), b"format = 1".to_vec());
    apart.opened.manifest.policy = Some(pack.digest().0);
    apart.opened.policy = Some(pack.to_bytes());
    let host = other();
    let bundle = opened(&host, &apart.sealed(|_| {}), PASSWORD);
    assert!(bundle["case"].is_null() && bundle["chronology"].is_null());
    let remarks = bundle["remarks"].to_string();
    assert!(remarks.contains("could not be read"), "{remarks}");
    assert!(bundle["entries"].as_u64().unwrap() > 5);
}

#[test]
fn only_what_a_file_is_decides_how_it_is_shown_and_saved() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let mut apart = taken_apart(&sealed, &words);
    apart.documents.push((
        "page.pdf".into(),
        "A page".into(),
        b"<html><script>1</script></html>".to_vec(),
    ));
    apart.documents.push((
        "run.exe".into(),
        "A program".into(),
        [b"MZ\x90\x00".as_slice(), &[0; 200]].concat(),
    ));
    let host = other();
    opened(&host, &apart.sealed(|_| {}), PASSWORD);
    for path in ["documents/page.pdf", "documents/run.exe"] {
        let file = host.call("incoming_file", json!({ "path": path }));
        assert_eq!(file["pages"], 0, "{path}");
        let page = host.try_call(
            "incoming_page",
            json!({ "path": path, "page": 0, "large": false }),
        );
        assert!(page.is_err(), "{path}");
    }
    let run = host.try_call("save_incoming_file", json!({ "path": "documents/run.exe" }));
    assert!(run.is_err());
    assert!(!host.files.join("run.exe").exists());
}

/// So many entries, of two kinds by turns.
fn by_turns(
    count: usize,
    one: impl Fn(usize) -> Value,
    other: impl Fn(usize) -> Value,
) -> Vec<Value> {
    let each = (0..count).map(|n| if n % 2 == 0 { one(n) } else { other(n) });
    each.collect()
}

/// What follows from an entry is worked out from those before it: that is not to grow with every stay at a stage times
/// every other times every other.
#[test]
fn a_case_of_very_many_entries_is_worked_through_soon_and_one_of_too_many_is_refused() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let apart = taken_apart(&sealed, &words);
    let on = json!({ "date": "2026-12-01" });
    let note = |n: usize| {
        let said = json!({
            "id": format!("e-{n}"), "kind": "call", "happened": on, "ours": ["The lead"], "theirs": ["Ada"],
            "statements": [], "agreed": "A visit", "next": "Ring",
        });
        json!({ "type": "recorded", "data": said })
    };
    let stage = |n: usize| {
        let why = json!({ "why": "risk", "reason": "Harm" });
        json!({ "type": "stage-opened", "data": { "stage": format!("s{}", n % 3 + 1), "on": on, "why": why } })
    };
    let person = |n: usize| {
        let said = json!({
            "id": format!("p-{n}"), "agency": "agency-1", "name": format!("Ada Example {n}"), "designation": "",
            "phone": "", "email": "", "roles": [],
        });
        json!({ "type": "person-named", "data": said })
    };
    let host = other();
    for many in [by_turns(1_500, stage, note), by_turns(1_500, person, note)] {
        let start = Instant::now();
        let bundle = opened(&host, &apart.grown(many), PASSWORD);
        assert!(bundle["entries"].as_u64() > Some(1_500));
        assert_eq!(bundle["unread"], json!([]));
        assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    }
    let (title, text) = refused(&host, &apart.grown((0..20_000).map(note)), PASSWORD);
    assert_eq!(title, "This file was changed, or was not made by Stepwise");
    assert!(text.contains("more than 20000 entries"), "{text}");
}
