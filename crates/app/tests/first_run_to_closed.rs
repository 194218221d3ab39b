//! The whole job, through the commands that the window uses.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{House, at, case_of, on};
use serde_json::{Value, json};

const POLICIES: [&str; 5] = [
    "north-somerset",
    "white-rock-preschool",
    "torbay-tscp",
    "torbay-tscb",
    "guernsey-iscp",
];

fn texts<'a>(list: &'a Value, field: &str) -> Vec<&'a str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|v| v[field].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn north_somerset_from_the_first_worry_to_the_end() {
    let house = House::new("north-somerset", "2026-12-22T09:00:00+00:00").await;
    let mut start = case_of("north-somerset", "2026-12-22");
    start["facts"] = json!([["subject", "child"]]);
    let case = house.start_case(start).await;
    let view = house.case(&case).await;
    assert_eq!(view["phase"], "before");
    assert_eq!(view["number"], "2026-001");
    assert!(view["checklist"].as_array().unwrap().len() > 3);

    house.record(&case, json!([
        { "deed": "check", "check": view["checklist"][0]["id"], "answer": "No." },
        { "deed": "open-stage", "stage": "s1", "on": on("2026-12-22"), "rule": "", "reason": "", "for_risk": false },
    ])).await;
    let view = house.case(&case).await;
    assert_eq!(view["phase"], "at-stage");
    assert_eq!(view["checklist"][0]["weak"], "Very short");
    assert_eq!(view["due"]["date"], "2026-12-23");
    assert_eq!(view["due"]["distance"], "tomorrow");
    assert!(view["due"]["count"]["notes"].as_array().unwrap().len() >= 2);
    assert_eq!(view["pairs"][0][1][0]["name"], "Lee Moss");
    assert_eq!(view["pairs"][0][1][0]["phone"], "01632 960003");

    // Overdue: the day after.
    house.clock.set("2026-12-24T09:00:00+00:00");
    let today = house.ok("today", json!({})).await;
    let late: Vec<&Value> = today["jobs"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|j| j["group"] == "overdue")
        .collect();
    assert_eq!(late.len(), 1, "{today:#}");
    assert_eq!(late[0]["due"]["distance"], "1 working day late");
    assert_eq!(late[0]["about"], "Łucja Ŵ.");
    let closed = texts(&today["days"], "closed");
    assert!(closed.iter().any(|c| c.contains("Christmas")), "{closed:?}");

    let subject = view["subjects"][0]["id"].clone();
    let talk = view["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .find(|t| t["key"]["duty"] == "talk-1" && t["whose"] == "ours")
        .unwrap();
    let view = house.record(&case, json!([
        { "deed": "plan", "subject": subject, "measures": "Seen each morning.", "by_whom": "Jo March",
          "reviewed": at("2026-12-24", "08:40"), "next_review": "2026-12-29" },
        { "deed": "voice", "subject": subject, "own_words": "I count to a thousand.", "family": "Told by telephone.", "on": on("2026-12-24") },
        { "deed": "entry", "kind": "call", "happened": at("2026-12-24", "08:50"), "ours": ["Jo March"], "theirs": ["Lee Moss"],
          "statements": [{ "nature": "fact", "of": "Lee Moss", "text": "The visit was announced." }],
          "agreed": "", "next": "Managers speak.", "fulfils": [talk["key"]], "reaches": [] },
        { "deed": "stage-outcome", "resolved": false, "on": at("2026-12-24", "08:55"), "note": "No agreement." },
    ])).await;
    assert_eq!(view["outcome"], "not-resolved");
    let tasks = view["tasks"].as_array().unwrap();
    let done = |duty: &str| {
        tasks
            .iter()
            .any(|t| t["key"]["duty"] == duty && t["whose"] == "ours" && t["state"] == "done")
    };
    assert!(
        done("safe") && done("talk-1"),
        "the plan and the call fulfil what asked for them"
    );
    let way = view["moves"]
        .as_array()
        .unwrap()
        .iter()
        .find(|m| m["for_risk"] == false)
        .unwrap();
    let view = house.record(&case, json!([
        { "deed": "open-stage", "stage": way["stages"][0][0], "on": at("2026-12-24", "08:56"), "rule": way["rule"], "reason": "", "for_risk": false },
    ])).await;
    assert_eq!(view["rungs"][0]["remark"], "Not resolved, 24 Dec");
    assert_eq!(view["rungs"][1]["state"], "here");

    let view = house.record(&case, json!([
        { "deed": "stage-outcome", "resolved": true, "on": at("2026-12-24", "08:58"), "note": "A visit tonight." },
    ])).await;
    assert_eq!(view["phase"], "resolved");
    let ending = view["endings"][0]["id"].clone();
    let view = house.record(&case, json!([
        { "deed": "end", "ending": ending, "on": at("2026-12-24", "08:59"), "note": "Confirmed in writing." },
    ])).await;
    assert_eq!(view["phase"], "ended");
    let list = house.ok("cases", json!({})).await;
    assert_eq!(list["cases"][0]["closed"], true);

    let story = house.ok("chronology", json!({ "case": case })).await;
    let titles = texts(&story["entries"], "title");
    assert!(titles.contains(&"Spoke with Lee Moss"), "{titles:?}");
    assert!(titles.contains(&"Raised by us"));
    assert_eq!(texts(&story["entries"], "by")[0], "Jo March");

    let found = house.ok("find", json!({ "words": "announced" })).await;
    assert_eq!(found["hits"].as_array().unwrap().len(), 1);
    let found = house.ok("find", json!({ "words": "nowak" })).await;
    assert_eq!(found["hits"][0]["seq"], Value::Null);
}

#[tokio::test]
async fn white_rock_gives_no_dates_and_says_so() {
    let house = House::new("white-rock-preschool", "2026-11-24T10:00:00+00:00").await;
    let case = house
        .start_case(case_of("white-rock-preschool", "2026-11-23"))
        .await;
    let view = house.record(&case, json!([
        { "deed": "open-stage", "stage": "s1", "on": on("2026-11-23"), "rule": "", "reason": "", "for_risk": false },
        { "deed": "own-date", "what": "Hear from them", "by": "2026-11-30" },
    ])).await;
    assert_eq!(view["no_limit"], true);
    assert_eq!(view["own_date"]["own"], true);
    assert_eq!(view["own_date"]["written"], "");
    assert_eq!(view["own_date"]["distance"], "in 4 working days");
    let today = house.ok("today", json!({})).await;
    assert_eq!(today["jobs"][0]["group"], "coming");
    assert_eq!(today["jobs"][0]["due"]["own"], true);
}

#[tokio::test]
async fn every_policy_carries_a_case_to_its_end() {
    for policy in POLICIES {
        let house = House::new(policy, "2026-11-24T15:00:00+00:00").await;
        let options = house.ok("start_options", json!({ "policy": "" })).await;
        let mut start = case_of(policy, "2026-11-24");
        let facts: Vec<Value> = options["facts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| json!([f["id"], f["choices"][0][0]]))
            .collect();
        start["facts"] = facts.into();
        let moments: Vec<Value> = options["moments"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| json!([m["id"], on("2026-11-24")]))
            .collect();
        start["moments"] = moments.into();
        let role = options["roles"]
            .as_array()
            .unwrap()
            .iter()
            .find(|r| r["body"] == false)
            .unwrap();
        start["people"][0]["roles"] = json!([role["id"]]);
        let case = house.start_case(start).await;
        let view = house.case(&case).await;
        let first = view["rungs"][0]["stage"].clone();
        let mut view = house.record(&case, json!([
            { "deed": "open-stage", "stage": first, "on": at("2026-11-24", "10:00"), "rule": "", "reason": "", "for_risk": false },
        ])).await;
        // As far up as the next stage leads, then resolved there.
        for minute in 1..10 {
            let when = at("2026-11-24", &format!("10:{minute:02}"));
            view = house.record(&case, json!([{ "deed": "stage-outcome", "resolved": false, "on": when, "note": "No." }])).await;
            let moves = view["moves"].as_array().unwrap();
            let Some(way) = moves
                .iter()
                .find(|m| m["for_risk"] == false && !m["stages"].as_array().unwrap().is_empty())
            else {
                break;
            };
            view = house.record(&case, json!([
                { "deed": "open-stage", "stage": way["stages"][0][0], "on": when, "rule": way["rule"], "reason": "Asked.", "for_risk": false },
            ])).await;
        }
        let endings = view["endings"].as_array().unwrap();
        assert!(
            !endings.is_empty(),
            "{policy}: no ending at {}",
            view["stage"]
        );
        let view = house.record(&case, json!([
            { "deed": "end", "ending": endings[0]["id"], "on": at("2026-11-24", "11:00"), "note": "" },
        ])).await;
        assert_eq!(view["phase"], "ended", "{policy}");
        let shown = house.ok("policy", json!({ "policy": policy })).await;
        assert!(shown["stages"].as_array().unwrap().len() >= 2);
        for stage in shown["stages"].as_array().unwrap() {
            assert!(
                !stage["pairs"].as_array().unwrap().is_empty(),
                "{policy} {}",
                stage["id"]
            );
        }
    }
}

#[tokio::test]
async fn raised_against_us_shows_what_the_responder_does() {
    let house = House::new("north-somerset", "2026-11-24T15:00:00+00:00").await;
    let mut start = case_of("north-somerset", "2026-11-24");
    start["raised_by"] = json!("theirs");
    let case = house.start_case(start).await;
    let view = house.record(&case, json!([
        { "deed": "open-stage", "stage": "s1", "on": on("2026-11-24"), "rule": "", "reason": "", "for_risk": false },
        { "deed": "stage-outcome", "resolved": false, "on": on("2026-11-24"), "note": "" },
    ])).await;
    assert_eq!(view["ours"], false);
    let mine: Vec<&str> = view["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|t| t["whose"] == "ours" && t["state"] == "open")
        .map(|t| t["key"]["duty"].as_str().unwrap())
        .collect();
    assert!(mine.contains(&"share-record"), "{mine:?}");
    assert!(
        !mine.contains(&"fill-3") && !mine.contains(&"refer-2"),
        "{mine:?}"
    );
}

#[tokio::test]
async fn amend_strike_and_open_again() {
    let house = House::new("north-somerset", "2026-11-24T15:00:00+00:00").await;
    let case = house
        .start_case(case_of("north-somerset", "2026-11-24"))
        .await;
    house.record(&case, json!([
        { "deed": "open-stage", "stage": "s1", "on": on("2026-11-24"), "rule": "", "reason": "", "for_risk": false },
    ])).await;
    let entry = |text: &str| {
        json!({
            "deed": "entry", "kind": "call", "happened": at("2026-11-24", "14:00"), "ours": [], "theirs": ["Lee Moss"],
            "statements": [{ "nature": "fact", "of": "", "text": text }], "agreed": "", "next": "", "fulfils": [], "reaches": []
        })
    };
    let view = house
        .record(&case, json!([entry("He will vist on Munday.")]))
        .await;
    let seq = view["seen"].clone();
    house.record(&case, json!([{ "deed": "amend", "seq": seq, "with": entry("He will visit on Monday."), "reason": "Spelling" }])).await;
    let story = house.ok("chronology", json!({ "case": case })).await;
    let line = story["entries"]
        .as_array()
        .unwrap()
        .iter()
        .find(|e| e["seq"] == seq)
        .unwrap()
        .clone();
    assert_eq!(line["amended"], "Spelling");
    assert_eq!(line["statements"][0]["text"], "He will visit on Monday.");
    assert!(line["before"].to_string().contains("Munday"));
    assert_eq!(
        house.ok("find", json!({ "words": "Munday" })).await["hits"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    assert_eq!(
        house.ok("find", json!({ "words": "visit monday" })).await["hits"][0]["seq"],
        seq
    );

    let view = house.record(&case, json!([{ "deed": "stage-outcome", "resolved": false, "on": on("2026-11-24"), "note": "" }])).await;
    let slip = view["seen"].clone();
    let view = house
        .record(
            &case,
            json!([{ "deed": "strike", "seq": slip, "reason": "Clicked by mistake" }]),
        )
        .await;
    assert_eq!(view["outcome"], "none");
    let story = house.ok("chronology", json!({ "case": case })).await;
    let line = story["entries"]
        .as_array()
        .unwrap()
        .iter()
        .find(|e| e["seq"] == slip)
        .unwrap()
        .clone();
    assert_eq!(line["struck"], "Clicked by mistake");

    house.record(&case, json!([
        { "deed": "withdraw", "by_whom": "Jo March", "why": "They changed their mind.", "concern_remains": false, "concern": "", "on": on("2026-11-24") },
    ])).await;
    let view = house
        .record(
            &case,
            json!([{ "deed": "reopen", "reason": "It began again.", "on": on("2026-11-24") }]),
        )
        .await;
    assert_ne!(view["phase"], "withdrawn");
}
