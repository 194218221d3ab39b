//! Which days are working days, in which place, with names and sources.

mod count;
mod data;

pub use count::{Count, CountError, Skipped, add_calendar_days, add_hours, add_working_days, working_days_between};
pub use data::{Calendar, CalendarError, Holiday, Proclaimed, ProclaimedKind};
