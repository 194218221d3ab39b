//! The setting, as kept.

use crate::emergency;
use crate::failure::Answer;
use crate::session::Session;
use crate::synced::synced_here;
use crate::views::calendars::{calendar_view, in_force};
use crate::views::forms::role_view;
use crate::views::who::contact_view;
use crate::wire::{Nothing, SettingsView};
use std::path::Path;

/// All settings.
pub(crate) fn settings(session: &mut Session, _: Nothing) -> Answer<SettingsView> {
    view(session)
}

/// The settings as they are now.
///
/// # Errors
/// Locked, or the vault cannot be read.
pub(crate) fn view(session: &mut Session) -> Answer<SettingsView> {
    let library = session.library();
    let data = session.data();
    let reminders_at_login = session.config.shell.reminds_at_login();
    let can_hide_from_captures = session.config.shell.can_hide_from_captures();
    let folder = session.vault()?.vault.folder().to_path_buf();
    let quick = super::quick::state(session, &folder);
    let open = session.vault()?;
    let kept = &open.settings;
    let policy = library.policy(&kept.policy).ok().map(|b| b.policy.clone());
    Ok(SettingsView {
        setting: kept.setting.clone(),
        setting_kind: kept.setting_kind.clone(),
        policy: kept.policy.clone(),
        policies: library.titles(),
        roles: policy
            .iter()
            .flat_map(|p| &p.roles)
            .map(role_view)
            .collect(),
        people: kept.people.clone(),
        emergency: emergency::read(&data, open.sample),
        known: kept.known.clone(),
        contacts: policy
            .iter()
            .flat_map(|p| p.contacts.iter().map(move |c| contact_view(p, kept, c)))
            .collect(),
        calendars: open.calendars.values().map(calendar_view).collect(),
        terms: kept.terms.clone(),
        proclaimed: in_force(&kept.proclaimed),
        idle_minutes: kept.idle_minutes,
        backup_folder: kept.backup_folder.clone(),
        last_backup: open.vault.last_backup()?,
        quick,
        quick_mine: open.vault.quick_is_mine(),
        reminders: kept.reminders,
        reminders_at_login,
        appearance: kept.appearance.clone(),
        hide_from_captures: kept.hide_from_captures,
        can_hide_from_captures,
        fingerprint: open.vault.fingerprint(),
        version: env!("CARGO_PKG_VERSION").into(),
        synced: synced_here(open.vault.folder()),
        backup_synced: synced_here(Path::new(&kept.backup_folder)),
        folder: open.vault.folder().to_string_lossy().into_owned(),
    })
}
