//! One file, as far as it is shown: its pixels, its pages, its words, made anew.

use super::list::{kept, row};
use super::reader::{Found, Job, ReadError, Reader};
use crate::error::ErrorCode;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::session::Session;
use crate::wire::{AttachmentPage, AttachmentRef, AttachmentView, FileInside, PageImage};
use data_encoding::BASE64;
use stepwise_core::event::{Attachment, Event};
use stepwise_foreign::{Kind, Shown};
use stepwise_store::{DocumentId, Stop, Vault};

/// The longest side of what is shown, in pixels: as wide as a page of the window, and to look closely.
const USUAL: u32 = 1400;
const LARGE: u32 = 3200;
/// On paper: 200 dots per inch over the width of a page.
const PRINTED: u32 = 1600;
/// So many pages of a PDF can be shown.
const MOST_PAGES: u32 = 500;

/// A file of a case, struck out or not, with its record.
pub(super) fn find(loaded: &LoadedCase, id: &str) -> Answer<(Event, Attachment, Option<String>)> {
    let mut all = kept(loaded).into_iter();
    all.find(|(_, attachment, _)| attachment.id.as_str() == id)
        .ok_or(AppError::NotFound("file"))
}

/// Its bytes, which are those that the record speaks of.
///
/// # Errors
/// Not there; not the same bytes.
pub(crate) fn bytes(vault: &Vault, attachment: &Attachment) -> Answer<Vec<u8>> {
    let id: DocumentId = attachment
        .id
        .as_str()
        .parse()
        .map_err(|_| AppError::NotFound("file"))?;
    let (document, bytes) = vault.document(id)?;
    // The store checks the bytes against its own note. The chain holds the record's.
    if data_encoding::HEXLOWER.encode(&document.sha256) != attachment.sha256 {
        return Err(AppError::of(ErrorCode::RecordAltered));
    }
    Ok(bytes)
}

/// One file: what is said of it, and its words where it is shown as words.
///
/// # Errors
/// Locked; no such file; its bytes are not those of the record.
pub(crate) fn attachment(session: &mut Session, which: &AttachmentRef) -> Answer<AttachmentView> {
    let loaded = session.load_case(&which.case.case)?;
    let found = find(&loaded, &which.id)?;
    let settings = session.vault()?.settings.clone();
    let about = found.1.clone();
    let reader = Reader::of(session);
    let vault = &session.vault()?.vault;
    let inside = inside(&reader, &about.media_type, || bytes(vault, &about))?;
    Ok(AttachmentView {
        number: loaded.number.clone(),
        file: row(&loaded, &settings, found),
        inside,
    })
}

/// What is in a file of a kind, as far as it is shown. Its bytes are asked for only where they are looked at.
///
/// # Errors
/// Whatever `bytes` gives.
pub(crate) fn inside(
    reader: &Reader,
    media_type: &str,
    bytes: impl FnOnce() -> Answer<Vec<u8>>,
) -> Answer<FileInside> {
    let mut view = FileInside::default();
    let job = match Kind::of_media_type(media_type).map(Kind::shown) {
        Some(Shown::Picture) => {
            view.pages = 1;
            return Ok(view);
        }
        Some(Shown::Pages) => Job::Pages,
        Some(Shown::Words) => Job::Words {
            media_type: media_type.to_owned(),
        },
        Some(Shown::No) | None => {
            view.unshown = "Stepwise does not show this kind of file.".to_owned();
            return Ok(view);
        }
    };
    let bytes = bytes()?;
    match reader.read(&job, &bytes) {
        Ok((Found::Pages(pages), _)) => view.pages = pages.min(MOST_PAGES),
        Ok((Found::Words(words), _)) => {
            view.head = words.head;
            view.words = words.body;
            view.cut = words.cut;
            view.carries = words.carries;
        }
        Ok((Found::Unshown(why), _)) => view.unshown = why,
        Ok(_) => view.unshown = "This file is not shown.".to_owned(),
        Err(error) => view.unshown = error.to_string(),
    }
    if view.pages > 0
        && let Ok((Found::Form(form), _)) = reader.read(&Job::Form, &bytes)
    {
        view.head = form.told();
    }
    Ok(view)
}

/// A page of a PDF, or a picture.
///
/// # Errors
/// Locked; no such file or page; it cannot be drawn.
pub(crate) fn attachment_page(
    session: &mut Session,
    request: &AttachmentPage,
) -> Answer<PageImage> {
    let loaded = session.load_case(&request.which.case.case)?;
    let (_, about, _) = find(&loaded, &request.which.id)?;
    let reader = Reader::of(session);
    let vault = &session.vault()?.vault;
    let which = Page {
        media_type: &about.media_type,
        about: &about.description,
        page: request.page,
        large: request.large,
    };
    page(&reader, &which, || bytes(vault, &about))
}

/// One page of a file, or a picture.
pub(crate) struct Page<'a> {
    pub media_type: &'a str,
    /// What the file is, for those who do not see it.
    pub about: &'a str,
    /// Counted from 0.
    pub page: u32,
    /// Finer, to look closely.
    pub large: bool,
}

/// Draws it.
///
/// # Errors
/// There is no such page; it cannot be drawn; whatever `bytes` gives.
pub(crate) fn page(
    reader: &Reader,
    which: &Page<'_>,
    bytes: impl FnOnce() -> Answer<Vec<u8>>,
) -> Answer<PageImage> {
    let most = if which.large { LARGE } else { USUAL };
    let media_type = which.media_type.to_owned();
    let (job, alt) = match Kind::of_media_type(&media_type).map(Kind::shown) {
        Some(Shown::Picture) => (Job::Picture { media_type, most }, which.about.to_owned()),
        Some(Shown::Pages) if which.page < MOST_PAGES => (
            Job::Page {
                page: which.page,
                most,
            },
            format!("Page {}: {}", which.page + 1, which.about),
        ),
        _ => return Err(AppError::NotFound("page")),
    };
    let unshown = |why: &str| {
        AppError::typed(
            "",
            why,
            "The file is kept as it came. Save it out to look at it with another program.",
        )
    };
    match reader.read(&job, &bytes()?) {
        Ok((Found::Picture { jpeg }, pixels)) => {
            let media = if jpeg { "image/jpeg" } else { "image/png" };
            Ok(PageImage {
                data_url: format!("data:{media};base64,{}", BASE64.encode(&pixels)),
                alt,
            })
        }
        Ok((Found::Unshown(why), _)) => Err(unshown(&why)),
        Ok(_) => Err(unshown("This file is not shown.")),
        Err(error) => Err(unshown(&error.to_string())),
    }
}

/// Whether a file is a picture that can be drawn.
pub(crate) fn is_picture(attachment: &Attachment) -> bool {
    let shown = Kind::of_media_type(&attachment.media_type).map(Kind::shown);
    matches!(shown, Some(Shown::Picture))
}

/// A picture on its way to a page of paper.
pub(crate) enum Drawn {
    /// JPEG or PNG.
    Pixels(Vec<u8>),
    /// It cannot be drawn: why.
    Not(String),
}

/// A picture drawn anew, fine enough for a page of paper.
///
/// # Errors
/// Locked; its bytes are not those of the record; stopped.
pub(crate) fn picture(
    session: &mut Session,
    attachment: &Attachment,
    stop: &Stop,
) -> Answer<Drawn> {
    let bytes = bytes(&session.vault()?.vault, attachment)?;
    let job = Job::Picture {
        media_type: attachment.media_type.clone(),
        most: PRINTED,
    };
    Ok(match Reader::of(session).read_within(&job, &bytes, stop) {
        Ok((Found::Picture { .. }, pixels)) => Drawn::Pixels(pixels),
        Ok((Found::Unshown(why), _)) => Drawn::Not(why),
        Ok(_) => Drawn::Not("This file is not shown.".to_owned()),
        Err(ReadError::Stopped) => return Err(AppError::of(ErrorCode::Stopped)),
        Err(error) => Drawn::Not(error.to_string()),
    })
}
