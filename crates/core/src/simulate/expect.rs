//! Expectations against what came out.

use super::raw::RawExpect;
use super::step::{ClockLine, DutyLine, Step};
use super::timeline::happened;
use crate::standing::Whose;
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::collections::BTreeSet;
use std::fmt::Debug;
use toml::value::Datetime;

/// Adds a sentence for every expectation that does not hold.
pub(super) fn check(expect: &RawExpect, step: &mut Step, zone: Tz) {
    let mut found = Vec::new();
    let seen = &*step;
    let none = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
    same(
        &mut found,
        "stage",
        expect.stage.as_ref(),
        &none(&seen.stage),
    );
    same(&mut found, "phase", expect.phase.as_deref(), seen.phase);
    same(
        &mut found,
        "version",
        expect.version.as_ref(),
        &seen.version,
    );
    same(
        &mut found,
        "ladder",
        expect.ladder.as_ref(),
        &none(&seen.ladder),
    );
    same(
        &mut found,
        "calendar",
        expect.calendar.as_ref(),
        &none(&seen.calendar.as_ref().map(|c| c.0.clone())),
    );
    same(
        &mut found,
        "no-limit",
        expect.no_limit.as_ref(),
        &seen.no_limit,
    );
    let duties = |whose: Whose| {
        let mine = seen
            .duties
            .iter()
            .filter(move |d| d.whose == whose && d.state == "outstanding");
        mine.map(|d| d.duty.clone()).collect::<Vec<_>>()
    };
    set(
        &mut found,
        "ours",
        expect.ours.as_ref(),
        duties(Whose::Ours),
    );
    set(
        &mut found,
        "theirs",
        expect.theirs.as_ref(),
        duties(Whose::Theirs),
    );
    set(
        &mut found,
        "outside",
        expect.outside.as_ref(),
        duties(Whose::Outside),
    );
    let late_clocks = seen
        .clocks
        .iter()
        .filter(|c| c.state == "late")
        .map(|c| c.clock.clone());
    let late_duties = seen
        .duties
        .iter()
        .filter(|d| d.late)
        .map(|d| d.duty.clone());
    set(
        &mut found,
        "late",
        expect.late.as_ref(),
        late_clocks.chain(late_duties).collect(),
    );
    let assumed = seen
        .clocks
        .iter()
        .filter(|c| c.start_assumed)
        .map(|c| c.clock.clone());
    set(
        &mut found,
        "assumed",
        expect.assumed.as_ref(),
        assumed.collect(),
    );
    set(
        &mut found,
        "moves",
        expect.moves.as_ref(),
        seen.moves.iter().map(|m| m.rule.clone()).collect(),
    );
    routes(expect, seen, &mut found);
    for (rule, stages) in &expect.leads_to {
        let offered = seen
            .moves
            .iter()
            .find(|m| m.rule == *rule)
            .map(|m| m.stages.clone())
            .unwrap_or_default();
        same(
            &mut found,
            &format!("leads-to.{rule}"),
            Some(stages),
            &offered,
        );
    }
    set(
        &mut found,
        "endings",
        expect.endings.as_ref(),
        seen.endings.clone(),
    );
    if let Some(date) = &expect.next_due {
        let wanted = happened(date).ok().map(|h| h.date);
        same(&mut found, "next-due", Some(&wanted), &seen.next_due);
    }
    clocks(expect, seen, zone, &mut found);
    let refused: Vec<&str> = seen.refused.iter().map(|r| r.code.as_str()).collect();
    match &expect.refusal {
        Some(code) if !refused.contains(&code.as_str()) => {
            found.push(format!("refusal: expected {code}, got {refused:?}"));
        }
        None if !refused.is_empty() => {
            let sentences: Vec<String> = seen
                .refused
                .iter()
                .map(|r| format!("{} ({})", r.message, r.code.as_str()))
                .collect();
            found.push(format!(
                "refused, and that was not expected: {}",
                sentences.join(" ")
            ));
        }
        _ => {}
    }
    step.mismatches = found;
}

/// Who, to whom, with what, and which ways on.
fn routes(expect: &RawExpect, seen: &Step, found: &mut Vec<String>) {
    let silent = seen.moves.iter().filter(|m| m.for_silence);
    let standing = seen.duties.iter().filter(|d| d.state == "standing");
    for (key, wanted, got) in [
        (
            "silence",
            &expect.silence,
            silent.map(|m| m.rule.clone()).collect::<Vec<_>>(),
        ),
        (
            "asks",
            &expect.asks,
            seen.asks.iter().map(|a| a.moment.clone()).collect(),
        ),
        ("needed", &expect.needed, seen.needed.clone()),
        (
            "standing",
            &expect.standing,
            standing.map(|d| d.duty.clone()).collect(),
        ),
        ("links", &expect.links, seen.links.clone()),
    ] {
        set(found, key, wanted.as_ref(), got);
    }
    same(
        found,
        "starts-at",
        expect.starts_at.as_ref(),
        &seen.starts_at,
    );
    same(found, "pairs", expect.pairs.as_ref(), &seen.pairs);
    for (moment, answer) in &expect.answers {
        let mut asks = seen.asks.iter().filter(|a| a.moment == *moment);
        let got = asks.find_map(|a| a.answer.clone());
        let got = got.unwrap_or_else(|| "none".to_owned());
        same(found, &format!("answers.{moment}"), Some(answer), &got);
    }
    let duty = |id: &str| latest(seen, id);
    for (id, who) in &expect.who {
        let got = duty(id).map_or_else(|| "none".to_owned(), |d| d.who.clone());
        same(found, &format!("who.{id}"), Some(who), &got);
    }
    for (id, to) in &expect.to {
        let got = duty(id).map(|d| d.to.clone()).unwrap_or_default();
        same(found, &format!("to.{id}"), Some(to), &got);
    }
    for (id, to) in &expect.copies {
        let got = duty(id).map(|d| d.copies.clone()).unwrap_or_default();
        same(found, &format!("copies.{id}"), Some(to), &got);
    }
    for (id, paper) in &expect.papers {
        let got = duty(id).and_then(|d| {
            let paper = d.paper.clone()?;
            Some(match &d.part {
                Some(part) => format!("{paper}.{part}"),
                None => paper,
            })
        });
        let got = got.unwrap_or_else(|| "none".to_owned());
        same(found, &format!("papers.{id}"), Some(paper), &got);
    }
}

/// A duty's latest task, or that of the time that is named: `record.2`; of a duty of both sides, ours.
fn latest<'s>(seen: &'s Step, id: &str) -> Option<&'s DutyLine> {
    let (name, time) = id.split_once('.').unwrap_or((id, ""));
    let nth = |d: &DutyLine| d.of.as_ref().and_then(|of| of.parse::<u32>().ok());
    let mine = seen.duties.iter().rev();
    let mine =
        mine.filter(|d| d.duty == name && (time.is_empty() || d.of.as_deref() == Some(time)));
    mine.max_by_key(|d| (d.whose == Whose::Ours, d.visit, nth(d)))
}

fn clocks(expect: &RawExpect, seen: &Step, zone: Tz, found: &mut Vec<String>) {
    // The latest stay counts where a clock was worked out for several, and the latest time of one that
    // comes again and again, unless the time is named: `update.2`.
    let clock = |id: &str| {
        let (name, time) = match id.rsplit_once('.') {
            Some((name, time)) => (name, time.parse::<u32>().ok()),
            None => (id, None),
        };
        let mine = |c: &&ClockLine| c.clock == name && (time.is_none() || c.occurrence == time);
        seen.clocks.iter().rev().find(mine)
    };
    let duty = |id: &str| latest(seen, id);
    for (id, date) in &expect.due {
        let duty = duty(id).map(|d| (d.due, d.due_at));
        let (day, at) = clock(id)
            .map(|c| (c.due, c.due_at))
            .or(duty)
            .unwrap_or_default();
        let at = at.map(|at| at.with_timezone(&zone).naive_local());
        if !is_due(date, day, at) {
            let got = at
                .map(|at| at.format("%Y-%m-%dT%H:%M").to_string())
                .or(day.map(|d| d.to_string()));
            found.push(format!(
                "due.{id}: expected {date}, got {}",
                got.unwrap_or_else(|| "no due date".to_owned())
            ));
        }
    }
    let missing = "not shown".to_owned();
    for (id, state) in &expect.state {
        let duty = duty(id).map(|d| d.state);
        let got = clock(id)
            .map(|c| c.state)
            .or(duty)
            .map_or(missing.clone(), str::to_owned);
        same(found, &format!("state.{id}"), Some(state), &got);
    }
    let count = |id: &str| clock(id).and_then(|c| c.count.as_ref());
    for (id, n) in &expect.counted {
        let got = count(id).map(|c| c.days.last().map_or(0, |(_, n)| *n));
        same(found, &format!("counted.{id}"), Some(&Some(*n)), &got);
    }
    for (id, skipped) in &expect.skipped {
        let got: Vec<String> = count(id)
            .into_iter()
            .flat_map(|c| c.skipped.iter())
            .map(|s| format!("{} {}", s.date, s.why))
            .collect();
        same(found, &format!("skipped.{id}"), Some(skipped), &got);
    }
    let text = |value: Option<&String>| value.cloned().unwrap_or_else(|| "none".to_owned());
    let of = |id: &str, pick: fn(&ClockLine) -> Option<&String>| text(clock(id).and_then(pick));
    for (id, by) in &expect.capped {
        same(
            found,
            &format!("capped.{id}"),
            Some(by),
            &of(id, |c| c.capped_by.as_ref()),
        );
    }
    for (id, owner) in &expect.owner {
        let got = clock(id).map_or(missing.as_str(), |c| c.owner.word());
        same(found, &format!("owner.{id}"), Some(owner.as_str()), got);
    }
    let changed = seen.clocks.iter().filter(|c| c.changed.is_some());
    set(
        found,
        "changed",
        expect.changed.as_ref(),
        changed.map(|c| c.clock.clone()).collect(),
    );
    for (id, why) in &expect.closed_day {
        same(
            found,
            &format!("closed-day.{id}"),
            Some(why),
            &of(id, |c| c.closed_day.as_ref()),
        );
    }
}

fn is_due(wanted: &Datetime, day: Option<NaiveDate>, at: Option<chrono::NaiveDateTime>) -> bool {
    let Ok(wanted) = happened(wanted) else {
        return false;
    };
    match (wanted.time, at) {
        (Some(time), Some(at)) => wanted.date.and_time(time) == at,
        (Some(_), None) => false,
        (None, _) => day == Some(wanted.date),
    }
}

fn same<T: PartialEq + Debug + ?Sized>(
    found: &mut Vec<String>,
    key: &str,
    wanted: Option<&T>,
    got: &T,
) {
    if let Some(wanted) = wanted
        && wanted != got
    {
        found.push(format!("{key}: expected {wanted:?}, got {got:?}"));
    }
}

/// Compared as sets: the order on screen is not a timeline's business.
fn set(found: &mut Vec<String>, key: &str, wanted: Option<&Vec<String>>, got: Vec<String>) {
    let Some(wanted) = wanted else { return };
    let wanted: BTreeSet<&String> = wanted.iter().collect();
    let got: BTreeSet<&String> = got.iter().collect();
    if wanted != got {
        let lacks: Vec<_> = wanted.difference(&got).collect();
        let more: Vec<_> = got.difference(&wanted).collect();
        found.push(format!("{key}: missing {lacks:?}, unexpected {more:?}"));
    }
}
