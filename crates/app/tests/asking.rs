//! While the user looks for a folder, the application goes on, and the vault may lock.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{House, PASSPHRASE, start_with};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use stepwise_app::error::ErrorCode;
use stepwise_app::{FileKind, Shell};

/// A desktop whose user thinks until the test lets them answer.
struct Thinking {
    asked: Sender<()>,
    answer: Mutex<Receiver<Option<PathBuf>>>,
}

impl Thinking {
    fn think(&self) -> Option<PathBuf> {
        self.asked.send(()).unwrap();
        self.answer.lock().unwrap().recv().unwrap()
    }
}

impl Shell for Thinking {
    fn save_file(&self, _: &str, _: FileKind) -> Option<PathBuf> {
        self.think()
    }
    fn choose_folder(&self) -> Option<PathBuf> {
        self.think()
    }
    fn show_in_folder(&self, _: &Path) {}
}

struct Scene {
    house: House,
    asked: Receiver<()>,
    answer: Sender<Option<PathBuf>>,
}

impl Scene {
    fn empty() -> Self {
        let (asked, was_asked) = channel();
        let (answer, answers) = channel();
        let shell = Thinking {
            asked,
            answer: Mutex::new(answers),
        };
        let folder = Arc::new(tempfile::tempdir().unwrap());
        Self {
            house: start_with(folder, "2026-11-24T15:00:00+00:00", Arc::new(shell)),
            asked: was_asked,
            answer,
        }
    }

    /// Begins a command, and returns once the user is asked.
    fn begin(&self, command: &'static str) -> tokio::task::JoinHandle<Result<Value, ErrorCode>> {
        let app = self.house.app.clone();
        let call = async move { app.call(command, json!({})).await.map_err(|e| e.code) };
        let call = tokio::spawn(call);
        self.asked.recv().unwrap();
        call
    }

    fn folder(&self) -> PathBuf {
        let folder = self.house.folder.path().join("chosen");
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_window_goes_on_while_the_user_looks_for_a_folder() {
    let scene = Scene::empty();
    scene.house.set_up("north-somerset").await;
    let call = scene.begin("back_up");
    let draft = json!({ "key": "case/x/record/said", "text": "She said" });
    scene.house.ok("save_draft", draft).await;
    scene.house.ok("today", json!({})).await;
    scene.answer.send(Some(scene.folder())).unwrap();
    let view = call.await.unwrap().unwrap();
    assert_eq!(view["backup_folder"], scene.folder().to_str().unwrap());
    assert!(view["last_backup"].is_string());

    // The folder is known now: nobody is asked.
    scene.house.ok("back_up", json!({})).await;
    assert!(scene.asked.try_recv().is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_after_locking_does_nothing() {
    for unlocked_again in [false, true] {
        let scene = Scene::empty();
        scene.house.set_up("north-somerset").await;
        let call = scene.begin("back_up");
        scene.house.ok("lock", json!({})).await;
        if unlocked_again {
            let unlock = json!({ "passphrase": PASSPHRASE });
            scene.house.ok("unlock", unlock).await;
        }
        scene.answer.send(Some(scene.folder())).unwrap();
        assert_eq!(call.await.unwrap().unwrap_err(), ErrorCode::Locked);
        assert_eq!(std::fs::read_dir(scene.folder()).unwrap().count(), 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_can_be_chosen_before_there_is_a_vault() {
    let scene = Scene::empty();
    for answer in [None, Some(scene.folder())] {
        let call = scene.begin("choose_backup_folder");
        scene.answer.send(answer.clone()).unwrap();
        let view = call.await.unwrap().unwrap();
        assert_eq!(
            view["path"].as_str(),
            answer.as_deref().and_then(Path::to_str)
        );
    }
}
