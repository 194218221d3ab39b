//! What a reader of the record would miss. Advice: it never bars anything from leaving.

use crate::loaded::LoadedCase;
use crate::words::plural;
use stepwise_core::event::{EntryKind, Nature, Reasons};

/// Words that tell what somebody thinks rather than what was seen or heard.
const OPINION_WORDS: [&str; 8] = [
    "i think",
    "i feel",
    "i believe",
    "seems to",
    "appears to",
    "probably",
    "in my view",
    "clearly",
];

/// Remarks on the record's quality, each a sentence.
pub(crate) fn remarks(loaded: &LoadedCase) -> Vec<String> {
    let case = &loaded.case;
    let mut remarks = Vec::new();
    let names = case.subjects.iter().map(|s| s.value.name.as_str());
    if names
        .chain(case.people.iter().map(|p| p.value.name.as_str()))
        .any(initials)
    {
        remarks.push(
            "Some names are initials only. A reader years from now needs the whole name."
                .to_owned(),
        );
    }
    let count = |n: usize, one: &str| plural(i64::try_from(n).unwrap_or(i64::MAX), one);
    let spoken = |kind: EntryKind| {
        matches!(
            kind,
            EntryKind::Call | EntryKind::Unanswered | EntryKind::Meeting
        )
    };
    let untimed = case
        .entries
        .iter()
        .filter(|e| spoken(e.value.kind) && e.value.happened.time.is_none())
        .count();
    if untimed > 0 {
        remarks.push(format!(
            "{} has no time of day.",
            count(untimed, "call or meeting")
        ));
    }
    let facts = case
        .entries
        .iter()
        .flat_map(|e| &e.value.statements)
        .filter(|s| s.nature == Nature::Fact);
    let mixed = facts
        .filter(|s| {
            OPINION_WORDS
                .iter()
                .any(|w| s.text.to_lowercase().contains(w))
        })
        .count();
    if mixed > 0 {
        remarks.push(format!(
            "{} recorded as fact may be opinion.",
            count(mixed, "statement")
        ));
    }
    let own = case
        .entries
        .iter()
        .flat_map(|e| &e.value.statements)
        .any(|s| s.nature == Nature::OwnWords);
    if !own && case.voices.iter().all(|v| v.value.1.trim().is_empty()) {
        remarks.push(
            "Nobody's own words or wishes are recorded: the child's, or the adult's.".to_owned(),
        );
    }
    let unprotected = |s: &&stepwise_core::case::From<stepwise_core::event::Subject>| {
        case.plans.iter().all(|p| p.value.subject != s.value.id)
    };
    if case.subjects.iter().any(|s| unprotected(&s)) {
        remarks.push(
            "For somebody the case is about, nothing says what keeps them safe meanwhile."
                .to_owned(),
        );
    }
    if case.voices.iter().all(|v| v.value.2.trim().is_empty()) {
        remarks.push(
            "It is not said whether the family, or the adult, was told, or why not.".to_owned(),
        );
    }
    match case.decision.as_ref().map(|d| &d.value.reasons) {
        Some(Reasons::NotAsked) => {
            remarks.push("The reasons for the decision in dispute were not asked for.".to_owned());
        }
        Some(Reasons::Given(text)) if text.trim().is_empty() => {
            remarks
                .push("Reasons for the decision were given, and are not written down.".to_owned());
        }
        None => remarks.push("The decision in dispute is not described.".to_owned()),
        _ => {}
    }
    let bare = case
        .visits
        .iter()
        .filter_map(|v| v.outcome.as_ref())
        .filter(|o| o.note.trim().is_empty())
        .count();
    if bare > 0 {
        remarks.push(format!(
            "{} has no reason or agreement written beside it.",
            count(bare, "outcome")
        ));
    }
    remarks
}

/// "J.S.", "JS", "J S".
fn initials(name: &str) -> bool {
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
    !letters.is_empty() && letters.len() <= 3 && letters.iter().all(|c| c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_told_from_short_names() {
        for name in ["J.S.", "JS", "J S", "AB C"] {
            assert!(initials(name), "{name}");
        }
        for name in ["Li", "Ana O", "", "Jo S"] {
            assert!(!initials(name), "{name}");
        }
    }
}
