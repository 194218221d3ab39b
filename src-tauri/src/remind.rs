//! Reminding through the operating system: while locked, and, started at login, while closed.

#[cfg(target_os = "linux")]
use std::collections::HashMap;
use std::process::ExitCode;
use std::time::Duration;

use stepwise_app::{Clock, remind};

use crate::at_login::REMIND;
use crate::clock::SystemClock;
use crate::surroundings;

/// Whether the program was started to remind, and for nothing else.
pub fn wanted() -> bool {
    std::env::args_os()
        .nth(1)
        .is_some_and(|word| word == REMIND)
}

/// The desktop is still coming up when the user has just logged in: so often it is tried.
const TRIES: u32 = 6;
/// And so long apart.
const APART: Duration = Duration::from_secs(5);

/// Says what is to be said today, if anything, and ends. No window opens, and the vault stays closed.
pub fn run() -> ExitCode {
    let Some(data) = surroundings::data_folder() else {
        return ExitCode::FAILURE;
    };
    let clock = SystemClock::new(surroundings::clock_file());
    let mut shown = true;
    remind(&data, &clock.now(), |text| {
        let this = (0..TRIES).any(|n| {
            if n > 0 {
                std::thread::sleep(APART);
            }
            say(text)
        });
        shown &= this;
        this
    });
    if shown {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Shows a sentence through the operating system. False: it has no place for it.
#[cfg(target_os = "linux")]
pub fn say(text: &str) -> bool {
    const DESKTOP: &str = "org.freedesktop.Notifications";
    let show = || -> zbus::Result<u32> {
        let bus = zbus::blocking::Connection::session()?;
        let desktop =
            zbus::blocking::Proxy::new(&bus, DESKTOP, "/org/freedesktop/Notifications", DESKTOP)?;
        let (actions, hints) = (
            Vec::<&str>::new(),
            HashMap::<&str, zbus::zvariant::Value<'_>>::new(),
        );
        // Who asks, what it replaces, icon, title, words, and as long as the desktop has it.
        desktop.call(
            "Notify",
            &(
                "Stepwise", 0u32, "", "Stepwise", text, actions, hints, -1i32,
            ),
        )
    };
    show().is_ok()
}

/// Shows a sentence through the operating system. False: it has no place for it.
#[cfg(not(target_os = "linux"))]
pub fn say(text: &str) -> bool {
    let mut notification = notify_rust::Notification::new();
    notification.summary("Stepwise").body(text);
    // The installed program's own name, not that of the system's shell.
    #[cfg(windows)]
    notification.app_id("org.stepwise.desktop");
    notification.show().is_ok()
}
