//! Use cases, wire types, errors, and the one worker that owns the vault and the session.
//!
//! [`App`] is the way in: it takes the commands of the registry by name, and gives back what the
//! window shows. It knows nothing of the desktop beyond the [`Shell`] and the [`Clock`] it is given.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod activity;
mod backups;
mod beginning;
mod beside;
mod blackout;
mod bundles;
mod clean;
mod clipboard;
mod config;
mod copies;
mod emergency;
pub mod error;
mod failure;
mod files;
mod handle;
mod handover;
mod incoming;
mod intake;
mod keeping;
mod keychain;
mod leaving;
mod library;
mod loaded;
mod locker;
mod open;
mod papers;
#[doc = "The list of commands, as a macro."]
pub mod registry;
mod reminders;
mod reports;
mod rights;
mod room;
mod sample;
mod search_text;
mod session;
mod settings;
mod sheets;
mod summary;
mod synced;
mod trying;
#[cfg(test)]
mod typescript;
mod under_way;
mod use_cases;
mod views;
pub mod wire;
mod words;
mod worker;

pub use clipboard::Clipboard;
pub use config::{Clock, Config, FileKind, KdfChoice, Now, OpenKind, Shell};
pub use files::{READER_ARGUMENT, read_for_parent};
pub use handle::App;
pub use keychain::{Keychain, KeychainError};
pub use locker::{Locker, Page, SystemLock};
pub use reminders::remind;
pub use wire::LockReason;
