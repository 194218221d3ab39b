//! The two commands about the bundle that is open: what taking its case on would do, and doing it.

use super::came::Came;
use super::plan::{Plan, as_seen, view};
use super::take::take;
use crate::config::Ask;
use crate::error::ErrorCode;
use crate::failure::{Answer, AppError};
use crate::files::reader::Reader;
use crate::incoming::Incoming;
use crate::session::{Place, Session};
use crate::under_way::Working;
use crate::wire::{LongWork, Nothing, TakeOn, TakeOnDone, TakeOnPlan};
use std::sync::Arc;
use stepwise_store::NewDocument;

/// The bundle that is open.
fn opened(session: &Session) -> Answer<Arc<Incoming>> {
    session.incoming.clone().ok_or(AppError::NotFound("bundle"))
}

impl<'a> From<&'a Incoming> for Came<'a> {
    fn from(incoming: &'a Incoming) -> Self {
        let texts = incoming.payloads.iter();
        Self {
            manifest: &incoming.manifest,
            rows: &incoming.rows,
            payloads: texts
                .map(|(seq, text)| (*seq, (text.salt.clone(), text.bytes.clone())))
                .collect(),
            policy: incoming.policy.as_deref(),
            files: &incoming.files,
            digest: &incoming.digest,
        }
    }
}

/// Whether a backup is made before something comes into the record.
fn backs_up(session: &Session) -> bool {
    let placed = session
        .held()
        .is_some_and(|open| !open.settings.backup_folder.trim().is_empty());
    placed && session.backup_due()
}

/// What taking on the case of the open bundle would do.
///
/// # Errors
/// Locked; no bundle is open; the record cannot be read.
pub(crate) fn take_on_plan(session: &mut Session, _: &Nothing) -> Answer<TakeOnPlan> {
    let now = session.now();
    let backup = backs_up(session);
    session.vault()?;
    let incoming = opened(session)?;
    view(session.vault()?, &now, &Came::from(&*incoming), backup)
}

/// Takes on the case of the open bundle, or keeps it beside the one that is here, as the plan said.
///
/// # Errors
/// Locked; no bundle is open; the plan does not hold any more; the backup failed; not saved. Nothing was changed.
pub(crate) fn take_on(session: &mut Session, request: &TakeOn) -> Answer<TakeOnDone> {
    let now = session.now();
    session.vault()?;
    let incoming = opened(session)?;
    let came = Came::from(&*incoming);
    let seen = (request.digest.as_str(), request.seen);
    // Before anybody waits for a backup.
    as_seen(session.vault()?, &came, seen)?;
    if !request.without_backup {
        match std::mem::take(&mut session.place) {
            Place::Answered(_) => session.backup_outcome()?,
            Place::Unasked if backs_up(session) => {
                let waiting = session.begin_backup()?;
                return Err(AppError::Ask(Ask::Backup(waiting)));
            }
            Place::Unasked => {}
        }
    }
    let reader = Reader::of(session);
    let working = session.under_way.begin(LongWork::TakeOn);
    take(session.vault()?, &now, &came, &mut |plan, put| {
        bring(&incoming, &reader, (plan, &working), put)
    })
}

/// Hands over the files that the plan names, one at a time.
fn bring(
    incoming: &Incoming,
    reader: &Reader,
    (plan, working): (&Plan, &Working),
    put: &mut dyn FnMut(NewDocument) -> Answer<()>,
) -> Answer<()> {
    let mut files = plan.files.iter().peekable();
    if files.peek().is_none() {
        return Ok(());
    }
    let whole = incoming.files.iter().map(|file| file.size).sum();
    let (mut place, mut done) = (0, 0);
    incoming.each_file(reader, working.stop(), &mut |entry, bytes| {
        if working.stop().asked() {
            return Err(AppError::of(ErrorCode::Stopped));
        }
        done += entry.size;
        working.stop().reached(done, whole);
        if let Some((_, file)) = files.next_if(|(at, _)| *at == place) {
            put(file.document(bytes))?;
        }
        place += 1;
        Ok(())
    })
}
