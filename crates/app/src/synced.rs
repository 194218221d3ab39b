//! Whether a folder is copied to other computers by a program that keeps folders alike.
//!
//! Such a program may hold the record's file while it is being written, and may put an older copy in
//! its place. It is said, and never forbidden: some places have nothing else.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

const ONE_DRIVE: &str = "OneDrive";
const DROPBOX: &str = "Dropbox";
const GOOGLE_DRIVE: &str = "Google Drive";
const ICLOUD: &str = "iCloud Drive";

/// Where Windows says that OneDrive keeps its folders.
const ONE_DRIVE_PLACES: [&str; 3] = ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"];

/// The program that keeps this folder alike on several computers, by the names of the folders above it
/// and by what the system's own variables say; none where it looks like a plain folder.
///
/// The path need not exist. Letters' case does not count, as on Windows and macOS.
pub fn synced_by(
    folder: &Path,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Option<&'static str> {
    let parts = parts(folder);
    let within = |root: OsString| {
        let root = self::parts(&PathBuf::from(root));
        !root.is_empty() && parts.starts_with(&root)
    };
    if ONE_DRIVE_PLACES
        .iter()
        .filter_map(|v| variable(v))
        .any(within)
    {
        return Some(ONE_DRIVE);
    }
    parts.iter().find_map(|part| named(part))
}

/// The names of the folders, small, whichever way the strokes lean: a path may come from elsewhere.
fn parts(folder: &Path) -> Vec<String> {
    folder
        .components()
        .filter(|part| !matches!(part, Component::CurDir | Component::RootDir))
        .flat_map(|part| {
            let text = part.as_os_str().to_string_lossy().to_lowercase();
            text.split('\\').map(str::to_owned).collect::<Vec<_>>()
        })
        .filter(|part| !part.is_empty())
        .collect()
}

/// The program that gives its folder such a name. A whole name, or a name with an account behind it:
/// `onedrive - hazel bank school`, `dropbox (hazel bank)`, `googledrive-lead@hazel.example`.
fn named(part: &str) -> Option<&'static str> {
    let begins = |name: &str| {
        part.strip_prefix(name)
            .is_some_and(|rest| matches!(rest.chars().next(), None | Some(' ' | '-' | '(')))
    };
    if begins("onedrive") {
        Some(ONE_DRIVE)
    } else if begins("dropbox") {
        Some(DROPBOX)
    } else if [
        "google drive",
        "googledrive",
        "drivefs",
        "google drive stream",
    ]
    .iter()
    .any(|n| begins(n))
    {
        Some(GOOGLE_DRIVE)
    } else if [
        "icloud drive",
        "iclouddrive",
        "com~apple~clouddocs",
        "mobile documents",
    ]
    .contains(&part)
    {
        Some(ICLOUD)
    } else {
        None
    }
}

/// As [`synced_by`], on this computer; empty for a plain folder, and for none.
pub(crate) fn synced_here(folder: &Path) -> String {
    let found = synced_by(folder, |name| std::env::var_os(name));
    found.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_places_are_known_and_plain_ones_are_left_alone() {
        for (folder, expected) in [
            (r"C:\Users\jo\OneDrive\Stepwise", Some(ONE_DRIVE)),
            (
                r"C:\Users\jo\OneDrive - Hazel Bank School\Documents",
                Some(ONE_DRIVE),
            ),
            (
                "/Users/jo/Library/CloudStorage/OneDrive-HazelBank/x",
                Some(ONE_DRIVE),
            ),
            (r"D:\DROPBOX\x", Some(DROPBOX)),
            ("/home/jo/Dropbox (Hazel Bank)/x", Some(DROPBOX)),
            (
                "/Users/jo/Library/CloudStorage/GoogleDrive-lead@hazel.example/My Drive",
                Some(GOOGLE_DRIVE),
            ),
            (r"C:\Users\jo\Google Drive\x", Some(GOOGLE_DRIVE)),
            (
                "/Users/jo/Library/Mobile Documents/com~apple~CloudDocs/x",
                Some(ICLOUD),
            ),
            (r"C:\Users\jo\iCloudDrive", Some(ICLOUD)),
            (r"C:\Users\jo\AppData\Local\Stepwise", None),
            ("/home/jo/.local/share/stepwise", None),
            ("/media/jo/Dropboxes of the office", None),
            ("/home/onedriver/x", None),
            ("", None),
        ] {
            assert_eq!(synced_by(Path::new(folder), |_| None), expected, "{folder}");
        }
    }

    #[test]
    fn a_folder_of_another_name_is_known_by_what_the_system_says() {
        let variable = |name: &str| {
            (name == "OneDriveCommercial").then(|| OsString::from("/data/Shared Files"))
        };
        let found = |folder: &str| synced_by(Path::new(folder), variable);
        assert_eq!(found("/data/shared files/Stepwise"), Some(ONE_DRIVE));
        assert_eq!(found("/data/shared files 2/Stepwise"), None);
        let empty = |_: &str| Some(OsString::new());
        assert_eq!(synced_by(Path::new("/data/x"), empty), None);
    }
}
