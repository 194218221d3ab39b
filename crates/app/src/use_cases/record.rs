//! Recording in a case: all of it or nothing, and never over somebody else's record.

use super::case_version;
use super::deeds::whats;
use crate::config::Now;
use crate::error::RestingView;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::open::OpenVault;
use crate::session::Session;
use crate::wire::{CaseView, Deed, RecordDeeds};
use stepwise_core::engine::{Fate, Resting, decide, resting, together};
use stepwise_core::event::{Event, LinkedCase, What};

/// Records, and gives the case as it is then. What it returns is on the disk.
pub(crate) fn record(session: &mut Session, request: RecordDeeds) -> Answer<CaseView> {
    let now = session.now();
    let open = session.vault()?;
    let loaded = record_in(open, &now, request)?;
    Ok(open.case_view(&loaded))
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
    open.may_record_deeds(&loaded, &request.deeds)?;
    if let [
        Deed::Version {
            digest,
            moves,
            reason,
        },
    ] = request.deeds.as_slice()
    {
        return case_version::choose(open, loaded, (digest, *moves, reason), request.drop_drafts);
    }
    let mut wanted: Vec<What> = Vec::new();
    match request.deeds.as_slice() {
        [
            one @ (Deed::Amend {
                together: agreed, ..
            }
            | Deed::Strike {
                together: agreed, ..
            }),
        ] => {
            wanted = corrected(open, &loaded, whats(&loaded, one)?, agreed)?;
        }
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
    for what in &mut wanted {
        if let What::Linked(link) = what {
            *link = linked(open, now, &loaded, link)?;
        }
    }
    let links = wanted.iter().filter_map(|what| match what {
        What::Linked(link) => Some(link.clone()),
        _ => None,
    });
    for link in links.collect::<Vec<_>>() {
        // What is refused here is not written there either.
        decide(&loaded.world(), &loaded.events, &open.user, wanted.clone())
            .map_err(AppError::Rules)?;
        link_back(open, now, &loaded, &link)?;
    }
    open.append(loaded, wanted, request.drop_drafts)
}

/// The same link in the other case's record, so that whoever opens that one sees it too. It is written first:
/// where it is refused, or cannot be saved, nothing is recorded in this case either.
fn link_back(open: &mut OpenVault, now: &Now, here: &LoadedCase, link: &LinkedCase) -> Answer<()> {
    let other = open.load(now, &link.case)?;
    let id = here.id.to_string();
    if other.case.links.iter().any(|l| l.value.case == id) {
        return Ok(());
    }
    let back = LinkedCase {
        case: id,
        number: here.number.clone(),
        policy: here.policy.title.clone(),
        why: link.why.clone(),
    };
    open.append(other, vec![What::Linked(back)], Vec::new())?;
    Ok(())
}

/// A correction with the records that rest on it. They are done together only where the user saw just
/// these and agreed.
///
/// # Errors
/// [`AppError::Resting`] where others rest on it than were agreed to; refused.
fn corrected(
    open: &OpenVault,
    loaded: &LoadedCase,
    whats: Vec<What>,
    agreed: &[u64],
) -> Answer<Vec<What>> {
    let [what] = whats.as_slice() else {
        return Ok(whats);
    };
    let (What::Amended { reason, .. } | What::Struck { reason, .. }) = what else {
        return Ok(whats);
    };
    let rests =
        resting(&loaded.world(), &loaded.events, &open.user, what).map_err(AppError::Rules)?;
    let mut agreed = agreed.to_vec();
    agreed.sort_unstable();
    if !rests.is_empty() && rests.iter().map(|r| r.seq).ne(agreed) {
        let view = |r: &Resting| RestingView {
            seq: r.seq,
            stays: r.fate != Fate::Struck,
        };
        return Err(AppError::Resting(rests.iter().map(view).collect()));
    }
    Ok(together(what.clone(), reason, &rests))
}

/// The other case, by its number and policy as they are now: the record is read without it.
fn linked(
    open: &mut OpenVault,
    now: &Now,
    here: &LoadedCase,
    link: &LinkedCase,
) -> Answer<LinkedCase> {
    if link.case == here.id.to_string() {
        return Err(AppError::typed(
            "other",
            "A case cannot be linked with itself.",
            "Choose another case.",
        ));
    }
    let other = open.load(now, &link.case)?;
    Ok(LinkedCase {
        number: other.number.clone(),
        policy: other.policy.title.clone(),
        ..link.clone()
    })
}
