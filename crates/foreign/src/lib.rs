//! Files that come from elsewhere: photographs, letters, e-mails. What a file is, is found from its content
//! and never from its name. What is shown of it is made anew: pixels of a picture, the plain words of a
//! message. Nothing of a file is run, followed, unpacked to the disk or handed to another program.
//!
//! Everything here is bounded in time and memory as far as its libraries are. The application calls it in a
//! process of its own, so that a file that gets through all the same ends that process and nothing else.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod error;
#[cfg(any(test, feature = "fuzzed"))]
pub mod fuzzed;
mod kind;
mod look;
mod mail;
mod name;
mod office;
mod photo;
mod picture;
mod text;

pub use error::{Refused, Unshown};
pub use kind::{Kind, Shown};
pub use look::{Look, look};
pub use mail::{Letter, letter};
pub use name::{Plain, plain_name, spelled_out};
pub use photo::Said;
pub use picture::{Picture, picture};
pub use text::{LONGEST, Words, words};
