//! Killed at any moment of an erasing, a case is whole or erased, and everything else is whole.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::house::letter;
use common::*;
use stepwise_store::*;

const FOLDER: &str = "STEPWISE_ERASE_FOLDER";
const CASE: &str = "STEPWISE_ERASE_CASE";
const KILLS: u32 = 60;
/// A slow machine does fewer, and says how many.
const LONGEST: Duration = Duration::from_secs(40);

/// Not a test of its own: the program that [`a_case_is_whole_or_erased`] kills.
#[test]
fn child() {
    let (Some(folder), Ok(case)) = (std::env::var_os(FOLDER), std::env::var(CASE)) else {
        return;
    };
    let mut vault = open(&PathBuf::from(folder));
    println!("open");
    let now = at(70);
    let erasing = Erasing {
        case: case.parse().unwrap(),
        by: "p1",
        reason: "Past its time.",
        now: &now,
    };
    vault.erase(&erasing, &Stop::default()).unwrap();
    println!("erased");
}

#[test]
fn a_case_is_whole_or_erased() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    let (mut vault, _) = create(&folder);
    let (other, head) = case(&mut vault, "other");
    let batch = Batch {
        documents: vec![letter(400_000)],
        ..Batch::default()
    };
    vault.append_batch(other, head, batch).unwrap();
    vault.lock().unwrap();
    let start = Instant::now();
    let (mut kills, mut whole, mut gone) = (0u32, 0u32, 0u32);
    while kills < KILLS && start.elapsed() < LONGEST {
        let mut vault = open(&folder);
        let (case, head) = case(&mut vault, "to go");
        let batch = Batch {
            documents: vec![letter(100_000)],
            ..Batch::default()
        };
        vault.append_batch(case, head, batch).unwrap();
        vault.lock().unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["child", "--exact", "--nocapture"])
            .env(FOLDER, &folder)
            .env(CASE, case.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Spread over opening, erasing, writing anew and folding the log.
        std::thread::sleep(Duration::from_millis(10 + u64::from(kills) * 37 % 211));
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
        let vault = open(&folder);
        assert!(vault.notices().is_empty(), "{:?}", vault.notices());
        if vault.case(case).unwrap().erased {
            gone += 1;
            assert!(vault.documents(Some(case)).unwrap().is_empty());
            assert!(matches!(vault.events(case), Err(StoreError::CaseErased)));
            assert!(
                vault
                    .erasures()
                    .unwrap()
                    .iter()
                    .any(|e| e.case == case && !e.again)
            );
        } else {
            whole += 1;
            assert_eq!(vault.events(case).unwrap().len(), 1);
            assert_eq!(vault.documents(Some(case)).unwrap().len(), 1);
        }
        assert!(
            files(&folder)
                .iter()
                .all(|(name, _)| !name.contains("partial"))
        );
        vault.verify_all().unwrap();
    }
    assert!(
        whole > 0 && gone > 0,
        "the kills hit one side only: {whole} whole, {gone} erased of {kills}"
    );
    if kills < KILLS {
        eprintln!("only {kills} of {KILLS} kills fitted into {LONGEST:?} on this machine");
    }
}
