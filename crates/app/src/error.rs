//! Errors as the window sees them: a closed code, a sentence, what to do.

use serde::Serialize;
use ts_rs::TS;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident => ($message:literal, $hint:literal)),* $(,)?) => {
        /// Every kind of error that reaches the window. The window's own table over these is exhaustive.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, TS)]
        #[serde(rename_all = "kebab-case")]
        pub enum ErrorCode { $($(#[$doc])* $name),* }

        impl ErrorCode {
            /// All of them, for tables that must be complete.
            pub const ALL: &'static [ErrorCode] = &[$(ErrorCode::$name),*];

            /// What is wrong, where nothing more exact is known.
            pub fn message(self) -> &'static str {
                match self { $(ErrorCode::$name => $message),* }
            }

            /// What to do about it.
            pub fn hint(self) -> &'static str {
                match self { $(ErrorCode::$name => $hint),* }
            }
        }
    };
}

codes! {
    /// The request could not be read: a fault of the application.
    BadRequest => ("Stepwise did not understand its own request.", "Nothing was changed. Try again, and report the number below if it happens twice."),
    /// The vault is locked.
    Locked => ("Stepwise is locked.", "Unlock it with your passphrase. What you typed was kept."),
    /// A passphrase that does not fit.
    WrongPassphrase => ("That passphrase is not right.", "Check capital letters and the keyboard, then try again. A recovery key also opens it."),
    /// A recovery key that does not fit.
    WrongRecoveryKey => ("That recovery key is not right.", "Type all 48 digits as they are printed on the recovery sheet."),
    /// Too soon after a wrong try.
    WaitBeforeRetry => ("There were too many wrong tries.", "Wait a little, then try again. Nothing is ever wiped."),
    /// A passphrase too weak to protect a child's record.
    WeakPassphrase => ("That passphrase is too easy to guess.", "Use at least four unrelated words, or 14 characters."),
    /// A vault is there already.
    VaultExists => ("There is a record on this computer already.", "Unlock that one. Stepwise never writes over a record."),
    /// The vault's files are missing, empty or not a vault.
    NotAVault => ("The record's files are missing, or are not Stepwise's.", "Nothing was touched. Restore the folder from a backup."),
    /// The vault is damaged.
    VaultDamaged => ("The record's file is damaged.", "Nothing was touched. Keep the folder, and restore a copy from the last backup."),
    /// The person's or recovery slot is damaged.
    SlotDamaged => ("The file that holds your key is damaged.", "Try a recovery key. If that fails too, restore the folder from a backup."),
    /// Written by a newer version of the application.
    VaultNewer => ("This record was written by a newer version of Stepwise.", "Install the newer version. Nothing was touched."),
    /// Another window or computer has it open.
    VaultInUse => ("The record is open in another window.", "Use that window, or close it first."),
    /// The folder cannot be written.
    ReadOnlyFolder => ("Stepwise cannot write to its folder.", "Ask whoever looks after this computer to allow it. Nothing was saved."),
    /// The disk is full; nothing was saved.
    DiskFull => ("The disk is full, so this was not saved.", "Free some space, then save again. What you typed is still on the screen."),
    /// The record is behind its anchor: an older copy was put back.
    RolledBack => ("This record is older than the one last used here.", "An older copy was put back, or entries were lost. Compare it with your backups before you rely on it."),
    /// The chain does not hold.
    RecordAltered => ("The record was altered or damaged outside Stepwise.", "Do not rely on it. Keep the folder as it is, and compare it with a backup."),
    /// Reading or writing failed otherwise.
    Storage => ("The disk did not do what was asked, so this was not saved.", "Try again. If it fails twice, make a backup and report the number below."),
    /// Somebody recorded something in between; look again.
    Conflict => ("Something was recorded in this case since you opened this page.", "Look at the case again, then save. What you typed was kept."),
    /// No such case, paper, policy or preview.
    NotFound => ("Stepwise could not find that.", "Go back to the list and choose again."),
    /// Something typed cannot be taken; the field says which.
    Refused => ("This cannot be recorded as it stands.", "Check what you typed, then save again."),
    /// Other records rest on the one to be corrected; they are named.
    Resting => ("Other records rest on this one.", "Look at them. Then do it for all of them together, or leave it."),
    /// Not of the role of whoever is at the keyboard.
    NotYourRole => ("Your role in this record does not include this.", "Ask a lead. Who they are is said in Settings, under who can open this record."),
    /// The case was erased.
    CaseErased => ("This case was erased.", "Its number and its seals are kept. The list of cases says when it was erased, by whom and why."),
    /// Quick unlock did not open it, or could not be set; the passphrase does.
    QuickUnlock => ("Quick unlock is not to be used now.", "Use your passphrase."),
    /// Something was not confirmed that must be.
    NotConfirmed => ("This has not been confirmed.", "Confirm it, then go on."),
    /// The policy pack has mistakes.
    PolicyFaulty => ("This policy's rules could not be read.", "Other policies still work. Report the number below."),
    /// The calendar does not reach that far.
    CalendarEnds => ("The calendar of working days does not reach that far.", "Install a newer version of Stepwise, which brings newer calendars."),
    /// The paper could not be made.
    Document => ("The page could not be made.", "The answers are kept. Try again, and report the number below if it happens twice."),
    /// The bundle could not be made or read.
    Bundle => ("The bundle could not be made.", "Nothing left this computer. Try again."),
    /// The file could not be written.
    FileNotSaved => ("The file could not be saved there.", "Choose another folder, or free some space."),
    /// Long work was stopped, because somebody asked or it was locked.
    Stopped => ("This was stopped.", "Nothing was changed. Begin again when there is time."),
    /// A fault of the application.
    Internal => ("Stepwise made a mistake of its own.", "Nothing was saved by this step. Try again, and report the number below."),
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
    /// What else does not fit, each with its field.
    pub others: Vec<WrongView>,
    /// The records that rest on the one to be corrected, in the order of the record.
    pub resting: Vec<RestingView>,
}

/// One of several things that do not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WrongView {
    /// The field; empty for none.
    pub field: String,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// A record that would no longer fit. The chronology has its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RestingView {
    /// Its number.
    pub seq: u64,
    /// It stays, filed under the stage before; otherwise it is struck out.
    pub stays: bool,
}

impl WireError {
    /// An error of a kind, in that kind's own words.
    pub fn of(code: ErrorCode) -> Self {
        Self::new(code, code.message(), code.hint(), "")
    }

    pub(crate) fn new(code: ErrorCode, message: &str, hint: &str, field: &str) -> Self {
        Self {
            code,
            message: message.to_owned(),
            hint: hint.to_owned(),
            field: field.to_owned(),
            incident: incident(),
            others: Vec::new(),
            resting: Vec::new(),
        }
    }

    /// Several things that do not fit: the first speaks, and the others stand beside it.
    pub(crate) fn several(wrong: Vec<WrongView>) -> Self {
        let mut all = wrong.into_iter();
        match all.next() {
            None => Self::of(ErrorCode::Refused),
            Some(first) => Self {
                others: all.collect(),
                ..Self::new(
                    ErrorCode::Refused,
                    &first.message,
                    &first.hint,
                    &first.field,
                )
            },
        }
    }
}

/// Eight characters that let two people speak of the same error.
fn incident() -> String {
    let mut bytes = [0u8; 4];
    // Without randomness the number is only less telling.
    let _ = getrandom::fill(&mut bytes);
    data_encoding::HEXLOWER.encode(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_says_what_is_wrong_and_what_to_do() {
        for code in ErrorCode::ALL {
            let error = WireError::of(*code);
            assert!(
                error.message.ends_with('.') && error.hint.ends_with('.'),
                "{code:?}"
            );
            assert_eq!(error.incident.len(), 8);
        }
    }
}
