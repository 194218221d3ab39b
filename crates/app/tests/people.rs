//! Several people on one record: their names, their roles, recovery, and new keys.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{House, PASSPHRASE, case_of, on};
use serde_json::{Value, json};
use stepwise_app::error::ErrorCode;

const POLICY: &str = "north-somerset";
const NOW: &str = "2026-11-24T15:00:00+00:00";
const SAM: &str = "umbrella quartz meadow seven";
const FRESH: &str = "walnut harbour thimble nine";

async fn add(house: &House, name: &str, role: &str, passphrase: &str) -> Value {
    let request = json!({
        "name": name, "designation": "Deputy lead", "role": role,
        "new_passphrase": passphrase, "current": PASSPHRASE
    });
    house.ok("add_person", request).await
}

async fn unlock(house: &House, passphrase: &str) -> Value {
    house.ok("lock", json!({})).await;
    house
        .ok("unlock", json!({ "passphrase": passphrase }))
        .await
}

fn id_of(access: &Value, name: &str) -> String {
    let people = access["people"].as_array().unwrap();
    let one = people.iter().find(|one| one["name"] == name).unwrap();
    one["id"].as_str().unwrap().to_owned()
}

fn note(text: &str) -> Value {
    json!([{
        "deed": "entry", "kind": "note", "happened": on("2026-11-24"), "ours": [], "theirs": [],
        "statements": [{ "nature": "fact", "of": "", "text": text }], "agreed": "", "next": "",
        "fulfils": [], "reaches": []
    }])
}

#[tokio::test]
async fn each_unlocks_with_their_own_words_and_signs_with_their_own_name() {
    let house = House::new(POLICY, NOW).await;
    let case = house.start_case(case_of(POLICY, "2026-11-24")).await;
    let access = add(&house, "Sam Odell", "deputy", SAM).await;
    assert_eq!(access["people"].as_array().unwrap().len(), 2);
    assert_eq!(access["people"][0]["only_lead"], true);
    assert_eq!(access["people"][1]["last"], Value::Null);

    let session = unlock(&house, SAM).await;
    assert_eq!(session["user"], "Sam Odell");
    assert_eq!(session["role"], "deputy");
    house.record(&case, note("Seen at the gate.")).await;
    let chronology = house.ok("chronology", json!({ "case": case })).await;
    let text = chronology.to_string();
    assert!(text.contains("Sam Odell") && text.contains("Jo March"));
    unlock(&house, PASSPHRASE).await;
    let access = house.ok("access", json!({})).await;
    assert!(access["people"][1]["last"].is_string());
}

#[tokio::test]
async fn adding_somebody_needs_ones_own_passphrase_and_words_of_their_own() {
    let house = House::new(POLICY, NOW).await;
    let ask = |name: &str, new: &str, current: &str| json!({ "name": name, "designation": "", "role": "reader", "new_passphrase": new, "current": current });
    for (request, field, code) in [
        (ask("", SAM, PASSPHRASE), "name", ErrorCode::Refused),
        (
            ask(" jo  MARCH ", SAM, PASSPHRASE),
            "name",
            ErrorCode::Refused,
        ),
        (
            ask("Sam", SAM, "not it at all"),
            "current",
            ErrorCode::WrongPassphrase,
        ),
        (
            ask("Sam", "short", PASSPHRASE),
            "new_passphrase",
            ErrorCode::WeakPassphrase,
        ),
        // Two with the same words could not be told apart.
        (
            ask("Sam", PASSPHRASE, PASSPHRASE),
            "new_passphrase",
            ErrorCode::Refused,
        ),
    ] {
        let error = house.err("add_person", request).await;
        assert_eq!((error.code, &*error.field), (code, field));
    }
    let access = house.ok("access", json!({})).await;
    assert_eq!(access["people"].as_array().unwrap().len(), 1);
    add(&house, "Sam Odell", "reader", SAM).await;
    unlock(&house, SAM).await;
    let mine = json!({ "current": SAM, "new": PASSPHRASE });
    assert_eq!(house.err("change_passphrase", mine).await.field, "new");
    house
        .ok("change_passphrase", json!({ "current": SAM, "new": FRESH }))
        .await;
    unlock(&house, FRESH).await;
}

#[tokio::test]
async fn a_reader_reads_and_the_worker_refuses_the_rest() {
    let house = House::new(POLICY, NOW).await;
    let case = house.start_case(case_of(POLICY, "2026-11-24")).await;
    add(&house, "Sam Odell", "reader", SAM).await;
    unlock(&house, SAM).await;
    let seen = house.case(&case).await;
    assert!(seen["may_not"].as_str().unwrap().contains("You can read"));
    for command in ["today", "cases", "settings", "access", "policies"] {
        house.ok(command, json!({})).await;
    }
    let files = house.ok("attachments", json!({ "case": case })).await;
    assert_eq!(files["may_not"], seen["may_not"]);
    let paper = json!({ "case": case, "paper": "monitoring", "visit": null });
    let deeds = note("x");
    for (command, request) in [
        (
            "record",
            json!({ "case": case, "seen": seen["seen"], "deeds": deeds, "drop_drafts": [] }),
        ),
        ("start_case", case_of(POLICY, "2026-11-24")),
        ("print_paper", paper.clone()),
        ("save_paper_file", paper),
        ("bundle", json!({ "case": case })),
        ("back_up", json!({})),
        ("save_terms", json!({ "terms": [] })),
        ("new_recovery_keys", json!({ "passphrase": SAM })),
        ("rotate_keys", json!({ "current": SAM, "people": [] })),
        ("restore_backup", json!({})),
    ] {
        let code = house.code(command, request).await;
        assert_eq!(code, ErrorCode::NotYourRole, "{command}");
    }
}

#[tokio::test]
async fn a_deputy_works_and_lets_nobody_in() {
    let house = House::new(POLICY, NOW).await;
    let access = add(&house, "Sam Odell", "deputy", SAM).await;
    let jo = id_of(&access, "Jo March");
    unlock(&house, SAM).await;
    let case = house.start_case(case_of(POLICY, "2026-11-24")).await;
    house.record(&case, note("Rang the front door.")).await;
    house.ok("save_terms", json!({ "terms": [] })).await;
    for (command, request) in [
        (
            "add_person",
            json!({ "name": "X", "designation": "", "role": "lead", "new_passphrase": FRESH, "current": SAM }),
        ),
        (
            "change_role",
            json!({ "person": jo, "role": "reader", "current": SAM }),
        ),
        ("remove_person", json!({ "person": jo, "current": SAM })),
    ] {
        assert_eq!(house.code(command, request).await, ErrorCode::NotYourRole);
    }
    // What is refused is not said to be something else.
    let error = house.err("erasing", json!({ "case": case })).await;
    assert_eq!(error.message, "This is for a lead of this record.");
    house.ok("keeping", json!({})).await;
}

#[tokio::test]
async fn a_manager_records_at_their_own_stage() {
    let house = House::new(POLICY, NOW).await;
    let people = json!([
        { "name": "Jo March", "designation": "Lead", "phone": "", "email": "", "roles": ["worker"] },
        { "name": "Sam Odell", "designation": "Head", "phone": "", "email": "", "roles": ["second-tier"] }
    ]);
    house
        .ok("save_setting", json!({
            "setting": "Hazel Bank School", "setting_kind": "school", "policy": POLICY, "people": people,
            "idle_minutes": 5, "backup_folder": "", "appearance": "system"
        }))
        .await;
    let case = house.start_case(case_of(POLICY, "2026-11-24")).await;
    let access = add(&house, "Sam Odell", "manager", SAM).await;
    assert_eq!(access["people"][1]["unknown"], false);
    let view = house.case(&case).await;
    let first = view["starts"][0][0].clone();
    house.record(&case, json!([{
        "deed": "open-stage", "stage": first, "on": on("2026-11-24"), "rule": "", "reason": "", "for_risk": false
    }])).await;
    // Stage 1 is the workers'.
    unlock(&house, SAM).await;
    let view = house.case(&case).await;
    assert!(
        view["may_not"]
            .as_str()
            .unwrap()
            .contains("speak for the setting"),
        "{}",
        view["may_not"]
    );
    assert_eq!(
        house.refused(&case, note("x")).await.code,
        ErrorCode::NotYourRole
    );
    unlock(&house, PASSPHRASE).await;
    house.record(&case, json!([{
        "deed": "stage-outcome", "resolved": false, "on": on("2026-11-24"), "note": "They did not agree."
    }])).await;
    let view = house.case(&case).await;
    let next = &view["moves"][0];
    house.record(&case, json!([{
        "deed": "open-stage", "stage": next["stages"][0][0], "on": on("2026-11-24"), "rule": next["rule"],
        "reason": "", "for_risk": false
    }])).await;
    unlock(&house, SAM).await;
    let view = house.case(&case).await;
    assert_eq!(view["may_not"], "", "{view:#}");
    house.record(&case, note("Spoke to their manager.")).await;
    let mine = house.case(&case).await["seen"].as_u64().unwrap();
    // What belongs to the whole case, and what others recorded, is not theirs; their own record is.
    let withdraw = json!([{
        "deed": "withdraw", "by_whom": "x", "why": "x", "concern_remains": false, "concern": "", "on": on("2026-11-24")
    }]);
    assert_eq!(
        house.refused(&case, withdraw).await.code,
        ErrorCode::NotYourRole
    );
    let strike = |seq: u64| json!([{ "deed": "strike", "seq": seq, "reason": "Recorded twice." }]);
    assert_eq!(
        house.refused(&case, strike(2)).await.code,
        ErrorCode::NotYourRole
    );
    house.record(&case, strike(mine)).await;
}

#[tokio::test]
async fn there_is_always_a_lead() {
    let house = House::new(POLICY, NOW).await;
    let access = add(&house, "Sam Odell", "deputy", SAM).await;
    let (jo, sam) = (id_of(&access, "Jo March"), id_of(&access, "Sam Odell"));
    let role =
        |person: &str, role: &str| json!({ "person": person, "role": role, "current": PASSPHRASE });
    let remove = |person: &str| json!({ "person": person, "current": PASSPHRASE });
    assert_eq!(
        house.err("change_role", role(&jo, "deputy")).await.field,
        "person"
    );
    assert_eq!(
        house.err("remove_person", remove(&jo)).await.field,
        "person"
    );
    house.ok("change_role", role(&sam, "lead")).await;
    // Not oneself: the record stays open in front of whoever does it.
    assert_eq!(
        house.err("remove_person", remove(&jo)).await.field,
        "person"
    );
    house.ok("change_role", role(&jo, "deputy")).await;
    assert_eq!(house.ok("session", json!({})).await["role"], "deputy");
    assert_eq!(
        house.code("change_role", role(&jo, "lead")).await,
        ErrorCode::NotYourRole
    );
}

#[tokio::test]
async fn removed_and_with_new_keys_a_passphrase_opens_nothing() {
    let house = House::new(POLICY, NOW).await;
    let case = house.start_case(case_of(POLICY, "2026-11-24")).await;
    let access = add(&house, "Sam Odell", "deputy", SAM).await;
    let sam = id_of(&access, "Sam Odell");
    add(&house, "Kit Lowe", "reader", FRESH).await;
    unlock(&house, SAM).await;
    house.record(&case, note("Seen at the gate.")).await;
    unlock(&house, PASSPHRASE).await;
    let access = house
        .ok(
            "remove_person",
            json!({ "person": sam, "current": PASSPHRASE }),
        )
        .await;
    assert_eq!(access["keys_due"], true);
    assert_eq!(access["former"][0]["name"], "Sam Odell");
    let kit = id_of(&access, "Kit Lowe");
    // Kit is not there: words for once.
    let words = house.ok("once_words", json!({})).await["words"].clone();
    let stays = json!([{ "person": kit, "passphrase": words, "once": true }]);
    let wrong = json!({ "current": "not it at all", "people": stays });
    assert_eq!(house.err("rotate_keys", wrong).await.field, "current");
    let not_kits = json!([{ "person": kit, "passphrase": "not hers at all", "once": false }]);
    let error = house
        .err(
            "rotate_keys",
            json!({ "current": PASSPHRASE, "people": not_kits }),
        )
        .await;
    assert_eq!(error.field, "people.0.passphrase");
    let made = house
        .ok(
            "rotate_keys",
            json!({ "current": PASSPHRASE, "people": stays }),
        )
        .await;
    assert_eq!(made["session"]["state"], "confirm-recovery");
    let key: Vec<String> = serde_json::from_value(made["recovery_keys"][1].clone()).unwrap();
    house
        .ok("confirm_recovery_key", json!({ "key": key.join(" ") }))
        .await;
    house.ok("finish_setup", json!({})).await;
    let access = house.ok("access", json!({})).await;
    assert_eq!(access["keys_due"], false);
    assert_eq!(access["left"].as_array().unwrap().len(), 1);
    let left = access["left"][0].as_str().unwrap().to_owned();
    // The name stays beside what was recorded.
    let chronology = house.ok("chronology", json!({ "case": case })).await;
    assert!(chronology.to_string().contains("Sam Odell"));
    let access = house
        .ok("delete_left", json!({ "current": PASSPHRASE }))
        .await;
    assert_eq!(access["left"].as_array().unwrap().len(), 0);
    assert!(!std::path::Path::new(&left).exists());

    house.ok("lock", json!({})).await;
    for gone in [SAM, FRESH] {
        assert_eq!(
            house.code("unlock", json!({ "passphrase": gone })).await,
            ErrorCode::WrongPassphrase
        );
    }
    let session = house.ok("unlock", json!({ "passphrase": words })).await;
    assert_eq!(session["choose_passphrase"], true);
    assert_eq!(
        house.code("today", json!({})).await,
        ErrorCode::NotConfirmed
    );
    house
        .ok(
            "change_passphrase",
            json!({ "current": words, "new": FRESH }),
        )
        .await;
    house.ok("today", json!({})).await;
    unlock(&house, PASSPHRASE).await;
    house.record(&case, note("After the change.")).await;
}

#[tokio::test]
async fn a_recovery_key_lets_somebody_new_take_over() {
    let house = common::start(std::sync::Arc::new(tempfile::tempdir().unwrap()), NOW);
    let made = house.ok("create_vault", common::first_run(POLICY)).await;
    let key: Vec<String> = serde_json::from_value(made["recovery_keys"][0].clone()).unwrap();
    let key = json!({ "key": key.join(" ") });
    house.ok("confirm_recovery_key", key.clone()).await;
    house.ok("finish_setup", json!({})).await;
    add(&house, "Sam Odell", "deputy", SAM).await;
    // Whoever has it open is not put out.
    house.code("open_with_recovery_key", key.clone()).await;
    house.ok("today", json!({})).await;
    house.ok("lock", json!({})).await;
    assert_eq!(
        house
            .code(
                "finish_recovery",
                json!({ "person": "", "name": "X", "designation": "", "new_passphrase": FRESH })
            )
            .await,
        ErrorCode::Locked
    );
    let opened = house.ok("open_with_recovery_key", key).await;
    assert_eq!(opened["recover"].as_array().unwrap().len(), 2);
    let session = house
        .ok("finish_recovery", json!({
            "person": "", "name": "Ana Reyes", "designation": "Designated safeguarding lead", "new_passphrase": FRESH
        }))
        .await;
    assert_eq!(
        (&session["user"], &session["role"]),
        (&json!("Ana Reyes"), &json!("lead"))
    );
    let access = house.ok("access", json!({})).await;
    assert!(access["recovery_used"].is_string());
    assert_eq!(access["people"].as_array().unwrap().len(), 3);
    // The one who left is removed with new keys by the one who took over.
    let jo = id_of(&access, "Jo March");
    house
        .ok("remove_person", json!({ "person": jo, "current": FRESH }))
        .await;
    house
        .ok("rotate_keys", json!({ "current": FRESH, "people": [] }))
        .await;
    house.ok("lock", json!({})).await;
    house.ok("unlock", json!({ "passphrase": FRESH })).await;
    house.ok("lock", json!({})).await;
    assert_eq!(
        house
            .code("unlock", json!({ "passphrase": PASSPHRASE }))
            .await,
        ErrorCode::WrongPassphrase
    );
}

#[tokio::test]
async fn the_sample_has_one_invented_person() {
    let house = House::new(POLICY, NOW).await;
    house.ok("open_sample", json!({})).await;
    let request = json!({
        "name": "Sam Odell", "designation": "", "role": "lead", "new_passphrase": SAM, "current": PASSPHRASE
    });
    assert_eq!(house.code("add_person", request).await, ErrorCode::Refused);
}
