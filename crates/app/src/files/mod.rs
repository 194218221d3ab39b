//! Files that are kept with a case: photographs, letters, e-mails. They come from anywhere, so what they
//! are is found from their content, in a process of its own, and what is shown of them is made anew.

mod attach;
mod choose;
pub(crate) mod form;
mod list;
pub(crate) mod reader;
mod save;
mod show;
mod told;

pub(crate) use attach::{DOCUMENT, attach, belongs};
pub(crate) use choose::{Picked, choose_files, pick_one, read};
pub(crate) use list::{attachments, named, with};
pub use reader::{READER_ARGUMENT, read_for_parent};
pub(crate) use save::save_attachment;
pub(crate) use show::{
    Drawn, Page, attachment, attachment_page, bytes, inside, is_picture, page, picture,
};
pub(crate) use told::{kind_words, size_words, told};
