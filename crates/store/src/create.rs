//! Making a vault.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::json;
use zeroize::Zeroizing;

use crate::database::{self, APPLICATION_ID, Mode};
use crate::error::{CreateError, StoreError};
use crate::files::{self, DATABASE, FolderLock, NoLock, SLOTS, SLOTS_PREVIOUS};
use crate::home::Home;
use crate::ids::{SlotId, VaultId};
use crate::journal::{Draft, Tail, VAULT_CREATED};
use crate::kdf::KdfCost;
use crate::migrate::{self, MIGRATIONS};
use crate::opening::Opening;
use crate::placing::Workshop;
use crate::recovery::RecoveryKey;
use crate::secret::{Passphrase, Usage, VaultKey, random};
use crate::slot::{NewSlot, SealedSlot, SlotKind};
use crate::slot_file::{MAX_LABEL, SlotFile};
use crate::state;
use crate::tries::Tries;
use crate::vault::{Stamp, Vault};

/// What a new vault begins with.
#[derive(Debug)]
pub struct Setup<'a> {
    /// The first person's label: an opaque id of letters, digits, hyphens and underscores, never
    /// a name. It can be read without a passphrase.
    pub person: &'a str,
    /// That person's passphrase.
    pub passphrase: &'a Passphrase,
    /// What one try of it costs; [`KdfCost::measured`] chooses.
    pub cost: KdfCost,
    /// Now.
    pub now: Stamp,
}

/// Room for what is saved right after a vault was made, in bytes.
const FIRST_ROOM: usize = 512 * 1024;

pub(crate) fn good_label(label: &str) -> bool {
    (1..=MAX_LABEL).contains(&label.len())
        && label
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Two recovery keys and their slots.
pub(crate) fn make_recovery(
    vault: &VaultId,
    created: &str,
    key: &VaultKey,
) -> Result<([RecoveryKey; 2], [SealedSlot; 2]), StoreError> {
    let make = |label: &str| {
        let recovery = RecoveryKey::make()?;
        let new = NewSlot {
            id: SlotId::random()?,
            kind: SlotKind::Recovery,
            label,
            created,
            cost: KdfCost::RECOVERY,
            secret: recovery.as_bytes(),
        };
        let slot = SealedSlot::seal(vault, &new, key)?;
        Ok::<_, StoreError>((recovery, slot))
    };
    let ((first, first_slot), (second, second_slot)) = (make("recovery-1")?, make("recovery-2")?);
    Ok(([first, second], [first_slot, second_slot]))
}

impl Vault {
    /// Makes a vault in a folder that is new or empty, and opens it. It is made beside that
    /// folder and put in place whole, so that a half-made one never stands there.
    ///
    /// # Errors
    /// [`CreateError`]; the place is then as it was.
    pub fn create(
        folder: &Path,
        setup: Setup<'_>,
    ) -> Result<(Self, [RecoveryKey; 2]), CreateError> {
        if setup.passphrase.is_empty() {
            return Err(CreateError::NoPassphrase);
        }
        if !good_label(setup.person) {
            return Err(CreateError::Label);
        }
        match fs::read_dir(folder) {
            Ok(mut entries) => {
                if entries.next().is_some() {
                    return Err(CreateError::NotEmpty);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(CreateError::NotEmpty);
            }
            Err(error) => return Err(error.into()),
        }
        let mut workshop = Workshop::new(&Home::new(parent(folder)?))?;
        let (key, slots, slot, keys) = build(workshop.path(), &setup)?;
        // Once it stands, what is asked at the first run has to fit, too: a record whose recovery keys
        // could not be shown would be worse than none.
        files::check_room(workshop.path(), FIRST_ROOM)?;
        put_in_place(&mut workshop, folder)?;
        let lock = FolderLock::take(folder).map_err(|error| match error {
            NoLock::Held => CreateError::NotEmpty,
            NoLock::Io(error) => error.into(),
        })?;
        let opening = Opening {
            folder,
            lock,
            slots,
            restored: false,
            tries: Tries::default(),
            now: &setup.now,
        };
        let vault = opening
            .finish(key, &slot)
            .map_err(|error| CreateError::Open(Box::new(error)))?;
        Ok((vault, keys))
    }
}

/// The folder that it stands in: it is built there, on the same disk.
fn parent(folder: &Path) -> Result<&Path, CreateError> {
    let parent = folder.parent().ok_or(CreateError::NotEmpty)?;
    Ok(match parent.as_os_str().is_empty() {
        true => Path::new("."),
        false => parent,
    })
}

fn put_in_place(workshop: &mut Workshop, folder: &Path) -> Result<(), CreateError> {
    match fs::remove_dir(folder) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {
            return Err(CreateError::NotEmpty);
        }
        Err(error) => return Err(error.into()),
    }
    fs::rename(workshop.path(), folder)?;
    workshop.moved();
    Ok(files::sync_folder_of(folder)?)
}

type Built = (VaultKey, SlotFile, SealedSlot, [RecoveryKey; 2]);

/// Everything a vault has, in a folder nobody else looks at.
fn build(folder: &Path, setup: &Setup<'_>) -> Result<Built, CreateError> {
    let id = VaultId::random()?;
    let key = VaultKey::make()?;
    let created = setup.now.text();
    let new = NewSlot {
        id: SlotId::random()?,
        kind: SlotKind::Person,
        label: setup.person,
        created: &created,
        cost: setup.cost,
        secret: setup.passphrase.as_bytes(),
    };
    let person = SealedSlot::seal(&id, &new, &key)?;
    let (keys, [first, second]) = make_recovery(&id, &created, &key)?;
    let slots = SlotFile::seal(id, 1, vec![person.clone(), first, second], &key);

    let mut conn = database::connect(
        &folder.join(DATABASE),
        &key.derive(Usage::Database),
        Mode::Make,
    )?;
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrate::run(&mut conn, 0, &MIGRATIONS)?;
    database::settle(&conn)?;
    let seed: Zeroizing<[u8; 32]> = Zeroizing::new(random()?);
    let tx = conn.transaction()?;
    database::put_meta(&tx, "vault", id.as_bytes())?;
    database::put_meta(&tx, "signing-seed", &seed[..])?;
    database::put_slots_generation(&tx, slots.generation)?;
    let tail = Tail::read(&tx, &id)?.write(
        &tx,
        &Draft {
            kind: VAULT_CREATED,
            payload: &json!({ "vault": id, "program": env!("CARGO_PKG_VERSION") }),
            at: setup.now.at,
            zone: &setup.now.zone,
            actor: setup.person,
            subject: None,
        },
    )?;
    tx.commit()?;
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    drop(conn);

    let bytes = slots.to_bytes().map_err(StoreError::from)?;
    files::write_whole(&folder.join(SLOTS), &bytes)?;
    files::write_whole(&folder.join(SLOTS_PREVIOUS), &bytes)?;
    state::write(folder, id, tail.head, &key)?;
    Ok((key, slots, person, keys))
}
