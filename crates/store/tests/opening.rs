//! Each way in which a vault does not open has its own error, and changes nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;

use common::*;
use stepwise_store::*;

fn flip(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= 0x40;
    fs::write(path, bytes).unwrap();
}

#[test]
fn an_empty_or_missing_folder_holds_no_vault_and_none_is_made() {
    let temp = tempfile::tempdir().unwrap();
    for folder in [temp.path().to_owned(), temp.path().join("nowhere")] {
        assert!(matches!(Vault::inspect(&folder), Presence::None));
        assert!(matches!(open_at(&folder, 0), Err(OpenError::NoVault)));
    }
    assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 0);
}

#[test]
fn a_vault_is_made_only_in_an_empty_place() {
    let (_temp, folder, _) = locked();
    let passphrase = passphrase();
    let setup = || Setup {
        person: "p1",
        passphrase: &passphrase,
        cost: KdfCost::for_tests(),
        now: at(0),
    };
    let before = files(&folder);
    assert!(matches!(
        Vault::create(&folder, setup()),
        Err(CreateError::NotEmpty)
    ));
    assert_eq!(files(&folder), before);
    let temp = tempfile::tempdir().unwrap();
    let nothing = Passphrase::new(String::new());
    assert!(matches!(
        Vault::create(
            &temp.path().join("v"),
            Setup {
                passphrase: &nothing,
                ..setup()
            }
        ),
        Err(CreateError::NoPassphrase)
    ));
    assert!(matches!(
        Vault::create(
            &temp.path().join("v"),
            Setup {
                person: "Ann Lee",
                ..setup()
            }
        ),
        Err(CreateError::Label)
    ));
    let absurd = KdfCost {
        t: 0,
        ..KdfCost::for_tests()
    };
    assert!(matches!(
        Vault::create(
            &temp.path().join("v"),
            Setup {
                cost: absurd,
                ..setup()
            }
        ),
        Err(CreateError::Kdf(KdfError::Refused))
    ));
    assert_eq!(
        fs::read_dir(temp.path()).unwrap().count(),
        0,
        "a failed start leaves nothing behind"
    );
    Vault::create(temp.path(), setup()).expect("an empty folder is good");
}

#[test]
fn a_vault_tells_only_labels_before_it_is_unlocked() {
    let (_temp, folder, _) = locked();
    let before = files(&folder);
    match Vault::inspect(&folder) {
        Presence::Ready { people, .. } => {
            assert_eq!(people.len(), 1);
            assert_eq!(
                (people[0].label.as_str(), people[0].kind),
                ("p1", SlotKind::Person)
            );
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(files(&folder), before);
}

#[test]
fn wrong_passphrases_are_counted_wait_and_are_written_down_at_the_next_unlock() {
    let (_temp, folder, keys) = locked();
    let wrong = Passphrase::new("wrong".into());
    let try_at =
        |seconds| Vault::open_with_passphrase(&folder, None, &wrong, &at(seconds)).unwrap_err();
    for (failure, wait) in [(1, 0), (2, 0), (3, 1)] {
        match try_at(60) {
            OpenError::WrongPassphrase {
                failures,
                wait_seconds,
            } => {
                assert_eq!((failures, wait_seconds), (failure, wait));
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(
        matches!(
            open_at(&folder, 60),
            Err(OpenError::TooSoon { wait_seconds: 1 })
        ),
        "the right one waits too"
    );
    assert_eq!(Vault::wait_before_try(&folder, at(60).at.to_utc()), 1);
    assert!(matches!(
        try_at(61),
        OpenError::WrongPassphrase {
            failures: 4,
            wait_seconds: 2
        }
    ));
    // A clock put back by a day waits from then on, and no longer.
    assert!(matches!(
        open_at(&folder, -86_400),
        Err(OpenError::TooSoon { wait_seconds: 2 })
    ));

    let mut typed = keys[0].reveal().to_string();
    let stranger = if typed.starts_with("000000") {
        "000011"
    } else {
        "000000"
    };
    typed.replace_range(..6, stranger);
    let stranger = RecoveryKey::parse(&typed).unwrap();
    let refused = Vault::open_with_recovery(&folder, &stranger, &at(61));
    assert!(matches!(refused, Err(OpenError::WrongRecoveryKey)));

    let vault = open_at(&folder, 90).unwrap();
    let entries = vault.journal_entries(0, 100).unwrap();
    let noted = entries
        .iter()
        .find(|entry| entry.kind == "unlock-failed")
        .unwrap();
    let said: serde_json::Value = serde_json::from_slice(&noted.payload).unwrap();
    assert_eq!(
        (&said["passphrase"], &said["recovery"]),
        (&4.into(), &1.into())
    );
    assert_eq!(said["times"].as_array().unwrap().len(), 5);
    drop(vault);
    assert!(
        matches!(
            try_at(100),
            OpenError::WrongPassphrase {
                failures: 1,
                wait_seconds: 0
            }
        ),
        "counted afresh"
    );
}

#[test]
fn a_recovery_key_opens_at_once_and_sets_a_new_passphrase() {
    let (_temp, folder, keys) = locked();
    let wrong = Passphrase::new("wrong".into());
    for _ in 0..4 {
        let _ = Vault::open_with_passphrase(&folder, None, &wrong, &at(60));
    }
    for key in &keys {
        let typed = RecoveryKey::parse(&key.reveal()).unwrap();
        let vault = Vault::open_with_recovery(&folder, &typed, &at(60)).unwrap();
        assert_eq!(vault.unlocked_by().kind, SlotKind::Recovery);
    }
    let mut vault = Vault::open_with_recovery(&folder, &keys[1], &at(70)).unwrap();
    let person = vault
        .slots()
        .into_iter()
        .find(|slot| slot.kind == SlotKind::Person)
        .unwrap();
    let new = Passphrase::new("another one".into());
    vault
        .change_passphrase(person.id, &new, KdfCost::for_tests(), &at(80))
        .unwrap();
    assert!(vault.check_passphrase(person.id, &new).unwrap());
    assert!(!vault.check_passphrase(person.id, &passphrase()).unwrap());
    let new_keys = vault.replace_recovery_keys(&at(81)).unwrap();
    vault.lock().unwrap();

    assert!(matches!(
        open_at(&folder, 90),
        Err(OpenError::WrongPassphrase { .. })
    ));
    let old = Vault::open_with_recovery(&folder, &keys[0], &at(90));
    assert!(matches!(old, Err(OpenError::WrongRecoveryKey)));
    let opened = Vault::open_with_recovery(&folder, &new_keys[0], &at(90)).unwrap();
    assert!(opened.notices().is_empty());
    drop(opened);
    let vault = Vault::open_with_passphrase(&folder, Some(person.id), &new, &at(90)).unwrap();
    assert_eq!(vault.verify_all().unwrap().events, 1);
    assert_eq!(
        fs::read(folder.join("slots.json")).unwrap(),
        fs::read(folder.join("slots.previous.json")).unwrap()
    );
}

#[test]
fn people_come_and_go_and_one_always_stays() {
    let (_temp, folder, _) = locked();
    let mut vault = open(&folder);
    let first = vault.unlocked_by().id;
    let deputy = Passphrase::new("deputy".into());
    assert!(
        vault
            .add_person("Ann Lee", &deputy, KdfCost::for_tests(), &at(70))
            .is_err()
    );
    let second = vault
        .add_person("p2", &deputy, KdfCost::for_tests(), &at(70))
        .unwrap();
    vault.lock().unwrap();
    let mut vault = Vault::open_with_passphrase(&folder, None, &deputy, &at(80)).unwrap();
    assert_eq!(vault.unlocked_by().label, "p2");
    vault.remove_slot(first, &at(81)).unwrap();
    assert!(matches!(
        vault.remove_slot(second, &at(82)),
        Err(StoreError::LastPerson)
    ));
    assert!(matches!(
        vault.remove_slot(first, &at(82)),
        Err(StoreError::NoSuchSlot)
    ));
    vault.lock().unwrap();
    assert!(matches!(
        open_at(&folder, 90),
        Err(OpenError::WrongPassphrase { .. })
    ));
    let gone = Vault::open_with_passphrase(&folder, Some(first), &deputy, &at(91));
    assert!(matches!(gone, Err(OpenError::NoSuchSlot)));
}

#[test]
fn a_missing_empty_cut_or_other_file_each_says_so() {
    let (_temp, folder, _) = locked();
    let path = folder.join("vault.db");
    let good = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert!(matches!(refused(&folder), OpenError::DatabaseMissing));
    assert!(matches!(
        Vault::inspect(&folder),
        Presence::Damaged(OpenError::DatabaseMissing)
    ));
    fs::write(&path, b"").unwrap();
    assert!(matches!(refused(&folder), OpenError::DatabaseEmpty));
    // A last page that is not whole could be in the log. Here there is none.
    fs::write(&path, &good[..good.len() - 100]).unwrap();
    let cut = refused(&folder);
    assert!(
        matches!(
            cut,
            OpenError::DatabaseDamaged | OpenError::DatabaseUnreadable(_) | OpenError::NotADatabase
        ) || cut.to_string().contains("altered"),
        "{cut:?}"
    );
    fs::write(&path, &good[..4000]).unwrap();
    assert!(matches!(refused(&folder), OpenError::NotADatabase));
    let plain = rusqlite::Connection::open(folder.join("plain")).unwrap();
    plain.execute_batch("CREATE TABLE a (b)").unwrap();
    drop(plain);
    fs::rename(folder.join("plain"), &path).unwrap();
    assert!(matches!(refused(&folder), OpenError::NotADatabase));
    fs::write(&path, vec![b'x'; 8192]).unwrap();
    assert!(matches!(
        open_at(&folder, 60),
        Err(OpenError::DatabaseUnreadable(_))
    ));
    assert_eq!(fs::read(&path).unwrap(), vec![b'x'; 8192]);
    fs::write(&path, &good).unwrap();
    open(&folder);
}

#[test]
fn a_flipped_byte_anywhere_in_the_database_is_noticed() {
    let (_temp, folder, _) = locked();
    let path = folder.join("vault.db");
    let good = fs::read(&path).unwrap();
    for at in (5..good.len()).step_by(good.len() / 40) {
        flip(&path, at);
        let error = open_at(&folder, 60).unwrap_err();
        assert!(
            matches!(
                error,
                OpenError::DatabaseUnreadable(_) | OpenError::DatabaseDamaged
            ),
            "{at}: {error:?}"
        );
        fs::write(&path, &good).unwrap();
    }
    open(&folder);
}

#[test]
fn a_second_instance_is_told_so() {
    let (_temp, folder, _) = locked();
    let vault = open(&folder);
    assert!(matches!(open_at(&folder, 70), Err(OpenError::InUse)));
    assert!(matches!(Vault::inspect(&folder), Presence::Ready { .. }));
    drop(vault);
    open(&folder);
}

#[test]
fn what_may_not_be_looked_at_is_not_a_first_run() {
    let temp = tempfile::tempdir().unwrap();
    assert!(matches!(Vault::inspect(temp.path()), Presence::None));
    let file = temp.path().join("file");
    fs::write(&file, "x").unwrap();
    assert!(!matches!(
        Vault::inspect(&file.join("vault")),
        Presence::None
    ));
}
