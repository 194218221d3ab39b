//! The sample vault: invented cases at different stages, recorded by the same code as real ones.
//!
//! It protects nothing: its passphrase is in this file, so that nobody needs one to look round. It
//! is a vault of its own, so that removing it needs no exception to an append-only record.

mod script;

use crate::config::Now;
use crate::emergency;
use crate::failure::{Answer, AppError};
use crate::library::Library;
use crate::open::OpenVault;
use crate::settings::{ContactOverride, Settings, User};
use crate::wire::{EmergencyContact, SettingPerson};
use chrono::{Days, NaiveDate};
use include_dir::{Dir, include_dir};
use script::Script;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use stepwise_core::ids::UserId;
use stepwise_store::{KdfCost, Passphrase, Presence, Setup, Vault};

static CASES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/sample/cases");
const SETTING: &str = include_str!("setting.toml");

/// Known to everybody: what it opens is invented.
const PASSPHRASE: &str = "nothing in the sample is real";

/// Whoever records in the sample.
const USER: &str = "sample-user";

/// A sample older than this is out of date: its cases would all be late.
const FRESH_DAYS: u64 = 7;

/// The invented setting.
#[derive(Deserialize)]
struct SampleSetting {
    setting: String,
    setting_kind: String,
    policy: String,
    user_name: String,
    user_designation: String,
    /// Takes the place of every board's officer.
    officer: String,
    officer_email: String,
    officer_phone: String,
    people: Vec<SettingPerson>,
    emergency: Vec<EmergencyContact>,
}

fn unreadable<E>(_: E) -> AppError {
    AppError::Internal("the sample's own files")
}

/// The sample vault of these days, made where there is none.
///
/// # Errors
/// It cannot be made or opened.
pub(crate) fn open(data: &Path, now: &Now, library: Arc<Library>) -> Answer<OpenVault> {
    let root = data.join("sample");
    let today = now.stamp.date_naive();
    if let Some(folder) = newest(&root, today) {
        let passphrase = Passphrase::new(PASSPHRASE.to_owned());
        let vault = Vault::open_with_passphrase(&folder, None, &passphrase, &now.for_store())?;
        return OpenVault::new(vault, UserId::new(USER), true, library);
    }
    make(data, &free_folder(&root, today), now, library)
}

/// The newest whole sample that is not too old.
fn newest(root: &Path, today: NaiveDate) -> Option<PathBuf> {
    let earliest = today.checked_sub_days(Days::new(FRESH_DAYS))?;
    let entries = fs::read_dir(root).ok()?.filter_map(Result::ok);
    let dated = entries.filter_map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let day: NaiveDate = name.get(..10)?.parse().ok()?;
        let whole = entry.path().join(DONE).is_file();
        let ready = matches!(
            Vault::inspect(&entry.path().join("vault")),
            Presence::Ready { .. }
        );
        (whole && ready && (earliest..=today).contains(&day))
            .then(|| (name, entry.path().join("vault")))
    });
    dated.max().map(|(_, path)| path)
}

/// Marks a sample that was made whole.
const DONE: &str = "made";

fn free_folder(root: &Path, today: NaiveDate) -> PathBuf {
    let names = (1..).map(|n: u32| root.join(format!("{today}-{n}")));
    names
        .into_iter()
        .find(|path| !path.exists())
        .unwrap_or_else(|| root.join("1"))
}

fn make(data: &Path, folder: &Path, now: &Now, library: Arc<Library>) -> Answer<OpenVault> {
    let setting: SampleSetting = toml::from_str(SETTING).map_err(unreadable)?;
    fs::create_dir_all(folder)?;
    let passphrase = Passphrase::new(PASSPHRASE.to_owned());
    let setup = Setup {
        person: USER,
        passphrase: &passphrase,
        // The passphrase is public: stretching it would protect nothing.
        cost: KdfCost::RECOVERY,
        now: now.for_store(),
    };
    let (vault, _) = Vault::create(&folder.join("vault"), setup)?;
    let mut open = OpenVault::new(vault, UserId::new(USER), true, library.clone())?;
    let user = User {
        name: setting.user_name.clone(),
        designation: setting.user_designation.clone(),
        ..User::default()
    };
    let settings = Settings {
        setting: setting.setting.clone(),
        setting_kind: setting.setting_kind.clone(),
        policy: setting.policy.clone(),
        people: setting.people.clone(),
        users: [(USER.to_owned(), user)].into(),
        overrides: invented_officers(&setting, &library, now),
        setup_done: true,
        ..open.settings.clone()
    };
    open.save_settings(settings, now)?;
    emergency::keep(&mut open, &setting.emergency, None)?;
    emergency::write(data, true, &setting.emergency)?;
    let mut files: Vec<_> = CASES.files().collect();
    files.sort_by_key(|f| f.path());
    for file in files {
        let text = file
            .contents_utf8()
            .ok_or(AppError::Internal("the sample's own files"))?;
        let script: Script = toml::from_str(text).map_err(unreadable)?;
        script.play(&mut open, now)?;
    }
    fs::write(folder.join(DONE), b"")?;
    Ok(open)
}

/// Nobody's real officer is ever written to from the sample.
fn invented_officers(
    setting: &SampleSetting,
    library: &Library,
    now: &Now,
) -> Vec<ContactOverride> {
    let all = library
        .policies
        .iter()
        .flat_map(|b| b.policy.contacts.iter().map(|c| (&b.policy, c)));
    let each = all.map(|(policy, contact)| ContactOverride {
        policy: policy.id.to_string(),
        contact: contact.id.to_string(),
        person: setting.officer.clone(),
        email: setting.officer_email.clone(),
        phone: setting.officer_phone.clone(),
        checked: now.date_in(policy.zone),
    });
    each.collect()
}
