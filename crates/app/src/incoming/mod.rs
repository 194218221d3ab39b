//! What somebody sent: a bundle, opened and checked, and read without taking it in. Nothing of it is written anywhere;
//! it is let go when it is closed and when the record is locked.
//!
//! The file itself is read by a process that does not hold the record (`files/reader`). What reaches this one is data
//! that was checked there and worked through there once.

mod case;
mod choose;
mod documents;
mod form;
mod senders;
mod view;

pub(crate) use case::rehearse;
pub(crate) use choose::{choose_incoming, close_incoming, drop_incoming, incoming, open_incoming};
pub(crate) use documents::{incoming_file, incoming_page, save_incoming_file};
pub(crate) use form::{FormHeld, pick_incoming_form};
pub(crate) use senders::remember_sender;

use crate::error::ErrorCode;
use crate::failure::{Answer, AppError};
use crate::files::reader::{Found, Job, ReadError, Reader, Reading, Unopened};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Error, ErrorKind, Read, Take};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use stepwise_bundle::{FileEntry, Limits, Manifest, Text};
use stepwise_core::chain::ChainRow;
use stepwise_store::Stop;
use zeroize::Zeroizing;

/// What the seal and the archive add to the files, many times over, in bytes.
const MOST_AROUND: u64 = 64 * 1024 * 1024;

/// Where what somebody sent is.
#[derive(Clone)]
pub(crate) enum Source {
    /// A file that was chosen. It stays where it is.
    File(PathBuf),
    /// A small one that was dropped on the window: its name and bytes.
    Dropped(String, Arc<Vec<u8>>),
}

impl Source {
    /// The name under which it came.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => {
                let name = path.file_name().unwrap_or_default();
                name.to_string_lossy().into_owned()
            }
            Self::Dropped(name, _) => name.clone(),
        }
    }

    /// Its bytes as they come, no more of them than a bundle may have, and how many there are.
    fn begin(&self) -> Result<(Box<dyn Read + Send>, u64), NotOpened> {
        Ok(match self {
            Self::File(path) => {
                let (file, length) = plain_file(path)?;
                (Box::new(file), length)
            }
            Self::Dropped(_, bytes) => {
                let all = Shared(bytes.clone());
                (Box::new(std::io::Cursor::new(all)), bytes.len() as u64)
            }
        })
    }
}

/// Bytes that several read.
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        self.0.as_slice()
    }
}

/// A bundle that was opened and is whole. It is read again for each file in it, so the password is kept with it.
pub(crate) struct Incoming {
    pub source: Source,
    password: Zeroizing<String>,
    pub manifest: Manifest,
    pub rows: Vec<ChainRow>,
    /// The text of each entry that was not withheld, as it was stored, with its salt.
    pub payloads: BTreeMap<u64, Text>,
    /// The policy's archive.
    pub policy: Option<Vec<u8>>,
    /// The documents, as the list names them.
    pub files: Vec<FileEntry>,
    /// SHA-256 of the bundle's file in hex.
    pub digest: String,
    /// When it was opened, RFC 3339.
    opened: String,
    /// The file that was looked at last: its pages are asked for one by one.
    looked_at: Mutex<Option<(String, Arc<Vec<u8>>)>>,
}

/// Why a bundle was not opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotOpened {
    /// It is not a whole bundle, or the words do not fit.
    #[error("{}", .0.sentence)]
    Bundle(Unopened),
    /// The part of the program that reads did not answer.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file cannot be read from the disk.
    #[error("The file could not be read from the disk.")]
    Disk(#[from] Error),
    /// It is no plain file.
    #[error("This is not a file.")]
    NotAFile,
    /// It is larger than any bundle.
    #[error("This file is larger than any bundle that Stepwise makes or opens.")]
    TooLarge,
}

impl From<NotOpened> for AppError {
    fn from(error: NotOpened) -> Self {
        let hint = match &error {
            NotOpened::Bundle(_) => "",
            NotOpened::Read(why) => match why {
                ReadError::Stopped => "Open it once more when there is time.",
                ReadError::NotStarted(_) => why.remedy(),
                ReadError::TooLong | ReadError::BrokeOff => {
                    "Ask the sender to make the bundle again. Nothing of this one was used."
                }
            },
            NotOpened::Disk(_) | NotOpened::NotAFile => {
                "Copy the bundle to this computer, and open the copy."
            }
            NotOpened::TooLarge => "Ask the sender to leave some files out and to make it again.",
        };
        Self::typed("", &error.to_string(), hint)
    }
}

impl Incoming {
    /// Opens and checks a bundle. `now` is RFC 3339.
    ///
    /// # Errors
    /// [`NotOpened`].
    pub fn open(
        reader: &Reader,
        source: &Source,
        password: Zeroizing<String>,
        now: String,
    ) -> Result<Self, NotOpened> {
        let (file, length) = source.begin()?;
        let hash = Arc::new(Mutex::new(Sha256::new()));
        let hashed = Hashed {
            from: file,
            hash: hash.clone(),
        };
        let job = Job::Bundle(Reading {
            password: password.to_string(),
            now: now.clone(),
        });
        let mut answer = None;
        reader.stream(&job, (hashed, length), &mut |found, _| {
            answer = Some(found);
            Ok(())
        })?;
        let found = match answer {
            Some(Found::Bundle(found)) => *found,
            Some(Found::NotOpened(why)) => return Err(NotOpened::Bundle(why)),
            _ => return Err(ReadError::BrokeOff.into()),
        };
        let (Some(payloads), Some(policy)) = (found.payloads(), found.policy()) else {
            return Err(ReadError::BrokeOff.into());
        };
        let digest = hash.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let files = found.manifest.documents().cloned().collect();
        Ok(Self {
            source: source.clone(),
            password,
            rows: found.rows,
            manifest: found.manifest,
            payloads,
            policy,
            files,
            digest: data_encoding::HEXLOWER.encode(&digest.finalize()),
            opened: now,
            looked_at: Mutex::new(None),
        })
    }

    /// Reads the bundle once more and hands over each file in it, one at a time, each checked against its size and
    /// SHA-256 in the list. What was taken counts only once this returns: until then the end of the bundle may turn out
    /// to be changed. It is a part of other long work, which stops it.
    ///
    /// # Errors
    /// Stopped; the file is not there any more, or is another one now; whatever `take` gives.
    pub fn each_file(
        &self,
        reader: &Reader,
        stop: &Stop,
        take: &mut dyn FnMut(&FileEntry, Vec<u8>) -> Answer<()>,
    ) -> Answer<()> {
        let mut left: BTreeSet<&str> = self.files.iter().map(|f| f.path.as_str()).collect();
        let mut failed = None;
        let mut whole = false;
        let source = self.source.begin()?;
        let heard =
            reader.stream_within(
                &self.files_job(),
                source,
                stop,
                &mut |found, bytes| match found {
                    Found::Document(said) => {
                        let known = self.files.iter().find(|f| f.path == said.path);
                        let known = known.filter(|f| left.remove(f.path.as_str()) && is(f, &bytes));
                        let taken = match known {
                            Some(known) => take(known, bytes),
                            None => Err(changed_since()),
                        };
                        taken.map_err(|error| {
                            failed = Some(error);
                            ReadError::Stopped
                        })
                    }
                    Found::NotOpened(_) => {
                        failed = Some(changed_since());
                        Err(ReadError::Stopped)
                    }
                    Found::Whole => {
                        whole = true;
                        Ok(())
                    }
                    _ => Err(ReadError::BrokeOff),
                },
            );
        match (failed, heard) {
            (Some(error), _) => return Err(error),
            (None, Err(ReadError::Stopped)) => return Err(AppError::of(ErrorCode::Stopped)),
            (None, heard) => heard.map_err(NotOpened::from)?,
        }
        match whole && left.is_empty() {
            true => Ok(()),
            false => Err(changed_since()),
        }
    }

    /// One file of it: as the list says. It is kept in memory until another one is looked at.
    ///
    /// # Errors
    /// As [`Incoming::each_file`]; no such file.
    pub fn file(&self, reader: &Reader, path: &str) -> Answer<(&FileEntry, Arc<Vec<u8>>)> {
        let mut found = self.files.iter();
        let about = found.find(|f| f.path == path);
        let about = about.ok_or(AppError::NotFound("file"))?;
        let mut looked_at = self
            .looked_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some((at, bytes)) = looked_at.as_ref()
            && at == path
        {
            return Ok((about, bytes.clone()));
        }
        let mut bytes = None;
        let source = self.source.begin()?;
        let heard = reader.stream(&self.files_job(), source, &mut |found, came| match found {
            Found::Document(said) if said.path == path => {
                bytes = Some(came);
                // The others are not wanted.
                Err(ReadError::Stopped)
            }
            _ => Ok(()),
        });
        let Some(bytes) = bytes else {
            heard.map_err(NotOpened::from)?;
            return Err(changed_since());
        };
        if !is(about, &bytes) {
            return Err(changed_since());
        }
        let bytes = Arc::new(bytes);
        *looked_at = Some((path.to_owned(), bytes.clone()));
        Ok((about, bytes))
    }

    fn files_job(&self) -> Job {
        Job::BundleFiles(Reading {
            password: self.password.to_string(),
            now: self.opened.clone(),
        })
    }
}

fn is(about: &FileEntry, bytes: &[u8]) -> bool {
    bytes.len() as u64 == about.size
        && data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)) == about.sha256
}

/// The file at its place is not the one that was opened.
fn changed_since() -> AppError {
    AppError::typed(
        "",
        "The bundle's file is not the one that was opened: it was changed or moved meanwhile.",
        "Close it, and open it again.",
    )
}

/// A plain file, no more of it than a bundle may have, and its length.
fn plain_file(path: &Path) -> Result<(Take<File>, u64), NotOpened> {
    let about = std::fs::metadata(path)?;
    if !about.is_file() {
        return Err(NotOpened::NotAFile);
    }
    let most = Limits::default().bytes + MOST_AROUND;
    if about.len() > most {
        return Err(NotOpened::TooLarge);
    }
    Ok((File::open(path)?.take(most), about.len()))
}

/// Takes the hash of what it passes on.
struct Hashed<R> {
    from: R,
    hash: Arc<Mutex<Sha256>>,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.from.read(into)?;
        let read = into.get(..count).ok_or(ErrorKind::InvalidData)?;
        self.hash
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .update(read);
        Ok(count)
    }
}
