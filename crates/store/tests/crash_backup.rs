//! Killed at any moment while backing up or restoring: nothing is lost, and what is there is whole.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::*;
use stepwise_store::*;
use stepwise_testkit::child;
use stepwise_testkit::survive::{Told, long, tries};

const FOLDER: &str = "STEPWISE_CRASH_BACKUP_FOLDER";
const WORK: &str = "STEPWISE_CRASH_BACKUP_WORK";
/// A slow machine does fewer, and says how many.
const LONGEST: Duration = Duration::from_secs(30);

fn home(folder: &Path) -> Home {
    Home::new(folder.join("data"))
}

/// Not a test of its own: the program that the others kill.
#[test]
fn child() {
    let (Some(folder), Ok(work)) = (std::env::var_os(FOLDER), std::env::var(WORK)) else {
        return;
    };
    let folder = PathBuf::from(folder);
    let home = home(&folder);
    home.tidy();
    match &*work {
        "backup" => {
            let mut vault = open_at(&home.vault().unwrap(), 60).unwrap();
            let path = vault
                .backup_names()
                .unwrap()
                .path(&folder.join("backups"), false, &at(60));
            vault.backup_to(&path, &at(60)).unwrap();
        }
        _ => {
            let secret = passphrase();
            let file = folder.join("good.backup");
            let opened =
                Restoration::open(&file, &home, Secret::Passphrase(&secret), &Stop::default());
            opened.unwrap().put_in_place(&home, &at(90)).unwrap();
        }
    }
}

/// Kills the child after so many milliseconds. Whether it had ended by itself.
fn run_and_kill(folder: &Path, work: &str, after: u64) -> bool {
    let mut child = silent(folder, work).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(after));
    let _ = child.kill();
    child.wait().unwrap().success()
}

fn scene(temp: &Path) -> (CaseId, Head) {
    fs::create_dir(temp.join("backups")).unwrap();
    let (mut vault, _) = create(&home(temp).vault().unwrap());
    let (id, head) = case(&mut vault, "one");
    let document = NewDocument {
        id: DocumentId::random().unwrap(),
        kind: "attachment".into(),
        name: "a".into(),
        media_type: "text/plain".into(),
        bytes: vec![7; 3_000_000],
        added: at(0).at,
    };
    vault.add_document(Some(id), &document).unwrap();
    vault.backup_to(&temp.join("good.backup"), &at(20)).unwrap();
    vault.lock().unwrap();
    (id, head)
}

/// How long one whole run takes, so that the kills fall within it.
fn whole(folder: &Path, work: &str) -> u64 {
    let start = Instant::now();
    assert!(run_and_kill_never(folder, work));
    u64::try_from(start.elapsed().as_millis()).unwrap() + 1
}

fn run_and_kill_never(folder: &Path, work: &str) -> bool {
    silent(folder, work).status().unwrap().success()
}

fn silent(folder: &Path, work: &str) -> Command {
    let mut command = child::command(
        "child",
        &[(FOLDER, folder.as_os_str()), (WORK, work.as_ref())],
    );
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn told(what: &str, kills: u32, ended: u32) {
    Told {
        row: "killed",
        what: &format!("{what} ({ended} had ended by themselves)"),
        tried: kills.into(),
        lost: 0,
    }
    .tell();
}

#[test]
fn a_backup_that_was_killed_leaves_the_vault_and_the_earlier_backups() {
    let temp = tempfile::tempdir().unwrap();
    let (id, head) = scene(temp.path());
    let time = whole(temp.path(), "backup");
    let (start, mut kills, mut ended) = (Instant::now(), 0, 0);
    while kills < tries(40, 200) && (long() || start.elapsed() < LONGEST) {
        ended += u32::from(run_and_kill(
            temp.path(),
            "backup",
            u64::from(kills) * 37 % time,
        ));
        kills += 1;
    }
    assert!(ended < kills, "the kills came too late to show anything");
    let vault = open_at(&home(temp.path()).vault().unwrap(), 200).unwrap();
    assert!(vault.notices().is_empty(), "{:?}", vault.notices());
    assert_eq!(vault.head(id).unwrap(), head);
    vault.verify_all().unwrap();
    for backup in vault.backups_in(&temp.path().join("backups")).unwrap() {
        vault.check_backup(&backup.path).unwrap();
    }
    vault
        .check_backup(&temp.path().join("good.backup"))
        .unwrap();
    let left = files(vault.folder());
    assert!(
        left.iter().all(|(name, _)| !name.contains("partial")),
        "unlocking takes away what was left"
    );
    told("a backup under way", kills, ended);
}

#[test]
fn a_restore_that_was_killed_leaves_one_vault_or_the_other() {
    let temp = tempfile::tempdir().unwrap();
    let (id, head) = scene(temp.path());
    let time = whole(temp.path(), "restore");
    let (start, mut kills, mut ended) = (Instant::now(), 0u32, 0);
    while kills < tries(40, 200) && (long() || start.elapsed() < LONGEST) {
        ended += u32::from(run_and_kill(
            temp.path(),
            "restore",
            u64::from(kills) * 37 % time,
        ));
        kills += 1;
        let home = home(temp.path());
        let vault = open_at(&home.vault().unwrap(), 200).unwrap();
        assert_eq!(vault.head(id).unwrap(), head);
        vault.lock().unwrap();
    }
    assert!(ended < kills, "the kills came too late to show anything");
    let home = home(temp.path());
    home.tidy();
    open_at(&home.vault().unwrap(), 300)
        .unwrap()
        .verify_all()
        .unwrap();
    assert!(
        temp.path().join("data/vault/vault.db").exists(),
        "the first vault is kept"
    );
    for kept in home.kept() {
        open_at(&kept, 300).unwrap().verify_all().unwrap();
    }
    let half = fs::read_dir(home.folder()).unwrap().filter_map(Result::ok);
    assert_eq!(
        half.filter(|e| e.file_name().to_string_lossy().starts_with('.'))
            .count(),
        0
    );
    told("a restore under way", kills, ended);
}
