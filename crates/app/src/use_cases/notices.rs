//! What was noticed, until somebody has read it.

use super::session::view;
use crate::failure::Answer;
use crate::session::Session;
use crate::wire::{NoticeRef, SessionView};

/// Writes down that a notice was read, by whoever has the vault open. It is told no more; both stay in the journal.
pub(crate) fn acknowledge_notice(session: &mut Session, request: NoticeRef) -> Answer<SessionView> {
    let now = session.now().for_store();
    let open = session.vault()?;
    let user = open.user.to_string();
    // Somebody may have pressed twice: then it is done.
    if open
        .vault
        .open_notices()?
        .iter()
        .any(|one| one.seq == request.seq)
    {
        open.vault.acknowledge(request.seq, &user, &now)?;
    }
    view(session)
}
