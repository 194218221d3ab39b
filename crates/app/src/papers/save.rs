//! Saving a paper's answers as a record.

use super::open::{Picked, pick, pick_to_record, view};
use crate::failure::{Answer, AppError};
use crate::session::Session;
use crate::wire::{PaperView, SavePaper};
use stepwise_core::event::{Settled, What};
use stepwise_core::policy::Wanted;

/// Saves the answers, and settles the duty to fill the paper once nothing wanted is missing.
///
/// # Errors
/// Locked; somebody recorded something in between; refused; not saved.
pub(crate) fn save_paper(session: &mut Session, request: &SavePaper) -> Answer<PaperView> {
    let picked = pick_to_record(session, &request.which)?;
    if picked.loaded.case.last_seq != request.seen {
        return Err(AppError::Conflict);
    }
    let paper = picked.paper()?.id.clone();
    let fields = picked.filled(&request.answers)?;
    let Some(words) = as_it_stands(&picked, &fields)? else {
        return view(&picked);
    };
    let mut whats = vec![words];
    if !fields.iter().any(super::Filled::missing) {
        let filled = Settled::Done {
            on: picked.loaded.just_now(),
            evidence: "Every answer is filled in and saved here.".into(),
            entry: None,
        };
        whats.extend(settled(&picked, Wanted::Paper, &filled));
    }
    let draft = format!("case/{}/paper/{paper}/", request.which.case.case);
    let Picked { loaded, .. } = picked;
    session.vault()?.append(loaded, whats, vec![draft])?;
    view(&pick(session, &request.which)?)
}

/// The paper whole, as it stands, for the record; nothing where the record has just that already. What the user did
/// not touch goes on following the case.
///
/// # Errors
/// As [`Picked::paper`].
pub(super) fn as_it_stands(picked: &Picked, fields: &[super::Filled]) -> Answer<Option<What>> {
    let paper = picked.paper()?.id.clone();
    let answers: Vec<(String, String)> = fields
        .iter()
        .filter(|f| answered_by_user(f))
        .map(|f| (f.field.id.clone(), f.answer().to_owned()))
        .collect();
    let own: Vec<String> = fields
        .iter()
        .filter(|f| answered_by_user(f) && f.changed())
        .map(|f| f.field.id.clone())
        .collect();
    let papers = &picked.loaded.case.papers;
    let saved = papers.get(&(paper.clone(), picked.visit));
    if saved.is_some_and(|s| s.value.answers == answers && s.value.own.as_ref() == Some(&own)) {
        return Ok(None);
    }
    Ok(Some(What::PaperFilled {
        paper,
        visit: picked.visit,
        answers,
        own: Some(own),
    }))
}

fn answered_by_user(filled: &super::Filled) -> bool {
    use stepwise_core::policy::FieldKind as K;
    !matches!(filled.field.kind, K::Printed { .. } | K::Heading)
}

/// This side's open duties of the paper that want this, settled.
pub(super) fn settled(picked: &Picked, wants: Wanted, done: &Settled) -> Vec<What> {
    let open = picked.loaded.standing.tasks.iter().filter(|t| {
        t.wants == wants
            && t.paper.as_ref() == picked.paper().ok().map(|p| &p.id)
            && (t.key.visit.is_none() || t.key.visit == picked.visit)
            && t.settled.is_none()
            && !t.lapsed
            && t.who.whose != stepwise_core::standing::Whose::Theirs
    });
    open.map(|t| What::DutySettled(t.key.clone(), done.clone()))
        .collect()
}
