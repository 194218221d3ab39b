//! Why a task could not go on, with what to do.

use std::fmt;
use std::io;

/// A fault that ends the task.
#[derive(Debug)]
pub enum Fault {
    /// A program ended with a failure; what it printed says why.
    Failed {
        /// The command line.
        line: String,
        /// How it ended.
        status: String,
    },
    /// A program or file could not be used.
    Io {
        /// What was being done.
        doing: String,
        /// Why it failed.
        source: io::Error,
    },
    /// Something the user has to do first.
    Needed(String),
}

impl Fault {
    /// A fault of the system while `doing`.
    pub fn io(doing: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let doing = doing.into();
        move |source| Self::Io { doing, source }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed { line, status } => write!(out, "`{line}` failed ({status})."),
            Self::Io { doing, source } => write!(out, "{doing}: {source}"),
            Self::Needed(words) => out.write_str(words),
        }
    }
}

impl std::error::Error for Fault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
