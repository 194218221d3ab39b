//! Locking, unlocking, and what is typed in between.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{House, PASSPHRASE, case_of, first_run, start};
use serde_json::json;
use std::sync::Arc;
use std::time::Instant;
use stepwise_app::App;
use stepwise_app::error::ErrorCode;

#[tokio::test]
async fn nothing_answers_while_locked_but_what_must() {
    let house = House::new("north-somerset", "2026-11-24T15:00:00+00:00").await;
    let case = house
        .start_case(case_of("north-somerset", "2026-11-24"))
        .await;
    let begun = Instant::now();
    let session = house.ok("lock", json!({})).await;
    assert!(begun.elapsed().as_millis() < 200);
    assert_eq!(session["state"], "locked");
    assert_eq!(session["setting"], "");
    assert_eq!(session["emergency"][0]["phone"], "01632 960002");
    let case_ref = json!({ "case": case });
    let paper = json!({ "case": case, "paper": "monitoring", "visit": null });
    let locked = [
        ("today", json!({})),
        ("cases", json!({})),
        ("find", json!({ "words": "x" })),
        ("case", case_ref.clone()),
        ("chronology", case_ref.clone()),
        ("papers", case_ref.clone()),
        ("paper", paper.clone()),
        ("save_paper_file", paper.clone()),
        ("print_paper", paper),
        ("bundle", case_ref),
        ("start_options", json!({ "policy": "" })),
        ("start_case", case_of("north-somerset", "2026-11-24")),
        (
            "record",
            json!({ "case": case, "seen": 0, "deeds": [], "drop_drafts": [] }),
        ),
        ("drafts", json!({ "prefix": "" })),
        ("save_draft", json!({ "key": "k", "text": "t" })),
        ("drop_draft", json!({ "prefix": "k" })),
        ("settings", json!({})),
        ("back_up", json!({})),
        ("save_emergency", json!({ "emergency": [] })),
        ("save_address", json!({ "known": [] })),
        ("change_passphrase", json!({ "current": "a", "new": "b" })),
        ("new_recovery_keys", json!({ "passphrase": "a" })),
    ];
    for (command, request) in locked {
        assert_eq!(
            house.code(command, request).await,
            ErrorCode::Locked,
            "{command}"
        );
    }
}

#[tokio::test]
async fn drafts_survive_a_lock_and_the_end_of_the_process() {
    let house = House::new("north-somerset", "2026-11-24T15:00:00+00:00").await;
    let text = "half a sen\u{202e}tence, “quoted” ";
    house
        .ok("save_draft", json!({ "key": "case/1/said", "text": text }))
        .await;
    house.ok("lock", json!({})).await;
    house
        .ok("unlock", json!({ "passphrase": PASSPHRASE }))
        .await;
    let kept = house.ok("drafts", json!({ "prefix": "case/1/" })).await;
    assert!(
        kept["drafts"][0][1]
            .as_str()
            .unwrap()
            .starts_with("half a sentence, “quoted”")
    );

    let folder: Arc<tempfile::TempDir> = house.folder.clone();
    drop(house);
    let again = start(folder, "2026-11-24T15:10:00+00:00");
    again
        .ok("unlock", json!({ "passphrase": PASSPHRASE }))
        .await;
    let kept = again.ok("drafts", json!({ "prefix": "" })).await;
    assert_eq!(kept["drafts"].as_array().unwrap().len(), 1);
    again.ok("drop_draft", json!({ "prefix": "case/" })).await;
    assert_eq!(
        again.ok("drafts", json!({ "prefix": "" })).await["drafts"],
        json!([])
    );
}

#[tokio::test]
async fn a_wrong_passphrase_waits_and_a_recovery_key_opens() {
    let house = start(
        Arc::new(tempfile::tempdir().unwrap()),
        "2026-11-24T15:00:00+00:00",
    );
    assert_eq!(house.ok("session", json!({})).await["state"], "first-run");
    let mut weak = first_run("north-somerset");
    weak["passphrase"] = json!("password");
    assert_eq!(
        house.code("create_vault", weak).await,
        ErrorCode::WeakPassphrase
    );
    assert_eq!(house.ok("session", json!({})).await["state"], "first-run");

    let made = house.ok("create_vault", first_run("north-somerset")).await;
    assert_eq!(made["session"]["state"], "confirm-recovery");
    assert_eq!(
        house.code("today", json!({})).await,
        ErrorCode::NotConfirmed
    );
    assert_eq!(
        house.code("finish_setup", json!({})).await,
        ErrorCode::NotConfirmed
    );
    let key: Vec<String> = serde_json::from_value(made["recovery_keys"][1].clone()).unwrap();
    let right = house
        .ok("check_recovery_group", json!({ "digits": key[0] }))
        .await;
    assert_eq!(right["right"], true);
    let mut slip: Vec<char> = key[0].chars().collect();
    slip[5] = if slip[5] == '9' {
        '0'
    } else {
        char::from_digit(slip[5].to_digit(10).unwrap() + 1, 10).unwrap()
    };
    let slip: String = slip.into_iter().collect();
    assert_eq!(
        house
            .ok("check_recovery_group", json!({ "digits": slip }))
            .await["right"],
        false
    );
    assert_eq!(
        house
            .code("confirm_recovery_key", json!({ "key": "12" }))
            .await,
        ErrorCode::WrongRecoveryKey
    );
    house
        .ok("confirm_recovery_key", json!({ "key": key.join("-") }))
        .await;
    house.ok("finish_setup", json!({})).await;
    house.ok("lock", json!({})).await;

    for _ in 0..4 {
        house
            .code("unlock", json!({ "passphrase": "not this one at all" }))
            .await;
    }
    assert_eq!(
        house
            .code("unlock", json!({ "passphrase": PASSPHRASE }))
            .await,
        ErrorCode::WaitBeforeRetry
    );
    assert!(
        house.ok("session", json!({})).await["wait_seconds"]
            .as_u64()
            .unwrap()
            > 0
    );
    house.clock.set("2026-11-24T16:00:00+00:00");
    let new = "walnut harbour thimble nine";
    let opened = house
        .ok("open_with_recovery_key", json!({ "key": key.join(" ") }))
        .await;
    assert_eq!(opened["recover"][0]["name"], "Jo March");
    assert_eq!(house.code("today", json!({})).await, ErrorCode::Locked);
    let person = opened["recover"][0]["id"].clone();
    let open = house
        .ok(
            "finish_recovery",
            json!({ "person": person, "name": "", "designation": "", "new_passphrase": new }),
        )
        .await;
    assert_eq!(open["state"], "open");
    assert_eq!(open["user"], "Jo March");
    house.ok("lock", json!({})).await;
    assert_eq!(
        house
            .code("unlock", json!({ "passphrase": PASSPHRASE }))
            .await,
        ErrorCode::WrongPassphrase
    );
    house.ok("unlock", json!({ "passphrase": new })).await;
    assert_eq!(
        house
            .code("create_vault", first_run("north-somerset"))
            .await,
        ErrorCode::VaultExists
    );
}

#[tokio::test]
async fn settings_are_kept_and_checked() {
    let house = House::new("north-somerset", "2026-11-24T15:00:00+00:00").await;
    let base = json!({
        "setting": "Hazel Bank", "setting_kind": "school", "policy": "north-somerset", "people": [],
        "idle_minutes": 9, "backup_folder": "", "appearance": "dark"
    });
    let view = house.ok("save_setting", base.clone()).await;
    assert_eq!(
        (view["setting"].as_str(), view["idle_minutes"].as_u64()),
        (Some("Hazel Bank"), Some(9))
    );
    let mut bad = base.clone();
    bad["idle_minutes"] = json!(0);
    assert_eq!(house.err("save_setting", bad).await.field, "idle_minutes");
    let mut bad = base;
    bad["policy"] = json!("nowhere");
    assert_eq!(house.code("save_setting", bad).await, ErrorCode::NotFound);

    let contact = view["contacts"][0]["id"].clone();
    let own = json!({
        "policy": "north-somerset", "contact": contact, "person": "Robin Marlow", "email": "r@board.example",
        "phone": "01632 960009", "checked": "2026-11-24", "remove": false
    });
    let view = house.ok("override_contact", own.clone()).await;
    assert_eq!(view["contacts"][0]["person"], "Robin Marlow");
    assert_eq!(view["contacts"][0]["overridden"], true);
    let mut back = own;
    back["remove"] = json!(true);
    assert_eq!(
        house.ok("override_contact", back).await["contacts"][0]["overridden"],
        false
    );

    let view = house.ok("back_up", json!({})).await;
    assert!(view["last_backup"].is_string());
    let wrong = json!({ "current": "not the one at all", "new": "walnut harbour thimble nine" });
    assert_eq!(
        house.code("change_passphrase", wrong).await,
        ErrorCode::WrongPassphrase
    );
    house
        .ok(
            "change_passphrase",
            json!({ "current": PASSPHRASE, "new": "walnut harbour thimble nine" }),
        )
        .await;
    house.ok("lock", json!({})).await;
    house
        .ok(
            "unlock",
            json!({ "passphrase": "walnut harbour thimble nine" }),
        )
        .await;
}

#[tokio::test]
async fn a_proclaimed_holiday_moves_the_date() {
    let house = House::new("north-somerset", "2026-11-24T09:00:00+00:00").await;
    let case = house
        .start_case(case_of("north-somerset", "2026-11-24"))
        .await;
    let view = house.record(&case, json!([
        { "deed": "open-stage", "stage": "s1", "on": common::on("2026-11-24"), "rule": "", "reason": "", "for_risk": false },
    ])).await;
    assert_eq!(view["due"]["date"], "2026-11-25");
    let day = json!({
        "calendar": "england-and-wales", "date": "2026-11-25", "name": "A day of mourning",
        "source": "The Gazette", "working": false
    });
    house.ok("proclaim_holiday", day).await;
    let view = house.case(&case).await;
    assert_eq!(view["due"]["date"], "2026-11-26");
    let today = house.ok("today", json!({})).await;
    assert_eq!(today["jobs"][0]["due"]["date"], "2026-11-26");
}

#[tokio::test]
async fn the_sample_is_full_and_apart() {
    let house = start(
        Arc::new(tempfile::tempdir().unwrap()),
        "2026-11-24T12:00:00+00:00",
    );
    let session = house.ok("open_sample", json!({})).await;
    assert_eq!(
        (session["state"].as_str(), session["sample"].as_bool()),
        (Some("open"), Some(true))
    );
    let list = house.ok("cases", json!({})).await;
    assert_eq!(list["cases"].as_array().unwrap().len(), 5);
    let today = house.ok("today", json!({})).await;
    assert!(today["jobs"].as_array().unwrap().len() >= 5);
    for row in list["cases"].as_array().unwrap() {
        let view = house.case(row["case"].as_str().unwrap()).await;
        let text = view.to_string();
        assert!(
            !text.contains(".gov"),
            "a real contact in the sample: {}",
            row["number"]
        );
    }
    assert_eq!(
        house.ok("leave_sample", json!({})).await["state"],
        "first-run"
    );
    house.ok("open_sample", json!({})).await;
    assert_eq!(
        house.ok("cases", json!({})).await["cases"]
            .as_array()
            .unwrap()
            .len(),
        5
    );
    // Without anything to open, a case of the sample is not there.
    house.ok("leave_sample", json!({})).await;
    house.set_up("north-somerset").await;
    assert_eq!(house.ok("cases", json!({})).await["cases"], json!([]));
}

#[tokio::test]
async fn commands_are_named_once_and_bad_requests_say_so() {
    let house = start(
        Arc::new(tempfile::tempdir().unwrap()),
        "2026-11-24T12:00:00+00:00",
    );
    let mut names = App::names().to_vec();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), App::names().len());
    assert_eq!(
        house.code("nothing", json!({})).await,
        ErrorCode::BadRequest
    );
    assert_eq!(
        house.code("unlock", json!({ "pass": 1 })).await,
        ErrorCode::BadRequest
    );
}
