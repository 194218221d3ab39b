//! First run: make the vault and its two recovery keys.

use super::{new_id, session::view};
use crate::backups::good_place;
use crate::clean::line;
use crate::config::KdfChoice;
use crate::emergency;
use crate::error::WireError;
use crate::failure::{Answer, AppError};
use crate::open::OpenVault;
use crate::session::{Pending, Session};
use crate::settings::{Settings, User, short, short_row};
use crate::wire::{CreateVault, PersonRole, SettingPerson, VaultCreated};
use std::collections::BTreeSet;
use stepwise_core::ids::UserId;
use stepwise_store::{KdfCost, Passphrase, Presence, RecoveryKey, Setup, Vault};
use zeroize::Zeroizing;

/// What one try of a passphrase costs here.
pub(crate) fn cost(choice: KdfChoice) -> KdfCost {
    match choice {
        KdfChoice::Full => KdfCost::measured(),
        KdfChoice::Fast => KdfCost::for_tests(),
    }
}

/// Refuses what would be guessed: fewer than 14 characters unless it is four words, or the same few
/// letters over and over.
///
/// # Errors
/// [`AppError::WeakPassphrase`].
pub(crate) fn check_strength(passphrase: &str) -> Answer<()> {
    let letters: BTreeSet<char> = passphrase.to_lowercase().chars().collect();
    let words: BTreeSet<String> = passphrase
        .split_whitespace()
        .map(str::to_lowercase)
        .filter(|w| w.chars().count() > 2)
        .collect();
    let long = passphrase.chars().count() >= 14;
    if (long || words.len() >= 4) && letters.len() >= 6 {
        Ok(())
    } else {
        Err(AppError::WeakPassphrase)
    }
}

/// Eight groups of six digits each, for the screen.
pub(crate) fn groups(keys: &[RecoveryKey; 2]) -> Vec<Vec<String>> {
    let each = keys
        .iter()
        .map(|key| key.reveal().split('-').map(str::to_owned).collect());
    each.collect()
}

/// People of the setting, cleaned; nobody without a name.
///
/// # Errors
/// Something is longer than a case could hold.
pub(crate) fn people(people: Vec<SettingPerson>) -> Answer<Vec<SettingPerson>> {
    let each = people.into_iter().map(|p| SettingPerson {
        name: line(&p.name),
        designation: line(&p.designation),
        phone: line(&p.phone),
        email: line(&p.email),
        roles: p.roles,
    });
    let kept: Vec<SettingPerson> = each.filter(|p| !p.name.is_empty()).collect();
    for (i, p) in kept.iter().enumerate() {
        let parts = [
            ("name", &*p.name),
            ("designation", &p.designation),
            ("phone", &p.phone),
            ("email", &p.email),
        ];
        short_row("people", i, &parts)?;
    }
    Ok(kept)
}

/// Makes the vault. It is open afterwards, and asks for a recovery key to be typed back.
pub(crate) fn create_vault(session: &mut Session, request: CreateVault) -> Answer<VaultCreated> {
    let passphrase = Zeroizing::new(request.passphrase);
    let folder = session.vault_folder()?;
    if !matches!(Vault::inspect(&folder), Presence::None) {
        return Err(AppError::VaultExists);
    }
    let setting = line(&request.setting);
    let user_name = line(&request.user_name);
    for (field, text) in [("setting", &setting), ("user_name", &user_name)] {
        if text.is_empty() {
            return Err(AppError::typed(
                field,
                "This cannot be left empty.",
                "Type a name.",
            ));
        }
        short(field, text)?;
    }
    let designation = line(&request.user_designation);
    short("user_designation", &designation)?;
    let people = people(request.people)?;
    session.library().policy(&request.policy)?;
    check_strength(&passphrase)?;
    if !request.backup_folder.trim().is_empty() {
        good_place(&request.backup_folder, &session.config.data_folder)?;
    }
    session.close()?;
    let library = session.built_in.clone();
    let now = session.now();
    let id = new_id("user")?;
    let secret = Passphrase::new(passphrase.to_string());
    let setup = Setup {
        person: &id,
        passphrase: &secret,
        cost: cost(session.config.kdf),
        now: now.for_store(),
    };
    // Before the vault: once that stands, a failure would leave it without its recovery keys on screen.
    emergency::write(&session.data(), false, &request.emergency)?;
    let (vault, keys) = Vault::create(&folder, setup)?;
    let mut open = OpenVault::new(vault, UserId::new(id.clone()), false, library)?;
    let begun = session.begun();
    let user = User {
        name: user_name,
        designation,
        role: PersonRole::Lead,
        since: now.stamp.to_rfc3339(),
        ..User::default()
    };
    let settings = Settings {
        setting,
        setting_kind: request.setting_kind,
        policy: request.policy,
        people,
        users: [(id, user)].into(),
        backup_folder: request.backup_folder,
        ..open.settings.clone()
    };
    let settings = match &begun {
        Some(begun) => begun.add_to(settings),
        None => settings,
    };
    open.save_settings(settings, &now)?;
    emergency::keep(&mut open, &request.emergency, None)?;
    let recovery_keys = groups(&keys);
    // The record is made, and its keys come on screen whatever becomes of this: it is said afterwards.
    let left_out = begun.and_then(|begun| begun.add_policies(&mut open, &now).err());
    session.take(open);
    session.pending = Some(Pending {
        keys,
        confirmed: false,
    });
    let made = VaultCreated {
        recovery_keys,
        session: view(session)?,
    };
    session.notice = left_out.map(WireError::from);
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::check_strength;

    #[test]
    fn a_passphrase_is_long_or_four_words() {
        for good in [
            "correct horse battery staple",
            "Tr0ub4dor&3-xyzq",
            "red owl lamp sea tin",
        ] {
            assert!(check_strength(good).is_ok(), "{good}");
        }
        for weak in [
            "",
            "password",
            "aaaaaaaaaaaaaaaaaaaa",
            "one two",
            "a a a a a a a",
            "cat cat cat cat",
        ] {
            assert!(check_strength(weak).is_err(), "{weak}");
        }
    }
}
