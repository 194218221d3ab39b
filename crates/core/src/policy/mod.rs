//! A board's policy as data.
//!
//! [`model`] holds the checked policy that the engine works on; [`read`](read()) turns a [`Pack`]'s
//! files into it, collecting every [`Problem`] with its file and line.

pub mod diff;
pub mod draw;
pub mod model;
mod pack;
pub(crate) mod problem;
pub(crate) mod read;
pub(crate) mod source;
pub(crate) mod table;
pub mod versions;
pub mod words;

pub use model::*;
pub use pack::{Pack, PackError};
pub use problem::{Problem, Severity};
pub use read::{Known, PLACEHOLDERS, check, paper_schema, policy_schema, read, read_all};
