//! The copy itself: a document made from what is left of the texts, and from nothing else.

use super::items::{Asked, subject};
use super::law::Law;
use crate::bundles::timeline;
use crate::failure::{Answer, AppError};
use crate::papers::plain;
use crate::settings::Settings;
use stepwise_core::event::Asker;
use stepwise_documents::{Block, Document};

/// The document, and how many passages are blacked out in it.
///
/// # Errors
/// The child or adult is not in the case any more; nothing is left to give.
pub(super) fn document(asked: &Asked<'_>, settings: &Settings) -> Answer<(Document, u32)> {
    let request = &asked.request.asked.value;
    let loaded = asked.loaded;
    let whose = subject(loaded, &request.subject).ok_or(AppError::NotFound("child or adult"))?;
    let law = Law::read()?;
    let mut entries = Vec::new();
    let mut out = 0;
    for item in asked.items(settings) {
        let withheld = asked.considered(item.entry.seq).is_some_and(|c| c.withheld);
        if item.about_other || withheld {
            continue;
        }
        let (given, n) = asked.blackout().entry(&item.entry);
        out += n;
        let mut entry = timeline(&given);
        // Numbers of the record would say where something is left out.
        entry.id = (entries.len() + 1).to_string();
        entries.push(entry);
    }
    if entries.is_empty() {
        return Err(AppError::typed(
            "parts",
            "Nothing is left to give.",
            "Choose more parts, or record the answer to the request as a letter.",
        ));
    }
    let asker = match request.as_whom {
        Asker::Themself => String::new(),
        Asker::Parent | Asker::Other => request.by.clone(),
    };
    let mut rows = vec![
        ("About".to_owned(), whose.name.clone()),
        ("For".to_owned(), asker),
        ("From".to_owned(), settings.setting.clone()),
        ("Asked for on".to_owned(), plain(request.received)),
        ("Made on".to_owned(), plain(loaded.just_now().date)),
    ];
    rows.retain(|(_, value)| !value.trim().is_empty());
    let title = "Copy of what is recorded";
    let blocks = vec![
        Block::Title(title.into()),
        Block::KeyValues(rows),
        Block::Note {
            label: "Other people".into(),
            text: format!(
                "Where these pages say {}, words about somebody else were taken out. They are not hidden beneath: they are not in this copy. \
                 Parts of the record may be left out where the law allows or asks that.",
                crate::blackout::BLACK
            ),
        },
        Block::Paragraph(law.rights),
        Block::Heading {
            level: 2,
            text: "What is recorded, from the beginning".into(),
            id: None,
        },
        Block::Timeline(entries),
    ];
    let document = Document {
        title: title.into(),
        language: "en-GB".into(),
        classification: "Confidential".into(),
        footer_lines: Vec::new(),
        blocks,
        attachment: None,
        outline: false,
    };
    Ok((document, out))
}
