//! The whole application, killed while it records: what it answered is there afterwards.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{House, PASSPHRASE, case_of, start};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use stepwise_app::{App, Config, KdfChoice};
use stepwise_testkit::child::{self, Child, say_saved};
use stepwise_testkit::survive::{Told, long, tries};

const FOLDER: &str = "STEPWISE_KILLED_FOLDER";
const CASE: &str = "STEPWISE_KILLED_CASE";
const NOW: &str = "2026-11-24T15:00:00+00:00";
/// A slow machine does fewer, and says how many.
const LONGEST: Duration = Duration::from_secs(30);

struct Standing;

impl stepwise_app::Clock for Standing {
    fn now(&self) -> stepwise_app::Now {
        let stamp = chrono::DateTime::parse_from_rfc3339(NOW).unwrap();
        stepwise_app::Now {
            stamp,
            zone: "Europe/London".into(),
        }
    }
}

/// Not a test of its own: the program that the other one kills.
#[tokio::test]
async fn child() {
    let (Some(folder), Ok(case)) = (std::env::var_os(FOLDER), std::env::var(CASE)) else {
        return;
    };
    let app = App::start(Config {
        data_folder: Path::new(&folder).join("data"),
        clock: Arc::new(Standing),
        shell: Arc::new(common::FolderShell(PathBuf::from(folder))),
        kdf: KdfChoice::Fast,
    })
    .unwrap();
    app.call("unlock", json!({ "passphrase": PASSPHRASE }))
        .await
        .unwrap();
    let mut seen = app.call("case", json!({ "case": case })).await.unwrap()["seen"]
        .as_u64()
        .unwrap();
    loop {
        app.call(
            "save_draft",
            json!({ "key": "k", "text": format!("before {seen}") }),
        )
        .await
        .unwrap();
        let deeds = json!([{ "deed": "own-date", "what": "Hear from them", "by": "2026-12-01" },
                           { "deed": "action", "what": "Visit", "owner": "Lee", "by": null, "agreed": common::on("2026-11-24") }]);
        let request = json!({ "case": case, "seen": seen, "deeds": deeds, "drop_drafts": [] });
        seen = app.call("record", request).await.unwrap()["seen"]
            .as_u64()
            .unwrap();
        say_saved(seen);
    }
}

#[tokio::test]
async fn what_was_answered_survives_being_killed() {
    let house = House::new("north-somerset", NOW).await;
    let case = house
        .start_case(case_of("north-somerset", "2026-11-24"))
        .await;
    let first = house.case(&case).await["seen"].as_u64().unwrap();
    let folder = house.folder.clone();
    house.app.close();
    drop(house);
    let begun = Instant::now();
    let wanted = tries(30, 200);
    let (mut kills, mut answered) = (0, 0);
    while kills < wanted && (long() || begun.elapsed() < LONGEST) {
        let mut child = Child::start(child::command(
            "child",
            &[(FOLDER, folder.path().as_os_str()), (CASE, case.as_ref())],
        ));
        if kills % 2 == 1 {
            child.wait_for_a_save();
        }
        std::thread::sleep(Duration::from_millis(u64::from(kills) * 67 % 300));
        let saved = child.kill();
        kills += 1;
        answered += u32::from(saved.is_some());

        let house = start(folder.clone(), NOW);
        let view = house
            .ok("unlock", json!({ "passphrase": PASSPHRASE }))
            .await;
        assert!(
            view["problem"].is_null() && view["notices"] == json!([]),
            "{view}"
        );
        let seen = house.case(&case).await["seen"].as_u64().unwrap();
        assert!(
            seen >= saved.unwrap_or(first),
            "{seen} of {saved:?} are left"
        );
        assert_eq!((seen - first) % 2, 0, "both deeds of a request or neither");
        house.ok("chronology", json!({ "case": case })).await;
        if let Some(saved) = saved {
            let drafts = house.ok("drafts", json!({ "prefix": "k" })).await;
            let text = drafts["drafts"][0][1].as_str().unwrap();
            let at: u64 = text.strip_prefix("before ").unwrap().parse().unwrap();
            assert!(at + 2 >= saved, "the draft {at} is older than {saved}");
        }
        house.app.close();
    }
    assert!(
        answered * 4 > kills,
        "the kills came too early to show anything: {answered} of {kills}"
    );
    if kills < wanted {
        eprintln!("only {kills} of {wanted} kills fitted into {LONGEST:?} on this machine");
    }
    Told {
        row: "killed",
        what: "the whole application, while it records",
        tried: u64::from(kills),
        lost: 0,
    }
    .tell();
}
