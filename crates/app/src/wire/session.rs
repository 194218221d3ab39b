//! First run, unlocking, locking, drafts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which screen the session is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SessionState {
    /// No vault on this computer: first run.
    FirstRun,
    /// A vault was made and a recovery key is still to be typed back.
    ConfirmRecovery,
    /// A vault is there and locked.
    Locked,
    /// Open.
    Open,
    /// Something is there that cannot be opened; nothing was touched. The problem says what to do.
    Unusable,
}

/// Why the vault was locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LockReason {
    /// Somebody pressed the button or the keys.
    Asked,
    /// Nobody was there for the chosen minutes.
    Idle,
    /// The computer goes to sleep.
    Sleep,
    /// The computer's own screen was locked.
    Screen,
    /// Somebody else's session came to the front.
    OtherUser,
    /// The window was closed.
    Closed,
    /// A fault of ours: nothing half done is kept in memory.
    Fault,
}

impl LockReason {
    /// The word for the journal, which stays what it is.
    pub fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Idle => "idle",
            Self::Sleep => "sleep",
            Self::Screen => "screen",
            Self::OtherUser => "other-user",
            Self::Closed => "closed",
            Self::Fault => "fault",
        }
    }
}

/// How quick unlock stands on this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum QuickState {
    /// Nobody has it here.
    Off,
    /// The PIN may be typed.
    Ready,
    /// Three wrong PINs: the passphrase first.
    Spent,
    /// Two weeks without the passphrase: once more, lest it is forgotten.
    Due,
}

/// Unlock by PIN and keychain.
#[derive(Clone, Deserialize, TS)]
pub struct QuickUnlock {
    /// The PIN.
    pub pin: String,
}

/// Turn quick unlock on or off.
#[derive(Clone, Deserialize, TS)]
pub struct SetQuick {
    /// On, for whoever is using it; off, on this computer.
    pub on: bool,
    /// Their passphrase, to turn it on.
    pub passphrase: String,
    /// The PIN, to turn it on.
    pub pin: String,
}

/// Lock.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct LockNow {
    /// Not by hand: the window counted the minutes without use.
    #[serde(default)]
    #[ts(optional)]
    pub idle: Option<bool>,
}

/// Put text on the clipboard.
#[derive(Clone, Deserialize, TS)]
pub struct CopyText {
    /// The text.
    pub text: String,
    /// A password: taken off again after a minute.
    pub secret: bool,
}

/// Whether it is on the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CopiedView {
    /// False: the system did not let us.
    pub done: bool,
}

/// The session.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SessionView {
    /// Where it is.
    pub state: SessionState,
    /// What is wrong, where it is unusable, or something to say once.
    pub problem: Option<crate::error::WireError>,
    /// How quick unlock stands, while it is locked.
    pub quick: QuickState,
    /// Why it was locked, while it is and as long as the program runs.
    pub locked_because: Option<LockReason>,
    /// A recovery key opened it, and it is locked to everybody until somebody's passphrase is set anew: whose
    /// it can be. Null otherwise.
    pub recover: Option<Vec<super::RecoverPerson>>,
    /// The setting's name while open; empty while locked.
    pub setting: String,
    /// The user's name while open; empty while locked.
    pub user: String,
    /// What the user may do while open; null while locked.
    pub role: Option<super::PersonRole>,
    /// The groups of commands that go with it.
    pub may: Vec<super::Right>,
    /// The user unlocked with words for once, and chooses a passphrase of their own before anything else.
    pub choose_passphrase: bool,
    /// The invented sample vault is open.
    pub sample: bool,
    /// The name of the record beside the first one that was chosen; empty for the first one.
    pub record: String,
    /// What that record begins with, while it is not made yet.
    pub beginning: Option<BeginningView>,
    /// Emergency contacts: readable while locked.
    pub emergency: Vec<EmergencyContact>,
    /// What was noticed and nobody has acknowledged, the oldest first; none while locked.
    pub notices: Vec<super::NoticeView>,
    /// Seconds to wait before the next try.
    pub wait_seconds: u32,
    /// Minutes without a touch until it locks by itself.
    pub idle_minutes: u32,
    /// When the last backup was made, RFC 3339.
    pub last_backup: Option<String>,
    /// How the backups stand.
    pub backup: super::BackupState,
    /// When the last commit was made, RFC 3339.
    pub last_saved: Option<String>,
    /// The program that copies the record's folder to other computers, such as OneDrive; empty for none.
    pub synced: String,
    /// The moment the application works with, RFC 3339, and the zone's name.
    pub now: String,
}

/// Begin a record beside the first one.
#[derive(Clone, Deserialize, TS)]
pub struct BeginRecord {
    /// Its name, which anybody at the computer can read.
    pub name: String,
    /// From the open record: the policies that were added to it.
    pub policies: bool,
    /// From the open record: its own holidays and its terms.
    pub days: bool,
    /// From the open record: its own details of boards' contacts.
    pub contacts: bool,
    /// Drafts of the open record whose key begins so are thrown away; empty for none.
    pub drop: String,
}

/// A record beside the first one.
#[derive(Clone, Deserialize, TS)]
pub struct RecordNamed {
    /// Its name, as typed.
    pub name: String,
}

/// What the first run of a record beside the first one begins with; empty where nothing was open.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BeginningView {
    /// The setting's name.
    pub setting: String,
    /// `school`, `pre-school`, `other`.
    pub setting_kind: String,
    /// The policy mainly used.
    pub policy: String,
    /// The area's emergency contacts.
    pub emergency: Vec<EmergencyContact>,
}

/// Child or adult, day or out of hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EmergencyContact {
    /// Such as "Children's front door, daytime".
    pub name: String,
    /// Telephone number.
    pub phone: String,
    /// When to use it, in a few words.
    pub note: String,
}

/// First run, all answers.
#[derive(Clone, Deserialize, TS)]
pub struct CreateVault {
    /// The setting's name.
    pub setting: String,
    /// `school`, `pre-school`, `other`.
    pub setting_kind: String,
    /// Who is setting it up.
    pub user_name: String,
    /// Their job title.
    pub user_designation: String,
    /// People of the setting on the rungs; one may hold several.
    pub people: Vec<SettingPerson>,
    /// The policy mainly used.
    pub policy: String,
    /// The area's emergency contacts.
    pub emergency: Vec<EmergencyContact>,
    /// The passphrase.
    pub passphrase: String,
    /// Where backups go; empty to choose later.
    pub backup_folder: String,
}

/// Somebody of the setting and the rungs they hold, by the policy's role names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SettingPerson {
    /// Name.
    pub name: String,
    /// Job title.
    pub designation: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Role names of the policy.
    pub roles: Vec<String>,
}

/// A vault was made.
#[derive(Clone, Serialize, TS)]
pub struct VaultCreated {
    /// Two recovery keys, each eight groups of six digits. Shown once.
    pub recovery_keys: Vec<Vec<String>>,
    /// The session.
    pub session: SessionView,
}

/// One group of a recovery key being typed.
#[derive(Clone, Deserialize, TS)]
pub struct RecoveryGroup {
    /// What was typed.
    pub digits: String,
}

/// Whether a group can be right.
#[derive(Clone, Serialize, TS)]
pub struct RecoveryGroupView {
    /// True when complete and its check holds; null while incomplete.
    pub right: Option<bool>,
}

/// A whole recovery key, typed back.
#[derive(Clone, Deserialize, TS)]
pub struct RecoveryKeyTyped {
    /// With or without blanks.
    pub key: String,
}

/// Save or print the recovery sheet.
#[derive(Clone, Deserialize, TS)]
pub struct SaveRecoverySheet {
    /// Which key, 0 or 1.
    pub which: usize,
}

/// Unlock by passphrase.
#[derive(Clone, Deserialize, TS)]
pub struct Unlock {
    /// The passphrase.
    pub passphrase: String,
}

/// Keep what is being typed.
#[derive(Clone, Deserialize, TS)]
pub struct SaveDraft {
    /// Where: such as `case/<id>/record/said`. Chosen by the window.
    pub key: String,
    /// The words. Empty drops it.
    pub text: String,
}

/// A draft is on disk.
#[derive(Clone, Serialize, TS)]
pub struct DraftSaved {
    /// When, RFC 3339.
    pub at: String,
}

/// Drafts whose key begins so.
#[derive(Clone, Deserialize, TS)]
pub struct DraftQuery {
    /// The beginning of the key.
    pub prefix: String,
}

/// Drafts.
#[derive(Clone, Serialize, TS)]
pub struct DraftsView {
    /// Key and text.
    pub drafts: Vec<(String, String)>,
}

/// Work that takes long, and holds up the rest of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LongWork {
    /// A bundle is made.
    Bundle,
    /// A backup is made before the record is replaced.
    Backup,
    /// A backup is opened and checked.
    OpenBackup,
    /// The record is made again under new keys.
    Keys,
    /// What was erased is swept out of the record's file.
    Erase,
    /// A file from elsewhere is read.
    ReadFile,
    /// A bundle that somebody sent is opened and checked.
    OpenBundle,
    /// A case that came from another record is taken on.
    TakeOn,
}

/// How far long work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UnderWayView {
    /// What it is; null for none.
    pub what: Option<LongWork>,
    /// So much of the part under way is done, in a measure of its own.
    #[ts(type = "number")]
    pub done: u64,
    /// So much there is of it; 0 where that is not known.
    #[ts(type = "number")]
    pub whole: u64,
    /// It was asked to stop.
    pub stopping: bool,
}
