//! When a limit is due: its own count, what was entered for it, and the limits that cap it.

use super::{Start, Stop, datable};
use crate::calendar::Pause;
use crate::case;
use crate::engine::due::NoDue;
use crate::engine::scene::Scene;
use crate::engine::scope::Scope;
use crate::ids::ClockId;
use crate::policy::{Clock, Limit};
use crate::standing::{ClockState, Due, SetDay, Whose};
use crate::time::Happened;
use chrono::NaiveDate;

/// A due moment before the state is known.
pub(super) enum Reckoned {
    Due {
        due: Due,
        capped_by: Option<ClockId>,
        /// The fixed limit that a day set by somebody took the place of, with its words.
        instead_of: Option<Box<(Due, String)>>,
    },
    State(ClockState),
}

impl From<Due> for Reckoned {
    fn from(due: Due) -> Self {
        Reckoned::Due {
            due,
            capped_by: None,
            instead_of: None,
        }
    }
}

impl Scene<'_> {
    pub(super) fn reckon(
        &self,
        clock: &Clock,
        scope: &Scope,
        start: Option<&Start>,
        stopped: Option<Stop>,
        pauses: &[Pause],
    ) -> Reckoned {
        let entered = self.entered(clock, scope);
        let typed = entered.map(|set| self.typed_due(set.by));
        let Some(start) = start else {
            return match (typed, &clock.limit) {
                (Some(due), Limit::Entered(_)) => self.entered_due(clock, scope, due, stopped),
                (Some(due), _) => due.into(),
                (None, Limit::Entered(_)) => Reckoned::State(ClockState::Waiting),
                (None, _) => Reckoned::State(self.no_start(clock, scope)),
            };
        };
        let started = &start.1;
        let span = match &clock.limit {
            Limit::Entered(by) => {
                return match typed {
                    Some(due) => self.entered_due(clock, scope, due, stopped),
                    None => Reckoned::State(ClockState::AskLimit {
                        by: self.who(by, Whose::Both).capacity,
                    }),
                };
            }
            Limit::At(urgency) => {
                return Reckoned::State(ClockState::Urgent {
                    urgency: *urgency,
                    since: started.on,
                    met: None,
                });
            }
            Limit::Span(span)
            | Limit::Both(span, _)
            | Limit::Sooner(span, _)
            | Limit::AtMost(_, span)
            | Limit::Otherwise(span, _)
            | Limit::Every(span) => *span,
        };
        let fixed = self.due(started.on, span, pauses);
        let (own, instead_of) = match (&clock.limit, fixed, &typed) {
            (Limit::Sooner(..), Ok(fixed), Some(set)) if self.sooner(set, &fixed) => {
                (Ok(set.clone()), Some(Box::new((fixed, span.words()))))
            }
            (Limit::Otherwise(..), Ok(fixed), Some(set)) => {
                (Ok(set.clone()), Some(Box::new((fixed, span.words()))))
            }
            (Limit::Otherwise(..), Err(NoDue::Paused(..)), Some(set)) => (Ok(set.clone()), None),
            (Limit::Sooner(..) | Limit::Otherwise(..), Err(NoDue::Refused(_)), Some(set)) => {
                (Ok(set.clone()), None)
            }
            (_, fixed, _) => (fixed, None),
        };
        match self.capped(clock, scope, own, stopped) {
            Ok((due, capped_by)) => Reckoned::Due {
                due,
                capped_by,
                instead_of,
            },
            Err(no @ NoDue::Refused(_)) => match typed {
                Some(due) => due.into(),
                None => Reckoned::State(self.no_due(clock, start, no)),
            },
            Err(no) => Reckoned::State(self.no_due(clock, start, no)),
        }
    }

    /// A day that somebody set, under the caps.
    fn entered_due(
        &self,
        clock: &Clock,
        scope: &Scope,
        due: Due,
        stopped: Option<Stop>,
    ) -> Reckoned {
        match self.capped(clock, scope, Ok(due.clone()), stopped) {
            Ok((due, capped_by)) => Reckoned::Due {
                due,
                capped_by,
                instead_of: None,
            },
            Err(_) => due.into(),
        }
    }

    /// The state of a limit whose due moment cannot be named.
    pub(super) fn no_due(&self, clock: &Clock, start: &Start, no: NoDue) -> ClockState {
        let (moment, started) = start;
        match no {
            NoDue::AskTime => ClockState::AskTime {
                start: started.on,
                moment: match started.on.time {
                    None => datable(std::slice::from_ref(moment)),
                    // The start has its time, so it is the standing still that has none.
                    Some(_) => datable(&clock.pause).or_else(|| datable(&clock.resume)),
                },
            },
            NoDue::Paused(since, counted) => ClockState::Paused {
                since,
                counted,
                moment: datable(&clock.resume),
            },
            NoDue::Refused(why) => ClockState::Refused { why },
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
    ) -> Result<(Due, Option<ClockId>), NoDue> {
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
                    Err(NoDue::AskTime | NoDue::Paused(..)) => false,
                };
                if sooner {
                    best = Ok((due.clone(), Some(cap.id.clone())));
                }
            }
        }
        best
    }

    /// The day that somebody set for this clock in this scope: the last one entered from its first
    /// visit on and before the next scope's. What is entered ahead belongs to the first scope.
    pub fn entered(&self, clock: &Clock, scope: &Scope) -> Option<SetDay> {
        let entered = self.case.limits.get(&clock.id)?;
        let same = |seq: u64| self.episode(seq) == scope.episode;
        let mut mine = entered.iter().rev().filter(|e| same(e.seq));
        let set = |e: &case::From<(NaiveDate, String)>| SetDay {
            by: e.value.0,
            reason: e.value.1.clone(),
        };
        let Some(run) = scope.run else {
            return mine.next().map(set);
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
        mine.find(|e| owner(e.seq) == Some(run.0)).map(set)
    }
}
