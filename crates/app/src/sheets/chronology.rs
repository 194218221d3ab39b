//! The chronology as a paper of its own, and as plain text to paste.

use super::lines::{Lines, entries};
use crate::bundles::{Purpose, facts, sheet, timeline};
use crate::loaded::LoadedCase;
use crate::settings::Settings;
use crate::views::about::about_heading;
use stepwise_documents::{Block, Document};

/// The chronology, and where it is filtered, by what: on the first page and at the foot of each.
pub(super) fn document(
    loaded: &LoadedCase,
    settings: &Settings,
    purpose: &Purpose<'_>,
    lines: &Lines,
) -> Document {
    let here = lines.entries.len();
    let mut blocks = vec![
        Block::Title(match lines.filter.is_empty() {
            true => "Chronology".into(),
            false => "Chronology, filtered".into(),
        }),
        Block::KeyValues(facts(loaded, settings, purpose)),
    ];
    let left_out = lines.left_out(here);
    blocks.push(match &left_out {
        Some((text, _)) => Block::Note {
            label: "Not the whole chronology.".into(),
            text: text.clone(),
        },
        None => Block::Paragraph(format!(
            "This is the whole chronology when it was made: {}.",
            entries(here)
        )),
    });
    blocks.push(Block::Small(
        "By when things happened, the earliest first. When it happened stands on the left; when it was written down, and by whom, \
         under each entry. What was struck out or amended stays readable, and says so."
            .into(),
    ));
    if here == 0 {
        blocks.push(Block::Paragraph("No entry fits.".into()));
    } else {
        blocks.push(Block::Timeline(
            lines.entries.iter().map(timeline).collect(),
        ));
    }
    let mut document = sheet(loaded, format!("Chronology {}", loaded.number), blocks);
    if let Some((_, foot)) = left_out {
        document.footer_lines.insert(0, foot);
    }
    document
}

/// The same as plain text.
pub(super) fn text(loaded: &LoadedCase, settings: &Settings, lines: &Lines) -> String {
    let mut out = vec![format!(
        "Case {}: {}\nWith: {}\nPolicy: {}\nFrom: {}, record checked at entry {}",
        loaded.number,
        about_heading(&loaded.case),
        loaded.other_agency(),
        loaded.policy.title,
        settings.setting,
        loaded.head.seq
    )];
    out.push(match lines.left_out(lines.entries.len()) {
        Some((_, words)) => words,
        None => format!("The whole chronology: {}.", entries(lines.entries.len())),
    });
    for entry in lines.entries.iter().map(timeline) {
        let mut paragraph = vec![format!("{}: {}", entry.happened, entry.heading)];
        paragraph.extend(
            entry
                .parts
                .iter()
                .map(|part| format!("{}: {}", part.kind, part.text)),
        );
        paragraph.push(match entry.by.is_empty() {
            true => format!("(Written {})", entry.written),
            false => format!("(Written {} by {})", entry.written, entry.by),
        });
        out.push(paragraph.join("\n"));
    }
    out.join("\n\n")
}
