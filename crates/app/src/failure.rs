//! Why a use case did not do what was asked, by family of operations, and how each reaches the
//! window.

use crate::config::Ask;
use crate::error::{ErrorCode, RestingView, WireError, WrongView};
use stepwise_core::calendar::CountError;
use stepwise_core::engine::Refusal;
use stepwise_core::policy::PackError;
use stepwise_store::{
    BackupError, CreateError, HomeError, OpenError, RecoveryKeyError, StoreError, TakeFault,
};

/// What a use case gives.
pub(crate) type Answer<T> = Result<T, AppError>;

/// Why a use case did not do what was asked. Unless a variant says otherwise, nothing was changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AppError {
    /// Nothing is open.
    #[error("the vault is locked")]
    Locked,
    /// A recovery key is still to be typed back.
    #[error("a recovery key is still to be typed back")]
    SetupUnfinished,
    /// The passphrase would be guessed.
    #[error("the passphrase is too weak")]
    WeakPassphrase,
    /// The current passphrase was typed wrongly.
    #[error("the current passphrase is not right")]
    WrongPassphrase,
    /// There is a vault already.
    #[error("there is a vault already")]
    VaultExists,
    /// Something was recorded in between.
    #[error("the case has moved on")]
    Conflict,
    /// No such thing.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// A command that does not exist, or a request that cannot be read.
    #[error("the request could not be read")]
    BadRequest(#[source] Option<BadRequest>),
    /// What was typed cannot be taken.
    #[error("{message}")]
    Typed {
        /// The field of the request.
        field: String,
        /// What is wrong: names no person, holds no answer.
        message: String,
        /// What to do.
        hint: String,
    },
    /// The rules refuse it.
    #[error("refused by the rules")]
    Rules(Vec<Refusal>),
    /// Other records rest on the one to be corrected.
    #[error("other records rest on it")]
    Resting(Vec<RestingView>),
    /// The user is to be asked for a place first; then the command is done again with the answer.
    #[error("a place is to be asked for")]
    Ask(Ask),
    /// A policy cannot be used.
    #[error("the policy cannot be used: {0}")]
    Policy(String),
    /// Bytes kept in the vault are no policy pack.
    #[error("a stored policy cannot be read")]
    Pack(#[from] PackError),
    /// A date beyond the calendar.
    #[error("the calendar ends")]
    Calendar(#[from] CountError),
    /// Reading or writing.
    #[error("storage")]
    Store(#[from] StoreError),
    /// Opening.
    #[error("opening the vault")]
    Open(#[from] OpenError),
    /// Making a vault.
    #[error("making the vault")]
    Create(#[from] CreateError),
    /// Which vault is in use.
    #[error("which vault is in use")]
    Home(#[from] HomeError),
    /// A backup.
    #[error("backing up")]
    Backup(#[from] BackupError),
    /// Changing the record's keys.
    #[error("changing the keys")]
    Rotate(#[source] BackupError),
    /// Typed text that is no recovery key.
    #[error("no recovery key")]
    RecoveryKey(#[from] RecoveryKeyError),
    /// A file outside the vault.
    #[error("a file could not be written")]
    File(#[from] std::io::Error),
    /// A stored event or setting cannot be read.
    #[error("a stored value cannot be read")]
    Stored(#[source] serde_json::Error),
    /// Something that reaches the window as it is: for families that live in their own modules.
    #[error("{}", .0.message)]
    Wire(Box<WireError>),
    /// A fault of the application.
    #[error("{0}")]
    Internal(&'static str),
}

/// Where a request could not be read, without its text.
#[derive(Debug, thiserror::Error)]
#[error("unexpected content at line {line}, column {column}")]
pub(crate) struct BadRequest {
    line: usize,
    column: usize,
}

impl From<serde_json::Error> for BadRequest {
    fn from(error: serde_json::Error) -> Self {
        Self {
            line: error.line(),
            column: error.column(),
        }
    }
}

impl AppError {
    /// Something typed cannot be taken.
    pub(crate) fn typed(field: &str, message: &str, hint: &str) -> Self {
        Self::Typed {
            field: field.into(),
            message: message.into(),
            hint: hint.into(),
        }
    }

    /// An error of a kind in its own words.
    pub(crate) fn of(code: ErrorCode) -> Self {
        Self::wire(WireError::of(code))
    }

    /// An error that reaches the window as it is.
    pub(crate) fn wire(error: WireError) -> Self {
        Self::Wire(Box::new(error))
    }
}

impl From<AppError> for WireError {
    fn from(error: AppError) -> Self {
        use ErrorCode as Code;
        let say = |code: Code, message: &str| WireError::new(code, message, code.hint(), "");
        match error {
            AppError::Locked => WireError::of(Code::Locked),
            AppError::SetupUnfinished => WireError::new(
                Code::NotConfirmed,
                "One recovery key has not been typed back yet.",
                "Type one recovery key back whole, so that you know it was written down right.",
                "",
            ),
            AppError::WeakPassphrase => WireError {
                field: "passphrase".into(),
                ..WireError::of(Code::WeakPassphrase)
            },
            AppError::WrongPassphrase => WireError {
                field: "current".into(),
                ..WireError::of(Code::WrongPassphrase)
            },
            AppError::VaultExists => WireError::of(Code::VaultExists),
            AppError::Conflict => WireError::of(Code::Conflict),
            AppError::NotFound(what) => say(Code::NotFound, &format!("There is no such {what}.")),
            AppError::BadRequest(_) => WireError::of(Code::BadRequest),
            // The handle asks and comes back: this is never shown.
            AppError::Ask(_) => WireError::of(Code::Internal),
            AppError::Typed {
                field,
                message,
                hint,
            } => WireError::new(Code::Refused, &message, &hint, &field),
            AppError::Rules(refusals) => WireError::several(wrong_views(&refusals)),
            AppError::Resting(resting) => WireError {
                resting,
                ..WireError::of(Code::Resting)
            },
            AppError::Policy(why) => say(Code::PolicyFaulty, &why),
            AppError::Pack(_) => WireError::of(Code::PolicyFaulty),
            AppError::Calendar(error) => of_count(&error),
            AppError::Store(error) => of_store(&error),
            AppError::Open(error) => of_open(&error),
            AppError::Create(error) => of_create(&error),
            AppError::Home(error) => crate::backups::of_home(&error),
            AppError::Backup(error) => crate::backups::of_backup(&error),
            AppError::Rotate(error) => of_rotation(&error),
            AppError::RecoveryKey(error) => {
                let message = match error {
                    RecoveryKeyError::Group { group } => {
                        format!("Group {group} of the recovery key has a wrong digit.")
                    }
                    RecoveryKeyError::Length { digits } => {
                        format!("A recovery key has 48 digits. You typed {digits}.")
                    }
                    _ => "A recovery key has digits only.".to_owned(),
                };
                WireError {
                    field: "key".into(),
                    ..say(Code::WrongRecoveryKey, &message)
                }
            }
            AppError::File(error) => match error.kind() {
                std::io::ErrorKind::StorageFull => say(
                    Code::FileNotSaved,
                    "The disk is full, so the file was not saved.",
                ),
                _ => WireError::of(Code::FileNotSaved),
            },
            AppError::Stored(_) => WireError::of(Code::Storage),
            AppError::Wire(error) => *error,
            AppError::Internal(_) => WireError::of(Code::Internal),
        }
    }
}

/// What the rules refuse, as the window sees it: each once.
pub(crate) fn wrong_views(refusals: &[Refusal]) -> Vec<WrongView> {
    let mut all: Vec<WrongView> = Vec::with_capacity(refusals.len());
    for refusal in refusals {
        let wrong = WrongView {
            field: refusal.field.clone().unwrap_or_default(),
            message: refusal.message.clone(),
            hint: refusal.remedy.clone(),
        };
        if !all.contains(&wrong) {
            all.push(wrong);
        }
    }
    all
}

fn of_count(error: &CountError) -> WireError {
    let code = ErrorCode::CalendarEnds;
    WireError::new(code, &error.to_string(), code.hint(), "")
}

/// What the store reports about an open vault.
pub(crate) fn of_store(error: &StoreError) -> WireError {
    use ErrorCode as Code;
    let code = match error {
        StoreError::NoSuchCase | StoreError::NoSuchDocument | StoreError::NoSuchSlot => {
            Code::NotFound
        }
        StoreError::CaseErased => Code::CaseErased,
        StoreError::Conflict { .. } => Code::Conflict,
        StoreError::Altered(_) => Code::RecordAltered,
        StoreError::DiskFull(_) => Code::DiskFull,
        StoreError::ReadOnly(_) => Code::ReadOnlyFolder,
        StoreError::SlotDamaged { .. } => Code::SlotDamaged,
        StoreError::TooLarge { limit } => {
            return WireError::new(
                Code::Refused,
                &format!(
                    "This is too large: at most {} MB are kept in one piece.",
                    limit >> 20
                ),
                "Shorten it, or keep it in two parts.",
                "",
            );
        }
        StoreError::NotTaken(fault) => {
            let (message, hint) = not_taken(fault);
            return WireError::new(Code::Refused, message, hint, "");
        }
        StoreError::CaseExists | StoreError::PackDiffers | StoreError::Invalid(_) => Code::Internal,
        _ => Code::Storage,
    };
    WireError::of(code)
}

/// Why a case from another record was not taken on. Nothing was changed.
fn not_taken(fault: &TakeFault) -> (&'static str, &'static str) {
    match fault {
        TakeFault::Otherwise(_) => (
            "The case stands otherwise here than when you looked.",
            "Open the page again and look what is new. Nothing was changed.",
        ),
        TakeFault::FileKnown { .. } => (
            "An attached file in it bears the mark of another file of your record.",
            "Nothing was changed. Ask whoever sent it, by telephone, how it was made.",
        ),
        TakeFault::File { .. } | TakeFault::Withheld { .. } => (
            "It is not whole: a text or an attached file is missing.",
            "Nothing was changed. Ask whoever sent it to hand the whole case over again.",
        ),
        _ => (
            "It does not hold: it was changed after it was made.",
            "Nothing was changed. Ask whoever sent it to make it again.",
        ),
    }
}

/// Why the keys were not changed. The record is as it was, whatever it is.
fn of_rotation(error: &BackupError) -> WireError {
    let (code, message, hint) = match error {
        BackupError::DiskFull(_) | BackupError::NoRoomHere(_) => (
            ErrorCode::DiskFull,
            "There is not enough free space on this computer to make the record again.",
            "Free as much space as the record takes, then try again. The keys are as they were.",
        ),
        BackupError::NotWhole(_) => (
            ErrorCode::RecordAltered,
            "The record was read whole, and something in it does not hold.",
            "The keys are as they were. Keep the folder as it is, and compare it with a backup.",
        ),
        BackupError::Stopped => (
            ErrorCode::Stopped,
            "Changing the keys was stopped.",
            "The record and its keys are as they were.",
        ),
        _ => (
            ErrorCode::Storage,
            "The keys could not be changed.",
            "The record and its keys are as they were. Try again, and report the number below if it happens twice.",
        ),
    };
    WireError::new(code, message, hint, "")
}

pub(crate) fn of_open(error: &OpenError) -> WireError {
    use ErrorCode as Code;
    let wait = |seconds: u64| match seconds {
        0 => Code::WrongPassphrase.hint().to_owned(),
        1 => "Wait 1 second, then try again. Nothing is ever wiped.".to_owned(),
        n => format!("Wait {n} seconds, then try again. Nothing is ever wiped."),
    };
    match error {
        OpenError::WrongPassphrase { wait_seconds, .. } => {
            let code = Code::WrongPassphrase;
            WireError::new(code, code.message(), &wait(*wait_seconds), "passphrase")
        }
        OpenError::TooSoon { wait_seconds } => {
            let code = Code::WaitBeforeRetry;
            WireError::new(code, code.message(), &wait(*wait_seconds), "passphrase")
        }
        OpenError::WrongRecoveryKey => {
            let message = "This is not one of this record's recovery keys.";
            WireError::new(
                Code::WrongRecoveryKey,
                message,
                Code::WrongRecoveryKey.hint(),
                "key",
            )
        }
        OpenError::NoVault => said(Code::NotAVault, "There is no record on this computer yet."),
        OpenError::DatabaseMissing => said(Code::NotAVault, "The record's file is missing."),
        OpenError::DatabaseEmpty => said(Code::NotAVault, "The record's file is empty."),
        OpenError::SlotsMissing => said(
            Code::NotAVault,
            "The file with the record's keys is missing.",
        ),
        OpenError::NotADatabase => said(
            Code::NotAVault,
            "The record's file is cut short, or is something else.",
        ),
        OpenError::ForeignDatabase { .. } => said(
            Code::NotAVault,
            "The record's file belongs to another program.",
        ),
        OpenError::DatabaseUnreadable(_) | OpenError::DatabaseDamaged => {
            WireError::of(Code::VaultDamaged)
        }
        OpenError::NewerSchema { .. } | OpenError::NewerSlots { .. } => {
            WireError::of(Code::VaultNewer)
        }
        OpenError::SlotsDamaged | OpenError::SlotDamaged { .. } | OpenError::NoSuchSlot => {
            WireError::of(Code::SlotDamaged)
        }
        OpenError::SlotsAltered => said(
            Code::SlotDamaged,
            "The file with the record's keys was altered outside Stepwise.",
        ),
        OpenError::InUse => WireError::of(Code::VaultInUse),
        OpenError::ReadOnly(_) => WireError::of(Code::ReadOnlyFolder),
        OpenError::DiskFull(_) => WireError::of(Code::DiskFull),
        OpenError::Kdf(_) => WireError::new(
            Code::Storage,
            "There is not enough free memory to unlock.",
            "Close other programs, then try again.",
            "",
        ),
        OpenError::Migration(_) => said(
            Code::Storage,
            "The record could not be brought up to date. It is as it was.",
        ),
        OpenError::Store(error) => of_store(error),
        _ => WireError::of(Code::Storage),
    }
}

fn said(code: ErrorCode, message: &str) -> WireError {
    WireError::new(code, message, code.hint(), "")
}

fn of_create(error: &CreateError) -> WireError {
    use ErrorCode as Code;
    match error {
        CreateError::NotEmpty => WireError::of(Code::VaultExists),
        CreateError::NoPassphrase => WireError::of(Code::WeakPassphrase),
        CreateError::ReadOnly(_) => WireError::of(Code::ReadOnlyFolder),
        CreateError::DiskFull(_) => WireError::of(Code::DiskFull),
        CreateError::Open(error) => of_open(error),
        CreateError::Store(error) => of_store(error),
        CreateError::Label => WireError::of(Code::Internal),
        _ => WireError::of(Code::Storage),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stepwise_core::engine::RefusalCode;

    #[test]
    fn every_family_reaches_the_window_with_a_sentence_and_a_way_out() {
        let refusal = Refusal {
            code: RefusalCode::InFuture,
            field: Some("on".into()),
            message: "This is in the future.".into(),
            remedy: "Check the date.".into(),
            wanted: Some(0),
            seq: None,
        };
        let errors = [
            AppError::Locked,
            AppError::SetupUnfinished,
            AppError::WeakPassphrase,
            AppError::WrongPassphrase,
            AppError::VaultExists,
            AppError::Conflict,
            AppError::NotFound("case"),
            AppError::BadRequest(None),
            AppError::Rules(vec![refusal.clone(), refusal]),
            AppError::Policy("The policy cannot be read.".into()),
            AppError::Pack(PackError::Damaged),
            AppError::Store(StoreError::NoSuchCase),
            AppError::Store(StoreError::CaseErased),
            AppError::Store(StoreError::TooLarge { limit: 4 << 20 }),
            AppError::Open(OpenError::WrongPassphrase {
                failures: 4,
                wait_seconds: 2,
            }),
            AppError::Open(OpenError::TooSoon { wait_seconds: 1 }),
            AppError::Open(OpenError::DatabaseEmpty),
            AppError::Open(OpenError::DatabaseDamaged),
            AppError::Open(OpenError::NewerSchema {
                found: 9,
                supported: 1,
            }),
            AppError::Open(OpenError::InUse),
            AppError::Create(CreateError::NotEmpty),
            AppError::Backup(BackupError::NotABackup),
            AppError::Rotate(BackupError::Stopped),
            AppError::RecoveryKey(RecoveryKeyError::Group { group: 3 }),
            AppError::File(std::io::ErrorKind::StorageFull.into()),
            AppError::Internal("x"),
        ];
        for error in errors {
            let wire = WireError::from(error);
            assert!(wire.message.ends_with('.'), "{}", wire.message);
            assert!(wire.hint.ends_with('.'), "{}", wire.message);
        }
    }
}
