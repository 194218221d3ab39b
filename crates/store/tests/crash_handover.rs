//! Killed at any moment while a case from another record comes in, it is there whole or not at all, and everything else
//! is whole.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::house::letter;
use common::parcel::Parcel;
use common::*;
use stepwise_store::*;

const THEIRS: &str = "STEPWISE_HANDOVER_THEIRS";
const OURS: &str = "STEPWISE_HANDOVER_OURS";
const CASE: &str = "STEPWISE_HANDOVER_CASE";
const KILLS: u32 = 40;
/// A slow machine does fewer, and says how many.
const LONGEST: Duration = Duration::from_secs(40);

/// Not a test of its own: the program that [`a_case_comes_in_whole_or_not_at_all`] kills.
#[test]
fn child() {
    let (Some(theirs), Some(ours), Ok(case)) = (
        std::env::var_os(THEIRS),
        std::env::var_os(OURS),
        std::env::var(CASE),
    ) else {
        return;
    };
    let case = case.parse().unwrap();
    let sent = Parcel::of(&open(&PathBuf::from(theirs)), case);
    let mut vault = open(&PathBuf::from(ours));
    println!("ready");
    match sent.meet(&vault) {
        Meeting::New => drop(sent.adopt(&mut vault).unwrap()),
        _ => drop(sent.join(&mut vault).unwrap()),
    }
}

#[test]
fn a_case_comes_in_whole_or_not_at_all() {
    let temp = tempfile::tempdir().unwrap();
    let (theirs, ours) = (temp.path().join("a/vault"), temp.path().join("b/vault"));
    let (mut a, _) = create(&theirs);
    let (b, _) = create(&ours);
    b.lock().unwrap();
    let start = Instant::now();
    let (case, _) = case(&mut a, "begun");
    let (mut kills, mut before, mut after) = (0u32, 0u32, 0u32);
    let mut held = 0;
    while kills < KILLS && start.elapsed() < LONGEST {
        // Three entries, with a file each.
        for n in 0..3 {
            let head = a.head(case).unwrap();
            let batch = Batch {
                events: &[event(&format!("{kills} {n}"), 20)],
                documents: vec![letter(60_000)],
                ..Batch::default()
            };
            a.append_batch(case, head, batch).unwrap();
        }
        let whole = a.events(case).unwrap();
        a.lock().unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["child", "--exact", "--nocapture"])
            .env(THEIRS, &theirs)
            .env(OURS, &ours)
            .env(CASE, case.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(said.any(|line| line.unwrap().contains("ready")));
        // Spread over taking it in; now and then it is let through, so that there is something to go on from.
        if kills % 5 == 4 {
            assert!(child.wait().unwrap().success());
        } else {
            std::thread::sleep(Duration::from_millis(u64::from(kills) * 7 % 41));
            child.kill().unwrap();
            child.wait().unwrap();
        }
        kills += 1;
        let b = open(&ours);
        assert!(b.notices().is_empty(), "{:?}", b.notices());
        let found = match b.head(case) {
            Ok(_) => b.events(case).unwrap().len(),
            Err(_) => 0,
        };
        match found == whole.len() {
            true => after += 1,
            false => {
                assert_eq!(found, held, "a part of what came is there");
                before += 1;
            }
        }
        held = found;
        let documents = b.documents(Some(case)).unwrap().len();
        assert_eq!(documents, held.saturating_sub(1));
        b.verify_all().unwrap();
        b.lock().unwrap();
        a = open(&theirs);
    }
    assert!(
        before > 0 && after > 0,
        "the kills hit one side only: {before} before, {after} after of {kills}"
    );
    if kills < KILLS {
        eprintln!("only {kills} of {KILLS} kills fitted into {LONGEST:?} on this machine");
    }
}
