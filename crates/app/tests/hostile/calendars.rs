//! The end of the calendar.

use super::common::{House, case_of, on};
use super::tools::{NOW, attack, screens_live};
use serde_json::json;
use stepwise_app::App;

#[tokio::test]
async fn a_calendar_that_ends_refuses_each_count_and_the_screens_live() {
    let (mut refusing, mut opened) = (0, 0);
    for policy in App::start_policies(&House::new("north-somerset", NOW).await).await {
        let house = House::new(&policy, "2030-12-30T10:00:00+00:00").await;
        let mut start = case_of(&policy, "2030-12-30");
        start["people"] = json!([]);
        let case = house.start_case(start).await;
        let stages = house.ok("start_options", json!({ "policy": policy })).await["stages"].clone();
        let danger = json!([{ "deed": "danger", "immediate": true, "done": "999 called.", "on": on("2030-12-30") }]);
        for (i, stage) in stages.as_array().unwrap().iter().enumerate() {
            let open = json!([{ "deed": "open-stage", "stage": stage["id"], "on": on("2030-12-30"), "rule": "",
                "reason": if i == 0 { "" } else { "The harm is at hand." }, "for_risk": i > 0 }]);
            let seen = house.case(&case).await["seen"].clone();
            let request = json!({ "case": case, "seen": seen, "deeds": open, "drop_drafts": [] });
            opened += usize::from(attack(&house, "record", request).await);
            house.record(&case, danger.clone()).await;
            screens_live(&house, &case).await;
            let view = house.case(&case).await;
            for clock in view["clocks"].as_array().unwrap() {
                let due = clock["due"]["date"].as_str().unwrap_or_default();
                assert!(
                    due < "2031",
                    "{policy}: a date beyond the calendar was counted: {clock}"
                );
                if clock["state"] == "refused" {
                    refusing += 1;
                    assert!(clock["remark"].as_str().unwrap().len() > 10, "{clock}");
                }
            }
        }
        screens_live(&house, &case).await;
        house.ok("find", json!({ "words": "Eastmere" })).await;
    }
    assert!(
        opened > 8 && refusing > 5,
        "{opened} opened, {refusing} refused"
    );
}

trait Policies {
    async fn start_policies(house: &House) -> Vec<String>;
}

impl Policies for App {
    async fn start_policies(house: &House) -> Vec<String> {
        let all = house.ok("start_options", json!({ "policy": "" })).await["policies"].clone();
        all.as_array()
            .unwrap()
            .iter()
            .map(|p| p[0].as_str().unwrap().to_owned())
            .collect()
    }
}
