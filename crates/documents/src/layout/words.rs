//! Headings, running text and notes.

use super::atoms::Column;
use super::flow::{FULL, Flow, MARGIN};
use crate::laid::{Bookmark, Draw, Ink, Node};
use crate::model::Rect;
use crate::text::Style;

pub(super) const TITLE: Style = Style::new(18.0).bold().leading(1.18);
pub(super) const BODY: Style = Style::new(10.5);
pub(super) const SMALL: Style = Style::new(9.0).ink(Ink::QUIET).leading(1.28);
pub(super) const LABEL: Style = Style::new(10.0).bold().leading(1.24);
pub(super) const HINT: Style = Style::new(8.8).ink(Ink::QUIET).leading(1.25);
pub(super) const VALUE: Style = Style::new(10.5);
pub(super) const GAP: Style = Style::new(10.0).ink(Ink::GAP);

fn heading_style(level: u8) -> Style {
    match level {
        1 => TITLE,
        2 => Style::new(13.5).bold().leading(1.2),
        3 => Style::new(11.5).bold().leading(1.25),
        _ => Style::new(10.5).bold().leading(1.25),
    }
}

/// A heading, with at least `next` points left below it on its page.
pub(super) fn heading(
    flow: &mut Flow<'_>,
    tree: &mut Node,
    level: u8,
    text: &str,
    id: Option<&str>,
    next: f32,
) {
    // no gap in the levels: the first heading is H1, and each goes down by one at most
    let level = level.min(flow.level + 1);
    let style = heading_style(level);
    let atoms = flow.paragraph(text, style, FULL);
    if atoms.is_empty() {
        return;
    }
    flow.level = level;
    let (above, below) = match level {
        1 => (6.0, 7.0),
        2 => (13.0, 5.0),
        _ => (9.0, 3.0),
    };
    let height: f32 = atoms.iter().map(|a| a.height).sum();
    flow.ensure(above + height + below + next);
    flow.skip(above);
    let role = match level {
        1 => "H1",
        2 => "H2",
        3 => "H3",
        _ => "H4",
    };
    let place = flow.here();
    let mut column = Column::default();
    column.add(role, atoms, 0.0);
    tree.kids
        .extend(flow.stack(column).into_iter().map(crate::laid::Kid::Node));
    flow.y += below;
    if let Some(id) = id {
        flow.anchors.entry(id.to_owned()).or_insert(place);
    }
    let text = flow.one_line(text);
    flow.bookmarks.push(Bookmark { level, text, place });
}

/// Paragraphs over the full width, `between` ems apart.
pub(super) fn text(flow: &mut Flow<'_>, tree: &mut Node, text: &str, style: Style, between: f32) {
    let mut column = Column::default();
    for atoms in flow.paragraphs(text, style, FULL) {
        column.add("P", atoms, style.size * between);
    }
    if column.atoms.is_empty() {
        return;
    }
    flow.ensure(column.atoms.iter().take(2).map(|a| a.height).sum());
    for node in flow.stack(column) {
        tree.push(node);
    }
    flow.skip(style.size * 0.62);
}

/// A boxed note with a coloured edge.
pub(super) fn note(flow: &mut Flow<'_>, tree: &mut Node, label: &str, text: &str) {
    const PAD: f32 = 7.0;
    const EDGE: f32 = 3.0;
    let width = FULL - EDGE - 2.0 * PAD - 2.0;
    let mut column = Column::at(MARGIN + EDGE + PAD);
    let style = Style::new(10.0).leading(1.3);
    let mut rest = text.splitn(2, '\n');
    let atoms = flow.labelled(label, rest.next().unwrap_or_default(), style, width);
    if !atoms.is_empty() {
        column.add("P", atoms, 0.0);
    }
    for atoms in flow.paragraphs(rest.next().unwrap_or_default(), style, width) {
        column.add("P", atoms, 4.0);
    }
    if column.atoms.is_empty() {
        return;
    }
    flow.skip(3.0);
    let row = flow.row(&mut [column], PAD - 1.0, 0.0);
    for f in &row.fragments {
        let page = &mut flow.pages[f.page];
        let rect = Rect {
            x: MARGIN,
            y: f.top,
            w: FULL,
            h: f.bottom - f.top,
        };
        page.under.push(Draw::Fill(rect, Ink::SHADE));
        page.under
            .push(Draw::Fill(Rect { w: EDGE, ..rect }, Ink::ACCENT));
    }
    for node in row.nodes.into_iter().flatten() {
        tree.push(node);
    }
    flow.skip(9.0);
}
