//! The chronology: every entry, with the text of those that go.

use crate::bundles::parts::{Chosen, Part, shows};
use crate::loaded::LoadedCase;
use crate::papers::plain;
use crate::settings::Settings;
use crate::views::chronicle::chronology_view;
use crate::wire::ChronicleView;
use std::collections::BTreeMap;
use stepwise_documents::{Block, PartStyle, TimelineEntry, TimelinePart};

pub(super) fn chronology(
    loaded: &LoadedCase,
    settings: &Settings,
    chosen: &Chosen,
    clock: &BTreeMap<u64, String>,
) -> Vec<Block> {
    let mut entries = chronology_view(loaded, settings, clock).entries;
    // The window shows the newest first; a report is read from the beginning.
    entries.reverse();
    for entry in &mut entries {
        let event = loaded.events.iter().find(|e| e.seq == entry.seq);
        let shown =
            chosen.keeps(entry.seq) && event.is_some_and(|e| shows(loaded, &chosen.parts, &e.what));
        if !shown || has_own_part(&entry.kind) {
            emptied(entry);
        }
        if !shown && matches!(entry.kind.as_str(), "attached" | "sent") {
            // Its name says what it is about.
            entry.title = "About a file that is left out of this copy".to_owned();
        }
        if !shown {
            // That it was corrected stays. Why is a part of what it says.
            let left_out = |_| "The reason is left out of this copy.".to_owned();
            entry.struck = entry.struck.take().map(left_out);
            entry.amended = entry.amended.take().map(left_out);
        }
        if !chosen.keeps(entry.seq) {
            entry.title = "An entry that is left out of this copy".to_owned();
        }
        let goes = |id: &str| chosen.parts.contains(&Part::File(id.into()));
        entry.files.retain(|(id, _)| goes(id));
    }
    vec![Block::Timeline(entries.iter().map(timeline).collect())]
}

/// Takes an entry's text away. That it was recorded is part of the chronology; its text stands in its own part, or
/// was left out.
pub(crate) fn emptied(entry: &mut ChronicleView) {
    entry.statements.clear();
    entry.details.clear();
    entry.before.clear();
    entry.agreed.clear();
    entry.next.clear();
    entry.with.clear();
}

/// Kinds of event whose text is printed in a part of the report of its own.
fn has_own_part(kind: &str) -> bool {
    matches!(
        kind,
        "person-named"
            | "subject-named"
            | "decision-described"
            | "checked"
            | "paper-filled"
            | "plan-reviewed"
            | "voice-recorded"
    )
}

pub(crate) fn timeline(entry: &ChronicleView) -> TimelineEntry {
    let day = |iso: &str| iso.parse().map(plain).unwrap_or_else(|_| iso.to_owned());
    let written = chrono::DateTime::parse_from_rfc3339(&entry.written).map_or_else(
        |_| entry.written.clone(),
        |w| w.format("%-d %B %Y at %H:%M").to_string(),
    );
    let happened = entry.happened.as_ref().map_or_else(
        || written.clone(),
        |m| match &m.time {
            Some(time) => format!("{} at {time}", day(&m.date)),
            None => day(&m.date),
        },
    );
    let mut parts = Vec::new();
    if let Some(why) = &entry.struck {
        said(&mut parts, "Struck out", why);
    }
    if let Some(why) = &entry.amended {
        said(&mut parts, "Amended", why);
    }
    said(&mut parts, "The clock", &entry.clock);
    said(&mut parts, "With", &entry.with);
    for (label, text) in &entry.details {
        said(&mut parts, label, text);
    }
    for statement in &entry.statements {
        let (kind, style) = match statement.nature.as_str() {
            "fact" => ("Fact", PartStyle::Fact),
            "opinion" => ("Opinion", PartStyle::Opinion),
            _ => ("Own words", PartStyle::OwnWords),
        };
        let kind = if statement.of.trim().is_empty() {
            kind.to_owned()
        } else {
            format!("{kind}: {}", statement.of)
        };
        parts.push(TimelinePart {
            kind,
            style,
            text: statement.text.clone(),
        });
    }
    said(&mut parts, "Agreed", &entry.agreed);
    said(&mut parts, "Next", &entry.next);
    if entry.kind != "attached" {
        let files: Vec<&str> = entry.files.iter().map(|(_, name)| name.as_str()).collect();
        said(&mut parts, "Attached files", &files.join("\n"));
    }
    for (label, text) in &entry.before {
        said(&mut parts, &format!("Before it was amended: {label}"), text);
    }
    TimelineEntry {
        id: entry.seq.to_string(),
        happened,
        written,
        by: entry.by.clone(),
        heading: entry.title.clone(),
        parts,
    }
}

/// A part of an entry that is said as it stands; none where there are no words.
fn said(parts: &mut Vec<TimelinePart>, kind: &str, text: &str) {
    if !text.trim().is_empty() {
        parts.push(TimelinePart {
            kind: kind.to_owned(),
            style: PartStyle::Plain,
            text: text.to_owned(),
        });
    }
}
