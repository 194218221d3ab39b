//! What went wrong in a scenario, in words for the person who reads the run.

/// A failed step.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// What the scenario expected did not come.
    #[error("{0}")]
    Unmet(String),
    /// The browser or window refused a command.
    #[error("the driver refused: {0}")]
    Driver(#[from] fantoccini::error::CmdError),
    /// No session could be had.
    #[error("no session: {0}")]
    Session(#[from] fantoccini::error::NewSessionError),
    /// A file or process could not be had.
    #[error("input or output: {0}")]
    Io(#[from] std::io::Error),
    /// An answer was not what WebDriver promises.
    #[error("an answer could not be read: {0}")]
    Answer(#[from] serde_json::Error),
}

/// A failed expectation.
pub fn unmet(words: impl Into<String>) -> Fault {
    Fault::Unmet(words.into())
}
