//! What stands beside a case: versions that went on elsewhere, and where the case came from.

use crate::failure::{Answer, AppError};
use crate::handover::Elsewhere;
use crate::loaded::LoadedCase;
use crate::open::{OpenVault, Reading, event_of};
use crate::papers::plain;
use crate::session::Session;
use crate::views::about::about_heading;
use crate::views::chronicle::chronology_to_read;
use crate::wire::{BesideRef, BesideRow, BesideView, ElsewhereView};
use chrono::DateTime;
use stepwise_core::chain::fingerprint;
use stepwise_store::Beside;

fn day(text: &str) -> String {
    DateTime::parse_from_rfc3339(text)
        .map_or_else(|_| "an unknown day".to_owned(), |at| plain(at.date_naive()))
}

/// The key that signed it, to be compared by telephone.
fn sealed_by(key: &str) -> String {
    let bytes = data_encoding::HEXLOWER.decode(key.as_bytes()).ok();
    let key: Option<[u8; 32]> = bytes.and_then(|b| b.try_into().ok());
    key.map(|key| fingerprint(&key)).unwrap_or_default()
}

/// What the case's page says of other records.
pub(crate) fn elsewhere_view(open: &OpenVault, loaded: &LoadedCase) -> Answer<ElsewhereView> {
    let entry = open.vault.case(loaded.id)?;
    let from = match (entry.origin, entry.theirs) {
        (Some(_), theirs) => format!(
            "Taken on from another record on {}. Its number there is {}.",
            day(&entry.opened),
            theirs.unwrap_or_default()
        ),
        (None, _) => String::new(),
    };
    let beside = open.vault.beside(loaded.id)?;
    Ok(ElsewhereView {
        from,
        beside: beside.iter().map(row).collect(),
        out: super::out::view(loaded),
    })
}

fn row(one: &Beside) -> BesideRow {
    BesideRow {
        line: one.head.hash.to_string(),
        words: format!(
            "Another version of this case, received on {}, is kept beside it: {} that yours has not.",
            day(&one.at),
            super::plan::entries(one.head.seq + 1 - one.from)
        ),
    }
}

/// A version that is kept beside a case, to be read.
///
/// # Errors
/// Locked; no such version; its record does not hold.
pub(crate) fn beside(session: &mut Session, request: &BesideRef) -> Answer<BesideView> {
    let ours = session.load_case(&request.case.case)?;
    let now = session.now();
    let open = session.vault()?;
    let line = request
        .line
        .parse()
        .map_err(|_| AppError::NotFound("version"))?;
    let all = open.vault.beside(ours.id)?;
    let one = all
        .into_iter()
        .find(|one| one.head.hash == line)
        .ok_or(AppError::NotFound("version"))?;
    let stored = open.vault.beside_events(ours.id, line)?;
    let elsewhere = Elsewhere::of(&open.vault.taken_on(ours.id)?).and_from(one.from);
    let events = stored.iter().map(|stored| event_of(stored, &elsewhere));
    let events = events.collect::<Answer<Vec<_>>>()?;
    let digest = stepwise_core::case::fold(&events).policy;
    let policy = open.policy(&digest.ok_or(AppError::NotFound("policy"))?)?;
    let reading = Reading {
        id: ours.id,
        number: ours.number.clone(),
        head: one.head,
        events,
        elsewhere,
    };
    let theirs = open.lay_out(&now, reading, policy);
    let chronology = chronology_to_read(&theirs, &open.settings);
    Ok(BesideView {
        case: ours.id.to_string(),
        number: ours.number.clone(),
        about: about_heading(&ours.case),
        title: format!("Another version of case {}", ours.number),
        text: format!(
            "It was received on {} and put here by {}. It goes its own way from its entry {} on, and yours from yours. Nothing \
             is recorded in it: it is here to be read.",
            day(&one.at),
            open.settings.user_name(&one.by),
            one.from
        ),
        from: one.from,
        sealed_by: sealed_by(&one.key),
        chronology,
    })
}
