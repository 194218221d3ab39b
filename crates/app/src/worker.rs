//! The one worker that owns the vault and the session, and the handle that others hold.
//!
//! Requests are done one after another on a thread of its own, so that nothing that blocks (stretching
//! a passphrase, a commit) holds up the window. The worker also locks by itself, so it never waits for
//! the user: where a command needs a place for a file, the handle asks, and sends the command again.

use crate::clean::clean_request;
use crate::config::{Ask, Config, Shell};
use crate::error::{ErrorCode, WireError};
use crate::failure::AppError;
use crate::library::Library;
use crate::rights;
use crate::session::{Place, Session};
use crate::use_cases;
use crate::wire::*;
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::{oneshot, watch};

type Reply = Result<Value, WireError>;

/// What comes of one pass of a command.
enum Outcome {
    Done(Reply),
    /// The user is to be asked, while the vault is as often opened as this.
    Ask(Ask, u64),
}

/// The user's answer, and how often the vault had been opened when they were asked.
struct Chosen {
    places: Vec<PathBuf>,
    openings: u64,
}

enum Message {
    Call {
        command: String,
        request: Value,
        chosen: Option<Chosen>,
        reply: oneshot::Sender<Outcome>,
    },
    Close {
        done: Sender<()>,
    },
    Lock {
        why: LockReason,
        done: Sender<()>,
    },
}

/// A handle on the application. Clones share one worker. When the last one is dropped, the vault is
/// closed and the worker has ended before that returns.
#[derive(Clone)]
pub struct App {
    thread: Arc<WorkerThread>,
    locked: watch::Sender<u64>,
    open: Arc<AtomicBool>,
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

/// How often the worker looks whether it has been left alone, at the latest.
const LOOK: Duration = Duration::from_millis(500);

/// How often it is looked whether to remind, while it is locked.
const REMIND_EVERY: Duration = Duration::from_secs(60);

/// Nobody waits longer for another program that holds the clipboard.
const CLIPBOARD: Duration = Duration::from_millis(500);

macro_rules! dispatch {
    ($($name:ident: $request:ty => $answer:ty,)*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];

        fn dispatch(session: &mut Session, command: &str, request: Value) -> Result<Value, AppError> {
            rights::check(session, command)?;
            match command {
                $(stringify!($name) => {
                    let request: $request = serde_json::from_value(request)
                        .map_err(|error| AppError::BadRequest(Some(error.into())))?;
                    let answer: $answer = use_cases::$name(session, request)?;
                    serde_json::to_value(answer).map_err(AppError::Stored)
                })*
                _ => Err(AppError::BadRequest(None)),
            }
        }
    };
}
crate::for_each_command!(dispatch);

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
        let handle = std::thread::Builder::new()
            .name("vault".into())
            .spawn(move || {
                let library = Arc::new(Library::built_in());
                let session = Session::new(config, library);
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

    /// Locks and waits until the keys are gone: at the window's close, at sleep. Blocks until what is
    /// being done is done.
    pub fn close(&self) {
        let (done, wait) = channel();
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

struct Worker {
    session: Session,
    locked: watch::Sender<u64>,
    /// Whether keys are held, for those who do not wait for the worker.
    open: Arc<AtomicBool>,
    /// When somebody was last there: by a clock that nobody can set but that may stand still while
    /// the computer sleeps, and by one that goes on in sleep. Not the application's own clock, which
    /// tests move.
    touched: (Instant, SystemTime),
    /// When it was last looked whether to remind.
    reminded: Instant,
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
            | "draft_email"
            | "make_bundle"
            | "save_recovery_sheet"
            | "back_up"
            | "choose_backup_folder"
            | "choose_backup"
            | "choose_policy"
            | "choose_files"
            | "save_attachment"
            | "give_copy"
            | "open_example"
            | "save_example"
            | "save_drawing"
            | "remove_backups"
    )
}

/// Asked by the window itself, with nobody at the keyboard.
fn by_itself(command: &str) -> bool {
    matches!(command, "session" | "today" | "save_draft" | "handed_over")
}

impl Worker {
    fn new(session: Session, locked: watch::Sender<u64>, open: Arc<AtomicBool>) -> Self {
        let touched = (Instant::now(), SystemTime::now());
        Self {
            session,
            locked,
            open,
            touched,
            reminded: Instant::now(),
        }
    }

    fn run(&mut self, receiver: &Receiver<Message>) {
        // What a power cut left of a restore. Nothing else is under way yet.
        self.session.home().tidy();
        loop {
            match receiver.recv_timeout(LOOK) {
                Ok(Message::Call {
                    command,
                    request,
                    chosen,
                    reply,
                }) => {
                    self.lock_if_idle();
                    self.session.collect_backup();
                    let outcome = self.pass(&command, request, chosen);
                    self.note_open();
                    // Nobody waits any more: the window was reloaded. What was done is done.
                    let _ = reply.send(outcome);
                }
                Ok(Message::Close { done }) => {
                    self.session.back_up_at_the_end();
                    self.lock(LockReason::Closed);
                    self.session.copies.forgotten(CLIPBOARD);
                    let _ = done.send(());
                }
                Ok(Message::Lock { why, done }) => {
                    self.lock_quietly(why);
                    self.session.copies.forgotten(CLIPBOARD);
                    let _ = done.send(());
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.lock_if_idle();
                    if let Some(open) = self.session.held_mut() {
                        open.vault.anchor_if_due();
                    }
                    self.session.back_up_when_quiet(self.touched.0.elapsed());
                    self.remind_if_locked();
                }
                Err(RecvTimeoutError::Disconnected) => {
                    self.lock(LockReason::Closed);
                    return;
                }
            }
        }
    }

    fn pass(&mut self, command: &str, mut request: Value, chosen: Option<Chosen>) -> Outcome {
        self.session.place = match chosen {
            // Locked meanwhile, and perhaps opened by somebody else: the question was not theirs.
            Some(chosen) if chosen.openings != self.session.openings() => {
                return Outcome::Done(Err(WireError::of(ErrorCode::Locked)));
            }
            Some(chosen) => Place::Answered(chosen.places),
            None => Place::Unasked,
        };
        clean_request(&mut request);
        let session = &mut self.session;
        let done = catch_unwind(AssertUnwindSafe(|| dispatch(session, command, request)));
        // Unlocking takes long: the time counts from its end.
        if !by_itself(command) {
            self.touched = (Instant::now(), SystemTime::now());
        }
        match done {
            Ok(Err(AppError::Ask(ask))) => Outcome::Ask(ask, self.session.openings()),
            Ok(answer) => Outcome::Done(answer.map_err(WireError::from)),
            Err(_) => {
                // Whatever was half done in memory is let go; the record holds only what was committed.
                self.lock(LockReason::Fault);
                Outcome::Done(Err(WireError::of(ErrorCode::Internal)))
            }
        }
    }

    fn lock_if_idle(&mut self) {
        let Some(minutes) = self.session.idle_minutes() else {
            return;
        };
        let limit = Duration::from_secs(u64::from(minutes) * 60);
        let (at, wall) = self.touched;
        if at.elapsed() >= limit || wall.elapsed().unwrap_or_default() >= limit {
            self.lock(LockReason::Idle);
        }
    }

    fn lock(&mut self, why: LockReason) {
        let was_open = self.session.holds_keys();
        self.lock_quietly(why);
        if was_open {
            self.locked.send_modify(|n| *n += 1);
        }
    }

    /// Locks where the window was told already.
    fn lock_quietly(&mut self, why: LockReason) {
        // The vault is closed even when its anchor could not be written; opening says so then.
        let _ = self.session.lock(why);
        self.note_open();
    }

    /// While it is locked, the system says what is due; whoever has it open sees it.
    fn remind_if_locked(&mut self) {
        if self.session.held().is_some() {
            self.reminded = Instant::now();
            return;
        }
        if self.reminded.elapsed() < REMIND_EVERY {
            return;
        }
        self.reminded = Instant::now();
        let (config, now) = (self.session.config.clone(), self.session.now());
        // Without a thread nobody is reminded this minute. The system may take its time to answer.
        let _ = std::thread::Builder::new()
            .name("reminder".into())
            .spawn(move || {
                crate::reminders::remind(&config.data_folder, &now, |text| {
                    config.shell.notify(text)
                })
            });
    }

    fn note_open(&self) {
        self.open
            .store(self.session.holds_keys(), Ordering::Release);
    }
}

#[cfg(test)]
#[path = "worker_tests.rs"]
mod tests;
