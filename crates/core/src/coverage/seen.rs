//! What an example shows while it is played.

use super::item::{Item, View};
use super::limits;
use crate::case::Case;
use crate::engine::{Refusal, RefusalCode, World, happenings, holds};
use crate::event::{What, Why};
use crate::ids::*;
use crate::policy::*;
use crate::simulate::{RawExpect, Seen};
use crate::standing::{Offer, Standing, Task};
use std::collections::BTreeSet;

/// Looks on while an example is played.
pub(super) struct Looker<'p> {
    policy: &'p Policy,
    wanted: &'p BTreeSet<Item>,
    /// What was shown so far.
    pub shown: BTreeSet<Item>,
}

impl<'p> Looker<'p> {
    pub fn new(policy: &'p Policy, wanted: &'p BTreeSet<Item>) -> Self {
        Self {
            policy,
            wanted,
            shown: BTreeSet::new(),
        }
    }

    pub fn look(&mut self, seen: &Seen<'_>) {
        let (Seen::Act { world, .. } | Seen::Step { world, .. }) = seen;
        if world.policy.digest != self.policy.digest {
            return;
        }
        match seen {
            Seen::Act {
                world,
                case,
                what,
                refused,
                ..
            } if !refused.is_empty() => self.refused(world, case, what, refused),
            Seen::Act {
                case,
                standing,
                what,
                ..
            } => {
                for what in *what {
                    self.recorded(case, standing, what);
                }
            }
            Seen::Step {
                world,
                case,
                standing,
                expect,
                step,
            } => {
                self.stands(world, case, standing);
                self.ways(case, standing, expect);
                self.duties(world, case, standing, expect);
                self.roles(expect);
                limits::look(self.policy, expect, step, &mut self.shown);
                let happened = |m: &MomentRef| !happenings(world, case, m).is_empty();
                limits::never_begun(self.policy, expect, happened, &mut self.shown);
            }
        }
    }

    /// A kind of dispute that is left out is shown where a case cannot be changed to it.
    fn refused(&mut self, world: &World<'_>, case: &Case, what: &[What], refused: &[Refusal]) {
        if refused.iter().all(|r| r.code != RefusalCode::Excluded) {
            return;
        }
        let set: Vec<(&FactId, &ChoiceId)> = what
            .iter()
            .filter_map(|w| match w {
                What::FactSet(fact, choice) => Some((fact, choice)),
                _ => None,
            })
            .collect();
        let would = |condition: &Condition| match condition {
            Condition::Fact(fact, wanted) => match set.iter().find(|(f, _)| *f == fact) {
                Some((_, choice)) => wanted.contains(choice),
                None => holds(world, case, &When(vec![condition.clone()])),
            },
            _ => false,
        };
        for exclusion in &self.policy.exclusions {
            if exclusion.when.0.iter().all(would) {
                self.shown.insert(Item::Exclusion(exclusion.id.clone()));
            }
        }
    }

    fn recorded(&mut self, case: &Case, standing: &Standing, what: &What) {
        let here = case.open_visit().map(|v| v.stage.clone());
        match what {
            What::StageOpened { stage, why, .. } => {
                let led = |o: &&Offer| o.stages.contains(stage);
                let taken = |o: &&Offer| match why {
                    Why::Risk(_) => o.for_risk,
                    Why::Moved(rule, _) => o.rule == *rule,
                    Why::Unresolved => !o.for_risk,
                    Why::Start | Why::AlreadyThere(_) | Why::Passing(_) => false,
                };
                for offer in standing.moves.iter().filter(led).filter(taken) {
                    let rule = || offer.rule.clone();
                    self.shown.insert(Item::Taken(rule(), here.clone()));
                    self.shown
                        .insert(Item::Leads(rule(), here.clone(), stage.clone()));
                }
                if let (Why::Start, Some(ladder)) = (why, &standing.ladder) {
                    self.shown
                        .insert(Item::Entry(ladder.clone(), stage.clone()));
                }
            }
            What::Reached { moment, .. } => {
                let beside = standing.moves.iter();
                for offer in beside.filter(|o| o.reaches.as_ref() == Some(moment)) {
                    self.shown.insert(Item::Taken(offer.rule.clone(), None));
                }
            }
            What::Ended { ending, .. } => {
                self.shown.insert(Item::Ended(ending.clone()));
                if let Some(last) = case.visits.last() {
                    let at = last.stage.clone();
                    self.shown.insert(Item::Offered(ending.clone(), at));
                }
            }
            _ => {}
        }
    }

    /// What is the case, whether a step expects it or not.
    fn stands(&mut self, world: &World<'_>, case: &Case, standing: &Standing) {
        for fact in &self.policy.facts {
            let agencies = case.agencies.iter().flat_map(|a| a.value.facts.iter());
            let of_each = agencies.filter(|(f, _)| *f == fact.id).map(|(_, c)| c);
            let given = case.facts.get(&fact.id).or(fact.default.as_ref());
            for choice in of_each.chain(given) {
                self.shown
                    .insert(Item::Fact(fact.id.clone(), choice.clone()));
            }
        }
        let happened = |moment: MomentRef| !happenings(world, case, &moment).is_empty();
        for moment in &self.policy.moments {
            if happened(MomentRef::Declared(moment.id.clone())) {
                self.shown.insert(Item::Moment(moment.id.clone()));
            }
            for (choice, _) in &moment.choices {
                if happened(MomentRef::Answered(moment.id.clone(), choice.clone())) {
                    let answer = Item::Answer(moment.id.clone(), choice.clone());
                    self.shown.insert(answer);
                }
            }
        }
        if let (Some(ladder), false) = (&standing.ladder, case.visits.is_empty()) {
            self.shown.insert(Item::Ladder(ladder.clone()));
        }
        for visit in &case.visits {
            let stage = || visit.stage.clone();
            self.shown.insert(Item::Opened(stage()));
            if happened(MomentRef::Stage(stage(), StageMoment::Resolved)) {
                self.shown.insert(Item::Resolved(stage()));
            }
            if happened(MomentRef::Stage(stage(), StageMoment::Unresolved)) {
                self.shown.insert(Item::Unresolved(stage()));
            }
        }
    }

    fn ways(&mut self, case: &Case, standing: &Standing, expect: &RawExpect) {
        let here = case.open_visit().map(|v| v.stage.clone());
        for (rule, stages) in &expect.leads_to {
            for stage in stages {
                let (rule, stage) = (MoveId::new(rule), StageId::new(stage));
                self.shown.insert(Item::Leads(rule, here.clone(), stage));
            }
        }
        for rule in expect.moves.iter().flatten() {
            let rule = self.policy.moves.iter().find(|m| m.id.as_str() == rule);
            if let Some(rule) = rule.filter(|r| matches!(r.to, Target::Elsewhere(_))) {
                self.shown.insert(Item::Taken(rule.id.clone(), None));
            }
        }
        for rule in expect.silence.iter().flatten() {
            self.shown.insert(Item::Silence(MoveId::new(rule)));
        }
        let first = expect.starts_at.as_ref().and_then(|all| all.first());
        if let (Some(stage), Some(ladder)) = (first, &standing.ladder) {
            let entry = Item::Entry(ladder.clone(), StageId::new(stage));
            self.shown.insert(entry);
        }
        if let Some(last) = case.visits.last() {
            for ending in expect.endings.iter().flatten() {
                let at = last.stage.clone();
                self.shown.insert(Item::Offered(EndingId::new(ending), at));
            }
        }
    }

    fn duties(&mut self, world: &World<'_>, case: &Case, standing: &Standing, expect: &RawExpect) {
        let lists = [
            (&expect.ours, View::Ours),
            (&expect.theirs, View::Theirs),
            (&expect.outside, View::Outside),
            (&expect.standing, View::Holds),
        ];
        let listed = lists
            .into_iter()
            .flat_map(|(list, view)| list.iter().flatten().map(move |id| (id, Some(view))));
        let stated = expect.state.iter().filter_map(|(id, state)| {
            let view = match state.as_str() {
                "may" => Some(View::Allowed),
                "standing" => Some(View::Holds),
                "outstanding" => None,
                _ => return None,
            };
            Some((id, view))
        });
        let asked: Vec<(DutyId, Option<View>)> = listed
            .chain(stated)
            .map(|(id, view)| (DutyId::new(id), view))
            .collect();
        for (id, view) in asked {
            self.triggers(world, case, standing, &id);
            if let Some(view) = view {
                self.shown.insert(Item::Duty(id, view));
            }
        }
    }

    /// Because of which moments a duty is asked for now.
    fn triggers(&mut self, world: &World<'_>, case: &Case, standing: &Standing, id: &DutyId) {
        let mine = |t: &&Task| t.key.duty == *id && t.settled.is_none() && !t.lapsed;
        let tasks: Vec<&Task> = standing.tasks.iter().filter(mine).collect();
        // What counts back from a moment ahead is asked for before it happens.
        let back = self.policy.duty(id).and_then(|d| d.limit.as_ref());
        let back = back.is_some_and(Limit::is_back);
        for item in self.wanted {
            let Item::Trigger(duty, on) = item else {
                continue;
            };
            if duty != id {
                continue;
            }
            let happened = happenings(world, case, on);
            let arose = |t: &&Task| {
                back || happened.iter().any(|(at, visit)| {
                    t.since == *at && (t.key.visit.is_none() || t.key.visit == *visit)
                })
            };
            // One for each action arises when the action is agreed.
            let per_action = self.policy.duty(id).is_some_and(|d| d.per == Per::Action);
            if tasks.iter().any(arose) || (per_action && !tasks.is_empty() && !happened.is_empty())
            {
                self.shown.insert(item.clone());
            }
        }
    }

    fn roles(&mut self, expect: &RawExpect) {
        let lists = expect.to.values().chain(expect.copies.values());
        let pairs = expect.pairs.iter().flatten();
        let named: BTreeSet<&String> = lists
            .flatten()
            .chain(expect.who.values())
            .chain(pairs.flat_map(|(ours, theirs)| ours.iter().chain(theirs)))
            .collect();
        for item in self.wanted {
            if let Item::Role(_, _, title) = item
                && named.contains(title)
            {
                self.shown.insert(item.clone());
            }
        }
    }
}
