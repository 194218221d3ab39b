//! Changing the record's keys, so that whoever was removed opens nothing that is written from then on.

use super::access::{chosen, not_the_sample, prove, slot_of};
use super::create_vault::{cost, groups};
use super::quick::forget_half;
use super::session::view;
use crate::error::WireError;
use crate::failure::{Answer, AppError};
use crate::session::{Pending, Session};
use crate::settings::{self, Settings};
use crate::wire::{LongWork, Nothing, OnceWords, RotateKeys, StaysWith, VaultCreated};
use stepwise_store::{NewKeys, Passphrase, Rotation, SlotId, Vault};
use zeroize::Zeroizing;

/// Six words, for somebody who is not there to type their own passphrase.
pub(crate) fn once_words(_: &mut Session, _: Nothing) -> Answer<OnceWords> {
    let words = stepwise_bundle::password()
        .map_err(|_| AppError::Store(stepwise_store::StoreError::Random))?;
    Ok(OnceWords { words })
}

/// Changes the record's keys: a new file under a new key, new recovery keys, and a passphrase for each who
/// stays. The old folder is left for [`super::access::delete_left`].
pub(crate) fn rotate_keys(session: &mut Session, request: RotateKeys) -> Answer<VaultCreated> {
    let current = Zeroizing::new(request.current);
    let now = session.now().for_store();
    let home = session.home();
    let (rotation, user) = build(session, &current, request.people)?;
    // A backup under way reads the file that is left: it stops, and the next one is of the new file.
    session.backups.stop();
    session.restoring = None;
    let Some(open) = session.put_down() else {
        return Err(AppError::Locked);
    };
    let quick = Vault::quick_slot(open.vault.folder());
    let rotated = rotation
        .put_in_place(open.vault, &home, &now)
        .map_err(|error| {
            // Whoever had the record open stands before a locked one now, and is told there.
            let said = WireError::from(AppError::Rotate(error));
            session.notice = Some(said.clone());
            AppError::wire(said)
        })?;
    let recovery_keys = groups(&rotated.recovery);
    session.take_vault(rotated.vault, user)?;
    if let Some(half) = quick {
        forget_half(session.config.shell.keychain(), half);
    }
    session.pending = Some(Pending {
        keys: rotated.recovery,
        confirmed: false,
    });
    Ok(VaultCreated {
        recovery_keys,
        session: view(session)?,
    })
}

fn build(
    session: &mut Session,
    current: &str,
    stays: Vec<StaysWith>,
) -> Answer<(Rotation, String)> {
    let now = session.now();
    let home = session.home();
    let choice = session.config.kdf;
    let working = session.under_way.begin(LongWork::Keys);
    let open = session.vault()?;
    not_the_sample(open)?;
    let user = open.user.to_string();
    let mine = slot_of(&open.vault, &user)?;
    let own = prove(open, current.to_owned())?;
    let mut settings = Settings {
        setup_done: false,
        recovery_used: None,
        keys_due: false,
        keys_changed: Some(now.stamp.to_rfc3339()),
        ..open.settings.clone()
    };
    let name = open.vault.folder().file_name();
    let name = name.map(|name| name.to_string_lossy().into_owned());
    settings.left.extend(name);
    let mut secrets: Vec<(SlotId, Passphrase)> = vec![(mine, own)];
    for (row, one) in stays.into_iter().enumerate() {
        let typed = Zeroizing::new(one.passphrase);
        let slot = slot_of(&open.vault, &one.person)?;
        let field = format!("people.{row}.passphrase");
        if secrets.iter().any(|(id, _)| *id == slot) {
            return Err(AppError::BadRequest(None));
        }
        let secret = if one.once {
            chosen(&open.vault, None, &typed, &field)?
        } else {
            let secret = Passphrase::new(typed.to_string());
            if !open.vault.check_passphrase(slot, &secret)? {
                return Err(AppError::wire(WireError {
                    field,
                    ..WireError::of(crate::error::ErrorCode::WrongPassphrase)
                }));
            }
            secret
        };
        if let Some(user) = settings.users.get_mut(&one.person) {
            user.once = one.once || user.once;
        }
        secrets.push((slot, secret));
    }
    // Whoever is left out is removed with it.
    for slot in open.vault.slots() {
        let stays = secrets.iter().any(|(id, _)| *id == slot.id);
        if let Some(user) = settings.users.get_mut(&slot.label).filter(|_| !stays) {
            user.removed = Some(now.stamp.to_rfc3339());
        }
    }
    let people: Vec<(SlotId, &Passphrase)> = secrets.iter().map(|(id, one)| (*id, one)).collect();
    let value = serde_json::to_value(&settings).map_err(AppError::Stored)?;
    let new = NewKeys {
        present: mine,
        people: &people,
        cost: cost(choice),
        settings: vec![(settings::KEY.to_owned(), value)],
    };
    let rotation = open
        .vault
        .rotation(&home, &new, &now.for_store(), working.stop())
        .map_err(AppError::Rotate)?;
    Ok((rotation, user))
}
