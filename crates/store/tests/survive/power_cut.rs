//! What was acknowledged is there after the power was cut at any moment.
//!
//! A file system in a file (ext4), on a file system that copies a file in one step (XFS). The copy is what
//! a disk holds whose power is cut: what the file system had not handed over is not in it. A save must be there once it
//! was acknowledged; the same with `synchronous = NORMAL` must lose some, or the test shows nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use rusqlite::Connection;

use crate::common::*;
use crate::writer;
use stepwise_testkit::child::{self, Child, say_saved};
use stepwise_testkit::mount::{Mount, ran};
use stepwise_testkit::survive::{Told, skipped, tries};

const ROW: &str = "power cut";
const PLAIN: &str = "STEPWISE_PLAIN_DATABASE";
/// Cuts of one vault.
const CUTS: u32 = 10;

/// A disk that can be cut off.
struct Disk {
    // Unmounted in this order.
    live: Mount,
    pool: Mount,
    _room: Mount,
    temp: tempfile::TempDir,
}

impl Disk {
    fn new() -> Option<Self> {
        let temp = tempfile::tempdir().unwrap();
        let no = |what: &str| skipped(ROW, what);
        // In memory, where there is nothing to wait for: what counts is which writes were handed over.
        let Some(room) = Mount::small(&temp.path().join("room"), "size=3g") else {
            no("mounting needs root");
            return None;
        };
        let outer = room.path().join("xfs");
        if !sized(&outer, 2 << 30)
            || !ran(Command::new("/sbin/mkfs.xfs")
                .args(["-q", "-m", "reflink=1"])
                .arg(&outer))
        {
            no("mkfs.xfs (package xfsprogs) is missing");
            return None;
        }
        let Some(pool) = Mount::image("xfs", &outer, &temp.path().join("pool")) else {
            no("this system mounts no XFS image: no loop device, or no XFS");
            return None;
        };
        let inner = pool.path().join("disk");
        if !sized(&inner, 1 << 30)
            || !ran(Command::new("/sbin/mkfs.ext4")
                .args(["-q", "-F"])
                .arg(&inner))
        {
            no("mkfs.ext4 (package e2fsprogs) is missing");
            return None;
        }
        let Some(live) = Mount::image("ext4", &inner, &temp.path().join("live")) else {
            no("this system mounts no ext4 image");
            return None;
        };
        Some(Self {
            live,
            pool,
            _room: room,
            temp,
        })
    }

    fn live(&self) -> &Path {
        self.live.path()
    }

    /// What the disk holds now, mounted as after a power cut.
    fn cut(&self) -> (Mount, PathBuf) {
        let copy = self.pool.path().join("copy");
        let _ = fs::remove_file(&copy);
        let done = Command::new("cp")
            .arg("--reflink=always")
            .arg(self.pool.path().join("disk"))
            .arg(&copy)
            .status()
            .unwrap();
        assert!(done.success(), "the disk was not copied");
        let after = Mount::image("ext4", &copy, &self.temp.path().join("after")).unwrap();
        let path = after.path().to_owned();
        (after, path)
    }
}

fn sized(path: &Path, bytes: u64) -> bool {
    fs::File::create(path).is_ok_and(|file| file.set_len(bytes).is_ok())
}

/// Cuts while a program saves, at moments in no order, and hands over what was acknowledged just before with
/// what the disk then holds.
fn cuts(
    disk: &Disk,
    wanted: u32,
    command: impl Fn() -> Command,
    mut after: impl FnMut(u64, &Path),
) {
    let mut done = 0;
    while done < wanted {
        let mut child = Child::start(command());
        // A new program now and then: opening and closing are cut, too.
        for _ in 0..CUTS {
            std::thread::sleep(Duration::from_millis(30 + u64::from(done) * 37 % 101));
            let Some(saved) = child.saved() else {
                assert!(!child.ended(), "the program that saves ended by itself");
                continue;
            };
            let (mounted, path) = disk.cut();
            after(saved, &path);
            drop(mounted);
            done += 1;
            if done == wanted {
                break;
            }
        }
    }
}

#[test]
fn acknowledged_entries_survive_a_power_cut() {
    let Some(disk) = Disk::new() else {
        return;
    };
    let wanted = tries(12, 100);
    let mut done = 0;
    while done < wanted {
        // A vault of its own for each few cuts: one that grows all the time is soon read for longer than it is cut.
        let some = (wanted - done).min(CUTS);
        let name = format!("vault-{done}");
        let folder = disk.live().join(&name);
        let (mut vault, _) = create(&folder);
        let (case, _) = case(&mut vault, "one");
        vault.lock().unwrap();
        let mut last = 0;
        cuts(
            &disk,
            some,
            || writer::command(&folder, case, 5),
            |saved, at| {
                let vault = open(&at.join(&name));
                last = writer::check(&vault, case, Some(saved));
                vault.verify_all().unwrap();
            },
        );
        assert!(
            last > u64::from(some),
            "too little was saved to show anything: {last}"
        );
        fs::remove_dir_all(&folder).unwrap();
        done += some;
    }
    Told {
        row: ROW,
        what: "a vault on a disk that is cut off while it saves",
        tried: wanted.into(),
        lost: 0,
    }
    .tell();
}

/// Not a test of its own: saves rows into an encrypted database, with a log and the synchronising it is told.
#[test]
fn plain_program() {
    let Ok(told) = std::env::var(PLAIN) else {
        return;
    };
    let (level, path) = told.split_once(' ').unwrap();
    let conn = plain(Path::new(path));
    conn.execute_batch(&format!(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = {level}"
    ))
    .unwrap();
    conn.execute_batch("CREATE TABLE IF NOT EXISTS t (n INTEGER PRIMARY KEY, x)")
        .unwrap();
    loop {
        conn.execute("INSERT INTO t (x) VALUES (zeroblob(3000))", [])
            .unwrap();
        say_saved(u64::try_from(conn.last_insert_rowid()).unwrap());
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn plain(path: &Path) -> Connection {
    let conn = Connection::open(path).unwrap();
    conn.execute_batch("PRAGMA key = 'only a control'").unwrap();
    conn
}

/// How many cuts lost an acknowledged row, with a database set like that.
fn lost_with(disk: &Disk, level: &str, wanted: u32) -> u64 {
    let path = disk.live().join(format!("{level}.db"));
    let told = format!("{level} {}", path.display());
    let mut lost = 0;
    cuts(
        disk,
        wanted,
        || child::command("power_cut::plain_program", &[(PLAIN, told.as_ref())]),
        |saved, at| {
            let rows = plain(&at.join(format!("{level}.db"))).query_row(
                "SELECT coalesce(max(n), 0) FROM t",
                [],
                |row| row.get::<_, i64>(0),
            );
            let left = rows.map_or(0, |n| u64::try_from(n).unwrap());
            lost += u64::from(left < saved);
        },
    );
    lost
}

#[test]
fn the_same_cuts_lose_commits_that_are_not_synchronised() {
    let Some(disk) = Disk::new() else {
        return;
    };
    let wanted = tries(8, 100);
    let told = |what, lost| Told {
        row: ROW,
        what,
        tried: wanted.into(),
        lost,
    };
    // Only the one setting differs.
    let full = lost_with(&disk, "FULL", wanted);
    assert_eq!(full, 0, "the test loses what was synchronised");
    told("a bare database, write-ahead log and FULL", full).tell();
    let normal = lost_with(&disk, "NORMAL", wanted);
    assert!(
        normal > 0,
        "nothing is lost whatever one does: the test shows nothing"
    );
    told("the same with NORMAL", normal).control();
}
