//! Words taken out of what leaves: names in every form in which they are written, and words that somebody
//! marked. What leaves is made again from the words that are left; nothing is drawn over anything.

mod blocks;
mod names;
mod pages;
mod pieces;

pub(crate) use blocks::blocks;
pub(crate) use names::{Naming, Term, exactly, forms, marked, stands_in};
pub(crate) use pages::{Going, looked_at, pdf, show};
pub(crate) use pieces::{BLACK, Blackout};
