//! Whom it is about, and what is in dispute, from the case's records.

use super::fill::{Answer, Filling, Trace};
use super::words;
use stepwise_core::event::{Nature, Reasons, Side};

/// The names of the children, adult or family.
pub(super) fn subjects(filling: &Filling<'_>) -> Answer {
    let names: Vec<&str> = filling
        .case
        .subjects
        .iter()
        .map(|s| s.value.name.as_str())
        .collect();
    let traces = filling
        .case
        .subjects
        .iter()
        .map(|s| Trace {
            seq: s.seq,
            title: "Whom the case is about".into(),
        })
        .collect();
    Answer {
        text: words::joined(&names),
        traces,
    }
}

/// The areas of disagreement.
pub(super) fn areas(filling: &Filling<'_>) -> Answer {
    filling
        .case
        .opening
        .as_ref()
        .map_or_else(Answer::default, |o| {
            Answer::of(o.value.areas.join("\n"), o.seq, "How the case was opened")
        })
}

/// The decision, each agency's view, and the professional opinions recorded since.
pub(super) fn dispute(filling: &Filling<'_>) -> Answer {
    let mut all = Answer::default();
    if let Some(decision) = &filling.case.decision {
        let (d, seq) = (&decision.value, decision.seq);
        let raiser = filling.agency_name(filling.raiser());
        let other = filling.agency_name(match filling.raiser() {
            Side::Ours => Side::Theirs,
            Side::Theirs => Side::Ours,
        });
        let title = "The decision in dispute";
        let on =
            d.on.map_or_else(String::new, |on| format!(" on {}", words::plain(on)));
        let by = if d.by_whom.trim().is_empty() {
            String::new()
        } else {
            format!(" by {}", d.by_whom.trim())
        };
        all.and(Answer::of(
            format!("The decision{by}{on}: {}", d.what.trim()),
            seq,
            title,
        ));
        let reasons = match &d.reasons {
            Reasons::Given(text) => format!("{other}: {}", text.trim()),
            Reasons::Refused => format!("{other} was asked for reasons and gave none."),
            Reasons::NotAsked => String::new(),
        };
        all.and(Answer::of(reasons, seq, title));
        all.and(Answer::of(labelled(&raiser, &d.not_safe), seq, title));
        all.and(Answer::of(
            labelled(&format!("{raiser} asks for"), &d.wanted),
            seq,
            title,
        ));
    }
    for entry in &filling.case.entries {
        for statement in entry
            .value
            .statements
            .iter()
            .filter(|s| s.nature == Nature::Opinion)
        {
            let of = if statement.of.trim().is_empty() {
                "View recorded"
            } else {
                statement.of.trim()
            };
            let text = format!(
                "{of}, {}: {}",
                words::plain(entry.value.happened.date),
                statement.text.trim()
            );
            all.and(Answer::of(text, entry.seq, entry_title(&entry.value)));
        }
    }
    all
}

fn labelled(label: &str, text: &str) -> String {
    if text.trim().is_empty() {
        String::new()
    } else {
        format!("{label}: {}", text.trim())
    }
}

/// A record of the chronology, named for a trace.
pub(super) fn entry_title(entry: &stepwise_core::event::Entry) -> String {
    use stepwise_core::event::EntryKind as K;
    let kind = match entry.kind {
        K::Call => "Telephone call",
        K::Unanswered => "Unanswered call",
        K::Meeting => "Meeting",
        K::Email => "Email",
        K::Letter => "Letter",
        K::Decision => "Decision",
        K::Consultation => "Consultation",
        K::SomethingNew => "Something new",
        K::Note => "Note",
    };
    format!("{kind}, {}", words::plain(entry.happened.date))
}
