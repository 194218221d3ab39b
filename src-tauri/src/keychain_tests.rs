//! Over a real keychain, one that is locked, a bus without any, and no bus at all. Each lives in a session
//! bus of its own, in which this very program is run again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use std::process::{Command, Stdio};

const SITUATION: &str = "STEPWISE_TEST_KEYCHAIN";
const NAME: &str = "quick-0123";
/// A bus that starts nothing by itself: what answers on it is what the situation says.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"#;

/// Waits up to ten seconds: the daemon goes into the background before it has its name on the bus.
const NAMED: &str = "for _ in $(seq 200); do dbus-send --session --print-reply \
    --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets \
    | grep -q true && break; sleep 0.05; done;";

/// What the program does when it is run again: the answers, by situation.
fn answers(situation: &str) {
    let keychain = SystemKeychain;
    match situation {
        "open" => {
            assert_eq!(keychain.get(NAME), Ok(None));
            assert_eq!(keychain.remove(NAME), Ok(()));
            assert_eq!(keychain.set(NAME, &[7; 32]), Ok(()));
            assert_eq!(keychain.get(NAME), Ok(Some(Zeroizing::new(vec![7; 32]))));
            assert_eq!(keychain.set(NAME, &[8; 32]), Ok(()));
            assert_eq!(keychain.get(NAME), Ok(Some(Zeroizing::new(vec![8; 32]))));
            assert_eq!(keychain.get("quick-4567"), Ok(None));
            assert_eq!(keychain.remove(NAME), Ok(()));
            assert_eq!(keychain.get(NAME), Ok(None));
        }
        // A locked one looks empty when it is read: `None` never means that nothing was kept.
        "locked" => {
            assert_eq!(keychain.get(NAME), Ok(None));
            assert_eq!(keychain.set(NAME, &[7; 32]), Err(KeychainError::Locked));
        }
        "none" => {
            assert_eq!(keychain.get(NAME), Err(KeychainError::NoneHere));
            assert_eq!(keychain.set(NAME, &[7; 32]), Err(KeychainError::NoneHere));
            assert_eq!(keychain.remove(NAME), Err(KeychainError::NoneHere));
        }
        other => panic!("{other}"),
    }
}

/// Runs one test of this program again, in a home of its own, after a line of the shell.
fn again(situation: &str, before: &str) {
    let home = tempfile::tempdir().unwrap();
    let script =
        format!("{before} exec \"$0\" --exact keychain::tests::every_answer --test-threads=1");
    let mut command = match situation {
        "no bus" => Command::new("sh"),
        _ => {
            let config = home.path().join("bus.conf");
            std::fs::write(&config, BUS).unwrap();
            let mut bus = Command::new("dbus-run-session");
            bus.arg("--config-file").arg(config).args(["--", "sh"]);
            bus
        }
    };
    let run = command
        .args(["-c", &script])
        .arg(std::env::current_exe().unwrap())
        .env(
            SITUATION,
            if situation == "no bus" {
                "none"
            } else {
                situation
            },
        )
        .env("HOME", home.path())
        .env("XDG_RUNTIME_DIR", home.path())
        .env("XDG_DATA_HOME", home.path().join("data"))
        .env("XDG_DATA_DIRS", home.path())
        .env(
            "DBUS_SESSION_BUS_ADDRESS",
            format!("unix:path={}/none", home.path().display()),
        )
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    let errors = String::from_utf8_lossy(&run.stderr);
    assert!(
        run.status.success() && said.contains("1 passed"),
        "{situation}: {said}\n{errors}"
    );
}

#[test]
fn every_answer() {
    if let Ok(situation) = std::env::var(SITUATION) {
        return answers(&situation);
    }
    again("none", "");
    again("no bus", "");
    let there = Command::new("gnome-keyring-daemon")
        .arg("--version")
        .output()
        .is_ok();
    assert!(
        there,
        "gnome-keyring is missing: `cargo xtask setup` installs it"
    );
    let unlock = "printf '%s' ci | gnome-keyring-daemon --unlock --components=secrets --daemonize";
    again("open", &format!("{unlock} >/dev/null; {NAMED}"));
    let start = "gnome-keyring-daemon --start --components=secrets --daemonize";
    again("locked", &format!("{start} >/dev/null; {NAMED}"));
}
