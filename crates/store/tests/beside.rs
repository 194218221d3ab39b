//! What stands beside the database, put back, altered or taken away: slots and anchors.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;

use common::*;
use stepwise_store::*;

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
fn a_copy_that_another_hand_left_alone_still_opens_the_vault() {
    let (_temp, folder, _) = locked();
    let path = folder.join("slots.json");
    let good = fs::read(&path).unwrap();
    // Each digit of what proves the file: every other byte is noticed as it is read.
    let text = String::from_utf8(good.clone()).unwrap();
    let mac = text.find("\"mac\"").unwrap() + "\"mac\": \"".len();
    for at in [mac, mac + 7] {
        let mut bytes = good.clone();
        bytes[at] = if bytes[at] == b'a' { b'b' } else { b'a' };
        fs::write(&path, bytes).unwrap();
        let vault = open(&folder);
        assert!(
            vault
                .notices()
                .iter()
                .any(|n| matches!(n, Notice::SlotsRestored))
        );
        drop(vault);
        assert_eq!(
            fs::read(&path).unwrap(),
            good,
            "both copies are whole again"
        );
    }
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
