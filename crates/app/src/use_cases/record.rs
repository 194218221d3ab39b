//! Recording in a case: all of it or nothing, and never over somebody else's record.

use super::deeds::whats;
use crate::config::Now;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::open::OpenVault;
use crate::session::Session;
use crate::views::case::case_view;
use crate::wire::{CaseView, RecordDeeds};
use stepwise_core::event::{Event, What};

/// Records, and gives the case as it is then. What it returns is on the disk.
pub(crate) fn record(session: &mut Session, request: RecordDeeds) -> Answer<CaseView> {
    let now = session.now();
    let open = session.vault()?;
    let loaded = record_in(open, &now, request)?;
    Ok(case_view(&loaded, &open.settings))
}

/// As [`record`], at a given moment.
///
/// # Errors
/// [`AppError::Conflict`] where the case has moved on; refused; not saved.
pub(crate) fn record_in(
    open: &mut OpenVault,
    now: &Now,
    request: RecordDeeds,
) -> Answer<LoadedCase> {
    let loaded = open.load(now, &request.case.case)?;
    if loaded.head.seq != request.seen {
        return Err(AppError::Conflict);
    }
    let mut wanted: Vec<What> = Vec::new();
    match request.deeds.as_slice() {
        [one] => wanted = whats(&loaded, one)?,
        many => {
            // A later deed is understood in the case as the earlier ones leave it.
            let mut ahead = open.load(now, &request.case.case)?;
            for deed in many {
                let next = whats(&ahead, deed)?;
                let last = ahead.case.last_seq;
                ahead
                    .events
                    .extend(next.iter().zip(last + 1..).map(|(what, seq)| Event {
                        seq,
                        recorded: now.stamp,
                        by: open.user.clone(),
                        what: what.clone(),
                    }));
                ahead.work_out();
                wanted.extend(next);
            }
        }
    }
    open.append(loaded, wanted, request.drop_drafts)
}
