//! The folders that WebKit insists on. The window is incognito, so that nothing of a record goes there;
//! but WebKit makes caches' folders and salts all the same, and they do not belong beside the vault.

use std::path::PathBuf;
use std::sync::Mutex;

use tempfile::TempDir;

/// A throw-away folder for each window, private to the user. A folder of its own is needed for another
/// reason too: Tauri serves the application's pages once for each folder, and an incognito window that
/// shares one shows nothing.
#[derive(Default)]
pub struct Profiles(Mutex<Vec<TempDir>>);

impl Profiles {
    /// A new folder: in the system's run-time folder, which is memory, where there is one.
    ///
    /// # Errors
    /// When no folder can be made.
    pub fn fresh(&self) -> std::io::Result<PathBuf> {
        let mut named = tempfile::Builder::new();
        named.prefix("stepwise-");
        let run_time = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
        let folder = match run_time.filter(|folder| folder.is_dir()) {
            Some(folder) => named.tempdir_in(folder).or_else(|_| named.tempdir())?,
            None => named.tempdir()?,
        };
        let path = folder.path().to_path_buf();
        if let Ok(mut all) = self.0.lock() {
            all.push(folder);
        }
        Ok(path)
    }

    /// Removes them all, at the end: leaving the process does not.
    pub fn clear(&self) {
        if let Ok(mut all) = self.0.lock() {
            all.clear();
        }
    }
}
