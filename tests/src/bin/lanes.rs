//! Runs the scenarios of one lane, and keeps what they leave behind.
//!
//! `stepwise-lanes browser|window [--keep FOLDER] [--only NAME]…`, or
//! `stepwise-lanes paint BARE LOGS` to hold the first paint against a bare window, or
//! `stepwise-lanes leaks PRODUCT LOGS` to look for what the product leaves behind, or
//! `stepwise-lanes serve` to look at the application in a browser while building its pages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use stepwise_tests::driver::Engine;
use stepwise_tests::fault::{Fault, unmet};
use stepwise_tests::lane::Lane;
#[cfg(target_os = "linux")]
use stepwise_tests::leaks;
use stepwise_tests::lock_time::{self, LockTimes};
use stepwise_tests::scenario::{self, Scenario};
use stepwise_tests::{paint, place, server, stand_in};

/// A scenario that takes longer hangs.
const LIMIT: Duration = Duration::from_secs(600);

#[tokio::main]
async fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let engine = match words.next().as_deref() {
        Some("browser") => Engine::Browser,
        Some("window") => Engine::Window,
        Some("serve") => return serve().await,
        // The application starts this program to read files from elsewhere.
        Some(stepwise_app::READER_ARGUMENT) => return stepwise_app::read_for_parent(),
        Some("paint") => return measure_paint(words.map(PathBuf::from).collect()).await,
        Some("lock-time") => return measure_lock(words.map(PathBuf::from).collect()).await,
        #[cfg(target_os = "linux")]
        Some("leaks") => return look_for_leaks(words.map(PathBuf::from).collect()).await,
        _ => return usage(),
    };
    let mut keep = None;
    let mut only = Vec::new();
    while let Some(word) = words.next() {
        match (word.as_str(), words.next()) {
            ("--keep", Some(folder)) => keep = Some(PathBuf::from(folder)),
            ("--only", Some(name)) => only.push(name),
            _ => return usage(),
        }
    }
    let folder = keep.unwrap_or_else(|| place::root().join("target/lanes").join(engine.name()));
    // What an earlier run left would be taken for this run's.
    if folder.exists()
        && let Err(error) = std::fs::remove_dir_all(&folder)
    {
        eprintln!("{} cannot be cleared: {error}", folder.display());
        return ExitCode::FAILURE;
    }
    run_all(engine, &folder, &only).await
}

fn usage() -> ExitCode {
    eprintln!(
        "stepwise-lanes browser|window [--keep FOLDER] [--only NAME]…\n\
         stepwise-lanes paint BARE LOGS\nstepwise-lanes leaks PRODUCT LOGS\nstepwise-lanes lock-time LOGS\nstepwise-lanes serve"
    );
    ExitCode::FAILURE
}

async fn run_all(engine: Engine, folder: &Path, only: &[String]) -> ExitCode {
    let mut account = format!("# What the {} lane did\n\n", engine.name());
    let (mut passed, mut failed) = (0, 0);
    for scenario in scenario::ALL {
        let wanted = only.is_empty() || only.iter().any(|name| name == scenario.name);
        if !wanted || !scenario.engines.contains(&engine) {
            continue;
        }
        let began = Instant::now();
        let place = folder.join(scenario.name);
        let (words, outcome) = run_one(engine, scenario, &place).await;
        account.push_str(&words);
        let seconds = began.elapsed().as_secs_f32();
        match outcome {
            Ok(()) => {
                passed += 1;
                println!("ok      {} ({seconds:.1} s)", scenario.name);
            }
            Err(fault) => {
                failed += 1;
                println!("FAILED  {} ({seconds:.1} s)\n    {fault}", scenario.name);
                account.push_str(&format!("- **failed:** {fault}\n"));
            }
        }
        account.push('\n');
    }
    if let Err(error) = std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(folder.join("account.md"), account))
    {
        eprintln!("the account could not be written: {error}");
        failed += 1;
    }
    println!("kept in {}", folder.display());
    println!("{passed} passed, {failed} failed");
    if failed == 0 && passed > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

async fn run_one(
    engine: Engine,
    scenario: &Scenario,
    folder: &Path,
) -> (String, Result<(), Fault>) {
    let mut lane = match Lane::start(engine, folder, scenario.title).await {
        Ok(lane) => lane,
        Err(fault) => return (format!("## {}\n\n", scenario.title), Err(fault)),
    };
    let mut outcome = match tokio::time::timeout(LIMIT, (scenario.run)(&mut lane)).await {
        Ok(outcome) => outcome,
        Err(_) => Err(unmet(format!("not done within {} s", LIMIT.as_secs()))),
    };
    // What the page's script threw says more than what did not come of it.
    if let (Err(fault), Err(thrown)) = (&outcome, lane.page.check_no_script_faults().await) {
        outcome = Err(unmet(format!("{fault}\n    {thrown}")));
    }
    if outcome.is_err()
        && let Ok(png) = lane.page.picture().await
    {
        let _ = lane.journal.picture("failed", &png);
    }
    let journal = lane.end().await;
    (journal.account().to_owned(), outcome)
}

async fn measure_paint(paths: Vec<PathBuf>) -> ExitCode {
    let [bare, logs] = paths.as_slice() else {
        return usage();
    };
    match paint::compare(&place::desktop_program(), bare, logs).await {
        Ok(found) => {
            println!(
                "first-paint-ratio {:.3} (Stepwise {:.0} ms, a bare window {:.0} ms, medians of {} starts by turns)",
                found.ratio, found.product, found.bare, found.pairs
            );
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("the first paint could not be measured: {fault}");
            ExitCode::FAILURE
        }
    }
}

async fn measure_lock(paths: Vec<PathBuf>) -> ExitCode {
    let [logs] = paths.as_slice() else {
        return usage();
    };
    match lock_time::measure(&place::desktop_program(), logs).await {
        Ok(times) => {
            for time in &times {
                println!("blank {:.0} ms, keys gone {:.0} ms", time.blank, time.gone);
            }
            let slowest = times.into_iter().reduce(LockTimes::slower);
            let slowest = slowest.unwrap_or_default();
            println!("lock-blank-ms {:.0}", slowest.blank);
            println!("lock-gone-ms {:.0}", slowest.gone);
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("locking could not be measured: {fault}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(target_os = "linux")]
async fn look_for_leaks(paths: Vec<PathBuf>) -> ExitCode {
    let [product, logs] = paths.as_slice() else {
        return usage();
    };
    match leaks::run(product, &place::desktop_program(), logs).await {
        Ok(()) => {
            println!("1 passed, 0 failed");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{fault}");
            println!("0 passed, 1 failed");
            ExitCode::FAILURE
        }
    }
}

async fn serve() -> ExitCode {
    let machine = stand_in::Machine::new().expect("a temporary folder");
    let app = stand_in::application(&machine).expect("a thread");
    let server = server::Server::start(app, &place::browser_pages())
        .await
        .expect("a free port");
    println!("{}  (clock: {})", server.url(), machine.clock().display());
    std::future::pending().await
}
