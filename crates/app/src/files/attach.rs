//! Keeping chosen files with a case: the bytes and the record of them in one step.

use super::list;
use crate::activity::Act;
use crate::clean::line;
use crate::failure::{Answer, AppError};
use crate::session::Session;
use crate::views::forms::maybe_date;
use crate::wire::{AttachFiles, AttachmentsView};
use stepwise_core::event::{Attachment, Belongs, What};
use stepwise_core::ids::AttachmentId;
use stepwise_store::{DocumentId, NewDocument};

/// What kept files are called in the store.
pub(crate) const DOCUMENT: &str = "attachment";

/// What a file belongs to, as the window names it.
pub(super) fn belongs_name(belongs: &Belongs) -> String {
    match belongs {
        Belongs::Case => String::new(),
        Belongs::Entry(id) => format!("entry:{id}"),
        Belongs::Action(id) => format!("action:{id}"),
        Belongs::Visit(n) => format!("visit:{n}"),
    }
}

/// What the window names. Whether it is there is for the rules to say.
///
/// # Errors
/// Not one of the forms of [`belongs_name`].
pub(crate) fn belongs(name: &str) -> Answer<Belongs> {
    let unknown = || {
        AppError::typed(
            "belongs",
            "A file cannot belong to this.",
            "Choose one from the list, or the case as a whole.",
        )
    };
    Ok(match name.split_once(':') {
        None if name.is_empty() => Belongs::Case,
        Some(("entry", id)) => Belongs::Entry(id.into()),
        Some(("action", id)) => Belongs::Action(id.into()),
        Some(("visit", n)) => Belongs::Visit(n.parse().map_err(|_| unknown())?),
        _ => return Err(unknown()),
    })
}

/// Keeps chosen files with the case: all of them or none.
///
/// # Errors
/// Locked; chosen again meanwhile; something left out; somebody recorded something in between; not saved.
pub(crate) fn attach(session: &mut Session, request: &AttachFiles) -> Answer<AttachmentsView> {
    let loaded = session.load_case(&request.case.case)?;
    session.vault()?.may_record(&loaded)?;
    if loaded.case.last_seq != request.seen {
        return Err(AppError::Conflict);
    }
    if request.files.is_empty() {
        return Err(AppError::typed(
            "files",
            "No file is chosen.",
            "Choose at least one file.",
        ));
    }
    let belongs = belongs(&request.belongs)?;
    let mut whats = Vec::with_capacity(request.files.len());
    let mut documents = Vec::with_capacity(request.files.len());
    for (n, file) in request.files.iter().enumerate() {
        let picked = session
            .picked
            .iter()
            .find(|p| p.token == file.token && p.case == request.case.case)
            .ok_or(AppError::NotFound("chosen file"))?;
        let field = |name: &str| format!("{n}.{name}");
        let description = line(&file.description);
        if description.is_empty() {
            return Err(AppError::typed(
                &field("description"),
                "This cannot be left empty.",
                "Say in a few words what the file is.",
            ));
        }
        let id = DocumentId::random()?;
        whats.push(What::Attached(Attachment {
            id: AttachmentId::new(id.to_string()),
            name: picked.name.clone(),
            original: picked.original.clone(),
            media_type: picked.media_type.clone(),
            size: picked.bytes.len() as u64,
            sha256: picked.sha256.clone(),
            description,
            dated: maybe_date(file.dated.as_ref(), &field("dated"))?,
            received: maybe_date(file.received.as_ref(), &field("received"))?,
            belongs: belongs.clone(),
            says: match file.keep_says {
                true => picked.says.clone(),
                false => Vec::new(),
            },
        }));
        documents.push(NewDocument {
            id,
            kind: DOCUMENT.to_owned(),
            name: picked.name.clone(),
            media_type: picked.media_type.clone(),
            bytes: picked.bytes.clone(),
            added: loaded.now.stamp,
        });
    }
    let act = Act::Attached {
        case: loaded.id,
        files: documents.len(),
    };
    let open = session.vault()?;
    let loaded = open.append_with(loaded, whats, Vec::new(), documents, &[act])?;
    let view = list::view(&loaded, open);
    // What was kept is let go; what is refused and changed can be sent again.
    session.picked.clear();
    Ok(view)
}
