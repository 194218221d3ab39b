//! From a start and a limit to the moment at which it is due.

use super::explain;
use super::scene::{Scene, local};
use crate::calendar::{CountError, Day, Pause, add_hours, close_of_day, count, instant};
use crate::policy::{Span, Unit, Way};
use crate::standing::Due;
use crate::time::{Happened, Stamp};
use chrono::NaiveDate;

/// Why no due moment can be named.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum NoDue {
    /// Hours need a time of day, and the start has none.
    AskTime,
    /// The count stands still: since when, and how much was counted before.
    Paused(Happened, String),
    /// A sentence of refusal.
    Refused(String),
}

impl Scene<'_> {
    /// When a number of units after a start, or before it, is over.
    pub fn due(&self, start: Happened, span: Span, pauses: &[Pause]) -> Result<Due, NoDue> {
        let fails = |error: CountError| match error {
            CountError::NoTime => NoDue::AskTime,
            CountError::NoCalendar => NoDue::Refused(self.no_calendar()),
            CountError::Paused { since, counted } => {
                NoDue::Paused(since, explain::counted(counted, span))
            }
            other => NoDue::Refused(other.to_string()),
        };
        if span.unit == Unit::Hours {
            let at =
                add_hours(start, span.n, span.is_back(), self.zone(), pauses).map_err(fails)?;
            let date = local(at, self.zone()).date;
            return Ok(Due {
                date,
                at: Some(at),
                count: None,
                closed_day: self.closed_day(date),
                says: explain::hours(start, span, at, pauses, self.zone()),
            });
        }
        let count = count(span, start.date, self.calendar, pauses).map_err(fails)?;
        let date = match span.way {
            Way::ClearBefore => count.end.pred_opt().unwrap_or(count.end),
            Way::After | Way::Before => count.end,
        };
        let at = span
            .by
            .map(|by| instant(Happened::at(date, by), self.zone()));
        Ok(Due {
            date,
            at: at.transpose().map_err(fails)?,
            closed_day: self.closed_day(date),
            says: explain::days(&count, span.by, pauses),
            count: Some(count),
        })
    }

    /// A due day that somebody typed in.
    pub fn typed_due(&self, date: NaiveDate) -> Due {
        Due {
            date,
            at: None,
            count: None,
            closed_day: self.closed_day(date),
            says: vec![explain::typed(date)],
        }
    }

    fn no_calendar(&self) -> String {
        match self.calendar_id {
            Some(id) => format!(
                "The calendar \u{201c}{id}\u{201d} is not installed, so working days cannot be counted."
            ),
            None => {
                "It is not known which calendar holds. Answer the questions about the case first."
                    .to_owned()
            }
        }
    }

    /// Why a day is closed. A day that the calendar does not know is not flagged.
    fn closed_day(&self, date: NaiveDate) -> Option<String> {
        match self.calendar?.day(date) {
            Ok(Day::Closed { why }) => Some(why),
            Ok(Day::Working) | Err(_) => None,
        }
    }

    /// The first moment at which a due moment may be passed. None at the end of all dates.
    pub fn over_at(&self, due: &Due) -> Option<Stamp> {
        due.at.or_else(|| close_of_day(due.date, self.zone()).ok())
    }

    /// Whether a due moment is passed now.
    pub fn is_over(&self, due: &Due) -> bool {
        match due.at {
            Some(at) => self.world.now > at,
            None => self.today() > due.date,
        }
    }

    /// Whether something happened after a due moment. On the due day itself and without a time of day
    /// it is taken to have been in time, since nothing says otherwise.
    pub fn after(&self, on: Happened, due: &Due) -> bool {
        match (due.at, on.time) {
            (Some(at), Some(_)) => {
                instant(on, self.zone()).map_or(on.date > due.date, |on| on > at)
            }
            _ => on.date > due.date,
        }
    }

    /// Which of two is due first.
    pub fn sooner(&self, a: &Due, b: &Due) -> bool {
        match (self.over_at(a), self.over_at(b)) {
            (Some(x), Some(y)) => x < y,
            _ => a.date < b.date,
        }
    }
}
