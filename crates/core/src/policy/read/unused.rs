//! Warnings about what is declared and never used: mostly a slip, sometimes a rule forgotten.
//! Findings are left out: one may be about the policy as a whole.

use super::context::Context;
use super::names::Kind;
use crate::policy::model::*;
use std::collections::BTreeSet;

pub(crate) fn check(policy: &Policy, cx: &mut Context) {
    let moments = moments(policy);
    for moment in &policy.moments {
        if !moments.contains(moment.id.as_str()) {
            warn(
                Kind::Moment,
                moment.id.as_str(),
                "No rule starts from it, stops at it or reaches it.",
                cx,
            );
        }
    }
    let facts = facts(policy);
    for fact in &policy.facts {
        if !facts.contains(fact.id.as_str()) {
            warn(Kind::Fact, fact.id.as_str(), "No rule depends on it.", cx);
        }
    }
}

fn warn(kind: Kind, id: &str, remedy: &str, cx: &mut Context) {
    let at = cx.names.place(kind, id);
    let word = kind.word();
    cx.problems
        .warn(&at, format!("{word} `{id}` is never used."), remedy);
}

fn moments(policy: &Policy) -> BTreeSet<&str> {
    let mut refs: Vec<&MomentRef> = Vec::new();
    for clock in &policy.clocks {
        refs.extend(clock.from.iter().chain(&clock.until).chain(&clock.void));
        refs.extend(clock.each.iter().chain(&clock.pause).chain(&clock.resume));
    }
    refs.extend(policy.duties.iter().flat_map(|d| &d.on));
    refs.extend(policy.moves.iter().flat_map(|m| &m.on));
    refs.extend(policy.moments.iter().filter_map(|m| m.default.as_ref()));
    let named = refs.into_iter().filter_map(|m| match m {
        MomentRef::Declared(id) => Some(id.as_str()),
        _ => None,
    });
    named
        .chain(
            policy
                .duties
                .iter()
                .filter_map(|d| d.reaches.as_ref().map(|m| m.as_str())),
        )
        .collect()
}

fn facts(policy: &Policy) -> BTreeSet<&str> {
    let whens = policy
        .calendars
        .iter()
        .map(|(_, w)| w)
        .chain(policy.ladders.iter().map(|l| &l.when))
        .chain(policy.clocks.iter().map(|c| &c.when))
        .chain(policy.duties.iter().map(|d| &d.when))
        .chain(policy.moves.iter().map(|m| &m.when))
        .chain(policy.contacts.iter().map(|c| &c.when))
        .chain(policy.checklist.iter().map(|c| &c.when));
    whens
        .flat_map(|w| &w.0)
        .filter_map(|c| match c {
            Condition::Fact(fact, _) => Some(fact.as_str()),
            _ => None,
        })
        .collect()
}
