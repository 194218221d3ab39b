//! Looking through the vault's journal: who did what, when.

use super::lists::rows;
use crate::failure::{Answer, AppError};
use crate::open::OpenVault;
use crate::session::Session;
use crate::views::activity::{kinds_of, tell};
use crate::wire::{ActivityLine, ActivityQuery, ActivityView};
use chrono::NaiveDate;
use stepwise_store::{CaseId, Entry, JournalQuery};

/// Lines to a page.
const PAGE: u32 = 50;

/// A page of the journal, the newest first.
pub(crate) fn activity(session: &mut Session, request: ActivityQuery) -> Answer<ActivityView> {
    let now = session.now();
    let open = session.vault()?;
    let ids = rows(open, &now)?;
    let query = query(&request)?;
    let mut entries = open.vault.journal_page(&query)?;
    let more = entries.len() > PAGE as usize;
    entries.truncate(PAGE as usize);
    let lines = entries.iter().map(|entry| line(open, entry)).collect();
    let (mut people, mut cases) = (Vec::new(), Vec::new());
    if request.before.is_none() {
        let actors = open.vault.journal_actors()?;
        people = actors
            .into_iter()
            .map(|id| (id.clone(), open.settings.user_name(&id)))
            .collect();
        people.sort_by(|a, b| a.1.cmp(&b.1));
        let named = ids.iter().rev().filter_map(|id| {
            let kept = open.summaries.get(id)?;
            Some((
                id.to_string(),
                format!("{} {}", kept.number, kept.summary.about),
            ))
        });
        cases = named.collect();
    }
    Ok(ActivityView {
        lines,
        more,
        entries: open.vault.journal_head().seq,
        people,
        cases,
    })
}

fn day(text: &str, field: &str) -> Answer<Option<String>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let date: NaiveDate = text.parse().map_err(|_| {
        AppError::typed(
            field,
            "This is not a date.",
            "Write it such as 20 11 2026, or leave it empty.",
        )
    })?;
    Ok(Some(date.to_string()))
}

fn query(request: &ActivityQuery) -> Answer<JournalQuery> {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let case: Option<CaseId> = match some(&request.case) {
        Some(text) => Some(text.parse().map_err(|_| AppError::NotFound("case"))?),
        None => None,
    };
    let kinds = kinds_of(&request.group);
    if kinds.is_empty() && !request.group.is_empty() {
        return Err(AppError::NotFound("kind of entry"));
    }
    let (from, to) = (day(&request.from, "from")?, day(&request.to, "to")?);
    if let (Some(from), Some(to)) = (&from, &to)
        && from > to
    {
        return Err(AppError::typed(
            "to",
            "The last day is before the first.",
            "Change one of the two days.",
        ));
    }
    Ok(JournalQuery {
        actor: some(&request.who),
        kinds,
        case,
        from,
        to,
        before: request.before,
        // One more, to know whether there is a next page.
        limit: PAGE + 1,
    })
}

fn line(open: &OpenVault, entry: &Entry) -> ActivityLine {
    let told = tell(entry);
    let kept = entry.case.and_then(|case| open.summaries.get(&case));
    ActivityLine {
        seq: entry.seq,
        at: entry.recorded.clone(),
        who: open.settings.user_name(&entry.actor),
        group: told.group.to_owned(),
        title: told.title,
        detail: told.detail,
        case: entry.case.map(|case| case.to_string()).unwrap_or_default(),
        number: kept.map(|k| k.number.clone()).unwrap_or_default(),
        about: kept.map(|k| k.summary.about.clone()).unwrap_or_default(),
    }
}
