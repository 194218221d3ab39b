//! Writes a document as a PDF.

use std::cell::RefCell;
use std::fmt;

use chrono::{DateTime, FixedOffset};

use crate::emit;
use crate::error::DocumentError;
use crate::layout::layout;
use crate::model::{Document, PlacedBox};
use crate::text::Setter;

/// Width of a page in points (A4).
pub const PAGE_WIDTH: f32 = 595.28;
/// Height of a page in points (A4).
pub const PAGE_HEIGHT: f32 = 841.89;

/// How a document is written.
#[derive(Clone, Debug)]
pub struct PdfOptions {
    /// When it was made; the file's creation date.
    pub created: DateTime<FixedOffset>,
    /// Name and version of the program.
    pub producer: String,
    /// Who made it, or the setting's name; may be empty.
    pub author: String,
    /// A password to open it with, or none.
    pub encrypt: Option<Encryption>,
    /// Whether [`crate::Value::Fillable`] and [`crate::SignArea::Field`] become fields; else they are room for ink.
    pub fields: bool,
}

/// Encryption with AES-256.
#[derive(Clone)]
pub struct Encryption {
    /// The password that opens the file. Share it by another way than the file.
    pub user_password: String,
}

impl fmt::Debug for Encryption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Encryption")
    }
}

/// A finished file.
#[derive(Clone)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Where the named rows came to stand, in the order in which they are read.
    pub boxes: Vec<PlacedBox>,
    /// Characters that no shipped font has, in order. Each is printed as `[U+1F600]`; tell the user.
    pub unprintable: Vec<char>,
}

impl fmt::Debug for Pdf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pdf({} pages, {} bytes)", self.pages, self.bytes.len())
    }
}

thread_local! {
    /// Reading the fonts takes longer than setting a form, so each thread keeps them.
    static SETTER: RefCell<Setter> = RefCell::new(Setter::new());
}

/// Writes a document.
///
/// # Errors
/// [`DocumentError::Image`] for a picture that cannot be printed, [`DocumentError::Password`] for an empty password;
/// the others mean that the program or the machine is broken.
pub fn write_pdf(document: &Document, options: &PdfOptions) -> Result<Pdf, DocumentError> {
    let (laid, unprintable) =
        SETTER.with(|s| layout(document, &mut s.borrow_mut(), options.fields))?;
    let bytes = emit::emit(document, &laid, options)?;
    Ok(Pdf {
        bytes,
        pages: laid.pages.len(),
        boxes: laid.boxes,
        unprintable: unprintable.into_iter().collect(),
    })
}
