//! An open vault.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset};
use ed25519_dalek::SigningKey;
use rusqlite::Connection;
use serde_json::json;
use stepwise_core::chain::Head;

use crate::copies::OtherCopy;
use crate::error::StoreError;
use crate::files::FolderLock;
use crate::ids::VaultId;
use crate::journal::{Draft, LOCKED, Tail};
use crate::open::Notice;
use crate::secret::VaultKey;
use crate::slot::Slot;
use crate::slot_file::SlotFile;
use crate::state;

/// The anchor is written at most this often by appending.
const ANCHOR_EVERY: Duration = Duration::from_secs(1);

/// A moment as the caller's clock gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The time with its offset from UTC.
    pub at: DateTime<FixedOffset>,
    /// The zone's name, such as `Europe/London`.
    pub zone: String,
}

impl Stamp {
    pub(crate) fn text(&self) -> String {
        self.at.to_rfc3339()
    }
}

/// An open vault: the record, and everything kept with it. One at a time can be open on a folder.
///
/// Dropping it closes it and wipes its keys; [`Vault::lock`] does so in order.
pub struct Vault {
    pub(crate) conn: Connection,
    pub(crate) folder: PathBuf,
    pub(crate) id: VaultId,
    pub(crate) key: VaultKey,
    pub(crate) signing: SigningKey,
    pub(crate) slots: SlotFile,
    pub(crate) unlocked_by: Slot,
    pub(crate) notices: Vec<Notice>,
    pub(crate) copies: Vec<OtherCopy>,
    pub(crate) journal: Tail,
    pub(crate) anchored: Option<Anchored>,
    /// Dropped last, when the database is closed.
    pub(crate) _lock: FolderLock,
}

/// When the anchor was last written, and at what.
#[derive(Clone, Copy)]
pub(crate) struct Anchored {
    at: Instant,
    head: Head,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl Vault {
    /// Names this vault.
    pub fn id(&self) -> VaultId {
        self.id
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Which slot opened it.
    pub fn unlocked_by(&self) -> &Slot {
        &self.unlocked_by
    }

    /// What was noticed while opening, to be told to the person. Empty when all was well.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Other copies of this vault that were found while opening and hold what it does not hold, whether or not
    /// they were told of before. Nothing was done to them.
    pub fn other_copies(&self) -> &[OtherCopy] {
        &self.copies
    }

    /// Where the journal stands.
    pub fn journal_head(&self) -> Head {
        self.journal.head
    }

    /// Notes outside the database where the journal stands, so that an older file put in its
    /// place is noticed. Call it when a head leaves the machine: at print and export.
    ///
    /// # Errors
    /// The anchor could not be written; the record itself is safe.
    pub fn anchor(&mut self) -> Result<(), StoreError> {
        let head = self.journal.head;
        if self.anchored.is_some_and(|anchored| anchored.head == head) {
            return Ok(());
        }
        state::write(&self.folder, self.id, head, &self.key)?;
        self.anchored = Some(Anchored {
            at: Instant::now(),
            head,
        });
        Ok(())
    }

    /// Notes the same beside the vault's folder. It is a second pair of eyes: without it everything
    /// still works, so that a failure is nobody's.
    pub(crate) fn mark(&self) {
        let _ = state::write_beside(&self.folder, self.id, self.journal.head, &self.key);
    }

    /// After a commit, and while nothing is done. The entry is saved whether or not this succeeds, an
    /// anchor that is behind is normal, and the next append tries again: so a failure is not the caller's.
    pub fn anchor_if_due(&mut self) {
        if self
            .anchored
            .is_none_or(|anchored| anchored.at.elapsed() >= ANCHOR_EVERY)
        {
            let _ = self.anchor();
        }
    }

    /// Writes down why the vault is about to be locked, in one of the caller's words. The lock itself does
    /// not depend on it: a computer that loses its power locks without a note.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was written.
    pub fn note_lock(&mut self, why: &str, now: &Stamp) -> Result<(), StoreError> {
        let actor = self.unlocked_by.label.clone();
        self.note(&Draft {
            kind: LOCKED,
            payload: &json!({ "why": why }),
            at: now.at,
            zone: &now.zone,
            actor: &actor,
            subject: None,
        })?;
        Ok(())
    }

    /// Closes the vault: anchors, folds the write-ahead log into the database, closes the
    /// connection, wipes the keys. The vault is closed even when an error is returned.
    ///
    /// # Errors
    /// The anchor or the log could not be written; nothing committed is lost.
    pub fn lock(mut self) -> Result<(), StoreError> {
        let anchored = self.anchor();
        self.mark();
        let folded = self
            .conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        anchored?;
        folded?;
        Ok(())
    }
}
