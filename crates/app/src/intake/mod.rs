//! Files of a policy that somebody hands in: a folder, a zip file or one text file. Data only, and no
//! more of it than a policy has; nothing is followed, run or unpacked to the disk.

mod folder;
mod zipped;

use crate::failure::AppError;
use std::collections::BTreeSet;
use std::path::Path;

/// The most files that are looked at.
const MOST_FILES: usize = 400;
/// The largest file, in bytes: as large as the reader of packs takes.
const LARGEST: u64 = 1024 * 1024;
/// The most bytes in all.
const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// `forms/paper.toml` has two parts.
const DEEPEST: usize = 2;
/// The longest name of a file, in characters.
const LONGEST_NAME: usize = 120;

/// Why files could not be taken in. Each says what to do in [`IntakeError::remedy`].
#[derive(Debug, thiserror::Error)]
pub(crate) enum IntakeError {
    /// Neither a folder, nor a zip, nor a text file of a policy.
    #[error("This is neither a folder, nor a zip file, nor a policy.toml.")]
    OtherKind,
    /// The folder holds no policy.
    #[error("There is no policy.toml in it.")]
    NoPolicy,
    /// More files than a policy has.
    #[error("There are more than {MOST_FILES} files in it.")]
    TooMany,
    /// One file is too large.
    #[error("“{0}” is larger than 1 MB.")]
    TooLarge(String),
    /// All together are too large.
    #[error("The files are larger than 16 MB together.")]
    TooLargeInAll,
    /// A link to another place.
    #[error("“{0}” is a link to another place. Links are not followed.")]
    Link(String),
    /// A name that is no plain file name.
    #[error("“{0}” is not a name that a policy's file can have.")]
    Name(String),
    /// The same name twice, or twice but for capitals.
    #[error("Two files are called “{0}”.")]
    Twice(String),
    /// The zip file is damaged, or of a kind that cannot be read.
    #[error("The zip file cannot be read.")]
    Zip(#[source] zip::result::ZipError),
    /// The disk.
    #[error("It could not be read from the disk.")]
    Read(#[from] std::io::Error),
}

impl IntakeError {
    fn remedy(&self) -> &'static str {
        match self {
            Self::OtherKind | Self::NoPolicy => {
                "Choose the folder that holds policy.toml, or a zip file of that folder."
            }
            Self::TooMany | Self::TooLarge(_) | Self::TooLargeInAll => {
                "A policy is policy.toml, forms and examples: short text files. Take everything else out."
            }
            Self::Link(_) => "Put the file itself in its place.",
            Self::Name(_) => {
                "Use letters, digits, spaces, dots and hyphens, and no folder within forms or examples."
            }
            Self::Twice(_) => "Take one of them out.",
            Self::Zip(_) => {
                "Make the zip file again without a password, or choose the folder instead."
            }
            Self::Read(_) => "Check that the file is still there and that you may open it.",
        }
    }
}

impl From<IntakeError> for AppError {
    fn from(error: IntakeError) -> Self {
        Self::typed("place", &error.to_string(), error.remedy())
    }
}

/// What was taken in.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    /// The folder's own name, where it was one.
    pub name: Option<String>,
    /// Paths within the folder, with `/`, and the bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// What was left where it is, because no policy has such files.
    pub left: Vec<String>,
}

/// Takes in what stands at a place.
///
/// # Errors
/// [`IntakeError`]; nothing was changed anywhere.
pub(crate) fn take(place: &Path) -> Result<Taken, IntakeError> {
    let about = std::fs::symlink_metadata(place)?;
    let ends = |end: &str| {
        let extension = place
            .extension()
            .map(|e| e.to_string_lossy().to_lowercase());
        extension.as_deref() == Some(end)
    };
    let taken = if about.is_dir() {
        folder::take(place)?
    } else if about.is_symlink() {
        return Err(IntakeError::Link(name_of(place)));
    } else if about.is_file() && ends("zip") {
        zipped::take(std::fs::File::open(place)?)?
    } else if about.is_file() && ends("toml") {
        let mut room = Room::default();
        let bytes = room.bytes("policy.toml", std::fs::File::open(place)?)?;
        Taken {
            files: vec![("policy.toml".into(), bytes)],
            ..Taken::default()
        }
    } else {
        return Err(IntakeError::OtherKind);
    };
    if !taken.files.iter().any(|(path, _)| path == "policy.toml") {
        return Err(IntakeError::NoPolicy);
    }
    Ok(taken)
}

/// One text file, such as an example: no larger than a file of a pack.
///
/// # Errors
/// [`IntakeError`].
pub(crate) fn text(place: &Path) -> Result<Vec<u8>, IntakeError> {
    let about = std::fs::symlink_metadata(place)?;
    if !about.is_file() {
        return Err(IntakeError::Link(name_of(place)));
    }
    Room::default().bytes(&name_of(place), std::fs::File::open(place)?)
}

fn name_of(place: &Path) -> String {
    let name = place.file_name().unwrap_or(place.as_os_str());
    shown(&name.to_string_lossy())
}

/// A name as it may stand in a message.
fn shown(name: &str) -> String {
    let kept: String = crate::clean::line(name).chars().take(60).collect();
    if kept.is_empty() { "?".into() } else { kept }
}

/// Counts what is taken in, and refuses more than a policy has.
#[derive(Default)]
struct Room {
    files: usize,
    bytes: u64,
    names: BTreeSet<String>,
}

impl Room {
    /// Another file or folder was met.
    fn met(&mut self) -> Result<(), IntakeError> {
        self.files += 1;
        if self.files > MOST_FILES {
            return Err(IntakeError::TooMany);
        }
        Ok(())
    }

    /// A path that may be taken: two parts at most, no way out, told apart on every system.
    fn path(&mut self, path: &str) -> Result<(), IntakeError> {
        let parts: Vec<&str> = path.split('/').collect();
        if parts.len() > DEEPEST || !parts.iter().all(|part| plain(part)) {
            return Err(IntakeError::Name(shown(path)));
        }
        if !self.names.insert(path.to_lowercase()) {
            return Err(IntakeError::Twice(shown(path)));
        }
        Ok(())
    }

    /// The bytes of a file, whatever length it says it has.
    fn bytes(&mut self, name: &str, from: impl std::io::Read) -> Result<Vec<u8>, IntakeError> {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::Read::take(from, LARGEST + 1), &mut bytes)?;
        let length = bytes.len() as u64;
        if length > LARGEST {
            return Err(IntakeError::TooLarge(shown(name)));
        }
        self.bytes += length;
        if self.bytes > MOST_BYTES {
            return Err(IntakeError::TooLargeInAll);
        }
        Ok(bytes)
    }
}

/// A part of a path that means itself on every system.
fn plain(part: &str) -> bool {
    !part.is_empty()
        && part.chars().count() <= LONGEST_NAME
        && !part.starts_with(['.', ' '])
        && !part.ends_with(['.', ' '])
        && part
            .chars()
            .all(|c| c.is_alphanumeric() || " ._-()".contains(c))
}

/// Files that are part of a policy: its own, its forms, its examples.
fn wanted(path: &str) -> bool {
    stepwise_core::policy::Pack::takes(path) || stepwise_core::inspect::is_example(path)
}

#[cfg(test)]
mod tests;
