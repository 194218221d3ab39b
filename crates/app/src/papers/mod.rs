//! Forms and letters: filled from the case, each answer tracing to its records, and laid out.
//!
//! Filling is a pure function of the case, the paper and the moment; the use cases in
//! [`crate::use_cases`] add saving, printing and sending.

mod chase;
mod dispute;
mod fill;
pub(crate) mod gate;
mod lay_out;
pub(crate) mod leaf;
pub(crate) mod leave;
mod letters;
mod mail;
mod mailto;
mod open;
mod outcomes;
mod own_form;
mod preview;
pub(crate) mod recipients;
pub(crate) mod render;
mod save;
mod send;
mod signatures;
mod words;

pub(crate) use chase::chase;
pub(crate) use fill::{Filled, Trace};
pub(crate) use lay_out::{Printing, lay_out};
pub(crate) use leaf::token;
pub(crate) use mail::{email_words, open_mail, subject};
pub(crate) use open::{paper, papers, pick};
pub(crate) use own_form::use_own_form;
pub(crate) use preview::{page_image, preview_paper, print_paper};
pub(crate) use save::save_paper;
pub(crate) use send::{draft_email, save_paper_file};
pub(crate) use signatures::SIGNATURE;
pub(crate) use words::{moment, plain};
