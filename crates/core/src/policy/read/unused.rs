//! Warnings about what is declared and never used: mostly a slip, sometimes a rule forgotten.
//! Findings are left out: one may be about the policy as a whole. So are bodies, which the policy's page
//! explains.

use super::context::Context;
use super::cycles::happened;
use super::names::Kind;
use crate::ids::RoleId;
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
    let roles = roles(policy);
    for role in policy
        .roles
        .iter()
        .filter(|r| !r.body && !roles.contains(&r.id))
    {
        warn(
            Kind::Role,
            role.id.as_str(),
            "No stage has it in its pairs, and nobody who acts or is told is called so.",
            cx,
        );
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

/// Every moment that a rule starts from, stops at or looks at.
pub(crate) fn all_moments(policy: &Policy) -> Vec<&MomentRef> {
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
    refs
}

fn moments(policy: &Policy) -> BTreeSet<&str> {
    let named = all_moments(policy).into_iter().filter_map(|m| match m {
        MomentRef::Declared(id) | MomentRef::Answered(id, _) | MomentRef::Each(id, ..) => {
            Some(id.as_str())
        }
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

fn roles(policy: &Policy) -> BTreeSet<&RoleId> {
    let mut parties: Vec<&PartyRef> = policy.clocks.iter().map(|c| &c.owner).collect();
    parties.extend(policy.clocks.iter().filter_map(|c| c.limit.set_by()));
    for duty in &policy.duties {
        parties.push(&duty.who);
        parties.extend(duty.to.iter().chain(&duty.copies).map(|t| &t.party));
        parties.extend(duty.limit.as_ref().and_then(Limit::set_by));
    }
    for paper in &policy.papers {
        parties.extend(paper.to.iter().chain(&paper.copies).map(|t| &t.party));
        parties.extend(paper.parts.iter().map(|p| &p.who));
        parties.extend(paper.fields.iter().filter_map(|f| match &f.kind {
            FieldKind::Signature { party } => Some(party),
            _ => None,
        }));
    }
    let named = parties.into_iter().filter_map(|party| match party {
        PartyRef::Side(_, role) | PartyRef::Counterpart(role) => role.as_ref(),
        PartyRef::Own(role) | PartyRef::Body(role) => Some(role),
        PartyRef::Contact(_) | PartyRef::Family | PartyRef::Adult => None,
    });
    let paired = policy.stages.iter().flat_map(|stage| {
        let pairs = stage.pairs.iter();
        let both = pairs.flat_map(|p| p.raiser.iter().chain(&p.other));
        both.chain(&stage.decided_by)
    });
    let lines = policy.roles.iter().flat_map(|r| &r.lines);
    let stand_in = lines.filter_map(|line| match &line.is {
        Holder::Body(role) | Holder::SameAs(role) => Some(role),
        Holder::Title(_) => None,
    });
    named.chain(paired).chain(stand_in).collect()
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
    out.extend(policy.moments.iter().map(|m| &m.when));
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
