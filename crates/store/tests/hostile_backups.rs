//! Bad files, work that is stopped, and which backups are kept.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;

use common::house::{House, letter};
use common::*;
use stepwise_store::*;

#[test]
fn trying_a_restore_changes_nothing() {
    let house = House::new();
    let (mut vault, _) = house.create();
    let (id, head) = case(&mut vault, "one");
    vault.backup_to(&house.file(), &at(20)).unwrap();
    let bytes = fs::read(house.file()).unwrap();
    let restoration = house.open(&house.file()).unwrap();
    assert_eq!(
        house.names().len(),
        3,
        "the vault, the place where it is tried, and that place's lock"
    );
    let found = restoration.compare(&vault).unwrap();
    assert_eq!((found.missing(), found.cases.len()), (0, 0));
    assert_eq!(restoration.contents().cases[0].head, head);
    drop(restoration);
    assert_eq!(house.names(), ["vault"]);
    assert_eq!(fs::read(house.file()).unwrap(), bytes);
    vault.append(id, head, &[event("two", 30)], None).unwrap();
    vault.verify_all().unwrap();
}

#[test]
fn hostile_files_are_each_said_and_leave_nothing() {
    let house = House::new();
    let (mut vault, _) = house.create();
    case(&mut vault, "one");
    vault.add_document(None, &letter(40_000)).unwrap();
    vault.backup_to(&house.file(), &at(20)).unwrap();
    vault.lock().unwrap();
    let good = fs::read(house.file()).unwrap();
    let new = House::new();
    fs::create_dir_all(new.home.folder()).unwrap();
    let path = new.temp.path().join("hostile");
    let refused = |bytes: &[u8], what: &str| {
        fs::write(&path, bytes).unwrap();
        let error = new.open(&path).expect_err(what);
        assert_eq!(new.names(), [""; 0], "{what}");
        error
    };
    let changed = |at: usize, to: u8| {
        let mut bytes = good.clone();
        bytes[at] ^= to;
        bytes
    };
    assert!(matches!(refused(b"", "empty"), BackupError::Empty));
    assert!(matches!(
        refused(b"PK\x03\x04 a zip", "a zip"),
        BackupError::NotABackup
    ));
    assert!(matches!(
        refused(&[0; 5000], "zeros"),
        BackupError::NotABackup
    ));
    assert!(matches!(
        refused(&changed(19, 3), "a newer format"),
        BackupError::NewerFormat { found: 2 }
    ));
    for length in [1, 50, 104, 5000, good.len() / 2, good.len() - 1] {
        let error = refused(&good[..length], "cut");
        assert!(
            matches!(error, BackupError::CutShort | BackupError::NotABackup),
            "{length}: {error:?}"
        );
    }
    let mut longer = good.clone();
    longer.extend_from_slice(b"more");
    assert!(matches!(
        refused(&longer, "longer"),
        BackupError::NotWhole(_)
    ));
    for at in (0..good.len()).step_by(61 * 61) {
        refused(&changed(at, 1), &format!("byte {at}"));
    }
    let other = Passphrase::new("another".into());
    fs::write(&path, &good).unwrap();
    let error = Restoration::open(
        &path,
        &new.home,
        Secret::Passphrase(&other),
        &Stop::default(),
    );
    assert!(
        matches!(error, Err(BackupError::WrongPassphrase)),
        "{error:?}"
    );
    let error = new.open(new.temp.path()).unwrap_err();
    assert!(
        matches!(error, BackupError::NotABackup),
        "a folder: {error:?}"
    );
    let error = new.open(&new.temp.path().join("gone")).unwrap_err();
    assert!(matches!(error, BackupError::PlaceGone(_)), "{error:?}");
    new.open(&path).unwrap();
}

#[test]
fn what_was_stopped_leaves_nothing() {
    let house = House::new();
    let (mut vault, _) = house.create();
    case(&mut vault, "one");
    let stop = Stop::default();
    let job = vault.backup_job(&at(20)).unwrap();
    stop.stop();
    assert!(matches!(
        job.run(&house.file(), &stop),
        Err(BackupError::Stopped)
    ));
    assert!(!house.file().exists());
    assert_eq!(
        files(vault.folder())
            .iter()
            .filter(|(name, _)| name.contains("partial"))
            .count(),
        0
    );
    vault.backup_to(&house.file(), &at(20)).unwrap();
    let secret = passphrase();
    let error = Restoration::open(
        &house.file(),
        &house.home,
        Secret::Passphrase(&secret),
        &stop,
    );
    assert!(matches!(error, Err(BackupError::Stopped)));
    assert_eq!(house.names(), ["vault"]);
}

/// A drive that takes some bytes and then nothing more, as a network that went away: a pipe that nobody reads.
#[cfg(unix)]
#[test]
fn a_drive_that_hangs_keeps_no_keys() {
    use std::time::{Duration, Instant};

    let house = House::new();
    let (mut vault, _) = house.create();
    let (case, _) = case(&mut vault, "one");
    vault.add_document(Some(case), &letter(1 << 20)).unwrap();
    let pipe = house.temp.path().join("b.backup.partial");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let job = vault.backup_job(&at(20)).unwrap();
    let (stop, stopper) = (Stop::default(), Stop::default());
    let thread = std::thread::spawn({
        let stop = stop.clone();
        let to = house.file();
        move || job.run(&to, &stop)
    });
    // Copying and checking take far less, and writing hangs.
    std::thread::sleep(Duration::from_millis(1500));
    assert!(!thread.is_finished(), "it hangs");
    let start = Instant::now();
    assert!(
        stop.stop_and_wipe(Duration::from_secs(1)),
        "its keys are gone"
    );
    assert!(start.elapsed() < Duration::from_millis(200));
    assert!(!thread.is_finished(), "and it still hangs");

    // Nor is anything else held up: locked, opened, backed up elsewhere.
    let folder = vault.folder().to_owned();
    vault.lock().unwrap();
    let mut vault = open(&folder);
    let elsewhere = house.temp.path().join("c.backup");
    let job = vault.backup_job(&at(70)).unwrap();
    let hung = std::thread::spawn(move || {
        // The drive answers at last, in the middle of the next backup.
        std::fs::read(&pipe)
    });
    job.run(&elsewhere, &stopper).unwrap();
    vault.check_backup(&elsewhere).unwrap();
    assert!(matches!(thread.join().unwrap(), Err(BackupError::Stopped)));
    hung.join().unwrap().unwrap();
    assert!(!house.file().exists());
}

#[test]
fn old_backups_go_by_the_rule_and_nothing_else_does() {
    let house = House::new();
    let (mut vault, _) = house.create();
    let folder = house.temp.path().join("backups");
    fs::create_dir(&folder).unwrap();
    let mut made = Vec::new();
    for day in 0..40 {
        let now = at(day * 86_400);
        let path = vault.backup_names().unwrap().path(&folder, day == 3, &now);
        vault.backup_to(&path, &now).unwrap();
        made.push(path);
    }
    // Not ours: another vault's by content, another program's by name.
    let (mut other, _) = create(&house.temp.path().join("other"));
    let foreign = folder.join(
        made[0]
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .replace("-20-", "-21-0900")
            .get(..17)
            .unwrap()
            .to_owned()
            + "-2026-11-20-090003.backup",
    );
    other.backup_to(&foreign, &at(0)).unwrap();
    fs::write(folder.join("holiday.jpg"), b"x").unwrap();
    let now = at(40 * 86_400);
    let names = vault.backup_names().unwrap();
    // A few at a time, however far the clock was wrong.
    let gone = std::iter::repeat_with(|| names.prune(&folder, &now)).take_while(|gone| *gone > 0);
    let gone: Vec<usize> = gone.collect();
    assert!(gone.iter().all(|gone| *gone <= 3), "{gone:?}");
    let gone: usize = gone.iter().sum();
    let left = vault.backups_in(&folder).unwrap();
    assert_eq!(left.len() + gone, 41);
    assert!((18..=24).contains(&left.len()), "{} left", left.len());
    assert!(made[39].exists() && made[35].exists() && made[3].exists());
    assert!(!made[1].exists());
    assert!(foreign.exists() && folder.join("holiday.jpg").exists());
    assert_eq!(names.prune(&folder, &now), 0);
}
