//! A record beside the first one: begun, opened by its name, and nothing of it seen from the first.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod apart;
mod backups;
mod beginning;
#[path = "../common/mod.rs"]
mod common;
mod scene;
