//! One TOML file with the places of everything in it.

use super::problem::{Place, Problem, Problems};
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
        let Ok(text) = std::str::from_utf8(bytes) else {
            problems.add(Problem::not_utf8(file, bytes));
            return None;
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
        let mut twice_at = 0;
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let near = self.text.get(span.clone()).unwrap_or_default().trim();
            let place = self.place(span);
            problems.set_broken();
            // The lines of a part that is there twice are all there twice: the first says it.
            if error.message() == TWICE {
                let follows = twice_at > 0 && place.line == twice_at + 1;
                twice_at = place.line;
                if follows {
                    continue;
                }
            }
            let line = self.line(place.line);
            let remedy = remedy(error.message(), near, line);
            let near = if near.is_empty() {
                String::new()
            } else {
                format!(" at `{}`", shown(near))
            };
            let message = format!("This is not TOML{near}: {}.", error.message());
            problems.error(&place, message, remedy);
        }
        table.into_inner()
    }

    /// The text of a line, from 1.
    fn line(&self, line: u32) -> &'t str {
        let mut lines = self.text.lines().skip(line.saturating_sub(1) as usize);
        lines.next().unwrap_or_default().trim()
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

/// What TOML's reader says of a key that is there twice.
const TWICE: &str = "duplicate key";

/// What to do about a slip of TOML's own grammar, for somebody who never heard of TOML.
fn remedy(message: &str, near: &str, line: &str) -> &'static str {
    let curly = ['\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}'];
    let value = line.split_once('=').map_or("", |(_, value)| value.trim());
    if message == TWICE {
        "It is there twice. Give one of them another name, or take it out."
    } else if near.starts_with(curly) || value.starts_with(curly) {
        "Write straight quotation marks, \"like this\": word processors make curly ones."
    } else if message.contains("string") && value.starts_with('"') {
        "Close the text with a quotation mark on the same line."
    } else if near.starts_with(|c: char| c.is_ascii_digit()) && message.contains("quoted") {
        "Write a date as year-month-day, such as 2026-11-20, and words in quotation marks."
    } else if message.contains("quoted") || near.starts_with(char::is_alphabetic) {
        "Write words in straight quotation marks, \"like this\"."
    } else if !line.contains('=') && !line.starts_with(['[', '"', '{', ']', '}']) {
        "A part begins with its name in brackets, [stage.s1]; every other line has a key, = and a value; a note begins with #."
    } else {
        ""
    }
}
