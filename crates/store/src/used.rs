//! Which ways in were used last on this computer, the newest first: they are tried first, so that
//! whoever works here waits for one try of a passphrase and not for everybody's.
//!
//! It holds opaque ids alone, no more than the slot file beside it. Whoever changes it changes the order
//! in which slots are tried, and nothing else.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::files::{self, USED};
use crate::ids::SlotId;
use crate::slot::SealedSlot;

/// More are not kept.
const MOST: usize = 64;

/// The slots, as used, the newest first.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Used {
    slots: Vec<SlotId>,
}

impl Used {
    /// Reads the folder's; a file that cannot be read counts as none.
    pub(crate) fn read(folder: &Path) -> Self {
        files::read_small(&folder.join(USED))
            .ok()
            .flatten()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Puts the slots in the order in which they are tried.
    pub(crate) fn order(&self, slots: &mut [&SealedSlot]) {
        let place = |slot: &&SealedSlot| {
            let found = self.slots.iter().position(|id| *id == slot.id);
            found.unwrap_or(usize::MAX)
        };
        slots.sort_by_key(place);
    }

    /// Notes that one was used. It saves time and nothing else: a failure is nobody's.
    pub(crate) fn note(folder: &Path, id: SlotId) {
        let mut used = Self::read(folder);
        if used.slots.first() == Some(&id) {
            return;
        }
        used.slots.retain(|one| *one != id);
        used.slots.insert(0, id);
        used.slots.truncate(MOST);
        if let Ok(bytes) = serde_json::to_vec(&used) {
            let _ = files::write_whole(&folder.join(USED), &bytes);
        }
    }
}
