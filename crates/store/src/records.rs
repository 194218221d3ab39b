//! Records beside the first one: each has a folder of its own, laid out as the first one's, so that
//! nothing is shared between them: vault, keys, tries, notes, whatever stands beside the vault.
//!
//! The name is the folder's name. So there is no list that could be damaged, and whoever looks after the
//! computer finds a record whose name was forgotten. It can be read without any key.

use std::fs;
use std::io;

use crate::home::{Home, HomeError};
use crate::open::Presence;
use crate::vault::Vault;

/// How the folder of a record beside the first one begins. What follows is its name. No name of the
/// system's own begins so on Windows, whatever the user's word is.
const FOLDER: &str = "record-";
/// The longest name, in characters.
const LONGEST: usize = 30;

/// Why something typed is no name of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordNameError {
    /// Nothing was typed.
    #[error("a record's name is empty")]
    Empty,
    /// More than 30 characters.
    #[error("a record's name is too long")]
    TooLong,
    /// Something else than the letters a to z, digits, blanks and hyphens.
    #[error("a record's name has other characters than letters, digits and hyphens")]
    Character,
}

/// The name of a record beside the first one: small letters a to z, digits, and single hyphens between
/// them. Anybody can read it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordName(String);

impl RecordName {
    /// The name that somebody typed: capital letters are as small ones, blanks as hyphens.
    ///
    /// # Errors
    /// [`RecordNameError`].
    pub fn parse(typed: &str) -> Result<Self, RecordNameError> {
        let small = typed.to_lowercase();
        let parts = small
            .split(|c: char| c == '-' || c.is_whitespace())
            .filter(|part| !part.is_empty());
        let name = parts.collect::<Vec<_>>().join("-");
        let known = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if name.is_empty() {
            Err(RecordNameError::Empty)
        } else if !name.bytes().all(known) {
            Err(RecordNameError::Character)
        } else if name.len() > LONGEST {
            Err(RecordNameError::TooLong)
        } else {
            Ok(Self(name))
        }
    }

    /// As it is shown and typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its parts between the hyphens.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.split('-')
    }
}

impl Home {
    /// Where a record beside the first one is, or will be. Called on the first one's home.
    pub fn record(&self, name: &RecordName) -> Self {
        Self::new(self.folder().join(format!("{FOLDER}{}", name.as_str())))
    }

    /// Whether there is a record of this name. One whose folder cannot be read is there.
    ///
    /// # Errors
    /// [`HomeError::NotAFolder`] where something else stands in its place, such as a link;
    /// [`HomeError::Io`].
    pub fn has_record(&self, name: &RecordName) -> Result<bool, HomeError> {
        let home = self.record(name);
        match fs::symlink_metadata(home.folder()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error.into()),
            Ok(found) if !found.is_dir() => return Err(HomeError::NotAFolder),
            Ok(_) => {}
        }
        Ok(match home.vault() {
            // Begun, and cut short before there was a vault.
            Ok(vault) => !matches!(Vault::inspect(&vault), Presence::None),
            Err(_) => true,
        })
    }

    /// The names of the records beside the first one that have a folder, in order.
    ///
    /// # Errors
    /// The folder that holds them cannot be read.
    pub fn records(&self) -> Result<Vec<RecordName>, HomeError> {
        let entries = match fs::read_dir(self.folder()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other?,
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry?;
            let file_name = entry.file_name();
            let written = file_name
                .to_str()
                .and_then(|name| name.strip_prefix(FOLDER));
            let name = written.and_then(|written| {
                let name = RecordName::parse(written).ok()?;
                // Written otherwise, it is not ours.
                (name.as_str() == written).then_some(name)
            });
            if let Some(name) = name
                && entry.file_type()?.is_dir()
            {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(typed: &str) -> RecordName {
        RecordName::parse(typed).unwrap()
    }

    #[test]
    fn a_name_is_found_however_it_is_typed() {
        for typed in [
            "Green Harbour",
            " green  harbour ",
            "GREEN-HARBOUR",
            "green\tharbour-",
        ] {
            assert_eq!(name(typed).as_str(), "green-harbour", "{typed}");
        }
        assert_eq!(
            name("Record 2").words().collect::<Vec<_>>(),
            ["record", "2"]
        );
        for (typed, why) in [
            ("", RecordNameError::Empty),
            (" - ", RecordNameError::Empty),
            ("../vault", RecordNameError::Character),
            ("c:elm", RecordNameError::Character),
            ("ŵy", RecordNameError::Character),
            ("elm.", RecordNameError::Character),
            ("a234567890123456789012345678901", RecordNameError::TooLong),
        ] {
            assert_eq!(RecordName::parse(typed), Err(why), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn no_name_leads_out_of_the_folder(typed: String) {
            if let Ok(name) = RecordName::parse(&typed) {
                let home = Home::new("data");
                let folder = home.record(&name).folder().to_path_buf();
                prop_assert_eq!(folder.parent(), Some(home.folder()));
                prop_assert_eq!(RecordName::parse(name.as_str()), Ok(name.clone()));
                prop_assert!(!name.as_str().contains(['/', '\\', '.', ':']));
            }
        }
    }

    #[test]
    fn only_folders_of_ours_are_records() {
        let temp = tempfile::tempdir().unwrap();
        let home = Home::new(temp.path().join("data"));
        assert_eq!(home.records().unwrap(), []);
        for folder in [
            "record-elm",
            "record-Elm2",
            "record-",
            "record-a--b",
            "vault",
            "record.elm",
        ] {
            fs::create_dir_all(home.folder().join(folder)).unwrap();
        }
        fs::write(home.folder().join("record-oak"), "").unwrap();
        assert_eq!(home.records().unwrap(), [name("elm")]);
        // An empty folder is what is left of a beginning that was cut short.
        assert!(!home.has_record(&name("elm")).unwrap());
        assert!(!home.has_record(&name("ash")).unwrap());
        assert!(matches!(
            home.has_record(&name("oak")),
            Err(HomeError::NotAFolder)
        ));
    }

    #[test]
    fn what_cannot_be_followed_or_read_is_never_taken_for_absent() {
        let temp = tempfile::tempdir().unwrap();
        let home = Home::new(temp.path());
        let elm = home.record(&name("elm"));
        fs::create_dir_all(elm.folder().join("vault")).unwrap();
        let note = elm.folder().join("current.json");
        for text in [
            "",
            r#"{"format":1,"folder":"../../vault"}"#,
            r#"{"format":1,"folder":"vault-2026"}"#,
            r#"{"format":2,"place":"x"}"#,
        ] {
            fs::write(&note, text).unwrap();
            assert!(home.has_record(&name("elm")).unwrap(), "{text}");
        }
        fs::remove_file(&note).unwrap();
        assert!(!home.has_record(&name("elm")).unwrap());
        fs::write(elm.folder().join("vault/slots.json"), "{").unwrap();
        assert!(home.has_record(&name("elm")).unwrap());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed() {
        let temp = tempfile::tempdir().unwrap();
        let home = Home::new(temp.path().join("data"));
        fs::create_dir_all(home.folder()).unwrap();
        let elsewhere = temp.path().join("elsewhere/vault");
        fs::create_dir_all(&elsewhere).unwrap();
        fs::write(elsewhere.join("slots.json"), "{").unwrap();
        let link = home.record(&name("elm"));
        std::os::unix::fs::symlink(temp.path().join("elsewhere"), link.folder()).unwrap();
        assert!(matches!(
            home.has_record(&name("elm")),
            Err(HomeError::NotAFolder)
        ));
        assert_eq!(home.records().unwrap(), []);
    }
}
