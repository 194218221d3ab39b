//! Figures that this crate has to hold, as ratios or with much room: the machine may be busy.
//! `cargo test -p stepwise-store --test speed -- --ignored --nocapture` prints them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::time::{Duration, Instant};

use common::*;
use stepwise_store::*;

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

#[test]
#[ignore = "makes 2,000 cases"]
fn two_thousand_cases_are_listed_at_once() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    let (mut vault, _) = create(&folder);
    let start = Instant::now();
    for n in 0..2000 {
        let events: Vec<NewEvent> = (0..10)
            .map(|m| event(&format!("worry {n} call {m}"), n))
            .collect();
        let index = CaseIndex {
            summary: "x".repeat(600),
            changes_at: None,
            stamp: "1".into(),
        };
        let batch = Batch {
            events: &events,
            index: Some(index),
            ..Batch::default()
        };
        vault
            .create_case(CaseId::random().unwrap(), 2026, batch)
            .unwrap();
    }
    println!("2,000 cases of 10 events made in {:?}", start.elapsed());
    let times = (0..9)
        .map(|_| {
            let start = Instant::now();
            assert_eq!(vault.cases().unwrap().len(), 2000);
            start.elapsed()
        })
        .collect();
    let listing = median(times);
    let start = Instant::now();
    vault.verify_all().unwrap();
    println!(
        "listed in {listing:?}, all checked in {:?}",
        start.elapsed()
    );
    let start = Instant::now();
    assert_eq!(vault.search("worry", None, 50).unwrap().len(), 50);
    println!(
        "a word that is in all 20,000 entries found in {:?}",
        start.elapsed()
    );
    vault.lock().unwrap();
    println!(
        "size {} KiB",
        std::fs::metadata(folder.join("vault.db")).unwrap().len() / 1024
    );
    let start = Instant::now();
    open(&folder);
    println!("opened in {:?}", start.elapsed());
    assert!(listing < Duration::from_millis(50));
}
