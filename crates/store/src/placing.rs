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

/// A folder that is built in, and taken away unless it takes its place.
pub(crate) struct Workshop(Option<PathBuf>);

impl Workshop {
    /// A new one, on the same disk as the vault in use.
    pub(crate) fn new(home: &Home) -> Result<Self, StoreError> {
        Ok(Self(Some(home.workshop()?)))
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.0.clone().unwrap_or_default()
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // Ours alone, and never in use. What stays is taken away at the next start.
            let _ = fs::remove_dir_all(path);
        }
    }
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
        self.finish(&workshop.path())
            .map_err(|error| BackupError::from(error).here())?;
        let note = home.note()?;
        let folder = home.new_name(&now.at);
        fs::rename(workshop.path(), &folder).map_err(|e| BackupError::from(e).here())?;
        // From here on the note may say that it is the one in use: nothing takes it away.
        workshop.0 = None;
        match self.take_over(home, &folder, now) {
            Ok(vault) => Ok(vault),
            Err(error) => {
                home.put_back(note.as_deref())?;
                // A note beside the folder that is of the other line would be noticed, and nothing worse.
                let (seen, key) = self.seen;
                let _ = state::put_back_beside(&folder, self.slots.vault, seen, key);
                workshop.0 = Some(folder);
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
