//! Counting days and hours. A count shows its work: each day counted, each day skipped and why.

use super::data::{Calendar, Day, Proclaimed, Unconfirmed};
use crate::policy::{Unit, Way};
use crate::time::{Happened, Stamp};
use chrono::{Duration, FixedOffset, LocalResult, NaiveDate, NaiveTime, Offset, TimeZone};
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
    pub(super) fn of(calendar: &Calendar, date: NaiveDate, why: String) -> Self {
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
    /// The day from which it was counted: day 0, or day 1 where the start counts.
    pub start: NaiveDate,
    /// What the start day is: "day 0", "day 1", or "day 0, a closed day: Saturday".
    pub start_note: String,
    /// Each day counted, with its number from 1, in the order of counting. Of weeks and months, the
    /// ends of them.
    pub days: Vec<(NaiveDate, u32)>,
    /// Each day not counted, between the start and the end, in the order of counting.
    pub skipped: Vec<Skipped>,
    /// The day reached: the limit is its close, unless `way` says that it is its opening.
    pub end: NaiveDate,
    /// The unit of the limit.
    pub unit: Unit,
    /// The calendar, where the unit needs one.
    pub with: Option<CountedWith>,
    /// In which direction.
    pub way: Way,
    /// What else there is to say of this count, in sentences.
    pub notes: Vec<String>,
}

/// A time in which a count stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// When it stopped. The day itself still counts.
    pub from: Happened,
    /// When it went on; none while it stands still. The day itself does not count, as a start does not.
    pub to: Option<Happened>,
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
    /// Working days, and no calendar to say which they are.
    #[error("No calendar says which days are working days.")]
    NoCalendar,
    /// The count stands still, so that its end is not known yet.
    #[error("The count stands still.")]
    Paused {
        /// When it stopped.
        since: Happened,
        /// How many days were counted before, or hours: of a limit in weeks or months too.
        counted: u32,
    },
    /// A date that no calendar reaches.
    #[error("That is too far away to be worked out.")]
    TooFar,
}

pub(super) fn long(date: &NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
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

/// The moment `n` elapsed hours after `start`, or before it, over nights, weekends, holidays and clock
/// changes, with the offset that holds at that moment. What lies in a pause is not counted.
///
/// # Errors
/// [`CountError::NoTime`] where the start or a pause in the way has no time of day.
pub fn add_hours(
    start: Happened,
    n: u32,
    back: bool,
    zone: Tz,
    pauses: &[Pause],
) -> Result<Stamp, CountError> {
    let start = instant(start, zone)?;
    let whole = Duration::hours(i64::from(n));
    let due = if back {
        start.checked_sub_signed(whole)
    } else {
        start.checked_add_signed(whole)
    };
    let mut due = due.ok_or(CountError::TooFar)?;
    for pause in pauses {
        let from = instant(pause.from, zone)?.max(start);
        if from >= due {
            break;
        }
        let Some(to) = pause.to else {
            let hours = (from - start) - stood_still(start, pause, pauses, zone)?;
            return Err(CountError::Paused {
                since: pause.from,
                counted: u32::try_from(hours.num_hours()).unwrap_or(0),
            });
        };
        let still = (instant(to, zone)? - from).max(Duration::zero());
        due = due.checked_add_signed(still).ok_or(CountError::TooFar)?;
    }
    Ok(fixed(due, zone))
}

/// How long a count stood still in the pauses before one of them.
fn stood_still(
    start: Stamp,
    before: &Pause,
    pauses: &[Pause],
    zone: Tz,
) -> Result<Duration, CountError> {
    let mut still = Duration::zero();
    for pause in pauses.iter().take_while(|p| *p != before) {
        if let Some(to) = pause.to {
            let from = instant(pause.from, zone)?.max(start);
            still += (instant(to, zone)? - from).max(Duration::zero());
        }
    }
    Ok(still)
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
