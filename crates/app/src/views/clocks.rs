//! Limits, as the window shows them.

use crate::loaded::LoadedCase;
use crate::views::cite::{cite_view, force, whose};
use crate::views::due::{of_clock, of_task, own};
use crate::wire::{ClockView, DueView};
use crate::words::{happened_words, plural, sentence, urgency_words};
use chrono::NaiveDate;
use stepwise_core::calendar::{instant, working_days_between};
use stepwise_core::policy::Limit;
use stepwise_core::standing::{ClockState, Due, Timed, Whose};
use stepwise_core::time::Happened;

/// Whether a limit belongs to the open stage, or to the whole dispute while it goes on.
pub(crate) fn is_current(loaded: &LoadedCase, timed: &Timed) -> bool {
    timed.visit.is_none() || timed.visit == loaded.standing.visit
}

/// The due moment of a limit that still asks for something.
pub(crate) fn asking(timed: &Timed) -> Option<&Due> {
    match &timed.state {
        ClockState::Running { due } | ClockState::Late { due } => Some(due),
        _ => None,
    }
}

/// Whether the time is ours, alone or with the other side.
pub(crate) fn is_ours(whose: Whose) -> bool {
    matches!(whose, Whose::Ours | Whose::Both)
}

/// Earlier first: by day, then by the exact moment, a day without one closing at its end.
pub(crate) fn order(due: &Due) -> (chrono::NaiveDate, bool, Option<stepwise_core::time::Stamp>) {
    (due.date, due.at.is_none(), due.at)
}

/// The limit that governs the open stage: the earliest of ours that still asks for something.
pub(crate) fn governing(loaded: &LoadedCase) -> Option<(&Timed, &Due)> {
    let clocks = loaded.standing.clocks.iter();
    let mine = clocks.filter(|c| is_ours(c.owner.whose) && is_current(loaded, c));
    mine.filter_map(|c| Some((c, asking(c)?)))
        .min_by_key(|(_, due)| order(due))
}

/// The date that governs the open stage, with its count: of a limit, or of a duty with its own.
pub(crate) fn governing_view(loaded: &LoadedCase) -> Option<DueView> {
    let clock = governing(loaded);
    let tasks = loaded
        .standing
        .tasks
        .iter()
        .filter(|t| t.outstanding() && is_ours(t.who.whose));
    let task = tasks
        .filter_map(|t| Some((t, t.due.as_ref()?)))
        .min_by_key(|(_, due)| order(due));
    match (clock, task) {
        (Some((c, due)), Some((_, other))) if order(due) <= order(other) => {
            Some(of_clock(loaded, c, due))
        }
        (_, Some((t, due))) => Some(of_task(loaded, t, due)),
        (Some((c, due)), None) => Some(of_clock(loaded, c, due)),
        (None, None) => None,
    }
}

/// The user's own date for the open stage: what, and when.
pub(crate) fn own_date(loaded: &LoadedCase) -> Option<(String, DueView)> {
    let open = loaded.standing.visit;
    let dates = loaded.case.own_dates.iter().map(|d| &d.value);
    let last = dates.rev().find(|d| d.visit.is_none() || d.visit == open)?;
    Some((last.what.clone(), own(loaded, last.by)))
}

/// When a limit was met, and how early or late.
fn met_words(loaded: &LoadedCase, due: &Due, on: Happened, late: bool) -> String {
    let when = happened_words(on);
    let minutes = due.at.zip(on.time).and_then(|(at, _)| {
        let met = instant(on, loaded.policy.zone).ok()?;
        Some((at - met).num_minutes().abs())
    });
    let size = match minutes {
        Some(n @ 0..60) => plural(n.max(1), "minute"),
        Some(n) => plural(n / 60, "hour"),
        None if on.date == due.date => return format!("Met on {when}, the last day."),
        None => days_between(loaded, due.date, on.date),
    };
    let side = if late { "late" } else { "early" };
    format!("Met on {when}, {size} {side}.")
}

/// The days between two dates in words: working days, where the calendar knows them and there is one.
fn days_between(loaded: &LoadedCase, a: NaiveDate, b: NaiveDate) -> String {
    let (from, to) = if a < b { (a, b) } else { (b, a) };
    let working = loaded.calendar().map(|c| working_days_between(c, from, to));
    match working {
        Some(Ok(n)) if n > 0 => plural(i64::from(n), "working day"),
        _ => plural((to - from).num_days(), "day"),
    }
}

/// "Immediately.": what a limit says besides its number.
fn at_once(timed: &Timed) -> String {
    let urgency = timed.limit.urgency().map(urgency_words);
    urgency.map(|words| format!("{words}.")).unwrap_or_default()
}

/// One limit.
pub(crate) fn clock_view(loaded: &LoadedCase, timed: &Timed) -> ClockView {
    let (state, due, remark, ask) = match &timed.state {
        ClockState::Waiting => ("waiting", None, "It has not started yet.".to_owned(), None),
        ClockState::Running { due } => ("running", Some(due), at_once(timed), None),
        ClockState::Late { due } => ("late", Some(due), at_once(timed), None),
        ClockState::Met { due, on, late } => {
            let state = if *late { "met-late" } else { "met" };
            (state, Some(due), met_words(loaded, due, *on, *late), None)
        }
        ClockState::Urgent {
            urgency,
            since,
            met,
        } => {
            let words = match met {
                Some(met) => format!("Done on {}.", happened_words(*met)),
                None => format!(
                    "{}, since {}.",
                    urgency_words(*urgency),
                    happened_words(*since)
                ),
            };
            ("urgent", None, words, None)
        }
        ClockState::AskStart { moments, moment } => {
            let words = format!(
                "It counts from a moment that is not dated yet: {}.",
                moments.join(", or ")
            );
            ("ask-start", None, words, moment.as_ref())
        }
        ClockState::AskLimit { by } => (
            "ask-limit",
            None,
            format!("Set by {by}. Enter the date when you know it."),
            None,
        ),
        ClockState::AskTime { start, moment } => {
            let words = format!(
                "Hours need a time of day. It started on {}: give the time.",
                happened_words(*start)
            );
            ("ask-time", None, words, moment.as_ref())
        }
        ClockState::Paused {
            since,
            counted,
            moment,
        } => {
            let since = happened_words(*since);
            let words = format!("The count stands still since {since}. Counted before: {counted}.");
            ("paused", None, words, moment.as_ref())
        }
        ClockState::Superseded { why } => ("superseded", None, sentence(why), None),
        ClockState::Refused { why } => ("refused", None, why.clone(), None),
    };
    ClockView {
        id: timed.clock.to_string(),
        name: timed.name.clone(),
        whose: whose(timed.owner.whose),
        written: timed.written.clone(),
        force: force(timed.force),
        state: state.into(),
        due: due.map(|due| match &timed.state {
            // It runs no more: how far its date is from today says nothing.
            ClockState::Met { .. } => DueView {
                distance: String::new(),
                late: false,
                ..of_clock(loaded, timed, due)
            },
            _ => of_clock(loaded, timed, due),
        }),
        remark,
        ask_moment: ask.map(ToString::to_string).unwrap_or_default(),
        current: is_current(loaded, timed),
        may_set: matches!(timed.limit, Limit::Sooner(..) | Limit::Otherwise(..))
            && asking(timed).is_some(),
        may_set_later: matches!(timed.limit, Limit::Otherwise(..)),
        occurrence: timed.occurrence.unwrap_or_default(),
        cite: cite_view(&loaded.policy, &timed.cite, &timed.readings),
    }
}
