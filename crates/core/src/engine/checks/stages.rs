//! Whether a stage may be opened or settled from where the dispute stands.

use super::{Check, earlier, order, unknown_in_case, unknown_to_policy};
use crate::case::{Phase, Visit};
use crate::engine::refusal::{Refusal, RefusalCode as Code};
use crate::engine::scene::Scene;
use crate::event::{Outcome, Why};
use crate::ids::StageId;
use crate::time::Happened;

impl Check<'_> {
    pub(super) fn stage_opened(
        &self,
        scene: &Scene<'_>,
        stage: &StageId,
        on: Happened,
        why: &Why,
        found: &mut Vec<Refusal>,
    ) {
        if self.world.policy.stage(stage).is_none() {
            found.push(unknown_to_policy("stage", "stage"));
            return;
        }
        found.extend(self.after_all(on));
        if !matches!(self.case.phase, Phase::Before | Phase::AtStage { .. }) {
            found.push(Refusal::new(
                Code::StageNotAllowed,
                "stage",
                "The dispute was resolved.",
                "Open it again, with a reason, before going to a stage.",
            ));
        } else if self.fresh {
            found.extend(self.way(scene, stage, why));
        }
    }

    /// Whether the stage may be opened from here, for this reason.
    fn way(&self, scene: &Scene<'_>, stage: &StageId, why: &Why) -> Option<Refusal> {
        let refuse = |field: &str, message: &str, remedy: &str| {
            Some(Refusal::new(Code::StageNotAllowed, field, message, remedy))
        };
        // An optional stage is passed by on purpose, and the record says why.
        let passing = || {
            Some(Refusal::new(
                Code::Empty,
                "why.reason",
                "This cannot be left empty.",
                "Say why the stage before it is passed by.",
            ))
        };
        let before = self.case.phase == Phase::Before;
        let moves = scene.moves();
        match why {
            Why::Start if !before => refuse(
                "why",
                "The dispute is at a stage already.",
                "Say why it goes to another stage.",
            ),
            Why::Start if !scene.first_stages().contains(stage) => refuse(
                "stage",
                "The policy does not start at this stage.",
                "Start at the first stage, or say why it starts higher.",
            ),
            Why::Start if scene.first_stages().first() != Some(stage) => passing(),
            Why::Passing(_) if !before => refuse(
                "why",
                "The dispute is at a stage already.",
                "Say why it goes to another stage.",
            ),
            Why::Passing(_) if !scene.first_stages().contains(stage) => refuse(
                "stage",
                "The policy does not start at this stage.",
                "Start at the first stage, or at one after stages that may be passed by.",
            ),
            Why::AlreadyThere(_) if !before => refuse(
                "why",
                "The dispute is at a stage already.",
                "Say why it goes to another stage.",
            ),
            Why::AlreadyThere(_) if scene.rank(stage).is_none() => refuse(
                "stage",
                "This stage is not on the route of this dispute.",
                "Choose a stage of the route.",
            ),
            Why::Unresolved => {
                let unresolved = |v: &Visit| {
                    v.outcome
                        .as_ref()
                        .is_some_and(|o| o.outcome == Outcome::NotResolved)
                };
                if !self.case.open_visit().is_some_and(unresolved) {
                    return refuse(
                        "why",
                        "It was not recorded that the stage before did not resolve the dispute.",
                        "Record the outcome of that stage first.",
                    );
                }
                let mut offered = moves
                    .iter()
                    .filter(|m| !m.for_risk && m.stages.contains(stage))
                    .peekable();
                if offered.peek().is_none() {
                    return refuse(
                        "stage",
                        "The policy does not lead to this stage from here.",
                        "Choose one of the ways on.",
                    );
                }
                match offered.all(|m| m.passing.contains(stage)) {
                    true => passing(),
                    false => None,
                }
            }
            Why::Risk(_) if !moves.iter().any(|m| m.for_risk && m.stages.contains(stage)) => {
                refuse(
                    "stage",
                    "Immediate harm does not lead to this stage from here.",
                    "Record first that immediate harm is thought likely, then choose a higher stage.",
                )
            }
            Why::Moved(rule, reason) => match moves.iter().find(|m| m.rule == *rule) {
                Some(offer) if offer.passing.contains(stage) && reason.trim().is_empty() => {
                    passing()
                }
                Some(offer) if offer.stages.contains(stage) => {
                    (offer.asks_reason && reason.trim().is_empty()).then(|| {
                        Refusal::new(
                            Code::Empty,
                            "why.reason",
                            "This cannot be left empty.",
                            "Say why the dispute goes to this stage.",
                        )
                    })
                }
                _ => refuse(
                    "why",
                    "The policy does not offer this way on from here.",
                    "Choose one of the ways on.",
                ),
            },
            Why::Start | Why::AlreadyThere(_) | Why::Passing(_) | Why::Risk(_) => None,
        }
    }

    pub(super) fn stage_settled(
        &self,
        visit: u32,
        outcome: Outcome,
        on: Happened,
    ) -> Option<Refusal> {
        let Some(at) = self.case.visit(visit) else {
            return Some(unknown_in_case("visit", "stage"));
        };
        let before = at.outcome.as_ref();
        // Before the next stage is opened they may still agree. The other way round is a reopening, or
        // a slip to be struck.
        let after_all = outcome == Outcome::Resolved
            && before.is_none_or(|o| o.outcome == Outcome::NotResolved);
        if before.is_some() && !after_all {
            return Some(Refusal::new(
                Code::AlreadySettled,
                "visit",
                "The outcome of this stage was recorded already.",
                "Correct or strike that record.",
            ));
        }
        if self.case.phase != (Phase::AtStage { visit }) {
            return Some(Refusal::new(
                Code::StageNotOpen,
                "visit",
                "This stage is not open.",
                "Record the outcome of the open stage.",
            ));
        }
        if before.is_some_and(|o| earlier(on, o.on)) {
            return Some(order(
                "on",
                "This is before it was found that the stage did not resolve it.",
            ));
        }
        earlier(on, at.opened).then(|| order("on", "The outcome is before the stage was opened."))
    }
}
