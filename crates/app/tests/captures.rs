//! Keeping the window out of pictures of the screen: the desktop is told when it is set, and at each unlocking.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{House, PASSPHRASE, start_with};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use stepwise_app::{FileKind, Shell};

const NOW: &str = "2026-11-24T15:00:00+00:00";

/// A desktop that can, and remembers what it was told.
#[derive(Default)]
struct Able(Mutex<Vec<bool>>);

impl Shell for Able {
    fn save_file(&self, _: &str, _: FileKind) -> Option<PathBuf> {
        None
    }
    fn choose_folder(&self) -> Option<PathBuf> {
        None
    }
    fn show_in_folder(&self, _: &Path) {}
    fn can_hide_from_captures(&self) -> bool {
        true
    }
    fn hide_from_captures(&self, hide: bool) {
        self.0.lock().unwrap().push(hide);
    }
}

#[tokio::test]
async fn the_desktop_is_told_when_it_is_set_and_when_the_vault_opens() {
    let able = Arc::new(Able::default());
    let told = || std::mem::take(&mut *able.0.lock().unwrap());
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let house = start_with(folder, NOW, able.clone());
    house.set_up("north-somerset").await;
    assert_eq!(told(), [false], "shown, unless somebody wants it otherwise");
    let view = house.ok("settings", json!({})).await;
    assert_eq!(view["can_hide_from_captures"], true);
    let view = house.ok("save_captures", json!({ "hide": true })).await;
    assert_eq!(
        (&view["hide_from_captures"], told()),
        (&json!(true), vec![true])
    );
    house.ok("lock", json!({})).await;
    assert_eq!(told(), [] as [bool; 0], "it stays as it was while locked");
    house
        .ok("unlock", json!({ "passphrase": PASSPHRASE }))
        .await;
    assert_eq!(told(), [true]);
    house.ok("save_captures", json!({ "hide": false })).await;
    assert_eq!(told(), [false]);

    let other = House::new("north-somerset", NOW).await;
    let view = other.ok("settings", json!({})).await;
    assert_eq!(
        view["can_hide_from_captures"], false,
        "most test desktops cannot"
    );
}
