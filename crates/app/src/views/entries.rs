//! A record of a discussion, a letter or a note, in words.

use crate::views::details::Told;
use crate::wire::StatementForm;
use stepwise_core::event::{Entry, EntryKind, Nature};

/// The word for a kind of record.
pub(crate) fn entry_word(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Call => "call",
        EntryKind::Unanswered => "unanswered",
        EntryKind::Meeting => "meeting",
        EntryKind::Email => "email",
        EntryKind::Letter => "letter",
        EntryKind::Decision => "decision",
        EntryKind::Consultation => "consultation",
        EntryKind::SomethingNew => "something-new",
        EntryKind::Note => "note",
    }
}

fn nature_word(nature: Nature) -> &'static str {
    match nature {
        Nature::Fact => "fact",
        Nature::Opinion => "opinion",
        Nature::OwnWords => "own-words",
    }
}

fn entry_title(entry: &Entry) -> String {
    let whom = match (entry.theirs.as_slice(), entry.ours.as_slice()) {
        ([], []) => None,
        ([one], _) | ([], [one]) => Some(one.clone()),
        ([first, ..], _) | ([], [first, ..]) => Some(format!("{first} and others")),
    };
    let with = |verb: &str, alone: &str| match &whom {
        Some(whom) => format!("{verb} {whom}"),
        None => alone.to_owned(),
    };
    match entry.kind {
        EntryKind::Call => with("Spoke with", "Telephone call"),
        EntryKind::Unanswered => with("No answer from", "Call that nobody answered"),
        EntryKind::Meeting => with("Met", "Meeting"),
        EntryKind::Email => with("Email:", "Email"),
        EntryKind::Letter => with("Letter:", "Letter"),
        EntryKind::Decision => "Decision".into(),
        EntryKind::Consultation => with("Talked it through with", "Consultation"),
        EntryKind::SomethingNew => "Something new happened".into(),
        EntryKind::Note => "Note".into(),
    }
}

/// A record of what was said or seen.
pub(super) fn entry(entry: &Entry) -> Told {
    let group = match entry.kind {
        EntryKind::Decision => "decision",
        EntryKind::SomethingNew => "safety",
        _ => "discussion",
    };
    let people: Vec<&str> = entry
        .ours
        .iter()
        .chain(&entry.theirs)
        .map(String::as_str)
        .collect();
    Told {
        with: people.join(", "),
        statements: entry
            .statements
            .iter()
            .map(|s| StatementForm {
                nature: nature_word(s.nature).into(),
                of: s.of.clone(),
                text: s.text.clone(),
            })
            .collect(),
        agreed: entry.agreed.clone(),
        next: entry.next.clone(),
        ..Told::new(group, entry_title(entry)).on(entry.happened)
    }
}
