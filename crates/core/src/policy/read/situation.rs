//! Situations: every combination of answers to the facts that rules depend on. Facts are finite, so
//! what must hold always can be tried out in each.

use crate::ids::*;
use crate::policy::model::*;
use std::collections::BTreeSet;

/// One answer for each fact in question.
pub(crate) type Situation = Vec<(FactId, ChoiceId)>;

/// The most situations that are tried: ten facts with three answers each would be 59,049.
const MOST: usize = 20_000;

/// The facts that conditions depend on.
pub(crate) fn facts_of<'a>(whens: impl IntoIterator<Item = &'a When>) -> BTreeSet<FactId> {
    let mut out = BTreeSet::new();
    for when in whens {
        for condition in &when.0 {
            if let Condition::Fact(fact, _) = condition {
                out.insert(fact.clone());
            }
        }
    }
    out
}

/// All situations of some facts; none where there are too many to try.
pub(crate) fn all(policy: &Policy, facts: &BTreeSet<FactId>) -> Option<Vec<Situation>> {
    let mut out: Vec<Situation> = vec![Vec::new()];
    for fact in policy.facts.iter().filter(|f| facts.contains(&f.id)) {
        if out.len().saturating_mul(fact.choices.len()) > MOST {
            return None;
        }
        out = out
            .iter()
            .flat_map(|situation| {
                fact.choices.iter().map(move |(choice, _)| {
                    let mut next = situation.clone();
                    next.push((fact.id.clone(), choice.clone()));
                    next
                })
            })
            .collect();
    }
    // What the policy leaves out is never played through.
    out.retain(|situation| {
        let known = |fact: &FactId| situation.iter().any(|(f, _)| f == fact);
        !policy.exclusions.iter().any(|e| {
            let about = facts_of([&e.when]);
            about.iter().all(known) && holds(&e.when, situation)
        })
    });
    Some(out)
}

/// Whether the facts of a condition hold. What happens on the way is not looked at.
pub(crate) fn holds(when: &When, situation: &Situation) -> bool {
    when.0.iter().all(|condition| match condition {
        Condition::Fact(fact, choices) => situation
            .iter()
            .any(|(f, c)| f == fact && choices.contains(c)),
        Condition::Reached(_) | Condition::ResolvedAt(_) | Condition::Happened(_) => true,
    })
}

/// A situation in words: "subject = child and island = smaller".
pub(crate) fn said(situation: &Situation) -> String {
    if situation.is_empty() {
        return "always".into();
    }
    let parts: Vec<String> = situation
        .iter()
        .map(|(f, c)| format!("{f} = {c}"))
        .collect();
    format!("when {}", parts.join(" and "))
}
