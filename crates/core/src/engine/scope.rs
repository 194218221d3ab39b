//! Which happenings count for a clock: those of its own stay at a stage, or of the whole dispute.
//!
//! A clock with stages is worked out for each *run*: visits one after another at its stages, going up.
//! A stage returned to begins a new run. A clock without stages is worked out for the whole dispute,
//! and anew after each reopening.

use super::moments::Instance;
use super::scene::Scene;
use crate::ids::StageId;
use crate::policy::{Clock, MomentRef};
use crate::time::Happened;

/// The part of a case for which a clock is worked out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scope {
    pub episode: usize,
    /// First and last visit of the run; none for the whole dispute.
    pub run: Option<(u32, u32)>,
    /// When the last stage of the run was left, or the case closed, and by which event.
    pub left: Option<(Happened, u64)>,
}

impl Scope {
    /// The same time: runs that share a visit, or one of them is the whole dispute.
    pub fn meets(&self, other: &Scope) -> bool {
        let shares = match (self.run, other.run) {
            (Some((a, b)), Some((c, d))) => a <= d && c <= b,
            _ => true,
        };
        self.episode == other.episode && shares
    }
}

impl Scene<'_> {
    /// The scopes of a clock, oldest first.
    pub fn scopes(&self, clock: &Clock) -> Vec<Scope> {
        if clock.stages.is_empty() {
            if self.case.opening.is_none() {
                return Vec::new();
            }
            let episodes = 0..=self.current_episode();
            return episodes
                .map(|episode| Scope {
                    episode,
                    run: None,
                    left: self.closed(episode),
                })
                .collect();
        }
        let mut scopes: Vec<Scope> = Vec::new();
        let mut last: Option<(u32, &StageId)> = None;
        for visit in self
            .case
            .visits
            .iter()
            .filter(|v| clock.stages.contains(&v.stage))
        {
            let episode = self.episode(visit.seq);
            let goes_on = last.is_some_and(|(n, stage)| {
                n + 1 == visit.n
                    && scopes.last().is_some_and(|s| s.episode == episode)
                    && self.is_above(&visit.stage, stage)
            });
            let left = self.left(visit);
            match scopes.last_mut() {
                Some(scope) if goes_on => {
                    scope.run = scope.run.map(|(first, _)| (first, visit.n));
                    scope.left = left;
                }
                _ => scopes.push(Scope {
                    episode,
                    run: Some((visit.n, visit.n)),
                    left,
                }),
            }
            last = Some((visit.n, &visit.stage));
        }
        scopes
    }

    /// Whether a stage stands above another on the ladder that holds.
    fn is_above(&self, stage: &StageId, other: &StageId) -> bool {
        let ranks = self.rank(other).zip(self.rank(stage));
        ranks.is_some_and(|(below, above)| below < above)
    }

    /// The start of a clock: the earliest of its moments that belong to the scope; or the latest, once
    /// all of them have happened.
    pub fn start(&self, clock: &Clock, scope: &Scope) -> Option<(MomentRef, Instance)> {
        let found = clock.from.iter().map(|moment| {
            let start = self.start_of(moment, clock, scope)?;
            Some((moment.clone(), start))
        });
        if clock.latest {
            let all: Vec<(MomentRef, Instance)> = found.collect::<Option<_>>()?;
            return all.into_iter().max_by_key(|(_, i)| (i.on, i.seq));
        }
        found.flatten().min_by_key(|(_, i)| (i.on, i.seq))
    }

    /// Where a clock may start from one of its moments. One that counts back starts from what lies ahead.
    pub fn start_of(&self, moment: &MomentRef, clock: &Clock, scope: &Scope) -> Option<Instance> {
        let mut found = if clock.limit.is_back() {
            self.dated(moment)
        } else {
            self.instances(moment)
        };
        found.retain(|i| i.episode == scope.episode);
        let earliest = |mut list: Vec<Instance>| {
            list.sort_by_key(|i| (i.on, i.seq));
            list.into_iter().next()
        };
        let Some((first, last)) = scope.run else {
            return earliest(found);
        };
        let within = |i: &Instance| i.visit.is_some_and(|v| (first..=last).contains(&v));
        if let Some(start) = earliest(found.iter().filter(|i| within(i)).cloned().collect()) {
            return Some(start);
        }
        if let Some(start) = earliest(
            found
                .iter()
                .filter(|i| i.visit.is_none())
                .cloned()
                .collect(),
        ) {
            return Some(start);
        }
        // An earlier stage's moment, the latest one. A moment of an earlier stay at these same stages
        // belongs to that stay.
        let elsewhere = |n: u32| {
            self.visit(n)
                .is_some_and(|v| !clock.stages.contains(&v.stage))
        };
        let earlier = found
            .into_iter()
            .filter(|i| i.visit.is_some_and(|v| v < first && elsewhere(v)));
        earlier.max_by_key(|i| (i.visit, i.on, i.seq))
    }

    /// What ends the scope of a clock that an event started. What counts from the resolving or the closing is to follow
    /// it, so that it goes on after the case is closed, until the dispute is opened again.
    pub fn left_after(&self, scope: &Scope, start_seq: u64) -> Option<(Happened, u64)> {
        let left = scope.left?;
        let resolved = match scope.run {
            Some(_) => None,
            None => self.resolved_by(scope.episode),
        };
        if start_seq < resolved.map_or(left.1, |seq| seq.min(left.1)) {
            return Some(left);
        }
        let again = self.case.reopened.get(scope.episode)?;
        (start_seq < again.seq).then_some((again.value.1, again.seq))
    }

    /// The earliest happening that stops or voids a clock.
    pub fn stop(&self, moments: &[MomentRef], scope: &Scope) -> Option<(MomentRef, Instance)> {
        self.within(moments, scope).into_iter().next()
    }

    /// Every happening of some moments that belongs to the scope, earliest first.
    pub fn within(&self, moments: &[MomentRef], scope: &Scope) -> Vec<(MomentRef, Instance)> {
        let found = moments.iter().flat_map(|moment| {
            let instances = self.instances(moment).into_iter();
            instances
                .filter(|i| self.stops(i, scope))
                .map(|i| (moment.clone(), i))
        });
        let mut found: Vec<(MomentRef, Instance)> = found.collect();
        found.sort_by_key(|(_, i)| (i.on, i.seq));
        found
    }

    fn stops(&self, instance: &Instance, scope: &Scope) -> bool {
        if instance.episode != scope.episode {
            return false;
        }
        let Some((first, last)) = scope.run else {
            return true;
        };
        let in_time = || {
            scope
                .left
                .is_none_or(|(left, _)| instance.on.date <= left.date)
        };
        match instance.visit {
            Some(v) if v < first => false,
            Some(v) if v <= last => true,
            _ => in_time(),
        }
    }
}
