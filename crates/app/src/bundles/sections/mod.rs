//! The parts of a case report.

mod chronology;
mod dispute;
mod policy;
mod safety;

pub(crate) use chronology::{emptied, timeline};

use super::parts::{Chosen, Part};
use crate::failure::Answer;
use crate::loaded::LoadedCase;
use crate::papers;
use crate::session::Session;
use crate::settings::Settings;
use crate::views::clock::clock_notes;
use crate::wire::{CaseRef, PaperQuery, Signing};
use stepwise_documents::Block;

/// One part's blocks, below its heading.
///
/// # Errors
/// A saved paper could not be laid out.
pub(crate) fn section(
    session: &mut Session,
    loaded: &LoadedCase,
    settings: &Settings,
    chosen: &Chosen,
    part: &Part,
) -> Answer<Vec<Block>> {
    Ok(match part {
        Part::Summary => dispute::summary(loaded),
        Part::Safety => safety::safety(loaded, chosen),
        Part::People => safety::people(loaded, chosen),
        Part::Checklist => safety::checklist(loaded, chosen),
        Part::Chronology => {
            let clock = clock_notes(&loaded.events, session.vault()?.clock_jumps()?);
            chronology::chronology(loaded, settings, chosen, &clock)
        }
        Part::Paper(id, visit) => {
            let query = PaperQuery {
                case: CaseRef {
                    case: loaded.id.to_string(),
                },
                paper: id.to_string(),
                visit: *visit,
                // A report is no place to fill in or to sign.
                signing: Some(Signing::Ink),
            };
            paper(session, &query)?
        }
        Part::Policy => policy::policy(loaded),
        // All of them stand in one list of the report.
        Part::File(_) => Vec::new(),
    })
}

/// A heading within a part.
pub(super) fn heading(text: &str) -> Block {
    Block::Heading {
        level: 3,
        text: text.to_owned(),
        id: None,
    }
}

/// A saved paper as it would be printed, within the report.
fn paper(session: &mut Session, query: &PaperQuery) -> Answer<Vec<Block>> {
    let picked = papers::pick(session, query)?;
    let filling = picked.filling()?;
    let fields = picked.filled(&[])?;
    let printing = papers::Printing {
        head: picked.loaded.head,
        calendar: "",
        to: &[],
        signing: Signing::Ink,
    };
    let blocks = papers::lay_out(&filling, &fields, &printing).blocks;
    Ok(blocks
        .into_iter()
        .filter_map(|block| match block {
            // The part's own heading names it.
            Block::Title(_) => None,
            Block::Heading { text, .. } => Some(heading(&text)),
            other => Some(other),
        })
        .collect())
}
