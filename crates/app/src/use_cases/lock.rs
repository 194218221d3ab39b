//! Locking, and not locking yet; and what is taken away with it.

use super::session::view;
use crate::failure::Answer;
use crate::session::Session;
use crate::wire::{CopiedView, CopyText, LockNow, LockReason, Nothing, SessionView, UnderWayView};
use zeroize::Zeroizing;

/// Locks: the keys are gone when this returns.
pub(crate) fn lock(session: &mut Session, request: LockNow) -> Answer<SessionView> {
    let why = match request.idle {
        Some(true) => LockReason::Idle,
        _ => LockReason::Asked,
    };
    session.lock(why)?;
    view(session)
}

/// Somebody is there. The worker notes the time of every request; this one does nothing else.
pub(crate) fn touch(_: &mut Session, _: Nothing) -> Answer<Nothing> {
    Ok(Nothing {})
}

/// The page has saved what was being typed. Whoever asked it is told once this was answered.
pub(crate) fn handed_over(_: &mut Session, _: Nothing) -> Answer<Nothing> {
    Ok(Nothing {})
}

/// How far long work is. The handle answers this by itself while there is any: the worker comes to it only after.
pub(crate) fn under_way(session: &mut Session, _: Nothing) -> Answer<UnderWayView> {
    Ok(session.under_way.view())
}

/// Stops long work. Answered as [`under_way`].
pub(crate) fn stop_work(session: &mut Session, _: Nothing) -> Answer<Nothing> {
    session.under_way.stop();
    Ok(Nothing {})
}

/// Puts text on the clipboard, from where it is taken again at lock.
pub(crate) fn copy(session: &mut Session, request: CopyText) -> Answer<CopiedView> {
    let text = Zeroizing::new(request.text);
    // Nothing of the record leaves a locked vault; a page of it may still be on the screen.
    session.vault()?;
    let done = session.copies.put(text, request.secret);
    Ok(CopiedView { done })
}
