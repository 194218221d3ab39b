//! What the record lacks. It advises; it never blocks.

use super::scene::Scene;
use crate::event::{Reasons, SubjectKind};
use crate::ids::{AgencyId, FactId};
use crate::policy::Fact;
use crate::standing::{Gap, GapCode, Who, Whose};

impl Scene<'_> {
    /// Everything that is lacking, in the order in which it is asked on screen.
    pub fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        if self.case.opening.is_none() || self.is_closed() {
            return gaps;
        }
        let mut lack = |code: GapCode, about: Option<String>| {
            let gap = Gap { code, about };
            if !gaps.contains(&gap) {
                gaps.push(gap);
            }
        };
        for (ours, theirs) in self.open_pairs() {
            for side in [ours, theirs] {
                let named = |agency: &Option<AgencyId>| {
                    side.iter()
                        .any(|w| w.agency == *agency && w.person.is_some())
                };
                // One for each agency: its first capacity, where nobody of it is named.
                let mut agencies: Vec<&Option<AgencyId>> = Vec::new();
                for who in &side {
                    if agencies.contains(&&who.agency) {
                        continue;
                    }
                    agencies.push(&who.agency);
                    if !named(&who.agency) {
                        lack(GapCode::NoPerson, Some(about(who)));
                    }
                }
            }
        }
        let opened = self.open_visit().map(|v| v.opened.date);
        for subject in self.case.subjects.iter().map(|s| &s.value) {
            let id = Some(subject.id.to_string());
            let plan = self
                .case
                .plans
                .iter()
                .rev()
                .find(|p| p.value.subject == subject.id);
            match (plan, opened) {
                (None, _) => lack(GapCode::NoPlan, id.clone()),
                (Some(plan), Some(opened)) if plan.value.reviewed.date < opened => {
                    lack(GapCode::PlanNotReviewed, id.clone());
                }
                _ => {}
            }
            let mut voices = self.case.voices.iter().filter(|v| v.value.0 == subject.id);
            if !voices.clone().any(|v| !v.value.1.trim().is_empty()) {
                lack(GapCode::NoVoice, id.clone());
            }
            if !voices.any(|v| !v.value.2.trim().is_empty()) {
                lack(GapCode::NoFamily, id.clone());
            }
            if subject.kind == SubjectKind::Child && subject.born.is_none() {
                lack(GapCode::NoBirthDate, id);
            }
        }
        for fact in self.open_facts() {
            lack(GapCode::FactOpen, Some(fact.to_string()));
        }
        let reasons = self.case.decision.as_ref().map(|d| &d.value.reasons);
        if matches!(reasons, None | Some(Reasons::NotAsked)) {
            lack(GapCode::NoReasons, None);
        }
        for check in self
            .policy()
            .checklist
            .iter()
            .filter(|c| self.holds(&c.when))
        {
            let answered = self
                .case
                .checks
                .get(&check.id)
                .is_some_and(|a| !a.value.trim().is_empty());
            if !answered {
                lack(GapCode::CheckOpen, Some(check.id.to_string()));
            }
        }
        gaps
    }

    /// The questions of the pack that must be answered by now and are not, by the dispute or by one of
    /// the agencies.
    fn open_facts(&self) -> Vec<FactId> {
        let now = self.current_episode();
        let due = |fact: &&Fact| {
            let mut moments = fact.needed.iter().flat_map(|m| self.instances(m));
            moments.any(|i| i.episode == now)
        };
        let open = |fact: &&Fact| {
            let mut agencies = self.case.agencies.iter().map(|a| &a.value.id);
            match fact.each_agency {
                true => agencies.any(|id| self.answer(&fact.id, Some(id)).is_none()),
                false => self.answer(&fact.id, None).is_none(),
            }
        };
        let facts = self.policy().facts.iter();
        facts
            .filter(due)
            .filter(open)
            .map(|f| f.id.clone())
            .collect()
    }

    /// The pairs who speak at the open stage.
    pub fn open_pairs(&self) -> Vec<(Vec<Who>, Vec<Who>)> {
        let stage = self
            .open_visit()
            .and_then(|v| self.policy().stage(&v.stage));
        stage
            .iter()
            .flat_map(|s| s.pairs.iter())
            .map(|pair| self.pair(pair))
            .collect()
    }
}

/// `ours line manager`, `theirs line manager`, `outside chair`.
fn about(who: &Who) -> String {
    let side = match who.whose {
        Whose::Ours => "ours",
        Whose::Theirs => "theirs",
        Whose::Both => "both",
        Whose::Outside => "outside",
    };
    format!("{side} {}", who.capacity)
}
