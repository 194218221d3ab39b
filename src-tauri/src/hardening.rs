//! What is done before anything else, so that little of a vault can leave the process by other ways than the
//! application's own. None of it stops an administrator, or a program that runs as the user and is made for it.

use std::ffi::OsString;
use std::io;
use std::process::{Command, ExitCode};

/// Variables by which any program of the same user could drive the window or look into it, and with it into an
/// unlocked vault: Tauri's for WebDriver, WebKit's and WebView2's for their inspectors.
const REMOTE_CONTROL: [&str; 7] = [
    "TAURI_AUTOMATION",
    "TAURI_WEBVIEW_AUTOMATION",
    "WEBKIT_INSPECTOR_SERVER",
    "WEBKIT_INSPECTOR_HTTP_SERVER",
    "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS",
    "WEBVIEW2_BROWSER_EXECUTABLE_FOLDER",
    "WEBVIEW2_USER_DATA_FOLDER",
];

/// Variables by which what is freed is wiped by libraries that are not ours, too. What the page asks and is answered goes
/// through glib and WebKit in this process, and stayed in their freed memory after a lock. glibc fills what is freed, once
/// it keeps nothing back for itself; and WebKit takes its memory from glibc instead of from a heap of its own, which nothing
/// wipes. 255 has glibc hand out zeros, so that nobody depends on what was there before. Other systems have no such thing.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const WIPING: &[(&str, &str)] = &[
    (
        "GLIBC_TUNABLES",
        "glibc.malloc.perturb=255:glibc.malloc.tcache_count=0",
    ),
    ("Malloc", "1"),
];
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
const WIPING: &[(&str, &str)] = &[];

/// Starts the program anew where its environment is not as it has to be: the libraries read theirs before the program begins.
/// A test build stays as it is. To be called before any thread is started.
///
/// Answers how that other start ended, where there was one.
///
/// # Errors
/// The program could not be started anew: it must not go on.
pub fn start_anew_where_needed() -> io::Result<Option<ExitCode>> {
    if cfg!(feature = "automation") {
        return Ok(None);
    }
    let amiss = amiss(|name| std::env::var_os(name));
    if amiss.is_empty() {
        keep_wiping_to_ourselves();
        return Ok(None);
    }
    let mut again = Command::new(std::env::current_exe()?);
    again.args(std::env::args_os().skip(1));
    for (name, value) in amiss {
        match value {
            Some(value) => again.env(name, value),
            None => again.env_remove(name),
        };
    }
    replace(again).map(Some)
}

/// What this program starts does without: the libraries have read theirs, and the page's process ends at a lock anyway. Drivers of
/// graphics that use what they have freed go on unharmed by chance, and crashed the page where that was wiped.
fn keep_wiping_to_ourselves() {
    for (_name, _) in WIPING {
        // Before there is any other thread that could read the environment meanwhile.
        #[cfg(all(target_os = "linux", target_env = "gnu"))]
        gtk::glib::unsetenv(_name);
    }
}

/// What is not as it has to be in an environment: a variable, and the value that it needs, or none where it has to go.
fn amiss(now: impl Fn(&str) -> Option<OsString>) -> Vec<(&'static str, Option<&'static str>)> {
    let set = REMOTE_CONTROL
        .iter()
        .filter(|name| now(name).is_some())
        .map(|name| (*name, None));
    let other = WIPING
        .iter()
        .filter(|(name, value)| now(name).is_none_or(|now| now != *value))
        .map(|(name, value)| (*name, Some(*value)));
    set.chain(other).collect()
}

/// In the place of this process.
#[cfg(unix)]
fn replace(mut again: Command) -> io::Result<ExitCode> {
    use std::os::unix::process::CommandExt as _;
    Err(again.exec())
}

/// Beside this process, which ends.
#[cfg(not(unix))]
fn replace(mut again: Command) -> io::Result<ExitCode> {
    again.spawn().map(|_| ExitCode::SUCCESS)
}

/// No picture of the memory is written when the program crashes; the processes of the page inherit that. On Linux
/// no other program of the same user can read the memory either. Windows writes such pictures only where an
/// administrator asked for them.
///
/// # Errors
/// The system refuses.
pub fn keep_memory_private() -> io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        setrlimit(Resource::Core, none)?;
    }
    #[cfg(target_os = "linux")]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};
    use std::collections::HashMap;

    #[test]
    fn it_starts_anew_once_and_then_is_as_it_has_to_be() {
        let mut now: HashMap<&str, OsString> = HashMap::from([
            ("WEBKIT_INSPECTOR_SERVER", "127.0.0.1:1".into()),
            ("GLIBC_TUNABLES", "glibc.malloc.perturb=0".into()),
            ("HOME", "/nowhere".into()),
        ]);
        let found = amiss(|name| now.get(name).cloned());
        assert!(found.contains(&("WEBKIT_INSPECTOR_SERVER", None)));
        assert!(!found.iter().any(|(name, _)| *name == "HOME"));
        for (name, value) in found {
            match value {
                Some(value) => now.insert(name, value.into()),
                None => now.remove(name),
            };
        }
        assert_eq!(amiss(|name| now.get(name).cloned()), []);
        for name in REMOTE_CONTROL {
            assert!(!now.contains_key(name));
        }
    }

    #[test]
    fn no_core_is_written_and_nobody_may_look() {
        keep_memory_private().unwrap();
        let limit = getrlimit(Resource::Core);
        assert_eq!((limit.current, limit.maximum), (Some(0), Some(0)));
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
    }
}
