//! A full disk and a place that can only be read. Mounting needs root and Linux.

use std::fs;

use crate::common::*;
use stepwise_store::*;
use stepwise_testkit::mount::Mount;
use stepwise_testkit::survive::{Told, skipped};

const ROW: &str = "full disk";

fn small(options: &str) -> Option<(tempfile::TempDir, Mount)> {
    let temp = tempfile::tempdir().unwrap();
    let mount = Mount::small(&temp.path().join("disk"), options);
    if mount.is_none() {
        skipped(ROW, "mounting a small file system needs root");
    }
    Some((temp, mount?))
}

#[test]
fn a_disk_that_fills_up_loses_nothing_and_says_so() {
    let Some((_temp, mount)) = small("size=3m") else {
        return;
    };
    let folder = mount.path().join("vault");
    let (mut vault, _) = create(&folder);
    let (id, mut head) = case(&mut vault, "one");
    let long = "a long note ".repeat(2000);
    let error = loop {
        match vault.append(id, head, &[event(&long, 20)], None) {
            Ok(new) => head = new,
            Err(error) => break error,
        }
        assert!(head.seq < 10_000);
    };
    assert!(matches!(error, StoreError::DiskFull(_)), "{error:?}");
    assert_eq!(
        vault.head(id).unwrap(),
        head,
        "what was acknowledged is there, what was not is not"
    );
    vault.verify_all().unwrap();
    let draft = vault.put_draft("p1", "f", &long.repeat(40), at(30).at.to_utc());
    assert!(matches!(draft, Err(StoreError::DiskFull(_))), "{draft:?}");
    let backup = vault.backup_to(&mount.path().join("b.backup"), &at(40));
    assert!(
        matches!(
            backup,
            Err(BackupError::DiskFull(_) | BackupError::NoRoomHere(_))
        ),
        "{backup:?}"
    );
    let left: Vec<_> = fs::read_dir(mount.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .filter(|name| !name.to_string_lossy().starts_with("seen-"))
        .collect();
    assert_eq!(left, ["vault"], "a failed backup leaves nothing behind");
    drop(vault);

    mount.fill();
    let before = files(&folder);
    let error = open_at(&folder, 60).unwrap_err();
    assert!(matches!(error, OpenError::DiskFull(_)), "{error:?}");
    assert_eq!(before, files(&folder));
    let passphrase = passphrase();
    let setup = Setup {
        person: "p1",
        passphrase: &passphrase,
        cost: KdfCost::for_tests(),
        now: at(0),
    };
    let error = Vault::create(&mount.path().join("other"), setup).unwrap_err();
    assert!(matches!(error, CreateError::DiskFull(_)), "{error:?}");

    mount.free();
    mount.again("remount,size=12m");
    let mut vault = open(&folder);
    assert_eq!(vault.head(id).unwrap(), head);
    vault
        .append(id, head, &[event("there is room again", 70)], None)
        .unwrap();
    vault.verify_all().unwrap();
    told("a disk that fills up while it saves, backs up, opens, is made");
}

fn told(what: &str) {
    Told {
        row: ROW,
        what,
        tried: 1,
        lost: 0,
    }
    .tell();
}

#[test]
fn a_place_that_can_only_be_read_says_so() {
    let Some((_temp, mount)) = small("size=8m") else {
        return;
    };
    let folder = mount.path().join("vault");
    let (mut vault, _) = create(&folder);
    case(&mut vault, "one");
    vault.lock().unwrap();
    mount.again("remount,ro");
    let error = open_at(&folder, 60).unwrap_err();
    assert!(matches!(error, OpenError::ReadOnly(_)), "{error:?}");
    assert!(matches!(Vault::inspect(&folder), Presence::Ready { .. }));
    let passphrase = passphrase();
    let setup = Setup {
        person: "p1",
        passphrase: &passphrase,
        cost: KdfCost::for_tests(),
        now: at(0),
    };
    let error = Vault::create(&mount.path().join("other"), setup).unwrap_err();
    assert!(matches!(error, CreateError::ReadOnly(_)), "{error:?}");
    mount.again("remount,rw");
    open(&folder);
    told("a place that can only be read");
}
