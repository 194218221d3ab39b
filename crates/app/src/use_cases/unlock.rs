//! Unlocking: by passphrase, or by recovery key, which sets somebody's passphrase anew.

use super::access::{chosen, new_user, slot_of};
use super::create_vault::cost;
use super::new_id;
use super::quick::HalfOf;
use super::session::view;
use crate::emergency;
use crate::error::{ErrorCode, WireError};
use crate::failure::{Answer, AppError};
use crate::open::OpenVault;
use crate::session::Session;
use crate::settings::{Settings, User};
use crate::wire::{
    FinishRecovery, PersonRole, RecoverPerson, RecoveryKeyTyped, SessionView, Unlock,
};
use stepwise_core::ids::UserId;
use stepwise_store::{OpenError, Passphrase, RecoveryKey, SlotKind, Vault};
use zeroize::Zeroizing;

/// Setup was cut short, or new keys were made: none of those that hold was typed back.
fn unfinished() -> WireError {
    WireError::new(
        ErrorCode::NotConfirmed,
        "No recovery key of this record was ever typed back.",
        "Make two new recovery keys now. Without one, a forgotten passphrase loses the record.",
        "",
    )
}

/// Takes a vault that was opened, for the person who opened it.
pub(super) fn opened(session: &mut Session, vault: Vault, user: String) -> Answer<SessionView> {
    let open = OpenVault::new(vault, UserId::new(user), false, session.built_in.clone())?;
    take(session, open)
}

/// Says what there is to be said, and shows it.
fn take(session: &mut Session, open: OpenVault) -> Answer<SessionView> {
    let unfinished = (!open.settings.setup_done).then(unfinished);
    let contacts = emergency::put_right(&session.data(), &open);
    session.notice = unfinished.or(contacts);
    session.take(open);
    view(session)
}

/// Unlocks with a passphrase.
pub(crate) fn unlock(session: &mut Session, request: Unlock) -> Answer<SessionView> {
    let passphrase = Passphrase::new(request.passphrase);
    if session.held().is_some_and(|open| !open.sample) {
        return view(session);
    }
    session.close()?;
    let now = session.now().for_store();
    let wait_seconds = session.held_back();
    if wait_seconds > 0 {
        return Err(OpenError::TooSoon { wait_seconds }.into());
    }
    let tried = Vault::open_with_passphrase(&session.vault_folder()?, None, &passphrase, &now);
    if let Err(
        OpenError::WrongPassphrase { wait_seconds, .. } | OpenError::TooSoon { wait_seconds },
    ) = &tried
    {
        session.hold_back(*wait_seconds);
    }
    let vault = tried?;
    let user = vault.unlocked_by().label.clone();
    opened(session, vault, user)
}

/// Opens the record with a recovery key: see [`recover`].
pub(crate) fn open_with_recovery_key(
    session: &mut Session,
    request: RecoveryKeyTyped,
) -> Answer<SessionView> {
    let typed = Zeroizing::new(request.key);
    let key = RecoveryKey::parse(&typed)?;
    // Somebody who has it open is not put out by whoever types a key.
    if session.held().is_some_and(|open| !open.sample) {
        return Err(AppError::BadRequest(None));
    }
    session.close()?;
    let now = session.now().for_store();
    let vault = Vault::open_with_recovery(&session.vault_folder()?, &key, &now)?;
    let nobody = UserId::new(vault.unlocked_by().label.clone());
    let open = OpenVault::new(vault, nobody, false, session.built_in.clone())?;
    recover(session, open)?;
    view(session)
}

/// A recovery key opened this: the envelope is said to be open, and until it is chosen whose passphrase is set
/// anew nothing of the record is shown but who that can be.
///
/// # Errors
/// Not noted; it is closed.
pub(super) fn recover(session: &mut Session, mut open: OpenVault) -> Answer<()> {
    let now = session.now();
    let used = Settings {
        recovery_used: Some(now.stamp.to_rfc3339()),
        ..open.settings.clone()
    };
    open.save_settings(used, &now)?;
    session.recovering = Some(open);
    Ok(())
}

/// Whose passphrase can be set anew; none where no recovery key opened it.
pub(super) fn recoverable(session: &Session) -> Option<Vec<RecoverPerson>> {
    let open = session.recovering.as_ref()?;
    let people = open
        .vault
        .slots()
        .into_iter()
        .filter(|slot| slot.kind == SlotKind::Person)
        .map(|slot| {
            let user = open.settings.users.get(&slot.label);
            RecoverPerson {
                name: open.settings.user_name(&slot.label),
                designation: user.map(|u| u.designation.clone()).unwrap_or_default(),
                role: user.map(|u| u.role).unwrap_or_default(),
                id: slot.label,
            }
        });
    Some(people.collect())
}

/// Sets a passphrase anew after a recovery key, or lets somebody new take over as lead.
pub(crate) fn finish_recovery(
    session: &mut Session,
    request: FinishRecovery,
) -> Answer<SessionView> {
    let new = Zeroizing::new(request.new_passphrase);
    let now = session.now();
    let cost = cost(session.config.kdf);
    let keychain = session.config.shell.keychain();
    let open = session.recovering.as_mut().ok_or(AppError::Locked)?;
    let person = if request.person.is_empty() {
        let user = User {
            role: PersonRole::Lead,
            since: now.stamp.to_rfc3339(),
            ..new_user(open, &request.name, &request.designation)?
        };
        let secret = chosen(&open.vault, None, &new, "new_passphrase")?;
        let id = new_id("user")?;
        let mut settings = open.settings.clone();
        settings.users.insert(id.clone(), user);
        open.save_settings(settings, &now)?;
        open.vault
            .add_person(&id, &secret, cost, &now.for_store())?;
        id
    } else {
        let slot = slot_of(&open.vault, &request.person)?;
        let secret = chosen(&open.vault, Some(slot), &new, "new_passphrase")?;
        let quick = HalfOf::before(&open.vault);
        open.vault
            .change_passphrase(slot, &secret, cost, &now.for_store())?;
        quick.forget_if_gone(&open.vault, keychain);
        open.chose_passphrase(&request.person, &now)?;
        request.person
    };
    let Some(mut open) = session.recovering.take() else {
        return Err(AppError::Locked);
    };
    open.user = UserId::new(person);
    take(session, open)
}
