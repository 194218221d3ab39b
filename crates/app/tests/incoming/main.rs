//! What somebody sent: opened, checked, read and let go, through the whole application; and bundles that no copy of it made.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod apart;
mod bundles;
mod foreign;
mod forms;
#[path = "../host/mod.rs"]
mod host;
mod tools;
