//! What only the desktop can do, behind the application's trait.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use stepwise_app::{Clipboard, FileKind, Keychain, OpenKind, Shell};
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, FilePath};
use tauri_plugin_opener::OpenerExt;

use crate::clipboard::SystemClipboard;
use crate::keychain::SystemKeychain;
use crate::{at_login, remind, window};

/// The desktop's dialogs and file manager.
pub struct Desktop {
    app: AppHandle,
    /// Answers every dialog, in a test build.
    files: Option<PathBuf>,
}

impl Desktop {
    /// The desktop of a running application. With `files`, no dialog is shown: that folder is the answer.
    pub fn new(app: AppHandle, files: Option<PathBuf>) -> Self {
        Self { app, files }
    }
}

impl Shell for Desktop {
    fn save_file(&self, suggested_name: &str, kind: FileKind) -> Option<PathBuf> {
        if let Some(folder) = &self.files {
            return Some(folder.join(suggested_name));
        }
        let (label, extension) = match kind {
            FileKind::Pdf => ("PDF document", "pdf"),
            FileKind::Eml => ("Email draft", "eml"),
            FileKind::Ics => ("Calendar", "ics"),
            FileKind::Age => ("Stepwise bundle", "age"),
            FileKind::Svg => ("Drawing", "svg"),
            FileKind::Csv => ("Table for a spreadsheet", "csv"),
            FileKind::Toml => ("Example of a policy", "toml"),
            FileKind::Attached(ending) => ("Attached file", ending),
        };
        self.app
            .dialog()
            .file()
            .set_file_name(suggested_name)
            .add_filter(label, &[extension])
            .blocking_save_file()
            .and_then(in_the_file_system)
    }

    fn choose_folder(&self) -> Option<PathBuf> {
        if let Some(folder) = &self.files {
            return Some(folder.clone());
        }
        self.app
            .dialog()
            .file()
            .blocking_pick_folder()
            .and_then(in_the_file_system)
    }

    fn open_file(&self, kind: OpenKind) -> Option<PathBuf> {
        if let Some(folder) = &self.files {
            return kind.all_in(&kind.place_in(folder)).into_iter().next();
        }
        let label = match kind {
            OpenKind::Policy => "Policy",
            OpenKind::Example => "Example of a policy",
            OpenKind::Backup => "Stepwise backup",
            OpenKind::Incoming => "Bundle or form",
            OpenKind::Attach => "Any file",
        };
        self.app
            .dialog()
            .file()
            .add_filter(label, kind.extensions())
            .blocking_pick_file()
            .and_then(in_the_file_system)
    }

    fn clipboard(&self) -> Option<Box<dyn Clipboard>> {
        SystemClipboard::open().map(|opened| Box::new(opened) as Box<dyn Clipboard>)
    }

    fn open_files(&self, kind: OpenKind) -> Vec<PathBuf> {
        if let Some(folder) = &self.files {
            return kind.all_in(&folder.join("attach"));
        }
        let dialog = self.app.dialog().file();
        let dialog = match kind.extensions() {
            // Any file may be chosen: what it is follows from its content, and why it is not taken is said.
            [] => dialog,
            some => dialog.add_filter("Files", some),
        };
        let chosen = dialog.blocking_pick_files().unwrap_or_default();
        chosen.into_iter().filter_map(in_the_file_system).collect()
    }

    fn reader(&self) -> Option<PathBuf> {
        std::env::current_exe().ok()
    }

    fn keychain(&self) -> Option<Arc<dyn Keychain>> {
        Some(Arc::new(SystemKeychain))
    }

    fn notify(&self, text: &str) -> bool {
        remind::say(text)
    }

    fn remind_at_login(&self, on: bool) -> bool {
        at_login::set(on).is_ok() && on
    }

    fn reminds_at_login(&self) -> bool {
        at_login::is_set()
    }

    fn open_mail(&self, address: &str) -> bool {
        // A test's computer has no e-mail program, and none is to be started.
        self.files.is_none() && self.app.opener().open_url(address, None::<&str>).is_ok()
    }

    fn can_hide_from_captures(&self) -> bool {
        window::CAN_HIDE_FROM_CAPTURES
    }

    fn hide_from_captures(&self, hide: bool) {
        window::hide_from_captures(&self.app, hide);
    }

    fn show_in_folder(&self, path: &Path) {
        if self.files.is_none() {
            // The file is saved and its place is on screen; a missing file manager changes neither.
            let _ = self.app.opener().reveal_item_in_dir(path);
        }
    }
}

/// A dialog may answer with an address that is no path (on telephones); the desktop's are paths.
fn in_the_file_system(chosen: FilePath) -> Option<PathBuf> {
    chosen.into_path().ok()
}
