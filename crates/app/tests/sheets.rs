//! The chronology, the report, the handover and the text for the setting's own system, through the whole application.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod host;

use host::{Host, at_stage_three, at_stage_three_of};
use serde_json::{Value, json};

fn ask(case: &str, sheet: &str) -> Value {
    json!({
        "case": case, "sheet": sheet, "filter": { "groups": [], "names": [], "from": null, "until": null },
        "parts": ["summary", "safety", "chronology"], "for_whom": "Priya Raman, chair of governors", "why": "She looks over the case.",
    })
}

fn call(host: &Host, case: &str, day: &str, with: &str, text: &str) {
    let on = json!({ "date": day, "time": "14:00" });
    host.record(case, json!([{ "deed": "entry", "kind": "call", "happened": on, "ours": ["Grace Obi"], "theirs": [with], "agreed": "", "next": "",
        "statements": [{ "nature": "fact", "of": "", "text": text }], "fulfils": [], "reaches": [] }]));
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

/// What is recorded of everything that left, the newest first.
fn left(host: &Host, case: &str) -> Vec<String> {
    let told = host.call("chronology", json!({ "case": case }));
    let entries = told["entries"].as_array().unwrap().iter();
    entries
        .filter(|e| e["kind"] == "sent")
        .map(ToString::to_string)
        .collect()
}

#[test]
fn a_filter_lets_through_what_it_says_and_the_text_says_so() {
    let (host, case) = at_stage_three();
    host.at("2026-11-19T15:00:00+00:00");
    call(
        &host,
        &case,
        "2026-11-18",
        "Paul Shaw",
        "He will look at it.",
    );
    call(
        &host,
        &case,
        "2026-11-19",
        "Somebody Else",
        "No answer yet.",
    );
    let whole = host.call("sheet_text", ask(&case, "text"));
    assert_eq!(whole["entries"], whole["of"]);
    let text = whole["text"].as_str().unwrap();
    assert!(
        text.contains("The whole chronology") && !text.contains("Not the whole"),
        "{text}"
    );
    // From the beginning: what was written first about the same day comes first.
    assert!(text.find("He will look at it.").unwrap() < text.find("No answer yet.").unwrap());

    let narrow = |filter: Value| {
        let mut query = ask(&case, "text");
        query["filter"] = filter;
        host.call("sheet_text", query)
    };
    let named = narrow(
        json!({ "groups": ["discussion"], "names": ["Paul Shaw"], "from": null, "until": null }),
    );
    assert_eq!(number(&named["entries"]), 1);
    let text = named["text"].as_str().unwrap();
    assert!(
        text.contains(&format!("Not the whole chronology. 1 of {} entries: only discussions; only entries that name Paul Shaw.", named["of"])),
        "{text}"
    );
    assert!(text.contains("He will look at it.") && !text.contains("No answer yet."));
    // An agency stands for its people.
    let agency = narrow(
        json!({ "groups": ["discussion"], "names": ["Children's Social Care"], "from": null, "until": null }),
    );
    assert_eq!(number(&agency["entries"]), 1);
    let days =
        narrow(json!({ "groups": [], "names": [], "from": "2026-11-19", "until": "2026-11-19" }));
    let text = days["text"].as_str().unwrap();
    assert!(
        text.contains("only 19 November 2026")
            && text.contains("No answer yet.")
            && !text.contains("He will look")
    );
}

#[test]
fn a_filter_that_cannot_be_is_refused() {
    let (host, case) = at_stage_three();
    let refused = |filter: Value| {
        let mut query = ask(&case, "chronology");
        query["filter"] = filter;
        host.try_call("preview_sheet", query).unwrap_err()
    };
    let error =
        refused(json!({ "groups": [], "names": [], "from": "2026-11-20", "until": "2026-11-19" }));
    assert_eq!(error.field, "until");
    let error = refused(json!({ "groups": [], "names": [], "from": "yesterday", "until": null }));
    assert_eq!(error.field, "from");
    refused(json!({ "groups": ["gossip"], "names": [], "from": null, "until": null }));
    let mut nothing = ask(&case, "report");
    nothing["parts"] = json!(["file:1"]);
    assert_eq!(
        host.try_call("preview_sheet", nothing).unwrap_err().field,
        "parts"
    );
}

#[test]
fn nothing_leaves_without_a_name_and_a_reason_and_what_leaves_is_recorded() {
    let (host, case) = at_stage_three();
    for field in ["for_whom", "why"] {
        let mut query = ask(&case, "chronology");
        query[field] = json!("  ");
        // It can be looked at before.
        host.call("preview_sheet", query.clone());
        for command in ["save_sheet", "print_sheet"] {
            assert_eq!(
                host.try_call(command, query.clone()).unwrap_err().field,
                field
            );
        }
    }
    assert!(left(&host, &case).is_empty());
    assert_eq!(std::fs::read_dir(&host.files).unwrap().count(), 0);

    let mut query = ask(&case, "chronology");
    query["filter"]["groups"] = json!(["stage"]);
    let shown = host.call("preview_sheet", query.clone());
    let saved = host.call("save_sheet", query);
    let path = saved["path"].as_str().unwrap();
    assert!(path.ends_with("chronology-2026-001.pdf"), "{path}");
    assert!(std::fs::read(path).unwrap().starts_with(b"%PDF-"));
    host.call("print_sheet", ask(&case, "handover"));
    let mut mail = ask(&case, "report");
    for (key, value) in [
        ("to", json!(["priya@example.org"])),
        ("confirmed", json!(true)),
        ("purpose", json!("")),
        ("password_by", json!("phone")),
    ] {
        mail[key] = value;
    }
    let drafted = host.call("draft_sheet", mail);
    let draft = std::fs::read_to_string(drafted["path"].as_str().unwrap()).unwrap();
    assert!(
        draft.contains("X-Unsent: 1") && !draft.contains("Zofia") && !draft.contains("Priya Raman")
    );
    let attached = std::fs::read(drafted["attachment"].as_str().unwrap()).unwrap();
    assert!(attached.windows(8).any(|w| w == b"/Encrypt"));

    let left = left(&host, &case);
    assert_eq!(left.len(), 3);
    let words = format!(
        "Left Stepwise: Chronology, {} of {} entries",
        shown["entries"], shown["of"]
    );
    for (entry, words) in left.iter().zip([
        "Left Stepwise: Case report, 3 of",
        "Left Stepwise: Handover",
        &words,
    ]) {
        assert!(entry.contains(words), "{words}: {entry}");
        assert!(
            entry.contains("Priya Raman, chair of governors")
                && entry.contains("She looks over the case."),
            "{entry}"
        );
    }
}

#[test]
fn a_panel_gets_one_page_however_long_the_case() {
    let (host, case) = at_stage_three();
    let short = host.call("preview_sheet", ask(&case, "panel"));
    assert_eq!(short["pages"], 1);
    assert!(
        number(&short["entries"]) < number(&short["of"]),
        "papers and details are left out, and counted"
    );
    host.at("2026-11-20T15:00:00+00:00");
    let on = json!({ "date": "2026-11-19", "time": null });
    let entry = |n: usize| {
        json!({ "deed": "entry", "kind": "call", "happened": on, "ours": ["Grace Obi"], "theirs": ["Paul Shaw"], "agreed": "", "next": "",
            "statements": [{ "nature": "fact", "of": "", "text": format!("Call {n}. {}", "He said that he would see. ".repeat(8)) }], "fulfils": [], "reaches": [] })
    };
    let many: Vec<Value> = (0..30).map(entry).collect();
    for _ in 0..4 {
        host.record(&case, json!(many));
    }
    let long = host.call("preview_sheet", ask(&case, "panel"));
    assert_eq!(long["pages"], 1);
    let mut calls = ask(&case, "panel");
    calls["filter"]["groups"] = json!(["discussion"]);
    let calls = host.call("preview_sheet", calls);
    assert_eq!(calls["pages"], 1);
    assert!((10..60).contains(&number(&calls["entries"])), "{calls}");
    // The whole of it takes as many pages as it needs, and is too long to print from the window.
    let whole = host.call("preview_sheet", ask(&case, "chronology"));
    assert!(number(&whole["pages"]) > 10, "{}", whole["pages"]);
    assert_eq!(whole["entries"], whole["of"]);
}

#[test]
fn text_in_the_settings_own_system_fulfils_the_duty_to_keep_it_there() {
    let (host, case) = at_stage_three_of("torbay-tscp", &["practitioner", "manager"], json!([]));
    let offered = host.call("sheets", json!({ "case": case }));
    let open: Vec<&Value> = offered["copying"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|d| d["evidence"] == "")
        .collect();
    assert!(!open.is_empty(), "{offered}");
    let text = host.call("sheet_text", ask(&case, "text"));
    let over = |reference: &str, seen: &Value| {
        let mut request = ask(&case, "text");
        request["reference"] = json!(reference);
        request["seen"] = seen.clone();
        request["duties"] = json!(open.iter().map(|d| &d["key"]).collect::<Vec<_>>());
        request
    };
    assert_eq!(
        host.try_call("copied_over", over(" ", &text["seen"]))
            .unwrap_err()
            .field,
        "reference"
    );
    let after = host.call("copied_over", over("SR-118", &text["seen"]));
    let done: Vec<&Value> = after["copying"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|d| {
            d["evidence"]
                .as_str()
                .unwrap()
                .contains("Copied, reference SR-118")
        })
        .collect();
    assert_eq!(done.len(), open.len());
    assert!(
        after["copied"][0][1]
            .as_str()
            .unwrap()
            .contains("reference SR-118")
    );
    assert!(left(&host, &case)[0].contains("copied as text and pasted"));
    // The text that was copied is of the case as it was then.
    let error = host
        .try_call("copied_over", over("SR-119", &text["seen"]))
        .unwrap_err();
    assert_eq!(serde_json::to_value(error.code).unwrap(), "conflict");
}

#[test]
fn what_was_withheld_from_somebody_who_asked_is_in_no_chronology() {
    let (host, case) = at_stage_three();
    let view = host.call("case", json!({ "case": case }));
    let subject = &view["subjects"][0]["id"];
    let asked = host.call("ask_access", json!({
        "case": case, "request": "", "subject": subject, "by": "Ewa Wiśniewska", "as_whom": "parent", "identity": "Known to the school", "wants": "All", "reason": "",
        "received": "2026-11-18", "seen": view["seen"],
    }));
    let request = asked["requests"][0]["request"].clone();
    let seen = host.call("case", json!({ "case": case }))["seen"].clone();
    host.call("review_access", json!({
        "case": case, "request": request, "seen": seen, "parts": [], "names": [], "spared": [], "passages": [],
        "considered": [[1, true, "canary-withheld"]], "exemptions": "canary-exempt",
    }));
    let text = host.call("sheet_text", ask(&case, "text"));
    assert!(!text["text"].as_str().unwrap().contains("canary"));
}
