//! What is different between two versions of a policy, in words that a reader of neither file can follow.
//!
//! Rules are told apart by their names in the pack: a rule that has another name is another rule.

use super::model::*;
use super::words::sentence;
use serde::Serialize;
use serde_json::Value;

mod facets;

use facets::Facets;

/// What part of the policy changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Title, board, scope, source, version, calendar, areas.
    About,
    /// The order of stages.
    Route,
    /// A stage.
    Stage,
    /// A time limit.
    Limit,
    /// A duty.
    Duty,
    /// A way from stage to stage.
    Way,
    /// An ending.
    Ending,
    /// A form or letter.
    Form,
    /// A contact.
    Contact,
    /// A role.
    Role,
    /// A question or a moment that rules depend on.
    Question,
    /// A stated reading.
    Reading,
    /// A question of the checklist.
    Check,
    /// A principle or note.
    Note,
}

impl Part {
    /// As it begins a sentence: "Time limit".
    pub fn words(self) -> &'static str {
        match self {
            Self::About => "About the policy",
            Self::Route => "Order of stages",
            Self::Stage => "Stage",
            Self::Limit => "Time limit",
            Self::Duty => "Duty",
            Self::Way => "Way on",
            Self::Ending => "Ending",
            Self::Form => "Form or letter",
            Self::Contact => "Contact",
            Self::Role => "Role",
            Self::Question => "Question",
            Self::Reading => "Reading",
            Self::Check => "Question before escalating",
            Self::Note => "Note",
        }
    }
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Only the newer version has it.
    Added,
    /// Only the older version has it.
    Removed,
    /// Both have it, and differ.
    Changed,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What part of the policy.
    pub part: Part,
    /// What became of it.
    pub how: How,
    /// What it is called on screen, by the newer version where it has it.
    pub name: String,
    /// What is different, each as a sentence. Of what was added or removed: what it says.
    pub words: Vec<String>,
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let how = match self.how {
            How::Added => "new",
            How::Removed => "no longer there",
            How::Changed => "changed",
        };
        write!(f, "{}, {how}: {}", self.part.words(), self.name)?;
        self.words.iter().try_for_each(|w| write!(f, "\n    {w}"))
    }
}

/// Everything that a reader would notice, in the order of the parts. Empty where both say the same.
pub fn diff(old: &Policy, new: &Policy) -> Vec<Change> {
    let mut found = Vec::new();
    let mut put = |part, old: Vec<Rule>, new: Vec<Rule>| found.extend(changes(part, &old, &new));
    put(Part::About, facets::about(old), facets::about(new));
    put(Part::Route, facets::ladders(old), facets::ladders(new));
    put(Part::Stage, facets::stages(old), facets::stages(new));
    put(Part::Limit, facets::clocks(old), facets::clocks(new));
    put(Part::Duty, facets::duties(old), facets::duties(new));
    put(Part::Way, facets::moves(old), facets::moves(new));
    put(Part::Ending, facets::endings(old), facets::endings(new));
    put(Part::Form, facets::papers(old), facets::papers(new));
    put(Part::Contact, facets::contacts(old), facets::contacts(new));
    put(Part::Role, facets::roles(old), facets::roles(new));
    put(
        Part::Question,
        facets::questions(old),
        facets::questions(new),
    );
    put(Part::Reading, facets::findings(old), facets::findings(new));
    put(Part::Check, facets::checklist(old), facets::checklist(new));
    put(Part::Note, facets::notes(old), facets::notes(new));
    found
}

/// One rule, ready to be compared: its name in the pack, on screen, what is said of it, and all of it.
struct Rule {
    id: String,
    name: String,
    facets: Facets,
    /// The rule whole, so that nothing that differs goes unsaid.
    whole: Value,
}

fn changes(part: Part, old: &[Rule], new: &[Rule]) -> Vec<Change> {
    let mut found = Vec::new();
    for rule in new {
        let change = match old.iter().find(|r| r.id == rule.id) {
            None => Some((How::Added, rule.facets.said())),
            Some(before) if before.whole == rule.whole => None,
            Some(before) => Some((How::Changed, differences(before, rule))),
        };
        found.extend(change.map(|(how, words)| Change {
            part,
            how,
            name: rule.name.clone(),
            words,
        }));
    }
    let gone = old.iter().filter(|o| !new.iter().any(|n| n.id == o.id));
    found.extend(gone.map(|rule| Change {
        part,
        how: How::Removed,
        name: rule.name.clone(),
        words: rule.facets.said(),
    }));
    found
}

fn differences(old: &Rule, new: &Rule) -> Vec<String> {
    let mut words = Vec::new();
    for (label, now) in &new.facets.0 {
        let before = old.facets.get(label);
        match (before.is_empty(), now.is_empty()) {
            _ if before == now => {}
            (true, _) => words.push(format!(
                "{}: now {} It was not said before.",
                sentence(label),
                ended(now)
            )),
            (_, true) => words.push(format!(
                "{}: no longer said. It was {}",
                sentence(label),
                ended(before)
            )),
            _ => words.push(format!(
                "{}: was {before}; is now {}",
                sentence(label),
                ended(now)
            )),
        }
    }
    if words.is_empty() {
        words.push(format!(
            "Smaller details differ: {}.",
            keys_that_differ(&old.whole, &new.whole).join(", ")
        ));
    }
    words
}

/// A sentence with its stop, which may stand within the quotation marks already.
fn ended(words: &str) -> String {
    match words.ends_with(".”") {
        true => words.to_owned(),
        false => format!("{words}."),
    }
}

/// The keys of a rule that differ, as in the file.
fn keys_that_differ(old: &Value, new: &Value) -> Vec<String> {
    let (Some(old), Some(new)) = (old.as_object(), new.as_object()) else {
        return vec!["the text".into()];
    };
    let mut keys: Vec<&String> = old.keys().chain(new.keys()).collect();
    keys.sort();
    keys.dedup();
    keys.into_iter()
        .filter(|k| old.get(*k) != new.get(*k))
        .map(|k| match k.as_str() {
            "cite" => "where it stands in the source".to_owned(),
            other => other.replace('_', " "),
        })
        .collect()
}

#[cfg(test)]
mod tests;
