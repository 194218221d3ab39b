//! Lists, chronologies and lists of contents.

use super::atoms::{Atom, Column};
use super::flow::{FULL, Flow, MARGIN};
use super::form::continued;
use super::words::{BODY, HINT, LABEL, VALUE};
use crate::laid::{Draw, Ink, Kid, Link, Mark, Node};
use crate::model::{ContentsEntry, PartStyle, Rect, TimelineEntry};
use crate::text::Style;

/// A list with bullets or numbers.
pub(super) fn list(flow: &mut Flow<'_>, tree: &mut Node, items: &[String], numbered: bool) {
    const INDENT: f32 = 20.0;
    let mut list = Node {
        numbered: Some(numbered),
        ..Node::new("L")
    };
    for (i, item) in items.iter().enumerate() {
        let mut mark = Column::at(MARGIN + 5.0);
        let words = if numbered {
            format!("{}.", i + 1)
        } else {
            "•".to_owned()
        };
        let atoms = flow.paragraph(&words, BODY, INDENT + 8.0);
        mark.add("Lbl", atoms, 0.0);
        let mut body = Column::at(
            MARGIN
                + INDENT
                + if numbered && items.len() > 9 {
                    6.0
                } else {
                    0.0
                },
        );
        let width = MARGIN + FULL - body.x;
        for atoms in flow.paragraphs(item, BODY, width) {
            body.add("P", atoms, 4.0);
        }
        let placed = flow.row(&mut [mark, body], 1.6, 0.0);
        list.push(item_node(placed.nodes));
    }
    if !list.kids.is_empty() {
        tree.push(list);
    }
    flow.skip(6.0);
}

fn item_node(nodes: Vec<Vec<Node>>) -> Node {
    let mut columns = nodes.into_iter();
    let mut item = Node::new("LI");
    for label in columns.next().unwrap_or_default() {
        item.push(label);
    }
    item.push(Node::with("LBody", columns.next().unwrap_or_default()));
    item
}

const DATE_WIDTH: f32 = 108.0;
const BAR: f32 = 10.0;

/// A chronology: when it happened on the left; what, of which kind, when written and by whom on the right.
pub(super) fn timeline(flow: &mut Flow<'_>, tree: &mut Node, entries: &[TimelineEntry]) {
    let mut list = Node {
        numbered: Some(false),
        ..Node::new("L")
    };
    for entry in entries {
        let mut left = Column::at(MARGIN);
        let atoms = flow.paragraph(&entry.happened, LABEL, DATE_WIDTH - 12.0);
        left.add("Lbl", atoms, 0.0);
        left.repeat = continued(flow, &entry.happened, LABEL, DATE_WIDTH - 12.0);
        let mut right = Column::at(MARGIN + DATE_WIDTH);
        let width = FULL - DATE_WIDTH;
        let atoms = flow.paragraph(&entry.heading, LABEL, width);
        right.add("P", atoms, 0.0);
        for part in &entry.parts {
            let kind = Style::new(8.4).bold().ink(Ink::ACCENT).leading(1.35);
            let atoms = flow.paragraph(&part.kind, kind, width - BAR);
            right.add("P", barred(atoms, part.style, 0.0), 5.0);
            for atoms in flow.paragraphs(&part.text, VALUE, width - BAR) {
                right.add("P", barred(atoms, part.style, 2.0), 2.0);
            }
        }
        let by = flow.one_line(&entry.by);
        let written = flow.one_line(&entry.written);
        let words = match (written.is_empty(), by.is_empty()) {
            (true, true) => String::new(),
            (true, false) => format!("Written by {by}"),
            (false, true) => format!("Written {written}"),
            (false, false) => format!("Written {written} by {by}"),
        };
        let atoms = flow.paragraph(&words, HINT, width);
        right.add("P", atoms, 5.0);
        let placed = flow.row(&mut [left, right], 7.0, 0.0);
        for f in &placed.fragments {
            let rule = Draw::Line(
                [MARGIN, f.top],
                [MARGIN + FULL, f.top],
                Ink::FAINT,
                0.7,
                false,
            );
            flow.pages[f.page].over.push(rule);
        }
        flow.mark_box(&entry.id, &placed.fragments, MARGIN, FULL);
        list.push(item_node(placed.nodes));
    }
    if !list.kids.is_empty() {
        tree.push(list);
    }
    flow.skip(10.0);
}

/// Lines with the bar that sets their kind apart; it begins `above` points over the first line, to join the one before.
fn barred(atoms: Vec<Atom>, style: PartStyle, above: f32) -> Vec<Atom> {
    let (ink, thickness, dashed) = match style {
        PartStyle::Plain => return atoms,
        PartStyle::Fact => (Ink::RULE, 0.9, false),
        PartStyle::Opinion => (Ink::RULE, 0.9, true),
        PartStyle::OwnWords => (Ink::ACCENT, 3.0, false),
    };
    atoms
        .into_iter()
        .enumerate()
        .map(|(i, mut a)| {
            let top = if i == 0 { -above } else { 0.0 };
            a.draws = a.draws.into_iter().map(|d| d.moved(BAR, 0.0)).collect();
            a.draws.push(Draw::Line(
                [1.5, top],
                [1.5, a.height + 0.2],
                ink,
                thickness,
                dashed,
            ));
            a
        })
        .collect()
}

/// A line of contents whose page number is not known yet.
pub(super) struct Pending {
    target: String,
    page: usize,
    piece: usize,
    /// Index of the link in the page's list.
    link: usize,
    top: f32,
}

/// Lines of contents. Numbers and links are filled in by [`number_contents`] when all pages are there.
pub(super) fn contents(
    flow: &mut Flow<'_>,
    tree: &mut Node,
    entries: &[ContentsEntry],
    pending: &mut Vec<Pending>,
) {
    const NUMBER: f32 = 40.0;
    let mut toc = Node::new("TOC");
    for entry in entries {
        let atoms = flow.paragraph(&entry.text, BODY, FULL - NUMBER);
        if atoms.is_empty() {
            continue;
        }
        let height: f32 = atoms.iter().map(|a| a.height).sum();
        let limit = flow.bottom - MARGIN;
        flow.ensure((height + 4.0).min(limit));
        let top = flow.y;
        let mut y = top;
        let mut draws = Vec::new();
        let mut last_top = top;
        for atom in atoms {
            // an entry longer than a page is cut: it repeats a heading that stands in full elsewhere
            if y + atom.height > flow.bottom {
                break;
            }
            last_top = y;
            draws.extend(atom.draws.into_iter().map(|d| d.moved(MARGIN, y)));
            y += atom.height;
        }
        let words = flow.one_line(&entry.text);
        let (page, piece) = flow.put(Mark::Content("Link"), draws);
        let rect = Rect {
            x: MARGIN,
            y: top,
            w: FULL,
            h: y - top,
        };
        let links = &mut flow.pages[page].links;
        links.push(Link {
            rect,
            words,
            // Until its target is known, and where it never is, a line leads to itself: a link to nowhere is a
            // fault to readers of PDF.
            target: crate::laid::Place { page, y: top },
        });
        pending.push(Pending {
            target: entry.target.clone(),
            page,
            piece,
            link: links.len() - 1,
            top: last_top,
        });
        let mut link = Node::new("Link");
        link.kids = vec![
            Kid::Piece(page, piece),
            Kid::Link(page, flow.pages[page].links.len() - 1),
        ];
        toc.push(Node::with(
            "TOCI",
            vec![Node::with("Reference", vec![link])],
        ));
        flow.y = y + 3.5;
    }
    if !toc.kids.is_empty() {
        tree.push(toc);
    }
    flow.skip(8.0);
}

/// Fills in page numbers and links of the contents. A line whose target is unknown has no number.
pub(super) fn number_contents(flow: &mut Flow<'_>, pending: &[Pending]) {
    for p in pending {
        let Some(place) = flow.anchors.get(&p.target).copied() else {
            continue;
        };
        let number = flow.paragraph(&(place.page + 1).to_string(), BODY, 40.0);
        let width: f32 = number
            .iter()
            .flat_map(|a| &a.draws)
            .map(run_width)
            .fold(0.0, f32::max);
        let end = text_end(&flow.pages[p.page].pieces[p.piece].draws, p.top);
        let x = MARGIN + FULL - width;
        let page = &mut flow.pages[p.page];
        if end + 12.0 < x - 6.0 {
            let y = p.top + BODY.size * BODY.leading * 0.74;
            page.over.push(Draw::Line(
                [end + 6.0, y],
                [x - 6.0, y],
                Ink::FAINT,
                0.8,
                true,
            ));
        }
        let draws = number
            .into_iter()
            .flat_map(|a| a.draws)
            .map(|d| d.moved(x, p.top));
        page.pieces[p.piece].draws.extend(draws);
        page.links[p.link].target = place;
    }
}

fn run_width(draw: &Draw) -> f32 {
    match draw {
        Draw::Run(r) => r.x + r.width,
        _ => 0.0,
    }
}

/// Where the words of the line that starts at `top` end.
fn text_end(draws: &[Draw], top: f32) -> f32 {
    draws
        .iter()
        .filter_map(|d| match d {
            Draw::Run(r) if r.y >= top => Some(r.x + r.width),
            _ => None,
        })
        .fold(MARGIN, f32::max)
}
