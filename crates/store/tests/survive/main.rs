//! The rows of the table of figures (docs/security.md) that the store holds by itself. A short form of each runs
//! with every other test, the long one with `cargo xtask survive`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;
mod corruption;
#[cfg(target_os = "linux")]
mod disk_errors;
#[cfg(target_os = "linux")]
mod full_disk;
#[cfg(unix)]
mod killed;
#[cfg(target_os = "linux")]
mod power_cut;
mod rollback;
#[cfg(unix)]
mod two_writers;
#[cfg(unix)]
mod writer;
