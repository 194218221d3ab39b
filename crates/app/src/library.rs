//! The policies and calendars that come with the application.

use crate::failure::{Answer, AppError};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::sync::Arc;
use stepwise_core::calendar::Calendar;
use stepwise_core::ids::{CalendarId, PolicyDigest};
use stepwise_core::policy::{self, Pack, Policy, Problem};

static POLICIES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../policies");

/// The folder of calendars among the policies.
const CALENDARS: &str = "calendars";

/// A policy that comes with the application, with the bytes that a vault keeps.
#[derive(Clone)]
pub(crate) struct Bundled {
    pub policy: Arc<Policy>,
    pub bytes: Arc<Vec<u8>>,
}

/// A policy or calendar that could not be read.
#[derive(Clone, Debug)]
pub(crate) struct Faulty {
    /// The folder or file.
    pub name: String,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Faulty {
    /// One sentence for the window.
    pub fn sentence(&self) -> String {
        let first = self
            .problems
            .first()
            .map(ToString::to_string)
            .unwrap_or_default();
        format!("The rules of {} could not be read. {first}", self.name)
    }
}

/// All that comes with the application. A policy that cannot be read hides no other.
pub(crate) struct Library {
    pub policies: Vec<Bundled>,
    pub calendars: BTreeMap<CalendarId, Calendar>,
    pub faulty: Vec<Faulty>,
}

impl Library {
    /// Reads all that is built in.
    pub fn built_in() -> Self {
        let mut library = Self {
            policies: Vec::new(),
            calendars: BTreeMap::new(),
            faulty: Vec::new(),
        };
        for folder in POLICIES.dirs() {
            let name = folder.path().to_string_lossy().into_owned();
            if name == CALENDARS {
                library.read_calendars(folder);
            } else if folder.get_file(folder.path().join("policy.toml")).is_some() {
                library.read_policy(&name, folder);
            }
        }
        library
            .policies
            .sort_by_key(|bundled| list_key(&bundled.policy));
        library
    }

    fn read_calendars(&mut self, folder: &Dir<'_>) {
        for file in folder
            .files()
            .filter(|f| f.path().extension().is_some_and(|e| e == "toml"))
        {
            let name = file.path().to_string_lossy().into_owned();
            let text = String::from_utf8_lossy(file.contents());
            match Calendar::parse(&text, &name) {
                Ok(calendar) => {
                    self.calendars.insert(calendar.id.clone(), calendar);
                }
                Err(problems) => self.faulty.push(Faulty { name, problems }),
            }
        }
    }

    fn read_policy(&mut self, name: &str, folder: &Dir<'_>) {
        let mut pack = Pack::default();
        let mut put = |file: &include_dir::File<'_>| {
            let path = file
                .path()
                .strip_prefix(folder.path())
                .unwrap_or(file.path());
            let path = path.to_string_lossy().replace('\\', "/");
            if Pack::takes(&path) {
                pack.files.insert(path, file.contents().to_vec());
            }
        };
        folder.files().for_each(&mut put);
        folder.dirs().flat_map(Dir::files).for_each(&mut put);
        match policy::read(&pack) {
            Ok(policy) => self.policies.push(Bundled {
                policy: Arc::new(policy),
                bytes: Arc::new(pack.to_bytes()),
            }),
            Err(problems) => self.faulty.push(Faulty {
                name: name.to_owned(),
                problems,
            }),
        }
    }

    /// The policy of that name.
    ///
    /// # Errors
    /// It cannot be read, or there is none.
    pub fn policy(&self, id: &str) -> Answer<&Bundled> {
        if let Some(found) = self.policies.iter().find(|p| p.policy.id.as_str() == id) {
            return Ok(found);
        }
        match self.faulty.iter().find(|f| f.name == id) {
            Some(faulty) => Err(AppError::Policy(faulty.sentence())),
            None => Err(AppError::NotFound("policy")),
        }
    }

    /// The exact version, where it is the one built in.
    pub fn version(&self, digest: &PolicyDigest) -> Option<&Bundled> {
        self.policies.iter().find(|p| p.policy.digest == *digest)
    }

    /// Name and title of each.
    pub fn titles(&self) -> Vec<(String, String)> {
        let each = self.policies.iter().map(|p| &p.policy);
        each.map(|p| (p.id.to_string(), format!("{}: {}", p.short, p.title)))
            .collect()
    }
}

/// How policies are ordered in lists.
fn list_key(policy: &Policy) -> (String, String) {
    (policy.short.to_lowercase(), policy.id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_built_in_can_be_read() {
        let library = Library::built_in();
        let faults: Vec<String> = library.faulty.iter().map(Faulty::sentence).collect();
        assert!(faults.is_empty(), "{faults:#?}");
        assert!(library.policies.len() >= 2 && library.calendars.len() >= 3);
        for bundled in &library.policies {
            let pack = Pack::from_bytes(&bundled.bytes).unwrap();
            assert_eq!(pack.digest(), bundled.policy.digest);
        }
    }
}
