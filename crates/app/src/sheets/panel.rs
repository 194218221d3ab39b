//! The chronology on one page, for a panel: shortened until it fits, and what was shortened is said on it.

use super::lines::{Lines, entries, listed};
use crate::bundles::{Purpose, facts, sheet, timeline};
use crate::failure::Answer;
use crate::loaded::LoadedCase;
use crate::papers::render::{PRODUCER, failed};
use crate::settings::Settings;
use crate::wire::ChronicleView;
use stepwise_documents::{Block, Document, PdfOptions, Table, write_pdf};

/// More rows than this never stand on one page of A4: the longer ones need not be tried.
const MOST_ROWS: usize = 48;
/// How much is told of each entry, in characters: the most that fits is taken.
const CUTS: [usize; 5] = [280, 150, 90, 50, 0];

/// The page, and how many entries are on it.
///
/// # Errors
/// The document could not be made.
pub(super) fn document(
    loaded: &LoadedCase,
    settings: &Settings,
    purpose: &Purpose<'_>,
    lines: &Lines,
) -> Answer<(Document, usize)> {
    let page = Page {
        loaded,
        settings,
        purpose,
        lines,
    };
    // Unless somebody asks for them by name, a panel is not shown papers and details.
    let base: Vec<&ChronicleView> = lines
        .entries
        .iter()
        .filter(|e| lines.by_group || !matches!(e.group.as_str(), "paper" | "detail"))
        .collect();
    let key: Vec<&ChronicleView> = base
        .iter()
        .copied()
        .filter(|e| matches!(e.group.as_str(), "stage" | "decision"))
        .collect();
    for rows in [&base, &key] {
        for cut in CUTS {
            if rows.len() > MOST_ROWS || (rows.is_empty() && !base.is_empty()) {
                continue;
            }
            let made = page.draw(rows, cut);
            if page.fits(&made)? {
                return Ok((made, rows.len()));
            }
        }
    }
    let rows = if key.is_empty() { &base } else { &key };
    page.trimmed(rows)
}

struct Page<'a> {
    loaded: &'a LoadedCase,
    settings: &'a Settings,
    purpose: &'a Purpose<'a>,
    lines: &'a Lines,
}

impl Page<'_> {
    fn fits(&self, document: &Document) -> Answer<bool> {
        let options = PdfOptions {
            created: self.loaded.now.stamp,
            producer: PRODUCER.into(),
            author: String::new(),
            encrypt: None,
            fields: false,
        };
        Ok(write_pdf(document, &options).map_err(failed)?.pages == 1)
    }

    /// The first entry, and as many of the last ones as fit.
    fn trimmed(&self, rows: &[&ChronicleView]) -> Answer<(Document, usize)> {
        let some = |n: usize| -> Vec<&ChronicleView> {
            let last = rows.len().saturating_sub(n).max(1);
            let first = rows.iter().take(1);
            first.chain(rows.iter().skip(last)).copied().collect()
        };
        let (mut fits, mut not) = (0, MOST_ROWS.min(rows.len()) + 1);
        while fits + 1 < not {
            let half = fits.midpoint(not);
            match self.fits(&self.draw(&some(half), 0))? {
                true => fits = half,
                false => not = half,
            }
        }
        let rows = some(fits);
        Ok((self.draw(&rows, 0), rows.len()))
    }

    fn draw(&self, rows: &[&ChronicleView], cut: usize) -> Document {
        let mut shortened = false;
        let table = rows.iter().map(|entry| {
            let line = timeline(entry);
            let (words, cut_off) = told(entry, cut);
            shortened |= cut_off;
            let what = match words.is_empty() {
                true => line.heading.clone(),
                false => format!("{}: {words}", line.heading),
            };
            vec![line.happened, what, entry.with.clone()]
        });
        let table: Vec<Vec<String>> = table.collect();
        let mut blocks = vec![
            Block::Title("Chronology on one page".into()),
            Block::KeyValues(facts(self.loaded, self.settings, self.purpose)),
            Block::Note {
                label: "Not the whole chronology.".into(),
                text: self.said(rows, shortened, cut),
            },
        ];
        if table.is_empty() {
            blocks.push(Block::Paragraph("No entry fits.".into()));
        } else {
            blocks.push(Block::Table(Table {
                caption: String::new(),
                header: ["When", "What", "With"].map(String::from).to_vec(),
                rows: table,
                widths: vec![2.0, 6.0, 2.5],
                row_headers: true,
            }));
        }
        let title = format!("Chronology on one page {}", self.loaded.number);
        sheet(self.loaded, title, blocks)
    }

    /// What is here, what is not, and what was cut.
    fn said(&self, rows: &[&ChronicleView], shortened: bool, cut: usize) -> String {
        let mut said = vec![format!(
            "{} of {} are here, shortened.",
            rows.len(),
            entries(self.lines.all)
        )];
        if !self.lines.filter.is_empty() {
            said.push(format!("Filtered: {}.", self.lines.filter.join("; ")));
        }
        let gone = super::lines::GROUPS.iter().filter(|(group, _)| {
            let of = |e: &&ChronicleView| e.group == *group;
            let whole = self.lines.entries.iter().filter(of).count();
            whole > 0 && !rows.iter().any(of)
        });
        let gone: Vec<&str> = gone.map(|(_, words)| *words).collect();
        if !gone.is_empty() {
            said.push(format!("Left out: {}.", listed(&gone, "and")));
        }
        let kept = |e: &ChronicleView| rows.iter().any(|r| r.seq == e.seq);
        let shown = |e: &ChronicleView| rows.iter().any(|r| r.group == e.group);
        let between = self.lines.entries.iter().filter(|e| shown(e) && !kept(e));
        if between.count() > 0 {
            said.push("Of the rest, the first and the latest that fit on the page.".into());
        }
        if shortened && cut == 0 {
            said.push("Of each, only what it was.".into());
        } else if shortened {
            said.push("Where \u{2026} stands, words were cut.".into());
        }
        if self.lines.by_name {
            said.push("An entry that speaks of somebody without their name is not here.".into());
        }
        said.push("The whole chronology has all of it.".into());
        said.join(" ")
    }
}

/// What is told of an entry, at most so long; and whether it was cut.
fn told(entry: &ChronicleView, cut: usize) -> (String, bool) {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(entry.struck.iter().map(|why| format!("Struck out: {why}")));
    parts.extend(entry.statements.iter().map(|s| s.text.clone()));
    parts.extend(
        entry
            .details
            .iter()
            .map(|(label, text)| format!("{label}: {text}")),
    );
    for (label, text) in [("Agreed", &entry.agreed), ("Next", &entry.next)] {
        if !text.trim().is_empty() {
            parts.push(format!("{label}: {text}"));
        }
    }
    let whole = parts
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if whole.chars().count() <= cut {
        return (whole, false);
    }
    if cut == 0 {
        // A struck entry is never shown as if it stood.
        let struck = entry.struck.is_some();
        return (
            if struck { "Struck out." } else { "" }.to_owned(),
            !whole.is_empty(),
        );
    }
    let kept: String = whole.chars().take(cut).collect();
    let kept = kept
        .rsplit_once(' ')
        .map_or(kept.as_str(), |(most, _)| most);
    (format!("{kept} \u{2026}"), true)
}
