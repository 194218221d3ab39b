//! Dates and distances in words. What a policy says in words is in the core.

use crate::config::Now;
use chrono::{Datelike, NaiveDate, Timelike};
use chrono_tz::Tz;
use stepwise_core::calendar::{Calendar, working_days_between};
use stepwise_core::chain::ChainHash;
pub(crate) use stepwise_core::policy::words::{
    limit_words, lower, moments_words, party_words, plural, sentence, urgency_words,
};
use stepwise_core::time::{Happened, Stamp};

/// "Fri 20 Nov 2026".
/// A seal for reading aloud: 64 digits in groups of four.
pub(crate) fn seal(hash: &ChainHash) -> String {
    let digits: Vec<char> = hash.to_string().chars().collect();
    let groups: Vec<String> = digits.chunks(4).map(|four| four.iter().collect()).collect();
    groups.join(" ")
}

pub(crate) fn day_words(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}

/// "20 Nov", with the year where it is another than the given one.
pub(crate) fn day_short(date: NaiveDate, today: NaiveDate) -> String {
    let form = if date.year() == today.year() {
        "%-d %b"
    } else {
        "%-d %b %Y"
    };
    date.format(form).to_string()
}

/// "20 Nov 2026, 14:05".
pub(crate) fn happened_words(when: Happened) -> String {
    let date = when.date.format("%-d %b %Y");
    match when.time {
        Some(time) => format!("{date}, {}", time.format("%H:%M")),
        None => date.to_string(),
    }
}

/// How far a date is, and whether it is past.
pub(crate) fn distance(
    date: NaiveDate,
    at: Option<Stamp>,
    now: &Now,
    zone: Tz,
    calendar: Option<&Calendar>,
) -> (String, bool) {
    match at {
        Some(at) => distance_in_hours(at, now),
        None => distance_in_days(date, now.date_in(zone), calendar),
    }
}

fn distance_in_hours(at: Stamp, now: &Now) -> (String, bool) {
    let minutes = (at - now.stamp).num_minutes();
    let late = at < now.stamp;
    let size = minutes.abs();
    let words = match size {
        0..60 => plural(size.max(1), "minute"),
        60..2880 => plural(size / 60, "hour"),
        _ => plural(size / 1440, "day"),
    };
    (
        if late {
            format!("{words} late")
        } else {
            format!("in {words}")
        },
        late,
    )
}

fn distance_in_days(
    date: NaiveDate,
    today: NaiveDate,
    calendar: Option<&Calendar>,
) -> (String, bool) {
    let days = (date - today).num_days();
    if days == 0 {
        return ("today".into(), false);
    }
    if days == 1 {
        return ("tomorrow".into(), false);
    }
    let (from, to) = if days > 0 {
        (today, date)
    } else {
        (date, today)
    };
    let working = calendar
        .and_then(|c| working_days_between(c, from, to).ok())
        .filter(|n| *n > 0);
    let words = match working {
        Some(n) => plural(i64::from(n), "working day"),
        None => plural(days.abs(), "day"),
    };
    if days > 0 {
        (format!("in {words}"), false)
    } else {
        (format!("{words} late"), true)
    }
}

/// `HH:MM` of an exact moment in a zone.
pub(crate) fn clock_time(at: Stamp, zone: Tz) -> String {
    let local = at.with_timezone(&zone);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn now(text: &str) -> Now {
        Now {
            stamp: DateTime::parse_from_rfc3339(text).unwrap(),
            zone: "Europe/London".into(),
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_distance_skips_what_the_calendar_skips() {
        let library = crate::library::Library::built_in();
        let calendar = library.calendars.get(&"england-and-wales".into());
        let now = now("2026-12-23T10:00:00+00:00");
        let zone = chrono_tz::Europe::London;
        let far = |to: &str| distance(day(to), None, &now, zone, calendar);
        assert_eq!(far("2026-12-23"), ("today".into(), false));
        assert_eq!(far("2026-12-24"), ("tomorrow".into(), false));
        assert_eq!(far("2026-12-29"), ("in 2 working days".into(), false));
        assert_eq!(far("2026-12-22"), ("1 working day late".into(), true));
    }

    #[test]
    fn hours_are_elapsed_hours() {
        let zone = chrono_tz::Europe::London;
        let now = now("2026-12-23T10:00:00+00:00");
        let at = |text: &str| Some(DateTime::parse_from_rfc3339(text).unwrap());
        let far = |text: &str| distance(day("2026-12-23"), at(text), &now, zone, None);
        assert_eq!(
            far("2026-12-23T15:30:00+00:00"),
            ("in 5 hours".into(), false)
        );
        assert_eq!(
            far("2026-12-23T09:40:00+00:00"),
            ("20 minutes late".into(), true)
        );
    }
}
