//! `stepwise`: checks and simulates policy packs, and verifies bundles, without a window.
//!
//! Exit codes: 0 all is well; 1 something is wrong in what was looked at (a problem in a pack, an
//! expectation that did not hold, a bundle that is not whole); 2 the command itself could not be
//! carried out (wrong arguments, a file that cannot be read).
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod check;
mod compare;
mod draw;
mod error;
mod folder;
mod new;
mod play;
mod simulate;
mod told;
mod verify;

use clap::{Parser, Subcommand};
use error::Failure;
use std::path::PathBuf;
use std::process::ExitCode;

/// Checks and simulates policy packs, and verifies bundles.
#[derive(Parser)]
#[command(name = "stepwise", version, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 all is well; 1 something is wrong in what was looked at; \
2 the command could not be carried out.";

#[derive(Subcommand)]
enum Command {
    /// Work on a policy pack.
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Open a bundle with its password and check all of it. Nothing is written anywhere.
    Verify {
        /// The bundle's file.
        file: PathBuf,
        /// Read the password from the first line of this file instead of asking for it.
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
        /// Print the result as JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
enum PolicyCommand {
    /// Read a pack, name every problem in it, and play its examples.
    Check {
        /// The pack's folder.
        folder: PathBuf,
        /// The folder of calendars; otherwise `calendars` beside the pack's folder.
        #[arg(long, value_name = "DIR")]
        calendars: Option<PathBuf>,
        /// Print the result as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Play a timeline through a pack: stage, duties, limits with their counts, and ways on, at each step.
    Simulate {
        /// The pack's folder.
        folder: PathBuf,
        /// The timeline.
        timeline: PathBuf,
        /// The folder of another version, to which the timeline may move the case. Those beside the pack's
        /// folder are found by themselves.
        #[arg(long = "version-at", value_name = "DIR")]
        versions: Vec<PathBuf>,
        /// The folder of calendars; otherwise `calendars` beside the pack's folder.
        #[arg(long, value_name = "DIR")]
        calendars: Option<PathBuf>,
        /// Print every step as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Say in words what is different between two versions of a policy.
    Diff {
        /// The earlier version's folder.
        old: PathBuf,
        /// The later version's folder.
        new: PathBuf,
        /// Print the differences as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Draw the way through a policy as SVG.
    Draw {
        /// The pack's folder.
        folder: PathBuf,
        /// Say it in sentences instead.
        #[arg(long)]
        text: bool,
    },
    /// Write a policy to begin with, which passes the checker.
    New {
        /// A folder that is not there yet, or is empty. Its name becomes the policy's.
        folder: PathBuf,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Policy(PolicyCommand::Check {
            folder,
            calendars,
            json,
        }) => check::run(&folder, calendars.as_deref(), json),
        Command::Policy(PolicyCommand::Simulate {
            folder,
            timeline,
            versions,
            calendars,
            json,
        }) => simulate::run(&folder, &timeline, &versions, calendars.as_deref(), json),
        Command::Policy(PolicyCommand::Diff { old, new, json }) => compare::run(&old, &new, json),
        Command::Policy(PolicyCommand::Draw { folder, text }) => draw::run(&folder, text),
        Command::Policy(PolicyCommand::New { folder }) => new::run(&folder),
        Command::Verify {
            file,
            password_file,
            json,
        } => verify::run(&file, password_file.as_deref(), json),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        // Whoever read our output has stopped reading: `stepwise … | head`.
        Err(Failure::Output(e)) if e.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("stepwise: {failure}");
            ExitCode::from(2)
        }
    }
}
