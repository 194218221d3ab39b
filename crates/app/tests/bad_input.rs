//! What cannot be recorded: one clear sentence, the field, and nothing lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{House, at, case_of, on};
use serde_json::{Value, json};
use stepwise_app::error::ErrorCode;

async fn house() -> House {
    House::new("north-somerset", "2026-11-24T15:00:00+00:00").await
}

fn with(path: &str, value: Value) -> Value {
    let mut start = case_of("north-somerset", "2026-11-24");
    *start.pointer_mut(path).unwrap() = value;
    start
}

#[tokio::test]
async fn a_case_that_cannot_be_started() {
    let house = house().await;
    let long = "a".repeat(301);
    let bad = [
        (with("/raised/date", json!("2026-11-25")), "raised"),
        (with("/raised/date", json!("2026-02-30")), "raised"),
        (with("/agency", json!("  \u{202e} ")), "agency"),
        (with("/agency", json!(long)), "agency"),
        (with("/subjects/0/name", json!(long)), "subjects.0.name"),
        (with("/subjects/0/name", json!("")), "subjects.0.name"),
        (
            with("/subjects/0/born", json!("2030-01-01")),
            "subjects.0.born",
        ),
        (with("/people/0/name", json!(long)), "people.0.name"),
        (
            with("/decision/reasons", json!("perhaps")),
            "decision.reasons",
        ),
        (with("/subjects", json!([])), "subjects"),
        (with("/raised_by", json!("nobody")), "raised_by"),
    ];
    for (request, field) in bad {
        let error = house.err("start_case", request).await;
        assert_eq!(
            (error.code, error.field.as_str()),
            (ErrorCode::Refused, field),
            "{}",
            error.message
        );
    }
    assert_eq!(house.ok("cases", json!({})).await["cases"], json!([]));
    assert_eq!(
        house
            .code("start_case", with("/policy", json!("nowhere")))
            .await,
        ErrorCode::NotFound
    );
}

#[tokio::test]
async fn pasted_marks_go_and_words_stay() {
    let house = house().await;
    let name = "Zo\u{0065}\u{0308} \u{202e}\u{0007}O\u{2019}Neil-\u{0645}\u{062d}\u{0645}\u{062f}\u{2069}\n";
    let case = house
        .start_case(with("/subjects/0/name", json!(name)))
        .await;
    let view = house.case(&case).await;
    assert_eq!(
        view["about"],
        "Zo\u{eb} O\u{2019}Neil-\u{0645}\u{062d}\u{0645}\u{062f}"
    );
}

#[tokio::test]
async fn a_record_that_cannot_be() {
    let house = house().await;
    let case = house
        .start_case(case_of("north-somerset", "2026-11-23"))
        .await;
    let open = |on: Value| json!([{ "deed": "open-stage", "stage": "s1", "on": on, "rule": "", "reason": "", "for_risk": false }]);
    assert_eq!(
        house.refused(&case, open(on("2026-11-22"))).await.field,
        "on"
    );
    assert_eq!(
        house.refused(&case, open(on("2026-11-25"))).await.code,
        ErrorCode::Refused
    );
    house.record(&case, open(at("2026-11-24", "09:00"))).await;
    let before = house.case(&case).await["seen"].clone();
    let bad = [
        json!([{ "deed": "stage-outcome", "resolved": true, "on": on("2026-11-23"), "note": "" }]),
        json!([{ "deed": "stage-outcome", "resolved": true, "on": at("2026-11-24", "25:00"), "note": "" }]),
        json!([{ "deed": "own-date", "what": "", "by": "2026-12-01" }]),
        json!([{ "deed": "check", "check": "nothing", "answer": "x" }]),
        json!([{ "deed": "open-stage", "stage": "s4", "on": on("2026-11-24"), "rule": "", "reason": "", "for_risk": false }]),
        json!([{ "deed": "strike", "seq": 1, "reason": "No" }]),
        json!([{ "deed": "strike", "seq": 900, "reason": "No" }]),
        json!([{ "deed": "withdraw", "by_whom": "", "why": "", "concern_remains": true, "concern": "", "on": on("2026-11-24") }]),
        json!([{ "deed": "entry", "kind": "call", "happened": on("2026-11-24"), "ours": [], "theirs": [], "statements": [],
                 "agreed": "", "next": "", "fulfils": [], "reaches": [] }]),
        // The first fits, the second does not: neither is kept.
        json!([
            { "deed": "own-date", "what": "Hear from them", "by": "2026-12-01" },
            { "deed": "end", "ending": "nothing", "on": on("2026-11-24"), "note": "" }
        ]),
    ];
    for deeds in bad {
        let words = deeds.to_string();
        let error = house.refused(&case, deeds).await;
        assert!(
            matches!(error.code, ErrorCode::Refused | ErrorCode::NotFound),
            "{words}: {error:?}"
        );
    }
    assert_eq!(house.case(&case).await["seen"], before);
}

#[tokio::test]
async fn two_windows_do_not_write_over_each_other() {
    let house = house().await;
    let case = house
        .start_case(case_of("north-somerset", "2026-11-23"))
        .await;
    let seen = house.case(&case).await["seen"].clone();
    house
        .ok(
            "save_draft",
            json!({ "key": format!("case/{case}/record/said"), "text": "typed" }),
        )
        .await;
    let deeds = json!([{ "deed": "own-date", "what": "Hear from them", "by": "2026-12-01" }]);
    let request =
        |drop: Value| json!({ "case": case, "seen": seen, "deeds": deeds, "drop_drafts": drop });
    house.ok("record", request(json!([]))).await;
    let drop = json!([format!("case/{case}/record")]);
    assert_eq!(
        house.code("record", request(drop.clone())).await,
        ErrorCode::Conflict
    );
    // What was typed is still there, until it is saved.
    assert_eq!(
        house.ok("drafts", json!({ "prefix": "" })).await["drafts"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let seen = house.case(&case).await["seen"].clone();
    house
        .ok(
            "record",
            json!({ "case": case, "seen": seen, "deeds": deeds, "drop_drafts": drop }),
        )
        .await;
    assert_eq!(
        house.ok("drafts", json!({ "prefix": "" })).await["drafts"],
        json!([])
    );
}

#[tokio::test]
async fn immediate_harm_opens_a_higher_stage_only_with_a_reason() {
    let house = house().await;
    let mut start = case_of("north-somerset", "2026-11-24");
    start["danger"] = json!(true);
    start["danger_done"] = json!("999 called at 14:10.");
    start["start_stage"] = json!("s3");
    start["start_for_risk"] = json!(true);
    assert_eq!(
        house.err("start_case", start.clone()).await.field,
        "start_reason"
    );
    start["start_reason"] = json!("He is at the gate.");
    let case = house.start_case(start).await;
    let view = house.case(&case).await;
    assert_eq!(view["rungs"][2]["state"], "here");
    assert_eq!(view["rungs"][0]["state"], "skipped");
}
