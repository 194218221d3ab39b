//! The sealed case bundle: one file that carries a case to another copy of this application, or to
//! anybody who has `age` and `tar`. `FORMAT.md` beside this crate describes every byte.
//!
//! [`seal`] writes one, [`open`] reads one and checks all of it, [`password`] chooses the words that
//! lock it.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod error;
#[cfg(any(test, feature = "fuzzed"))]
pub mod fuzzed;
mod inside;
mod kind;
mod model;
mod open;
mod password;
mod seal;

pub use error::{BundleError, Fault};
pub use kind::{BEGINNING, OtherFile, recognise};
pub use model::{Contents, FORMAT, Fetched, FileEntry, Item, Manifest, PayloadLine};
pub use open::{Each, Limits, Opened, Text, open};
pub use password::{PasswordError, password};
pub use seal::{WORK_FACTOR, seal};
