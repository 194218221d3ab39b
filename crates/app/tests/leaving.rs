//! What leaves the house: forms, letters, e-mail drafts and the bundle, through the whole application.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod host;

use host::{at_stage_three, field, monitoring, save};
use serde_json::{Value, json};

#[test]
fn the_form_is_filled_from_the_case_and_traces_its_answers() {
    let (host, case) = at_stage_three();
    let paper = host.call("paper", monitoring(&case));
    assert_eq!(paper["stage"], "Stage 3");
    assert_eq!(field(&paper, "name")["answer"], "Zofia Wiśniewska");
    let dispute = field(&paper, "dispute");
    for words in [
        "No further action",
        "The threshold is not met",
        "left alone at night",
        "A joint visit",
    ] {
        assert!(
            dispute["answer"].as_str().unwrap().contains(words),
            "{words}"
        );
    }
    assert!(!dispute["traces"].as_array().unwrap().is_empty());
    let outcomes = field(&paper, "outcomes")["answer"].as_str().unwrap();
    assert!(
        outcomes.contains("No agreement at s1.") && outcomes.contains("No agreement at s2."),
        "{outcomes}"
    );
    let signature = field(&paper, "signature-receiving")["answer"]
        .as_str()
        .unwrap();
    assert_eq!(
        signature,
        "Paul Shaw\nService manager\nChildren's Social Care\n"
    );
    let missing: Vec<&str> = paper["missing"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m[0].as_str().unwrap())
        .collect();
    assert!(
        !missing.contains(&"name") && !missing.contains(&"signature-receiving"),
        "{missing:?}"
    );
}

#[test]
fn a_changed_answer_is_kept_and_can_go_back() {
    let (host, case) = at_stage_three();
    let saved = save(&host, &case, json!([["dispute", "In our own words."]]));
    let dispute = field(&saved, "dispute");
    assert_eq!(dispute["answer"], "In our own words.");
    assert_eq!(dispute["changed"], true);
    assert!(
        dispute["filled"]
            .as_str()
            .unwrap()
            .contains("No further action")
    );
    assert!(saved["saved"].is_string());
    let again = host.call("paper", monitoring(&case));
    assert_eq!(field(&again, "dispute")["answer"], "In our own words.");
}

#[test]
fn at_the_next_stage_the_form_is_carried_forward_and_both_are_kept() {
    let (host, case) = at_stage_three();
    save(&host, &case, json!([["dispute", "In our own words."]]));
    host.at("2026-11-19T15:00:00+00:00");
    let on = json!({ "date": "2026-11-19", "time": null });
    host.record(&case, json!([{ "deed": "stage-outcome", "resolved": false, "on": on, "note": "No agreement at s3." }]));
    host.record(&case, json!([{ "deed": "open-stage", "stage": "s4", "on": on, "rule": "next", "reason": "", "for_risk": false }]));
    let paper = host.call("paper", monitoring(&case));
    assert_eq!(paper["stage"], "Stage 4");
    assert_eq!(field(&paper, "dispute")["answer"], "In our own words.");
    assert!(
        field(&paper, "outcomes")["answer"]
            .as_str()
            .unwrap()
            .contains("No agreement at s3.")
    );
    let papers = host.call("papers", json!({ "case": case }));
    let forms: Vec<&Value> = papers["papers"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| p["paper"] == "monitoring")
        .collect();
    assert_eq!(forms.len(), 2);
    assert!(forms[0]["saved"].is_string() && forms[1]["saved"].is_null());
}

#[test]
fn days_and_the_stage_are_filled_once_it_is_resolved() {
    let (host, case) = at_stage_three();
    let before = host.call("paper", monitoring(&case));
    assert_eq!(field(&before, "stage")["answer"], "");
    host.at("2026-11-23T15:00:00+00:00");
    let on = json!({ "date": "2026-11-23", "time": null });
    host.record(&case, json!([{ "deed": "stage-outcome", "resolved": true, "on": on, "note": "A joint visit is agreed." }]));
    let paper = host.call("paper", monitoring(&case));
    assert_eq!(field(&paper, "stage")["answer"], "3");
    let days = paper["fields"]
        .as_array()
        .unwrap()
        .iter()
        .find_map(|f| f["answer"].as_str().filter(|a| a.contains("calendar days")));
    // 16 November is day 0; 17, 18, 19, 20 and, after the weekend, 23 are counted.
    assert!(
        days.unwrap().starts_with("5 working days\n7 calendar days"),
        "{days:?}"
    );
}

#[test]
fn the_preview_is_drawn_from_the_pdf_and_places_the_fields() {
    let (host, case) = at_stage_three();
    let mut request = monitoring(&case);
    request["seen"] = json!(0);
    request["answers"] = json!([["dispute", "word ".repeat(3_000)]]);
    let preview = host.call("preview_paper", request);
    assert!(preview["pages"].as_u64().unwrap() >= 5);
    let boxes: Vec<&Value> = preview["boxes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|b| b["field"] == "dispute")
        .collect();
    assert!(
        boxes.len() >= 4,
        "a long answer stands on every page that it flows over"
    );
    let image = host.call(
        "page_image",
        json!({ "token": preview["token"], "page": 1, "scale": 1.0 }),
    );
    assert!(
        image["data_url"]
            .as_str()
            .unwrap()
            .starts_with("data:image/png;base64,iVBOR")
    );
    assert!(image["alt"].as_str().unwrap().starts_with("Page 2 of "));
    host.call("lock", json!({}));
    let gone = host.try_call(
        "page_image",
        json!({ "token": preview["token"], "page": 0, "scale": 1.0 }),
    );
    assert!(gone.is_err());
}

fn email(case: &str, confirmed: bool, password_by: &str) -> Value {
    let mut request = monitoring(case);
    request["to"] = json!(["first.officer@example.org"]);
    request["confirmed"] = json!(confirmed);
    request["purpose"] = json!("The policy asks for it.");
    request["password_by"] = json!(password_by);
    request
}

#[test]
fn a_draft_names_no_child_and_locks_what_it_carries() {
    let (host, case) = at_stage_three();
    let refused = host
        .try_call("draft_email", email(&case, false, "phone"))
        .unwrap_err();
    assert_eq!(serde_json::to_value(refused.code).unwrap(), "not-confirmed");
    let drafted = host.call("draft_email", email(&case, true, "phone"));
    let draft = std::fs::read_to_string(drafted["path"].as_str().unwrap()).unwrap();
    assert!(draft.contains("X-Unsent: 1") && draft.contains("first.officer@example.org"));
    for name in ["Zofia", "Wi=C5=9Bniewska", "Wiśniewska"] {
        assert!(!draft.contains(name), "the draft holds {name}");
    }
    for part in ["subject", "body"] {
        assert!(!drafted[part].as_str().unwrap().contains("Zofia"));
    }
    let password = drafted["password"].as_str().unwrap();
    assert!(!draft.contains(password), "the password is in the draft");
    let attached = std::fs::read(drafted["attachment"].as_str().unwrap()).unwrap();
    assert!(attached.windows(8).any(|w| w == b"/Encrypt"));
    // Confirmed once, it need not be confirmed again; and what left is on record.
    host.call("draft_email", email(&case, false, "in-person"));
    let sent = host.call("bundle", json!({ "case": case }))["sent"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(sent, 2);
}

#[test]
fn a_print_is_recorded_as_handed_over_and_no_more() {
    let (host, case) = at_stage_three();
    host.call("print_paper", monitoring(&case));
    let told = host.call("chronology", json!({ "case": case }))["entries"].to_string();
    assert!(
        told.contains("handed over to print; whether it was printed is not known"),
        "{told}"
    );
}

#[test]
fn an_address_that_cannot_be_is_refused_and_nothing_is_written() {
    let (host, case) = at_stage_three();
    for address in [
        "",
        "first.officer",
        "a@b",
        "two@example.org, three@example.org",
        "x@example.org\nBcc: y@example.org",
    ] {
        let mut request = email(&case, true, "phone");
        request["to"] = json!([address]);
        let error = host.try_call("draft_email", request).unwrap_err();
        assert_eq!(error.field, "to", "{address:?}");
    }
    assert_eq!(std::fs::read_dir(&host.files).unwrap().count(), 0);
}

#[test]
fn a_letter_is_filled_and_each_paragraph_can_be_changed() {
    let (host, case) = at_stage_three();
    let papers = host.call("papers", json!({ "case": case }));
    let letters: Vec<&Value> = papers["papers"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| p["kind"] == "letter")
        .collect();
    assert!(!letters.is_empty());
    for letter in letters {
        let query = json!({ "case": case, "paper": letter["paper"], "visit": letter["visit"] });
        let paper = host.call("paper", query.clone());
        for f in paper["fields"].as_array().unwrap() {
            let text = f["answer"].as_str().unwrap();
            assert!(!text.contains('{'), "a place was not filled: {text}");
        }
        host.call("save_paper_file", query);
    }
}

fn make(host: &host::Host, case: &str, parts: Value) -> Value {
    host.call(
        "make_bundle",
        json!({ "case": case, "parts": parts, "to": "Ruth Ellison", "purpose": "She takes the case over.", "password_by": "in-person" }),
    )
}

#[test]
fn a_bundle_opens_and_its_record_holds() {
    let (host, case) = at_stage_three();
    save(&host, &case, json!([]));
    let contents = host.call("bundle", json!({ "case": case }));
    let parts: Vec<&Value> = contents["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| &p["id"])
        .collect();
    let made = make(&host, &case, json!(parts));
    let sealed = std::fs::read(made["sealed"].as_str().unwrap()).unwrap();
    let password = made["password"].as_str().unwrap();
    let mut documents = Vec::new();
    let limits = stepwise_bundle::Limits::default();
    let opened = stepwise_bundle::open(&sealed[..], password, limits, &mut |_, bytes| {
        documents.push(bytes);
        Ok(())
    })
    .unwrap();
    assert!(opened.manifest.withheld.is_empty());
    assert!(opened.policy.is_some());
    let head = host.call("case", json!({ "case": case }));
    assert!(
        opened.manifest.head.seq < head["seen"].as_u64().unwrap(),
        "that it left is recorded after"
    );
    assert!(documents[0].starts_with(b"%PDF-"));
    let locked = std::fs::read(made["pdf"].as_str().unwrap()).unwrap();
    assert!(locked.windows(8).any(|w| w == b"/Encrypt"));
}

#[test]
fn what_is_left_out_of_a_bundle_is_not_in_it() {
    let (host, case) = at_stage_three();
    let on = json!({ "date": "2026-11-18", "time": "14:00" });
    host.record(&case, json!([{ "deed": "entry", "kind": "call", "happened": on, "ours": ["Grace Obi"], "theirs": [], "agreed": "", "next": "",
        "statements": [{ "nature": "own-words", "of": "Zofia", "text": "canary-in-the-chronology" }], "fulfils": [], "reaches": [] }]));
    let made = make(&host, &case, json!(["summary"]));
    let sealed = std::fs::read(made["sealed"].as_str().unwrap()).unwrap();
    let opened = stepwise_bundle::open(
        &sealed[..],
        made["password"].as_str().unwrap(),
        stepwise_bundle::Limits::default(),
        &mut |_, _| Ok(()),
    )
    .unwrap();
    assert!(!opened.manifest.withheld.is_empty());
    for kept in opened.payloads.values() {
        let text = String::from_utf8_lossy(&kept.bytes);
        assert!(
            !text.contains("canary") && !text.contains("01632 960456"),
            "{text}"
        );
    }
}

#[test]
fn what_leaves_is_kept_word_for_word() {
    let (host, case) = at_stage_three();
    let query = json!({ "case": case, "paper": "chase", "visit": null });
    let letter = host.call("paper", query.clone());
    assert!(letter["saved"].is_null());
    let mut request = query.clone();
    for (key, value) in [
        ("to", json!(["paul.shaw@example.org"])),
        ("confirmed", json!(true)),
        ("purpose", json!("No answer since Monday.")),
        ("password_by", json!("phone")),
        ("body", json!("As we said on the telephone.\n\nGrace Obi")),
    ] {
        request[key] = value;
    }
    let drafted = host.call("draft_email", request.clone());
    assert_eq!(drafted["body"], "As we said on the telephone.\n\nGrace Obi");
    assert_eq!(drafted["subject"], "Please answer: case 2026-001");
    let filled = || {
        let told = host.call("chronology", json!({ "case": case }))["entries"].clone();
        let entries = told.as_array().unwrap().iter();
        let n = entries.filter(|e| e["kind"] == "paper-filled").count();
        (n, told.to_string())
    };
    let (n, told) = filled();
    assert_eq!(n, 1);
    for words in [
        "We have not had your answer",
        "As we said on the telephone.",
    ] {
        assert!(told.contains(words), "{told}");
    }
    // The same words are not kept twice.
    host.call("draft_email", request);
    assert_eq!(filled().0, 1);
}

#[test]
fn a_form_is_signed_in_three_ways() {
    let (host, case) = at_stage_three();
    let signature = "Paul Shaw\nService manager\nChildren's Social Care\n20 November 2026";
    save(&host, &case, json!([["signature-receiving", signature]]));
    let made = |signing: &str| {
        let mut query = monitoring(&case);
        query["signing"] = json!(signing);
        let saved = host.call("save_paper_file", query);
        std::fs::read(saved["path"].as_str().unwrap()).unwrap()
    };
    let field = |pdf: &[u8]| pdf.windows(9).any(|w| w == b"/AcroForm");
    assert!(field(&made("fields")));
    let (ink, typed) = (made("ink"), made("typed"));
    assert!(!field(&ink) && !field(&typed));
    assert_ne!(ink.len(), typed.len(), "the typed name stands in the box");
    let mut unknown = monitoring(&case);
    unknown["signing"] = json!("by-proxy");
    assert!(host.try_call("save_paper_file", unknown).is_err());
}

#[test]
fn a_form_that_comes_back_is_read_and_applied_to_nothing() {
    let (host, case) = at_stage_three();
    let saved = host.call("save_paper_file", monitoring(&case));
    let folder = host.files.join("attach");
    std::fs::create_dir(&folder).unwrap();
    std::fs::copy(saved["path"].as_str().unwrap(), folder.join("form.pdf")).unwrap();
    let chosen = host.call("choose_files", json!({ "case": case }));
    let files = json!([{ "token": chosen["files"][0]["token"], "description": "The form, back", "dated": null, "received": "2026-11-18", "keep_says": false }]);
    let seen = host.call("attachments", json!({ "case": case }))["seen"].clone();
    let kept = host.call(
        "attach",
        json!({ "case": case, "seen": seen, "files": files, "belongs": "" }),
    );
    let view = host.call(
        "attachment",
        json!({ "case": case, "id": kept["files"][0]["id"] }),
    );
    let head = view["head"].to_string();
    assert!(
        head.contains("A form of Stepwise") && head.contains("2026-001"),
        "{head}"
    );
    assert_eq!(
        host.call("attachments", json!({ "case": case }))["seen"],
        kept["seen"]
    );
}

#[test]
fn a_calendar_names_nobody() {
    let (host, case) = at_stage_three();
    for of in [Value::Null, json!(case)] {
        let saved = host.call("save_calendar", json!({ "case": of }));
        let text = std::fs::read_to_string(saved["path"].as_str().unwrap()).unwrap();
        assert!(
            text.contains("Case 2026-001: ") && text.contains("DTSTART;VALUE=DATE:2026"),
            "{text}"
        );
        for name in ["Zofia", "Grace", "Shaw", "Hillside", "Social Care"] {
            assert!(!text.contains(name), "{text}");
        }
    }
    let done = host.call(
        "activity",
        json!({ "group": "left", "case": "", "who": "", "from": "", "to": "", "before": null }),
    );
    assert!(
        done.to_string()
            .contains("Saved the days ahead as a calendar file"),
        "{done}"
    );
}
