//! The operating system's keychain, behind a trait, with every answer that it gives.
//!
//! It may ask the user something, or hang. Each call is made on a thread of its own and waited for so long
//! and no longer: the worker also locks.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;
use zeroize::Zeroizing;

/// What is kept of ours there, and for whom: the mark of a vault and of a way in. No name.
pub type Named = str;

/// Why the keychain did not do it. None of these is a reason to make a new secret, or to keep one elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeychainError {
    /// This computer has none, or none that answers.
    #[error("there is no keychain")]
    NoneHere,
    /// It is there, and locked or not to be used.
    #[error("the keychain is locked")]
    Locked,
    /// Anything else: full, damaged, several of one name.
    #[error("the keychain did not do it")]
    Failed,
}

/// The operating system's keychain, for this user on this computer.
pub trait Keychain: Send + Sync {
    /// What it keeps under a name. **None may also mean that it is locked**: some answer so.
    ///
    /// # Errors
    /// [`KeychainError`].
    fn get(&self, name: &Named) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError>;
    /// Keeps something, on this computer alone.
    ///
    /// # Errors
    /// [`KeychainError`].
    fn set(&self, name: &Named, secret: &[u8]) -> Result<(), KeychainError>;
    /// Takes it away; nothing to take away is well, too.
    ///
    /// # Errors
    /// [`KeychainError`].
    fn remove(&self, name: &Named) -> Result<(), KeychainError>;
}

/// A keychain that may ask the user to unlock it has so long.
const ANSWER: Duration = Duration::from_secs(20);

/// Asks the keychain on a thread of its own.
///
/// # Errors
/// What it says; [`KeychainError::NoneHere`] where there is none, [`KeychainError::Locked`] where it does not answer.
pub(crate) fn ask<T: Send + 'static>(
    keychain: Option<Arc<dyn Keychain>>,
    what: impl FnOnce(&dyn Keychain) -> Result<T, KeychainError> + Send + 'static,
) -> Result<T, KeychainError> {
    let keychain = keychain.ok_or(KeychainError::NoneHere)?;
    let (answer, wait) = channel();
    std::thread::Builder::new()
        .name("keychain".into())
        .spawn(move || {
            // Nobody waits any more.
            let _ = answer.send(what(keychain.as_ref()));
        })
        .map_err(|_| KeychainError::Failed)?;
    wait.recv_timeout(ANSWER)
        .map_err(|_| KeychainError::Locked)?
}
