//! A disk that now and then refuses to write or to synchronise: nothing acknowledged is lost, and what was
//! refused is said.

use std::fs::{self, File};
use std::io::{IoSlice, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::*;
use crate::writer;
use stepwise_store::*;
use stepwise_testkit::child;
use stepwise_testkit::mount::ran;
use stepwise_testkit::survive::{Told, skipped, tries};

const ROW: &str = "disk errors";
const FOLDER: &str = "STEPWISE_ERRORS_FOLDER";
const CASE: &str = "STEPWISE_ERRORS_CASE";
const SAID: &str = "STEPWISE_ERRORS_SAID";
/// How often the program tries to save.
const SAVES: u32 = 40;

/// Says a line by a call that is never made to fail here.
fn say(file: &mut File, line: &str) {
    let line = format!("{line}\n");
    let written = file.write_vectored(&[IoSlice::new(line.as_bytes())]);
    assert_eq!(written.unwrap(), line.len());
}

/// Not a test of its own: what runs over the failing disk.
#[test]
fn program() {
    let (Some(folder), Ok(case)) = (std::env::var_os(FOLDER), std::env::var(CASE)) else {
        return;
    };
    let (folder, case): (_, CaseId) = (PathBuf::from(folder), case.parse().unwrap());
    let said = std::env::var_os(SAID).unwrap();
    let mut said = File::options().append(true).open(said).unwrap();
    let mut left = SAVES;
    while left > 0 {
        left -= 1;
        let mut vault = match open_at(&folder, 60) {
            Ok(vault) => vault,
            Err(error) => {
                say(&mut said, &format!("not opened: {error}"));
                continue;
            }
        };
        say(&mut said, &format!("opened {}", vault.notices().len()));
        let mut head = vault.head(case).unwrap();
        while left > 0 {
            left -= 1;
            match writer::save(&mut vault, case, head) {
                Ok(new) => {
                    head = new;
                    say(&mut said, &format!("saved {}", head.seq));
                }
                Err(error) => {
                    say(&mut said, &format!("refused: {error}"));
                    break;
                }
            }
        }
    }
}

/// Runs the program over a disk whose given calls fail now and then. What it said.
fn run(folder: &Path, case: CaseId, failing: &[&str], said: &Path) -> Vec<String> {
    File::create(said).unwrap();
    let case = case.to_string();
    let variables = [
        (FOLDER, folder.as_os_str()),
        (CASE, case.as_ref()),
        (SAID, said.as_os_str()),
    ];
    let plain = child::command("disk_errors::program", &variables);
    let mut faulty = Command::new("fiu-run");
    faulty.arg("-x");
    for name in failing {
        faulty
            .arg("-c")
            .arg(format!("enable_random name={name},probability=0.04"));
    }
    faulty.arg(plain.get_program()).args(plain.get_args());
    // It ends with a failure where its own words could not be written: they do not count here.
    ran(faulty.envs(variables));
    let text = fs::read_to_string(said).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn a_disk_that_fails_now_and_then_loses_nothing_acknowledged() {
    if !ran(Command::new("fiu-run").args(["-x", "true"])) {
        skipped(ROW, "fiu-run (package fiu-utils) is missing");
        return;
    }
    let temp = tempfile::tempdir().unwrap();
    let said = temp.path().join("said");
    for (what, failing) in [
        ("synchronising fails now and then", &["posix/io/sync/*"][..]),
        (
            "writing fails now and then",
            &["posix/io/rw/pwrite", "posix/io/rw/write"],
        ),
        (
            "writing, synchronising, cutting and renaming fail now and then",
            &[
                "posix/io/sync/*",
                "posix/io/rw/pwrite",
                "posix/io/dir/rename",
                "posix/io/rw/ftruncate",
            ],
        ),
    ] {
        let folder = temp.path().join(what);
        let (mut vault, _) = create(&folder);
        let (case, _) = case(&mut vault, "one");
        vault.lock().unwrap();
        let (mut saves, mut refusals) = (0u64, 0u64);
        let rounds = tries(4, 40);
        for _ in 0..rounds {
            let lines = run(&folder, case, failing, &said);
            let count = |start: &str| lines.iter().filter(|l| l.starts_with(start)).count() as u64;
            saves += count("saved");
            refusals += count("refused") + count("not opened");
            let last = lines
                .iter()
                .filter_map(|l| l.strip_prefix("saved "))
                .next_back();
            writer::check(&open(&folder), case, last.map(|n| n.parse().unwrap()));
        }
        assert!(
            saves > u64::from(rounds),
            "{what}: hardly anything was saved: {saves}"
        );
        assert!(refusals > 0, "{what}: nothing failed");
        let mut vault = open(&folder);
        vault.verify_all().unwrap();
        let head = vault.head(case).unwrap();
        writer::save(&mut vault, case, head).expect("on a sound disk it goes on");
        Told {
            row: ROW,
            what: &format!("{what}: {saves} saved, {refusals} refused and said"),
            tried: saves + refusals,
            lost: 0,
        }
        .tell();
    }
}
