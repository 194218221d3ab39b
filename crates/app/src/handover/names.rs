//! Who wrote an entry: somebody of this record, or of another one that the case has been in.

use crate::loaded::LoadedCase;
use crate::settings::Settings;
use stepwise_core::event::{Event, HandedOver, What};
use stepwise_core::ids::UserId;
use stepwise_store::TakenOn;

/// The entries of a case that came from another record: first and last of each part. An id beside such an
/// entry is nobody's of this record, also where somebody here has the same one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Elsewhere {
    pub(super) spans: Vec<(u64, u64)>,
    /// The handing over of which the receipt is here, by the number of its entry.
    pub received: Option<u64>,
}

impl Elsewhere {
    /// As the journal tells it.
    pub fn of(taken: &[TakenOn]) -> Self {
        Self::spans(taken.iter().map(|t| (t.from, t.to)))
    }

    /// These as far as an entry, and all after it.
    pub fn and_from(&self, first: u64) -> Self {
        let before = self.spans.iter().filter(|(from, _)| *from < first);
        let cut = before.map(|(from, to)| (*from, (*to).min(first.saturating_sub(1))));
        Self::spans(cut.chain([(first, u64::MAX)]))
    }

    fn spans(spans: impl IntoIterator<Item = (u64, u64)>) -> Self {
        Self {
            spans: spans.into_iter().collect(),
            received: None,
        }
    }

    /// Whether an entry came from another record.
    pub fn has(&self, seq: u64) -> bool {
        self.spans
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&seq))
    }
}

/// The handing over that an entry records.
pub(super) fn handed(event: &Event) -> Option<&HandedOver> {
    match &event.what {
        What::Sent(sending) => sending.handed.as_ref(),
        _ => None,
    }
}

/// Whether an entry records a handing over.
pub(crate) fn handed_over(event: &Event) -> bool {
    handed(event).is_some()
}

impl LoadedCase {
    /// The name of whoever wrote an entry. For one of another record it is the name that was handed over with it, and
    /// the record that says so.
    pub fn writer(&self, settings: &Settings, seq: u64, by: &UserId) -> String {
        if !self.elsewhere.has(seq) {
            return settings.user_name(by.as_str());
        }
        // Handed over after it was written; another record may know the same id as somebody else.
        let at = self.events.partition_point(|event| event.seq < seq);
        let mut after = self.events.iter().skip(at);
        let told = after.find_map(|event| handed(event).filter(|_| self.elsewhere.has(event.seq)));
        let Some(handed) = told else {
            return "Somebody in another record".to_owned();
        };
        let name = handed.people.iter().find(|(id, _)| id == by);
        // A school's separate record goes by the school's name, too.
        let which = match handed.record == settings.setting {
            true => "another record",
            false => "the record",
        };
        match name {
            Some((_, name)) => format!("{name}, in {which} of {}", handed.record),
            None => format!("Somebody in {which} of {}", handed.record),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_is_known_entry_by_entry() {
        let taken = |from, to| TakenOn {
            from,
            to,
            key: String::new(),
            at: String::new(),
            by: String::new(),
        };
        let here = Elsewhere::of(&[taken(3, 5), taken(8, 9)]);
        let foreign = |of: &Elsewhere| (1..=10).filter(|seq| of.has(*seq)).collect::<Vec<_>>();
        assert_eq!(foreign(&here), [3, 4, 5, 8, 9]);
        assert_eq!(foreign(&here.and_from(5)), [3, 4, 5, 6, 7, 8, 9, 10]);
        assert_eq!(foreign(&here.and_from(9)), [3, 4, 5, 8, 9, 10]);
        assert_eq!(foreign(&Elsewhere::default()), Vec::<u64>::new());
        assert_eq!(foreign(&Elsewhere::default().and_from(1)).len(), 10);
    }
}
