//! Telling long work to stop, asking how far it is, and taking back the keys that it was lent: at lock they have to go at
//! once, also where the thread waits for a drive that does not answer.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, InterruptHandle};
use zeroize::Zeroizing;

use super::BackupError;

/// What a backup reads the vault with.
pub(super) struct Keys {
    /// Holds a read transaction: one moment.
    pub(super) source: Connection,
    /// The key that the copy gets.
    pub(super) key: Zeroizing<[u8; 32]>,
}

/// Keys that are lent to a thread, and can be taken back while it waits for a drive.
#[derive(Clone)]
pub(super) struct Lent(Arc<Mutex<Option<Keys>>>);

impl Lent {
    pub(super) fn new(keys: Keys) -> Self {
        Self(Arc::new(Mutex::new(Some(keys))))
    }

    /// Works with the keys. Nothing that may wait for another drive belongs in there.
    ///
    /// # Errors
    /// [`BackupError::Stopped`] when they were taken back; the work's own.
    pub(super) fn with<T>(
        &self,
        work: impl FnOnce(&Keys) -> Result<T, BackupError>,
    ) -> Result<T, BackupError> {
        let keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        work(keys.as_ref().ok_or(BackupError::Stopped)?)
    }

    /// Wipes them: they are needed no more.
    pub(super) fn take_back(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Wipes them unless they are in use at this moment. Whether they are gone.
    fn take_back_now(&self) -> bool {
        let keys = match self.0.try_lock() {
            Ok(keys) => Some(keys),
            Err(TryLockError::Poisoned(keys)) => Some(keys.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        };
        keys.map(|mut keys| keys.take()).is_some()
    }
}

/// Stops long work on a vault, from any thread, and says how far it is. Clones stop the same work.
#[derive(Clone, Default)]
pub struct Stop(Arc<Inner>);

#[derive(Default)]
struct Inner {
    asked: AtomicBool,
    /// Of the part under way: how much is done, and how much there is.
    done: AtomicU64,
    whole: AtomicU64,
    statements: Mutex<Vec<InterruptHandle>>,
    lent: Mutex<Option<Lent>>,
}

/// Between two looks whether the keys are still in use.
const LOOK: Duration = Duration::from_millis(1);

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

    /// Asks it to stop, and takes the keys back that it was lent. It works with them only on the vault's own
    /// disk, a few milliseconds at a time; while it waits for another drive they are not in use. Whether
    /// they are gone: `longest` is how long is waited for that.
    pub fn stop_and_wipe(&self, longest: Duration) -> bool {
        self.stop();
        let lent = self.lent().clone();
        let Some(lent) = lent else {
            return true;
        };
        let start = Instant::now();
        while !lent.take_back_now() {
            if start.elapsed() >= longest {
                return false;
            }
            std::thread::sleep(LOOK);
        }
        true
    }

    /// From now on the stopping takes these keys back.
    pub(super) fn lend(&self, keys: &Lent) {
        *self.lent() = Some(keys.clone());
    }

    fn lent(&self) -> std::sync::MutexGuard<'_, Option<Lent>> {
        self.0.lent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it was asked to.
    pub fn asked(&self) -> bool {
        self.0.asked.load(Ordering::SeqCst)
    }

    /// The work says how far it is: so much of so much, in a measure of its own.
    pub fn reached(&self, done: u64, whole: u64) {
        self.0.whole.store(whole, Ordering::Relaxed);
        self.0.done.store(done.min(whole), Ordering::Relaxed);
    }

    /// How far it is: so much of so much. Both are nothing while that cannot be said.
    pub fn far(&self) -> (u64, u64) {
        let done = self.0.done.load(Ordering::Relaxed);
        (done, self.0.whole.load(Ordering::Relaxed))
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
