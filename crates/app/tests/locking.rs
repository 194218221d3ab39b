//! Locked by the system: why it says so, what is gone, and what is put right.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{FolderShell, House, PASSPHRASE, start_with};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use stepwise_app::error::ErrorCode;
use stepwise_app::{App, Clipboard, FileKind, LockReason, Locker, Page, Shell, SystemLock};
use stepwise_store::{Passphrase, Stamp, Vault};

const POLICY: &str = "north-somerset";
const NOW: &str = "2026-11-24T15:00:00+00:00";

async fn unlock(house: &House) -> Value {
    house
        .ok("unlock", json!({ "passphrase": PASSPHRASE }))
        .await
}

#[tokio::test]
async fn the_lock_screen_and_the_journal_say_why() {
    let house = House::new(POLICY, NOW).await;
    let reasons = [
        (LockReason::Sleep, "sleep"),
        (LockReason::Screen, "screen"),
        (LockReason::OtherUser, "other-user"),
    ];
    for (why, word) in reasons {
        let before = *house.app.locks().borrow();
        let begun = Instant::now();
        house.app.lock_for(why).wait(Duration::from_secs(10));
        assert!(begun.elapsed() < Duration::from_millis(200), "{word}");
        assert_eq!(*house.app.locks().borrow(), before + 1, "the window blanks");
        assert!(!house.app.is_open());
        let session = house.ok("session", json!({})).await;
        assert_eq!(session["locked_because"], word);
        // Said again by the system, it is the first reason that counts, and no page is disturbed.
        house
            .app
            .lock_for(LockReason::OtherUser)
            .wait(Duration::from_secs(10));
        assert_eq!(*house.app.locks().borrow(), before + 1);
        let session = house.ok("session", json!({})).await;
        assert_eq!(session["locked_because"], word);
        assert_eq!(unlock(&house).await["locked_because"], Value::Null);
    }
    for (request, word) in [(json!({}), "asked"), (json!({ "idle": true }), "idle")] {
        assert_eq!(house.ok("lock", request).await["locked_because"], word);
        unlock(&house).await;
    }
    house.app.close();
    let folder = house.folder.clone();
    drop(house);

    let vault = folder.path().join("data/vault");
    let secret = Passphrase::new(PASSPHRASE.into());
    let now = Stamp {
        at: NOW.parse().unwrap(),
        zone: "Europe/London".into(),
    };
    let vault = Vault::open_with_passphrase(&vault, None, &secret, &now).unwrap();
    let noted: Vec<String> = vault
        .journal_entries(0, 1000)
        .unwrap()
        .into_iter()
        .filter(|entry| entry.kind == "locked")
        .map(|entry| {
            let payload: Value = serde_json::from_slice(&entry.payload).unwrap();
            payload["why"].as_str().unwrap().to_owned()
        })
        .collect();
    let all = ["sleep", "screen", "other-user", "asked", "idle", "closed"];
    assert_eq!(noted, all);
}

#[tokio::test]
async fn before_anything_is_open_nothing_is_disturbed() {
    let house = common::start(Arc::new(tempfile::tempdir().unwrap()), NOW);
    house
        .app
        .lock_for(LockReason::Sleep)
        .wait(Duration::from_secs(10));
    assert_eq!(*house.app.locks().borrow(), 0);
    let session = house.ok("session", json!({})).await;
    assert_eq!(session["state"], "first-run");
    assert_eq!(session["locked_because"], Value::Null);
}

/// A page that hands over as soon as it is asked, and counts how often it was.
struct Quick {
    app: App,
    runtime: tokio::runtime::Handle,
    asked: Arc<Mutex<u32>>,
}

impl Page for Quick {
    fn ask_for_last_words(&self) {
        *self.asked.lock().unwrap() += 1;
        let app = self.app.clone();
        self.runtime.spawn(async move {
            let words = json!({ "key": "case/1/said", "text": "half a sentence" });
            app.call("save_draft", words).await.unwrap();
            app.call("handed_over", json!({})).await.unwrap();
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_s_last_words_are_kept_and_a_locked_page_is_not_asked() {
    let house = House::new(POLICY, NOW).await;
    let asked = Arc::new(Mutex::new(0));
    let page = Quick {
        app: house.app.clone(),
        runtime: tokio::runtime::Handle::current(),
        asked: asked.clone(),
    };
    let locker = Arc::new(Locker::new(house.app.clone(), page));
    let again = locker.clone();
    let begun = Instant::now();
    tokio::task::spawn_blocking(move || locker.lock(LockReason::Sleep))
        .await
        .unwrap();
    // It goes on as soon as the words are there.
    assert!(begun.elapsed() < Duration::from_millis(150));
    assert!(!house.app.is_open());
    tokio::task::spawn_blocking(move || again.lock(LockReason::Screen))
        .await
        .unwrap();
    assert_eq!(*asked.lock().unwrap(), 1);
    unlock(&house).await;
    let kept = house.ok("drafts", json!({ "prefix": "" })).await;
    assert_eq!(kept["drafts"], json!([["case/1/said", "half a sentence"]]));
}

/// A desktop with a clipboard.
#[derive(Clone)]
struct Desk(Arc<Mutex<Option<String>>>, PathBuf);

impl Clipboard for Desk {
    fn put(&mut self, text: &str) -> bool {
        *self.0.lock().unwrap() = Some(text.into());
        true
    }
    fn text(&mut self) -> Option<String> {
        self.0.lock().unwrap().clone()
    }
    fn clear(&mut self) {
        *self.0.lock().unwrap() = None;
    }
}

impl Shell for Desk {
    fn save_file(&self, name: &str, kind: FileKind) -> Option<PathBuf> {
        FolderShell(self.1.clone()).save_file(name, kind)
    }
    fn choose_folder(&self) -> Option<PathBuf> {
        Some(self.1.clone())
    }
    fn clipboard(&self) -> Option<Box<dyn Clipboard>> {
        Some(Box::new(self.clone()))
    }
    fn show_in_folder(&self, _: &Path) {}
}

#[tokio::test]
async fn what_was_copied_here_is_taken_away_at_lock_and_nothing_else_is() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let desk = Desk(Arc::default(), folder.path().join("files"));
    fs::create_dir_all(&desk.1).unwrap();
    let house = start_with(folder, NOW, Arc::new(desk.clone()));
    let text = json!({ "text": "01632 960123", "secret": false });
    assert_eq!(
        house.code("copy", text.clone()).await,
        ErrorCode::Locked,
        "nothing is open"
    );
    house.set_up(POLICY).await;
    for theirs in [None, Some("a shopping list".to_owned())] {
        assert_eq!(house.ok("copy", text.clone()).await["done"], true);
        if theirs.is_some() {
            *desk.0.lock().unwrap() = theirs.clone();
        }
        house
            .app
            .lock_for(LockReason::Screen)
            .wait(Duration::from_secs(10));
        assert_eq!(*desk.0.lock().unwrap(), theirs);
        assert_eq!(house.code("copy", text.clone()).await, ErrorCode::Locked);
        unlock(&house).await;
    }
    // The window is closed with a password on the clipboard.
    let secret = json!({ "text": "six words of a long list", "secret": true });
    house.ok("copy", secret).await;
    house.app.close();
    assert_eq!(*desk.0.lock().unwrap(), None);
}

#[tokio::test]
async fn contacts_changed_outside_are_put_right_and_said() {
    let house = House::new(POLICY, NOW).await;
    let file = house.folder.path().join("data/emergency.json");
    let kept = fs::read(&file).unwrap();
    house.ok("lock", json!({})).await;
    assert_eq!(unlock(&house).await["problem"], Value::Null);
    // Somebody with the same account gives their own number; or throws the file away.
    for change in [
        Some(r#"[{"name":"Front door","phone":"01632 960999","note":"daytime"}]"#),
        None,
    ] {
        house.ok("lock", json!({})).await;
        match change {
            Some(text) => fs::write(&file, text).unwrap(),
            None => fs::remove_file(&file).unwrap(),
        }
        let session = unlock(&house).await;
        let said = session["problem"]["message"].as_str().unwrap();
        assert!(said.contains("emergency contacts"), "{said}");
        assert_eq!(session["emergency"][0]["phone"], "01632 960002");
        assert_eq!(fs::read(&file).unwrap(), kept);
    }
    // Changed here, they are simply changed; and none at all is a choice as well.
    for contacts in [
        json!([{ "name": " Night\u{202e} ", "phone": "01632 960003", "note": "" }]),
        json!([]),
    ] {
        house
            .ok("save_emergency", json!({ "emergency": contacts }))
            .await;
        house.ok("lock", json!({})).await;
        let session = unlock(&house).await;
        assert_eq!(session["problem"], Value::Null);
        let count = contacts.as_array().unwrap().len();
        assert_eq!(session["emergency"].as_array().unwrap().len(), count);
    }
}

#[tokio::test]
async fn a_clock_put_forward_does_not_shorten_the_wait() {
    let house = House::new(POLICY, NOW).await;
    house.ok("lock", json!({})).await;
    let wrong = json!({ "passphrase": "not this one at all" });
    for _ in 0..3 {
        let code = house.code("unlock", wrong.clone()).await;
        assert_eq!(code, ErrorCode::WrongPassphrase);
    }
    house.clock.set("2026-11-25T15:00:00+00:00");
    let session = house.ok("session", json!({})).await;
    assert_eq!(session["wait_seconds"], 1);
    let right = json!({ "passphrase": PASSPHRASE });
    let code = house.code("unlock", right.clone()).await;
    assert_eq!(code, ErrorCode::WaitBeforeRetry);
    tokio::time::sleep(Duration::from_millis(1050)).await;
    house.ok("unlock", right.clone()).await;
    // Opened, it is forgotten.
    house.ok("lock", json!({})).await;
    house.ok("unlock", right).await;

    // Started again in the middle, the store's own note still holds.
    house.ok("lock", json!({})).await;
    for _ in 0..3 {
        house.code("unlock", wrong.clone()).await;
    }
    let folder = house.folder.clone();
    drop(house);
    let again = common::start(folder, "2026-11-25T15:00:00+00:00");
    let session = again.ok("session", json!({})).await;
    assert_eq!(session["wait_seconds"], 1);
    assert_eq!(
        again.code("unlock", wrong).await,
        ErrorCode::WaitBeforeRetry
    );
}
