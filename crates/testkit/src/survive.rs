//! How hard the tests of loss and leaks try, and what they tell of it.
//!
//! The same tests run short in `cargo xtask test` and long in `cargo xtask survive`, which sets
//! [`LENGTH`] and makes a table of what was told.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

/// Set to `long` for the long form.
pub const LENGTH: &str = "STEPWISE_SURVIVE";
/// A folder into which each test program writes what it tells, a file each.
pub const TOLD: &str = "STEPWISE_TOLD";

/// Whether the long form was asked for.
pub fn long() -> bool {
    std::env::var(LENGTH).is_ok_and(|length| length == "long")
}

/// The number of tries: few in the short form, many in the long one.
pub fn tries(short: u32, long_form: u32) -> u32 {
    if long() { long_form } else { short }
}

/// What a test tried and what was lost.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Which row of the table: the names are those of `xtask/src/survive.rs`.
    pub row: &'a str,
    /// What was done, in a few words.
    pub what: &'a str,
    /// How often.
    pub tried: u64,
    /// How often something was lost, leaked or taken for whole that was not.
    pub lost: u64,
}

impl Told<'_> {
    /// Tells it. For a control, which has to lose, [`Told::control`].
    pub fn tell(&self) {
        self.write("held");
    }

    /// Tells it of a control: without losses the test shows nothing.
    pub fn control(&self) {
        self.write("control");
    }

    fn write(&self, kind: &str) {
        let Self {
            row,
            what,
            tried,
            lost,
        } = self;
        eprintln!("{row}: {what}: {tried} tried, {lost} lost");
        write(&format!("{kind}\t{row}\t{what}\t{tried}\t{lost}"));
    }
}

/// Says loudly that a row was not tried here, and why.
pub fn skipped(row: &str, why: &str) {
    eprintln!("SKIPPED: {row}: {why}");
    write(&format!("skipped\t{row}\t{why}"));
}

/// A file for each process: several test programs tell at once.
fn write(line: &str) {
    let Some(folder) = std::env::var_os(TOLD) else {
        return;
    };
    let path = PathBuf::from(folder).join(format!("{}.tsv", std::process::id()));
    let mut file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .unwrap();
    // In one piece: tests of one program run side by side.
    file.write_all(format!("{line}\n").as_bytes()).unwrap();
}
