//! The encrypted vault: keys, slots, migrations, the record, drafts and search.
//!
//! A vault is a folder (`FORMAT.md` says what is in it). [`Vault`] is the one way in. The store
//! knows nothing of what a record means: events, journal entries and packs are bytes to it, and
//! only their order, their integrity and their secrecy are its business.
//!
//! Everything here blocks, takes the time from its caller, and returns from a write only after
//! the commit. Nothing here deletes or recreates a vault, whatever state it is found in.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod activity;
mod arriving;
mod backup;
mod beside;
mod cases;
mod copies;
mod create;
mod database;
mod documents;
mod drafts;
mod erasing;
mod error;
mod fault;
mod files;
#[cfg(any(test, feature = "fuzzed"))]
pub mod fuzzed;
mod handover;
mod heads;
mod home;
mod ids;
mod journal;
mod kdf;
mod memory;
mod migrate;
mod notices;
mod open;
mod opening;
mod packs;
mod placing;
mod quick;
mod record;
mod records;
pub mod recovery;
mod rotate;
mod search;
mod secret;
mod settings;
mod signing;
mod slot;
mod slot_file;
mod slots;
mod state;
mod tries;
mod used;
mod vault;
mod verify;

pub use activity::JournalQuery;
pub use arriving::{Arriving, ArrivingFile, Bring, Put, Salted, TakeFault};
pub use backup::{
    Backup, BackupError, BackupFile, BackupJob, BackupNames, CaseCompared, CaseHeld, Comparison,
    Contents, Kept, Line, Listed, Restoration, Restored, Secret, Stop, keep,
};
pub use beside::Beside;
pub use cases::{CaseEntry, CaseIndex};
pub use copies::OtherCopy;
pub use create::Setup;
pub use documents::{Document, MAX_DOCUMENT_BYTES, NewDocument};
pub use drafts::Draft;
pub use erasing::{Elsewhere, Erased, Erasing, Erasure, Unreached};
pub use error::{Cause, CreateError, Damage, JsonFault, OpenError, StoreError};
pub use fault::DatabaseFault;
pub use handover::{Meeting, Receiving, TakenOn};
pub use home::{Home, HomeError};
pub use ids::{CaseId, DocumentId, NotAnId, SlotId, VaultId};
pub use journal::{Entry, NewEntry};
pub use kdf::{KdfCost, KdfError};
pub use notices::OpenNotice;
pub use open::{CopyPlace, Notice, Presence};
pub use quick::{PinError, Quick, QuickError, QuickSecret, check_pin};
pub use record::{Batch, NewEvent, OpenedCase, StoredEvent};
pub use records::{RecordName, RecordNameError};
pub use recovery::{GroupCheck, RecoveryKey, RecoveryKeyError};
pub use rotate::{NewKeys, Rotated, Rotation};
pub use search::{HIT_END, HIT_START, Hit};
pub use secret::Passphrase;
pub use signing::SignedHead;
pub use slot::{Slot, SlotKind};
pub use stepwise_core::chain::{ChainFault, ChainHash, ChainRow, Head};
pub use vault::{Stamp, Vault};
pub use verify::Verified;
