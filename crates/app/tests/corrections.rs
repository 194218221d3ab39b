//! Corrections through the window's commands: what rests on a record is named, and corrected with it
//! only where the user agreed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{House, at, case_of, on};
use serde_json::{Value, json};
use stepwise_app::error::ErrorCode;

const NOW: &str = "2026-11-24T15:00:00+00:00";

fn entry(theirs: Value, fulfils: Value) -> Value {
    json!({ "deed": "entry", "kind": "call", "happened": at("2026-11-24", "10:00"), "ours": ["Jo March"], "theirs": theirs,
        "statements": [{ "nature": "fact", "of": "", "text": "They will look again." }], "agreed": "", "next": "",
        "fulfils": fulfils, "reaches": [] })
}

/// A case at its first stage, with a call that did one of our duties. The call's number.
async fn called(house: &House) -> (String, u64) {
    let mut start = case_of("north-somerset", "2026-11-24");
    start["start_stage"] = json!("s1");
    start["start_reason"] = json!("It stands there.");
    let case = house.start_case(start).await;
    let view = house.case(&case).await;
    let seq = view["seen"].as_u64().unwrap() + 1;
    let tasks = view["tasks"].as_array().unwrap();
    let key = tasks.iter().find(|t| t["state"] == "open").unwrap()["key"].clone();
    house
        .record(&case, json!([entry(json!(["Lee Moss"]), json!([key]))]))
        .await;
    (case, seq)
}

async fn line(house: &House, case: &str, seq: u64) -> Value {
    let chronology = house.ok("chronology", json!({ "case": case })).await;
    let entries = chronology["entries"].as_array().unwrap();
    entries.iter().find(|e| e["seq"] == seq).unwrap().clone()
}

#[tokio::test]
async fn a_record_that_did_a_duty_is_struck_with_it_once_agreed() {
    let house = House::new("north-somerset", NOW).await;
    let (case, seq) = called(&house).await;
    let strike = |together: Value| json!([{ "deed": "strike", "seq": seq, "reason": "Another case.", "together": together }]);
    let refused = house.refused(&case, strike(json!([]))).await;
    assert_eq!(refused.code, ErrorCode::Resting);
    let resting: Vec<u64> = refused.resting.iter().map(|r| r.seq).collect();
    assert_eq!(resting, [seq + 1]);
    assert_eq!(line(&house, &case, seq + 1).await["struck"], Value::Null);
    // Agreed to something else than what rests on it: named again, and nothing is struck.
    let again = house.refused(&case, strike(json!([seq + 7]))).await;
    assert_eq!(again.resting, refused.resting);
    house.record(&case, strike(json!(resting))).await;
    for seq in [seq, seq + 1] {
        assert_eq!(line(&house, &case, seq).await["struck"], "Another case.");
    }
    let before = house.case(&case).await["seen"].as_u64().unwrap();
    assert_eq!(before, seq + 3, "each strike is a record of its own");
}

#[tokio::test]
async fn whoever_took_part_stays_on_the_side_where_they_were() {
    let house = House::new("north-somerset", NOW).await;
    let (case, seq) = called(&house).await;
    let recorded = line(&house, &case, seq).await["took_part"].clone();
    assert_eq!(recorded["theirs"], json!(["Lee Moss"]));
    assert_eq!(recorded["ours"], json!(["Jo March"]));
    // Lee Moss marries and comes to work for us; Sam Field is named first.
    let view = house.case(&case).await;
    let people = view["people"].as_array().unwrap();
    let mut lee = people
        .iter()
        .find(|p| p["name"] == "Lee Moss")
        .unwrap()
        .clone();
    let agencies = view["agencies"].as_array().unwrap();
    lee["agency"] = agencies.iter().find(|a| a["side"] == "ours").unwrap()["id"].clone();
    lee["name"] = json!("Lee Moss-Hart");
    let sam = json!({ "id": "", "agency": "", "side": "theirs", "name": "Sam Field", "designation": "", "phone": "", "email": "", "roles": [] });
    let deeds = json!([{ "deed": "person", "person": lee }, { "deed": "person", "person": sam }]);
    house.record(&case, deeds).await;
    let then = line(&house, &case, seq).await["took_part"].clone();
    assert_eq!(then["theirs"], json!(["Lee Moss"]));
    assert_eq!(then["choice_theirs"], json!(["Lee Moss", "Sam Field"]));
    assert!(!then["choice_ours"].to_string().contains("Lee"));
}

#[tokio::test]
async fn the_window_cannot_choose_a_name_within_the_case() {
    let house = House::new("north-somerset", NOW).await;
    let mut start = case_of("north-somerset", "2026-11-24");
    start["subjects"][0]["id"] = json!("chosen-outside");
    start["people"][0]["id"] = json!("chosen-outside");
    start["people"][0]["agency"] = json!("chosen-outside");
    let case = house.start_case(start).await;
    let view = house.case(&case).await;
    assert!(!view.to_string().contains("chosen-outside"));
    let subject = json!({ "id": "chosen-outside", "kind": "child", "name": "A child", "born": null, "status": "" });
    let person = json!({ "id": "chosen-outside", "agency": "", "side": "theirs", "name": "Sam", "designation": "", "phone": "", "email": "", "roles": [] });
    for deed in [
        json!({ "deed": "subject", "subject": subject }),
        json!({ "deed": "person", "person": person }),
        json!({ "deed": "agency", "id": "chosen-outside", "side": "theirs", "name": "Another" }),
    ] {
        let refused = house.refused(&case, json!([deed])).await;
        assert_eq!(refused.code, ErrorCode::NotFound, "{}", refused.message);
    }
}

#[tokio::test]
async fn a_start_names_everything_that_does_not_fit_each_at_its_field() {
    let house = House::new("north-somerset", NOW).await;
    let long = "x".repeat(301);
    let mut start = case_of("north-somerset", "2026-11-25");
    start["agency"] = json!("");
    start["subjects"][0]["name"] = json!(long);
    start["people"][0]["phone"] = json!(long);
    start["decision"]["what"] = json!(" ");
    start["start_stage"] = json!("s1");
    start["start_reason"] = json!("It stands there.");
    start["start_on"] = on("2026-11-30");
    let checked = house.ok("check_start", start.clone()).await;
    let mut fields: Vec<&str> = checked["wrong"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| w["field"].as_str().unwrap())
        .collect();
    fields.sort_unstable();
    fields.dedup();
    for field in [
        "agency",
        "decision.what",
        "people.0.phone",
        "raised",
        "start_on",
        "subjects.0.name",
    ] {
        assert!(fields.contains(&field), "{field} in {fields:?}");
    }
    let refused = house.err("start_case", start).await;
    assert_eq!(
        refused.others.len() + 1,
        checked["wrong"].as_array().unwrap().len()
    );
    assert!(!refused.message.contains("more things"));
    let all = house.ok("cases", json!({})).await;
    assert_eq!(all["cases"], json!([]), "nothing was started");
    // Half a form is looked at as far as it goes.
    let mut half = case_of("north-somerset", "2026-11-24");
    half["raised_by"] = json!("");
    let checked = house.ok("check_start", half).await;
    assert_eq!(checked["wrong"].as_array().unwrap().len(), 1);
    assert_eq!(checked["wrong"][0]["field"], "raised_by");
}
