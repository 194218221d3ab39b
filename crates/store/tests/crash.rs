//! What was acknowledged is there after the program is killed at any moment.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::*;
use stepwise_store::*;

const FOLDER: &str = "STEPWISE_CRASH_FOLDER";
const CASE: &str = "STEPWISE_CRASH_CASE";
const KILLS: u32 = 200;
/// A slow machine does fewer, and says how many.
const LONGEST: Duration = Duration::from_secs(40);

/// Not a test of its own: the program that [`acknowledged_entries_survive_being_killed`] kills.
#[test]
fn child() {
    let (Some(folder), Ok(case)) = (std::env::var_os(FOLDER), std::env::var(CASE)) else {
        return;
    };
    let case: CaseId = case.parse().unwrap();
    let mut vault = open(&PathBuf::from(folder));
    let mut head = vault.head(case).unwrap();
    let mut out = std::io::stdout();
    loop {
        let document = NewDocument {
            id: DocumentId::random().unwrap(),
            kind: "attachment".into(),
            name: "a".into(),
            media_type: "text/plain".into(),
            bytes: vec![7; 3000],
            added: at(0).at,
        };
        let events = [event("typed", 20), event("typed too", 20)];
        let batch = Batch {
            events: &events,
            documents: vec![document],
            ..Batch::default()
        };
        head = vault.append_batch(case, head, batch).unwrap();
        writeln!(out, "saved {}", head.seq).unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn acknowledged_entries_survive_being_killed() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    let (mut vault, _) = create(&folder);
    let (case, _) = case(&mut vault, "one");
    vault.lock().unwrap();
    let start = Instant::now();
    let mut kills = 0;
    let mut saved_in_all = 0u64;
    while kills < KILLS && start.elapsed() < LONGEST {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["child", "--exact", "--nocapture"])
            .env(FOLDER, &folder)
            .env(CASE, case.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let stdout = child.stdout.take().unwrap();
        let reader = std::thread::spawn(move || {
            // A line cut short by the end was never acknowledged.
            let lines = BufReader::new(stdout).split(b'\n').map_while(Result::ok);
            lines
                .filter_map(|line| {
                    String::from_utf8(line)
                        .ok()?
                        .strip_prefix("saved ")?
                        .parse::<u64>()
                        .ok()
                })
                .last()
        });
        // At moments spread over opening, appending and checkpoints: 0 to 150 ms, in no order.
        std::thread::sleep(Duration::from_millis(u64::from(kills) * 37 % 151));
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
        let saved = reader.join().unwrap();
        saved_in_all += u64::from(saved.is_some());
        if kills % 10 != 0 && saved.is_none() {
            continue;
        }
        let vault = open(&folder);
        assert!(vault.notices().is_empty(), "{:?}", vault.notices());
        let head = vault.head(case).unwrap();
        assert!(
            head.seq >= saved.unwrap_or(1),
            "{} of {saved:?} are left",
            head.seq
        );
        assert_eq!(head.seq % 2, 1, "both events of a batch or neither");
        assert_eq!(
            vault.documents(Some(case)).unwrap().len() as u64,
            (head.seq - 1) / 2
        );
        vault.verify(case).unwrap();
    }
    assert!(
        saved_in_all > u64::from(kills) / 5,
        "the kills came too early to show anything: {saved_in_all} of {kills}"
    );
    if kills < KILLS {
        eprintln!("only {kills} of {KILLS} kills fitted into {LONGEST:?} on this machine");
    }
    open(&folder).verify_all().unwrap();
}
