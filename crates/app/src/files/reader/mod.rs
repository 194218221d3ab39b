//! Reading files from elsewhere in a process of its own: this same program, started with one argument.
//!
//! The process is given the bytes and nothing else: no key, no vault, no name of a case. It writes what it
//! found and ends. On Unix systems it is held to a little memory and time, may write to no file and leaves
//! no core; everywhere it is ended after a while. A file that breaks it breaks only it.

mod bundle;
mod look;
mod talk;

pub(crate) use bundle::{BundleFound, Reading, Unopened, Why};
pub use talk::read_for_parent;

use super::form::FormBack;
use crate::session::Session;
use crate::under_way::UnderWay;
use crate::wire::LongWork;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::time::Duration;
use stepwise_bundle::FileEntry;
use stepwise_foreign::{Said, Words};
use stepwise_store::Stop;
use talk::Conversation;

/// Started with this as its first argument, the program does as [`read_for_parent`].
pub const READER_ARGUMENT: &str = "--read-a-file-from-elsewhere";

/// How long a file may take. A large photograph takes about a second.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most that a reader may answer at once, in bytes.
const MOST_ANSWER: u64 = 64 * 1024 * 1024;

/// What is to be found out.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Job {
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
    /// Whether a bundle is whole and unchanged, and what its record says.
    Bundle(Reading),
    /// The documents of a bundle, one after another.
    BundleFiles(Reading),
}

impl Job {
    /// How long it may take, for so many bytes.
    fn patience(&self, bytes: u64) -> Duration {
        match self {
            Self::Bundle(_) | Self::BundleFiles(_) => bundle::patience(bytes),
            _ => PATIENCE,
        }
    }

    /// The most that is answered at once, in bytes.
    fn most_answer(&self) -> u64 {
        match self {
            Self::Bundle(_) | Self::BundleFiles(_) => bundle::MOST_ANSWER,
            _ => MOST_ANSWER,
        }
    }
}

/// What was found out.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Found {
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
    Bundle(Box<BundleFound>),
    /// A document of a bundle: its bytes follow.
    Document(FileEntry),
    /// All documents of the bundle came, and it is whole.
    Whole,
    NotOpened(Unopened),
}

/// Why nothing was found out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
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
pub(crate) struct Reader {
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
        let conversation = Conversation {
            program: self.program.as_deref(),
            patience: job.patience(bytes.len() as u64),
            most_answer: job.most_answer(),
            stop,
        };
        let mut found = None;
        conversation.hold(job, Cursor::new(bytes.to_vec()), &mut |one, rest| {
            found = Some((one, rest));
            Ok(())
        })?;
        found.ok_or(ReadError::BrokeOff)
    }

    /// As [`Reader::read`], of a file of `length` bytes that is passed on as it is read, and with as many answers as
    /// come. Each is heard before the next is made.
    ///
    /// # Errors
    /// [`ReadError`]; what `hear` gives ends it.
    pub fn stream<R: Read + Send + 'static>(
        &self,
        job: &Job,
        (from, length): (R, u64),
        hear: &mut dyn FnMut(Found, Vec<u8>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let working = self.under_way.begin(LongWork::OpenBundle);
        let stop = working.stop().clone();
        let counted = Counted {
            from,
            far: 0,
            reached: move |far| stop.reached(far, length),
        };
        self.stream_within(job, (counted, length), working.stop(), hear)
    }

    /// As [`Reader::stream`], as a part of other long work, which stops it and says how far it is.
    ///
    /// # Errors
    /// As [`Reader::stream`].
    pub fn stream_within<R: Read + Send + 'static>(
        &self,
        job: &Job,
        (from, length): (R, u64),
        stop: &Stop,
        hear: &mut dyn FnMut(Found, Vec<u8>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let conversation = Conversation {
            program: self.program.as_deref(),
            patience: job.patience(length),
            most_answer: job.most_answer(),
            stop,
        };
        conversation.hold(job, from, hear)
    }
}

/// Says how far it was read.
struct Counted<R, F> {
    from: R,
    far: u64,
    reached: F,
}

impl<R: Read, F: FnMut(u64)> Read for Counted<R, F> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.from.read(into)?;
        self.far += count as u64;
        (self.reached)(self.far);
        Ok(count)
    }
}
