//! Two records, and a case between them.

use super::common::house::letter;
use super::common::parcel::Parcel;
use super::common::{self, *};
use stepwise_store::*;

/// Two records, the first with a case.
pub(super) struct Two {
    pub(super) _temp: tempfile::TempDir,
    pub(super) a: Vault,
    pub(super) b: Vault,
    pub(super) case: CaseId,
}

impl Two {
    pub(super) fn new(events: usize) -> Self {
        let temp = tempfile::tempdir().unwrap();
        let (mut a, _) = create(&temp.path().join("a/vault"));
        let (mut b, _) = create(&temp.path().join("b/vault"));
        // The numbers of the two would clash.
        common::case(&mut b, "another case altogether");
        let (case, _) = common::case(&mut a, "one");
        let mut two = Self {
            _temp: temp,
            a,
            b,
            case,
        };
        two.record(true, events);
        two
    }

    pub(super) fn record(&mut self, here: bool, events: usize) {
        let vault = if here { &mut self.a } else { &mut self.b };
        for n in 0..events {
            let head = vault.head(self.case).unwrap();
            let batch = Batch {
                events: &[event(&format!("{here} {n} {}", head.seq), 20)],
                documents: if n % 3 == 0 {
                    vec![letter(2_000)]
                } else {
                    Vec::new()
                },
                ..Batch::default()
            };
            vault.append_batch(self.case, head, batch).unwrap();
        }
    }

    pub(super) fn sent_by_a(&self) -> Parcel {
        Parcel::of(&self.a, self.case)
    }

    pub(super) fn sent_by_b(&self) -> Parcel {
        Parcel::of(&self.b, self.case)
    }

    /// Both records, and the events of the case in each.
    pub(super) fn whole(&self) -> (Vec<StoredEvent>, Vec<StoredEvent>) {
        self.a.verify_all().unwrap();
        self.b.verify_all().unwrap();
        (
            self.a.events(self.case).unwrap(),
            self.b.events(self.case).unwrap(),
        )
    }
}
