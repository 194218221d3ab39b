//! What leaves the house is recorded, with the digest of the very bytes.

use crate::activity::Act;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::session::Session;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use stepwise_core::event::{Sending, What};

/// How and to whom something leaves.
pub(crate) struct Leaving {
    pub to: Vec<String>,
    pub means: &'static str,
    pub purpose: String,
    pub password_by: String,
}

impl Leaving {
    /// To the system's print window. Whether it was printed there is not known here, and not recorded.
    pub fn handed_to_print() -> Self {
        Self {
            to: vec!["the print window of this computer".into()],
            means: "handed over to print; whether it was printed is not known",
            purpose: String::new(),
            password_by: String::new(),
        }
    }

    /// To a file of the user's choice.
    pub fn saved() -> Self {
        Self {
            to: vec!["a file on this computer".into()],
            means: "saved as a file, not encrypted",
            purpose: String::new(),
            password_by: String::new(),
        }
    }
}

/// Records what leaves, in the case and in the vault's journal, anchors the record outside the database, and lets the files go to their places.
///
/// The record comes first: were the computer to fail between the two, a record of something that did
/// not leave can be struck, but a file that left without a record would be known to nobody. Where a
/// file cannot be put in its place, none stays, and what was recorded is struck with the reason, so that
/// the record does not say that something left.
///
/// Gives the number of the first record of what left.
///
/// # Errors
/// Not recorded: nothing left. A file could not be put in its place: nothing left, and that is recorded.
pub(crate) fn release(
    session: &mut Session,
    loaded: LoadedCase,
    sent: Vec<Sending>,
    staged: Vec<Staged>,
    act: Act,
) -> Answer<u64> {
    let (open, case) = (session.vault()?, loaded.id);
    let whats = sent.into_iter().map(What::Sent).collect();
    let first = loaded.case.last_seq + 1;
    let loaded = open.append_with(loaded, whats, Vec::new(), Vec::new(), &[act])?;
    let recorded = first..=loaded.case.last_seq;
    let placed = place_all(staged);
    if let Err(Unplaced { all: true, .. }) = &placed {
        let strikes = recorded.map(|seq| What::Struck {
            seq,
            reason: "The file could not be put in its place, so nothing left.".into(),
        });
        let nothing = [Act::NothingLeft(case)];
        open.append_with(loaded, strikes.collect(), Vec::new(), Vec::new(), &nothing)?;
    }
    // It is recorded whatever comes of this; the next record anchors again.
    let _ = open.vault.anchor();
    placed.map(|()| first).map_err(|unplaced| unplaced.error)
}

/// A file could not be put in its place.
struct Unplaced {
    error: AppError,
    /// None stays: those that were in place already are gone again.
    all: bool,
}

/// Puts each in its place, or none.
fn place_all(staged: Vec<Staged>) -> Result<(), Unplaced> {
    let mut placed = Vec::new();
    for one in staged {
        let path = one.path.clone();
        if let Err(error) = one.place() {
            let gone = |path: &PathBuf| std::fs::remove_file(path).is_ok();
            // Each is tried, also after one that could not be removed.
            let stay = placed.iter().filter(|path| !gone(path)).count();
            return Err(Unplaced {
                error,
                all: stay == 0,
            });
        }
        placed.push(path);
    }
    Ok(())
}

/// A file that is written whole beside its place, and not there yet: so that what leaves is recorded
/// before it leaves, and nothing leaves that could not be recorded.
pub(crate) struct Staged {
    part: PathBuf,
    path: PathBuf,
    placed: bool,
}

/// Writes a file beside its place.
///
/// # Errors
/// The folder cannot be written, or the disk is full. What was there before is untouched.
pub(crate) fn stage(path: PathBuf, bytes: &[u8]) -> Answer<Staged> {
    Ok(stage_by(path, |file| Ok(file.write_all(bytes)?))?.0)
}

/// As [`stage`], written piece by piece.
///
/// # Errors
/// As [`stage`], and what `write` reports. Nothing of it stays.
pub(crate) fn stage_by<T>(
    path: PathBuf,
    write: impl FnOnce(&mut File) -> Answer<T>,
) -> Answer<(Staged, T)> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let staged = Staged {
        part: path.with_file_name(name),
        path,
        placed: false,
    };
    let mut file = File::create(&staged.part)?;
    let written = write(&mut file)?;
    file.sync_all()?;
    Ok((staged, written))
}

impl Staged {
    /// Puts it in its place; what was there before is replaced.
    ///
    /// # Errors
    /// The place cannot be written; what was there before is untouched.
    pub fn place(mut self) -> Answer<()> {
        std::fs::rename(&self.part, &self.path)?;
        self.placed = true;
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.placed {
            // A file that is not wanted is worth nothing, and the first error is the one to tell.
            let _ = std::fs::remove_file(&self.part);
        }
    }
}

/// A place that the user did not choose by its whole name, beside one that they did: never one where
/// a file is already.
pub(crate) fn free(wanted: PathBuf) -> PathBuf {
    let taken = |path: &Path| path.symlink_metadata().is_ok();
    if !taken(&wanted) {
        return wanted;
    }
    let stem = wanted.file_stem().unwrap_or_default().to_string_lossy();
    let ending = wanted.extension().unwrap_or_default().to_string_lossy();
    (2..)
        .map(|n: u32| wanted.with_file_name(format!("{stem}-{n}.{ending}")))
        .find(|path| !taken(path))
        .unwrap_or_else(|| wanted.clone())
}

/// Writes a file whole or not at all.
///
/// # Errors
/// As [`stage`] and [`Staged::place`].
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Answer<()> {
    stage(path.to_owned(), bytes)?.place()
}
