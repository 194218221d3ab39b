//! A filled paper as a document: the pack's order and labels, our boxes.

use super::fill::{Filled, Filling};
use super::signatures::signature_of;
use super::words;
use crate::wire::Signing;
use serde::Serialize;
use stepwise_core::chain::Head;
use stepwise_core::event::Side;
use stepwise_core::policy::{FieldKind, PaperKind};
use stepwise_documents::{
    Attachment, Block, BoxRow, Choice, Document, SignArea, SignRow, SignatureBlock, Value,
};

/// What the foot of the page says about where the paper comes from.
pub struct Printing<'a> {
    /// The head of the case's record when it was printed.
    pub head: Head,
    /// The calendar's place and revision, where a calendar holds.
    pub calendar: &'a str,
    /// Addressees, for letters.
    pub to: &'a [String],
    /// How it is signed.
    pub signing: Signing,
}

const NOT_ANSWERED: &str = "Not answered";
const CLASSIFICATION: &str = "Confidential: safeguarding";

/// Lays a filled paper out.
pub fn lay_out(filling: &Filling<'_>, fields: &[Filled], printing: &Printing<'_>) -> Document {
    let mut blocks = match filling.paper.kind {
        PaperKind::Form => form(filling, fields, printing),
        PaperKind::Letter => letter(filling, fields, printing),
    };
    if filling.paper.kind == PaperKind::Form {
        blocks.push(Block::Small(origin(filling)));
    }
    let data = (filling.paper.kind == PaperKind::Form)
        .then(|| attached(filling, fields, &printing.head))
        .flatten();
    let mut footer = vec![
        format!(
            "Case {}. Record checked at entry {}. {}",
            filling.number, printing.head.seq, printing.calendar
        ),
        printing.head.hash.grouped(),
    ];
    if data.is_some() {
        footer.push("The answers printed here, and nothing more, are attached to this file as data (form.json).".into());
    }
    Document {
        title: format!("{} ({})", filling.paper.title, filling.number),
        language: "en-GB".into(),
        classification: CLASSIFICATION.into(),
        footer_lines: footer,
        blocks,
        attachment: data,
        outline: false,
    }
}

fn origin(filling: &Filling<'_>) -> String {
    let neutral = if filling.paper.neutral {
        "The board's own document is not public: this is a neutral layout with what the policy asks for. "
    } else {
        ""
    };
    format!(
        "{neutral}From: {}, {}. Printed by Stepwise on {}.",
        filling.policy.title,
        filling.paper.cite.heading,
        words::plain(filling.now.date_naive())
    )
}

fn form(filling: &Filling<'_>, fields: &[Filled], printing: &Printing<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Title(filling.paper.title.clone())];
    if let Some(visit) = filling.the_visit() {
        blocks.push(Block::Small(format!(
            "{}, {}",
            filling.policy.board,
            filling.stage_name(visit)
        )));
    }
    blocks.extend(
        filling
            .paper
            .intro
            .iter()
            .map(|line| Block::Small(line.clone())),
    );
    let mut rows: Vec<BoxRow> = Vec::new();
    let mut signatures: Vec<SignatureBlock> = Vec::new();
    for filled in fields {
        let field = &filled.field;
        if !matches!(field.kind, FieldKind::Signature { .. }) {
            flush_signatures(&mut blocks, &mut signatures);
        }
        match &field.kind {
            FieldKind::Heading => {
                flush_rows(&mut blocks, &mut rows);
                blocks.push(Block::Heading {
                    level: 2,
                    text: field.label.clone(),
                    id: None,
                });
            }
            FieldKind::Printed { text } => {
                flush_rows(&mut blocks, &mut rows);
                blocks.push(Block::Note {
                    label: field.label.clone(),
                    text: text.clone(),
                });
            }
            FieldKind::Signature { .. } => {
                flush_rows(&mut blocks, &mut rows);
                signatures.push(signature_block(filled, printing.signing));
                if signatures.len() == 2 {
                    flush_signatures(&mut blocks, &mut signatures);
                }
            }
            FieldKind::Line | FieldKind::Long | FieldKind::Tick { .. } => rows.push(row(filled)),
        }
    }
    flush_rows(&mut blocks, &mut rows);
    flush_signatures(&mut blocks, &mut signatures);
    blocks
}

fn flush_rows(blocks: &mut Vec<Block>, rows: &mut Vec<BoxRow>) {
    if !rows.is_empty() {
        blocks.push(Block::Boxes(std::mem::take(rows)));
    }
}

fn flush_signatures(blocks: &mut Vec<Block>, waiting: &mut Vec<SignatureBlock>) {
    let mut taken = std::mem::take(waiting).into_iter();
    match (taken.next(), taken.next()) {
        (Some(first), Some(second)) => blocks.push(Block::Signatures(Box::new([first, second]))),
        // A signature alone stands as rows: half an empty pair would look like a missing one.
        (Some(one), None) => {
            blocks.push(Block::Heading {
                level: 3,
                text: one.heading,
                id: None,
            });
            let space = BoxRow {
                id: one.id,
                label: "Signature".into(),
                hint: String::new(),
                value: Value::Text(match one.sign {
                    SignArea::Typed(name) => name,
                    SignArea::Ink | SignArea::Field { .. } => String::new(),
                }),
                min_lines: 3,
            };
            let rows = one.rows.into_iter().map(|row| BoxRow {
                id: row.id,
                label: row.label,
                hint: String::new(),
                value: row.value,
                min_lines: 1,
            });
            blocks.push(Block::Boxes(std::iter::once(space).chain(rows).collect()));
        }
        _ => {}
    }
}

fn row(filled: &Filled) -> BoxRow {
    let answer = filled.answer().trim();
    let value = match &filled.field.kind {
        FieldKind::Tick { choices } => Value::Choices(
            choices
                .iter()
                .map(|(label, _)| Choice {
                    label: label.clone(),
                    ticked: label == answer,
                })
                .collect(),
        ),
        _ if answer.is_empty() && filled.field.wanted => Value::Missing {
            words: NOT_ANSWERED.into(),
        },
        _ => Value::Text(answer.to_owned()),
    };
    let min_lines = if filled.field.kind == FieldKind::Long {
        3
    } else {
        1
    };
    BoxRow {
        id: filled.field.id.clone(),
        label: filled.field.label.clone(),
        hint: String::new(),
        value,
        min_lines,
    }
}

fn signature_block(filled: &Filled, signing: Signing) -> SignatureBlock {
    let id = &filled.field.id;
    let signature = signature_of(filled.answer());
    let row = |part: &str, label: &str, text: String| {
        let value = if !text.is_empty() {
            Value::Text(text)
        } else if signing == Signing::Fields {
            Value::Fillable {
                name: format!("{id}.{part}"),
                tip: format!("{}: {label}", filled.field.label),
            }
        } else {
            Value::Text(String::new())
        };
        SignRow {
            id: id.clone(),
            label: label.to_owned(),
            value,
        }
    };
    SignatureBlock {
        id: id.clone(),
        heading: filled.field.label.clone(),
        sign: match signing {
            Signing::Fields => SignArea::Field {
                name: format!("{id}.signature"),
                tip: filled.field.label.clone(),
            },
            // A name without the day of signing is only a name.
            Signing::Typed if !signature.name.is_empty() && !signature.date.is_empty() => {
                SignArea::Typed(signature.name.clone())
            }
            Signing::Typed | Signing::Ink => SignArea::Ink,
        },
        rows: vec![
            row("name", "Name", signature.name),
            row("designation", "Designation", signature.designation),
            row("agency", "Agency", signature.agency),
            row("date", "Date", signature.date),
        ],
    }
}

fn letter(filling: &Filling<'_>, fields: &[Filled], printing: &Printing<'_>) -> Vec<Block> {
    let mut head = vec![
        ("From".to_owned(), filling.agency_name(Side::Ours)),
        ("Date".to_owned(), words::plain(filling.now.date_naive())),
        ("Our reference".to_owned(), filling.number.to_owned()),
    ];
    if !printing.to.is_empty() {
        head.insert(1, ("To".to_owned(), printing.to.join("; ")));
    }
    let mut blocks = vec![
        Block::Title(filling.paper.title.clone()),
        Block::KeyValues(head),
        Block::Space(6.0),
    ];
    blocks.extend(
        filling
            .paper
            .intro
            .iter()
            .map(|line| Block::Small(line.clone())),
    );
    blocks.extend(
        fields
            .iter()
            .filter(|f| !f.answer().trim().is_empty())
            .map(|f| Block::Paragraph(f.answer().to_owned())),
    );
    blocks
}

/// The form's own printed answers, for the board or another copy of this application to read back.
#[derive(Serialize)]
struct FormData<'a> {
    format: u32,
    form: &'a str,
    policy: &'a str,
    case: &'a str,
    /// The record's head that is printed at the foot, and at which entry.
    entry: u64,
    head: String,
    answers: Vec<FormAnswer<'a>>,
}

#[derive(Serialize)]
struct FormAnswer<'a> {
    field: &'a str,
    label: &'a str,
    answer: &'a str,
}

fn attached(filling: &Filling<'_>, fields: &[Filled], head: &Head) -> Option<Attachment> {
    let data = FormData {
        format: 1,
        form: &filling.paper.title,
        policy: &filling.policy.title,
        case: filling.number,
        entry: head.seq,
        head: head.hash.to_string(),
        answers: fields
            .iter()
            .filter(|f| !matches!(f.field.kind, FieldKind::Printed { .. } | FieldKind::Heading))
            .map(|f| FormAnswer {
                field: &f.field.id,
                label: &f.field.label,
                answer: f.answer().trim(),
            })
            .collect(),
    };
    // Plain strings always serialise; were that ever to fail, the paper is printed without data and does not claim any.
    let bytes = serde_json::to_vec_pretty(&data).ok()?;
    Some(Attachment {
        name: "form.json".into(),
        mime: "application/json".into(),
        bytes,
        description: "The answers printed on this form, as data".into(),
    })
}
