//! What may be corrected, and how.

use super::World;
use super::refusal::{Refusal, RefusalCode};
use super::scene::Scene;
use super::text::{needed, texts};
use crate::case::{Correction, effective, fold};
use crate::event::{Event, What};

/// Whether an amendment or a strike may be recorded after a history. Empty for everything else.
pub(super) fn correction(world: &World<'_>, history: &[Event], what: &What) -> Vec<Refusal> {
    let mut found = match what {
        What::Amended { seq, with, .. } => {
            let mut found = amendment(history, *seq, with);
            let case = fold(history);
            let scene = Scene::new(*world, &case);
            found.extend(texts(with));
            found.extend(needed(with));
            found.extend(scene.dates(with));
            found
        }
        What::Struck { seq, .. } => strike(history, *seq),
        _ => return Vec::new(),
    };
    found.extend(needed(what));
    if let What::Amended { reason, .. } | What::Struck { reason, .. } = what {
        // Only the reason: the record itself was looked at above.
        let reason = What::Struck {
            seq: 0,
            reason: reason.clone(),
        };
        found.extend(texts(&reason));
    }
    found
}

fn no_such() -> Refusal {
    Refusal::new(
        RefusalCode::NoSuchRecord,
        "seq",
        "There is no such record in this case.",
        "Choose the record from the chronology.",
    )
}

fn struck() -> Refusal {
    Refusal::new(
        RefusalCode::AlreadyStruck,
        "seq",
        "This record was struck out already.",
        "Record what is right as a new record.",
    )
}

/// The record in its present wording, if it counts.
fn target(history: &[Event], seq: u64) -> Result<(Event, Vec<Event>), Refusal> {
    let (kept, corrections) = effective(history);
    if matches!(corrections.get(&seq), Some(Correction::StruckBy(..))) {
        return Err(struck());
    }
    let found = kept
        .iter()
        .find(|e| e.seq == seq)
        .or_else(|| history.iter().find(|e| e.seq == seq));
    match found {
        Some(event) => Ok((event.clone(), kept)),
        None => Err(no_such()),
    }
}

fn amendment(history: &[Event], seq: u64, with: &What) -> Vec<Refusal> {
    let (old, kept) = match target(history, seq) {
        Ok(found) => found,
        Err(refusal) => return vec![refusal],
    };
    if matches!(old.what, What::Amended { .. } | What::Struck { .. }) {
        return vec![Refusal::new(
            RefusalCode::OtherThing,
            "seq",
            "A correction cannot be amended.",
            "Correct the record itself once more, or strike the correction.",
        )];
    }
    if !same_thing(&old.what, with) {
        return vec![Refusal::new(
            RefusalCode::OtherThing,
            "with",
            "A correction must be of the same record: the same kind, about the same person, stage or duty.",
            "Strike this record and write a new one.",
        )];
    }
    if outcome_changes(&old.what, with) && stage_follows(&kept, seq) {
        return vec![last_first()];
    }
    Vec::new()
}

fn outcome_changes(old: &What, new: &What) -> bool {
    match (old, new) {
        (What::StageSettled { outcome: a, .. }, What::StageSettled { outcome: b, .. }) => a != b,
        (What::Ended { ending: a, .. }, What::Ended { ending: b, .. }) => a != b,
        _ => false,
    }
}

/// The same type, and about the same thing.
fn same_thing(old: &What, new: &What) -> bool {
    match (old, new) {
        (What::Opened(a), What::Opened(b)) => a.policy == b.policy && a.policy_id == b.policy_id,
        (What::SubjectNamed(a), What::SubjectNamed(b)) => a.id == b.id,
        (What::AgencyNamed(a), What::AgencyNamed(b)) => a.id == b.id,
        (What::PersonNamed(a), What::PersonNamed(b)) => a.id == b.id,
        (What::FactSet(a, _), What::FactSet(b, _)) => a == b,
        (What::Reached { moment: a, .. }, What::Reached { moment: b, .. }) => a == b,
        (What::Checked { check: a, .. }, What::Checked { check: b, .. }) => a == b,
        (What::StageOpened { stage: a, .. }, What::StageOpened { stage: b, .. }) => a == b,
        (What::Recorded(a), What::Recorded(b)) => a.id == b.id,
        (What::DutySettled(a, _), What::DutySettled(b, _)) => a == b,
        (What::PlanReviewed(a), What::PlanReviewed(b)) => a.subject == b.subject,
        (What::VoiceRecorded { subject: a, .. }, What::VoiceRecorded { subject: b, .. }) => a == b,
        (What::LimitEntered { clock: a, .. }, What::LimitEntered { clock: b, .. }) => a == b,
        (What::ActionAgreed(a), What::ActionAgreed(b)) => a.id == b.id,
        (What::ActionSettled { action: a, .. }, What::ActionSettled { action: b, .. }) => a == b,
        (What::StageSettled { visit: a, .. }, What::StageSettled { visit: b, .. }) => a == b,
        (
            What::PaperFilled {
                paper: a, visit: v, ..
            },
            What::PaperFilled {
                paper: b, visit: w, ..
            },
        ) => a == b && v == w,
        (What::Linked(a), What::Linked(b)) => a.case == b.case,
        (What::Attached(a), What::Attached(b)) => a.same_bytes(b),
        (What::AccessAsked(a), What::AccessAsked(b)) => a.id == b.id,
        (What::AccessReviewed(a), What::AccessReviewed(b)) => a.request == b.request,
        (What::AccessExtended { request: a, .. }, What::AccessExtended { request: b, .. }) => {
            a == b
        }
        (What::PupilLeaves(a), What::PupilLeaves(b)) => a.id == b.id && a.subject == b.subject,
        (What::LeavingStep(a), What::LeavingStep(b)) => {
            let same = std::mem::discriminant(&a.step) == std::mem::discriminant(&b.step);
            a.leaving == b.leaving && same
        }
        // What was given cannot be said to have been something else.
        (What::AccessGiven(a), What::AccessGiven(b)) => a == b,
        (What::PolicyMoved(a), What::PolicyMoved(b))
        | (What::PolicyKept(a), What::PolicyKept(b)) => {
            (&a.digest, &a.from, &a.label, &a.was, &a.differences)
                == (&b.digest, &b.from, &b.label, &b.was, &b.differences)
        }
        (a, b) => a.kind() == b.kind(),
    }
}

/// The records from which the stage follows.
pub(super) fn moves_stage(what: &What) -> bool {
    matches!(
        what,
        What::StageOpened { .. }
            | What::StageSettled { .. }
            | What::Ended { .. }
            | What::Withdrawn(..)
            | What::Reopened { .. }
    )
}

fn stage_follows(kept: &[Event], seq: u64) -> bool {
    kept.iter().any(|e| e.seq > seq && moves_stage(&e.what))
}

fn last_first() -> Refusal {
    Refusal::new(
        RefusalCode::LastStageFirst,
        "seq",
        "The dispute has moved on since this record.",
        "Take the stages back one at a time, the last one first.",
    )
}

/// The record that a correction is about in the end: what a strike of a strike, or of an amendment,
/// puts back as it was. None where nothing is corrected.
pub(super) fn about(history: &[Event], what: &What) -> Option<u64> {
    let (What::Amended { seq, .. } | What::Struck { seq, .. }) = what else {
        return None;
    };
    let corrected = &history.iter().find(|e| e.seq == *seq)?.what;
    let (What::Struck { seq, .. } | What::Amended { seq, .. }) = corrected else {
        return Some(*seq);
    };
    Some(*seq)
}

fn strike(history: &[Event], seq: u64) -> Vec<Refusal> {
    let (old, kept) = match target(history, seq) {
        Ok(found) => found,
        Err(refusal) => return vec![refusal],
    };
    if matches!(old.what, What::Opened(..)) {
        return vec![Refusal::new(
            RefusalCode::CannotStrike,
            "seq",
            "The opening of a case cannot be struck out.",
            "Correct it, or withdraw the dispute and say why.",
        )];
    }
    if matches!(old.what, What::PolicyMoved(..)) {
        return vec![Refusal::new(
            RefusalCode::CannotStrike,
            "seq",
            "The move of a case to another version of its policy cannot be struck out.",
            "Move the case again, and say why.",
        )];
    }
    if let What::HoldPlaced(..) | What::HoldLifted { .. } | What::KeptLonger(..) = &old.what {
        return vec![Refusal::new(
            RefusalCode::CannotStrike,
            "seq",
            "A hold, its lifting and a review cannot be struck out.",
            "Lift the hold with a reason, place it again, or review the case again.",
        )];
    }
    let strike = What::Struck {
        seq,
        reason: String::new(),
    };
    let about = about(history, &strike).unwrap_or(seq);
    let moved = history
        .iter()
        .find(|e| e.seq == about)
        .is_some_and(|e| moves_stage(&e.what));
    let outcome = match &old.what {
        What::Amended { with, .. } => history
            .iter()
            .any(|e| e.seq == about && outcome_changes(&e.what, with)),
        _ => true,
    };
    if moved && outcome && stage_follows(&kept, about) {
        return vec![last_first()];
    }
    Vec::new()
}
