//! Holidays proclaimed late: what runs is counted again, what stopped stays as it was.

use stepwise_core::calendar::{Proclaimed, ProclaimedKind};
use stepwise_core::event::{DutyKey, Outcome, Settled, Side, What, Why};
use stepwise_core::standing::{ClockState, Timed};
use stepwise_testkit::{
    History, calendars, happened, on, opening, policy, sample_policy, settled_stage, stage_opened,
    stamp,
};

fn word(kind: ProclaimedKind, date: &str, since: Option<&str>) -> Proclaimed {
    Proclaimed {
        date: date.parse().unwrap(),
        kind,
        name: "Day of Thanks".into(),
        source: "A proclamation".into(),
        since: since.map(stamp),
    }
}

fn lay(history: &mut History, words: &[Proclaimed]) {
    let each = calendars().into_iter();
    history.calendars = each.map(|(id, c)| (id, c.with(words))).collect();
}

fn clock(history: &History, id: &str, visit: Option<u32>) -> Timed {
    let mut found = history.standing().clocks.into_iter();
    let last = found.rfind(|c| c.clock.as_str() == id && (visit.is_none() || c.visit == visit));
    last.unwrap()
}

/// Raised on Monday 30 November 2026; stage 1 has two working days.
fn at_stage_1(now: &str) -> History {
    let mut history = History::new(sample_policy(), now);
    let opened = opening(&history.policy, Side::Ours, on("2026-11-30"));
    history.record(vec![
        opened,
        stage_opened("s1", on("2026-11-30"), Why::Start),
    ]);
    history
}

#[test]
fn a_running_limit_is_counted_again() {
    let mut history = at_stage_1("2026-11-30T12:00:00Z");
    lay(
        &mut history,
        &[word(
            ProclaimedKind::Added,
            "2026-12-02",
            Some("2026-12-01T09:00:00Z"),
        )],
    );
    history.at("2026-12-01T10:00:00Z");
    let ClockState::Running { due } = clock(&history, "s1", None).state else {
        panic!()
    };
    assert_eq!(due.date, on("2026-12-03").date);
}

#[test]
fn a_limit_met_late_stays_late_when_a_holiday_is_added_afterwards() {
    let mut history = at_stage_1("2026-11-30T12:00:00Z");
    history
        .at("2026-12-03T10:00:00Z")
        .record(vec![settled_stage(1, Outcome::Resolved, on("2026-12-03"))]);
    let late = clock(&history, "s1", None);
    assert!(matches!(late.state, ClockState::Met { late: true, .. }));
    // Entered on the same day, after the outcome was written down.
    lay(
        &mut history,
        &[word(
            ProclaimedKind::Added,
            "2026-12-01",
            Some("2026-12-03T11:00:00Z"),
        )],
    );
    assert_eq!(clock(&history, "s1", None), late);
    // Entered before it was written down: it counts.
    lay(
        &mut history,
        &[word(
            ProclaimedKind::Added,
            "2026-12-01",
            Some("2026-12-03T09:00:00Z"),
        )],
    );
    let state = clock(&history, "s1", None).state;
    assert!(matches!(state, ClockState::Met { late: false, .. }));
}

#[test]
fn a_holiday_taken_back_turns_nothing_that_was_met_into_late() {
    let mut history = at_stage_1("2026-11-30T12:00:00Z");
    let added = word(
        ProclaimedKind::Added,
        "2026-12-01",
        Some("2026-11-30T09:00:00Z"),
    );
    lay(&mut history, std::slice::from_ref(&added));
    history.at("2026-12-03T10:00:00Z").record(vec![
        settled_stage(1, Outcome::NotResolved, happened("2026-12-03T09:30")),
        stage_opened("s2", happened("2026-12-03T09:45"), Why::Unresolved),
    ]);
    let met = clock(&history, "s1", None);
    let ClockState::Met {
        due, late: false, ..
    } = &met.state
    else {
        panic!("{met:?}")
    };
    assert_eq!(due.date, on("2026-12-03").date);
    let back = word(
        ProclaimedKind::Removed,
        "2026-12-01",
        Some("2026-12-04T09:00:00Z"),
    );
    lay(&mut history, &[added, back]);
    history.at("2026-12-04T10:00:00Z");
    assert_eq!(clock(&history, "s1", None), met);
    // What still runs is counted with the days as they are now.
    let ClockState::Running { due } = clock(&history, "whole", None).state else {
        panic!()
    };
    assert_eq!(due.date, on("2026-12-14").date);
}

#[test]
fn a_cap_that_runs_on_does_not_reach_back_into_what_stopped() {
    // The whole has 2 working days and caps stage 1, which has 5.
    let rules = r#"
[clock]
s1 = { name = "Settle stage 1", written = "5 working days", from = "s1.opened", until = "s1.left", limit = "5 working days", owner = "both", force = "must", stages = ["s1"], heading = "6", readings = "r" }
whole = { name = "Settle it", written = "2 working days", from = "raised", until = "resolved", limit = "2 working days", owner = "both", force = "must", caps = ["s1"], heading = "6", readings = "r" }
[finding]
r = { text = "The two do not fit." }
[move]
next = { say = "Go on", from = ["s1", "s2"], on = "stage.unresolved", to = "next", heading = "5" }
"#;
    let mut history = History::new(policy(rules), "2026-11-30T12:00:00Z");
    let opened = opening(&history.policy, Side::Ours, on("2026-11-30"));
    history.record(vec![
        opened,
        stage_opened("s1", on("2026-11-30"), Why::Start),
    ]);
    history.at("2026-12-03T10:00:00Z").record(vec![
        settled_stage(1, Outcome::NotResolved, happened("2026-12-03T09:30")),
        stage_opened("s2", happened("2026-12-03T09:45"), Why::Unresolved),
    ]);
    let late = clock(&history, "s1", None);
    assert!(matches!(late.state, ClockState::Met { late: true, .. }));
    assert_eq!(late.capped_by, Some("whole".into()));
    lay(
        &mut history,
        &[word(
            ProclaimedKind::Added,
            "2026-12-01",
            Some("2026-12-03T12:00:00Z"),
        )],
    );
    history.at("2026-12-03T13:00:00Z");
    assert_eq!(clock(&history, "s1", None), late);
    let ClockState::Running { due } = clock(&history, "whole", None).state else {
        panic!()
    };
    assert_eq!(due.date, on("2026-12-03").date);
}

#[test]
fn a_limit_left_late_stays_late() {
    let rules = r#"
[moment]
reply = { name = "They replied", stages = ["s1"] }
[clock]
reply = { name = "Reply", written = "2 working days", from = "s1.opened", until = "reply", limit = "2 working days", owner = "other", force = "must", stages = ["s1"], heading = "6" }
[move]
next = { say = "Go on", from = ["s1", "s2"], on = "stage.unresolved", to = "next", heading = "5" }
"#;
    let mut history = History::new(policy(rules), "2026-11-30T12:00:00Z");
    let opened = opening(&history.policy, Side::Ours, on("2026-11-30"));
    history.record(vec![
        opened,
        stage_opened("s1", on("2026-11-30"), Why::Start),
    ]);
    history.at("2026-12-03T10:00:00Z").record(vec![
        settled_stage(1, Outcome::NotResolved, on("2026-12-03")),
        stage_opened("s2", on("2026-12-03"), Why::Unresolved),
    ]);
    let late = clock(&history, "reply", None);
    assert!(matches!(late.state, ClockState::Late { .. }));
    lay(
        &mut history,
        &[word(
            ProclaimedKind::Added,
            "2026-12-01",
            Some("2026-12-04T12:00:00Z"),
        )],
    );
    history.at("2026-12-05T13:00:00Z");
    assert_eq!(clock(&history, "reply", None), late);
}

#[test]
fn a_duty_that_was_done_keeps_its_date() {
    let mut history = at_stage_1("2026-11-30T12:00:00Z");
    history.record(vec![settled_stage(
        1,
        Outcome::NotResolved,
        on("2026-11-30"),
    )]);
    let key = DutyKey {
        duty: "report".into(),
        visit: None,
        of: None,
        side: None,
    };
    let due = |history: &History| {
        let tasks = history.standing().tasks;
        let task = tasks.into_iter().find(|t| t.key.duty.as_str() == "report");
        task.unwrap().due.unwrap().date
    };
    let since = Some("2026-12-01T12:00:00Z");
    let words = [word(ProclaimedKind::Added, "2026-12-01", since)];
    assert_eq!(due(&history), on("2026-12-01").date);
    lay(&mut history, &words);
    assert_eq!(due(&history), on("2026-12-02").date);
    lay(&mut history, &[]);
    history
        .at("2026-12-01T10:00:00Z")
        .record(vec![What::DutySettled(
            key,
            Settled::Done {
                on: on("2026-12-01"),
                evidence: "Told".into(),
                entry: None,
            },
        )]);
    lay(&mut history, &words);
    history.at("2026-12-02T10:00:00Z");
    assert_eq!(due(&history), on("2026-12-01").date);
}
