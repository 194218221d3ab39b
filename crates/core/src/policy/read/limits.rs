//! Checks of limits: each by itself, and against each other.

use super::context::Context;
use super::names::Kind;
use crate::policy::model::*;

pub(crate) fn check(policy: &Policy, cx: &mut Context) {
    for clock in &policy.clocks {
        alone(policy, clock, cx);
        capped(policy, clock, cx);
    }
    for duty in &policy.duties {
        duty_limit(policy, duty, cx);
    }
}

/// What no clock can mean.
fn alone(policy: &Policy, clock: &Clock, cx: &mut Context) {
    let id = clock.id.as_str();
    let mut error = |key: &'static str, message: String, remedy: &str| {
        let at = cx.place(Kind::Clock, id, key);
        cx.problems.error(&at, message, remedy);
    };
    if clock.from.iter().any(|m| clock.until.contains(m)) {
        error(
            "until",
            format!("Clock `{id}` starts and stops at the same moment."),
            "Let it stop when what it asks for is done.",
        );
    }
    if clock.void.iter().any(|m| clock.until.contains(m)) {
        error(
            "void",
            format!("Clock `{id}` is met and superseded by the same moment."),
            "Name under `void` only what makes the limit stop mattering.",
        );
    }
    if clock.caps.contains(&clock.id) {
        error("caps", format!("Clock `{id}` caps itself."), "");
    }
    if clock.latest && clock.from.len() < 2 {
        error(
            "start",
            format!("Clock `{id}` starts at the latest of one moment."),
            "Name two moments or more under `from`, or leave `start` out.",
        );
    }
    let every = matches!(clock.limit, Limit::Every(_));
    if every && clock.each.is_empty() {
        error(
            "limit",
            format!("Clock `{id}` comes again and again, and nothing answers it."),
            "Name under `each` the moment that is dated each time it is done.",
        );
    }
    if !every && !clock.each.is_empty() {
        error(
            "each",
            format!("Clock `{id}` has `each`, and its limit comes once."),
            "Write limit = \"every …\", or name the moment under `until`.",
        );
    }
    let capped = || policy.clocks.iter().any(|c| c.caps.contains(&clock.id));
    if every && (!clock.caps.is_empty() || capped()) {
        error(
            "caps",
            format!("Clock `{id}` comes again and again, so it neither caps nor is capped."),
            "Let it stop at the end of the other clock: until = \"clock.<clock>.passed\".",
        );
    }
    if clock.each.iter().any(|m| clock.until.contains(m)) {
        error(
            "each",
            format!("Clock `{id}` is answered and stopped by the same moment."),
            "Name under `until` what ends it for good.",
        );
    }
    if clock.pause.is_empty() != clock.resume.is_empty() {
        error(
            if clock.pause.is_empty() {
                "resume"
            } else {
                "pause"
            },
            format!("Clock `{id}` has one of `pause` and `resume` without the other."),
            "Name under `pause` when the count stops, and under `resume` when it goes on.",
        );
    }
    if clock.pause.iter().any(|m| clock.resume.contains(m)) {
        error(
            "resume",
            format!("Clock `{id}` stops counting and goes on at the same moment."),
            "Name another moment under one of them.",
        );
    }
    let counted = clock.limit.span().is_some_and(|s| !s.is_back());
    if !clock.pause.is_empty() && !counted {
        error(
            "pause",
            format!("Clock `{id}` has `pause`, and nothing of it is counted forwards."),
            "Only a number of days, weeks, months or hours after a moment can stand still.",
        );
    }
    if clock.limit.is_back() && !clock.from.iter().all(|m| ahead(policy, m)) {
        error("from", not_ahead("Clock", id), AHEAD);
    }
}

const AHEAD: &str =
    "Count back from a moment of the pack that is set in advance: give it ahead = true.";

fn not_ahead(what: &str, id: &str) -> String {
    format!("{what} `{id}` counts back from a moment that is known only once it has happened.")
}

fn ahead(policy: &Policy, moment: &MomentRef) -> bool {
    match moment {
        MomentRef::Declared(id) => policy.moment(id).is_some_and(|m| m.ahead),
        _ => false,
    }
}

/// What no duty's own limit can mean.
fn duty_limit(policy: &Policy, duty: &Duty, cx: &mut Context) {
    let Some(limit) = &duty.limit else { return };
    let id = duty.id.as_str();
    if limit.is_back() && !duty.on.iter().all(|m| ahead(policy, m)) {
        let at = cx.place(Kind::Duty, id, "on");
        cx.problems.error(&at, not_ahead("Duty", id), AHEAD);
    }
    let at = cx.place(Kind::Duty, id, "limit");
    match limit {
        Limit::Every(_) => cx.problems.error(
            &at,
            format!("Duty `{id}` has a limit that comes again and again."),
            "Write a [clock] with this limit, and under `each` the moment that is dated each time.",
        ),
        Limit::Sooner(..) | Limit::Otherwise(..) => cx.problems.error(
            &at,
            format!("Duty `{id}` has a limit in whose place somebody may set a day."),
            "Write a [clock] with this limit that stops at duty.<duty>.done.",
        ),
        Limit::Entered(_) => cx.problems.error(
            &at,
            format!("Duty `{id}` has a limit that somebody sets at the time."),
            "Write a [clock] with this limit that stops at duty.<duty>.done.",
        ),
        _ => {}
    }
}

/// A cap that the limits under it cannot keep is a contradiction in the source: it is an error
/// until the pack states the reading that it takes.
fn capped(policy: &Policy, cap: &Clock, cx: &mut Context) {
    let Some(whole) = cap.limit.span().filter(|s| !s.is_back()) else {
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
    let spans: Vec<(bool, Span)> = under
        .iter()
        .filter_map(|c| Some((c.from == cap.from, c.limit.span()?)))
        .filter(|(_, s)| !s.is_back())
        .collect();
    // In one unit the limits are added up exactly; over several units they contradict each other only
    // where even the shortest days under the cap are longer than its longest.
    let like: Vec<(bool, Span)> = spans
        .iter()
        .filter(|(_, s)| exact(*s).0 == exact(whole).0)
        .copied()
        .collect();
    let (_, allowed) = exact(whole);
    let n = run(&like, |s| exact(s).1);
    let mut said = (n > allowed).then(|| (n.to_string(), allowed.to_string()));
    let shortest = run(&spans, |s| calendar_days(s).0);
    let longest = calendar_days(whole).1;
    if said.is_none() && shortest > longest {
        said = Some((
            format!("at least {shortest} calendar days"),
            format!("at most {longest}"),
        ));
    }
    if let Some((n, allowed)) = said {
        let at = cx.place(Kind::Clock, cap.id.as_str(), "caps");
        cx.problems.error(
            &at,
            format!(
                "The limits under clock `{}` come to {n} one after another, and it allows {allowed}.",
                cap.id,
            ),
            "State in [finding] how you read the source, and name it in `readings` of the clock.",
        );
    }
}

/// Limits from the cap's own start run side by side; the others run one after another.
fn run(spans: &[(bool, Span)], days: impl Fn(Span) -> u64) -> u64 {
    let beside = spans.iter().filter(|(beside, _)| *beside);
    let after = spans.iter().filter(|(beside, _)| !beside);
    let beside = beside.map(|(_, s)| days(*s)).max().unwrap_or(0);
    beside + after.map(|(_, s)| days(*s)).sum::<u64>()
}

/// A length in a unit that can be added up exactly with others of its family.
fn exact(span: Span) -> (Unit, u64) {
    let n = u64::from(span.n);
    match span.unit {
        Unit::WorkingDays => (Unit::WorkingDays, n),
        Unit::WorkingWeeks => (Unit::WorkingDays, n * 5),
        Unit::CalendarDays => (Unit::CalendarDays, n),
        Unit::Weeks => (Unit::CalendarDays, n * 7),
        Unit::Months => (Unit::Months, n),
        Unit::Hours => (Unit::Hours, n),
    }
}

/// The fewest and the most calendar days that a length can take. Working days take the most over
/// holidays, for which two weeks are allowed.
fn calendar_days(span: Span) -> (u64, u64) {
    let n = u64::from(span.n);
    let working = |n: u64| (n / 5 * 7 + n % 5, n / 5 * 7 + n % 5 + 2 + 14);
    match span.unit {
        Unit::WorkingDays => working(n),
        Unit::WorkingWeeks => working(n * 5),
        Unit::CalendarDays => (n, n),
        Unit::Weeks => (n * 7, n * 7),
        Unit::Months => (n * 28 + n / 2, n * 31),
        Unit::Hours => (n / 24, n / 24 + 1),
    }
}
