//! What is asked for after something left: whether it went, whether it was received, and how that is chased.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod host;

use host::{Host, at_stage_three, monitoring};
use serde_json::{Value, json};

const FIRST: &str = "First.Officer@example.org";

/// A paper in an e-mail.
fn email(case: &str, paper: &str, to: &str) -> Value {
    let mut request = monitoring(case);
    request["paper"] = json!(paper);
    request["to"] = json!([to]);
    request["confirmed"] = json!(true);
    request["purpose"] = json!("The policy asks for it.");
    request["password_by"] = json!("phone");
    request
}

/// A bundle for somebody whose address nobody typed: the record of it.
fn bundle(host: &Host, case: &str) -> Value {
    let request = json!({ "case": case, "parts": ["summary"], "to": "Ruth Ellison", "purpose": "She looks over the case.",
        "password_by": "phone" });
    host.call("make_bundle", request)["seq"].clone()
}

/// That it went by post, and that its receipt is waited for.
fn went(seq: &Value, day: &str, by: &str) -> Value {
    let on = json!({ "date": day, "time": null });
    json!([
        { "deed": "entry", "kind": "letter", "happened": on, "ours": ["Grace Obi"], "theirs": [], "agreed": "", "next": "",
            "statements": [{ "nature": "fact", "of": "", "text": "Sent by post to Ruth Ellison: the bundle." }],
            "fulfils": [], "reaches": [], "went": seq },
        { "deed": "action", "what": "Receipt from Ruth Ellison for: the bundle", "owner": "Grace Obi", "by": by, "agreed": on,
            "receipt_of": seq },
    ])
}

/// What the page of bundles says of what left: the last but one is the PDF of the last bundle.
fn left(host: &Host, case: &str, seq: &Value) -> (String, bool) {
    let view = host.call("bundle", json!({ "case": case }));
    let sent = view["sent"].as_array().unwrap().clone();
    let one = sent.iter().find(|one| one["seq"] == *seq).unwrap();
    let asked = sent.iter().filter(|one| one["ask"] == true).count();
    assert!(asked <= 1, "its two files are asked for once");
    (
        one["after"].as_str().unwrap().to_owned(),
        one["ask"] == true,
    )
}

#[test]
fn a_bundle_is_asked_after_until_somebody_says_that_it_came() {
    let (host, case) = at_stage_three();
    let seq = bundle(&host, &case);
    assert_eq!(left(&host, &case, &seq), (String::new(), true));
    host.record(&case, went(&seq, "2026-11-18", "2026-11-20"));
    let (after, ask) = left(&host, &case, &seq);
    assert!(!ask, "it is known");
    assert_eq!(
        after,
        "It went by post on 18 November 2026. Its receipt is asked for after 20 November 2026."
    );
    host.at("2026-11-21T09:00:00+00:00");
    let (action, paper, task) = receipt(&host).unwrap();
    assert_eq!((action.as_str(), paper.as_str()), ("email", "chase"));
    assert!(task.starts_with("Chase what did not come"), "{task}");

    // The letter says what it chases. To whom it goes is not known from a name alone.
    let view = host.call("case", json!({ "case": case }));
    let waits = &view["actions"][0];
    assert_eq!(
        (&waits["receipt"], &waits["chase"]),
        (&json!(true), &json!("chase"))
    );
    let words = |chases: &str| {
        let query =
            json!({ "case": case, "paper": "chase", "subject": "", "body": "", "chases": chases });
        host.try_call("email_words", query)
    };
    let chased = words(waits["id"].as_str().unwrap()).unwrap()["chased"].clone();
    assert_eq!(chased["what"], "Receipt from Ruth Ellison for: the bundle");
    assert_eq!(chased["to"], json!([]));
    assert_eq!(words("").unwrap()["chased"], Value::Null);
    assert!(words("no-such-action").is_err());

    // A letter about something else does not chase it, to whomever it goes; the one that names it does.
    let mut letter = email(&case, "chase", "ruth.ellison@example.org");
    host.call("draft_email", letter.clone());
    assert_eq!(receipt(&host).unwrap().0, "email");
    letter["chases"] = waits["id"].clone();
    host.call("draft_email", letter);
    assert_eq!(receipt(&host).unwrap().0, "settle", "it was chased");

    let came = json!([{ "deed": "action-outcome", "action": waits["id"], "done": true,
        "on": { "date": "2026-11-21", "time": null }, "note": "She rang." }]);
    host.record(&case, came);
    assert!(receipt(&host).is_none());
    let (after, _) = left(&host, &case, &seq);
    assert!(after.ends_with("Received: 21 November 2026."), "{after}");
    let view = host.call("case", json!({ "case": case }));
    let note = view["actions"][0]["note"].as_str().unwrap();
    assert!(note.starts_with("Received 21 Nov 2026"), "{note}");
}

/// A chair of governors may ask for a case when all is over: the case stays closed, and what went is known all the same.
#[test]
fn what_leaves_a_closed_case_is_asked_after_too() {
    let (host, case) = at_stage_three();
    let on = json!({ "date": "2026-11-18", "time": null });
    host.record(
        &case,
        json!([{ "deed": "withdraw", "by_whom": "Grace Obi", "why": "They changed their mind.",
        "concern_remains": false, "concern": "", "on": on }]),
    );
    let seq = bundle(&host, &case);
    let view = host.record(&case, went(&seq, "2026-11-18", "2026-11-20"));
    assert_eq!(view["phase"], "withdrawn");
    host.at("2026-11-21T09:00:00+00:00");
    assert_eq!(receipt(&host).map(|r| r.0).as_deref(), Some("email"));
    assert!(!left(&host, &case, &seq).1);
    // Nothing else is recorded by that door.
    let seen = host.call("case", json!({ "case": case }))["seen"].clone();
    let refused = |deeds: Value| {
        host.try_call(
            "record",
            json!({ "case": case, "seen": seen, "deeds": deeds, "drop_drafts": [] }),
        )
        .unwrap_err()
    };
    let mut plain = went(&seq, "2026-11-18", "2026-11-20");
    plain[0].as_object_mut().unwrap().remove("went");
    assert_eq!(refused(plain).message, "The case is closed.");
    assert_eq!(
        refused(went(&json!(1), "2026-11-18", "2026-11-20")).field,
        "went"
    );
}

/// What Today says of a receipt: the button and the task.
fn receipt(host: &Host) -> Option<(String, String, String)> {
    let jobs = host.call("today", json!({}))["jobs"].clone();
    let jobs = jobs.as_array().unwrap().clone();
    let job = jobs
        .iter()
        .find(|job| job["task"].as_str().unwrap().contains("Receipt from"))?;
    let text = |key: &str| job[key].as_str().unwrap().to_owned();
    Some((text("action"), text("paper"), text("task")))
}

#[test]
fn a_receipt_that_did_not_come_is_chased_with_the_policys_own_letter() {
    let (host, case) = at_stage_three();
    let drafted = host.call("draft_email", email(&case, "monitoring", FIRST));
    let on = json!({ "date": "2026-11-18", "time": null });
    host.record(&case, json!([{ "deed": "action", "what": "Receipt from first.officer@example.org for: the form", "owner": "Grace Obi",
        "by": "2026-11-20", "agreed": on, "receipt_of": drafted["seq"] }]));
    let (action, _, task) = receipt(&host).unwrap();
    assert_eq!(action, "settle", "its day has not come");
    assert!(task.starts_with("Check that it came: Receipt"), "{task}");
    host.at("2026-11-20T15:00:00+00:00");
    assert_eq!(receipt(&host).unwrap().0, "settle", "it may still come");
    host.at("2026-11-21T09:00:00+00:00");
    let (action, paper, task) = receipt(&host).unwrap();
    assert_eq!((action.as_str(), paper.as_str()), ("email", "chase"));
    assert!(
        task.starts_with("Chase what did not come: Receipt"),
        "{task}"
    );
    let chase =
        |host: &Host| host.call("case", json!({ "case": case }))["actions"][0]["chase"].clone();
    assert_eq!(chase(&host), "chase");
    // Drafted for somebody else, it chases nobody here.
    let mut letter = email(&case, "chase", "someone.else@example.org");
    host.call("draft_email", letter.clone());
    assert_eq!(receipt(&host).unwrap().0, "email");
    letter["to"] = json!([FIRST]);
    host.call("draft_email", letter);
    assert_eq!(receipt(&host).unwrap().0, "settle", "it was chased");
    assert_eq!(chase(&host), "");
    let told = host.call("chronology", json!({ "case": case })).to_string();
    assert!(told.contains("We have not had your answer"), "{told}");
}
