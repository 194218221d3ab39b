//! Today's buttons, and what may be corrected later.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{House, at, case_of, on};
use serde_json::{Value, json};

const OPEN_FIRST: &str = "s1";

fn open(stage: &str, day: &str) -> Value {
    json!([{ "deed": "open-stage", "stage": stage, "on": on(day), "rule": "", "reason": "", "for_risk": false }])
}

#[tokio::test]
async fn how_it_was_raised_can_be_corrected_and_limits_follow() {
    let house = House::new("north-somerset", "2026-11-24T15:00:00+00:00").await;
    let case = house
        .start_case(case_of("north-somerset", "2026-11-24"))
        .await;
    let story = house.ok("chronology", json!({ "case": case })).await;
    let line = |story: &Value| {
        let entries = story["entries"].as_array().unwrap();
        let found = entries.iter().find(|e| e["kind"] == "opened").unwrap();
        found.clone()
    };
    assert_eq!(line(&story)["amendable"], true);
    assert_eq!(line(&story)["seq"], 1);
    let before = house.case(&case).await;
    let opening = |day: &str| json!({ "deed": "opening", "raised": at(day, "09:15"), "raised_by": "ours", "areas": ["Thresholds"] });
    let amend = |day: &str| json!([{ "deed": "amend", "seq": 1, "with": opening(day), "reason": "It was said on the Friday" }]);
    let view = house.record(&case, amend("2026-11-20")).await;
    assert_eq!(view["raised"], at("2026-11-20", "09:15"));
    assert_eq!(view["areas"], json!(["Thresholds"]));
    assert_eq!(view["facts"], before["facts"], "answers of the start stay");
    assert_ne!(
        view["clocks"], before["clocks"],
        "limits are worked out anew"
    );
    let told = line(&house.ok("chronology", json!({ "case": case })).await);
    assert_eq!(told["amended"], "It was said on the Friday");
    assert!(!told["before"].as_array().unwrap().is_empty());

    // Not alone, not for another record, and not after what happened since.
    let error = house.refused(&case, json!([opening("2026-11-19")])).await;
    assert_eq!(error.field, "with");
    house.record(&case, open(OPEN_FIRST, "2026-11-23")).await;
    house.refused(&case, amend("2026-11-24")).await;
    house.refused(&case, amend("2026-11-25")).await;
}

/// A form or a letter that Today names is opened by its button, without a search for it.
#[tokio::test]
async fn a_job_for_a_paper_names_the_paper() {
    let house = House::new("north-somerset", "2026-11-24T15:00:00+00:00").await;
    let case = house
        .start_case(case_of("north-somerset", "2026-11-24"))
        .await;
    house.record(&case, open(OPEN_FIRST, "2026-11-24")).await;
    house
        .record(
            &case,
            json!([{ "deed": "stage-outcome", "resolved": true, "on": on("2026-11-24"), "note": "A visit on Monday." }]),
        )
        .await;
    let mut papers = 0;
    // One after another, until nothing is left but to close it.
    for _ in 0..40 {
        let today = house.ok("today", json!({})).await;
        let jobs = today["jobs"].as_array().unwrap();
        for job in jobs.iter().filter(|j| j["paper"] != "") {
            let action = job["action"].as_str().unwrap();
            assert!(matches!(action, "form" | "letter"), "{job}");
            let which =
                json!({ "case": job["case"], "paper": job["paper"], "visit": job["visit"] });
            assert_eq!(house.ok("paper", which).await["paper"], job["paper"]);
            papers += 1;
        }
        let view = house.case(&case).await;
        let tasks = view["tasks"].as_array().unwrap();
        let mine = |t: &&Value| t["state"] == "open" && t["whose"] == "ours";
        let Some(task) = tasks.iter().find(mine) else {
            break;
        };
        house
            .record(
                &case,
                json!([{ "deed": "duty-done", "key": task["key"], "on": on("2026-11-24"), "evidence": "Seen" }]),
            )
            .await;
    }
    assert!(papers > 0);
}

/// The days ahead are those of the place where most open cases are.
#[tokio::test]
async fn the_days_ahead_follow_the_calendar_of_most_cases() {
    let house = House::new("guernsey-iscp", "2026-11-24T15:00:00+00:00").await;
    let place = async || house.ok("today", json!({})).await["calendar"].clone();
    let none = place().await;
    assert_ne!(none, "");
    let options = house.ok("start_options", json!({ "policy": "" })).await;
    // The answer by which the policy takes another calendar than its first.
    let facts = options["facts"].as_array().unwrap();
    let mut places = std::collections::BTreeSet::new();
    for fact in facts {
        for choice in fact["choices"].as_array().unwrap() {
            let mut start = case_of("guernsey-iscp", "2026-11-24");
            start["facts"] = json!([[fact["id"], choice[0]]]);
            for _ in 0..3 {
                house.start_case(start.clone()).await;
            }
            places.insert(place().await.to_string());
        }
    }
    assert!(places.len() > 1, "{places:?}");
}

#[tokio::test]
async fn not_resolved_may_be_resolved_after_all() {
    let house = House::new("north-somerset", "2026-11-24T15:00:00+00:00").await;
    let case = house
        .start_case(case_of("north-somerset", "2026-11-24"))
        .await;
    house.record(&case, open(OPEN_FIRST, "2026-11-24")).await;
    let outcome = |resolved: bool| json!([{ "deed": "stage-outcome", "resolved": resolved, "on": on("2026-11-24"), "note": "" }]);
    house.record(&case, outcome(false)).await;
    let view = house.record(&case, outcome(true)).await;
    assert_eq!(view["phase"], "resolved");
    let story = house.ok("chronology", json!({ "case": case })).await;
    let entries = story["entries"].as_array().unwrap();
    let settled = entries.iter().filter(|e| e["kind"] == "stage-settled");
    assert_eq!(settled.count(), 2);
    house.refused(&case, outcome(false)).await;
}
