//! By when the file must be there: the rule is data, with its source.

use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::views::due::of_rule;
use crate::wire::{CiteView, DueView, ReadingView};
use crate::words::day_words;
use chrono::NaiveDate;
use serde::Deserialize;
use stepwise_core::calendar::{Calendar, Day, count};
use stepwise_core::event::Leaving;
use stepwise_core::policy::{First, Span, Unit};
use stepwise_core::standing::Due;

const DATA: &str = include_str!("../../data/pupil-leaves.toml");

/// The rule, and where it comes from.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Rule {
    pub source: String,
    pub part: String,
    pub scope: String,
    pub rule: String,
    pub reading: String,
    pub other: String,
    pub confirm: String,
    within_term: Limit,
    new_term: Limit,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Limit {
    days: u32,
    count: Days,
    first: From,
}

/// Which days count.
#[derive(Clone, Copy, Deserialize)]
enum Days {
    #[serde(rename = "calendar days")]
    Calendar,
    #[serde(rename = "working days")]
    Working,
}

/// Which day is the first.
#[derive(Clone, Copy, Deserialize)]
enum From {
    #[serde(rename = "the day after")]
    Next,
    #[serde(rename = "that day")]
    Same,
}

impl Limit {
    fn span(self) -> Span {
        let unit = match self.count {
            Days::Calendar => Unit::CalendarDays,
            Days::Working => Unit::WorkingDays,
        };
        let first = match self.first {
            From::Next => First::Day0,
            From::Same => First::Day1,
        };
        Span {
            first,
            ..Span::new(self.days, unit)
        }
    }
}

impl Rule {
    /// The rule that comes with the application.
    ///
    /// # Errors
    /// The file is not as it should be: a fault of the application.
    pub fn read() -> Answer<Self> {
        toml::from_str(DATA)
            .map_err(|_| AppError::Internal("the rule for a child who leaves cannot be read"))
    }

    /// From which day it counts, and how far.
    fn span(&self, leaving: &Leaving) -> (NaiveDate, Span) {
        match leaving.first_day {
            Some(day) => (day, self.new_term.span()),
            None => (leaving.last_day, self.within_term.span()),
        }
    }

    /// The day by which the file must be there, with its count; none where no calendar reaches so far.
    pub fn due(&self, leaving: &Leaving, calendar: Option<&Calendar>) -> Option<Due> {
        let (start, span) = self.span(leaving);
        let counted = count(span, start, calendar, &[]).ok()?;
        let closed_day = match calendar.map(|calendar| calendar.day(counted.end)) {
            Some(Ok(Day::Closed { why })) => Some(why),
            _ => None,
        };
        Some(Due {
            date: counted.end,
            at: None,
            count: Some(counted),
            closed_day,
            says: Vec::new(),
        })
    }

    /// The limit in words: "5 days".
    pub fn written(&self, leaving: &Leaving) -> String {
        self.span(leaving).1.words()
    }

    /// The same for the window, with what it was counted from and where the rule stands.
    pub fn due_view(&self, loaded: &LoadedCase, leaving: &Leaving) -> Option<DueView> {
        let due = self.due(leaving, loaded.calendar())?;
        let from = match leaving.first_day {
            Some(day) => format!("The new term begins there on {}", day_words(day)),
            None => format!("The last day here is {}", day_words(leaving.last_day)),
        };
        Some(of_rule(
            loaded,
            &due,
            (from, self.cite()),
            &self.written(leaving),
        ))
    }

    /// Where it stands, and how it is read.
    pub fn cite(&self) -> CiteView {
        CiteView {
            policy: self.source.clone(),
            heading: self.part.clone(),
            quote: String::new(),
            readings: vec![ReadingView {
                text: self.reading.clone(),
                other: self.other.clone(),
                confirm: self.confirm.clone(),
            }],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaving(last_day: &str, first_day: Option<&str>) -> Leaving {
        Leaving {
            id: "leaving-1".into(),
            subject: "subject-1".into(),
            to: String::new(),
            lead: String::new(),
            reach: String::new(),
            last_day: last_day.parse().unwrap(),
            first_day: first_day.map(|day| day.parse().unwrap()),
        }
    }

    #[test]
    fn within_a_term_from_the_last_day_between_terms_from_the_first() {
        let rule = Rule::read().unwrap();
        let library = crate::library::Library::built_in();
        let calendar = library.calendars.values().next();
        let due = |leaving: &Leaving| rule.due(leaving, calendar).unwrap();
        let within = due(&leaving("2026-11-20", None));
        assert_eq!(within.date.to_string(), "2026-11-25");
        assert_eq!(within.closed_day, None);
        // The first day of the term is the first of them.
        let between = due(&leaving("2026-12-18", Some("2027-01-05")));
        assert_eq!(between.date.to_string(), "2027-01-09");
        // A Saturday: it is not moved, and is said to be one.
        assert!(between.closed_day.is_some());
    }

    #[test]
    fn without_a_calendar_all_days_can_still_be_counted() {
        let rule = Rule::read().unwrap();
        let due = rule.due(&leaving("2026-11-20", None), None).unwrap();
        assert_eq!(due.date.to_string(), "2026-11-25");
        assert_eq!(
            rule.written(&leaving("2026-11-20", None)),
            "5 calendar days"
        );
    }
}
