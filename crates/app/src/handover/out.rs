//! A case that was handed over: it is with somebody else until it comes back, and its receipt is asked for.
//!
//! Where it stands follows from its last entry. The receipt is in the vault's journal and not in the case: an entry of the
//! case would part it from what comes back.

use super::names::handed;
use crate::activity::Act;
use crate::failure::{Answer, AppError};
use crate::handover::Elsewhere;
use crate::loaded::LoadedCase;
use crate::papers::plain;
use crate::session::Session;
use crate::summary::{Job, RowDue, Summary, Turn};
use crate::wire::{CaseView, HandedOverRef, OutView};
use chrono::NaiveDate;
use serde::Deserialize;
use stepwise_core::event::{Event, Sending, What};
use stepwise_store::{CaseId, JournalQuery, Vault};

/// The kind of the journal's entry about a receipt.
pub(crate) const RECEIVED: &str = "handover-received";

/// A handing over after which nothing was recorded here.
struct Out<'a> {
    seq: u64,
    sending: &'a Sending,
    on: NaiveDate,
    ask_by: Option<NaiveDate>,
}

fn out(loaded: &LoadedCase) -> Option<Out<'_>> {
    let last = loaded.events.last()?;
    let handed = handed(last).filter(|_| !loaded.elsewhere.has(last.seq))?;
    match &last.what {
        What::Sent(sending) => Some(Out {
            seq: last.seq,
            sending,
            on: last
                .recorded
                .with_timezone(&loaded.policy.zone)
                .date_naive(),
            ask_by: handed.ask_by,
        }),
        _ => None,
    }
}

#[derive(Deserialize)]
struct Said {
    seq: u64,
}

/// Adds whether the receipt is here, where the case was handed over and nothing was recorded since.
///
/// # Errors
/// The journal cannot be read.
pub(crate) fn with_receipt(
    vault: &Vault,
    case: CaseId,
    events: &[Event],
    elsewhere: Elsewhere,
) -> Answer<Elsewhere> {
    let last = events.last().filter(|event| handed(event).is_some());
    if last.is_none_or(|event| elsewhere.has(event.seq)) {
        return Ok(elsewhere);
    }
    let entries = vault.journal_page(&JournalQuery {
        kinds: vec![RECEIVED.to_owned()],
        case: Some(case),
        limit: 1,
        ..JournalQuery::default()
    })?;
    let said = entries
        .first()
        .map(|entry| serde_json::from_slice::<Said>(&entry.payload));
    let received = said
        .transpose()
        .map_err(AppError::Stored)?
        .map(|said| said.seq);
    Ok(Elsewhere {
        received,
        ..elsewhere
    })
}

fn to(sending: &Sending) -> String {
    sending.to.join(", ")
}

/// What the case's page says of it.
pub(super) fn view(loaded: &LoadedCase) -> Option<OutView> {
    let out = out(loaded)?;
    let received = loaded.elsewhere.received == Some(out.seq);
    let to = to(out.sending);
    Some(OutView {
        seq: out.seq,
        title: format!("With {to} since {}", plain(out.on)),
        text: match received {
            true => "They have it.",
            false => "It is not known yet whether it reached them.",
        }
        .to_owned(),
        received,
    })
}

/// What there is to do until it is known that it reached them, for Today.
pub(crate) fn job(loaded: &LoadedCase) -> Option<Job> {
    let out = out(loaded).filter(|out| loaded.elsewhere.received != Some(out.seq))?;
    Some(Job {
        task: format!("Ask whether the case reached {}", to(out.sending)),
        action: "handed-over".into(),
        anchor: "handed-over".into(),
        paper: String::new(),
        visit: None,
        turn: Turn::Ours,
        remark: String::new(),
        due: out.ask_by.map(RowDue::own),
    })
}

/// Writes down that the case reached them.
///
/// # Errors
/// Locked; the case was not handed over, or has gone on since; not saved.
pub(crate) fn note_receipt(session: &mut Session, request: &HandedOverRef) -> Answer<CaseView> {
    let loaded = session.load_case(&request.case.case)?;
    let seq = out(&loaded)
        .map(|out| out.seq)
        .filter(|seq| *seq == request.seq);
    let seq = seq.ok_or(AppError::Conflict)?;
    let now = session.now();
    let open = session.vault()?;
    if loaded.elsewhere.received != Some(seq) {
        open.note(
            &now,
            &Act::HandoverReceived {
                case: loaded.id,
                seq,
            },
        )?;
        // Its row on the lists says something else from now on, though nothing was recorded in the case.
        let mut fresh = open.load_id(&now, loaded.id)?;
        let summary = Summary::of(&mut fresh);
        let row = (fresh.id, fresh.head.seq, summary.index(&open.stamp)?);
        open.vault.put_case_indexes([row])?;
        open.keep(&fresh, summary);
    }
    let loaded = open.load_id(&now, loaded.id)?;
    Ok(open.case_view(&loaded))
}
