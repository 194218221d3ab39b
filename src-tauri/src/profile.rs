//! The folder that WebKit insists on. The window is incognito, so that nothing of a record goes there;
//! but WebKit makes folders and salts all the same, and they do not belong beside the vault.

use std::path::PathBuf;
use std::sync::Mutex;

use tempfile::TempDir;

/// A throw-away folder, private to the user.
pub struct Profile {
    folder: PathBuf,
    kept: Mutex<Option<TempDir>>,
}

impl Profile {
    /// A new folder: in the system's run-time folder, which is memory, where there is one.
    ///
    /// # Errors
    /// When no folder can be made.
    pub fn new() -> std::io::Result<Self> {
        let mut named = tempfile::Builder::new();
        named.prefix("stepwise-");
        let run_time = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
        let kept = match run_time.filter(|folder| folder.is_dir()) {
            Some(folder) => named.tempdir_in(folder).or_else(|_| named.tempdir())?,
            None => named.tempdir()?,
        };
        Ok(Self {
            folder: kept.path().to_path_buf(),
            kept: Mutex::new(Some(kept)),
        })
    }

    /// Where it is.
    pub fn folder(&self) -> PathBuf {
        self.folder.clone()
    }

    /// Removes it, at the end: leaving the process does not.
    pub fn remove(&self) {
        if let Ok(mut kept) = self.kept.lock() {
            kept.take();
        }
    }
}
