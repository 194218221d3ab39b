//! The parts of a case report.

use super::limits::{counts, limits};
use super::parts::{Part, shows};
use crate::failure::Answer;
use crate::loaded::LoadedCase;
use crate::papers::{self, moment, plain};
use crate::session::Session;
use crate::settings::Settings;
use crate::views::chronicle::chronology_view;
use crate::views::clock::clock_notes;
use crate::wire::{CaseRef, ChronicleView, PaperQuery, Signing};
use crate::words::{day_words, limit_words};
use std::collections::{BTreeMap, BTreeSet};
use stepwise_core::event::{Outcome, Reasons, Side};
use stepwise_documents::{Block, PartStyle, Table, TimelineEntry, TimelinePart};

/// One part's blocks, below its heading.
///
/// # Errors
/// A saved paper could not be laid out.
pub(crate) fn section(
    session: &mut Session,
    loaded: &LoadedCase,
    settings: &Settings,
    chosen: &BTreeSet<Part>,
    part: &Part,
) -> Answer<Vec<Block>> {
    Ok(match part {
        Part::Summary => summary(loaded),
        Part::Safety => safety(loaded),
        Part::People => people(loaded),
        Part::Checklist => checklist(loaded),
        Part::Chronology => {
            let clock = clock_notes(&loaded.events, session.vault()?.clock_jumps()?);
            chronology(loaded, settings, chosen, &clock)
        }
        Part::Paper(id, visit) => {
            let query = PaperQuery {
                case: CaseRef {
                    case: loaded.id.to_string(),
                },
                paper: id.to_string(),
                visit: *visit,
                // A report is no place to fill in or to sign.
                signing: Some(Signing::Ink),
            };
            paper(session, &query)?
        }
        Part::Policy => policy(loaded),
        // All of them stand in one list of the report.
        Part::File(_) => Vec::new(),
    })
}

/// A heading within a part.
pub(super) fn heading(text: &str) -> Block {
    Block::Heading {
        level: 3,
        text: text.to_owned(),
        id: None,
    }
}

fn summary(loaded: &LoadedCase) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(opening) = loaded.opening() {
        let raised = match opening.raised_by {
            Side::Ours => "Raised by us",
            Side::Theirs => "Raised by them",
        };
        let mut rows = vec![(raised.to_owned(), moment(opening.raised))];
        if !opening.areas.is_empty() {
            rows.push(("About".to_owned(), opening.areas.join("; ")));
        }
        blocks.push(Block::KeyValues(rows));
    }
    if let Some(decision) = &loaded.case.decision {
        let d = &decision.value;
        let reasons = match &d.reasons {
            Reasons::Given(text) => text.clone(),
            Reasons::Refused => "Asked for, and refused".to_owned(),
            Reasons::NotAsked => "Not asked for yet".to_owned(),
        };
        let day = |date: Option<chrono::NaiveDate>| date.map(plain).unwrap_or_default();
        let mut rows = vec![
            ("Reference".to_owned(), d.reference.clone()),
            ("Referred".to_owned(), day(d.referred)),
            ("What was decided".to_owned(), d.what.clone()),
            ("By whom".to_owned(), d.by_whom.clone()),
            ("When".to_owned(), day(d.on)),
            ("Reasons given".to_owned(), reasons),
            ("Why it is not thought safe".to_owned(), d.not_safe.clone()),
            ("What is asked for".to_owned(), d.wanted.clone()),
        ];
        rows.retain(|(_, value)| !value.trim().is_empty());
        blocks.push(heading("The decision in dispute"));
        blocks.push(Block::KeyValues(rows));
    }
    blocks.push(heading("Stages"));
    if loaded.case.visits.is_empty() {
        blocks.push(Block::Paragraph("No stage has been opened.".into()));
    } else {
        blocks.push(stages(loaded));
    }
    blocks.extend(limits(loaded));
    blocks.extend(counts(loaded));
    blocks
}

fn stages(loaded: &LoadedCase) -> Block {
    let rows = loaded.case.visits.iter().map(|visit| {
        let stage = loaded.policy.stage(&visit.stage);
        let name = stage.map_or_else(
            || visit.stage.to_string(),
            |s| format!("{}: {}", s.name, s.title),
        );
        let (outcome, note) = match &visit.outcome {
            None => (String::new(), String::new()),
            Some(o) => {
                let word = match o.outcome {
                    Outcome::Resolved => "Resolved",
                    Outcome::NotResolved => "Not resolved",
                };
                (format!("{word}, {}", plain(o.on.date)), o.note.clone())
            }
        };
        vec![name, plain(visit.opened.date), outcome, note]
    });
    Block::Table(Table {
        caption: String::new(),
        header: ["Stage", "Opened", "Outcome", "In words"]
            .map(String::from)
            .to_vec(),
        rows: rows.collect(),
        widths: vec![3.0, 2.0, 2.5, 4.0],
        row_headers: true,
    })
}

fn safety(loaded: &LoadedCase) -> Vec<Block> {
    let mut blocks = Vec::new();
    for subject in &loaded.case.subjects {
        let name = &subject.value.name;
        blocks.push(heading(name));
        let plans: Vec<_> = loaded
            .case
            .plans
            .iter()
            .filter(|p| p.value.subject == subject.value.id)
            .collect();
        if plans.is_empty() {
            blocks.push(Block::Paragraph("No plan is recorded.".into()));
        }
        for plan in plans {
            let p = &plan.value;
            let mut rows = vec![
                ("Looked at".to_owned(), moment(p.reviewed)),
                ("What protects them".to_owned(), p.measures.clone()),
                ("Who does it".to_owned(), p.by_whom.clone()),
            ];
            rows.extend(p.next_review.map(|d| ("Next look".to_owned(), plain(d))));
            blocks.push(Block::KeyValues(rows));
        }
        for voice in loaded
            .case
            .voices
            .iter()
            .filter(|v| v.value.0 == subject.value.id)
        {
            let (_, own, family, on) = &voice.value;
            let mut rows = vec![
                ("Recorded".to_owned(), moment(*on)),
                ("Own words and wishes".to_owned(), own.clone()),
                ("Family, consent".to_owned(), family.clone()),
            ];
            rows.retain(|(_, value)| !value.trim().is_empty());
            blocks.push(Block::KeyValues(rows));
        }
    }
    blocks
}

fn people(loaded: &LoadedCase) -> Vec<Block> {
    let rows = loaded.case.people.iter().map(|p| {
        let person = &p.value;
        let agency = loaded
            .case
            .agencies
            .iter()
            .find(|a| a.value.id == person.agency);
        let roles: Vec<&str> = person
            .roles
            .iter()
            .filter_map(|r| loaded.policy.role(r))
            .map(|r| r.name.as_str())
            .collect();
        vec![
            person.name.clone(),
            format!(
                "{}\n{}",
                person.designation,
                agency.map(|a| a.value.name.as_str()).unwrap_or_default()
            ),
            roles.join(", "),
            format!("{}\n{}", person.phone, person.email),
        ]
    });
    vec![Block::Table(Table {
        caption: String::new(),
        header: ["Name", "Job and agency", "Capacity", "Contact"]
            .map(String::from)
            .to_vec(),
        rows: rows.collect(),
        widths: vec![3.0, 3.0, 3.0, 3.5],
        row_headers: true,
    })]
}

fn checklist(loaded: &LoadedCase) -> Vec<Block> {
    let rows = loaded.policy.checklist.iter().map(|check| {
        let answer = loaded
            .case
            .checks
            .get(&check.id)
            .map(|a| a.value.trim())
            .filter(|a| !a.is_empty());
        (
            check.ask.clone(),
            answer.unwrap_or("Not answered").to_owned(),
        )
    });
    vec![Block::KeyValues(rows.collect())]
}

fn chronology(
    loaded: &LoadedCase,
    settings: &Settings,
    chosen: &BTreeSet<Part>,
    clock: &BTreeMap<u64, String>,
) -> Vec<Block> {
    let mut entries = chronology_view(loaded, settings, clock).entries;
    // The window shows the newest first; a report is read from the beginning.
    entries.reverse();
    for entry in &mut entries {
        let event = loaded.events.iter().find(|e| e.seq == entry.seq);
        let shown = event.is_some_and(|e| shows(loaded, chosen, &e.what));
        if !shown || has_own_part(&entry.kind) {
            emptied(entry);
        }
        if !shown && matches!(entry.kind.as_str(), "attached" | "sent") {
            // Its name says what it is about.
            entry.title = "About a file that is left out of this copy".to_owned();
        }
        let chosen = |id: &str| chosen.contains(&Part::File(id.into()));
        entry.files.retain(|(id, _)| chosen(id));
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
    let mut plain_part = |kind: &str, text: &str| {
        if !text.trim().is_empty() {
            parts.push(TimelinePart {
                kind: kind.to_owned(),
                style: PartStyle::Plain,
                text: text.to_owned(),
            });
        }
    };
    if let Some(why) = &entry.struck {
        plain_part("Struck out", why);
    }
    if let Some(why) = &entry.amended {
        plain_part("Amended", why);
    }
    plain_part("The clock", &entry.clock);
    plain_part("With", &entry.with);
    for (label, text) in &entry.details {
        plain_part(label, text);
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
    let mut plain_part = |kind: &str, text: &str| {
        if !text.trim().is_empty() {
            parts.push(TimelinePart {
                kind: kind.to_owned(),
                style: PartStyle::Plain,
                text: text.to_owned(),
            });
        }
    };
    plain_part("Agreed", &entry.agreed);
    plain_part("Next", &entry.next);
    if entry.kind != "attached" {
        let files: Vec<&str> = entry.files.iter().map(|(_, name)| name.as_str()).collect();
        plain_part("Attached files", &files.join("\n"));
    }
    for (label, text) in &entry.before {
        plain_part(&format!("Before it was amended: {label}"), text);
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

/// A saved paper as it would be printed, within the report.
fn paper(session: &mut Session, query: &PaperQuery) -> Answer<Vec<Block>> {
    let picked = papers::pick(session, query)?;
    let filling = picked.filling()?;
    let fields = picked.filled(&[])?;
    let printing = papers::Printing {
        head: picked.loaded.head,
        calendar: "",
        to: &[],
        signing: Signing::Ink,
    };
    let blocks = papers::lay_out(&filling, &fields, &printing).blocks;
    Ok(blocks
        .into_iter()
        .filter_map(|block| match block {
            // The part's own heading names it.
            Block::Title(_) => None,
            Block::Heading { text, .. } => Some(heading(&text)),
            other => Some(other),
        })
        .collect())
}

fn policy(loaded: &LoadedCase) -> Vec<Block> {
    let policy = &loaded.policy;
    let mut blocks = vec![
        Block::Paragraph(policy.scope.clone()),
        Block::Small(format!(
            "Source: {}. Rules checked by their digest: {}",
            policy.source, policy.digest
        )),
    ];
    for choice in &loaded.case.versions {
        let (moved, said) = &choice.value;
        let did = match moved {
            true => "The case was moved to this version",
            false => "This version was looked at, and the case stayed on the one that it held",
        };
        let day = choice.recorded.with_timezone(&policy.zone).date_naive();
        blocks.push(Block::Paragraph(format!(
            "{did} on {}: {} Before: {} Why: {}",
            day_words(day),
            said.label,
            said.was,
            said.reason
        )));
    }
    for stage in &policy.stages {
        blocks.push(heading(&format!("{}: {}", stage.name, stage.title)));
        blocks.push(Block::Paragraph(stage.say.clone()));
        let limits = policy
            .clocks
            .iter()
            .filter(|c| c.stages.contains(&stage.id))
            .map(|c| {
                format!(
                    "{}: {} (\u{201c}{}\u{201d})",
                    c.name,
                    limit_words(policy, &c.limit),
                    c.written
                )
            });
        let items: Vec<String> = limits.collect();
        if !items.is_empty() {
            blocks.push(Block::List {
                items,
                numbered: false,
            });
        }
    }
    if !policy.findings.is_empty() {
        blocks.push(heading("Readings of unclear places"));
        blocks.push(Block::List {
            items: policy.findings.iter().map(|f| f.text.clone()).collect(),
            numbered: false,
        });
    }
    blocks
}
