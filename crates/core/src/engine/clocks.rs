//! Time limits, worked out.

mod applies;
mod every;
mod pauses;
mod reckon;
mod state;

use reckon::Reckoned;

use super::moments::Instance;
use super::scene::{Scene, local};
use super::scope::Scope;
use crate::ids::{ClockId, MomentId};
use crate::policy::{Clock, Limit, MomentRef, PartyRef};
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

/// A start, with the moment that it was.
type Start = (MomentRef, Instance);

/// What ends a limit in one scope.
#[derive(Clone, Debug)]
struct Ends {
    /// It was met.
    met: Option<Stop>,
    /// It was made void: in words, and when.
    void: Option<(String, Stop)>,
    /// Its stage was left, or the case closed, after it began.
    left: Option<Stop>,
}

impl Ends {
    /// The one that ends it: left only where it was neither met nor made void.
    fn stop(&self) -> Option<Stop> {
        let void = self.void.as_ref().map(|(_, stop)| *stop);
        match (self.met, void) {
            (Some(met), Some(void)) if void.0 < met.0 => Some(void),
            (Some(met), _) => Some(met),
            (None, Some(void)) => Some(void),
            (None, None) => self.left,
        }
    }

    /// When it was met, unless it was made void before.
    fn met_in_force(&self) -> Option<Happened> {
        let (met, _) = self.met?;
        let before = self.void.as_ref().is_none_or(|(_, (void, _))| met <= *void);
        before.then_some(met)
    }
}

impl Scene<'_> {
    /// A clock in each of its scopes, oldest first. Empty where its rule does not apply.
    pub fn clock(&self, clock: &Clock) -> Rc<Vec<Worked>> {
        if let Some(known) = self.worked.borrow().get(&clock.id) {
            return Rc::clone(known);
        }
        // The checker refuses packs whose clocks start one another in a circle; here it only must end.
        if self.working.borrow().contains(&clock.id) {
            return Rc::default();
        }
        self.working.borrow_mut().push(clock.id.clone());
        let worked: Vec<Worked> = self
            .scopes(clock)
            .into_iter()
            .flat_map(|scope| self.work_out(clock, scope))
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
                agency: None,
                seq: worked.start_seq,
                assumed: false,
            })
        });
        passed.collect()
    }

    /// A clock in one scope: nothing where its rule does not apply, and one limit for each time that it
    /// comes where it comes again and again.
    fn work_out(&self, clock: &Clock, scope: Scope) -> Vec<Worked> {
        let start = self.start(clock, &scope);
        let Some(ends) = self.ends(clock, &scope, start.as_ref()) else {
            return Vec::new();
        };
        if let (Limit::Every(span), Some(start)) = (&clock.limit, &start) {
            return self.again_and_again(clock, &scope, *span, start, &ends);
        }
        if let Some(then) = ends.stop().and_then(|(on, seq)| self.calendar_by(on, seq)) {
            // Each time round at least one proclaimed day fewer is left, so this ends.
            return self.counting_with(&then).work_out(clock, scope);
        }
        let pauses = self.pauses(clock, &scope, ends.stop());
        let mut timed = self.timed(clock, &scope, start.as_ref(), ends.stop());
        if let (Limit::Both(_, other), Some((_, i))) = (&clock.limit, &start) {
            let due = self.due(i.on, *other, &pauses);
            timed.other_wording = due.ok().map(|due| (due, other.words()));
        }
        let due = match self.reckon(clock, &scope, start.as_ref(), ends.stop(), &pauses) {
            Reckoned::Due {
                due,
                capped_by,
                instead_of,
            } => {
                timed.state = self.state(&scope, due.clone(), &ends);
                timed.capped_by = capped_by;
                timed.other_wording = timed.other_wording.or(instead_of.map(|fixed| *fixed));
                Some(due)
            }
            Reckoned::State(state) => {
                timed.state = self.without_due(&scope, state, &ends);
                None
            }
        };
        let superseded = matches!(timed.state, ClockState::Superseded { .. });
        let void = ends.void.filter(|_| superseded).map(|(_, (on, _))| on);
        vec![Worked {
            start_seq: start.map_or(0, |(_, i)| i.seq),
            scope,
            timed,
            due,
            void,
        }]
    }

    fn timed(
        &self,
        clock: &Clock,
        scope: &Scope,
        start: Option<&Start>,
        stopped: Option<Stop>,
    ) -> Timed {
        Timed {
            clock: clock.id.clone(),
            name: clock.name.clone(),
            written: clock.written.clone(),
            limit: clock.limit.clone(),
            owner: self.who(&clock.owner, Whose::Both),
            force: clock.force,
            started: start.map(|(moment, i)| (self.words(moment), i.on)),
            start_assumed: start.is_some_and(|(_, i)| i.assumed),
            state: ClockState::Waiting,
            capped_by: None,
            other_wording: None,
            visit: scope.run.map(|(_, last)| last),
            occurrence: None,
            set: self.entered(clock, scope),
            changed: self.changed(clock, start, stopped),
            cite: clock.cite.clone(),
            readings: clock.readings.clone(),
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
