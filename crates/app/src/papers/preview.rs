//! The page beside the form: drawn from the PDF's own bytes.

use super::leaf::{self, image};
use super::open::{pick, pick_to_record};
use super::render::leaf as leaf_of;
use crate::failure::{Answer, AppError};
use crate::session::Session;
use crate::wire::{PageImage, PageQuery, PaperQuery, PreviewView, PrintView, SavePaper};

/// Draws the paper with answers that are not saved yet.
///
/// # Errors
/// Locked; no such paper; the document could not be made.
pub(crate) fn preview_paper(session: &mut Session, request: &SavePaper) -> Answer<PreviewView> {
    let picked = pick(session, &request.which)?;
    let leaf = leaf_of(picked, &request.answers)?;
    leaf::show(session, &leaf)
}

/// One page as a picture.
///
/// # Errors
/// The preview is gone (another four were made, or the vault was locked) or cannot be drawn.
pub(crate) fn page_image(session: &mut Session, query: &PageQuery) -> Answer<PageImage> {
    session.vault()?;
    let kept = session
        .previews
        .get_mut(&query.token)
        .ok_or(AppError::NotFound("preview"))?;
    let page = usize::try_from(query.page).map_err(|_| AppError::NotFound("page"))?;
    let alt = kept
        .texts
        .get(page)
        .ok_or(AppError::NotFound("page"))?
        .clone();
    let drawn = image(&kept.pdf, page, query.scale.clamp(0.5, 4.0), alt)?;
    kept.seen.insert(page);
    Ok(drawn)
}

/// All pages of a paper, to be printed by the window.
///
/// # Errors
/// Locked; no such paper; the document could not be made or recorded.
pub(crate) fn print_paper(session: &mut Session, query: &PaperQuery) -> Answer<PrintView> {
    let picked = pick_to_record(session, query)?;
    let leaf = leaf_of(picked, &[])?;
    leaf::print(session, leaf)
}
