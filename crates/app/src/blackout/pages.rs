//! Pages that are looked at, each of them, before they go.

use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::papers::render::{PRODUCER, failed};
use crate::session::{Preview, Session};
use crate::wire::CopyPreview;
use stepwise_documents::{
    Document, Encryption, PAGE_HEIGHT, PAGE_WIDTH, Pdf, PdfOptions, write_pdf,
};

/// Pages that would go.
#[derive(Clone)]
pub(crate) struct Going {
    pub document: Document,
    /// What they are, in a word.
    pub what: &'static str,
    /// Who they are from, as the file says it.
    pub author: String,
    /// How many passages are out of them.
    pub blacked_out: u32,
    /// All that they were made from besides the record, so that nothing else goes in their place.
    pub choice: String,
}

/// The pages as a PDF.
///
/// # Errors
/// The document could not be made.
pub(crate) fn pdf(loaded: &LoadedCase, going: &Going, password: Option<&str>) -> Answer<Pdf> {
    let options = PdfOptions {
        created: loaded.now.stamp,
        producer: PRODUCER.into(),
        author: going.author.clone(),
        encrypt: password.map(|p| Encryption {
            user_password: p.to_owned(),
        }),
        fields: false,
    };
    write_pdf(&going.document, &options).map_err(failed)
}

/// Makes the very pages that would go, and keeps them to be looked at.
///
/// # Errors
/// The document could not be made.
pub(crate) fn show(
    session: &mut Session,
    loaded: &LoadedCase,
    going: Going,
) -> Answer<CopyPreview> {
    let made = pdf(loaded, &going, None)?;
    let (pages, what) = (made.pages, going.what);
    let texts = (0..pages).map(|n| format!("Page {} of {pages} of the {what}.", n + 1));
    let token = crate::papers::token(session)?;
    let blacked_out = going.blacked_out;
    let preview = Preview {
        pdf: made.bytes,
        texts: texts.collect(),
        seen: Default::default(),
        of: Some((loaded.case.last_seq, going)),
    };
    session.previews.insert(token.clone(), preview);
    Ok(CopyPreview {
        token,
        pages: u32::try_from(pages).unwrap_or(u32::MAX),
        width: PAGE_WIDTH,
        height: PAGE_HEIGHT,
        blacked_out,
    })
}

/// The pages of that name, all of them looked at, and still what would go.
///
/// # Errors
/// Gone; something was recorded, or chosen otherwise, since; a page was not looked at.
pub(crate) fn looked_at<'a>(
    session: &'a Session,
    loaded: &LoadedCase,
    token: &str,
    choice: &str,
) -> Answer<(&'a Preview, &'a Going)> {
    let kept = session.previews.get(token).ok_or_else(|| {
        let hint = "Show the pages, and look at each. What is on them goes out.";
        AppError::typed("pages", "The pages were not looked at.", hint)
    })?;
    let (seq, going) = kept.of.as_ref().ok_or(AppError::NotFound("preview"))?;
    if *seq != loaded.case.last_seq || going.choice != choice {
        return Err(AppError::Conflict);
    }
    if kept.seen.len() < kept.texts.len() {
        return Err(AppError::typed(
            "pages",
            "Not every page was looked at.",
            "Go through the pages to the last one. What is on them goes out.",
        ));
    }
    Ok((kept, going))
}
