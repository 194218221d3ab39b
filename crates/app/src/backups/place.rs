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
    if folder.starts_with(data) {
        return Err(AppError::wire(crate::error::WireError::new(
            ErrorCode::Refused,
            "This folder is part of the record’s own folder.",
            "Choose another folder. If the record’s folder is lost, a backup in it is lost with it.",
            "backup_folder",
        )));
    }
    Ok(folder)
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
        assert!(same_disk(temp.path(), temp.path()));
        assert!(!same_disk(temp.path(), &elsewhere), "it is not there");
    }
}
