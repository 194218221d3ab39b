//! A board's policy as data.
//!
//! [`model`] holds the checked policy that the engine works on; [`read`] turns a pack's files into
//! it, collecting every finding with its file and line.

pub mod model;
pub mod read;

pub use model::*;
