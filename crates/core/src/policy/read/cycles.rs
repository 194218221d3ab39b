//! Refuses rules that wait for each other. A rule makes moments (`clock.x.passed`, `duty.x.done`, a
//! moment that a duty reaches, a moment that is another by default), and others start from them. Roles that are
//! held by each other's holders are held by nobody.

use super::context::Context;
use super::names::Kind;
use crate::policy::model::*;
use std::collections::BTreeMap;

type Node = (Kind, String);

pub(crate) fn check(policy: &Policy, cx: &mut Context) {
    let waits = graph(policy);
    let mut done: BTreeMap<&Node, bool> = BTreeMap::new();
    for start in waits.keys() {
        let mut path: Vec<&Node> = Vec::new();
        walk(start, &waits, &mut done, &mut path, cx);
    }
}

/// What each rule and moment waits for.
fn graph(policy: &Policy) -> BTreeMap<Node, Vec<Node>> {
    let mut waits: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
    for clock in &policy.clocks {
        let node = (Kind::Clock, clock.id.to_string());
        let waits = waits.entry(node).or_default();
        let dated = clock.from.iter().chain(happened(&clock.when));
        let dated = dated.chain(&clock.pause);
        let dated = dated.chain(&clock.resume).chain(&clock.each);
        waits.extend(dated.filter_map(made_by));
        // What ends a clock is mostly done because of it, which is no circle. Another clock's passing is
        // worked out, and so must be known first; so must the limit of a clock that caps it.
        let ends = clock.until.iter().chain(&clock.void);
        waits.extend(
            ends.filter(|m| matches!(m, MomentRef::ClockPassed(_)))
                .filter_map(made_by),
        );
        let caps = policy.clocks.iter().filter(|c| c.caps.contains(&clock.id));
        waits.extend(caps.map(|c| (Kind::Clock, c.id.to_string())));
    }
    for duty in &policy.duties {
        let node = (Kind::Duty, duty.id.to_string());
        waits.entry(node.clone()).or_default().extend(
            duty.on
                .iter()
                .chain(happened(&duty.when))
                .filter_map(made_by),
        );
        if let Some(moment) = &duty.reaches {
            waits
                .entry((Kind::Moment, moment.to_string()))
                .or_default()
                .push(node);
        }
    }
    for moment in &policy.moments {
        let node = (Kind::Moment, moment.id.to_string());
        waits
            .entry(node)
            .or_default()
            .extend(moment.default.iter().filter_map(made_by));
    }
    for role in &policy.roles {
        let held = role.lines.iter().filter_map(|line| match &line.is {
            Holder::SameAs(other) | Holder::Body(other) => Some((Kind::Role, other.to_string())),
            Holder::Title(_) => None,
        });
        waits.insert((Kind::Role, role.id.to_string()), held.collect());
    }
    waits
}

fn made_by(moment: &MomentRef) -> Option<Node> {
    match moment {
        MomentRef::ClockPassed(id) => Some((Kind::Clock, id.to_string())),
        MomentRef::DutyDone(id) => Some((Kind::Duty, id.to_string())),
        MomentRef::Declared(id) | MomentRef::Answered(id, _) | MomentRef::Each(id, ..) => {
            Some((Kind::Moment, id.to_string()))
        }
        _ => None,
    }
}

/// What a condition asks to have happened.
pub(crate) fn happened(when: &When) -> impl Iterator<Item = &MomentRef> {
    when.0.iter().flat_map(|condition| match condition {
        Condition::Happened(moments) => moments.as_slice(),
        _ => &[],
    })
}

/// Depth first with its own stack, since a hostile pack may chain a great many rules.
fn walk<'g>(
    start: &'g Node,
    waits: &'g BTreeMap<Node, Vec<Node>>,
    done: &mut BTreeMap<&'g Node, bool>,
    path: &mut Vec<&'g Node>,
    cx: &mut Context,
) {
    let mut stack: Vec<(&'g Node, usize)> = vec![(start, 0)];
    while let Some((node, next)) = stack.pop() {
        if next == 0 {
            if done.contains_key(node) {
                continue;
            }
            done.insert(node, false);
            path.push(node);
        }
        let Some(to) = waits.get(node).and_then(|all| all.get(next)) else {
            done.insert(node, true);
            path.pop();
            continue;
        };
        stack.push((node, next + 1));
        match done.get(to) {
            None => {
                if waits.contains_key(to) {
                    stack.push((to, 0));
                }
            }
            Some(true) => {}
            Some(false) => {
                let from = path.iter().position(|n| *n == to).unwrap_or(0);
                report(&path[from..], cx);
            }
        }
    }
}

fn report(cycle: &[&Node], cx: &mut Context) {
    let Some(((kind, id), rest)) = cycle.split_first() else {
        return;
    };
    let waits = match kind {
        Kind::Role => "is held by",
        _ => "waits for",
    };
    let mut said = format!("{} `{id}` {waits} ", kind.word());
    for (kind, id) in rest {
        said.push_str(&format!("{} `{id}`, which {waits} ", kind.word()));
    }
    if rest.is_empty() {
        said.push_str("itself.");
    } else {
        said.push_str(&format!("{} `{id}`.", kind.word()));
    }
    let key = match kind {
        Kind::Clock => "from",
        Kind::Duty => "on",
        Kind::Role => "lines",
        _ => "default",
    };
    let at = cx.place(*kind, id, key);
    let remedy = match kind {
        Kind::Role => "Give one of them a title, or take the line out.",
        _ => "Start one of them from a moment that somebody dates.",
    };
    cx.problems.error(&at, said, remedy);
}
