//! Reminders: asked for, neutral, and gone when they are turned off.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{FolderShell, House, case_of, start_with};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use stepwise_app::{FileKind, Shell, remind};

const POLICY: &str = "north-somerset";

/// A desktop that starts programs at login, or does not let itself be asked.
struct Desk {
    files: PathBuf,
    lets: bool,
    at_login: AtomicBool,
}

impl Shell for Desk {
    fn save_file(&self, name: &str, kind: FileKind) -> Option<PathBuf> {
        FolderShell(self.files.clone()).save_file(name, kind)
    }
    fn choose_folder(&self) -> Option<PathBuf> {
        Some(self.files.clone())
    }
    fn remind_at_login(&self, on: bool) -> bool {
        self.at_login.store(on && self.lets, Ordering::Relaxed);
        on && self.lets
    }
    fn reminds_at_login(&self) -> bool {
        self.at_login.load(Ordering::Relaxed)
    }
    fn show_in_folder(&self, _: &Path) {}
}

async fn house(lets: bool) -> (House, Arc<Desk>) {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let desk = Arc::new(Desk {
        files: folder.path().join("files"),
        lets,
        at_login: AtomicBool::new(false),
    });
    fs::create_dir_all(&desk.files).unwrap();
    let house = start_with(folder, "2026-11-24T09:00:00+00:00", desk.clone());
    house.set_up(POLICY).await;
    (house, desk)
}

fn said(data: &Path, at: &str) -> Option<String> {
    let now = stepwise_app::Now {
        stamp: at.parse().unwrap(),
        zone: "Europe/London".into(),
    };
    let words = Mutex::new(None);
    remind(data, &now, |text| {
        *words.lock().unwrap() = Some(text.to_owned());
        true
    });
    words.into_inner().unwrap()
}

#[tokio::test]
async fn only_when_asked_for_and_with_numbers_alone() {
    let (house, desk) = house(true).await;
    let data = house.folder.path().join("data");
    let file = data.join("reminders.json");
    let case = house.start_case(case_of(POLICY, "2026-11-24")).await;
    house
        .record(&case, json!([
            { "deed": "open-stage", "stage": "s1", "on": common::on("2026-11-24"), "rule": "", "reason": "", "for_risk": false },
        ]))
        .await;
    house.ok("today", json!({})).await;
    assert_eq!(house.ok("settings", json!({})).await["reminders"], false);
    assert!(!file.exists(), "nobody asked for it");

    let view = house.ok("save_reminders", json!({ "on": true })).await;
    assert_eq!(view["reminders"], true);
    assert_eq!(view["reminders_at_login"], true);
    let kept: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let steps = kept["steps"].as_object().unwrap();
    assert!(!steps.is_empty());
    for (day, n) in steps {
        assert!(
            day.parse::<chrono::NaiveDate>().is_ok() && n.is_u64(),
            "{kept}"
        );
    }
    assert_eq!(kept.as_object().unwrap().len(), 3, "{kept}");
    // What is due on a day is what Today will show for it.
    let today = house.ok("today", json!({})).await;
    let due = |day: &str| {
        let jobs = today["jobs"].as_array().unwrap().iter();
        let ours = jobs.filter(|j| j["group"] != "waiting" && j["due"]["date"] == day);
        ours.count() as u64
    };
    for (day, n) in steps {
        assert_eq!(n.as_u64(), Some(due(day)), "{day}");
    }
    house.ok("lock", json!({})).await;
    let first = steps.keys().next().unwrap();
    let words = said(&data, &format!("{first}T09:00:00+00:00")).unwrap();
    assert!(words.ends_with("due today."), "{words}");

    // Turned off, nothing of it is left, here or in the system.
    house
        .ok("unlock", json!({ "passphrase": common::PASSPHRASE }))
        .await;
    assert!(desk.at_login.load(Ordering::Relaxed));
    let view = house.ok("save_reminders", json!({ "on": false })).await;
    assert_eq!(view["reminders"], false);
    assert!(!file.exists() && !desk.at_login.load(Ordering::Relaxed));
    house.ok("today", json!({})).await;
    assert!(!file.exists());
}

#[tokio::test]
async fn a_system_that_does_not_let_it_is_said_and_the_sample_reminds_of_nothing() {
    let (house, desk) = house(false).await;
    let view = house.ok("save_reminders", json!({ "on": true })).await;
    assert_eq!(view["reminders"], true);
    assert_eq!(view["reminders_at_login"], false);
    house.ok("save_reminders", json!({ "on": false })).await;
    house.ok("open_sample", json!({})).await;
    house.ok("save_reminders", json!({ "on": true })).await;
    house.ok("today", json!({})).await;
    assert!(!house.folder.path().join("data/reminders.json").exists());
    assert!(!desk.at_login.load(Ordering::Relaxed));
}
