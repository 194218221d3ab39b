//! A copy for somebody who asks: other people are taken out for real, one child's copy never shows another's
//! record, each page is seen before it goes, and what went is kept word for word.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod host;

use host::{Host, person, start};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// Words that must not be in the copy: the brother in each form, his record, who was named besides, what was
/// marked, what was withheld, and every reason.
const GONE: &[&str] = &[
    "Łukasz",
    "ŁUKASZ",
    "Lukasz",
    "Ł. W",
    "Quillbrother",
    "Heronsgate",
    "Marek",
    "Zięba",
    "Ziemba-typed",
    "his mother at the gate",
    "Withheldentry",
    "Reasonforit",
    "Exemptionwords",
    "1632 960789",
];
/// Words that must be.
const THERE: &[&str] = &["Zofia", "Paul Shaw", "left alone at night", "[blacked out]"];

fn two_children() -> (Host, String) {
    let host = Host::ready("2026-11-16T10:00:00+00:00", "north-somerset");
    let people = json!([person(
        "theirs",
        "Paul Shaw",
        "Service manager",
        &["senior-manager"]
    )]);
    let mut answers = start(
        "north-somerset",
        "2026-11-16",
        people,
        json!([["subject", "child"]]),
    );
    answers["subjects"].as_array_mut().unwrap().push(
        json!({ "id": "", "kind": "child", "name": "Łukasz Wiśniewski", "born": "2014-02-03", "status": "Quillbrother plan" }),
    );
    answers["decision"]["not_safe"] = json!(
        "Zofia and Lukasz told us that they are left alone at night. LUKASZ’s bag was empty."
    );
    let case = host.call("start_case", answers)["case"]
        .as_str()
        .unwrap()
        .to_owned();
    let view = host.call("case", json!({ "case": case }));
    let brother = view["subjects"][1]["id"].as_str().unwrap().to_owned();
    let sister = view["subjects"][0]["id"].as_str().unwrap().to_owned();
    let on = json!({ "date": "2026-11-16", "time": null });
    let entry = |text: &str| {
        json!({ "deed": "entry", "kind": "note", "happened": on, "ours": [], "theirs": ["Paul Shaw"],
            "statements": [{ "nature": "fact", "of": "Marek Zięba", "text": text }], "agreed": "Ł. Wiśniewski is collected by Marek",
            "next": "", "fulfils": [], "reaches": [] })
    };
    host.record(
        &case,
        json!([
            entry("Zofia waited with his mother at the gate. LW and Łukasz  Wiśniewski were late; ring 01632 960789."),
            entry("Withheldentry: what the neighbour said in confidence."),
            { "deed": "plan", "subject": brother, "measures": "Heronsgate club for him", "by_whom": "Club", "reviewed": on, "next_review": null },
            { "deed": "voice", "subject": brother, "own_words": "Heronsgate words of the brother", "family": "", "on": on },
            { "deed": "voice", "subject": sister, "own_words": "I want Lukasz to come too.", "family": "", "on": on },
        ]),
    );
    (host, case)
}

fn ask(host: &Host, case: &str, subject: &str, identity: &str) -> String {
    let seen = host.call("requests", json!({ "case": case }))["seen"].clone();
    let view = host.call(
        "ask_access",
        json!({ "case": case, "seen": seen, "request": "", "subject": subject, "by": "Ewa Parent", "as_whom": "parent",
            "identity": identity, "wants": "", "received": "2026-11-13", "reason": "" }),
    );
    view["requests"][0]["request"].as_str().unwrap().to_owned()
}

/// Thinks every entry over: the one with the word is withheld, all others go.
fn review(host: &Host, case: &str, request: &str) -> Value {
    let which = json!({ "case": case, "request": request });
    let view = host.call("access_request", which);
    let items = view["items"].as_array().unwrap();
    let considered: Vec<Value> = items
        .iter()
        .map(|item| {
            let withheld = item.to_string().contains("Withheldentry");
            json!([
                item["seq"],
                withheld,
                if withheld {
                    "Reasonforit: told in confidence"
                } else {
                    ""
                }
            ])
        })
        .collect();
    let of = |words: &str| {
        let item = items.iter().find(|i| texts(i).contains(words)).unwrap();
        let part = item["parts"]
            .as_array()
            .unwrap()
            .iter()
            .find(|p| texts_of(p).contains(words))
            .unwrap();
        json!({ "seq": item["seq"], "part": part["part"], "words": words })
    };
    host.call(
        "review_access",
        json!({ "case": case, "request": request, "seen": view["seen"], "parts": ["chronology", "papers", "files"],
            "names": ["Marek Zięba"], "spared": [], "considered": considered,
            "passages": [of("his mother at the gate"), of("01632 960789")], "exemptions": "Exemptionwords" }),
    )
}

fn texts_of(part: &Value) -> String {
    part["pieces"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["text"].as_str().unwrap())
        .collect()
}

fn texts(item: &Value) -> String {
    item["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(texts_of)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Looks at every page and gives the copy.
fn give(host: &Host, case: &str, request: &str) -> std::path::PathBuf {
    let made = host.call("preview_copy", json!({ "case": case, "request": request }));
    let token = &made["token"];
    let give =
        json!({ "case": case, "request": request, "token": token, "how": "By hand to Ewa Parent" });
    let early = host.try_call("give_copy", give.clone()).unwrap_err();
    assert_eq!(early.message, "Not every page was looked at.");
    for page in 0..made["pages"].as_u64().unwrap() {
        host.call(
            "page_image",
            json!({ "token": token, "page": page, "scale": 0.5 }),
        );
    }
    let saved = host.call("give_copy", give);
    saved["path"].as_str().unwrap().into()
}

/// All that a program can find in a PDF: its bytes, its streams unpacked, its text, its properties, what is
/// attached. None where a tool is missing.
fn everything_in(pdf: &Path) -> Option<Vec<(&'static str, Vec<u8>)>> {
    let out = |program: &str, args: &[&str]| {
        Command::new(program)
            .args(args)
            .output()
            .ok()
            .map(|o| o.stdout)
    };
    let path = pdf.to_str()?;
    Some(vec![
        ("bytes", std::fs::read(pdf).ok()?),
        (
            "streams",
            out(
                "qpdf",
                &[
                    "--qdf",
                    "--object-streams=disable",
                    "--stream-data=uncompress",
                    path,
                    "-",
                ],
            )?,
        ),
        ("text", out("pdftotext", &[path, "-"])?),
        ("raw text", out("pdftotext", &["-raw", path, "-"])?),
        ("properties", out("pdfinfo", &["-meta", path])?),
        ("structure", out("pdfinfo", &["-struct-text", path])?),
        ("attached", out("pdfdetach", &["-list", path])?),
    ])
}

/// A word as it could stand in a PDF: plain, in UTF-16 of both orders, and those in hex.
fn forms(word: &str) -> Vec<Vec<u8>> {
    let big: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let little: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hex = |b: &[u8], upper: bool| -> Vec<u8> {
        let each = b.iter().map(|x| {
            if upper {
                format!("{x:02X}")
            } else {
                format!("{x:02x}")
            }
        });
        each.collect::<String>().into_bytes()
    };
    let plain = word.as_bytes().to_vec();
    vec![
        hex(&big, true),
        hex(&big, false),
        hex(&plain, true),
        hex(&plain, false),
        plain,
        big,
        little,
    ]
}

fn holds(bytes: &[u8], word: &str) -> bool {
    forms(word)
        .iter()
        .any(|form| bytes.windows(form.len()).any(|w| w == form))
}

#[test]
fn what_is_taken_out_is_in_the_copy_in_no_form() {
    let (host, case) = two_children();
    let subjects = host.call("requests", json!({ "case": case }))["subjects"].clone();
    let request = ask(
        &host,
        &case,
        subjects[0][0].as_str().unwrap(),
        "Known to the office",
    );
    let view = review(&host, &case, &request);
    // What is about the brother alone is not even shown to be thought over.
    assert!(!view["items"].to_string().contains("Heronsgate"));
    assert!(
        view["about_others"].as_u64().unwrap() >= 3,
        "{}",
        view["about_others"]
    );
    let pdf = give(&host, &case, &request);
    let Some(found) = everything_in(&pdf) else {
        eprintln!("SKIPPED: qpdf or poppler-utils is not installed, so the copy was not searched.");
        return;
    };
    let text = |name: &str| &found.iter().find(|(n, _)| *n == name).unwrap().1;
    // The search itself finds what is there: the control.
    for word in THERE {
        assert!(holds(text("text"), word), "{word} is missing");
    }
    assert!(
        text("streams").len() > 10_000 && holds(text("streams"), "[blacked out]")
            || holds(text("structure"), "blacked out")
    );
    for (place, bytes) in &found {
        for word in GONE {
            assert!(!holds(bytes, word), "{word} is in the {place}");
        }
    }
    assert!(String::from_utf8_lossy(text("attached")).starts_with("0 embedded files"));
    // The original is untouched, and what went is kept with it, word for word.
    let case_view = host.call("chronology", json!({ "case": case }));
    let all = case_view.to_string();
    for word in ["Łukasz", "Withheldentry", "Heronsgate", "Reasonforit"] {
        assert!(all.contains(word), "{word}");
    }
    let given = case_view["entries"]
        .as_array()
        .unwrap()
        .iter()
        .find(|e| e["kind"] == "access-given")
        .unwrap();
    assert!(
        given["details"]
            .to_string()
            .contains("By hand to Ewa Parent")
    );
    assert_eq!(given["strikable"], false);
    let row = &host.call("requests", json!({ "case": case }))["requests"][0];
    assert_eq!(row["given"].as_array().unwrap().len(), 1);
}

#[test]
fn the_brother_s_copy_shows_nothing_of_his_sister_s_record() {
    let (host, case) = two_children();
    let subjects = host.call("requests", json!({ "case": case }))["subjects"].clone();
    let request = ask(&host, &case, subjects[1][0].as_str().unwrap(), "Known");
    let view = host.call(
        "access_request",
        json!({ "case": case, "request": request }),
    );
    let items = view["items"].to_string();
    assert!(items.contains("Heronsgate words") && !items.contains("I want Lukasz"));
    // Every word that is his sister's name is taken out.
    for item in view["items"].as_array().unwrap() {
        for part in item["parts"].as_array().unwrap() {
            for piece in part["pieces"].as_array().unwrap() {
                let text = piece["text"].as_str().unwrap();
                assert!(
                    !text.contains("Zofia") || piece["name"] == "Zofia Wiśniewska",
                    "{text}"
                );
            }
        }
    }
}

#[test]
fn nothing_goes_before_it_was_thought_over() {
    let (host, case) = two_children();
    let subjects = host.call("requests", json!({ "case": case }))["subjects"].clone();
    let request = ask(&host, &case, subjects[0][0].as_str().unwrap(), "");
    let which = json!({ "case": case, "request": request });
    let refused = |host: &Host| host.try_call("preview_copy", which.clone()).unwrap_err();
    assert_eq!(refused(&host).field, "considered");
    review(&host, &case, &request);
    assert_eq!(refused(&host).field, "identity");
    let view = host.call("requests", json!({ "case": case }));
    let row = &view["requests"][0];
    // Friday 13 November: a month later is a Sunday, so Monday the 14th.
    assert_eq!(row["due"], "2026-12-14");
    host.call(
        "ask_access",
        json!({ "case": case, "seen": view["seen"], "request": request, "subject": row["subject"], "by": row["by"], "as_whom": "parent",
            "identity": "Birth certificate on file", "wants": "", "received": "2026-11-13", "reason": "Seen today" }),
    );
    let made = host.call("preview_copy", which.clone());
    // Something is recorded meanwhile: those pages are not given any more.
    let on = json!({ "date": "2026-11-16", "time": null });
    host.record(
        &case,
        json!([{ "deed": "danger", "immediate": false, "done": "", "on": on }]),
    );
    let stale =
        json!({ "case": case, "request": request, "token": made["token"], "how": "By hand" });
    assert!(host.try_call("give_copy", stale).is_err());
    assert_eq!(refused(&host).field, "considered");
    // More time, with a reason.
    assert!(
        host.try_call(
            "extend_access",
            json!({ "case": case, "request": request, "reason": " " })
        )
        .is_err()
    );
    let view = host.call(
        "extend_access",
        json!({ "case": case, "request": request, "reason": "Three files" }),
    );
    assert_eq!(view["requests"][0]["due"], "2027-02-15");
    // A withheld entry needs its reason.
    let view = host.call("access_request", which);
    let seq = &view["items"][0]["seq"];
    let bare = json!({ "case": case, "request": request, "seen": view["seen"], "parts": [], "names": [], "spared": [],
        "considered": [[seq, true, " "]], "passages": [], "exemptions": "" });
    assert!(
        host.try_call("review_access", bare)
            .unwrap_err()
            .message
            .contains("without a reason")
    );
}
