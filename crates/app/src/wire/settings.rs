//! Settings.

use super::{ContactView, EmergencyContact, KnownPerson, RoleView, SettingPerson};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The setting's details.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SaveSetting {
    /// Name.
    pub setting: String,
    /// `school`, `pre-school`, `other`.
    pub setting_kind: String,
    /// Policy mainly used.
    pub policy: String,
    /// People on the rungs.
    pub people: Vec<SettingPerson>,
    /// Minutes until it locks by itself: 1 to 60.
    pub idle_minutes: u32,
    /// Where backups go.
    pub backup_folder: String,
    /// `system`, `light`, `dark`.
    pub appearance: String,
}

/// Reminders through the operating system, while it is locked or closed.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct SaveReminders {
    /// Wanted.
    pub on: bool,
}

/// Whether the window is kept out of pictures of the screen.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SaveCaptures {
    /// Kept out.
    pub hide: bool,
}

/// Emergency contacts.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SaveEmergency {
    /// All of them.
    pub emergency: Vec<EmergencyContact>,
}

/// The book of agencies and people.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SaveAddress {
    /// All of them.
    pub known: Vec<KnownPerson>,
}

/// Other details for a board's contact; kept when the pack is updated.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct OverrideContact {
    /// Policy.
    pub policy: String,
    /// Contact.
    pub contact: String,
    /// Person.
    pub person: String,
    /// E-mail.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// ISO day on which the user checked it.
    pub checked: String,
    /// True: go back to the pack's own.
    pub remove: bool,
}

/// A holiday proclaimed late, or taken away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProclaimHoliday {
    /// Calendar.
    pub calendar: String,
    /// ISO day.
    pub date: String,
    /// Name.
    pub name: String,
    /// Where it was announced.
    pub source: String,
    /// True: the day is a working day after all.
    pub working: bool,
    /// When it was entered here, RFC 3339. Set by the application, whatever a request says: limits that
    /// stopped before it keep their count.
    #[serde(default)]
    #[ts(optional)]
    pub since: Option<String>,
}

/// A term of the setting: its days only mark a limit that falls outside them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TermDates {
    /// "Autumn term, first half".
    pub name: String,
    /// ISO day of the first day.
    pub from: String,
    /// ISO day of the last day.
    pub to: String,
}

/// The setting's terms.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SaveTerms {
    /// All of them.
    pub terms: Vec<TermDates>,
}

/// A calendar that dates are counted with.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CalendarView {
    /// Its name in packs.
    pub id: String,
    /// Its name on screen.
    pub place: String,
    /// ISO day of the first day that it knows.
    pub from: String,
    /// ISO day of the last day that it knows.
    pub until: String,
    /// Names its very days.
    pub revision: String,
    /// Which days it takes, and what else a reader should know.
    pub notes: Vec<String>,
    /// What is not fixed or not confirmed: first ISO day, last ISO day, words.
    pub unconfirmed: Vec<(String, String, String)>,
}

/// A folder as it is typed.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct FolderTyped {
    /// The path. It need not exist.
    pub path: String,
}

/// A folder of the user's choice.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FolderView {
    /// The path, or null where they cancelled.
    pub path: Option<String>,
    /// The program that copies that folder to other computers; empty for none.
    pub synced: String,
}

/// Change the passphrase.
#[derive(Clone, Deserialize, TS)]
pub struct ChangePassphrase {
    /// The one now.
    pub current: String,
    /// The new one.
    pub new: String,
}

/// Settings.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SettingsView {
    /// Name.
    pub setting: String,
    /// Kind.
    pub setting_kind: String,
    /// Policy.
    pub policy: String,
    /// All policies: name, title.
    pub policies: Vec<(String, String)>,
    /// Roles of the setting's policy.
    pub roles: Vec<RoleView>,
    /// People on the rungs.
    pub people: Vec<SettingPerson>,
    /// Emergency contacts.
    pub emergency: Vec<EmergencyContact>,
    /// Agencies and people used before.
    pub known: Vec<KnownPerson>,
    /// Contacts of the setting's policy, with overrides.
    pub contacts: Vec<ContactView>,
    /// Calendars.
    pub calendars: Vec<CalendarView>,
    /// The setting's terms, in order.
    pub terms: Vec<TermDates>,
    /// Proclaimed holidays.
    pub proclaimed: Vec<ProclaimHoliday>,
    /// Minutes.
    pub idle_minutes: u32,
    /// Where backups go.
    pub backup_folder: String,
    /// When the last was made.
    pub last_backup: Option<String>,
    /// How quick unlock stands on this computer.
    pub quick: super::QuickState,
    /// It is that of whoever is using the record now.
    pub quick_mine: bool,
    /// Neutral reminders through the operating system are wanted.
    pub reminders: bool,
    /// The system starts the program at login to remind.
    pub reminders_at_login: bool,
    /// `system`, `light`, `dark`.
    pub appearance: String,
    /// The window is kept out of screenshots and shared screens.
    pub hide_from_captures: bool,
    /// This system can do that.
    pub can_hide_from_captures: bool,
    /// The vault's key fingerprint, in groups.
    pub fingerprint: String,
    /// The application's version.
    pub version: String,
    /// The program that copies the vault's folder to other computers, such as OneDrive; empty for none.
    pub synced: String,
    /// The same for the folder of the backups.
    pub backup_synced: String,
    /// Where the vault lies on this computer.
    pub folder: String,
}
