//! Warnings about what is declared and never used: mostly a slip, sometimes a rule forgotten.
//! Findings are left out: one may be about the policy as a whole.

use super::context::Context;
use super::cycles::happened;
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
    refs.extend(
        policy
            .duties
            .iter()
            .flat_map(|d| d.on.iter().chain(&d.until)),
    );
    refs.extend(policy.moves.iter().flat_map(|m| &m.on));
    refs.extend(policy.endings.iter().flat_map(|e| &e.on));
    refs.extend(policy.facts.iter().flat_map(|f| &f.needed));
    refs.extend(all_whens(policy).into_iter().flat_map(happened));
    refs.extend(policy.moments.iter().filter_map(|m| m.default.as_ref()));
    let named = refs.into_iter().filter_map(|m| match m {
        MomentRef::Declared(id) | MomentRef::Answered(id, _) => Some(id.as_str()),
        _ => None,
    });
    let beside = policy.moves.iter().filter_map(|m| match &m.to {
        Target::Beside(_, id) => Some(id.as_str()),
        _ => None,
    });
    named
        .chain(beside)
        .chain(
            policy
                .duties
                .iter()
                .filter_map(|d| d.reaches.as_ref().map(|m| m.as_str())),
        )
        .collect()
}

fn facts(policy: &Policy) -> BTreeSet<&str> {
    all_whens(policy)
        .into_iter()
        .flat_map(|w| &w.0)
        .filter_map(|c| match c {
            Condition::Fact(fact, _) => Some(fact.as_str()),
            _ => None,
        })
        .collect()
}

/// Every condition of the pack.
pub(crate) fn all_whens(policy: &Policy) -> Vec<&When> {
    let ladders = policy.ladders.iter();
    let duties = policy.duties.iter();
    let papers = policy.papers.iter();
    let mut out: Vec<&When> = policy.calendars.iter().map(|(_, w)| w).collect();
    out.extend(ladders.flat_map(|l| l.entry.iter().map(|(_, w)| w).chain([&l.when])));
    out.extend(policy.clocks.iter().map(|c| &c.when));
    out.extend(policy.moves.iter().map(|m| &m.when));
    out.extend(policy.endings.iter().map(|e| &e.when));
    out.extend(policy.exclusions.iter().map(|e| &e.when));
    out.extend(policy.contacts.iter().map(|c| &c.when));
    out.extend(policy.checklist.iter().map(|c| &c.when));
    out.extend(
        policy
            .roles
            .iter()
            .flat_map(|r| r.lines.iter().map(|l| &l.when)),
    );
    for duty in duties {
        out.push(&duty.when);
        out.extend(duty.to.iter().chain(&duty.copies).map(|t| &t.when));
    }
    for paper in papers {
        out.push(&paper.when);
        out.extend(paper.to.iter().chain(&paper.copies).map(|t| &t.when));
    }
    out
}
