//! A case moved to another version of its policy, or kept on the one that it holds.

use chrono::NaiveDate;
use stepwise_core::case::fold;
use stepwise_core::engine::{RefusalCode, World, assess, decide, resting};
use stepwise_core::event::*;
use stepwise_core::ids::UserId;
use stepwise_core::policy::Policy;
use stepwise_core::standing::ClockState;
use stepwise_testkit::{
    History, RULES, on, opening, policy, sample_policy, settled_stage, stage_opened,
};

/// A case at stage 2 under the sample policy.
fn at_stage_2() -> History {
    let mut history = History::new(sample_policy(), "2026-12-10T12:00:00+00:00");
    let opened = opening(&history.policy, Side::Ours, on("2026-12-03"));
    history.record(vec![
        opened,
        stage_opened("s1", on("2026-12-03"), Why::Start),
        settled_stage(1, Outcome::NotResolved, on("2026-12-04")),
        stage_opened("s2", on("2026-12-04"), Why::Unresolved),
    ]);
    history
}

fn other(from: &str, to: &str) -> Policy {
    assert!(RULES.contains(from), "{from}");
    policy(&RULES.replace(from, to))
}

fn choice(held: &Policy, other: &Policy, reason: &str) -> VersionChoice {
    VersionChoice {
        digest: other.digest.clone(),
        from: held.digest.clone(),
        label: "2".to_owned(),
        was: "1".to_owned(),
        differences: vec!["Time limit, changed: Settle stage 2".to_owned()],
        reason: reason.to_owned(),
    }
}

fn moved(held: &Policy, other: &Policy) -> What {
    What::PolicyMoved(choice(held, other, "The board asked for it"))
}

/// Moves the case, if it may be moved: the world is the version to come.
fn try_move(history: &mut History, to: Policy, what: What) -> Result<(), Vec<RefusalCode>> {
    let world = World {
        policy: &to,
        ..history.world()
    };
    let wanted = decide(&world, &history.events, &UserId::new("user-1"), vec![what]);
    let wanted = wanted.map_err(|all| all.iter().map(|r| r.code).collect::<Vec<_>>())?;
    let seq = history.events.len() as u64 + 1;
    history.events.push(Event {
        seq,
        recorded: history.now,
        by: UserId::new("user-1"),
        what: wanted.into_iter().next().unwrap(),
    });
    history.policy = to;
    Ok(())
}

fn due(history: &History, clock: &str) -> NaiveDate {
    let standing = history.standing();
    let timed = standing
        .clocks
        .iter()
        .rev()
        .find(|c| c.clock.as_str() == clock);
    match &timed.unwrap().state {
        ClockState::Running { due } | ClockState::Late { due } => due.date,
        other => panic!("{other:?}"),
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn open_limits_are_worked_out_under_the_new_version_and_nothing_before_is_changed() {
    let mut history = at_stage_2();
    let old = history.policy.clone();
    let new = other("limit = \"5 working days\"", "limit = \"8 working days\"");
    assert_eq!(due(&history, "s2"), day("2026-12-11"));
    let before = history.events.clone();
    let what = moved(&old, &new);
    assert_eq!(try_move(&mut history, new.clone(), what.clone()), Ok(()));
    assert_eq!(due(&history, "s2"), day("2026-12-16"));
    assert_eq!(history.events[..before.len()], before[..]);
    let case = history.case();
    assert_eq!(case.policy.as_ref(), Some(&new.digest));
    assert_eq!(case.opening.unwrap().value.policy, old.digest);
    let [version] = case.versions.as_slice() else {
        panic!("one choice");
    };
    assert!(version.value.0);
    assert_eq!(version.by, UserId::new("user-1"));
    // The case goes on under it, and an earlier record can still be corrected.
    history.record(vec![settled_stage(
        2,
        Outcome::NotResolved,
        on("2026-12-09"),
    )]);
    history.record(vec![What::Struck {
        seq: 6,
        reason: "A slip".to_owned(),
    }]);
    // And it can be moved back.
    let back = moved(&new, &old);
    assert_eq!(try_move(&mut history, old.clone(), back), Ok(()));
    assert_eq!(due(&history, "s2"), day("2026-12-11"));
    assert_eq!(history.case().versions.len(), 2);
}

#[test]
fn a_record_that_would_not_fit_is_named_and_nothing_is_moved() {
    let mut history = at_stage_2();
    let key = DutyKey {
        duty: "report".into(),
        visit: Some(1),
        of: None,
        side: None,
    };
    let key = history
        .standing()
        .tasks
        .iter()
        .map(|t| t.key.clone())
        .find(|k| k.duty == key.duty)
        .unwrap();
    history.record(vec![What::DutySettled(
        key,
        Settled::Done {
            on: on("2026-12-07"),
            evidence: "By telephone".to_owned(),
            entry: None,
        },
    )]);
    let new = other("report = { on", "report-it = { on");
    let world = World {
        policy: &new,
        ..history.world()
    };
    let what = moved(&history.policy, &new);
    let refused = decide(&world, &history.events, &UserId::new("u"), vec![what]).unwrap_err();
    let [one] = refused.as_slice() else {
        panic!("{refused:?}");
    };
    assert_eq!(one.code, RefusalCode::UnknownToPolicy);
    assert_eq!(one.seq, Some(5));
    assert!(
        one.message.contains("would not fit in that version"),
        "{}",
        one.message
    );
}

#[test]
fn a_move_is_refused_under_the_version_held_and_from_a_version_not_held() {
    let mut history = at_stage_2();
    let old = history.policy.clone();
    let new = other("limit = \"5 working days\"", "limit = \"8 working days\"");
    let third = other("limit = \"5 working days\"", "limit = \"7 working days\"");
    // Under the rules of the version that it would leave.
    assert_eq!(history.refusals(vec![moved(&old, &new)]), ["other-policy"]);
    // From another version than the one held; to the one held.
    let what = moved(&third, &new);
    assert_eq!(
        try_move(&mut history, new.clone(), what),
        Err(vec![RefusalCode::OtherPolicy])
    );
    assert_eq!(history.refusals(vec![moved(&old, &old)]), ["other-policy"]);
    // Another policy is no version of this one.
    let mut foreign = new.clone();
    foreign.id = "elsewhere".into();
    let what = moved(&old, &foreign);
    assert_eq!(
        try_move(&mut history, foreign, what),
        Err(vec![RefusalCode::OtherPolicy])
    );
    // Without a reason; for a closed case.
    let what = What::PolicyMoved(choice(&old, &new, " "));
    assert_eq!(
        try_move(&mut history, new.clone(), what),
        Err(vec![RefusalCode::Empty])
    );
    history.record(vec![What::Withdrawn(
        Withdrawal {
            by_whom: "Us".to_owned(),
            why: "Settled".to_owned(),
            concern_remains: false,
            concern: String::new(),
        },
        on("2026-12-09"),
    )]);
    let what = moved(&old, &new);
    assert_eq!(
        try_move(&mut history, new, what),
        Err(vec![RefusalCode::CaseClosed])
    );
    assert!(history.case().versions.is_empty());
}

#[test]
fn to_stay_is_recorded_and_changes_no_rule() {
    let mut history = at_stage_2();
    let old = history.policy.clone();
    let new = other("limit = \"5 working days\"", "limit = \"8 working days\"");
    let empty = What::PolicyKept(choice(&old, &new, ""));
    assert_eq!(history.refusals(vec![empty]), ["empty"]);
    history.record(vec![What::PolicyKept(choice(&old, &new, "Nearly settled"))]);
    let case = history.case();
    assert_eq!(case.policy.as_ref(), Some(&old.digest));
    assert!(!case.versions[0].value.0);
    assert_eq!(due(&history, "s2"), day("2026-12-11"));
}

#[test]
fn a_move_cannot_be_struck_and_only_its_reason_corrected() {
    let mut history = at_stage_2();
    let old = history.policy.clone();
    let new = other("limit = \"5 working days\"", "limit = \"8 working days\"");
    let what = moved(&old, &new);
    try_move(&mut history, new.clone(), what).unwrap();
    let strike = |reason: &str| What::Struck {
        seq: 5,
        reason: reason.to_owned(),
    };
    assert_eq!(history.refusals(vec![strike("A slip")]), ["cannot-strike"]);
    let amend = |with: What| What::Amended {
        seq: 5,
        with: Box::new(with),
        reason: "A slip".to_owned(),
    };
    let elsewhere = VersionChoice {
        digest: old.digest.clone(),
        ..choice(&old, &new, "Other")
    };
    assert_eq!(
        history.refusals(vec![amend(What::PolicyMoved(elsewhere))]),
        ["other-thing"]
    );
    history.record(vec![amend(What::PolicyMoved(VersionChoice {
        reason: "As the board wrote".to_owned(),
        ..choice(&old, &new, "")
    }))]);
    let case = fold(&history.events);
    assert_eq!(case.policy.as_ref(), Some(&new.digest));
    assert_eq!(case.versions[0].value.1.reason, "As the board wrote");
    // What rests on an earlier record is still found under the version that holds.
    let by = UserId::new("u");
    let take_back = What::Struck {
        seq: 4,
        reason: "A slip".to_owned(),
    };
    assert_eq!(
        resting(&history.world(), &history.events, &by, &take_back),
        Ok(vec![])
    );
    assert!(assess(&history.world(), &case).visit.is_some());
}
