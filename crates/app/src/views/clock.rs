//! A clock that was moved back, in words, and beside the records whose times it makes doubtful.

use crate::failure::Answer;
use crate::open::OpenVault;
use crate::words::{day_words, plural};
use chrono::{DateTime, FixedOffset, TimeDelta};
use serde::Deserialize;
use std::collections::BTreeMap;
use stepwise_core::event::Event;

/// A step back of the clock that is smaller than this is a clock being set right.
const STEP_SECONDS: i64 = 120;

/// The clock went back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Jump {
    /// What it had shown last.
    pub from: DateTime<FixedOffset>,
    /// What it showed then.
    pub to: DateTime<FixedOffset>,
}

/// The jumps that the journal holds, as far as it was read.
#[derive(Default)]
pub(crate) struct Jumps {
    read: u64,
    all: Vec<Jump>,
}

impl OpenVault {
    /// How often the clock went back, in order. Only what is new in the journal is read.
    ///
    /// # Errors
    /// The vault cannot be read.
    pub fn clock_jumps(&mut self) -> Answer<&[Jump]> {
        let end = self.vault.journal_head().seq;
        if self.jumps.read < end {
            let new = self.vault.clock_jumps(self.jumps.read)?;
            let read = |bytes: &[u8]| serde_json::from_slice::<Jump>(bytes).ok();
            self.jumps
                .all
                .extend(new.iter().filter_map(|entry| read(&entry.payload)));
            self.jumps.read = end;
        }
        Ok(&self.jumps.all)
    }
}

/// A length of time in its two largest parts.
fn length(time: TimeDelta) -> String {
    let minutes = time.num_minutes().max(1);
    let parts = [
        (minutes / 1440, "day"),
        (minutes / 60 % 24, "hour"),
        (minutes % 60, "minute"),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .skip_while(|(n, _)| *n == 0)
        .take(2)
        .filter(|(n, _)| *n > 0)
        .map(|(n, unit)| plural(n, unit))
        .collect();
    said.join(" ")
}

/// "14:05 on Mon 4 Jan 2027", by the clock that wrote it.
fn moment(at: DateTime<FixedOffset>) -> String {
    format!("{} on {}", at.format("%H:%M"), day_words(at.date_naive()))
}

impl Jump {
    /// "moved back by 3 hours 2 minutes, from 14:05 on … to 11:03 on …".
    pub fn words(&self) -> String {
        format!(
            "moved back by {}, from {} to {}",
            length(self.from - self.to),
            moment(self.from),
            moment(self.to)
        )
    }
}

/// What is to be said beside records whose written times contradict their order, by their numbers.
pub(crate) fn clock_notes(events: &[Event], jumps: &[Jump]) -> BTreeMap<u64, String> {
    let mut notes = BTreeMap::new();
    let step = TimeDelta::seconds(STEP_SECONDS);
    for (place, pair) in events.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        if before.recorded - after.recorded <= step {
            continue;
        }
        // The clock may have been moved more than once in between: what is known best is said.
        let between = |jump: &&Jump| jump.to <= after.recorded && jump.from >= before.recorded;
        let jump = jumps.iter().find(between).copied().unwrap_or(Jump {
            from: before.recorded,
            to: after.recorded,
        });
        let said = jump.words();
        notes.insert(
            after.seq,
            format!(
                "The computer\u{2019}s clock was {said}, before this was written. Records keep the order in which they were \
                 written; the clock alone cannot say which time is right."
            ),
        );
        let earlier = events.iter().take(place + 1);
        for late in earlier.filter(|e| e.recorded - after.recorded > step) {
            notes.entry(late.seq).or_insert_with(|| {
                format!(
                    "The computer\u{2019}s clock was {said}, after this was written. The time beside this may be too late; the \
                     order of records is right."
                )
            });
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use stepwise_core::event::What;

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    fn events(times: &[&str]) -> Vec<Event> {
        (1..)
            .zip(times)
            .map(|(seq, time)| Event {
                seq,
                recorded: at(time),
                by: "u".into(),
                what: What::Struck {
                    seq: 1,
                    reason: String::new(),
                },
            })
            .collect()
    }

    #[test]
    fn a_jump_is_said_in_its_two_largest_parts() {
        let words = |from: &str, to: &str| {
            Jump {
                from: at(from),
                to: at(to),
            }
            .words()
        };
        assert_eq!(
            words("2027-01-04T14:05:40+00:00", "2027-01-04T11:03:10+00:00"),
            "moved back by 3 hours 2 minutes, from 14:05 on Mon 4 Jan 2027 to 11:03 on Mon 4 Jan 2027"
        );
        assert!(
            words("2027-01-04T14:05:00+00:00", "2027-01-02T14:00:00+00:00")
                .starts_with("moved back by 2 days, ")
        );
        assert!(
            words("2027-01-04T14:05:00+00:00", "2027-01-04T14:01:00+00:00")
                .starts_with("moved back by 4 minutes, ")
        );
        // Summer time ends: the same moment, so no jump; an hour by the wall is not an hour.
        assert!(
            words("2026-10-25T01:30:00+01:00", "2026-10-25T00:20:00+00:00")
                .starts_with("moved back by 10 minutes, ")
        );
    }

    #[test]
    fn only_records_whose_times_contradict_their_order_are_marked() {
        let jump = Jump {
            from: at("2026-11-20T14:00:00+00:00"),
            to: at("2026-11-20T11:00:00+00:00"),
        };
        let notes = clock_notes(
            &events(&[
                "2026-11-20T10:00:00+00:00",
                "2026-11-20T13:50:00+00:00",
                "2026-11-20T11:05:00+00:00",
                "2026-11-20T11:10:00+00:00",
            ]),
            &[jump],
        );
        assert_eq!(notes.keys().copied().collect::<Vec<_>>(), [2, 3]);
        assert!(notes[&2].contains("too late") && notes[&2].contains("3 hours"));
        assert!(notes[&3].contains("before this was written"));
        let in_order = events(&["2026-11-20T10:00:00+00:00", "2026-11-20T09:59:00+00:00"]);
        assert!(clock_notes(&in_order, &[jump]).is_empty());
    }

    /// A clock that stood years ahead for one record does not mark every record after it.
    #[test]
    fn a_clock_far_ahead_marks_what_was_written_then_and_what_came_next() {
        let notes = clock_notes(
            &events(&[
                "2035-01-01T10:00:00+00:00",
                "2026-11-20T11:05:00+00:00",
                "2026-11-21T11:05:00+00:00",
                "2026-11-22T11:05:00+00:00",
            ]),
            &[],
        );
        assert_eq!(notes.keys().copied().collect::<Vec<_>>(), [1, 2]);
    }
}
