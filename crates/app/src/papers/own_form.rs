//! The board's own form: filled in by hand, kept with the case as a file, and taken in place of our layout. That it was
//! filled in, and that it went, settles the duties that ask for the paper.

use super::gate;
use super::open::{Picked, pick, pick_to_record, view};
use super::save::settled;
use super::words::moment;
use crate::clean::line;
use crate::failure::{Answer, AppError};
use crate::files::named;
use crate::loaded::LoadedCase;
use crate::session::Session;
use crate::views::forms::happened;
use crate::wire::{OwnFile, OwnFormSent, PaperView, UseOwnForm};
use stepwise_core::event::{Attachment, Belongs, Sending, Settled, What};
use stepwise_core::ids::{AttachmentId, PaperId};
use stepwise_core::policy::{PaperKind, Wanted};
use stepwise_core::time::Happened;

/// How the evidence of a duty begins that the board's own form settles.
const OWN: &str = "The board\u{2019}s own form: ";

/// Records that a file of the case is the board's own form, and where it went, how.
///
/// # Errors
/// Locked; no such paper, or it is a letter; somebody recorded something in between; no such file; to whom or why is
/// missing; refused; not saved.
pub(crate) fn use_own_form(session: &mut Session, request: &UseOwnForm) -> Answer<PaperView> {
    let picked = pick_to_record(session, &request.which)?;
    if picked.loaded.case.last_seq != request.seen {
        return Err(AppError::Conflict);
    }
    let paper = picked.paper()?;
    if paper.kind != PaperKind::Form {
        return Err(AppError::NotFound("form"));
    }
    let paper = paper.id.clone();
    let file = AttachmentId::new(request.file.clone());
    let file = named(&picked.loaded, &file).ok_or_else(|| {
        AppError::typed(
            "file",
            "Say which file it is.",
            "Choose one that is kept with the case, or attach it first.",
        )
    })?;
    let filled = Settled::Done {
        on: picked.loaded.just_now(),
        evidence: format!("{OWN}{}", file.name),
        entry: None,
    };
    let mut whats = settled(&picked, Wanted::Paper, &filled);
    if let Some(sent) = &request.sent {
        gate::given((&sent.to, "to"), (&sent.why, "why"))?;
        let on = happened(&sent.on, "on")?;
        whats.push(What::Sent(sending(&paper, file, sent, on)?));
        let went = Settled::Done {
            on,
            evidence: format!("{OWN}{}, sent to {}", file.name, line(&sent.to)),
            entry: None,
        };
        whats.extend(settled(&picked, Wanted::Sent, &went));
    }
    if whats.is_empty() {
        return Err(AppError::typed(
            "sent",
            "Nothing asks for this form to be filled in now, so there is nothing to record.",
            "Say to whom it was sent, if it was. The file is kept with the case either way.",
        ));
    }
    let Picked { loaded, .. } = picked;
    session.vault()?.append(loaded, whats, Vec::new())?;
    view(&pick(session, &request.which)?)
}

/// The record of how it went. Its bytes are those of the file, which is kept.
fn sending(
    paper: &PaperId,
    file: &Attachment,
    sent: &OwnFormSent,
    on: Happened,
) -> Answer<Sending> {
    let how = match sent.how.as_str() {
        "email" => "by email",
        "post" => "by post",
        "hand" => "by hand",
        _ => {
            return Err(AppError::typed(
                "how",
                "Say how it went.",
                "Choose by email, by post or by hand.",
            ));
        }
    };
    Ok(Sending {
        paper: Some(paper.clone()),
        what: String::new(),
        digest: file.sha256.clone(),
        to: vec![line(&sent.to)],
        means: format!("{how}, outside Stepwise, on {}", moment(on)),
        purpose: line(&sent.why),
        password_by: String::new(),
        message: String::new(),
        attachment: Some(file.id.clone()),
        handed: None,
        chases: None,
    })
}

/// Files that may be it: those of this stay at a stage, and those of the case as a whole; the newest first.
pub(super) fn files(loaded: &LoadedCase, visit: Option<u32>) -> Vec<OwnFile> {
    let all = loaded.case.attachments.iter().rev().map(|a| &a.value);
    let here = all.filter(|file| match file.belongs {
        Belongs::Case => true,
        Belongs::Visit(n) => visit.is_none_or(|visit| visit == n),
        Belongs::Entry(_) | Belongs::Action(_) => false,
    });
    let each = here.map(|file| OwnFile {
        id: file.id.to_string(),
        name: file.name.clone(),
        description: file.description.clone(),
    });
    each.collect()
}

/// What is recorded of it: when, and in words.
pub(super) fn recorded(
    loaded: &LoadedCase,
    paper: &PaperId,
    visit: Option<u32>,
) -> Vec<(String, String)> {
    let keys = loaded.standing.tasks.iter().filter(|task| {
        task.paper.as_ref() == Some(paper) && (task.key.visit.is_none() || task.key.visit == visit)
    });
    let mut found: Vec<(String, String)> = Vec::new();
    for settled in keys.filter_map(|task| loaded.case.settled.get(&task.key)) {
        if let Settled::Done { evidence, .. } = &settled.value
            && evidence.starts_with(OWN)
        {
            found.push((settled.recorded.to_rfc3339(), evidence.clone()));
        }
    }
    for sent in &loaded.case.sent {
        let file = sent.value.attachment.as_ref();
        if let Some(file) = file.filter(|_| sent.value.paper.as_ref() == Some(paper)) {
            let name = named(loaded, file).map_or("", |file| file.name.as_str());
            let to = sent.value.to.join(", ");
            let words = format!("{OWN}{name}, sent to {to} {}", sent.value.means);
            found.push((sent.recorded.to_rfc3339(), words));
        }
    }
    found.sort();
    found.dedup();
    found
}
