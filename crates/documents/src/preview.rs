//! Pages as pictures, drawn from a PDF's own bytes.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use crate::error::DocumentError;

/// The largest picture made, so that a slip in `scale` cannot fill the memory.
const MOST_SIDE: f32 = 8000.0;

/// How many pages an unencrypted PDF has.
///
/// # Errors
/// [`DocumentError::Unreadable`] when it is not one.
pub fn page_count(pdf: &[u8]) -> Result<usize, DocumentError> {
    Ok(open(pdf)?.pages().len())
}

/// Draws a page (counted from 0) of an unencrypted PDF as a PNG. `scale` 1.0 is one pixel to a point, 72 to the inch.
///
/// # Errors
/// [`DocumentError::Unreadable`] when it is not such a PDF, [`DocumentError::NoSuchPage`], [`DocumentError::Draw`].
pub fn page_png(pdf: &[u8], page: usize, scale: f32) -> Result<Vec<u8>, DocumentError> {
    let pdf = open(pdf)?;
    let page = pdf
        .pages()
        .get(page)
        .ok_or(DocumentError::NoSuchPage { page })?;
    draw(page, scale)
}

/// Draws a page (counted from 0) so that its longer side has so many pixels, whatever size the page claims.
///
/// # Errors
/// As [`page_png`].
pub fn page_within(pdf: &[u8], page: usize, side: f32) -> Result<Vec<u8>, DocumentError> {
    let pdf = open(pdf)?;
    let page = pdf
        .pages()
        .get(page)
        .ok_or(DocumentError::NoSuchPage { page })?;
    let (w, h) = page.render_dimensions();
    draw(page, side / w.max(h).max(1.0))
}

fn draw(page: &Page<'_>, scale: f32) -> Result<Vec<u8>, DocumentError> {
    let (w, h) = page.render_dimensions();
    // A page that claims the size of a field, or that of a speck.
    let most = MOST_SIDE / w.max(h).max(1.0);
    let scale = if scale.is_finite() {
        scale.clamp(most.min(0.05), most)
    } else {
        most.min(1.0)
    };
    let look = PixmapSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
    };
    let picture = render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &look,
    );
    picture.into_png().map_err(|_| DocumentError::Draw)
}

fn open(pdf: &[u8]) -> Result<Pdf, DocumentError> {
    Pdf::new(pdf.to_vec()).map_err(|_| DocumentError::Unreadable)
}
