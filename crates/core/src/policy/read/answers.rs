//! Checks of questions: every answer leads somewhere, and every move can be set off where it starts.

use super::context::Context;
use super::cycles::happened;
use super::names::Kind;
use super::unused::all_whens;
use crate::ids::{ChoiceId, MomentId};
use crate::policy::model::*;

pub(crate) fn check(policy: &Policy, cx: &mut Context) {
    for moment in policy.moments.iter().filter(|m| !m.choices.is_empty()) {
        if moment.readings.is_empty() {
            unrouted(policy, moment, cx);
        }
    }
    for m in &policy.moves {
        for moment in &m.on {
            set_off(policy, m, moment, cx);
        }
        if let Target::Beside(_, id) = &m.to
            && policy.moment(id).is_some_and(|m| !m.choices.is_empty())
        {
            let at = cx.place(Kind::Move, m.id.as_str(), "to");
            cx.problems.error(
                &at,
                format!("Move `{}` reaches a question.", m.id),
                "Let it reach a moment that simply happens.",
            );
        }
    }
}

/// An answer after which nothing follows leaves the user without a way on.
fn unrouted(policy: &Policy, moment: &Moment, cx: &mut Context) {
    let id = moment.id.as_str();
    // A rule that starts from whatever is answered follows from each.
    let used = used(policy);
    let any = used.iter().any(|(m, a)| *m == &moment.id && a.is_none());
    for (answer, _) in moment.choices.iter().filter(|_| !any) {
        if !used.contains(&(&moment.id, Some(answer))) {
            let at = cx.place(Kind::Moment, id, "choices");
            cx.problems.warn(
                &at,
                format!("Nothing follows from answer `{answer}` of moment `{id}`."),
                format!(
                    "Start a rule from `{id}.{answer}`, or name a finding in `readings` that says what holds then."
                ),
            );
        }
    }
}

/// The questions, and the answers, that rules look at.
fn used(policy: &Policy) -> Vec<(&MomentId, Option<&ChoiceId>)> {
    let clocks = policy.clocks.iter();
    let mut refs: Vec<&MomentRef> = clocks
        .flat_map(|c| c.from.iter().chain(&c.until).chain(&c.void))
        .collect();
    refs.extend(
        policy
            .duties
            .iter()
            .flat_map(|d| d.on.iter().chain(&d.until)),
    );
    refs.extend(policy.moves.iter().flat_map(|m| &m.on));
    refs.extend(policy.endings.iter().flat_map(|e| &e.on));
    refs.extend(policy.facts.iter().flat_map(|f| &f.needed));
    refs.extend(policy.moments.iter().filter_map(|m| m.default.as_ref()));
    refs.extend(all_whens(policy).into_iter().flat_map(happened));
    let named = refs.into_iter().filter_map(|m| match m {
        MomentRef::Declared(id) => Some((id, None)),
        MomentRef::Answered(id, answer) => Some((id, Some(answer))),
        _ => None,
    });
    named.collect()
}

/// A move needs its moment in the stay at the stage that it leads from, so that it must be datable there.
fn set_off(policy: &Policy, m: &Move, on: &MomentRef, cx: &mut Context) {
    let (MomentRef::Declared(id) | MomentRef::Answered(id, _)) = on else {
        return;
    };
    let Some(moment) = policy.moment(id) else {
        return;
    };
    let reached = |d: &Duty| d.reaches.as_ref() == Some(id);
    let elsewhere =
        moment.at_start || moment.default.is_some() || policy.duties.iter().any(reached);
    let meets = m.from.is_empty()
        || moment.stages.is_empty()
        || m.from.iter().any(|s| moment.stages.contains(s));
    if !elsewhere && !meets {
        let at = cx.place(Kind::Move, m.id.as_str(), "on");
        cx.problems.error(
            &at,
            format!(
                "Move `{}` leads from stages at which `{id}` is never asked.",
                m.id
            ),
            format!("Name the same stages in `from` and in `stages` of moment `{id}`."),
        );
    }
}
