//! Where the application finds itself: its folder, and, in a test build, what the test set.

use std::path::PathBuf;

use directories::BaseDirs;
use stepwise_app::KdfChoice;

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

/// The application's name among the system's folders, as `tauri.conf.json` has it.
const IDENTIFIER: &str = "org.stepwise.desktop";

/// Where local application data of ours belong; none where the system does not say. In a test build, what
/// the test set in `STEPWISE_DATA`: such a build never touches the vault of the person at the machine.
pub fn data_folder() -> Option<PathBuf> {
    if cfg!(feature = "automation") {
        return set("STEPWISE_DATA");
    }
    Some(BaseDirs::new()?.data_local_dir().join(IDENTIFIER))
}

/// A file that holds the time, in a test build.
pub fn clock_file() -> Option<PathBuf> {
    set("STEPWISE_CLOCK")
}

/// What a test set. Nobody else sets anything.
fn set(name: &str) -> Option<PathBuf> {
    std::env::var_os(name)
        .filter(|_| cfg!(feature = "automation"))
        .map(PathBuf::from)
}

impl Surroundings {
    /// The user's own surroundings; in a test build, what the test set. None where the system does not say
    /// where local application data belong, or the test did not.
    pub fn of_the_machine() -> Option<Self> {
        let fast = set("STEPWISE_KDF").is_some_and(|choice| choice.as_os_str() == "fast");
        Some(Self {
            data_folder: data_folder()?,
            clock_file: clock_file(),
            files_folder: set("STEPWISE_FILES"),
            kdf: if fast {
                KdfChoice::Fast
            } else {
                KdfChoice::Full
            },
        })
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_folder_has_the_name_that_the_package_has() {
        let config = include_str!("../tauri.conf.json");
        let line = format!("\"identifier\": \"{}\"", super::IDENTIFIER);
        assert!(config.contains(&line));
    }
}
