//! From blocks to pages.

mod atoms;
mod flow;
mod form;
mod furniture;
mod list;
mod picture;
mod table;
mod words;

use std::collections::BTreeSet;

use crate::error::DocumentError;
use crate::laid::{Laid, Node};
use crate::model::{Block, Document};
use crate::text::Setter;
use flow::{Flow, MARGIN};

/// Sets a document on pages. Characters that could not be printed are given back beside it.
pub(crate) fn layout(
    document: &Document,
    setter: &mut Setter,
    fields: bool,
) -> Result<(Laid, BTreeSet<char>), DocumentError> {
    let footer = furniture::Footer::set(document, setter);
    let mut flow = Flow::new(setter, footer.content_bottom(), fields);
    flow.unprintable.extend(footer.unprintable.iter().copied());
    let mut tree = Node::new("Document");
    let mut contents = Vec::new();
    let mut pictures = Vec::new();
    for (i, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Title(text) => words::heading(&mut flow, &mut tree, 1, text, None, 60.0),
            Block::Heading { level, text, id } => {
                let next = needed(&mut flow, document.blocks.get(i + 1..).unwrap_or_default());
                words::heading(
                    &mut flow,
                    &mut tree,
                    (*level).clamp(2, 4),
                    text,
                    id.as_deref(),
                    next,
                );
            }
            Block::Paragraph(text) => words::text(&mut flow, &mut tree, text, words::BODY, 0.55),
            Block::Lines(text) => words::text(&mut flow, &mut tree, text, words::BODY, 0.0),
            Block::Small(text) => words::text(&mut flow, &mut tree, text, words::SMALL, 0.55),
            Block::Note { label, text } => words::note(&mut flow, &mut tree, label, text),
            Block::List { items, numbered } => list::list(&mut flow, &mut tree, items, *numbered),
            Block::KeyValues(rows) => form::key_values(&mut flow, &mut tree, rows),
            Block::Boxes(rows) => form::boxes(&mut flow, &mut tree, rows),
            Block::Signatures(pair) => form::signatures(&mut flow, &mut tree, pair),
            Block::Table(t) => table::table(&mut flow, &mut tree, t),
            Block::Bars(b) => table::bars(&mut flow, &mut tree, b),
            Block::Timeline(entries) => list::timeline(&mut flow, &mut tree, entries),
            Block::Contents { heading, entries } => {
                if !heading.is_empty() {
                    words::heading(&mut flow, &mut tree, 2, heading, None, 40.0);
                }
                list::contents(&mut flow, &mut tree, entries, &mut contents);
            }
            Block::Image(image) => picture::page(&mut flow, &mut tree, image, &mut pictures)?,
            Block::Space(points) => {
                let points = if points.is_finite() {
                    points.clamp(0.0, 700.0)
                } else {
                    0.0
                };
                flow.skip(points);
            }
            Block::PageBreak => {
                if !flow.fresh() {
                    flow.new_page();
                }
            }
        }
    }
    list::number_contents(&mut flow, &contents);
    // A break at the very end would leave an empty page.
    if flow.pages.len() > 1
        && flow.fresh()
        && flow.pages.last().is_some_and(|p| p.pieces.is_empty())
    {
        flow.pages.pop();
    }
    footer.draw(&mut flow, &mut tree);
    let laid = Laid {
        pages: flow.pages,
        tree,
        boxes: flow.boxes,
        bookmarks: flow.bookmarks,
        pictures,
    };
    Ok((laid, flow.unprintable))
}

/// The height of a heading of one line below another, with the space around it, in points.
const HEADING: f32 = 32.0;

/// The least height that must follow a heading on its page: headings below it come with what they head.
fn needed(flow: &mut Flow<'_>, rest: &[Block]) -> f32 {
    match rest {
        [Block::Heading { .. }, rest @ ..] => {
            // Where there are only headings, no more than the few that belong together.
            let few = rest.get(..3).unwrap_or(rest);
            HEADING + needed(flow, few)
        }
        [Block::Signatures(pair), ..] => {
            form::signatures_height(flow, pair).min(flow.bottom - MARGIN - 60.0)
        }
        [
            Block::Boxes(_) | Block::Table(_) | Block::Bars(_) | Block::Timeline(_),
            ..,
        ] => 72.0,
        [_, ..] => 34.0,
        [] => 0.0,
    }
}
