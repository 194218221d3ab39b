//! Locking, and not locking yet.

use super::session::view;
use crate::failure::Answer;
use crate::session::Session;
use crate::wire::{Nothing, SessionView};

/// Locks: the keys are gone when this returns.
pub(crate) fn lock(session: &mut Session, _: Nothing) -> Answer<SessionView> {
    session.close()?;
    view(session)
}

/// Somebody is there. The worker notes the time of every request; this one does nothing else.
pub(crate) fn touch(_: &mut Session, _: Nothing) -> Answer<Nothing> {
    Ok(Nothing {})
}
