//! Linux: logind on the system's bus, and the desktop's screen savers on the session's.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use stepwise_app::{LockReason, SystemLock};
use zbus::Message;
use zbus::blocking::fdo::DBusProxy;
use zbus::blocking::{Connection, MessageIterator, Proxy};
use zbus::zvariant::{OwnedFd, OwnedObjectPath, OwnedValue};

/// A bus that is not there, or went away, is looked for again after so long.
const AGAIN: Duration = Duration::from_secs(30);

const LOGIND: &str = "org.freedesktop.login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SESSION: &str = "org.freedesktop.login1.Session";

/// Each desktop has its own; a screen saver that comes on locks the screen, or is about to.
const SAVERS: [&str; 4] = [
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
];

/// Listens on both buses, each on a thread of its own.
pub fn watch(lock: &Arc<dyn SystemLock>) {
    let (one, other) = (lock.clone(), lock.clone());
    keep("logind", move || {
        follow_logind(&Connection::system()?, &*one)
    });
    keep("screen-saver", move || {
        follow_savers(&Connection::session()?, &*other)
    });
}

fn keep(name: &str, follow: impl Fn() -> zbus::Result<()> + Send + 'static) {
    // Without a thread nothing is heard, and the idle time locks.
    let _ = std::thread::Builder::new()
        .name(name.into())
        .spawn(move || {
            loop {
                // Not every machine has such a bus: nothing to say to anybody.
                let _ = follow();
                std::thread::sleep(AGAIN);
            }
        });
}

/// Follows logind until the bus is gone. Sleep is held up until the keys are gone.
fn follow_logind(bus: &Connection, lock: &dyn SystemLock) -> zbus::Result<()> {
    let messages = MessageIterator::from(bus);
    let manager = Proxy::new(bus, LOGIND, "/org/freedesktop/login1", MANAGER)?;
    listen(
        bus,
        &format!("type='signal',sender='{LOGIND}',interface='{MANAGER}',member='PrepareForSleep'"),
    )?;
    // On a machine without seats there is sleep alone.
    if let Some(session) = session(&manager) {
        for (interface, member) in [
            (SESSION, "Lock"),
            ("org.freedesktop.DBus.Properties", "PropertiesChanged"),
        ] {
            listen(
                bus,
                &format!(
                    "type='signal',sender='{LOGIND}',path='{}',interface='{interface}',member='{member}'",
                    session.as_str()
                ),
            )?;
        }
    }
    let mut delay = hold_up_sleep(&manager);
    for message in messages {
        let message = message?;
        match of_logind(&message) {
            Some(Said::Sleep) => {
                lock.lock(LockReason::Sleep);
                // Only now may it sleep.
                delay = None;
            }
            Some(Said::Awake) => delay = delay.or_else(|| hold_up_sleep(&manager)),
            Some(Said::Lock(why)) => lock.lock(why),
            None => {}
        }
    }
    Ok(())
}

/// What logind said, as far as it matters here.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    Sleep,
    Awake,
    Lock(LockReason),
}

fn of_logind(message: &Message) -> Option<Said> {
    let header = message.header();
    let body = message.body();
    match (header.interface()?.as_str(), header.member()?.as_str()) {
        (MANAGER, "PrepareForSleep") => match body.deserialize::<bool>().ok()? {
            true => Some(Said::Sleep),
            false => Some(Said::Awake),
        },
        (SESSION, "Lock") => Some(Said::Lock(LockReason::Screen)),
        ("org.freedesktop.DBus.Properties", "PropertiesChanged") => {
            let (interface, changed, _) = body
                .deserialize::<(String, HashMap<String, OwnedValue>, Vec<String>)>()
                .ok()?;
            let is = |name: &str| {
                changed
                    .get(name)
                    .and_then(|value| bool::try_from(value).ok())
            };
            if interface != SESSION {
                None
            } else if is("LockedHint") == Some(true) {
                Some(Said::Lock(LockReason::Screen))
            } else if is("Active") == Some(false) {
                Some(Said::Lock(LockReason::OtherUser))
            } else {
                None
            }
        }
        _ => None,
    }
}

/// Follows the desktop's screen savers until the bus is gone.
fn follow_savers(bus: &Connection, lock: &dyn SystemLock) -> zbus::Result<()> {
    let messages = MessageIterator::from(bus);
    for saver in SAVERS {
        listen(
            bus,
            &format!("type='signal',interface='{saver}',member='ActiveChanged'"),
        )?;
    }
    for message in messages {
        let message = message?;
        let header = message.header();
        let changed = header
            .member()
            .is_some_and(|member| member == "ActiveChanged")
            && header
                .interface()
                .is_some_and(|name| SAVERS.contains(&name.as_str()));
        if changed && message.body().deserialize::<bool>() == Ok(true) {
            lock.lock(LockReason::Screen);
        }
    }
    Ok(())
}

fn listen(bus: &Connection, rule: &str) -> zbus::Result<()> {
    Ok(DBusProxy::new(bus)?.add_match_rule(rule.try_into()?)?)
}

/// This program's session. A program that the user's own service manager started belongs to none, and is
/// told the one in front.
fn session(manager: &Proxy<'_>) -> Option<OwnedObjectPath> {
    let named = std::env::var("XDG_SESSION_ID").ok();
    let ask = |id: &str| {
        manager
            .call::<_, _, OwnedObjectPath>("GetSession", &(id,))
            .ok()
    };
    named
        .and_then(|id| ask(&id))
        .or_else(|| manager.call("GetSessionByPID", &(std::process::id(),)).ok())
        .or_else(|| ask("auto"))
}

/// Holds up sleep, for as long as the answer is kept: the system waits for five seconds at most.
fn hold_up_sleep(manager: &Proxy<'_>) -> Option<OwnedFd> {
    manager
        .call(
            "Inhibit",
            &("sleep", "Stepwise", "Closing the record", "delay"),
        )
        .ok()
}

#[cfg(test)]
#[path = "linux_tests.rs"]
mod tests;
