//! The operating system's keychain: the Secret Service, the Credential Manager, Keychain Services.

use std::collections::HashMap;

use keyring_core::{Entry, Error};
use stepwise_app::{Keychain, KeychainError};
use zeroize::Zeroizing;

/// Under which ours are filed.
const SERVICE: &str = "org.stepwise.desktop";

/// The keychain of whoever is logged in.
pub struct SystemKeychain;

impl SystemKeychain {
    fn entry(name: &str) -> Result<Entry, KeychainError> {
        // The first call looks for the system's store; without a bus or a provider there is none.
        if keyring::Entry::store_status().is_err() {
            return Err(KeychainError::NoneHere);
        }
        // Windows would send it to every computer of a domain that the user logs in to.
        let here = HashMap::from([("persistence", "Local")]);
        let modifiers = if cfg!(windows) { here } else { HashMap::new() };
        Entry::new_with_modifiers(SERVICE, name, &modifiers).map_err(|error| of(&error))
    }
}

/// What an answer means. What it says in words may name the entry, and is left out.
fn of(error: &Error) -> KeychainError {
    match error {
        Error::NoDefaultStore => KeychainError::NoneHere,
        Error::NoStorageAccess(_) => KeychainError::Locked,
        _ => KeychainError::Failed,
    }
}

impl Keychain for SystemKeychain {
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        match Self::entry(name)?.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            // Also the answer of one that is locked.
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(of(&error)),
        }
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), KeychainError> {
        Self::entry(name)?
            .set_secret(secret)
            .map_err(|error| of(&error))
    }

    fn remove(&self, name: &str) -> Result<(), KeychainError> {
        match Self::entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(of(&error)),
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
#[path = "keychain_tests.rs"]
mod tests;
