//! Why a file is not taken, and why one that was taken is not shown.

/// Why a file is not taken. Each is a whole sentence; [`Refused::remedy`] says what to do instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No bytes.
    #[error("This file is empty.")]
    Empty,
    /// A program, or part of one.
    #[error("This is a program. Programs are not taken into a record.")]
    Program,
    /// A text that a computer would carry out.
    #[error("This is a script: a computer could carry it out as a program.")]
    Script,
    /// A pointer to something elsewhere.
    #[error("This is only a shortcut: it points to something that is kept elsewhere.")]
    Shortcut,
    /// A web page or a drawing that may carry scripts.
    #[error("This is a web page, and web pages can hold scripts.")]
    WebPage,
    /// Several files in one.
    #[error("This is a file that holds other files, such as a zip file.")]
    Archive,
    /// An Office document with macros.
    #[error("This document holds macros, which are small programs.")]
    Macros,
    /// An Office document that nobody can look into.
    #[error("This document is locked with a password, so nobody could check or read it here.")]
    Locked,
    /// A document that carries a foreign object that could be a program.
    #[error("This document carries another file inside it that could be a program.")]
    Carrier,
    /// Begins as one kind and is not whole.
    #[error("This file is damaged: it begins as {0}, and does not go on as one.")]
    Damaged(&'static str),
    /// None of the kinds that are known.
    #[error("Stepwise does not know what kind of file this is.")]
    Unknown,
}

impl Refused {
    /// What to do instead.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Empty => {
                "Look at the original. If it should not be empty, ask for it to be sent again."
            }
            Self::Program | Self::Script => {
                "If it matters as evidence, describe it in a record, and leave the file with whoever looks after your computers."
            }
            Self::Shortcut => "Open what it points to, and attach that.",
            Self::WebPage => "Print the page to a PDF file, and attach that.",
            Self::Archive => "Take the files out of it, and attach each of them.",
            Self::Macros | Self::Carrier => "Save it as a PDF file, and attach that.",
            Self::Locked => "Open it with its password, save it without one, and attach that.",
            Self::Damaged(_) => {
                "Try to open the original. If that fails too, ask for it to be sent again."
            }
            Self::Unknown => "Save it as a PDF file or as a picture, and attach that.",
        }
    }
}

/// Why nothing of a file is shown here. The file itself is kept all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unshown {
    /// A kind that is only saved out.
    #[error("Stepwise does not show this kind of file.")]
    OtherKind,
    /// More pixels than a photograph has.
    #[error("This picture is too large to be shown.")]
    TooLarge,
    /// Cut, damaged, or made to mislead.
    #[error("This file is damaged, or not what it says it is, so it is not shown.")]
    Damaged,
    /// A message whose words are kept in a form that is not read here.
    #[error("The words of this message are in a form that Stepwise does not read.")]
    NoWords,
}
