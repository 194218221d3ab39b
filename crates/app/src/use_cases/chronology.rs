//! The chronology of a case.

use crate::failure::Answer;
use crate::session::Session;
use crate::views::chronicle::chronology_view;
use crate::views::clock::clock_notes;
use crate::wire::{CaseRef, ChronologyView};

/// By when things happened, newest first.
pub(crate) fn chronology(session: &mut Session, request: CaseRef) -> Answer<ChronologyView> {
    let loaded = session.load_case(&request.case)?;
    let open = session.vault()?;
    let notes = clock_notes(&loaded.events, open.clock_jumps()?);
    let mut view = chronology_view(&loaded, &open.settings, &notes);
    for entry in &mut view.entries {
        let may = open.may_correct(&loaded, entry.seq);
        entry.amendable &= may;
        entry.strikable &= may;
    }
    Ok(view)
}
