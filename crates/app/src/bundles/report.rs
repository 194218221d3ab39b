//! The case report: the bundle's PDF, to be read by somebody who was not there.

use super::files::Pictures;
use super::parts::{Chosen, Part, view};
use super::{files, sections};
use crate::blackout::{BLACK, Blackout, blocks};
use crate::failure::Answer;
use crate::loaded::LoadedCase;
use crate::papers::plain;
use crate::session::Session;
use crate::settings::Settings;
use crate::views::about::about_heading;
use crate::words::plural;
use std::collections::BTreeSet;
use stepwise_documents::{Block, ContentsEntry, Document};
use stepwise_store::Stop;

/// For whom, and why: printed on the cover.
pub(crate) struct Purpose<'a> {
    pub to: &'a str,
    pub why: &'a str,
}

/// A finished report.
pub(super) struct Report {
    pub document: Document,
    /// How many passages are out of it.
    pub blacked_out: u32,
}

/// The report with the chosen parts, for a bundle.
///
/// # Errors
/// A part could not be laid out, or a picture not be read; stopped.
pub(super) fn report(
    session: &mut Session,
    loaded: &LoadedCase,
    chosen: &Chosen,
    purpose: &Purpose<'_>,
    (blackout, pictures): (&Blackout<'_>, Option<&Stop>),
) -> Answer<Report> {
    let settings = session.vault()?.settings.clone();
    let seal = "The long number at the foot of each page is the record's seal when this report was made. \
                With the sealed file that came beside it, anybody can check that no entry was changed afterwards.";
    let drawn = match pictures {
        Some(stop) => files::pictures(session, loaded, &chosen.parts, stop)?,
        None => Pictures::default(),
    };
    let mut pages = compose(session, loaded, &settings, chosen, (purpose, seal))?;
    let list = files::section(loaded, &chosen.parts, &drawn);
    if !list.is_empty() {
        let entry = |text: &str, target: &str| ContentsEntry {
            text: text.to_owned(),
            target: target.to_owned(),
        };
        pages.contents.push(entry(files::TITLE, files::ID));
        let each = drawn.pages.iter();
        let each = each.filter_map(|p| Some(entry(&p.caption, p.id.as_deref()?)));
        pages.contents.extend(each);
    }
    pages.body.extend(list);
    pages.body.extend(drawn.pages.into_iter().map(Block::Image));
    let blacked_out = pages.black_out(blackout);
    let said = said(blacked_out, chosen.out.len());
    Ok(Report {
        document: pages.document(loaded, said),
        blacked_out,
    })
}

/// What the report says of what was taken out of it; nothing where nothing was.
fn said(blacked_out: u32, left_out: usize) -> Option<Block> {
    let mut text = Vec::new();
    if blacked_out > 0 {
        let (n, was) = (
            plural(i64::from(blacked_out), "passage"),
            match blacked_out {
                1 => "was",
                _ => "were",
            },
        );
        text.push(format!(
            "{n} {was} blacked out in these pages, by choice of the sender. Where they say {BLACK}, words were taken out. \
             They are not hidden beneath: they are not in this file."
        ));
    }
    if left_out > 0 {
        let entries = match left_out {
            1 => "1 entry of the record is".to_owned(),
            n => format!("{n} entries of the record are"),
        };
        text.push(format!(
            "{entries} left out whole, by choice of the sender."
        ));
    }
    (!text.is_empty()).then(|| Block::Note {
        label: "Taken out of this copy".into(),
        text: text.join("\n"),
    })
}

/// The report by itself, without a sealed file beside it and so without attached files.
///
/// # Errors
/// A part could not be laid out.
pub(crate) fn report_alone(
    session: &mut Session,
    loaded: &LoadedCase,
    settings: &Settings,
    parts: BTreeSet<Part>,
    purpose: &Purpose<'_>,
) -> Answer<Document> {
    let seal = "The long number at the foot of each page is the record's seal when this report was made. \
                Whoever holds the record can look it up and see whether an entry was changed afterwards.";
    let pages = compose(session, loaded, settings, &parts.into(), (purpose, seal))?;
    Ok(pages.document(loaded, None))
}

/// A report as it is put together.
struct Pages {
    cover: Vec<Block>,
    contents: Vec<ContentsEntry>,
    left_out: Option<Block>,
    body: Vec<Block>,
}

impl Pages {
    /// Takes out what is blacked out, and says how many passages went.
    fn black_out(&mut self, blackout: &Blackout<'_>) -> u32 {
        for entry in &mut self.contents {
            // The same words stand over the part, and are counted there.
            entry.text = blackout.text(&entry.text).0;
        }
        blocks(blackout, &mut self.cover) + blocks(blackout, &mut self.body)
    }

    fn document(self, loaded: &LoadedCase, said: Option<Block>) -> Document {
        let mut blocks = self.cover;
        blocks.extend(said);
        blocks.push(Block::Contents {
            heading: "What is inside".into(),
            entries: self.contents,
        });
        blocks.extend(self.left_out);
        blocks.extend(self.body);
        sheet(loaded, format!("Case report {}", loaded.number), blocks)
    }
}

fn compose(
    session: &mut Session,
    loaded: &LoadedCase,
    settings: &Settings,
    chosen: &Chosen,
    (purpose, seal): (&Purpose<'_>, &str),
) -> Answer<Pages> {
    let is_file = |part: &&Part| matches!(part, Part::File(_));
    let inside: Vec<&Part> = chosen.parts.iter().filter(|p| !is_file(p)).collect();
    let contents = inside.iter().map(|part| ContentsEntry {
        text: view(loaded, part).title,
        target: part.name(),
    });
    let mut body = Vec::new();
    for part in &inside {
        // Short parts follow each other; long ones begin a page, to be found and handed on by themselves.
        body.push(match part {
            Part::Safety | Part::People | Part::Checklist => Block::Space(18.0),
            _ => Block::PageBreak,
        });
        body.push(Block::Heading {
            level: 2,
            text: view(loaded, part).title,
            id: Some(part.name()),
        });
        body.extend(sections::section(session, loaded, settings, chosen, part)?);
    }
    Ok(Pages {
        cover: cover(loaded, settings, purpose, seal),
        contents: contents.collect(),
        left_out: left_out(loaded, &chosen.parts),
        body,
    })
}

/// Which parts stay behind.
fn left_out(loaded: &LoadedCase, chosen: &BTreeSet<Part>) -> Option<Block> {
    let all = super::parts::all(loaded);
    let out = all.iter().filter(|p| !chosen.contains(p));
    let (files, parts): (Vec<&Part>, Vec<&Part>) = out.partition(|p| matches!(p, Part::File(_)));
    let titles = parts.into_iter().map(|p| view(loaded, p).title);
    // Only how many: what a file is called says what it is about.
    let count = match files.len() {
        0 => None,
        n => Some(plural(n as i64, "attached file")),
    };
    let text: Vec<String> = titles.chain(count).collect();
    (!text.is_empty()).then(|| Block::Note {
        label: "Left out of this copy".into(),
        text: text.join("\n"),
    })
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
