//! A computer with a vault, for the tests of backups.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;

/// A data folder with a vault in it, and room beside it.
pub struct House {
    pub temp: tempfile::TempDir,
    pub home: Home,
}

impl House {
    pub fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let home = Home::new(temp.path().join("data"));
        Self { temp, home }
    }

    pub fn create(&self) -> (Vault, [RecoveryKey; 2]) {
        create(&self.home.vault().unwrap())
    }

    pub fn file(&self) -> PathBuf {
        self.temp.path().join("b.backup")
    }

    pub fn open(&self, file: &Path) -> Result<Restoration, BackupError> {
        Restoration::open(
            file,
            &self.home,
            Secret::Passphrase(&passphrase()),
            &Stop::default(),
        )
    }

    /// Names in the data folder, in order.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.home.folder())
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.starts_with("seen-"))
            .collect();
        names.sort();
        names
    }
}

pub fn letter(size: usize) -> NewDocument {
    NewDocument {
        id: DocumentId::random().unwrap(),
        kind: "attachment".into(),
        name: "letter".into(),
        media_type: "text/plain".into(),
        bytes: (0..size).map(|n| (n % 251) as u8).collect(),
        added: at(20).at,
    }
}
