//! A child leaves for another school: the file's date, what is done about it, each child by themselves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::*;
use serde_json::{Value, json};
use stepwise_app::error::ErrorCode;

const POLICY: &str = "north-somerset";
const NOW: &str = "2026-11-24T15:00:00+00:00";

struct Scene {
    house: House,
    case: String,
}

impl Scene {
    async fn new() -> Self {
        let house = House::new(POLICY, NOW).await;
        let case = house.start_case(case_of(POLICY, "2026-11-20")).await;
        Self { house, case }
    }

    async fn leavings(&self) -> Value {
        self.house
            .ok("leavings", json!({ "case": self.case }))
            .await
    }

    async fn leaves(&self, subject: &Value, first_day: Option<&str>) -> Value {
        let seen = self.leavings().await["seen"].clone();
        let request = json!({
            "case": self.case, "seen": seen, "leaving": "", "subject": subject, "to": "Teston Grammar School",
            "lead": "Sam Example", "reach": "01632 960010", "last_day": "2026-11-27", "first_day": first_day,
            "reason": ""
        });
        self.house.ok("record_leaving", request).await
    }

    fn step(&self, view: &Value, kind: &str, on: &str) -> Value {
        json!({
            "case": self.case, "seen": view["seen"], "leaving": view["leavings"][0]["leaving"], "kind": kind,
            "on": { "date": on, "time": null }, "who": "Sam Example", "how": "By hand, sealed", "apart": true,
            "again": if kind == "sent" { json!("2026-12-04") } else { Value::Null }
        })
    }

    async fn jobs(&self) -> Vec<(String, Value)> {
        let today = self.house.ok("today", json!({})).await;
        let jobs = today["jobs"].as_array().unwrap();
        let ours = jobs.iter().filter(|job| job["action"] == "leaving");
        ours.map(|job| {
            let task = job["task"].as_str().unwrap().to_owned();
            (task, job["due"].clone())
        })
        .collect()
    }
}

#[tokio::test]
async fn it_is_a_job_until_the_receipt_is_here() {
    let scene = Scene::new().await;
    let before = scene.leavings().await;
    assert_eq!(before["leavings"], json!([]));
    assert!(scene.jobs().await.is_empty());
    let view = scene.leaves(&before["subjects"][0][0], None).await;
    let row = &view["leavings"][0];
    assert_eq!(row["due"]["date"], "2026-12-02");
    let cite = &row["due"]["count"]["cite"];
    assert!(
        cite["policy"]
            .as_str()
            .unwrap()
            .contains("Keeping children safe")
    );
    let jobs = scene.jobs().await;
    assert_eq!(jobs.len(), 1);
    assert!(jobs[0].0.starts_with("Send the safeguarding file: "));
    assert!(jobs[0].0.ends_with(", to Teston Grammar School"));
    assert_eq!(jobs[0].1["date"], "2026-12-02");
    assert_eq!(jobs[0].1["own"], false);
    let case = scene.house.case(&scene.case).await;
    assert!(
        case["leaving"]
            .as_str()
            .unwrap()
            .ends_with("Wed 2 Dec 2026.")
    );

    // No receipt for what did not go.
    let early = scene.step(&view, "received", "2026-11-24");
    assert_eq!(
        scene.house.code("record_leaving_step", early).await,
        ErrorCode::Refused
    );
    scene.house.clock.set("2026-12-01T10:00:00+00:00");
    let sent = scene.step(&view, "sent", "2026-12-01");
    let view = scene.house.ok("record_leaving_step", sent).await;
    assert_eq!(view["leavings"][0]["due"], json!(null));
    let jobs = scene.jobs().await;
    assert!(jobs[0].0.starts_with("Get the receipt for the file: "));
    assert_eq!(
        (&jobs[0].1["date"], &jobs[0].1["own"]),
        (&json!("2026-12-04"), &json!(true))
    );
    let asked = scene.step(&view, "asked", "2026-12-01");
    let view = scene.house.ok("record_leaving_step", asked).await;
    let before = scene.step(&view, "received", "2026-11-30");
    assert_eq!(
        scene.house.err("record_leaving_step", before).await.field,
        "on"
    );
    let received = scene.step(&view, "received", "2026-12-01");
    let view = scene.house.ok("record_leaving_step", received).await;
    assert_eq!(view["leavings"][0]["open"], false);
    let kinds: Vec<&Value> = view["leavings"][0]["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| &step["kind"])
        .collect();
    assert_eq!(kinds, ["sent", "asked", "received"]);
    assert!(scene.jobs().await.is_empty());
    assert_eq!(scene.house.case(&scene.case).await["leaving"], "");
    // Settled is settled.
    let again = scene.step(&view, "asked", "2026-12-01");
    assert_eq!(
        scene.house.code("record_leaving_step", again).await,
        ErrorCode::Refused
    );
    let told = scene
        .house
        .ok("chronology", json!({ "case": scene.case }))
        .await
        .to_string();
    assert!(told.contains("Apart from the main pupil file."));
}

#[tokio::test]
async fn each_child_has_a_date_of_their_own() {
    let scene = Scene::new().await;
    let second = json!([{ "deed": "subject", "subject": {
        "id": "", "kind": "child", "name": "Marlon Pike", "born": "2016-02-03", "status": ""
    } }]);
    scene.house.record(&scene.case, second).await;
    let subjects = scene.leavings().await["subjects"].clone();
    assert_eq!(subjects.as_array().unwrap().len(), 2);
    scene.leaves(&subjects[0][0], None).await;
    // The same child leaves once.
    let seen = scene.leavings().await["seen"].clone();
    let twice = json!({
        "case": scene.case, "seen": seen, "leaving": "", "subject": subjects[0][0], "to": "Elsewhere", "lead": "X",
        "reach": "", "last_day": "2026-11-27", "first_day": null, "reason": ""
    });
    assert_eq!(
        scene.house.err("record_leaving", twice).await.field,
        "subject"
    );
    let view = scene.leaves(&subjects[1][0], Some("2027-01-05")).await;
    let due: Vec<(&Value, &Value)> = view["leavings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (&row["about"], &row["due"]["date"]))
        .collect();
    assert_eq!(due[0], (&json!("Marlon Pike"), &json!("2027-01-09")));
    assert_eq!(due[1].1, "2026-12-02");
    assert_eq!(scene.jobs().await.len(), 2);
    // Corrected with a reason, the date follows; called off, the job is gone.
    let row = &view["leavings"][0];
    let corrected = json!({
        "case": scene.case, "seen": view["seen"], "leaving": row["leaving"], "subject": row["subject"],
        "to": row["to"], "lead": row["lead"], "reach": "", "last_day": "2026-12-18", "first_day": "2027-01-06",
        "reason": "Their term begins a day later"
    });
    let view = scene.house.ok("record_leaving", corrected).await;
    assert_eq!(view["leavings"][0]["due"]["date"], "2027-01-10");
    let off = scene.step(&view, "called-off", "2026-11-24");
    let view = scene.house.ok("record_leaving_step", off).await;
    assert_eq!(view["leavings"][0]["open"], false);
    assert_eq!(scene.jobs().await.len(), 1);
}
