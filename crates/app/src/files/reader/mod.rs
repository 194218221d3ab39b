//! Reading files from elsewhere in a process of its own: this same program, started with one argument.
//!
//! The process is given the bytes and nothing else: no key, no vault, no name of a case. It writes what it
//! found and ends. On Unix systems it is held to a little memory and time, may write to no file and leaves
//! no core; everywhere it is ended after a while. A file that breaks it breaks only it.

use super::form::FormBack;
use crate::session::Session;
use crate::under_way::UnderWay;
use crate::wire::LongWork;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};
use stepwise_documents::preview;
use stepwise_foreign::{Kind, Said, Words, look, picture, words};
use stepwise_store::{MAX_DOCUMENT_BYTES, Stop};

/// Started with this as its first argument, the program does as [`read_for_parent`].
pub const READER_ARGUMENT: &str = "--read-a-file-from-elsewhere";

/// How long a file may take. A large photograph takes about a second.
const PATIENCE: Duration = Duration::from_secs(10);
/// Between two looks whether it was told to stop.
const LOOK: Duration = Duration::from_millis(20);
/// The most that a reader may answer, in bytes.
const MOST_ANSWER: u64 = 64 * 1024 * 1024;
/// The most memory that a reader may take, in bytes, where the system can hold it to that.
#[cfg(unix)]
const MOST_MEMORY: u64 = 3 * 1024 * 1024 * 1024;

/// What is to be found out.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Job {
    /// What it is.
    Look { name: String },
    /// How many pages a PDF has.
    Pages,
    /// A page of a PDF as a picture, at most so many pixels long.
    Page { page: u32, most: u32 },
    /// A picture.
    Picture { media_type: String, most: u32 },
    /// Its words.
    Words { media_type: String },
    /// What is filled into a PDF form, and the data attached to it.
    Form,
}

/// What was found out.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Found {
    Looked {
        media_type: String,
        said: Said,
        day: Option<NaiveDate>,
        unshown: String,
    },
    Refused {
        message: String,
        remedy: String,
    },
    Pages(u32),
    /// The pixels follow, as a JPEG or else a PNG.
    Picture {
        jpeg: bool,
    },
    Words(Words),
    Form(FormBack),
    Unshown(String),
}

/// Why nothing was found out.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    /// The program could not be started, or not be spoken to.
    #[error("Stepwise could not start the part of itself that reads files.")]
    NotStarted(#[source] std::io::Error),
    /// It took too long.
    #[error("Stepwise stopped reading this file, because it took too long.")]
    TooLong,
    /// Somebody stopped it, or locked.
    #[error("Stepwise stopped reading this file, as you asked.")]
    Stopped,
    /// It broke off: the file is damaged, or made to do harm.
    #[error("This file could not be read safely. It may be damaged, or made to do harm.")]
    BrokeOff,
}

impl ReadError {
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Stopped => "Choose it once more when there is time.",
            Self::NotStarted(_) => "Close other programs, then try again.",
            Self::TooLong | Self::BrokeOff => {
                "Make a new copy of it, as a PDF file or a picture, and attach that. Nothing of this one was kept."
            }
        }
    }
}

/// Where files are read.
pub(super) struct Reader {
    program: Option<PathBuf>,
    under_way: UnderWay,
}

impl Reader {
    pub fn of(session: &Session) -> Self {
        Self {
            program: session.config.shell.reader(),
            under_way: session.under_way.clone(),
        }
    }

    /// Finds something out about a file. The second part is the pixels of a picture.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn read(&self, job: &Job, bytes: &[u8]) -> Result<(Found, Vec<u8>), ReadError> {
        let working = self.under_way.begin(LongWork::ReadFile);
        self.read_within(job, bytes, working.stop())
    }

    /// As [`Self::read`], as a part of other long work, which stops it.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn read_within(
        &self,
        job: &Job,
        bytes: &[u8],
        stop: &Stop,
    ) -> Result<(Found, Vec<u8>), ReadError> {
        let asked = framed(job, bytes).map_err(ReadError::NotStarted)?;
        let answer = match &self.program {
            Some(program) => in_a_process(program, asked, stop)?,
            None => in_a_thread(asked)?,
        };
        unframed(&answer).ok_or(ReadError::BrokeOff)
    }
}

/// A length in 4 bytes, so much JSON, and the rest.
fn framed<T: Serialize>(head: &T, rest: &[u8]) -> std::io::Result<Vec<u8>> {
    let json = serde_json::to_vec(head)?;
    let length = u32::try_from(json.len()).map_err(std::io::Error::other)?;
    let mut out = Vec::with_capacity(4 + json.len() + rest.len());
    out.extend(length.to_le_bytes());
    out.extend(json);
    out.extend(rest);
    Ok(out)
}

fn unframed<T: for<'a> Deserialize<'a>>(bytes: &[u8]) -> Option<(T, Vec<u8>)> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (json, rest) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    Some((serde_json::from_slice(json).ok()?, rest.to_vec()))
}

fn in_a_process(program: &Path, asked: Vec<u8>, stop: &Stop) -> Result<Vec<u8>, ReadError> {
    let mut command = Command::new(program);
    command
        .arg(READER_ARGUMENT)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // What a broken file makes a library say is nobody's business, and may hold the file's words.
        .stderr(Stdio::null());
    let mut child = command.spawn().map_err(ReadError::NotStarted)?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(ReadError::BrokeOff);
    };
    // Both at once: a reader that answers before it has heard all would otherwise wait for ever.
    let writer = std::thread::spawn(move || {
        // One that refuses early closes its end: what it says then counts.
        let _ = input.write_all(&asked);
    });
    let (sender, answer) = channel();
    let listener = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let heard = output.take(MOST_ANSWER + 1).read_to_end(&mut bytes);
        let _ = sender.send(heard.map(|_| bytes));
    });
    let start = Instant::now();
    let heard = loop {
        let heard = answer.recv_timeout(LOOK);
        let waits = matches!(heard, Err(RecvTimeoutError::Timeout));
        if !waits || stop.asked() || start.elapsed() >= PATIENCE {
            break heard;
        }
    };
    // Whether it is done or not: nothing of it stays.
    let _ = child.kill();
    let ended = child.wait();
    let _ = (writer.join(), listener.join());
    match heard {
        Err(_) if stop.asked() => Err(ReadError::Stopped),
        Err(_) => Err(ReadError::TooLong),
        Ok(Ok(bytes)) if bytes.len() as u64 <= MOST_ANSWER && ended.is_ok() => Ok(bytes),
        Ok(_) => Err(ReadError::BrokeOff),
    }
}

/// For tests: in this process, on a thread of its own.
fn in_a_thread(asked: Vec<u8>) -> Result<Vec<u8>, ReadError> {
    let thread = std::thread::Builder::new()
        .name("reader".into())
        .spawn(move || answer(&asked))
        .map_err(ReadError::NotStarted)?;
    thread.join().ok().flatten().ok_or(ReadError::BrokeOff)
}

/// What the program does when it is started with [`READER_ARGUMENT`]: reads one question about one file from
/// its input, answers on its output, and ends.
pub fn read_for_parent() -> ExitCode {
    hold_back();
    let mut asked = Vec::new();
    let most = MAX_DOCUMENT_BYTES as u64 + 64 * 1024;
    let heard = std::io::stdin().take(most).read_to_end(&mut asked);
    let said = heard.ok().and_then(|_| answer(&asked));
    let Some(said) = said else {
        return ExitCode::FAILURE;
    };
    match std::io::stdout().write_all(&said) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// What the system can take from this process, so that a hostile file gains nothing. Where one is refused,
/// the others still hold.
#[cfg(unix)]
fn hold_back() {
    use rlimit::{Resource, setrlimit};
    let seconds = PATIENCE.as_secs();
    for (what, most) in [
        (Resource::CORE, 0),
        (Resource::FSIZE, 0),
        (Resource::CPU, seconds),
        (Resource::AS, MOST_MEMORY),
    ] {
        let _ = setrlimit(what, most, most);
    }
}

#[cfg(not(unix))]
fn hold_back() {}

fn answer(asked: &[u8]) -> Option<Vec<u8>> {
    let (job, bytes): (Job, Vec<u8>) = unframed(asked)?;
    let (found, pixels) = done(&job, &bytes);
    framed(&found, &pixels).ok()
}

fn done(job: &Job, bytes: &[u8]) -> (Found, Vec<u8>) {
    let unshown = |why: &dyn std::fmt::Display| (Found::Unshown(why.to_string()), Vec::new());
    let undrawn = "This PDF document is damaged or locked with a password, so it is not shown.";
    match job {
        Job::Look { name } => {
            let found = match look(bytes, name) {
                Ok(found) => Found::Looked {
                    media_type: found.kind.media_type().to_owned(),
                    said: found.said,
                    day: found.day,
                    unshown: match found.kind {
                        Kind::Pdf if preview::page_count(bytes).unwrap_or(0) == 0 => {
                            undrawn.to_owned()
                        }
                        _ => found.unshown.map(|u| u.to_string()).unwrap_or_default(),
                    },
                },
                Err(refused) => Found::Refused {
                    message: refused.to_string(),
                    remedy: refused.remedy().to_owned(),
                },
            };
            (found, Vec::new())
        }
        Job::Pages => match preview::page_count(bytes) {
            Ok(n) if n > 0 => (
                Found::Pages(u32::try_from(n).unwrap_or(u32::MAX)),
                Vec::new(),
            ),
            _ => unshown(&undrawn),
        },
        Job::Page { page, most } => {
            match preview::page_within(bytes, *page as usize, *most as f32) {
                Ok(png) => (Found::Picture { jpeg: false }, png),
                Err(_) => unshown(&"This page could not be drawn."),
            }
        }
        Job::Form => match FormBack::read(bytes) {
            Ok(form) => (Found::Form(form), Vec::new()),
            Err(why) => unshown(&why),
        },
        Job::Picture { media_type, most } => match Kind::of_media_type(media_type) {
            Some(kind) => match picture(bytes, kind, *most) {
                Ok(made) => {
                    let jpeg = made.media_type == "image/jpeg";
                    (Found::Picture { jpeg }, made.bytes)
                }
                Err(why) => unshown(&why),
            },
            None => unshown(&"This file is not shown."),
        },
        Job::Words { media_type } => match Kind::of_media_type(media_type) {
            Some(kind) => match words(bytes, kind) {
                Ok(words) => (Found::Words(words), Vec::new()),
                Err(why) => unshown(&why),
            },
            None => unshown(&"This file is not shown."),
        },
    }
}
