//! Requests that no honest window would send. None may end in a fault of the application, none may
//! leave a case that cannot be shown, and no error may repeat what was typed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod calendars;
#[path = "../common/mod.rs"]
mod common;
mod limits;
mod requests;
mod tools;
