//! The worker by itself: it locks when left alone, and backs up after work.

use super::*;
use crate::config::{Clock, Config, FileKind, KdfChoice, Now, Shell};
use crate::library::Library;
use crate::under_way::UnderWay;
use serde_json::json;
use std::path::{Path, PathBuf};

struct RealClock;

impl Clock for RealClock {
    fn now(&self) -> Now {
        Now {
            stamp: chrono::Local::now().fixed_offset(),
            zone: "Europe/London".into(),
        }
    }
}

struct NoShell;

impl Shell for NoShell {
    fn save_file(&self, _: &str, _: FileKind) -> Option<PathBuf> {
        None
    }
    fn choose_folder(&self) -> Option<PathBuf> {
        None
    }
    fn show_in_folder(&self, _: &Path) {}
}

impl Worker {
    fn call(&mut self, command: &str, request: Value) -> Reply {
        match self.pass(command, request, None) {
            Outcome::Done(reply) => reply,
            Outcome::Ask(..) => panic!("{command} asks"),
        }
    }
}

fn worker(data: PathBuf) -> Worker {
    let config = Config {
        data_folder: data,
        clock: Arc::new(RealClock),
        shell: Arc::new(NoShell),
        kdf: KdfChoice::Fast,
    };
    let (locked, _) = watch::channel(0);
    Worker::new(
        Session::new(config, Arc::new(Library::built_in()), UnderWay::default()),
        locked,
        Arc::default(),
    )
}

/// First run, done. Gives a recovery key, as a request has it.
fn set_up(worker: &mut Worker, backups: &Path) -> Value {
    let policy = Library::built_in().policies[0].policy.id.to_string();
    let setup = json!({
        "setting": "Hazel Bank School", "setting_kind": "school", "user_name": "Jo March", "user_designation": "",
        "people": [], "policy": policy, "emergency": [],
        "passphrase": "copper lantern river fourteen", "backup_folder": backups,
    });
    let made = worker.call("create_vault", setup).unwrap();
    let key: Vec<String> = serde_json::from_value(made["recovery_keys"][0].clone()).unwrap();
    let key = json!({ "key": key.join(" ") });
    // Until a recovery key was typed back nothing is made that only the lost ones would open.
    worker.session.back_up_when_quiet(Duration::from_secs(600));
    assert!(!worker.session.backups.running());
    worker.call("confirm_recovery_key", key.clone()).unwrap();
    worker.call("finish_setup", json!({})).unwrap();
    key
}

#[test]
fn left_alone_it_locks_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker = worker(folder.path().into());
    worker.call("open_sample", json!({})).unwrap();
    let back = |seconds| {
        let by = Duration::from_secs(seconds);
        (
            Instant::now().checked_sub(by).unwrap_or_else(Instant::now),
            SystemTime::now() - by,
        )
    };
    worker.touched = back(299);
    worker.lock_if_idle();
    assert!(worker.session.held().is_some());
    // The window asking by itself keeps nothing open; somebody at the keyboard does.
    worker.call("today", json!({})).unwrap();
    assert!(worker.touched.1.elapsed().unwrap() >= Duration::from_secs(299));
    worker.call("touch", json!({})).unwrap();
    assert!(worker.touched.1.elapsed().unwrap() < Duration::from_secs(60));
    worker.touched = (Instant::now(), back(301).1);
    worker.lock_if_idle();
    assert!(worker.session.held().is_none());
    assert_eq!(*worker.locked.borrow(), 1);
}

#[test]
fn after_work_it_backs_up_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let backups = folder.path().join("backups");
    std::fs::create_dir(&backups).unwrap();
    let mut worker = worker(folder.path().join("data"));
    set_up(&mut worker, &backups);
    worker.session.back_up_when_quiet(Duration::from_secs(5));
    assert!(!worker.session.backups.running(), "somebody is at work");
    worker.session.back_up_when_quiet(Duration::from_secs(45));
    worker.session.begin_backup().unwrap().wait();
    worker.session.backup_outcome().unwrap();
    assert!(!worker.session.backup_due());
    assert_eq!(std::fs::read_dir(&backups).unwrap().count(), 1);
    worker.session.back_up_when_quiet(Duration::from_secs(600));
    assert!(!worker.session.backups.running(), "nothing new to back up");
    // Locked in the middle: it stops at once, and leaves nothing.
    worker.session.begin_backup().unwrap();
    worker.lock(LockReason::Asked);
    let names = || -> Vec<_> {
        let entries = std::fs::read_dir(&backups).unwrap();
        entries.map(|entry| entry.unwrap().file_name()).collect()
    };
    // Nobody waits for its thread, which takes away after itself: the keys are gone before that.
    let begun = Instant::now();
    while !names()
        .iter()
        .all(|name| name.to_string_lossy().ends_with(".backup"))
    {
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", names());
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Nobody chose whose passphrase is set anew: what the key opened goes like an open vault.
#[test]
fn what_a_recovery_key_opened_is_locked_when_nobody_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker = worker(folder.path().join("data"));
    let key = set_up(&mut worker, Path::new(""));
    worker.call("lock", json!({ "idle": null })).unwrap();
    worker.note_open();
    assert!(!worker.open.load(Ordering::Acquire));
    let told = *worker.locked.borrow();
    worker.call("open_with_recovery_key", key).unwrap();
    worker.note_open();
    assert!(worker.open.load(Ordering::Acquire), "keys are held");
    let long = Duration::from_secs(6 * 60);
    worker.touched = (Instant::now(), SystemTime::now() - long);
    worker.lock_if_idle();
    assert!(worker.session.recovering.is_none());
    assert!(!worker.open.load(Ordering::Acquire));
    assert_eq!(*worker.locked.borrow(), told + 1, "the window blanks");
}
