//! A date, its distance in words, and how it was counted.

use crate::loaded::LoadedCase;
use crate::views::cite::cite_view;
use crate::wire::{CountView, DueView};
use crate::words::{clock_time, day_words, distance, happened_words, plural, sentence};
use chrono::NaiveDate;
use stepwise_core::calendar::{Count, Day};
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
    match &due.count {
        Some(count) => notes.extend(count_notes(count)),
        None => {
            if let Some(start) = start {
                notes.push(format!(
                    "Counted hour by hour from {}, nights and closed days included.",
                    happened_words(start)
                ));
            }
        }
    }
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
        ..counted(due, start.map(|s| s.date), notes)
    };
    DueView {
        count: Some(count),
        ..plain(loaded, due, &timed.written)
    }
}

/// The due moment of a duty with a limit of its own.
pub(crate) fn of_task(loaded: &LoadedCase, task: &Task, due: &Due) -> DueView {
    let mut notes: Vec<String> = due.count.iter().flat_map(count_notes).collect();
    if due.count.is_none() && due.at.is_some() {
        notes.push(format!(
            "Counted hour by hour from {}, nights and closed days included.",
            happened_words(task.since)
        ));
    }
    notes.extend(closed_note(due));
    let count = CountView {
        from: format!("This was asked for on {}", happened_words(task.since)),
        cite: Some(cite_view(&loaded.policy, &task.cite, &task.readings)),
        ..counted(due, Some(task.since.date), notes)
    };
    DueView {
        count: Some(count),
        ..plain(loaded, due, "")
    }
}

fn counted(due: &Due, start: Option<NaiveDate>, notes: Vec<String>) -> CountView {
    let count = due.count.as_ref();
    let start = count.map(|c| c.start).or(start).unwrap_or(due.date);
    // What stopped was counted with the calendar as it stood then, so the count says which that was.
    let calendar = count.and_then(|c| c.with.as_ref());
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
            .map(|s| (s.date.to_string(), s.why.clone()))
            .collect(),
        end: due.date.to_string(),
        notes,
        calendar: calendar.map_or_else(String::new, |c| format!("{}, {}", c.place, c.revision)),
        cite: None,
    }
}

fn count_notes(count: &Count) -> Vec<String> {
    let start = day_words(count.start);
    let closed = count.start_note.strip_prefix("day 0, a closed day: ");
    let first = match closed {
        Some(why) => format!(
            "{start} is day 0, although it is a closed day ({why}): the next working day is day 1."
        ),
        None => format!("{start} is day 0: the day itself is not counted."),
    };
    let n = count.days.last().map_or(0, |(_, n)| *n);
    let last = format!(
        "The limit is the close of day {n}, {}.",
        day_words(count.end)
    );
    let mut notes = vec![first, last];
    if !count.skipped.is_empty() {
        notes.push(format!(
            "{} left out of the count.",
            sentence(&match count.skipped.len() {
                1 => "1 closed day is".to_owned(),
                n => format!("{} are", plural(n as i64, "closed day")),
            })
        ));
    }
    notes
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
