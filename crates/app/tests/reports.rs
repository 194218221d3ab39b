//! A report without names: what it counts, what it hides, and what it leaves out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod host;

use host::{Host, at_stage_three};
use serde_json::{Value, json};
use stepwise_app::error::ErrorCode;

fn report(host: &Host, from: &str, to: &str, small: bool) -> Value {
    host.call("report", json!({ "from": from, "to": to, "small": small }))
}

fn table<'a>(report: &'a Value, id: &str) -> Vec<(&'a str, Option<u64>)> {
    let tables = report["tables"].as_array().unwrap();
    let table = tables.iter().find(|table| table["id"] == id);
    let rows = table.unwrap_or_else(|| panic!("no table {id}"))["rows"]
        .as_array()
        .unwrap();
    rows.iter()
        .map(|row| (row["label"].as_str().unwrap(), row["count"].as_u64()))
        .collect()
}

#[test]
fn a_case_is_counted_in_the_days_in_which_it_was_raised_and_small_counts_are_hidden() {
    let (host, case) = at_stage_three();
    let all = report(&host, "", "", true);
    assert_eq!(all["from"], "2026-09-01");
    assert_eq!(all["cases"], "1 case");
    assert_eq!(table(&all, "came"), [("Not finished yet", Some(1))]);
    assert_eq!(table(&all, "stages").len(), 3);
    assert_eq!(
        table(&all, "agencies"),
        [("Children's Social Care", Some(1))]
    );
    assert_eq!(table(&all, "raised"), [("This setting", Some(1))]);
    let hidden = report(&host, "2026-11-16", "2026-11-16", false);
    assert_eq!(hidden["cases"], "Fewer than 5 cases");
    assert_eq!(table(&hidden, "came"), [("Not finished yet", None)]);
    let before = report(&host, "2026-01-01", "2026-11-15", true);
    assert_eq!(
        (&before["none"], &before["tables"]),
        (&json!(true), &json!([]))
    );

    // Resolved on the Wednesday after the Monday: two working days.
    let on = json!({ "date": "2026-11-18", "time": null });
    let note = "A joint visit is agreed.";
    host.record(
        &case,
        json!([{ "deed": "stage-outcome", "resolved": true, "on": on, "note": note }]),
    );
    let after = report(&host, "", "", true);
    let came = table(&after, "came");
    assert!(came[0].0.starts_with("Resolved at "), "{came:?}");
    for id in ["working", "calendar"] {
        assert_eq!(table(&after, id)[0], ("0 to 5", Some(1)));
    }
    // No name and no word of the case's text.
    let text = after.to_string();
    for word in [
        "Zofia",
        "Grace Obi",
        "Paul Shaw",
        "left alone",
        "joint visit",
        "2026-001",
    ] {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn it_is_saved_as_shown_noted_and_refused_where_there_is_nothing() {
    let (host, _) = at_stage_three();
    let save = |from: &str, csv: bool| {
        let to = "2026-12-31";
        host.try_call(
            "save_report",
            json!({ "from": from, "to": to, "small": false, "csv": csv }),
        )
    };
    let pdf = save("2026-09-01", false).unwrap();
    let bytes = std::fs::read(pdf["path"].as_str().unwrap()).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    let csv = save("2026-09-01", true).unwrap();
    let text = std::fs::read_to_string(csv["path"].as_str().unwrap()).unwrap();
    assert!(text.contains("Fewer than 5 cases") && !text.contains("Zofia"));
    assert!(
        text.contains("The other agency,Children's Social Care,\"1 to 4, or hidden with them\"")
    );
    assert_eq!(
        save("2026-12-01", true).unwrap_err().code,
        ErrorCode::Refused
    );
    let wrong = host.try_call(
        "report",
        json!({ "from": "2026-12-02", "to": "2026-12-01", "small": true }),
    );
    assert_eq!(wrong.unwrap_err().field, "to");
    let activity = host.call(
        "activity",
        json!({ "who": "", "group": "left", "case": "", "from": "", "to": "", "before": null }),
    );
    let lines = activity["lines"].as_array().unwrap();
    let saved = lines
        .iter()
        .filter(|line| line["title"] == "Saved a report without names");
    assert_eq!(saved.count(), 2);
}

#[test]
fn what_was_learned_goes_in_word_by_word_and_names_nobody() {
    let (host, case) = at_stage_three();
    let mut request = host::monitoring(&case);
    request["seen"] = host.call("paper", host::monitoring(&case))["seen"].clone();
    request["answers"] = json!([[
        "effective",
        "=It was slow; the threshold was read in two ways."
    ]]);
    host.call("save_paper", request);
    let few = report(&host, "", "", false);
    assert_eq!(few["said"], json!([]), "fewer than five say who it was");
    assert_eq!(
        table(&few, "effective"),
        [("Said", None), ("Not said, or not yet", Some(0))]
    );
    let all = report(&host, "", "", true);
    let [said] = all["said"].as_array().unwrap().as_slice() else {
        panic!("{}", all["said"]);
    };
    assert_eq!(
        (&said["about"], &said["named"]),
        (&json!("effective"), &json!(false))
    );
    assert!(
        said["question"]
            .as_str()
            .unwrap()
            .starts_with("Please note how effective")
    );
    assert_eq!(said["chosen"], false, "nothing goes in by itself");
    let save = |answers: Value| {
        let saved = host.call(
            "save_report",
            json!({ "from": "2026-09-01", "to": "2027-08-31", "small": true, "csv": true, "answers": answers }),
        );
        std::fs::read_to_string(saved["path"].as_str().unwrap()).unwrap()
    };
    assert!(!save(json!([])).contains("read in two ways"));
    let table = save(json!([said["id"]]));
    assert!(
        table.contains("'=It was slow; the threshold was read in two ways."),
        "{table}"
    );

    // A name of the case is found, and then it cannot be chosen.
    let mut request = host::monitoring(&case);
    request["seen"] = host.call("paper", host::monitoring(&case))["seen"].clone();
    request["answers"] = json!([["effective", "Mr Shaw never rang back."]]);
    host.call("save_paper", request);
    let named = report(&host, "", "", true)["said"][0].clone();
    assert_eq!(named["named"], true);
    assert!(!save(json!([named["id"]])).contains("Shaw"));
}
