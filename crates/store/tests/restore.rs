//! What was backed up comes back, whole, and what was in use is kept.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;

use common::house::{House, letter};
use common::*;
use proptest::prelude::*;
use stepwise_store::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn what_was_backed_up_comes_back_the_same(
        cases in prop::collection::vec((prop::collection::vec("[a-zŵ ]{0,40}", 0..6), 0..3_000_000usize), 0..5),
        draft in "[a-z ]{0,30}",
    ) {
        let house = House::new();
        let (mut vault, _) = house.create();
        for (texts, size) in &cases {
            let (id, mut head) = case(&mut vault, "opened");
            for text in texts {
                head = vault.append(id, head, &[event(text, 20)], None).unwrap();
            }
            if *size > 0 {
                vault.add_document(Some(id), &letter(*size)).unwrap();
            }
        }
        vault.put_setting("x", &serde_json::json!({ "y": 1 })).unwrap();
        vault.put_draft("p1", "f", &draft, at(21).at.to_utc()).unwrap();
        let before = (content(&vault).unwrap(), vault.setting("x").unwrap(), vault.drafts("p1").unwrap(), vault.fingerprint());
        let backup = vault.backup_to(&house.file(), &at(30)).unwrap();
        vault.lock().unwrap();

        // A new computer: nothing there yet.
        let new = House::new();
        let restoration = new.open(&house.file()).unwrap();
        prop_assert_eq!(restoration.contents().journal, backup.journal);
        prop_assert_eq!(restoration.contents().cases.len(), cases.len());
        prop_assert_eq!(restoration.contents().made.as_deref(), Some("2026-11-20T09:00:30+00:00"));
        prop_assert_eq!(restoration.seen(), None);
        let restored = restoration.put_in_place(&new.home, &at(100)).unwrap();
        prop_assert_eq!(restored.before, None);
        let vault = restored.vault;
        vault.verify_all().unwrap();
        prop_assert!(vault.notices().is_empty());
        prop_assert_eq!(&before.0, &content(&vault).unwrap());
        prop_assert_eq!(before.1, vault.setting("x").unwrap());
        prop_assert_eq!(before.2, vault.drafts("p1").unwrap());
        prop_assert_eq!(before.3, vault.fingerprint());
        prop_assert!(!vault.changed_since_backup(&[]).unwrap() || vault.last_backup().unwrap().is_some());
        vault.lock().unwrap();
        // And it opens again on its own, where the first vault of a computer is.
        prop_assert_eq!(new.home.vault().unwrap(), new.home.folder().join("vault"));
        let vault = open_at(&new.home.vault().unwrap(), 200).unwrap();
        prop_assert!(vault.notices().is_empty(), "{:?}", vault.notices());
    }
}

#[test]
fn an_older_backup_says_what_is_missing_and_the_vault_before_is_kept() {
    let house = House::new();
    let (mut vault, _) = house.create();
    let (one, head) = case(&mut vault, "one");
    let (_, _) = case(&mut vault, "untouched");
    vault.backup_to(&house.file(), &at(20)).unwrap();
    let head = vault
        .append(one, head, &[event("two", 30), event("three", 31)], None)
        .unwrap();
    case(&mut vault, "afterwards");
    let full = content(&vault).unwrap();

    let restoration = house.open(&house.file()).unwrap();
    let found = restoration.compare(&vault).unwrap();
    assert_eq!(found.journal, Line::Earlier);
    let said: Vec<_> = found
        .cases
        .iter()
        .map(|c| (c.number.as_str(), c.backup, c.present, c.line))
        .collect();
    assert_eq!(
        said,
        [
            ("2026-001", Some(1), Some(3), Line::Earlier),
            ("2026-003", None, Some(1), Line::Earlier),
        ]
    );
    assert_eq!(found.missing(), 3);
    // What is in use is not touched by looking.
    assert_eq!(vault.head(one).unwrap(), head);
    let stood = vault.journal_head();
    vault.lock().unwrap();
    drop(restoration);
    let restoration = house.open(&house.file()).unwrap();
    assert_eq!(restoration.seen(), Some(stood));

    let first = house.home.vault().unwrap();
    let before = files(&first);
    let restored = restoration.put_in_place(&house.home, &at(100)).unwrap();
    assert_eq!(restored.before.as_deref(), Some(&*first));
    assert_eq!(files(&first), before, "the vault before is as it was");
    let vault = restored.vault;
    assert_eq!(vault.unlocked_by().label, "p1");
    assert_eq!(content(&vault).unwrap().len(), 2);
    let kinds: Vec<String> = vault
        .journal_entries(0, 1000)
        .unwrap()
        .into_iter()
        .map(|entry| entry.kind)
        .collect();
    assert_eq!(&kinds[kinds.len() - 2..], ["restored", "unlocked"]);
    vault.lock().unwrap();

    assert_eq!(
        house.names(),
        ["current.json", "vault", "vault-2026-11-20-090140"]
    );
    assert_eq!(
        house.home.vault().unwrap(),
        house.home.folder().join("vault-2026-11-20-090140")
    );
    assert_eq!(house.home.kept(), std::slice::from_ref(&first));
    let vault = open_at(&house.home.vault().unwrap(), 200).unwrap();
    assert!(vault.notices().is_empty(), "{:?}", vault.notices());
    vault.lock().unwrap();

    // The vault before still opens; put back by hand, it is said not to be the one last used here.
    let vault = open_at(&first, 300).unwrap();
    assert_eq!(content(&vault).unwrap(), full);
    assert!(
        matches!(
            vault.notices(),
            [Notice::HistoryDiffers { .. } | Notice::RolledBack { .. }]
        ),
        "{:?}",
        vault.notices()
    );
}

#[test]
fn a_whole_folder_that_was_put_back_is_noticed() {
    let house = House::new();
    let (mut vault, _) = house.create();
    case(&mut vault, "one");
    vault.lock().unwrap();
    let folder = house.home.vault().unwrap();
    let old = files(&folder);
    let mut vault = open_at(&folder, 60).unwrap();
    case(&mut vault, "two");
    vault.lock().unwrap();
    // An earlier copy of everything, its own anchor included.
    for (name, bytes) in &old {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let vault = open_at(&folder, 90).unwrap();
    assert!(
        matches!(vault.notices(), [Notice::RolledBack { .. }]),
        "{:?}",
        vault.notices()
    );
    vault.lock().unwrap();
    // Said once: whoever was told goes on from here.
    assert!(open_at(&folder, 120).unwrap().notices().is_empty());
}

#[test]
fn with_a_recovery_key_a_new_passphrase_is_set() {
    let house = House::new();
    let (mut vault, keys) = house.create();
    case(&mut vault, "one");
    vault.backup_to(&house.file(), &at(20)).unwrap();
    vault.lock().unwrap();
    let new = House::new();
    let with = |key| {
        Restoration::open(
            &house.file(),
            &new.home,
            Secret::Recovery(key),
            &Stop::default(),
        )
    };
    let restored = with(&keys[1]).unwrap().put_in_place(&new.home, &at(60));
    let mut vault = restored.unwrap().vault;
    assert_eq!(vault.unlocked_by().kind, SlotKind::Recovery);
    let mut slots = vault.slots().into_iter();
    let person = slots.find(|slot| slot.kind == SlotKind::Person).unwrap();
    let chosen = Passphrase::new("another one altogether".into());
    vault
        .change_passphrase(person.id, &chosen, KdfCost::for_tests(), &at(70))
        .unwrap();
    vault.lock().unwrap();
    let folder = new.home.vault().unwrap();
    assert!(
        open_at(&folder, 100).is_err(),
        "the old passphrase opens nothing"
    );
    let vault = Vault::open_with_passphrase(&folder, None, &chosen, &at(110)).unwrap();
    assert!(vault.notices().is_empty(), "{:?}", vault.notices());
    // The backup itself still opens with what opened it then.
    house.open(&house.file()).unwrap();

    let (_, other) = create(&house.temp.path().join("other"));
    assert!(matches!(
        with(&other[0]),
        Err(BackupError::WrongRecoveryKey)
    ));
}

#[test]
fn a_vault_in_use_elsewhere_is_not_replaced() {
    let house = House::new();
    let (mut vault, _) = house.create();
    vault.backup_to(&house.file(), &at(20)).unwrap();
    let error = house
        .open(&house.file())
        .unwrap()
        .put_in_place(&house.home, &at(30))
        .unwrap_err();
    assert!(
        matches!(&error, BackupError::Open(inner) if matches!(**inner, OpenError::InUse)),
        "{error:?}"
    );
    assert_eq!(house.names(), ["vault"]);
    vault.verify_all().unwrap();
}

#[test]
fn a_damaged_vault_is_kept_and_the_restored_one_takes_its_place() {
    let house = House::new();
    let (mut vault, _) = house.create();
    case(&mut vault, "one");
    vault.backup_to(&house.file(), &at(20)).unwrap();
    vault.lock().unwrap();
    let first = house.home.vault().unwrap();
    fs::write(first.join("vault.db"), b"").unwrap();
    assert!(matches!(Vault::inspect(&first), Presence::Damaged(_)));
    let restored = house
        .open(&house.file())
        .unwrap()
        .put_in_place(&house.home, &at(30))
        .unwrap();
    assert_eq!(restored.before, Some(first.clone()));
    assert_eq!(fs::read(first.join("vault.db")).unwrap(), b"");
    assert_eq!(content(&restored.vault).unwrap().len(), 1);
}

#[test]
fn a_backup_is_of_the_moment_at_which_it_was_asked_for() {
    let house = House::new();
    let (mut vault, _) = house.create();
    let (id, head) = case(&mut vault, "one");
    let job = vault.backup_job(&at(20)).unwrap();
    vault.append(id, head, &[event("two", 30)], None).unwrap();
    vault
        .change_passphrase(
            vault.unlocked_by().id,
            &Passphrase::new("new one".into()),
            KdfCost::for_tests(),
            &at(31),
        )
        .unwrap();
    let backup = job.run(&house.file(), &Stop::default()).unwrap();
    vault.note_backup(&backup, &at(40)).unwrap();
    assert!(
        vault.changed_since_backup(&[]).unwrap(),
        "what came after it is not in it"
    );
    let restoration = house.open(&house.file()).unwrap();
    assert_eq!(restoration.contents().events, 1);
}

#[test]
fn each_restore_begins_a_line_that_leaves_the_other_one_s_backups_alone() {
    let house = House::new();
    let (mut vault, _) = house.create();
    let backups = house.temp.path().join("backups");
    fs::create_dir(&backups).unwrap();
    let make = |vault: &mut Vault, day: i64| {
        let names = vault.backup_names().unwrap();
        let path = names.path(&backups, false, &at(day * 86_400));
        vault.backup_to(&path, &at(day * 86_400)).unwrap();
        names.prune(&backups, &at(day * 86_400));
        path
    };
    let first = make(&mut vault, 0);
    vault.lock().unwrap();
    let other = House::new();
    let restored = other.open(&first).unwrap();
    let mut elsewhere = restored.put_in_place(&other.home, &at(100)).unwrap().vault;
    for day in 1..40 {
        make(&mut elsewhere, day * 10);
    }
    assert!(first.exists(), "another line's");
    let here = elsewhere.backups_in(&backups).unwrap();
    assert!(here.len() > 6 && here.last().unwrap().path == first);
    // And what this line makes at the same second replaces nothing.
    let vault = open_at(&house.home.vault().unwrap(), 200).unwrap();
    let names = (
        vault.backup_names().unwrap(),
        elsewhere.backup_names().unwrap(),
    );
    assert_ne!(names.0, names.1);
}

#[test]
fn a_restored_record_whose_note_was_lost_is_not_a_first_run() {
    let house = House::new();
    let (mut vault, _) = house.create();
    vault.backup_to(&house.file(), &at(20)).unwrap();
    vault.lock().unwrap();
    let restored = house.open(&house.file()).unwrap();
    drop(restored.put_in_place(&house.home, &at(100)).unwrap().vault);
    fs::remove_file(house.home.folder().join("current.json")).unwrap();
    fs::remove_dir_all(house.home.folder().join("vault")).unwrap();
    assert!(matches!(house.home.vault(), Err(HomeError::Missing)));
    assert_eq!(house.home.kept().len(), 1);
}
