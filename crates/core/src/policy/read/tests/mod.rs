mod careful;
mod documented;
mod hostile;
mod mistakes;
mod real;
mod schemas;
mod spans;
mod together;

use super::*;
use crate::policy::{Limit, MomentRef, PackError, Severity, Span, Target, Unit};

const BASE: &str = include_str!("base.toml");
const FORM: &str = include_str!("form.toml");
const LETTER: &str = include_str!("letter.toml");

/// The invented pack, which has no problem.
fn base() -> Pack {
    let mut pack = Pack::default();
    pack.files.insert("policy.toml".into(), BASE.into());
    pack.files.insert("forms/form.toml".into(), FORM.into());
    pack.files.insert("forms/letter.toml".into(), LETTER.into());
    pack
}

#[test]
fn the_base_has_no_problem() {
    let (policy, problems) = read_all(&base());
    assert_eq!(problems, []);
    let policy = policy.unwrap();
    assert_eq!(
        policy.clocks[0].limit,
        Limit::Span(Span::new(2, Unit::WorkingDays))
    );
    assert_eq!(
        policy.clocks[1].from,
        [MomentRef::Stage(
            "s1".into(),
            crate::policy::StageMoment::Left
        )]
    );
    assert_eq!(policy.moves[1].to, Target::AnyHigher);
    let order: Vec<&str> = policy.clocks.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(
        order,
        ["s1", "s2", "all"],
        "the order of the file is the order on screen"
    );
    assert_eq!(policy.papers[0].fields[1].id, "stage");
    assert_eq!(policy.duties[0].cite.heading, "Stage 1");
    assert_eq!(policy.digest, base().digest());
}

#[test]
fn sub_tables_are_the_same() {
    let line = BASE.lines().find(|l| l.starts_with("done = ")).unwrap();
    let inner = line
        .strip_prefix("done = { ")
        .unwrap()
        .strip_suffix(" }")
        .unwrap();
    let table = format!("[ending.done]\n{}\n", inner.replace(", ", "\n"));
    let mut pack = base();
    let text = BASE
        .replace("[ending]\n", "")
        .replace(&format!("{line}\n"), &table);
    pack.files.insert("policy.toml".into(), text.into());
    let (policy, problems) = read_all(&pack);
    assert_eq!(problems, []);
    assert_eq!(policy.unwrap().endings[0].id.as_str(), "done");
}

#[test]
fn a_pack_has_one_form_in_bytes() {
    let bytes = base().to_bytes();
    assert_eq!(Pack::from_bytes(&bytes).unwrap(), base());
    assert_eq!(
        Pack::from_bytes(b"something else"),
        Err(PackError::NotAPack)
    );
    for cut in 17..bytes.len() {
        if let Ok(pack) = Pack::from_bytes(&bytes[..cut]) {
            assert!(pack.files.len() < 3);
        }
    }
    let mut odd = Pack::default();
    odd.files
        .insert("forms/../../secret.toml".into(), Vec::new());
    assert_eq!(Pack::from_bytes(&odd.to_bytes()), Err(PackError::Damaged));
    assert!(
        !Pack::takes("examples/one.toml")
            && !Pack::takes("forms/a/b.toml")
            && !Pack::takes("forms/.toml")
    );
}

#[test]
fn what_is_known_besides_is_checked() {
    let none = BTreeMap::new();
    let known = Known {
        today: "2028-01-01".parse().ok(),
        calendars: Some(&none),
        ..Known::default()
    };
    let (policy, problems) = check(&base(), known);
    assert!(policy.is_none());
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "policy.toml:9:12: There is no calendar `england-and-wales`.",
            "policy.toml:40:81: warning: Contact `office` was last checked on 2026-11-20. That is more than a year ago. Look at the source again.",
        ]
    );
    assert_eq!(problems[1].severity, Severity::Warning);
}

/// Shapes that other boards' policies have: each is data, and none is a problem.
#[test]
fn other_shapes_are_sayable() {
    let shapes = [
        (
            "silence offers the next stage",
            "on = \"stage.unresolved\", to = \"next\"",
            "on = [\"stage.unresolved\", \"clock.s1.passed\"], to = \"next\"",
        ),
        (
            "a limit in two wordings",
            "limit = \"2 working days\"",
            "limit = \"48 hours (2 working days)\"",
        ),
        (
            "a limit that somebody sets",
            "limit = \"2 working days\"",
            "limit = \"entered by body.chair\"",
        ),
        (
            "no number",
            "limit = \"24 hours\"",
            "limit = \"without delay\"",
        ),
        (
            "either of two starts",
            "from = \"outset\", until = \"s1.left\"",
            "from = [\"outset\", \"raised\"], until = [\"s1.left\", \"resolved\"]",
        ),
        (
            "superseded by a skipped stage",
            "stages = [\"s1\"], heading",
            "stages = [\"s1\"], void = \"s1.skipped\", heading",
        ),
        (
            "two routes by what it is about",
            "main = { stages = [\"s1\", \"s2\"] }",
            "main = { stages = [\"s1\", \"s2\"], when = { subject = \"child\" } }\nfast = { stages = [\"s2\"], when = { subject = \"adult\" } }",
        ),
        (
            "two calendars",
            "calendar = \"england-and-wales\"",
            "calendar = { guernsey = { when = { subject = \"child\" } }, alderney = { when = { subject = \"adult\" } } }",
        ),
        (
            "an optional stage",
            "say = \"They talk.\", pairs = [[\"worker\"",
            "optional = true, say = \"They talk.\", pairs = [[\"worker\"",
        ),
        (
            "one side only",
            "pairs = [[\"worker\", \"worker\"]]",
            "pairs = [[\"worker\", []]]",
        ),
        (
            "a way out of the policy",
            "[ending]",
            "out = { say = \"Ask the board\", from = [\"s2\"], on = \"s2.unresolved\", to = { elsewhere = \"Ask the board.\" }, heading = \"Stage 2\" }\n[ending]",
        ),
        (
            "back to an earlier stage",
            "[ending]",
            "back = { say = \"Go back\", from = [\"s2\"], on = \"reported\", to = \"s1\", heading = \"Stage 2\" }\n[ending]",
        ),
        (
            "only after a stage",
            "when = { subject = \"child\" }, heading = \"Stage 2\"",
            "when = { subject = \"child\", reached = \"s2\", resolved-at = [\"s1\", \"s2\"] }, heading = \"Stage 2\"",
        ),
        (
            "the family is told",
            "to = [\"own.manager\"]",
            "to = [\"family\", \"counterpart.manager\", \"body.chair\"]",
        ),
        (
            "an ending that binds",
            "binds = \"not-said\"",
            "stages = [\"s1\", \"s2\"], binds = \"yes\"",
        ),
    ];
    for (what, from, to) in shapes {
        assert!(BASE.contains(from), "{what}");
        let mut pack = base();
        pack.files
            .insert("policy.toml".into(), BASE.replacen(from, to, 1).into());
        assert_eq!(read_all(&pack).1, [], "{what}");
    }
}
