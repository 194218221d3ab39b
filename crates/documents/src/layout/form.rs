//! Form tables, signature blocks and summary rows.

use super::atoms::{Atom, Column};
use super::flow::{FULL, Flow, Fragment, MARGIN};
use super::words::{GAP, HINT, LABEL, VALUE};
use crate::laid::{Draw, Field, Ink, Node};
use crate::model::{BoxRow, Rect, SignArea, SignatureBlock, Value};
use crate::text::Style;

const PAD_X: f32 = 7.0;
const PAD_Y: f32 = 5.5;
/// Width of a form table's label column.
const LABEL_WIDTH: f32 = 146.0;
/// Room for a word in ink.
const INK_ROOM: f32 = 26.0;
const FRAME: f32 = 0.7;
/// Brings a label's baseline level with its value's.
const LABEL_DROP: f32 = 0.9;
/// A repeated label is cut here, so that it never fills the page it stands on.
const REPEAT_CHARS: usize = 90;

/// A bordered table: label left on grey, value right.
pub(super) fn boxes(flow: &mut Flow<'_>, tree: &mut Node, rows: &[BoxRow]) {
    if rows.is_empty() {
        return;
    }
    flow.skip(2.0);
    let mut table = Node::new("Table");
    for row in rows {
        let label_width = LABEL_WIDTH - 2.0 * PAD_X;
        let mut label = Column {
            drop: LABEL_DROP,
            ..Column::at(MARGIN + PAD_X)
        };
        let atoms = flow.paragraph(&row.label, LABEL, label_width);
        label.add("P", atoms, 0.0);
        let hint = flow.paragraph(&row.hint, HINT, label_width);
        label.add("P", hint, 2.0);
        label.repeat = continued(flow, &row.label, LABEL, label_width);
        let mut value = Column::at(MARGIN + LABEL_WIDTH + PAD_X);
        let least = f32::from(row.min_lines) * VALUE.size * VALUE.leading + 2.0 * PAD_Y;
        let width = FULL - LABEL_WIDTH - 2.0 * PAD_X;
        fill(
            flow,
            &mut value,
            &row.value,
            width,
            (least - 2.0 * PAD_Y).max(INK_ROOM),
            true,
        );
        let placed = flow.row(&mut [label, value], PAD_Y, least);
        for f in &placed.fragments {
            frame(flow, f, MARGIN, LABEL_WIDTH, true);
            frame(flow, f, MARGIN + LABEL_WIDTH, FULL - LABEL_WIDTH, false);
        }
        flow.mark_box(
            &row.id,
            &placed.fragments,
            MARGIN + LABEL_WIDTH,
            FULL - LABEL_WIDTH,
        );
        table.push(pair(placed.nodes));
    }
    tree.push(table);
    flow.skip(11.0);
}

/// A table row of a row heading and its cell.
fn pair(nodes: Vec<Vec<Node>>) -> Node {
    let mut columns = nodes.into_iter();
    let mut heading = Node::with("TH", columns.next().unwrap_or_default());
    heading.scope = Some("Row");
    let cell = Node::with("TD", columns.next().unwrap_or_default());
    Node::with("TR", vec![heading, cell])
}

/// The label as it stands on a further page.
pub(super) fn continued(flow: &mut Flow<'_>, label: &str, style: Style, width: f32) -> Vec<Atom> {
    let mut words = flow.one_line(label);
    if words.chars().count() > REPEAT_CHARS {
        words = words.chars().take(REPEAT_CHARS).collect();
        words.push('…');
    }
    let mut atoms = flow.paragraph(&words, style, width);
    atoms.extend(flow.paragraph("(continued)", HINT, width));
    atoms
}

fn frame(flow: &mut Flow<'_>, f: &Fragment, x: f32, w: f32, shaded: bool) {
    let rect = Rect {
        x,
        y: f.top,
        w,
        h: f.bottom - f.top,
    };
    let page = &mut flow.pages[f.page];
    if shaded {
        page.under.push(Draw::Fill(rect, Ink::SHADE));
    }
    page.over.push(Draw::Frame(rect, Ink::RULE, FRAME));
}

/// Empty room.
fn blank(height: f32) -> Atom {
    Atom {
        height,
        ..Atom::default()
    }
}

/// Puts a value's atoms into a column; `room` is the height of a place for ink or typing.
fn fill(
    flow: &mut Flow<'_>,
    column: &mut Column,
    value: &Value,
    width: f32,
    room: f32,
    multiline: bool,
) {
    match value {
        Value::Text(text) => {
            let paragraphs = flow.paragraphs(text, VALUE, width);
            if paragraphs.is_empty() {
                column.add("P", vec![blank(room.min(INK_ROOM))], 0.0);
            }
            for atoms in paragraphs {
                column.add("P", atoms, 5.0);
            }
        }
        Value::Missing { words } => {
            let atoms = flow.paragraph(words, GAP, width);
            column.add("P", atoms, 0.0);
            if multiline {
                column.add("P", vec![blank(room)], 0.0);
            }
        }
        Value::Fillable { name, tip } => {
            let rect = Rect {
                x: -2.0,
                y: 0.0,
                w: width + 4.0,
                h: room,
            };
            let (name, tip) = (name.clone(), flow.one_line(tip));
            let field = Some(Field {
                name,
                tip,
                rect,
                signature: false,
                multiline,
            });
            column.add(
                "P",
                vec![Atom {
                    height: room,
                    field,
                    ..Atom::default()
                }],
                0.0,
            );
        }
        Value::Choices(choices) => {
            const INDENT: f32 = 19.0;
            for choice in choices {
                let mark = flow.paragraph(
                    if choice.ticked { "☑" } else { "☐" },
                    Style {
                        size: 13.0,
                        ..VALUE
                    },
                    INDENT,
                );
                let style = if choice.ticked { VALUE.bold() } else { VALUE };
                let words = flow.paragraph(&choice.label, style, width - INDENT);
                column.add("P", beside(mark, words, INDENT, -1.6), 4.0);
            }
        }
        Value::Lines(lines) => {
            for (label, value) in lines {
                let label = format!("{}:", label.trim_end_matches(':'));
                let atoms = flow.labelled(&label, value, VALUE, width);
                column.add("P", atoms, 3.0);
            }
        }
    }
}

/// Two stacks of lines next to each other as one; `drop` moves the left one down.
fn beside(left: Vec<Atom>, right: Vec<Atom>, indent: f32, drop: f32) -> Vec<Atom> {
    let mut left = left.into_iter();
    let mut out: Vec<Atom> = right
        .into_iter()
        .map(|mut r| {
            let mut draws: Vec<Draw> = left
                .next()
                .map(|l| l.draws.into_iter().map(|d| d.moved(0.0, drop)).collect())
                .unwrap_or_default();
            draws.extend(r.draws.into_iter().map(|d| d.moved(indent, 0.0)));
            r.draws = draws;
            if let Some(f) = &mut r.field {
                f.rect.x += indent;
            }
            r
        })
        .collect();
    out.extend(left);
    out
}

const SIGN_LABEL: Style = Style::new(9.6).ink(Ink::QUIET).leading(1.5);
const SIGN_INDENT: f32 = 68.0;
const SIGN_ROOM: f32 = 15.0;
const SIGN_AREA: f32 = 48.0;

/// The rows of the two blocks, in pairs: heading, place to sign, labelled lines.
fn sign_rows(
    flow: &mut Flow<'_>,
    pair: &[SignatureBlock; 2],
) -> Vec<(Vec<Column>, f32, [String; 2])> {
    let width = FULL / 2.0 - 2.0 * PAD_X;
    let xs = [MARGIN + PAD_X, MARGIN + FULL / 2.0 + PAD_X];
    let mut rows = Vec::new();
    let mut columns = Vec::new();
    for (block, x) in pair.iter().zip(xs) {
        let mut c = Column::at(x);
        let atoms = flow.paragraph(&block.heading, LABEL, width);
        c.add("P", atoms, 0.0);
        columns.push(c);
    }
    rows.push((columns, 0.0, Default::default()));
    let mut columns = Vec::new();
    for (block, x) in pair.iter().zip(xs) {
        let mut c = Column::at(x);
        match &block.sign {
            SignArea::Ink => {}
            SignArea::Typed(name) => {
                let atoms = flow.paragraph(name, Style::new(13.0), width);
                c.add("P", atoms, 0.0);
            }
            SignArea::Field { name, tip } => {
                let height = SIGN_AREA - 2.0 * PAD_Y;
                let rect = Rect {
                    x: -2.0,
                    y: 0.0,
                    w: width + 4.0,
                    h: height,
                };
                let (name, tip) = (name.clone(), flow.one_line(tip));
                let field = Some(Field {
                    name,
                    tip,
                    rect,
                    signature: true,
                    multiline: false,
                });
                c.add(
                    "P",
                    vec![Atom {
                        height,
                        field,
                        ..Atom::default()
                    }],
                    0.0,
                );
            }
        }
        columns.push(c);
    }
    rows.push((columns, SIGN_AREA, [pair[0].id.clone(), pair[1].id.clone()]));
    let lines = pair.iter().map(|b| b.rows.len()).max().unwrap_or(0);
    for i in 0..lines {
        let mut columns = Vec::new();
        let mut ids: [String; 2] = Default::default();
        for (side, (block, x)) in pair.iter().zip(xs).enumerate() {
            let mut c = Column::at(x);
            if let Some(row) = block.rows.get(i) {
                let label = format!("{}:", row.label.trim_end_matches(':'));
                let label = flow.paragraph(&label, SIGN_LABEL, SIGN_INDENT - 4.0);
                let mut value = Column::default();
                fill(
                    flow,
                    &mut value,
                    &row.value,
                    width - SIGN_INDENT,
                    SIGN_ROOM,
                    false,
                );
                c.add("P", beside(label, value.atoms, SIGN_INDENT, 0.0), 0.0);
                ids[side] = row.id.clone();
            }
            columns.push(c);
        }
        rows.push((columns, SIGN_ROOM + 2.0 * SIGN_PAD, ids));
    }
    rows
}

const SIGN_PAD: f32 = 3.5;

/// Height of the two blocks together.
pub(super) fn signatures_height(flow: &mut Flow<'_>, pair: &[SignatureBlock; 2]) -> f32 {
    sign_rows(flow, pair)
        .iter()
        .map(|(c, least, _)| {
            (c.iter().map(Column::height).fold(0.0, f32::max) + 2.0 * PAD_Y).max(*least)
        })
        .sum()
}

/// Two signature blocks side by side. They are kept on one page unless their text alone is longer than a page.
pub(super) fn signatures(flow: &mut Flow<'_>, tree: &mut Node, pair: &[SignatureBlock; 2]) {
    flow.skip(2.0);
    let height = signatures_height(flow, pair);
    flow.ensure(height);
    let half = FULL / 2.0;
    let mut sections = [Node::new("Sect"), Node::new("Sect")];
    for (i, (mut columns, least, ids)) in sign_rows(flow, pair).into_iter().enumerate() {
        let pad = if i < 2 { PAD_Y } else { SIGN_PAD };
        let placed = flow.row(&mut columns, pad, least);
        for f in &placed.fragments {
            frame(flow, f, MARGIN, half, i == 0);
            frame(flow, f, MARGIN + half, half, i == 0);
        }
        for (side, nodes) in placed.nodes.into_iter().enumerate() {
            flow.mark_box(
                &ids[side],
                &placed.fragments,
                MARGIN + half * side as f32,
                half,
            );
            for node in nodes {
                sections[side].push(node);
            }
        }
    }
    for section in sections {
        tree.push(section);
    }
    flow.skip(11.0);
}

/// Summary rows without boxes, a fine rule under each.
pub(super) fn key_values(flow: &mut Flow<'_>, tree: &mut Node, rows: &[(String, String)]) {
    const KEY: f32 = 140.0;
    if rows.is_empty() {
        return;
    }
    let mut table = Node::new("Table");
    for (key, value) in rows {
        let mut left = Column::at(MARGIN);
        let atoms = flow.paragraph(key, VALUE.ink(Ink::QUIET), KEY - 10.0);
        left.add("P", atoms, 0.0);
        left.repeat = continued(flow, key, VALUE.ink(Ink::QUIET), KEY - 10.0);
        let mut right = Column::at(MARGIN + KEY);
        for atoms in flow.paragraphs(value, VALUE, FULL - KEY) {
            right.add("P", atoms, 4.0);
        }
        let placed = flow.row(&mut [left, right], 3.4, 0.0);
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
        table.push(pair(placed.nodes));
    }
    tree.push(table);
    flow.skip(10.0);
}
