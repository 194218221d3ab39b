//! Quick unlock: turned on and off, and used.

use super::create_vault::cost;
use super::session::view;
use super::settings::view as settings_view;
use super::unlock::opened;
use crate::error::{ErrorCode, WireError};
use crate::failure::{Answer, AppError};
use crate::keychain::{Keychain, KeychainError, ask};
use crate::session::Session;
use crate::wire::{QuickState, QuickUnlock, SessionView, SetQuick, SettingsView};
use std::path::Path;
use std::sync::Arc;
use stepwise_store::{
    OpenError, Passphrase, PinError, Quick, QuickError, QuickSecret, SlotId, SlotKind, Vault,
    check_pin,
};
use zeroize::Zeroizing;

/// The name in the keychain: a mark, which tells nobody who or where.
fn name(slot: SlotId) -> String {
    format!("quick-{slot}")
}

/// How quick unlock stands, for the lock screen.
pub(crate) fn state(session: &Session, folder: &Path) -> QuickState {
    match Vault::quick(folder, session.now().stamp.to_utc()) {
        Quick::Off => QuickState::Off,
        Quick::Ready { .. } => QuickState::Ready,
        Quick::Spent => QuickState::Spent,
        Quick::Due => QuickState::Due,
    }
}

fn said(message: &str, hint: &str, field: &str) -> AppError {
    AppError::wire(WireError::new(ErrorCode::QuickUnlock, message, hint, field))
}

const PASSPHRASE: &str = "Use your passphrase.";

fn of_keychain(error: KeychainError) -> AppError {
    match error {
        KeychainError::NoneHere => said(
            "This computer has no keychain that Stepwise can use.",
            PASSPHRASE,
            "",
        ),
        KeychainError::Locked => said(
            "The computer's keychain is locked, or did not answer.",
            "Use your passphrase, or unlock the keychain and try again.",
            "",
        ),
        KeychainError::Failed => said("The computer's keychain did not do it.", PASSPHRASE, ""),
    }
}

/// Opens the record with the keychain's half and the PIN. Whatever goes wrong, the passphrase opens it.
pub(crate) fn quick_unlock(session: &mut Session, request: QuickUnlock) -> Answer<SessionView> {
    let pin = Passphrase::new(request.pin);
    if session.held().is_some_and(|open| !open.sample) {
        return view(session);
    }
    session.close()?;
    let wait_seconds = session.held_back();
    if wait_seconds > 0 {
        return Err(OpenError::TooSoon { wait_seconds }.into());
    }
    let folder = session.vault_folder()?;
    let now = session.now();
    let Quick::Ready { slot, .. } = Vault::quick(&folder, now.stamp.to_utc()) else {
        return Err(not_now());
    };
    let kept = ask(session.config.shell.keychain(), move |keychain| {
        keychain.get(&name(slot))
    });
    // Nothing there may mean that the keychain is locked. So nothing is made anew, and nothing is thrown away.
    let Some(kept) = kept.map_err(of_keychain)? else {
        return Err(said(
            "The computer's keychain does not have its half of the key, or is locked.",
            "Use your passphrase. If this comes again, turn quick unlock off and on in Settings.",
            "",
        ));
    };
    let secret =
        QuickSecret::from_bytes(&kept).ok_or_else(|| of_keychain(KeychainError::Failed))?;
    match Vault::open_with_quick(&folder, &secret, &pin, &now.for_store()) {
        Ok(vault) => {
            let user = vault.unlocked_by().label.clone();
            opened(session, vault, user)
        }
        Err(QuickError::WrongPin { left: 0 }) => Err(said(
            "That PIN is not right. Three were wrong, so the passphrase is needed now.",
            "Type your passphrase. Nothing is lost, and quick unlock works again afterwards.",
            "",
        )),
        Err(QuickError::WrongPin { left }) => {
            let tries = if left == 1 {
                "1 try is".to_owned()
            } else {
                format!("{left} tries are")
            };
            let hint = format!("{tries} left until the passphrase is needed.");
            Err(said("That PIN is not right.", &hint, "pin"))
        }
        Err(QuickError::Stale) => {
            // Its half in the keychain opens nothing any more. Left there it does no harm either.
            forget_half(session.config.shell.keychain(), slot);
            Err(said(
                "The record has other keys since quick unlock was set up, so it is off.",
                PASSPHRASE,
                "",
            ))
        }
        Err(QuickError::Open(error)) => Err(error.into()),
        Err(_) => Err(not_now()),
    }
}

/// Takes the keychain's half away of a quick unlock that is no more. Left there it opens nothing either, so
/// whatever the keychain says to it is no reason to stop.
pub(super) fn forget_half(keychain: Option<Arc<dyn Keychain>>, slot: SlotId) {
    let _ = ask(keychain, move |keychain| keychain.remove(&name(slot)));
}

/// Which half the keychain keeps before something that may turn quick unlock off.
pub(super) struct HalfOf(Option<SlotId>);

impl HalfOf {
    /// As it stands beside this vault.
    pub(super) fn before(vault: &Vault) -> Self {
        Self(Vault::quick_slot(vault.folder()))
    }

    /// Takes it away where quick unlock is off now.
    pub(super) fn forget_if_gone(self, vault: &Vault, keychain: Option<Arc<dyn Keychain>>) {
        let still = Vault::quick_slot(vault.folder());
        if let Some(half) = self.0.filter(|_| still.is_none()) {
            forget_half(keychain, half);
        }
    }
}

fn not_now() -> AppError {
    said("Quick unlock is not to be used now.", PASSPHRASE, "")
}

/// Turns quick unlock on for whoever is using it, after their passphrase; or off for everybody here.
pub(crate) fn set_quick(session: &mut Session, request: SetQuick) -> Answer<SettingsView> {
    let passphrase = Passphrase::new(request.passphrase);
    let pin = Zeroizing::new(request.pin);
    let now = session.now().for_store();
    let shell = session.config.shell.clone();
    let choice = session.config.kdf;
    let open = session.vault()?;
    let folder = open.vault.folder().to_path_buf();
    let before = Vault::quick_slot(&folder);
    if open.sample {
        return Err(said(
            "The sample has no quick unlock.",
            "Try it with your own record.",
            "",
        ));
    }
    if request.on {
        check_pin(&pin).map_err(|error| {
            let message = match error {
                PinError::Short => "A PIN has at least six characters.",
                PinError::Plain => "This PIN is one of the first that anybody would try.",
            };
            said(
                message,
                "Choose another one: digits, letters or both.",
                "pin",
            )
        })?;
        let slots = open.vault.slots();
        let mine = slots
            .iter()
            .find(|s| s.kind == SlotKind::Person && s.label == open.user.as_str());
        let mine = mine.ok_or(AppError::NotFound("person"))?.id;
        if !open.vault.check_passphrase(mine, &passphrase)? {
            return Err(AppError::WrongPassphrase);
        }
        let slot = SlotId::random()?;
        let secret = QuickSecret::random()?;
        // First the keychain's half: a file without it would be a lock without a key.
        let half = Zeroizing::new(secret.as_bytes().to_vec());
        let kept = ask(shell.keychain(), move |keychain| {
            keychain.set(&name(slot), &half)?;
            // Some keep nothing and say nothing of it.
            let there = keychain.get(&name(slot))?;
            there
                .filter(|there| **there == **half)
                .map(|_| ())
                .ok_or(KeychainError::Failed)
        });
        kept.map_err(of_keychain)?;
        open.vault.set_quick(
            slot,
            &secret,
            Passphrase::new(pin.to_string()),
            cost(choice),
            &now,
        )?;
    } else {
        open.vault.clear_quick(&now)?;
    }
    if let Some(before) = before {
        // What it keeps opens nothing any more, for its other half is gone.
        forget_half(shell.keychain(), before);
    }
    settings_view(session)
}
