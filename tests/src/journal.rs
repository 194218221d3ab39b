//! What a run leaves behind: screenshots, the files it made, and an account in words.

use std::fs;
use std::path::{Path, PathBuf};

/// The kept output of one scenario. A run that keeps nothing writes to a temporary folder all the same,
/// so that a failure has its picture.
pub struct Journal {
    folder: PathBuf,
    pictures: u32,
    account: String,
}

impl Journal {
    /// A journal in `folder`, which is made.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open(folder: &Path, title: &str) -> std::io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self {
            folder: folder.to_path_buf(),
            pictures: 0,
            account: format!("## {title}\n\n"),
        })
    }

    /// Writes a sentence of the account.
    pub fn say(&mut self, sentence: &str) {
        self.account.push_str(&format!("- {sentence}\n"));
    }

    /// Keeps a picture of a screen, numbered in the order of the job.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn picture(&mut self, name: &str, png: &[u8]) -> std::io::Result<PathBuf> {
        self.pictures += 1;
        let file = format!("{:02}-{name}.png", self.pictures);
        let path = self.folder.join(&file);
        fs::write(&path, png)?;
        self.account.push_str(&format!("- picture `{file}`\n"));
        Ok(path)
    }

    /// Keeps every file that the scenario saved from the application, by its own name.
    ///
    /// # Errors
    /// When one cannot be copied.
    pub fn keep_files(&mut self, from: &Path) -> std::io::Result<Vec<PathBuf>> {
        let mut kept = Vec::new();
        let mut names: Vec<_> = fs::read_dir(from)?.collect::<Result<_, _>>()?;
        names.sort_by_key(fs::DirEntry::file_name);
        for entry in names {
            if entry.file_type()?.is_file() {
                let to = self.folder.join(entry.file_name());
                fs::copy(entry.path(), &to)?;
                self.account.push_str(&format!(
                    "- file `{}`\n",
                    entry.file_name().to_string_lossy()
                ));
                kept.push(to);
            }
        }
        Ok(kept)
    }

    /// Keeps a small text, such as a bundle's password for the checks that follow.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn note(&self, name: &str, text: &str) -> std::io::Result<()> {
        fs::write(self.folder.join(name), text)
    }

    /// The folder of the kept output.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The account so far.
    pub fn account(&self) -> &str {
        &self.account
    }
}
