//! A backup is whole or is not there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;

use common::*;
use stepwise_store::*;

#[test]
fn a_backup_holds_everything_and_is_noted() {
    let temp = tempfile::tempdir().unwrap();
    let (mut vault, _) = create(&temp.path().join("vault"));
    let (id, head) = case(&mut vault, "zebracanary in the backup");
    assert_eq!(vault.last_backup().unwrap(), None);
    let path = temp.path().join("mine.backup");
    let backup = vault.backup_to(&path, &at(20)).unwrap();
    assert_eq!(backup.bytes, fs::metadata(&path).unwrap().len());
    let checked = vault.check_backup(&path).unwrap();
    assert_eq!(
        (checked.cases, checked.events, checked.journal),
        (1, 1, backup.journal)
    );
    assert_eq!(
        vault.last_backup().unwrap().as_deref(),
        Some("2026-11-20T09:00:20+00:00")
    );

    // The vault goes on; the backup stays as it was, until the next one takes its place.
    vault.append(id, head, &[event("two", 30)], None).unwrap();
    assert_eq!(vault.check_backup(&path).unwrap().events, 1);
    vault.backup_to(&path, &at(40)).unwrap();
    assert_eq!(vault.check_backup(&path).unwrap().events, 2);
    let mut names: Vec<_> = fs::read_dir(temp.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .filter(|name| !name.to_string_lossy().starts_with("seen-"))
        .collect();
    names.sort();
    assert_eq!(names, ["mine.backup", "vault"]);
    let bytes = fs::read(&path).unwrap();
    assert!(!bytes.windows(11).any(|window| window == b"zebracanary"));
}

#[test]
fn a_changed_cut_or_foreign_backup_says_so() {
    let temp = tempfile::tempdir().unwrap();
    let (mut vault, _) = create(&temp.path().join("vault"));
    case(&mut vault, "one");
    let path = temp.path().join("b");
    vault.backup_to(&path, &at(20)).unwrap();
    let good = fs::read(&path).unwrap();
    let mut places: Vec<usize> = (0..100).collect();
    places.extend((100..good.len()).step_by(good.len() / 50));
    for at in places {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        fs::write(&path, bytes).unwrap();
        let error = vault.check_backup(&path).unwrap_err();
        assert!(
            matches!(
                error,
                BackupError::NotWhole(_)
                    | BackupError::NotABackup
                    | BackupError::NewerFormat { .. }
                    | BackupError::CutShort
                    | BackupError::KeysDamaged
            ),
            "{at}: {error:?}"
        );
    }
    for length in [0, 50, 200, 5000, good.len() - 1] {
        fs::write(&path, &good[..length]).unwrap();
        vault.check_backup(&path).unwrap_err();
    }
    fs::write(&path, &good).unwrap();
    vault.check_backup(&path).unwrap();

    let (other, _) = create(&temp.path().join("other"));
    other
        .check_backup(&path)
        .expect_err("another vault's backup is not this vault's");
}

#[test]
fn a_backup_that_cannot_be_made_leaves_the_earlier_one() {
    let temp = tempfile::tempdir().unwrap();
    let (mut vault, _) = create(&temp.path().join("vault"));
    let path = temp.path().join("b");
    vault.backup_to(&path, &at(20)).unwrap();
    vault
        .backup_to(&temp.path().join("nowhere").join("b"), &at(30))
        .unwrap_err();
    vault.check_backup(&path).unwrap();
    assert_eq!(
        vault.last_backup().unwrap().as_deref(),
        Some("2026-11-20T09:00:20+00:00")
    );
}
