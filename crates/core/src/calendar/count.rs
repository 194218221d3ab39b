//! Counting days and hours. A count shows its work: each day counted, each day skipped and why.

use super::data::{Calendar, Day, Proclaimed, Unconfirmed};
use crate::policy::Unit;
use crate::time::{Happened, Stamp};
use chrono::{Days, Duration, FixedOffset, LocalResult, NaiveDate, NaiveTime, Offset, TimeZone};
use chrono_tz::Tz;
use serde::Serialize;

/// A day that was not counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// The day.
    pub date: NaiveDate,
    /// The holiday's name, or else the name of the day of the week.
    pub why: String,
    /// The law, list or announcement that closes it. None for a weekend.
    pub source: Option<String>,
    /// Nobody in authority has confirmed the holiday yet. False for a weekend, and for a day that the
    /// user entered with its source.
    pub unconfirmed: bool,
}

/// The calendar that a count was made with, as it was laid at that moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountedWith {
    /// Its place.
    pub place: String,
    /// Names its very days.
    pub revision: String,
    /// Which days these are, where the place has several answers.
    pub reading: Option<String>,
    /// What is not confirmed about the days from the start to the end.
    pub unconfirmed: Vec<Unconfirmed>,
    /// What the user entered on days from the start to the end.
    pub entered: Vec<Proclaimed>,
}

impl CountedWith {
    /// A calendar, with what it has to say about a range of days.
    pub fn of(calendar: &Calendar, from: NaiveDate, to: NaiveDate) -> Self {
        let entered = calendar.entered(from, to);
        Self {
            place: calendar.place.clone(),
            revision: calendar.revision.clone(),
            reading: calendar.reading.clone(),
            unconfirmed: calendar.unconfirmed_within(from, to).cloned().collect(),
            entered: entered.into_iter().cloned().collect(),
        }
    }
}

impl Skipped {
    /// A day that is closed, with where that comes from.
    fn of(calendar: &Calendar, date: NaiveDate, why: String) -> Self {
        let source = calendar.holidays.get(&date).map(|h| h.source.clone());
        let by_nobody = || calendar.entered(date, date).is_empty();
        let unconfirmed = source.is_some()
            && calendar.unconfirmed_within(date, date).next().is_some()
            && by_nobody();
        Self {
            date,
            why,
            source,
            unconfirmed,
        }
    }
}

/// A count of days, with every step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Day 0.
    pub start: NaiveDate,
    /// What the start day is: "day 0", or "day 0, a closed day: Saturday".
    pub start_note: String,
    /// Each day counted, with its number from 1.
    pub days: Vec<(NaiveDate, u32)>,
    /// Each day not counted, between the start and the end.
    pub skipped: Vec<Skipped>,
    /// The last day: the limit is its close.
    pub end: NaiveDate,
    /// The unit of the limit.
    pub unit: Unit,
    /// The calendar, where the unit needs one.
    pub with: Option<CountedWith>,
}

/// Why something could not be counted. Each says so in a plain sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CountError {
    /// The calendar ends too soon.
    #[error("The calendar for {place} is not known beyond {}.", long(.last))]
    BeyondCalendar {
        /// The calendar's place.
        place: String,
        /// The last day that it knows.
        last: NaiveDate,
    },
    /// The calendar begins too late.
    #[error("The calendar for {place} is not known before {}.", long(.first))]
    BeforeCalendar {
        /// The calendar's place.
        place: String,
        /// The first day that it knows.
        first: NaiveDate,
    },
    /// A limit in hours, from a start without a time of day.
    #[error("A limit in hours needs the time of day at which it starts.")]
    NoTime,
    /// A date that no calendar reaches.
    #[error("That is too far away to be worked out.")]
    TooFar,
}

fn long(date: &NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// The close of the `n`th working day after `start`. The start is day 0, even where it is closed:
/// the next working day is then day 1. None of the boards' sources says otherwise.
///
/// # Errors
/// A day that the calendar does not know, the start included, is refused.
pub fn add_working_days(
    calendar: &Calendar,
    start: NaiveDate,
    n: u32,
) -> Result<Count, CountError> {
    let start_note = match calendar.day(start)? {
        Day::Working => "day 0".to_owned(),
        Day::Closed { why } => format!("day 0, a closed day: {why}"),
    };
    let mut days = Vec::new();
    let mut skipped = Vec::new();
    let mut date = start;
    let mut counted = 0;
    while counted < n {
        date = date.succ_opt().ok_or(CountError::TooFar)?;
        match calendar.day(date)? {
            Day::Working => {
                counted += 1;
                days.push((date, counted));
            }
            Day::Closed { why } => skipped.push(Skipped::of(calendar, date, why)),
        }
    }
    Ok(Count {
        start,
        start_note,
        days,
        skipped,
        end: date,
        unit: Unit::WorkingDays,
        with: Some(CountedWith::of(calendar, start, date)),
    })
}

/// The most calendar days that a count spells out: a hundred years and a little more. It bounds the
/// work that a pack's number can cause.
const MAX_DAYS: u32 = 36_600;

/// The close of the `n`th day after `start`, closed days counted too. Needs no calendar.
///
/// # Errors
/// [`CountError::TooFar`] beyond a hundred years.
pub fn add_calendar_days(start: NaiveDate, n: u32) -> Result<Count, CountError> {
    if n > MAX_DAYS {
        return Err(CountError::TooFar);
    }
    let mut days = Vec::with_capacity(n as usize);
    for i in 1..=n {
        let date = start
            .checked_add_days(Days::new(u64::from(i)))
            .ok_or(CountError::TooFar)?;
        days.push((date, i));
    }
    let end = days.last().map_or(start, |(date, _)| *date);
    let start_note = "day 0".to_owned();
    Ok(Count {
        start,
        start_note,
        days,
        skipped: Vec::new(),
        end,
        unit: Unit::CalendarDays,
        with: None,
    })
}

/// The same day of the week, `n` weeks after `start`. The days counted are the ends of the weeks.
///
/// # Errors
/// [`CountError::TooFar`] beyond a hundred years.
pub fn add_weeks(start: NaiveDate, n: u32) -> Result<Count, CountError> {
    let all = add_calendar_days(start, n.checked_mul(7).ok_or(CountError::TooFar)?)?;
    let weeks = all
        .days
        .iter()
        .filter(|(_, i)| i % 7 == 0)
        .map(|(date, i)| (*date, i / 7));
    Ok(Count {
        days: weeks.collect(),
        unit: Unit::Weeks,
        ..all
    })
}

/// How many working days lie after `from`, up to and including `to`. 0 where `to` is not after it.
///
/// # Errors
/// A day that the calendar does not know is refused.
pub fn working_days_between(
    calendar: &Calendar,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<u32, CountError> {
    calendar.day(from)?;
    calendar.day(to)?;
    let mut n = 0;
    let mut date = from;
    while date < to {
        date = date.succ_opt().ok_or(CountError::TooFar)?;
        if calendar.day(date)? == Day::Working {
            n += 1;
        }
    }
    Ok(n)
}

/// The moment `n` elapsed hours after `start`, over nights, weekends, holidays and clock changes,
/// with the offset that holds at that moment.
///
/// # Errors
/// [`CountError::NoTime`] where the start has no time of day.
pub fn add_hours(start: Happened, n: u32, zone: Tz) -> Result<Stamp, CountError> {
    let start = instant(start, zone)?;
    let due = start
        .checked_add_signed(Duration::hours(i64::from(n)))
        .ok_or(CountError::TooFar)?;
    Ok(fixed(due, zone))
}

/// The moment that a local date and time name.
///
/// When the clocks go back, an hour happens twice: the first is taken, so that nobody is told of
/// more time than there may be. When they go forward, an hour does not exist: it is read as if the
/// clock had not been changed yet (01:30 is then 02:30).
///
/// # Errors
/// [`CountError::NoTime`] where there is no time of day.
pub fn instant(start: Happened, zone: Tz) -> Result<Stamp, CountError> {
    let local = start.date.and_time(start.time.ok_or(CountError::NoTime)?);
    match zone.from_local_datetime(&local) {
        LocalResult::Single(t) | LocalResult::Ambiguous(t, _) => Ok(t.fixed_offset()),
        LocalResult::None => {
            let before = local
                .checked_sub_signed(Duration::days(1))
                .ok_or(CountError::TooFar)?;
            let offset: FixedOffset = match zone.offset_from_local_datetime(&before) {
                LocalResult::Single(o) | LocalResult::Ambiguous(_, o) => o.fix(),
                LocalResult::None => return Err(CountError::TooFar),
            };
            let utc = local.checked_sub_offset(offset).ok_or(CountError::TooFar)?;
            Ok(zone.from_utc_datetime(&utc).fixed_offset())
        }
    }
}

/// The first moment after a day: a limit in days is late from then on.
///
/// # Errors
/// [`CountError::TooFar`] at the end of all dates.
pub fn close_of_day(date: NaiveDate, zone: Tz) -> Result<Stamp, CountError> {
    let next = date.succ_opt().ok_or(CountError::TooFar)?;
    instant(Happened::at(next, NaiveTime::MIN), zone)
}

fn fixed(at: Stamp, zone: Tz) -> Stamp {
    zone.from_utc_datetime(&at.naive_utc()).fixed_offset()
}
