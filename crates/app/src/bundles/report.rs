//! The case report: the bundle's PDF, to be read by somebody who was not there.

use super::parts::{Part, view};
use super::{files, sections};
use crate::failure::Answer;
use crate::loaded::LoadedCase;
use crate::papers::plain;
use crate::session::Session;
use crate::settings::Settings;
use crate::views::about::about_heading;
use crate::words::plural;
use std::collections::BTreeSet;
use stepwise_documents::{Block, ContentsEntry, Document};

/// For whom, and why: printed on the cover.
pub(crate) struct Purpose<'a> {
    pub to: &'a str,
    pub why: &'a str,
}

/// The report with the chosen parts, for a bundle.
///
/// # Errors
/// A part could not be laid out.
pub(crate) fn report(
    session: &mut Session,
    loaded: &LoadedCase,
    settings: &Settings,
    parts: &BTreeSet<Part>,
    purpose: &Purpose<'_>,
) -> Answer<Document> {
    let seal = "The long number at the foot of each page is the record's seal when this report was made. \
                With the sealed file that came beside it, anybody can check that no entry was changed afterwards.";
    compose(session, loaded, settings, parts, purpose, seal)
}

/// The report by itself, without a sealed file beside it and so without attached files.
///
/// # Errors
/// A part could not be laid out.
pub(crate) fn report_alone(
    session: &mut Session,
    loaded: &LoadedCase,
    settings: &Settings,
    parts: &BTreeSet<Part>,
    purpose: &Purpose<'_>,
) -> Answer<Document> {
    let seal = "The long number at the foot of each page is the record's seal when this report was made. \
                Whoever holds the record can look it up and see whether an entry was changed afterwards.";
    compose(session, loaded, settings, parts, purpose, seal)
}

fn compose(
    session: &mut Session,
    loaded: &LoadedCase,
    settings: &Settings,
    parts: &BTreeSet<Part>,
    purpose: &Purpose<'_>,
    seal: &str,
) -> Answer<Document> {
    let is_file = |part: &&Part| matches!(part, Part::File(_));
    let chosen: Vec<&Part> = parts.iter().filter(|p| !is_file(p)).collect();
    let files = files::section(loaded, parts);
    let mut blocks = cover(loaded, settings, purpose, seal);
    blocks.push(Block::Contents {
        heading: "What is inside".into(),
        entries: chosen
            .iter()
            .map(|part| ContentsEntry {
                text: view(loaded, part).title,
                target: part.name(),
            })
            .chain((!files.is_empty()).then(|| ContentsEntry {
                text: files::TITLE.to_owned(),
                target: files::ID.to_owned(),
            }))
            .collect(),
    });
    let all = super::parts::all(loaded);
    let out = all.iter().filter(|p| !parts.contains(p));
    let (files_out, parts_out): (Vec<&Part>, Vec<&Part>) = out.partition(is_file);
    let titles = parts_out.into_iter().map(|p| view(loaded, p).title);
    // Only how many: what a file is called says what it is about.
    let count = match files_out.len() {
        0 => None,
        n => Some(plural(n as i64, "attached file")),
    };
    let left_out: Vec<String> = titles.chain(count).collect();
    if !left_out.is_empty() {
        blocks.push(Block::Note {
            label: "Left out of this copy".into(),
            text: left_out.join("\n"),
        });
    }
    for part in chosen {
        // Short parts follow each other; long ones begin a page, to be found and handed on by themselves.
        blocks.push(match part {
            Part::Safety | Part::People | Part::Checklist => Block::Space(18.0),
            _ => Block::PageBreak,
        });
        blocks.push(Block::Heading {
            level: 2,
            text: view(loaded, part).title,
            id: Some(part.name()),
        });
        blocks.extend(sections::section(session, loaded, settings, parts, part)?);
    }
    blocks.extend(files);
    Ok(sheet(
        loaded,
        format!("Case report {}", loaded.number),
        blocks,
    ))
}

/// A document of a case, with the seal of the record at the foot of each page.
pub(crate) fn sheet(loaded: &LoadedCase, title: String, blocks: Vec<Block>) -> Document {
    Document {
        title,
        language: "en-GB".into(),
        classification: "Confidential: safeguarding".into(),
        footer_lines: vec![
            format!(
                "Case {}. Record checked at entry {}.",
                loaded.number, loaded.head.seq
            ),
            loaded.head.hash.grouped(),
        ],
        blocks,
        attachment: None,
        outline: true,
    }
}

/// What the head of a report says of the case, and for whom and why it was made.
pub(crate) fn facts(
    loaded: &LoadedCase,
    settings: &Settings,
    purpose: &Purpose<'_>,
) -> Vec<(String, String)> {
    let mut rows = vec![
        ("About".to_owned(), about_heading(&loaded.case)),
        ("Case".to_owned(), loaded.number.clone()),
        ("From".to_owned(), settings.setting.clone()),
        ("With".to_owned(), loaded.other_agency()),
        ("Policy".to_owned(), loaded.policy.title.clone()),
        ("Made on".to_owned(), plain(loaded.just_now().date)),
        ("For".to_owned(), purpose.to.to_owned()),
        ("Why they need it".to_owned(), purpose.why.to_owned()),
    ];
    rows.retain(|(_, value)| !value.trim().is_empty());
    rows
}

fn cover(
    loaded: &LoadedCase,
    settings: &Settings,
    purpose: &Purpose<'_>,
    seal: &str,
) -> Vec<Block> {
    vec![
        Block::Title("Case report: professional differences".into()),
        Block::KeyValues(facts(loaded, settings, purpose)),
        Block::Note {
            label: "Confidential".into(),
            text: "This report holds information about a child or an adult at risk. Keep it on the safeguarding file, apart from the main file. \
                   Share it only with somebody who needs it to keep them safe."
                .into(),
        },
        Block::Paragraph(seal.into()),
    ]
}
