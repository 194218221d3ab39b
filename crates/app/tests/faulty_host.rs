//! A fault inside a command: the vault is closed, its files are whole, and the application goes on.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{House, PASSPHRASE, case_of};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use stepwise_app::error::ErrorCode;
use stepwise_app::{App, Clock, Config, KdfChoice, Now};

/// A clock that breaks when it is told to.
struct Breaking(AtomicBool);

impl Clock for Breaking {
    fn now(&self) -> Now {
        assert!(!self.0.load(Ordering::SeqCst), "the clock broke");
        let stamp = chrono::DateTime::parse_from_rfc3339("2026-11-24T15:00:00+00:00").unwrap();
        Now {
            stamp,
            zone: "Europe/London".into(),
        }
    }
}

#[tokio::test]
async fn a_fault_closes_the_vault_and_loses_nothing() {
    let house = House::new("north-somerset", "2026-11-24T14:00:00+00:00").await;
    let case = house
        .start_case(case_of("north-somerset", "2026-11-24"))
        .await;
    let folder = house.folder.clone();
    house.app.close();
    drop(house);
    let clock = Arc::new(Breaking(AtomicBool::new(false)));
    let app = App::start(Config {
        data_folder: folder.path().join("data"),
        clock: clock.clone(),
        shell: Arc::new(common::FolderShell(folder.path().into())),
        kdf: KdfChoice::Fast,
    })
    .unwrap();
    let unlock = json!({ "passphrase": PASSPHRASE });
    app.call("unlock", unlock.clone()).await.unwrap();
    let draft = json!({ "key": "k", "text": "She said" });
    app.call("save_draft", draft.clone()).await.unwrap();
    let mut locks = app.locks();
    locks.mark_unchanged();
    clock.0.store(true, Ordering::SeqCst);
    let error = app.call("save_draft", draft.clone()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Internal);
    assert!(
        locks.has_changed().unwrap(),
        "the window is told to blank itself"
    );
    clock.0.store(false, Ordering::SeqCst);
    let error = app.call("save_draft", draft).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Locked);
    let view = app.call("unlock", unlock).await.unwrap();
    assert!(
        view["problem"].is_null() && view["notices"] == json!([]),
        "{view}"
    );
    app.call("case", json!({ "case": case })).await.unwrap();
    let drafts = app.call("drafts", json!({ "prefix": "k" })).await.unwrap();
    assert_eq!(drafts["drafts"], json!([["k", "She said"]]));
}
