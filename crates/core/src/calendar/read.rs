//! A calendar's file, read with every problem named.

use super::data::{Calendar, Holiday, Laid, Unconfirmed};
use crate::ids::CalendarId;
use crate::policy::problem::{Problems, nearest};
use crate::policy::read::keys;
use crate::policy::source::Source;
use crate::policy::table::{Table, Word, check_name, parse_date, shown};
use chrono::{NaiveDate, Weekday};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// Reads a calendar's file. None where it is no table at all; the problems say why.
pub(super) fn read(toml: &str, file: &str, problems: &mut Problems) -> Option<Calendar> {
    let source = Source::new(file, toml.as_bytes(), problems)?;
    let parsed = source.parse(problems);
    let root = Table::root(&source, &parsed);
    root.allow(keys::CALENDAR_FILE, problems);
    crate::policy::read::check_format(&root, problems);
    let id = root.word("id", problems);
    check_name(&id, problems);
    let place = root.text("place", problems);
    let covers = covers(&root, problems);
    let sources = sources(&root, problems);
    Some(Calendar {
        id: CalendarId::new(id.text),
        name: root
            .opt_text("name", problems)
            .unwrap_or_else(|| place.clone()),
        place,
        zone: crate::policy::read::zone(&root, problems),
        covers,
        weekend: weekend(&root, problems),
        holidays: holidays(&root, covers, &sources, problems),
        notes: root
            .words("notes", problems)
            .into_iter()
            .map(|w| w.text)
            .collect(),
        reading: root.opt_text("reading", problems),
        unconfirmed: unconfirmed(&root, covers, problems),
        revision: revision(toml),
        laid: Laid::default(),
    })
}

/// Twelve hex digits of the text's SHA-256, line ends apart: the same file is the same revision on
/// every system.
fn revision(toml: &str) -> String {
    let digest = Sha256::digest(toml.replace("\r\n", "\n").as_bytes());
    digest.iter().take(6).map(|b| format!("{b:02x}")).collect()
}

fn covers(root: &Table<'_>, problems: &mut Problems) -> (NaiveDate, NaiveDate) {
    let Some(table) = root.table("covers", problems) else {
        if !root.has("covers") {
            problems.error(
                &root.at,
                "`covers` is missing in the file.",
                "Write covers = { from = 2024-01-01, to = 2030-12-31 }.",
            );
        }
        return (NaiveDate::default(), NaiveDate::default());
    };
    table.allow(keys::COVERS, problems);
    let range = (table.date("from", problems), table.date("to", problems));
    if range.1 < range.0 {
        problems.error(&table.place("to"), "The range ends before it begins.", "");
    }
    range
}

fn weekend(root: &Table<'_>, problems: &mut Problems) -> Vec<Weekday> {
    let Some(item) = root.get("weekend") else {
        problems.error(
            &root.at,
            "`weekend` is missing in the file.",
            "Write weekend = [\"saturday\", \"sunday\"].",
        );
        return Vec::new();
    };
    let mut days: Vec<Weekday> = Vec::new();
    for day in item.list(problems) {
        let day = day.choice(&WEEKDAYS, problems);
        if !days.contains(&day) {
            days.push(day);
        }
    }
    if days.len() == 7 {
        problems.error(
            &item.at,
            "Every day of the week is closed.",
            "Leave at least one open.",
        );
    }
    days
}

fn sources(root: &Table<'_>, problems: &mut Problems) -> BTreeMap<String, String> {
    let Some(table) = root.table("source", problems) else {
        return BTreeMap::new();
    };
    table
        .entries()
        .into_iter()
        .map(|(key, item)| (key.text, item.text(problems)))
        .collect()
}

fn holidays(
    root: &Table<'_>,
    covers: (NaiveDate, NaiveDate),
    sources: &BTreeMap<String, String>,
    problems: &mut Problems,
) -> BTreeMap<NaiveDate, Holiday> {
    let Some(table) = root.table("holiday", problems) else {
        return BTreeMap::new();
    };
    let mut out = BTreeMap::new();
    for (key, item) in table.entries() {
        let Some(date) = parse_date(&key.text) else {
            problems.error(
                &key.at,
                format!("There is no date `{}`.", shown(&key.text)),
                "A holiday's key is its date, such as \"2026-12-25\".",
            );
            continue;
        };
        if date < covers.0 || date > covers.1 {
            problems.error(&key.at, format!("{date} is outside the covered range."), "");
        }
        let Some(mut entry) = item.table(problems) else {
            continue;
        };
        entry.called = format!("holiday `{}`", key.text);
        entry.at = key.at.clone();
        entry.allow(keys::HOLIDAY, problems);
        let source = entry.word("source", problems);
        out.insert(
            date,
            Holiday {
                name: entry.text("name", problems),
                source: resolve(&source, sources, problems),
                note: entry.opt_text("note", problems),
            },
        );
    }
    out
}

fn unconfirmed(
    root: &Table<'_>,
    covers: (NaiveDate, NaiveDate),
    problems: &mut Problems,
) -> Vec<Unconfirmed> {
    let mut out = Vec::new();
    for (_, table) in root.section("unconfirmed", problems) {
        table.allow(keys::UNCONFIRMED, problems);
        let (from, to) = (table.date("from", problems), table.date("to", problems));
        if to < from {
            problems.error(&table.place("to"), "The range ends before it begins.", "");
        } else if from < covers.0 || to > covers.1 {
            let place = table.place(if from < covers.0 { "from" } else { "to" });
            problems.error(&place, "The range reaches outside the covered range.", "");
        }
        let say = table.text("say", problems);
        out.push(Unconfirmed { from, to, say });
    }
    out.sort_by_key(|u| (u.from, u.to));
    out
}

fn resolve(key: &Word, sources: &BTreeMap<String, String>, problems: &mut Problems) -> String {
    if let Some(text) = sources.get(&key.text) {
        return text.clone();
    }
    if !key.text.is_empty() {
        let hint = match nearest(&key.text, sources.keys().map(String::as_str)) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => "Add it under [source].".into(),
        };
        problems.error(
            &key.at,
            format!("There is no source `{}`.", shown(&key.text)),
            hint,
        );
    }
    String::new()
}
