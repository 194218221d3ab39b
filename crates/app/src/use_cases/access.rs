//! Who can open the record: people added, given another role, removed.

use super::create_vault::{check_strength, cost};
use super::new_id;
use super::quick::HalfOf;
use crate::clean::line;
use crate::error::{ErrorCode, WireError};
use crate::failure::{Answer, AppError};
use crate::open::OpenVault;
use crate::session::Session;
use crate::settings::{Settings, User, short};
use crate::views::access::{access_view, leads, same_name};
use crate::wire::{
    AccessView, AddPerson, ChangeRole, Nothing, OwnPassphrase, PersonRole, RemovePerson,
};
use serde_json::{Value, json};
use stepwise_store::{NewEntry, Passphrase, SlotId, SlotKind, Vault};
use zeroize::Zeroizing;

/// The most people who can open one record: each makes a wrong passphrase slower to refuse.
const MOST: usize = 12;

/// Everybody who can open the record.
pub(crate) fn access(session: &mut Session, _: Nothing) -> Answer<AccessView> {
    view(session)
}

pub(super) fn view(session: &mut Session) -> Answer<AccessView> {
    let home = session.home();
    access_view(session.vault()?, &home)
}

/// The slot that a person's passphrase opens.
///
/// # Errors
/// Nobody of that name can open the record.
pub(super) fn slot_of(vault: &Vault, person: &str) -> Answer<SlotId> {
    let slots = vault.slots();
    let slot = slots
        .iter()
        .find(|s| s.kind == SlotKind::Person && s.label == person);
    Ok(slot.ok_or(AppError::NotFound("person"))?.id)
}

/// Asks whoever is at the keyboard for their passphrase again.
///
/// # Errors
/// [`AppError::WrongPassphrase`]; the slot cannot be tried.
pub(crate) fn prove(open: &OpenVault, typed: String) -> Answer<Passphrase> {
    let secret = Passphrase::new(typed);
    let mine = slot_of(&open.vault, open.user.as_str())?;
    match open.vault.check_passphrase(mine, &secret)? {
        true => Ok(secret),
        false => Err(AppError::WrongPassphrase),
    }
}

/// A passphrase that somebody chose: strong enough, and nobody else's, since it is by the passphrase that
/// Stepwise knows who unlocks.
///
/// # Errors
/// Too weak, or somebody else's, with the field of the request.
pub(super) fn chosen(
    vault: &Vault,
    whose: Option<SlotId>,
    typed: &str,
    field: &str,
) -> Answer<Passphrase> {
    check_strength(typed).map_err(|_| {
        AppError::wire(WireError {
            field: field.into(),
            ..WireError::of(ErrorCode::WeakPassphrase)
        })
    })?;
    let secret = Passphrase::new(typed.to_owned());
    let others = vault.slots().into_iter();
    for slot in others.filter(|s| s.kind == SlotKind::Person && Some(s.id) != whose) {
        if vault.check_passphrase(slot.id, &secret)? {
            return Err(AppError::typed(
                field,
                "This passphrase cannot be used here.",
                "Choose another one. It must be known to one person alone.",
            ));
        }
    }
    Ok(secret)
}

/// Writes in the journal what was done to whom. No names: those stand in the settings.
pub(super) fn note(session: &mut Session, kind: &str, payload: Value) -> Answer<()> {
    let stamp = session.now().for_store();
    let open = session.vault()?;
    let actor = open.user.to_string();
    open.vault.journal(NewEntry {
        kind: kind.into(),
        payload,
        stamp,
        actor,
        case: None,
    })?;
    Ok(())
}

/// The name and job title of somebody new.
///
/// # Errors
/// Empty, too long, or the name of somebody who can open the record already.
pub(super) fn new_user(open: &OpenVault, name: &str, designation: &str) -> Answer<User> {
    let (name, designation) = (line(name), line(designation));
    if name.is_empty() {
        return Err(AppError::typed(
            "name",
            "This cannot be left empty.",
            "Type the name as it should stand on what they record.",
        ));
    }
    short("name", &name)?;
    short("designation", &designation)?;
    let people = open.vault.slots();
    let taken = people
        .iter()
        .filter_map(|slot| open.settings.users.get(&slot.label))
        .any(|user| same_name(&user.name, &name));
    if taken {
        return Err(AppError::typed(
            "name",
            "Somebody of this name can open the record already.",
            "Add something that tells the two apart, such as a middle name.",
        ));
    }
    if people.iter().filter(|s| s.kind == SlotKind::Person).count() >= MOST {
        let message = format!("At most {MOST} people can open one record.");
        return Err(AppError::typed(
            "name",
            &message,
            "Remove somebody who no longer needs it.",
        ));
    }
    Ok(User {
        name,
        designation,
        ..User::default()
    })
}

/// Lets another person open the record. Whoever adds them gives their own passphrase again.
pub(crate) fn add_person(session: &mut Session, request: AddPerson) -> Answer<AccessView> {
    let typed = Zeroizing::new(request.new_passphrase);
    let current = Zeroizing::new(request.current);
    let now = session.now();
    let choice = session.config.kdf;
    let open = session.vault()?;
    not_the_sample(open)?;
    let user = User {
        role: request.role,
        since: now.stamp.to_rfc3339(),
        ..new_user(open, &request.name, &request.designation)?
    };
    prove(open, current.to_string())?;
    let secret = chosen(&open.vault, None, &typed, "new_passphrase")?;
    let id = new_id("user")?;
    // The name first: a passphrase without a name would record for nobody. Cut short, the name does no harm.
    let before = open.settings.clone();
    let mut settings = before.clone();
    settings.users.insert(id.clone(), user);
    open.save_settings(settings, &now)?;
    if let Err(error) = open
        .vault
        .add_person(&id, &secret, cost(choice), &now.for_store())
    {
        let _ = open.save_settings(before, &now);
        return Err(error.into());
    }
    note(
        session,
        "person-added",
        json!({ "person": id, "role": request.role }),
    )?;
    view(session)
}

/// Gives somebody another role. There is always a lead.
pub(crate) fn change_role(session: &mut Session, request: ChangeRole) -> Answer<AccessView> {
    let current = Zeroizing::new(request.current);
    let now = session.now();
    let open = session.vault()?;
    not_the_sample(open)?;
    slot_of(&open.vault, &request.person)?;
    let mut settings = open.settings.clone();
    let user = settings
        .users
        .get_mut(&request.person)
        .ok_or(AppError::NotFound("person"))?;
    let before = std::mem::replace(&mut user.role, request.role);
    if request.role != PersonRole::Lead {
        only_lead(open, &request.person)?;
    }
    prove(open, current.to_string())?;
    open.save_settings(settings, &now)?;
    note(
        session,
        "person-role",
        json!({ "person": request.person, "before": before, "role": request.role }),
    )?;
    view(session)
}

/// Takes somebody's passphrase away. What they recorded stays, with their name.
pub(crate) fn remove_person(session: &mut Session, request: RemovePerson) -> Answer<AccessView> {
    let current = Zeroizing::new(request.current);
    let now = session.now();
    let keychain = session.config.shell.keychain();
    let open = session.vault()?;
    not_the_sample(open)?;
    let slot = slot_of(&open.vault, &request.person)?;
    only_lead(open, &request.person)?;
    if request.person == open.user.as_str() {
        return Err(AppError::typed(
            "person",
            "You cannot remove yourself.",
            "Ask another lead to do it.",
        ));
    }
    prove(open, current.to_string())?;
    let quick = HalfOf::before(&open.vault);
    open.vault.remove_slot(slot, &now.for_store())?;
    let mut settings = Settings {
        keys_due: true,
        ..open.settings.clone()
    };
    if let Some(user) = settings.users.get_mut(&request.person) {
        user.removed = Some(now.stamp.to_rfc3339());
    }
    open.save_settings(settings, &now)?;
    quick.forget_if_gone(&open.vault, keychain);
    note(
        session,
        "person-removed",
        json!({ "person": request.person }),
    )?;
    view(session)
}

/// Deletes the folders that a change of keys left behind, once the record in use was read whole.
pub(crate) fn delete_left(session: &mut Session, request: OwnPassphrase) -> Answer<AccessView> {
    let current = Zeroizing::new(request.current);
    let now = session.now();
    let home = session.home();
    let open = session.vault()?;
    not_the_sample(open)?;
    prove(open, current.to_string())?;
    for name in open.settings.left.clone() {
        let folder = home.folder().join(&name);
        if home.kept().contains(&folder) {
            home.discard(&open.vault, &folder)?;
        }
        let mut settings = open.settings.clone();
        settings.left.retain(|one| *one != name);
        open.save_settings(settings, &now)?;
    }
    note(session, "left-folders-deleted", json!({}))?;
    view(session)
}

pub(super) fn not_the_sample(open: &OpenVault) -> Answer<()> {
    match open.sample {
        false => Ok(()),
        true => Err(AppError::wire(WireError::new(
            ErrorCode::Refused,
            "This is the sample.",
            "Leave the sample first. It has one invented person.",
            "",
        ))),
    }
}

/// Refuses what would leave the record without a lead.
fn only_lead(open: &OpenVault, person: &str) -> Answer<()> {
    if leads(open) != [person] {
        return Ok(());
    }
    Err(AppError::typed(
        "person",
        "This is the only lead of the record.",
        "Make somebody else a lead first.",
    ))
}
