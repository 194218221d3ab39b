//! Something older in place of something newer: the whole file, its log, a page; and a cut. SQLCipher notices
//! none of it. The chains, the anchor and the structure have to.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::*;
use stepwise_store::*;
use stepwise_testkit::survive::{Told, long};

const ROW: &str = "rollback";
const PAGE: usize = 4096;
/// SQLite's header of a log, and of each page in it.
const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

fn told(what: &str, tried: u64) {
    Told {
        row: ROW,
        what,
        tried,
        lost: 0,
    }
    .tell();
}

/// The files of a vault at one moment.
type Moment = Vec<(String, Vec<u8>)>;

fn bytes<'a>(moment: &'a Moment, name: &str) -> &'a [u8] {
    moment
        .iter()
        .find(|(n, _)| n == name)
        .map_or(&[], |(_, b)| b)
}

/// Lays a moment out in a new folder, with some files replaced.
fn lay(temp: &Path, moment: &Moment, changed: &[(&str, &[u8])]) -> PathBuf {
    let folder = temp.join("laid");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir(&folder).unwrap();
    for (name, bytes) in moment {
        // The shared index is made anew from the log.
        if !name.ends_with("-shm") {
            fs::write(folder.join(name), bytes).unwrap();
        }
    }
    for (name, bytes) in changed {
        fs::write(folder.join(name), bytes).unwrap();
    }
    folder
}

#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// Refused, or opened with a notice.
    AtUnlocking,
    /// Noticed by the check that every backup makes.
    AtBackup,
    /// Nothing of the record differs.
    Same,
}

/// What came of it. Fails where the record differs and nothing noticed.
fn noticed(folder: &Path, expected: &Content, what: &str) -> Outcome {
    let Ok(vault) = open_at(folder, 900) else {
        return Outcome::AtUnlocking;
    };
    if !vault.notices().is_empty() {
        return Outcome::AtUnlocking;
    }
    if vault.verify_all().is_err() {
        return Outcome::AtBackup;
    }
    assert!(
        &content(&vault).unwrap() == expected,
        "{what}: nobody noticed"
    );
    Outcome::Same
}

/// Saves `times` more batches, and anchors as a print or a lock does.
fn go_on(vault: &mut Vault, case: CaseId, times: u32) {
    for n in 0..times {
        let head = vault.head(case).unwrap();
        let events = [event(&format!("further {n} {}", "words ".repeat(400)), 100)];
        vault.append(case, head, &events, None).unwrap();
    }
    vault.anchor().unwrap();
}

#[test]
fn an_older_file_in_place_of_the_newer_is_noticed() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    furnished(&folder);
    let mut moments = Vec::new();
    for _ in 0..if long() { 25 } else { 5 } {
        let mut vault = open(&folder);
        let case = vault.cases().unwrap()[0].id;
        go_on(&mut vault, case, 1);
        vault.lock().unwrap();
        moments.push(files(&folder));
    }
    let (newest, older) = moments.split_last().unwrap();
    let expected = content(&open(&lay(temp.path(), newest, &[]))).unwrap();
    for moment in older {
        let old = bytes(moment, "vault.db");
        let laid = lay(temp.path(), newest, &[("vault.db", old)]);
        assert_eq!(
            noticed(&laid, &expected, "an older file"),
            Outcome::AtUnlocking
        );
    }
    let whole = bytes(newest, "vault.db");
    let cuts = (0..whole.len() / PAGE).map(|pages| &whole[..pages * PAGE]);
    let mut tried = older.len() as u64;
    for cut in cuts {
        let laid = lay(temp.path(), newest, &[("vault.db", cut)]);
        assert_eq!(
            noticed(&laid, &expected, "a cut file"),
            Outcome::AtUnlocking
        );
        tried += 1;
    }
    told("an older database, and one cut at each page", tried);
}

#[test]
fn a_cut_or_older_log_is_noticed() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    furnished(&folder);
    let mut vault = open(&folder);
    let case = vault.cases().unwrap()[0].id;
    // The log as it stands while the vault is open, after each of some saves: what a crash leaves behind.
    let mut moments = Vec::new();
    for _ in 0..if long() { 12 } else { 3 } {
        go_on(&mut vault, case, 1);
        moments.push(files(&folder));
    }
    drop(vault);
    let (newest, older) = moments.split_last().unwrap();
    let log = bytes(newest, "vault.db-wal");
    assert!(log.len() > LOG_HEADER + PAGE, "there is a log");
    let expected = content(&open(&lay(temp.path(), newest, &[]))).unwrap();
    let mut tried = 0;
    let mut try_log = |log: &[u8], what: &str, outcome: Outcome| {
        let laid = lay(temp.path(), newest, &[("vault.db-wal", log)]);
        assert_eq!(noticed(&laid, &expected, what), outcome, "{what}");
        tried += 1;
    };
    for moment in older {
        try_log(
            bytes(moment, "vault.db-wal"),
            "an older log",
            Outcome::AtUnlocking,
        );
    }
    try_log(&[], "no log", Outcome::AtUnlocking);
    let frame = FRAME_HEADER + PAGE;
    let frames = (log.len() - LOG_HEADER) / frame;
    let step = if long() { 1 } else { 5 };
    // The log is cut into the last committed page: whatever is left of it, the last save is gone.
    for left in (0..frames).step_by(step) {
        let at = LOG_HEADER + left * frame;
        try_log(&log[..at], "a log cut between pages", Outcome::AtUnlocking);
        try_log(
            &log[..at + 1000],
            "a log cut in a page",
            Outcome::AtUnlocking,
        );
    }
    for left in (0..frames).step_by(step) {
        let mut damaged = log.to_vec();
        damaged[LOG_HEADER + left * frame + FRAME_HEADER + left * 61 % PAGE] ^= 1;
        try_log(&damaged, "a damaged log", Outcome::AtUnlocking);
    }
    told("a log that is older, gone, cut or damaged", tried);
}

#[test]
fn an_older_page_in_place_of_the_newer_is_noticed_or_changes_nothing_of_the_record() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    furnished(&folder);
    let old = files(&folder);
    let mut vault = open(&folder);
    let case = vault.cases().unwrap()[0].id;
    go_on(&mut vault, case, if long() { 40 } else { 8 });
    vault
        .put_draft("p1", "field", "the whole sentence", at(200).at.to_utc())
        .unwrap();
    vault.lock().unwrap();
    let new = files(&folder);
    let expected = content(&open(&lay(temp.path(), &new, &[]))).unwrap();
    let (old, whole) = (bytes(&old, "vault.db"), bytes(&new, "vault.db"));
    let (mut at_unlocking, mut at_backup, mut same) = (0u64, 0u64, 0u64);
    for (n, page) in old.chunks(PAGE).enumerate() {
        let place = n * PAGE..(n + 1) * PAGE;
        if whole[place.clone()] == *page {
            continue;
        }
        let mut mixed = whole.to_vec();
        mixed[place].copy_from_slice(page);
        let laid = lay(temp.path(), &new, &[("vault.db", &mixed)]);
        match noticed(&laid, &expected, &format!("an older page {}", n + 1)) {
            Outcome::AtUnlocking => at_unlocking += 1,
            Outcome::AtBackup => at_backup += 1,
            Outcome::Same => same += 1,
        }
    }
    assert!(
        at_unlocking + at_backup > 5,
        "{at_unlocking} {at_backup} {same}"
    );
    told(
        &format!(
            "an older page: {at_unlocking} noticed at unlocking, {at_backup} by the check of a backup, {same} outside the record"
        ),
        at_unlocking + at_backup + same,
    );
}
