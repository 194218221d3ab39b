//! File systems of a test's own. Mounting needs root: without it a test says so and is skipped.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A mounted file system, unmounted at the end.
pub struct Mount(PathBuf);

impl Mount {
    /// A small one in memory, at a folder that is made where there is none. None without the right to
    /// mount.
    pub fn small(at: &Path, options: &str) -> Option<Self> {
        Self::of("tmpfs", Path::new("tmpfs"), options, at)
    }

    /// A file with a file system in it.
    pub fn image(kind: &str, image: &Path, at: &Path) -> Option<Self> {
        Self::of(kind, image, "loop", at)
    }

    fn of(kind: &str, what: &Path, options: &str, at: &Path) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let done = ran(Command::new("mount")
            .args(["-t", kind, "-o", options])
            .arg(what)
            .arg(at));
        done.then(|| Self(at.to_owned()))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Mounts it again with other options, such as `remount,ro`.
    pub fn again(&self, options: &str) {
        assert!(ran(Command::new("mount")
            .args(["-o", options])
            .arg(&self.0)));
    }

    /// Takes all the room there is.
    pub fn fill(&self) {
        let mut file = fs::File::create(self.0.join("filler")).unwrap();
        for size in [4096, 1] {
            while file.write_all(&vec![0u8; size]).is_ok() {}
        }
    }

    /// Gives it back.
    pub fn free(&self) {
        fs::remove_file(self.0.join("filler")).unwrap();
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        if !ran(Command::new("umount").arg(&self.0)) {
            ran(Command::new("umount").arg("-l").arg(&self.0));
        }
    }
}

/// Whether a program ran and ended well; what it prints is not shown.
pub fn ran(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}
