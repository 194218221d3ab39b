//! Where backups go: what is refused, and what is said.

use crate::error::ErrorCode;
use crate::failure::{Answer, AppError};
use std::path::{Path, PathBuf};

/// A folder for backups as typed.
///
/// # Errors
/// No whole path, or within the folder of the record itself.
pub(crate) fn good_place(typed: &str, data: &Path) -> Answer<PathBuf> {
    let folder = PathBuf::from(typed.trim());
    if !folder.is_absolute() {
        return Err(AppError::typed(
            "backup_folder",
            "This is not the whole path of a folder.",
            "Choose the folder with the button, or type its path from the drive on.",
        ));
    }
    if within(&folder, data) {
        return Err(AppError::wire(crate::error::WireError::new(
            ErrorCode::Refused,
            "This folder is part of the record’s own folder.",
            "Choose another folder. If the record’s folder is lost, a backup in it is lost with it.",
            "backup_folder",
        )));
    }
    Ok(folder)
}

/// Whether a folder is part of another, by whatever name: through a link, a drive that is named twice, or in
/// other letters where the system does not tell them apart.
fn within(folder: &Path, data: &Path) -> bool {
    let (folder, data) = (real(folder), real(data));
    folder.starts_with(&data)
        || lower(&folder).starts_with(lower(&data))
        || folder.ancestors().any(|part| same_folder(part, &data))
}

/// The path without links, as far as it is there; the rest as it was typed.
fn real(path: &Path) -> PathBuf {
    let found = path
        .ancestors()
        .find_map(|part| Some((part, part.canonicalize().ok()?)));
    match found {
        Some((part, real)) => match path.strip_prefix(part) {
            Ok(rest) if !rest.as_os_str().is_empty() => real.join(rest),
            _ => real,
        },
        None => path.to_owned(),
    }
}

/// In small letters, where the system takes them for the same.
fn lower(path: &Path) -> PathBuf {
    match cfg!(any(windows, target_os = "macos")) {
        true => PathBuf::from(path.to_string_lossy().to_lowercase()),
        false => path.to_owned(),
    }
}

/// Whether both are one folder, by the number that the disk gives it.
#[cfg(unix)]
fn same_folder(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let number = |path: &Path| {
        let meta = std::fs::metadata(path).ok()?;
        Some((meta.dev(), meta.ino()))
    };
    number(one).is_some_and(|one| Some(one) == number(other))
}

/// Elsewhere the real path says it.
#[cfg(not(unix))]
fn same_folder(_: &Path, _: &Path) -> bool {
    false
}

/// Whether two folders are on the same disk, as far as the system says. False where nobody can say.
pub(crate) fn same_disk(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let device = |path: &Path| std::fs::metadata(path).map(|meta| meta.dev()).ok();
        device(one).is_some_and(|one| Some(one) == device(other))
    }
    #[cfg(windows)]
    {
        let drive = |path: &Path| match path.components().next() {
            Some(std::path::Component::Prefix(prefix)) => {
                Some(prefix.as_os_str().to_ascii_lowercase())
            }
            _ => None,
        };
        drive(one).is_some_and(|one| Some(one) == drive(other))
    }
    #[cfg(not(any(unix, windows)))]
    {
        let _ = (one, other);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_within_the_record_or_half_a_path_is_refused() {
        let temp = tempfile::tempdir().unwrap();
        let data = temp.path().join("data");
        let elsewhere = temp.path().join("backups");
        assert!(good_place(&elsewhere.to_string_lossy(), &data).is_ok());
        for wrong in [
            data.clone(),
            data.join("vault"),
            "backups".into(),
            "".into(),
        ] {
            assert!(
                good_place(&wrong.to_string_lossy(), &data).is_err(),
                "{wrong:?}"
            );
        }
        std::fs::create_dir(&data).unwrap();
        for wrong in [data.join("not there yet"), data.join("../data/x")] {
            assert!(
                good_place(&wrong.to_string_lossy(), &data).is_err(),
                "{wrong:?}"
            );
        }
        assert!(good_place(&temp.path().join("data-2").to_string_lossy(), &data).is_ok());
        assert!(same_disk(temp.path(), temp.path()));
        assert!(!same_disk(temp.path(), &elsewhere), "it is not there");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_into_the_record_s_folder_is_within_it() {
        let temp = tempfile::tempdir().unwrap();
        let data = temp.path().join("data");
        std::fs::create_dir(&data).unwrap();
        let link = temp.path().join("backups");
        std::os::unix::fs::symlink(&data, &link).unwrap();
        for wrong in [link.clone(), link.join("not there yet")] {
            assert!(good_place(&wrong.to_string_lossy(), &data).is_err());
        }
        // And the other way round: the record's own folder is reached through a link.
        assert!(good_place(&data.join("x").to_string_lossy(), &link).is_err());
    }

    #[cfg(any(windows, target_os = "macos"))]
    #[test]
    fn other_letters_are_the_same_folder() {
        let temp = tempfile::tempdir().unwrap();
        let data = temp.path().join("data");
        let typed = temp.path().join("DATA").join("x");
        assert!(good_place(&typed.to_string_lossy(), &data).is_err());
    }
}
