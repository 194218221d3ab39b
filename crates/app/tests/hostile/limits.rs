//! Dates, names and texts beyond what can be.

use super::common::{House, at, case_of, on};
use super::tools::{NOW, a_case, discreet};
use serde_json::json;
use stepwise_app::error::{ErrorCode, WireError};

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
