//! Rows of all cases, worked out again only where something changed.

use crate::config::Now;
use crate::failure::{Answer, AppError};
use crate::open::OpenVault;
use crate::summary::{Job, Kept, RowDue, Summary, Turn};
use crate::views::terms::out_of_term;
use crate::wire::{DueView, WhoseView};
use crate::words::{clock_time, distance};
use chrono::NaiveDate;
use stepwise_core::retention::KeepFacts;
use stepwise_store::{CaseEntry, CaseId, CaseIndex};

/// Brings every case's row up to date, and names the cases in order of their numbers. Erased ones have none.
///
/// # Errors
/// The vault cannot be read. A single case that cannot be is a row that says so.
pub(crate) fn rows(open: &mut OpenVault, now: &Now) -> Answer<Vec<CaseId>> {
    // A row in memory is as new as the one in the store, which is read where there is none, as after unlocking.
    let known = !open.summaries.is_empty();
    let mut entries = match known {
        true => open.vault.cases_as_recorded()?,
        false => open.vault.cases()?,
    };
    let missing = |e: &CaseEntry| !e.erased && !open.summaries.contains_key(&e.id);
    if known && entries.iter().any(missing) {
        entries = open.vault.cases()?;
    }
    entries.retain(|e| !e.erased);
    let mut fresh = Vec::new();
    for entry in &entries {
        if open
            .summaries
            .get(&entry.id)
            .is_some_and(|kept| kept.holds(entry, now))
        {
            continue;
        }
        let kept = match Kept::stored(entry, &open.stamp, now) {
            Some(kept) => kept,
            None => work_out(open, entry, now, &mut fresh)?,
        };
        open.summaries.insert(entry.id, kept);
    }
    if !fresh.is_empty() {
        // One commit for all: on a morning when every date has passed there are thousands. The rows are in
        // memory, so a disk that is full takes the list from nobody.
        let _ = open.vault.put_case_indexes(fresh);
    }
    Ok(entries.into_iter().map(|e| e.id).collect())
}

/// A row that the store keeps: of which case, up to which record.
type Fresh = (CaseId, u64, CaseIndex);

fn work_out(
    open: &mut OpenVault,
    entry: &CaseEntry,
    now: &Now,
    fresh: &mut Vec<Fresh>,
) -> Answer<Kept> {
    let mut loaded = match open.load_entry(now, entry) {
        Ok(loaded) => loaded,
        Err(error @ AppError::Store(_)) => return Err(error),
        Err(_) => return Ok(unreadable(entry, now)),
    };
    let summary = Summary::of(&mut loaded);
    let index = summary.index(&open.stamp)?;
    fresh.push((entry.id, entry.head.seq, index));
    Ok(Kept::of(&loaded, summary))
}

/// A case whose record or rules cannot be read: it stays in the list and says so.
fn unreadable(entry: &CaseEntry, now: &Now) -> Kept {
    let zone = chrono_tz::Tz::UTC;
    let summary = Summary {
        about: "This case cannot be read".into(),
        names: Vec::new(),
        agency: String::new(),
        policy: String::new(),
        zone,
        calendar: None,
        stage: "Open it to see why".into(),
        closed: false,
        ours: true,
        raised: entry
            .opened
            .get(..10)
            .and_then(|d| d.parse().ok())
            .unwrap_or(NaiveDate::MIN),
        keep: KeepFacts::default(),
        due: None,
        jobs: vec![Job {
            task: "Open this case to see why it cannot be read".into(),
            action: "open".into(),
            anchor: String::new(),
            paper: String::new(),
            visit: None,
            turn: Turn::Ours,
            remark: String::new(),
            due: None,
        }],
        dates: Vec::new(),
        until: None,
    };
    // Looked at again each time: the cause may go away.
    Kept {
        number: entry.number.clone(),
        seq: 0,
        changes_at: Some(now.stamp.to_utc()),
        summary,
    }
}

/// A row's date with its distance at this moment.
pub(crate) fn due_view(open: &OpenVault, summary: &Summary, due: &RowDue, now: &Now) -> DueView {
    let calendar = summary
        .calendar
        .as_ref()
        .and_then(|id| open.calendars.get(id));
    let (words, late) = distance(due.date, due.at, now, summary.zone, calendar);
    DueView {
        date: due.date.to_string(),
        time: due.at.map(|at| clock_time(at, summary.zone)),
        distance: words,
        late,
        out_of_term: out_of_term(&open.terms, due.date, now.date_in(summary.zone)),
        own: due.own,
        closed_day: due.closed_day.clone(),
        written: due.written.clone(),
        count: None,
    }
}

/// Whose turn, for the window.
pub(crate) fn turn(turn: Turn) -> WhoseView {
    match turn {
        Turn::Ours => WhoseView::Ours,
        Turn::Theirs => WhoseView::Theirs,
        Turn::Both => WhoseView::Both,
        Turn::Outside => WhoseView::Outside,
    }
}
