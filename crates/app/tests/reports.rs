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
