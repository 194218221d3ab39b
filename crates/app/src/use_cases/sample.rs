//! Looking round in the invented sample vault.

use super::session::view;
use crate::failure::Answer;
use crate::sample;
use crate::session::Session;
use crate::wire::{Nothing, SessionView};

/// Opens the sample vault, making it first where there is none of these days. The setting's own
/// vault is locked.
pub(crate) fn open_sample(session: &mut Session, _: Nothing) -> Answer<SessionView> {
    session.close()?;
    session.choose(None);
    let now = session.now();
    let open = sample::open(&session.config.data_folder, &now, session.built_in.clone())?;
    session.take(open);
    view(session)
}

/// Closes the sample vault.
pub(crate) fn leave_sample(session: &mut Session, _: Nothing) -> Answer<SessionView> {
    if session.held().is_some_and(|open| open.sample) {
        session.close()?;
    }
    view(session)
}
