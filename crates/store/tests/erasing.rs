//! An erased case does not come back: from an older folder, a backup, or a record kept from before a
//! restore.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;

use common::house::{House, letter};
use common::*;
use stepwise_store::*;

fn erase(vault: &mut Vault, case: CaseId, seconds: i64) -> Erased {
    let now = at(seconds);
    let erasing = Erasing {
        case,
        by: "p1",
        reason: "Past its time.",
        now: &now,
    };
    vault.erase(&erasing, &Stop::default()).unwrap()
}

fn erased(vault: &Vault) -> Vec<(String, bool)> {
    let all = vault.erasures().unwrap();
    all.into_iter().map(|e| (e.number, e.again)).collect()
}

#[test]
fn a_restore_of_an_older_backup_erases_again() {
    let house = House::new();
    let (mut vault, _) = house.create();
    let (one, head) = case(&mut vault, "one");
    case(&mut vault, "two");
    let batch = Batch {
        documents: vec![letter(5000)],
        ..Batch::default()
    };
    vault.append_batch(one, head, batch).unwrap();
    vault.backup_to(&house.file(), &at(20)).unwrap();
    erase(&mut vault, one, 30);
    let newer = house.temp.path().join("newer.backup");
    vault.backup_to(&newer, &at(35)).unwrap();
    vault.lock().unwrap();

    let restoration = house.open(&house.file()).unwrap();
    let restored = restoration.put_in_place(&house.home, &at(100)).unwrap();
    let vault = restored.vault;
    assert_eq!(erased(&vault), [("2026-001".to_owned(), true)]);
    assert!(matches!(
        vault.notices(),
        [Notice::ErasedAgain { cases: 1 }]
    ));
    assert!(matches!(vault.events(one), Err(StoreError::CaseErased)));
    assert!(vault.documents(Some(one)).unwrap().is_empty());
    assert_eq!(vault.search("one", None, 9).unwrap(), []);
    assert_eq!(vault.search("two", None, 9).unwrap().len(), 1);
    vault.verify_all().unwrap();
    vault.lock().unwrap();

    // One that was made afterwards knows it by itself, on another computer too.
    let other = House::new();
    let restoration = Restoration::open(
        &newer,
        &other.home,
        Secret::Passphrase(&passphrase()),
        &Stop::default(),
    )
    .unwrap();
    let restored = restoration.put_in_place(&other.home, &at(200)).unwrap();
    assert_eq!(erased(&restored.vault), [("2026-001".to_owned(), false)]);
    assert!(restored.vault.notices().is_empty());
    restored.vault.verify_all().unwrap();
}

#[test]
fn a_backup_from_before_a_change_of_keys_erases_again() {
    let house = House::new();
    let (mut vault, _) = house.create();
    let (one, _) = case(&mut vault, "one");
    vault.backup_to(&house.file(), &at(20)).unwrap();
    erase(&mut vault, one, 30);
    let mine = vault.unlocked_by().id;
    let own = passphrase();
    let new = NewKeys {
        present: mine,
        people: &[(mine, &own)],
        cost: KdfCost::for_tests(),
        settings: Vec::new(),
    };
    let rotation = vault
        .rotation(&house.home, &new, &at(40), &Stop::default())
        .unwrap();
    let rotated = rotation.put_in_place(vault, &house.home, &at(41)).unwrap();
    assert_eq!(erased(&rotated.vault), [("2026-001".to_owned(), false)]);
    rotated.vault.lock().unwrap();
    // The backup is under the key of before, and the list of that key is still there.
    let restoration = house.open(&house.file()).unwrap();
    let restored = restoration.put_in_place(&house.home, &at(100)).unwrap();
    assert_eq!(erased(&restored.vault), [("2026-001".to_owned(), true)]);
    restored.vault.verify_all().unwrap();
}

#[test]
fn an_older_folder_that_is_put_back_erases_again() {
    let house = House::new();
    let (mut vault, _) = house.create();
    let (one, _) = case(&mut vault, "one");
    vault.lock().unwrap();
    let folder = house.home.vault().unwrap();
    let old = files(&folder);
    let mut vault = open_at(&folder, 60).unwrap();
    erase(&mut vault, one, 70);
    vault.lock().unwrap();
    for (name, bytes) in &old {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let vault = open_at(&folder, 90).unwrap();
    assert_eq!(erased(&vault), [("2026-001".to_owned(), true)]);
    assert!(vault.notices().contains(&Notice::ErasedAgain { cases: 1 }));
    vault.verify_all().unwrap();
}

#[test]
fn a_record_kept_from_before_a_restore_is_reached_with_this_ones_key() {
    let house = House::new();
    let (mut vault, _) = house.create();
    let (one, _) = case(&mut vault, "one");
    vault.backup_to(&house.file(), &at(20)).unwrap();
    let (late, _) = case(&mut vault, "late");
    vault.lock().unwrap();
    let restored = house
        .open(&house.file())
        .unwrap()
        .put_in_place(&house.home, &at(100))
        .unwrap();
    let mut vault = restored.vault;
    erase(&mut vault, one, 110);
    let kept = house.home.kept();
    assert_eq!(kept.len(), 1);
    let now = at(111);
    let erasing = |case| Erasing {
        case,
        by: "p1",
        reason: "Past its time.",
        now: &now,
    };
    assert_eq!(
        vault
            .erase_in(&kept[0], &erasing(one), &Stop::default())
            .unwrap(),
        Elsewhere::Erased
    );
    assert_eq!(
        vault
            .erase_in(&kept[0], &erasing(one), &Stop::default())
            .unwrap(),
        Elsewhere::NotThere
    );
    let none = CaseId::random().unwrap();
    assert_eq!(
        vault
            .erase_in(&kept[0], &erasing(none), &Stop::default())
            .unwrap(),
        Elsewhere::NotThere
    );
    let before = open_at(&kept[0], 200).unwrap();
    assert_eq!(erased(&before), [("2026-001".to_owned(), false)]);
    assert_eq!(
        before.events(late).unwrap().len(),
        1,
        "the rest is as it was"
    );
    before.verify_all().unwrap();

    // Another vault is not touched.
    let other = house.temp.path().join("other");
    create(&other).0.lock().unwrap();
    let before = files(&other);
    let refused = vault
        .erase_in(&other, &erasing(one), &Stop::default())
        .unwrap_err();
    assert!(
        matches!(refused, OpenError::DatabaseUnreadable(_)),
        "{refused:?}"
    );
    assert_eq!(files(&other), before);
}

#[test]
fn backups_that_hold_it_are_named_until_they_go() {
    let house = House::new();
    let (mut vault, _) = house.create();
    let place = house.temp.path().join("backups");
    fs::create_dir(&place).unwrap();
    let day = 86_400;
    // Before the case was opened, by more than the hour in which clocks may differ.
    let early = vault.backup_names().unwrap().path(&place, false, &at(-day));
    vault.backup_to(&early, &at(-day)).unwrap();
    let (one, _) = case(&mut vault, "one");
    for n in 1..4 {
        let path = vault
            .backup_names()
            .unwrap()
            .path(&place, n == 3, &at(n * day));
        vault.backup_to(&path, &at(n * day)).unwrap();
    }
    let now = at(3 * day + 60);
    let held = |vault: &Vault| {
        let holding = vault.backups_holding(&place, one, &now).unwrap();
        let each = holding.into_iter().map(|one| {
            let made = one.backup.kept.made.date().to_string();
            (made, one.until.unwrap().to_string())
        });
        each.collect::<Vec<_>>()
    };
    assert_eq!(held(&vault).len(), 3, "before the erasing, too");
    erase(&mut vault, one, 3 * day + 60);
    // 23 November 2026 is a Monday, and was made before something risky.
    let named = held(&vault);
    let say = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        named,
        [
            say("2026-11-23", "2027-02-22"),
            say("2026-11-22", "2027-01-18"),
            say("2026-11-21", "2026-12-06"),
        ]
    );

    // Without a newer one none is taken away.
    let refused = vault.remove_backups_holding(&place, one, &now).unwrap_err();
    assert!(
        matches!(refused, BackupError::Store(StoreError::Invalid(_))),
        "{refused:?}"
    );
    assert_eq!(fs::read_dir(&place).unwrap().count(), 4);
    let fresh = vault
        .backup_names()
        .unwrap()
        .path(&place, false, &at(3 * day + 120));
    vault.backup_to(&fresh, &at(3 * day + 120)).unwrap();
    assert_eq!(held(&vault), named, "the new one is known to be without it");
    assert_eq!(vault.remove_backups_holding(&place, one, &now).unwrap(), 3);
    assert_eq!(held(&vault), []);
    assert!(fresh.exists() && early.exists());
}

#[test]
fn the_copy_of_before_an_update_goes_with_it() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    let (mut vault, _) = create(&folder);
    let (one, _) = case(&mut vault, "one");
    for name in [
        "vault-before-2.db",
        "vault-before-12.db.partial",
        "vault-before-x.db",
        "mine.db",
    ] {
        fs::write(folder.join(name), b"x").unwrap();
    }
    let said = erase(&mut vault, one, 30);
    assert_eq!((said.copies, said.copies_left), (2, 0));
    assert!(folder.join("vault-before-x.db").exists() && folder.join("mine.db").exists());
}

#[test]
fn a_reason_is_needed_and_a_number_is_never_given_again() {
    let temp = tempfile::tempdir().unwrap();
    let (mut vault, _) = create(&temp.path().join("vault"));
    let (one, _) = case(&mut vault, "one");
    let now = at(30);
    let without = Erasing {
        case: one,
        by: "p1",
        reason: "  ",
        now: &now,
    };
    assert!(matches!(
        vault.erase(&without, &Stop::default()),
        Err(StoreError::Invalid(_))
    ));
    assert_eq!(vault.events(one).unwrap().len(), 1);
    erase(&mut vault, one, 31);
    let (two, _) = case(&mut vault, "two");
    assert_eq!(vault.case(two).unwrap().number, "2026-002");
}
