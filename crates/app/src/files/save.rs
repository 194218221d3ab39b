//! A file saved out as it came: the copy leaves the encrypted record, and the record says so.

use super::show::{bytes, find};
use crate::activity::Act;
use crate::config::{Ask, FileKind};
use crate::failure::Answer;
use crate::papers::leave::{Leaving, release, stage};
use crate::session::Session;
use crate::wire::{AttachmentRef, SavedView};
use stepwise_core::event::Sending;
use stepwise_foreign::Kind;

/// Saves the file to a place of the user's choice.
///
/// # Errors
/// Locked; no such file; its bytes are not those of the record; not written or not recorded.
pub(crate) fn save_attachment(session: &mut Session, which: &AttachmentRef) -> Answer<SavedView> {
    let loaded = session.load_case(&which.case.case)?;
    let (_, about, _) = find(&loaded, &which.id)?;
    let ending = Kind::of_media_type(&about.media_type).map_or("bin", |k| k.extensions()[0]);
    let ask = Ask::SaveFile(about.name.clone(), FileKind::Attached(ending));
    let Some(path) = session.ask(ask)? else {
        return Ok(SavedView::at(None));
    };
    let bytes = bytes(&session.vault()?.vault, &about)?;
    let staged = stage(path.clone(), &bytes)?;
    let leaving = Leaving::saved();
    let sent = Sending {
        paper: None,
        what: String::new(),
        digest: about.sha256.clone(),
        to: leaving.to,
        means: leaving.means.to_owned(),
        purpose: leaving.purpose,
        password_by: leaving.password_by,
        message: String::new(),
        attachment: Some(about.id.clone()),
        handed: None,
        chases: None,
    };
    let act = Act::FileSaved(loaded.id);
    release(session, loaded, vec![sent], vec![staged], act)?;
    Ok(SavedView::at(Some(&path)))
}
