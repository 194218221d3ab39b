//! Every test, the quick ones first; and the lints.

use crate::build::{self, TESTED};
use crate::fault::Fault;
use crate::parts::{Count, Parts};
use crate::program::{Program, exists, root};
use crate::{setup, supply, survive, system};
use std::path::Path;

/// Where the window lane keeps its pictures, forms and bundles.
const WALKTHROUGH: &str = "target/walkthrough";
const SAMPLES: &str = "target/pdf-samples";

/// Runs every test, or those of the parts named: `rust`, `ui`, `browser`, `window`, `pdf`.
///
/// # Errors
/// When the set-up or a build fails; failed tests are counted and the others still run.
pub fn run(parts: &mut Parts, chosen: &[String]) -> Result<(), Fault> {
    const KNOWN: [&str; 5] = ["rust", "ui", "browser", "window", "pdf"];
    if let Some(unknown) = chosen.iter().find(|name| !KNOWN.contains(&name.as_str())) {
        return Err(Fault::Needed(format!(
            "There is no part {unknown}: choose from {}.",
            KNOWN.join(", ")
        )));
    }
    let wanted = |name: &str| chosen.is_empty() || chosen.iter().any(|one| one == name);
    setup::all(parts)?;
    if wanted("ui") {
        parts.tests("Tests of the user interface", user_interface);
        parts.tests("Types of the user interface", types);
    }
    if KNOWN.iter().any(|name| *name != "ui" && wanted(name)) {
        build::everything(parts)?;
    }
    if wanted("rust") {
        let told = survive::folder("told-short")?;
        parts.tests("Rust tests", || rust(&told));
        parts.part("Short form of what must survive", || {
            Ok(survive::summary(&survive::read(&told)?))
        })?;
        parts.tests("Examples in the documentation", documentation);
        parts.tests("Policies against their schemas", schemas);
        parts.tests("The record in other programs", record);
    }
    if wanted("browser") {
        parts.tests("Browser lane", || lane("browser", "target/browser-lane"));
    }
    if wanted("window") {
        parts.tests("Window lane", || lane("window", WALKTHROUGH));
    }
    if wanted("pdf") {
        parts.tests("PDF samples", || papers(SAMPLES, true));
        parts.tests("Pages as they were looked at", pages);
        parts.tests("Forms filled and signed", forms);
        parts.tests("Calendar files", || calendars(SAMPLES));
        parts.tests("Calendar files from the window", || calendars(WALKTHROUGH));
        parts.tests("PDF files from the window", || papers(WALKTHROUGH, false));
        parts.tests("Bundle in other programs", bundles);
    }
    Ok(())
}

/// The window lane with its output kept, as `cargo xtask run` shows it.
///
/// # Errors
/// When a scenario fails.
pub fn walkthrough(parts: &mut Parts) -> Result<(), Fault> {
    parts.tests("The job in the window", || lane("window", WALKTHROUGH));
    if parts.failed() {
        return Err(Fault::Needed(format!(
            "Not everything went through: see {WALKTHROUGH}/account.md"
        )));
    }
    Ok(())
}

/// Format, clippy and the types of the user interface.
///
/// # Errors
/// When one of them complains.
pub fn lint(parts: &mut Parts) -> Result<(), Fault> {
    setup::all(parts)?;
    setup::pages(parts, true)?;
    let format = parts.part("Format", || {
        Program::cargo()
            .args(["fmt", "--all", "--check"])
            .run()
            .map(|()| "clean".to_owned())
    });
    let clippy = parts.part("Clippy", || {
        Program::cargo()
            .arg("clippy")
            .args(TESTED)
            .args(["--all-targets", "--quiet", "--", "-D", "warnings"])
            .run()
            .map(|()| "clean".to_owned())
    });
    let types = parts.part("Types", || {
        Program::npm()
            .args(["run", "--silent", "check"])
            .run()
            .map(|()| "clean".to_owned())
    });
    let made_of = parts.part("Licences, bans and sources", || {
        supply::check(&["licenses", "bans", "sources"])
    });
    format.and(clippy).and(types).and(made_of)
}

fn rust(told: &Path) -> Result<Count, Fault> {
    if exists("cargo-nextest") {
        let program = Program::cargo()
            .args(["nextest", "run"])
            .args(TESTED)
            .args([
                "--all-targets",
                "--no-fail-fast",
                "--status-level=slow",
                "--final-status-level=fail",
                "--failure-output=final",
                "--color=never",
            ]);
        return counted(survive::telling(program, told), |line| {
            line.trim_start().starts_with("Summary [")
        });
    }
    let program = Program::cargo().arg("test").args(TESTED).args([
        "--all-targets",
        "--no-fail-fast",
        "--quiet",
    ]);
    counted(survive::telling(program, told), |line| {
        line.starts_with("test result:")
    })
}

/// The examples in doc comments, which nextest leaves out.
fn documentation() -> Result<Count, Fault> {
    let program = Program::cargo()
        .arg("test")
        .args(TESTED)
        .args(["--doc", "--quiet"]);
    let (text, well) = program.watch()?;
    let mut count = sum(&text, |line| line.starts_with("test result:"));
    // The documentation is checked even where it has no example.
    count.passed = count.passed.max(u32::from(well));
    count.failed = count.failed.max(u32::from(!well));
    Ok(count)
}

fn user_interface() -> Result<Count, Fault> {
    let program = Program::npm()
        .args(["run", "--silent", "test"])
        .env("NO_COLOR", "1");
    counted(program, |line| line.trim_start().starts_with("Tests "))
}

fn types() -> Result<Count, Fault> {
    let (_, well) = Program::npm()
        .args(["run", "--silent", "check"])
        .env("NO_COLOR", "1")
        .watch()?;
    Ok(Count {
        passed: u32::from(well),
        failed: u32::from(!well),
    })
}

/// One lane's scenarios. The window gets a display and a message bus of its own.
fn lane(name: &str, keep: &str) -> Result<Count, Fault> {
    let lanes = build::program("stepwise-lanes");
    let program = if name == "window" {
        if !cfg!(target_os = "linux") {
            return Err(Fault::Needed(
                "The window lane needs WebKitGTK's driver, which Linux alone has: see docs/testing.md.".to_owned(),
            ));
        }
        Program::on_a_virtual_display(lanes)
    } else {
        Program::new(lanes)
    };
    counted(
        program.arg(name).arg("--keep").arg(root().join(keep)),
        |line| line.ends_with(" failed"),
    )
}

/// Checks PDF files with programs that are not ours.
fn papers(folder: &str, make: bool) -> Result<Count, Fault> {
    if make {
        for example in ["examples/samples", "examples/sheets"] {
            Program::new(build::program(example)).arg(folder).run()?;
        }
    }
    let program = Program::new(system::python()).args(["tests/pdf/check.py", folder]);
    counted(program, |line| {
        line.contains(" passed, ") && line.contains(" failed")
    })
}

/// Holds every template's pages against those that were looked at.
fn pages() -> Result<Count, Fault> {
    let program = Program::new(system::python()).args(["tests/pdf/pages.py", SAMPLES]);
    counted(program, |line| {
        line.contains(" passed, ") && line.contains(" failed")
    })
}

/// Fills the sample forms with pypdf and signs them with pyHanko, and has our reader read them back.
fn forms() -> Result<Count, Fault> {
    let program = Program::new(system::python())
        .args(["tests/outside/fill_form.py", SAMPLES])
        .arg(build::program("examples/read_form"));
    counted(program, |line| {
        line.contains(" passed, ") && line.contains(" failed")
    })
}

/// Reads the sample calendars with Python's icalendar: numbers and counts, nobody's name.
fn calendars(folder: &str) -> Result<Count, Fault> {
    let program = Program::new(system::python()).args([
        "tests/outside/check_calendar.py",
        folder,
        "Thorne",
        "Zofia",
        "Wiśniewska",
        "Shaw",
        "Grace",
    ]);
    counted(program, |line| {
        line.contains(" passed, ") && line.contains(" failed")
    })
}

/// Opens each bundle that the window made: the sealed PDF with qpdf, the age file with age.
fn bundles() -> Result<Count, Fault> {
    let program =
        Program::new(system::python()).args(["tests/outside/open_bundle.py", WALKTHROUGH]);
    counted(program, |line| {
        line.contains(" passed, ") && line.contains(" failed")
    })
}

/// Every policy against the schemas for editors, by a validator that is not ours.
fn schemas() -> Result<Count, Fault> {
    let program = Program::new(system::python())
        .arg("tests/outside/check_schemas.py")
        .arg(build::program("stepwise"));
    counted(program, |line| {
        line.contains(" passed, ") && line.contains(" failed")
    })
}

/// A vault opened and its record checked by programs that are not ours, and each change of it found.
fn record() -> Result<Count, Fault> {
    let program = Program::new(system::python())
        .arg("tests/outside/check_vault.py")
        .arg(build::program("examples/outside_vault"));
    counted(program, |line| {
        line.contains(" passed, ") && line.contains(" failed")
    })
}

/// Runs tests, and adds up the lines that say how they ended.
///
/// # Errors
/// When they cannot be started.
pub fn counted(program: Program, closing: impl Fn(&str) -> bool) -> Result<Count, Fault> {
    let (text, well) = program.watch()?;
    let mut count = sum(&text, closing);
    if !well {
        count.failed = count.failed.max(1);
    }
    Ok(count)
}

/// Adds up what the closing lines of test runners say.
fn sum(text: &str, closing: impl Fn(&str) -> bool) -> Count {
    let mut count = Count::default();
    for line in text.lines().filter(|line| closing(line)) {
        count.passed += before(line, "passed");
        count.failed += before(line, "failed");
    }
    count
}

/// The number before a word, as in `3 passed`.
fn before(line: &str, word: &str) -> u32 {
    let words: Vec<&str> = line
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words
        .windows(2)
        .find(|pair| pair[1] == word)
        .and_then(|pair| pair[0].parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Count, sum};

    fn check(text: &str, start: &str, passed: u32, failed: u32) {
        assert_eq!(
            sum(text, |line| line.trim_start().starts_with(start)),
            Count { passed, failed },
            "{text}"
        );
    }

    #[test]
    fn closing_lines_are_read() {
        check(
            "     Summary [   2.1s] 12 tests run: 11 passed (1 slow), 1 failed, 3 skipped",
            "Summary [",
            11,
            1,
        );
        check(
            "test result: ok. 5 passed; 0 failed; 0 ignored\ntest result: FAILED. 1 passed; 2 failed;",
            "test result:",
            6,
            2,
        );
        check("      Tests  3 failed | 12 passed (15)", "Tests ", 12, 3);
        check("7 passed, 0 failed", "", 7, 0);
    }
}
