//! A record beside the first one: begun, chosen at the locked screen by its name, and left again.
//!
//! No command says which there are. Whether there is one may be what nobody is to know: `docs/adr/0056`.

use super::drafts::drop_draft;
use super::lists::rows;
use super::session::view;
use crate::beginning::Beginning;
use crate::config::Now;
use crate::emergency;
use crate::error::{ErrorCode, WireError};
use crate::failure::{Answer, AppError};
use crate::open::OpenVault;
use crate::session::Session;
use crate::wire::{BeginRecord, DraftQuery, LockReason, Nothing, RecordNamed, SessionView};
use std::collections::BTreeSet;
use stepwise_store::{RecordName, RecordNameError};

const FIELD: &str = "name";

fn named(typed: &str) -> Answer<RecordName> {
    RecordName::parse(typed).map_err(|error| {
        let (message, hint) = match error {
            RecordNameError::Empty => ("A separate record has a name.", "Type its name."),
            RecordNameError::TooLong => ("This name is too long.", "Use 30 letters at most."),
            _ => (
                "This name has letters or signs that cannot be used.",
                "Use the letters a to z, digits, blanks and hyphens.",
            ),
        };
        AppError::typed(FIELD, message, hint)
    })
}

/// Refuses a name that is part of somebody's name in the open record: anybody can read a record's name.
///
/// # Errors
/// It is one; or the vault cannot be read.
fn nobodys(open: &mut OpenVault, name: &RecordName, now: &Now) -> Answer<()> {
    rows(open, now)?;
    let kept = &open.settings;
    let of_setting = kept.people.iter().map(|p| p.name.as_str());
    let of_users = kept.users.values().map(|u| u.name.as_str());
    let of_others = kept.known.iter().map(|k| k.name.as_str());
    let of_cases = open.summaries.values().flat_map(|k| &k.summary.names);
    let all = of_setting
        .chain(of_users)
        .chain(of_others)
        .chain(of_cases.map(String::as_str));
    let parts: BTreeSet<String> = all
        .flat_map(|name| name.split(|c: char| !c.is_alphanumeric()))
        .filter(|part| part.chars().count() > 2)
        .map(str::to_lowercase)
        .collect();
    match name.words().any(|word| parts.contains(word)) {
        false => Ok(()),
        true => Err(AppError::typed(
            FIELD,
            "Somebody in the record that is open has this name.",
            "Choose a word that says nothing of anybody: the name can be read without a passphrase.",
        )),
    }
}

/// Begins a record beside the first one. What is open is locked; the pages of the first run make the new one.
/// Nothing is written before that, here or there.
pub(crate) fn begin_record(session: &mut Session, request: BeginRecord) -> Answer<SessionView> {
    let name = named(&request.name)?;
    if session.first_home().has_record(&name)? {
        return Err(AppError::typed(
            FIELD,
            "There is a record of this name on this computer.",
            "Choose another name.",
        ));
    }
    let now = session.now();
    let built_in = session.built_in.clone();
    let contacts = emergency::read(&session.data(), false);
    let beginning = match session.held() {
        Some(open) if !open.sample => {
            let open = session.vault()?;
            nobodys(open, &name, &now)?;
            let beginning = Beginning::of(open, &request, &built_in, contacts)?;
            let prefix = request.drop;
            drop_draft(session, DraftQuery { prefix })?;
            beginning
        }
        _ => Beginning::with(contacts),
    };
    let closed = session.lock(LockReason::Asked);
    session.begin(name, beginning);
    let begun = view(session)?;
    // The keys are gone either way. What was not written at the lock is said on the page that comes up next.
    session.notice = closed.err().map(WireError::from);
    Ok(begun)
}

/// Chooses a record by its name: the locked screen is that record's then.
pub(crate) fn open_record(session: &mut Session, request: RecordNamed) -> Answer<SessionView> {
    // One is open at a time, and whoever has one open locks it first.
    if session.held().is_some_and(|open| !open.sample) {
        return Err(AppError::BadRequest(None));
    }
    let name = named(&request.name)?;
    if !session.first_home().has_record(&name)? {
        return Err(AppError::wire(WireError::new(
            ErrorCode::NotFound,
            "There is no record of this name on this computer.",
            "Check the spelling. The name is on the record's recovery sheets.",
            FIELD,
        )));
    }
    session.close()?;
    session.choose(Some(name));
    view(session)
}

/// Back to the first record: its locked screen.
pub(crate) fn leave_record(session: &mut Session, _: Nothing) -> Answer<SessionView> {
    if session.held().is_some() {
        return Err(AppError::BadRequest(None));
    }
    session.close()?;
    session.choose(None);
    view(session)
}
