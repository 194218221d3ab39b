//! The long form of the tests of loss and leaks, and the table of what was tried and what was lost.

mod table;

use std::fs;
use std::path::PathBuf;

use crate::build::{self, TESTED};
use crate::checks::counted;
use crate::fault::Fault;
use crate::parts::{Count, Parts};
use crate::program::{Program, root};
use crate::setup;
pub use table::{read, summary};

/// Where the tests tell what they tried; the names are those of the testkit.
const TOLD: &str = "STEPWISE_TOLD";
const LENGTH: &str = "STEPWISE_SURVIVE";

/// The tests that hold a row of the table: a name to choose them by, what they are about, and how cargo finds them.
const TESTS: &[(&str, &str, &[&str])] = &[
    (
        "store",
        "Killed, cut off, damaged, put back",
        &["--test", "survive", "--"],
    ),
    (
        "backups",
        "Backups and restores, killed",
        &["--test", "crash_backup", "--"],
    ),
    (
        "keys",
        "A change of keys, killed",
        &["--test", "rotation", "--"],
    ),
    (
        "application",
        "The application: killed, on a full disk, its files and its memory looked through",
        &[
            "--test",
            "killed",
            "--test",
            "full_disk",
            "--test",
            "leaks",
            "--test",
            "memory",
            "--",
        ],
    ),
    (
        "files",
        "The store's files, looked through",
        &["--test", "leak", "--"],
    ),
    (
        "hostile",
        "Hostile files and questions",
        &["--lib", "fuzzed", "--"],
    ),
];

/// A folder for what the tests tell, empty. Relative paths would be the test program's own.
///
/// # Errors
/// When it cannot be made.
pub fn folder(name: &str) -> Result<PathBuf, Fault> {
    let folder = root().join("target/survive").join(name);
    let made = || {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)
    };
    made().map_err(Fault::io("Making a folder for what the tests tell"))?;
    Ok(folder)
}

/// The program, with the folder into which its tests tell.
pub fn telling(program: Program, folder: &std::path::Path) -> Program {
    program.env(TOLD, folder)
}

/// Runs the long form of every row and writes the table.
///
/// # Errors
/// When the set-up or a build fails, or a row is not held; the others still run.
pub fn run(parts: &mut Parts, words: &[String]) -> Result<(), Fault> {
    setup::all(parts)?;
    let wanted = |name: &str| words.is_empty() || words.iter().any(|word| word == name);
    // First: the build that can be driven then takes its place.
    let product = match cfg!(target_os = "linux") && wanted("window") {
        true => Some(product(parts)?),
        false => None,
    };
    // Each test is built where it is run.
    build::programs_for_lanes(parts)?;
    let folder = folder("told-long")?;
    for (_, about, which) in TESTS.iter().filter(|(name, ..)| wanted(name)) {
        parts.tests(about, || tests(which, &folder));
    }
    if let Some(product) = product {
        parts.tests("The window: what it leaves on disk and in memory", || {
            window(&product, &folder)
        });
    }
    let rows = read(&folder)?;
    let text = table::markdown(&rows);
    let path = root().join("target/survive/table.md");
    fs::write(&path, &text).map_err(Fault::io("Writing the table"))?;
    println!("\n{text}\nKept in target/survive/table.md.");
    parts.part("What was lost", || table::verdict(&rows, words.is_empty()))
}

/// The product, which nothing can drive, kept aside.
fn product(parts: &mut Parts) -> Result<PathBuf, Fault> {
    let built = build::product(parts)?;
    let kept = root().join("target/survive/stepwise-product");
    fs::create_dir_all(root().join("target/survive"))
        .and_then(|()| fs::copy(built, &kept))
        .map_err(Fault::io("Keeping the product aside"))?;
    Ok(kept)
}

/// Goes through the product's window by keyboard, and looks through its folders and its memory.
fn window(product: &std::path::Path, folder: &std::path::Path) -> Result<Count, Fault> {
    let program = Program::on_a_virtual_display(build::program("stepwise-lanes"))
        .arg("leaks")
        .arg(product)
        .arg(root().join("target/survive/window"));
    counted(telling(program, folder), |line| line.ends_with(" failed"))
}

/// Some test programs, their tests one after another: they measure time and fill disks.
fn tests(which: &[&str], folder: &std::path::Path) -> Result<Count, Fault> {
    let program = Program::cargo()
        .arg("test")
        .args(TESTED)
        .args(which)
        .args(["--test-threads=1", "--nocapture"])
        .env(LENGTH, "long");
    counted(telling(program, folder), |line| {
        line.contains("test result:")
    })
}
