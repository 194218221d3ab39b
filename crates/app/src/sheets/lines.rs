//! The entries of a chronology that a filter lets through, and the filter in words: what is left out is said.

use crate::blackout::Naming;
use crate::bundles::{all_parts, emptied, shows};
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::papers::plain;
use crate::session::Session;
use crate::settings::Settings;
use crate::views::chronicle::chronology_view;
use crate::views::clock::clock_notes;
use crate::wire::{ChronicleView, SheetFilter};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The groups of entries, each with what it is called on paper.
pub(super) const GROUPS: [(&str, &str); 6] = [
    ("discussion", "discussions"),
    ("decision", "decisions"),
    ("safety", "what keeps somebody safe"),
    ("stage", "stages and dates"),
    ("paper", "papers and what left"),
    ("detail", "details of the case"),
];

/// Entries of a chronology, the earliest first.
pub(super) struct Lines {
    pub entries: Vec<ChronicleView>,
    /// How many there are without the filter.
    pub all: usize,
    /// What the filter lets through, a few words for each part of it; empty where it leaves nothing out.
    pub filter: Vec<String>,
    /// Whether it filters by name, which an entry may leave out.
    pub by_name: bool,
    /// Whether it names the groups.
    pub by_group: bool,
}

/// "1 entry", "41 entries".
pub(super) fn entries(n: usize) -> String {
    match n {
        1 => "1 entry".to_owned(),
        n => format!("{n} entries"),
    }
}

/// "a, b and c".
pub(super) fn listed(words: &[&str], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., end] => format!("{} {last} {end}", most.join(", ")),
    }
}

/// Every entry, the earliest first. What was withheld from somebody who asked for a copy, and why, keeps its row
/// without its text, as in a report.
///
/// # Errors
/// The journal cannot be read.
pub(super) fn all(
    session: &mut Session,
    loaded: &LoadedCase,
    settings: &Settings,
) -> Answer<Vec<ChronicleView>> {
    let clock = clock_notes(&loaded.events, session.vault()?.clock_jumps()?);
    let mut entries = chronology_view(loaded, settings, &clock).entries;
    // The window shows the newest first; paper is read from the beginning.
    entries.reverse();
    let parts: BTreeSet<_> = all_parts(loaded).into_iter().collect();
    let shown: BTreeSet<u64> = loaded
        .events
        .iter()
        .filter(|e| shows(loaded, &parts, &e.what))
        .map(|e| e.seq)
        .collect();
    for entry in entries.iter_mut().filter(|e| !shown.contains(&e.seq)) {
        emptied(entry);
    }
    Ok(entries)
}

/// The ISO day by which an entry stands in the chronology.
pub(super) fn day(entry: &ChronicleView) -> &str {
    match &entry.happened {
        Some(happened) => &happened.date,
        None => entry.written.get(..10).unwrap_or_default(),
    }
}

/// The entries that a filter lets through.
///
/// # Errors
/// A day that is none, or days in the wrong order; no such group; as [`all`].
pub(super) fn read(
    session: &mut Session,
    loaded: &LoadedCase,
    settings: &Settings,
    filter: &SheetFilter,
) -> Answer<Lines> {
    let (from, until) = days(filter)?;
    let known = |group: &&String| GROUPS.iter().any(|(id, _)| id == group);
    if !filter.groups.iter().all(|g| known(&g)) {
        return Err(AppError::NotFound("group"));
    }
    let names: Vec<&str> = filter.names.iter().map(|n| n.trim()).collect();
    let names: Vec<&str> = names.into_iter().filter(|n| !n.is_empty()).collect();
    let naming = naming(loaded, &names);
    let mut entries = all(session, loaded, settings)?;
    let count = entries.len();
    entries.retain(|entry| {
        let of_group = filter.groups.is_empty() || filter.groups.contains(&entry.group);
        let day = day(entry).parse::<NaiveDate>().ok();
        let begun = from.is_none_or(|from| day.is_some_and(|day| day >= from));
        let ended = until.is_none_or(|until| day.is_some_and(|day| day <= until));
        let named = || {
            naming
                .as_ref()
                .is_none_or(|naming| naming.is_in(&words_of(entry)))
        };
        of_group && begun && ended && named()
    });
    Ok(Lines {
        all: count,
        filter: filter_words(filter, &names, from, until),
        by_name: !names.is_empty(),
        by_group: !filter.groups.is_empty(),
        entries,
    })
}

fn days(filter: &SheetFilter) -> Answer<(Option<NaiveDate>, Option<NaiveDate>)> {
    let day = |field: &str, text: &Option<String>| {
        let text = text.as_deref().map(str::trim).filter(|t| !t.is_empty());
        text.map(|text| {
            text.parse::<NaiveDate>().map_err(|_| {
                let hint = "Choose a day, or leave it empty.";
                AppError::typed(field, "This is not a day.", hint)
            })
        })
        .transpose()
    };
    let (from, until) = (day("from", &filter.from)?, day("until", &filter.until)?);
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        return Err(AppError::typed(
            "until",
            "The last day is before the first.",
            "Turn them round, or leave one empty.",
        ));
    }
    Ok((from, until))
}

/// Whom to look for: a person by the forms of their name; an agency by its name and by its people.
fn naming(loaded: &LoadedCase, names: &[&str]) -> Option<Naming> {
    if names.is_empty() {
        return None;
    }
    let (mut people, mut words) = (Vec::new(), Vec::new());
    for name in names {
        let agency = loaded
            .case
            .agencies
            .iter()
            .find(|a| a.value.name.trim() == *name);
        let Some(agency) = agency else {
            people.push(*name);
            continue;
        };
        words.push(*name);
        let of = loaded.case.people.iter().map(|p| &p.value);
        people.extend(
            of.filter(|p| p.agency == agency.value.id)
                .map(|p| p.name.as_str()),
        );
    }
    Some(Naming::of(&people, &words))
}

/// All that an entry says.
fn words_of(entry: &ChronicleView) -> String {
    let mut all = vec![
        entry.title.as_str(),
        &entry.with,
        &entry.agreed,
        &entry.next,
    ];
    for statement in &entry.statements {
        all.extend([statement.of.as_str(), &statement.text]);
    }
    for (_, text) in entry.details.iter().chain(&entry.before) {
        all.push(text);
    }
    if let Some(took) = &entry.took_part {
        all.extend(took.ours.iter().chain(&took.theirs).map(String::as_str));
    }
    all.extend(entry.files.iter().map(|(_, name)| name.as_str()));
    all.extend(entry.struck.as_deref());
    all.extend(entry.amended.as_deref());
    all.join("\n")
}

fn filter_words(
    filter: &SheetFilter,
    names: &[&str],
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
) -> Vec<String> {
    let mut words = Vec::new();
    if !filter.groups.is_empty() {
        let each = GROUPS.iter().filter(|(id, _)| {
            let id = (*id).to_owned();
            filter.groups.contains(&id)
        });
        let each: Vec<&str> = each.map(|(_, words)| *words).collect();
        words.push(format!("only {}", listed(&each, "and")));
    }
    if !names.is_empty() {
        words.push(format!("only entries that name {}", listed(names, "or")));
    }
    match (from, until) {
        (Some(from), Some(until)) if from == until => words.push(format!("only {}", plain(from))),
        (Some(from), Some(until)) => {
            words.push(format!("only from {} to {}", plain(from), plain(until)));
        }
        (Some(from), None) => words.push(format!("only from {} on", plain(from))),
        (None, Some(until)) => words.push(format!("only up to {}", plain(until))),
        (None, None) => {}
    }
    words
}

impl Lines {
    /// What is said of the filter before the entries, and at the foot of each page; none where nothing is left out.
    pub fn left_out(&self, on_it: usize) -> Option<(String, String)> {
        if self.filter.is_empty() {
            return None;
        }
        let count = format!("{on_it} of {}", entries(self.all));
        let filter = self.filter.join("; ");
        let unnamed = match self.by_name {
            true => " An entry that speaks of somebody without their name is not here.",
            false => "",
        };
        Some((
            format!(
                "{count}: {filter}.{unnamed} What is not here may matter: ask for the whole chronology where it could."
            ),
            format!("Not the whole chronology. {count}: {filter}."),
        ))
    }
}
