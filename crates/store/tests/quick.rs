//! Quick unlock: both halves open it, either alone does not, and it goes nowhere else.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::house::House;
use common::{at, create, open, open_at, passphrase};
use std::fs;
use std::path::{Path, PathBuf};
use stepwise_store::*;

const PIN: &str = "401752";
const DAY: i64 = 24 * 3600;

fn pin(text: &str) -> Passphrase {
    Passphrase::new(text.into())
}

/// A vault with quick unlock for its first person.
fn with_quick() -> (tempfile::TempDir, PathBuf, QuickSecret, SlotId) {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    let (mut vault, _) = create(&folder);
    let (secret, slot) = (QuickSecret::random().unwrap(), SlotId::random().unwrap());
    assert_eq!(Vault::quick(&folder, at(1).at.to_utc()), Quick::Off);
    vault
        .set_quick(slot, &secret, pin(PIN), KdfCost::for_tests(), &at(1))
        .unwrap();
    assert!(vault.quick_is_mine());
    vault.lock().unwrap();
    (temp, folder, secret, slot)
}

fn state(folder: &Path, seconds: i64) -> Quick {
    Vault::quick(folder, at(seconds).at.to_utc())
}

#[test]
fn both_halves_open_it_and_a_wrong_one_is_counted() {
    let (_temp, folder, secret, slot) = with_quick();
    let ready = |left| Quick::Ready { slot, left };
    assert_eq!(state(&folder, 2), ready(3));
    assert_eq!(Vault::quick_slot(&folder), Some(slot));
    let wrong = Vault::open_with_quick(&folder, &secret, &pin("401753"), &at(2));
    assert!(matches!(wrong, Err(QuickError::WrongPin { left: 2 })));
    let other = QuickSecret::random().unwrap();
    let wrong = Vault::open_with_quick(&folder, &other, &pin(PIN), &at(3));
    assert!(matches!(wrong, Err(QuickError::WrongPin { left: 1 })));
    assert_eq!(state(&folder, 4), ready(1));

    let vault = Vault::open_with_quick(&folder, &secret, &pin(PIN), &at(5)).unwrap();
    assert_eq!(vault.unlocked_by().kind, SlotKind::Quick);
    assert_eq!(vault.unlocked_by().label, "p1");
    let entries = vault.journal_entries(0, 1000).unwrap();
    let said: Vec<String> = entries
        .iter()
        .filter(|e| ["slots-changed", "unlocked"].contains(&e.kind.as_str()))
        .map(|e| String::from_utf8(e.payload.clone()).unwrap())
        .collect();
    assert!(
        said.iter().any(|text| text.contains("quick-on")),
        "{said:?}"
    );
    assert!(
        said.last().unwrap().contains("\"kind\":\"quick\""),
        "{said:?}"
    );
    vault.lock().unwrap();
    assert_eq!(state(&folder, 6), ready(3));
}

#[test]
fn three_wrong_ones_and_two_weeks_ask_for_the_passphrase() {
    let (_temp, folder, secret, slot) = with_quick();
    let try_pin =
        |text: &str, seconds| Vault::open_with_quick(&folder, &secret, &pin(text), &at(seconds));
    for n in 0..3 {
        assert!(
            matches!(try_pin("000111", n), Err(QuickError::WrongPin { left }) if i64::from(left) == 2 - n)
        );
    }
    assert_eq!(state(&folder, 5), Quick::Spent);
    // Not even the right one, and nothing is counted further.
    assert!(matches!(try_pin(PIN, 6), Err(QuickError::NotNow)));
    open(&folder).lock().unwrap();
    assert_eq!(state(&folder, 61), Quick::Ready { slot, left: 3 });
    try_pin(PIN, 62).unwrap().lock().unwrap();

    // Quick unlock itself does not put the day off.
    let two_weeks = 60 + 14 * DAY;
    try_pin(PIN, two_weeks - 10).unwrap().lock().unwrap();
    assert_eq!(state(&folder, two_weeks), Quick::Due);
    assert!(matches!(try_pin(PIN, two_weeks), Err(QuickError::NotNow)));
    // A clock far before the last passphrase gains nothing.
    assert_eq!(state(&folder, -2 * DAY), Quick::Due);
    open_at(&folder, two_weeks).unwrap().lock().unwrap();
    try_pin(PIN, two_weeks + 1).unwrap().lock().unwrap();
}

#[test]
fn the_count_is_on_the_disk_before_the_pin_is_tried() {
    let (_temp, folder, secret, _) = with_quick();
    // The folder is held by another window: that far the PIN is not tried, nor counted.
    let held = open(&folder);
    let before = fs::read(folder.join("quick.json")).unwrap();
    let tried = Vault::open_with_quick(&folder, &secret, &pin(PIN), &at(70));
    assert!(matches!(tried, Err(QuickError::Open(OpenError::InUse))));
    assert_eq!(fs::read(folder.join("quick.json")).unwrap(), before);
    held.lock().unwrap();
    let _ = Vault::open_with_quick(&folder, &secret, &pin("000111"), &at(71));
    assert_ne!(fs::read(folder.join("quick.json")).unwrap(), before);
}

#[test]
fn turned_off_or_taken_away_from_the_vault_nothing_opens() {
    let (_temp, folder, secret, _) = with_quick();
    let mut vault = open(&folder);
    vault.clear_quick(&at(70)).unwrap();
    assert!(!vault.quick_is_mine() && !folder.join("quick.json").exists());
    vault.clear_quick(&at(71)).unwrap();
    vault.lock().unwrap();
    let tried = Vault::open_with_quick(&folder, &secret, &pin(PIN), &at(72));
    assert!(matches!(tried, Err(QuickError::NotNow)));

    // A second person sets theirs, and is then taken away from the vault by the first.
    let mut vault = open(&folder);
    let words = pin("walnut harbour thimble");
    let second = vault
        .add_person("p2", &words, KdfCost::for_tests(), &at(80))
        .unwrap();
    vault.lock().unwrap();
    let mut theirs = Vault::open_with_passphrase(&folder, Some(second), &words, &at(81)).unwrap();
    let slot = SlotId::random().unwrap();
    theirs
        .set_quick(slot, &secret, pin(PIN), KdfCost::for_tests(), &at(82))
        .unwrap();
    theirs.lock().unwrap();
    let mut first = Vault::open_with_passphrase(&folder, None, &passphrase(), &at(83)).unwrap();
    assert!(!first.quick_is_mine());
    let file = folder.join("quick.json");
    let kept = fs::read(&file).unwrap();
    first.remove_slot(second, &at(84)).unwrap();
    assert!(!file.exists(), "it goes with the person");
    first.lock().unwrap();
    let tried = Vault::open_with_quick(&folder, &secret, &pin(PIN), &at(85));
    assert!(matches!(tried, Err(QuickError::NotNow)));
    // Whoever kept a copy and puts it back gains nothing.
    fs::write(&file, kept).unwrap();
    let tried = Vault::open_with_quick(&folder, &secret, &pin(PIN), &at(86));
    assert!(matches!(tried, Err(QuickError::Stale)));
    assert_eq!(state(&folder, 87), Quick::Off);
}

#[test]
fn somebody_elses_removal_leaves_it() {
    let (_temp, folder, secret, slot) = with_quick();
    let mut vault = open(&folder);
    let second = vault
        .add_person(
            "p2",
            &pin("walnut harbour thimble"),
            KdfCost::for_tests(),
            &at(70),
        )
        .unwrap();
    vault.remove_slot(second, &at(71)).unwrap();
    vault.lock().unwrap();
    assert_eq!(state(&folder, 72), Quick::Ready { slot, left: 3 });
    Vault::open_with_quick(&folder, &secret, &pin(PIN), &at(73)).unwrap();
}

#[test]
fn a_new_key_takes_it_away_from_both_folders() {
    let house = House::new();
    let (mut vault, _) = house.create();
    let (secret, slot) = (QuickSecret::random().unwrap(), SlotId::random().unwrap());
    vault
        .set_quick(slot, &secret, pin(PIN), KdfCost::for_tests(), &at(1))
        .unwrap();
    let kept = fs::read(vault.folder().join("quick.json")).unwrap();
    let (mine, words) = (vault.unlocked_by().id, passphrase());
    let new = NewKeys {
        present: mine,
        people: &[(mine, &words)],
        cost: KdfCost::for_tests(),
        settings: Vec::new(),
    };
    let rotation = vault
        .rotation(&house.home, &new, &at(2), &Stop::default())
        .unwrap();
    assert!(vault.quick_is_mine(), "until it takes its place it stays");
    let rotated = rotation.put_in_place(vault, &house.home, &at(3)).unwrap();
    let folder = rotated.vault.folder().to_path_buf();
    for left in [&folder, &rotated.before] {
        assert!(!left.join("quick.json").exists(), "{}", left.display());
    }
    rotated.vault.lock().unwrap();
    // Nor does the one of the key before open the vault under its new one.
    fs::write(folder.join("quick.json"), kept).unwrap();
    let tried = Vault::open_with_quick(&folder, &secret, &pin(PIN), &at(4));
    assert!(matches!(tried, Err(QuickError::Stale)));
    assert_eq!(state(&folder, 5), Quick::Off);
}

#[test]
fn a_damaged_file_is_none_and_a_plain_pin_is_refused() {
    let (_temp, folder, secret, slot) = with_quick();
    let file = folder.join("quick.json");
    let good = fs::read(&file).unwrap();
    for at_byte in (0..good.len()).step_by(7) {
        let mut bad = good.clone();
        bad[at_byte] ^= 1;
        fs::write(&file, bad).unwrap();
        // Whatever is left of it, it opens nothing it should not, and the vault is as it was.
        if let Ok(vault) = Vault::open_with_quick(&folder, &secret, &pin(PIN), &at(90)) {
            assert_eq!(vault.unlocked_by().label, "p1");
        }
    }
    fs::write(&file, &good).unwrap();
    let mut vault = open(&folder);
    for plain in ["12345", "123456", "777777"] {
        let set = vault.set_quick(slot, &secret, pin(plain), KdfCost::for_tests(), &at(91));
        assert!(matches!(set, Err(StoreError::Invalid(_))), "{plain}");
    }
    vault.lock().unwrap();
    assert_eq!(fs::read(&file).unwrap().len(), good.len());
}

#[test]
fn no_backup_takes_it_along() {
    let house = House::new();
    let (mut vault, _) = house.create();
    let (secret, slot) = (QuickSecret::random().unwrap(), SlotId::random().unwrap());
    vault
        .set_quick(slot, &secret, pin(PIN), KdfCost::for_tests(), &at(1))
        .unwrap();
    vault.backup_to(&house.file(), &at(2)).unwrap();
    let slots = vault.slots();
    assert!(slots.iter().all(|slot| slot.kind != SlotKind::Quick));
    vault.lock().unwrap();
    let bytes = fs::read(house.file()).unwrap();
    let mark = slot.to_string();
    let found = bytes
        .windows(mark.len())
        .any(|part| part == mark.as_bytes());
    assert!(!found, "the quick slot is in the backup");
    let restored = house.open(&house.file()).unwrap();
    let placed = restored.put_in_place(&house.home, &at(3)).unwrap();
    let folder = placed.vault.folder().to_path_buf();
    assert!(!folder.join("quick.json").exists());
    let left = placed.before.clone().unwrap();
    assert_ne!(left, folder);
    assert!(
        Vault::quick_slot(&left).is_none(),
        "the PIN was for the record in use"
    );
    let tried = {
        drop(placed);
        Vault::open_with_quick(&folder, &secret, &pin(PIN), &at(4))
    };
    assert!(matches!(tried, Err(QuickError::NotNow)));
}

#[test]
fn a_passphrase_set_after_a_recovery_key_turns_that_person_s_off() {
    let house = House::new();
    let (mut vault, keys) = house.create();
    let folder = vault.folder().to_path_buf();
    let mine = vault.unlocked_by().id;
    let cost = KdfCost::for_tests();
    let other = vault
        .add_person("p2", &Passphrase::new("the other one".into()), cost, &at(1))
        .unwrap();
    let (secret, slot) = (QuickSecret::random().unwrap(), SlotId::random().unwrap());
    vault
        .set_quick(slot, &secret, pin(PIN), cost, &at(2))
        .unwrap();
    // Whoever changes their own with the old one in hand keeps it.
    let own = Passphrase::new("one more".into());
    vault.change_passphrase(mine, &own, cost, &at(3)).unwrap();
    vault.lock().unwrap();
    let mut vault = Vault::open_with_recovery(&folder, &keys[0], &at(4)).unwrap();
    let set = Passphrase::new("set anew".into());
    vault.change_passphrase(other, &set, cost, &at(5)).unwrap();
    assert_eq!(Vault::quick_slot(&folder), Some(slot), "another person's");
    vault.change_passphrase(mine, &set, cost, &at(6)).unwrap();
    assert_eq!(Vault::quick_slot(&folder), None);
    vault.lock().unwrap();
    let tried = Vault::open_with_quick(&folder, &secret, &pin(PIN), &at(7));
    assert!(matches!(tried, Err(QuickError::NotNow)), "{tried:?}");
}
