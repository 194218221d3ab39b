//! What is kept in the vault about the setting itself: never part of a case.

use crate::failure::{Answer, AppError};
use crate::wire::{KnownPerson, PersonRole, ProclaimHoliday, SettingPerson, TermDates};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The key in the store.
pub(crate) const KEY: &str = "settings";

/// Minutes until it locks by itself, unless set otherwise.
pub(crate) const IDLE_MINUTES: u32 = 5;

/// Somebody who opens the record, or once did: the name stays beside what they recorded.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct User {
    pub name: String,
    pub designation: String,
    pub role: PersonRole,
    /// Since when, RFC 3339; empty where it was not noted.
    pub since: String,
    /// When their passphrase was taken away, RFC 3339.
    pub removed: Option<String>,
    /// They were given words for once, and choose their own passphrase before anything else.
    pub once: bool,
}

/// Other details for a board's contact.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ContactOverride {
    pub policy: String,
    pub contact: String,
    pub person: String,
    pub email: String,
    pub phone: String,
    pub checked: NaiveDate,
}

/// The setting.
#[derive(Clone, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    pub setting: String,
    pub setting_kind: String,
    pub policy: String,
    pub people: Vec<SettingPerson>,
    pub known: Vec<KnownPerson>,
    /// By the opaque id that stands beside each event.
    pub users: BTreeMap<String, User>,
    pub overrides: Vec<ContactOverride>,
    pub proclaimed: Vec<ProclaimHoliday>,
    pub terms: Vec<TermDates>,
    pub idle_minutes: u32,
    pub backup_folder: String,
    pub appearance: String,
    /// Neutral reminders through the operating system: asked for, never assumed.
    pub reminders: bool,
    /// The window is kept out of pictures of the screen, where the system can.
    pub hide_from_captures: bool,
    /// A recovery key was typed back.
    pub setup_done: bool,
    /// When a recovery key was last used, RFC 3339, until new ones are made.
    pub recovery_used: Option<String>,
    /// Somebody was removed, and the keys are those they knew.
    pub keys_due: bool,
    /// When the keys were last changed, RFC 3339.
    pub keys_changed: Option<String>,
    /// Names of folders that a change of keys left behind.
    pub left: Vec<String>,
    /// Addresses that were confirmed before something was sent to them, with the day.
    pub confirmed_addresses: BTreeMap<String, NaiveDate>,
}

/// The names of the parts in which two settings differ.
///
/// # Errors
/// They cannot be written as JSON.
pub(crate) fn differing(before: &Settings, after: &Settings) -> Answer<Vec<String>> {
    let value = |settings| serde_json::to_value(settings).map_err(AppError::Stored);
    let (before, after) = (value(before)?, value(after)?);
    let fields = after.as_object().into_iter().flatten();
    Ok(fields
        .filter(|(name, now)| before.get(name.as_str()) != Some(now))
        .map(|(name, _)| name.clone())
        .collect())
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            setting: String::new(),
            setting_kind: "school".into(),
            policy: String::new(),
            people: Vec::new(),
            known: Vec::new(),
            users: BTreeMap::new(),
            overrides: Vec::new(),
            proclaimed: Vec::new(),
            terms: Vec::new(),
            idle_minutes: IDLE_MINUTES,
            backup_folder: String::new(),
            appearance: "system".into(),
            reminders: false,
            hide_from_captures: false,
            setup_done: false,
            recovery_used: None,
            keys_due: false,
            keys_changed: None,
            left: Vec::new(),
            confirmed_addresses: BTreeMap::new(),
        }
    }
}

/// The longest name or other single line, in characters: as long as a case's record takes it.
const LINE: usize = 300;

/// Refuses a line that no case could hold later.
///
/// # Errors
/// Too long, with the form's field.
pub(crate) fn short(field: &str, text: &str) -> Answer<()> {
    if text.chars().count() <= LINE {
        return Ok(());
    }
    let message = format!("This is longer than {LINE} characters.");
    Err(AppError::typed(field, &message, "Shorten it."))
}

/// As [`short`], for the parts of one row of a list.
///
/// # Errors
/// As [`short`].
pub(crate) fn short_row(list: &str, row: usize, parts: &[(&str, &str)]) -> Answer<()> {
    let mut each = parts.iter();
    each.try_for_each(|(part, text)| short(&format!("{list}.{row}.{part}"), text))
}

/// The most people of other agencies that are remembered.
const MOST_KNOWN: usize = 500;

impl Settings {
    /// Remembers somebody of another agency for the next case, newest first.
    pub fn remember(&mut self, person: KnownPerson) {
        let same = |k: &KnownPerson| k.agency == person.agency && k.name == person.name;
        self.known.retain(|k| !same(k));
        self.known.insert(0, person);
        self.known.truncate(MOST_KNOWN);
    }

    /// The details that take the place of a pack's, if there are any.
    pub fn overriding(&self, policy: &str, contact: &str) -> Option<&ContactOverride> {
        self.overrides
            .iter()
            .find(|o| o.policy == policy && o.contact == contact)
    }

    /// The name of whoever recorded something.
    pub fn user_name(&self, id: &str) -> String {
        self.users
            .get(id)
            .map_or_else(|| "A former user".to_owned(), |u| u.name.clone())
    }
}
