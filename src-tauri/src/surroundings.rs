//! Where the application finds itself: its folder, and, in a test build, what the test set.

use std::path::PathBuf;

use stepwise_app::KdfChoice;
use tauri::AppHandle;
#[cfg(not(feature = "automation"))]
use tauri::Manager as _;

/// What the start needs to know about the machine.
pub struct Surroundings {
    /// The folder that holds the vault. Local, never roaming: a synchronised folder would copy it about.
    pub data_folder: PathBuf,
    /// A file that holds the time, in a test build.
    pub clock_file: Option<PathBuf>,
    /// The folder that stands for every file dialog, in a test build.
    pub files_folder: Option<PathBuf>,
    /// How dear a guess at the passphrase is.
    pub kdf: KdfChoice,
}

impl Surroundings {
    /// The user's own surroundings.
    ///
    /// # Errors
    /// When the system does not say where local application data belong.
    #[cfg(not(feature = "automation"))]
    pub fn of(app: &AppHandle) -> tauri::Result<Self> {
        Ok(Self {
            data_folder: app.path().app_local_data_dir()?,
            clock_file: None,
            files_folder: None,
            kdf: KdfChoice::Full,
        })
    }

    /// What the test set in `STEPWISE_DATA`, `STEPWISE_CLOCK`, `STEPWISE_FILES` and `STEPWISE_KDF`. Without
    /// `STEPWISE_DATA` it does not start: a test build never touches the vault of the person at the machine.
    ///
    /// # Errors
    /// When `STEPWISE_DATA` is not set.
    #[cfg(feature = "automation")]
    pub fn of(_: &AppHandle) -> tauri::Result<Self> {
        let path = |name| std::env::var_os(name).map(PathBuf::from);
        Ok(Self {
            data_folder: path("STEPWISE_DATA").ok_or(tauri::Error::UnknownPath)?,
            clock_file: path("STEPWISE_CLOCK"),
            files_folder: path("STEPWISE_FILES"),
            kdf: match std::env::var("STEPWISE_KDF").as_deref() {
                Ok("fast") => KdfChoice::Fast,
                _ => KdfChoice::Full,
            },
        })
    }
}

/// Takes the variables out of the environment by which any program of the same user could drive the
/// window, and with it an unlocked vault. A test build keeps them.
pub fn refuse_remote_control() {
    #[cfg(not(feature = "automation"))]
    for name in ["TAURI_AUTOMATION", "TAURI_WEBVIEW_AUTOMATION"] {
        // SAFETY: the first act of `main`; no other thread exists that could read the environment meanwhile.
        #[allow(unsafe_code)]
        unsafe {
            std::env::remove_var(name);
        }
    }
}
