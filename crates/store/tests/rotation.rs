//! A new vault key: whoever was left out opens nothing any more, the record is the same, and a kill at any
//! moment leaves the vault before or the new one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use common::*;
use serde_json::json;
use stepwise_store::*;
use stepwise_testkit::child;
use stepwise_testkit::survive::{Told, long, tries};

const OTHER: &str = "pebble harbour violin";
const ONCE: &str = "until you choose your own";

fn words(text: &str) -> Passphrase {
    Passphrase::new(text.into())
}

fn home(folder: &Path) -> Home {
    Home::new(folder.join("data"))
}

/// A vault of two people with one case; which slots are theirs.
fn scene(temp: &Path) -> (Vault, [RecoveryKey; 2], CaseId, [SlotId; 2]) {
    let (mut vault, keys) = create(&home(temp).vault().unwrap());
    let (id, _) = case(&mut vault, "one");
    let mine = vault.unlocked_by().id;
    let cost = KdfCost::for_tests();
    let theirs = vault
        .add_person("p2", &words(OTHER), cost, &at(20))
        .unwrap();
    (vault, keys, id, [mine, theirs])
}

fn rotate(vault: Vault, home: &Home, people: &[(SlotId, &Passphrase)]) -> Rotated {
    let new = NewKeys {
        present: vault.unlocked_by().id,
        people,
        cost: KdfCost::for_tests(),
        settings: vec![("told".into(), json!(true))],
    };
    let rotation = vault
        .rotation(home, &new, &at(30), &Stop::default())
        .unwrap();
    rotation.put_in_place(vault, home, &at(31)).unwrap()
}

fn opens(folder: &Path, secret: &str) -> bool {
    Vault::open_with_passphrase(folder, None, &words(secret), &at(5000)).is_ok()
}

#[test]
fn whoever_is_left_out_opens_nothing_and_the_record_is_the_same() {
    let temp = tempfile::tempdir().unwrap();
    let home = home(temp.path());
    let (mut vault, old_keys, id, [mine, _]) = scene(temp.path());
    let (head, key, vault_id) = (vault.head(id).unwrap(), vault.public_key(), vault.id());
    let backup = temp.path().join("before.backup");
    vault.backup_to(&backup, &at(25)).unwrap();
    let secret = passphrase();
    let rotated = rotate(vault, &home, &[(mine, &secret)]);
    let (mut vault, before) = (rotated.vault, rotated.before);

    assert_eq!(vault.id(), vault_id);
    assert_eq!(vault.public_key(), key);
    assert_eq!(vault.head(id).unwrap(), head);
    assert!(vault.notices().is_empty(), "{:?}", vault.notices());
    assert_eq!(vault.setting("told").unwrap(), Some(json!(true)));
    vault.verify_all().unwrap();
    let kinds: Vec<String> = vault
        .journal_entries(0, 100)
        .unwrap()
        .into_iter()
        .map(|entry| entry.kind)
        .collect();
    assert!(kinds.contains(&"keys-rotated".to_owned()), "{kinds:?}");
    let folder = vault.folder().to_owned();
    assert_ne!(folder, before);
    assert_eq!(home.vault().unwrap(), folder);
    let fresh = temp.path().join("after.backup");
    vault.backup_to(&fresh, &at(40)).unwrap();
    vault.lock().unwrap();

    assert!(!opens(&folder, OTHER));
    for key in &old_keys {
        let opened = Vault::open_with_recovery(&folder, key, &at(6000));
        assert!(matches!(opened, Err(OpenError::WrongRecoveryKey)));
    }
    Vault::open_with_recovery(&folder, &rotated.recovery[1], &at(6100)).unwrap();
    // The old folder and the old backup open as before, the new backup only by the new keys: all said.
    assert!(opens(&before, OTHER));
    let open = |file: &Path, secret: &str| {
        let secret = words(secret);
        Restoration::open(file, &home, Secret::Passphrase(&secret), &Stop::default()).is_ok()
    };
    assert!(open(&backup, OTHER));
    assert!(!open(&fresh, OTHER));
    assert!(open(&fresh, PASSPHRASE));
}

#[test]
fn the_earlier_folder_is_taken_away_and_nothing_else_ever() {
    let temp = tempfile::tempdir().unwrap();
    let home = home(temp.path());
    let (vault, _, id, [mine, theirs]) = scene(temp.path());
    let (secret, once) = (passphrase(), words(ONCE));
    let rotated = rotate(vault, &home, &[(mine, &secret), (theirs, &once)]);
    let (vault, before) = (rotated.vault, rotated.before);
    let used = vault.folder().to_owned();
    let other = home.folder().join("vault-of-another");
    let (stranger, _) = create(&other);
    stranger.lock().unwrap();
    let elsewhere = temp.path().join("vault");
    fs::create_dir(&elsewhere).unwrap();
    for wrong in [&used, &other, &elsewhere, &home.folder().to_owned()] {
        let refused = home.discard(&vault, wrong);
        assert!(matches!(refused, Err(HomeError::NotEarlier)), "{wrong:?}");
    }
    // Somebody has it open.
    let held = open_at(&before, 100).unwrap();
    assert!(matches!(
        home.discard(&vault, &before),
        Err(HomeError::InUse)
    ));
    held.lock().unwrap();
    // Cut short after its keys went: it opens no more, and can still be taken away.
    let copy = home.folder().join("vault-copy");
    fs::create_dir(&copy).unwrap();
    for (name, bytes) in files(&before) {
        if !name.starts_with("slots") {
            fs::write(copy.join(name), bytes).unwrap();
        }
    }
    assert!(!opens(&copy, OTHER));
    home.discard(&vault, &copy).unwrap();
    home.discard(&vault, &before).unwrap();
    assert!(!before.exists() && !copy.exists());
    assert!(used.exists() && other.exists() && elsewhere.exists());
    vault.verify(id).unwrap();
    vault.lock().unwrap();
    assert!(opens(&used, ONCE) && opens(&used, PASSPHRASE) && !opens(&used, OTHER));
}

#[test]
fn an_earlier_folder_stays_while_the_vault_in_use_is_not_whole() {
    let temp = tempfile::tempdir().unwrap();
    let home = home(temp.path());
    let (vault, _, _, [mine, _]) = scene(temp.path());
    let secret = passphrase();
    let rotated = rotate(vault, &home, &[(mine, &secret)]);
    let (vault, before) = (rotated.vault, rotated.before);
    let folder = vault.folder().to_owned();
    vault.lock().unwrap();
    let vault = open_at(&folder, 100).unwrap();
    let database = folder.join("vault.db");
    let mut bytes = fs::read(&database).unwrap();
    let at = bytes.len() - 700;
    bytes[at] ^= 1;
    fs::write(&database, bytes).unwrap();
    assert!(matches!(
        home.discard(&vault, &before),
        Err(HomeError::NotWhole(_))
    ));
    assert!(opens(&before, PASSPHRASE));
}

#[test]
fn nothing_is_made_without_whoever_is_present() {
    let temp = tempfile::tempdir().unwrap();
    let home = home(temp.path());
    let (vault, _, _, [mine, theirs]) = scene(temp.path());
    let (secret, empty) = (passphrase(), words(""));
    let stranger = SlotId::random().unwrap();
    for people in [
        vec![(theirs, &secret)],
        vec![(mine, &secret), (stranger, &secret)],
        vec![(mine, &secret), (theirs, &empty)],
        vec![],
    ] {
        let new = NewKeys {
            present: mine,
            people: &people,
            cost: KdfCost::for_tests(),
            settings: Vec::new(),
        };
        let refused = vault.rotation(&home, &new, &at(30), &Stop::default());
        assert!(refused.is_err());
    }
    let stop = Stop::default();
    stop.stop();
    let people = [(mine, &secret)];
    let new = NewKeys {
        present: mine,
        people: &people,
        cost: KdfCost::for_tests(),
        settings: Vec::new(),
    };
    let stopped = vault.rotation(&home, &new, &at(30), &stop);
    assert!(stopped.is_err());
    assert_eq!(
        fs::read_dir(home.folder()).unwrap().count(),
        2,
        "no workshop is left"
    );
}

#[test]
fn what_was_recorded_meanwhile_is_never_lost() {
    let temp = tempfile::tempdir().unwrap();
    let home = home(temp.path());
    let (mut vault, _, id, [mine, _]) = scene(temp.path());
    let secret = passphrase();
    let people = [(mine, &secret)];
    let new = NewKeys {
        present: mine,
        people: &people,
        cost: KdfCost::for_tests(),
        settings: Vec::new(),
    };
    let rotation = vault
        .rotation(&home, &new, &at(30), &Stop::default())
        .unwrap();
    let head = vault.head(id).unwrap();
    let later = event("later", 40);
    vault
        .append(id, head, std::slice::from_ref(&later), None)
        .unwrap();
    let folder = vault.folder().to_owned();
    let refused = rotation.put_in_place(vault, &home, &at(41));
    assert!(matches!(
        refused,
        Err(BackupError::Store(StoreError::Conflict { .. }))
    ));
    assert_eq!(home.vault().unwrap(), folder);
    assert_eq!(open(&folder).events(id).unwrap().len(), 2);
}

const FOLDER: &str = "STEPWISE_CRASH_ROTATION_FOLDER";
/// A slow machine does fewer in the short form, and says how many.
const LONGEST: Duration = Duration::from_secs(20);

/// Not a test of its own: the program that the next one kills.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let home = home(&PathBuf::from(folder));
    home.tidy();
    let vault = open_at(&home.vault().unwrap(), 60).unwrap();
    let mine = vault.unlocked_by().id;
    let secret = passphrase();
    rotate(vault, &home, &[(mine, &secret)]);
}

fn run(folder: &Path, kill_after: Option<u64>) -> bool {
    let mut child = child::command("child", &[(FOLDER, folder.as_os_str())])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    if let Some(after) = kill_after {
        std::thread::sleep(Duration::from_millis(after));
        let _ = child.kill();
    }
    child.wait().unwrap().success()
}

#[test]
#[cfg(unix)]
fn killed_at_any_moment_it_leaves_the_vault_before_or_the_new_one() {
    let temp = tempfile::tempdir().unwrap();
    let (mut vault, _, id, _) = scene(temp.path());
    let document = NewDocument {
        id: DocumentId::random().unwrap(),
        kind: "attachment".into(),
        name: "a".into(),
        media_type: "text/plain".into(),
        bytes: vec![7; 3_000_000],
        added: at(0).at,
    };
    vault.add_document(Some(id), &document).unwrap();
    let head = vault.head(id).unwrap();
    vault.lock().unwrap();
    let begun = Instant::now();
    assert!(run(temp.path(), None), "a whole run first, to be timed");
    let time = u64::try_from(begun.elapsed().as_millis()).unwrap() + 1;

    let wanted = tries(12, 60);
    let (start, mut kills, mut ended, mut flipped) = (Instant::now(), 0u32, 0u32, 0u32);
    let mut before = home(temp.path()).vault().unwrap();
    while kills < wanted && (long() || start.elapsed() < LONGEST) {
        let after = u64::from(kills) * 37 % time;
        let whole = run(temp.path(), Some(after));
        ended += u32::from(whole);
        kills += 1;
        let home = home(temp.path());
        let now = home.vault().unwrap();
        flipped += u32::from(now != before && !whole);
        let vault = open_at(&now, 200 + i64::from(kills) * 10).unwrap();
        assert!(vault.notices().is_empty(), "{:?}", vault.notices());
        assert_eq!(vault.head(id).unwrap(), head);
        vault.verify_all().unwrap();
        vault.lock().unwrap();
        assert!(now == before || !opens(&now, OTHER));
        assert!(opens(&before, PASSPHRASE), "the earlier one is whole");
        before = now;
        // What accumulates would fill the disk: only what is not in use.
        let used = open_at(&before, 4000).unwrap();
        home.tidy();
        for kept in home.kept() {
            home.discard(&used, &kept).unwrap();
        }
    }
    assert!(ended < kills, "the kills came too late to show anything");
    let left = fs::read_dir(home(temp.path()).folder())
        .unwrap()
        .filter_map(Result::ok);
    let half = left.filter(|entry| entry.file_name().to_string_lossy().starts_with('.'));
    assert_eq!(half.count(), 0);
    if kills < wanted {
        eprintln!("only {kills} of {wanted} kills fitted into {LONGEST:?} on this machine");
    }
    Told {
        row: "key rotation",
        what: &format!(
            "killed while it changes keys ({flipped} after the new one was in use, {ended} had ended)"
        ),
        tried: kills.into(),
        lost: 0,
    }
    .tell();
}
