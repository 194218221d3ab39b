//! The area's emergency contacts: public numbers, kept outside the vault so that they can be read
//! while it is locked.

use crate::clean::line;
use crate::error::ErrorCode;
use crate::failure::{Answer, AppError};
use crate::open::OpenVault;
use crate::settings::short_row;
use crate::wire::EmergencyContact;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

fn file(data: &Path, sample: bool) -> PathBuf {
    data.join(if sample {
        "emergency-sample.json"
    } else {
        "emergency.json"
    })
}

/// All of them; none where the file is missing or cannot be read, since a lock screen must come up.
pub(crate) fn read(data: &Path, sample: bool) -> Vec<EmergencyContact> {
    let bytes = fs::read(file(data, sample)).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// Keeps them: written whole beside the old file, then put in its place.
///
/// # Errors
/// Too long, or not saved; the old ones are still there.
pub(crate) fn write(data: &Path, sample: bool, contacts: &[EmergencyContact]) -> Answer<()> {
    let each = contacts.iter().map(|c| EmergencyContact {
        name: line(&c.name),
        phone: line(&c.phone),
        note: line(&c.note),
    });
    let kept: Vec<EmergencyContact> = each
        .filter(|c| !(c.name.is_empty() && c.phone.is_empty()))
        .collect();
    for (i, c) in kept.iter().enumerate() {
        let parts = [("name", &*c.name), ("phone", &c.phone), ("note", &c.note)];
        short_row("emergency", i, &parts)?;
    }
    let bytes = serde_json::to_vec_pretty(&kept).map_err(AppError::Stored)?;
    let path = file(data, sample);
    put(data, &path, &bytes).map_err(|error| match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => AppError::of(ErrorCode::DiskFull),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            AppError::of(ErrorCode::ReadOnlyFolder)
        }
        _ => AppError::of(ErrorCode::Storage),
    })
}

/// The key in the store.
const KEY: &str = "emergency";

/// Keeps a second copy in the vault, so that a backup has it: on a new computer they come back with it.
///
/// # Errors
/// Not saved.
pub(crate) fn keep(open: &mut OpenVault, contacts: &[EmergencyContact]) -> Answer<()> {
    let value = serde_json::to_value(contacts).map_err(AppError::Stored)?;
    Ok(open.vault.put_setting(KEY, &value)?)
}

/// After a restore: the vault's copy, where this computer has none of its own.
///
/// # Errors
/// Not saved.
pub(crate) fn bring_back(data: &Path, open: &OpenVault) -> Answer<()> {
    if !read(data, false).is_empty() {
        return Ok(());
    }
    let Some(kept) = open.vault.setting(KEY)? else {
        return Ok(());
    };
    let contacts: Vec<EmergencyContact> = serde_json::from_value(kept).map_err(AppError::Stored)?;
    write(data, false, &contacts)
}

fn put(data: &Path, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    fs::create_dir_all(data)?;
    let part = path.with_extension("json.part");
    let written = fs::File::create(&part).and_then(|mut out| {
        out.write_all(bytes)?;
        out.sync_all()
    });
    let placed = written.and_then(|()| fs::rename(&part, path));
    if placed.is_err() {
        // What is left would only take room; the error that matters is the one being returned.
        let _ = fs::remove_file(&part);
    }
    placed
}
