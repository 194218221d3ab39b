//! The main job, from the first worry to the form and the bundle, once for each of the five policies.
//!
//! This is the walkthrough of `cargo xtask run`: every screen that it passes is checked for accessibility
//! and kept as a picture, and every form and bundle that it saves is kept for programs that are not ours.

pub mod access;
pub mod backup;
pub mod bad_input;
mod discussion;
pub mod files;
pub mod guernsey;
pub mod handing;
mod incoming;
mod keeping;
pub mod keyboard;
mod leaving;
pub mod north_somerset;
mod north_somerset_after;
mod papers;
pub mod people;
pub mod policies;
mod proof;
mod receipt;
mod sheets;
mod steps;
pub mod torbay_tscb;
pub mod torbay_tscp;
pub mod white_rock;
