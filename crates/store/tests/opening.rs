//! Each way in which a vault does not open has its own error, and changes nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::*;
use stepwise_store::*;

fn locked() -> (tempfile::TempDir, PathBuf, [RecoveryKey; 2]) {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("vault");
    let (mut vault, keys) = create(&folder);
    case(&mut vault, "one");
    vault.lock().unwrap();
    (temp, folder, keys)
}

/// The error both for looking and for opening, which must not touch any file but the lock.
fn refused(folder: &Path) -> OpenError {
    let before = files(folder);
    let error = open_at(folder, 60).unwrap_err();
    assert_eq!(before, files(folder), "{error}");
    error
}

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
fn a_damaged_slot_is_not_a_wrong_passphrase_and_the_copy_helps() {
    let (_temp, folder, keys) = locked();
    let slots = folder.join("slots.json");
    let good = fs::read_to_string(&slots).unwrap();
    let wrapped = good.find("\"wrapped\"").unwrap() + 15;
    let flipped = if &good[wrapped..=wrapped] == "A" {
        "B"
    } else {
        "A"
    };
    let mut damaged = good.clone();
    damaged.replace_range(wrapped..=wrapped, flipped);

    // With a whole copy beside it the vault opens, and says so.
    fs::write(&slots, &damaged).unwrap();
    let vault = open(&folder);
    assert_eq!(vault.notices(), [Notice::SlotsRestored]);
    drop(vault);
    // And both are whole again.
    assert_eq!(fs::read_to_string(&slots).unwrap(), good);
    assert!(open(&folder).notices().is_empty());

    for name in ["slots.json", "slots.previous.json"] {
        fs::write(folder.join(name), &damaged).unwrap();
    }
    assert!(matches!(refused(&folder), OpenError::SlotDamaged { .. }));
    let recovered = Vault::open_with_recovery(&folder, &keys[0], &at(70)).unwrap();
    let Some(Notice::SlotDamaged { slot: Some(slot) }) = recovered.notices().first().copied()
    else {
        panic!("{:?}", recovered.notices());
    };
    assert_eq!(recovered.slots()[0].id, slot);
    drop(recovered);

    fs::write(&slots, "{").unwrap();
    fs::write(folder.join("slots.previous.json"), "{").unwrap();
    assert!(matches!(refused(&folder), OpenError::SlotsDamaged));
    fs::write(&slots, r#"{"format":9}"#).unwrap();
    assert!(matches!(
        refused(&folder),
        OpenError::NewerSlots { found: 9 }
    ));
    fs::remove_file(&slots).unwrap();
    fs::remove_file(folder.join("slots.previous.json")).unwrap();
    assert!(matches!(refused(&folder), OpenError::SlotsMissing));
}

#[test]
fn an_absurd_cost_is_refused() {
    let (_temp, folder, _) = locked();
    for name in ["slots.json", "slots.previous.json"] {
        let path = folder.join(name);
        let text = fs::read_to_string(&path).unwrap().replacen(
            "\"m_kib\": 64",
            "\"m_kib\": 4000000000",
            1,
        );
        fs::write(path, text).unwrap();
    }
    // The checksum speaks first; a slot with a right one and an absurd cost is a unit test.
    assert!(matches!(refused(&folder), OpenError::SlotDamaged { .. }));
}

#[test]
fn slots_put_together_by_another_hand_are_altered() {
    let (_temp, folder, _) = locked();
    for name in ["slots.json", "slots.previous.json"] {
        let path = folder.join(name);
        let mut file: serde_json::Value =
            serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        file["slots"].as_array_mut().unwrap().pop();
        fs::write(path, file.to_string()).unwrap();
    }
    assert!(matches!(refused(&folder), OpenError::SlotsAltered));
}

#[test]
fn an_older_slot_file_is_noticed() {
    let (temp, folder, _) = locked();
    let old = fs::read(folder.join("slots.json")).unwrap();
    let mut vault = open(&folder);
    let id = vault.unlocked_by().id;
    vault
        .change_passphrase(
            id,
            &Passphrase::new("new".into()),
            KdfCost::for_tests(),
            &at(70),
        )
        .unwrap();
    vault.lock().unwrap();
    let new = Passphrase::new("new".into());
    let vault = Vault::open_with_passphrase(&folder, None, &new, &at(72)).unwrap();
    vault.lock().unwrap();
    // One older copy is not used: the newer one is beside it, and the old passphrase opens nothing.
    fs::write(folder.join("slots.json"), &old).unwrap();
    assert!(matches!(
        open_at(&folder, 75),
        Err(OpenError::WrongPassphrase { .. })
    ));
    for name in ["slots.json", "slots.previous.json"] {
        fs::write(folder.join(name), &old).unwrap();
    }
    let mut vault = open_at(&folder, 80).expect("the old passphrase opens the old slots");
    assert_eq!(vault.notices(), [Notice::SlotsOlder]);
    // A backup of it can be restored all the same.
    let file = temp.path().join("b.backup");
    vault.backup_to(&file, &at(81)).unwrap();
    let home = Home::new(temp.path().join("elsewhere"));
    let secret = passphrase();
    Restoration::open(&file, &home, Secret::Passphrase(&secret), &Stop::default()).unwrap();
    vault
        .change_passphrase(
            id,
            &Passphrase::new("newer".into()),
            KdfCost::for_tests(),
            &at(90),
        )
        .unwrap();
    vault.lock().unwrap();
    let vault =
        Vault::open_with_passphrase(&folder, None, &Passphrase::new("newer".into()), &at(99))
            .unwrap();
    assert!(vault.notices().is_empty());
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
fn an_older_database_put_back_is_noticed_and_written_down() {
    let (_temp, folder, _) = locked();
    let old = fs::read(folder.join("vault.db")).unwrap();
    let old_state = fs::read(folder.join("state.json")).unwrap();
    let mut vault = open(&folder);
    case(&mut vault, "two");
    vault.lock().unwrap();
    let state = fs::read(folder.join("state.json")).unwrap();

    // Ahead of the anchor is normal.
    fs::write(folder.join("state.json"), old_state).unwrap();
    assert!(open(&folder).notices().is_empty());

    fs::write(folder.join("state.json"), state).unwrap();
    fs::write(folder.join("vault.db"), old).unwrap();
    let vault = open(&folder);
    assert!(
        matches!(vault.notices(), [Notice::RolledBack { .. }]),
        "{:?}",
        vault.notices()
    );
    assert!(
        vault
            .journal_entries(0, 100)
            .unwrap()
            .iter()
            .any(|entry| entry.kind == "noticed")
    );
    drop(vault);
    fs::remove_file(folder.join("state.json")).unwrap();
    assert_eq!(open(&folder).notices(), [Notice::AnchorMissing]);
    fs::write(folder.join("state.json"), "x").unwrap();
    assert_eq!(open(&folder).notices(), [Notice::AnchorUnreadable]);
}

#[test]
fn hostile_small_files_never_panic_and_never_lock_anyone_out() {
    let (_temp, folder, _) = locked();
    for bytes in [
        &b""[..],
        b"\0\0",
        b"[]",
        b"{\"failures\":99999999999}",
        b"{\"failures\":-1,\"times\":[]}",
    ] {
        fs::write(folder.join("tries.json"), bytes).unwrap();
        fs::write(folder.join("state.json"), bytes).unwrap();
        open(&folder);
    }
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

#[test]
fn a_second_anchor_that_was_taken_away_is_noticed() {
    let (temp, folder, _) = locked();
    open(&folder).lock().unwrap();
    let seen = fs::read_dir(temp.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().contains("seen-"))
        .unwrap();
    let kept = fs::read(&seen).unwrap();
    fs::remove_file(&seen).unwrap();
    assert_eq!(open(&folder).notices(), [Notice::AnchorMissing]);
    // The graver of two notices is told: an older record with no anchor of its own.
    fs::write(&seen, kept).unwrap();
    let older = temp.path().join("older");
    fs::create_dir(&older).unwrap();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, older.join(path.file_name().unwrap())).unwrap();
    }
    let mut vault = open(&folder);
    case(&mut vault, "one");
    vault.lock().unwrap();
    fs::remove_dir_all(&folder).unwrap();
    fs::rename(&older, &folder).unwrap();
    fs::remove_file(folder.join("state.json")).unwrap();
    let vault = open(&folder);
    assert!(
        matches!(vault.notices(), [Notice::RolledBack { .. }]),
        "{:?}",
        vault.notices()
    );
}
