//! The one worker that owns the vault and the session.
//!
//! Requests are done one after another on a thread of its own, so that nothing that blocks (stretching
//! a passphrase, a commit) holds up the window. The worker also locks by itself, so it never waits for
//! the user: where a command needs a place for a file, the handle ([`crate::App`]) asks, and sends the command again.

use crate::clean::clean_request;
use crate::config::Ask;
use crate::error::{ErrorCode, WireError};
use crate::failure::AppError;
use crate::rights;
use crate::session::{Place, Session};
use crate::use_cases;
use crate::wire::*;
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::{oneshot, watch};
use zeroize::Zeroize as _;

pub(crate) type Reply = Result<Value, WireError>;

/// What comes of one pass of a command.
pub(crate) enum Outcome {
    Done(Reply),
    /// The user is to be asked, while the vault is as often opened as this.
    Ask(Ask, u64),
}

/// The user's answer, and how often the vault had been opened when they were asked.
pub(crate) struct Chosen {
    pub places: Vec<PathBuf>,
    pub openings: u64,
}

pub(crate) enum Message {
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

/// How often the worker looks whether it has been left alone, at the latest.
const LOOK: Duration = Duration::from_millis(500);

/// How often it is looked whether to remind, while it is locked.
const REMIND_EVERY: Duration = Duration::from_secs(60);

/// Nobody waits longer for another program that holds the clipboard.
const CLIPBOARD: Duration = Duration::from_millis(500);

macro_rules! dispatch {
    ($($name:ident: $request:ty => $answer:ty,)*) => {
        pub(crate) const NAMES: &[&str] = &[$(stringify!($name)),*];

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

pub(crate) struct Worker {
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

/// Wipes the part of this thread's stack that was used and is free now: keys and words were handed from call to call in it.
/// What is given back of other memory is wiped where that happens.
#[inline(never)]
fn wipe_stack() {
    /// Bytes: a quarter of what a thread has.
    const DEEP: usize = 512 * 1024;
    let mut room = [0u8; DEEP];
    room.zeroize();
    std::hint::black_box(&room);
}

/// Asked by the window itself, with nobody at the keyboard.
fn by_itself(command: &str) -> bool {
    matches!(command, "session" | "today" | "save_draft" | "handed_over")
}

impl Worker {
    pub fn new(session: Session, locked: watch::Sender<u64>, open: Arc<AtomicBool>) -> Self {
        let touched = (Instant::now(), SystemTime::now());
        Self {
            session,
            locked,
            open,
            touched,
            reminded: Instant::now(),
        }
    }

    pub fn run(&mut self, receiver: &Receiver<Message>) {
        // What a power cut left of a restore. Nothing else is under way yet.
        for home in self.session.homes().unwrap_or_default() {
            home.tidy();
        }
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
        wipe_stack();
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
