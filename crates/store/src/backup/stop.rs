//! Telling work on another thread to stop: at lock the keys it holds have to go at once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, InterruptHandle};

use super::BackupError;

/// Stops a backup under way, from any thread. Clones stop the same one.
#[derive(Clone, Default)]
pub struct Stop(Arc<Inner>);

#[derive(Default)]
struct Inner {
    asked: AtomicBool,
    statements: Mutex<Vec<InterruptHandle>>,
}

impl std::fmt::Debug for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Stop").field(&self.asked()).finish()
    }
}

impl Stop {
    /// Asks it to stop. It ends within the time of one read or write, and leaves nothing behind.
    pub fn stop(&self) {
        self.0.asked.store(true, Ordering::SeqCst);
        for statement in self.statements().iter() {
            statement.interrupt();
        }
    }

    /// Whether it was asked to.
    pub fn asked(&self) -> bool {
        self.0.asked.load(Ordering::SeqCst)
    }

    fn statements(&self) -> std::sync::MutexGuard<'_, Vec<InterruptHandle>> {
        self.0
            .statements
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// A long statement on this connection stops, too.
    pub(crate) fn watch(&self, conn: &Connection) {
        self.statements().push(conn.get_interrupt_handle());
    }

    /// # Errors
    /// [`BackupError::Stopped`] once it was asked to.
    pub(crate) fn check(&self) -> Result<(), BackupError> {
        if self.asked() {
            Err(BackupError::Stopped)
        } else {
            Ok(())
        }
    }

    /// An interrupted statement reports a fault of the database: it is none.
    pub(crate) fn excuse<T>(&self, result: Result<T, BackupError>) -> Result<T, BackupError> {
        match result {
            Err(_) if self.asked() => Err(BackupError::Stopped),
            other => other,
        }
    }
}
