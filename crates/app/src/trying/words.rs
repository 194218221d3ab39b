//! What came out of a try, in the words of the case page.

use crate::wire::{TriedDuty, TriedLimit, TriedStep};
use crate::words::{clock_time, day_words, happened_words, sentence};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use stepwise_core::calendar::{Calendar, Count};
use stepwise_core::ids::CalendarId;
use stepwise_core::policy::Policy;
use stepwise_core::policy::words::stage_name;
use stepwise_core::simulate::{ClockLine, DutyLine, Step};
use stepwise_core::standing::Whose;
use stepwise_core::time::Stamp;

/// One step.
pub(super) fn step(
    policy: &Policy,
    calendars: &BTreeMap<CalendarId, Calendar>,
    step: &Step,
) -> TriedStep {
    let stage = step.stage.as_deref();
    let calendar = step.calendar.as_ref().map(|(id, revision)| {
        let place = calendars
            .get(&CalendarId::new(id))
            .map_or(id.as_str(), |c| c.place.as_str());
        format!("{place}, {revision}")
    });
    let ways = step.moves.iter().map(|way| {
        let rule = policy.moves.iter().find(|m| m.id.as_str() == way.rule);
        let to = match &way.elsewhere {
            Some(elsewhere) => elsewhere.clone(),
            None => way
                .stages
                .iter()
                .map(|id| stage_name(policy, &id.as_str().into()))
                .collect::<Vec<_>>()
                .join(", "),
        };
        (rule.map_or_else(|| way.rule.clone(), |r| r.say.clone()), to)
    });
    TriedStep {
        at: format!(
            "{}, {}",
            day_words(step.at.date_naive()),
            step.at.format("%H:%M")
        ),
        stands: stands(policy, step.phase, stage),
        calendar: calendar.unwrap_or_default(),
        no_limit: step.no_limit,
        limits: step.clocks.iter().map(|c| limit(policy, c)).collect(),
        duties: step.duties.iter().map(|d| duty(policy, d)).collect(),
        ways: ways.collect(),
        endings: step
            .endings
            .iter()
            .map(|id| {
                let ending = policy.ending(&id.as_str().into());
                ending.map_or_else(|| id.clone(), |e| e.name.clone())
            })
            .collect(),
        refused: step
            .refused
            .iter()
            .map(|r| (r.message.clone(), r.remedy.clone()))
            .collect(),
        mismatches: step.mismatches.clone(),
    }
}

fn stands(policy: &Policy, phase: &str, stage: Option<&str>) -> String {
    let named = stage.map(|id| match policy.stage(&id.into()) {
        Some(stage) => format!("{}: {}", stage.name, stage.title),
        None => id.to_owned(),
    });
    match (phase, named) {
        ("before", _) => "Before the first stage".into(),
        ("resolved", _) => "Resolved".into(),
        ("withdrawn", _) => "Withdrawn".into(),
        ("ended", _) => "Closed".into(),
        (_, Some(stage)) => stage,
        (phase, None) => sentence(phase),
    }
}

fn whose(whose: Whose) -> String {
    match whose {
        Whose::Ours => "ours",
        Whose::Theirs => "theirs",
        Whose::Both => "both",
        Whose::Outside => "outside",
    }
    .into()
}

/// "Fri 20 Nov 2026", with the time for hours.
fn due(policy: &Policy, day: Option<NaiveDate>, at: Option<Stamp>) -> String {
    match (at, day) {
        (Some(at), _) => {
            let local = at.with_timezone(&policy.zone).date_naive();
            format!("{}, {}", day_words(local), clock_time(at, policy.zone))
        }
        (None, Some(day)) => day_words(day),
        (None, None) => String::new(),
    }
}

fn limit(policy: &Policy, line: &ClockLine) -> TriedLimit {
    let rule = policy.clock(&line.clock.as_str().into());
    let mut count = Vec::new();
    if let Some((words, on)) = &line.started {
        count.push(format!("From {}: {}.", happened_words(*on), words));
    }
    if line.start_assumed {
        count.push("That day was not given itself. The policy takes it to be this.".into());
    }
    count.extend(line.count.iter().flat_map(counted));
    count.extend(line.says.iter().cloned());
    if line.count.is_none() && line.due_at.is_some() && line.says.is_empty() {
        count.push("Counted hour by hour, nights and closed days included.".into());
    }
    if let Some(cap) = &line.capped_by {
        let name = policy
            .clock(&cap.as_str().into())
            .map_or(cap.as_str(), |c| c.name.as_str());
        count.push(format!("Made shorter by another limit: {name}."));
    }
    if let Some(why) = &line.closed_day {
        count.push(format!(
            "This falls on a closed day ({why}). The policy does not move it."
        ));
    }
    count.extend(
        line.why
            .iter()
            .chain(&line.changed)
            .map(|why| sentence(why)),
    );
    let name = rule.map_or_else(|| line.clock.clone(), |r| r.name.clone());
    TriedLimit {
        name: match line.occurrence {
            Some(n) => format!("{name} (time {n})"),
            None => name,
        },
        written: rule.map(|r| r.written.clone()).unwrap_or_default(),
        owner: whose(line.owner),
        state: clock_state(line.state),
        late: matches!(line.state, "late" | "met-late"),
        due: due(policy, line.due, line.due_at),
        count,
    }
}

/// Each day, counted or left out, in order.
fn counted(count: &Count) -> Vec<String> {
    let mut days: Vec<(NaiveDate, String)> = count
        .days
        .iter()
        .map(|(day, n)| (*day, format!("{}: day {n}", day_words(*day))))
        .collect();
    days.extend(count.skipped.iter().map(|skipped| {
        let words = format!("{}: not counted, {}", day_words(skipped.date), skipped.why);
        (skipped.date, words)
    }));
    days.sort();
    let first = format!("{}: {}", day_words(count.start), count.start_note);
    let days = days.into_iter().map(|(_, words)| words);
    std::iter::once(first).chain(days).collect()
}

fn clock_state(state: &str) -> String {
    match state {
        "waiting" => "Has not begun",
        "running" => "Running",
        "late" => "Late",
        "met" => "Met",
        "met-late" => "Met, but late",
        "urgent" => "At once: the policy gives no number",
        "ask-start" => "The day from which it counts is not known",
        "ask-limit" => "Somebody has to set it",
        "ask-time" => "The time of day is needed",
        "paused" => "Stands still",
        "superseded" => "No longer counts",
        "refused" => "Cannot be worked out",
        other => return sentence(&other.replace('-', " ")),
    }
    .into()
}

fn duty(policy: &Policy, line: &DutyLine) -> TriedDuty {
    let rule = policy.duty(&line.duty.as_str().into());
    let say = rule.map_or_else(|| line.duty.clone(), |r| r.say.clone());
    let state = match line.state {
        "outstanding" => "To be done",
        "may" => "May be done",
        "done" => "Done",
        "not-done" => "Not done",
        "lapsed" => "No longer asked",
        other => other,
    };
    TriedDuty {
        say: match &line.of {
            Some(of) if of.parse::<u32>().is_ok() => format!("{say} (time {of})"),
            Some(of) => format!("{say} ({})", of.replace("subject-", "person ")),
            None => say,
        },
        whose: whose(line.whose),
        state: sentence(state),
        late: line.late,
        due: due(policy, line.due, line.due_at),
    }
}
