//! Taking on what came: a case that is new here, or what continues one that is here; or keeping it beside.

use super::came::Came;
use super::plan::{Plan, entries};
use crate::config::Now;
use crate::failure::{Answer, AppError};
use crate::handover::Elsewhere;
use crate::open::OpenVault;
use crate::search_text::search_text;
use crate::summary::Summary;
use crate::wire::{TakeOnDone, TakeOnHow};
use chrono::Datelike;
use stepwise_core::event::{Event, What};
use stepwise_store::{Meeting, NewDocument, Receiving, StoreError};

/// Gives each file that the plan names, with its bytes, to what keeps it.
pub(super) type Bring<'a> =
    dyn FnMut(&Plan, &mut dyn FnMut(NewDocument) -> Answer<()>) -> Answer<()> + 'a;

/// The words by which entries are found; a corrected one by its corrected words.
fn search_texts(events: &[Event], from: u64) -> Vec<(u64, Option<String>)> {
    let new = || events.iter().filter(move |event| event.seq >= from);
    let own = new().map(|event| (event.seq, search_text(&event.what)));
    let amended = new().filter_map(|event| match &event.what {
        What::Amended { seq, with, .. } => Some((*seq, search_text(with))),
        _ => None,
    });
    own.chain(amended).collect()
}

/// Takes on what came, or keeps it beside the case that is here.
///
/// # Errors
/// Nothing can be taken; not saved. Nothing was changed.
pub(super) fn take(
    open: &mut OpenVault,
    now: &Now,
    came: &Came<'_>,
    bring: &mut Bring<'_>,
) -> Answer<TakeOnDone> {
    let plan = &Plan::of(open, came)?;
    let read = match &plan.read {
        Ok(read) if plan.can() => read,
        _ => return Err(AppError::Conflict),
    };
    let case = came.case()?;
    let elsewhere = Elsewhere::of(&open.vault.taken_on(case)?).and_from(plan.from);
    let number = match plan.meeting {
        Meeting::New => String::new(),
        _ => open.vault.case(case)?.number,
    };
    let mut loaded = came.loaded(open, now, (read, number, elsewhere))?;
    let summary = Summary::of(&mut loaded);
    let mut arriving = came.arriving()?;
    arriving.packs = read.pack.clone().into_iter().collect();
    arriving.files = plan.files.iter().map(|(_, file)| file.about).collect();
    let stamp = now.for_store();
    let user = open.user.to_string();
    let beside = matches!(plan.meeting, Meeting::Parted { .. });
    let receiving = Receiving {
        by: &user,
        now: &stamp,
        // What is kept beside is neither listed nor found: it is not the case.
        index: match beside {
            true => None,
            false => Some(summary.index(&open.stamp)?),
        },
        search_texts: match beside {
            true => Vec::new(),
            false => search_texts(&read.events, plan.from),
        },
        entries: Vec::new(),
    };
    // What the store's own error cannot carry.
    let mut failed = None;
    let mut files = |put: &mut stepwise_store::Put<'_>| {
        bring(plan, &mut |document| Ok(put(document)?)).map_err(|error| match error {
            AppError::Store(error) => error,
            other => {
                failed = Some(other);
                StoreError::Invalid("the files were not brought")
            }
        })
    };
    let year = now.date_in(loaded.policy.zone).year();
    let taken = match plan.meeting {
        Meeting::New => open
            .vault
            .adopt(&arriving, year, receiving, &mut files)
            .map(|opened| loaded.number = opened.number),
        Meeting::Parted { .. } => open.vault.keep_beside(&arriving, receiving, &mut files),
        _ => open.vault.join(&arriving, receiving, &mut files).map(drop),
    };
    if let Some(error) = failed {
        return Err(error);
    }
    taken?;
    let new = u64::try_from(came.rows.len()).unwrap_or(u64::MAX) + 1 - plan.from;
    let number = loaded.number.clone();
    match beside {
        true => open.saved(now),
        false => open.keep(&loaded, summary),
    }
    let (how, title, text) = match plan.meeting {
        Meeting::New => (
            TakeOnHow::New,
            format!("You have taken the case on: it is your case {number}"),
            "From now on it is recorded here. When your stage is over, hand it back the same way: under Bundle, \u{201c}They will \
             take the case on\u{201d}."
                .to_owned(),
        ),
        Meeting::Parted { .. } => (
            TakeOnHow::BothWentOn,
            format!("Theirs is kept beside your case {number}"),
            "Your case is as it was. The page of the case leads to the other version.".to_owned(),
        ),
        _ => (
            TakeOnHow::Continues,
            format!("{} added to your case {number}", match new {
                1 => "1 entry was".to_owned(),
                n => format!("{} were", entries(n)),
            }),
            "It goes on from there as one record. What is to be done now is on its page and on Today.".to_owned(),
        ),
    };
    Ok(TakeOnDone {
        how,
        case: case.to_string(),
        number,
        title,
        text,
    })
}
