//! Handing the whole case over, to be taken on in another record. Nothing may be left out of it, and what is recorded of
//! it is part of what leaves: so it is written before the file is sealed (`docs/adr/0069`).

use super::asked::Asked;
use super::make::{contents, going_on, pages, sealed};
use super::parts;
use crate::activity::Act;
use crate::config::Ask;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::papers::leave::{Staged, free, stage_by};
use crate::room::room_for;
use crate::session::Session;
use crate::settings::Settings;
use crate::views::forms::date;
use crate::wire::{BundleMade, HandOver, LongWork, MakeBundle, Without};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};
use stepwise_bundle::Fetched;
use stepwise_core::event::{Attachment, HandedOver, Sending, What};
use stepwise_core::ids::UserId;

/// Makes the sealed file with the whole case, in a folder of the user's choice.
///
/// # Errors
/// Locked; nobody named; the case has gone on; no room; stopped; not written or not recorded. Then nothing left, and
/// where it was recorded already, that is struck.
pub(crate) fn hand_over(session: &mut Session, request: &HandOver) -> Answer<BundleMade> {
    let loaded = session.load_case(&request.case.case)?;
    if loaded.head.seq != request.seen {
        return Err(AppError::Conflict);
    }
    let ask_by = date(&request.ask_by, "ask_by")?;
    let asked = MakeBundle {
        case: request.case.clone(),
        parts: parts::all(&loaded).iter().map(parts::Part::name).collect(),
        to: request.to.clone(),
        purpose: request.purpose.clone(),
        password_by: request.password_by.clone(),
        own_password: String::new(),
        pictures: false,
        without: Without::default(),
        token: String::new(),
    };
    Asked::of(&loaded, &asked)?;
    let Some(folder) = session.ask(Ask::Folder)? else {
        return Ok(made(0, None, String::new(), String::new()));
    };
    let open = session.vault()?;
    let record = What::Sent(sending(&loaded, &open.settings, (request, ask_by)));
    let (case, now) = (loaded.id, loaded.now.clone());
    let loaded = open.append(loaded, vec![record], Vec::new())?;
    let seq = loaded.head.seq;
    let password = stepwise_bundle::password().map_err(super::failed)?;
    let placed =
        whole(session, &loaded, &asked, (&folder, &password)).and_then(|(staged, path, digest)| {
            let open = session.vault()?;
            open.note(&now, &Act::HandedOver { case, digest })?;
            staged.place()?;
            Ok(path)
        });
    let open = session.vault()?;
    let path = match placed {
        Ok(path) => path,
        Err(error) => {
            let nothing = What::Struck {
                seq,
                reason: "The file was not made, so nothing left.".into(),
            };
            let acts = [Act::NothingLeft(case)];
            open.append_with(loaded, vec![nothing], Vec::new(), Vec::new(), &acts)?;
            return Err(error);
        }
    };
    // It is recorded whatever comes of this; the next record anchors again.
    let _ = open.vault.anchor();
    session.config.shell.show_in_folder(&path);
    let synced = crate::synced::synced_here(&folder);
    Ok(made(
        seq,
        Some(path.display().to_string()),
        synced,
        password,
    ))
}

fn made(seq: u64, sealed: Option<String>, synced: String, password: String) -> BundleMade {
    BundleMade {
        seq,
        pdf: None,
        sealed,
        synced,
        password,
        how_to_open: "Open it in Stepwise, under Cases, with the password: six words in small letters, joined by hyphens. Then \
                      choose to take the case on."
            .into(),
    }
}

/// What is recorded of it, with the names that belong to the ids beside our entries.
fn sending(
    loaded: &LoadedCase,
    settings: &Settings,
    (request, ask_by): (&HandOver, NaiveDate),
) -> Sending {
    let ours = loaded.events.iter();
    let ours = ours.filter(|event| !loaded.elsewhere.has(event.seq));
    let mut people: Vec<(UserId, String)> = Vec::new();
    for event in ours {
        let known = people.iter().any(|(id, _)| *id == event.by);
        if let (false, Some(user)) = (known, settings.users.get(event.by.as_str())) {
            people.push((event.by.clone(), user.name.clone()));
        }
    }
    Sending {
        paper: None,
        what: "The whole case, to be taken on in another record".into(),
        digest: String::new(),
        to: vec![request.to.trim().to_owned()],
        means: "sealed file".into(),
        purpose: request.purpose.trim().to_owned(),
        password_by: request.password_by.clone(),
        message: String::new(),
        attachment: None,
        handed: Some(HandedOver {
            record: settings.setting.clone(),
            people,
            ask_by: Some(ask_by),
        }),
        chases: None,
    }
}

/// Writes the whole case beside its place: the file, where it is to stand, and its SHA-256.
fn whole(
    session: &mut Session,
    loaded: &LoadedCase,
    request: &MakeBundle,
    (folder, password): (&Path, &str),
) -> Answer<(Staged, PathBuf, String)> {
    let asked = Asked::of(loaded, request)?;
    let working = session.under_way.begin(LongWork::Bundle);
    let (_, pdf) = pages(session, loaded, &asked, &working)?;
    going_on(&working)?;
    let (fetched, files): (Vec<Fetched>, Vec<Attachment>) = attached(loaded).into_iter().unzip();
    let contents = contents(session, loaded, None, pdf, fetched)?;
    super::files::in_size(contents.size())?;
    room_for(folder, contents.size())?;
    let path = free(folder.join(format!("case-{}.age", loaded.number)));
    let (staged, digest) = stage_by(path.clone(), |file| {
        sealed(session, (&contents, &files), password, &working, file)
    })?;
    going_on(&working)?;
    Ok((staged, path, digest))
}

/// Every file that was ever attached, also where that was struck: the record speaks of it.
fn attached(loaded: &LoadedCase) -> Vec<(Fetched, Attachment)> {
    let files = loaded.events.iter().filter_map(|event| match &event.what {
        What::Attached(file) => Some(file),
        _ => None,
    });
    let named = files.enumerate().map(|(n, file)| {
        let said = Fetched {
            name: parts::file_name(n, file),
            title: file.name.clone(),
            size: file.size,
            sha256: file.sha256.clone(),
        };
        (said, file.clone())
    });
    named.collect()
}
