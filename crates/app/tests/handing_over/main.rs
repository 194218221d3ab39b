//! A case goes to another record and comes back, through the whole application; and what stops in the middle of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../host/mod.rs"]
mod host;
mod middle;
mod tools;
mod whole;
