//! AES-256 as PDF 2.0 has it (revision 6).

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::encryption::crypt_filters::{Aes256CryptFilter, CryptFilter};
use lopdf::{EncryptionState, EncryptionVersion, Permissions};

use crate::error::DocumentError;
use crate::write::Encryption;

/// Encrypts everything under the user's password. The file key and the owner's password are random, and nobody keeps
/// the latter.
pub(super) fn encrypt(
    doc: &mut lopdf::Document,
    encryption: &Encryption,
) -> Result<(), DocumentError> {
    if encryption.user_password.is_empty() {
        return Err(DocumentError::Password);
    }
    let mut key = [0u8; 32];
    let mut owner = [0u8; 24];
    getrandom::fill(&mut key).map_err(DocumentError::Random)?;
    getrandom::fill(&mut owner).map_err(DocumentError::Random)?;
    let owner: String = owner.iter().map(|b| format!("{b:02x}")).collect();
    let filter: Arc<dyn CryptFilter> = Arc::new(Aes256CryptFilter);
    let state = EncryptionState::try_from(EncryptionVersion::V5 {
        encrypt_metadata: true,
        crypt_filters: BTreeMap::from([(b"StdCF".to_vec(), filter)]),
        file_encryption_key: &key,
        stream_filter: b"StdCF".to_vec(),
        string_filter: b"StdCF".to_vec(),
        owner_password: &owner,
        user_password: &encryption.user_password,
        // whoever may read it may print, fill in, and have it read aloud
        permissions: Permissions::all(),
    })
    .map_err(|_| DocumentError::Password)?;
    doc.encrypt(&state)?;
    // lopdf leaves both lengths out, and poppler then cannot open the file
    let id = doc.trailer.get(b"Encrypt")?.as_reference()?;
    let dict = doc.get_object_mut(id)?.as_dict_mut()?;
    dict.set("Length", 256);
    dict.get_mut(b"CF")?
        .as_dict_mut()?
        .get_mut(b"StdCF")?
        .as_dict_mut()?
        .set("Length", 32);
    Ok(())
}
