//! Quick unlock: the vault key wrapped for one person on one computer, with a secret that the operating
//! system's keychain keeps **and** a PIN. Either alone opens nothing. `docs/adr/0019` says why it is so.
//!
//! It stands in a file of its own beside the slot file, which no backup, restore or new key takes with it:
//! elsewhere, or with another vault key, it is worth nothing. One person has it on a computer.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Utc};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::{OpenError, StoreError};
use crate::files::{self, QUICK};
use crate::ids::{SlotId, VaultId};
use crate::journal::{Draft, SLOTS_CHANGED};
use crate::kdf::{KdfCost, KdfError};
use crate::opening::Opening;
use crate::secret::{Passphrase, random};
use crate::slot::{NewSlot, NotOpened, SealedSlot, SlotKind};
use crate::vault::{Stamp, Vault};

/// The format this program writes.
const FORMAT: u32 = 1;
/// Wrong PINs until the passphrase is asked for.
const TRIES: u32 = 3;
/// After so many days without it the passphrase is asked for, lest it is forgotten.
const DAYS: i64 = 14;
/// What a PIN has at least, in characters.
const SHORTEST: usize = 6;

/// The half that the operating system's keychain keeps: 32 random bytes. Wiped when dropped.
pub struct QuickSecret(Zeroizing<[u8; 32]>);

impl QuickSecret {
    /// A new one.
    ///
    /// # Errors
    /// The system gives no random numbers.
    pub fn random() -> Result<Self, StoreError> {
        Ok(Self(Zeroizing::new(random()?)))
    }

    /// As the keychain kept it; none where it is something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut secret = Zeroizing::new([0u8; 32]);
        if bytes.len() != secret.len() {
            return None;
        }
        secret.copy_from_slice(bytes);
        Some(Self(secret))
    }

    /// For the keychain.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for QuickSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("QuickSecret(hidden)")
    }
}

/// How quick unlock stands on this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quick {
    /// Nobody has it, or its file is not whole.
    Off,
    /// The PIN may be tried.
    Ready {
        /// Names what the keychain keeps for it.
        slot: SlotId,
        /// Tries until the passphrase is asked for.
        left: u32,
    },
    /// Three wrong PINs: the passphrase is asked for.
    Spent,
    /// The passphrase was not used for 14 days, or the clock stands before its last use.
    Due,
}

/// Why a PIN is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// Fewer than six characters.
    #[error("a PIN has at least six characters")]
    Short,
    /// All the same, or one after the other: what is tried first.
    #[error("this PIN is one of the first that anybody would try")]
    Plain,
}

/// Why quick unlock did not open the vault. The passphrase always does.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QuickError {
    /// Nobody has it here, or it is not to be used now: [`Vault::quick`] says which.
    #[error("quick unlock is not to be used now")]
    NotNow,
    /// The PIN is not right, or the keychain's half belongs to something else.
    #[error("the PIN is not right")]
    WrongPin {
        /// Tries until the passphrase is asked for.
        left: u32,
    },
    /// What it opened is not this vault's key any more: it is turned off.
    #[error("quick unlock belongs to an earlier key of this vault")]
    Stale,
    /// Everything that keeps a passphrase from opening it, too.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// The file as stored. Tries and day are not authenticated: nobody has the key before it is open, and
/// whoever can write the folder can put an earlier copy back. ADR 0019 says what that is worth.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    format: u32,
    vault: VaultId,
    slot: SealedSlot,
    /// Wrong PINs since the passphrase was last used.
    wrong: u32,
    /// When the passphrase was last used.
    passphrase: DateTime<Utc>,
}

impl Stored {
    fn read(folder: &Path) -> Option<Self> {
        let bytes = files::read_small(&folder.join(QUICK)).ok().flatten()?;
        let stored: Self = serde_json::from_slice(&bytes).ok()?;
        let ours = stored.format == FORMAT
            && stored.slot.kind == SlotKind::Quick
            && stored.slot.is_whole(&stored.vault);
        ours.then_some(stored)
    }

    fn write(&self, folder: &Path) -> Result<(), StoreError> {
        let bytes = serde_json::to_vec(self)?;
        Ok(files::write_whole(&folder.join(QUICK), &bytes)?)
    }

    fn state(&self, now: DateTime<Utc>) -> Quick {
        let since = now.signed_duration_since(self.passphrase);
        if self.wrong >= TRIES {
            Quick::Spent
        } else if since.num_days() >= DAYS || since.num_days() < 0 {
            Quick::Due
        } else {
            Quick::Ready {
                slot: self.slot.id,
                left: TRIES - self.wrong,
            }
        }
    }
}

/// HKDF with the keychain's half as its salt over the stretched PIN: both are needed for one bit of it.
fn both(
    secret: &QuickSecret,
    pin: &Passphrase,
    cost: KdfCost,
    salt: &[u8; 16],
) -> Result<Zeroizing<[u8; 32]>, KdfError> {
    let stretched = cost.stretch(pin.as_bytes(), salt)?;
    let mut out = Zeroizing::new([0u8; 32]);
    Hkdf::<Sha256>::new(Some(secret.as_bytes()), &stretched[..])
        .expand(b"stepwise quick 1", &mut out[..])
        .map_err(|_| KdfError::Refused)?;
    Ok(out)
}

/// Refuses a PIN that is tried first.
///
/// # Errors
/// [`PinError`].
pub fn check_pin(pin: &str) -> Result<(), PinError> {
    let points: Vec<i64> = pin.chars().map(|c| i64::from(u32::from(c))).collect();
    if points.len() < SHORTEST {
        return Err(PinError::Short);
    }
    let first = points.get(1).zip(points.first()).map(|(b, a)| b - a);
    let even = points
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if Some(b - a) == first));
    // 000000, 123456, 987654; and two halves that are the same, 123123.
    let (left, right) = points.split_at(points.len() / 2);
    if even && first.is_some_and(|step| step.abs() <= 2) || left == right {
        return Err(PinError::Plain);
    }
    Ok(())
}

impl Vault {
    /// How quick unlock stands for the vault in a folder.
    pub fn quick(folder: &Path, now: DateTime<Utc>) -> Quick {
        Stored::read(folder).map_or(Quick::Off, |stored| stored.state(now))
    }

    /// Which slot stands in the file, whatever its state: so that the keychain's half can be taken away.
    pub fn quick_slot(folder: &Path) -> Option<SlotId> {
        Stored::read(folder).map(|stored| stored.slot.id)
    }

    /// Whether it is the person's who opened this vault.
    pub fn quick_is_mine(&self) -> bool {
        Stored::read(&self.folder).is_some_and(|stored| {
            stored.vault == self.id && stored.slot.label == self.unlocked_by.label
        })
    }

    /// Gives the person who opened this vault quick unlock on this computer, in place of whoever had it.
    /// Ask for their passphrase first. Costs as much as unlocking. `slot` names the keychain's half.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] for a PIN that [`check_pin`] refuses; [`StoreError`]; it is then as it was.
    pub fn set_quick(
        &mut self,
        slot: SlotId,
        secret: &QuickSecret,
        pin: Passphrase,
        cost: KdfCost,
        now: &Stamp,
    ) -> Result<(), StoreError> {
        if std::str::from_utf8(pin.as_bytes()).is_ok_and(|pin| check_pin(pin).is_err()) {
            return Err(StoreError::Invalid("this PIN is not taken"));
        }
        let new = NewSlot {
            id: slot,
            kind: SlotKind::Quick,
            label: &self.unlocked_by.label,
            created: &now.text(),
            cost,
            secret: &[],
        };
        let stretch = |cost: KdfCost, salt: &[u8; 16]| both(secret, &pin, cost, salt);
        let stored = Stored {
            format: FORMAT,
            vault: self.id,
            slot: SealedSlot::seal_by(&self.id, &new, &self.key, stretch)?,
            wrong: 0,
            passphrase: now.at.to_utc(),
        };
        stored.write(&self.folder)?;
        self.note_quick("quick-on", now)
    }

    /// Turns it off on this computer, whoever had it. The keychain's half is the caller's to take away.
    ///
    /// # Errors
    /// [`StoreError`]: the file is still there.
    pub fn clear_quick(&mut self, now: &Stamp) -> Result<(), StoreError> {
        if remove(&self.folder)? {
            self.note_quick("quick-off", now)?;
        }
        Ok(())
    }

    fn note_quick(&mut self, change: &str, now: &Stamp) -> Result<(), StoreError> {
        let actor = self.unlocked_by.label.clone();
        self.note(&Draft {
            kind: SLOTS_CHANGED,
            payload: &json!({ "change": change }),
            at: now.at,
            zone: &now.zone,
            actor: &actor,
            subject: None,
        })?;
        Ok(())
    }

    /// Opens the vault with the keychain's half and the PIN.
    ///
    /// # Errors
    /// [`QuickError`]; the vault is then as it was, and a wrong PIN is counted. The count is on the disk
    /// before the PIN is tried: ending the program in between gains nothing.
    pub fn open_with_quick(
        folder: &Path,
        secret: &QuickSecret,
        pin: &Passphrase,
        now: &Stamp,
    ) -> Result<Self, QuickError> {
        let opening = Opening::begin(folder, now)?;
        let mut stored = Stored::read(folder).ok_or(QuickError::NotNow)?;
        if stored.vault != opening.slots.vault {
            return Err(QuickError::NotNow);
        }
        let Quick::Ready { left, .. } = stored.state(now.at.to_utc()) else {
            return Err(QuickError::NotNow);
        };
        // Whoever was taken away from the vault has no quick way back.
        let still =
            |slot: &&SealedSlot| slot.kind == SlotKind::Person && slot.label == stored.slot.label;
        if opening.slots.slots.iter().find(still).is_none() {
            remove(folder).map_err(OpenError::from)?;
            return Err(QuickError::Stale);
        }
        stored.wrong += 1;
        stored.write(folder).map_err(OpenError::from)?;
        let stretch = |cost: KdfCost, salt: &[u8; 16]| both(secret, pin, cost, salt);
        let key = match stored.slot.unseal_by(&stored.vault, stretch) {
            Ok(key) => key,
            Err(NotOpened::Wrong) => return Err(QuickError::WrongPin { left: left - 1 }),
            Err(NotOpened::Kdf(error)) => {
                // The PIN was not looked at.
                stored.wrong -= 1;
                stored.write(folder).map_err(OpenError::from)?;
                return Err(OpenError::Kdf(error).into());
            }
            Err(NotOpened::Damaged) => {
                remove(folder).map_err(OpenError::from)?;
                return Err(QuickError::Stale);
            }
        };
        if !opening.slots.is_authentic(&key) {
            // The right PIN for a key that this vault has no more: its slots say so.
            remove(folder).map_err(OpenError::from)?;
            return Err(QuickError::Stale);
        }
        let vault = opening.finish(key, &stored.slot)?;
        stored.wrong = 0;
        // Where this fails the next wrong PIN counts one too many, and the passphrase is asked for earlier.
        let _ = stored.write(folder);
        Ok(vault)
    }
}

/// After a passphrase opened the vault: the tries begin anew, and the days.
pub(crate) fn passphrase_used(folder: &Path, label: &str, now: &Stamp) {
    if let Some(mut stored) = Stored::read(folder)
        && stored.slot.label == label
    {
        stored.wrong = 0;
        stored.passphrase = now.at.to_utc();
        // It is asked for again earlier than need be.
        let _ = stored.write(folder);
    }
}

/// Takes it away where it is that person's, who is taken away from the vault.
pub(crate) fn forget_person(folder: &Path, label: &str) -> Result<(), StoreError> {
    if Stored::read(folder).is_some_and(|stored| stored.slot.label == label) {
        remove(folder)?;
    }
    Ok(())
}

/// True where there was one.
pub(crate) fn remove(folder: &Path) -> Result<bool, StoreError> {
    match fs::remove_file(folder.join(QUICK)) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pins_that_are_tried_first_are_refused() {
        for (pin, refused) in [
            ("", Some(PinError::Short)),
            ("40175", Some(PinError::Short)),
            ("000000", Some(PinError::Plain)),
            ("123456", Some(PinError::Plain)),
            ("987654", Some(PinError::Plain)),
            ("024680", None),
            ("abcdefg", Some(PinError::Plain)),
            ("401401", Some(PinError::Plain)),
            ("401752", None),
            ("kestrel", None),
            ("çà et là", None),
        ] {
            assert_eq!(check_pin(pin).err(), refused, "{pin}");
        }
    }

    #[test]
    fn each_half_alone_gives_another_key() {
        let cost = KdfCost::for_tests();
        let of = |secret: u8, pin: &str| {
            let secret = QuickSecret::from_bytes(&[secret; 32]).unwrap();
            both(&secret, &Passphrase::new(pin.into()), cost, &[7; 16]).unwrap()
        };
        assert_eq!(of(1, "401752"), of(1, "401752"));
        assert_ne!(of(1, "401752"), of(2, "401752"));
        assert_ne!(of(1, "401752"), of(1, "401753"));
        let shown = format!("{:?}", QuickSecret::random().unwrap());
        assert_eq!(shown, "QuickSecret(hidden)");
        assert!(QuickSecret::from_bytes(&[1; 31]).is_none());
    }

    /// Frozen: another value here means that nobody's quick unlock would open.
    #[test]
    fn the_two_halves_are_joined_as_ever() {
        let secret = QuickSecret::from_bytes(&[3; 32]).unwrap();
        let pin = Passphrase::new("401752".into());
        let key = both(&secret, &pin, KdfCost::for_tests(), b"sixteen byte slt").unwrap();
        assert_eq!(
            data_encoding::HEXLOWER.encode(&key[..]),
            "181afa4267a5b2a3589a529a60d364643ee1b75fcd72bc0d2636c94b74c42bdb"
        );
    }
}
