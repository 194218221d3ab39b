//! What follows from a case at a moment.

use super::World;
use super::clocks::Worked;
use super::scene::Scene;
use crate::calendar::instant;
use crate::case::{Case, Phase};
use crate::event::Side;
use crate::policy::Limit;
use crate::standing::{ClockState, Due, Rung, RungState, Standing, Task, Timed};
use crate::time::{Happened, Stamp};
use chrono::{NaiveDate, NaiveTime};
use std::rc::Rc;

/// What to do now: duties, limits with their counts, ways on, what is missing. Pure: the same answer
/// for the same policy, calendars, case and moment.
pub fn assess(world: &World<'_>, case: &Case) -> Standing {
    let scene = Scene::new(*world, case);
    let worked = scene.policy().clocks.iter().map(|clock| scene.clock(clock));
    let worked: Vec<Rc<Vec<Worked>>> = worked.collect();
    let all = || worked.iter().flat_map(|each| each.iter());
    let tasks = scene.tasks();
    let stage = scene
        .open_visit()
        .and_then(|v| scene.policy().stage(&v.stage));
    let standing = Standing {
        visit: scene.open_visit().map(|v| v.n),
        ladder: scene.ladder.map(|l| l.id.clone()),
        rungs: scene.rungs(),
        calendar: scene.calendar_id.cloned(),
        pairs: scene.open_pairs(),
        act: stage.map(|s| match scene.raised_by() {
            Side::Ours => s.act_raiser.clone(),
            Side::Theirs => s.act_other.clone(),
        }),
        next_due: scene.next_due(all(), &tasks),
        changes_at: scene.changes_at(all(), &tasks),
        missing: scene.gaps(),
        moves: scene.moves(),
        endings: scene.endings(),
        datable: scene.datable(),
        first_stages: match case.phase {
            Phase::Before => scene.first_stages(),
            _ => Vec::new(),
        },
        no_limit: stage.is_some() && !all().any(|w| scene.limits_here(w)),
        clocks: Vec::new(),
        tasks,
    };
    // Nothing asks the scene any more, so that what it worked out is taken from it and not copied.
    drop(scene);
    let worked = worked.into_iter().flat_map(Rc::unwrap_or_clone);
    Standing {
        clocks: worked.map(|w| w.timed).collect(),
        ..standing
    }
}

impl Scene<'_> {
    fn rungs(&self) -> Vec<Rung> {
        let Some(ladder) = self.ladder else {
            return Vec::new();
        };
        let here = self.open_visit().map(|v| &v.stage);
        let highest = self
            .case
            .visits
            .iter()
            .filter_map(|v| self.rank(&v.stage))
            .max();
        let over = matches!(
            self.case.phase,
            Phase::Resolved { .. } | Phase::Withdrawn { .. } | Phase::Ended { .. }
        );
        let each = ladder.stages.iter().enumerate().map(|(at, id)| {
            let visit = self.case.visits.iter().rev().find(|v| v.stage == *id);
            let state = if here == Some(id) {
                RungState::Here
            } else if visit.is_some() {
                RungState::Done
            } else if highest.is_some_and(|h| at < h) {
                RungState::Skipped
            } else if over {
                RungState::NotNeeded
            } else {
                RungState::Ahead
            };
            let stage = self.policy().stage(id);
            Rung {
                stage: id.clone(),
                name: stage.map(|s| s.name.clone()).unwrap_or_default(),
                title: stage.map(|s| s.title.clone()).unwrap_or_default(),
                state,
                visit: visit.map(|v| v.n),
            }
        });
        each.collect()
    }

    /// Whether a limit gives the open stage a date, or would, were its start known.
    fn limits_here(&self, worked: &Worked) -> bool {
        let here = match worked.scope.run {
            Some((_, last)) => self.open_visit().is_some_and(|v| v.n == last),
            None => worked.scope.episode == self.current_episode(),
        };
        let timed = &worked.timed;
        let number = !matches!(timed.limit, Limit::At(_));
        let gone = match timed.state {
            ClockState::Superseded { .. } => true,
            // It counts once its start happens at this stage.
            ClockState::Waiting => {
                worked.scope.run.is_none() || matches!(timed.limit, Limit::Entered(_))
            }
            // What the dispute as a whole has behind it says nothing of this stage.
            ClockState::Met { .. } => worked.scope.run.is_none(),
            _ => false,
        };
        here && number && !gone
    }

    /// The earliest date that asks something of this setting: running or late limits of ours, duties
    /// with a date, and own dates of the open stage.
    fn next_due<'w>(
        &self,
        worked: impl Iterator<Item = &'w Worked>,
        tasks: &[Task],
    ) -> Option<NaiveDate> {
        let ours = |t: &Timed| {
            self.policy()
                .clock(&t.clock)
                .is_some_and(|c| self.is_ours(&c.owner))
        };
        let clocks = worked
            .filter(|w| ours(&w.timed) && self.goes_on(w))
            .filter_map(|w| match &w.timed.state {
                ClockState::Running { due } | ClockState::Late { due } => Some(due.date),
                _ => None,
            });
        let tasks = tasks
            .iter()
            .filter(|t| is_ours(t) && t.outstanding())
            .filter_map(|t| t.due.as_ref())
            .map(|d| d.date);
        let open = self.open_visit().map(|v| v.n);
        let at_stage = matches!(self.case.phase, Phase::AtStage { .. } | Phase::Before);
        let own = self
            .case
            .own_dates
            .iter()
            .filter(|d| self.episode(d.seq) == self.current_episode())
            .map(|d| &d.value)
            .filter(|d| at_stage && (d.visit.is_none() || d.visit == open));
        clocks.chain(tasks).chain(own.map(|d| d.by)).min()
    }

    /// Whether a limit still asks for something: its stage is open, or it began when that was left.
    pub fn goes_on(&self, worked: &Worked) -> bool {
        self.left_after(&worked.scope, worked.start_seq).is_none()
    }

    /// The first moment ahead at which a limit or a task passes its date.
    fn changes_at<'w>(
        &self,
        worked: impl Iterator<Item = &'w Worked>,
        tasks: &[Task],
    ) -> Option<Stamp> {
        let clocks = worked.filter_map(|w| match &w.timed.state {
            ClockState::Running { due } => Some(due),
            _ => None,
        });
        let tasks = tasks
            .iter()
            .filter(|t| t.outstanding() && !t.late)
            .filter_map(|t| t.due.as_ref());
        let ahead = |due: &Due| self.over_at(due).filter(|at| *at >= self.world.now);
        // What is set for a time ahead happens when that comes.
        let to_come = self.case.moments.iter().filter(|m| !self.has_come(m.on));
        let to_come = to_come.filter_map(|m| {
            let time = m.on.time.unwrap_or(NaiveTime::MIN);
            instant(Happened::at(m.on.date, time), self.zone()).ok()
        });
        let due = clocks.chain(tasks).filter_map(ahead);
        due.chain(to_come).min()
    }
}

fn is_ours(task: &Task) -> bool {
    use crate::standing::Whose;
    matches!(task.who.whose, Whose::Ours | Whose::Both)
}
