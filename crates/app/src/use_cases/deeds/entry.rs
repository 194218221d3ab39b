//! A record of what happened, and the duties and moments that it covers.

use super::reached;
use crate::clean::line;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::use_cases::new_id;
use crate::views::forms::happened;
use crate::views::tasks::duty_key;
use crate::wire::{Deed, StatementForm};
use stepwise_core::event::*;
use stepwise_core::ids::EntryId;

fn statements(forms: &[StatementForm]) -> Answer<Vec<Statement>> {
    let said = forms.iter().filter(|s| !s.text.trim().is_empty());
    said.map(|form| {
        Ok(Statement {
            nature: match form.nature.as_str() {
                "fact" => Nature::Fact,
                "opinion" => Nature::Opinion,
                "own-words" => Nature::OwnWords,
                _ => {
                    let message = "Say whether this is a fact, an opinion or somebody's own words.";
                    return Err(AppError::typed(
                        "statements",
                        message,
                        "Choose one of the three.",
                    ));
                }
            },
            of: line(&form.of),
            text: form.text.clone(),
        })
    })
    .collect()
}

fn entry_kind(word: &str) -> Answer<EntryKind> {
    Ok(match word {
        "call" => EntryKind::Call,
        "unanswered" => EntryKind::Unanswered,
        "meeting" => EntryKind::Meeting,
        "email" => EntryKind::Email,
        "letter" => EntryKind::Letter,
        "decision" => EntryKind::Decision,
        "consultation" => EntryKind::Consultation,
        "something-new" => EntryKind::SomethingNew,
        "note" => EntryKind::Note,
        _ => {
            return Err(AppError::typed(
                "kind",
                "Say what kind of record this is.",
                "Choose one of the kinds.",
            ));
        }
    })
}

pub(super) fn names(typed: &[String]) -> Vec<String> {
    typed
        .iter()
        .map(|n| line(n))
        .filter(|n| !n.is_empty())
        .collect()
}

/// A [`Deed::Entry`] as its records; nothing for another deed.
///
/// # Errors
/// Nothing was written down; a kind, a date or a nature that does not exist.
pub(super) fn entry(
    loaded: &LoadedCase,
    deed: &Deed,
    original: Option<&What>,
) -> Answer<Vec<What>> {
    let Deed::Entry {
        kind,
        happened: on,
        ours,
        theirs,
        statements: said,
        agreed,
        next,
        fulfils,
        reaches,
        went,
    } = deed
    else {
        return Ok(Vec::new());
    };
    let visit = loaded.standing.visit;

    let on = happened(on, "happened")?;
    let old = match original {
        Some(What::Recorded(old)) => Some(old),
        _ => None,
    };
    let id = match old {
        Some(old) => old.id.clone(),
        None => EntryId::new(new_id("entry")?),
    };
    let entry = Entry {
        id: id.clone(),
        kind: entry_kind(kind)?,
        happened: on,
        ours: names(ours),
        theirs: names(theirs),
        statements: statements(said)?,
        agreed: agreed.clone(),
        next: next.clone(),
        visit: old.map_or(visit, |old| old.visit),
        went: old.map_or(*went, |old| old.went),
    };
    if entry.statements.is_empty()
        && entry.agreed.trim().is_empty()
        && entry.next.trim().is_empty()
        && entry.kind != EntryKind::Unanswered
    {
        return Err(AppError::typed(
            "statements",
            "Nothing was written down.",
            "Write what was said, what was agreed or what is next.",
        ));
    }
    let mut whats = vec![What::Recorded(entry)];
    for key in fulfils {
        let done = Settled::Done {
            on,
            evidence: String::new(),
            entry: Some(id.clone()),
        };
        whats.push(What::DutySettled(duty_key(key), done));
    }
    whats.extend(
        reaches
            .iter()
            .map(|moment| reached(loaded, moment, on, String::new(), "", "")),
    );
    Ok(whats)
}
