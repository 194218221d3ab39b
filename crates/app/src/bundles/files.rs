//! Attached files in a bundle: each itself in the sealed file, and all of them listed in the report.

use super::parts::{self, Part};
use crate::blackout::Blackout;
use crate::failure::{Answer, AppError};
use crate::files::{Drawn, is_picture, kind_words, picture, size_words};
use crate::loaded::LoadedCase;
use crate::session::Session;
use std::collections::BTreeSet;
use stepwise_bundle::{Fetched, Limits};
use stepwise_core::event::Attachment;
use stepwise_documents::{Block, ImagePage, Table};
use stepwise_store::Stop;

/// The heading of the list, and its name for links.
pub(super) const TITLE: &str = "Attached files";
pub(super) const ID: &str = "files";

/// What a bundle holds at least besides attached files: the list, the record, the policy, the report.
const FILES_BESIDES: usize = 8;
/// The most pictures that stand in a report as pages, each of which is in memory until the end.
const MOST_PICTURES: usize = 200;

/// Attached pictures as pages of the report.
#[derive(Default)]
pub(super) struct Pictures {
    pub pages: Vec<ImagePage>,
    /// Those that could not be drawn: name in the sealed file, and why.
    undrawn: Vec<(String, String)>,
}

/// Draws the chosen pictures anew, in a process that has no keys.
///
/// # Errors
/// Too many; one is not there or not what the record says; stopped.
pub(super) fn pictures(
    session: &mut Session,
    loaded: &LoadedCase,
    chosen: &BTreeSet<Part>,
    stop: &Stop,
) -> Answer<Pictures> {
    let mut drawn = Pictures::default();
    let all = parts::files(loaded, chosen).into_iter();
    let all: Vec<(String, &Attachment)> = all.filter(|(_, file)| is_picture(file)).collect();
    if all.len() > MOST_PICTURES {
        return Err(AppError::typed(
            "pictures",
            &format!(
                "{} pictures are too many to stand in one PDF: {MOST_PICTURES} can.",
                all.len()
            ),
            "Leave the pictures out of the PDF. They still go in the sealed file. Or make two bundles.",
        ));
    }
    let whole = all.len() as u64;
    for (n, (name, file)) in all.into_iter().enumerate() {
        stop.reached(n as u64, whole);
        match picture(session, file, stop)? {
            Drawn::Pixels(bytes) => drawn.pages.push(ImagePage {
                id: Some(format!("picture:{name}")),
                bytes,
                caption: format!("{}: {}", name, file.description),
                alt: file.description.clone(),
            }),
            Drawn::Not(why) => drawn.undrawn.push((name, why)),
        }
    }
    Ok(drawn)
}

/// The list of the attached files that go with the report; empty where none goes.
pub(super) fn section(
    loaded: &LoadedCase,
    chosen: &BTreeSet<Part>,
    pictures: &Pictures,
) -> Vec<Block> {
    let files = parts::files(loaded, chosen);
    if files.is_empty() {
        return Vec::new();
    }
    let rows = files.iter().map(|(name, file)| {
        vec![
            format!("{}\n{}", file.description, file.name),
            format!(
                "{}, {}",
                kind_words(&file.media_type),
                size_words(file.size)
            ),
            name.clone(),
            grouped(&file.sha256),
        ]
    });
    let inside = match pictures.pages.is_empty() {
        true => "These files are not inside this PDF. They are",
        false => {
            "The pictures among these files are drawn on the last pages of this PDF. The files themselves are"
        }
    };
    let mut blocks = vec![
        Block::PageBreak,
        Block::Heading {
            level: 2,
            text: TITLE.to_owned(),
            id: Some(ID.to_owned()),
        },
        Block::Paragraph(format!(
            "{inside} in the sealed file that came beside it, in the folder documents, \
             under the names below. The long number beside each is its SHA-256: a file with the same number is the same file, \
             byte for byte."
        )),
        Block::Table(Table {
            caption: String::new(),
            header: ["File", "What it is", "In the sealed file", "SHA-256"]
                .map(String::from)
                .to_vec(),
            rows: rows.collect(),
            widths: vec![3.5, 2.5, 2.0, 3.5],
            row_headers: true,
        }),
    ];
    if !pictures.undrawn.is_empty() {
        let lines = pictures.undrawn.iter();
        let lines = lines.map(|(name, why)| format!("{name}: {why}"));
        blocks.push(Block::Note {
            label: "Not drawn in this PDF".into(),
            text: lines.collect::<Vec<_>>().join("\n"),
        });
    }
    blocks
}

/// A long number in groups of eight, so that it breaks over lines and can be compared by eye.
fn grouped(hex: &str) -> String {
    let mut out = String::with_capacity(hex.len() + hex.len() / 8);
    for (n, c) in hex.chars().enumerate() {
        if n > 0 && n % 8 == 0 {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// What is to be said of the files beforehand, with the record's own word for each. Nothing that is blacked out
/// stands in it: a file's name may be somebody's.
///
/// # Errors
/// More than a reader takes in one bundle.
pub(super) fn fetched(
    loaded: &LoadedCase,
    chosen: &BTreeSet<Part>,
    blackout: &Blackout<'_>,
) -> Answer<Vec<(Fetched, Attachment)>> {
    let files = parts::files(loaded, chosen);
    if files.len() + FILES_BESIDES > Limits::default().files {
        return Err(too_large());
    }
    in_size(files.iter().map(|(_, file)| file.size).sum())?;
    let each = files.into_iter().map(|(name, file)| {
        let said = Fetched {
            name,
            title: blackout.text(&file.name).0,
            size: file.size,
            sha256: file.sha256.clone(),
        };
        (said, file.clone())
    });
    Ok(each.collect())
}

/// A bundle of so many bytes in all can be read again.
///
/// # Errors
/// It cannot: readers refuse more.
pub(super) fn in_size(bytes: u64) -> Answer<()> {
    match bytes > Limits::default().bytes {
        true => Err(too_large()),
        false => Ok(()),
    }
}

fn too_large() -> AppError {
    AppError::typed(
        "parts",
        "The chosen files are too many or too large for one bundle.",
        "Leave some of them out, and make a second bundle with those.",
    )
}
