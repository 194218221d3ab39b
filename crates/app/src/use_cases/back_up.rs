//! Making a backup.

use super::settings::view;
use crate::config::Ask;
use crate::failure::Answer;
use crate::session::Session;
use crate::settings::Settings;
use crate::synced::synced_here;
use crate::wire::{FolderTyped, FolderView, Nothing, SettingsView};
use std::path::{Path, PathBuf};

/// Backs up into the chosen folder, asking for one where there is none. Cancelling changes nothing.
pub(crate) fn back_up(session: &mut Session, _: Nothing) -> Answer<SettingsView> {
    let now = session.now();
    if session.vault()?.settings.backup_folder.is_empty() {
        let Some(folder) = session.ask(Ask::Folder)? else {
            return view(session);
        };
        let open = session.vault()?;
        let settings = Settings {
            backup_folder: folder.to_string_lossy().into_owned(),
            ..open.settings.clone()
        };
        open.save_settings(settings, &now)?;
    }
    let open = session.vault()?;
    // The name says when, and nothing about whom.
    let name = format!("stepwise-{}.backup", now.stamp.format("%Y-%m-%d-%H%M%S"));
    let path = PathBuf::from(&open.settings.backup_folder).join(name);
    open.vault.backup_to(&path, &now.for_store())?;
    view(session)
}

/// What is known of a folder that was typed. Nothing is saved, and the disk is not looked at.
pub(crate) fn look_at_folder(_: &mut Session, request: FolderTyped) -> Answer<FolderView> {
    Ok(FolderView {
        synced: synced_here(Path::new(request.path.trim())),
        path: Some(request.path),
    })
}

/// Asks for a folder, and says which. Nothing is saved: at the first run there is no vault yet.
pub(crate) fn choose_backup_folder(session: &mut Session, _: Nothing) -> Answer<FolderView> {
    let folder = session.ask(Ask::Folder)?;
    Ok(FolderView {
        synced: folder.as_deref().map(synced_here).unwrap_or_default(),
        path: folder.map(|f| f.to_string_lossy().into_owned()),
    })
}
