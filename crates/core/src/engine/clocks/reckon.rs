//! When a limit is due: its own count, what was entered for it, and the limits that cap it.

use super::{Stop, datable};
use crate::engine::due::NoDue;
use crate::engine::moments::Instance;
use crate::engine::scene::Scene;
use crate::engine::scope::Scope;
use crate::ids::ClockId;
use crate::policy::{Clock, Limit, MomentRef};
use crate::standing::{ClockState, Due, Whose};
use crate::time::Happened;

/// A due moment before the state is known.
pub(super) enum Reckoned {
    Due {
        due: Due,
        capped_by: Option<ClockId>,
    },
    State(ClockState),
}

impl Scene<'_> {
    pub(super) fn reckon(
        &self,
        clock: &Clock,
        scope: &Scope,
        start: Option<&(MomentRef, Instance)>,
        stopped: Option<Stop>,
    ) -> Reckoned {
        let entered = self.entered(clock, scope);
        let typed = |date| Reckoned::Due {
            due: self.typed_due(date),
            capped_by: None,
        };
        let span = match (&clock.limit, start) {
            (Limit::Entered(by), start) => {
                return match (entered, start) {
                    (Some(date), _) => self
                        .capped(clock, scope, Ok(self.typed_due(date)), stopped)
                        .unwrap_or_else(|_| typed(date)),
                    (None, Some(_)) => Reckoned::State(ClockState::AskLimit {
                        by: self.who(by, Whose::Both).capacity,
                    }),
                    (None, None) => Reckoned::State(ClockState::Waiting),
                };
            }
            (Limit::At(urgency), Some((_, i))) => {
                return Reckoned::State(ClockState::Urgent {
                    urgency: *urgency,
                    since: i.on,
                    met: None,
                });
            }
            (Limit::Span(span) | Limit::Both(span, _), Some(_)) => *span,
            (_, None) => {
                return match entered {
                    Some(date) => typed(date),
                    None => Reckoned::State(self.no_start(clock, scope)),
                };
            }
        };
        let Some((moment, start)) = start else {
            return Reckoned::State(ClockState::Waiting);
        };
        match self.capped(clock, scope, self.due(start.on, span), stopped) {
            Ok(reckoned) => reckoned,
            Err(NoDue::AskTime) => Reckoned::State(ClockState::AskTime {
                start: start.on,
                moment: datable(std::slice::from_ref(moment)),
            }),
            Err(NoDue::Refused(why)) => match entered {
                Some(date) => typed(date),
                None => Reckoned::State(ClockState::Refused { why }),
            },
        }
    }

    /// The earlier of a clock's own due moment and those of the clocks that cap it. A cap that was made
    /// void before the clock stopped caps no more. A cap stands in where the own one cannot be known because the calendar ends: it is the earlier one then.
    fn capped(
        &self,
        clock: &Clock,
        scope: &Scope,
        own: Result<Due, NoDue>,
        stopped: Option<Stop>,
    ) -> Result<Reckoned, NoDue> {
        let mut best = own.map(|due| (due, None));
        for cap in self
            .policy()
            .clocks
            .iter()
            .filter(|c| c.caps.contains(&clock.id))
        {
            for worked in self.clock(cap).iter().filter(|w| w.scope.meets(scope)) {
                let gone = |void: Happened| stopped.is_none_or(|(on, _)| void <= on);
                if worked.void.is_some_and(gone) {
                    continue;
                }
                let Some(due) = &worked.due else { continue };
                let sooner = match &best {
                    Ok((own, _)) => self.sooner(due, own),
                    Err(NoDue::Refused(_)) => true,
                    Err(NoDue::AskTime) => false,
                };
                if sooner {
                    best = Ok((due.clone(), Some(cap.id.clone())));
                }
            }
        }
        best.map(|(due, capped_by)| Reckoned::Due { due, capped_by })
    }

    /// The day that somebody set for this clock in this scope: the last one entered from its first
    /// visit on and before the next scope's. What is entered ahead belongs to the first scope.
    pub fn entered(&self, clock: &Clock, scope: &Scope) -> Option<chrono::NaiveDate> {
        let entered = self.case.limits.get(&clock.id)?;
        let same = |seq: u64| self.episode(seq) == scope.episode;
        let mut mine = entered.iter().rev().filter(|e| same(e.seq));
        let Some(run) = scope.run else {
            return mine.next().map(|e| e.value.0);
        };
        let runs: Vec<(u32, u64)> = self
            .scopes(clock)
            .into_iter()
            .filter(|s| s.episode == scope.episode)
            .filter_map(|s| s.run)
            .filter_map(|(first, _)| Some((first, self.visit(first)?.seq)))
            .collect();
        let owner = |seq: u64| {
            let since = runs.iter().rev().find(|(_, opened)| *opened <= seq);
            since.or(runs.first()).map(|(first, _)| *first)
        };
        mine.find(|e| owner(e.seq) == Some(run.0))
            .map(|e| e.value.0)
    }
}
