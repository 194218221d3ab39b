//! A calendar as read from its file, and proclaimed days laid over it.

use super::count::CountError;
use super::read::read;
use crate::ids::CalendarId;
use crate::policy::problem::{Problem, Problems};
use crate::time::Stamp;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
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

/// Days of which nobody in authority has said yet what they are. A count through them says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unconfirmed {
    /// The first of them.
    pub from: NaiveDate,
    /// The last of them.
    pub to: NaiveDate,
    /// What is not known, and whose word is missing.
    pub say: String,
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
    /// Which days these are, where a place has several answers: said beside every count.
    pub reading: Option<String>,
    /// Days that the place's own authority has not fixed yet, or on which lists differ.
    pub unconfirmed: Vec<Unconfirmed>,
    /// Names these very days: the start of the file's SHA-256 and each proclaimed change. Printed
    /// beside every due date, so that two people can see whether they counted with the same days.
    pub revision: String,
    /// What was laid over the file, in order, and the file's own days beneath it.
    #[serde(skip)]
    pub(super) laid: Laid,
}

/// Proclaimed days laid over a calendar, with what is needed to take the latest off again.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Laid {
    days: Vec<Proclaimed>,
    /// Holidays and revision of the file; none where nothing is laid over it.
    beneath: Option<(BTreeMap<NaiveDate, Holiday>, String)>,
}

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

    /// The words entered by the user on days of a range, ends included, in order of the days: the one
    /// that holds for each.
    pub fn entered(&self, from: NaiveDate, to: NaiveDate) -> Vec<&Proclaimed> {
        let mut held: BTreeMap<NaiveDate, &Proclaimed> = BTreeMap::new();
        for day in &self.laid.days {
            if day.date >= from && day.date <= to {
                held.insert(day.date, day);
            }
        }
        held.into_values().collect()
    }

    /// What is not confirmed about a range of days, ends included.
    pub fn unconfirmed_within(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> impl Iterator<Item = &Unconfirmed> {
        self.unconfirmed
            .iter()
            .filter(move |u| u.from <= to && from <= u.to)
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

    /// How many days of a week are no weekend: five in most places.
    pub fn working_week(&self) -> u32 {
        7u32.saturating_sub(u32::try_from(self.weekend.len()).unwrap_or(0))
    }
}
