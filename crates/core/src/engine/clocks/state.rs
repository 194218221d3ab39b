//! How a limit stands, once it is known when it is due and what ended it.

use super::{Ends, datable};
use crate::engine::scene::Scene;
use crate::engine::scope::Scope;
use crate::policy::{Clock, MomentRef};
use crate::standing::{ClockState, Due};
use crate::time::Happened;

impl Scene<'_> {
    /// The state of a clock whose start has not happened.
    pub(super) fn no_start(&self, clock: &Clock, scope: &Scope) -> ClockState {
        if let Some((_, seq)) = scope.left {
            return ClockState::Superseded {
                why: self.left_why(scope, seq),
            };
        }
        let missing: Vec<MomentRef> = clock
            .from
            .iter()
            .filter(|m| !clock.latest || self.start_of(m, clock, scope).is_none())
            .cloned()
            .collect();
        let waits = match scope.run {
            Some(_) => self.may_come(&missing),
            // What lies before the dispute does not come any more: it is asked for.
            None => !missing.iter().any(|m| self.at_start(m)),
        };
        if waits {
            return ClockState::Waiting;
        }
        ClockState::AskStart {
            moments: missing.iter().map(|m| self.words(m)).collect(),
            moment: datable(&missing),
        }
    }

    /// Whether every missing start is a moment that may still happen at the open stage. Then nobody is
    /// asked for it: it has not happened yet. A moment at the start lies behind, so it is asked for.
    fn may_come(&self, missing: &[MomentRef]) -> bool {
        let Some(open) = self.open_visit() else {
            return false;
        };
        missing.iter().all(|from| {
            let (MomentRef::Declared(id) | MomentRef::Answered(id, _) | MomentRef::Each(id, ..)) =
                from
            else {
                return false;
            };
            let moment = self.policy().moment(id);
            moment.is_some_and(|m| {
                !m.at_start && (m.stages.is_empty() || m.stages.contains(&open.stage))
            })
        })
    }

    fn at_start(&self, moment: &MomentRef) -> bool {
        let MomentRef::Declared(id) = moment else {
            return false;
        };
        self.policy().moment(id).is_some_and(|m| m.at_start)
    }

    /// In words, what ended a scope: the event is named, since the dispute may have been opened again.
    pub(super) fn left_why(&self, scope: &Scope, seq: u64) -> String {
        if self.case.reopened.iter().any(|r| r.seq == seq) {
            return "The dispute was opened again.".to_owned();
        }
        if self.case.closings.iter().any(|c| c.seq == seq) {
            return "The case was closed.".to_owned();
        }
        let stage = scope
            .run
            .and_then(|(_, last)| self.policy().stage(&self.visit(last)?.stage));
        match stage {
            Some(stage) => format!("{} was left.", stage.name),
            None => "The case was closed.".to_owned(),
        }
    }

    pub(super) fn state(&self, scope: &Scope, due: Due, ends: &Ends) -> ClockState {
        if let Some(on) = ends.met_in_force() {
            let late = self.after(on, &due);
            return ClockState::Met { due, on, late };
        }
        if let Some((why, (on, _))) = &ends.void {
            return self.late_or(due, *on, why.clone());
        }
        if let Some((on, seq)) = ends.left {
            return self.late_or(due, on, self.left_why(scope, seq));
        }
        if self.is_over(&due) {
            ClockState::Late { due }
        } else {
            ClockState::Running { due }
        }
    }

    /// What was late by then stays late; what was not is superseded.
    pub(super) fn late_or(&self, due: Due, then: Happened, why: String) -> ClockState {
        if self.after(then, &due) {
            ClockState::Late { due }
        } else {
            ClockState::Superseded { why }
        }
    }

    /// The state of a clock that has no due moment.
    pub(super) fn without_due(&self, scope: &Scope, state: ClockState, ends: &Ends) -> ClockState {
        if state == ClockState::Waiting {
            return match scope.left {
                Some((_, seq)) => ClockState::Superseded {
                    why: self.left_why(scope, seq),
                },
                None => state,
            };
        }
        if let (ClockState::Urgent { urgency, since, .. }, Some(on)) = (&state, ends.met_in_force())
        {
            return ClockState::Urgent {
                urgency: *urgency,
                since: *since,
                met: Some(on),
            };
        }
        if let Some((why, _)) = &ends.void {
            return ClockState::Superseded { why: why.clone() };
        }
        match ends.left {
            Some((_, seq)) => ClockState::Superseded {
                why: self.left_why(scope, seq),
            },
            None => state,
        }
    }
}
