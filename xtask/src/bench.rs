//! The promised figures. Ratios in one run hold on any machine; the load is printed beside them.

use crate::fault::Fault;
use crate::parts::Parts;
use crate::program::Program;
use crate::{setup, system};

/// Runs the measuring examples of the crates in a release build.
///
/// # Errors
/// When one does not build, or misses its figure.
pub fn run(parts: &mut Parts) -> Result<(), Fault> {
    setup::for_running(parts)?;
    println!("\nMachine: {}", system::load());
    let mut outcome = Ok(());
    for (name, package, example) in MEASURED {
        let done = parts.part(name, || {
            Program::cargo()
                .args([
                    "run",
                    "--release",
                    "--quiet",
                    "-p",
                    package,
                    "--example",
                    example,
                ])
                .run()
                .map(|()| "within its figure".to_owned())
        });
        outcome = outcome.and(done);
    }
    println!("\nMachine at the end: {}", system::load());
    outcome
}

/// What is measured: a name, the crate, and its example, which fails when the figure is missed.
const MEASURED: &[(&str, &str, &str)] = &[(
    "Assessing a case of 200 events",
    "stepwise-core",
    "bench_assess",
)];
