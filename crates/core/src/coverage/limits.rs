//! Which sides of a limit a step shows.

use super::item::{Edge, Item, Timer};
use crate::policy::{MomentRef, Policy};
use crate::simulate::{ClockLine, DutyLine, RawExpect, Step};
use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use std::collections::BTreeSet;

/// A limit as a step shows it.
struct Look {
    now: NaiveDateTime,
    /// Expected not to be late.
    in_time: bool,
    /// Expected to be late, or to have been met late.
    late: bool,
    /// Its due date is expected.
    named: bool,
    started: Option<NaiveDate>,
    due: Option<NaiveDate>,
    due_at: Option<NaiveDateTime>,
}

/// A limit that was made void before it began is not shown at all: that is how it is superseded.
pub(super) fn never_begun(
    policy: &Policy,
    expect: &RawExpect,
    happened: impl Fn(&MomentRef) -> bool,
    shown: &mut BTreeSet<Item>,
) {
    for clock in &policy.clocks {
        let state = expect.state.get(clock.id.as_str());
        if state.is_some_and(|s| s == "not shown") && clock.void.iter().any(&happened) {
            shown.insert(Item::State(clock.id.clone(), "superseded"));
        }
    }
}

/// Notes which sides of each limit a step shows.
pub(super) fn look(policy: &Policy, expect: &RawExpect, step: &Step, shown: &mut BTreeSet<Item>) {
    let now = step.at.with_timezone(&policy.zone).naive_local();
    for clock in &policy.clocks {
        let lines = step.clocks.iter().filter(|c| c.clock == clock.id.as_str());
        let lines: Vec<&ClockLine> = lines.collect();
        for (i, line) in lines.iter().enumerate() {
            let names = names(line, i + 1 == lines.len());
            let state = names.iter().find_map(|n| expect.state.get(n));
            for name in [
                "superseded",
                "paused",
                "ask-time",
                "ask-limit",
                "urgent",
                "met",
            ] {
                if state.is_some_and(|s| s == name) {
                    shown.insert(Item::State(clock.id.clone(), name));
                }
            }
            let said_late = |late: bool| {
                let list = expect.late.as_ref();
                list.is_some_and(|l| l.contains(&line.clock) == late)
            };
            let is = |these: [&str; 2]| state.is_some_and(|s| these.contains(&s.as_str()));
            let at = |at: crate::time::Stamp| at.with_timezone(&policy.zone).naive_local();
            let look = Look {
                now,
                in_time: is(["running", "met"]) || (line.state == "running" && said_late(false)),
                late: is(["late", "met-late"]) || (line.state == "late" && said_late(true)),
                named: names.iter().any(|n| expect.due.contains_key(n)),
                started: line.started.as_ref().map(|(_, on)| on.date),
                due: line.due,
                due_at: line.due_at.map(at),
            };
            look.show(&Timer::Clock(clock.id.clone()), shown);
        }
    }
    for duty in policy.duties.iter().filter(|d| d.limit.is_some()) {
        let lines = step.duties.iter().filter(|d| d.duty == duty.id.as_str());
        for line in lines {
            let look = of_duty(line, expect, now, policy);
            look.show(&Timer::Duty(duty.id.clone()), shown);
        }
    }
}

/// What an expectation may call a limit: by its name where it is the latest, and by its time.
fn names(line: &ClockLine, latest: bool) -> Vec<String> {
    let time = line.occurrence.map(|n| format!("{}.{n}", line.clock));
    let plain = latest.then(|| line.clock.clone());
    plain.into_iter().chain(time).collect()
}

fn of_duty(line: &DutyLine, expect: &RawExpect, now: NaiveDateTime, policy: &Policy) -> Look {
    let listed = expect.late.as_ref();
    let late = listed.map(|l| l.contains(&line.duty));
    Look {
        now,
        in_time: late == Some(false) && line.state == "outstanding" && !line.late,
        late: late == Some(true) && line.late,
        named: expect.due.contains_key(&line.duty),
        started: None,
        due: line.due,
        due_at: line
            .due_at
            .map(|at| at.with_timezone(&policy.zone).naive_local()),
    }
}

impl Look {
    fn show(&self, timer: &Timer, shown: &mut BTreeSet<Item>) {
        let mut show = |edge: Edge, so: bool| {
            if so {
                shown.insert(Item::Limit(timer.clone(), edge));
            }
        };
        let known = self.due.is_some() || self.due_at.is_some();
        show(Edge::Due, self.named && known);
        if let Some(at) = self.due_at {
            let hour = TimeDelta::hours(1);
            show(
                Edge::DayBefore,
                (self.in_time || self.named) && self.now < at,
            );
            show(Edge::LastDay, self.in_time && self.now == at);
            show(
                Edge::DayAfter,
                self.late && self.now > at && self.now - at <= hour,
            );
            return;
        }
        let Some(due) = self.due else { return };
        let today = self.now.date();
        let last = self.in_time && today == due;
        let before = due.checked_sub_days(Days::new(1)) == Some(today);
        // A limit that begins on its last day has no day before.
        let at_once = last && self.started == Some(due);
        show(
            Edge::DayBefore,
            ((self.in_time || self.named) && before) || at_once,
        );
        show(Edge::LastDay, last);
        let after = due.checked_add_days(Days::new(1)) == Some(today);
        show(Edge::DayAfter, self.late && after);
    }
}
