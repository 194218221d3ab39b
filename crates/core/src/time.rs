//! When a thing happened, and when it was written down: two different times in every record.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// The moment at which something was written down, with the offset of the computer's zone.
pub type Stamp = DateTime<FixedOffset>;

/// When something happened, as the user says it, in the policy's zone. Clocks run from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Happened {
    /// The local date.
    pub date: NaiveDate,
    /// The local time of day, where it is known. Limits in hours need it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<NaiveTime>,
}

impl Happened {
    /// A day whose time is not known.
    pub fn on(date: NaiveDate) -> Self {
        Self { date, time: None }
    }
    /// A day and a time of day.
    pub fn at(date: NaiveDate, time: NaiveTime) -> Self {
        Self {
            date,
            time: Some(time),
        }
    }
}
