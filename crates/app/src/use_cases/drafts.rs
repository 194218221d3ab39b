//! Words being typed: on disk a second after the last key.

use crate::failure::Answer;
use crate::session::Session;
use crate::wire::{DraftQuery, DraftSaved, DraftsView, Nothing, SaveDraft};

/// Keeps what is being typed; empty drops it.
pub(crate) fn save_draft(session: &mut Session, request: SaveDraft) -> Answer<DraftSaved> {
    let now = session.now();
    let open = session.vault()?;
    let person = open.user.to_string();
    if request.text.is_empty() {
        open.vault.clear_draft(&person, &request.key)?;
    } else {
        open.vault
            .put_draft(&person, &request.key, &request.text, now.stamp.to_utc())?;
    }
    open.saved(&now);
    Ok(DraftSaved {
        at: now.stamp.to_rfc3339(),
    })
}

/// Drafts whose key begins so.
pub(crate) fn drafts(session: &mut Session, request: DraftQuery) -> Answer<DraftsView> {
    let open = session.vault()?;
    let all = open.vault.drafts(open.user.as_str())?;
    let found = all
        .into_iter()
        .filter(|d| d.field.starts_with(&request.prefix));
    Ok(DraftsView {
        drafts: found.map(|d| (d.field, d.text)).collect(),
    })
}

/// Throws away drafts whose key begins so. An empty beginning drops nothing.
pub(crate) fn drop_draft(session: &mut Session, request: DraftQuery) -> Answer<Nothing> {
    let open = session.vault()?;
    let person = open.user.to_string();
    if !request.prefix.is_empty() {
        for draft in open.vault.drafts(&person)? {
            if draft.field.starts_with(&request.prefix) {
                open.vault.clear_draft(&person, &draft.field)?;
            }
        }
    }
    Ok(Nothing {})
}
