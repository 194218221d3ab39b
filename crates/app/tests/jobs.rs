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
    let left_out = |fact: &Value, choice: &Value| {
        let mut rules = options["exclusions"].as_array().unwrap().iter();
        rules.any(|rule| rule["when"] == json!([[fact["id"], [choice[0]]]]))
    };
    for fact in facts {
        let choices = fact["choices"].as_array().unwrap().iter();
        for choice in choices.filter(|c| !left_out(fact, c)) {
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

/// What the policy asks for in danger is told apart, and is done by what was recorded about the danger.
#[tokio::test]
async fn danger_brings_the_policys_own_duty() {
    let house = House::new("guernsey-iscp", "2026-11-24T15:00:00+00:00").await;
    let case = house
        .start_case(case_of("guernsey-iscp", "2026-11-24"))
        .await;
    let asked = |view: &Value| {
        let tasks = view["tasks"].as_array().unwrap().iter();
        let asked = tasks.filter(|t| t["for_danger"] == true && t["force"] == "must");
        let asked = asked.filter(|t| t["key"]["side"] != "theirs");
        asked.cloned().collect::<Vec<_>>()
    };
    assert!(asked(&house.case(&case).await).is_empty());
    let danger = json!([{ "deed": "danger", "immediate": true, "done": "Rang 999.", "on": on("2026-11-24") }]);
    let view = house.record(&case, danger).await;
    let [duty] = &asked(&view)[..] else {
        panic!("one duty")
    };
    assert_eq!(duty["state"], "open");
    let done = json!([{ "deed": "duty-done", "key": duty["key"], "on": on("2026-11-24"), "evidence": "Rang 999." }]);
    let view = house.record(&case, done).await;
    assert_eq!(asked(&view)[0]["state"], "done");
}

#[tokio::test]
async fn a_folder_that_is_typed_is_looked_at() {
    let house = House::new("north-somerset", "2026-11-24T15:00:00+00:00").await;
    for (path, by) in [
        ("/data/Dropbox/Backups", "Dropbox"),
        ("/media/jo/stick", ""),
        ("", ""),
    ] {
        let seen = house.ok("look_at_folder", json!({ "path": path })).await;
        assert_eq!(seen["synced"], by, "{path}");
    }
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

/// At a stage where one side only talks among itself, going on to the other side is the next act.
#[tokio::test]
async fn after_consulting_the_way_on_leads() {
    for policy in ["torbay-tscb", "guernsey-iscp"] {
        let house = House::new(policy, "2026-11-24T15:00:00+00:00").await;
        let case = house.start_case(case_of(policy, "2026-11-24")).await;
        let view = house.record(&case, open(OPEN_FIRST, "2026-11-24")).await;
        let first = view["act"].clone();
        let leads = |view: &Value| {
            let moves = view["moves"].as_array().unwrap();
            moves.iter().filter(|m| m["leads"] == true).count()
        };
        assert_eq!(leads(&view), 0, "{policy}: nothing was talked through yet");
        let tasks = view["tasks"].as_array().unwrap();
        let consult = tasks
            .iter()
            .find(|t| t["wants"] == "discussion" && t["force"] == "should")
            .unwrap();
        let done = json!([{ "deed": "duty-done", "key": consult["key"], "on": on("2026-11-24"), "evidence": "Talked" }]);
        let view = house.record(&case, done).await;
        assert_eq!(leads(&view), 1, "{policy}");
        let way = view["moves"]
            .as_array()
            .unwrap()
            .iter()
            .find(|m| m["leads"] == true)
            .unwrap()
            .clone();
        assert_eq!(view["act"], way["say"]);
        assert_ne!(view["act"], first);
        let today = house.ok("today", json!({})).await;
        assert_eq!(today["jobs"][0]["task"], way["say"], "{policy}");

        // Where both sides speak, what came of it is asked first.
        let next = way["stages"][0][0].as_str().unwrap();
        let view = house.record(&case, json!([{ "deed": "open-stage", "stage": next, "on": on("2026-11-24"), "rule": way["rule"], "reason": "", "for_risk": false }])).await;
        assert_eq!(leads(&view), 0, "{policy}");
    }
}

fn due_on<'a>(today: &'a Value, day: &str) -> Vec<&'a str> {
    let days = today["days"].as_array().unwrap();
    let line = days.iter().find(|d| d["date"] == day).unwrap();
    let due = line["due"].as_array().unwrap();
    due.iter().map(|d| d[0].as_str().unwrap()).collect()
}

/// A case has more than one date in the days ahead: each stands on its day.
#[tokio::test]
async fn the_days_ahead_show_every_date() {
    let house = House::new("north-somerset", "2026-11-23T09:00:00+00:00").await;
    let case = house
        .start_case(case_of("north-somerset", "2026-11-23"))
        .await;
    let view = house.record(&case, open(OPEN_FIRST, "2026-11-23")).await;
    let subject = view["subjects"][0]["id"].clone();
    house
        .record(
            &case,
            json!([
                { "deed": "own-date", "by": "2026-11-26", "what": "Ask again for the minutes" },
                { "deed": "plan", "subject": subject, "measures": "He is met at the gate.", "by_whom": "Jo March", "reviewed": on("2026-11-23"), "next_review": "2026-11-27" },
            ]),
        )
        .await;
    let today = house.ok("today", json!({})).await;
    assert_eq!(
        due_on(&today, "2026-11-24").len(),
        1,
        "the stage's own limit"
    );
    assert_eq!(
        due_on(&today, "2026-11-26"),
        ["Your own date: Ask again for the minutes"]
    );
    assert_eq!(due_on(&today, "2026-11-27").len(), 1, "the plan");
    assert_eq!(due_on(&today, "2026-11-30").len(), 1, "the whole dispute");
    assert_eq!(due_on(&today, "2026-12-01").len(), 0);

    // As days go by, each stays where it is, and a row that was kept says the same as one worked out anew.
    house.clock.set("2026-11-25T09:00:00+00:00");
    let later = house.ok("today", json!({})).await;
    assert_eq!(due_on(&later, "2026-11-30").len(), 1);
    assert_eq!(later["jobs"][0]["group"], "overdue");
    // A plan whose day went by is a job, and not forgotten.
    house.clock.set("2026-11-30T09:00:00+00:00");
    let late = house.ok("today", json!({})).await;
    let jobs = late["jobs"].as_array().unwrap();
    let plan = jobs.iter().find(|j| j["anchor"] == "safety").unwrap();
    assert_eq!(plan["group"], "overdue");
    assert_eq!(plan["due"]["own"], true);
}

/// Once a limit is met, it says when, and how early or late; how far its date is from today says nothing.
#[tokio::test]
async fn a_limit_that_was_met_says_when_and_no_distance() {
    let house = House::new("north-somerset", "2026-11-24T15:00:00+00:00").await;
    let early = house
        .start_case(case_of("north-somerset", "2026-11-24"))
        .await;
    house.record(&early, open(OPEN_FIRST, "2026-11-24")).await;
    let outcome = json!([{ "deed": "stage-outcome", "resolved": true, "on": on("2026-11-24"), "note": "Settled." }]);
    let view = house.record(&early, outcome.clone()).await;
    let met = |view: &Value| {
        let clocks = view["clocks"].as_array().unwrap();
        let met = clocks
            .iter()
            .filter(|c| c["state"].as_str().unwrap().starts_with("met"));
        met.map(|c| {
            (
                c["remark"].as_str().unwrap().to_owned(),
                c["due"]["distance"].clone(),
                c["due"]["late"].clone(),
            )
        })
        .collect::<Vec<_>>()
    };
    let found = met(&view);
    assert!(!found.is_empty());
    assert!(
        found
            .iter()
            .all(|(_, distance, late)| distance == "" && late == false),
        "{found:?}"
    );
    assert!(
        found
            .iter()
            .any(|(words, ..)| words == "Met on 24 Nov 2026, 1 working day early."),
        "{found:?}"
    );

    let late = house
        .start_case(case_of("north-somerset", "2026-11-19"))
        .await;
    house.record(&late, open(OPEN_FIRST, "2026-11-19")).await;
    let found = met(&house.record(&late, outcome).await);
    assert!(
        found
            .iter()
            .any(|(words, ..)| words == "Met on 24 Nov 2026, 2 working days late."),
        "{found:?}"
    );
}

/// In a small setting one person is worker and manager: the stages are joined and say so.
#[tokio::test]
async fn one_person_at_two_stages_joins_them() {
    let house = House::new("white-rock-preschool", "2026-11-24T15:00:00+00:00").await;
    let mut start = case_of("white-rock-preschool", "2026-11-24");
    let jo = |roles: Value| json!({ "id": "", "agency": "", "side": "ours", "name": "Jo March", "designation": "Manager", "phone": "", "email": "", "roles": roles });
    let theirs = start["people"][0].clone();
    start["people"] = json!([theirs, jo(json!(["worker", "manager"]))]);
    let case = house.start_case(start.clone()).await;
    let view = house.record(&case, open(OPEN_FIRST, "2026-11-24")).await;
    let joined = |view: &Value| -> Vec<bool> {
        let rungs = view["rungs"].as_array().unwrap();
        rungs.iter().map(|r| r["joined"] == true).collect()
    };
    // The manager at stages two and three is how the policy means it.
    assert_eq!(joined(&view), [false, true, false]);
    assert_eq!(view["rungs"][0]["holder"], "Jo March");
    assert_eq!(view["rungs"][1]["capacity"], "supervisor or manager");
    assert!(
        view["rungs"][1]["holder_note"]
            .as_str()
            .unwrap()
            .contains("If that is you")
    );
    assert_eq!(view["rungs"][2]["holder"], "");

    let other = json!({ "id": "", "agency": "", "side": "ours", "name": "Ana Reis", "designation": "Chair", "phone": "", "email": "", "roles": ["manager"] });
    start["people"] = json!([theirs_of(&start), jo(json!(["worker"])), other]);
    let case = house.start_case(start).await;
    let view = house.record(&case, open(OPEN_FIRST, "2026-11-24")).await;
    assert_eq!(joined(&view), [false, false, false]);
}

fn theirs_of(start: &Value) -> Value {
    start["people"][0].clone()
}
