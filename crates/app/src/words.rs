//! Dates, distances, limits and parties in words.

use crate::config::Now;
use chrono::{Datelike, NaiveDate, Timelike};
use chrono_tz::Tz;
use stepwise_core::calendar::{Calendar, working_days_between};
use stepwise_core::ids::RoleId;
use stepwise_core::policy::{
    First, Limit, MomentRef, PartyRef, Policy, PolicySide, Span, StageMoment, Urgency,
};
use stepwise_core::time::{Happened, Stamp};

/// "1 day", "3 days".
pub(crate) fn plural(n: i64, one: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{n} {one}s")
    }
}

/// "Fri 20 Nov 2026".
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

/// A capital first letter.
pub(crate) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
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

/// A number of units in words, with the day that counts first where that is not the usual one.
fn counted_words(span: Span) -> String {
    let words = span.words();
    if span.first == First::Day1 && words != "the same working day" {
        return format!("{words}, the first day counted");
    }
    words
}

/// How soon, in words.
pub(crate) fn urgency_words(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Immediately => "Immediately",
        Urgency::WithoutDelay => "Without delay",
    }
}

/// A limit in words: "3 working days".
pub(crate) fn limit_words(policy: &Policy, limit: &Limit) -> String {
    match limit {
        Limit::Span(span) => counted_words(*span),
        Limit::Both(a, b) => format!("{} ({})", counted_words(*a), counted_words(*b)),
        Limit::Sooner(span, by) => {
            let by = party_words(policy, by);
            format!("{}, or sooner if set by {by}", counted_words(*span))
        }
        Limit::Every(span) => format!("every {}", counted_words(*span)),
        Limit::Entered(by) => format!("set by {}", party_words(policy, by)),
        Limit::At(urgency) => urgency_words(*urgency).to_lowercase(),
    }
}

fn role_words(policy: &Policy, role: &RoleId) -> String {
    policy
        .role(role)
        .map_or_else(|| role.to_string(), |r| r.name.clone())
}

/// A party in words, seen from nobody's side.
pub(crate) fn party_words(policy: &Policy, party: &PartyRef) -> String {
    let side = |side: &PolicySide| match side {
        PolicySide::Raiser => "the side that raised it",
        PolicySide::Other => "the side whose decision is in dispute",
        PolicySide::Both => "both sides",
    };
    match party {
        PartyRef::Side(s, None) => side(s).to_owned(),
        PartyRef::Side(PolicySide::Both, Some(role)) => {
            format!("the {} on each side", role_words(policy, role))
        }
        PartyRef::Side(s, Some(role)) => format!("the {} of {}", role_words(policy, role), side(s)),
        PartyRef::Own(role) => format!("their own {}", role_words(policy, role)),
        PartyRef::Counterpart(None) => "the other side".to_owned(),
        PartyRef::Counterpart(Some(role)) => {
            format!("the other side's {}", role_words(policy, role))
        }
        PartyRef::Contact(id) => policy
            .contact(id)
            .map_or_else(|| id.to_string(), |c| format!("the {}", c.role)),
        PartyRef::Body(role) => format!("the {}", role_words(policy, role)),
        PartyRef::Family => "the family".to_owned(),
        PartyRef::Adult => "the adult".to_owned(),
    }
}

/// A moment in words, to stand after "from" or "when": "stage 2 was opened".
pub(crate) fn moment_words(policy: &Policy, moment: &MomentRef) -> String {
    let happens = |m: &StageMoment| match m {
        StageMoment::Opened => "was opened",
        StageMoment::Resolved => "resolved it",
        StageMoment::Unresolved => "did not resolve it",
        StageMoment::Left => "was left",
        StageMoment::Skipped => "was passed by",
    };
    match moment {
        MomentRef::Raised => "the dispute was raised".into(),
        MomentRef::Resolved => "the dispute was resolved".into(),
        MomentRef::Ended => "the case was closed".into(),
        MomentRef::ImmediateHarm => "immediate harm was thought likely".into(),
        MomentRef::Stage(stage, m) => {
            let name = policy
                .stage(stage)
                .map_or_else(|| stage.to_string(), |s| s.name.clone());
            format!("{name} {}", happens(m))
        }
        MomentRef::AnyStage(m) => format!("a stage {}", happens(m)),
        MomentRef::Declared(id) => policy
            .moment(id)
            .map_or_else(|| id.to_string(), |m| lower(&m.name)),
        MomentRef::ClockPassed(id) => {
            let name = policy
                .clock(id)
                .map_or_else(|| id.to_string(), |c| lower(&c.name));
            format!("the time to {name} ran out")
        }
        MomentRef::DutyDone(id) => {
            let say = policy
                .duty(id)
                .map_or_else(|| id.to_string(), |d| lower(&d.say));
            format!("this was done: {say}")
        }
    }
}

/// Several moments: "a, or b".
pub(crate) fn moments_words(policy: &Policy, moments: &[MomentRef]) -> String {
    let words: Vec<String> = moments.iter().map(|m| moment_words(policy, m)).collect();
    words.join(", or ")
}

/// A small first letter, unless the first word is written in capitals.
pub(crate) fn lower(text: &str) -> String {
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.next());
    match (first, second) {
        (Some(a), Some(b)) if a.is_uppercase() && (b.is_lowercase() || (a == 'A' && b == ' ')) => {
            a.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text.to_owned(),
    }
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
