//! Unlocking: by passphrase, or by recovery key with a new passphrase.

use super::create_vault::{check_strength, cost};
use super::session::view;
use crate::emergency;
use crate::error::{ErrorCode, WireError};
use crate::failure::{Answer, AppError};
use crate::open::OpenVault;
use crate::session::Session;
use crate::wire::{SessionView, Unlock, UnlockWithRecoveryKey};
use stepwise_core::ids::UserId;
use stepwise_store::{Notice, OpenError, Passphrase, RecoveryKey, SlotKind, Vault};
use zeroize::Zeroizing;

/// What was noticed while opening, for the window; the worst of it.
fn notice(notices: &[Notice]) -> Option<WireError> {
    let say = |code: ErrorCode, message: &str| WireError::new(code, message, code.hint(), "");
    let each = notices.iter().map(|n| match n {
        Notice::RolledBack { anchored, found } => (
            0,
            say(ErrorCode::RolledBack, &format!(
                "This record ends at entry {found} of its journal. Entry {anchored} was there before."
            )),
        ),
        Notice::HistoryDiffers { .. } => {
            (1, say(ErrorCode::RecordAltered, "The record's journal is not the one that was last used here."))
        }
        Notice::SlotsOlder => (2, say(
            ErrorCode::RolledBack,
            "The file with the keys is an older copy. An older passphrase may open this record.",
        )),
        Notice::AnchorMissing | Notice::AnchorUnreadable => (3, say(
            ErrorCode::RolledBack,
            "The note of where this record last stood is missing, so nobody can tell whether it is complete.",
        )),
        Notice::ErasedAgain { cases } => {
            let what = match cases {
                1 => "A case that was erased on this computer was".to_owned(),
                n => format!("{n} cases that were erased on this computer were"),
            };
            (5, WireError::new(
                ErrorCode::CaseErased,
                &format!("{what} in the older record that was put back."),
                "They were erased again. The list of cases says so.",
                "",
            ))
        }
        Notice::OtherCopy { .. } => (3, say(
            ErrorCode::RecordAltered,
            "There is another copy of this record on this computer, with entries that this one does not have.",
        )),
        _ => (4, say(ErrorCode::SlotDamaged, "The file with the keys was damaged, and the copy before it was used.")),
    });
    each.min_by_key(|(rank, _)| *rank).map(|(_, error)| error)
}

/// Setup was cut short, or new keys were made: none of those that hold was typed back.
fn unfinished() -> WireError {
    WireError::new(
        ErrorCode::NotConfirmed,
        "No recovery key of this record was ever typed back.",
        "Make two new recovery keys now. Without one, a forgotten passphrase loses the record.",
        "",
    )
}

fn open(session: &mut Session, vault: Vault, user: String) -> Answer<SessionView> {
    let seen = notice(vault.notices());
    let open = OpenVault::new(vault, UserId::new(user), false, session.built_in.clone())?;
    let unfinished = (!open.settings.setup_done).then(unfinished);
    let contacts = emergency::put_right(&session.config.data_folder, &open);
    session.notice = seen.or(unfinished).or(contacts);
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
    let opened = Vault::open_with_passphrase(&session.vault_folder()?, None, &passphrase, &now);
    if let Err(
        OpenError::WrongPassphrase { wait_seconds, .. } | OpenError::TooSoon { wait_seconds },
    ) = &opened
    {
        session.hold_back(*wait_seconds);
    }
    let vault = opened?;
    let user = vault.unlocked_by().label.clone();
    open(session, vault, user)
}

/// Unlocks with a recovery key, and gives the first person a new passphrase.
pub(crate) fn unlock_with_recovery_key(
    session: &mut Session,
    request: UnlockWithRecoveryKey,
) -> Answer<SessionView> {
    let typed = Zeroizing::new(request.key);
    let new = Zeroizing::new(request.new_passphrase);
    let key = RecoveryKey::parse(&typed)?;
    check_strength(&new).map_err(|_| {
        AppError::wire(WireError {
            field: "new_passphrase".into(),
            ..WireError::of(ErrorCode::WeakPassphrase)
        })
    })?;
    session.close()?;
    let now = session.now().for_store();
    let mut vault = Vault::open_with_recovery(&session.vault_folder()?, &key, &now)?;
    let person = vault
        .slots()
        .into_iter()
        .find(|s| s.kind == SlotKind::Person);
    let person = person.ok_or(AppError::NotFound("person"))?;
    let secret = Passphrase::new(new.to_string());
    vault.change_passphrase(person.id, &secret, cost(session.config.kdf), &now)?;
    open(session, vault, person.label)
}
