//! The files in a bundle: looked at in the reader's process as attached files are, or saved out as they came.

use super::Incoming;
use super::view::{file_view, short};
use crate::activity::Act;
use crate::config::{Ask, FileKind};
use crate::failure::{Answer, AppError};
use crate::files::reader::{Found, Job, Reader};
use crate::files::{Page, inside, page};
use crate::papers::leave::stage;
use crate::session::Session;
use crate::wire::{
    FileInside, IncomingFileRef, IncomingFileView, IncomingPage, PageImage, SavedView,
};
use std::sync::Arc;
use stepwise_foreign::{Kind, plain_name};
use stepwise_store::MAX_DOCUMENT_BYTES;

fn open_bundle(session: &mut Session) -> Answer<Arc<Incoming>> {
    session.vault()?;
    let incoming = session.incoming.clone();
    incoming.ok_or(AppError::NotFound("open bundle"))
}

/// Said of a file that is of no kind that is taken.
const NOT_SHOWN: &str = "This file is not shown.";

fn not_saved(why: &str) -> AppError {
    AppError::typed(
        "",
        why,
        "Stepwise does not save it out either. Ask the sender what it is, and for a PDF file of it.",
    )
}

fn kind_by_name(name: &str) -> Option<Kind> {
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_lowercase();
    Kind::ALL.iter().copied().find(|kind| kind.fits(&ending))
}

/// The name of a file within the bundle, without its folder. It is plain: the reader refuses any other.
fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A file that was looked at: what it is by its content, or why it is not shown.
enum Looked {
    Known(Kind, Arc<Vec<u8>>),
    /// It may be saved out all the same.
    TooLarge,
    Refused(String),
}

fn look_at(reader: &Reader, incoming: &Incoming, path: &str) -> Answer<Looked> {
    let (about, bytes) = incoming.file(reader, path)?;
    if about.size > MAX_DOCUMENT_BYTES as u64 {
        return Ok(Looked::TooLarge);
    }
    let name = name_of(path).to_owned();
    let refused = |why: String| Ok(Looked::Refused(why));
    match reader.read(&Job::Look { name }, &bytes) {
        Ok((Found::Looked { media_type, .. }, _)) => match Kind::of_media_type(&media_type) {
            Some(kind) => Ok(Looked::Known(kind, bytes)),
            None => refused(NOT_SHOWN.to_owned()),
        },
        Ok((Found::Refused { message, .. }, _)) => refused(message),
        Ok(_) => refused(NOT_SHOWN.to_owned()),
        Err(error) => refused(error.to_string()),
    }
}

/// A file of the bundle: what is said of it, and its words where it is shown as words.
///
/// # Errors
/// Locked; nothing is open; no such file; the bundle's file was changed meanwhile.
pub(crate) fn incoming_file(
    session: &mut Session,
    request: IncomingFileRef,
) -> Answer<IncomingFileView> {
    let incoming = open_bundle(session)?;
    let reader = Reader::of(session);
    let file = file_view(&incoming, &request.path)?;
    let unshown = match look_at(&reader, &incoming, &request.path)? {
        Looked::Known(kind, bytes) => {
            return Ok(IncomingFileView {
                file,
                kind: kind.words().to_owned(),
                inside: inside(&reader, kind.media_type(), || Ok(bytes.to_vec()))?,
            });
        }
        Looked::TooLarge => "This file is too large to be shown here.".to_owned(),
        Looked::Refused(why) => why,
    };
    Ok(IncomingFileView {
        file,
        kind: String::new(),
        inside: FileInside {
            unshown,
            ..FileInside::default()
        },
    })
}

/// A page of a PDF of the bundle, or a picture.
///
/// # Errors
/// As [`incoming_file`]; it cannot be drawn.
pub(crate) fn incoming_page(session: &mut Session, request: IncomingPage) -> Answer<PageImage> {
    let incoming = open_bundle(session)?;
    let reader = Reader::of(session);
    let path = &request.which.path;
    let (about, _) = incoming.file(&reader, path)?;
    let title = short(&about.title);
    let Looked::Known(kind, bytes) = look_at(&reader, &incoming, path)? else {
        return Err(AppError::NotFound("page"));
    };
    let which = Page {
        media_type: kind.media_type(),
        about: &title,
        page: request.page,
        large: request.large,
    };
    page(&reader, &which, || Ok(bytes.to_vec()))
}

/// Saves a file of the bundle to a place of the user's choice, as it came, under a name that says what it is.
///
/// # Errors
/// As [`incoming_file`]; it is of no kind that is taken, such as a program; not written, or not noted.
pub(crate) fn save_incoming_file(
    session: &mut Session,
    request: IncomingFileRef,
) -> Answer<SavedView> {
    let incoming = open_bundle(session)?;
    let reader = Reader::of(session);
    let name = name_of(&request.path);
    let kind = match look_at(&reader, &incoming, &request.path)? {
        Looked::Known(kind, _) => kind,
        // Its name says what it is, since nobody looked inside: a name that says nothing known is not written.
        Looked::TooLarge => kind_by_name(name).ok_or_else(|| not_saved(NOT_SHOWN))?,
        Looked::Refused(why) => return Err(not_saved(&why)),
    };
    let name = plain_name(name, kind).name;
    let ask = Ask::SaveFile(name, FileKind::Attached(kind.extensions()[0]));
    let Some(place) = session.ask(ask)? else {
        return Ok(SavedView::at(None));
    };
    let (_, bytes) = incoming.file(&reader, &request.path)?;
    let staged = stage(place.clone(), &bytes)?;
    let now = session.now();
    // First that it leaves, then the file: one that left unsaid would be known to nobody.
    session.vault()?.note(&now, &Act::IncomingFileSaved)?;
    staged.place()?;
    Ok(SavedView::at(Some(&place)))
}
