//! Taking in a zip file of a policy's folder, in memory.

use super::{IntakeError, Room, Taken, shown, wanted};
use std::io::{Read, Seek};
use zip::ZipArchive;

pub(super) fn take(file: impl Read + Seek) -> Result<Taken, IntakeError> {
    let mut archive = ZipArchive::new(file).map_err(IntakeError::Zip)?;
    let mut taken = Taken::default();
    let mut room = Room::default();
    let top = top_folder(&archive);
    if archive.len() > super::MOST_FILES {
        return Err(IntakeError::TooMany);
    }
    for i in 0..archive.len() {
        let entry = archive.by_index(i).map_err(IntakeError::Zip)?;
        room.met()?;
        let name = entry.name().map_err(IntakeError::Zip)?.into_owned();
        if entry.is_symlink() {
            return Err(IntakeError::Link(shown(&name)));
        }
        if entry.is_dir() {
            continue;
        }
        let path = match &top {
            Some(top) => name.strip_prefix(top.as_str()).unwrap_or(&name),
            None => &name,
        };
        // A way out of the folder is no slip: the whole file is refused.
        if entry.enclosed_name().is_none() || name.contains('\\') || name.starts_with('/') {
            return Err(IntakeError::Name(shown(&name)));
        }
        if !wanted(path) {
            taken.left.push(shown(path));
            continue;
        }
        room.path(path)?;
        let path = path.to_owned();
        let bytes = room.bytes(&path, entry)?;
        taken.files.push((path, bytes));
    }
    taken.name = top.map(|top| top.trim_end_matches('/').to_owned());
    taken.files.sort();
    taken.left.sort();
    Ok(taken)
}

/// `policy/` where the zip holds one folder that holds everything, as most programs make it.
fn top_folder<R: Read + Seek>(archive: &ZipArchive<R>) -> Option<String> {
    let mut names = archive
        .file_names()
        .map_while(Result::ok)
        .filter(|name| !name.starts_with("__MACOSX/"));
    let first = names.next()?;
    let (top, _) = first.split_once('/')?;
    let top = format!("{top}/");
    (top != "forms/" && top != "examples/" && names.all(|name| name.starts_with(&top)))
        .then_some(top)
}
