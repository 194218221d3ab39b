//! Recording that a child leaves, and what was done about the file.

use super::list::view;
use crate::clean::line;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::session::Session;
use crate::use_cases::new_id;
use crate::views::forms::{date, happened, maybe_date};
use crate::wire::{CaseRef, LeavingsView, RecordLeaving, RecordLeavingStep};
use stepwise_core::event::{FileStep, Leaving, LeavingStep, What};
use stepwise_core::ids::LeavingId;

/// Records that a child leaves, or corrects what is written of it.
///
/// # Errors
/// Locked; something left out; refused; changed meanwhile; not saved.
pub(crate) fn record_leaving(
    session: &mut Session,
    request: &RecordLeaving,
) -> Answer<LeavingsView> {
    let loaded = current(session, &request.case, request.seen)?;
    let mut leaving = Leaving {
        id: LeavingId::new(request.leaving.clone()),
        subject: request.subject.as_str().into(),
        to: line(&request.to),
        lead: line(&request.lead),
        reach: line(&request.reach),
        last_day: date(&request.last_day, "last_day")?,
        first_day: maybe_date(request.first_day.as_ref(), "first_day")?,
    };
    let what = match request.leaving.is_empty() {
        true => {
            leaving.id = LeavingId::new(new_id("leaving")?);
            What::PupilLeaves(leaving)
        }
        false => What::Amended {
            seq: loaded
                .case
                .leaving(&leaving.id)
                .ok_or(AppError::NotFound("leaving"))?
                .leaving
                .seq,
            with: Box::new(What::PupilLeaves(leaving)),
            reason: line(&request.reason),
        },
    };
    view(&session.vault()?.append(loaded, vec![what], Vec::new())?)
}

/// Records what was done about the file.
///
/// # Errors
/// As [`record_leaving`].
pub(crate) fn record_leaving_step(
    session: &mut Session,
    request: &RecordLeavingStep,
) -> Answer<LeavingsView> {
    let loaded = current(session, &request.case, request.seen)?;
    let how = request.how.trim().to_owned();
    let step = match request.kind.as_str() {
        "sent" => FileStep::Sent {
            to: line(&request.who),
            how,
            apart: request.apart,
        },
        "asked" => FileStep::Asked { how },
        "received" => FileStep::Received {
            by: line(&request.who),
            how,
        },
        "called-off" => FileStep::CalledOff { reason: how },
        _ => return Err(AppError::BadRequest(None)),
    };
    let what = What::LeavingStep(LeavingStep {
        leaving: LeavingId::new(request.leaving.clone()),
        on: happened(&request.on, "on")?,
        step,
        again: maybe_date(request.again.as_ref(), "again")?,
    });
    view(&session.vault()?.append(loaded, vec![what], Vec::new())?)
}

/// The case as the window knew it.
fn current(session: &mut Session, case: &CaseRef, seen: u64) -> Answer<LoadedCase> {
    let loaded = session.load_case(&case.case)?;
    match loaded.case.last_seq == seen {
        true => Ok(loaded),
        false => Err(AppError::Conflict),
    }
}
