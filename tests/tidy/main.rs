//! The house keeps its own rules: who may know whom, what no code may hold, what must agree.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod agree;
mod cargo;
mod layers;
mod licences;
mod sources;
