//! Making a backup.

use super::settings::view;
use crate::backups::good_place;
use crate::config::Ask;
use crate::failure::{Answer, AppError};
use crate::session::{Place, Session};
use crate::settings::Settings;
use crate::synced::synced_here;
use crate::wire::{FolderTyped, FolderView, Nothing, SettingsView};
use std::path::Path;

/// Backs up into the chosen folder, asking for one where there is none. Cancelling changes nothing. The
/// work is done on another thread: what is typed meanwhile can be saved.
pub(crate) fn back_up(session: &mut Session, _: Nothing) -> Answer<SettingsView> {
    let now = session.now();
    if session.vault()?.settings.backup_folder.trim().is_empty() {
        let Some(folder) = session.ask(Ask::Folder)? else {
            return view(session);
        };
        let folder = folder.to_string_lossy().into_owned();
        good_place(&folder, &session.config.data_folder)?;
        let open = session.vault()?;
        let settings = Settings {
            backup_folder: folder,
            ..open.settings.clone()
        };
        open.save_settings(settings, &now)?;
    } else if let Place::Answered(_) = std::mem::take(&mut session.place) {
        session.backup_outcome()?;
        return view(session);
    }
    let waiting = session.begin_backup()?;
    Err(AppError::Ask(Ask::Backup(waiting)))
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
