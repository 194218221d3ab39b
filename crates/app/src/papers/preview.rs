//! The page beside the form: drawn from the PDF's own bytes.

use super::leave::{Leaving, release, sending};
use super::open::{Picked, pick, pick_to_record};
use super::render;
use crate::activity::Act;
use crate::failure::{Answer, AppError};
use crate::session::{Preview, Session};
use crate::wire::{
    PageImage, PageQuery, PaperQuery, PlacedField, PreviewView, PrintView, SavePaper,
};
use data_encoding::BASE64;
use stepwise_documents::{PAGE_HEIGHT, PAGE_WIDTH, Pdf, preview};

/// How many previews are kept: one for each of a few windows or edits in flight.
const KEPT: usize = 4;
/// Pixels per point on paper: 216 dots per inch.
const PRINT_SCALE: f32 = 3.0;

/// Draws the paper with answers that are not saved yet.
///
/// # Errors
/// Locked; no such paper; the document could not be made.
pub(crate) fn preview_paper(session: &mut Session, request: &SavePaper) -> Answer<PreviewView> {
    let picked = pick(session, &request.which)?;
    let pdf = render::pdf(&picked, &request.answers, None)?;
    let view = PreviewView {
        token: token(session)?,
        pages: u32::try_from(pdf.pages).unwrap_or(u32::MAX),
        width: PAGE_WIDTH,
        height: PAGE_HEIGHT,
        boxes: pdf.boxes.iter().map(placed).collect(),
        unprintable: pdf
            .unprintable
            .iter()
            .map(|c| format!("{c} (U+{:04X})", u32::from(*c)))
            .collect(),
    };
    let texts = page_words(&picked, &pdf)?;
    session.previews.insert(
        view.token.clone(),
        Preview {
            pdf: pdf.bytes,
            texts,
            seen: Default::default(),
            of: None,
        },
    );
    Ok(view)
}

fn placed(at: &stepwise_documents::PlacedBox) -> PlacedField {
    PlacedField {
        field: at.id.clone(),
        page: u32::try_from(at.page).unwrap_or(u32::MAX),
        x: at.rect.x,
        y: at.rect.y,
        width: at.rect.w,
        height: at.rect.h,
    }
}

/// Tokens rise, so that the oldest preview is the first in the map.
pub(crate) fn token(session: &mut Session) -> Answer<String> {
    let last = session
        .previews
        .keys()
        .next_back()
        .and_then(|k| k.parse::<u64>().ok())
        .unwrap_or(0);
    while session.previews.len() >= KEPT {
        session.previews.pop_first();
    }
    Ok(format!("{:020}", last + 1))
}

/// What a page says to somebody who does not see it: its fields, which can be read and changed beside it.
fn page_words(picked: &Picked, pdf: &Pdf) -> Answer<Vec<String>> {
    let paper = picked.paper()?;
    let each = (0..pdf.pages).map(|page| {
        let mut labels: Vec<&str> = Vec::new();
        for at in pdf.boxes.iter().filter(|b| b.page == page) {
            let label = paper
                .fields
                .iter()
                .find(|f| f.id == at.id)
                .map(|f| f.label.as_str());
            if let Some(label) = label.filter(|l| !labels.contains(l)) {
                labels.push(label);
            }
        }
        let head = format!("Page {} of {} of {}.", page + 1, pdf.pages, paper.title);
        if labels.is_empty() {
            head
        } else {
            format!("{head} It shows: {}.", labels.join("; "))
        }
    });
    Ok(each.collect())
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

fn image(pdf: &[u8], page: usize, scale: f32, alt: String) -> Answer<PageImage> {
    let png = preview::page_png(pdf, page, scale).map_err(render::failed)?;
    Ok(PageImage {
        data_url: format!("data:image/png;base64,{}", BASE64.encode(&png)),
        alt,
    })
}

/// All pages, fine enough for paper. Printed by the window, so that no file in clear is left behind.
///
/// # Errors
/// Locked; no such paper; the document could not be made or recorded.
pub(crate) fn print_paper(session: &mut Session, query: &PaperQuery) -> Answer<PrintView> {
    let picked = pick_to_record(session, query)?;
    let pdf = render::pdf(&picked, &[], None)?;
    let texts = page_words(&picked, &pdf)?;
    let pages = texts
        .into_iter()
        .enumerate()
        .map(|(n, alt)| image(&pdf.bytes, n, PRINT_SCALE, alt))
        .collect::<Answer<Vec<_>>>()?;
    let sent = sending(&picked, &pdf.bytes, Leaving::handed_to_print())?;
    let act = Act::Printed {
        case: picked.loaded.id,
        paper: picked.paper()?.id.to_string(),
    };
    release(session, picked.loaded, vec![sent], Vec::new(), act)?;
    Ok(PrintView { pages })
}
