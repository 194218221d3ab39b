//! A date, its distance in words, and how it was counted.

use crate::loaded::LoadedCase;
use crate::views::cite::cite_view;
use crate::views::terms::out_of_term;
use crate::wire::{CiteView, CountView, DueView, SkippedView};
use crate::words::{clock_time, day_words, distance, happened_words, sentence};
use chrono::NaiveDate;
use chrono_tz::Tz;
use stepwise_core::calendar::{Day, Proclaimed, ProclaimedKind};
use stepwise_core::standing::{Due, Task, Timed};

/// A date without its count, as kept in the lists.
pub(crate) fn plain(loaded: &LoadedCase, due: &Due, written: &str) -> DueView {
    let zone = loaded.policy.zone;
    let (words, late) = distance(due.date, due.at, &loaded.now, zone, loaded.calendar());
    DueView {
        date: due.date.to_string(),
        time: due.at.map(|at| clock_time(at, zone)),
        distance: words,
        late,
        out_of_term: out_of_term(
            &loaded.terms,
            due.date,
            loaded.now.date_in(loaded.policy.zone),
        ),
        own: false,
        closed_day: due.closed_day.clone().unwrap_or_default(),
        written: written.to_owned(),
        count: None,
    }
}

/// A date that the user or the two sides chose: never worded as the policy's.
pub(crate) fn own(loaded: &LoadedCase, by: NaiveDate) -> DueView {
    // Somebody who plans for a holiday of their place is told so.
    let closed_day = match loaded.calendar().map(|calendar| calendar.day(by)) {
        Some(Ok(Day::Closed { why })) => Some(why),
        _ => None,
    };
    let due = Due {
        date: by,
        at: None,
        count: None,
        closed_day,
        says: Vec::new(),
    };
    DueView {
        own: true,
        ..plain(loaded, &due, "")
    }
}

/// The due moment of a limit.
pub(crate) fn of_clock(loaded: &LoadedCase, timed: &Timed, due: &Due) -> DueView {
    let policy = &loaded.policy;
    let (from, start) = match &timed.started {
        Some((words, when)) => (sentence(words), Some(*when)),
        None => (String::new(), None),
    };
    let mut notes = Vec::new();
    if timed.start_assumed {
        notes.push(format!(
            "The day on which the policy starts to count was not given. It is taken to be this: {}.",
            lower_from(&from)
        ));
    }
    notes.extend(due.says.iter().cloned());
    if let Some(set) = timed.set.as_ref().filter(|set| set.by == due.date) {
        notes.push(format!("The reason given: {}", set.reason));
    }
    notes.extend(timed.changed.clone());
    if let Some(cap) = timed.capped_by.as_ref().and_then(|id| policy.clock(id)) {
        notes.push(format!(
            "Made shorter by another limit of this policy: {} ({}).",
            cap.name, cap.written
        ));
    }
    if let Some((other, words)) = &timed.other_wording {
        notes.push(format!(
            "The policy also says {words}. Counted so, it would be {}.",
            due_words(loaded, other)
        ));
    }
    notes.extend(closed_note(due));
    let count = CountView {
        from,
        cite: Some(cite_view(policy, &timed.cite, &timed.readings)),
        ..counted(loaded, due, start.map(|s| s.date), notes)
    };
    DueView {
        count: Some(count),
        ..plain(loaded, due, &timed.written)
    }
}

/// The due moment of a duty with a limit of its own.
pub(crate) fn of_task(loaded: &LoadedCase, task: &Task, due: &Due) -> DueView {
    let mut notes = due.says.clone();
    notes.extend(closed_note(due));
    let count = CountView {
        from: format!("This was asked for on {}", happened_words(task.since)),
        cite: Some(cite_view(&loaded.policy, &task.cite, &task.readings)),
        ..counted(loaded, due, Some(task.since.date), notes)
    };
    DueView {
        count: Some(count),
        ..plain(loaded, due, "")
    }
}

/// A due day by a rule that is no policy's: what it counts from, and where it stands.
pub(crate) fn of_rule(
    loaded: &LoadedCase,
    due: &Due,
    (from, cite): (String, CiteView),
    written: &str,
) -> DueView {
    let closed = due.closed_day.as_ref();
    let note = closed.map(|why| format!("This is a closed day ({why}): the day is not moved."));
    let count = CountView {
        from,
        cite: Some(cite),
        ..counted(loaded, due, None, note.into_iter().collect())
    };
    DueView {
        count: Some(count),
        ..plain(loaded, due, written)
    }
}

fn counted(
    loaded: &LoadedCase,
    due: &Due,
    start: Option<NaiveDate>,
    notes: Vec<String>,
) -> CountView {
    let count = due.count.as_ref();
    let start = count.map(|c| c.start).or(start).unwrap_or(due.date);
    // What stopped was counted with the calendar as it stood then, so the count says which that was.
    let with = count.and_then(|c| c.with.as_ref());
    let mut notes = notes;
    let marked = out_of_term(
        &loaded.terms,
        due.date,
        loaded.now.date_in(loaded.policy.zone),
    );
    if !marked.is_empty() {
        notes.push(format!(
            "{marked} School holidays and INSET days are counted like any other day."
        ));
    }
    if let Some(with) = with {
        let zone = loaded.policy.zone;
        notes.extend(with.entered.iter().map(|day| entered_note(day, zone)));
        notes.extend(with.reading.clone());
    }
    CountView {
        from: String::new(),
        start: start.to_string(),
        days: count
            .iter()
            .flat_map(|c| &c.days)
            .map(|(d, n)| (d.to_string(), *n))
            .collect(),
        skipped: count
            .iter()
            .flat_map(|c| &c.skipped)
            .map(|s| SkippedView {
                date: s.date.to_string(),
                why: s.why.clone(),
                source: s.source.clone().unwrap_or_default(),
                unconfirmed: s.unconfirmed,
            })
            .collect(),
        end: due.date.to_string(),
        notes,
        unconfirmed: with
            .iter()
            .flat_map(|w| &w.unconfirmed)
            .map(|u| u.say.clone())
            .collect(),
        calendar: with.map_or_else(String::new, |w| format!("{}, {}", w.place, w.revision)),
        cite: None,
    }
}

/// A day that somebody entered here, with its source and what it did to the count.
fn entered_note(day: &Proclaimed, zone: Tz) -> String {
    let date = day_words(day.date);
    let what = match day.kind {
        ProclaimedKind::Added => format!("{date} is left out as {}", day.name),
        ProclaimedKind::Removed => {
            format!("{date} is no public holiday ({})", day.name)
        }
    };
    let source = full_stop(&day.source);
    match day.since {
        Some(since) => {
            let since = day_words(since.with_timezone(&zone).date_naive());
            format!(
                "{what}. This was entered here on {since}, and every limit that was still running was worked out again. Source: {source}"
            )
        }
        None => format!("{what}. This was entered here. Source: {source}"),
    }
}

fn full_stop(text: &str) -> String {
    match text.ends_with(['.', '!', '?']) {
        true => text.to_owned(),
        false => format!("{text}."),
    }
}

fn closed_note(due: &Due) -> Option<String> {
    let why = due.closed_day.as_ref()?;
    Some(format!(
        "This falls on a closed day ({why}). The policy does not move it, so it is not moved here."
    ))
}

fn due_words(loaded: &LoadedCase, due: &Due) -> String {
    let day = day_words(due.date);
    match due.at {
        Some(at) => format!("{day}, {}", clock_time(at, loaded.policy.zone)),
        None => format!("the close of {day}"),
    }
}

fn lower_from(from: &str) -> String {
    crate::words::lower(from)
}
