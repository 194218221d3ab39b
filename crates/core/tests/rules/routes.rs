//! Stages, ways on and endings.

use stepwise_core::case::Phase;
use stepwise_core::event::{Outcome, Side, What, Why};
use stepwise_core::standing::{RungState, Whose};
use stepwise_testkit::{
    History, RULES, check, on, opening, sample_policy, settled_stage, stage_opened,
};

#[test]
fn next_after_unresolved() {
    check(
        RULES,
        r#"
name = "Up"
raised = 2026-11-30
[[step]]
at = 2026-11-30
do = [{ open = "s1" }]
expect = { moves = [], endings = ["agreed"], stage = "s1", phase = "at-stage" }
[[step]]
at = 2026-11-30
do = [{ open = "s2", why = "unresolved" }]
expect = { refusal = "stage-not-allowed" }
[[step]]
at = 2026-12-01
do = [{ unresolved = true }]
expect = { moves = ["next"], leads-to = { next = ["s2"] } }
[[step]]
at = 2026-12-01
do = [{ open = "s3" }]
expect = { refusal = "stage-not-allowed", stage = "s1" }
[[step]]
at = 2026-12-01
do = [{ open = "s2" }, { unresolved = true }, { open = "s3" }]
expect = { stage = "s3", moves = [], endings = ["agreed", "dissent"] }
[[step]]
at = 2026-12-02
do = [{ end = "dissent" }]
expect = { phase = "ended", stage = "none", endings = [] }
"#,
    );
}

#[test]
fn immediate_harm_leads_to_any_higher_stage() {
    check(
        RULES,
        r#"
name = "Harm"
raised = 2026-11-30
[[step]]
at = 2026-11-30
do = [{ open = "s3", why = "risk", reason = "Harm is likely" }]
expect = { refusal = "stage-not-allowed" }
[[step]]
at = 2026-11-30
do = [{ harm = true }]
expect = { moves = ["risk"], leads-to = { risk = ["s1", "s2", "s3"] } }
[[step]]
at = 2026-11-30
do = [{ open = "s2", reason = "Harm is likely" }]
expect = { stage = "s2", moves = ["risk"], leads-to = { risk = ["s3"] }, state = { s2 = "ask-start" } }
"#,
    );
}

#[test]
fn what_was_not_resolved_may_be_resolved_before_the_next_stage() {
    check(
        RULES,
        r#"
name = "Agreed after all"
raised = 2026-11-30
[[step]]
at = 2026-12-01
do = [{ open = "s1", on = 2026-11-30 }, { unresolved = true }]
expect = { stage = "s1", phase = "at-stage" }
[[step]]
at = 2026-12-02
do = [{ unresolved = true }]
expect = { refusal = "already-settled" }
[[step]]
at = 2026-12-02
do = [{ resolved = true, on = 2026-11-30 }]
expect = { refusal = "wrong-order" }
[[step]]
at = 2026-12-02
do = [{ resolved = true }]
expect = { phase = "resolved", moves = [] }
[[step]]
at = 2026-12-02
do = [{ unresolved = true }]
expect = { refusal = "already-settled" }
[[step]]
at = 2026-12-02
do = [{ resolved = true }]
expect = { refusal = "already-settled" }
"#,
    );
    // Once the next stage is open, the one before keeps its outcome.
    check(
        RULES,
        r#"
name = "Too late"
raised = 2026-11-30
[[step]]
at = 2026-12-01
do = [{ open = "s1", on = 2026-11-30 }, { unresolved = true }, { open = "s2" }]
expect = { stage = "s2" }
[[step]]
at = 2026-12-02
do = [{ resolved = true }]
expect = { phase = "resolved" }
"#,
    );
}

#[test]
fn both_outcomes_stay_and_a_slip_gives_the_first_one_back() {
    let mut history = History::new(sample_policy(), "2026-12-01T12:00:00+00:00");
    let day = on("2026-12-01");
    let opened = opening(&history.policy, Side::Ours, day);
    history.record(vec![opened]);
    history.record(vec![stage_opened("s1", day, Why::Start)]);
    history.record(vec![settled_stage(1, Outcome::NotResolved, day)]);
    history.record(vec![settled_stage(1, Outcome::Resolved, day)]);
    let outcome = |history: &History| history.case().visits[0].outcome.as_ref().unwrap().outcome;
    let both = history.events.iter();
    let both = both.filter(|e| matches!(e.what, What::StageSettled { .. }));
    assert_eq!(both.count(), 2);
    assert_eq!(outcome(&history), Outcome::Resolved);
    let seq = history.case().last_seq;
    let reason = "They had not agreed".to_owned();
    history.record(vec![What::Struck { seq, reason }]);
    assert_eq!(outcome(&history), Outcome::NotResolved);
    assert_eq!(history.case().phase, Phase::AtStage { visit: 1 });
}

#[test]
fn optional_stages_are_skipped_by_choice() {
    let rules = r#"
[ladder.second]
stages = ["s1", "s4", "s3"]
when = { route = ["long"] }
[stage.s4]
name = "Stage 1b"
title = "Meeting"
act = { raiser = "Meet", other = "Meet" }
say = "They meet."
pairs = [["manager", "manager"]]
optional = true
heading = "2"
[fact]
route = { ask = "Which?", choices = { short = "Short", long = "Long" } }
[moment]
[move]
next = { say = "Go on", from = ["s1", "s2", "s4"], on = "stage.unresolved", to = "next", heading = "5" }
[duty]
missed = { on = "s4.skipped", act = "record", who = "raiser", force = "must", wants = "note", per = "once", say = "Say why there was no meeting", heading = "7" }
"#.replace("[moment]\n", "");
    let head = stepwise_testkit::HEAD;
    assert!(head.contains("main = { stages"));
    let mut pack = stepwise_testkit::pack(&rules);
    let text = String::from_utf8(pack.files["policy.toml"].clone()).unwrap();
    let text = text.replace(
        "main = { stages = [\"s1\", \"s2\", \"s3\"] }",
        "main = { stages = [\"s1\", \"s2\", \"s3\"], when = { route = [\"short\"] } }",
    );
    pack.files.insert("policy.toml".into(), text.into_bytes());
    let policy = stepwise_core::policy::read(&pack).unwrap_or_else(|p| panic!("{p:#?}"));
    let timeline = stepwise_core::simulate::Timeline::parse(
        r#"
name = "Optional"
raised = 2026-11-30
facts = { route = "long" }
[[step]]
at = 2026-11-30
do = [{ open = "s1" }, { unresolved = true }]
expect = { ladder = "second", leads-to = { next = ["s4", "s3"] } }
[[step]]
at = 2026-11-30
do = [{ open = "s3" }]
expect = { stage = "s3", ours = ["missed"] }
"#,
        "t.toml",
    )
    .unwrap();
    let steps =
        stepwise_core::simulate::run(&policy, &stepwise_testkit::calendars(), &timeline).unwrap();
    assert!(
        steps.iter().all(|s| s.mismatches.is_empty()),
        "{:#?}",
        steps.iter().map(|s| &s.mismatches).collect::<Vec<_>>()
    );
}

#[test]
fn raised_against_us() {
    let mut history = History::new(sample_policy(), "2026-11-30T12:00:00+00:00");
    let opened = opening(&history.policy, Side::Theirs, on("2026-11-30"));
    history.record(vec![opened]);
    history.record(vec![stage_opened("s1", on("2026-11-30"), Why::Start)]);
    let standing = history.standing();
    assert_eq!(standing.act.as_deref(), Some("Answer the worker"));
    let record = standing
        .tasks
        .iter()
        .find(|t| t.key.duty.as_str() == "record")
        .unwrap();
    assert_eq!(record.who.whose, Whose::Theirs);
    assert_eq!(
        record.who.note, None,
        "who that is in a school is no matter of theirs"
    );
    assert_eq!(standing.pairs[0].0[0].whose, Whose::Ours);
    assert_eq!(
        standing.rungs.iter().map(|r| r.state).collect::<Vec<_>>(),
        [RungState::Here, RungState::Ahead, RungState::Ahead]
    );
    assert_eq!(
        standing.changes_at,
        Some(stepwise_testkit::stamp("2026-12-03T00:00:00+00:00"))
    );
}
