//! Checks of who does what: facts of each agency, roles, standing duties, and papers in parts.

use super::context::Context;
use super::names::Kind;
use super::situation::{self, Situation, facts_of, holds, said};
use crate::ids::MomentId;
use crate::policy::model::*;

pub(crate) fn check(policy: &Policy, cx: &mut Context) {
    of_each_agency(policy, cx);
    first_agency(policy, cx);
    for fact in &policy.facts {
        if !fact.needed.is_empty() && fact.default.is_some() {
            let at = cx.names.place(Kind::Fact, fact.id.as_str());
            cx.problems.error(
                &at,
                format!("Fact `{}` is needed and has a default.", fact.id),
                "What has a default is always answered. Take one of the two out.",
            );
        }
    }
    for role in &policy.roles {
        lines(role, cx);
    }
    for duty in &policy.duties {
        standing(duty, cx);
        paper(policy, duty, cx);
    }
    parts(policy, cx);
}

/// Only roles and duties of each agency look at one agency at a time.
fn of_each_agency(policy: &Policy, cx: &mut Context) {
    let own = |when: &When| {
        facts_of([when])
            .into_iter()
            .find(|id| policy.fact(id).is_some_and(|f| f.each_agency))
    };
    let mut found: Vec<(Kind, &str, &When)> = Vec::new();
    found.extend(
        policy
            .clocks
            .iter()
            .map(|c| (Kind::Clock, c.id.as_str(), &c.when)),
    );
    found.extend(
        policy
            .moves
            .iter()
            .map(|m| (Kind::Move, m.id.as_str(), &m.when)),
    );
    found.extend(
        policy
            .endings
            .iter()
            .map(|e| (Kind::Ending, e.id.as_str(), &e.when)),
    );
    found.extend(
        policy
            .checklist
            .iter()
            .map(|c| (Kind::Check, c.id.as_str(), &c.when)),
    );
    for paper in &policy.papers {
        let to = paper.to.iter().chain(&paper.copies).map(|t| &t.when);
        found.extend(
            to.chain([&paper.when])
                .map(|w| (Kind::Paper, paper.id.as_str(), w)),
        );
    }
    for duty in &policy.duties {
        let id = duty.id.as_str();
        if duty.per == Per::Agency {
            if !matches!(duty.who, PartyRef::Side(..)) {
                cx.problems.error(
                    &cx.place(Kind::Duty, id, "who"),
                    format!("Duty `{id}` is of each agency and names no side."),
                    "Name the side: raiser, other or both.",
                );
            }
            continue;
        }
        let to = duty.to.iter().chain(&duty.copies).map(|t| &t.when);
        found.extend(to.chain([&duty.when]).map(|w| (Kind::Duty, id, w)));
    }
    for (kind, id, when) in found {
        if let Some(fact) = own(when) {
            cx.problems.error(
                &cx.names.place(kind, id),
                format!(
                    "{} `{id}` depends on `{fact}`, which is asked of each agency.",
                    kind.word()
                ),
                "Only roles, and duties with per = \"agency\", are looked at for one agency at a time.",
            );
        }
    }
}

/// What is dated for each agency happens first for the first of them: a limit that several are to keep is not over
/// then, and a duty that is done once says nothing of each.
fn first_agency(policy: &Policy, cx: &mut Context) {
    let each = |id: &MomentId| policy.moment(id).is_some_and(|m| m.each_agency);
    for clock in policy.clocks.iter().filter(|c| c.readings.is_empty()) {
        let first = clock.until.iter().find_map(|m| match m {
            MomentRef::Declared(id) if each(id) => Some(id.to_string()),
            MomentRef::Answered(id, answer) if each(id) => Some(format!("{id}.{answer}")),
            _ => None,
        });
        if let Some(moment) = first {
            cx.problems.warn(
                &cx.place(Kind::Clock, clock.id.as_str(), "until"),
                format!("Clock `{}` stops when the first agency dates `{moment}`.", clock.id),
                format!(
                    "Write {moment}.other or {moment}.both where every one of them has to, or name a finding in `readings`."
                ),
            );
        }
    }
    for duty in policy.duties.iter().filter(|d| d.per != Per::Agency) {
        if let Some(moment) = duty.reaches.as_ref().filter(|m| each(m)) {
            cx.problems.error(
                &cx.place(Kind::Duty, duty.id.as_str(), "reaches"),
                format!(
                    "Duty `{}` reaches `{moment}`, which is dated for each agency.",
                    duty.id
                ),
                "Write per = \"agency\", so that it is done for each.",
            );
        }
    }
}

/// The first line that holds wins, so that none after one that always holds is ever looked at.
fn lines(role: &Role, cx: &mut Context) {
    let always = |line: &RoleLine| line.when.0.is_empty() && line.side.is_none();
    let at = role.lines.iter().position(always);
    if at.is_some_and(|at| at + 1 < role.lines.len()) {
        cx.problems.error(
            &cx.place(Kind::Role, role.id.as_str(), "lines"),
            format!(
                "A line of role `{}` always holds, and others come after it.",
                role.id
            ),
            "Put it last: the first line that holds wins.",
        );
    }
}

/// What is kept until something is not done once.
fn standing(duty: &Duty, cx: &mut Context) {
    if duty.until.is_empty() {
        return;
    }
    let id = duty.id.as_str();
    let once = [
        ("limit", duty.limit.is_some()),
        ("reaches", duty.reaches.is_some()),
        ("paper", duty.paper.is_some()),
    ];
    for (key, _) in once.into_iter().filter(|(_, given)| *given) {
        cx.problems.error(
            &cx.names.place(Kind::Duty, id),
            format!("Duty `{id}` holds until a moment and has `{key}`."),
            "What holds is kept, and is not done once. Write a duty of its own for what is.",
        );
    }
    if duty.on.iter().any(|m| duty.until.contains(m)) {
        cx.problems.error(
            &cx.place(Kind::Duty, id, "on"),
            format!("Duty `{id}` begins and ends at the same moment."),
            "",
        );
    }
}

/// Where a duty applies its paper must be in use; a part that it fills must be the paper's.
fn paper(policy: &Policy, duty: &Duty, cx: &mut Context) {
    let id = duty.id.as_str();
    let Some(paper) = duty.paper.as_ref().and_then(|p| policy.paper(p)) else {
        if duty.part.is_some() {
            let at = cx.place(Kind::Duty, id, "part");
            cx.problems
                .error(&at, format!("Duty `{id}` names a part and no paper."), "");
        }
        return;
    };
    if let Some(part) = &duty.part
        && !paper.parts.iter().any(|p| p.id == *part)
    {
        let known: Vec<&str> = paper.parts.iter().map(|p| p.id.as_str()).collect();
        let at = cx.place(Kind::Duty, id, "part");
        cx.problems.error(
            &at,
            format!("Paper `{}` has no part `{part}`.", paper.id),
            super::names::suggest(part, &known, "The paper has no parts."),
        );
    }
    let Some(all) = situation::all(policy, &facts_of([&duty.when, &paper.when])) else {
        return;
    };
    let gap = |s: &&Situation| holds(&duty.when, s) && !holds(&paper.when, s);
    if let Some(s) = all.iter().find(gap) {
        let at = cx.place(Kind::Duty, id, "paper");
        cx.problems.error(
            &at,
            format!(
                "Duty `{id}` asks for paper `{}`, which is not used {}.",
                paper.id,
                said(s)
            ),
            "Give the duty the same `when` as the paper.",
        );
    }
}

/// A part that no duty fills is never asked for.
fn parts(policy: &Policy, cx: &mut Context) {
    for paper in &policy.papers {
        for part in &paper.parts {
            let fills = |d: &Duty| {
                d.act == Act::Fill
                    && d.paper.as_ref() == Some(&paper.id)
                    && d.part.as_ref().is_none_or(|p| *p == part.id)
            };
            if !policy.duties.iter().any(fills) {
                cx.problems.warn(
                    &cx.names.place(Kind::Paper, paper.id.as_str()),
                    format!("No duty fills part `{}` of paper `{}`.", part.id, paper.id),
                    "Write a duty with act = \"fill\", the paper and the part.",
                );
            }
        }
    }
}
