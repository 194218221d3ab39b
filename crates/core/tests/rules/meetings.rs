//! What happens more than once: a duty after every meeting; and moments that only some situations know.

use stepwise_core::event::{Side, What, Why};
use stepwise_testkit::{History, NEXT, check, on, opening, policy, stage_opened};

fn rules() -> String {
    format!(
        r#"
[fact]
subject = {{ ask = "Who is it about?", choices = {{ child = "A child", adult = "An adult" }}, default = "child" }}
[moment]
met = {{ name = "They met", stages = ["s1"] }}
seen = {{ name = "The child was seen" }}
asked = {{ name = "The adult was asked", when = {{ subject = "adult" }} }}
[clock]
see = {{ name = "See the child", written = "by noon on the next working day", from = "raised", until = ["seen", "asked"], limit = "next working day by 12:00", owner = "both", force = "must", heading = "1" }}
[duty]
note = {{ on = "met", act = "record", who = "raiser", limit = "2 working days", force = "must", wants = "note", per = "time", say = "Write the note of the meeting", heading = "1" }}
{NEXT}"#
    )
}

#[test]
fn every_meeting_asks_for_its_note() {
    check(
        &rules(),
        r#"
name = "Two meetings, and one that was struck out"
raised = 2026-11-30
[[step]]
at = 2026-11-30T10:00
do = [{ open = "s1" }, { reached = "met" }]
expect = { ours = ["note"], due = { note = 2026-12-02, see = 2026-12-01T12:00 } }
[[step]]
at = 2026-12-01T11:59
do = [{ reached = "met" }]
expect = { due = { "note.1" = 2026-12-02, "note.2" = 2026-12-03, note = 2026-12-03 }, state = { see = "running" } }
[[step]]
at = 2026-12-01T12:01
do = [{ done = "note", for = "2" }]
expect = { state = { "note.1" = "outstanding", "note.2" = "done", see = "late" } }
[[step]]
at = 2026-12-03T09:00
says = "The first is late, though the second is written."
expect = { late = ["note", "see"] }
[[step]]
at = 2026-12-03T10:00
do = [{ reached = "met" }, { strike = "last" }]
says = "A meeting that was not held asks for nothing."
expect = { state = { "note.3" = "not shown" } }
"#,
    );
}

#[test]
fn what_may_happen_again_says_so_and_other_situations_moments_are_not_asked_for() {
    let policy = policy(&rules());
    let mut history = History::new(policy, "2026-11-30T12:00:00+00:00");
    let day = on("2026-11-30");
    history.record(vec![
        opening(&history.policy, Side::Ours, day),
        What::FactSet("subject".into(), "child".into()),
        stage_opened("s1", day, Why::Start),
    ]);
    let asked: Vec<(String, bool)> = history
        .standing()
        .datable
        .iter()
        .map(|d| (d.moment.to_string(), d.again))
        .collect();
    assert_eq!(
        asked,
        [("met".to_owned(), true), ("seen".to_owned(), false)]
    );
    history.record(vec![What::FactSet("subject".into(), "adult".into())]);
    let datable = history.standing().datable;
    assert!(datable.iter().any(|d| d.moment.as_str() == "asked"));
}
