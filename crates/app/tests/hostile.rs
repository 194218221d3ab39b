//! Requests that no honest window would send. None may end in a fault of the application, none may
//! leave a case that cannot be shown, and no error may repeat what was typed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{House, PASSPHRASE, at, case_of, first_run, on};
use serde_json::{Value, json};
use stepwise_app::App;
use stepwise_app::error::{ErrorCode, WireError};

/// Stands in every text that is typed here, so that it is found wherever it should not be.
const CANARY: &str = "Zebrafinch-Quillwort";

const NOW: &str = "2026-11-24T15:00:00+00:00";

fn discreet(error: &WireError) {
    let told = serde_json::to_string(error).unwrap().to_lowercase();
    assert!(
        !told.contains("zebrafinch"),
        "an error repeats what was typed: {told}"
    );
    assert!(error.message.ends_with('.'), "{told}");
    assert!(error.hint.ends_with('.'), "{told}");
}

/// Where each value of a request stands.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    if !at.is_empty() {
        found.push(at.to_owned());
    }
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(key, field)| places(field, &format!("{at}/{key}"), found)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(i, item)| places(item, &format!("{at}/{i}"), found)),
        _ => {}
    }
}

/// What is put in the place of each value, one after another.
fn nasty() -> Vec<Value> {
    let mut deep = json!(CANARY);
    for _ in 0..100 {
        deep = json!([deep]);
    }
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(u64::MAX),
        json!(1e300),
        json!([]),
        json!({}),
        deep,
        json!(""),
        json!("\u{200b}\u{2060}\u{ad}"),
        json!("\u{0}\u{202e}\u{feff}"),
        json!(format!("../../{CANARY}\\..\\C:\\{CANARY}")),
        json!(format!("{CANARY}\r\nBcc: {CANARY}@eastmere.example\u{85}")),
        json!(format!("<script>{CANARY}</script>{{user}}\"*' OR NEAR(")),
        json!(CANARY.repeat(20)),
        json!("+262142-12-31"),
        json!("0001-01-01"),
        json!("9999-12-31"),
    ]
}

fn person() -> Value {
    json!({ "id": "", "agency": "", "side": "theirs", "name": CANARY, "designation": CANARY, "phone": CANARY,
            "email": format!("{CANARY}@eastmere.example"), "roles": ["worker"] })
}

fn decision() -> Value {
    json!({ "reference": CANARY, "referred": "2026-11-20", "what": CANARY, "by_whom": CANARY, "on": "2026-11-23",
            "reasons": "given", "reasons_text": CANARY, "not_safe": CANARY, "wanted": CANARY })
}

/// One of each kind.
fn deeds(subject: &Value) -> Vec<Value> {
    let today = on("2026-11-24");
    let key = json!({ "duty": CANARY, "visit": 1, "of": CANARY, "side": "ours" });
    let entry = json!({ "deed": "entry", "kind": "call", "happened": at("2026-11-24", "10:00"), "ours": [CANARY], "theirs": [CANARY],
        "statements": [{ "nature": "fact", "of": CANARY, "text": CANARY }], "agreed": CANARY, "next": CANARY, "fulfils": [key], "reaches": [CANARY] });
    let mut alone = entry.clone();
    alone["fulfils"] = json!([]);
    alone["reaches"] = json!([]);
    vec![
        entry.clone(),
        alone.clone(),
        json!({ "deed": "duty-done", "key": key, "on": today, "evidence": CANARY }),
        json!({ "deed": "duty-not-done", "key": key, "reason": CANARY }),
        json!({ "deed": "reached", "moment": CANARY, "on": today }),
        json!({ "deed": "fact", "fact": CANARY, "choice": CANARY }),
        json!({ "deed": "check", "check": CANARY, "answer": CANARY }),
        json!({ "deed": "open-stage", "stage": "s1", "on": today, "rule": CANARY, "reason": CANARY, "for_risk": false }),
        json!({ "deed": "stage-outcome", "resolved": false, "on": today, "note": CANARY }),
        json!({ "deed": "danger", "immediate": true, "done": CANARY, "on": today }),
        json!({ "deed": "plan", "subject": subject, "measures": CANARY, "by_whom": CANARY, "reviewed": today, "next_review": "2026-12-01" }),
        json!({ "deed": "voice", "subject": subject, "own_words": CANARY, "family": CANARY, "on": today }),
        json!({ "deed": "limit", "clock": CANARY, "by": "2026-12-01", "reason": CANARY }),
        json!({ "deed": "own-date", "what": CANARY, "by": "2026-12-01" }),
        json!({ "deed": "action", "what": CANARY, "owner": CANARY, "by": "2026-12-01", "agreed": today }),
        json!({ "deed": "action-outcome", "action": CANARY, "done": true, "on": today, "note": CANARY }),
        json!({ "deed": "subject", "subject": { "id": "", "kind": "child", "name": CANARY, "born": "2016-02-29", "status": CANARY } }),
        json!({ "deed": "person", "person": person() }),
        json!({ "deed": "agency", "id": "", "side": "theirs", "name": CANARY }),
        json!({ "deed": "opening", "raised": today, "raised_by": "ours", "areas": [CANARY] }),
        json!({ "deed": "decision", "decision": decision() }),
        json!({ "deed": "amend", "seq": 4, "with": alone, "reason": CANARY }),
        json!({ "deed": "amend", "seq": 1, "with": { "deed": "opening", "raised": today, "raised_by": "ours", "areas": [] }, "reason": CANARY }),
        json!({ "deed": "strike", "seq": 5, "reason": CANARY }),
        json!({ "deed": "withdraw", "by_whom": CANARY, "why": CANARY, "concern_remains": true, "concern": CANARY, "on": today }),
        json!({ "deed": "reopen", "reason": CANARY, "on": today }),
        json!({ "deed": "end", "ending": CANARY, "on": today, "note": CANARY }),
    ]
}

/// Every screen of a case comes up, and so do the lists.
async fn screens_live(house: &House, case: &str) {
    let which = json!({ "case": case });
    for command in ["case", "chronology", "papers", "bundle"] {
        house.ok(command, which.clone()).await;
    }
    for command in ["today", "cases", "settings", "policies"] {
        house.ok(command, json!({})).await;
    }
}

async fn attack(house: &House, command: &str, request: Value) -> bool {
    match house.app.call(command, request.clone()).await {
        Ok(_) => true,
        Err(error) => {
            discreet(&error);
            let harmless = !matches!(
                error.code,
                ErrorCode::Internal
                    | ErrorCode::Storage
                    | ErrorCode::RecordAltered
                    | ErrorCode::Document
                    | ErrorCode::Bundle
            );
            let mut words = request.to_string();
            words.truncate(words.floor_char_boundary(600));
            assert!(harmless, "{command}: {error:?} from {words}");
            false
        }
    }
}

fn a_case() -> Value {
    let mut start = case_of("north-somerset", "2026-11-23");
    start["people"] = json!([person()]);
    start["decision"] = decision();
    start["subjects"] = json!([
        { "id": "", "kind": "child", "name": CANARY, "born": "2016-02-29", "status": CANARY }
    ]);
    start["areas"] = json!([CANARY]);
    start["facts"] = json!([["subject", "child"]]);
    start["drop_drafts"] = json!([CANARY]);
    start["start_stage"] = json!("s1");
    start["start_reason"] = json!(CANARY);
    start["start_on"] = on("2026-11-24");
    start
}

#[tokio::test]
async fn every_value_of_every_deed_can_be_wrong() {
    let house = House::new("north-somerset", NOW).await;
    let case = house
        .start_case(case_of("north-somerset", "2026-11-23"))
        .await;
    let subject = house.case(&case).await["subjects"][0]["form"]["id"].clone();
    for deed in deeds(&subject) {
        let mut where_ = Vec::new();
        places(&deed, "", &mut where_);
        for place in where_ {
            for value in nasty() {
                let mut bad = deed.clone();
                *bad.pointer_mut(&place).unwrap() = value;
                let seen = house.ok("case", json!({ "case": case })).await["seen"].clone();
                let request =
                    json!({ "case": case, "seen": seen, "deeds": [bad], "drop_drafts": [] });
                attack(&house, "record", request).await;
            }
        }
        screens_live(&house, &case).await;
    }
}

#[tokio::test]
async fn every_value_of_a_start_can_be_wrong() {
    let house = House::new("north-somerset", NOW).await;
    let start = a_case();
    assert!(attack(&house, "start_case", start.clone()).await);
    let mut where_ = Vec::new();
    places(&start, "", &mut where_);
    for place in where_ {
        for value in nasty() {
            let mut bad = start.clone();
            *bad.pointer_mut(&place).unwrap() = value;
            attack(&house, "start_case", bad).await;
        }
    }
    let cases = house.ok("cases", json!({})).await;
    for row in cases["cases"].as_array().unwrap() {
        screens_live(&house, row["case"].as_str().unwrap()).await;
        for words in ["about", "agency"] {
            let shown = row[words].as_str().unwrap();
            assert!(
                shown.chars().any(char::is_alphanumeric),
                "a case whose {words} nobody can see: {shown:?}"
            );
        }
    }
}

#[tokio::test]
async fn every_value_of_every_other_request_can_be_wrong() {
    let house = House::new("north-somerset", NOW).await;
    let case = house.start_case(a_case()).await;
    let seen = house.case(&case).await["seen"].clone();
    let paper = json!({ "case": case, "paper": "monitoring", "visit": 1 });
    let with = |more: Value| {
        let mut request = paper.clone();
        let fields = more.as_object().unwrap().clone();
        request.as_object_mut().unwrap().extend(fields);
        request
    };
    let contact = house.ok("settings", json!({})).await["contacts"][0]["id"].clone();
    let requests = [
        ("check_recovery_group", json!({ "digits": CANARY })),
        ("confirm_recovery_key", json!({ "key": CANARY })),
        ("save_recovery_sheet", json!({ "which": 0 })),
        ("save_draft", json!({ "key": CANARY, "text": CANARY })),
        ("drafts", json!({ "prefix": CANARY })),
        ("drop_draft", json!({ "prefix": CANARY })),
        ("find", json!({ "words": CANARY })),
        ("start_options", json!({ "policy": "north-somerset" })),
        (
            "policy",
            json!({ "policy": "north-somerset", "case": case }),
        ),
        ("case", json!({ "case": case })),
        ("chronology", json!({ "case": case })),
        ("papers", json!({ "case": case })),
        ("paper", paper.clone()),
        (
            "save_paper",
            with(json!({ "seen": seen, "answers": [["dispute", CANARY]] })),
        ),
        (
            "preview_paper",
            with(json!({ "seen": seen, "answers": [["dispute", CANARY]] })),
        ),
        (
            "page_image",
            json!({ "token": CANARY, "page": 0, "scale": 1.0 }),
        ),
        (
            "draft_email",
            with(
                json!({ "to": [format!("{CANARY}@eastmere.example")], "confirmed": true, "purpose": CANARY, "password_by": "phone" }),
            ),
        ),
        ("bundle", json!({ "case": case })),
        (
            "make_bundle",
            json!({ "case": case, "parts": ["summary"], "to": CANARY, "purpose": CANARY, "password_by": "phone" }),
        ),
        (
            "save_setting",
            json!({ "setting": CANARY, "setting_kind": "school", "policy": "north-somerset",
            "people": [{ "name": CANARY, "designation": CANARY, "phone": CANARY, "email": CANARY, "roles": [CANARY] }],
            "idle_minutes": 5, "backup_folder": "", "appearance": "dark" }),
        ),
        (
            "save_emergency",
            json!({ "emergency": [{ "name": CANARY, "phone": CANARY, "note": CANARY }] }),
        ),
        (
            "save_address",
            json!({ "known": [{ "agency": CANARY, "name": CANARY, "designation": CANARY, "phone": CANARY, "email": CANARY }] }),
        ),
        (
            "override_contact",
            json!({ "policy": "north-somerset", "contact": contact, "person": CANARY, "email": CANARY, "phone": CANARY,
            "checked": "2026-11-24", "remove": false }),
        ),
        (
            "proclaim_holiday",
            json!({ "calendar": "england-and-wales", "date": "2026-11-25", "name": CANARY, "source": CANARY, "working": false }),
        ),
        (
            "change_passphrase",
            json!({ "current": CANARY, "new": CANARY }),
        ),
        ("new_recovery_keys", json!({ "passphrase": CANARY })),
        ("create_vault", first_run("north-somerset")),
        ("choose_backup_folder", json!({})),
        ("session", json!({})),
        ("touch", json!({})),
    ];
    for (command, request) in requests {
        let mut where_ = vec![String::new()];
        places(&request, "", &mut where_);
        for place in where_ {
            for value in nasty() {
                let mut bad = request.clone();
                match place.as_str() {
                    "" => bad = value,
                    place => *bad.pointer_mut(place).unwrap() = value,
                }
                attack(&house, command, bad).await;
            }
        }
    }
    screens_live(&house, &case).await;
    let session = house.ok("session", json!({})).await;
    assert_eq!(session["state"], "open");
    assert_eq!(house.code(CANARY, json!({})).await, ErrorCode::BadRequest);

    // What was saved above neither keeps the next case from being started nor the vault from opening.
    house.ok("lock", json!({})).await;
    house
        .ok("unlock", json!({ "passphrase": PASSPHRASE }))
        .await;
    house.start_case(a_case()).await;
}

#[tokio::test]
async fn dates_that_cannot_be() {
    let house = House::new("north-somerset", NOW).await;
    let days = [
        "2026-02-31",
        "2026-02-29",
        "2026-13-01",
        "2026-00-10",
        "0001-01-01",
        "1899-12-31",
        "2200-01-01",
        "9999-12-31",
        "+262142-12-31",
        "-0001-01-01",
        "2026-11-25",
        "tomorrow",
        "",
        "2026-11-24T10:00",
        "20261124",
    ];
    let refused = |error: &WireError, field: &str, value: &str| {
        discreet(error);
        assert_eq!(
            (error.code, error.field.as_str()),
            (ErrorCode::Refused, field),
            "{value}: {}",
            error.message
        );
    };
    for day in days {
        let mut start = a_case();
        start["raised"]["date"] = json!(day);
        refused(&house.err("start_case", start).await, "raised", day);
    }
    for time in [
        "25:00", "24:00", "12:60", "-1:00", "noon", "15:01", "10:00:99",
    ] {
        let mut start = a_case();
        start["raised"] = at("2026-11-24", time);
        refused(&house.err("start_case", start).await, "raised", time);
    }
    for day in ["2026-02-31", "0001-01-01", "9999-12-31", "+262142-12-31"] {
        let mut start = a_case();
        start["subjects"][0]["born"] = json!(day);
        refused(
            &house.err("start_case", start).await,
            "subjects.0.born",
            day,
        );
        let mut start = a_case();
        start["decision"]["on"] = json!(day);
        refused(&house.err("start_case", start).await, "decision.on", day);
    }
    let case = house.start_case(a_case()).await;
    for day in ["2026-02-31", "0001-01-01", "9999-12-31", "+262142-12-31"] {
        let deed = json!([{ "deed": "own-date", "what": "Hear from them", "by": day }]);
        refused(&house.refused(&case, deed).await, "by", day);
    }
    let before =
        json!([{ "deed": "stage-outcome", "resolved": false, "on": on("2026-11-22"), "note": "" }]);
    refused(
        &house.refused(&case, before).await,
        "on",
        "an outcome before its stage",
    );
}

#[tokio::test]
async fn names_that_are_too_long_or_cannot_be_seen() {
    let house = House::new("north-somerset", NOW).await;
    let fits = "ŵ".repeat(300);
    let fields = [
        "/agency",
        "/subjects/0/name",
        "/people/0/name",
        "/people/0/designation",
        "/decision/by_whom",
    ];
    for field in fields {
        let mut start = a_case();
        *start.pointer_mut(field).unwrap() = json!(fits);
        house.ok("start_case", start.clone()).await;
        *start.pointer_mut(field).unwrap() = json!(format!("{fits}ŵ"));
        let error = house.err("start_case", start).await;
        assert_eq!(error.code, ErrorCode::Refused, "{field}");
    }
    // Nothing to be seen is nothing: blanks of every kind, joiners, soft hyphens, fillers.
    for nothing in [
        "\u{a0}\u{3000}",
        "\u{200b}",
        "\u{ad}\u{2060}",
        "\u{200d}\u{200c}",
        "\u{3164}",
        "\u{2800}",
    ] {
        for field in ["/agency", "/subjects/0/name", "/people/0/name"] {
            let mut start = a_case();
            *start.pointer_mut(field).unwrap() = json!(nothing);
            let error = house.err("start_case", start).await;
            assert_eq!(error.code, ErrorCode::Refused, "{field} {nothing:?}");
        }
    }
}

#[tokio::test]
async fn settings_are_no_longer_than_a_case_can_hold() {
    let house = House::new("north-somerset", NOW).await;
    let long = "x".repeat(301);
    let setting = |name: &str, person: &str| {
        json!({ "setting": name, "setting_kind": "school", "policy": "north-somerset",
            "people": [{ "name": person, "designation": "", "phone": "", "email": "", "roles": [] }],
            "idle_minutes": 5, "backup_folder": "", "appearance": "dark" })
    };
    assert_eq!(
        house.err("save_setting", setting(&long, "Jo")).await.field,
        "setting"
    );
    assert_eq!(
        house
            .err("save_setting", setting("Hazel", &long))
            .await
            .field,
        "people.0.name"
    );
    let known = json!({ "known": [{ "agency": long, "name": "A", "designation": "", "phone": "", "email": "" }] });
    assert_eq!(
        house.err("save_address", known).await.field,
        "known.0.agency"
    );
    let emergency = json!({ "emergency": [{ "name": "A", "phone": "1", "note": long }] });
    assert_eq!(
        house.err("save_emergency", emergency).await.field,
        "emergency.0.note"
    );
    assert_eq!(
        house.ok("session", json!({})).await["emergency"][0]["name"],
        "Front door"
    );
    house
        .start_case(case_of("north-somerset", "2026-11-24"))
        .await;
}

#[tokio::test]
async fn a_million_letters_are_kept_or_refused_whole() {
    let house = House::new("north-somerset", NOW).await;
    let case = house
        .start_case(case_of("north-somerset", "2026-11-24"))
        .await;
    let text = "She said that nobody had come. ".repeat(33_000);
    let entry = |text: &str| {
        json!([{ "deed": "entry", "kind": "note", "happened": on("2026-11-24"), "ours": [], "theirs": [],
            "statements": [{ "nature": "fact", "of": "", "text": text }], "agreed": "", "next": "", "fulfils": [], "reaches": [] }])
    };
    house
        .ok("save_draft", json!({ "key": "k", "text": text }))
        .await;
    house.record(&case, entry(&text)).await;
    let kept = house
        .ok("chronology", json!({ "case": case }))
        .await
        .to_string();
    assert!(kept.len() > text.len());
    let found = house.ok("find", json!({ "words": "nobody" })).await;
    assert!(
        found["hits"].to_string().len() < 10_000,
        "a hit shows a few words"
    );
    let begun = std::time::Instant::now();
    house.ok("find", json!({ "words": text })).await;
    assert!(
        begun.elapsed().as_secs() < 10,
        "not by the square of the finds: {:?}",
        begun.elapsed()
    );

    // Beyond what is kept in one piece: refused whole, and the case as it was.
    let before = house.case(&case).await["seen"].clone();
    let error = house.refused(&case, entry(&text.repeat(6))).await;
    discreet(&error);
    assert_eq!(error.code, ErrorCode::Refused);
    assert_eq!(house.case(&case).await["seen"], before);
    let error = house
        .err("save_draft", json!({ "key": "k", "text": text.repeat(6) }))
        .await;
    assert_eq!(error.code, ErrorCode::Refused);
    let drafts = house.ok("drafts", json!({ "prefix": "k" })).await;
    assert_eq!(
        drafts["drafts"][0][1].as_str().unwrap().len(),
        text.trim_end().len()
    );
}

#[tokio::test]
async fn a_calendar_that_ends_refuses_each_count_and_the_screens_live() {
    let (mut refusing, mut opened) = (0, 0);
    for policy in App::start_policies(&House::new("north-somerset", NOW).await).await {
        let house = House::new(&policy, "2030-12-30T10:00:00+00:00").await;
        let mut start = case_of(&policy, "2030-12-30");
        start["people"] = json!([]);
        let case = house.start_case(start).await;
        let stages = house.ok("start_options", json!({ "policy": policy })).await["stages"].clone();
        let danger = json!([{ "deed": "danger", "immediate": true, "done": "999 called.", "on": on("2030-12-30") }]);
        for (i, stage) in stages.as_array().unwrap().iter().enumerate() {
            let open = json!([{ "deed": "open-stage", "stage": stage["id"], "on": on("2030-12-30"), "rule": "",
                "reason": if i == 0 { "" } else { "The harm is at hand." }, "for_risk": i > 0 }]);
            let seen = house.case(&case).await["seen"].clone();
            let request = json!({ "case": case, "seen": seen, "deeds": open, "drop_drafts": [] });
            opened += usize::from(attack(&house, "record", request).await);
            house.record(&case, danger.clone()).await;
            screens_live(&house, &case).await;
            let view = house.case(&case).await;
            for clock in view["clocks"].as_array().unwrap() {
                let due = clock["due"]["date"].as_str().unwrap_or_default();
                assert!(
                    due < "2031",
                    "{policy}: a date beyond the calendar was counted: {clock}"
                );
                if clock["state"] == "refused" {
                    refusing += 1;
                    assert!(clock["remark"].as_str().unwrap().len() > 10, "{clock}");
                }
            }
        }
        screens_live(&house, &case).await;
        house.ok("find", json!({ "words": "Eastmere" })).await;
    }
    assert!(
        opened > 8 && refusing > 5,
        "{opened} opened, {refusing} refused"
    );
}

trait Policies {
    async fn start_policies(house: &House) -> Vec<String>;
}

impl Policies for App {
    async fn start_policies(house: &House) -> Vec<String> {
        let all = house.ok("start_options", json!({ "policy": "" })).await["policies"].clone();
        all.as_array()
            .unwrap()
            .iter()
            .map(|p| p[0].as_str().unwrap().to_owned())
            .collect()
    }
}
