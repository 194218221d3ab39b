//! A calendar as read from its file, and proclaimed days laid over it.

use super::count::CountError;
use crate::ids::CalendarId;
use crate::policy::problem::{Problem, Problems, nearest};
use crate::policy::read::keys;
use crate::policy::source::Source;
use crate::policy::table::{Table, Word, check_name, parse_date, shown};
use crate::time::Stamp;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A day on which nothing is counted, other than a weekend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Holiday {
    /// As the source names it: "Christmas Day (substitute day)".
    pub name: String,
    /// The law, list or proclamation that it was taken from.
    pub source: String,
    /// What is particular about it.
    pub note: Option<String>,
}

/// What the user adds to a calendar or takes from it: public holidays are proclaimed late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proclaimed {
    /// The day.
    pub date: NaiveDate,
    /// Added or removed.
    pub kind: ProclaimedKind,
    /// What the day is called.
    pub name: String,
    /// Where it was announced.
    pub source: String,
    /// When it was entered here. A limit that stopped before then was counted without it, and stays
    /// as it was. Left out: it holds for every count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Stamp>,
}

/// Which way a proclaimed day goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProclaimedKind {
    /// The day is a public holiday.
    Added,
    /// The day is no public holiday after all. A weekend stays one.
    Removed,
}

/// What a day is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "day")]
pub enum Day {
    /// It is counted.
    Working,
    /// It is not.
    Closed {
        /// The holiday's name, or else the name of the day of the week.
        why: String,
    },
}

/// The working days of one place, over a range of dates.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calendar {
    /// Its name in packs.
    pub id: CalendarId,
    /// Its name on screen.
    pub name: String,
    /// The place, as it stands in a sentence: "England and Wales".
    pub place: String,
    /// The place's zone.
    pub zone: chrono_tz::Tz,
    /// The first and the last day that it knows.
    pub covers: (NaiveDate, NaiveDate),
    /// Days of the week that are closed.
    pub weekend: Vec<Weekday>,
    /// Closed days by date.
    pub holidays: BTreeMap<NaiveDate, Holiday>,
    /// What a reader should know: doubts, and what is not covered.
    pub notes: Vec<String>,
    /// Names these very days: the start of the file's SHA-256 and each proclaimed change. Printed
    /// beside every due date, so that two people can see whether they counted with the same days.
    pub revision: String,
    /// What was laid over the file, in order, and the file's own days beneath it.
    #[serde(skip)]
    laid: Laid,
}

/// Proclaimed days laid over a calendar, with what is needed to take the latest off again.
#[derive(Clone, Debug, Default, PartialEq)]
struct Laid {
    days: Vec<Proclaimed>,
    /// Holidays and revision of the file; none where nothing is laid over it.
    beneath: Option<(BTreeMap<NaiveDate, Holiday>, String)>,
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

impl Calendar {
    /// Reads a calendar's file. `file` is its name for messages.
    ///
    /// # Errors
    /// Every problem of the file, with line and column.
    pub fn parse(toml: &str, file: &str) -> Result<Self, Vec<Problem>> {
        let mut problems = Problems::default();
        let calendar = read(toml, file, &mut problems);
        match calendar {
            Some(calendar) if !problems.any_error() => Ok(calendar),
            _ => Err(problems.into_sorted()),
        }
    }

    /// The same calendar with proclaimed days added or removed, in the order given: the last word on a
    /// day holds. The revision names each.
    pub fn with(&self, proclaimed: &[Proclaimed]) -> Self {
        let mut out = self.clone();
        if proclaimed.is_empty() {
            return out;
        }
        let own = || (self.holidays.clone(), self.revision.clone());
        out.laid.beneath.get_or_insert_with(own);
        for day in proclaimed {
            out.lay(day);
        }
        out
    }

    fn lay(&mut self, day: &Proclaimed) {
        let sign = match day.kind {
            ProclaimedKind::Added => {
                let holiday = Holiday {
                    name: day.name.clone(),
                    source: day.source.clone(),
                    note: None,
                };
                self.holidays.insert(day.date, holiday);
                '+'
            }
            ProclaimedKind::Removed => {
                self.holidays.remove(&day.date);
                '-'
            }
        };
        self.revision
            .push_str(&format!(" {sign}{} ({})", day.date, day.source));
        self.laid.days.push(day.clone());
    }

    /// The calendar as it was laid at a moment: without the proclaimed days that were entered after it.
    /// None where that is this very calendar.
    pub fn as_of(&self, at: Stamp) -> Option<Self> {
        let known = |day: &&Proclaimed| day.since.is_none_or(|since| since <= at);
        if self.laid.days.iter().all(|day| known(&day)) {
            return None;
        }
        let (holidays, revision) = self.laid.beneath.clone()?;
        let own = Self {
            holidays,
            revision,
            laid: Laid::default(),
            ..self.clone()
        };
        let days: Vec<Proclaimed> = self.laid.days.iter().filter(known).cloned().collect();
        Some(own.with(&days))
    }

    /// What a day is.
    ///
    /// # Errors
    /// A day outside the covered range is refused.
    pub fn day(&self, date: NaiveDate) -> Result<Day, CountError> {
        if date > self.covers.1 {
            return Err(CountError::BeyondCalendar {
                place: self.place.clone(),
                last: self.covers.1,
            });
        }
        if date < self.covers.0 {
            return Err(CountError::BeforeCalendar {
                place: self.place.clone(),
                first: self.covers.0,
            });
        }
        if let Some(holiday) = self.holidays.get(&date) {
            return Ok(Day::Closed {
                why: holiday.name.clone(),
            });
        }
        if self.weekend.contains(&date.weekday()) {
            return Ok(Day::Closed {
                why: date.format("%A").to_string(),
            });
        }
        Ok(Day::Working)
    }
}

fn read(toml: &str, file: &str, problems: &mut Problems) -> Option<Calendar> {
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
