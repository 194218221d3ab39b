//! Making a backup.

use super::settings::view;
use crate::failure::Answer;
use crate::session::Session;
use crate::settings::Settings;
use crate::wire::{Nothing, SettingsView};
use std::path::PathBuf;

/// Backs up into the chosen folder, asking for one where there is none. Cancelling changes nothing.
pub(crate) fn back_up(session: &mut Session, _: Nothing) -> Answer<SettingsView> {
    let now = session.now();
    let shell = session.config.shell.clone();
    let open = session.vault()?;
    if open.settings.backup_folder.is_empty() {
        let Some(folder) = shell.choose_folder() else {
            return view(session);
        };
        let settings = Settings {
            backup_folder: folder.to_string_lossy().into_owned(),
            ..open.settings.clone()
        };
        open.save_settings(settings, &now)?;
    }
    // The name says when, and nothing about whom.
    let name = format!("stepwise-{}.backup", now.stamp.format("%Y-%m-%d-%H%M%S"));
    let path = PathBuf::from(&open.settings.backup_folder).join(name);
    open.vault.backup_to(&path, &now.for_store())?;
    view(session)
}
