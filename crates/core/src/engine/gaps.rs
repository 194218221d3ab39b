//! What the record lacks. It advises; it never blocks.

use super::scene::Scene;
use crate::event::{Reasons, SubjectKind};
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
                if let Some(who) = side
                    .first()
                    .filter(|_| side.iter().all(|w| w.person.is_none()))
                {
                    lack(GapCode::NoPerson, Some(about(who)));
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
