//! Packs, calendars and timelines from folders.

use crate::error::{Failure, Problems};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Error, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use stepwise_core::calendar::Calendar;
use stepwise_core::ids::CalendarId;
use stepwise_core::inspect::Folder;
use stepwise_core::policy::{self, Pack, Policy};

/// The largest file that is read whole: no pack, calendar or timeline comes near.
const LARGEST: u64 = 8 * 1024 * 1024;

/// The bytes of a file.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let read = || {
        let mut bytes = Vec::new();
        let mut file = File::open(path)?.take(LARGEST + 1);
        file.read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LARGEST {
            return Err(Error::new(ErrorKind::FileTooLarge, TooLarge));
        }
        Ok(bytes)
    };
    read().map_err(|source| Failure::Read {
        path: path.to_owned(),
        source,
    })
}

/// A device or another program's file, not one of ours.
#[derive(Debug, thiserror::Error)]
#[error("it is larger than {} MiB", LARGEST >> 20)]
struct TooLarge;

/// The text of a file.
pub(crate) fn text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(bytes(path)?).map_err(|source| Failure::Read {
        path: path.to_owned(),
        source: Error::new(ErrorKind::InvalidData, source.utf8_error()),
    })
}

/// The `.toml` files of a folder by name, in order. None where the folder is not there.
pub(crate) fn toml_files(folder: &Path) -> Result<Vec<(String, PathBuf)>, Failure> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let fail = |source| Failure::Read {
        path: folder.to_owned(),
        source,
    };
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        if path.is_file() && name.ends_with(".toml") && !name.starts_with('.') {
            out.push((name, path));
        }
    }
    out.sort();
    Ok(out)
}

/// The pack in a folder.
pub(crate) fn pack(folder: &Path) -> Result<Pack, Failure> {
    let mut pack = Pack::default();
    let main = folder.join("policy.toml");
    pack.files.insert("policy.toml".into(), bytes(&main)?);
    for (name, path) in toml_files(&folder.join("forms"))? {
        pack.files.insert(format!("forms/{name}"), bytes(&path)?);
    }
    Ok(pack)
}

/// The pack in a folder, and its examples.
pub(crate) fn whole(folder: &Path) -> Result<Folder, Failure> {
    let mut whole = Folder {
        pack: pack(folder)?,
        ..Folder::default()
    };
    for (name, path) in toml_files(&folder.join("examples"))? {
        let name = format!("examples/{name}");
        whole.examples.insert(name, bytes(&path)?);
    }
    for part in ["forms", "examples"] {
        let entries = std::fs::read_dir(folder.join(part));
        let names = entries.into_iter().flatten().flatten();
        let names = names.map(|entry| format!("{part}/{}", entry.file_name().to_string_lossy()));
        let read = |name: &String| {
            whole.pack.files.contains_key(name) || whole.examples.contains_key(name)
        };
        let mut other: Vec<String> = names.filter(|name| !read(name)).collect();
        other.sort();
        whole.other.extend(other);
    }
    Ok(whole)
}

/// The policy in a folder.
pub(crate) fn policy(folder: &Path) -> Result<Policy, Failure> {
    policy::read(&pack(folder)?).map_err(|problems| Failure::Pack {
        path: folder.to_owned(),
        problems: Problems(problems),
    })
}

/// The other versions of a folder's policy: sound packs of the same policy in the folders beside it, by name.
/// One that is not sound is passed by; a check of its own names what is wrong with it.
pub(crate) fn versions(of: &Path) -> Result<Vec<Policy>, Failure> {
    let fail = |path: &Path| {
        let path = path.to_owned();
        |source| Failure::Read { path, source }
    };
    // A path such as `.` has no parent in its text, so the real one is asked for.
    let real = of.canonicalize().map_err(fail(of))?;
    let (Some(beside), Ok(own)) = (real.parent(), policy(&real)) else {
        return Ok(Vec::new());
    };
    let mut folders = Vec::new();
    // A folder whose neighbours may not be seen has none.
    for entry in std::fs::read_dir(beside).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let named = name.strip_prefix(own.id.as_str());
        let named = named.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        if named && path != real && path.join("policy.toml").is_file() {
            folders.push(path);
        }
    }
    folders.sort();
    let all = folders.iter().filter_map(|path| policy(path).ok());
    Ok(all
        .filter(|p| p.id == own.id && p.digest != own.digest)
        .collect())
}

/// The calendars that the command carries.
static CALENDARS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../policies/calendars");

/// The calendars of a folder: the one named, or else `calendars` beside the pack, or else those that
/// the command carries.
pub(crate) fn calendars(
    named: Option<&Path>,
    pack: &Path,
) -> Result<BTreeMap<CalendarId, Calendar>, Failure> {
    let beside = || {
        // A path such as `.` has no parent in its text, so the real one is asked for.
        let real = pack.canonicalize().ok()?;
        let folder = real.parent()?.join("calendars");
        folder.is_dir().then_some(folder)
    };
    let Some(folder) = named.map(Path::to_owned).or_else(beside) else {
        return carried();
    };
    let mut out = BTreeMap::new();
    for (name, path) in toml_files(&folder)? {
        put(&mut out, &text(&path)?, &name)?;
    }
    if out.is_empty() {
        return Err(Failure::NoCalendars(folder));
    }
    Ok(out)
}

fn carried() -> Result<BTreeMap<CalendarId, Calendar>, Failure> {
    let mut out = BTreeMap::new();
    let files = CALENDARS.files();
    for file in files.filter(|f| f.path().extension().is_some_and(|e| e == "toml")) {
        let name = file.path().to_string_lossy();
        put(&mut out, &String::from_utf8_lossy(file.contents()), &name)?;
    }
    Ok(out)
}

fn put(out: &mut BTreeMap<CalendarId, Calendar>, text: &str, name: &str) -> Result<(), Failure> {
    let calendar =
        Calendar::parse(text, name).map_err(|problems| Failure::Calendar(Problems(problems)))?;
    out.insert(calendar.id.clone(), calendar);
    Ok(())
}
