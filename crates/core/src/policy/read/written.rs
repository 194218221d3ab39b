//! Whether the number in the policy's own words is the number of the limit. Two days typed for three is the
//! slip that no other check can see.

use super::context::Context;
use super::names::Kind;
use super::slips::digits;
use crate::policy::model::*;

pub(crate) fn check(policy: &Policy, cx: &mut Context) {
    for clock in policy.clocks.iter().filter(|c| c.readings.is_empty()) {
        let spans: Vec<Span> = match &clock.limit {
            Limit::Both(a, b) => vec![*a, *b],
            other => other.span().into_iter().collect(),
        };
        let said = numbers(&clock.written);
        for span in spans.iter().filter(|s| !s.is_same_day()) {
            let mut like = said
                .iter()
                .filter(|(_, u)| *u == length(span.unit))
                .peekable();
            if like.peek().is_none() || like.any(|(n, _)| *n == span.n) {
                continue;
            }
            let at = cx.place(Kind::Clock, clock.id.as_str(), "limit");
            cx.problems.warn(
                &at,
                format!(
                    "`written` of clock `{}` does not say {}.",
                    clock.id,
                    span.words()
                ),
                "Correct whichever is wrong, or name in `readings` a finding that says how you read the source.",
            );
        }
    }
}

/// What a policy's words call a unit, whichever days are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    Hours,
    Days,
    Weeks,
    Months,
}

fn length(unit: Unit) -> Length {
    match unit {
        Unit::Hours => Length::Hours,
        Unit::WorkingDays | Unit::CalendarDays => Length::Days,
        Unit::Weeks | Unit::WorkingWeeks => Length::Weeks,
        Unit::Months => Length::Months,
    }
}

/// How many words may stand between a number and its unit: "ten additional working days".
const BETWEEN: usize = 3;

/// The numbers of a text that count something: "within three working days" has 3 days.
fn numbers(text: &str) -> Vec<(u32, Length)> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .flat_map(|w| match digits(w) {
            Some(_) => vec![w],
            None => w.split('-').collect(),
        })
        .filter(|w| !w.is_empty())
        .collect();
    let mut out = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let Some(n) = digits(word) else { continue };
        // "twenty four hours": the first of the two numbers has no unit of its own, and is added.
        let tens = i.checked_sub(1).and_then(|i| digits(words[i]));
        let n = match tens {
            Some(tens) if tens >= 20 && tens % 10 == 0 && n < 10 => tens + n,
            _ => n,
        };
        let after = words[i + 1..].iter().take(BETWEEN);
        let unit = after
            .take_while(|w| digits(w).is_none())
            .find_map(|w| unit(w));
        out.extend(unit.map(|u| (n, u)));
    }
    out
}

fn unit(word: &str) -> Option<Length> {
    match word {
        "hour" | "hours" | "hrs" => Some(Length::Hours),
        "day" | "days" => Some(Length::Days),
        "week" | "weeks" => Some(Length::Weeks),
        "month" | "months" => Some(Length::Months),
        _ => None,
    }
}
