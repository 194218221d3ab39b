//! Which days are working days, in which place, with names and sources.
//!
//! A calendar is data with the range of dates that it covers. A date outside the range is refused,
//! never guessed.

mod count;
mod data;
mod read;
#[cfg(test)]
mod tests;

pub use count::{
    Count, CountError, CountedWith, Skipped, add_calendar_days, add_hours, add_weeks,
    add_working_days, close_of_day, instant, working_days_between,
};
pub use data::{Calendar, Day, Holiday, Proclaimed, ProclaimedKind, Unconfirmed};
