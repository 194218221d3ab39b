//! A child who leaves for another school: by when the safeguarding file is to be there, how it went, and the
//! receipt.

mod list;
mod rule;
mod tell;
mod write;

pub(crate) use list::{jobs, leavings, sentence};
pub(crate) use tell::{left, step};
pub(crate) use write::{record_leaving, record_leaving_step};
