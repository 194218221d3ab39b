//! Whether a stage can be left and closed, and whether what was never done counts as done.

use super::context::Context;
use super::names::Kind;
use crate::policy::model::*;

pub(crate) fn check(policy: &Policy, cx: &mut Context) {
    for clock in &policy.clocks {
        if clock.readings.is_empty() {
            met_by_leaving(clock, cx);
        }
    }
    for stage in &policy.stages {
        stuck(policy, stage, cx);
        unsettled(policy, stage, cx);
    }
}

/// With the leaving of its stage under `until`, a reply that never came would count as given.
fn met_by_leaving(clock: &Clock, cx: &mut Context) {
    let left = clock.until.iter().find_map(|m| match m {
        MomentRef::Stage(stage, StageMoment::Left) if clock.stages.contains(stage) => Some(stage),
        _ => None,
    });
    let own = clock.until.iter().any(|m| {
        matches!(
            m,
            MomentRef::Declared(_) | MomentRef::Answered(..) | MomentRef::DutyDone(_)
        )
    });
    let Some(stage) = left.filter(|_| own) else {
        return;
    };
    let at = cx.place(Kind::Clock, clock.id.as_str(), "until");
    cx.problems.warn(
        &at,
        format!(
            "Clock `{}` stops when `{stage}` is left too, so that what was never done would count as done.",
            clock.id
        ),
        format!("Take `{stage}.left` out of `until`: a limit ends with its stages by itself."),
    );
}

/// A stage with others above it must have a way on besides immediate harm.
fn stuck(policy: &Policy, stage: &Stage, cx: &mut Context) {
    let above = policy.ladders.iter().any(|l| {
        l.stages.contains(&stage.id) && l.stages.last().is_some_and(|last| *last != stage.id)
    });
    let leads = |m: &Move| {
        (m.from.is_empty() || m.from.contains(&stage.id))
            && m.on.iter().any(|on| *on != MomentRef::ImmediateHarm)
            && !matches!(m.to, Target::Beside(..))
    };
    // A body that decides may end the route below its top, where there are several.
    if !above || stage.decided_by.is_some() || policy.moves.iter().any(leads) {
        return;
    }
    let at = cx.names.place(Kind::Stage, stage.id.as_str());
    cx.problems.warn(
        &at,
        format!("No way leads on from stage `{}`.", stage.id),
        "Name it in `from` of a move, such as the one with on = \"stage.unresolved\".",
    );
}

/// Where both agree at a stage, the case must be able to end as resolved.
fn unsettled(policy: &Policy, stage: &Stage, cx: &mut Context) {
    let ends = |e: &Ending| e.resolves && (e.stages.is_empty() || e.stages.contains(&stage.id));
    if policy.endings.iter().any(ends) {
        return;
    }
    let at = cx.names.place(Kind::Stage, stage.id.as_str());
    cx.problems.warn(
        &at,
        format!(
            "A dispute that is resolved at stage `{}` cannot be closed as resolved.",
            stage.id
        ),
        "Name the stage in `stages` of an ending with resolves = true.",
    );
}
