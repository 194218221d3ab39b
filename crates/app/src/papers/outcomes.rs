//! What came of it: outcomes, actions, stages and the days it took.

use super::dispute::entry_title;
use super::fill::{Answer, Filling};
use super::words;
use stepwise_core::calendar::{Calendar, working_days_between};
use stepwise_core::case::Visit;
use stepwise_core::engine::calendar_by;
use stepwise_core::event::{Outcome, Why};
use stepwise_core::ids::StageId;
use stepwise_core::policy::{Field, FieldKind};
use stepwise_core::time::Happened;

fn outcome_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Resolved => "resolved",
        Outcome::NotResolved => "not resolved",
    }
}

/// What was agreed, the outcome of each stage up to this one, and where it goes next.
pub(super) fn outcomes(filling: &Filling<'_>) -> Answer {
    let mut all = Answer::default();
    let upto = filling.visit.unwrap_or(u32::MAX);
    for visit in filling.case.visits.iter().filter(|v| v.n <= upto) {
        for entry in filling
            .case
            .entries
            .iter()
            .filter(|e| e.value.visit == Some(visit.n))
        {
            let agreed = entry.value.agreed.trim();
            if !agreed.is_empty() {
                let text = format!(
                    "Agreed on {}: {agreed}",
                    words::plain(entry.value.happened.date)
                );
                all.and(Answer::of(text, entry.seq, entry_title(&entry.value)));
            }
        }
        if let Some(outcome) = &visit.outcome {
            let name = filling.stage_name(visit);
            let mut text = format!(
                "{name}: {} on {}.",
                outcome_words(outcome.outcome),
                words::plain(outcome.on.date)
            );
            if !outcome.note.trim().is_empty() {
                text.push(' ');
                text.push_str(outcome.note.trim());
            }
            all.and(Answer::of(text, outcome.seq, format!("Outcome of {name}")));
        }
    }
    all.and(actions(filling, |_| true));
    if let Some(next) = filling.case.visits.iter().find(|v| v.n > upto) {
        let name = filling.stage_name(next);
        let text = format!("Escalated to {name} on {}.", words::plain(next.opened.date));
        all.and(Answer::of(text, next.seq, format!("{name} was opened")));
    }
    all
}

/// The agreed actions that were recorded where `of` says, with owner, date and what became of each.
pub(super) fn actions(filling: &Filling<'_>, of: impl Fn(u64) -> bool) -> Answer {
    let mut all = Answer::default();
    for (action, settled) in filling.case.actions.iter().filter(|(a, _)| of(a.seq)) {
        let a = &action.value;
        let by = a.by.map_or_else(
            || "no date agreed".to_owned(),
            |by| format!("by {}", words::plain(by)),
        );
        let state = match settled.as_ref().map(|s| &s.value) {
            Some((true, on, _)) => format!(" Done {}.", words::plain(on.date)),
            Some((false, on, note)) => format!(
                " Found not done on {}: {}",
                words::plain(on.date),
                note.trim()
            ),
            None => String::new(),
        };
        let owner = if a.owner.trim().is_empty() {
            "nobody named"
        } else {
            a.owner.trim()
        };
        all.and(Answer::of(
            format!("Action: {} ({owner}, {by}).{state}", a.what.trim()),
            action.seq,
            "Agreed action",
        ));
        if let Some(settled) = settled {
            all.traces.push(super::Trace {
                seq: settled.seq,
                title: "What became of an action".into(),
            });
        }
    }
    all
}

/// Each stage with its dates and outcome.
pub(super) fn stages(filling: &Filling<'_>) -> Answer {
    let mut all = Answer::default();
    for visit in &filling.case.visits {
        all.and(Answer::of(
            stage_line(filling, visit),
            visit.seq,
            format!("{} was opened", filling.stage_name(visit)),
        ));
    }
    all
}

/// A sentence as part of a longer one: without its full stop.
fn clause(text: &str) -> &str {
    text.trim().trim_end_matches('.').trim_end()
}

fn stage_line(filling: &Filling<'_>, visit: &Visit) -> String {
    let title = filling
        .policy
        .stage(&visit.stage)
        .map_or("", |s| s.title.as_str());
    let why = match &visit.why {
        Why::Risk(reason) => format!(", opened because of immediate harm: {}", clause(reason)),
        Why::AlreadyThere(reason) => {
            format!(", the dispute stood there already: {}", clause(reason))
        }
        Why::Moved(_, reason) if !reason.trim().is_empty() => format!(", {}", clause(reason)),
        _ => String::new(),
    };
    let end = visit.outcome.as_ref().map_or_else(
        || "no outcome recorded".to_owned(),
        |o| {
            format!(
                "{} on {}",
                outcome_words(o.outcome),
                words::plain(o.on.date)
            )
        },
    );
    format!(
        "{} ({title}): opened {}{why}; {end}.",
        filling.stage_name(visit),
        words::plain(visit.opened.date)
    )
}

/// The tick that stands for the stage at which it was resolved; once the paper's own stage was found not to
/// resolve it, the tick that stands for no stage.
pub(super) fn resolved_stage(filling: &Filling<'_>, field: &Field) -> Answer {
    let FieldKind::Tick { choices } = &field.kind else {
        return Answer::default();
    };
    let at = |visit: &Visit, stage: Option<&StageId>, seq| {
        let (label, _) = choices.iter().find(|(_, s)| s.as_ref() == stage)?;
        let from = format!("Outcome of {}", filling.stage_name(visit));
        Some(Answer::of(label, seq, from))
    };
    let named = match resolved(filling) {
        Some((Some(visit), _, seq)) => at(visit, Some(&visit.stage), seq),
        _ => None,
    };
    let neither = || {
        let visit = filling.the_visit()?;
        let outcome = visit.outcome.as_ref()?;
        at(visit, None, outcome.seq).filter(|_| outcome.outcome != Outcome::Resolved)
    };
    named.or_else(neither).unwrap_or_default()
}

/// Working and calendar days from raised to resolved, both labelled. Empty until it is resolved.
pub(super) fn days_taken(filling: &Filling<'_>) -> Answer {
    let Some(opening) = &filling.case.opening else {
        return Answer::default();
    };
    let Some((_, on, seq)) = resolved(filling) else {
        return Answer::default();
    };
    let (from, to) = (opening.value.raised.date, on.date);
    let Ok(calendar_days) = u32::try_from((to - from).num_days()) else {
        return Answer::default();
    };
    let calendar = days_calendar(filling);
    let between = |c: &Calendar| working_days_between(c, from, to);
    let working = match calendar.as_ref().map(between) {
        Some(Ok(n)) => format!("{n} working {}", days(n)),
        // A calendar that ends too soon gives no number at all, rather than a wrong one.
        Some(Err(_)) | None => {
            "working days not known: the calendar does not reach that far".to_owned()
        }
    };
    let text = format!(
        "{working}\n{calendar_days} calendar {}\nFrom {} (raised) to {}; the first day is day 0.",
        days(calendar_days),
        words::plain(from),
        words::plain(to)
    );
    Answer::of(text, seq, "The outcome")
}

/// The calendar that the days taken are counted with: as it was laid when the dispute was resolved. None
/// where it was not, or the case has none.
pub(super) fn days_calendar(filling: &Filling<'_>) -> Option<Calendar> {
    let (_, on, seq) = resolved(filling)?;
    calendar_by(&filling.world, filling.case, on, seq)
}

/// Where and when it was resolved, this time round: at a stage, or by an ending that the pack counts
/// as resolving, which leaves the last stage.
fn resolved<'a>(filling: &'a Filling<'_>) -> Option<(Option<&'a Visit>, Happened, u64)> {
    let episode = filling.episode();
    let visits = filling.case.visits.iter();
    let mut mine = visits
        .rev()
        .filter(|v| filling.episode_of(v.seq) == episode);
    let last = mine.clone().next();
    let at_stage = mine.find_map(|v| {
        let outcome = v.outcome.as_ref()?;
        (outcome.outcome == Outcome::Resolved).then_some((Some(v), outcome.on, outcome.seq))
    });
    at_stage.or_else(|| {
        let closing = filling.case.closings.iter().find(|closing| {
            let ending = closing
                .value
                .0
                .as_ref()
                .and_then(|e| filling.policy.ending(e));
            ending.is_some_and(|e| e.resolves) && filling.episode_of(closing.seq) == episode
        })?;
        Some((last, closing.value.1, closing.seq))
    })
}

fn days(n: u32) -> &'static str {
    if n == 1 { "day" } else { "days" }
}
