//! A vault that was built beside the one in use takes its place: after a restore, and under a new key.

use std::fs;
use std::path::{Path, PathBuf};

use stepwise_core::chain::Head;

use crate::backup::BackupError;
use crate::error::{OpenError, StoreError};
use crate::files::{self, FolderLock, NoLock, SLOTS, SLOTS_PREVIOUS};
use crate::home::Home;
use crate::opening::Opening;
use crate::secret::VaultKey;
use crate::slot::SealedSlot;
use crate::slot_file::SlotFile;
use crate::state;
use crate::tries::Tries;
use crate::vault::{Stamp, Vault};

/// A folder that a vault is built in, and that is taken away unless it takes its place. Nobody else tidies it
/// away meanwhile: the file beside it is locked.
pub(crate) struct Workshop {
    folder: PathBuf,
    /// Nothing takes the folder away any more.
    kept: bool,
    /// None once it is given back: a file that is open is not deleted on Windows.
    held: Option<FolderLock>,
    mark: PathBuf,
}

impl Workshop {
    /// A new one, on the same disk as the vault in use.
    pub(crate) fn new(home: &Home) -> Result<Self, StoreError> {
        let folder = home.workshop()?;
        let mark = lock_beside(&folder);
        // First the lock: a folder without one is taken for left over.
        let held = match FolderLock::take_file(&mark) {
            Ok(held) => held,
            Err(NoLock::Held) => return Err(StoreError::Invalid("the folder is another's")),
            Err(NoLock::Io(error)) => return Err(error.into()),
        };
        let workshop = Self {
            folder,
            kept: false,
            held: Some(held),
            mark,
        };
        files::private_folder(&workshop.folder)?;
        Ok(workshop)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.folder
    }

    /// It has another name from here on, and stays there.
    pub(crate) fn moved(&mut self) {
        self.kept = true;
    }

    /// It did not take its place after all: it is taken away from where it is now.
    fn failed(&mut self, folder: &Path) {
        self.folder = folder.to_owned();
        self.kept = false;
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        if !self.kept {
            // Ours alone, and never in use. What stays is taken away at the next start.
            let _ = fs::remove_dir_all(&self.folder);
        }
        self.held = None;
        let _ = fs::remove_file(&self.mark);
    }
}

/// The file that is locked while a folder is built in.
pub(crate) fn lock_beside(folder: &Path) -> PathBuf {
    folder.with_extension("lock")
}

/// A vault whose database is whole in a workshop and closed: what its folder still needs.
pub(crate) struct Built<'a> {
    pub(crate) slots: &'a SlotFile,
    pub(crate) key: &'a VaultKey,
    /// Who opens it.
    pub(crate) slot: &'a SealedSlot,
    /// Where its journal stands.
    pub(crate) head: Head,
    /// What the note beside the folder said before, and under which key: it says so again where this one
    /// does not take its place.
    pub(crate) seen: (Option<Head>, &'a VaultKey),
}

impl Built<'_> {
    /// Writes the files beside the database, gives the folder its name, says in one step that it is the
    /// one in use, and opens it.
    ///
    /// # Errors
    /// [`BackupError`]; the vault before is the one in use, and this one is taken away.
    pub(crate) fn take_place(
        &self,
        mut workshop: Workshop,
        home: &Home,
        now: &Stamp,
    ) -> Result<Vault, BackupError> {
        self.finish(workshop.path())
            .map_err(|error| BackupError::from(error).here())?;
        let note = home.note()?;
        let folder = home.new_name(&now.at);
        fs::rename(workshop.path(), &folder).map_err(|e| BackupError::from(e).here())?;
        // From here on the note may say that it is the one in use: nothing takes it away.
        workshop.moved();
        match self.take_over(home, &folder, now) {
            Ok(vault) => Ok(vault),
            Err(error) => {
                home.put_back(note.as_deref())?;
                // A note beside the folder that is of the other line would be noticed, and nothing worse.
                let (seen, key) = self.seen;
                let _ = state::put_back_beside(&folder, self.slots.vault, seen, key);
                workshop.failed(&folder);
                Err(error)
            }
        }
    }

    /// The files beside the database.
    fn finish(&self, folder: &Path) -> Result<(), StoreError> {
        let bytes = self.slots.to_bytes()?;
        files::write_whole(&folder.join(SLOTS), &bytes)?;
        files::write_whole(&folder.join(SLOTS_PREVIOUS), &bytes)?;
        state::write(folder, self.slots.vault, self.head, self.key)
    }

    /// The folder is whole and has its name: say that it is the one in use, and open it.
    fn take_over(&self, home: &Home, folder: &Path, now: &Stamp) -> Result<Vault, BackupError> {
        files::sync_folder_of(folder).map_err(|e| BackupError::from(e).here())?;
        home.point_to(folder)?;
        // The note of how far this computer saw the journal is of the line, or the key, that was left.
        let _ = state::write_beside(folder, self.slots.vault, self.head, self.key);
        self.open(folder, now)
            .map_err(|error| BackupError::Open(Box::new(error)))
    }

    fn open(&self, folder: &Path, now: &Stamp) -> Result<Vault, OpenError> {
        let lock = FolderLock::take(folder).map_err(|error| match error {
            NoLock::Held => OpenError::InUse,
            NoLock::Io(error) => error.into(),
        })?;
        let opening = Opening {
            folder,
            lock,
            slots: self.slots.clone(),
            restored: false,
            tries: Tries::default(),
            now,
        };
        opening.finish(self.key.clone(), self.slot)
    }
}
