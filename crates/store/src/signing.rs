//! The vault's own signature under a head. It proves "the same vault", not a person; fingerprints
//! are compared by telephone.

use ed25519_dalek::{Signature, Signer, VerifyingKey};
use stepwise_core::chain::{Head, head_message};

use crate::cases;
use crate::error::StoreError;
use crate::ids::{CaseId, VaultId};
use crate::vault::Vault;

/// Where a case stood, signed by its vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedHead {
    /// The vault in which the case began: its chain is bound to it, whichever vault signs.
    pub vault: VaultId,
    /// The case.
    pub case: CaseId,
    /// Where it stood.
    pub head: Head,
    /// The Ed25519 public key of the vault that signed.
    pub public_key: [u8; 32],
    /// The signature over [`head_message`].
    pub signature: [u8; 64],
}

impl SignedHead {
    /// Whether the signature is this key's over this head.
    pub fn verify(&self) -> bool {
        let message = head_message(self.vault.as_bytes(), self.case.as_bytes(), &self.head);
        VerifyingKey::from_bytes(&self.public_key).is_ok_and(|key| {
            key.verify_strict(&message, &Signature::from_bytes(&self.signature))
                .is_ok()
        })
    }
}

impl Vault {
    /// Signs where a case stands now.
    ///
    /// # Errors
    /// [`StoreError::NoSuchCase`]; [`StoreError`].
    pub fn sign_head(&self, case: CaseId) -> Result<SignedHead, StoreError> {
        let head = self.head(case)?;
        let origin = cases::origin_in(&self.conn, &self.id, case)?;
        let message = head_message(origin.as_bytes(), case.as_bytes(), &head);
        Ok(SignedHead {
            vault: origin,
            case,
            head,
            public_key: self.public_key(),
            signature: self.signing.sign(&message).to_bytes(),
        })
    }

    /// The vault's Ed25519 public key.
    pub fn public_key(&self) -> [u8; 32] {
        self.signing.verifying_key().to_bytes()
    }

    /// The public key for reading aloud: eight groups of five digits.
    pub fn fingerprint(&self) -> String {
        stepwise_core::chain::fingerprint(&self.public_key())
    }
}
