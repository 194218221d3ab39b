//! Dates and names as they are printed.

use chrono::NaiveDate;
use stepwise_core::time::Happened;

/// "20 November 2026", for dates in a row or a name.
pub fn plain(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// "20 November 2026 at 09:30", or the day alone where no time is known.
pub fn moment(happened: Happened) -> String {
    match happened.time {
        Some(time) => format!("{} at {}", plain(happened.date), time.format("%H:%M")),
        None => plain(happened.date),
    }
}

/// Joins names: "A", "A and B", "A, B and C".
pub(super) fn joined(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
