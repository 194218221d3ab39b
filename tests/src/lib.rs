//! End-to-end tests. Scenarios are written once and run twice: in a browser over the real application
//! on a local port, and in the real window. Nothing here is shipped.
//!
//! Being tests, they may stop at once where product code may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(target_os = "linux")]
pub mod dbus;
pub mod driver;
pub mod fault;
pub mod journal;
pub mod lane;
#[cfg(target_os = "linux")]
pub mod leaks;
pub mod lock_time;
pub mod page;
pub mod paint;
pub mod place;
pub mod scenario;
pub mod server;
pub mod stand_in;
