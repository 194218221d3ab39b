//! What is done before anything else, so that little of a vault can leave the process by other ways than the
//! application's own. None of it stops an administrator, or a program that runs as the user and is made for it.

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

/// Starts the program anew without those variables, where one is set: taking one out of the environment of a
/// running process is not safe in Rust. A test build keeps them.
///
/// Answers how that other start ended, where there was one.
///
/// # Errors
/// The program could not be started anew: it must not go on.
pub fn refuse_remote_control() -> io::Result<Option<ExitCode>> {
    let set = |name: &&str| std::env::var_os(name).is_some();
    if cfg!(feature = "automation") || !REMOTE_CONTROL.iter().any(set) {
        return Ok(None);
    }
    let mut again = Command::new(std::env::current_exe()?);
    again.args(std::env::args_os().skip(1));
    for name in REMOTE_CONTROL {
        again.env_remove(name);
    }
    replace(again).map(Some)
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

    #[test]
    fn no_core_is_written_and_nobody_may_look() {
        keep_memory_private().unwrap();
        let limit = getrlimit(Resource::Core);
        assert_eq!((limit.current, limit.maximum), (Some(0), Some(0)));
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
    }
}
