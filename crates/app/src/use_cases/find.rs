//! Finding a case or a record.

use super::lists::rows;
use crate::activity::Act;
use crate::failure::Answer;
use crate::session::Session;
use crate::wire::{Find, FoundView, Hit};

/// At most this many are shown.
const MOST: usize = 50;

/// Cases by number, name or agency first; then records by their words, newest first.
pub(crate) fn find(session: &mut Session, request: Find) -> Answer<FoundView> {
    let now = session.now();
    let open = session.vault()?;
    let ids = rows(open, &now)?;
    let words: Vec<String> = request
        .words
        .to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    if words.is_empty() {
        return Ok(FoundView {
            hits: Vec::new(),
            more: false,
        });
    }
    open.note_look(&now, &Act::Searched);
    let mut hits = Vec::new();
    for id in ids.iter().rev() {
        let Some(kept) = open.summaries.get(id) else {
            continue;
        };
        let summary = &kept.summary;
        let text = format!(
            "{} {} {}",
            kept.number,
            summary.names.join(" "),
            summary.agency
        )
        .to_lowercase();
        if words.iter().all(|word| text.contains(word.as_str())) {
            hits.push(Hit {
                case: id.to_string(),
                number: kept.number.clone(),
                about: summary.about.clone(),
                snippet: String::new(),
                seq: None,
            });
        }
    }
    let limit = u32::try_from(MOST + 1).unwrap_or(u32::MAX);
    for hit in open.vault.search(&request.words, None, limit)? {
        let about = open
            .summaries
            .get(&hit.case)
            .map(|k| k.summary.about.clone());
        hits.push(Hit {
            case: hit.case.to_string(),
            number: hit.number,
            about: about.unwrap_or_default(),
            snippet: hit.snippet,
            seq: Some(hit.seq),
        });
    }
    let more = hits.len() > MOST;
    hits.truncate(MOST);
    Ok(FoundView { hits, more })
}
