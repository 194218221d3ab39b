//! Erasing a case for good: what would go, what stays, where it is left; and doing it.

use super::sentences::held_by;
use crate::backups::good_place;
use crate::config::{Ask, Now};
use crate::error::WireError;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::open::OpenVault;
use crate::papers::plain;
use crate::session::{Place, Session};
use crate::use_cases::{needed, prove};
use crate::wire::*;
use stepwise_core::retention::KeepFacts;
use stepwise_store::{CaseId, Erasing};

/// What erasing a case would do, or what it left.
pub(crate) fn erasing(session: &mut Session, request: CaseRef) -> Answer<ErasingView> {
    let id: CaseId = request
        .case
        .parse()
        .map_err(|_| AppError::NotFound("case"))?;
    view(session, id)
}

fn view(session: &mut Session, id: CaseId) -> Answer<ErasingView> {
    let now = session.now();
    let kept = session.home().kept();
    let data = session.config.data_folder.clone();
    let open = session.vault()?;
    let entry = open.vault.case(id)?;
    let mut view = ErasingView {
        case: id.to_string(),
        number: entry.number.clone(),
        about: String::new(),
        erased: entry.erased,
        refused: Vec::new(),
        entries: entry.head.seq,
        documents: 0,
        linked: Vec::new(),
        sent: Vec::new(),
        kept: Vec::new(),
        backups: Vec::new(),
        unseen: None,
        passphrase: !open.sample,
    };
    if !entry.erased {
        let loaded = open.load_entry(&now, &entry)?;
        view.about = crate::views::about::about_list(&loaded.case);
        view.refused = refused(&loaded);
        view.documents = u32::try_from(open.vault.documents(Some(id))?.len()).unwrap_or(u32::MAX);
        view.linked = loaded
            .case
            .links
            .iter()
            .map(|l| l.value.number.clone())
            .collect();
        view.sent = sent(&loaded);
        if !open.sample {
            view.kept = kept.iter().map(|path| path.display().to_string()).collect();
        }
    }
    (view.backups, view.unseen) = backups(open, id, &now, &data);
    Ok(view)
}

/// Why a case may not be erased: sentences. Empty where it may.
fn refused(loaded: &LoadedCase) -> Vec<String> {
    let mut said: Vec<String> = loaded.holds.iter().map(held_by).collect();
    said.extend(loaded.case.open_holds().map(|hold| {
        format!(
            "It is on hold since {}, asked for by {}.",
            plain(hold.value.since.date),
            hold.value.asked_by
        )
    }));
    if KeepFacts::of(&loaded.case).ended.is_none() {
        said.push("It is open. A case is erased only after it was closed.".to_owned());
    }
    said
}

/// What left Stepwise.
fn sent(loaded: &LoadedCase) -> Vec<String> {
    let each = loaded.case.sent.iter().map(|sending| {
        let what = match &sending.value.paper {
            Some(id) => loaded
                .policy
                .paper(id)
                .map_or_else(|| id.to_string(), |paper| paper.title.clone()),
            None => "A bundle".to_owned(),
        };
        let on = sending
            .recorded
            .with_timezone(&loaded.policy.zone)
            .date_naive();
        format!("{what}, {}", plain(on))
    });
    each.collect()
}

/// The backups that hold a case; or why nobody can look.
fn backups(
    open: &OpenVault,
    id: CaseId,
    now: &Now,
    data: &std::path::Path,
) -> (Vec<HoldingBackup>, Option<WireError>) {
    if open.sample || open.settings.backup_folder.trim().is_empty() {
        return (Vec::new(), None);
    }
    let found = good_place(&open.settings.backup_folder, data)
        .and_then(|folder| Ok(open.vault.backups_holding(&folder, id, &now.for_store())?));
    match found {
        Ok(found) => {
            let each = found.into_iter().map(|one| HoldingBackup {
                name: one
                    .backup
                    .path
                    .file_name()
                    .map(|name| name.to_string_lossy().into_owned())
                    .unwrap_or_default(),
                made: one.backup.kept.made.format("%Y-%m-%dT%H:%M:%S").to_string(),
                until: one.until.map(|day| day.to_string()),
            });
            (each.collect(), None)
        }
        Err(error) => (Vec::new(), Some(error.into())),
    }
}

/// Erases a case: its number typed, the passphrase given again, a reason written. It cannot be taken back.
pub(crate) fn erase_case(session: &mut Session, request: EraseCase) -> Answer<CaseErased> {
    let now = session.now();
    let kept = session.home().kept();
    let open = session.vault()?;
    let loaded = open.load(&now, &request.case)?;
    let id = loaded.id;
    if let Some(why) = refused(&loaded).into_iter().next() {
        return Err(AppError::typed(
            "",
            &why,
            "It cannot be erased while this is so.",
        ));
    }
    let reason = needed(&request.reason, "reason", "Say why it is erased.")?;
    if request.number.trim() != loaded.number {
        return Err(AppError::typed(
            "number",
            "This is not the number of the case.",
            &format!("Type {} to say that you mean this case.", loaded.number),
        ));
    }
    if !open.sample {
        prove(open, request.passphrase).map_err(|error| match error {
            AppError::WrongPassphrase => AppError::wire(WireError {
                field: "passphrase".into(),
                ..WireError::of(crate::error::ErrorCode::WrongPassphrase)
            }),
            other => other,
        })?;
    }
    // What reads the database for a backup would keep the pages that are to go.
    session.backups.stop();
    let working = session.under_way.begin(LongWork::Erase);
    let open = session.vault()?;
    let stamp = now.for_store();
    let by = open.user.to_string();
    let erasing = Erasing {
        case: id,
        by: &by,
        reason: &reason,
        now: &stamp,
    };
    let erased = open.vault.erase(&erasing, working.stop())?;
    open.summaries.remove(&id);
    open.saved(&now);
    let kept = if open.sample { Vec::new() } else { kept };
    let missed = kept.iter().filter(|folder| {
        // After a lock each that is left is named, as one that could not be reached.
        let stop = working.stop();
        stop.asked() || open.vault.erase_in(folder, &erasing, stop).is_err()
    });
    let not_reached = missed.map(|folder| folder.display().to_string()).collect();
    drop(working);
    Ok(CaseErased {
        number: erased.number,
        swept: erased.swept,
        copies_left: u32::try_from(erased.copies_left).unwrap_or(u32::MAX),
        not_reached,
        left: view(session, id)?,
    })
}

/// Makes a fresh backup and takes away those that hold an erased case.
pub(crate) fn remove_backups(session: &mut Session, request: CaseRef) -> Answer<ErasingView> {
    let id: CaseId = request
        .case
        .parse()
        .map_err(|_| AppError::NotFound("case"))?;
    let Place::Answered(_) = std::mem::take(&mut session.place) else {
        if !session.vault()?.vault.case(id)?.erased {
            return Err(AppError::NotFound("case"));
        }
        let waiting = session.begin_backup()?;
        return Err(AppError::Ask(Ask::Backup(waiting)));
    };
    session.backup_outcome()?;
    let now = session.now();
    let data = session.config.data_folder.clone();
    let open = session.vault()?;
    let folder = good_place(&open.settings.backup_folder, &data)?;
    open.vault
        .remove_backups_holding(&folder, id, &now.for_store())?;
    view(session, id)
}
