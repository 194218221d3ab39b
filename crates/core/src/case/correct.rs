//! Which records count, and in which wording, once every correction is heard.
//!
//! Corrections come after what they correct, so walking from the last event to the first settles each
//! of them before its target is looked at: a struck strike no longer strikes, a struck amendment gives
//! the earlier wording back, and an amended amendment speaks in its own latest wording.

use super::Correction;
use crate::event::{Event, What};
use std::collections::BTreeMap;

/// Later words on one event.
#[derive(Default)]
struct Later {
    struck: Option<(u64, String)>,
    amended: Option<(u64, String, What)>,
}

/// The events that count, each in its latest wording and in its first place, without the corrections
/// themselves; and what became of every corrected event.
///
/// A correction that cannot be one is ignored: of a later or an unknown event, or an amendment of
/// another type than its original. It stays in the history all the same.
pub fn effective(events: &[Event]) -> (Vec<Event>, BTreeMap<u64, Correction>) {
    let mut later: BTreeMap<u64, Later> = BTreeMap::new();
    let position: BTreeMap<u64, usize> =
        events.iter().enumerate().map(|(i, e)| (e.seq, i)).collect();
    let mut kept = Vec::with_capacity(events.len());
    for (i, event) in events.iter().enumerate().rev() {
        let said = later.get(&event.seq);
        if said.is_some_and(|s| s.struck.is_some()) {
            continue;
        }
        let what = match said.and_then(|s| s.amended.as_ref()) {
            Some((_, _, with)) => with.clone(),
            None => event.what.clone(),
        };
        let target = |seq: &u64| {
            position
                .get(seq)
                .filter(|at| **at < i)
                .map(|at| &events[*at].what)
        };
        match what {
            What::Struck { seq, reason } => {
                if target(&seq).is_some() {
                    later
                        .entry(seq)
                        .or_default()
                        .struck
                        .get_or_insert((event.seq, reason));
                }
            }
            What::Amended { seq, with, reason } => {
                if let Some(with) = target(&seq).and_then(|original| wording(original, *with)) {
                    later
                        .entry(seq)
                        .or_default()
                        .amended
                        .get_or_insert((event.seq, reason, with));
                }
            }
            what => kept.push(Event {
                what,
                ..event.clone()
            }),
        }
    }
    kept.reverse();
    let corrections = later.into_iter().filter_map(|(seq, said)| {
        let correction = match (said.struck, said.amended) {
            (Some((by, reason)), _) => Correction::StruckBy(by, reason),
            (None, Some((by, reason, _))) => Correction::AmendedBy(by, reason),
            (None, None) => return None,
        };
        Some((seq, correction))
    });
    (kept, corrections.collect())
}

/// The new wording of an event, or none where its type is another. The new wording of an amendment is
/// either a whole amendment or what the amendment says.
fn wording(original: &What, with: What) -> Option<What> {
    match (original, with) {
        (
            What::Amended { seq, .. },
            What::Amended {
                seq: other,
                with,
                reason,
            },
        ) => (*seq == other).then_some(What::Amended {
            seq: other,
            with,
            reason,
        }),
        (
            What::Amended {
                seq,
                with: before,
                reason,
            },
            with,
        ) if before.kind() == with.kind() => Some(What::Amended {
            seq: *seq,
            with: Box::new(with),
            reason: reason.clone(),
        }),
        (original, with) if original.kind() == with.kind() => Some(with),
        _ => None,
    }
}
