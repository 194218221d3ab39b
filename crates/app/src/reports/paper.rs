//! A report as a PDF: the same tables, with a bar beside each count.

use super::said;
use crate::wire::{ReportTable, ReportView};
use stepwise_documents::{BarRow, Bars, Block, Document};

/// What stands where a count is hidden.
pub(super) fn hidden_words(least: u32) -> String {
    format!("1 to {}, or hidden with them", least.saturating_sub(1))
}

/// The report, ready to be drawn.
pub(super) fn paper(view: &ReportView, setting: &str, today: String) -> Document {
    let title = "Professional differences: report without names";
    let mut blocks = vec![
        Block::Title(title.into()),
        Block::KeyValues(vec![
            ("Setting".into(), setting.to_owned()),
            ("Raised from".into(), view.range.clone()),
            ("Number".into(), view.cases.clone()),
            ("Made on".into(), today),
        ]),
    ];
    for note in &view.notes {
        blocks.push(Block::Paragraph(note.clone()));
    }
    for table in &view.tables {
        blocks.push(Block::Heading {
            level: 2,
            text: table.title.clone(),
            id: Some(table.id.clone()),
        });
        if !table.note.is_empty() {
            blocks.push(Block::Small(table.note.clone()));
        }
        blocks.push(Block::Bars(bars(table, view.least)));
    }
    let mut about = "";
    for said in &view.said {
        if said.about != about {
            about = &said.about;
            blocks.push(Block::Heading {
                level: 2,
                text: said::heading(about).into(),
                id: Some(format!("said-{about}")),
            });
        }
        blocks.push(Block::Paragraph(said.text.clone()));
        blocks.push(Block::Small(said.question.clone()));
    }
    Document {
        title: title.into(),
        language: "en-GB".into(),
        classification: match view.hidden {
            true => String::new(),
            false => "Small counts are shown: not for others".into(),
        },
        footer_lines: Vec::new(),
        blocks,
        attachment: None,
        outline: true,
    }
}

fn bars(table: &ReportTable, least: u32) -> Bars {
    let rows = table.rows.iter().map(|row| BarRow {
        label: row.label.clone(),
        said: row
            .count
            .map_or_else(|| hidden_words(least), |n| n.to_string()),
        count: row.count,
    });
    Bars {
        caption: String::new(),
        header: ["What is counted".into(), "Count".into()],
        rows: rows.collect(),
    }
}
