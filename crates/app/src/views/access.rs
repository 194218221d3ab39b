//! Who can open the record, as the window shows it.

use crate::failure::Answer;
use crate::open::OpenVault;
use crate::settings::User;
use crate::wire::{AccessPerson, AccessView, FormerPerson, PersonRole};
use chrono::{DateTime, FixedOffset};
use std::path::Path;
use stepwise_store::{Home, SlotKind};

/// The same person, however the name was typed.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    let plain = |name: &str| {
        let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        words.join(" ")
    };
    plain(a) == plain(b)
}

/// The leads who can open the record, by their ids.
pub(crate) fn leads(open: &OpenVault) -> Vec<String> {
    let people = open.vault.slots().into_iter();
    let people = people.filter(|slot| slot.kind == SlotKind::Person);
    let leads = people.map(|slot| slot.label).filter(|label| {
        let user = open.settings.users.get(label);
        user.is_some_and(|user| user.role == PersonRole::Lead)
    });
    leads.collect()
}

/// Everybody who can open the record, and what a change of keys has left to do.
///
/// # Errors
/// The vault cannot be read.
pub(crate) fn access_view(open: &OpenVault, home: &Home) -> Answer<AccessView> {
    let last = open.vault.last_unlocks()?;
    let leads = leads(open);
    let slots = open.vault.slots();
    let settings = &open.settings;
    let ours = |name: &str| settings.people.iter().any(|p| same_name(&p.name, name));
    let people: Vec<AccessPerson> = slots
        .iter()
        .filter(|slot| slot.kind == SlotKind::Person)
        .map(|slot| {
            let nobody = User {
                role: PersonRole::Reader,
                ..User::default()
            };
            let user = settings.users.get(&slot.label).unwrap_or(&nobody);
            AccessPerson {
                id: slot.label.clone(),
                name: settings.user_name(&slot.label),
                designation: user.designation.clone(),
                role: user.role,
                since: match user.since.is_empty() {
                    true => slot.created.clone(),
                    false => user.since.clone(),
                },
                last: last.get(&slot.label).cloned(),
                own: slot.label == open.user.as_str(),
                once: user.once,
                only_lead: leads == [slot.label.as_str()],
                unknown: user.role == PersonRole::Manager && !ours(&user.name),
            }
        })
        .collect();
    let mut former: Vec<FormerPerson> = settings
        .users
        .values()
        .filter_map(|user| {
            Some(FormerPerson {
                name: user.name.clone(),
                designation: user.designation.clone(),
                removed: user.removed.clone()?,
            })
        })
        .collect();
    former.sort_by(|a, b| b.removed.cmp(&a.removed));
    let known = settings
        .people
        .iter()
        .filter(|p| !people.iter().any(|one| same_name(&one.name, &p.name)))
        .map(|p| (p.name.clone(), p.designation.clone()))
        .collect();
    let kept = home.kept();
    let left = |path: &Path| {
        let name = path.file_name().map(|name| name.to_string_lossy());
        name.is_some_and(|name| settings.left.iter().any(|one| *one == name))
    };
    let shown = |path: &Path| path.to_string_lossy().into_owned();
    Ok(AccessView {
        former,
        known,
        recovery_made: slots
            .iter()
            .filter(|slot| slot.kind == SlotKind::Recovery)
            .map(|slot| slot.created.clone())
            .max()
            .unwrap_or_default(),
        recovery_used: settings.recovery_used.clone(),
        keys_due: settings.keys_due,
        left: kept.iter().filter(|p| left(p)).map(|p| shown(p)).collect(),
        kept: kept.iter().filter(|p| !left(p)).map(|p| shown(p)).collect(),
        old_backups: old_backups(open),
        keys_changed: settings.keys_changed.clone(),
        people,
    })
}

/// Backups of the folder that were made before the keys were changed. A folder that is not there now
/// names none: the window says that there may be others.
fn old_backups(open: &OpenVault) -> Vec<String> {
    let folder = open.settings.backup_folder.trim();
    let changed = open.settings.keys_changed.as_deref();
    let changed = changed.and_then(|text| DateTime::<FixedOffset>::parse_from_rfc3339(text).ok());
    let (Some(changed), false) = (changed, folder.is_empty()) else {
        return Vec::new();
    };
    let listed = open.vault.backups_in(Path::new(folder)).unwrap_or_default();
    listed
        .iter()
        .filter(|one| one.kept.made < changed.naive_local())
        .filter_map(|one| one.path.file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect()
}
