//! The targets without a fuzzer, for the stable compiler: each file that is named is read once.

use std::path::PathBuf;

/// Gives each named file to a target; of a folder, each file in it.
///
/// # Errors
/// A file or folder cannot be read.
pub fn each(target: impl Fn(&[u8])) -> std::io::Result<()> {
    let mut files: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let mut read = 0;
    while let Some(path) = files.pop() {
        if path.is_dir() {
            for entry in std::fs::read_dir(&path)? {
                files.push(entry?.path());
            }
        } else {
            target(&std::fs::read(&path)?);
            read += 1;
        }
    }
    println!("{read} files read");
    Ok(())
}
