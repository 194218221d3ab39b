//! The area's emergency contacts: public numbers, kept outside the vault so that they can be read
//! while it is locked.
//!
//! Anybody who can write the folder can change that file. So the vault has a copy: what differs from it
//! at unlocking is put right, and said.

use crate::activity::Act;
use crate::beside;
use crate::clean::line;
use crate::config::Now;
use crate::error::{ErrorCode, WireError};
use crate::failure::{Answer, AppError};
use crate::open::OpenVault;
use crate::settings::short_row;
use crate::wire::EmergencyContact;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A lock screen holds a few numbers: more than this is not ours, and is not read.
const MOST_BYTES: u64 = 64 * 1024;
/// The most contacts that are shown and kept.
const MOST: usize = 20;
/// A part of a contact that was put there by others is shown so far, in characters.
const LONGEST: usize = 300;

fn file(data: &Path, sample: bool) -> PathBuf {
    data.join(if sample {
        "emergency-sample.json"
    } else {
        "emergency.json"
    })
}

/// All of them; none where the file is missing or cannot be read, since a lock screen must come up.
pub(crate) fn read(data: &Path, sample: bool) -> Vec<EmergencyContact> {
    let bytes = beside::read(&file(data, sample), MOST_BYTES).unwrap_or_default();
    let read: Vec<EmergencyContact> = serde_json::from_slice(&bytes).unwrap_or_default();
    let short = |text: &str| line(text).chars().take(LONGEST).collect();
    let each = read.iter().take(MOST).map(|c| EmergencyContact {
        name: short(&c.name),
        phone: short(&c.phone),
        note: short(&c.note),
    });
    each.collect()
}

/// As they are kept: lines without more, and nothing empty.
///
/// # Errors
/// Too long, or too many.
fn kept(contacts: &[EmergencyContact]) -> Answer<Vec<EmergencyContact>> {
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
    if kept.len() > MOST {
        let message = format!("There can be {MOST} emergency contacts at most.");
        return Err(AppError::typed("emergency", &message, "Leave some out."));
    }
    Ok(kept)
}

/// Keeps them where the lock screen finds them: written whole beside the old file, then put in its place.
///
/// # Errors
/// Too long, too many, or not saved; the old ones are still there.
pub(crate) fn write(data: &Path, sample: bool, contacts: &[EmergencyContact]) -> Answer<()> {
    let bytes = serde_json::to_vec_pretty(&kept(contacts)?).map_err(AppError::Stored)?;
    beside::write(&file(data, sample), &bytes).map_err(|error| match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => AppError::of(ErrorCode::DiskFull),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            AppError::of(ErrorCode::ReadOnlyFolder)
        }
        _ => AppError::of(ErrorCode::Storage),
    })
}

/// The key in the store.
const KEY: &str = "emergency";

/// Keeps a second copy in the vault: a backup has it, and it tells whether the file is still what was saved.
/// It comes first: where the file then cannot be written, it is put right at the next unlocking. With a moment, it
/// is a change that somebody made then, and is written down.
///
/// # Errors
/// Too long, too many, or not saved.
pub(crate) fn keep(
    open: &mut OpenVault,
    contacts: &[EmergencyContact],
    changed: Option<&Now>,
) -> Answer<()> {
    let value = serde_json::to_value(kept(contacts)?).map_err(AppError::Stored)?;
    let Some(now) = changed else {
        return Ok(open.vault.put_setting(KEY, &value)?);
    };
    let entry = Act::Settings(vec![KEY.to_owned()]).entry(open, now);
    Ok(open.vault.put_setting_noting(KEY, &value, &entry)?)
}

fn kept_in_vault(open: &OpenVault) -> Answer<Option<Vec<EmergencyContact>>> {
    let Some(value) = open.vault.setting(KEY)? else {
        return Ok(None);
    };
    let contacts: Vec<EmergencyContact> =
        serde_json::from_value(value).map_err(AppError::Stored)?;
    Ok(Some(kept(&contacts)?))
}

/// After a restore: the vault's copy, where this computer has none of its own; those of this computer are
/// the newer ones.
///
/// # Errors
/// Not saved.
pub(crate) fn bring_back(data: &Path, open: &mut OpenVault) -> Answer<()> {
    let here = read(data, false);
    if !here.is_empty() {
        return keep(open, &here, None);
    }
    match kept_in_vault(open)? {
        Some(contacts) => write(data, false, &contacts),
        None => Ok(()),
    }
}

/// At unlocking: whether the lock screen's are those that were saved. Where they are not, they are put
/// right, and this says so. Nobody is kept from the record for their sake.
pub(crate) fn put_right(data: &Path, open: &OpenVault) -> Option<WireError> {
    let saved = kept_in_vault(open).ok()??;
    if saved == read(data, open.sample) {
        return None;
    }
    write(data, open.sample, &saved).ok()?;
    Some(WireError::new(
        ErrorCode::RecordAltered,
        "The emergency contacts on the lock screen were changed or lost outside Stepwise.",
        "They are as you saved them again. Check them in Settings, and who else uses this computer.",
        "",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn contact(name: &str) -> EmergencyContact {
        EmergencyContact {
            name: name.into(),
            phone: "01632 960123".into(),
            note: String::new(),
        }
    }

    #[test]
    fn a_damaged_or_hostile_file_shows_none_and_hangs_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        let path = data.join("emergency.json");
        assert_eq!(read(data, false), []);
        for bytes in [
            &b""[..],
            b"{",
            b"[1, 2]",
            b"{\"name\": \"x\"}",
            b"[{\"name\": \"x\"}]",
            b"\xff\xfe",
        ] {
            fs::write(&path, bytes).unwrap();
            assert_eq!(read(data, false), [], "{bytes:?}");
        }
        let huge = format!("[{}]", vec!["{}"; 40_000].join(","));
        fs::write(&path, huge).unwrap();
        assert_eq!(read(data, false), []);
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert_eq!(read(data, false), []);
        assert!(write(data, false, &[contact("Front door")]).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_its_place_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("emergency.json");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.unwrap().success());
        assert_eq!(read(folder.path(), false), []);
    }

    #[test]
    fn what_others_put_there_is_shown_as_short_plain_lines() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        let mut odd = contact(&format!("Door\u{202e}\n{}", "x".repeat(1000)));
        odd.note = "one\ntwo\u{7}".into();
        let many = vec![odd; 30];
        let bytes = serde_json::to_vec(&many).unwrap();
        fs::write(data.join("emergency.json"), bytes).unwrap();
        let shown = read(data, false);
        assert_eq!(shown.len(), MOST);
        assert!(shown[0].name.starts_with("Door x") && shown[0].name.chars().count() == LONGEST);
        assert_eq!(shown[0].note, "one two");
        assert!(write(data, false, &vec![contact("Door"); MOST + 1]).is_err());
    }
}
