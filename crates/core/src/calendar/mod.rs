//! Which days are working days, in which place, with names and sources.
//!
//! A calendar is data with the range of dates that it covers. A date outside the range is refused,
//! never guessed.

mod count;
mod data;
mod read;
#[cfg(test)]
mod tests;
mod walk;

pub use count::{
    Count, CountError, CountedWith, Pause, Skipped, add_hours, close_of_day, instant,
    working_days_between,
};
pub use data::{Calendar, Day, Holiday, Proclaimed, ProclaimedKind, Unconfirmed};
pub(crate) use walk::STOOD_STILL;
pub use walk::{add_working_days, count};
