//! Forms that come back.

use super::host::{self, at_stage_three};
use super::tools::{SOON, choose, printed, titles};
use serde_json::json;
use std::time::Instant;

/// A PDF that carries data as a form of ours does.
fn form_with(data: &[u8]) -> Vec<u8> {
    let document = stepwise_documents::Document {
        title: "A form".into(),
        language: "en-GB".into(),
        classification: String::new(),
        footer_lines: Vec::new(),
        blocks: vec![stepwise_documents::Block::Title("A form".into())],
        attachment: Some(stepwise_documents::Attachment {
            name: "form.json".into(),
            mime: "application/json".into(),
            bytes: data.to_vec(),
            description: "Data".into(),
        }),
        outline: false,
    };
    let options = stepwise_documents::PdfOptions {
        created: "2026-11-20T09:00:00+00:00".parse().unwrap(),
        producer: "somebody".into(),
        author: String::new(),
        encrypt: None,
        fields: true,
    };
    stepwise_documents::write_pdf(&document, &options)
        .unwrap()
        .bytes
}

#[test]
fn a_form_of_this_record_is_found_again_and_laid_beside_the_case() {
    let (host, case) = at_stage_three();
    let pdf = printed(&host, &case);
    let chosen = choose(&host, "came back.pdf", &pdf);
    assert_eq!(chosen["kind"], "form", "{chosen}");
    let form = &chosen["form"];
    assert_eq!(form["checked"]["outcome"], "holds", "{form}");
    assert_eq!(form["case"], case.as_str());
    assert!(form["number"] == "2026-001" && form["paper"] == "monitoring");
    assert_eq!(form["attached"], false);
    let fields = form["fields"].as_array().unwrap();
    assert!(fields.len() > 5);
    // Printed from the case as it stands: nothing to take over.
    assert!(fields.iter().all(|f| f["takable"] == false), "{fields:?}");
    // Its words, and that it left, were recorded after it was printed.
    assert_eq!(form["checked"]["later"].as_array().unwrap().len(), 2);

    // It is attached through the files' own page, and is known there afterwards.
    let picked = host.call("pick_incoming_form", json!({ "case": case }));
    let token = picked["files"][0]["token"].clone();
    let seen = host.call("attachments", json!({ "case": case }))["seen"].clone();
    let file = json!({ "token": token, "description": "The form, signed", "dated": null, "received": "2026-11-18", "keep_says": false });
    host.call(
        "attach",
        json!({ "case": case, "seen": seen, "files": [file], "belongs": "" }),
    );
    let form = host.call("incoming", json!({}))["form"].clone();
    assert_eq!(form["attached"], true);
    let again = host.call("pick_incoming_form", json!({ "case": case }));
    assert!(
        again["files"][0]["refused"]
            .as_str()
            .unwrap()
            .contains("very same")
            || again["files"][0]["refused"]
                .as_str()
                .unwrap()
                .contains("with the case already")
    );
    host.call("close_incoming", json!({}));
    assert!(host.call("incoming", json!({}))["form"].is_null());
}

#[test]
fn answers_of_a_form_that_differ_are_offered_and_none_is_applied() {
    let (host, case) = at_stage_three();
    let head = host.call("case", json!({ "case": case }))["head"].clone();
    let paper = host.call("paper", host::monitoring(&case));
    let before = host.call("chronology", json!({ "case": case }));
    let long = paper["fields"].as_array().unwrap().iter();
    let mut long = long.filter(|f| f["kind"] == "long");
    let (one, other) = (long.next().unwrap(), long.next().unwrap());
    let data = json!({
        "format": 1, "form": paper["title"], "policy": "P", "case": "2026-001", "entry": 3, "head": head,
        "answers": [
            { "field": one["id"], "label": one["label"], "answer": "<b>Their</b>\u{202e} own words." },
            { "field": other["id"], "label": other["label"], "answer": other["answer"] },
            { "field": "no-such-field", "label": "Something else", "answer": "x" },
        ],
    });
    let chosen = choose(&host, "form.pdf", &form_with(data.to_string().as_bytes()));
    let fields = chosen["form"]["fields"].as_array().unwrap();
    assert_eq!(fields[0]["came"], "<b>Their</b> own words.");
    assert_eq!(
        (&fields[0]["takable"], &fields[0]["here"]),
        (&json!(true), &one["answer"])
    );
    assert_eq!(fields[1]["takable"], false, "it says the same");
    assert_eq!(
        fields[2]["takable"], false,
        "the case's form has no such field"
    );
    let after = host.call("chronology", json!({ "case": case }));
    assert_eq!(titles(&after), titles(&before));
    let now = host.call("paper", host::monitoring(&case));
    assert_eq!(now["fields"], paper["fields"]);
}

#[test]
fn forms_of_other_records_and_hostile_ones_are_read_as_plain_text_and_join_no_case() {
    let (there, case) = at_stage_three();
    let pdf = printed(&there, &case);
    let (host, _) = at_stage_three();
    let chosen = choose(&host, "form.pdf", &pdf);
    assert_eq!(chosen["kind"], "form");
    let form = &chosen["form"];
    // It has a case of the same number, and is not from here.
    assert_eq!(form["checked"]["outcome"], "unknown");
    assert_eq!((&form["case"], &form["paper"]), (&json!(""), &json!("")));
    assert!(
        form["fields"]
            .as_array()
            .unwrap()
            .iter()
            .all(|f| f["takable"] == false)
    );

    let head = "0".repeat(64);
    let hostile = json!({
        "format": 1, "form": "<script>\u{202e}F", "policy": "\u{0}P", "case": "2026-001\u{2066}", "entry": 99, "head": head,
        "answers": [{ "field": "a\u{202e}b", "label": "<img src=x onerror=alert(1)>", "answer": "\u{202e}gpj.exe" }],
    });
    let form = choose(
        &host,
        "form.pdf",
        &form_with(hostile.to_string().as_bytes()),
    )["form"]
        .clone();
    let text = form.to_string();
    assert!(
        !text.contains(['\u{202e}', '\u{2066}', '\u{0}']) && !text.contains("\\u0000"),
        "{text}"
    );
    assert_eq!(form["form"], "<script>F");
    // A head that is no head is said, and breaks nothing.
    let odd = json!({ "format": 1, "form": "F", "policy": "P", "case": "1", "entry": 1, "head": "zz", "answers": [] });
    let chosen = choose(&host, "form.pdf", &form_with(odd.to_string().as_bytes()));
    assert_eq!(chosen["kind"], "form", "{chosen}");
    assert!(chosen["form"]["checked"].is_null());

    for bytes in [
        form_with(b"not json"),
        form_with("[".repeat(100_000).as_bytes()),
        pdf[..pdf.len() / 2].to_vec(),
        b"%PDF-1.7\n%%EOF".to_vec(),
    ] {
        let start = Instant::now();
        let told = choose(&host, "form.pdf", &bytes);
        assert_eq!(told["kind"], "other", "{told}");
        assert!(!told["text"].as_str().unwrap().is_empty());
        assert!(start.elapsed() < SOON);
    }
}
