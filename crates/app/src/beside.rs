//! Small plain files beside the vault: what has to be read while it is locked. Nothing of a case is in them.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;

/// A file's bytes, where it is a plain file of so many bytes at most: a pipe would never answer, and a
/// larger one is not ours.
pub(crate) fn read(path: &Path, most: u64) -> Option<Vec<u8>> {
    if !fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).ok()?;
    file.take(most + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= most).then_some(bytes)
}

/// Writes it whole beside the old one, then puts it in its place.
///
/// # Errors
/// Not written; the old one is still there.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
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
