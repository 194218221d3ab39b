//! Records to review, holds, and erasing, as a lead meets them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::*;
use serde_json::{Value, json};
use stepwise_app::error::ErrorCode;

const MORNING: &str = "2026-11-20T09:00:00+00:00";

/// A setting with one closed case about a child born on 29 February 2016.
async fn closed() -> (House, String) {
    let house = House::new("north-somerset", MORNING).await;
    let case = house
        .start_case(case_of("north-somerset", "2026-11-19"))
        .await;
    house
        .record(&case, json!([{
            "deed": "withdraw", "by_whom": "Jo March", "why": "They changed their mind.", "concern_remains": false,
            "concern": "", "on": on("2026-11-20"),
        }]))
        .await;
    (house, case)
}

async fn erase(house: &House, case: &str) -> Value {
    house
        .ok("erase_case", json!({
            "case": case, "number": "2026-001", "reason": "Past the schedule.", "passphrase": PASSPHRASE,
        }))
        .await
}

#[tokio::test]
async fn a_closed_case_comes_up_with_its_reason_and_never_by_itself_goes() {
    let (house, case) = closed().await;
    let view = house.ok("keeping", json!({})).await;
    assert_eq!(
        (view["later"].clone(), view["open"].clone()),
        (json!(1), json!(0))
    );
    assert_eq!(view["due"], json!([]));
    assert_eq!(house.ok("today", json!({})).await["reviews"], 0);
    // 25 years from 29 February: 1 March.
    house.clock.set("2041-03-01T09:00:00+00:00");
    house.unlock().await.unwrap();
    assert_eq!(house.ok("today", json!({})).await["reviews"], 1);
    let view = house.ok("keeping", json!({})).await;
    assert_eq!(view["due"][0]["case"], json!(case));
    assert_eq!(
        view["due"][0]["words"],
        json!([
            "Child born 29 February 2016; kept until the 25th birthday.",
            "That is today.",
            "Last review: never."
        ])
    );
    // Looked at, and kept.
    let ahead = json!({ "case": case, "reason": "A claim may come.", "again": "2041-03-01" });
    assert_eq!(house.err("keep_longer", ahead).await.field, "again");
    let kept = json!({ "case": case, "reason": "A claim may come.", "again": "2042-03-01" });
    let view = house.ok("keep_longer", kept).await;
    assert_eq!(view["due"], json!([]));
    assert_eq!(view["coming"][0]["day"], "2042-03-01");
    assert_eq!(house.ok("today", json!({})).await["reviews"], 0);
    let told = house
        .ok("chronology", json!({ "case": case }))
        .await
        .to_string();
    assert!(told.contains("Reviewed: kept longer"), "{told}");
}

#[tokio::test]
async fn a_hold_forbids_erasing_until_it_is_lifted() {
    let (house, case) = closed().await;
    let hold = |case: &str| json!({ "case": case, "asked_by": "The county court", "why": "A claim.", "reference": "C-7", "since": "2026-11-20" });
    let mut empty = hold(&case);
    empty["why"] = json!("");
    assert_eq!(house.err("place_hold", empty).await.field, "why");
    let view = house.ok("place_hold", hold(&case)).await;
    assert_eq!(view["held"].as_array().unwrap().len(), 1);
    let shown = house.case(&case).await;
    assert_eq!(shown["holds"][0]["asked_by"], "The county court");
    let asked = house.ok("erasing", json!({ "case": case })).await;
    assert_eq!(
        asked["refused"],
        json!(["It is on hold since 20 November 2026, asked for by The county court."])
    );
    let request =
        json!({ "case": case, "number": "2026-001", "reason": "r", "passphrase": PASSPHRASE });
    let refused = house.err("erase_case", request.clone()).await;
    assert!(refused.message.contains("on hold"), "{}", refused.message);
    // It is lifted with a reason, never struck.
    let events = house.ok("chronology", json!({ "case": case })).await;
    let entries = events["entries"].as_array().unwrap();
    let placed = entries.iter().find(|e| e["kind"] == "hold-placed").unwrap();
    assert_eq!(placed["strikable"], false);
    let strike = json!([{ "deed": "strike", "seq": placed["seq"], "reason": "x", "together": [] }]);
    assert!(
        house
            .refused(&case, strike)
            .await
            .message
            .contains("cannot be struck")
    );
    let id = shown["holds"][0]["id"].clone();
    let lift = json!({ "case": case, "hold": id, "reason": "" });
    assert_eq!(house.err("lift_hold", lift).await.field, "reason");
    house
        .ok(
            "lift_hold",
            json!({ "case": case, "hold": id, "reason": "The claim was dropped." }),
        )
        .await;

    // A hold on every case covers those to come, and its own record says so.
    let all = house.ok("place_hold", hold("")).await;
    assert_eq!(all["all_held"][0]["all"], true);
    let refused = house.err("erase_case", request.clone()).await;
    assert!(
        refused.message.starts_with("Every case is on hold"),
        "{}",
        refused.message
    );
    let later = house
        .start_case(case_of("north-somerset", "2026-11-19"))
        .await;
    assert_eq!(house.case(&later).await["holds"][0]["all"], true);
    // It is in force after unlocking, too.
    house.ok("lock", json!({})).await;
    house.unlock().await.unwrap();
    let refused = house.err("erase_case", request.clone()).await;
    assert!(
        refused.message.starts_with("Every case is on hold"),
        "{}",
        refused.message
    );
    let lift =
        json!({ "case": "", "hold": all["all_held"][0]["id"], "reason": "It has reported." });
    assert_eq!(house.ok("lift_hold", lift).await["all_held"], json!([]));
    erase(&house, &case).await;
    // An open case is never erased.
    let open =
        json!({ "case": later, "number": "2026-002", "reason": "r", "passphrase": PASSPHRASE });
    assert!(
        house
            .err("erase_case", open)
            .await
            .message
            .starts_with("It is open")
    );
}

#[tokio::test]
async fn an_erased_case_is_gone_but_for_its_number_and_its_seals() {
    let (house, case) = closed().await;
    house
        .ok(
            "save_draft",
            json!({ "key": format!("case/{case}/x"), "text": "Łucja said" }),
        )
        .await;
    let before = house.case(&case).await;
    let wrong = |field: &str, value: &str| {
        let mut request =
            json!({ "case": case, "number": "2026-001", "reason": "r", "passphrase": PASSPHRASE });
        request[field] = json!(value);
        request
    };
    for (field, value) in [
        ("number", "2026-002"),
        ("reason", " "),
        ("passphrase", "wrong"),
    ] {
        assert_eq!(
            house.err("erase_case", wrong(field, value)).await.field,
            field
        );
    }
    assert_eq!(
        house.case(&case).await["seen"],
        before["seen"],
        "nothing happened"
    );
    let asked = house.ok("erasing", json!({ "case": case })).await;
    assert_eq!(
        (asked["erased"].clone(), asked["refused"].clone()),
        (json!(false), json!([]))
    );
    assert_eq!(asked["entries"], before["seen"]);

    let done = erase(&house, &case).await;
    assert_eq!(
        (done["number"].clone(), done["swept"].clone()),
        (json!("2026-001"), json!(true))
    );
    assert_eq!(
        house.code("case", json!({ "case": case })).await,
        ErrorCode::CaseErased
    );
    assert_eq!(
        house.code("chronology", json!({ "case": case })).await,
        ErrorCode::CaseErased
    );
    assert_eq!(
        house.ok("find", json!({ "words": "Łucja" })).await["hits"],
        json!([])
    );
    assert_eq!(
        house.ok("drafts", json!({ "prefix": "case/" })).await["drafts"],
        json!([])
    );
    let cases = house.ok("cases", json!({})).await;
    assert_eq!(cases["cases"], json!([]));
    let row = &cases["erased"][0];
    assert_eq!(
        (
            row["number"].clone(),
            row["by"].clone(),
            row["reason"].clone(),
            row["entries"].clone()
        ),
        (
            json!("2026-001"),
            json!("Jo March"),
            json!("Past the schedule."),
            before["seen"].clone()
        )
    );
    let head = row["head"].as_str().unwrap().replace(' ', "");
    assert_eq!(
        json!(head),
        before["head"],
        "the seal that was printed is there"
    );
    assert!(
        house.ok("erasing", json!({ "case": case })).await["erased"]
            .as_bool()
            .unwrap()
    );
    // The lists go on working, and the number is not given again.
    house.ok("today", json!({})).await;
    let next = house
        .start_case(case_of("north-somerset", "2026-11-19"))
        .await;
    assert_eq!(house.case(&next).await["number"], "2026-002");
    house.ok("lock", json!({})).await;
    house.unlock().await.unwrap();
    assert_eq!(
        house.ok("cases", json!({})).await["erased"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn backups_that_hold_it_are_named_and_go_when_asked() {
    let (house, case) = closed().await;
    let place = house.folder.path().join("files");
    house.ok("back_up", json!({})).await;
    let asked = house.ok("erasing", json!({ "case": case })).await;
    assert_eq!(asked["backups"].as_array().unwrap().len(), 1);
    house.clock.set("2026-11-20T10:00:00+00:00");
    let left = erase(&house, &case).await["left"].clone();
    assert_eq!(left["backups"].as_array().unwrap().len(), 1);
    assert_eq!(left["backups"][0]["until"], "2026-12-05");
    let name = left["backups"][0]["name"].as_str().unwrap();
    assert!(place.join(name).exists());
    let after = house.ok("remove_backups", json!({ "case": case })).await;
    assert_eq!(after["backups"], json!([]));
    assert!(!place.join(name).exists());
    assert_eq!(
        std::fs::read_dir(&place).unwrap().count(),
        1,
        "the fresh one is there"
    );
}

#[tokio::test]
async fn a_schedule_of_ones_own_takes_the_place_of_the_starting_point() {
    let (house, _) = closed().await;
    let view = house.ok("keeping", json!({})).await;
    assert_eq!(view["schedule"]["own"], false);
    let rule = |years: u32, from: &str| json!({ "about": "child", "from": from, "years": years, "until": "school-year", "source": "Page 3", "confirm": "" });
    let save = |source: &str, rules: Value| json!({ "source": source, "rules": rules });
    for (request, field) in [
        (save("", json!([rule(1, "end")])), "source"),
        (save("Ours", json!([])), "rules"),
        (save("Ours", json!([rule(0, "end")])), "rules"),
        (save("Ours", json!([rule(1, "never")])), "rules.0.from"),
    ] {
        assert_eq!(house.err("save_schedule", request).await.field, field);
    }
    let view = house
        .ok(
            "save_schedule",
            save("Ours, 4 March 2026", json!([rule(1, "end")])),
        )
        .await;
    assert_eq!(view["schedule"]["own"], true);
    assert_eq!(view["schedule"]["source"], "Ours, 4 March 2026");
    // Closed on 20 November 2026; a year later; the end of that school year.
    house.clock.set("2028-08-30T09:00:00+00:00");
    house.unlock().await.unwrap();
    assert_eq!(
        house.ok("keeping", json!({})).await["coming"][0]["day"],
        "2028-08-31"
    );
    let view = house.ok("save_schedule", save("", json!([]))).await;
    assert_eq!(view["schedule"]["own"], false);
    assert_eq!(view["later"], 1);
}
