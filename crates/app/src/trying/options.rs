//! What can be chosen in a try, and a try to begin with.

use super::file;
use crate::library::Bundled;
use crate::views::policy::version_words;
use crate::wire::{Moment, Try, TryAct, TryChoice, TryExample, TryFact, TryOptions, TryStep};
use chrono::NaiveDate;
use stepwise_core::policy::Policy;

fn choice(id: impl ToString, words: impl Into<String>) -> TryChoice {
    TryChoice {
        id: id.to_string(),
        words: words.into(),
    }
}

/// Everything of a policy that a step may speak of.
pub(super) fn options(bundled: &Bundled, today: NaiveDate) -> TryOptions {
    let policy = &bundled.policy;
    let moments = || policy.moments.iter();
    let examples = bundled.examples.iter().filter_map(|(file, bytes)| {
        let tried = file::read(std::str::from_utf8(bytes).ok()?).ok()?;
        Some(TryExample {
            file: file.clone(),
            name: tried.name.clone(),
            tried,
        })
    });
    TryOptions {
        title: policy.title.clone(),
        version: version_words(policy),
        digest: policy.digest.to_string(),
        facts: facts(policy),
        start_moments: moments()
            .filter(|m| m.at_start)
            .map(|m| choice(&m.id, &m.name))
            .collect(),
        moments: moments().map(|m| choice(&m.id, &m.name)).collect(),
        stages: policy
            .stages
            .iter()
            .map(|s| choice(&s.id, format!("{}: {}", s.name, s.title)))
            .collect(),
        duties: policy
            .duties
            .iter()
            .map(|d| choice(&d.id, &d.say))
            .collect(),
        limits: policy
            .clocks
            .iter()
            .filter(|c| c.limit.set_by().is_some())
            .map(|c| choice(&c.id, &c.name))
            .collect(),
        endings: policy
            .endings
            .iter()
            .map(|e| choice(&e.id, &e.name))
            .collect(),
        examples: examples.collect(),
        first: first(policy, today),
    }
}

fn facts(policy: &Policy) -> Vec<TryFact> {
    let each = policy.facts.iter().map(|fact| TryFact {
        id: fact.id.to_string(),
        ask: fact.ask.clone(),
        choices: fact
            .choices
            .iter()
            .map(|(id, words)| choice(id, words))
            .collect(),
        default: fact
            .default
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
    });
    each.collect()
}

/// Raised today, the lowest stage opened, and every question answered with its first answer.
fn first(policy: &Policy, today: NaiveDate) -> Try {
    let on = Moment {
        date: today.to_string(),
        time: Some("09:00".into()),
    };
    let facts = policy.facts.iter().map(|fact| {
        let first = fact.choices.first().map(|(id, _)| id);
        let answer = fact.default.as_ref().or(first);
        let answer = answer.map(ToString::to_string).unwrap_or_default();
        (fact.id.to_string(), answer)
    });
    let stage = policy.ladders.first().and_then(|l| l.stages.first());
    let open = stage.map(|stage| TryAct {
        what: "open".into(),
        value: stage.to_string(),
        ..TryAct::default()
    });
    Try {
        name: String::new(),
        says: String::new(),
        raised_by: "ours".into(),
        raised: on.clone(),
        facts: facts.collect(),
        moments: Vec::new(),
        subjects: Vec::new(),
        people: Vec::new(),
        steps: vec![TryStep {
            at: on,
            acts: open.into_iter().collect(),
            ..TryStep::default()
        }],
    }
}
