//! Time limits, worked out.

mod reckon;

use reckon::Reckoned;

use super::moments::Instance;
use super::scene::{Scene, local};
use super::scope::Scope;
use crate::ids::{ClockId, MomentId};
use crate::policy::{Clock, Limit, MomentRef, PartyRef, Unit};
use crate::standing::{ClockState, Due, Timed, Whose};
use crate::time::Happened;
use std::rc::Rc;

/// A limit in one scope, with what other rules need of it.
#[derive(Clone, Debug)]
pub(super) struct Worked {
    pub scope: Scope,
    pub timed: Timed,
    /// When it is or was due, whatever became of it.
    pub due: Option<Due>,
    /// The event that started it; 0 where none did.
    pub start_seq: u64,
    /// When it was superseded by a moment that makes it void.
    void: Option<Happened>,
}

/// What ends a limit: when, and by which event.
type Stop = (Happened, u64);

impl Scene<'_> {
    /// A clock in each of its scopes, oldest first. Empty where its rule does not apply.
    pub fn clock(&self, clock: &Clock) -> Rc<Vec<Worked>> {
        if let Some(known) = self.worked.borrow().get(&clock.id) {
            return Rc::clone(known);
        }
        // The checker refuses packs whose clocks start one another in a circle; here it only must end.
        if self.working.borrow().contains(&clock.id) || !self.holds(&clock.when) {
            return Rc::default();
        }
        self.working.borrow_mut().push(clock.id.clone());
        let worked: Vec<Worked> = self
            .scopes(clock)
            .into_iter()
            .map(|scope| self.work_out(clock, scope))
            .collect();
        let worked = Rc::new(worked);
        self.working.borrow_mut().pop();
        // An answer that was cut short by a circle depends on where it was asked from.
        if self.working.borrow().is_empty() {
            self.worked
                .borrow_mut()
                .insert(clock.id.clone(), Rc::clone(&worked));
        }
        worked
    }

    /// The moment of a limit's passing, dated the due moment, in each scope where it passed.
    pub fn passed(&self, id: &ClockId) -> Vec<Instance> {
        let Some(clock) = self.policy().clock(id) else {
            return Vec::new();
        };
        let worked = self.clock(clock);
        let passed = worked.iter().filter_map(|worked| {
            let due = match &worked.timed.state {
                ClockState::Late { due }
                | ClockState::Met {
                    due, late: true, ..
                } => due,
                _ => return None,
            };
            let on = due
                .at
                .map_or(Happened::on(due.date), |at| local(at, self.zone()));
            Some(Instance {
                on,
                visit: worked.scope.run.map(|(_, last)| last),
                episode: worked.scope.episode,
                seq: worked.start_seq,
                assumed: false,
            })
        });
        passed.collect()
    }

    fn work_out(&self, clock: &Clock, scope: Scope) -> Worked {
        let start = self.start(clock, &scope);
        let start_seq = start.as_ref().map_or(0, |(_, i)| i.seq);
        let stopped = self.stopped(clock, &scope, start_seq);
        if let Some(then) = stopped.and_then(|(on, seq)| self.calendar_by(on, seq)) {
            // Each time round at least one proclaimed day fewer is left, so this ends.
            return self.counting_with(&then).work_out(clock, scope);
        }
        let reckoned = self.reckon(clock, &scope, start.as_ref(), stopped);
        let mut timed = Timed {
            clock: clock.id.clone(),
            name: clock.name.clone(),
            written: clock.written.clone(),
            limit: clock.limit.clone(),
            owner: self.who(&clock.owner, Whose::Both),
            force: clock.force,
            started: start.as_ref().map(|(moment, i)| (self.words(moment), i.on)),
            start_assumed: start.as_ref().is_some_and(|(_, i)| i.assumed),
            state: ClockState::Waiting,
            capped_by: None,
            other_wording: None,
            visit: scope.run.map(|(_, last)| last),
            cite: clock.cite.clone(),
            readings: clock.readings.clone(),
        };
        if let (Limit::Both(_, other), Some((_, i))) = (&clock.limit, &start) {
            timed.other_wording = self
                .due(i.on, *other)
                .ok()
                .map(|due| (due, in_words(other.n, other.unit)));
        }
        let due = match reckoned {
            Reckoned::Due { due, capped_by } => {
                timed.state = self.state(clock, &scope, due.clone(), start_seq);
                timed.capped_by = capped_by;
                Some(due)
            }
            Reckoned::State(state) => {
                timed.state = self.without_due(clock, &scope, state, start_seq);
                None
            }
        };
        let superseded = matches!(timed.state, ClockState::Superseded { .. });
        let void = self.stop(&clock.void, &scope).filter(|_| superseded);
        Worked {
            scope,
            timed,
            due,
            start_seq,
            void: void.map(|(_, i)| i.on),
        }
    }

    /// What ends a limit: it was met, made void, or left with its stage.
    fn stopped(&self, clock: &Clock, scope: &Scope, start_seq: u64) -> Option<Stop> {
        let at = |moments| self.stop(moments, scope).map(|(_, i)| (i.on, i.seq));
        match (at(&clock.until), at(&clock.void)) {
            (Some(met), Some(void)) if void.0 < met.0 => Some(void),
            (Some(met), _) => Some(met),
            (None, Some(void)) => Some(void),
            (None, None) => scope.left.filter(|(_, seq)| start_seq < *seq),
        }
    }

    fn no_start(&self, clock: &Clock, scope: &Scope) -> ClockState {
        match scope.left {
            Some(_) => ClockState::Superseded {
                why: self.left_why(scope),
            },
            None if scope.run.is_none() || self.may_come(clock) => ClockState::Waiting,
            None => ClockState::AskStart {
                moments: clock.from.iter().map(|m| self.words(m)).collect(),
                moment: datable(&clock.from),
            },
        }
    }

    /// Whether every start of a clock is a moment that may still happen at the open stage. Then nobody is
    /// asked for it: it has not happened yet. A moment at the start lies behind, so it is asked for.
    fn may_come(&self, clock: &Clock) -> bool {
        let Some(open) = self.open_visit() else {
            return false;
        };
        clock.from.iter().all(|from| {
            let MomentRef::Declared(id) = from else {
                return false;
            };
            let moment = self.policy().moment(id);
            moment.is_some_and(|m| {
                !m.at_start && (m.stages.is_empty() || m.stages.contains(&open.stage))
            })
        })
    }

    fn left_why(&self, scope: &Scope) -> String {
        let stage = scope
            .run
            .and_then(|(_, last)| self.policy().stage(&self.visit(last)?.stage));
        match stage {
            Some(stage) => format!("{} was left.", stage.name),
            None => "The case was closed.".to_owned(),
        }
    }

    /// Whether the scope's end ends the clock: only what began before it.
    fn frozen(&self, scope: &Scope, start_seq: u64) -> Option<Happened> {
        scope
            .left
            .filter(|(_, seq)| start_seq < *seq)
            .map(|(on, _)| on)
    }

    fn state(&self, clock: &Clock, scope: &Scope, due: Due, start_seq: u64) -> ClockState {
        let met = self.stop(&clock.until, scope);
        let void = self.stop(&clock.void, scope);
        if let Some((_, met)) = &met
            && void.as_ref().is_none_or(|(_, void)| met.on <= void.on)
        {
            let late = self.after(met.on, &due);
            return ClockState::Met {
                due,
                on: met.on,
                late,
            };
        }
        if let Some((moment, void)) = void {
            return self.late_or(due, void.on, format!("{}.", self.words(&moment)));
        }
        if let Some(left) = self.frozen(scope, start_seq) {
            return self.late_or(due, left, self.left_why(scope));
        }
        if self.is_over(&due) {
            ClockState::Late { due }
        } else {
            ClockState::Running { due }
        }
    }

    /// What was late by then stays late; what was not is superseded.
    fn late_or(&self, due: Due, then: Happened, why: String) -> ClockState {
        if self.after(then, &due) {
            ClockState::Late { due }
        } else {
            ClockState::Superseded { why }
        }
    }

    /// The state of a clock that has no due moment.
    fn without_due(
        &self,
        clock: &Clock,
        scope: &Scope,
        state: ClockState,
        start_seq: u64,
    ) -> ClockState {
        if state == ClockState::Waiting {
            return match (&clock.limit, scope.left) {
                (_, Some(_)) => ClockState::Superseded {
                    why: self.left_why(scope),
                },
                _ => state,
            };
        }
        let met = self.stop(&clock.until, scope).map(|(_, i)| i.on);
        let void = self.stop(&clock.void, scope);
        if let (ClockState::Urgent { urgency, since, .. }, Some(on)) = (&state, met)
            && void.as_ref().is_none_or(|(_, void)| on <= void.on)
        {
            return ClockState::Urgent {
                urgency: *urgency,
                since: *since,
                met: Some(on),
            };
        }
        if let Some((moment, _)) = void {
            return ClockState::Superseded {
                why: format!("{}.", self.words(&moment)),
            };
        }
        match self.frozen(scope, start_seq) {
            Some(_) => ClockState::Superseded {
                why: self.left_why(scope),
            },
            None => state,
        }
    }

    /// Whether a limit's owner is this setting, or both sides.
    pub fn is_ours(&self, party: &PartyRef) -> bool {
        matches!(
            self.who(party, Whose::Ours).whose,
            Whose::Ours | Whose::Both
        )
    }
}

/// The first of the moments that the user can date.
fn datable(moments: &[MomentRef]) -> Option<MomentId> {
    moments.iter().find_map(|m| match m {
        MomentRef::Declared(id) => Some(id.clone()),
        _ => None,
    })
}

/// A limit in words: "2 working days".
pub(super) fn in_words(n: u32, unit: Unit) -> String {
    let unit = match unit {
        Unit::WorkingDays => "working day",
        Unit::CalendarDays => "calendar day",
        Unit::Weeks => "week",
        Unit::Hours => "hour",
    };
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {unit}{plural}")
}
