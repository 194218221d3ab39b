//! Tables of text, with their header repeated on each page.

use super::atoms::Column;
use super::flow::{FULL, Flow, MARGIN, RunningHeader};
use super::words::LABEL;
use crate::laid::{Draw, Ink, Node};
use crate::model::{Bars, Rect, Table};
use crate::text::Style;

const PAD_X: f32 = 6.0;
const PAD_Y: f32 = 4.5;
const CELL: Style = Style::new(9.8).leading(1.3);
/// More columns than this cannot be read on A4; further ones are joined into the last.
const MOST_COLUMNS: usize = 12;

/// How much of the width the cells take where bars are drawn beside them.
const BESIDE_BARS: f32 = 0.62;
const BAR: f32 = 9.0;

/// A table with real header cells.
pub(super) fn table(flow: &mut Flow<'_>, tree: &mut Node, table: &Table) {
    drawn(flow, tree, table, None);
}

/// A table of counts with a bar drawn beside each row. The bars say nothing that the cells do not, so whoever has
/// the page read aloud misses nothing.
pub(super) fn bars(flow: &mut Flow<'_>, tree: &mut Node, bars: &Bars) {
    let most = bars.rows.iter().filter_map(|row| row.count).max();
    let shares = bars.rows.iter().map(|row| match (row.count, most) {
        (Some(count), Some(most)) if most > 0 => count as f32 / most as f32,
        _ => 0.0,
    });
    let shares: Vec<f32> = shares.collect();
    let rows = bars.rows.iter();
    let as_table = Table {
        caption: bars.caption.clone(),
        header: bars.header.to_vec(),
        rows: rows
            .map(|row| vec![row.label.clone(), row.said.clone()])
            .collect(),
        widths: vec![3.0, 1.3],
        // Of two columns one would be headers: readers then say more headers than counts.
        row_headers: false,
    };
    drawn(flow, tree, &as_table, Some(&shares));
}

/// The bar of a row, in the room beside the cells.
fn bar(share: f32, top: f32) -> Draw {
    let left = MARGIN + FULL * BESIDE_BARS;
    let rect = Rect {
        x: left,
        y: top + PAD_Y + 1.5,
        w: (FULL - FULL * BESIDE_BARS) * share.clamp(0.0, 1.0),
        h: BAR,
    };
    Draw::Fill(rect, Ink::RULE)
}

fn drawn(flow: &mut Flow<'_>, tree: &mut Node, table: &Table, shares: Option<&[f32]>) {
    let full = match shares {
        Some(_) => FULL * BESIDE_BARS,
        None => FULL,
    };
    let count = table
        .header
        .len()
        .max(table.rows.iter().map(Vec::len).max().unwrap_or(0))
        .clamp(1, MOST_COLUMNS);
    let widths = widths(table, count, full);
    let edges: Vec<f32> = widths
        .iter()
        .scan(MARGIN, |x, w| {
            let left = *x;
            *x += w;
            Some(left)
        })
        .collect();
    let mut node = Node::new("Table");
    let caption = flow.paragraph(&table.caption, LABEL, FULL);
    if !caption.is_empty() {
        flow.ensure(70.0);
        let mut column = Column::default();
        column.add("P", caption, 0.0);
        let nodes = flow.stack(column);
        node.push(Node::with("Caption", nodes));
        flow.y += 4.0;
    }
    let cells = |flow: &mut Flow<'_>, texts: &[String], heading: bool| -> Vec<Column> {
        (0..count)
            .map(|i| {
                let mut column = Column::at(edges[i] + PAD_X);
                let text = match i {
                    i if i + 1 == count => texts.get(i..).unwrap_or_default().join("\n"),
                    i => texts.get(i).cloned().unwrap_or_default(),
                };
                let style = if heading || (table.row_headers && i == 0) {
                    CELL.bold()
                } else {
                    CELL
                };
                for atoms in flow.paragraphs(&text, style, widths[i] - 2.0 * PAD_X) {
                    column.add("P", atoms, 3.0);
                }
                column
            })
            .collect()
    };
    if table.header.iter().any(|h| !h.trim().is_empty()) {
        let mut columns = cells(flow, &table.header, true);
        let draws: Vec<Draw> = columns
            .iter()
            .flat_map(|c| {
                let mut y = PAD_Y;
                c.atoms.iter().enumerate().flat_map(move |(i, a)| {
                    y += if i == 0 { 0.0 } else { a.gap };
                    let at = y;
                    y += a.height;
                    let x = c.x;
                    a.draws
                        .iter()
                        .cloned()
                        .map(move |d| d.moved(x, at))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        let height = columns.iter().map(Column::height).fold(0.0, f32::max) + 2.0 * PAD_Y;
        flow.ensure(height + 40.0);
        let placed = flow.row(&mut columns, PAD_Y, 0.0);
        for f in &placed.fragments {
            let (under, over) = header_rules(f.top, f.bottom - f.top);
            flow.pages[f.page].under.push(under);
            flow.pages[f.page].over.push(over);
        }
        let heads = placed.nodes.into_iter().map(|n| Node {
            scope: Some("Column"),
            ..Node::with("TH", n)
        });
        node.push(Node::with("THead", vec![Node::with("TR", heads.collect())]));
        // a header that fills the page would leave no room for rows
        if height < 160.0 {
            let (under, over) = header_rules(0.0, height);
            flow.header = Some(RunningHeader {
                draws,
                under: vec![under],
                over: vec![over],
                height,
            });
        }
    }
    // In a table of a few cells, headers of rows as well would be more heading than what they head.
    let headed = table.row_headers && table.rows.len() * count.saturating_sub(2) >= count;
    let mut body = Node::new("TBody");
    for (at, row) in table.rows.iter().enumerate() {
        let mut columns = cells(flow, row, false);
        let placed = flow.row(&mut columns, PAD_Y, 0.0);
        for f in &placed.fragments {
            let rule = Draw::Line(
                [MARGIN, f.bottom],
                [MARGIN + FULL, f.bottom],
                Ink::FAINT,
                0.6,
                false,
            );
            flow.pages[f.page].over.push(rule);
        }
        let share = shares.and_then(|shares| shares.get(at)).copied();
        if let (Some(share), Some(first)) = (share, placed.fragments.first()) {
            let bar = bar(share, first.top);
            flow.pages[first.page].under.push(bar);
        }
        let cells = placed.nodes.into_iter().enumerate().map(|(i, n)| {
            if headed && i == 0 {
                Node {
                    scope: Some("Row"),
                    ..Node::with("TH", n)
                }
            } else {
                Node::with("TD", n)
            }
        });
        body.push(Node::with("TR", cells.collect()));
    }
    flow.header = None;
    if !body.kids.is_empty() {
        node.push(body);
    }
    if !node.kids.is_empty() {
        tree.push(node);
    }
    flow.skip(11.0);
}

fn header_rules(top: f32, height: f32) -> (Draw, Draw) {
    let rect = Rect {
        x: MARGIN,
        y: top,
        w: FULL,
        h: height,
    };
    let rule = Draw::Line(
        [MARGIN, top + height],
        [MARGIN + FULL, top + height],
        Ink::RULE,
        0.9,
        false,
    );
    (Draw::Fill(rect, Ink::SHADE), rule)
}

/// Column widths that add up to the full width, none of them too narrow for a word.
fn widths(table: &Table, count: usize, full: f32) -> Vec<f32> {
    let least = full / count as f32 * 0.4;
    let share = |i: usize| {
        table
            .widths
            .get(i)
            .copied()
            .filter(|w| w.is_finite() && *w > 0.0)
            .unwrap_or(1.0)
    };
    let sum: f32 = (0..count).map(share).sum();
    let widths: Vec<f32> = (0..count)
        .map(|i| (share(i) / sum * full).max(least))
        .collect();
    let sum: f32 = widths.iter().sum();
    widths.into_iter().map(|w| w / sum * full).collect()
}
