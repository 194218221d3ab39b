//! From a timeline's text to what it says. Every slip is named, each with its place, and not only the first.

use super::raw::*;
use super::timeline::happened;
use crate::policy::problem::{Problem, Problems};
use crate::policy::source::Source;
use crate::policy::table::{Item, Table, Word};
use std::collections::BTreeMap;
use toml::de::DeValue;
use toml::value::Datetime;

/// The number of the format that is read; `docs/timeline.md` says what it means.
pub(super) const FORMAT: u32 = 1;

/// A file's timeline, unless something is wrong with it.
pub(super) fn read(text: &str, file: &str) -> Result<RawTimeline, Vec<Problem>> {
    let mut problems = Problems::default();
    let raw = Source::new(file, text.as_bytes(), &mut problems).map(|source| {
        let parsed = source.parse(&mut problems);
        // What is left of a file that is no TOML would only be found wanting.
        if problems.any_error() {
            return RawTimeline::default();
        }
        whole(&Table::root(&source, &parsed), &mut problems)
    });
    match raw.filter(|_| !problems.any_error()) {
        Some(raw) => Ok(raw),
        None => Err(problems.into_sorted()),
    }
}

const SIDES: [(&str, RawSide); 2] = [("ours", RawSide::Ours), ("theirs", RawSide::Theirs)];

fn whole(root: &Table<'_>, problems: &mut Problems) -> RawTimeline {
    root.allow(
        &[
            "format",
            "name",
            "says",
            "calendar-revision",
            "raised-by",
            "raised",
            "facts",
            "moments",
            "subjects",
            "people",
            "agencies",
            "step",
        ],
        problems,
    );
    if let Some(format) = root.get("format")
        && number(&format, problems).is_some_and(|n| n != FORMAT)
    {
        problems.error(
            &format.at,
            "This timeline is written in a format that this version does not know.",
            format!("Write format = {FORMAT}, or leave it out."),
        );
    }
    let kinds = [("child", RawSubject::Child), ("adult", RawSubject::Adult)];
    let subjects = root.get("subjects").map(|item| {
        let each = item.list(problems);
        each.iter().map(|i| i.choice(&kinds, problems)).collect()
    });
    let raised = root.get("raised");
    if raised.is_none() {
        let remedy = "Write raised = 2026-12-23, the day on which the dispute was raised.";
        problems.error(&root.at, "`raised` is missing in the file.", remedy);
    }
    let steps = tables(root, "step", problems);
    if !root.has("step") || (steps.is_empty() && !problems.any_error()) {
        let message = "A timeline needs at least one [[step]].";
        problems.error(
            &root.at,
            message,
            "Write [[step]] and, under it, at = 2026-12-23T09:00.",
        );
    }
    RawTimeline {
        name: root.text("name", problems),
        says: loose(root, "says", problems).unwrap_or_default(),
        calendar_revision: loose(root, "calendar-revision", problems),
        raised_by: side(root, "raised-by", problems),
        raised: raised.and_then(|item| date(&item, problems)),
        facts: pairs(root, "facts", problems, |i, p| Some(i.word(p))),
        moments: pairs(root, "moments", problems, date),
        subjects,
        people: tables(root, "people", problems)
            .iter()
            .map(|t| person(t, problems))
            .collect(),
        agencies: tables(root, "agencies", problems)
            .iter()
            .map(|t| agency(t, problems))
            .collect(),
        steps: steps.iter().filter_map(|t| step(t, problems)).collect(),
    }
}

fn person(table: &Table<'_>, problems: &mut Problems) -> RawPerson {
    table.allow(&["side", "agency", "roles"], problems);
    RawPerson {
        side: side(table, "side", problems),
        agency: loose(table, "agency", problems),
        roles: table.must_words("roles", problems),
    }
}

fn agency(table: &Table<'_>, problems: &mut Problems) -> RawAgency {
    table.allow(&["id", "side", "facts"], problems);
    RawAgency {
        id: table.text("id", problems),
        side: table.choice("side", &SIDES, problems),
        facts: pairs(table, "facts", problems, |i, p| Some(i.word(p))),
    }
}

fn step(table: &Table<'_>, problems: &mut Problems) -> Option<RawStep> {
    table.allow(&["at", "says", "do", "expect"], problems);
    let acts = tables(table, "do", problems);
    let acts = acts
        .iter()
        .filter_map(|t| super::reading_acts::act(t, problems));
    let acts = acts.collect();
    let expect = table.table("expect", problems);
    let expect = expect.map(|t| super::reading_expect::expect(&t, problems));
    let at = table.get("at");
    if at.is_none() {
        let remedy = "Write at = 2026-12-23T09:00, the moment at which it is recorded.";
        problems.error(
            &table.at,
            format!("`at` is missing in {}.", table.called),
            remedy,
        );
    }
    Some(RawStep {
        place: table.at.clone(),
        at: at.and_then(|item| date(&item, problems))?,
        says: loose(table, "says", problems).unwrap_or_default(),
        acts,
        expect: expect.unwrap_or_default(),
    })
}

/// The tables of a list, each called by its number: "entry 2 of `do`".
pub(super) fn tables<'t>(of: &Table<'t>, key: &str, problems: &mut Problems) -> Vec<Table<'t>> {
    let Some(list) = of.get(key) else {
        return Vec::new();
    };
    let each = list.list(problems).into_iter().zip(1..);
    let tables = each.filter_map(|(item, n)| {
        let mut table = item.table(problems)?;
        table.called = match key {
            "step" => format!("step {n}"),
            _ => format!("entry {n} of {}", list.called),
        };
        Some(table)
    });
    tables.collect()
}

fn side(table: &Table<'_>, key: &str, problems: &mut Problems) -> RawSide {
    let given = table.get(key);
    given.map_or(RawSide::Ours, |item| item.choice(&SIDES, problems))
}

/// Names with a value each, in the order of the file.
fn pairs<T>(
    of: &Table<'_>,
    key: &str,
    problems: &mut Problems,
    value: impl Fn(&Item<'_>, &mut Problems) -> Option<T>,
) -> Vec<(Word, T)> {
    let table = of.table(key, problems);
    let entries = table.iter().flat_map(Table::entries);
    entries
        .filter_map(|(name, item)| Some((name, value(&item, problems)?)))
        .collect()
}

/// The same without places.
pub(super) fn map<T>(
    of: &Table<'_>,
    key: &str,
    problems: &mut Problems,
    value: impl Fn(&Item<'_>, &mut Problems) -> Option<T>,
) -> BTreeMap<String, T> {
    let all = pairs(of, key, problems, value).into_iter();
    all.map(|(name, value)| (name.text, value)).collect()
}

/// A text that may be left out, and may be empty.
pub(super) fn loose(table: &Table<'_>, key: &str, problems: &mut Problems) -> Option<String> {
    table.get(key).and_then(|item| string(&item, problems))
}

pub(super) fn string(item: &Item<'_>, problems: &mut Problems) -> Option<String> {
    if item.value.as_str().is_none() {
        item.wrong("a text in quotes", problems);
    }
    item.value.as_str().map(str::to_owned)
}

/// A list of texts; one alone is no list.
pub(super) fn strings(item: &Item<'_>, problems: &mut Problems) -> Option<Vec<String>> {
    let each = item.list(problems);
    Some(each.iter().filter_map(|i| string(i, problems)).collect())
}

/// A day, or a day and a time, without an offset.
pub(super) fn date(item: &Item<'_>, problems: &mut Problems) -> Option<Datetime> {
    let DeValue::Datetime(date) = item.value else {
        item.wrong(
            "a day or a day and a time, such as 2026-12-23T14:00, without quotes",
            problems,
        );
        return None;
    };
    if let Err(unclear) = happened(date) {
        problems.error(&item.at, unclear.to_string(), "");
        return None;
    }
    Some(*date)
}

pub(super) fn number(item: &Item<'_>, problems: &mut Problems) -> Option<u32> {
    let n = item.value.as_integer();
    let n = n.and_then(|n| u32::from_str_radix(n.as_str(), n.radix()).ok());
    if n.is_none() {
        item.wrong("a whole number", problems);
    }
    n
}

pub(super) fn flag(item: &Item<'_>, problems: &mut Problems) -> Option<bool> {
    let flag = item.value.as_bool();
    if flag.is_none() {
        item.wrong("`true` or `false`", problems);
    }
    flag
}
