//! Checks of limits against each other.

use super::context::Context;
use super::names::Kind;
use crate::policy::model::*;

pub(crate) fn check(policy: &Policy, cx: &mut Context) {
    for clock in &policy.clocks {
        let id = clock.id.as_str();
        if clock.from.iter().any(|m| clock.until.contains(m)) {
            let at = cx.place(Kind::Clock, id, "until");
            let message = format!("Clock `{id}` starts and stops at the same moment.");
            cx.problems
                .error(&at, message, "Let it stop when what it asks for is done.");
        }
        if clock.caps.contains(&clock.id) {
            let at = cx.place(Kind::Clock, id, "caps");
            cx.problems
                .error(&at, format!("Clock `{id}` caps itself."), "");
        }
        capped(policy, clock, cx);
    }
}

/// A cap that the limits under it cannot keep is a contradiction in the source: it is an error
/// until the pack states the reading that it takes.
fn capped(policy: &Policy, cap: &Clock, cx: &mut Context) {
    let Limit::Span(whole) = &cap.limit else {
        return;
    };
    let under: Vec<&Clock> = policy
        .clocks
        .iter()
        .filter(|c| cap.caps.contains(&c.id) && c.id != cap.id)
        .collect();
    if !cap.readings.is_empty() || under.iter().any(|c| !c.readings.is_empty()) {
        return;
    }
    // Limits from the cap's own start run side by side; the others run one after another.
    let mut beside = 0;
    let mut after = 0;
    for clock in &under {
        let Some(n) = clock_span(clock)
            .filter(|s| same(s.unit, whole.unit))
            .map(days)
        else {
            continue;
        };
        if clock.from == cap.from {
            beside = beside.max(n);
        } else {
            after += n;
        }
    }
    let whole_n = days(*whole);
    if beside + after > whole_n {
        let at = cx.place(Kind::Clock, cap.id.as_str(), "caps");
        cx.problems.error(
            &at,
            format!(
                "The limits under clock `{}` come to {} one after another, and it allows {whole_n}.",
                cap.id,
                beside + after
            ),
            "State in [finding] how you read the source, and name it in `readings` of the clock.",
        );
    }
}

fn clock_span(clock: &Clock) -> Option<Span> {
    match &clock.limit {
        Limit::Span(span) => Some(*span),
        _ => None,
    }
}

fn same(a: Unit, b: Unit) -> bool {
    let calendar = |u| matches!(u, Unit::CalendarDays | Unit::Weeks);
    a == b || (calendar(a) && calendar(b))
}

fn days(span: Span) -> u64 {
    let each = if span.unit == Unit::Weeks { 7 } else { 1 };
    u64::from(span.n) * each
}
