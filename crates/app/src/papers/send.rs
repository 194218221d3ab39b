//! Saving a paper as a file, and drafting the e-mail that carries it.

use super::leaf;
use super::open::{pick, pick_to_record};
use super::render::leaf as leaf_of;
use crate::failure::Answer;
use crate::session::Session;
use crate::wire::{DraftEmail, EmailDrafted, PaperQuery, SavedView};

/// Saves the paper as a PDF at a place of the user's choice.
///
/// # Errors
/// Locked; no such paper; not written or not recorded.
pub(crate) fn save_paper_file(session: &mut Session, query: &PaperQuery) -> Answer<SavedView> {
    let picked = pick_to_record(session, query)?;
    let leaf = leaf_of(picked, &[])?;
    leaf::save(session, leaf)
}

/// Drafts the e-mail that carries the paper.
///
/// # Errors
/// Locked; no such paper; an address that cannot be or was not confirmed; not written or not recorded.
pub(crate) fn draft_email(session: &mut Session, request: &DraftEmail) -> Answer<EmailDrafted> {
    let picked = pick(session, &request.which)?;
    let leaf = leaf_of(picked, &[])?;
    leaf::draft(session, leaf, &request.mail)
}
