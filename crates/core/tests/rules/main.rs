//! The engine's rules, feature by feature, as timelines through small invented policies.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod clocks;
mod corrections;
mod coverage;
mod duties;
mod edges;
mod examples;
mod meetings;
mod mistakes;
mod moving;
mod packs;
mod proclaimed;
mod properties;
mod refusals;
mod retention;
mod routes;
mod samples;
mod timelines;
mod times;
mod together;
