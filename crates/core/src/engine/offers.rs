//! Ways on, endings and moments on offer. The app offers; a person takes.

use super::scene::Scene;
use crate::case::Phase;
use crate::ids::{EndingId, StageId};
use crate::policy::{MomentRef, Move, Target};
use crate::standing::{Datable, Offer};

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
        let here = self.open_visit().map(|v| &v.stage);
        let from = match here {
            Some(stage) => rule.from.is_empty() || rule.from.contains(stage),
            // Before the first stage there is only the choice of where to start.
            None => for_risk,
        };
        if !from
            || !self.holds(&rule.when)
            || !rule.on.iter().any(|moment| self.happened_here(moment))
        {
            return None;
        }
        let (stages, elsewhere) = match &rule.to {
            Target::Next => (self.next_stages(here?), None),
            Target::AnyHigher => (self.higher_stages(here), None),
            Target::Stage(stage) => (vec![stage.clone()], None),
            Target::Elsewhere(text) => (Vec::new(), Some(text.clone())),
        };
        if stages.is_empty() && elsewhere.is_none() {
            return None;
        }
        Some(Offer {
            rule: rule.id.clone(),
            say: rule.say.clone(),
            stages,
            elsewhere,
            asks_reason: rule.asks_reason || for_risk,
            for_risk,
            cite: rule.cite.clone(),
        })
    }

    /// Whether a moment happened in the open visit, or in the dispute as a whole. Harm that was
    /// recorded once stays a reason to go higher until the dispute is over.
    fn happened_here(&self, moment: &MomentRef) -> bool {
        let episode = self.current_episode();
        let open = self.open_visit().map(|v| v.n);
        let anywhere = *moment == MomentRef::ImmediateHarm;
        self.instances(moment)
            .iter()
            .any(|i| i.episode == episode && (anywhere || i.visit.is_none() || i.visit == open))
    }

    /// The next stage; where that is optional, also those after it, up to the first that is not.
    pub fn next_stages(&self, from: &StageId) -> Vec<StageId> {
        let Some(at) = self.rank(from) else {
            return Vec::new();
        };
        self.up_to_required(at + 1)
    }

    /// The stages at which a dispute may begin in turn.
    pub fn first_stages(&self) -> Vec<StageId> {
        self.up_to_required(0)
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
        let first = match from {
            Some(stage) => match self.rank(stage) {
                Some(at) => at + 1,
                None => return Vec::new(),
            },
            None => 0,
        };
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
            here && (!resolved || ending.resolves)
        });
        endings.map(|e| e.id.clone()).collect()
    }

    /// The moments of the pack that can be dated now.
    pub fn datable(&self) -> Vec<Datable> {
        let open = self.open_visit();
        let before = self.case.phase == Phase::Before;
        let moments = self.policy().moments.iter().filter(|moment| match open {
            Some(visit) => moment.stages.is_empty() || moment.stages.contains(&visit.stage),
            None => moment.stages.is_empty() || (before && moment.at_start),
        });
        let visit = open.map(|v| v.n);
        let each = moments.map(|moment| {
            let dated = self
                .case
                .moments
                .iter()
                .rev()
                .filter(|m| m.moment == moment.id);
            // A moment at the start belongs to the dispute, wherever it is dated from. After a reopening
            // everything is dated anew.
            let mine = |m: &&crate::case::ReachedMoment| {
                let here = m.visit == visit || (moment.at_start && m.visit.is_none());
                here && self.episode(m.seq) == self.current_episode()
            };
            Datable {
                moment: moment.id.clone(),
                name: moment.name.clone(),
                help: moment.help.clone(),
                visit: if moment.at_start { None } else { visit },
                ahead: moment.ahead,
                on: dated.clone().find(mine).map(|m| m.on),
            }
        });
        each.collect()
    }
}
