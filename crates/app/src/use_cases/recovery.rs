//! Recovery keys: checked while typed, typed back whole, made anew.

use super::access::prove;
use super::create_vault::groups;
use super::session::view;
use crate::failure::{Answer, AppError};
use crate::session::{Pending, Session};
use crate::settings::Settings;
use crate::wire::{
    Nothing, RecoveryGroup, RecoveryGroupView, RecoveryKeyTyped, SessionView, Unlock, VaultCreated,
};
use stepwise_store::recovery::check_group;
use stepwise_store::{GroupCheck, RecoveryKey};
use zeroize::Zeroizing;

/// Whether one group can be right; unknown while it is incomplete.
pub(crate) fn check_recovery_group(
    _: &mut Session,
    request: RecoveryGroup,
) -> Answer<RecoveryGroupView> {
    let typed = Zeroizing::new(request.digits);
    let right = match check_group(&typed) {
        GroupCheck::Unfinished => None,
        GroupCheck::Good => Some(true),
        GroupCheck::NotDigits | GroupCheck::Wrong => Some(false),
    };
    Ok(RecoveryGroupView { right })
}

/// One of the two keys just made, typed back whole.
pub(crate) fn confirm_recovery_key(
    session: &mut Session,
    request: RecoveryKeyTyped,
) -> Answer<Nothing> {
    let typed = Zeroizing::new(request.key);
    let pending = session
        .pending
        .as_mut()
        .ok_or(AppError::NotFound("new recovery key"))?;
    let given = RecoveryKey::parse(&typed)?.reveal();
    if !pending.keys.iter().any(|key| *key.reveal() == *given) {
        return Err(AppError::Open(stepwise_store::OpenError::WrongRecoveryKey));
    }
    pending.confirmed = true;
    Ok(Nothing {})
}

/// The keys are written down: go on.
pub(crate) fn finish_setup(session: &mut Session, _: Nothing) -> Answer<SessionView> {
    let confirmed = session.pending.as_ref().is_some_and(|p| p.confirmed);
    if session.pending.is_some() && !confirmed {
        return Err(AppError::SetupUnfinished);
    }
    let now = session.now();
    let open = session.held_mut().ok_or(AppError::Locked)?;
    if confirmed && !open.settings.setup_done {
        let settings = Settings {
            setup_done: true,
            ..open.settings.clone()
        };
        open.save_settings(settings, &now)?;
    }
    session.pending = None;
    view(session)
}

/// Makes two new recovery keys; the old ones no longer open anything. Asks for the passphrase again.
pub(crate) fn new_recovery_keys(session: &mut Session, request: Unlock) -> Answer<VaultCreated> {
    let now = session.now();
    let open = session.held_mut().ok_or(AppError::Locked)?;
    prove(open, request.passphrase)?;
    // Until one of the new ones is typed back, each unlocking says that none was: the old ones open
    // nothing any more.
    let unconfirmed = Settings {
        setup_done: false,
        recovery_used: None,
        ..open.settings.clone()
    };
    open.save_settings(unconfirmed, &now)?;
    // Where this fails the old ones hold as far as anybody can tell. Being asked again at the next
    // unlocking does no harm; a sheet that opens nothing would.
    let keys = open.vault.replace_recovery_keys(&now.for_store())?;
    let recovery_keys = groups(&keys);
    session.pending = Some(Pending {
        keys,
        confirmed: false,
    });
    Ok(VaultCreated {
        recovery_keys,
        session: view(session)?,
    })
}
