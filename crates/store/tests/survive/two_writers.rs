//! Two programs that want the same vault: one at a time has it, and the chains are whole.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::common::*;
use stepwise_store::*;
use stepwise_testkit::child::{self, Child, say_saved};
use stepwise_testkit::survive::{Told, long};

const FOLDER: &str = "STEPWISE_TWO_FOLDER";
const CASE: &str = "STEPWISE_TWO_CASE";
const UNTIL: &str = "STEPWISE_TWO_MS";

/// Not a test of its own: opens, saves a few times, locks, and again; and says how often it saved.
#[test]
fn program() {
    let (Some(folder), Ok(case)) = (std::env::var_os(FOLDER), std::env::var(CASE)) else {
        return;
    };
    let (folder, case): (_, CaseId) = (PathBuf::from(folder), case.parse().unwrap());
    let longest = Duration::from_millis(std::env::var(UNTIL).unwrap().parse().unwrap());
    let start = Instant::now();
    let mut saved = 0;
    while start.elapsed() < longest {
        let mut vault = match open_at(&folder, 60) {
            Ok(vault) => vault,
            Err(OpenError::InUse) => {
                std::thread::sleep(Duration::from_millis(1));
                continue;
            }
            Err(error) => panic!("{error}"),
        };
        let mut head = vault.head(case).unwrap();
        for _ in 0..5 {
            head = vault
                .append(case, head, &[event("from one of the two", 60)], None)
                .unwrap();
            saved += 1;
        }
        vault.lock().unwrap();
        say_saved(saved);
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn two_programs_take_turns_and_the_chains_are_whole() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    let (mut vault, _) = create(&folder);
    let (case, _) = case(&mut vault, "one");
    vault.lock().unwrap();
    let (case_said, ms) = (case.to_string(), if long() { "30000" } else { "1500" });
    let start = || {
        let variables = [
            (FOLDER, folder.as_os_str()),
            (CASE, OsStr::new(&case_said)),
            (UNTIL, OsStr::new(ms)),
        ];
        Child::start(child::command("two_writers::program", &variables))
    };
    let saved = [start(), start()].map(|child| {
        let (well, saved) = child.wait();
        assert!(well, "a program failed");
        saved.unwrap_or(0)
    });
    assert!(
        saved.iter().all(|n| *n > 0),
        "both had their turn: {saved:?}"
    );
    let vault = open(&folder);
    assert!(vault.notices().is_empty(), "{:?}", vault.notices());
    assert_eq!(vault.head(case).unwrap().seq, 1 + saved[0] + saved[1]);
    vault.verify_all().unwrap();
    Told {
        row: "two instances",
        what: "two programs on one vault, saving in turn",
        tried: saved[0] + saved[1],
        lost: 0,
    }
    .tell();
}
