//! Building the Rust parts: one set of features for every test, so that nothing heavy is built twice.

use std::path::PathBuf;

use crate::fault::Fault;
use crate::parts::Parts;
use crate::program::{Program, root};
use crate::setup;

/// The features of every build that is tested.
pub const TESTED: [&str; 3] = ["--workspace", "--features", "stepwise-desktop/automation"];

/// Built along with programs. Without any test cargo leaves the tests' own libraries out of account, chooses other features for
/// the rest, and builds a hundred libraries again.
const AS_FOR_TESTS: [&str; 2] = ["--test", "tidy"];

/// Everything that tests run: programs, tests and examples in one build.
///
/// # Errors
/// When it does not compile.
pub fn everything(parts: &mut Parts) -> Result<(), Fault> {
    setup::pages(parts, true)?;
    parts.part("Build of everything", || {
        Program::cargo()
            .arg("build")
            .args(TESTED)
            .arg("--all-targets")
            .run()
            .map(|()| "built".to_owned())
    })
}

/// What the window lane runs.
///
/// # Errors
/// When it does not compile.
pub fn programs_for_lanes(parts: &mut Parts) -> Result<(), Fault> {
    setup::pages(parts, false)?;
    parts.part("Build of the window and its driver", || {
        Program::cargo()
            .arg("build")
            .args(TESTED)
            .arg("--bins")
            .args(AS_FOR_TESTS)
            .run()
            .map(|()| "built".to_owned())
    })
}

/// The product itself, which nothing can drive. Answers where it is.
///
/// # Errors
/// When it does not compile.
pub fn product(parts: &mut Parts) -> Result<PathBuf, Fault> {
    setup::pages(parts, false)?;
    parts.part("Build of the window", || {
        // The whole workspace is chosen so that its libraries are those of the test build.
        Program::cargo()
            .args(["build", "--workspace", "--bin", "stepwise-desktop"])
            .args(AS_FOR_TESTS)
            .run()
            .map(|()| "built".to_owned())
    })?;
    Ok(program("stepwise-desktop"))
}

/// Where a program of the debug build is.
pub fn program(name: &str) -> PathBuf {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target
        .join("debug")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
