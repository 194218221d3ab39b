//! Keeping records: until when, what holds them, and erasing them for good.

mod data;
mod erase;
mod list;
mod sentences;
mod write;

pub(crate) use data::{HoldOnAll, Retention};
pub(crate) use erase::{erase_case, erasing, remove_backups};
pub(crate) use list::{due_count, erased_rows, keeping, open_holds};
pub(crate) use write::{keep_longer, lift_hold, place_hold, save_schedule};
