//! What is noticed is told until somebody acknowledges it; another copy of the vault is found, and told once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::*;
use stepwise_store::*;

fn put_together(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for (name, bytes) in files(from) {
        fs::write(to.join(name), bytes).unwrap();
    }
}

/// A data folder with a locked vault of one case, and the same vault as another computer has it, where it was
/// worked in since (`worked`) or not.
fn two_computers(worked: bool) -> (tempfile::TempDir, PathBuf, PathBuf) {
    let temp = tempfile::tempdir().unwrap();
    let ours = temp.path().join("here/vault");
    let (mut vault, _) = create(&ours);
    let (id, head) = case(&mut vault, "one");
    vault.lock().unwrap();
    let theirs = temp.path().join("there/vault");
    put_together(&ours, &theirs);
    if worked {
        let mut other = open_at(&theirs, 70).unwrap();
        other
            .append(id, head, &[event("theirs", 80)], None)
            .unwrap();
        other.lock().unwrap();
    }
    // Here, too, somebody works, and more.
    let mut vault = open_at(&ours, 90).unwrap();
    let head = vault.append(id, head, &[event("ours", 95)], None).unwrap();
    vault.append(id, head, &[event("more", 96)], None).unwrap();
    vault.lock().unwrap();
    (temp, ours, theirs)
}

fn places(vault: &Vault) -> Vec<CopyPlace> {
    vault
        .notices()
        .iter()
        .map(|notice| match notice {
            Notice::OtherCopy { place, .. } => *place,
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn a_notice_is_told_at_each_opening_until_somebody_acknowledges_it() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    let (vault, _) = create(&folder);
    vault.lock().unwrap();
    fs::remove_file(folder.join("state.json")).unwrap();
    let vault = open_at(&folder, 60).unwrap();
    let told = vault.open_notices().unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].notice, told[0].actor.as_str()),
        (Notice::AnchorMissing, "p1")
    );
    vault.lock().unwrap();

    let mut vault = open_at(&folder, 120).unwrap();
    assert!(vault.notices().is_empty(), "nothing new");
    assert_eq!(vault.open_notices().unwrap(), told, "and still to be told");
    vault.acknowledge(told[0].seq, "p1", &at(130)).unwrap();
    assert!(vault.open_notices().unwrap().is_empty());
    assert!(matches!(
        vault.acknowledge(told[0].seq, "p1", &at(130)),
        Err(StoreError::Invalid(_))
    ));
    vault.lock().unwrap();
    let vault = open_at(&folder, 180).unwrap();
    assert!(vault.open_notices().unwrap().is_empty());
    let kinds: Vec<String> = vault
        .journal_entries(0, 100)
        .unwrap()
        .into_iter()
        .map(|entry| entry.kind)
        .collect();
    assert_eq!(
        kinds,
        [
            "vault-created",
            "unlocked",
            "noticed",
            "unlocked",
            "unlocked",
            "notice-seen",
            "unlocked"
        ]
    );
    vault.verify_all().unwrap();
}

#[test]
fn a_second_database_or_folder_that_holds_more_is_told_once_and_left_alone() {
    for (name, place) in [
        ("vault-PC2.db", CopyPlace::Database),
        ("vault (1).db", CopyPlace::Database),
        (
            "Vault (A's conflicted copy 2026-11-20).db",
            CopyPlace::Database,
        ),
        ("../vault-PC2", CopyPlace::Folder),
        ("../vault (1)", CopyPlace::Folder),
        ("../Copy of vault #2 100%?", CopyPlace::Folder),
    ] {
        if cfg!(windows) && name.contains('?') {
            continue;
        }
        let (_temp, ours, theirs) = two_computers(true);
        let copy = ours.join(name);
        match place {
            CopyPlace::Folder => put_together(&theirs, &copy),
            _ => drop(fs::copy(theirs.join("vault.db"), &copy).unwrap()),
        }
        let look = |path: &Path| match place {
            CopyPlace::Folder => files(path),
            _ => vec![(name.to_owned(), fs::read(path).unwrap())],
        };
        let before = look(&copy);
        let count = || fs::read_dir(ours.parent().unwrap()).unwrap().count();
        let beside = count();

        let vault = open_at(&ours, 120).unwrap();
        assert_eq!(places(&vault), [place], "{name}");
        let found = vault.other_copies();
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0].path.file_name(), copy.file_name());
        vault.lock().unwrap();
        assert_eq!(look(&copy), before, "{name}: the copy is as it was");
        assert_eq!(count(), beside, "{name}");
        let strangers = files(&ours)
            .into_iter()
            .filter(|(n, _)| n.contains("-wal") || n.contains("-shm"));
        assert_eq!(strangers.count(), 0, "{name}: nothing is left beside it");

        // Not again, until it changes; and it can still be shown.
        let vault = open_at(&ours, 180).unwrap();
        assert!(vault.notices().is_empty(), "{name}");
        assert_eq!(vault.other_copies().len(), 1);
        assert_eq!(vault.open_notices().unwrap().len(), 1);
    }
}

#[test]
fn an_older_copy_or_another_vault_or_anything_else_is_nobodys_trouble() {
    let (temp, ours, theirs) = two_computers(false);
    fs::copy(theirs.join("vault.db"), ours.join("vault-PC2.db")).unwrap();
    put_together(&theirs, &ours.join("../vault (1)"));
    fs::copy(theirs.join("slots.json"), ours.join("slots-PC2.json")).unwrap();
    let (stranger, _) = create(&temp.path().join("elsewhere/vault"));
    stranger.lock().unwrap();
    put_together(
        &temp.path().join("elsewhere/vault"),
        &ours.join("../theirs"),
    );
    fs::write(ours.join("notes.db"), b"not a database").unwrap();
    fs::write(ours.join("empty.db"), b"").unwrap();
    fs::create_dir(ours.join("../holiday")).unwrap();
    let vault = open_at(&ours, 120).unwrap();
    assert!(vault.notices().is_empty(), "{:?}", vault.notices());
    assert!(vault.other_copies().is_empty());
}

#[test]
fn a_second_file_with_the_keys_is_told_of() {
    let (_temp, ours, theirs) = two_computers(false);
    let mut other = open_at(&theirs, 70).unwrap();
    other
        .add_person("p2", &passphrase(), KdfCost::for_tests(), &at(71))
        .unwrap();
    other.lock().unwrap();
    fs::copy(theirs.join("slots.json"), ours.join("slots (1).json")).unwrap();
    let vault = open_at(&ours, 120).unwrap();
    assert_eq!(places(&vault), [CopyPlace::Keys]);
}

#[test]
fn what_is_noticed_while_it_is_open_is_kept_too() {
    let (_temp, ours, _) = two_computers(false);
    let mut vault = open_at(&ours, 120).unwrap();
    let notice = Notice::OtherCopy {
        place: CopyPlace::Backup,
        mark: 7,
    };
    vault.notice(notice, &at(121)).unwrap();
    vault.lock().unwrap();
    let vault = open_at(&ours, 180).unwrap();
    let open: Vec<Notice> = vault
        .open_notices()
        .unwrap()
        .iter()
        .map(|n| n.notice)
        .collect();
    assert_eq!(open, [notice]);
}

#[test]
fn a_backup_that_another_copy_made_is_told_of_and_our_own_are_not() {
    let (temp, ours, theirs) = two_computers(true);
    let backups = temp.path().join("backups");
    fs::create_dir(&backups).unwrap();
    let back_up = |vault: &mut Vault, seconds| {
        let path = vault
            .backup_names()
            .unwrap()
            .path(&backups, false, &at(seconds));
        vault.backup_to(&path, &at(seconds)).unwrap();
        path
    };
    let mut vault = open_at(&ours, 120).unwrap();
    back_up(&mut vault, 121);
    // Another vault's backup, and anything else that lies there, is passed over; so is one that the computer
    // stopped too early to write down.
    let (mut stranger, _) = create(&temp.path().join("elsewhere/vault"));
    back_up(&mut stranger, 122);
    fs::write(backups.join("notes.txt"), b"anything").unwrap();
    let unwritten = vault
        .backup_names()
        .unwrap()
        .path(&backups, false, &at(123));
    let job = vault.backup_job(&at(123)).unwrap();
    job.run(&unwritten, &Stop::default()).unwrap();
    back_up(&mut vault, 124);
    back_up(&mut vault, 125);
    assert!(vault.open_notices().unwrap().is_empty());

    let mut other = open_at(&theirs, 200).unwrap();
    let file = back_up(&mut other, 201);
    let before = fs::read(&file).unwrap();
    back_up(&mut vault, 202);
    let told = vault.open_notices().unwrap();
    assert!(
        matches!(
            told[0].notice,
            Notice::OtherCopy {
                place: CopyPlace::Backup,
                ..
            }
        ),
        "{told:?}"
    );
    assert_eq!(vault.other_copies()[0].path, file);
    assert_eq!(fs::read(&file).unwrap(), before, "nothing is done to it");
    // Once; and there, too, ours is found.
    back_up(&mut vault, 203);
    assert_eq!(vault.open_notices().unwrap().len(), 1);
    back_up(&mut other, 204);
    assert_eq!(other.open_notices().unwrap().len(), 1);
    vault.verify_all().unwrap();
}
