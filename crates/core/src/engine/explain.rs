//! Why a date is that date, in sentences. Every screen, print and command shows these same ones.

use crate::calendar::{Count, Pause, STOOD_STILL};
use crate::policy::{Span, Unit, Way};
use crate::time::{Happened, Stamp};
use chrono::{NaiveDate, NaiveTime, Offset};
use chrono_tz::{OffsetName, Tz};

/// "Fri 20 Nov 2026".
fn day(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}

fn number(n: u32, one: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{n} {one}{s}")
}

/// How much of a limit was counted, in the days or hours that are counted one by one.
pub(super) fn counted(n: u32, span: Span) -> String {
    let one = match span.unit {
        Unit::WorkingDays | Unit::WorkingWeeks => "working day",
        Unit::CalendarDays | Unit::Weeks | Unit::Months => "calendar day",
        Unit::Hours => "hour",
    };
    number(n, one)
}

/// A count of days.
pub(super) fn days(count: &Count, by: Option<NaiveTime>, pauses: &[Pause]) -> Vec<String> {
    let start = day(count.start);
    let back = count.way != Way::After;
    let next = if back { "before it" } else { "after it" };
    let first = match count.start_note.as_str() {
        "day 1" => format!("{start} is day 1: the day itself is counted."),
        "day 0" if back => {
            format!("{start} is day 0: the day itself is not counted, and the days before it are.")
        }
        "day 0" => format!("{start} is day 0: the day itself is not counted."),
        closed => {
            let why = closed.rsplit(": ").next().unwrap_or_default();
            format!(
                "{start} is day 0, although it is a closed day ({why}): the next working day {next} is day 1."
            )
        }
    };
    let n = count.days.last().map_or(0, |(_, n)| *n);
    let end = day(count.end);
    let reached = match count.unit {
        Unit::WorkingDays | Unit::WorkingWeeks | Unit::CalendarDays => format!("day {n}, {end}"),
        Unit::Weeks => format!("{end}, which is {} on", number(n, "week")),
        Unit::Months => format!("{end}, which is {} on", number(n, "month")),
        // Hours are counted elsewhere.
        Unit::Hours => end,
    };
    let reached = if back {
        reached.replace(" on", " back")
    } else {
        reached
    };
    let limit = match (by, count.way) {
        (Some(by), _) => format!("The limit is {} on {reached}.", by.format("%H:%M")),
        (None, Way::ClearBefore) => format!("The limit is the opening of {reached}."),
        (None, Way::After | Way::Before) => format!("The limit is the close of {reached}."),
    };
    let mut says = vec![first, limit];
    let still = count
        .skipped
        .iter()
        .filter(|s| s.why == STOOD_STILL)
        .count();
    match count.skipped.len() - still {
        0 => {}
        1 => says.push("1 closed day is left out of the count.".to_owned()),
        closed => says.push(format!("{closed} closed days are left out of the count.")),
    }
    for pause in pauses.iter().filter(|p| p.from.date < count.end) {
        if let Some(to) = pause.to.filter(|to| to.date > pause.from.date) {
            says.push(format!(
                "The count stood still from {} to {}: the day on which it stopped still counts, the day on which it went on does not.",
                day(pause.from.date),
                day(to.date)
            ));
        }
    }
    says.extend(count.notes.iter().cloned());
    says
}

/// A count of hours.
pub(super) fn hours(
    start: Happened,
    span: Span,
    due: Stamp,
    pauses: &[Pause],
    zone: Tz,
) -> Vec<String> {
    let from = crate::calendar::instant(start, zone).unwrap_or(due);
    let n = number(span.n, "hour");
    let (later, order) = match span.way {
        Way::After => ("later", "from"),
        Way::Before | Way::ClearBefore => ("earlier", "back from"),
    };
    let mut says = vec![
        format!(
            "Counted hour by hour {order} {}, nights and closed days included: {n} {later} is {}.",
            clock(from, zone),
            clock(due, zone)
        ),
        format!("These are elapsed hours. The times are those of {zone}."),
    ];
    let offset = |at: Stamp| at.with_timezone(&zone).offset().fix();
    if offset(from) != offset(due) {
        let (first, last) = (name(from.min(due), zone), name(from.max(due), zone));
        says.push(format!(
            "The clocks are changed in between, from {first} to {last}; no hour is lost or won by it."
        ));
    }
    let still = |p: &Pause| {
        let from = crate::calendar::instant(p.from, zone).ok()?;
        let to = crate::calendar::instant(p.to?, zone).ok()?;
        (from < due).then(|| {
            format!(
                "The count stood still from {} to {}.",
                clock(from, zone),
                clock(to, zone)
            )
        })
    };
    says.extend(pauses.iter().filter_map(still));
    says
}

/// A day that somebody set.
pub(super) fn typed(date: NaiveDate) -> String {
    format!("{} was set at the time; it was not counted.", day(date))
}

/// "Sat 27 Mar 2027, 14:00 GMT".
fn clock(at: Stamp, zone: Tz) -> String {
    let local = at.with_timezone(&zone);
    format!("{} {}", local.format("%a %-d %b %Y, %H:%M"), name(at, zone))
}

/// The name of a zone's time at a moment: "GMT", "BST".
fn name(at: Stamp, zone: Tz) -> String {
    let local = at.with_timezone(&zone);
    match local.offset().abbreviation() {
        Some(name) => name.to_owned(),
        None => local.format("%:z").to_string(),
    }
}
