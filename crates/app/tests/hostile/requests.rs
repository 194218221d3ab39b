//! Every value of every request, wrong in turn.

use super::common::{House, PASSPHRASE, case_of, first_run};
use super::tools::{CANARY, NOW, a_case, attack, deeds, nasty, places, screens_live};
use serde_json::{Value, json};
use stepwise_app::error::ErrorCode;

#[tokio::test]
async fn every_value_of_every_deed_can_be_wrong() {
    let house = House::new("north-somerset", NOW).await;
    let case = house
        .start_case(case_of("north-somerset", "2026-11-23"))
        .await;
    let subject = house.case(&case).await["subjects"][0]["form"]["id"].clone();
    let mut seen = house.case(&case).await["seen"].clone();
    for deed in deeds(&subject) {
        let mut where_ = Vec::new();
        places(&deed, "", &mut where_);
        for place in where_ {
            for value in nasty() {
                let mut bad = deed.clone();
                *bad.pointer_mut(&place).unwrap() = value;
                let request =
                    json!({ "case": case, "seen": seen, "deeds": [bad], "drop_drafts": [] });
                // Most are refused, and then the case is as it was: it is read again only where it is not.
                if attack(&house, "record", request).await {
                    seen = house.case(&case).await["seen"].clone();
                }
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
        (
            "email_words",
            json!({ "case": case, "paper": "monitoring", "subject": CANARY, "body": CANARY }),
        ),
        ("open_mail", json!({ "case": case, "seq": 1 })),
        (
            "use_own_form",
            with(
                json!({ "seen": seen, "file": CANARY, "sent": { "to": CANARY, "why": CANARY, "how": "post",
                "on": { "date": "2026-11-24", "time": null } } }),
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
        ("look_at_folder", json!({ "path": CANARY })),
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
