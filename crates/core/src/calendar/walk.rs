//! Counting days one by one, forwards or back, over closed days and over times of standing still.

use super::count::{Count, CountError, CountedWith, Pause, Skipped, long};
use super::data::{Calendar, Day};
use crate::policy::{First, Span, Unit, Way};
use chrono::{Datelike, Days, Months, NaiveDate};

/// The most days that a count spells out: a hundred years and a little more. It bounds the work that a
/// pack's number or a slip in a date can cause.
const MAX_DAYS: u32 = 36_600;

/// Counts a number of days, weeks or months from a start.
///
/// The start is day 0, even where it is closed: the next working day is then day 1. Where the limit
/// says that the start counts, it is day 1 unless it is closed. None of the boards' sources says more.
///
/// # Errors
/// A day that the calendar does not know, the start included, is refused; so is a count that stands
/// still, and one of hours, which are no days (see [`super::add_hours`]).
pub fn count(
    span: Span,
    start: NaiveDate,
    calendar: Option<&Calendar>,
    pauses: &[Pause],
) -> Result<Count, CountError> {
    let working = matches!(span.unit, Unit::WorkingDays | Unit::WorkingWeeks);
    if working && calendar.is_none() {
        return Err(CountError::NoCalendar);
    }
    let walk = Walk::new(span, start, calendar.filter(|_| working), pauses);
    match span.unit {
        Unit::WorkingDays => walk.days(span.n),
        Unit::CalendarDays => walk.days(span.n),
        Unit::Weeks => walk.weeks(span.n),
        Unit::WorkingWeeks => walk.working_weeks(span.n),
        Unit::Months => walk.months(span.n),
        Unit::Hours => Err(CountError::NoTime),
    }
}

/// The close of the `n`th working day after `start`: [`count`] in its commonest form.
///
/// # Errors
/// A day that the calendar does not know, the start included, is refused.
pub fn add_working_days(
    calendar: &Calendar,
    start: NaiveDate,
    n: u32,
) -> Result<Count, CountError> {
    count(Span::new(n, Unit::WorkingDays), start, Some(calendar), &[])
}

/// Why a day was not counted that lies in a time of standing still.
pub(crate) const STOOD_STILL: &str = "the count stood still";

struct Walk<'a> {
    span: Span,
    start: NaiveDate,
    /// Closed days are left out where there is one.
    calendar: Option<&'a Calendar>,
    pauses: &'a [Pause],
    date: NaiveDate,
    counted: u32,
    days: Vec<(NaiveDate, u32)>,
    skipped: Vec<Skipped>,
    notes: Vec<String>,
}

impl<'a> Walk<'a> {
    fn new(
        span: Span,
        start: NaiveDate,
        calendar: Option<&'a Calendar>,
        pauses: &'a [Pause],
    ) -> Self {
        Self {
            span,
            start,
            calendar,
            pauses,
            date: start,
            counted: 0,
            days: Vec::new(),
            skipped: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn days(mut self, n: u32) -> Result<Count, CountError> {
        self.walk(n)?;
        self.done()
    }

    /// The days counted are the ends of the weeks.
    fn weeks(mut self, n: u32) -> Result<Count, CountError> {
        self.walk(n.checked_mul(7).ok_or(CountError::TooFar)?)?;
        self.days.retain(|(_, day)| day % 7 == 0);
        for (_, day) in &mut self.days {
            *day /= 7;
        }
        self.done()
    }

    fn working_weeks(mut self, n: u32) -> Result<Count, CountError> {
        let week = self.calendar.map_or(5, Calendar::working_week);
        self.walk(n.checked_mul(week).ok_or(CountError::TooFar)?)?;
        self.notes
            .push(format!("A working week is counted as {week} working days."));
        self.done()
    }

    /// To the same day of the month, or the last of a month that has no such day. Each month is
    /// counted from the start itself, so that a short one between makes nothing shorter.
    fn months(mut self, n: u32) -> Result<Count, CountError> {
        let mut ends = Vec::new();
        for i in 1..=n {
            let months = Months::new(i);
            let end = if self.span.is_back() {
                self.start.checked_sub_months(months)
            } else {
                self.start.checked_add_months(months)
            };
            ends.push((end.ok_or(CountError::TooFar)?, i));
        }
        let mut end = ends.last().map_or(self.start, |(end, _)| *end);
        if end.day() < self.start.day() {
            self.notes.push(format!(
                "{} has no day {}, so the month ends with its last day, {}.",
                end.format("%B %Y"),
                self.start.day(),
                long(&end)
            ));
        }
        if self.span.first == First::Day1 {
            for (end, _) in &mut ends {
                *end = end.pred_opt().ok_or(CountError::TooFar)?;
            }
            end = end.pred_opt().ok_or(CountError::TooFar)?;
        }
        if self.pauses.is_empty() {
            self.date = end;
        } else {
            let days = u32::try_from((end - self.start).num_days()).unwrap_or(0);
            self.step(days)?;
            // Of which day a month was full is no longer plain, but of which the last was is.
            ends = ends
                .last()
                .map(|(_, n)| (self.date, *n))
                .into_iter()
                .collect();
        }
        self.days = ends;
        self.done()
    }

    /// Counts from the start, which is day 1 or day 0.
    fn walk(&mut self, n: u32) -> Result<(), CountError> {
        if let Some(calendar) = self.calendar {
            calendar.day(self.start)?;
        }
        if self.span.first == First::Day1 {
            self.look(self.start, n)?;
        }
        self.step(n)
    }

    fn step(&mut self, n: u32) -> Result<(), CountError> {
        let mut looked = 0;
        while self.counted < n {
            looked += 1;
            if looked > MAX_DAYS {
                return Err(CountError::TooFar);
            }
            let next = if self.span.is_back() {
                self.date.pred_opt()
            } else {
                self.date.checked_add_days(Days::new(1))
            };
            self.date = next.ok_or(CountError::TooFar)?;
            self.look(self.date, n)?;
        }
        Ok(())
    }

    /// Counts a day, or says why not.
    fn look(&mut self, date: NaiveDate, n: u32) -> Result<(), CountError> {
        if let Some(calendar) = self.calendar
            && let Day::Closed { why } = calendar.day(date)?
        {
            if date != self.start {
                self.skipped.push(Skipped::of(calendar, date, why));
            }
            return Ok(());
        }
        let still = |p: &&Pause| p.from.date < date && p.to.is_none_or(|to| date <= to.date);
        match self.pauses.iter().find(still) {
            Some(Pause { to: Some(_), .. }) => self.skipped.push(Skipped {
                date,
                why: STOOD_STILL.to_owned(),
                source: None,
                unconfirmed: false,
            }),
            Some(pause) => {
                return Err(CountError::Paused {
                    since: pause.from,
                    counted: self.counted,
                });
            }
            None if self.counted < n => {
                self.counted += 1;
                self.days.push((date, self.counted));
            }
            None => {}
        }
        Ok(())
    }

    fn done(self) -> Result<Count, CountError> {
        let first = match self.span.first {
            First::Day1 => "day 1",
            First::Day0 => "day 0",
        };
        let start_note = match self.calendar.map(|c| c.day(self.start)).transpose()? {
            Some(Day::Closed { why }) => format!("day 0, a closed day: {why}"),
            _ => first.to_owned(),
        };
        let (from, to) = (self.start.min(self.date), self.start.max(self.date));
        let mut count = Count {
            with: self.calendar.map(|c| CountedWith::of(c, from, to)),
            start: self.start,
            start_note,
            days: self.days,
            skipped: self.skipped,
            end: self.date,
            unit: self.span.unit,
            way: self.span.way,
            notes: self.notes,
        };
        if count.way == Way::ClearBefore {
            // The day before the opening of the one that was reached.
            count.notes.push(format!(
                "These days are to lie clear between, so it is to be done before {} begins.",
                long(&count.end)
            ));
        }
        Ok(count)
    }
}
