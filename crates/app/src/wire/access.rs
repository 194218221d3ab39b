//! Who can open the record: people, their roles, recovery and new keys.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What somebody may do. The program honours it; whoever can open the record can decrypt all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PersonRole {
    /// Everything, and who can open the record. A record from before there were roles has one person.
    #[default]
    Lead,
    /// All casework and settings; not people, recovery keys, restoring, erasing.
    Deputy,
    /// Reads; records and signs at the stages at which they speak for the setting.
    Manager,
    /// Reads.
    Reader,
}

/// A group of commands that goes together with a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Right {
    /// Read and search all cases, keep one's own drafts, change one's own passphrase.
    Read,
    /// Record in a case and fill its forms: a manager only at their own stages.
    Record,
    /// Start cases, and what belongs to the case as a whole.
    Casework,
    /// Let something of a case leave the program: e-mails, bundles.
    Send,
    /// The setting, contacts, calendars, policies, backups.
    Arrange,
    /// Who can open the record, recovery keys, restoring.
    People,
}

/// Somebody who can open the record.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AccessPerson {
    /// Names them in requests.
    pub id: String,
    /// Name.
    pub name: String,
    /// Job title.
    pub designation: String,
    /// What they may do.
    pub role: PersonRole,
    /// Since when, RFC 3339; empty where it was not noted.
    pub since: String,
    /// When they last opened it before now, RFC 3339; null where they never did.
    pub last: Option<String>,
    /// Whoever is at the keyboard.
    pub own: bool,
    /// They were given words for once, and have not chosen a passphrase of their own yet.
    pub once: bool,
    /// The only lead: cannot be removed or given another role.
    pub only_lead: bool,
    /// A manager whose name is nobody's of the setting's people: they can record nowhere.
    pub unknown: bool,
}

/// Somebody who could open the record once.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FormerPerson {
    /// Name.
    pub name: String,
    /// Job title.
    pub designation: String,
    /// When they were removed, RFC 3339.
    pub removed: String,
}

/// Who can open the record.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AccessView {
    /// Those who can.
    pub people: Vec<AccessPerson>,
    /// Those who once could, the last first.
    pub former: Vec<FormerPerson>,
    /// Names of the setting's people who cannot open it yet, to choose from.
    pub known: Vec<(String, String)>,
    /// When the two recovery keys were made, RFC 3339.
    pub recovery_made: String,
    /// When a recovery key was last used, if no new ones were made since; RFC 3339.
    pub recovery_used: Option<String>,
    /// Somebody was removed, and the keys are those they knew.
    pub keys_due: bool,
    /// Folders that a change of keys left behind: they open with the old passphrases.
    pub left: Vec<String>,
    /// Other earlier folders on this computer, from a restore.
    pub kept: Vec<String>,
    /// Backups in the folder from before the keys were changed: file names. They open with the old keys.
    pub old_backups: Vec<String>,
    /// When the keys were last changed, RFC 3339; null where they never were.
    pub keys_changed: Option<String>,
}

/// Let another person open the record.
#[derive(Clone, Deserialize, TS)]
pub struct AddPerson {
    /// Name, as it stands on what they record.
    pub name: String,
    /// Job title.
    pub designation: String,
    /// What they may do.
    pub role: PersonRole,
    /// The passphrase that they typed.
    pub new_passphrase: String,
    /// The passphrase of whoever adds them.
    pub current: String,
}

/// Give somebody another role.
#[derive(Clone, Deserialize, TS)]
pub struct ChangeRole {
    /// Who.
    pub person: String,
    /// The new role.
    pub role: PersonRole,
    /// The passphrase of whoever changes it.
    pub current: String,
}

/// Take somebody's passphrase away.
#[derive(Clone, Deserialize, TS)]
pub struct RemovePerson {
    /// Who.
    pub person: String,
    /// The passphrase of whoever removes them.
    pub current: String,
}

/// Words for once.
#[derive(Clone, Serialize, TS)]
pub struct OnceWords {
    /// Six words with hyphens.
    pub words: String,
}

/// What somebody who stays opens the record with, once its keys were changed.
#[derive(Clone, Deserialize, TS)]
pub struct StaysWith {
    /// Who.
    pub person: String,
    /// Their own passphrase, typed by them; or words for once.
    pub passphrase: String,
    /// They are words for once: they choose their own at the next unlocking.
    pub once: bool,
}

/// Change the record's keys.
#[derive(Clone, Deserialize, TS)]
pub struct RotateKeys {
    /// The passphrase of whoever changes them.
    pub current: String,
    /// Everybody else who stays. Whoever is left out opens it no more.
    pub people: Vec<StaysWith>,
}

/// Asked again before something grave.
#[derive(Clone, Deserialize, TS)]
pub struct OwnPassphrase {
    /// The passphrase of whoever is at the keyboard.
    pub current: String,
}

/// Somebody whose passphrase can be set anew.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RecoverPerson {
    /// Names them in requests.
    pub id: String,
    /// Name.
    pub name: String,
    /// Job title.
    pub designation: String,
    /// Their role.
    pub role: PersonRole,
}

/// Set a passphrase after a recovery key.
#[derive(Clone, Deserialize, TS)]
pub struct FinishRecovery {
    /// Whose; empty for somebody new, who takes over as lead.
    pub person: String,
    /// Name of somebody new.
    pub name: String,
    /// Their job title.
    pub designation: String,
    /// The new passphrase.
    pub new_passphrase: String,
}
