//! One way to open a vault: the vault key, wrapped with what a passphrase or recovery key gives.
//!
//! `docs/adr/0010` says why it is built this way.

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use data_encoding::BASE64;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::error::StoreError;
use crate::ids::{SlotId, VaultId};
use crate::kdf::{KdfCost, KdfError};
use crate::secret::{VaultKey, derive, random, same};

/// What opens a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SlotKind {
    /// A person's passphrase.
    Person,
    /// A recovery key.
    Recovery,
    /// A PIN with what the keychain of one computer keeps. Never in the slot file.
    Quick,
}

impl SlotKind {
    fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Recovery => "recovery",
            Self::Quick => "quick",
        }
    }
}

/// What can be said of a slot without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Which slot.
    pub id: SlotId,
    /// What opens it.
    pub kind: SlotKind,
    /// The label given when it was made: an opaque id, never a name.
    pub label: String,
    /// When it was made, RFC 3339.
    pub created: String,
}

/// A fixed number of bytes, base64 in JSON.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fixed<const N: usize>(pub(crate) [u8; N]);

impl<const N: usize> Serialize for Fixed<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(&self.0))
    }
}

impl<'de, const N: usize> Deserialize<'de> for Fixed<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = BASE64
            .decode(text.as_bytes())
            .map_err(serde::de::Error::custom)?;
        Ok(Self(
            bytes
                .try_into()
                .map_err(|_| serde::de::Error::custom("wrong length"))?,
        ))
    }
}

/// A slot as stored.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SealedSlot {
    pub(crate) id: SlotId,
    pub(crate) kind: SlotKind,
    pub(crate) label: String,
    pub(crate) created: String,
    pub(crate) kdf: KdfCost,
    pub(crate) salt: Fixed<16>,
    nonce: Fixed<24>,
    wrapped: Fixed<48>,
    commitment: Fixed<32>,
    check: Fixed<32>,
}

impl fmt::Debug for SealedSlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SealedSlot")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// Why a slot did not open.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NotOpened {
    /// The secret is not this slot's.
    Wrong,
    /// The slot's bytes are not those that were written.
    Damaged,
    Kdf(KdfError),
}

/// What is to be said of a new slot.
pub(crate) struct NewSlot<'a> {
    pub(crate) id: SlotId,
    pub(crate) kind: SlotKind,
    pub(crate) label: &'a str,
    pub(crate) created: &'a str,
    pub(crate) cost: KdfCost,
    pub(crate) secret: &'a [u8],
}

pub(crate) fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
    out.extend_from_slice(bytes);
}

impl SealedSlot {
    /// Wraps the vault key for one secret.
    pub(crate) fn seal(
        vault: &VaultId,
        new: &NewSlot<'_>,
        key: &VaultKey,
    ) -> Result<Self, StoreError> {
        Self::seal_by(vault, new, key, |cost, salt| cost.stretch(new.secret, salt))
    }

    /// As [`SealedSlot::seal`], where more than one secret goes into the wrapping.
    pub(crate) fn seal_by(
        vault: &VaultId,
        new: &NewSlot<'_>,
        key: &VaultKey,
        stretch: impl FnOnce(KdfCost, &[u8; 16]) -> Result<Zeroizing<[u8; 32]>, KdfError>,
    ) -> Result<Self, StoreError> {
        let mut slot = Self {
            id: new.id,
            kind: new.kind,
            label: new.label.to_owned(),
            created: new.created.to_owned(),
            kdf: new.cost,
            salt: Fixed(random()?),
            nonce: Fixed(random()?),
            wrapped: Fixed([0; 48]),
            commitment: Fixed([0; 32]),
            check: Fixed([0; 32]),
        };
        let stretched = stretch(new.cost, &slot.salt.0)?;
        slot.commitment = Fixed(*commitment(&stretched));
        let facts = slot.facts(vault);
        let wrapped = cipher(&stretched)
            .encrypt(
                &XNonce::from(slot.nonce.0),
                Payload {
                    msg: &key.as_bytes()[..],
                    aad: &facts,
                },
            )
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(StoreError::Invalid("the vault key could not be wrapped"))?;
        slot.wrapped = Fixed(wrapped);
        slot.check = Fixed(slot.checksum(vault));
        Ok(slot)
    }

    /// Whether the slot's bytes are those that were written. Says nothing against a person who
    /// alters it on purpose: the MAC of the file does.
    pub(crate) fn is_whole(&self, vault: &VaultId) -> bool {
        self.checksum(vault) == self.check.0
    }

    /// Unwraps the vault key.
    pub(crate) fn unseal(&self, vault: &VaultId, secret: &[u8]) -> Result<VaultKey, NotOpened> {
        self.unseal_by(vault, |cost, salt| cost.stretch(secret, salt))
    }

    /// As [`SealedSlot::unseal`], where more than one secret went into the wrapping.
    pub(crate) fn unseal_by(
        &self,
        vault: &VaultId,
        stretch: impl FnOnce(KdfCost, &[u8; 16]) -> Result<Zeroizing<[u8; 32]>, KdfError>,
    ) -> Result<VaultKey, NotOpened> {
        if !self.is_whole(vault) {
            return Err(NotOpened::Damaged);
        }
        let stretched = stretch(self.kdf, &self.salt.0).map_err(NotOpened::Kdf)?;
        if !same(&commitment(&stretched)[..], &self.commitment.0) {
            return Err(NotOpened::Wrong);
        }
        let facts = self.facts(vault);
        let payload = Payload {
            msg: &self.wrapped.0[..],
            aad: &facts,
        };
        let key = cipher(&stretched)
            .decrypt(&XNonce::from(self.nonce.0), payload)
            .map_err(|_| NotOpened::Damaged)?;
        VaultKey::from_bytes(&Zeroizing::new(key)).ok_or(NotOpened::Damaged)
    }

    pub(crate) fn public(&self) -> Slot {
        Slot {
            id: self.id,
            kind: self.kind,
            label: self.label.clone(),
            created: self.created.clone(),
        }
    }

    /// What is said of the slot, bound to the wrapped key as associated data.
    fn facts(&self, vault: &VaultId) -> Vec<u8> {
        let mut out = Vec::with_capacity(256);
        put(&mut out, b"stepwise slot 1");
        put(&mut out, vault.as_bytes());
        put(&mut out, self.id.as_bytes());
        put(&mut out, self.kind.name().as_bytes());
        put(&mut out, self.label.as_bytes());
        put(&mut out, self.created.as_bytes());
        for cost in [self.kdf.m_kib, self.kdf.t, self.kdf.p] {
            out.extend_from_slice(&cost.to_be_bytes());
        }
        put(&mut out, &self.salt.0);
        out
    }

    /// All of the slot but its checksum, for the checksum and for the file's MAC.
    pub(crate) fn encoded(&self, vault: &VaultId) -> Vec<u8> {
        let mut out = self.facts(vault);
        put(&mut out, &self.nonce.0);
        put(&mut out, &self.wrapped.0);
        put(&mut out, &self.commitment.0);
        out
    }

    fn checksum(&self, vault: &VaultId) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(b"stepwise slot check 1");
        hasher.update(self.encoded(vault));
        hasher.finalize().into()
    }
}

fn cipher(stretched: &[u8; 32]) -> XChaCha20Poly1305 {
    let key = derive(stretched, "stepwise slot 1 wrap");
    XChaCha20Poly1305::new(&(*key).into())
}

/// Says that a secret is the right one before the wrapped key is tried, and binds the slot to one
/// key only: XChaCha20-Poly1305 alone would let two keys open the same bytes.
fn commitment(stretched: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    derive(stretched, "stepwise slot 1 commit")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(secret: &[u8]) -> (VaultId, VaultKey, SealedSlot) {
        let vault = VaultId([3; 16]);
        let key = VaultKey::make().unwrap();
        let new = NewSlot {
            id: SlotId([6; 16]),
            kind: SlotKind::Person,
            label: "p1",
            created: "2026-11-20T09:00:00+00:00",
            cost: KdfCost::for_tests(),
            secret,
        };
        let slot = SealedSlot::seal(&vault, &new, &key).unwrap();
        (vault, key, slot)
    }

    #[test]
    fn the_right_secret_gives_the_key_and_a_wrong_one_says_so() {
        let (vault, key, slot) = sealed(b"right");
        assert_eq!(
            slot.unseal(&vault, b"right").unwrap().as_bytes(),
            key.as_bytes()
        );
        assert_eq!(slot.unseal(&vault, b"wrong").err(), Some(NotOpened::Wrong));
    }

    #[test]
    fn every_damaged_field_is_damage_and_never_a_wrong_passphrase() {
        let (vault, _, slot) = sealed(b"right");
        let changes: [fn(&mut SealedSlot); 9] = [
            |s| s.id.0[0] ^= 1,
            |s| s.kind = SlotKind::Recovery,
            |s| s.label.push('x'),
            |s| s.created.push('x'),
            |s| s.kdf.t += 1,
            |s| s.salt.0[0] ^= 1,
            |s| s.nonce.0[0] ^= 1,
            |s| s.wrapped.0[0] ^= 1,
            |s| s.commitment.0[0] ^= 1,
        ];
        for change in changes {
            let mut damaged = slot.clone();
            change(&mut damaged);
            assert_eq!(
                damaged.unseal(&vault, b"right").err(),
                Some(NotOpened::Damaged)
            );
        }
    }

    #[test]
    fn facts_altered_on_purpose_do_not_open() {
        let (vault, _, mut slot) = sealed(b"right");
        slot.label = "p2".into();
        slot.check = Fixed(slot.checksum(&vault));
        assert_eq!(
            slot.unseal(&vault, b"right").err(),
            Some(NotOpened::Damaged)
        );
        let other = VaultId([4; 16]);
        slot.check = Fixed(slot.checksum(&other));
        assert_eq!(
            slot.unseal(&other, b"right").err(),
            Some(NotOpened::Damaged)
        );
    }
}
