//! The area's emergency contacts: public numbers, kept outside the vault so that they can be read
//! while it is locked.

use crate::clean::line;
use crate::failure::{Answer, AppError};
use crate::wire::EmergencyContact;
use std::fs;
use std::io::Write;
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
/// Not saved; the old ones are still there.
pub(crate) fn write(data: &Path, sample: bool, contacts: &[EmergencyContact]) -> Answer<()> {
    let each = contacts.iter().map(|c| EmergencyContact {
        name: line(&c.name),
        phone: line(&c.phone),
        note: line(&c.note),
    });
    let kept: Vec<EmergencyContact> = each
        .filter(|c| !(c.name.is_empty() && c.phone.is_empty()))
        .collect();
    let bytes = serde_json::to_vec_pretty(&kept).map_err(AppError::Stored)?;
    fs::create_dir_all(data)?;
    let path = file(data, sample);
    let part = path.with_extension("json.part");
    let mut out = fs::File::create(&part)?;
    out.write_all(&bytes)?;
    out.sync_all()?;
    drop(out);
    fs::rename(&part, &path)?;
    Ok(())
}
