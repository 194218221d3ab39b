//! Taking in a folder: itself, `forms` and `examples`. Nothing deeper is opened.

use super::{IntakeError, Room, Taken, shown, wanted};
use std::path::Path;

/// The folders within a policy's folder that are opened.
const OPENED: [&str; 2] = ["forms", "examples"];

pub(super) fn take(folder: &Path) -> Result<Taken, IntakeError> {
    let mut taken = Taken {
        name: folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned()),
        ..Taken::default()
    };
    let mut room = Room::default();
    level(folder, "", &mut room, &mut taken)?;
    taken.files.sort();
    taken.left.sort();
    Ok(taken)
}

fn level(
    folder: &Path,
    within: &str,
    room: &mut Room,
    taken: &mut Taken,
) -> Result<(), IntakeError> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        room.met()?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{within}{name}");
        // Of the entry itself: what a link leads to is not asked.
        let about = entry.metadata()?;
        if about.is_symlink() {
            return Err(IntakeError::Link(shown(&path)));
        }
        if about.is_dir() && within.is_empty() && OPENED.contains(&name.as_str()) {
            level(&entry.path(), &format!("{name}/"), room, taken)?;
        } else if about.is_file() && wanted(&path) {
            room.path(&path)?;
            let bytes = room.bytes(&path, std::fs::File::open(entry.path())?)?;
            taken.files.push((path, bytes));
        } else {
            taken.left.push(shown(&path));
        }
    }
    Ok(())
}
