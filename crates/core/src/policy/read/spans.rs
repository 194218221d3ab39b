//! The grammar of limits: one short text for each.

use super::grammar::party;
use super::names::Names;
use super::slips;
use crate::policy::model::*;
use crate::policy::problem::{Place, Problems};
use crate::policy::table::{Word, shown};
use chrono::NaiveTime;

/// The largest number of units in a limit: longer ones are slips of the finger.
const MOST_UNITS: u32 = 1000;

/// The largest number of months or weeks, for the same reason.
const MOST_LONG: u32 = 120;

/// What sources write where they give no number.
pub(crate) const URGENCIES: [(&str, Urgency); 4] = [
    ("immediately", Urgency::Immediately),
    ("without delay", Urgency::WithoutDelay),
    ("as soon as possible", Urgency::AsSoonAsPossible),
    ("within a reasonable time", Urgency::ReasonableTime),
];

/// Reads a time limit.
pub(crate) fn limit(word: &Word, names: &Names, problems: &mut Problems) -> Option<Limit> {
    let text = word.text.as_str();
    match text {
        "" => return None,
        _ => {
            if let Some((_, urgency)) = URGENCIES.iter().find(|(words, _)| *words == text) {
                return Some(Limit::At(*urgency));
            }
        }
    }
    let somebody = |who: &str, problems: &mut Problems| {
        let who = Word {
            text: who.trim().into(),
            at: word.at.clone(),
        };
        party(&who, names, problems)
    };
    if let Some(who) = text.strip_prefix("entered by ") {
        return somebody(who, problems).map(Limit::Entered);
    }
    let sooner = text.split_once(" or sooner as entered by ");
    if let Some((fixed, who)) = sooner.or_else(|| text.split_once(" or as entered by ")) {
        let by = somebody(who, problems)?;
        return match span(fixed.trim()).filter(|s| !s.is_back()) {
            Some(span) if sooner.is_some() => Some(Limit::Sooner(span, by)),
            Some(span) => Some(Limit::Otherwise(span, by)),
            None => none(word, problems),
        };
    }
    for (words, urgency) in URGENCIES {
        if let Some(most) = text
            .strip_prefix(words)
            .and_then(|t| t.strip_prefix(" and "))
        {
            let most = most.strip_prefix("within ").unwrap_or(most);
            return match span(most).filter(|s| !s.is_back()) {
                Some(span) => Some(Limit::AtMost(urgency, span)),
                None => none(word, problems),
            };
        }
    }
    if let Some(often) = text.strip_prefix("every ") {
        return match span(often).or_else(|| span(&format!("1 {often}"))) {
            Some(span) if !span.is_back() => Some(Limit::Every(span)),
            _ => none(word, problems),
        };
    }
    let read = match text.strip_suffix(')').and_then(|t| t.split_once('(')) {
        Some((first, second)) => span(first.trim())
            .zip(span(second.trim()))
            .map(|(a, b)| Limit::Both(a, b)),
        None => span(text).map(Limit::Span),
    };
    match &read {
        Some(Limit::Both(a, b)) if a.unit == b.unit => problems.error(
            &word.at,
            format!("`{}` names the same unit twice.", shown(text)),
            "Two wordings of one limit have two units, such as \"48 hours (2 working days)\".",
        ),
        Some(Limit::Both(a, b)) if a.is_back() != b.is_back() => problems.error(
            &word.at,
            format!("`{}` counts forwards and back.", shown(text)),
            "Both wordings of one limit count in the same direction.",
        ),
        Some(_) => {}
        None => return none(word, problems),
    }
    read
}

fn none(word: &Word, problems: &mut Problems) -> Option<Limit> {
    problems.error(
        &word.at,
        format!("`{}` is no limit.", shown(&word.text)),
        slips::of_limit(&word.text),
    );
    None
}

/// Reads a number of units, or a day named by its place.
pub(super) fn span(text: &str) -> Option<Span> {
    if let Some((days, time)) = text.rsplit_once(" by ") {
        let by = time_of_day(time.trim())?;
        let timed = |s: &Span| s.unit != Unit::Hours && s.way != Way::ClearBefore && s.by.is_none();
        return span(days.trim())
            .filter(timed)
            .map(|s| Span { by: Some(by), ..s });
    }
    let named = |unit| Span::new(1, unit);
    let same = |unit| Span {
        first: First::Day1,
        ..named(unit)
    };
    match text {
        "same working day" => return Some(same(Unit::WorkingDays)),
        "next working day" => return Some(named(Unit::WorkingDays)),
        "same calendar day" => return Some(same(Unit::CalendarDays)),
        "next calendar day" => return Some(named(Unit::CalendarDays)),
        _ => {}
    }
    let (number, rest) = text.split_once(' ')?;
    if number.starts_with('0') || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (rest, back) = match rest.trim().strip_suffix(" before") {
        Some(rest) => (rest, true),
        None => (rest.trim(), false),
    };
    let (unit, clear) = match rest.strip_prefix("clear ") {
        Some(unit) => (unit, true),
        None => (rest, false),
    };
    let unit = match unit.trim() {
        "working day" | "working days" => Unit::WorkingDays,
        "calendar day" | "calendar days" => Unit::CalendarDays,
        "week" | "weeks" => Unit::Weeks,
        "working week" | "working weeks" => Unit::WorkingWeeks,
        "month" | "months" => Unit::Months,
        "hour" | "hours" => Unit::Hours,
        _ => return None,
    };
    let way = match (back, clear) {
        (true, true) if unit != Unit::Hours => Way::ClearBefore,
        (_, true) => return None,
        (true, false) => Way::Before,
        (false, false) => Way::After,
    };
    let most = match unit {
        Unit::WorkingWeeks | Unit::Months => MOST_LONG,
        _ => MOST_UNITS,
    };
    let n = number.parse().ok().filter(|n| *n <= most)?;
    Some(Span {
        way,
        ..Span::new(n, unit)
    })
}

/// "17:00".
fn time_of_day(text: &str) -> Option<NaiveTime> {
    let whole = text.len() == 5;
    whole.then(|| NaiveTime::parse_from_str(text, "%H:%M").ok())?
}

/// Whether the text of a limit says itself which day counts first.
fn says_first(text: &str) -> bool {
    ["same", "next"].iter().any(|w| {
        text.contains(&format!("{w} working day")) || text.contains(&format!("{w} calendar day"))
    })
}

/// Lets the start count, where `first = "day-1"` says so.
pub(crate) fn with_first(
    limit: Limit,
    written: &Word,
    first: First,
    at: &Place,
    problems: &mut Problems,
) -> Limit {
    let days = |s: &Span| s.unit != Unit::Hours && !s.is_back();
    let sensible = match &limit {
        Limit::Both(a, b) => days(a) || days(b),
        other => other.span().as_ref().is_some_and(days),
    };
    if !sensible || says_first(&written.text) {
        problems.error(
            at,
            format!("`first` says nothing for `{}`.", shown(&written.text)),
            "Leave it out: it says which day is counted first in a number of days, weeks or months.",
        );
        return limit;
    }
    let set = |span: Span| match days(&span) {
        true => Span { first, ..span },
        false => span,
    };
    match limit {
        Limit::Span(s) => Limit::Span(set(s)),
        Limit::Both(a, b) => Limit::Both(set(a), set(b)),
        Limit::Sooner(s, by) => Limit::Sooner(set(s), by),
        Limit::AtMost(urgency, s) => Limit::AtMost(urgency, set(s)),
        Limit::Otherwise(s, by) => Limit::Otherwise(set(s), by),
        Limit::Every(s) => Limit::Every(set(s)),
        other => other,
    }
}
