//! Whether a duty, an action or an entered limit fits.

use super::{Check, earlier, order, unknown_in_case, unknown_to_policy};
use crate::engine::refusal::{Refusal, RefusalCode as Code};
use crate::engine::scene::Scene;
use crate::event::{DutyKey, Settled};
use crate::ids::{ClockId, MomentId};
use crate::standing::ClockState;
use crate::time::Happened;

impl Check<'_> {
    pub(super) fn duty(
        &self,
        scene: &Scene<'_>,
        key: &DutyKey,
        settled: &Settled,
        found: &mut Vec<Refusal>,
    ) {
        if self.world.policy.duty(&key.duty).is_none() {
            found.push(unknown_to_policy("duty", "duty"));
            return;
        }
        found.extend(self.visit(key.visit));
        if let Settled::Done { on, entry, .. } = settled {
            if self.earliest().is_some_and(|first| earlier(*on, first)) {
                found.push(Refusal::new(
                    Code::BeforeRaised,
                    "on",
                    "This is before anything else in the case.",
                    "Check the date on which it was done.",
                ));
            }
            let known =
                |id: &crate::ids::EntryId| self.case.entries.iter().any(|e| e.value.id == *id);
            if entry.as_ref().is_some_and(|id| !known(id)) {
                found.push(unknown_in_case("entry", "record"));
            }
        }
        if !self.fresh {
            return;
        }
        match self.case.settled.get(key).map(|s| &s.value) {
            Some(Settled::Done { .. }) => found.push(Refusal::new(
                Code::AlreadySettled,
                "duty",
                "This was recorded as done already.",
                "Correct or strike that record.",
            )),
            _ if !scene.tasks().iter().any(|t| t.key == *key) => found.push(Refusal::new(
                Code::DutyNotArisen,
                "duty",
                "The policy does not ask for this at this point.",
                "Record it in the chronology.",
            )),
            _ => {}
        }
    }

    /// The earliest day that the case knows of.
    fn earliest(&self) -> Option<Happened> {
        let moments = self.case.moments.iter().map(|m| m.on);
        let decision = self
            .case
            .decision
            .iter()
            .flat_map(|d| d.value.on.into_iter().chain(d.value.referred));
        let entries = self.case.entries.iter().map(|e| e.value.happened);
        self.raised()
            .into_iter()
            .chain(moments)
            .chain(decision.map(Happened::on))
            .chain(entries)
            .min()
    }

    pub(super) fn limit(&self, scene: &Scene<'_>, clock: &ClockId) -> Option<Refusal> {
        let Some(rule) = self.world.policy.clock(clock) else {
            return Some(unknown_to_policy("clock", "limit"));
        };
        if !self.fresh || rule.limit.set_by().is_some() {
            return None;
        }
        // Asked for in the latest stay, or entered in it already and now set anew.
        let asked = scene.clock(rule).last().is_some_and(|w| {
            let open = matches!(
                w.timed.state,
                ClockState::AskStart { .. }
                    | ClockState::AskLimit { .. }
                    | ClockState::Refused { .. }
            );
            open || scene.entered(rule, &w.scope).is_some()
        });
        (!asked).then(|| {
            Refusal::new(
                Code::LimitNotAsked,
                "clock",
                "The policy sets this limit itself.",
                "Set a date of your own instead; it is shown as yours.",
            )
        })
    }

    /// What was set for a time ahead is moved with a reason.
    pub(super) fn moved(
        &self,
        scene: &Scene<'_>,
        moment: &MomentId,
        visit: Option<u32>,
        reason: &str,
    ) -> Option<Refusal> {
        let ahead = self.world.policy.moment(moment).is_some_and(|m| m.ahead);
        if !self.fresh || !ahead || !reason.trim().is_empty() {
            return None;
        }
        let set = self.case.moments.iter().any(|m| {
            let again = m.visit == visit && scene.episode(m.seq) == scene.current_episode();
            m.moment == *moment && (again || !scene.has_come(m.on))
        });
        set.then(|| {
            Refusal::new(
                Code::Empty,
                "reason",
                "This was set for another time already.",
                "Say why it is moved.",
            )
        })
    }

    pub(super) fn action(
        &self,
        action: &crate::ids::ActionId,
        on: Happened,
        found: &mut Vec<Refusal>,
    ) {
        let Some((agreed, settled)) = self
            .case
            .actions
            .iter()
            .find(|(a, _)| a.value.id == *action)
        else {
            found.push(unknown_in_case("action", "action"));
            return;
        };
        if earlier(on, agreed.value.agreed) {
            found.push(order("on", "This is before the action was agreed."));
        }
        if settled.as_ref().is_some_and(|s| s.value.0) {
            found.push(Refusal::new(
                Code::AlreadySettled,
                "action",
                "This action was recorded as done already.",
                "Correct or strike that record.",
            ));
        }
    }
}
