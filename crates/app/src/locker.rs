//! Locking because the system says so: the computer goes to sleep, its screen is locked, another user's
//! session comes to the front.
//!
//! How a system says it is the shell's to know, one small watcher for each; what follows is the same
//! everywhere and is here: the page hands over the words being typed, the keys go, and only then may the
//! computer sleep.

use crate::handle::App;
use crate::wire::LockReason;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// The page has so long to hand over the words still being typed.
const LAST_KEYSTROKES: Duration = Duration::from_millis(150);
/// Longer than this nobody waits for the keys: less than the five seconds that a system gives before it
/// sleeps all the same. Only a long piece of work, such as a bundle being made, comes near it; it ends first.
const LONGEST: Duration = Duration::from_secs(4);

/// Whoever locks when the system says so. The watchers of the shell know nothing else of the application.
pub trait SystemLock: Send + Sync {
    /// Locks. When this returns the keys are gone, or four seconds have passed.
    fn lock(&self, why: LockReason);
}

/// The window's page, as far as locking goes.
pub trait Page: Send + Sync {
    /// Asks the page for the words being typed. It saves them, and calls `handed_over`. Must not wait.
    fn ask_for_last_words(&self);
}

/// The application with its page.
pub struct Locker<P> {
    app: App,
    page: P,
}

impl<P: Page> Locker<P> {
    /// Locks this application, after asking this page.
    pub fn new(app: App, page: P) -> Self {
        Self { app, page }
    }

    /// Asks the page for its last words, and waits until they are saved, for so long at most.
    pub fn hand_over(&self, longest: Duration) {
        let (told, wait) = channel();
        self.app.when_handed_over(told);
        self.page.ask_for_last_words();
        match wait.recv_timeout(longest) {
            // A page that hangs or is gone saves nothing more; what was typed a second ago is saved already.
            Ok(()) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
    }
}

impl<P: Page> SystemLock for Locker<P> {
    fn lock(&self, why: LockReason) {
        if self.app.is_open() {
            self.hand_over(LAST_KEYSTROKES);
        }
        self.app.lock_for(why).wait(LONGEST);
    }
}
