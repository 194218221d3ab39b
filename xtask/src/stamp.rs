//! What was made from what: work is done again only when its sources changed.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::fault::Fault;
use crate::program::root;

/// Folders that are made, never sources.
const MADE: [&str; 5] = ["node_modules", "dist", "dist-browser", "target", "coverage"];

/// Does the work unless it was done before from the same sources and its product is still there.
///
/// # Errors
/// The work's own, or when a source cannot be read.
pub fn unless_done(
    name: &str,
    sources: &[&str],
    product: &Path,
    work: impl FnOnce() -> Result<(), Fault>,
) -> Result<String, Fault> {
    let stamp = root().join("target/xtask").join(name);
    let wanted = digest(sources)?;
    if product.exists() && fs::read_to_string(&stamp).is_ok_and(|text| text == wanted) {
        return Ok("unchanged".to_owned());
    }
    // A run that is stopped half-way leaves no stamp.
    let _ = fs::remove_file(&stamp);
    work()?;
    let folder = root().join("target/xtask");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(stamp, wanted))
        .map_err(Fault::io("Keeping a stamp"))?;
    Ok("done".to_owned())
}

fn digest(sources: &[&str]) -> Result<String, Fault> {
    let mut hasher = DefaultHasher::new();
    for source in sources {
        let mut files = Vec::new();
        let top = root().join(source);
        collect(&top, &mut files).map_err(Fault::io(format!("Reading {source}")))?;
        files.sort();
        for file in files {
            file.strip_prefix(root()).unwrap_or(&file).hash(&mut hasher);
            fs::read(&file)
                .map_err(Fault::io(format!("Reading {}", file.display())))?
                .hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            let name = entry.file_name();
            if !MADE.iter().any(|made| name == *made) {
                collect(&entry.path(), files)?;
            }
        }
    } else if path.is_file() {
        files.push(path.to_path_buf());
    }
    Ok(())
}
