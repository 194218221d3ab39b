//! Stand-ins for what only a desktop has: the clock is a file, every dialog answers with one folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::fault::{Fault, unmet};
use crate::scenario::setting::NORTH_SOMERSET;
use chrono::DateTime;
use serde_json::{Value, json};
use stepwise_app::{Clipboard, Clock, FileKind, Keychain, KeychainError, Now, OpenKind, Shell};
use zeroize::Zeroizing;

/// The moment at which every scenario begins unless it says otherwise: a Wednesday morning in term.
pub const USUAL_MOMENT: &str = "2026-11-18T09:00:00+00:00 Europe/London";

/// A throw-away machine: a data folder, a clock and a folder for saved files.
pub struct Machine {
    folder: tempfile::TempDir,
    /// What tells of sleep; none where a bus cannot be had.
    #[cfg(target_os = "linux")]
    pub logind: Option<crate::dbus::Logind>,
}

impl Machine {
    /// A new machine, at the usual moment.
    ///
    /// # Errors
    /// When the temporary folder cannot be written.
    pub fn new() -> std::io::Result<Self> {
        let machine = Self {
            folder: tempfile::Builder::new()
                .prefix("stepwise-lane-")
                .tempdir()?,
            #[cfg(target_os = "linux")]
            logind: None,
        };
        std::fs::create_dir_all(machine.data())?;
        std::fs::create_dir_all(machine.files())?;
        machine.set_clock(USUAL_MOMENT)?;
        Ok(machine)
    }

    /// The same, with a system's bus that tells of sleep and of the locked screen.
    ///
    /// # Errors
    /// As [`Machine::new`].
    pub fn with_a_system() -> std::io::Result<Self> {
        let machine = Self::new()?;
        #[cfg(target_os = "linux")]
        let machine = Self {
            logind: crate::dbus::Logind::start().ok(),
            ..machine
        };
        Ok(machine)
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The folder into which every dialog saves.
    pub fn files(&self) -> PathBuf {
        self.folder.path().join("files")
    }

    /// The file that holds the time.
    pub fn clock(&self) -> PathBuf {
        self.folder.path().join("clock")
    }

    /// Sets the time: RFC 3339, a space, the zone's name.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_clock(&self, moment: &str) -> std::io::Result<()> {
        // Replaced in one step: the application may be reading it.
        let next = self.folder.path().join("clock.next");
        std::fs::write(&next, moment)?;
        std::fs::rename(next, self.clock())
    }

    /// What is on the clipboard that stands for the browser lane's.
    pub fn clipboard(&self) -> Option<String> {
        std::fs::read_to_string(self.folder.path().join("clipboard")).ok()
    }

    /// The address of the system's bus. Never the machine's own: a test hears of no real sleep.
    fn system_bus(&self) -> PathBuf {
        #[cfg(target_os = "linux")]
        if let Some(logind) = &self.logind {
            return PathBuf::from(logind.bus().address());
        }
        PathBuf::from(format!("unix:path={}/no-bus", self.folder.path().display()))
    }

    /// What a program needs in its environment to live on this machine.
    pub fn environment(&self) -> Vec<(&'static str, PathBuf)> {
        vec![
            ("STEPWISE_DATA", self.data()),
            ("STEPWISE_CLOCK", self.clock()),
            ("STEPWISE_FILES", self.files()),
            ("STEPWISE_KDF", PathBuf::from("fast")),
            ("DBUS_SYSTEM_BUS_ADDRESS", self.system_bus()),
            // The throw-away profile of the webview, which is not incognito in a test build.
            ("XDG_DATA_HOME", self.folder.path().join("webview/data")),
            ("XDG_CACHE_HOME", self.folder.path().join("webview/cache")),
            ("XDG_CONFIG_HOME", self.folder.path().join("webview/config")),
        ]
    }
}

/// A clock that reads the machine's file.
pub struct FileClock(pub PathBuf);

impl Clock for FileClock {
    fn now(&self) -> Now {
        let text = std::fs::read_to_string(&self.0).expect("the clock's file");
        let (stamp, zone) = text.trim().split_once(' ').expect("a moment and a zone");
        Now {
            stamp: DateTime::parse_from_rfc3339(stamp).expect("RFC 3339"),
            zone: zone.to_owned(),
        }
    }
}

/// A shell whose dialogs answer with one folder.
pub struct FolderShell(pub PathBuf);

impl Shell for FolderShell {
    fn save_file(&self, suggested_name: &str, _: FileKind) -> Option<PathBuf> {
        Some(self.0.join(suggested_name))
    }

    fn choose_folder(&self) -> Option<PathBuf> {
        Some(self.0.clone())
    }

    fn open_file(&self, kind: OpenKind) -> Option<PathBuf> {
        kind.all_in(&kind.place_in(&self.0)).into_iter().next()
    }

    fn open_files(&self, kind: OpenKind) -> Vec<PathBuf> {
        kind.all_in(&self.0.join("attach"))
    }

    fn reader(&self) -> Option<PathBuf> {
        std::env::current_exe().ok()
    }

    fn keychain(&self) -> Option<Arc<dyn Keychain>> {
        Some(Arc::new(FolderKeychain(self.0.with_file_name("keychain"))))
    }

    fn clipboard(&self) -> Option<Box<dyn Clipboard>> {
        Some(Box::new(FileClipboard(self.0.with_file_name("clipboard"))))
    }

    fn show_in_folder(&self, _: &Path) {}
    /// So that the setting is shown; a browser's window is nobody's to hide.
    fn can_hide_from_captures(&self) -> bool {
        true
    }
}

/// A folder that stands for the keychain: what is not in it was never kept, or the keychain is locked.
struct FolderKeychain(PathBuf);

impl Keychain for FolderKeychain {
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        Ok(std::fs::read(self.0.join(name)).ok().map(Zeroizing::new))
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), KeychainError> {
        std::fs::create_dir_all(&self.0)
            .and_then(|()| std::fs::write(self.0.join(name), secret))
            .map_err(|_| KeychainError::Failed)
    }

    fn remove(&self, name: &str) -> Result<(), KeychainError> {
        let _ = std::fs::remove_file(self.0.join(name));
        Ok(())
    }
}

/// A file that stands for the clipboard, since the machine has but one for all who use it.
struct FileClipboard(PathBuf);

impl Clipboard for FileClipboard {
    fn put(&mut self, text: &str) -> bool {
        std::fs::write(&self.0, text).is_ok()
    }

    fn text(&mut self) -> Option<String> {
        std::fs::read_to_string(&self.0).ok()
    }

    fn clear(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Sets the application up, as somebody does who types a recovery key back.
///
/// # Errors
/// What the application refuses, in its words.
pub async fn first_run(
    app: &stepwise_app::App,
    setting: &str,
    passphrase: &str,
) -> Result<(), Fault> {
    let ask = async |command: &str, request: Value| {
        let answer = app.call(command, request).await;
        answer.map_err(|error| unmet(format!("{command}: {} [{}]", error.message, error.field)))
    };
    let setup = json!({
        "setting": setting, "setting_kind": "school", "user_name": setting, "user_designation": setting, "people": [],
        "policy": NORTH_SOMERSET.policy, "emergency": [], "passphrase": passphrase, "backup_folder": ""
    });
    let made = ask("create_vault", setup).await?;
    let key: Vec<String> = serde_json::from_value(made["recovery_keys"][0].clone())?;
    ask("confirm_recovery_key", json!({ "key": key.join(" ") })).await?;
    ask("finish_setup", json!({})).await.map(drop)
}

/// The real application on a throw-away machine.
///
/// # Errors
/// When the system gives no thread.
pub fn application(machine: &Machine) -> std::io::Result<stepwise_app::App> {
    stepwise_app::App::start(stepwise_app::Config {
        data_folder: machine.data(),
        clock: Arc::new(FileClock(machine.clock())),
        shell: Arc::new(FolderShell(machine.files())),
        kdf: stepwise_app::KdfChoice::Fast,
    })
}
