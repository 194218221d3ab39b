//! A case goes to another record and comes back: whatever happened meanwhile, both chains are whole, nothing is
//! merged, and what does not hold changes nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;
mod refused;
mod taken;
mod two;
