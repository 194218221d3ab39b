//! Time limits.

use stepwise_testkit::{RULES, check, play};

#[test]
fn the_start_day_is_day_0_and_closed_days_are_named() {
    check(
        RULES,
        r#"
name = "Christmas"
raised = 2026-12-24T15:00
[[step]]
at = 2026-12-24T16:00
do = [{ open = "s1" }]
[step.expect]
stage = "s1"
due = { s1 = 2026-12-30 }
state = { s1 = "running", managers = "waiting" }
counted = { s1 = 2 }
skipped = { s1 = ["2026-12-25 Christmas Day", "2026-12-26 Saturday", "2026-12-27 Sunday", "2026-12-28 Boxing Day (substitute day)"] }
assumed = ["s1"]
next-due = 2026-12-30
no-limit = false
[[step]]
at = 2026-12-30T23:59
expect = { state = { s1 = "running" }, moves = [] }
[[step]]
at = 2026-12-31T00:00
expect = { state = { s1 = "late" }, late = ["s1"], moves = ["silence"], leads-to = { silence = ["s2"] } }
"#,
    );
}

#[test]
fn a_start_on_a_closed_day_counts_from_the_next_working_day() {
    check(
        RULES,
        r#"
name = "A Saturday"
raised = 2026-11-28
[[step]]
at = 2026-11-29
do = [{ open = "s1" }]
expect = { due = { s1 = 2026-12-01 }, counted = { s1 = 2 }, skipped = { s1 = ["2026-11-29 Sunday"] } }
"#,
    );
}

#[test]
fn a_cap_is_the_earlier_of_the_two() {
    check(
        RULES,
        r#"
name = "The whole caps stage 2"
raised = 2026-11-30
[[step]]
at = 2026-12-09
do = [{ open = "s1", on = 2026-11-30 }, { unresolved = true, on = 2026-12-09 }, { open = "s2", on = 2026-12-09 }]
[step.expect]
due = { s1 = 2026-12-02, s2 = 2026-12-14, whole = 2026-12-14 }
capped = { s1 = "none", s2 = "whole" }
state = { s1 = "met-late", s2 = "running" }
"#,
    );
}

#[test]
fn hours_run_over_nights_and_closed_days_and_need_a_time() {
    check(
        RULES,
        r#"
name = "24 hours"
raised = 2026-12-24
[[step]]
at = 2026-12-24T15:00
do = [{ open = "s1" }, { reached = "reported", on = 2026-12-24T14:00 }]
expect = { due = { managers = 2026-12-25T14:00 }, closed-day = { managers = "Christmas Day" }, state = { managers = "running" } }
[[step]]
at = 2026-12-25T14:00
expect = { state = { managers = "running" } }
[[step]]
at = 2026-12-25T14:01
expect = { state = { managers = "late" } }
[[step]]
at = 2026-12-25T15:00
do = [{ reached = "met", on = 2026-12-25T13:59 }]
expect = { state = { managers = "met" } }
"#,
    );
    check(
        RULES,
        r#"
name = "No time of day"
raised = 2026-12-24
[[step]]
at = 2026-12-24T15:00
do = [{ open = "s1" }, { reached = "reported", on = 2026-12-24 }]
expect = { state = { managers = "ask-time" } }
"#,
    );
}

#[test]
fn hours_over_the_clock_change() {
    check(
        RULES,
        r#"
name = "The clocks go forward on 28 March 2027"
raised = 2027-03-27
[[step]]
at = 2027-03-27T20:00
do = [{ open = "s1" }, { reached = "reported", on = 2027-03-27T14:00 }]
expect = { due = { managers = 2027-03-28T15:00 }, closed-day = { managers = "Sunday" } }
"#,
    );
}

#[test]
fn one_limit_over_a_run_of_stages() {
    check(
        RULES,
        r#"
name = "The managers' time goes on over stages 1 and 2"
raised = 2026-11-30
[[step]]
at = 2026-11-30T12:00
do = [{ open = "s1" }, { reached = "reported", on = 2026-11-30T12:00 }, { unresolved = true }, { open = "s2" }]
expect = { due = { managers = 2026-12-01T12:00 }, state = { managers = "running" } }
"#,
    );
}

#[test]
fn a_skipped_stage_gives_no_start() {
    let steps = play(
        RULES,
        r#"
name = "From stage 1 to stage 2 by silence"
raised = 2026-11-30
[[step]]
at = 2026-11-30
do = [{ open = "s1" }]
[[step]]
at = 2026-12-03
do = [{ open = "s2" }]
expect = { state = { s1 = "met-late", s2 = "ask-start", whole = "running" }, stage = "s2" }
[[step]]
at = 2026-12-03
do = [{ limit = "s2", by = 2026-12-08 }]
expect = { state = { s2 = "running" }, due = { s2 = 2026-12-08 } }
"#,
    );
    assert!(steps.iter().all(|s| s.mismatches.is_empty()), "{steps:#?}");
}

#[test]
fn a_limit_that_a_chair_sets_is_asked_for() {
    check(
        RULES,
        r#"
name = "The Chair"
raised = 2026-11-30
[[step]]
at = 2026-11-30
do = [{ open = "s3", why = "already-there" }]
expect = { state = { chair = "ask-limit" } }
[[step]]
at = 2026-12-01
do = [{ limit = "chair", by = 2026-12-12 }]
expect = { due = { chair = 2026-12-12 }, closed-day = { chair = "Saturday" }, state = { chair = "running" } }
[[step]]
at = 2026-12-02
do = [{ limit = "whole", by = 2026-12-12 }]
expect = { refusal = "limit-not-asked" }
"#,
    );
}

#[test]
fn late_stays_late_and_a_left_stage_supersedes() {
    let rules = r#"
[moment]
reply = { name = "They replied", stages = ["s1"] }
[clock]
reply = { name = "Reply", written = "2 working days", from = "s1.opened", until = "reply", limit = "2 working days", owner = "other", force = "must", stages = ["s1"], heading = "6" }
"#;
    check(
        rules,
        r#"
name = "Late, then left"
raised = 2026-11-30
[[step]]
at = 2026-12-04
do = [{ open = "s1", on = 2026-11-30 }, { unresolved = true }, { open = "s2" }]
expect = { state = { reply = "late" } }
"#,
    );
    check(
        rules,
        r#"
name = "Left before it was due"
raised = 2026-11-30
[[step]]
at = 2026-12-01
do = [{ open = "s1", on = 2026-11-30 }, { unresolved = true }, { open = "s2" }]
expect = { state = { reply = "superseded" } }
[[step]]
at = 2026-12-20
expect = { state = { reply = "superseded" }, no-limit = true }
"#,
    );
}

#[test]
fn void_moments_supersede() {
    let rules = r#"
[moment]
fast = { name = "The fast route was taken" }
[clock]
slow = { name = "Settle it", written = "5 working days", from = "raised", until = "resolved", void = "fast", limit = "5 working days", owner = "both", force = "must", heading = "6" }
"#;
    check(
        rules,
        r#"
name = "Void"
raised = 2026-11-30
[[step]]
at = 2026-12-01
expect = { state = { slow = "running" } }
[[step]]
at = 2026-12-02
do = [{ reached = "fast" }]
expect = { state = { slow = "superseded" } }
"#,
    );
}

#[test]
fn beyond_the_calendar_is_one_clocks_refusal() {
    let steps = play(
        RULES,
        r#"
name = "The calendar ends"
raised = 2027-12-30
[[step]]
at = 2027-12-30
do = [{ open = "s1" }]
expect = { state = { s1 = "refused", whole = "refused" }, stage = "s1" }
"#,
    );
    assert_eq!(steps[0].mismatches, Vec::<String>::new());
    let why = steps[0]
        .clocks
        .iter()
        .find(|c| c.clock == "s1")
        .unwrap()
        .why
        .clone()
        .unwrap();
    assert_eq!(
        why,
        "The calendar for Teston is not known beyond 31 December 2027."
    );
}

#[test]
fn two_wordings_and_urgent_limits() {
    let rules = r#"
[clock]
both = { name = "Answer", written = "48 hours (2 working days)", from = "raised", until = "s1.opened", limit = "48 hours (2 working days)", owner = "other", force = "must", heading = "6" }
now = { name = "Go on", written = "without delay", from = "s1.opened", until = "s1.left", limit = "without delay", owner = "raiser", force = "must", stages = ["s1"], heading = "6" }
weeks = { name = "Close", written = "2 weeks", from = "raised", until = "ended", limit = "2 weeks", owner = "raiser", force = "should", heading = "6" }
"#;
    check(
        rules,
        r#"
name = "Both, urgent, weeks"
raised = 2026-11-27T10:00
[[step]]
at = 2026-11-28T10:00
expect = { due = { both = 2026-11-29T10:00, weeks = 2026-12-11 }, closed-day = { both = "Sunday" }, counted = { weeks = 2 } }
[[step]]
at = 2026-11-29T09:00
do = [{ open = "s1" }]
expect = { state = { both = "met", now = "urgent" }, no-limit = false }
[[step]]
at = 2026-11-30T09:00
do = [{ resolved = true }]
expect = { state = { now = "met" }, phase = "resolved" }
[[step]]
at = 2026-12-14T09:00
do = [{ end = "agreed" }]
expect = { state = { weeks = "met-late" }, phase = "ended" }
"#,
    );
}

#[test]
fn a_reopened_case_counts_anew() {
    check(
        RULES,
        r#"
name = "Reopened"
raised = 2026-11-30
[[step]]
at = 2026-12-01
do = [{ open = "s1", on = 2026-11-30 }, { resolved = true }, { end = "agreed" }]
expect = { state = { whole = "met", s1 = "met" }, phase = "ended", moves = [] }
[[step]]
at = 2027-02-01
do = [{ reopen = true, reason = "It happened again" }, { open = "s1" }]
expect = { state = { whole = "running", s1 = "running" }, due = { whole = 2027-02-15, s1 = 2027-02-03 } }
"#,
    );
}
