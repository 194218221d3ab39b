//! Why a command could not be carried out.

use std::path::PathBuf;
use stepwise_core::policy::Problem;

/// Each is a sentence, with the cause as its source.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A file or folder cannot be read.
    #[error("{} cannot be read: {source}.", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A folder where a bundle's file was meant.
    #[error("{} is a folder. Name the bundle's file itself.", .0.display())]
    Folder(PathBuf),
    /// A file or folder cannot be written.
    #[error("{} cannot be written: {source}.", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A new policy would be written over something.
    #[error("{} is not empty. Name a folder that is not there yet.", .0.display())]
    NotEmpty(PathBuf),
    /// A pack has an error, so that nothing can be done with it.
    #[error("{} cannot be used.\n{problems}", path.display())]
    Pack {
        /// Its folder.
        path: PathBuf,
        /// What is wrong.
        #[source]
        problems: Problems,
    },
    /// There are no calendars at the place.
    #[error("There are no calendars in {}. Name their folder with --calendars.", .0.display())]
    NoCalendars(PathBuf),
    /// A calendar has problems.
    #[error("A calendar cannot be used.\n{0}")]
    Calendar(#[source] Problems),
    /// The password could not be asked for.
    #[error(
        "The password cannot be asked for here: {0}. Put it into a file and name that with --password-file."
    )]
    Password(#[source] std::io::Error),
    /// What was to be said cannot be written.
    #[error("The result cannot be written: {0}.")]
    Output(#[from] std::io::Error),
    /// What was to be said cannot be put as JSON.
    #[error("The result cannot be written as JSON: {0}.")]
    Json(#[from] serde_json::Error),
}

/// Problems in files, one a line.
#[derive(Debug)]
pub(crate) struct Problems(pub Vec<Problem>);

impl std::fmt::Display for Problems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            let between = if i == 0 { "" } else { "\n" };
            write!(f, "{between}{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
