//! Ways on, endings and moments on offer. The app offers; a person takes.

use super::clocks::Worked;
use super::scene::Scene;
use crate::case::{Phase, ReachedMoment};
use crate::ids::{AgencyId, ClockId, EndingId, MomentId, StageId};
use crate::policy::{Moment, MomentRef, Move, Target, When};
use crate::standing::{ClockState, Datable, Offer};

/// Where a move leads.
#[derive(Default)]
struct Ways {
    /// Lowest first.
    stages: Vec<StageId>,
    /// Those of them that pass optional stages by.
    passing: Vec<StageId>,
    /// What to do outside the policy.
    elsewhere: Option<String>,
    /// The moment that is dated when it was done, where the dispute goes on as it stands.
    reaches: Option<MomentId>,
}

impl Scene<'_> {
    /// The ways on from where the dispute stands.
    pub fn moves(&self) -> Vec<Offer> {
        match self.case.phase {
            Phase::AtStage { .. } | Phase::Before => {}
            Phase::Empty
            | Phase::Resolved { .. }
            | Phase::Withdrawn { .. }
            | Phase::Ended { .. } => return Vec::new(),
        }
        self.policy()
            .moves
            .iter()
            .filter_map(|rule| self.offer(rule))
            .collect()
    }

    fn offer(&self, rule: &Move) -> Option<Offer> {
        let for_risk = rule.on.contains(&MomentRef::ImmediateHarm);
        let open = self.open_visit();
        let here = open.map(|v| &v.stage);
        let ways = self.ways(&rule.to, here);
        let from = match here {
            Some(stage) => rule.from.is_empty() || rule.from.contains(stage),
            // Before the first stage there is only the choice of where to start, and what lies outside.
            None => for_risk || (rule.from.is_empty() && ways.stages.is_empty()),
        };
        let set_off: Vec<&MomentRef> = rule
            .on
            .iter()
            .filter(|moment| self.happened_here(moment))
            .collect();
        if !from || set_off.is_empty() || !self.holds_here(&rule.when) {
            return None;
        }
        let gone = match (&ways.elsewhere, &ways.reaches) {
            (_, Some(moment)) => {
                let now = self.current_episode();
                let done = self.instances(&MomentRef::Declared(moment.clone()));
                done.iter().any(|i| i.episode == now)
            }
            (Some(_), None) => false,
            (None, None) => ways.stages.is_empty(),
        };
        if gone {
            return None;
        }
        let silence = |m: &&MomentRef| matches!(m, MomentRef::ClockPassed(_));
        Some(Offer {
            rule: rule.id.clone(),
            say: rule.say.clone(),
            because: set_off.iter().map(|m| self.words(m)).collect(),
            for_silence: !for_risk && set_off.iter().all(silence),
            stages: ways.stages,
            passing: ways.passing,
            elsewhere: ways.elsewhere,
            reaches: ways.reaches,
            asks_reason: rule.asks_reason || for_risk,
            for_risk,
            cite: rule.cite.clone(),
            readings: rule.readings.clone(),
        })
    }

    /// Where a move leads from a stage, or from before the first.
    fn ways(&self, to: &Target, here: Option<&StageId>) -> Ways {
        let mut ways = Ways::default();
        match to {
            Target::Next => {
                ways.stages = here.map(|h| self.next_stages(h)).unwrap_or_default();
                ways.passing = ways.stages.iter().skip(1).cloned().collect();
            }
            Target::AnyHigher => ways.stages = self.higher_stages(here),
            Target::Stage(stage) => ways.stages = vec![stage.clone()],
            Target::Elsewhere(text) => ways.elsewhere = Some(text.clone()),
            Target::Beside(text, moment) => {
                ways.elsewhere = Some(text.clone());
                ways.reaches = Some(moment.clone());
            }
            Target::OneOf(all) => {
                for one in all.iter().map(|one| self.ways(one, here)) {
                    // What one of them names outright passes nothing by.
                    ways.passing
                        .retain(|s| !one.stages.contains(s) || one.passing.contains(s));
                    let known = |s: &&StageId| !ways.stages.contains(*s);
                    let new: Vec<StageId> = one.stages.iter().filter(known).cloned().collect();
                    ways.passing
                        .extend(one.passing.into_iter().filter(|s| new.contains(s)));
                    ways.stages.extend(new);
                }
            }
        }
        ways.stages.retain(|s| self.rank(s).is_some());
        ways.stages.sort_by_key(|s| self.rank(s));
        ways
    }

    /// Whether a moment happened in the open visit, or in the dispute as a whole. Harm that was
    /// recorded once stays a reason to go higher until the dispute is over.
    pub fn happened_here(&self, moment: &MomentRef) -> bool {
        let episode = self.current_episode();
        let open = self.open_visit().map(|v| v.n);
        let anywhere = *moment == MomentRef::ImmediateHarm;
        self.instances(moment)
            .iter()
            .any(|i| i.episode == episode && (anywhere || i.visit.is_none() || i.visit == open))
    }

    /// The same where the dispute has been resolved already: what happened in its last stay counts.
    fn happened_last(&self, moment: &MomentRef) -> bool {
        let episode = self.current_episode();
        let last = self.case.visits.last().map(|v| v.n);
        self.instances(moment)
            .iter()
            .any(|i| i.episode == episode && (i.visit.is_none() || i.visit == last))
    }

    fn holds_last(&self, when: &When) -> bool {
        self.holds_where(when, |m| self.happened_last(m))
    }

    /// The next stage; where that is optional, also those after it, up to the first that is not. From a stage that
    /// is not on the ladder, since an answer has picked another: where that ladder is entered.
    pub fn next_stages(&self, from: &StageId) -> Vec<StageId> {
        match self.rank(from) {
            Some(at) => self.up_to_required(at + 1),
            None => self.first_stages(),
        }
    }

    /// The stages at which a dispute may begin in turn: where its ladder lets it enter, and those after
    /// it where that is optional.
    pub fn first_stages(&self) -> Vec<StageId> {
        let entry = self.ladder.and_then(|ladder| {
            let mut lines = ladder.entry.iter();
            let (stage, _) = lines.find(|(_, when)| self.holds(when))?;
            self.rank(stage)
        });
        self.up_to_required(entry.unwrap_or(0))
    }

    fn up_to_required(&self, first: usize) -> Vec<StageId> {
        let mut found = Vec::new();
        for stage in self.ladder.iter().flat_map(|l| l.stages.iter()).skip(first) {
            found.push(stage.clone());
            if !self.policy().stage(stage).is_some_and(|s| s.optional) {
                break;
            }
        }
        found
    }

    fn higher_stages(&self, from: Option<&StageId>) -> Vec<StageId> {
        // All of them are, from a stage of another ladder.
        let first = from
            .and_then(|stage| self.rank(stage))
            .map_or(0, |at| at + 1);
        self.ladder
            .iter()
            .flat_map(|l| l.stages.iter())
            .skip(first)
            .cloned()
            .collect()
    }

    /// The endings on offer where the dispute stands.
    pub fn endings(&self) -> Vec<EndingId> {
        let resolved = match self.case.phase {
            Phase::Before | Phase::AtStage { .. } => false,
            Phase::Resolved { .. } => true,
            Phase::Empty | Phase::Withdrawn { .. } | Phase::Ended { .. } => return Vec::new(),
        };
        let episode = self.current_episode();
        let last = self
            .case
            .visits
            .last()
            .filter(|v| self.episode(v.seq) == episode)
            .map(|v| &v.stage);
        let endings = self.policy().endings.iter().filter(|ending| {
            let here = ending.stages.is_empty() || last.is_some_and(|s| ending.stages.contains(s));
            let set_off = ending.on.is_empty() || ending.on.iter().any(|m| self.happened_last(m));
            here && set_off && (!resolved || ending.resolves) && self.holds_last(&ending.when)
        });
        endings.map(|e| e.id.clone()).collect()
    }

    /// The limits that go on after their stage was left or the case was closed, with the stay to which each belongs.
    pub fn going_on(&self) -> impl Iterator<Item = (ClockId, Option<u32>)> + '_ {
        self.policy().clocks.iter().flat_map(|clock| {
            let worked = self.clock(clock);
            let mine = worked.iter().filter(|w| self.follows(w));
            let stays = mine.map(|w| (clock.id.clone(), w.scope.run.map(|(_, last)| last)));
            stays.collect::<Vec<_>>()
        })
    }

    /// The moments for which such a limit waits.
    pub fn awaited(&self) -> Vec<(MomentId, Option<u32>)> {
        let each = self.going_on().filter_map(|(id, visit)| {
            let clock = self.policy().clock(&id)?;
            let moments = [&clock.until, &clock.each, &clock.pause, &clock.resume];
            let declared = moments.into_iter().flatten().filter_map(|m| match m {
                MomentRef::Declared(id) | MomentRef::Answered(id, _) | MomentRef::Each(id, ..) => {
                    Some((id.clone(), visit))
                }
                _ => None,
            });
            Some(declared.collect::<Vec<_>>())
        });
        each.flatten().collect()
    }

    fn follows(&self, worked: &Worked) -> bool {
        let open = matches!(
            worked.timed.state,
            ClockState::Running { .. }
                | ClockState::Late { .. }
                | ClockState::Paused { .. }
                | ClockState::AskTime { .. }
                | ClockState::AskLimit { .. }
                | ClockState::Urgent { met: None, .. }
                | ClockState::Refused { .. }
        );
        let left = worked.scope.left.is_some() && self.goes_on(worked);
        open && left && worked.scope.episode == self.current_episode()
    }

    /// The moments of the pack that can be dated now. Of a closed case, those for which a limit still waits.
    pub fn datable(&self) -> Vec<Datable> {
        let open = self.open_visit();
        let before = self.case.phase == Phase::Before;
        let awaited = self.awaited();
        let stay = |moment: &Moment| {
            let waits = awaited.iter().find(|(id, _)| *id == moment.id);
            let here = match open {
                Some(visit) => moment.stages.is_empty() || moment.stages.contains(&visit.stage),
                None => {
                    (moment.stages.is_empty() && !self.is_closed()) || (before && moment.at_start)
                }
            };
            match (here, waits) {
                (false, Some((_, visit))) => Some(*visit),
                (true, _) => Some(open.map(|v| v.n)),
                (false, None) => None,
            }
        };
        // One that was dated stays to be seen, even where the facts have changed since.
        let dated = |id: &MomentId| self.case.moments.iter().any(|m| m.moment == *id);
        let moments = self.policy().moments.iter();
        let moments = moments.filter(|m| self.holds(&m.when) || dated(&m.id));
        let moments = moments.filter_map(|moment| Some((moment, stay(moment)?)));
        let each = moments.map(|(moment, visit)| -> Vec<Datable> {
            let dated = self
                .case
                .moments
                .iter()
                .rev()
                .filter(|m| m.moment == moment.id);
            // A moment at the start belongs to the dispute, wherever it is dated from. After a reopening
            // everything is dated anew.
            let mine = |m: &&ReachedMoment| {
                let here = m.visit == visit || (moment.at_start && m.visit.is_none());
                here && self.episode(m.seq) == self.current_episode()
            };
            let last = |agency: Option<&AgencyId>| {
                let of = |m: &&ReachedMoment| mine(m) && m.agency.as_ref() == agency;
                dated.clone().find(of)
            };
            let one = |agency: Option<&AgencyId>| Datable {
                moment: moment.id.clone(),
                name: moment.name.clone(),
                choices: moment.choices.clone(),
                help: moment.help.clone(),
                visit: if moment.at_start { None } else { visit },
                agency: agency.cloned(),
                ahead: moment.ahead,
                again: moment.choices.is_empty() && self.policy().counts_each(&moment.id),
                on: last(agency).map(|m| m.on),
                answer: last(agency).and_then(|m| m.answer.clone()),
                cite: moment.cite.clone(),
                readings: moment.readings.clone(),
            };
            if !moment.each_agency {
                return vec![one(None)];
            }
            let agencies = self.case.agencies.iter().map(|a| &a.value.id);
            agencies.map(|id| one(Some(id))).collect()
        });
        each.flatten().collect()
    }
}
