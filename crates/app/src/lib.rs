//! Use cases, wire types, errors, and the one worker that owns the vault and the session.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

pub mod error;
pub mod registry;
#[cfg(test)]
mod typescript;
pub mod wire;
