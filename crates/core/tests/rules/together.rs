//! A correction and the records that rest on it, done together.

use super::properties::{anything, entry};
use proptest::prelude::*;
use stepwise_core::engine::{Fate, Refusal, Resting, resting, together};
use stepwise_core::event::{DutyKey, Outcome, Settled, Side, What, Why};
use stepwise_core::ids::UserId;
use stepwise_testkit::{History, on, opening, sample_policy, settled_stage, stage_opened};

fn strike(seq: u64) -> What {
    What::Struck {
        seq,
        reason: "A slip".to_owned(),
    }
}

fn found(history: &History, what: &What) -> Result<Vec<Resting>, Vec<Refusal>> {
    resting(
        &history.world(),
        &history.events,
        &UserId::new("user-1"),
        what,
    )
}

fn duty(visit: u32, entry: &str) -> What {
    let done = Settled::Done {
        on: on("2026-12-02"),
        evidence: String::new(),
        entry: Some(entry.into()),
    };
    let key = DutyKey {
        duty: "record".into(),
        visit: Some(visit),
        of: None,
        side: None,
    };
    What::DutySettled(key, done)
}

/// 1 opened, 2 at stage 1, 3 a call there, 4 the duty that it did, 5 not resolved, 6 at stage 2, 7 a call
/// there, 8 the duty that that one did.
fn story() -> History {
    let mut history = History::new(sample_policy(), "2026-12-10T12:00:00+00:00");
    let opened = opening(&history.policy, Side::Ours, on("2026-11-30"));
    history.record(vec![
        opened,
        stage_opened("s1", on("2026-11-30"), Why::Start),
    ]);
    history.record(vec![
        entry(1, Some(1), on("2026-12-01")),
        duty(1, "entry-1"),
    ]);
    history.record(vec![settled_stage(
        1,
        Outcome::NotResolved,
        on("2026-12-02"),
    )]);
    history.record(vec![stage_opened("s2", on("2026-12-02"), Why::Unresolved)]);
    history.record(vec![
        entry(2, Some(2), on("2026-12-02")),
        duty(2, "entry-2"),
    ]);
    history
}

fn seqs(found: &[Resting]) -> Vec<(u64, bool)> {
    found
        .iter()
        .map(|r| (r.seq, r.fate == Fate::Struck))
        .collect()
}

#[test]
fn a_record_that_did_a_duty_is_struck_with_the_duty() {
    let mut history = story();
    assert_eq!(history.refusals(vec![strike(3)]), ["unknown-in-case"]);
    let rests = found(&history, &strike(3)).unwrap();
    assert_eq!(seqs(&rests), [(4, true)]);
    history.record(together(strike(3), "A slip", &rests));
    let case = history.case();
    assert_eq!(case.corrections.len(), 2);
    assert_eq!(case.entries.len(), 1);
    assert_eq!(case.settled.len(), 1);
}

#[test]
fn what_was_said_at_a_stage_that_never_was_stays_under_the_one_before() {
    let mut history = story();
    let rests = found(&history, &strike(5)).unwrap();
    assert_eq!(seqs(&rests), [(6, true), (7, false), (8, true)]);
    let all = together(strike(5), "A slip", &rests);
    let order: Vec<(&str, u64)> = all
        .iter()
        .map(|what| match what {
            What::Struck { seq, .. } => ("struck", *seq),
            What::Amended { seq, .. } => ("amended", *seq),
            _ => panic!("{what:?}"),
        })
        .collect();
    assert_eq!(
        order,
        [("struck", 8), ("struck", 6), ("struck", 5), ("amended", 7)]
    );
    history.record(all);
    let case = history.case();
    assert_eq!(case.visits.len(), 1);
    assert_eq!(case.visits[0].outcome, None);
    assert_eq!(case.entries.len(), 2);
    assert_eq!(case.entries[1].value.visit, Some(1));
}

#[test]
fn what_stands_alone_is_struck_alone_and_what_cannot_be_struck_is_refused() {
    let history = story();
    assert_eq!(found(&history, &strike(8)), Ok(Vec::new()));
    let codes = |what| -> Vec<&'static str> {
        let refused = found(&history, &what).unwrap_err();
        refused.iter().map(|r| r.code.as_str()).collect()
    };
    assert_eq!(codes(strike(1)), ["cannot-strike"]);
    assert_eq!(codes(strike(99)), ["no-such-record"]);
    // The corrected record does not fit itself: nothing else is struck for it.
    let late = What::Amended {
        seq: 6,
        with: Box::new(stage_opened("s2", on("2026-12-01"), Why::Unresolved)),
        reason: "A slip".to_owned(),
    };
    assert_eq!(codes(late), ["wrong-order"]);
}

#[test]
fn a_corrected_date_names_what_it_leaves_behind() {
    let mut history = story();
    let with = opening(&history.policy, Side::Ours, on("2026-12-02"));
    let later = What::Amended {
        seq: 1,
        with: Box::new(with),
        reason: "A slip".to_owned(),
    };
    let rests = found(&history, &later).unwrap();
    // Stage 1 was opened before; all that followed from it goes, and the calls stay.
    assert!(rests.iter().any(|r| r.seq == 2 && r.fate == Fate::Struck));
    assert!(rests.iter().any(|r| r.seq == 3 && r.fate != Fate::Struck));
    history.record(together(later, "A slip", &rests));
    assert_eq!(history.case().visits.len(), 0);
    assert_eq!(history.case().entries.len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn what_is_offered_always_fits_and_is_never_too_much(
        wanted in prop::collection::vec(anything(), 0..40),
        corrections in prop::collection::vec(0u64..40, 1..6),
    ) {
        let mut history = History::new(sample_policy(), "2026-12-30T12:00:00Z");
        let raised = opening(&history.policy, Side::Ours, on("2026-11-25"));
        history.record(vec![raised]);
        history.record(vec![stage_opened("s1", on("2026-11-25"), Why::Start)]);
        for what in wanted {
            let _ = history.try_record(vec![what]);
        }
        for seq in corrections {
            let corrects = history.events.iter().any(|e| {
                e.seq == seq && matches!(e.what, What::Struck { .. } | What::Amended { .. })
            });
            let rests = match found(&history, &strike(seq)) {
                Ok(rests) => rests,
                Err(refused) => {
                    // Only what no company helps: not there, struck already, or the opening itself.
                    let codes: Vec<_> = refused.iter().map(|r| r.code.as_str()).collect();
                    let alone = ["cannot-strike", "already-struck", "no-such-record"];
                    prop_assert!(corrects || codes.iter().all(|c| alone.contains(c)), "{:?}", codes);
                    continue;
                }
            };
            for left in 0..rests.len() {
                let mut fewer = rests.clone();
                fewer.remove(left);
                let refused = history.refusals(together(strike(seq), "A slip", &fewer));
                prop_assert!(!refused.is_empty());
            }
            let all = together(strike(seq), "A slip", &rests);
            prop_assert!(history.try_record(all).is_ok());
        }
    }
}
