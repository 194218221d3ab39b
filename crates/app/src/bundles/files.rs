//! Attached files in a bundle: each itself in the sealed file, and all of them listed in the report.

use super::parts::{self, Part};
use crate::failure::{Answer, AppError};
use crate::files::{kind_words, size_words};
use crate::loaded::LoadedCase;
use std::collections::BTreeSet;
use stepwise_bundle::Fetched;
use stepwise_core::event::Attachment;
use stepwise_documents::{Block, Table};

/// The heading of the list, and its name for links.
pub(super) const TITLE: &str = "Attached files";
pub(super) const ID: &str = "files";

/// The most bytes of files in one bundle: readers refuse a bundle of more than 512 MiB.
const MOST_BYTES: u64 = 400 * 1024 * 1024;

/// The list of the attached files that go with the report; empty where none goes.
pub(super) fn section(loaded: &LoadedCase, chosen: &BTreeSet<Part>) -> Vec<Block> {
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
    vec![
        Block::PageBreak,
        Block::Heading {
            level: 2,
            text: TITLE.to_owned(),
            id: Some(ID.to_owned()),
        },
        Block::Paragraph(
            "These files are not inside this PDF. They are in the sealed file that came beside it, in the folder documents, \
             under the names below. The long number beside each is its SHA-256: a file with the same number is the same file, \
             byte for byte."
                .into(),
        ),
        Block::Table(Table {
            caption: String::new(),
            header: ["File", "What it is", "In the sealed file", "SHA-256"]
                .map(String::from)
                .to_vec(),
            rows: rows.collect(),
            widths: vec![3.5, 2.5, 2.0, 3.5],
            row_headers: true,
        }),
    ]
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

/// What is to be said of the files beforehand, with the record's own word for each.
///
/// # Errors
/// Too much for one bundle.
pub(super) fn fetched(
    loaded: &LoadedCase,
    chosen: &BTreeSet<Part>,
) -> Answer<Vec<(Fetched, Attachment)>> {
    let files = parts::files(loaded, chosen);
    if files.iter().map(|(_, file)| file.size).sum::<u64>() > MOST_BYTES {
        return Err(AppError::typed(
            "parts",
            "The chosen files are too large for one bundle.",
            "Leave some of them out, and make a second bundle with those.",
        ));
    }
    let each = files.into_iter().map(|(name, file)| {
        let said = Fetched {
            name,
            title: file.name.clone(),
            size: file.size,
            sha256: file.sha256.clone(),
        };
        (said, file.clone())
    });
    Ok(each.collect())
}
