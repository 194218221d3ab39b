//! One TOML file with the places of everything in it.

use super::problem::{Place, Problems};
use super::table::shown;
use std::ops::Range;
use std::sync::Arc;
use toml::de::DeTable;

/// The most bytes that one file of a pack may have. The longest real one is far shorter; the bound
/// keeps a hostile file from taking long.
pub(crate) const MAX_FILE: usize = 1024 * 1024;

/// A file's text and where its lines begin.
pub(crate) struct Source<'t> {
    pub file: Arc<str>,
    text: &'t str,
    lines: Vec<usize>,
}

impl<'t> Source<'t> {
    /// Takes a file's bytes; reports bytes that are no text, or too many.
    pub fn new(file: &str, bytes: &'t [u8], problems: &mut Problems) -> Option<Self> {
        if bytes.len() > MAX_FILE {
            problems.error(
                &Place::whole(file),
                format!("The file has {} bytes.", bytes.len()),
                format!("A file of a pack has at most {MAX_FILE}."),
            );
            return None;
        }
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(e) => {
                let line = bytes[..e.valid_up_to()]
                    .iter()
                    .filter(|b| **b == b'\n')
                    .count()
                    + 1;
                let at = Place {
                    file: file.into(),
                    line: line as u32,
                    column: 1,
                };
                problems.error(
                    &at,
                    "These bytes are not UTF-8 text.",
                    "Save the file as UTF-8.",
                );
                return None;
            }
        };
        let starts = text
            .bytes()
            .enumerate()
            .filter(|(_, b)| *b == b'\n')
            .map(|(i, _)| i + 1);
        Some(Self {
            file: file.into(),
            text,
            lines: std::iter::once(0).chain(starts).collect(),
        })
    }

    /// The file's table. Every slip of TOML's own grammar is reported, and what could be read is
    /// handed out all the same.
    pub fn parse(&self, problems: &mut Problems) -> DeTable<'t> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let near = self.text.get(span.clone()).unwrap_or_default().trim();
            let near = if near.is_empty() {
                String::new()
            } else {
                format!(" at `{}`", shown(near))
            };
            let message = format!("This is not TOML{near}: {}.", error.message());
            problems.error(&self.place(span), message, "");
        }
        table.into_inner()
    }

    /// The place of a range of bytes.
    pub fn place(&self, span: Range<usize>) -> Place {
        let start = span.start.min(self.text.len());
        let line = self.lines.partition_point(|s| *s <= start).max(1);
        let from = self.lines.get(line - 1).copied().unwrap_or(0);
        let column = self.text.get(from..start).map_or(0, |t| t.chars().count()) + 1;
        Place {
            file: self.file.clone(),
            line: line as u32,
            column: column as u32,
        }
    }
}
