//! A case seen in its world: what every rule looks at.

use super::World;
use super::clocks::Worked;
use crate::calendar::{Calendar, close_of_day, instant};
use crate::case::{Case, Phase, Visit};
use crate::event::{Outcome, Side};
use crate::ids::{AgencyId, CalendarId, ChoiceId, ClockId, FactId, StageId};
use crate::policy::{Condition, Ladder, MomentRef, Policy, When};
use crate::time::Happened;
use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The case and its world, with what is looked up once.
pub(super) struct Scene<'a> {
    pub world: World<'a>,
    pub case: &'a Case,
    pub ladder: Option<&'a Ladder>,
    pub calendar_id: Option<&'a CalendarId>,
    pub calendar: Option<&'a Calendar>,
    /// The moment as a local date and time in the policy's zone.
    pub local_now: Happened,
    pub(super) worked: RefCell<BTreeMap<ClockId, Rc<Vec<Worked>>>>,
    pub(super) working: RefCell<Vec<ClockId>>,
}

/// A calendar as it was when something stopped.
pub(super) struct Then<'a> {
    id: &'a CalendarId,
    pub calendar: Calendar,
}

impl<'a> Scene<'a> {
    pub fn new(world: World<'a>, case: &'a Case) -> Self {
        let mut scene = Self {
            world,
            case,
            ladder: None,
            calendar_id: None,
            calendar: None,
            local_now: local(world.now, world.policy.zone),
            worked: RefCell::default(),
            working: RefCell::default(),
        };
        let policy = world.policy;
        scene.ladder = policy.ladders.iter().find(|l| scene.holds(&l.when));
        scene.calendar_id = policy
            .calendars
            .iter()
            .find(|(_, when)| scene.holds(when))
            .map(|(id, _)| id);
        scene.calendar = scene.calendar_id.and_then(|id| world.calendars.get(id));
        scene
    }

    /// The same scene, counted with another calendar, or another state of its own.
    pub fn counting_with<'b>(&'b self, then: &'b Then<'a>) -> Scene<'b> {
        Scene {
            world: self.world,
            case: self.case,
            ladder: self.ladder,
            calendar_id: Some(then.id),
            calendar: Some(&then.calendar),
            local_now: self.local_now,
            worked: RefCell::default(),
            // What is under way goes on being under way, so that a circle ends here too.
            working: RefCell::new(self.working.borrow().clone()),
        }
    }

    /// The calendar as it was laid when something stopped, where that differs from now's. A stopped
    /// limit ignores holidays that were proclaimed after it stopped, and an answer that has picked another
    /// calendar since.
    ///
    /// The stop is when it happened, to the end of its day where the time is not known, and no later
    /// than it was written down.
    pub fn calendar_by(&self, on: Happened, seq: u64) -> Option<Then<'a>> {
        let held = self.calendar_held(seq);
        let other = held.filter(|(id, _)| self.calendar_id != Some(*id));
        let (id, calendar) = match other {
            Some(other) => other,
            None => (self.calendar_id?, self.calendar?),
        };
        let laid = self.laid_by(calendar, on, seq);
        let calendar = laid.or_else(|| other.map(|(_, calendar)| calendar.clone()))?;
        Some(Then { id, calendar })
    }

    /// The calendar that the answers picked up to a record, where answers pick one.
    fn calendar_held(&self, seq: u64) -> Option<(&'a CalendarId, &'a Calendar)> {
        let all = &self.world.policy.calendars;
        let held = all.iter().filter(|_| all.len() > 1);
        let (id, _) = held
            .into_iter()
            .find(|(_, when)| self.holds_by(when, seq))?;
        Some((id, self.world.calendars.get(id)?))
    }

    /// A calendar as it was laid when something stopped, where that differs.
    fn laid_by(&self, calendar: &Calendar, on: Happened, seq: u64) -> Option<Calendar> {
        let begins = instant(Happened::at(on.date, NaiveTime::MIN), self.zone()).ok()?;
        let happened = match on.time {
            Some(_) => instant(on, self.zone()),
            None => close_of_day(on.date, self.zone()),
        };
        // The moment of a limit's passing has no record of its own, and one corrected to a later day
        // was written down before it.
        let written = self.case.recorded.get(&seq).filter(|at| **at >= begins);
        let stop = happened.ok()?;
        calendar.as_of(written.map_or(stop, |at| stop.min(*at)))
    }

    pub fn policy(&self) -> &'a Policy {
        self.world.policy
    }

    pub fn zone(&self) -> Tz {
        self.world.policy.zone
    }

    pub fn today(&self) -> NaiveDate {
        self.local_now.date
    }

    /// Whether a rule applies: every line of it holds for the facts as they are answered now.
    pub fn holds(&self, when: &When) -> bool {
        self.holds_by(when, u64::MAX)
    }

    /// The same for the facts as they were answered up to a record.
    pub fn holds_by(&self, when: &When, seq: u64) -> bool {
        self.holds_in(when, None, seq)
    }

    /// The same for one agency, whose own facts count.
    pub fn holds_for(&self, when: &When, agency: Option<&AgencyId>) -> bool {
        self.holds_in(when, agency, u64::MAX)
    }

    fn holds_in(&self, when: &When, agency: Option<&AgencyId>, seq: u64) -> bool {
        let since = |moments: &[MomentRef]| {
            let now = self.current_episode();
            let mut found = moments.iter().flat_map(|m| self.instances(m));
            found.any(|i| i.episode == now)
        };
        when.0
            .iter()
            .all(|c| self.line_holds(c, (agency, seq), since))
    }

    /// Whether a way on or an ending is offered here: what has to have happened, happened in the open
    /// stay or in the dispute as a whole.
    pub fn holds_here(&self, when: &When) -> bool {
        self.holds_where(when, |m| self.happened_here(m))
    }

    /// The same with a say of its own on what happened.
    pub fn holds_where(&self, when: &When, happened: impl Fn(&MomentRef) -> bool) -> bool {
        let any = |moments: &[MomentRef]| moments.iter().any(&happened);
        when.0
            .iter()
            .all(|c| self.line_holds(c, (None, u64::MAX), any))
    }

    fn line_holds(
        &self,
        condition: &Condition,
        (agency, seq): (Option<&AgencyId>, u64),
        happened: impl Fn(&[MomentRef]) -> bool,
    ) -> bool {
        match condition {
            Condition::Fact(fact, wanted) => self
                .answer_in(fact, agency, seq)
                .is_some_and(|a| wanted.contains(a)),
            Condition::Reached(stages) => {
                self.case.visits.iter().any(|v| stages.contains(&v.stage))
            }
            Condition::ResolvedAt(stages) => self
                .resolved_visits()
                .any(|(v, _, _)| stages.contains(&v.stage)),
            Condition::Happened(moments) => happened(moments),
        }
    }

    /// The answer to a fact: of the agency where it is asked of each, else of the dispute; else its
    /// default.
    pub fn answer(&self, fact: &FactId, agency: Option<&AgencyId>) -> Option<&'a ChoiceId> {
        self.answer_in(fact, agency, u64::MAX)
    }

    /// The answer to a fact as it stood after a record: the last one given, else the pack's default.
    pub fn answer_by(&self, fact: &FactId, seq: u64) -> Option<&'a ChoiceId> {
        self.answer_in(fact, None, seq)
    }

    /// Of an agency, only its facts as they are now are known.
    fn answer_in(
        &self,
        fact: &FactId,
        agency: Option<&AgencyId>,
        seq: u64,
    ) -> Option<&'a ChoiceId> {
        let known = self.world.policy.fact(fact);
        let given = if known.is_some_and(|f| f.each_agency) {
            let agency = agency.and_then(|id| self.case.agency(id));
            let mut facts = agency.into_iter().flat_map(|a| a.facts.iter());
            facts.find(|(f, _)| f == fact).map(|(_, choice)| choice)
        } else {
            let mut given = self.case.answers.iter().rev();
            given
                .find(|a| a.seq <= seq && a.value.0 == *fact)
                .map(|a| &a.value.1)
        };
        given.or_else(|| known?.default.as_ref())
    }

    /// Which time round: 0, and one more after each reopening.
    pub fn episode(&self, seq: u64) -> usize {
        self.case.reopened.partition_point(|r| r.seq <= seq)
    }

    /// The episode that goes on now.
    pub fn current_episode(&self) -> usize {
        self.case.reopened.len()
    }

    pub fn visit(&self, n: u32) -> Option<&'a Visit> {
        self.case.visit(n)
    }

    pub fn open_visit(&self) -> Option<&'a Visit> {
        self.case.open_visit()
    }

    /// The last visit of an episode that was opened before an event.
    pub fn visit_at(&self, seq: u64) -> Option<&'a Visit> {
        // One of an earlier episode stands before all that are of this one.
        let mut before = self.case.visits.iter().rev();
        let last = before.find(|v| v.seq < seq)?;
        (self.episode(last.seq) == self.episode(seq)).then_some(last)
    }

    /// The next visit of the same episode.
    pub fn following(&self, visit: &Visit) -> Option<&'a Visit> {
        let next = self.visit(visit.n.checked_add(1)?)?;
        (self.episode(next.seq) == self.episode(visit.seq)).then_some(next)
    }

    /// The visit before in the same episode.
    pub fn before(&self, visit: &Visit) -> Option<&'a Visit> {
        let last = self.visit(visit.n.checked_sub(1)?)?;
        (self.episode(last.seq) == self.episode(visit.seq)).then_some(last)
    }

    /// The visits at which the dispute was resolved.
    pub fn resolved_visits(&self) -> impl Iterator<Item = (&'a Visit, Happened, u64)> + '_ {
        let visits = self.case.visits.iter();
        visits.filter_map(|visit| self.resolution(visit).map(|(on, seq)| (visit, on, seq)))
    }

    /// When the dispute was resolved at a visit, and by which event: by an outcome, or by a closing that counts as one.
    pub fn resolution(&self, visit: &Visit) -> Option<(Happened, u64)> {
        let outcome = visit.outcome.as_ref();
        if let Some(outcome) = outcome.filter(|o| o.outcome == Outcome::Resolved) {
            return Some((outcome.on, outcome.seq));
        }
        if self.following(visit).is_some() {
            return None;
        }
        self.resolving_closing(self.episode(visit.seq))
    }

    /// The closing of an episode that counts as resolving.
    pub fn resolving_closing(&self, episode: usize) -> Option<(Happened, u64)> {
        self.case.closings.iter().find_map(|closing| {
            let (ending, on) = &closing.value;
            let resolves = self.policy().ending(ending.as_ref()?)?.resolves;
            (resolves && self.episode(closing.seq) == episode).then_some((*on, closing.seq))
        })
    }

    /// The event by which the dispute was first resolved in an episode.
    pub fn resolved_by(&self, episode: usize) -> Option<u64> {
        let closing = self.resolving_closing(episode).map(|(_, seq)| seq);
        let visits = self.resolved_visits().map(|(_, _, seq)| seq);
        let mine = visits.filter(|seq| self.episode(*seq) == episode);
        mine.chain(closing).min()
    }

    /// When the case was closed in an episode, by whatever ending; else when it was opened again.
    pub fn closed(&self, episode: usize) -> Option<(Happened, u64)> {
        let closing = self
            .case
            .closings
            .iter()
            .find(|c| self.episode(c.seq) == episode);
        let reopening = || self.case.reopened.get(episode).map(|r| (r.value.1, r.seq));
        closing.map(|c| (c.value.1, c.seq)).or_else(reopening)
    }

    /// When a visit was left, and by which event.
    pub fn left(&self, visit: &Visit) -> Option<(Happened, u64)> {
        let on = visit.left?;
        let resolved = visit
            .outcome
            .as_ref()
            .filter(|o| o.outcome == Outcome::Resolved)
            .map(|o| o.seq);
        let next = || self.following(visit).map(|v| v.seq);
        let closed = || self.closed(self.episode(visit.seq)).map(|(_, seq)| seq);
        Some((on, resolved.or_else(next).or_else(closed)?))
    }

    pub fn is_closed(&self) -> bool {
        matches!(
            self.case.phase,
            Phase::Ended { .. } | Phase::Withdrawn { .. }
        )
    }

    /// Where a stage stands in the ladder, lowest first.
    pub fn rank(&self, stage: &StageId) -> Option<usize> {
        self.ladder?.stages.iter().position(|s| s == stage)
    }

    pub fn raised_by(&self) -> Side {
        self.case
            .opening
            .as_ref()
            .map_or(Side::Ours, |o| o.value.raised_by)
    }
}

/// A moment as a local date and time.
pub(super) fn local(at: crate::time::Stamp, zone: Tz) -> Happened {
    let local = at.with_timezone(&zone).naive_local();
    Happened::at(local.date(), local.time())
}
