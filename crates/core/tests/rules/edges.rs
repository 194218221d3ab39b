//! Dates at the edges, each worked out by hand.

use stepwise_core::event::{Opening, Outcome, OwnDate, Side, What, Why};
use stepwise_core::standing::ClockState;
use stepwise_testkit::{
    History, RULES, check, on, opening, play, policy, sample_policy, settled_stage, stage_opened,
    stamp,
};

/// One working day, for the raiser.
const ONE_DAY: &str = r#"
[clock]
one = { name = "Speak", written = "1 working day", from = "raised", until = "resolved", limit = "1 working day", owner = "raiser", force = "must", heading = "6" }
"#;

#[test]
fn the_thursday_before_easter() {
    // Thursday 25 March 2027; Good Friday, the weekend and Easter Monday are closed.
    check(
        ONE_DAY,
        r#"
name = "Easter"
raised = 2027-03-25T16:30
[[step]]
at = 2027-03-25T17:00
[step.expect]
due = { one = 2027-03-30 }
counted = { one = 1 }
skipped = { one = ["2027-03-26 Good Friday", "2027-03-27 Saturday", "2027-03-28 Sunday", "2027-03-29 Easter Monday"] }
next-due = 2027-03-30
[[step]]
at = 2027-03-30T23:59
expect = { state = { one = "running" } }
[[step]]
at = 2027-03-31T00:00
expect = { state = { one = "late" }, next-due = 2027-03-30 }
"#,
    );
}

#[test]
fn raised_on_a_sunday_and_on_new_years_day() {
    check(
        ONE_DAY,
        r#"
name = "A Sunday"
raised = 2026-11-29
[[step]]
at = 2026-11-29T20:00
expect = { due = { one = 2026-11-30 }, counted = { one = 1 }, skipped = { one = [] } }
"#,
    );
    check(
        ONE_DAY,
        r#"
name = "New Year's Day, a Friday"
raised = 2027-01-01
[[step]]
at = 2027-01-01T20:00
expect = { due = { one = 2027-01-04 }, skipped = { one = ["2027-01-02 Saturday", "2027-01-03 Sunday"] } }
"#,
    );
}

#[test]
fn twenty_four_hours_over_both_clock_changes() {
    let rules = r#"
[clock]
day = { name = "Answer", written = "24 hours", from = "raised", until = "resolved", limit = "24 hours", owner = "raiser", force = "must", heading = "6" }
"#;
    // 28 March 2027, 01:00 to 02:00 does not exist: 24 hours are 25 on the clock on the wall.
    check(
        rules,
        r#"
name = "Forward"
raised = 2027-03-27T23:30
[[step]]
at = 2027-03-28T09:00
expect = { due = { day = 2027-03-29T00:30 }, closed-day = { day = "Easter Monday" }, next-due = 2027-03-29 }
[[step]]
at = 2027-03-29T00:30
expect = { state = { day = "running" } }
[[step]]
at = 2027-03-29T00:31
expect = { state = { day = "late" } }
"#,
    );
    // Into the hour that does not exist: 01:30 on the 28th is 02:30.
    check(
        rules,
        r#"
name = "Into the gap"
raised = 2027-03-27T01:30
[[step]]
at = 2027-03-27T09:00
expect = { due = { day = 2027-03-28T02:30 } }
"#,
    );
    // 31 October 2027: the hour from 01:00 happens twice, so the wall's clock shows 23 hours more.
    check(
        rules,
        r#"
name = "Back"
raised = 2027-10-30T12:00
[[step]]
at = 2027-10-30T13:00
expect = { due = { day = 2027-10-31T11:00 } }
"#,
    );
}

#[test]
fn the_last_day_that_the_calendar_knows() {
    // The invented calendar ends with Friday 31 December 2027.
    check(
        ONE_DAY,
        r#"
name = "The last day"
raised = 2027-12-30
[[step]]
at = 2027-12-30
expect = { due = { one = 2027-12-31 }, state = { one = "running" } }
[[step]]
at = 2027-12-31T23:59
expect = { state = { one = "running" } }
[[step]]
at = 2028-01-03
expect = { state = { one = "late" } }
"#,
    );
    check(
        ONE_DAY,
        r#"
name = "One day further"
raised = 2027-12-31
[[step]]
at = 2027-12-31
expect = { state = { one = "refused" } }
[[step]]
at = 2027-12-31
do = [{ limit = "one", by = 2028-01-04 }]
expect = { state = { one = "running" }, due = { one = 2028-01-04 }, next-due = 2028-01-04 }
"#,
    );
}

#[test]
fn a_cap_on_the_same_day_shortens_nothing() {
    let rules = r#"
[clock]
s1 = { name = "Settle stage 1", written = "2 working days", from = "s1.opened", until = "s1.left", limit = "2 working days", owner = "both", force = "must", stages = ["s1"], heading = "6" }
whole = { name = "Settle it", written = "2 working days", from = "raised", until = "resolved", limit = "2 working days", owner = "both", force = "must", caps = ["s1"], heading = "6" }
"#;
    check(
        rules,
        r#"
name = "Equal"
raised = 2026-11-30
[[step]]
at = 2026-11-30
do = [{ open = "s1" }]
expect = { due = { s1 = 2026-12-02, whole = 2026-12-02 }, capped = { s1 = "none" } }
"#,
    );
    check(
        rules,
        r#"
name = "A day earlier"
raised = 2026-11-30
[[step]]
at = 2026-12-01
do = [{ open = "s1", on = 2026-12-01 }]
expect = { due = { s1 = 2026-12-02 }, capped = { s1 = "whole" } }
"#,
    );
}

#[test]
fn a_cap_that_was_made_void_caps_no_more() {
    let rules = r#"
[moment]
fast = { name = "The fast route was taken" }
[clock]
s1 = { name = "Settle stage 1", written = "5 working days", from = "s1.opened", until = "s1.left", limit = "5 working days", owner = "both", force = "must", stages = ["s1"], heading = "6", readings = "r" }
whole = { name = "Settle it", written = "3 working days", from = "raised", until = "resolved", void = "fast", limit = "3 working days", owner = "both", force = "must", caps = ["s1"], heading = "6", readings = "r" }
[finding]
r = { text = "The two do not fit." }
"#;
    check(
        rules,
        r#"
name = "Void"
raised = 2026-11-30
[[step]]
at = 2026-11-30
do = [{ open = "s1" }]
expect = { due = { s1 = 2026-12-03 }, capped = { s1 = "whole" } }
[[step]]
at = 2026-12-01
do = [{ reached = "fast" }]
expect = { due = { s1 = 2026-12-07 }, capped = { s1 = "none" }, state = { whole = "superseded" } }
"#,
    );
    // Stage 1 was left first: what was due then stays so.
    check(
        rules,
        r#"
name = "Void afterwards"
raised = 2026-11-30
[[step]]
at = 2026-12-04
do = [{ open = "s1", on = 2026-11-30 }, { unresolved = true, on = 2026-12-03 }, { open = "s2", on = 2026-12-03 }, { reached = "fast", whole = true, on = 2026-12-04 }]
expect = { state = { s1 = "met", whole = "late" } }
"#,
    );
}

/// A stage that is returned to, with a limit that a chair sets.
const RETURN: &str = r#"
[moment]
again = { name = "It was sent back to stage 2", stages = ["s3"] }
[move]
next = { say = "Go on", from = ["s1", "s2"], on = "stage.unresolved", to = "next", heading = "5" }
back = { say = "Go back", from = ["s3"], on = "again", to = "s2", heading = "5" }
risk = { say = "Start higher", on = "immediate-harm", to = "any-higher", ask = "reason", heading = "5" }
[clock]
set = { name = "Settle stage 2", written = "as set", from = "s2.opened", until = "s2.left", limit = "entered by body.chair", owner = "both", force = "must", stages = ["s2"], heading = "6" }
[duty]
passed = { on = "s2.skipped", act = "record", who = "raiser", force = "must", wants = "note", per = "stage", say = "Say why", heading = "7" }
"#;

#[test]
fn each_stay_keeps_its_own_entered_limit() {
    let steps = play(
        RETURN,
        r#"
name = "There and back"
raised = 2026-11-30
[[step]]
at = 2026-11-30
do = [{ open = "s1" }, { unresolved = true }, { limit = "set", by = 2026-12-02 }, { open = "s2" }]
expect = { due = { set = 2026-12-02 } }
[[step]]
at = 2026-12-01
do = [{ limit = "set", by = 2026-12-04 }, { unresolved = true }, { open = "s3" }, { reached = "again" }, { open = "s2" }]
expect = { state = { set = "ask-limit" }, stage = "s2" }
[[step]]
at = 2026-12-02
do = [{ limit = "set", by = 2026-12-10 }]
expect = { state = { set = "running" }, due = { set = 2026-12-10 }, next-due = 2026-12-10 }
"#,
    );
    assert!(steps.iter().all(|s| s.mismatches.is_empty()), "{steps:#?}");
    assert_eq!(
        steps[1].next_due, None,
        "the first stay's date asks nothing of the second"
    );
    let stays: Vec<_> = steps[2]
        .clocks
        .iter()
        .filter(|c| c.clock == "set")
        .map(|c| (c.visit, c.due.unwrap().to_string(), c.state))
        .collect();
    assert_eq!(
        stays,
        [
            (Some(2), "2026-12-04".to_owned(), "met"),
            (Some(4), "2026-12-10".to_owned(), "running")
        ]
    );
}

#[test]
fn a_stage_passed_by_and_then_returned_to() {
    check(
        RETURN,
        r#"
name = "Passed by"
raised = 2026-11-30
[[step]]
at = 2026-11-30
do = [{ open = "s1" }, { harm = true }, { open = "s3", reason = "Harm is likely" }]
expect = { ours = ["passed"], stage = "s3", moves = [] }
[[step]]
at = 2026-12-01
do = [{ done = "passed" }, { reached = "again" }, { open = "s2" }]
expect = { stage = "s2", ours = [], state = { set = "ask-limit", passed = "done" }, moves = ["risk"], leads-to = { risk = ["s3"] } }
"#,
    );
}

#[test]
fn an_outcome_is_struck_only_before_the_next_stage_opened() {
    check(
        RULES,
        r#"
name = "Struck"
raised = 2026-11-30
[[step]]
at = 2026-12-01
do = [{ open = "s1", on = 2026-11-30 }, { unresolved = true }, { open = "s2" }]
expect = { stage = "s2", state = { s1 = "met", s2 = "running" } }
[[step]]
at = 2026-12-01
do = [{ strike = "stage-settled" }]
expect = { refusal = "last-stage-first", stage = "s2" }
[[step]]
at = 2026-12-01
do = [{ strike = "stage-opened" }, { strike = "stage-settled" }]
expect = { stage = "s1", state = { s1 = "running" }, due = { s1 = 2026-12-02 }, moves = [] }
"#,
    );
}

#[test]
fn a_corrected_date_moves_what_follows_from_it() {
    let mut history = History::new(sample_policy(), "2026-12-02T12:00:00Z");
    let opened = opening(&history.policy, Side::Ours, on("2026-12-02"));
    history.record(vec![
        opened.clone(),
        stage_opened("s1", on("2026-12-02"), Why::Start),
    ]);
    let standing = history.standing();
    assert_eq!(standing.next_due, Some(on("2026-12-04").date));
    assert_eq!(standing.changes_at, Some(stamp("2026-12-05T00:00:00Z")));
    let What::Opened(opening) = opened else {
        panic!()
    };
    history.record(vec![What::Amended {
        seq: 1,
        with: Box::new(What::Opened(Opening {
            raised: on("2026-11-27"),
            ..opening
        })),
        reason: "It was raised on Friday".into(),
    }]);
    let standing = history.standing();
    assert_eq!(standing.next_due, Some(on("2026-12-01").date));
    let s1 = &standing.clocks[0];
    assert!(matches!(s1.state, ClockState::Late { .. }), "{s1:?}");
    // Stage 1 cannot be made to open before the dispute was raised.
    let early = What::Amended {
        seq: 2,
        with: Box::new(stage_opened("s1", on("2026-11-26"), Why::Start)),
        reason: "A slip".into(),
    };
    assert_eq!(history.refusals(vec![early]), ["before-raised"]);
}

#[test]
fn own_dates_belong_to_their_time() {
    let mut history = History::new(policy(stepwise_testkit::NEXT), "2026-11-30T12:00:00Z");
    let opened = opening(&history.policy, Side::Ours, on("2026-11-30"));
    let own = |by: &str, visit| {
        What::OwnDateSet(OwnDate {
            what: "Ring again".into(),
            by: on(by).date,
            visit,
        })
    };
    history.record(vec![opened, own("2026-12-01", None)]);
    assert_eq!(history.standing().next_due, Some(on("2026-12-01").date));
    history.record(vec![
        stage_opened("s1", on("2026-11-30"), Why::Start),
        own("2026-12-03", Some(1)),
        own("2026-12-07", None),
    ]);
    assert_eq!(history.standing().next_due, Some(on("2026-12-03").date));
    history.record(vec![
        settled_stage(1, Outcome::NotResolved, on("2026-11-30")),
        stage_opened("s2", on("2026-11-30"), Why::Unresolved),
    ]);
    assert_eq!(history.standing().next_due, Some(on("2026-12-07").date));
    history.record(vec![
        settled_stage(2, Outcome::Resolved, on("2026-11-30")),
        What::Ended {
            ending: "agreed".into(),
            on: on("2026-11-30"),
            note: String::new(),
            dissent: String::new(),
        },
    ]);
    assert_eq!(history.standing().next_due, None);
    history.record(vec![What::Reopened {
        reason: "It happened again".into(),
        on: on("2026-11-30"),
    }]);
    assert_eq!(
        history.standing().next_due,
        None,
        "a date of the first time round asks nothing of the second"
    );
}
