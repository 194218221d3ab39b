//! The handle on the application that everybody but the worker holds.

use crate::config::{Ask, Config, Shell};
use crate::error::{ErrorCode, WireError};
use crate::library::Library;
use crate::session::Session;
use crate::under_way::UnderWay;
use crate::wire::{LockReason, Nothing};
use crate::worker::{Chosen, Message, NAMES, Outcome, Reply, Worker};
use serde::Serialize;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::{oneshot, watch};

/// A handle on the application. Clones share one worker. When the last one is dropped, the vault is
/// closed and the worker has ended before that returns.
#[derive(Clone)]
pub struct App {
    thread: Arc<WorkerThread>,
    locked: watch::Sender<u64>,
    open: Arc<AtomicBool>,
    under_way: UnderWay,
    /// Who is to be told when the page has handed over what was being typed.
    handing: Arc<Mutex<Vec<Sender<()>>>>,
    shell: Arc<dyn Shell>,
}

/// A lock on its way.
pub struct Locking(Receiver<()>);

impl Locking {
    /// Waits until the keys are gone, for so long at most.
    pub fn wait(self, longest: Duration) {
        // Where the worker is gone there are no keys either.
        let _ = self.0.recv_timeout(longest);
    }
}

/// The worker's thread. Nothing may still be closing a database while the process ends.
struct WorkerThread {
    sender: Option<Sender<Message>>,
    handle: Option<JoinHandle<()>>,
}

impl WorkerThread {
    /// False where the worker is gone.
    fn send(&self, message: Message) -> bool {
        self.sender
            .as_ref()
            .is_some_and(|sender| sender.send(message).is_ok())
    }
}

impl Drop for WorkerThread {
    fn drop(&mut self) {
        // Without a sender the worker closes what is open, and ends.
        self.sender = None;
        if let Some(handle) = self.handle.take() {
            let _ = handle.join();
        }
    }
}

/// A folder is asked for, and then a backup is waited for.
const MOST_QUESTIONS: usize = 2;

impl App {
    /// Starts the worker. Reads what is built in; opens nothing.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(config: Config) -> std::io::Result<Self> {
        let (sender, receiver) = channel();
        let (locked, _) = watch::channel(0);
        let open = Arc::new(AtomicBool::new(false));
        let (telling, is_open) = (locked.clone(), open.clone());
        let shell = config.shell.clone();
        let under_way = UnderWay::default();
        let working = under_way.clone();
        let handle = std::thread::Builder::new()
            .name("vault".into())
            .spawn(move || {
                let library = Arc::new(Library::built_in());
                let session = Session::new(config, library, working);
                Worker::new(session, telling, is_open).run(&receiver);
            })?;
        let thread = WorkerThread {
            sender: Some(sender),
            handle: Some(handle),
        };
        Ok(Self {
            thread: Arc::new(thread),
            locked,
            open,
            under_way,
            handing: Arc::default(),
            shell,
        })
    }

    /// The commands' names, in the registry's order.
    pub fn names() -> &'static [&'static str] {
        NAMES
    }

    /// Does one command. What changes something has been committed when this returns.
    ///
    /// # Errors
    /// Whatever the use case says, as the window sees it.
    pub async fn call(&self, command: &str, request: Value) -> Reply {
        match command {
            // These do not wait for the work that they are about.
            "under_way" => return view(&self.under_way.view()),
            "stop_work" => {
                self.under_way.stop();
                return view(&Nothing {});
            }
            "lock" => self.under_way.stop(),
            _ => {}
        }
        // Only a command that asks is done again, so nothing else is copied: a request may hold a secret.
        let again = asks(command).then(|| request.clone());
        let mut outcome = self.pass(command, request, None).await?;
        if command == "handed_over" {
            self.handed_over();
        }
        for _ in 0..MOST_QUESTIONS {
            let (ask, openings) = match outcome {
                Outcome::Done(reply) => return reply,
                Outcome::Ask(ask, openings) => (ask, openings),
            };
            let request = again.clone().ok_or_else(gone)?;
            let places = self.put(ask).await?;
            let chosen = Some(Chosen { places, openings });
            outcome = self.pass(command, request, chosen).await?;
        }
        match outcome {
            Outcome::Done(reply) => reply,
            Outcome::Ask(..) => Err(gone()),
        }
    }

    async fn pass(
        &self,
        command: &str,
        request: Value,
        chosen: Option<Chosen>,
    ) -> Result<Outcome, WireError> {
        let (reply, outcome) = oneshot::channel();
        let message = Message::Call {
            command: command.to_owned(),
            request,
            chosen,
            reply,
        };
        if !self.thread.send(message) {
            return Err(gone());
        }
        outcome.await.map_err(|_| gone())
    }

    /// Asks the user, on a thread that may wait for as long as they think.
    async fn put(&self, ask: Ask) -> Result<Vec<PathBuf>, WireError> {
        let (answer, places) = oneshot::channel();
        let shell = self.shell.clone();
        std::thread::Builder::new()
            .name("question".into())
            .spawn(move || {
                // Nobody waits any more: the window was closed.
                let _ = answer.send(ask.put(shell.as_ref()));
            })
            .map_err(|_| gone())?;
        places.await.map_err(|_| gone())
    }

    /// Locks and waits until the keys are gone: at the window's close. Long work is stopped; anything else that is
    /// being done is waited for.
    pub fn close(&self) {
        let (done, wait) = channel();
        self.under_way.stop();
        if self.thread.send(Message::Close { done }) {
            let _ = wait.recv();
        }
    }

    /// Locks because of `why`. Those who follow [`App::locks`] are told at once, so that the screen is blank
    /// even where the keys have to wait for a piece of work to end.
    pub fn lock_for(&self, why: LockReason) -> Locking {
        let (done, wait) = channel();
        // First the lock, then the blank page: what that asks for comes after.
        let sent = self.thread.send(Message::Lock { why, done });
        self.under_way.stop();
        if sent && self.is_open() {
            self.locked.send_modify(|n| *n += 1);
        }
        Locking(wait)
    }

    /// Whether keys are held, or just were: see [`Session::holds_keys`].
    pub fn is_open(&self) -> bool {
        self.open.load(Ordering::Acquire)
    }

    /// Tells once the page has handed over what was being typed.
    pub(crate) fn when_handed_over(&self, tell: Sender<()>) {
        let mut waiting = self.handing.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push(tell);
    }

    fn handed_over(&self) {
        let mut waiting = self.handing.lock().unwrap_or_else(PoisonError::into_inner);
        for tell in waiting.drain(..) {
            // Gave up waiting.
            let _ = tell.send(());
        }
    }

    /// Counts how often it was locked, by itself or by the system, so that the window can blank.
    pub fn locks(&self) -> watch::Receiver<u64> {
        self.locked.subscribe()
    }
}

fn view<T: Serialize>(view: &T) -> Reply {
    serde_json::to_value(view).map_err(|_| WireError::of(ErrorCode::Internal))
}

/// Something of the application's own is not there any more.
fn gone() -> WireError {
    WireError::of(ErrorCode::Internal)
}

/// Commands that may need a place for a file.
fn asks(command: &str) -> bool {
    matches!(
        command,
        "save_paper_file"
            | "save_sheet"
            | "draft_sheet"
            | "draft_email"
            | "save_calendar"
            | "make_bundle"
            | "hand_over"
            | "save_recovery_sheet"
            | "back_up"
            | "choose_backup_folder"
            | "choose_backup"
            | "choose_policy"
            | "choose_files"
            | "choose_incoming"
            | "save_incoming_file"
            | "take_on"
            | "save_attachment"
            | "give_copy"
            | "open_example"
            | "save_example"
            | "save_drawing"
            | "save_report"
            | "remove_backups"
    )
}
