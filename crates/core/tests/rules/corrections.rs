//! Amendments and strikes: both wordings stay, the last one counts.

use stepwise_core::case::{Correction, Phase, fold};
use stepwise_core::event::{Event, Outcome, Side, What, Why};
use stepwise_core::ids::UserId;
use stepwise_testkit::{
    History, danger, described, on, opening, sample_policy, settled_stage, stage_opened, stamp,
};

fn story() -> History {
    let mut history = History::new(sample_policy(), "2026-12-10T12:00:00+00:00");
    let opened = opening(&history.policy, Side::Ours, on("2026-11-30"));
    history.record(vec![
        opened,
        stage_opened("s1", on("2026-11-30"), Why::Start),
    ]);
    history.record(vec![settled_stage(
        1,
        Outcome::NotResolved,
        on("2026-12-01"),
    )]);
    history
}

fn strike(seq: u64) -> What {
    What::Struck {
        seq,
        reason: "A slip".to_owned(),
    }
}

fn amend(seq: u64, with: What) -> What {
    What::Amended {
        seq,
        with: Box::new(with),
        reason: "A slip".to_owned(),
    }
}

#[test]
fn a_misclicked_outcome_is_struck() {
    let mut history = story();
    assert_eq!(
        history
            .standing()
            .moves
            .iter()
            .filter(|m| m.rule.as_str() == "next")
            .count(),
        1
    );
    history.record(vec![strike(3)]);
    assert_eq!(history.case().visits[0].outcome, None);
    assert!(matches!(
        history.case().corrections[&3],
        Correction::StruckBy(4, _)
    ));
    assert_eq!(history.refusals(vec![strike(3)]), ["already-struck"]);
    // The strike was the slip.
    history.record(vec![strike(4)]);
    assert!(history.case().visits[0].outcome.is_some());
    assert!(!history.case().corrections.contains_key(&3));
}

#[test]
fn stages_are_taken_back_last_first() {
    let mut history = story();
    history.record(vec![stage_opened("s2", on("2026-12-01"), Why::Unresolved)]);
    assert_eq!(history.refusals(vec![strike(3)]), ["last-stage-first"]);
    assert_eq!(history.refusals(vec![strike(1)]), ["cannot-strike"]);
    assert_eq!(history.refusals(vec![strike(9)]), ["no-such-record"]);
    history.record(vec![strike(4), strike(3), strike(2)]);
    assert_eq!(history.case().phase, Phase::Before);
}

#[test]
fn amendments_of_amendments() {
    let mut history = story();
    history.record(vec![amend(
        3,
        settled_stage(1, Outcome::NotResolved, on("2026-12-02")),
    )]);
    history.record(vec![amend(
        3,
        settled_stage(1, Outcome::NotResolved, on("2026-12-03")),
    )]);
    assert_eq!(
        history.case().visits[0].outcome.as_ref().unwrap().on,
        on("2026-12-03")
    );
    assert!(matches!(
        history.case().corrections[&3],
        Correction::AmendedBy(5, _)
    ));
    history.record(vec![strike(5)]);
    assert_eq!(
        history.case().visits[0].outcome.as_ref().unwrap().on,
        on("2026-12-02")
    );
    assert_eq!(
        history.refusals(vec![amend(4, described())]),
        ["other-thing"]
    );
    assert_eq!(
        history.refusals(vec![amend(3, described())]),
        ["other-thing"]
    );
    assert_eq!(
        history.refusals(vec![amend(
            2,
            stage_opened("s2", on("2026-11-30"), Why::Start)
        )]),
        ["other-thing"]
    );
}

#[test]
fn the_whole_history_must_still_fit() {
    let mut history = story();
    let reopened = stage_opened("s1", on("2026-12-02"), Why::Start);
    let refused = history.try_record(vec![amend(2, reopened)]).unwrap_err();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].seq, Some(3));
    assert_eq!(
        refused[0].to_string(),
        "After this, another record would no longer fit. The outcome is before the stage was opened."
    );
    let late = opening(&history.policy, Side::Ours, on("2026-12-01"));
    assert_eq!(history.refusals(vec![amend(1, late)]), ["before-raised"]);
    let earlier = opening(&history.policy, Side::Ours, on("2026-11-20"));
    history.record(vec![amend(1, earlier)]);
    assert_eq!(
        history.case().opening.unwrap().value.raised,
        on("2026-11-20")
    );
}

#[test]
fn corrections_that_cannot_be_are_ignored_by_the_fold() {
    let history = story();
    let mut events = history.events.clone();
    let plain = fold(&events);
    let wrong = [
        amend(3, described()),
        strike(99),
        amend(0, described()),
        strike(8),
        danger(false, on("2026-12-01")),
    ];
    for what in wrong {
        let seq = events.last().unwrap().seq + 1;
        events.push(Event {
            seq,
            recorded: stamp("2026-12-10T12:00:00Z"),
            by: UserId::new("u"),
            what,
        });
    }
    let case = fold(&events);
    assert_eq!(case.visits, plain.visits);
    assert!(case.corrections.is_empty(), "{:?}", case.corrections);
    assert_eq!(case.last_seq, 8);
}
