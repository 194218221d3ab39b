//! Checks of questions: every answer leads somewhere, and every move can be set off where it starts.

use super::context::Context;
use super::names::Kind;
use super::unused::all_moments;
use crate::ids::{ChoiceId, MomentId, StageId};
use crate::policy::model::*;
use crate::policy::words::sentence;

pub(crate) fn check(policy: &Policy, cx: &mut Context) {
    for moment in policy.moments.iter().filter(|m| !m.choices.is_empty()) {
        if moment.readings.is_empty() {
            unrouted(policy, moment, cx);
        }
    }
    for ending in &policy.endings {
        for on in &ending.on {
            let of = (Kind::Ending, ending.id.as_str());
            set_off(policy, of, &ending.stages, on, cx);
        }
    }
    for clock in &policy.clocks {
        at_its_stages(policy, clock, cx);
    }
    for m in &policy.moves {
        for on in &m.on {
            set_off(policy, (Kind::Move, m.id.as_str()), &m.from, on, cx);
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
    let named = all_moments(policy).into_iter().filter_map(|m| match m {
        MomentRef::Declared(id) => Some((id, None)),
        MomentRef::Answered(id, answer) | MomentRef::Each(id, Some(answer), _) => {
            Some((id, Some(answer)))
        }
        _ => None,
    });
    named.collect()
}

/// A move or an ending needs its moment in the stay at a stage at which it is on offer, so that it must be able to happen
/// there.
fn set_off(
    policy: &Policy,
    (kind, rule): (Kind, &str),
    stages: &[StageId],
    on: &MomentRef,
    cx: &mut Context,
) {
    let (what, remedy) = match on {
        MomentRef::Declared(id) | MomentRef::Answered(id, _) | MomentRef::Each(id, ..)
            if !asked_at(policy, id, stages) =>
        {
            let remedy = format!("Let it be at the same stages as `stages` of moment `{id}` has.");
            (format!("`{id}` is never asked"), remedy)
        }
        // What is passed by belongs to the stay that passes it.
        MomentRef::Stage(stage, what)
            if *what != StageMoment::Skipped && !stages.is_empty() && !stages.contains(stage) =>
        {
            let remedy = format!("Let it be at stage `{stage}`, or start it from another moment.");
            (format!("nothing of stage `{stage}` happens"), remedy)
        }
        _ => return,
    };
    let at = cx.place(kind, rule, "on");
    let stands = match kind {
        Kind::Move => "leads from stages at which",
        _ => "is on offer at stages at which",
    };
    let word = sentence(kind.word());
    cx.problems
        .error(&at, format!("{word} `{rule}` {stands} {what}."), remedy);
}

/// Whether a moment of the pack can be dated at one of some stages: none stands for all.
fn asked_at(policy: &Policy, id: &MomentId, stages: &[StageId]) -> bool {
    let Some(moment) = policy.moment(id) else {
        return true;
    };
    let reached = |d: &Duty| d.reaches.as_ref() == Some(id);
    moment.at_start
        || moment.default.is_some()
        || stages.is_empty()
        || moment.stages.is_empty()
        || stages.iter().any(|s| moment.stages.contains(s))
        || policy.duties.iter().any(reached)
}

/// What meets a limit of some stages, or lets it stand still or go on, must be able to happen while it runs there.
fn at_its_stages(policy: &Policy, clock: &Clock, cx: &mut Context) {
    let keys: [(&'static str, &[MomentRef]); 4] = [
        ("until", &clock.until),
        ("each", &clock.each),
        ("pause", &clock.pause),
        ("resume", &clock.resume),
    ];
    for (key, moments) in keys {
        let never = |m: &&MomentRef| match m {
            MomentRef::Declared(id) | MomentRef::Answered(id, _) | MomentRef::Each(id, ..) => {
                !asked_at(policy, id, &clock.stages)
            }
            _ => false,
        };
        if moments.is_empty() || !moments.iter().all(|m| never(&m)) {
            continue;
        }
        cx.problems.warn(
            &cx.place(Kind::Clock, clock.id.as_str(), key),
            format!(
                "Nothing under `{key}` of clock `{}` can be dated at its stages.",
                clock.id
            ),
            "Let the moment be asked at the same stages as the clock has.",
        );
    }
    let after = |m: &MomentRef| match m {
        MomentRef::Stage(stage, _) => {
            let later = |ladder: &&Ladder| {
                let place = |s: &StageId| ladder.stages.iter().position(|l| l == s);
                clock.stages.iter().all(|s| place(s) < place(stage))
            };
            let mut on = policy.ladders.iter().filter(|l| l.stages.contains(stage));
            !clock.stages.is_empty() && on.all(|l| later(&l))
        }
        _ => false,
    };
    if clock.from.iter().all(after) {
        cx.problems.warn(
            &cx.place(Kind::Clock, clock.id.as_str(), "from"),
            format!(
                "Clock `{}` starts only at a stage that comes after its own.",
                clock.id
            ),
            "Name the stages at which it runs under `stages`.",
        );
    }
}
