//! The policies and calendars at hand: those that come with the application, and those that were added.

use crate::failure::{Answer, AppError};
use chrono::NaiveDate;
use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use stepwise_core::calendar::Calendar;
use stepwise_core::ids::{CalendarId, PolicyDigest};
use stepwise_core::inspect::Folder;
use stepwise_core::policy::versions::{self, Days, Fit};
use stepwise_core::policy::{self, Pack, Policy, Problem};
use stepwise_store::Vault;

static POLICIES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../policies");

/// The folder of calendars among the policies.
const CALENDARS: &str = "calendars";

/// A version of a policy that is at hand, with the bytes that a vault keeps.
#[derive(Clone)]
pub(crate) struct Bundled {
    pub policy: Arc<Policy>,
    pub bytes: Arc<Vec<u8>>,
    /// Its examples, by their names within its folder.
    pub examples: Arc<BTreeMap<String, Vec<u8>>>,
    /// The day on which somebody added it here; none where it comes with the application.
    pub added: Option<NaiveDate>,
}

/// A policy that somebody added, as the vault's settings keep it. Its bytes are among the vault's packs.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Added {
    pub digest: String,
    pub on: NaiveDate,
    /// Its examples: texts by their names.
    #[serde(default)]
    pub examples: BTreeMap<String, String>,
}

/// The key of the added policies in the store.
pub(crate) const ADDED: &str = "policies";

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

/// All that is at hand: what comes with the application, and what was added to the vault that is open. A
/// policy that cannot be read hides no other.
#[derive(Clone)]
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
        let deeper = folder.dirs().flat_map(Dir::files);
        let files = folder.files().chain(deeper).map(|file| {
            let path = file
                .path()
                .strip_prefix(folder.path())
                .unwrap_or(file.path());
            let path = path.to_string_lossy().replace('\\', "/");
            (path, file.contents().to_vec())
        });
        let Folder { pack, examples, .. } = Folder::sort(files);
        self.put(name, &pack, examples, None);
    }

    fn put(
        &mut self,
        name: &str,
        pack: &Pack,
        examples: BTreeMap<String, Vec<u8>>,
        added: Option<NaiveDate>,
    ) {
        match policy::read(pack) {
            Ok(policy) => self.policies.push(Bundled {
                policy: Arc::new(policy),
                bytes: Arc::new(pack.to_bytes()),
                examples: Arc::new(examples),
                added,
            }),
            Err(problems) => self.faulty.push(Faulty {
                name: name.to_owned(),
                problems,
            }),
        }
    }

    /// This, and what was added to a vault.
    ///
    /// # Errors
    /// The vault cannot be read. A policy in it that cannot be read is among the faulty.
    pub fn with_added(&self, vault: &Vault) -> Answer<Self> {
        let mut library = self.clone();
        for added in added(vault)? {
            // A later Stepwise may bring a version that somebody had added before.
            if library.version(&PolicyDigest::new(&added.digest)).is_some() {
                continue;
            }
            let kept = match digest_bytes(&PolicyDigest::new(&added.digest)) {
                Some(digest) => vault.pack(digest)?,
                None => None,
            };
            let pack = kept.as_deref().map(Pack::from_bytes);
            let Some(Ok(pack)) = pack else {
                library.faulty.push(Faulty {
                    name: format!(
                        "an added policy ({})",
                        added.digest.get(..8).unwrap_or_default()
                    ),
                    problems: Vec::new(),
                });
                continue;
            };
            let examples = added.examples.into_iter();
            let examples = examples.map(|(name, text)| (name, text.into_bytes()));
            let name = format!("an added policy ({})", pack.digest());
            library.put(&name, &pack, examples.collect(), Some(added.on));
        }
        library.policies.sort_by_key(|b| list_key(&b.policy));
        Ok(library)
    }

    /// The newest version of a policy.
    ///
    /// # Errors
    /// It cannot be read, or there is none.
    pub fn policy(&self, id: &str) -> Answer<&Bundled> {
        let all = self.versions(id);
        let each: Vec<&Policy> = all.iter().map(|b| b.policy.as_ref()).collect();
        if let Some(newest) = versions::newest(&each) {
            return self.edition(newest);
        }
        match self.faulty.iter().find(|f| f.name == id) {
            Some(faulty) => Err(AppError::Policy(faulty.sentence())),
            None => Err(AppError::NotFound("policy")),
        }
    }

    /// The version of a policy that a new case takes, and how well it fits.
    ///
    /// # Errors
    /// As [`Library::policy`].
    pub fn in_force(&self, id: &str, days: Days) -> Answer<(&Bundled, Fit)> {
        let all = self.versions(id);
        let each: Vec<&Policy> = all.iter().map(|b| b.policy.as_ref()).collect();
        match versions::in_force(&each, days) {
            Some((policy, fit)) => Ok((self.edition(policy)?, fit)),
            None => Ok((self.policy(id)?, Fit::InForce)),
        }
    }

    /// One version by its digest; with none given, the newest.
    ///
    /// # Errors
    /// As [`Library::policy`].
    pub fn exact(&self, id: &str, digest: &str) -> Answer<&Bundled> {
        if digest.is_empty() {
            return self.policy(id);
        }
        self.version(&PolicyDigest::new(digest))
            .filter(|b| b.policy.id.as_str() == id)
            .ok_or(AppError::NotFound("policy"))
    }

    fn edition(&self, policy: &Policy) -> Answer<&Bundled> {
        self.version(&policy.digest)
            .ok_or(AppError::NotFound("policy"))
    }

    /// All versions of a policy.
    pub fn versions(&self, id: &str) -> Vec<&Bundled> {
        let all = self.policies.iter();
        all.filter(|b| b.policy.id.as_str() == id).collect()
    }

    /// The exact version, where it is at hand.
    pub fn version(&self, digest: &PolicyDigest) -> Option<&Bundled> {
        self.policies.iter().find(|p| p.policy.digest == *digest)
    }

    /// Name and title of each, by its newest version.
    pub fn titles(&self) -> Vec<(String, String)> {
        let mut out: Vec<(String, String)> = Vec::new();
        for bundled in &self.policies {
            let id = bundled.policy.id.as_str();
            if out.iter().any(|(known, _)| known == id) {
                continue;
            }
            if let Ok(newest) = self.policy(id) {
                let policy = &newest.policy;
                out.push((id.to_owned(), format!("{}: {}", policy.short, policy.title)));
            }
        }
        out
    }
}

/// The policies that were added to a vault.
///
/// # Errors
/// The vault cannot be read.
pub(crate) fn added(vault: &Vault) -> Answer<Vec<Added>> {
    match vault.setting(ADDED)? {
        Some(kept) => serde_json::from_value(kept).map_err(AppError::Stored),
        None => Ok(Vec::new()),
    }
}

/// The bytes of a digest, under which a vault keeps the pack.
pub(crate) fn digest_bytes(digest: &PolicyDigest) -> Option<[u8; 32]> {
    let bytes = data_encoding::HEXLOWER
        .decode(digest.as_str().as_bytes())
        .ok()?;
    bytes.try_into().ok()
}

/// How policies are ordered in lists.
fn list_key(policy: &Policy) -> (String, String, Option<NaiveDate>) {
    let version = policy.version.from;
    (policy.short.to_lowercase(), policy.id.to_string(), version)
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
