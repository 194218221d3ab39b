//! A full disk and a place that can only be read. Needs root and Linux for its mounts; says loudly
//! when it is skipped.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::*;
use stepwise_store::*;

/// A small file system of its own, unmounted at the end.
struct Mount(tempfile::TempDir);

impl Mount {
    fn new(options: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(folder.path())
            .output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(folder));
        }
        eprintln!("SKIPPED: this test mounts a small file system, which needs root");
        None
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn again(&self, options: &str) {
        let done = Command::new("mount")
            .args(["-o", options])
            .arg(self.path())
            .status()
            .unwrap();
        assert!(done.success());
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

/// Takes all the room there is.
fn fill(folder: &Path) {
    use std::io::Write;
    let mut file = fs::File::create(folder.join("filler")).unwrap();
    for size in [4096, 1] {
        while file.write_all(&vec![0u8; size]).is_ok() {}
    }
}

#[test]
fn a_disk_that_fills_up_loses_nothing_and_says_so() {
    let Some(mount) = Mount::new("size=3m") else {
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

    fill(mount.path());
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

    fs::remove_file(mount.path().join("filler")).unwrap();
    mount.again("remount,size=12m");
    let mut vault = open(&folder);
    assert_eq!(vault.head(id).unwrap(), head);
    vault
        .append(id, head, &[event("there is room again", 70)], None)
        .unwrap();
    vault.verify_all().unwrap();
}

#[test]
fn a_place_that_can_only_be_read_says_so() {
    let Some(mount) = Mount::new("size=8m") else {
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
}
