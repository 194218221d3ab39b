//! Making a backup on a thread of its own, while the vault is worked in.

use crate::error::{ErrorCode, WireError};
use crate::failure::{Answer, AppError};
use crate::session::Session;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use stepwise_store::{Backup, BackupError, Stop};

/// After so long without a touch, what was saved is backed up: less than the shortest time after which
/// it locks by itself.
const QUIET: Duration = Duration::from_secs(40);
/// During long work, at the latest so long after the last one.
const LONGEST: Duration = Duration::from_secs(15 * 60);
/// After a backup that failed by itself, so long until the next try.
const AGAIN: Duration = Duration::from_secs(10 * 60);
/// The keys of a backup are in use for a few milliseconds at a time. A vault's own disk that does not answer holds
/// up a lock for so long at most.
const IN_USE: Duration = Duration::from_secs(1);
/// At the window's close nobody waits for longer.
const AT_THE_END: Duration = Duration::from_secs(10);

/// A backup that somebody waits for.
#[derive(Clone, Debug, Default)]
pub struct Waiting(Arc<(Mutex<bool>, Condvar)>);

impl Waiting {
    fn ended(&self) {
        let (ended, bell) = &*self.0;
        *ended.lock().unwrap_or_else(PoisonError::into_inner) = true;
        bell.notify_all();
    }

    /// Blocks until it has ended, well or not.
    pub fn wait(&self) {
        self.wait_for(Duration::MAX);
    }

    /// Blocks for so long at most.
    fn wait_for(&self, longest: Duration) {
        let (ended, bell) = &*self.0;
        let guard = ended.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = bell.wait_timeout_while(guard, longest.min(Duration::from_secs(86_400)), |ended| {
            !*ended
        });
    }
}

/// Rings however its thread ends.
struct Bell(Waiting);

impl Drop for Bell {
    fn drop(&mut self) {
        self.0.ended();
    }
}

/// A backup under way.
struct Running {
    stop: Stop,
    waiting: Waiting,
    thread: JoinHandle<Result<Backup, BackupError>>,
    /// What had been saved when it began.
    saves: u64,
}

/// The backup under way, and what became of the last one.
#[derive(Default)]
pub(crate) struct Backups {
    running: Option<Running>,
    /// Why the last one failed; none when it did not.
    pub problem: Option<WireError>,
    /// For whoever waits.
    outcome: Option<Result<(), WireError>>,
    /// When the last one began.
    tried: Option<Instant>,
}

impl Backups {
    /// Whether one is under way.
    pub fn running(&self) -> bool {
        self.running.is_some()
    }

    /// Stops what is under way. Its keys are gone when this returns, also where a drive that does not answer
    /// holds its thread: that one ends with the answer, with nothing in hand.
    pub fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop.stop_and_wipe(IN_USE);
        }
        self.problem = None;
        self.outcome = None;
        self.tried = None;
    }

    /// What became of the one that was waited for.
    pub fn outcome(&mut self) -> Option<Result<(), WireError>> {
        self.outcome.take()
    }
}

impl Session {
    /// Begins a backup into the chosen folder, or joins the one under way.
    ///
    /// # Errors
    /// Locked, no good folder, or the vault cannot be read.
    pub fn begin_backup(&mut self) -> Answer<Waiting> {
        if let Some(running) = &self.backups.running {
            return Ok(running.waiting.clone());
        }
        let now = self.now().for_store();
        let data = self.config.data_folder.clone();
        let open = self.vault()?;
        let folder = super::good_place(&open.settings.backup_folder, &data)?;
        let names = open.vault.backup_names()?;
        let job = open.vault.backup_job(&now)?;
        let saves = open.saves;
        let (stop, waiting) = (Stop::default(), Waiting::default());
        job.lend_to(&stop);
        let (stopper, bell) = (stop.clone(), Bell(waiting.clone()));
        let thread = std::thread::Builder::new()
            .name("backup".into())
            .spawn(move || {
                let _bell = bell;
                // The folder is asked here: a drive that hangs holds up nobody.
                let path = names.path(&folder, false, &now);
                let made = job.run(&path, &stopper)?;
                names.prune(&folder, &now);
                Ok(made)
            })?;
        self.backups.tried = Some(Instant::now());
        self.backups.outcome = None;
        self.backups.running = Some(Running {
            stop,
            waiting: waiting.clone(),
            thread,
            saves,
        });
        Ok(waiting)
    }

    /// Takes what a backup that has ended left: a note in the journal, or a problem to be said.
    pub fn collect_backup(&mut self) {
        let ended = |running: &mut Running| running.thread.is_finished();
        let Some(running) = self.backups.running.take_if(ended) else {
            return;
        };
        // A panic on that thread is a fault of ours, and the window is told like that.
        let outcome = match running.thread.join() {
            Ok(Ok(backup)) => self.note_backup(&backup, running.saves),
            Ok(Err(error)) => Err(error.into()),
            Err(_) => Err(AppError::Internal("the backup's thread")),
        };
        let outcome = outcome.map_err(WireError::from);
        self.backups.problem = outcome.clone().err();
        self.backups.outcome = Some(outcome);
    }

    fn note_backup(&mut self, backup: &Backup, saves: u64) -> Answer<()> {
        let now = self.now().for_store();
        let open = self.vault()?;
        open.vault.note_backup(backup, &now)?;
        open.backed_up = open.backed_up.max(saves);
        Ok(())
    }

    /// Whether something was saved that is in no backup.
    pub fn backup_due(&self) -> bool {
        self.held()
            .is_some_and(|open| !open.sample && open.saves > open.backed_up)
    }

    fn wants_backup(&self) -> bool {
        let placed = |folder: &str| !folder.trim().is_empty();
        let open = self.held();
        self.backup_due()
            && self.pending.is_none()
            && !self.backups.running()
            && open.is_some_and(|open| placed(&open.settings.backup_folder))
    }

    /// The worker's own look, about twice a second: after work, when nobody has touched anything for a
    /// while, a backup is begun.
    pub fn back_up_when_quiet(&mut self, untouched: Duration) {
        self.collect_backup();
        let since = self.backups.tried.map(|at| at.elapsed());
        let failed = self.backups.problem.is_some();
        let time = match since {
            Some(since) if failed => since >= AGAIN,
            Some(since) => untouched >= QUIET || since >= LONGEST,
            None => untouched >= QUIET,
        };
        if time
            && self.wants_backup()
            && let Err(error) = self.begin_backup()
        {
            self.backups.tried = Some(Instant::now());
            self.backups.problem = Some(error.into());
        }
    }

    /// Before the keys go at the window's close: what was saved is backed up, as far as a few seconds
    /// are enough. What is not is done after the next unlocking.
    pub fn back_up_at_the_end(&mut self) {
        self.collect_backup();
        if (self.wants_backup() || self.backups.running())
            && let Ok(waiting) = self.begin_backup()
        {
            waiting.wait_for(AT_THE_END);
            self.collect_soon();
        }
    }

    /// The bell rings a moment before the thread has ended.
    fn collect_soon(&mut self) {
        for _ in 0..50 {
            self.collect_backup();
            if !self.backups.running() {
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// What the window is told when a backup that it waited for has ended.
    ///
    /// # Errors
    /// Why it failed.
    pub fn backup_outcome(&mut self) -> Answer<()> {
        self.collect_soon();
        match self.backups.outcome() {
            Some(outcome) => outcome.map_err(AppError::wire),
            None if self.held().is_none() => Err(AppError::Locked),
            None => Err(AppError::of(ErrorCode::Internal)),
        }
    }
}
