//! The files of a case.

use super::attach::belongs_name;
use super::told::{belongs_words, kind_words};
use crate::failure::Answer;
use crate::loaded::LoadedCase;
use crate::open::OpenVault;
use crate::session::Session;
use crate::settings::Settings;
use crate::views::about::about_heading;
use crate::views::details::tell;
use crate::wire::{AttachmentRow, AttachmentsView, CaseRef};
use crate::words::day_words;
use stepwise_core::case::{Correction, effective};
use stepwise_core::event::{Attachment, Belongs, Event, What};
use stepwise_core::ids::AttachmentId;
use stepwise_foreign::{Kind, Shown};
use stepwise_store::MAX_DOCUMENT_BYTES;

/// The file of that name, unless its record was struck out.
pub(crate) fn named<'a>(loaded: &'a LoadedCase, id: &AttachmentId) -> Option<&'a Attachment> {
    let mut all = loaded.case.attachments.iter().map(|a| &a.value);
    all.find(|a| a.id == *id)
}

/// The file that a record attached, or the files that belong to it: id and name.
pub(crate) fn with(loaded: &LoadedCase, what: &What) -> Vec<(String, String)> {
    let link = |a: &Attachment| (a.id.to_string(), a.name.clone());
    match what {
        What::Attached(attachment) => vec![link(attachment)],
        What::Recorded(entry) => {
            let here = Belongs::Entry(entry.id.clone());
            let all = loaded.case.attachments.iter().map(|a| &a.value);
            all.filter(|a| a.belongs == here).map(link).collect()
        }
        _ => Vec::new(),
    }
}

/// Every file's record in its latest wording, with why it was struck where it was.
pub(crate) fn kept(loaded: &LoadedCase) -> Vec<(Event, Attachment, Option<String>)> {
    let (kept, corrections) = effective(&loaded.events);
    let mut all = Vec::new();
    for event in &loaded.events {
        let latest = kept.iter().find(|e| e.seq == event.seq).unwrap_or(event);
        if let What::Attached(attachment) = &latest.what {
            let struck = match corrections.get(&event.seq) {
                Some(Correction::StruckBy(_, reason)) => Some(reason.clone()),
                _ => None,
            };
            all.push((event.clone(), attachment.clone(), struck));
        }
    }
    all
}

/// The file as the window lists it.
pub(super) fn row(
    loaded: &LoadedCase,
    settings: &Settings,
    (event, attachment, struck): (Event, Attachment, Option<String>),
) -> AttachmentRow {
    let shown = match Kind::of_media_type(&attachment.media_type).map(Kind::shown) {
        Some(Shown::Picture) => "picture",
        Some(Shown::Pages) => "pages",
        Some(Shown::Words) => "words",
        Some(Shown::No) | None => "no",
    };
    AttachmentRow {
        id: attachment.id.to_string(),
        seq: event.seq,
        kind: kind_words(&attachment.media_type).to_owned(),
        dated: attachment.dated.map(|d| d.to_string()),
        received: attachment.received.map(|d| d.to_string()),
        belongs: belongs_name(&attachment.belongs),
        belongs_words: belongs_words(loaded, &attachment.belongs),
        attached: event.recorded.to_rfc3339(),
        by: loaded.writer(settings, event.seq, &event.by),
        struck,
        shown: shown.to_owned(),
        name: attachment.name,
        original: attachment.original,
        size: attachment.size,
        sha256: attachment.sha256,
        description: attachment.description,
        says: attachment.says,
    }
}

/// What a file can belong to, newest first.
fn places(loaded: &LoadedCase) -> Vec<(String, String)> {
    let case = &loaded.case;
    let visits = case.visits.iter().rev().map(|v| Belongs::Visit(v.n));
    let stages = visits.map(|b| (belongs_name(&b), belongs_words(loaded, &b)));
    let entries = case.entries.iter().rev().map(|e| {
        let told = tell(loaded, &What::Recorded(e.value.clone()));
        (
            belongs_name(&Belongs::Entry(e.value.id.clone())),
            format!("{}, {}", told.title, day_words(e.value.happened.date)),
        )
    });
    let actions = case.actions.iter().rev().map(|(a, _)| {
        (
            belongs_name(&Belongs::Action(a.value.id.clone())),
            format!("Agreed: {}", a.value.what),
        )
    });
    entries.chain(actions).chain(stages).collect()
}

/// The files of a case.
///
/// # Errors
/// Locked; no such case.
pub(crate) fn attachments(session: &mut Session, case: &CaseRef) -> Answer<AttachmentsView> {
    let loaded = session.load_case(&case.case)?;
    Ok(view(&loaded, session.vault()?))
}

pub(super) fn view(loaded: &LoadedCase, open: &OpenVault) -> AttachmentsView {
    let mut files: Vec<AttachmentRow> = kept(loaded)
        .into_iter()
        .rev()
        .map(|one| row(loaded, &open.settings, one))
        .collect();
    files.sort_by_key(|file| file.struck.is_some());
    AttachmentsView {
        may_not: open.may_not(loaded),
        case: loaded.id.to_string(),
        number: loaded.number.clone(),
        about: about_heading(&loaded.case),
        seen: loaded.case.last_seq,
        files,
        places: places(loaded),
        largest: MAX_DOCUMENT_BYTES as u64,
    }
}
