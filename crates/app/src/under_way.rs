//! Long work that holds the worker: what it is, how far it is, and how to stop it from elsewhere. A lock
//! stops it, so that the keys need not wait for its end.

use crate::wire::{LongWork, UnderWayView};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use stepwise_store::Stop;

/// The long work under way, if any. Clones speak of the same.
#[derive(Clone, Default)]
pub(crate) struct UnderWay(Arc<Mutex<Option<Work>>>);

struct Work {
    what: LongWork,
    stop: Stop,
}

impl UnderWay {
    /// Long work begins, and ends when what this gives is dropped.
    pub fn begin(&self, what: LongWork) -> Working {
        let stop = Stop::default();
        *self.work() = Some(Work {
            what,
            stop: stop.clone(),
        });
        Working {
            stop,
            of: self.clone(),
        }
    }

    /// Asks it to stop. It ends soon, and says so to whoever waits for it.
    pub fn stop(&self) {
        if let Some(work) = self.work().as_ref() {
            work.stop.stop();
        }
    }

    /// What it is, and how far.
    pub fn view(&self) -> UnderWayView {
        let work = self.work();
        let (done, whole) = work.as_ref().map_or((0, 0), |work| work.stop.far());
        UnderWayView {
            what: work.as_ref().map(|work| work.what),
            done,
            whole,
            stopping: work.as_ref().is_some_and(|work| work.stop.asked()),
        }
    }

    fn work(&self) -> MutexGuard<'_, Option<Work>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Long work, as whoever does it holds it.
pub(crate) struct Working {
    stop: Stop,
    of: UnderWay,
}

impl Working {
    /// What tells it to stop.
    pub fn stop(&self) -> &Stop {
        &self.stop
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        *self.of.work() = None;
    }
}
