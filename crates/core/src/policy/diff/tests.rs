use super::*;
use crate::policy::{Pack, read};

const BASE: &str = include_str!("../read/tests/base.toml");
const FORM: &str = include_str!("../read/tests/form.toml");
const LETTER: &str = include_str!("../read/tests/letter.toml");

fn policy(main: &str, form: &str) -> Policy {
    let files = [
        ("policy.toml", main),
        ("forms/form.toml", form),
        ("forms/letter.toml", LETTER),
    ];
    let files = files.map(|(p, t)| (p.to_owned(), t.as_bytes().to_vec()));
    read(&Pack {
        files: files.into(),
    })
    .unwrap()
}

fn said(from: &str, to: &str) -> Vec<String> {
    assert!(BASE.contains(from), "{from}");
    let old = policy(BASE, FORM);
    let new = policy(&BASE.replacen(from, to, 1), FORM);
    diff(&old, &new).iter().map(ToString::to_string).collect()
}

#[test]
fn the_same_policy_has_no_difference() {
    assert_eq!(diff(&policy(BASE, FORM), &policy(BASE, FORM)), []);
}

#[test]
fn each_change_is_said_in_words() {
    for (from, to, wanted) in [
        (
            "limit = \"3 working days\"",
            "limit = \"1 working day\"",
            "Time limit, changed: Settle stage 2\n    The time: was 3 working days; is now 1 working day.",
        ),
        (
            "email = \"office@board.example\", ",
            "email = \"new@board.example\", phone = \"01632 960001\", ",
            "Contact, changed: Business Manager\n    E-mail: was “office@board.example”; is now “new@board.example”.\n    Telephone: now “01632 960001”. It was not said before.",
        ),
        (
            "title = \"Worker to worker\"",
            "title = \"Practitioners\"",
            "Stage, changed: Stage 1, Practitioners\n    What it is: was “Worker to worker”; is now “Practitioners”.",
        ),
        (
            "say = \"Tell your manager\", ",
            "say = \"Tell your manager\", limit = \"24 hours\", ",
            "Duty, changed: Tell your manager\n    Within: now 24 hours. It was not said before.",
        ),
        (
            "force = \"must\", wants = \"note\"",
            "force = \"should\", wants = \"note\"",
            "Duty, changed: Tell your manager\n    How strong: was must; is now should.",
        ),
        (
            "judge = \"both\"",
            "judge = \"raiser\"",
            "Ending, changed: Resolved\n    Who says so: was both sides; is now the side that raised it.",
        ),
        (
            "zone = \"Europe/London\"",
            "zone = \"Europe/Guernsey\"",
            "About the policy, changed: Time zone\n    It says: was “Europe/London”; is now “Europe/Guernsey”.",
        ),
        (
            "to = \"any-higher\"",
            "to = \"s2\"",
            "Way on, changed: Go higher at once\n    It leads to: was any later stage; is now Stage 2.",
        ),
        (
            "wants = \"note\", per = \"stage\"",
            "wants = \"note\", per = \"once\"",
            "Duty, changed: Tell your manager\n    Smaller details differ: per.",
        ),
    ] {
        assert_eq!(said(from, to), [wanted], "{to}");
    }
}

#[test]
fn what_comes_and_goes_is_said_with_its_content() {
    let check =
        "clear = { ask = \"What exactly do you disagree with?\", force = \"good-practice\" }";
    let other = "aim = { ask = \"What do you want?\", force = \"good-practice\" }";
    assert_eq!(
        said(check, other),
        [
            "Question before escalating, new: What do you want?\n    It asks: “What do you want?”.\n    How strong: good practice.",
            "Question before escalating, no longer there: What exactly do you disagree with?\n    It asks: “What exactly do you disagree with?”.\n    How strong: good practice.",
        ]
    );
}

#[test]
fn a_field_of_a_form_is_said() {
    let old = policy(BASE, FORM);
    let label = FORM
        .split("label = \"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let new = policy(BASE, &FORM.replacen(label, "Name of the child", 1));
    let found = diff(&old, &new);
    assert_eq!((found.len(), found[0].part), (1, Part::Form));
    assert!(found[0].words[0].contains("Name of the child"), "{found:?}");
}
