//! Pictures on pages of their own.

use super::atoms::Column;
use super::flow::{FULL, Flow, MARGIN};
use super::words::LABEL;
use crate::emit::image;
use crate::error::DocumentError;
use crate::laid::{Draw, Kid, Mark, Node, Picture};
use crate::model::{ImagePage, Rect};

/// A picture under its caption, as large as the page lets it be but never coarser than 75 dots to the inch.
pub(super) fn page(
    flow: &mut Flow<'_>,
    tree: &mut Node,
    image: &ImagePage,
    pictures: &mut Vec<Picture>,
) -> Result<(), DocumentError> {
    let picture = image::read(&image.bytes).ok_or_else(|| DocumentError::Image {
        caption: image.caption.clone(),
    })?;
    if !flow.fresh() {
        flow.new_page();
    }
    let place = flow.here();
    if let Some(id) = &image.id {
        flow.anchors.entry(id.clone()).or_insert(place);
    }
    let mut column = Column::default();
    let atoms = flow.paragraph(&image.caption, LABEL, FULL);
    if !atoms.is_empty() {
        column.add("P", atoms, 0.0);
    }
    for node in flow.stack(column) {
        tree.push(node);
    }
    flow.skip(8.0);
    flow.ensure(120.0);
    let (w, h) = (picture.width as f32, picture.height as f32);
    let scale = (FULL / w).min((flow.room() - 4.0) / h).min(72.0 / 75.0);
    let rect = Rect {
        x: MARGIN,
        y: flow.y,
        w: w * scale,
        h: h * scale,
    };
    pictures.push(picture);
    let (page, piece) = flow.put(
        Mark::Content("Figure"),
        vec![Draw::Image(pictures.len() - 1, rect)],
    );
    let alt = flow.one_line(if image.alt.trim().is_empty() {
        &image.caption
    } else {
        &image.alt
    });
    let mut figure = Node::new("Figure");
    figure.alt = Some(if alt.is_empty() {
        "A picture without a description".to_owned()
    } else {
        alt
    });
    figure.bounds = Some((page, rect));
    figure.kids.push(Kid::Piece(page, piece));
    tree.push(figure);
    flow.y = flow.bottom;
    Ok(())
}
