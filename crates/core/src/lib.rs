//! What to do now is a pure function of the policy, the calendar, the events and the moment.
//!
//! This crate is that function and the types it speaks in. It reads no file, no clock and no
//! source of randomness: callers hand in bytes, events and the moment.
//!
//! * [`policy`]: a board's policy as data, read from a pack and checked.
//! * [`calendar`]: which days are working days, with names and sources, and a refusal beyond the
//!   covered range.
//! * [`event`]: what can be recorded in a case. [`case`] is the fold of those events.
//! * [`engine`]: [`engine::decide`] guards what may be recorded, [`engine::assess`] says what
//!   follows from it.
//! * [`standing`]: the answer of `assess`.
//! * [`coverage`]: what of a policy its examples show.
//! * [`inspect`](mod@inspect): everything that can be said about a policy's folder.
//! * [`retention`]: until when a record is kept.
//! * [`chain`]: the hash chain that shows whether a record was altered.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod calendar;
pub mod case;
pub mod chain;
pub mod coverage;
pub mod engine;
pub mod event;
#[cfg(any(test, feature = "fuzzed"))]
pub mod fuzzed;
pub mod ids;
pub mod inspect;
pub mod policy;
pub mod retention;
pub mod simulate;
pub mod standing;
pub mod time;
pub mod typed_head;
