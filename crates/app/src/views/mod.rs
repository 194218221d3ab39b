//! From the core's answers to what the window shows.

pub(crate) mod about;
pub(crate) mod access;
pub(crate) mod activity;
pub(crate) mod calendars;
pub(crate) mod case;
pub(crate) mod chronicle;
pub(crate) mod cite;
pub(crate) mod clock;
pub(crate) mod clocks;
pub(crate) mod details;
pub(crate) mod due;
pub(crate) mod entries;
pub(crate) mod forms;
pub(crate) mod notices;
pub(crate) mod policy;
pub(crate) mod rungs;
pub(crate) mod tasks;
pub(crate) mod terms;
pub(crate) mod versions;
pub(crate) mod ways;
pub(crate) mod who;
