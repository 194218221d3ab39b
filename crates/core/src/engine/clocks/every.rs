//! A limit that comes again and again, such as "weekly until resolved". Each time is a due moment of its
//! own: a missed one is late, and the next still comes.

use super::{Ends, Start, Worked};
use crate::calendar::Pause;
use crate::engine::due::NoDue;
use crate::engine::moments::Instance;
use crate::engine::scene::Scene;
use crate::engine::scope::Scope;
use crate::policy::{Clock, First, Span, Unit};
use crate::standing::{ClockState, Due};
use crate::time::Happened;

/// The most times that are worked out. It bounds the work that a pack's number can cause.
const MOST_TIMES: u32 = 500;

/// One time that a limit comes.
struct Time {
    due: Due,
    /// What answered it: when, and by which event.
    answer: Option<(Happened, u64)>,
}

impl Scene<'_> {
    /// Every time that has come, and the next.
    pub(super) fn again_and_again(
        &self,
        clock: &Clock,
        scope: &Scope,
        span: Span,
        start: &Start,
        ends: &Ends,
    ) -> Vec<Worked> {
        let pauses = self.pauses(clock, scope, ends.stop());
        let (times, last) = self.times(clock, scope, span, start, ends, &pauses);
        let states = times.into_iter().map(|time| {
            let state = self.state_of(scope, &time, ends);
            (state, Some(time.due))
        });
        let last = last.map(|state| (self.without_due(scope, state, ends), None));
        let timed = self.timed(clock, scope, Some(start), ends.stop());
        let all = states.chain(last).enumerate().map(|(i, (state, due))| {
            let mut timed = timed.clone();
            timed.occurrence = u32::try_from(i + 1).ok();
            timed.state = state;
            Worked {
                scope: scope.clone(),
                timed,
                due,
                start_seq: start.1.seq,
                void: None,
            }
        });
        all.collect()
    }

    /// The times in order, and the state of the next where it cannot be dated.
    ///
    /// What is done answers everything that is overdue by then, late; where nothing is, it answers the
    /// next one. Done twice before one is due, it counts once.
    fn times(
        &self,
        clock: &Clock,
        scope: &Scope,
        span: Span,
        start: &Start,
        ends: &Ends,
        pauses: &[Pause],
    ) -> (Vec<Time>, Option<ClockState>) {
        let given: Vec<Instance> = self
            .within(&clock.each, scope)
            .into_iter()
            .map(|(_, i)| i)
            .filter(|i| i.on.date >= start.1.on.date)
            .collect();
        let mut given = given.iter().peekable();
        let mut times: Vec<Time> = Vec::new();
        let mut base = start.1.on;
        for k in 1..=MOST_TIMES {
            let due = match self.time(k, span, start.1.on, base, pauses) {
                Ok(due) => due,
                Err(no) => return (times, Some(self.no_due(clock, start, no))),
            };
            let in_time = |i: &&Instance| !self.after(i.on, &due);
            if times.iter().any(|t| t.answer.is_none())
                && let Some(late) = given.next_if(|i| in_time(i))
            {
                for time in times.iter_mut().filter(|t| t.answer.is_none()) {
                    time.answer = Some((late.on, late.seq));
                }
            }
            let answer = given.next_if(|i| in_time(i)).map(|i| (i.on, i.seq));
            while given.next_if(|i| in_time(i)).is_some() {}
            let goes_on = match ends.stop() {
                Some((on, _)) => answer.is_some() || self.after(on, &due),
                None => answer.is_some() || self.is_over(&due),
            };
            // What was answered keeps the calendar as it stood then.
            let then = answer.and_then(|(on, seq)| self.calendar_by(on, seq));
            let due = match then {
                Some(then) => {
                    let scene = self.counting_with(&then);
                    scene.time(k, span, start.1.on, base, pauses).unwrap_or(due)
                }
                None => due,
            };
            base = Happened::on(due.date);
            times.push(Time { due, answer });
            if !goes_on {
                return (times, None);
            }
        }
        let why = format!("This has come {MOST_TIMES} times. Later ones are not worked out.");
        (times, Some(ClockState::Refused { why }))
    }

    /// The `k`th time. Hours and months are counted from the start itself, so that neither a clock change
    /// nor a short month shifts what follows; days from the time before.
    fn time(
        &self,
        k: u32,
        span: Span,
        start: Happened,
        base: Happened,
        pauses: &[Pause],
    ) -> Result<Due, NoDue> {
        if matches!(span.unit, Unit::Hours | Unit::Months) {
            let n = span.n.saturating_mul(k);
            return self.due(start, Span { n, ..span }, pauses);
        }
        let first = if k == 1 { span.first } else { First::Day0 };
        self.due(base, Span { first, ..span }, pauses)
    }

    fn state_of(&self, scope: &Scope, time: &Time, ends: &Ends) -> ClockState {
        let due = time.due.clone();
        if let Some((on, _)) = time.answer {
            let late = self.after(on, &due);
            return ClockState::Met { due, on, late };
        }
        match ends.stop() {
            Some((on, seq)) => {
                let why = match (&ends.void, ends.met_in_force()) {
                    (Some((why, _)), None) => why.clone(),
                    (_, Some(_)) => "It is no longer asked for.".to_owned(),
                    (None, None) => self.left_why(scope, seq),
                };
                self.late_or(due, on, why)
            }
            None if self.is_over(&due) => ClockState::Late { due },
            None => ClockState::Running { due },
        }
    }
}
