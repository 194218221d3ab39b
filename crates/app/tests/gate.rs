//! The gate before anything of a case is sent (purpose, address, safe route), and the e-mail's own words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod host;

use host::{Host, at_stage_three, attach, monitoring};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use stepwise_app::App;
use stepwise_app::error::ErrorCode;

/// A way out of a case that sends something: its request, whole, and the fields of its gate, each with what must not pass.
struct Way {
    command: &'static str,
    request: Value,
    gate: Vec<(&'static str, Value)>,
    /// It asks for addresses, which are confirmed before their first use.
    addresses: bool,
}

/// Commands whose name sounds like leaving and that send nothing of a case to anybody, with the reason.
const STAYS: [(&str, &str); 36] = [
    ("copy", "the clipboard of this computer"),
    ("drafts", "words being typed, kept in the record"),
    ("drop_draft", "words being typed, kept in the record"),
    ("save_draft", "words being typed, kept in the record"),
    ("draw_policy", "a policy names no case"),
    ("save_drawing", "a policy names no case"),
    ("save_example", "a policy names no case"),
    ("save_paper", "answers, kept in the record"),
    (
        "save_paper_file",
        "a file on this computer, and recorded as that",
    ),
    (
        "save_attachment",
        "a file on this computer, and recorded as that",
    ),
    ("print_paper", "the print window, and recorded as that"),
    ("save_calendar", "case numbers alone"),
    ("save_report", "counts without names"),
    ("save_recovery_sheet", "nothing of a case"),
    ("copied_over", "this setting's own system"),
    (
        "open_mail",
        "only the words of a draft that passed the gate",
    ),
    (
        "use_own_form",
        "asks for whom and why where it went: its own test",
    ),
    ("save_schedule", "a setting"),
    ("save_setting", "a setting"),
    ("save_captures", "a setting"),
    ("save_reminders", "a setting"),
    ("save_emergency", "a setting"),
    ("save_address", "a setting"),
    ("save_terms", "a setting"),
    ("open_sample", "opens"),
    ("open_record", "opens"),
    ("open_with_recovery_key", "opens"),
    ("open_example", "opens"),
    ("open_backup", "opens"),
    ("back_up", "sealed with the record's key, for this setting"),
    ("backups", "a list"),
    ("handed_over", "the page's last words before a lock"),
    (
        "hand_over",
        "asks for whom, and how the password goes, as a bundle does: its own tests",
    ),
    ("open_incoming", "opens"),
    (
        "save_incoming_file",
        "a file on this computer, and recorded as that",
    ),
    ("email_words", "shown on the screen"),
];

fn ways(case: &str) -> Vec<Way> {
    let mail = |mut request: Value| {
        request["to"] = json!(["first.officer@example.org"]);
        request["confirmed"] = json!(true);
        request["purpose"] = json!("The policy asks for it.");
        request["password_by"] = json!("phone");
        request
    };
    let paper = |paper: &str| json!({ "case": case, "paper": paper, "visit": null });
    let sheet = |sheet: &str| {
        json!({ "case": case, "sheet": sheet, "filter": { "groups": [], "names": [], "from": null, "until": null },
            "parts": ["summary"], "for_whom": "Priya Raman, chair of governors", "why": "She looks over the case." })
    };
    let mail_gate = || {
        vec![
            ("to", json!([])),
            ("to", json!(["no address"])),
            ("password_by", json!("")),
            ("password_by", json!("email")),
        ]
    };
    let whom = || vec![("for_whom", json!(" ")), ("why", json!(""))];
    let mut ways = Vec::new();
    for one in ["monitoring", "policy-invoked", "chase"] {
        let mut gate = mail_gate();
        gate.push(("purpose", json!("  ")));
        ways.push(Way {
            command: "draft_email",
            request: mail(paper(one)),
            gate,
            addresses: true,
        });
    }
    for kind in ["chronology", "panel", "report", "handover"] {
        for command in ["save_sheet", "print_sheet"] {
            ways.push(Way {
                command,
                request: sheet(kind),
                gate: whom(),
                addresses: false,
            });
        }
        let mut gate = mail_gate();
        gate.extend(whom());
        ways.push(Way {
            command: "draft_sheet",
            request: mail(sheet(kind)),
            gate,
            addresses: true,
        });
    }
    ways.push(Way {
        command: "make_bundle",
        request: json!({ "case": case, "parts": ["summary"], "to": "Ruth Ellison", "purpose": "She takes it over.", "password_by": "phone" }),
        gate: vec![
            ("to", json!(" ")),
            ("purpose", json!(" ")),
            ("password_by", json!("email")),
        ],
        addresses: false,
    });
    ways
}

/// Of what left: how many records, and how many files.
fn left(host: &Host, case: &str) -> (usize, usize) {
    let sent = host.call("bundle", json!({ "case": case }))["sent"].clone();
    let files = std::fs::read_dir(&host.files).unwrap().count();
    (sent.as_array().unwrap().len(), files)
}

#[test]
fn every_command_that_may_send_is_known_here() {
    let sounds = |name: &&&str| {
        [
            "draft",
            "save",
            "print",
            "make",
            "give",
            "send",
            "open",
            "export",
            "cop",
            "hand",
            "email",
            "mail",
            "back",
            "share",
            "use_own",
            "drop_draft",
            "draw",
        ]
        .iter()
        .any(|word| name.starts_with(word))
    };
    let found: BTreeSet<&str> = App::names().iter().filter(sounds).copied().collect();
    let (host, case) = at_stage_three();
    drop(host);
    let mut known: BTreeSet<&str> = ways(&case).iter().map(|way| way.command).collect();
    known.insert("give_copy");
    known.extend(STAYS.iter().map(|(name, _)| *name));
    let unknown: Vec<&&str> = found.difference(&known).collect();
    assert!(
        unknown.is_empty(),
        "say here whether these pass the gate, or why they need not: {unknown:?}"
    );
    let gone: Vec<&&str> = known.difference(&found).collect();
    assert!(gone.is_empty(), "no such command any more: {gone:?}");
}

#[test]
fn nothing_is_sent_without_the_gate() {
    let (host, case) = at_stage_three();
    for way in ways(&case) {
        let Way {
            command,
            request,
            gate,
            addresses,
        } = way;
        for (field, value) in gate {
            let mut without = request.clone();
            without[field] = value;
            let error = host.try_call(command, without).unwrap_err();
            assert_eq!(error.field, field, "{command}: {request}");
        }
        if addresses {
            let mut first = request.clone();
            first["confirmed"] = json!(false);
            let error = host.try_call(command, first).unwrap_err();
            assert_eq!(error.code, ErrorCode::NotConfirmed, "{command}");
        }
        assert_eq!(left(&host, &case), (0, 0), "{command} left something");
    }
    // Each passes once everything is said, and is recorded with its purpose.
    for way in ways(&case) {
        let (records, _) = left(&host, &case);
        host.call(way.command, way.request);
        assert!(left(&host, &case).0 > records, "{}", way.command);
    }
    let told = host.call("chronology", json!({ "case": case })).to_string();
    for words in [
        "The policy asks for it.",
        "She looks over the case.",
        "She takes it over.",
    ] {
        assert!(told.contains(words), "{words}");
    }
}

/// An e-mail that carries the form.
fn email(case: &str, confirmed: bool) -> Value {
    let mut request = monitoring(case);
    request["to"] = json!(["First.Officer@example.org"]);
    request["confirmed"] = json!(confirmed);
    request["purpose"] = json!("The policy asks for it.");
    request["password_by"] = json!("phone");
    request
}

#[test]
fn an_address_is_confirmed_before_its_first_use_and_again_after_half_a_year() {
    let (host, case) = at_stage_three();
    let refused = |host: &Host| {
        let answer = host.try_call("draft_email", email(&case, false));
        answer.err().map(|error| error.code)
    };
    assert_eq!(refused(&host), Some(ErrorCode::NotConfirmed));
    host.call("draft_email", email(&case, true));
    assert_eq!(refused(&host), None, "confirmed a moment ago");
    host.at("2027-05-17T15:00:00+01:00");
    // Where it locked by itself meanwhile it is opened again.
    let _ = host.try_call("unlock", json!({ "passphrase": host::PASSPHRASE }));
    assert_eq!(refused(&host), None, "a day less than half a year");
    host.at("2027-05-18T15:00:00+01:00");
    assert_eq!(refused(&host), Some(ErrorCode::NotConfirmed));
}

fn words(host: &Host, case: &str, paper: Option<&str>, subject: &str, body: &str) -> Value {
    let query = json!({ "case": case, "paper": paper, "subject": subject, "body": body });
    host.call("email_words", query)
}

#[test]
fn the_words_can_be_changed_are_kept_and_warned_of_where_they_name_a_child() {
    let (host, case) = at_stage_three();
    let standard = words(&host, &case, Some("chase"), "", "");
    assert_eq!(standard["names"], json!([]));
    assert_eq!(standard["subject"], "Please answer: case 2026-001");
    let locked = standard["locked"].as_str().unwrap();
    assert!(standard["body"].as_str().unwrap().contains(locked));
    for (subject, body) in [
        ("About Zofia", ""),
        ("", "ZW is not safe."),
        ("", "Zofia\u{2019}s plan"),
        ("Wisniewska", "x"),
    ] {
        let read = words(&host, &case, None, subject, body);
        assert_eq!(
            read["names"],
            json!(["Zofia Wiśniewska"]),
            "{subject}/{body}"
        );
    }
    // Advice: it is drafted all the same, and kept word for word; a line end in a subject cannot begin another header.
    let mut request = email(&case, true);
    request["subject"] = json!("About Zofia\r\nBcc: x@example.org");
    request["body"] = json!("Dear Paul,\n\nZofia is at home. \u{202e}evil\n");
    let drafted = host.call("draft_email", request);
    assert_eq!(drafted["subject"], "About Zofia Bcc: x@example.org");
    let eml = std::fs::read_to_string(drafted["path"].as_str().unwrap()).unwrap();
    assert!(!eml.contains("\nBcc:"), "{eml}");
    let told = host.call("chronology", json!({ "case": case })).to_string();
    assert!(told.contains("About Zofia Bcc: x@example.org\\n\\nDear Paul,\\n\\nZofia is at home."));
    let refused = host
        .try_call("open_mail", json!({ "case": case, "seq": drafted["seq"] }))
        .unwrap_err();
    assert_eq!(refused.field, "body", "another program is not told a name");
}

#[test]
fn the_email_program_gets_the_words_that_were_recorded_and_no_others() {
    let (host, case) = at_stage_three();
    let open = |seq: &Value| host.try_call("open_mail", json!({ "case": case, "seq": seq }));
    assert!(open(&json!(1)).is_err(), "the opening was no draft");
    let drafted = host.call("draft_email", email(&case, true));
    assert_eq!(open(&drafted["seq"]).unwrap()["opened"], true);
    let asked = std::fs::read_to_string(host.files.join("mailto.txt")).unwrap();
    assert!(
        asked.starts_with("mailto:First.Officer@example.org?subject=") && asked.len() < 2000,
        "{asked}"
    );
    assert!(!asked.contains("Zofia") && asked.contains("2026-001"));
    assert!(!asked.contains(drafted["password"].as_str().unwrap()));
    let done = host.call(
        "activity",
        json!({ "group": "left", "case": "", "who": "", "from": "", "to": "", "before": null }),
    );
    assert!(done.to_string().contains("Handed the words of an email"));
    let mut long = email(&case, false);
    long["body"] = json!("A long letter. ".repeat(200));
    let drafted = host.call("draft_email", long);
    assert_eq!(open(&drafted["seq"]).unwrap_err().field, "body");
}

#[test]
fn the_boards_own_form_stands_for_ours() {
    let (host, case) = at_stage_three();
    let on = json!({ "date": "2026-11-18", "time": null });
    host.record(&case, json!([{ "deed": "stage-outcome", "resolved": true, "on": on, "note": "A joint visit is agreed." }]));
    let form = b"The board's own form, filled in by hand.\n";
    let file = attach(&host, &case, "form.txt", form, "The form, scanned");
    let file = json!(file.trim_start_matches("file:"));
    let ask = |file: &Value, sent: Value| {
        let mut request = monitoring(&case);
        request["seen"] = host.call("paper", monitoring(&case))["seen"].clone();
        request["file"] = file.clone();
        request["sent"] = sent;
        host.try_call("use_own_form", request)
    };
    let sent =
        |to: &str, why: &str, how: &str| json!({ "to": to, "why": why, "how": how, "on": on });
    let field = |answer: Result<Value, stepwise_app::error::WireError>| answer.unwrap_err().field;
    assert_eq!(field(ask(&json!("no such"), Value::Null)), "file");
    assert_eq!(field(ask(&file, sent("", "They asked.", "post"))), "to");
    assert_eq!(field(ask(&file, sent("Jo", " ", "post"))), "why");
    assert_eq!(field(ask(&file, sent("Jo", "They asked.", "fax"))), "how");
    let open = |host: &Host| {
        let view = host.call("case", json!({ "case": case }));
        let tasks = view["tasks"].as_array().unwrap().clone();
        let of = tasks
            .iter()
            .filter(|task| task["paper"] == "monitoring" && task["evidence"] == "");
        of.map(|task| task["say"].to_string()).collect::<Vec<_>>()
    };
    let before = open(&host);
    assert!(!before.is_empty(), "the policy asks for the form");
    let view = ask(
        &file,
        sent("The Service Leader", "The policy asks for it.", "post"),
    )
    .unwrap();
    assert_eq!(open(&host), [""; 0], "each duty is settled: {before:?}");
    let own = view["own_forms"].to_string();
    for words in ["form.txt", "sent to The Service Leader", "by post"] {
        assert!(own.contains(words), "{own}");
    }
    let told = host.call("chronology", json!({ "case": case })).to_string();
    assert!(
        told.contains("form.txt, the board\u{2019}s own form for: Monitoring Form"),
        "{told}"
    );
    // It goes with the case: a bundle offers the file.
    let parts = host.call("bundle", json!({ "case": case }))["parts"].to_string();
    assert!(parts.contains("form.txt"), "{parts}");
    assert_eq!(
        field(ask(&file, Value::Null)),
        "sent",
        "nothing asks for it now"
    );
}
