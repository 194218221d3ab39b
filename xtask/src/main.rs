//! `cargo xtask`: everything a developer does with the repository, from a bare machine on.
//!
//! It has no dependencies, so that it is built in a second and can install what all else needs.

mod bench;
mod build;
mod checks;
mod fault;
mod package;
mod parts;
mod program;
mod setup;
mod stamp;
mod supply;
mod survive;
mod system;

use std::process::ExitCode;

use crate::fault::Fault;
use crate::parts::Parts;

const HELP: &str = "\
cargo xtask COMMAND

  run      set up, build, and open the window. Without a display: start a virtual one, do the whole
           job in it, and leave pictures, forms and a bundle in target/walkthrough
  test     set up, then every test
  lint     format, clippy and the types of the user interface
  bench    the promised figures, as ratios in one run, with the load of the machine; `--large` measures
           backups over 1 GB
  survive  the long form of what must survive: kills, power cuts, failing disks, damage, leaks; a table of
           what was tried and what was lost goes to target/survive
  audit    weaknesses known of what the program is made of; needs a network
  package  installable packages in target/release/bundle, with lists of what they are made of
  setup    only what the others do first: system packages, versions, node and Python packages";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let command = words.first().map(String::as_str).unwrap_or_default();
    let rest = words.get(1..).unwrap_or_default();
    let mut parts = Parts::new();
    let outcome = match command {
        "run" => run(&mut parts),
        "test" => checks::run(&mut parts, rest),
        "lint" => checks::lint(&mut parts),
        "bench" => bench::run(&mut parts, rest),
        "survive" => survive::run(&mut parts, rest),
        "audit" => supply::audit(&mut parts),
        "package" => package::run(&mut parts),
        "setup" => setup::all(&mut parts),
        _ => {
            println!("{HELP}");
            return if matches!(command, "" | "help" | "--help") {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            };
        }
    };
    if let Err(fault) = &outcome {
        eprintln!("\n{fault}");
    }
    parts.summary();
    if outcome.is_ok() && !parts.failed() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Opens the window; without a display, does the job in a virtual one.
fn run(parts: &mut Parts) -> Result<(), Fault> {
    setup::for_running(parts)?;
    if system::has_display() {
        let program = build::product(parts)?;
        return parts.part("The window", || {
            program::Program::new(program)
                .run()
                .map(|()| "closed".to_owned())
        });
    }
    println!("\nThere is no display here: the job is done in a virtual one.");
    setup::for_the_window_lane(parts)?;
    build::programs_for_lanes(parts)?;
    checks::walkthrough(parts)?;
    println!("\nSee target/walkthrough: start with account.md.");
    Ok(())
}
