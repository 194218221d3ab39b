//! `stepwise-desktop --remind`, as the system starts it at login, over a desktop that shows messages.
#![cfg(all(target_os = "linux", feature = "automation"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::{Command, ExitStatus};

use stepwise_tests::dbus::Messages;
use stepwise_tests::stand_in::Machine;

fn remind(machine: &Machine, messages: &Messages) -> ExitStatus {
    Command::new(env!("CARGO_BIN_EXE_stepwise-desktop"))
        .arg("--remind")
        .envs(machine.environment())
        .env("DBUS_SESSION_BUS_ADDRESS", messages.bus().address())
        // No screen: no window may be opened.
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .status()
        .unwrap()
}

#[test]
fn it_says_how_many_once_a_day_and_nothing_else() {
    let machine = Machine::new().unwrap();
    let messages = Messages::start().unwrap();
    // Nobody asked for reminders.
    assert!(remind(&machine, &messages).success());
    assert_eq!(messages.shown(), []);

    let file = machine.data().join("reminders.json");
    let due = r#"{"form":1,"steps":{"2026-11-17":1,"2026-11-18":2},"said":null}"#;
    std::fs::write(&file, due).unwrap();
    for _ in 0..2 {
        assert!(remind(&machine, &messages).success());
    }
    let said = |text: &str| {
        (
            "Stepwise".to_owned(),
            "Stepwise".to_owned(),
            text.to_owned(),
        )
    };
    let once = [said("2 steps are due today, and 1 is late.")];
    assert_eq!(messages.shown(), once);
    machine
        .set_clock("2026-11-19T07:30:00+00:00 Europe/London")
        .unwrap();
    assert!(remind(&machine, &messages).success());
    assert_eq!(messages.shown(), [], "it is too early");
    machine
        .set_clock("2026-11-19T09:00:00+00:00 Europe/London")
        .unwrap();
    assert!(remind(&machine, &messages).success());
    assert_eq!(messages.shown(), [said("3 steps are late.")]);
    // It makes nothing, and opens nothing.
    let names: Vec<_> = std::fs::read_dir(machine.data())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["reminders.json"]);
}
