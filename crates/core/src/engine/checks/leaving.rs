//! Whether what is recorded about a child who leaves fits.

use super::{Check, earlier, order, taken, unknown_in_case};
use crate::case::Departure;
use crate::engine::refusal::{Refusal, RefusalCode as Code};
use crate::event::{FileStep, Leaving, LeavingStep};
use crate::time::Happened;

impl Check<'_> {
    /// Somebody of the case leaves, once at a time.
    pub(super) fn leaving(&self, leaving: &Leaving, found: &mut Vec<Refusal>) {
        if self.case.subject(&leaving.subject).is_none() {
            found.push(unknown_in_case("subject", "child or adult"));
        }
        if leaving.first_day.is_some_and(|day| day <= leaving.last_day) {
            found.push(order("first_day", "This is not after the last day here."));
        }
        if !self.fresh {
            return;
        }
        if self.case.leaving(&leaving.id).is_some() {
            found.push(taken());
        }
        let still = |one: &Departure| one.is_open() && one.leaving.value.subject == leaving.subject;
        if self.case.leavings.iter().any(still) {
            found.push(Refusal::new(
                Code::AlreadyThere,
                "subject",
                "It is recorded already that they leave.",
                "Correct that, or record that it was called off.",
            ));
        }
    }

    /// A step of a leaving that is not over; a receipt only for what was sent.
    pub(super) fn leaving_step(&self, step: &LeavingStep, found: &mut Vec<Refusal>) {
        let Some(one) = self.case.leaving(&step.leaving) else {
            found.push(unknown_in_case("leaving", "child who leaves"));
            return;
        };
        if !self.fresh {
            return;
        }
        if !one.is_open() {
            found.push(Refusal::new(
                Code::AlreadySettled,
                "leaving",
                "This is settled already.",
                "Strike that record out first, if it is wrong.",
            ));
            return;
        }
        let sent = one.sent().map(|sent| sent.value.on);
        match (&step.step, sent) {
            (FileStep::Asked { .. } | FileStep::Received { .. }, None) => {
                found.push(order("on", "It is not recorded that the file went."));
            }
            (FileStep::Asked { .. } | FileStep::Received { .. }, Some(sent))
                if earlier(step.on, sent) =>
            {
                found.push(order("on", "This is before the file went."));
            }
            _ => {}
        }
        if step
            .again
            .is_some_and(|day| earlier(Happened::on(day), Happened::on(step.on.date)))
        {
            found.push(order(
                "again",
                "This is before the day on which it was done.",
            ));
        }
    }
}
