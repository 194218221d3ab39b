//! Why a backup was not made, not read or not restored, as the window says it.

use crate::error::{ErrorCode, WireError};
use crate::failure::{of_open, of_store};
use stepwise_store::{BackupError, HomeError, OpenError};

/// What went wrong with a backup.
pub(crate) fn of_backup(error: &BackupError) -> WireError {
    use ErrorCode as Code;
    let place = |message: &str, hint: &str| {
        WireError::new(Code::FileNotSaved, message, hint, "backup_folder")
    };
    let file = |code: Code, message: &str, hint: &str| WireError::new(code, message, hint, "file");
    const ANOTHER: &str = "Choose another backup. Keep this file as it is.";
    match error {
        BackupError::DiskFull(_) => place(
            "There is not enough room there for the backup.",
            "Free some space, or choose another folder. The earlier backups are as they were.",
        ),
        BackupError::NoRoomHere(_) => place(
            "There is not enough free space on this computer for the copy that is checked.",
            "Free as much space as the record takes, then try again.",
        ),
        BackupError::ReadOnly(_) => place(
            "Stepwise may not write to the backup folder.",
            "Choose another folder, or ask whoever looks after it to allow it.",
        ),
        BackupError::PlaceGone(_) => place(
            "That place is not there now.",
            "Connect the drive or the network, or choose another folder. Then try again.",
        ),
        BackupError::Held(_) => place(
            "Another program holds the backup’s file.",
            "Close it there, or wait until it was copied. Then try again.",
        ),
        BackupError::Stopped => WireError::of(Code::Stopped),
        BackupError::NotWhole(_) => file(
            Code::VaultDamaged,
            "This backup is damaged. It was read and is not whole.",
            ANOTHER,
        ),
        BackupError::CutShort => file(
            Code::VaultDamaged,
            "This backup is cut short: its end is missing.",
            ANOTHER,
        ),
        BackupError::KeysDamaged => file(
            Code::SlotDamaged,
            "The part of this backup that a passphrase opens is damaged.",
            ANOTHER,
        ),
        BackupError::Empty => file(
            Code::NotAVault,
            "This file is empty.",
            "Choose another backup.",
        ),
        BackupError::NotABackup => file(
            Code::NotAVault,
            "This file is not a backup of Stepwise.",
            "Choose a file whose name ends in “.backup”.",
        ),
        BackupError::NewerFormat { .. } => newer(),
        BackupError::WrongPassphrase => WireError::new(
            Code::WrongPassphrase,
            "That passphrase does not open this backup.",
            "A backup opens with the passphrase of the day when it was made. A recovery key of that time opens it, too.",
            "passphrase",
        ),
        BackupError::WrongRecoveryKey => WireError::new(
            Code::WrongRecoveryKey,
            "That recovery key does not open this backup.",
            "A backup opens with the recovery keys of the day when it was made.",
            "key",
        ),
        BackupError::Kdf(_) => WireError::new(
            Code::Storage,
            "There is not enough free memory to open it.",
            "Close other programs, then try again.",
            "",
        ),
        BackupError::Open(error) => match **error {
            OpenError::NewerSchema { .. } => newer(),
            ref other => of_open(other),
        },
        BackupError::Home(error) => of_home(error),
        BackupError::Store(error) => of_store(error),
        _ => place(
            "The disk did not do what was asked.",
            "Check that the drive is connected, then try again.",
        ),
    }
}

fn newer() -> WireError {
    WireError::new(
        ErrorCode::VaultNewer,
        "This backup was written by a newer version of Stepwise.",
        "Install the newer version. Nothing was changed.",
        "file",
    )
}

/// Why nobody can say which record is in use.
pub(crate) fn of_home(error: &HomeError) -> WireError {
    use ErrorCode as Code;
    let say = |code: Code, message: &str, hint: &str| WireError::new(code, message, hint, "");
    match error {
        HomeError::Damaged => say(
            Code::NotAVault,
            "The note that says which record is in use is damaged.",
            "Nothing was touched. Restore a backup, or ask whoever looks after this computer.",
        ),
        HomeError::NotAFolder => say(
            Code::NotAVault,
            "In the place of this record's folder stands something else, such as a link.",
            "Nothing was touched. Ask whoever looks after this computer to put the folder back.",
        ),
        HomeError::NotEarlier => say(
            Code::Refused,
            "That folder is not an earlier copy of this record.",
            "Nothing was deleted.",
        ),
        HomeError::InUse => say(
            Code::VaultInUse,
            "The earlier copy is open in another window.",
            "Close it there, then try again. Nothing was deleted.",
        ),
        HomeError::NotWhole(_) => say(
            Code::RecordAltered,
            "The record in use was read whole, and something in it does not hold.",
            "The earlier copy was not deleted: you may need it. Compare the record with a backup.",
        ),
        HomeError::Missing => say(
            Code::NotAVault,
            "The folder of the record that was in use is not there.",
            "Nothing was touched. Put the folder back, or restore a backup.",
        ),
        HomeError::Newer => WireError::of(Code::VaultNewer),
        _ => WireError::of(Code::Storage),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn each_trouble_has_a_sentence_of_its_own_and_a_way_out() {
        let no = || io::Error::from(io::ErrorKind::NotFound);
        let errors = [
            BackupError::DiskFull(no().into()),
            BackupError::NoRoomHere(no().into()),
            BackupError::ReadOnly(no().into()),
            BackupError::PlaceGone(no()),
            BackupError::Held(no()),
            BackupError::Stopped,
            BackupError::CutShort,
            BackupError::KeysDamaged,
            BackupError::Empty,
            BackupError::NotABackup,
            BackupError::NewerFormat { found: 2 },
            BackupError::WrongPassphrase,
            BackupError::WrongRecoveryKey,
            BackupError::Io(no()),
            BackupError::Home(HomeError::Damaged),
            BackupError::Home(HomeError::Missing),
        ];
        let said: Vec<WireError> = errors.iter().map(of_backup).collect();
        for (i, one) in said.iter().enumerate() {
            assert!(
                one.message.ends_with('.') && one.hint.ends_with('.'),
                "{}",
                one.message
            );
            assert!(
                said.iter()
                    .skip(i + 1)
                    .all(|two| two.message != one.message),
                "{}",
                one.message
            );
        }
    }
}
