//! A backup: listed, chosen, opened, tried, restored.

use super::quick::forget_half;
use super::session::{backup_state, view};
use super::unlock::recover;
use crate::backups::{Restoring, good_place, same_disk};
use crate::config::{Ask, OpenKind};
use crate::emergency;
use crate::error::{ErrorCode, WireError};
use crate::failure::{Answer, AppError};
use crate::open::OpenVault;
use crate::session::Session;
use crate::wire::*;
use std::path::{Path, PathBuf};
use stepwise_core::ids::UserId;
use stepwise_store::{
    BackupError, BackupFile, Comparison, Line, Passphrase, Presence, RecoveryKey, Restoration,
    Secret, Slot, SlotKind, Stamp, Vault, VaultId,
};
use zeroize::Zeroizing;

/// The most cases that are named.
const MOST_CASES: usize = 100;

/// Where they go, how they stand, and which there are.
pub(crate) fn backups(session: &mut Session, _: Nothing) -> Answer<BackupsView> {
    let state = backup_state(session)?;
    let kept = session.home().kept();
    let open = session.vault()?;
    let folder = open.settings.backup_folder.trim().to_owned();
    let listed = match folder.is_empty() {
        true => Ok(Vec::new()),
        false => open.vault.backups_in(Path::new(&folder)),
    };
    let (files, unseen) = match listed {
        Ok(files) => (files, None),
        Err(error) => (Vec::new(), Some(WireError::from(AppError::Backup(error)))),
    };
    Ok(BackupsView {
        last: open.vault.last_backup()?,
        state,
        same_disk: !folder.is_empty() && same_disk(Path::new(&folder), open.vault.folder()),
        folder,
        files: files
            .into_iter()
            .map(|one| BackupListed {
                name: name_of(&one.path),
                made: one.kept.made.format("%Y-%m-%dT%H:%M:%S").to_string(),
                bytes: one.bytes,
                risky: one.kept.risky,
            })
            .collect(),
        unseen,
        kept: kept
            .iter()
            .map(|path| path.to_string_lossy().into_owned())
            .collect(),
    })
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// A backup may be opened where the record in use is open, is not there, or cannot be opened: not by
/// whoever stands before a locked one.
fn allowed(session: &mut Session) -> Answer<()> {
    match session.held() {
        Some(open) if open.sample => Err(AppError::wire(WireError::new(
            ErrorCode::Refused,
            "This is the sample.",
            "Leave the sample first, then restore a backup.",
            "",
        ))),
        Some(_) => session.vault().map(|_| ()),
        None => match session.vault_folder().map(|folder| Vault::inspect(&folder)) {
            Ok(Presence::Ready { .. }) => Err(AppError::Locked),
            _ => Ok(()),
        },
    }
}

/// The record on this computer, as far as one can say.
fn present(session: &Session) -> Option<VaultId> {
    if let Some(open) = session.held() {
        return Some(open.vault.id());
    }
    match Vault::inspect(&session.vault_folder().ok()?) {
        Presence::Ready { vault, .. } => Some(vault),
        _ => None,
    }
}

/// Looks at a backup: one of the list, or a file of the user's choice. Nothing of it is opened.
pub(crate) fn choose_backup(session: &mut Session, request: ChooseBackup) -> Answer<BackupChosen> {
    allowed(session)?;
    session.restoring = None;
    let path = match &*request.name {
        "" => session.ask(Ask::OpenFile(OpenKind::Backup))?,
        name => {
            let folder = PathBuf::from(session.vault()?.settings.backup_folder.trim());
            let listed = session.vault()?.vault.backups_in(&folder)?;
            let one = listed.into_iter().find(|one| name_of(&one.path) == name);
            Some(one.ok_or(AppError::NotFound("backup"))?.path)
        }
    };
    let Some(path) = path else {
        return Ok(BackupChosen {
            name: None,
            folder: String::new(),
            bytes: 0,
            own: None,
        });
    };
    let file = BackupFile::look(&path)?;
    // In the place of this record it would stand twice on this computer, and open for other people.
    if session.is_of_another(file.vault)? {
        return Err(AppError::wire(WireError::new(
            ErrorCode::Refused,
            "This is a backup of another record on this computer.",
            "Lock, open that record by its name, and restore it there. Nothing was changed.",
            "file",
        )));
    }
    let chosen = BackupChosen {
        name: Some(name_of(&path)),
        folder: path
            .parent()
            .map(|folder| folder.to_string_lossy().into_owned())
            .unwrap_or_default(),
        bytes: file.bytes,
        own: present(session).map(|id| id == file.vault),
    };
    session.restoring = Some(Restoring { file, opened: None });
    Ok(chosen)
}

/// Opens the chosen backup, makes a whole record of it beside the one in use, and checks all of it. The
/// record in use is not touched.
pub(crate) fn open_backup(session: &mut Session, request: OpenBackup) -> Answer<BackupOpened> {
    let typed = Zeroizing::new(request.key);
    let passphrase = Passphrase::new(request.passphrase);
    allowed(session)?;
    let chosen = session
        .restoring
        .as_mut()
        .ok_or(AppError::NotFound("backup"))?;
    // What was opened before makes room first.
    chosen.opened = None;
    let path = chosen.file.path.clone();
    let key = match passphrase.is_empty() {
        true => Some(RecoveryKey::parse(&typed)?),
        false => None,
    };
    let secret = match &key {
        Some(key) => Secret::Recovery(key),
        None => Secret::Passphrase(&passphrase),
    };
    let working = session.under_way.begin(LongWork::OpenBackup);
    let opened = Restoration::open(&path, &session.home(), secret, working.stop())?;
    drop(working);
    let own = present(session).map(|id| id == opened.contents().vault);
    let compared = match session.held() {
        Some(open) if own == Some(true) => Some(opened.compare(&open.vault)?),
        _ => None,
    };
    let answer = said(&opened, own, compared);
    if let Some(chosen) = &mut session.restoring {
        chosen.opened = Some(opened);
    }
    Ok(answer)
}

fn said(opened: &Restoration, own: Option<bool>, compared: Option<Comparison>) -> BackupOpened {
    let held = opened.contents();
    let unseen = match (&compared, opened.seen()) {
        (None, Some(seen)) => Some(seen.seq.saturating_sub(held.journal.seq)),
        _ => None,
    };
    BackupOpened {
        made: held.made.clone(),
        last_event: held.last_event.clone(),
        cases: held.cases.len() as u64,
        events: held.events,
        documents: held.documents,
        bytes: held.bytes,
        journal: held.journal.seq,
        head: crate::words::seal(&held.journal.hash),
        own,
        by_recovery_key: opened.opened_by().kind == SlotKind::Recovery,
        compared: compared.map(|found| BackupCompared {
            missing: found.missing(),
            parted: found.journal == Line::Differs
                && found.cases.iter().any(|case| case.line != Line::Earlier),
            more: found.cases.len().saturating_sub(MOST_CASES) as u64,
            cases: found
                .cases
                .iter()
                .take(MOST_CASES)
                .map(|case| CaseCompare {
                    number: case.number.clone(),
                    backup: case.backup,
                    present: case.present,
                    parted: case.line == Line::Differs,
                })
                .collect(),
        }),
        unseen,
    }
}

/// Lets go of a backup that was chosen. What was made of it is taken away.
pub(crate) fn close_backup(session: &mut Session, _: Nothing) -> Answer<Nothing> {
    session.restoring = None;
    Ok(Nothing {})
}

/// Puts the opened backup in the place of the record in use, which is kept beside it as it is.
/// Opened with a recovery key, it is then chosen whose passphrase is set anew, as after any recovery key.
pub(crate) fn restore_backup(session: &mut Session, _: Nothing) -> Answer<BackupRestored> {
    allowed(session)?;
    let chosen = session.restoring.as_ref();
    if chosen.is_none_or(|chosen| chosen.opened.is_none()) {
        return Err(AppError::NotFound("backup"));
    }
    let now = session.now().for_store();
    let backed_up = back_up_before(session)?;
    let opened = session.restoring.take().and_then(|chosen| chosen.opened);
    let opened = opened.ok_or(AppError::NotFound("backup"))?;
    // What is in use is closed before another takes its place: two writers would be one too many.
    session.close()?;
    take_place(session, opened, &now, backed_up).map_err(|error| {
        // Whoever had a record open stands before a locked one now, and is told there.
        let said = WireError::from(error);
        session.notice = Some(said.clone());
        AppError::wire(said)
    })
}

fn take_place(
    session: &mut Session,
    opened: Restoration,
    now: &Stamp,
    backed_up: Option<bool>,
) -> Answer<BackupRestored> {
    let in_use = session.vault_folder().ok();
    let quick = in_use.and_then(|folder| Vault::quick_slot(&folder));
    let restored = opened.put_in_place(&session.home(), now)?;
    if let Some(half) = quick {
        forget_half(session.config.shell.keychain(), half);
    }
    let Slot { label, kind, .. } = restored.vault.unlocked_by().clone();
    let user = UserId::new(label);
    let mut open = OpenVault::new(restored.vault, user, false, session.built_in.clone())?;
    // Numbers for an emergency are public, and a restore does not fail for their sake.
    let _ = emergency::bring_back(&session.data(), &mut open);
    match kind {
        SlotKind::Recovery => recover(session, open)?,
        _ => session.take(open),
    }
    Ok(BackupRestored {
        session: view(session)?,
        before: restored
            .before
            .map(|path| path.to_string_lossy().into_owned())
            .unwrap_or_default(),
        backed_up,
    })
}

/// Backs up what is in use before another takes its place. The folder itself is kept whole, so that a
/// backup that cannot be made stops nobody.
///
/// # Errors
/// [`BackupError::Stopped`]: somebody changed their mind, or locked.
fn back_up_before(session: &mut Session) -> Answer<Option<bool>> {
    let due = session.backup_due();
    // One under way would be of an earlier moment.
    session.backups.stop();
    let now = session.now().for_store();
    let data = session.config.data_folder.clone();
    let working = session.under_way.begin(LongWork::Backup);
    let Ok(open) = session.vault() else {
        return Ok(None);
    };
    if !due || open.settings.backup_folder.trim().is_empty() {
        return Ok(None);
    }
    let Ok(folder) = good_place(&open.settings.backup_folder, &data) else {
        return Ok(None);
    };
    let Ok(names) = open.vault.backup_names() else {
        return Ok(None);
    };
    let path = names.path(&folder, true, &now);
    let made = open.vault.backup_job(&now);
    let made = made.and_then(|job| job.run(&path, working.stop()));
    match made.and_then(|made| open.vault.note_backup(&made, &now)) {
        Err(BackupError::Stopped) => Err(BackupError::Stopped.into()),
        made => Ok(Some(made.is_ok())),
    }
}
