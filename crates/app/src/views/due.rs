//! A date, its distance in words, and how it was counted.

use crate::loaded::LoadedCase;
use crate::views::cite::cite_view;
use crate::wire::{CountView, DueView};
use crate::words::{clock_time, day_words, distance, happened_words, sentence};
use chrono::NaiveDate;
use stepwise_core::calendar::Day;
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
        ..counted(due, start.map(|s| s.date), notes)
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
