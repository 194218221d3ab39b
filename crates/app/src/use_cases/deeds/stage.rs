//! Why a stage is opened.

use crate::loaded::LoadedCase;
use stepwise_core::case::Phase;
use stepwise_core::event::{Outcome, Why};
use stepwise_core::policy::{MomentRef, StageMoment};

/// Why a stage is opened, from the way on that was taken.
pub(super) fn why(
    loaded: &LoadedCase,
    stage: &str,
    rule: &str,
    reason: &str,
    for_risk: bool,
) -> Why {
    let starts = &loaded.standing.first_stages;
    let in_turn = starts.iter().any(|s| s.as_str() == stage);
    let before = matches!(loaded.case.phase, Phase::Before | Phase::Empty);
    let reason = reason.trim().to_owned();
    let unresolved = |moment: &MomentRef| {
        matches!(
            moment,
            MomentRef::AnyStage(StageMoment::Unresolved)
                | MomentRef::Stage(_, StageMoment::Unresolved)
        )
    };
    // A way on may be open for another reason too, such as that the advice was taken.
    let failed = loaded
        .case
        .open_visit()
        .and_then(|visit| visit.outcome.as_ref())
        .is_some_and(|outcome| outcome.outcome == Outcome::NotResolved);
    let taken = loaded.policy.moves.iter().find(|m| m.id.as_str() == rule);
    match taken {
        _ if for_risk => Why::Risk(reason),
        None if before && reason.is_empty() => Why::Start,
        None if before && in_turn => Why::Passing(reason),
        None if before => Why::AlreadyThere(reason),
        None => Why::Unresolved,
        Some(taken) if reason.is_empty() && failed && taken.on.iter().any(unresolved) => {
            Why::Unresolved
        }
        Some(taken) => Why::Moved(taken.id.clone(), reason),
    }
}
