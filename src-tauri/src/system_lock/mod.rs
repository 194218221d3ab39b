//! Listens to the system: it goes to sleep, its screen is locked, another user's session comes to the
//! front. One small watcher for each system; what follows from it is the application's.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(windows)]
mod windows;

use std::sync::Arc;

use stepwise_app::SystemLock;

/// Begins to listen, until the program ends. Where the system tells nothing, the idle time still locks.
pub fn watch(lock: Arc<dyn SystemLock>) {
    #[cfg(target_os = "linux")]
    linux::watch(&lock);
    #[cfg(target_os = "macos")]
    macos::watch(&lock);
    #[cfg(windows)]
    windows::watch(lock);
    #[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
    drop(lock);
}
