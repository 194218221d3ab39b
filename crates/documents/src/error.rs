//! What can go wrong.

use thiserror::Error;

/// Why a document could not be written, read or drawn.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// A font that the application ships could not be read: the program itself is damaged.
    #[error("a font shipped with the application could not be used ({font})")]
    Font {
        /// Which font.
        font: &'static str,
    },
    /// A picture is neither a PNG nor a JPEG that can be read.
    #[error("the picture \"{caption}\" is not a PNG or JPEG file that can be printed")]
    Image {
        /// The caption given to it.
        caption: String,
    },
    /// An attachment's bytes, name or a fillable field broke the writer.
    #[error("the PDF could not be put together")]
    Pdf(#[source] lopdf::Error),
    /// The finished file could not be written to memory.
    #[error("the PDF could not be written")]
    Write(#[source] std::io::Error),
    /// The system gave no random numbers, so nothing may be encrypted.
    #[error("this computer gave no random numbers to encrypt with")]
    Random(#[source] getrandom::Error),
    /// The password cannot be used.
    #[error("the password is empty or holds characters that a PDF password cannot have")]
    Password,
    /// A PDF given for reading or drawing is not one, or is encrypted with another password.
    #[error("the file is not a PDF that can be read, or its password is another one")]
    Unreadable,
    /// The page asked for does not exist.
    #[error("the document has no page {page}")]
    NoSuchPage {
        /// The page asked for, counted from 0.
        page: usize,
    },
    /// A form from elsewhere holds more than any form of ours.
    #[error("this form holds more than a form can hold, so it was not read")]
    TooMuch,
    /// The page could be read but not drawn.
    #[error("the page could not be drawn")]
    Draw,
}

impl From<lopdf::Error> for DocumentError {
    fn from(e: lopdf::Error) -> Self {
        Self::Pdf(e)
    }
}
