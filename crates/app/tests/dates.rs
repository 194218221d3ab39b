//! How a date explains itself in the window: days entered late, days nobody has fixed, and terms.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{House, case_of, on};
use serde_json::{Value, json};

/// A case with its first stage open: one working day from then.
async fn opened(at: &str, day: &str) -> (House, String) {
    let house = House::new("north-somerset", at).await;
    let case = house.start_case(case_of("north-somerset", day)).await;
    let deed = json!([{ "deed": "open-stage", "stage": "s1", "on": on(day), "rule": "", "reason": "", "for_risk": false }]);
    house.record(&case, deed).await;
    (house, case)
}

fn holiday(date: &str) -> Value {
    json!({ "calendar": "england-and-wales", "date": date, "name": "A day of mourning", "source": "The Gazette, page 4", "working": false })
}

#[tokio::test]
async fn a_day_entered_late_stands_in_the_count_with_its_source() {
    let (house, case) = opened("2026-11-24T09:00:00+00:00", "2026-11-24").await;
    house.ok("proclaim_holiday", holiday("2026-11-25")).await;
    let due = house.case(&case).await["due"].clone();
    assert_eq!(due["date"], "2026-11-26");
    let skipped = &due["count"]["skipped"][0];
    assert_eq!(
        [&skipped["date"], &skipped["why"], &skipped["source"]],
        ["2026-11-25", "A day of mourning", "The Gazette, page 4"]
    );
    let notes = due["count"]["notes"].to_string();
    for words in [
        "Wed 25 Nov 2026 is left out as A day of mourning",
        "entered here on Tue 24 Nov 2026",
        "still running was worked out again",
        "Source: The Gazette, page 4.",
    ] {
        assert!(notes.contains(words), "{words}: {notes}");
    }
    let calendar = due["count"]["calendar"].as_str().unwrap();
    assert!(
        calendar.ends_with("+2026-11-25 (The Gazette, page 4)"),
        "{calendar}"
    );
}

#[tokio::test]
async fn a_limit_that_stopped_keeps_the_calendar_that_it_was_counted_with() {
    let (house, case) = opened("2026-11-24T09:00:00+00:00", "2026-11-24").await;
    house.clock.set("2026-11-25T10:00:00+00:00");
    let settled = json!([{ "deed": "stage-outcome", "resolved": true, "on": on("2026-11-25"), "note": "Agreed." }]);
    let before = house.record(&case, settled).await["clocks"].clone();
    assert!(before.to_string().contains("2026-11-25"), "{before}");
    house.clock.set("2026-11-25T11:00:00+00:00");
    house.ok("proclaim_holiday", holiday("2026-11-25")).await;
    assert_eq!(house.case(&case).await["clocks"], before);
}

#[tokio::test]
async fn a_count_through_days_nobody_has_fixed_says_so() {
    let (house, case) = opened("2029-03-29T15:00:00+01:00", "2029-03-29").await;
    let due = house.case(&case).await["due"].clone();
    let said = due["count"]["unconfirmed"][0].as_str().unwrap().to_owned();
    assert!(
        said.starts_with("Not yet fixed by the UK government"),
        "{said}"
    );
    assert_eq!(due["count"]["skipped"][0]["why"], "Good Friday");
    assert_eq!(due["count"]["skipped"][0]["unconfirmed"], true);
    let (house, case) = opened("2026-11-24T09:00:00+00:00", "2026-11-24").await;
    assert_eq!(
        house.case(&case).await["due"]["count"]["unconfirmed"],
        json!([])
    );
}

#[tokio::test]
async fn term_dates_mark_a_date_and_move_none() {
    let (house, case) = opened("2026-10-23T09:00:00+01:00", "2026-10-23").await;
    let before = house.case(&case).await["due"].clone();
    assert_eq!(
        (&before["date"], &before["out_of_term"]),
        (&json!("2026-10-26"), &json!(""))
    );
    let terms = json!({ "terms": [
        { "name": "Autumn, second half", "from": "2026-11-02", "to": "2026-12-18" },
        { "name": " Autumn, first half ", "from": "2026-09-02", "to": "2026-10-23" },
    ] });
    let view = house.ok("save_terms", terms).await;
    assert_eq!(
        view["terms"][0],
        json!({ "name": "Autumn, first half", "from": "2026-09-02", "to": "2026-10-23" })
    );
    let marked = house.case(&case).await["due"].clone();
    assert_eq!(marked["date"], before["date"]);
    assert_eq!(marked["count"]["days"], before["count"]["days"]);
    let words = "Out of term: between Fri 23 Oct 2026 and Mon 2 Nov 2026.";
    assert!(
        marked["out_of_term"].as_str().unwrap().starts_with(words),
        "{marked}"
    );
    assert!(
        marked["count"]["notes"]
            .to_string()
            .contains("INSET days are counted")
    );
    let today = house.ok("today", json!({})).await;
    assert_eq!(
        today["jobs"][0]["due"]["out_of_term"],
        marked["out_of_term"]
    );
    // It is kept over a lock, and can be taken away.
    house.ok("lock", json!({})).await;
    house
        .ok("unlock", json!({ "passphrase": common::PASSPHRASE }))
        .await;
    assert_eq!(
        house.case(&case).await["due"]["out_of_term"],
        marked["out_of_term"]
    );
    house.ok("save_terms", json!({ "terms": [] })).await;
    assert_eq!(house.case(&case).await["due"]["out_of_term"], "");
}

#[tokio::test]
async fn terms_that_cannot_be_are_refused_at_their_field() {
    let house = House::new("north-somerset", "2026-10-23T09:00:00+01:00").await;
    let term = |from: &str, to: &str| json!({ "name": "", "from": from, "to": to });
    let cases = [
        (vec![term("2026-12-18", "2026-11-02")], "terms.0.to"),
        (vec![term("soon", "2026-11-02")], "terms.0.from"),
        (
            vec![
                term("2026-11-02", "2026-12-18"),
                term("2026-09-02", "2026-11-02"),
            ],
            "terms.0.from",
        ),
        (vec![term("2026-11-02", "2026-12-18"); 61], "terms"),
    ];
    for (terms, field) in cases {
        assert_eq!(
            house
                .err("save_terms", json!({ "terms": terms }))
                .await
                .field,
            field
        );
    }
    assert_eq!(house.ok("settings", json!({})).await["terms"], json!([]));
}

#[tokio::test]
async fn the_settings_say_what_each_calendar_takes_and_does_not_know() {
    let house = House::new("north-somerset", "2026-10-23T09:00:00+01:00").await;
    let view = house.ok("settings", json!({})).await;
    let all = view["calendars"].as_array().unwrap();
    assert_eq!(all.len(), 7);
    for calendar in all {
        assert!(
            !calendar["unconfirmed"].as_array().unwrap().is_empty(),
            "{calendar}"
        );
        assert_eq!(calendar["until"], "2030-12-31");
    }
    let scotland = all.iter().find(|c| c["id"] == "scotland").unwrap();
    assert!(
        scotland["notes"][0]
            .as_str()
            .unwrap()
            .contains("Councils and schools")
    );
}
