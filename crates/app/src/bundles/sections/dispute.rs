//! The decision in dispute, the stages, and what came of them.

use super::heading;
use crate::bundles::limits::{counts, limits};
use crate::loaded::LoadedCase;
use crate::papers::{moment, plain};
use stepwise_core::event::{Outcome, Reasons, Side};
use stepwise_documents::{Block, Table};

pub(super) fn summary(loaded: &LoadedCase) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(opening) = loaded.opening() {
        let raised = match opening.raised_by {
            Side::Ours => "Raised by us",
            Side::Theirs => "Raised by them",
        };
        let mut rows = vec![(raised.to_owned(), moment(opening.raised))];
        if !opening.areas.is_empty() {
            rows.push(("About".to_owned(), opening.areas.join("; ")));
        }
        blocks.push(Block::KeyValues(rows));
    }
    if let Some(decision) = &loaded.case.decision {
        let d = &decision.value;
        let reasons = match &d.reasons {
            Reasons::Given(text) => text.clone(),
            Reasons::Refused => "Asked for, and refused".to_owned(),
            Reasons::NotAsked => "Not asked for yet".to_owned(),
        };
        let day = |date: Option<chrono::NaiveDate>| date.map(plain).unwrap_or_default();
        let mut rows = vec![
            ("Reference".to_owned(), d.reference.clone()),
            ("Referred".to_owned(), day(d.referred)),
            ("What was decided".to_owned(), d.what.clone()),
            ("By whom".to_owned(), d.by_whom.clone()),
            ("When".to_owned(), day(d.on)),
            ("Reasons given".to_owned(), reasons),
            ("Why it is not thought safe".to_owned(), d.not_safe.clone()),
            ("What is asked for".to_owned(), d.wanted.clone()),
        ];
        rows.retain(|(_, value)| !value.trim().is_empty());
        blocks.push(heading("The decision in dispute"));
        blocks.push(Block::KeyValues(rows));
    }
    blocks.push(heading("Stages"));
    if loaded.case.visits.is_empty() {
        blocks.push(Block::Paragraph("No stage has been opened.".into()));
    } else {
        blocks.push(stages(loaded));
    }
    blocks.extend(limits(loaded));
    blocks.extend(counts(loaded));
    blocks
}

fn stages(loaded: &LoadedCase) -> Block {
    let rows = loaded.case.visits.iter().map(|visit| {
        let stage = loaded.policy.stage(&visit.stage);
        let name = stage.map_or_else(
            || visit.stage.to_string(),
            |s| format!("{}: {}", s.name, s.title),
        );
        let (outcome, note) = match &visit.outcome {
            None => (String::new(), String::new()),
            Some(o) => {
                let word = match o.outcome {
                    Outcome::Resolved => "Resolved",
                    Outcome::NotResolved => "Not resolved",
                };
                (format!("{word}, {}", plain(o.on.date)), o.note.clone())
            }
        };
        vec![name, plain(visit.opened.date), outcome, note]
    });
    Block::Table(Table {
        caption: String::new(),
        header: ["Stage", "Opened", "Outcome", "In words"]
            .map(String::from)
            .to_vec(),
        rows: rows.collect(),
        widths: vec![3.0, 2.0, 2.5, 4.0],
        row_headers: true,
    })
}
