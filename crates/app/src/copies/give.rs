//! Seeing each page of a copy, and giving it: those very bytes, kept with the case.

use super::copy::document;
use super::items::Asked;
use super::request::find;
use crate::activity::Act;
use crate::blackout::{Going, looked_at, show};
use crate::config::{Ask, FileKind};
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::papers::leave::stage;
use crate::session::Session;
use crate::settings::Settings;
use crate::wire::{CopyPreview, GiveCopy, RequestRef, SavedView};
use sha2::{Digest as _, Sha256};
use stepwise_core::event::{AccessCopy, What};
use stepwise_core::ids::AttachmentId;
use stepwise_store::{DocumentId, NewDocument};

/// What copies are called in the store.
const DOCUMENT: &str = "access-copy";

/// Draws the copy as it would be given. Each page has to be looked at before it can be.
///
/// # Errors
/// Locked; no such request; an entry not thought over; nothing to give.
pub(crate) fn preview_copy(session: &mut Session, which: &RequestRef) -> Answer<CopyPreview> {
    let loaded = session.load_case(&which.case.case)?;
    let settings = session.vault()?.settings.clone();
    let request = find(&loaded, &which.request)?;
    let asked = Asked::new(&loaded, request);
    thought_over(&asked, &settings)?;
    let (document, blacked_out) = document(&asked, &settings)?;
    let going = Going {
        document,
        what: "copy",
        author: settings.setting,
        blacked_out,
        choice: String::new(),
    };
    show(session, &loaded, going)
}

/// Every entry that would go was thought over, every withheld one has a reason, no marked words are lost.
fn thought_over(asked: &Asked<'_>, settings: &Settings) -> Answer<()> {
    let not_yet =
        |field: &str, message: String, hint: &str| Err(AppError::typed(field, &message, hint));
    let blackout = asked.blackout();
    let (mut open, mut stale) = (0i64, 0i64);
    for item in asked.items(settings).iter().filter(|i| !i.about_other) {
        match asked.considered(item.entry.seq) {
            None => open += 1,
            Some(c) if c.withheld => continue,
            Some(_) => {}
        }
        stale += blackout.stale(&item.entry) as i64;
    }
    if open > 0 {
        return not_yet(
            "considered",
            format!(
                "{} not been thought over yet.",
                match open {
                    1 => "1 entry has".to_owned(),
                    n => format!("{n} entries have"),
                }
            ),
            "Look at each and say that it can be given, or withhold it with a reason.",
        );
    }
    if stale > 0 {
        return not_yet(
            "passages",
            "An entry was corrected after words in it were marked, and those words are not in it any more.".to_owned(),
            "Look at the entry again: take the old mark away, and mark what is to go now.",
        );
    }
    if asked.request.asked.value.identity.trim().is_empty() {
        return not_yet(
            "identity",
            "Nobody has written down yet how it was made sure who asks.".to_owned(),
            "Correct the request: say how you know who they are, and that they may ask.",
        );
    }
    Ok(())
}

/// Gives the copy that was looked at: kept with the case, recorded, and saved where the user wants it.
///
/// # Errors
/// Locked; a page not looked at; something recorded since; not recorded or not written: then nothing left.
pub(crate) fn give_copy(session: &mut Session, give: &GiveCopy) -> Answer<SavedView> {
    let loaded = session.load_case(&give.which.case.case)?;
    let request = find(&loaded, &give.which.request)?;
    let (kept, going) = looked_at(session, &loaded, &give.token, "")?;
    let (pages, blacked_out) = (kept.texts.len(), going.blacked_out);
    if give.how.trim().is_empty() {
        return Err(AppError::typed(
            "how",
            "This cannot be left empty.",
            "Say to whom it is given and how: by hand, by secure email, by post.",
        ));
    }
    let name = format!("copy-{}-{}.pdf", loaded.number, loaded.just_now().date);
    let bytes = kept.pdf.clone();
    let what = copy_of(
        request,
        &loaded,
        &bytes,
        pages,
        blacked_out,
        give.how.trim(),
    )?;
    let Some(path) = session.ask(Ask::SaveFile(name.clone(), FileKind::Pdf))? else {
        return Ok(SavedView::at(None));
    };
    let staged = stage(path.clone(), &bytes)?;
    let (what, id) = what;
    let document = NewDocument {
        id,
        kind: DOCUMENT.to_owned(),
        name,
        media_type: "application/pdf".to_owned(),
        bytes,
        added: loaded.now.stamp,
    };
    let first = loaded.case.last_seq + 1;
    let open = session.vault()?;
    let act = Act::CopyGiven(loaded.id);
    let loaded = open.append_with(loaded, vec![what], Vec::new(), vec![document], &[act])?;
    if let Err(error) = staged.place() {
        let strike = What::Struck {
            seq: first,
            reason: "The file could not be put in its place, so nothing was given.".into(),
        };
        open.append(loaded, vec![strike], Vec::new())?;
        return Err(error);
    }
    // It is recorded whatever comes of this; the next record anchors again.
    let _ = open.vault.anchor();
    session.previews.remove(&give.token);
    Ok(SavedView::at(Some(&path)))
}

fn copy_of(
    request: &stepwise_core::case::Request,
    loaded: &LoadedCase,
    bytes: &[u8],
    pages: usize,
    blacked_out: u32,
    how: &str,
) -> Answer<(What, DocumentId)> {
    let id = DocumentId::random()?;
    let asked = Asked::new(loaded, request);
    let withheld = asked.review.considered.iter().filter(|c| c.withheld);
    let copy = AccessCopy {
        request: request.asked.value.id.clone(),
        document: AttachmentId::new(id.to_string()),
        sha256: data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)),
        pages: u32::try_from(pages).unwrap_or(u32::MAX),
        blacked_out,
        withheld: withheld.map(|c| (c.seq, c.reason.clone())).collect(),
        how: how.to_owned(),
    };
    Ok((What::AccessGiven(copy), id))
}
