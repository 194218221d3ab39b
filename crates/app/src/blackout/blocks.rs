//! Words taken out of finished content, before it is set on pages.

use super::pieces::Blackout;
use stepwise_documents::{Block, SignArea, SignRow, Value};

/// Takes what is blacked out from every word of some content, and says how many passages went. The names that
/// links go by stay: they are never printed.
pub(crate) fn blocks(blackout: &Blackout<'_>, blocks: &mut [Block]) -> u32 {
    let mut out = 0;
    let mut change = |text: &mut String| {
        let (left, n) = blackout.text(text);
        if n > 0 {
            out += n;
            *text = left;
        }
    };
    for block in blocks {
        each(block, &mut change);
    }
    out
}

/// Every text of a block that is printed, read aloud or shown as a bookmark.
fn each(block: &mut Block, change: &mut impl FnMut(&mut String)) {
    match block {
        Block::Title(text)
        | Block::Heading { text, .. }
        | Block::Paragraph(text)
        | Block::Lines(text)
        | Block::Small(text) => change(text),
        Block::Note { label, text } => {
            change(label);
            change(text);
        }
        Block::List { items, .. } => items.iter_mut().for_each(change),
        Block::KeyValues(rows) => pairs(rows, change),
        Block::Boxes(rows) => {
            for row in rows {
                change(&mut row.label);
                change(&mut row.hint);
                value(&mut row.value, change);
            }
        }
        Block::Signatures(two) => {
            for one in two.iter_mut() {
                change(&mut one.heading);
                match &mut one.sign {
                    SignArea::Ink => {}
                    SignArea::Typed(name) => change(name),
                    SignArea::Field { tip, .. } => change(tip),
                }
                for SignRow {
                    label, value: v, ..
                } in &mut one.rows
                {
                    change(label);
                    value(v, change);
                }
            }
        }
        Block::Table(table) => {
            change(&mut table.caption);
            table.header.iter_mut().for_each(&mut *change);
            table.rows.iter_mut().flatten().for_each(change);
        }
        Block::Bars(bars) => {
            change(&mut bars.caption);
            bars.header.iter_mut().for_each(&mut *change);
            for row in &mut bars.rows {
                change(&mut row.label);
                change(&mut row.said);
            }
        }
        Block::Timeline(entries) => {
            for entry in entries {
                change(&mut entry.happened);
                change(&mut entry.written);
                change(&mut entry.by);
                change(&mut entry.heading);
                for part in &mut entry.parts {
                    change(&mut part.kind);
                    change(&mut part.text);
                }
            }
        }
        Block::Contents { heading, entries } => {
            change(heading);
            for entry in entries {
                change(&mut entry.text);
            }
        }
        Block::Image(image) => {
            change(&mut image.caption);
            change(&mut image.alt);
        }
        Block::Space(_) | Block::PageBreak => {}
    }
}

fn pairs(rows: &mut [(String, String)], change: &mut impl FnMut(&mut String)) {
    for (label, text) in rows {
        change(label);
        change(text);
    }
}

fn value(value: &mut Value, change: &mut impl FnMut(&mut String)) {
    match value {
        Value::Text(text) | Value::Missing { words: text } => change(text),
        Value::Fillable { tip, .. } => change(tip),
        Value::Choices(choices) => choices.iter_mut().for_each(|c| change(&mut c.label)),
        Value::Lines(lines) => pairs(lines, change),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blackout::{BLACK, forms};
    use stepwise_documents::{
        BarRow, Bars, BoxRow, Choice, ContentsEntry, ImagePage, PartStyle, SignatureBlock, Table,
        TimelineEntry, TimelinePart,
    };

    /// Some of each kind of content, with a name at every place that a reader may come to.
    fn everything() -> Vec<Block> {
        let name = || "Jan Kowalski".to_owned();
        let row = |value| BoxRow {
            id: "id".into(),
            label: name(),
            hint: name(),
            value,
            min_lines: 0,
        };
        let signature = |sign| SignatureBlock {
            id: "id".into(),
            heading: name(),
            sign,
            rows: vec![SignRow {
                id: "id".into(),
                label: name(),
                value: Value::Text(name()),
            }],
        };
        let field = || "field".to_owned();
        vec![
            Block::Title(name()),
            Block::Heading {
                level: 2,
                text: name(),
                id: Some("id".into()),
            },
            Block::Paragraph(name()),
            Block::Lines(name()),
            Block::Small(name()),
            Block::Note {
                label: name(),
                text: name(),
            },
            Block::List {
                items: vec![name()],
                numbered: false,
            },
            Block::KeyValues(vec![(name(), name())]),
            Block::Boxes(vec![
                row(Value::Text(name())),
                row(Value::Missing { words: name() }),
                row(Value::Fillable {
                    name: field(),
                    tip: name(),
                }),
                row(Value::Choices(vec![Choice {
                    label: name(),
                    ticked: true,
                }])),
                row(Value::Lines(vec![(name(), name())])),
            ]),
            Block::Signatures(Box::new([
                signature(SignArea::Typed(name())),
                signature(SignArea::Field {
                    name: field(),
                    tip: name(),
                }),
            ])),
            Block::Table(Table {
                caption: name(),
                header: vec![name()],
                rows: vec![vec![name()]],
                widths: Vec::new(),
                row_headers: false,
            }),
            Block::Bars(Bars {
                caption: name(),
                header: [name(), name()],
                rows: vec![BarRow {
                    label: name(),
                    said: name(),
                    count: Some(1),
                }],
            }),
            Block::Timeline(vec![TimelineEntry {
                id: "id".into(),
                happened: name(),
                written: name(),
                by: name(),
                heading: name(),
                parts: vec![TimelinePart {
                    kind: name(),
                    style: PartStyle::Plain,
                    text: name(),
                }],
            }]),
            Block::Contents {
                heading: name(),
                entries: vec![ContentsEntry {
                    text: name(),
                    target: "id".into(),
                }],
            },
            Block::Image(ImagePage {
                id: Some("id".into()),
                bytes: Vec::new(),
                caption: name(),
                alt: name(),
            }),
        ]
    }

    #[test]
    fn a_name_goes_from_every_place_that_a_reader_may_come_to() {
        let blackout = Blackout {
            terms: forms("Jan Kowalski", &[]).0,
            spared: &[],
            passages: &[],
        };
        let mut content = everything();
        let out = blocks(&blackout, &mut content);
        let (mut met, mut black) = (0, 0);
        for block in &mut content {
            each(block, &mut |text| {
                met += 1;
                black += u32::from(text == BLACK);
            });
        }
        assert!(
            met > 30 && met == black && black == out,
            "{met} {black} {out}"
        );
    }
}
