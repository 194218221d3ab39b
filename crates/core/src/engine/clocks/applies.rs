//! Whether a clock applies, and since which answer. A clock looks at the facts as they stand while it
//! runs: an answer that changes works out again what is still open, and leaves alone what was settled.

use super::{Ends, Start, Stop};
use crate::engine::moments::Instance;
use crate::engine::scene::{Scene, local};
use crate::engine::scope::Scope;
use crate::ids::{ChoiceId, FactId};
use crate::policy::{Clock, Condition, MomentRef, Span, Unit, When};

/// The facts that a condition depends on.
fn facts(when: &When) -> impl Iterator<Item = &FactId> {
    when.0.iter().filter_map(|condition| match condition {
        Condition::Fact(fact, _) => Some(fact),
        _ => None,
    })
}

impl Scene<'_> {
    /// What ends a clock in a scope; none where its rule does not apply there.
    pub(super) fn ends(&self, clock: &Clock, scope: &Scope, start: Option<&Start>) -> Option<Ends> {
        let start_seq = start.map_or(0, |(_, i)| i.seq);
        let void = self.stop(&clock.void, scope);
        let mut ends = Ends {
            met: self.met(clock, scope, start),
            void: void.map(|(moment, i)| (format!("{}.", self.words(&moment)), (i.on, i.seq))),
            left: self.left_after(scope, start_seq),
        };
        let settled = ends.stop().map_or(u64::MAX, |(_, seq)| seq);
        if facts(&clock.when).next().is_none() || settled == u64::MAX {
            if self.holds(&clock.when) {
                return Some(ends);
            }
        } else if self.holds_by(&clock.when, settled) {
            return Some(ends);
        }
        let changed = self.gone(clock, start_seq, settled)?;
        start?;
        ends.void = Some(changed);
        ends.met = None;
        Some(ends)
    }

    /// What meets a clock. Something of the pack that was dated before a limit of the whole dispute began is not what
    /// the limit asks for: it can come again. At a stage, whatever was dated in the same stay counts.
    fn met(&self, clock: &Clock, scope: &Scope, start: Option<&Start>) -> Option<Stop> {
        let begins = match (scope.run, start) {
            (None, Some((_, i))) if !clock.limit.is_back() => Some(i.on.date),
            _ => None,
        };
        let counts = |(moment, i): &(MomentRef, Instance)| {
            let again = matches!(
                moment,
                MomentRef::Declared(_) | MomentRef::Answered(..) | MomentRef::Each(..)
            );
            !again || begins.is_none_or(|begins| i.on.date >= begins)
        };
        let mut met = self.within(&clock.until, scope).into_iter().filter(counts);
        met.next().map(|(_, i)| (i.on, i.seq))
    }

    /// The answer after which a clock that had begun applied no more.
    fn gone(&self, clock: &Clock, start_seq: u64, settled: u64) -> Option<(String, Stop)> {
        let asked: Vec<&FactId> = facts(&clock.when).collect();
        let mut given = self.case.answers.iter().rev();
        let last = given.find(|a| {
            a.seq > start_seq
                && a.seq <= settled
                && asked.contains(&&a.value.0)
                && self.holds_by(&clock.when, a.seq - 1)
                && !self.holds_by(&clock.when, a.seq)
        })?;
        let why = format!(
            "{} This limit no longer applies.",
            self.answered(&last.value.0)
        );
        Some((why, (local(last.recorded, self.zone()), last.seq)))
    }

    /// A sentence where a clock was worked out again since an answer changed after its start: one on which it
    /// depends, or that picks the calendar by which it is counted. What had stopped by then was left alone.
    pub(super) fn changed(
        &self,
        clock: &Clock,
        start: Option<&Start>,
        stopped: Option<Stop>,
    ) -> Option<String> {
        let (_, start) = start?;
        let mut asked: Vec<&FactId> = facts(&clock.when).collect();
        let working = |s: Span| matches!(s.unit, Unit::WorkingDays | Unit::WorkingWeeks);
        if clock.limit.span().is_some_and(working) {
            let whens = self.policy().calendars.iter().map(|(_, when)| when);
            asked.extend(whens.flat_map(facts));
        }
        let settled = stopped.map_or(u64::MAX, |(_, seq)| seq);
        let mut given = self.case.answers.iter().rev();
        let last =
            given.find(|a| a.seq > start.seq && a.seq <= settled && asked.contains(&&a.value.0))?;
        let (fact, choice): &(FactId, ChoiceId) = &last.value;
        if self.answer_by(fact, last.seq - 1) == Some(choice) {
            return None;
        }
        let on = last
            .recorded
            .with_timezone(&self.zone())
            .format("%-d %b %Y");
        Some(format!(
            "{} This limit was worked out again on {on}.",
            self.answered(fact)
        ))
    }

    fn answered(&self, fact: &FactId) -> String {
        let asked = self.policy().facts.iter().find(|f| f.id == *fact);
        let ask = asked.map_or("", |f| f.ask.as_str());
        format!("The answer to \u{201c}{ask}\u{201d} was changed.")
    }
}
