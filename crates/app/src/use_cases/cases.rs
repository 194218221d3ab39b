//! One case, and the list of all.

use super::lists::{due_view, rows};
use crate::failure::Answer;
use crate::session::Session;
use crate::wire::{CaseRef, CaseRow, CaseView, CasesView, Nothing};

/// One case, whole.
pub(crate) fn case(session: &mut Session, request: CaseRef) -> Answer<CaseView> {
    let loaded = session.load_case(&request.case)?;
    let open = session.vault()?;
    Ok(open.case_view(&loaded))
}

/// All cases: open first, newest first.
pub(crate) fn cases(session: &mut Session, _: Nothing) -> Answer<CasesView> {
    let now = session.now();
    let open = session.vault()?;
    let ids = rows(open, &now)?;
    let mut cases: Vec<CaseRow> = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(kept) = open.summaries.get(&id) else {
            continue;
        };
        let summary = &kept.summary;
        cases.push(CaseRow {
            case: id.to_string(),
            number: kept.number.clone(),
            about: summary.about.clone(),
            agency: summary.agency.clone(),
            policy: summary.policy.clone(),
            stage: summary.stage.clone(),
            closed: summary.closed,
            ours: summary.ours,
            raised: summary.raised.to_string(),
            due: summary
                .due
                .as_ref()
                .map(|due| due_view(open, summary, due, &now)),
        });
    }
    cases.sort_by(|a, b| (a.closed, &b.raised, &b.number).cmp(&(b.closed, &a.raised, &a.number)));
    let erased = crate::keeping::erased_rows(open)?;
    Ok(CasesView { cases, erased })
}
