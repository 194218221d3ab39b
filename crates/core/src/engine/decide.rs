//! What may be recorded. The whole resulting history is checked, not only the new record: a
//! correction may leave later records without ground.

use super::World;
use super::checks::Check;
use super::corrections::correction;
use super::refusal::Refusal;
use crate::case::{Folding, effective};
use crate::event::{Event, What};
use crate::ids::{PolicyDigest, UserId};

/// Checks what a user wants to record after a history, in order, and gives it back as it is to be
/// stored. Nothing is added and nothing is changed.
///
/// A case is moved to another version of its policy under that version: the world is the one to come,
/// and every record before must fit in it, whatever did not fit before.
///
/// # Errors
/// Every reason why it may not be recorded. Nothing of it may be recorded then.
pub fn decide(
    world: &World<'_>,
    history: &[Event],
    by: &UserId,
    wanted: Vec<What>,
) -> Result<Vec<What>, Vec<Refusal>> {
    let moves = wanted.iter().any(|w| matches!(w, What::PolicyMoved(..)));
    let known = match moves {
        // The history was not played under these rules yet: nothing that they refuse is known.
        true => Vec::new(),
        false => inspect(world, history, u64::MAX),
    };
    let last = history.iter().map(|e| e.seq).max().unwrap_or(0);
    let mut events = history.to_vec();
    let mut refusals = Vec::new();
    for (i, what) in wanted.iter().enumerate() {
        let seq = last.saturating_add(1).saturating_add(i as u64);
        let event = Event {
            seq,
            recorded: world.now,
            by: by.clone(),
            what: what.clone(),
        };
        let found = correction(world, &events, what);
        refusals.extend(found.into_iter().map(|r| Refusal {
            wanted: Some(i),
            ..r
        }));
        events.push(event);
    }
    if !refusals.is_empty() {
        // A correction that cannot be is not played through: it would only seem to break more.
        return Err(refusals);
    }
    for refusal in inspect(world, &events, last.saturating_add(1)) {
        let same =
            |k: &Refusal| (k.seq, k.code, &k.field) == (refusal.seq, refusal.code, &refusal.field);
        if known.iter().any(same) {
            continue;
        }
        let wanted = refusal
            .seq
            .and_then(|seq| seq.checked_sub(last)?.checked_sub(1))
            .map(|i| i as usize);
        let found = match wanted {
            Some(_) => Refusal {
                wanted,
                seq: None,
                ..refusal
            },
            None if moves => not_there(refusal),
            None => no_longer(refusal),
        };
        if !refusals.iter().any(|r| {
            (r.wanted, r.seq, r.code, &r.field)
                == (found.wanted, found.seq, found.code, &found.field)
        }) {
            refusals.push(found);
        }
    }
    if refusals.is_empty() {
        Ok(wanted)
    } else {
        Err(refusals)
    }
}

/// An earlier record that a correction would leave without ground.
fn no_longer(refusal: Refusal) -> Refusal {
    Refusal {
        message: format!(
            "After this, another record would no longer fit. {}",
            refusal.message
        ),
        remedy: "Correct or strike that record first, or both together.".to_owned(),
        ..refusal
    }
}

/// An earlier record that has no ground in the version to which the case would be moved.
fn not_there(refusal: Refusal) -> Refusal {
    Refusal {
        message: format!(
            "A record would not fit in that version. {}",
            refusal.message
        ),
        remedy:
            "Stay on the version that the case holds. If the record is wrong, correct it first."
                .to_owned(),
        ..refusal
    }
}

/// The version of the policy that a history of effective events ends with; none where none is named.
pub(super) fn held(kept: &[Event]) -> Option<&PolicyDigest> {
    kept.iter().rev().find_map(|e| match &e.what {
        What::PolicyMoved(choice) => Some(&choice.digest),
        _ => None,
    })
}

/// Everything that does not fit in a history, each with the number of its record. Records from
/// `fresh` on are checked in full; earlier ones only for what later corrections may have undone.
pub(super) fn inspect(world: &World<'_>, events: &[Event], fresh: u64) -> Vec<Refusal> {
    let (kept, _) = effective(events);
    let mut folding = Folding::default();
    let mut found = Vec::new();
    for event in &kept {
        let check = Check {
            world,
            case: &folding.case,
            event,
            held: held(&kept),
            fresh: event.seq >= fresh,
        };
        found.extend(check.run().into_iter().map(|r| Refusal {
            seq: Some(event.seq),
            ..r
        }));
        folding.apply(event);
    }
    found
}
