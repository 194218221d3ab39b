//! Bundles that another copy made: opened, checked, read and let go.

use super::host::{self, at_stage_three};
use super::tools::{
    SOON, choose, lay, made, opened, other, printed, refused, tells_what_happened, titles,
};
use serde_json::json;
use std::time::{Duration, Instant};
use stepwise_app::error::ErrorCode;
use stepwise_app::wire::LockReason;

#[test]
fn a_case_of_another_record_is_read_here_and_nothing_of_it_stays() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let own = there.call("chronology", json!({ "case": case }));
    let host = other();
    let before = host.call("cases", json!({}));

    // As somebody types what they wrote down.
    let typed = format!(" {} ", words.replace('-', "  ").to_uppercase());
    let bundle = opened(&host, &sealed, &typed);
    assert_eq!(bundle["number"], "2026-001");
    assert_eq!(bundle["from"], "Hillside Primary");
    assert!(bundle["made_by"].as_str().unwrap().starts_with("Stepwise"));
    assert_eq!(bundle["withheld"], json!([]));
    assert_eq!(bundle["unread"], json!([]));
    assert_eq!(bundle["remarks"], json!([]));
    assert_eq!(bundle["case"]["about"], "Zofia Wi\u{15b}niewska");
    assert_eq!(host.call("take_on_plan", json!({}))["how"], "new");
    // The same code tells it: what was recorded of the bundle's own leaving came after.
    let mut mine = titles(&own);
    mine.retain(|title| !title.starts_with("Left Stepwise"));
    let told = titles(&bundle["chronology"]);
    assert!(told.len() > 5 && mine == told, "{told:?}\n{mine:?}");
    let entries = bundle["chronology"]["entries"].as_array().unwrap().iter();
    for entry in entries {
        assert_eq!(
            (&entry["amendable"], &entry["strikable"]),
            (&json!(false), &json!(false))
        );
        assert_eq!(entry["by"], "the user of their record");
    }
    assert!(bundle["case"]["rungs"].as_array().unwrap().len() > 2);

    let report = json!({ "path": "documents/report.pdf" });
    let file = host.call("incoming_file", report.clone());
    assert_eq!(file["kind"], "a PDF document");
    assert!(file["pages"].as_u64().unwrap() >= 1, "{file}");
    let page = host.call(
        "incoming_page",
        json!({ "path": "documents/report.pdf", "page": 0, "large": false }),
    );
    assert!(
        page["data_url"]
            .as_str()
            .unwrap()
            .starts_with("data:image/png;base64,")
    );
    let saved = host.call("save_incoming_file", report);
    let bytes = std::fs::read(saved["path"].as_str().unwrap()).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    let none = host.try_call("incoming_file", json!({ "path": "record/rows.jsonl" }));
    assert_eq!(none.unwrap_err().code, ErrorCode::NotFound);

    host.call("close_incoming", json!({}));
    assert!(host.call("incoming", json!({}))["bundle"].is_null());
    assert_eq!(host.call("cases", json!({}))["cases"], before["cases"]);
    let query = json!({ "who": "", "group": "", "case": "", "from": "", "to": "", "before": null });
    let activity = host.call("activity", query);
    let text = activity["lines"].to_string();
    assert!(
        text.contains("Opened a bundle that somebody sent"),
        "{text}"
    );
    assert!(text.contains("Saved a file out of a bundle"), "{text}");
    assert!(
        !text.contains("Zofia") && !text.contains("2026-001") && !text.contains("Hillside"),
        "{text}"
    );
}

#[test]
fn what_does_not_match_is_said_in_plain_words() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let host = other();
    choose(&host, "case.age", &sealed);
    let wrong = host.try_call(
        "open_incoming",
        json!({ "password": "six wrong words in a row" }),
    );
    let wrong = wrong.unwrap_err();
    assert_eq!(
        (wrong.field.as_str(), wrong.message.as_str()),
        ("password", "The password does not open it")
    );
    let none = host
        .try_call("open_incoming", json!({ "password": " " }))
        .unwrap_err();
    assert_eq!(none.field, "password");
    // The file is still chosen.
    let right = host.call("open_incoming", json!({ "password": words }));
    assert_eq!(right["problem"], "");

    let cut = &sealed[..sealed.len() / 2];
    let mut altered = sealed.clone();
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    for bytes in [cut, altered.as_slice()] {
        let (title, text) = refused(&host, bytes, &words);
        assert_eq!(title, "This file was cut short or changed on its way");
        assert!(text.contains("Ask the sender"), "{text}");
    }
    let other_files: [(&[u8], &str); 4] = [
        (b"", "This file was cut short or changed on its way"),
        (
            b"%PDF-1.7\nrest",
            "This PDF is not a form that was filled in",
        ),
        (b"PK\x03\x04rest", "This is not a Stepwise bundle"),
        (
            b"<script>alert(1)</script>",
            "This is not a Stepwise bundle",
        ),
    ];
    for (bytes, wanted) in other_files {
        assert_eq!(refused(&host, bytes, &words).0, wanted);
    }
    let error = host.try_call("open_incoming", json!({ "password": words }));
    assert_eq!(
        error.unwrap_err().code,
        ErrorCode::NotFound,
        "nothing is chosen any more"
    );

    // A folder, and a file that says that it is larger than the disk.
    let place = lay(&host, "case.age", b"");
    std::fs::remove_file(&place).unwrap();
    std::fs::create_dir(&place).unwrap();
    assert_eq!(
        host.call("choose_incoming", json!({}))["problem"],
        "This is not a file."
    );
    let place = lay(&host, "case.age", &sealed);
    let file = std::fs::OpenOptions::new()
        .write(true)
        .open(&place)
        .unwrap();
    if file.set_len(1 << 42).is_ok() {
        let start = Instant::now();
        let told = host.call("choose_incoming", json!({}));
        assert!(
            told["problem"]
                .as_str()
                .unwrap()
                .contains("larger than any bundle"),
            "{told}"
        );
        assert!(start.elapsed() < SOON);
    }
}

#[test]
fn what_is_left_out_is_listed_and_a_policy_that_is_known_here_is_used() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, Some(json!(["summary"])));
    let host = other();
    let bundle = opened(&host, &sealed, &words);
    let withheld = bundle["withheld"].as_array().unwrap();
    assert!(!withheld.is_empty());
    assert!(
        withheld
            .iter()
            .all(|one| one["seq"].as_u64().unwrap() > 0 && one["written"] != "")
    );
    let remarks = bundle["remarks"].to_string();
    assert!(
        remarks.contains("The policy was left out") && remarks.contains("known here"),
        "{remarks}"
    );
    tells_what_happened(&bundle);
}

#[test]
fn a_bundle_of_our_own_says_where_the_case_has_gone_since() {
    let (host, case) = at_stage_three();
    let (sealed, words) = made(&host, &case, None);
    let bundle = opened(&host, &sealed, &words);
    assert_eq!(bundle["sealed_by"]["ours"], true);
    // That it left was recorded after it was made.
    let stands = || {
        let plan = host.call("take_on_plan", json!({}));
        assert_eq!(
            (&plan["how"], &plan["can"]),
            (&json!("older"), &json!(false))
        );
        plan["title"].as_str().unwrap().to_owned()
    };
    let of = "What they sent is older: your case 2026-001 has";
    assert_eq!(stands(), format!("{of} 2 entries more"));
    let on = json!({ "date": "2026-11-18", "time": null });
    host.record(
        &case,
        json!([{ "deed": "stage-outcome", "resolved": false, "on": on, "note": "None." }]),
    );
    assert_eq!(stands(), format!("{of} 3 entries more"));
}

#[test]
fn a_key_is_remembered_by_choice_alone() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let host = other();
    let bundle = opened(&host, &sealed, &words);
    let by = &bundle["sealed_by"];
    assert_eq!((&by["ours"], &by["known_as"]), (&json!(false), &json!("")));
    let groups: Vec<&str> = by["fingerprint"].as_str().unwrap().split(' ').collect();
    assert!(groups.len() == 8 && groups.iter().all(|group| group.len() == 5));
    host.call("close_incoming", json!({}));
    assert_eq!(opened(&host, &sealed, &words)["sealed_by"]["known_as"], "");
    let named = host.call(
        "remember_sender",
        json!({ "name": "Hillside\u{202e} Primary\n" }),
    );
    assert_eq!(named["bundle"]["sealed_by"]["known_as"], "Hillside Primary");
    assert_eq!(
        opened(&host, &sealed, &words)["sealed_by"]["known_as"],
        "Hillside Primary"
    );
    host.call("remember_sender", json!({ "name": "" }));
    assert_eq!(opened(&host, &sealed, &words)["sealed_by"]["known_as"], "");
}

#[test]
fn a_lock_lets_it_go_and_so_does_another_choice() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let host = other();
    opened(&host, &sealed, &words);
    host.app
        .lock_for(LockReason::Idle)
        .wait(Duration::from_secs(30));
    host.call("unlock", json!({ "passphrase": host::PASSPHRASE }));
    assert!(host.call("incoming", json!({}))["bundle"].is_null());
    let again = host.try_call("open_incoming", json!({ "password": words }));
    assert_eq!(again.unwrap_err().code, ErrorCode::NotFound);
    opened(&host, &sealed, &words);
    choose(&host, "other.age", b"something else");
    assert!(host.call("incoming", json!({}))["bundle"].is_null());
}

#[test]
fn a_file_that_is_dropped_on_the_window_is_taken_as_one_that_is_chosen() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let host = other();
    let bytes = data_encoding::BASE64.encode(&sealed);
    let dropped = json!({ "name": "case\u{202e}.age", "bytes": bytes });
    assert_eq!(host.call("drop_incoming", dropped)["kind"], "bundle");
    let waits = host.call("incoming", json!({}))["waits"].clone();
    assert_eq!(waits, json!(["case.age", sealed.len()]));
    let told = host.call("open_incoming", json!({ "password": words }));
    assert_eq!(told["bundle"]["number"], "2026-001");
    let file = host.call("incoming_file", json!({ "path": "documents/report.pdf" }));
    assert!(file["pages"].as_u64().unwrap() >= 1);
    let form = data_encoding::BASE64.encode(&printed(&there, &case));
    let chosen = host.call(
        "drop_incoming",
        json!({ "name": "form.pdf", "bytes": form }),
    );
    assert_eq!(chosen["kind"], "form");
    let broken = json!({ "name": "x", "bytes": "not base64!" });
    assert!(host.try_call("drop_incoming", broken).is_err());
    assert!(host.call("incoming", json!({}))["form"].is_null());
}

#[test]
fn a_bundle_that_was_exchanged_on_the_disk_gives_no_more_files() {
    let (there, case) = at_stage_three();
    let (sealed, words) = made(&there, &case, None);
    let host = other();
    opened(&host, &sealed, &words);
    let place = host.files.join("incoming").join("case.age");
    let mut changed = sealed.clone();
    changed.truncate(sealed.len() / 3);
    std::fs::write(&place, &changed).unwrap();
    let report = json!({ "path": "documents/report.pdf" });
    let error = host.try_call("incoming_file", report.clone()).unwrap_err();
    assert!(error.message.contains("changed or moved"), "{error:?}");
    std::fs::remove_file(&place).unwrap();
    assert!(host.try_call("incoming_file", report).is_err());
}
