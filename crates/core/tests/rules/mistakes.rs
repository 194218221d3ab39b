//! Mistakes in routes, sides and papers, one at a time in the invented packs: where each is found, and what
//! the author is told.

use crate::packs::{folder, pack};
use stepwise_core::policy::{Severity, check};

/// The pack, its file, what is changed into what, and how the problem begins after its place.
const MISTAKES: &[(&str, &str, &str, &str, &str)] = &[
    (
        "marlow-levels",
        "policy.toml",
        "on = \"review.again\", to",
        "on = \"review.agian\", to",
        "Moment `review` has no choice `agian`. Did you mean `again`?",
    ),
    (
        "marlow-levels",
        "policy.toml",
        "on = \"review.stop\", ",
        "",
        "Nothing follows from answer `stop` of moment `review`.",
    ),
    (
        "marlow-levels",
        "policy.toml",
        "say = \"Start Level A again\", from = [\"level-b\"]",
        "say = \"Start Level A again\", from = [\"level-a\"]",
        "Move `again` leads from stages at which `review` is never asked.",
    ),
    (
        "marlow-levels",
        "policy.toml",
        "to = [\"conciliation\", \"level-b\"]",
        "to = [\"conciliation\"]",
        "`to` of move `silent` is a list of fewer than two.",
    ),
    (
        "marlow-levels",
        "policy.toml",
        "reaches = \"referred\"",
        "reaches = \"refered\"",
        "There is no moment `refered`. Did you mean `referred`?",
    ),
    (
        "marlow-levels",
        "policy.toml",
        "reaches = \"referred\"",
        "reaches = \"gate\"",
        "Move `beside` reaches a question.",
    ),
    (
        "marlow-levels",
        "policy.toml",
        "at = \"level-b\"",
        "at = \"level-c\"",
        "There is no stage `level-c`.",
    ),
    (
        "marlow-levels",
        "policy.toml",
        "to = \"group\"",
        "to = \"board\"",
        "Only immediate harm leads to stage `group` on ladder `main`.",
    ),
    (
        "marlow-levels",
        "policy.toml",
        "needed = \"formal.opened\"",
        "needed = \"formal.opened\", default = \"urgent\"",
        "Fact `urgency` is needed and has a default.",
    ),
    (
        "marlow-levels",
        "policy.toml",
        "until = 2028-03-31",
        "until = 2025-03-31",
        "The version ends before it begins.",
    ),
    (
        "marlow-levels",
        "policy.toml",
        "choices = { yes = \"The manager agrees",
        "name = \"Asked\"\nchoices = { yes = \"The manager agrees",
        "Moment `gate` is a question and has `name`.",
    ),
    (
        "tarn-conference",
        "policy.toml",
        "when = { about = \"staff\" }, say",
        "say",
        "Exclusion `staff` leaves out every dispute.",
    ),
    (
        "tarn-conference",
        "policy.toml",
        "when = { area = \"south\" }",
        "when = { area = \"island\" }",
        "Nobody holds for `to` of duty `after` when area = south.",
    ),
    (
        "tarn-conference",
        "policy.toml",
        "{ party = \"adult\", when = { subject = \"adult\" } }",
        "{ party = \"adult\", when = { subject = \"child\" } }",
        "Nobody holds for `to` of duty `tell` when subject = adult.",
    ),
    (
        "tarn-conference",
        "policy.toml",
        "when = { about = \"conference\" } }",
        "when = { kind = \"school\" } }",
        "Ladder `conference` cannot depend on `kind`, which is asked of each agency.",
    ),
    (
        "tarn-conference",
        "policy.toml",
        "wants = \"note\", per = \"agency\", say = \"Record it",
        "wants = \"note\", per = \"stage\", say = \"Record it",
        "Duty `police` depends on `kind`, which is asked of each agency.",
    ),
    (
        "tarn-conference",
        "policy.toml",
        "who = \"both.senior\", force = \"must\", wants = \"note\", per = \"agency\", say = \"Keep",
        "who = \"body.chair\", force = \"must\", wants = \"note\", per = \"agency\", say = \"Keep",
        "Duty `heard` is of each agency and names no side.",
    ),
    (
        "tarn-conference",
        "policy.toml",
        "{ when = { kind = \"school\" }, title = \"head teacher\" }",
        "{ title = \"head teacher\" }",
        "A line of role `senior` always holds, and others come after it.",
    ),
    (
        "tarn-conference",
        "policy.toml",
        "body = \"trustees\"",
        "body = \"worker\"",
        "Role `worker` is not a body.",
    ),
    (
        "tarn-conference",
        "policy.toml",
        "title = \"sergeant\"",
        "title = \"sergeant\", body = \"chair\"",
        "A line of role `manager` does not say who it is, or says it twice.",
    ),
    (
        "tarn-conference",
        "policy.toml",
        "until = [\"resolved\", \"ended\"], say",
        "until = [\"resolved\", \"ended\"], limit = \"2 weeks\", say",
        "Duty `stays` holds until a moment and has `limit`.",
    ),
    (
        "tarn-conference",
        "policy.toml",
        "on = \"ending.dissent\"",
        "on = \"ending.disent\"",
        "There is no ending `disent`. Did you mean `dissent`?",
    ),
    (
        "quay-papers",
        "policy.toml",
        "paper = \"record\", part = \"b\"",
        "paper = \"record\", part = \"c\"",
        "Paper `record` has no part `c`.",
    ),
    (
        "quay-papers",
        "policy.toml",
        "paper = \"money\", when = { funding = \"yes\" }",
        "paper = \"money\"",
        "Duty `money` asks for paper `money`, which is not used when funding = no.",
    ),
    (
        "quay-papers",
        "forms/record.toml",
        "kind = \"long\", part = \"b\"",
        "kind = \"long\"",
        "Field `reply` names no part, and the form has parts.",
    ),
    (
        "quay-papers",
        "forms/record.toml",
        "b = { title = \"Part B: the other agency's reply\", who = \"other.manager\" }",
        "b = { title = \"B\", who = \"other.manager\" }\nc = { title = \"C\", who = \"other.manager\" }",
        "No duty fills part `c` of paper `record`.",
    ),
    (
        "rathmoyle",
        "policy.toml",
        "on = \"agrees.yes.both\", resolves",
        "on = \"agrees.maybe.both\", resolves",
        "Moment `agrees` has no choice `maybe`.",
    ),
    (
        "rathmoyle",
        "policy.toml",
        "until = \"replied.other\"",
        "until = \"replied\"",
        "Clock `reply` stops when the first agency dates `replied`. Write replied.other",
    ),
    (
        "rathmoyle",
        "policy.toml",
        "until = \"reported.both\"",
        "until = \"deferred.both\"",
        "Moment `deferred` is not of each agency",
    ),
    (
        "rathmoyle",
        "policy.toml",
        "per = \"agency\", say = \"Fill in part B",
        "per = \"stage\", say = \"Fill in part B",
        "Duty `part-b` reaches `replied`, which is dated for each agency.",
    ),
    (
        "glen-orrin",
        "policy.toml",
        "on = \"answered.yes\", resolves",
        "stages = [\"local\"], on = \"notice\", resolves",
        "Ending `hearing` is on offer at stages at which `notice` is never asked.",
    ),
    (
        "tollgate",
        "policy.toml",
        "say = \"Go back\", from = [\"s2\"]",
        "say = \"Go back\", from = [\"s1\"]",
        "Move `back` leads from stages at which nothing of stage `s2` happens.",
    ),
    (
        "tollgate",
        "policy.toml",
        "wants = \"note\", per",
        "wants = \"note\", limit = \"entered by body.chair\", per",
        "Duty `hold` has a limit that somebody sets at the time.",
    ),
    (
        "tollgate",
        "policy.toml",
        "from = \"s1.opened\", until = \"s1.left\"",
        "from = \"s3.opened\", until = \"s1.left\"",
        "Clock `one` starts only at a stage that comes after its own.",
    ),
    (
        "tollgate",
        "policy.toml",
        "until = \"s1.left\", limit",
        "until = \"s1.left\", void = \"s1.left\", limit",
        "Clock `one` is met and superseded by the same moment.",
    ),
    (
        "glen-orrin",
        "policy.toml",
        "until = \"met\", limit",
        "until = \"briefed\", limit",
        "Nothing under `until` of clock `meet` can be dated at its stages.",
    ),
];

#[test]
fn each_mistake_in_a_route_is_named_with_its_place() {
    let mut wrong = Vec::new();
    for (name, file, from, to, wanted) in MISTAKES {
        let mut pack = pack(&folder().join(name));
        let bytes = pack.files.get(*file).cloned().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains(from), "{from} is not in {name}/{file}");
        let changed = text.replacen(from, to, 1);
        pack.files.insert((*file).to_owned(), changed.into_bytes());
        let (_, problems) = check(&pack, stepwise_core::policy::Known::default());
        let found = problems.iter().find(|p| {
            p.message.starts_with(wanted)
                || format!("{} {}", p.message, p.remedy).starts_with(wanted)
        });
        match found {
            None => wrong.push(format!("{to}\n  wanted {wanted}\n  said {problems:#?}")),
            Some(problem) if problem.line == 0 && problem.severity == Severity::Error => {
                wrong.push(format!("{wanted} has no line"));
            }
            Some(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
