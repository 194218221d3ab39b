//! A correction together with the records that rest on what it changes.

use super::World;
use super::checks::Check;
use super::corrections::{about, correction, moves_stage};
use super::decide::{decide, held, inspect};
use super::refusal::{Refusal, RefusalCode};
use crate::case::{Case, Folding, effective};
use crate::event::{Event, What};
use crate::ids::UserId;

/// A record that would no longer fit after a correction, and what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Resting {
    /// Its number.
    pub seq: u64,
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a record whose ground is corrected away.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It is struck out as well.
    Struck,
    /// It stays, under the stage that was open before: what was said was said all the same.
    Refiled(Box<What>),
}

/// The records that would no longer fit after a correction: the fewest with which it fits, in the
/// order of the record. Empty where it fits by itself.
///
/// Why the fewest: a record fits, or does not, by the records before it. They are looked at in order,
/// and one is given up only where everything left before it leaves it no ground.
///
/// # Errors
/// Why the correction cannot be, whatever else goes with it.
pub fn resting(
    world: &World<'_>,
    history: &[Event],
    by: &UserId,
    wanted: &What,
) -> Result<Vec<Resting>, Vec<Refusal>> {
    let alone = |what: What| decide(world, history, by, vec![what]).map(|_| Vec::new());
    let refused = correction(world, history, wanted);
    let last_first = |r: &Refusal| r.code == RefusalCode::LastStageFirst;
    let (Some(about), true) = (about(history, wanted), refused.iter().all(last_first)) else {
        return alone(wanted.clone());
    };
    let mut events = history.to_vec();
    events.push(Event {
        seq: history.iter().map(|e| e.seq).max().unwrap_or(0) + 1,
        recorded: world.now,
        by: by.clone(),
        what: wanted.clone(),
    });
    let known = inspect(world, history, u64::MAX);
    let (kept, _) = effective(&events);
    let unfit = |case: &Case, event: &Event| {
        let check = Check {
            world,
            case,
            event,
            held: held(&kept),
            fresh: false,
        };
        check.run().iter().any(|r| {
            !known
                .iter()
                .any(|k| (k.seq, k.code, &k.field) == (Some(event.seq), r.code, &r.field))
        })
    };
    // From here on nothing may move the dispute: stages are taken back from the last one.
    let mut taken_back = (!refused.is_empty()).then_some(about);
    let mut folding = Folding::default();
    let mut found = Vec::new();
    for event in &kept {
        let moved_on =
            moves_stage(&event.what) && taken_back.is_some_and(|since| event.seq > since);
        if !moved_on && !unfit(&folding.case, event) {
            folding.apply(event);
            continue;
        }
        if event.seq == about {
            // The corrected record itself does not fit: no other record is to blame.
            return alone(wanted.clone());
        }
        let refiled = refiled(&folding.case, event).filter(|e| !unfit(&folding.case, e));
        let fate = match refiled {
            Some(event) => {
                folding.apply(&event);
                Fate::Refiled(Box::new(event.what))
            }
            None => {
                if moves_stage(&event.what) {
                    taken_back = taken_back.or(Some(event.seq));
                }
                Fate::Struck
            }
        };
        found.push(Resting {
            seq: event.seq,
            fate,
        });
    }
    let reason = |r: &What| match r {
        What::Amended { reason, .. } | What::Struck { reason, .. } => reason.clone(),
        _ => String::new(),
    };
    let all = together(wanted.clone(), &reason(wanted), &found);
    decide(world, history, by, all).map(|_| found)
}

/// A correction and what becomes of the records that rest on it, in the order in which they are to be
/// recorded: the last record first, then the correction, then what is filed anew. All for one reason.
pub fn together(correction: What, reason: &str, resting: &[Resting]) -> Vec<What> {
    let struck = resting.iter().rev().filter_map(|r| match r.fate {
        Fate::Struck => Some(What::Struck {
            seq: r.seq,
            reason: reason.to_owned(),
        }),
        Fate::Refiled(_) => None,
    });
    let refiled = resting.iter().filter_map(|r| match &r.fate {
        Fate::Struck => None,
        Fate::Refiled(with) => Some(What::Amended {
            seq: r.seq,
            with: with.clone(),
            reason: reason.to_owned(),
        }),
    });
    struck
        .chain(std::iter::once(correction))
        .chain(refiled)
        .collect()
}

/// What happened during a stay at a stage that never was, filed under the last one that was.
fn refiled(case: &Case, event: &Event) -> Option<Event> {
    let What::Recorded(entry) = &event.what else {
        return None;
    };
    let mut entry = entry.clone();
    entry.visit = case.visits.last().map(|v| v.n);
    Some(Event {
        what: What::Recorded(entry),
        ..event.clone()
    })
}
