//! Over real buses of their own, with a logind and a screen saver that do as they are told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

use serde_json::{Value, json};
use stepwise_app::{App, Locker, Page};
use stepwise_tests::dbus::{Bus, Logind, Of};
use stepwise_tests::stand_in::{self, Machine};

/// Notes why, and nothing else.
#[derive(Clone)]
struct Noted(Sender<LockReason>);

impl SystemLock for Noted {
    fn lock(&self, why: LockReason) {
        self.0.send(why).unwrap();
    }
}

fn next(reasons: &Receiver<LockReason>) -> Option<LockReason> {
    reasons.recv_timeout(Duration::from_secs(10)).ok()
}

#[test]
fn a_locked_screen_and_another_user_lock_and_other_changes_do_not() {
    let logind = Logind::start().unwrap();
    let (told, reasons) = channel();
    let ours = logind.bus().connect().unwrap();
    std::thread::spawn(move || follow_logind(&ours, &Noted(told)));
    // It listens once it has asked to hold up sleep.
    let _first = logind.inhibitor().unwrap();
    let changed = |path: &str, of, name: &str, value| {
        logind.changed(path, of, name, value).unwrap();
    };
    // None of these is a reason.
    changed(Logind::SESSION, Of::Session, "LockedHint", false);
    changed(Logind::SESSION, Of::Session, "Active", true);
    changed(Logind::SESSION, Of::Session, "IdleHint", true);
    changed(Logind::SESSION, Of::SomethingElse, "Active", false);
    changed(Logind::OTHER_SESSION, Of::Session, "Active", false);
    // These are, and they come in order.
    changed(Logind::SESSION, Of::Session, "LockedHint", true);
    assert_eq!(next(&reasons), Some(LockReason::Screen));
    changed(Logind::SESSION, Of::Session, "Active", false);
    assert_eq!(next(&reasons), Some(LockReason::OtherUser));
    logind.lock_session().unwrap();
    assert_eq!(next(&reasons), Some(LockReason::Screen));
    logind.prepare_for_sleep(true).unwrap();
    assert_eq!(next(&reasons), Some(LockReason::Sleep));
    assert!(reasons.try_recv().is_err());
}

#[test]
fn each_desktop_s_screen_saver_locks() {
    let bus = Bus::start().unwrap();
    let (told, reasons) = channel();
    let ours = bus.connect().unwrap();
    std::thread::spawn(move || follow_savers(&ours, &Noted(told)));
    let desktop = bus.connect().unwrap();
    let say = |saver: &str, on: bool| {
        let path = format!("/{}", saver.replace('.', "/"));
        desktop
            .emit_signal(None::<&str>, path.as_str(), saver, "ActiveChanged", &(on,))
            .unwrap();
    };
    // Until it listens to the last of them.
    let begun = Instant::now();
    while reasons.recv_timeout(Duration::from_millis(50)).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(10));
        say(SAVERS[SAVERS.len() - 1], true);
    }
    while reasons.recv_timeout(Duration::from_millis(300)).is_ok() {}
    for saver in SAVERS {
        say(saver, false);
        say(saver, true);
        assert_eq!(next(&reasons), Some(LockReason::Screen), "{saver}");
    }
    assert!(reasons.try_recv().is_err());
}

fn call(app: &App, command: &str, request: Value) -> Value {
    tauri::async_runtime::block_on(app.call(command, request))
        .unwrap_or_else(|error| panic!("{command}: {}", error.message))
}

const PASSPHRASE: &str = "copper lantern river fourteen";

fn open_vault(machine: &Machine) -> App {
    let app = stand_in::application(machine).unwrap();
    let policy = call(&app, "policies", json!({}))["policies"][0]["policy"].clone();
    let setup = json!({
        "setting": "Hazel Bank School", "setting_kind": "school", "user_name": "Jo March", "user_designation": "",
        "people": [], "policy": policy, "emergency": [], "passphrase": PASSPHRASE, "backup_folder": "",
    });
    let made = call(&app, "create_vault", setup);
    let key: Vec<String> = serde_json::from_value(made["recovery_keys"][0].clone()).unwrap();
    call(
        &app,
        "confirm_recovery_key",
        json!({ "key": key.join(" ") }),
    );
    call(&app, "finish_setup", json!({}));
    app
}

/// A page in which somebody is typing. It takes its time to hand the words over; or never does.
struct Typing {
    app: App,
    takes: Option<Duration>,
}

impl Page for Typing {
    fn ask_for_last_words(&self) {
        let Some(takes) = self.takes else { return };
        let app = self.app.clone();
        std::thread::spawn(move || {
            std::thread::sleep(takes);
            let words = json!({ "key": "case/1/said", "text": "She said that she would" });
            call(&app, "save_draft", words);
            call(&app, "handed_over", json!({}));
        });
    }
}

/// The whole way: the signal, the last words, the keys, and only then sleep. Gives how long it took.
fn to_sleep(takes: Option<Duration>) -> (Duration, App, Machine) {
    let machine = Machine::new().unwrap();
    let app = open_vault(&machine);
    let logind = Logind::start().unwrap();
    let page = Typing {
        app: app.clone(),
        takes,
    };
    let locker = Locker::new(app.clone(), page);
    let ours = logind.bus().connect().unwrap();
    std::thread::spawn(move || follow_logind(&ours, &locker));
    let delay = logind.inhibitor().unwrap();
    assert!(app.is_open());
    let begun = Instant::now();
    logind.prepare_for_sleep(true).unwrap();
    delay.wait();
    let took = begun.elapsed();
    assert!(
        !app.is_open(),
        "the system may sleep, and the keys are there"
    );
    // Awake, it is ready for the next time.
    logind.prepare_for_sleep(false).unwrap();
    let next = logind.inhibitor().unwrap();
    logind.prepare_for_sleep(true).unwrap();
    next.wait();
    (took, app, machine)
}

#[test]
fn the_computer_sleeps_only_once_the_words_are_saved_and_the_keys_are_gone() {
    let (took, app, _machine) = to_sleep(Some(Duration::from_millis(40)));
    println!("from the signal to sleep: {} ms", took.as_millis());
    assert!(took < Duration::from_millis(200), "{took:?}");
    let session = call(&app, "session", json!({}));
    assert_eq!(session["state"], "locked");
    assert_eq!(session["locked_because"], "sleep");
    call(&app, "unlock", json!({ "passphrase": PASSPHRASE }));
    let kept = call(&app, "drafts", json!({ "prefix": "case/1/" }));
    assert_eq!(kept["drafts"][0][1], "She said that she would");
    assert_eq!(
        call(&app, "session", json!({}))["locked_because"],
        Value::Null
    );
}

#[test]
fn a_page_that_does_not_answer_holds_nothing_up() {
    let (took, app, _machine) = to_sleep(None);
    println!("without an answer of the page: {} ms", took.as_millis());
    let [least, most] = [150, 400].map(Duration::from_millis);
    assert!(took >= least && took < most, "{took:?}");
    assert_eq!(call(&app, "session", json!({}))["locked_because"], "sleep");
}
