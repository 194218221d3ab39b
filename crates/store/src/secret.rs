//! Secrets: wiped when dropped, and never shown.

use std::fmt;

use hkdf::Hkdf;
use hkdf::hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use crate::error::StoreError;

/// Random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0u8; N];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::Random)?;
    Ok(bytes)
}

/// A passphrase, in Unicode form C so that the same letters typed on another keyboard are the
/// same passphrase. Wiped when dropped.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes the typed text and wipes it. Nothing is trimmed: a space is a character.
    pub fn new(mut typed: String) -> Self {
        // Form C is at most three times as long in UTF-8; reserving it all keeps the text from
        // being copied to a larger buffer and left behind.
        let mut normal = Zeroizing::new(String::with_capacity(typed.len() * 3));
        normal.extend(typed.nfc());
        typed.zeroize();
        Self(normal)
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(hidden)")
    }
}

/// The key that everything else in a vault follows from. Only slots hold it, wrapped. It stays where it is: bytes that are
/// passed from hand to hand leave a copy in each, which nothing wipes.
#[derive(Clone)]
pub(crate) struct VaultKey(Box<Zeroizing<[u8; 32]>>);

impl VaultKey {
    pub(crate) fn make() -> Result<Self, StoreError> {
        let mut key = Box::new(Zeroizing::new([0u8; 32]));
        getrandom::fill(&mut key[..]).map_err(|_| StoreError::Random)?;
        Ok(Self(key))
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut key = Box::new(Zeroizing::new([0u8; 32]));
        if bytes.len() != key.len() {
            return None;
        }
        key.copy_from_slice(bytes);
        Some(Self(key))
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key for one use. The label keeps uses apart.
    pub(crate) fn derive(&self, usage: Usage) -> Zeroizing<[u8; 32]> {
        derive(&self.0[..], usage.label())
    }
}

impl fmt::Debug for VaultKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VaultKey(hidden)")
    }
}

/// What a derived key is for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Usage {
    Database,
    Backup,
    SlotsMac,
    StateMac,
}

impl Usage {
    fn label(self) -> &'static str {
        match self {
            Self::Database => "stepwise vault 1 db",
            Self::Backup => "stepwise vault 1 backup",
            Self::SlotsMac => "stepwise vault 1 slots-mac",
            Self::StateMac => "stepwise vault 1 state-mac",
        }
    }
}

/// HKDF-SHA256 without a salt: the input is already uniform.
pub(crate) fn derive(secret: &[u8], label: &str) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0u8; 32]);
    let expanded = Hkdf::<Sha256>::new(None, secret).expand(label.as_bytes(), &mut out[..]);
    debug_assert!(expanded.is_ok(), "32 bytes are within what HKDF gives");
    out
}

/// HMAC-SHA256 over bytes that are already unambiguous.
pub(crate) fn mac(key: &[u8; 32], bytes: &[u8]) -> [u8; 32] {
    // A 32-byte key is never refused: HMAC takes any length.
    Hmac::<Sha256>::new_from_slice(key).map_or([0u8; 32], |mut mac| {
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    })
}

/// Compares without telling where the difference is.
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_the_same_however_its_letters_were_typed() {
        let composed = Passphrase::new("Llanfair caf\u{e9}".into());
        let decomposed = Passphrase::new("Llanfair cafe\u{301}".into());
        assert_eq!(composed.as_bytes(), decomposed.as_bytes());
        assert_ne!(
            composed.as_bytes(),
            Passphrase::new("Llanfair cafe".into()).as_bytes()
        );
    }

    #[test]
    fn secrets_do_not_show_themselves() {
        let key = VaultKey::from_bytes(&[0xAB; 32]).unwrap();
        let shown = format!("{key:?} {:?}", Passphrase::new("correct horse".into()));
        assert!(
            !shown.contains("171")
                && !shown.to_lowercase().contains("ab, ")
                && !shown.contains("horse")
        );
    }

    #[test]
    fn each_use_has_its_own_key() {
        let key = VaultKey::from_bytes(&[1; 32]).unwrap();
        let all = [
            Usage::Database,
            Usage::Backup,
            Usage::SlotsMac,
            Usage::StateMac,
        ]
        .map(|usage| key.derive(usage).to_vec());
        for (index, one) in all.iter().enumerate() {
            assert_ne!(one, key.as_bytes());
            assert!(!all[..index].contains(one));
        }
    }

    /// RFC 4231, test case 2, with its key padded: HMAC pads keys with zeros.
    #[test]
    fn the_mac_is_hmac_sha256() {
        let mut key = [0u8; 32];
        key[..4].copy_from_slice(b"Jefe");
        assert_eq!(
            data_encoding::HEXLOWER.encode(&mac(&key, b"what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }
}
