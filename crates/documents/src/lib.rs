//! Forms, letters and reports as tagged PDF, and pages of them as pictures.
//!
//! The crate knows blocks, boxes, tables and signatures; it knows nothing of cases or policies. A caller describes a
//! [`Document`], [`write_pdf`] sets it on A4 pages, and [`preview`] draws a page of the very bytes that were written.
//!
//! Every file is PDF/UA-1. Without encryption it is also PDF/A-2a, or PDF/A-3a when it carries an attachment.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod clean;
mod emit;
mod error;
mod fonts;
#[cfg(any(test, feature = "fuzzed"))]
pub mod fuzzed;
mod laid;
mod layout;
mod model;
pub mod preview;
mod read;
mod text;
mod write;

pub use error::DocumentError;
pub use model::*;
pub use read::{FieldValue, FilledField, FilledForm, attachments, filled_form};
pub use write::{Encryption, PAGE_HEIGHT, PAGE_WIDTH, Pdf, PdfOptions, write_pdf};
