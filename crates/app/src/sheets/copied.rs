//! Text for the setting's own system: pasted there, and recorded with the reference under which it is found. The
//! policies' duties to keep a record in that system rest on it.

use super::{chronology, lines};
use crate::activity::Act;
use crate::clean::line;
use crate::error::ErrorCode;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::session::Session;
use crate::views::tasks::{duty_key, duty_ref};
use crate::wire::{CopiedOver, CopyDuty, SheetQuery, SheetText, SheetsView};
use sha2::{Digest as _, Sha256};
use stepwise_core::event::{Sending, Settled, What};
use stepwise_core::policy::Wanted;
use stepwise_core::standing::{Task, Whose};

/// What is recorded as the way in which the text left.
const MEANS: &str = "copied as text and pasted";

/// The chronology as text, whole or filtered.
///
/// # Errors
/// Locked; no such case; a day that is none.
pub(crate) fn sheet_text(session: &mut Session, query: &SheetQuery) -> Answer<SheetText> {
    let loaded = session.load_case(&query.case.case)?;
    text_of(session, &loaded, query)
}

fn text_of(session: &mut Session, loaded: &LoadedCase, query: &SheetQuery) -> Answer<SheetText> {
    let settings = session.vault()?.settings.clone();
    let lines = lines::read(session, loaded, &settings, &query.filter)?;
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(SheetText {
        text: chronology::text(loaded, &settings, &lines),
        entries: count(lines.entries.len()),
        of: count(lines.all),
        seen: loaded.case.last_seq,
    })
}

/// This side's duties to copy the record into its own system: open, done, or left undone with a reason.
pub(super) fn copying(loaded: &LoadedCase) -> Vec<CopyDuty> {
    let tasks = loaded.standing.tasks.iter();
    let each = tasks.filter(|t| is_copying(t)).map(|task| {
        let visit = task.key.visit;
        let visit = visit.and_then(|n| loaded.case.visit(n));
        let stage = visit.and_then(|v| loaded.policy.stage(&v.stage));
        CopyDuty {
            key: duty_ref(&task.key),
            say: task.say.clone(),
            stage: stage.map(|s| s.name.clone()).unwrap_or_default(),
            evidence: match &task.settled {
                None => String::new(),
                Some(Settled::Done { evidence, .. }) => format!("Done. {evidence}"),
                Some(Settled::NotDone { reason }) => format!("Not done. {reason}"),
            },
        }
    });
    each.collect()
}

fn is_copying(task: &Task) -> bool {
    task.wants == Wanted::Copied && task.who.whose != Whose::Theirs && !task.lapsed
}

/// When it was copied before, and what is recorded of it.
pub(super) fn copied(loaded: &LoadedCase) -> Vec<(String, String)> {
    let sent = loaded.case.sent.iter().filter(|s| s.value.means == MEANS);
    let each = sent.map(|s| {
        let words = format!("{}: {}", s.value.what, s.value.to.join(", "));
        (s.recorded.to_rfc3339(), words)
    });
    each.collect()
}

/// Records that the text is in the setting's own system, and settles the duties that asked for it.
///
/// # Errors
/// Locked; no reference; something recorded since the text was made; a duty that is not open; not recorded.
pub(crate) fn copied_over(session: &mut Session, request: &CopiedOver) -> Answer<SheetsView> {
    let reference = line(&request.reference);
    if reference.is_empty() {
        return Err(AppError::typed(
            "reference",
            "Say where it is in your own system.",
            "The reference or the place by which a colleague finds it.",
        ));
    }
    let loaded = session.load_case(&request.which.case.case)?;
    if loaded.case.last_seq != request.seen {
        return Err(AppError::Conflict);
    }
    let text = text_of(session, &loaded, &request.which)?;
    let what = match text.entries == text.of {
        true => "Chronology as text".to_owned(),
        false => format!(
            "Chronology as text, {} of {}",
            text.entries,
            lines::entries(text.of as usize)
        ),
    };
    let mut whats = vec![What::Sent(Sending {
        paper: None,
        what,
        digest: data_encoding::HEXLOWER.encode(&Sha256::digest(text.text.as_bytes())),
        to: vec![format!("our own system, reference {reference}")],
        means: MEANS.to_owned(),
        purpose: "The setting\u{2019}s own record".to_owned(),
        password_by: String::new(),
        message: String::new(),
        attachment: None,
        handed: None,
        chases: None,
    })];
    for key in &request.duties {
        let key = duty_key(key);
        let open = |t: &&Task| t.key == key && is_copying(t) && t.settled.is_none();
        if !loaded.standing.tasks.iter().any(|t| open(&t)) {
            return Err(AppError::of(ErrorCode::Conflict));
        }
        let done = Settled::Done {
            on: loaded.just_now(),
            evidence: format!("Copied, reference {reference}"),
            entry: None,
        };
        whats.push(What::DutySettled(key, done));
    }
    let act = Act::CopiedOver(loaded.id);
    let open = session.vault()?;
    open.append_with(loaded, whats, Vec::new(), Vec::new(), &[act])?;
    super::sheets(session, &request.which.case)
}
