//! Checks of the route: one ladder and one calendar in each situation, every stage on a ladder and
//! with a way to it, every rule with a situation in which it applies.

use super::context::Context;
use super::names::Kind;
use super::situation::{self, Situation, facts_of, holds, said};
use crate::ids::*;
use crate::policy::model::*;
use crate::policy::problem::Place;
use std::collections::BTreeSet;

const TOO_MANY: &str = "Let fewer facts decide.";

/// The most situations that are named for one problem.
const NAMED: usize = 3;

pub(crate) fn check(policy: &Policy, cx: &mut Context) {
    if policy.stages.is_empty() || policy.ladders.is_empty() {
        let at = Place::whole("policy.toml");
        for (none, key) in [
            (policy.stages.is_empty(), "stage"),
            (policy.ladders.is_empty(), "ladder"),
        ] {
            if none {
                cx.problems.error(
                    &at,
                    format!("The policy has no {key}."),
                    format!("Write [{key}]."),
                );
            }
        }
        return;
    }
    one_ladder(policy, cx);
    one_calendar(policy, cx);
    on_a_ladder(policy, cx);
    reachable(policy, cx);
}

fn one_ladder(policy: &Policy, cx: &mut Context) {
    let at = cx.names.place(Kind::Ladder, policy.ladders[0].id.as_str());
    let whens: Vec<(&str, &When)> = policy
        .ladders
        .iter()
        .map(|l| (l.id.as_str(), &l.when))
        .collect();
    exactly_one(policy, "ladder", &whens, &at, cx);
}

fn one_calendar(policy: &Policy, cx: &mut Context) {
    if policy.calendars.is_empty() {
        return;
    }
    let at = cx
        .calendar
        .clone()
        .unwrap_or_else(|| Place::whole("policy.toml"));
    let whens: Vec<(&str, &When)> = policy
        .calendars
        .iter()
        .map(|(c, w)| (c.as_str(), w))
        .collect();
    exactly_one(policy, "calendar", &whens, &at, cx);
}

fn exactly_one(policy: &Policy, what: &str, all: &[(&str, &When)], at: &Place, cx: &mut Context) {
    let facts = facts_of(all.iter().map(|(_, w)| *w));
    let Some(situations) = situation::all(policy, &facts) else {
        let message = format!("Too many situations decide which {what} holds.");
        cx.problems.error(at, message, TOO_MANY);
        return;
    };
    let mut named = 0;
    for s in &situations {
        let held: Vec<&str> = all
            .iter()
            .filter(|(_, w)| holds(w, s))
            .map(|(n, _)| *n)
            .collect();
        let message = match held.as_slice() {
            [_] => continue,
            [] => format!("No {what} holds {}.", said(s)),
            [a, b, ..] => format!("Two {what}s hold {}: `{a}` and `{b}`.", said(s)),
        };
        cx.problems.error(
            at,
            message,
            format!("Exactly one {what} must hold in each situation."),
        );
        named += 1;
        if named == NAMED {
            break;
        }
    }
}

fn on_a_ladder(policy: &Policy, cx: &mut Context) {
    for stage in &policy.stages {
        if !policy.ladders.iter().any(|l| l.stages.contains(&stage.id)) {
            cx.problems.error(
                &cx.names.place(Kind::Stage, stage.id.as_str()),
                format!("Stage `{}` is on no ladder.", stage.id),
                "Add it to the `stages` of a ladder, or take it out.",
            );
        }
    }
}

/// A stage must be reached in some situation in which its ladder holds. Where only immediate harm
/// leads to it, that is named as a warning: a board may mean it.
fn reachable(policy: &Policy, cx: &mut Context) {
    let whens = policy
        .ladders
        .iter()
        .flat_map(|l| l.entry.iter().map(|(_, when)| when).chain([&l.when]))
        .chain(policy.moves.iter().map(|m| &m.when));
    let facts = facts_of(whens);
    let Some(situations) = situation::all(policy, &facts) else {
        let at = cx.names.place(Kind::Ladder, policy.ladders[0].id.as_str());
        cx.problems.error(
            &at,
            "Too many situations decide which moves are offered.",
            TOO_MANY,
        );
        return;
    };
    for ladder in &policy.ladders {
        let mut calm = BTreeSet::new();
        let mut harm = BTreeSet::new();
        for s in situations.iter().filter(|s| holds(&ladder.when, s)) {
            calm.extend(reach(policy, ladder, s, false));
            harm.extend(reach(policy, ladder, s, true));
            if calm.len() == ladder.stages.len() {
                break;
            }
        }
        for stage in ladder.stages.iter().filter(|s| !calm.contains(s)) {
            let at = cx.names.place(Kind::Stage, stage.as_str());
            if harm.contains(stage) {
                cx.problems.warn(
                    &at,
                    format!(
                        "Only immediate harm leads to stage `{stage}` on ladder `{}`.",
                        ladder.id
                    ),
                    "",
                );
            } else {
                cx.problems.error(
                    &at,
                    format!(
                        "No move leads to stage `{stage}` on ladder `{}`.",
                        ladder.id
                    ),
                    "Add a move to it, such as to = \"next\" from the stage before.",
                );
            }
        }
    }
}

/// The stages that can be opened: the first, those that can be passed by and the one after them, and
/// wherever moves lead.
fn reach<'a>(
    policy: &'a Policy,
    ladder: &'a Ladder,
    s: &Situation,
    harm: bool,
) -> Vec<&'a StageId> {
    let stages = &ladder.stages;
    let mut open = vec![false; stages.len()];
    let mut todo: Vec<usize> = Vec::new();
    let optional = |i: usize| policy.stage(&stages[i]).is_some_and(|s| s.optional);
    let enter = |from: usize, todo: &mut Vec<usize>| {
        let mut i = from;
        while i < stages.len() {
            todo.push(i);
            if !optional(i) {
                break;
            }
            i += 1;
        }
    };
    let entry = ladder.entry.iter().find(|(_, when)| holds(when, s));
    let first = entry.and_then(|(at, _)| stages.iter().position(|s| s == at));
    enter(first.unwrap_or(0), &mut todo);
    let moves: Vec<&Move> = policy
        .moves
        .iter()
        .filter(|m| holds(&m.when, s))
        .filter(|m| harm || m.on.iter().any(|on| *on != MomentRef::ImmediateHarm))
        .collect();
    // Before the first stage immediate harm leads to any stage, whatever the move's `from`. From an
    // open stage its `from` counts like any other's.
    for m in moves
        .iter()
        .filter(|m| harm && m.on.contains(&MomentRef::ImmediateHarm))
    {
        for to in single(&m.to) {
            match to {
                Target::AnyHigher => todo.extend(0..stages.len()),
                Target::Stage(to) => todo.extend(stages.iter().position(|s| s == to)),
                _ => {}
            }
        }
    }
    while let Some(i) = todo.pop() {
        if std::mem::replace(&mut open[i], true) {
            continue;
        }
        for m in moves
            .iter()
            .filter(|m| m.from.is_empty() || m.from.contains(&stages[i]))
        {
            for to in single(&m.to) {
                match to {
                    Target::Next => enter(i + 1, &mut todo),
                    Target::AnyHigher => todo.extend(i + 1..stages.len()),
                    Target::Stage(to) => todo.extend(stages.iter().position(|s| s == to)),
                    _ => {}
                }
            }
        }
    }
    stages
        .iter()
        .zip(open)
        .filter(|(_, open)| *open)
        .map(|(s, _)| s)
        .collect()
}

/// The targets of a move, one by one.
fn single(to: &Target) -> &[Target] {
    match to {
        Target::OneOf(all) => all,
        one => std::slice::from_ref(one),
    }
}
