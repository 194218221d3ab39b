//! Errors as the window sees them: a closed code, a sentence, what to do.

use serde::Serialize;
use ts_rs::TS;

/// Every kind of error that reaches the window. The window's own table over these is exhaustive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorCode {
    /// The request could not be read: a fault of the application.
    BadRequest,
    /// The vault is locked.
    Locked,
    /// A passphrase that does not fit.
    WrongPassphrase,
    /// A recovery key that does not fit.
    WrongRecoveryKey,
    /// Too soon after a wrong try.
    WaitBeforeRetry,
    /// A passphrase too weak to protect a child's record.
    WeakPassphrase,
    /// A vault is there already.
    VaultExists,
    /// The vault's files are missing, empty or not a vault.
    NotAVault,
    /// The vault is damaged.
    VaultDamaged,
    /// The person's or recovery slot is damaged.
    SlotDamaged,
    /// Written by a newer version of the application.
    VaultNewer,
    /// Another window or computer has it open.
    VaultInUse,
    /// The folder cannot be written.
    ReadOnlyFolder,
    /// The disk is full; nothing was saved.
    DiskFull,
    /// The record is behind its anchor: an older copy was put back.
    RolledBack,
    /// The chain does not hold.
    RecordAltered,
    /// Reading or writing failed otherwise.
    Storage,
    /// Somebody recorded something in between; look again.
    Conflict,
    /// No such case, paper, policy or preview.
    NotFound,
    /// Something typed cannot be taken; the field says which.
    Refused,
    /// An address was not confirmed.
    NotConfirmed,
    /// The policy pack has mistakes.
    PolicyFaulty,
    /// The calendar does not reach that far.
    CalendarEnds,
    /// The paper could not be made.
    Document,
    /// The bundle could not be made or read.
    Bundle,
    /// The file could not be written.
    FileNotSaved,
    /// A fault of the application.
    Internal,
}

/// An error at the edge. Holds no name, answer or secret beyond the field's own label.
#[derive(Clone, Debug, Serialize, TS)]
pub struct WireError {
    /// Which kind.
    pub code: ErrorCode,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What to do; empty where the message says it.
    pub hint: String,
    /// The field it is about; empty for none.
    pub field: String,
    /// A random number to quote when asking for help.
    pub incident: String,
}
