//! Whether answers fit the questions of the pack, and whether the policy covers the dispute at all.

use super::{Check, unknown_in_case, unknown_to_policy};
use crate::engine::refusal::{Refusal, RefusalCode as Code};
use crate::event::Agency;
use crate::ids::{AgencyId, ChoiceId, FactId, MomentId};
use crate::policy::Condition;

impl Check<'_> {
    /// A fact of the dispute.
    pub(super) fn fact(&self, fact: &FactId, choice: &ChoiceId) -> Option<Refusal> {
        self.answered(fact, choice, false)
    }

    fn answered(&self, fact: &FactId, choice: &ChoiceId, of_agency: bool) -> Option<Refusal> {
        let Some(known) = self.world.policy.fact(fact) else {
            return Some(unknown_to_policy("fact", "question"));
        };
        if known.each_agency != of_agency {
            let (message, remedy) = match of_agency {
                true => (
                    "This question is asked once for the dispute.",
                    "Answer it for the dispute.",
                ),
                false => (
                    "This question is asked of each agency.",
                    "Answer it for each agency.",
                ),
            };
            return Some(Refusal::new(Code::UnknownToPolicy, "fact", message, remedy));
        }
        let answer = known.choices.iter().any(|(c, _)| c == choice);
        (!answer).then(|| unknown_to_policy("choice", "answer to this question"))
    }

    pub(super) fn agency(&self, agency: &Agency, found: &mut Vec<Refusal>) {
        let each = agency.facts.iter();
        found.extend(each.filter_map(|(fact, choice)| self.answered(fact, choice, true)));
    }

    pub(super) fn reached(
        &self,
        id: &MomentId,
        answer: Option<&ChoiceId>,
        agency: Option<&AgencyId>,
        found: &mut Vec<Refusal>,
    ) {
        let Some(moment) = self.world.policy.moment(id) else {
            found.push(unknown_to_policy("moment", "moment"));
            return;
        };
        let known = |answer: &ChoiceId| moment.choices.iter().any(|(c, _)| c == answer);
        match answer {
            Some(answer) if !known(answer) => {
                found.push(unknown_to_policy("answer", "answer to this question"));
            }
            None if !moment.choices.is_empty() => found.push(Refusal::new(
                Code::Empty,
                "answer",
                "This question has no answer yet.",
                "Choose one of its answers.",
            )),
            _ => {}
        }
        match agency {
            Some(agency) if self.case.agency(agency).is_none() => {
                found.push(unknown_in_case("agency", "agency"));
            }
            None if moment.each_agency => found.push(Refusal::new(
                Code::Empty,
                "agency",
                "This is dated for each agency of its own.",
                "Say for which agency.",
            )),
            _ => {}
        }
    }

    /// Where the policy does not cover the dispute: the first rule that says so, with where to go.
    pub(super) fn excluded(&self, new: &[(FactId, ChoiceId)]) -> Option<Refusal> {
        if !self.fresh {
            return None;
        }
        let policy = self.world.policy;
        let answer = |fact: &FactId| {
            let given = new.iter().rev().find(|(f, _)| f == fact).map(|(_, c)| c);
            given
                .or_else(|| self.case.facts.get(fact))
                .or_else(|| policy.fact(fact)?.default.as_ref())
        };
        let holds = |condition: &Condition| match condition {
            Condition::Fact(fact, wanted) => answer(fact).is_some_and(|a| wanted.contains(a)),
            _ => false,
        };
        let rule = policy
            .exclusions
            .iter()
            .find(|e| e.when.0.iter().all(holds))?;
        Some(Refusal::new(
            Code::Excluded,
            "facts",
            rule.say.clone(),
            rule.elsewhere.clone(),
        ))
    }
}
