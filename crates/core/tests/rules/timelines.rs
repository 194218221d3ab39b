//! The format of timelines: what is wrong in one is all named, and a case is moved to another version.

use stepwise_core::policy::Policy;
use stepwise_core::simulate::{Step, Timeline, run_versions};
use stepwise_testkit::{HEAD, RULES, calendars, policy, sample_policy};

fn wrong(text: &str) -> Vec<String> {
    let error = Timeline::parse(text, "t.toml").unwrap_err();
    error.problems().iter().map(ToString::to_string).collect()
}

fn holds(found: &[String], wanted: &[&str]) {
    for words in wanted {
        assert!(
            found.iter().any(|f| f.contains(words)),
            "{words}\n{found:#?}"
        );
    }
    assert_eq!(found.len(), wanted.len(), "{found:#?}");
}

#[test]
fn every_slip_is_named_with_its_line_and_what_to_do() {
    let text = r#"
name = "Slips"
raised = 2026-12-03T09:00:00Z
rasied-by = "ours"
subjects = ["chidl"]
people = [{ side = "ours" }]

[[step]]
at = 2026-12-03
do = [
  { opne = "s1" },
  { open = "s1", done = "safe" },
  { open = "s1", is = "adult" },
  { resolved = false },
  { fact = "subject" },
  { limit = "s1", by = "tomorrow" },
  { done = "safe", visit = "one" },
]
expect = { stage = 1, due = { s1 = "2026-12-29" }, ours = "safe", satte = {} }

[[step]]
says = "No moment."
"#;
    holds(
        &wrong(text),
        &[
            "t.toml:3:10: `2026-12-03T09:00:00Z` is no local date",
            "t.toml:4:1: Unknown key `rasied-by` in the file. Did you mean `raised-by`?",
            "t.toml:5:13: `subjects` of the file cannot be `chidl`. Did you mean `child`?",
            "t.toml:6:11: `roles` is missing",
            "t.toml:11:3: Entry 1 of `do` of step 1 must have exactly one of the keys that record something, and has none. Did you mean `open` for `opne`?",
            "t.toml:12:3: Entry 2 of `do` of step 1 must have exactly one of the keys that record something, and has more than one.",
            "t.toml:13:18: Unknown key `is` in entry 3",
            "t.toml:14:16: `resolved` of entry 4 of `do` of step 1 is true or false. It must be `true`; leave it out",
            "t.toml:15:3: `fact` needs `is`, the answer.",
            "t.toml:16:24: `by` of entry 6",
            "t.toml:17:28: `visit` of entry 7 of `do` of step 1 is a text. It must be a whole number.",
            "t.toml:19:20: `stage` of `expect` of step 1 is a whole number",
            "t.toml:19:36: `s1` of `due`",
            "t.toml:19:59: `ours`",
            "t.toml:19:67: Unknown key `satte`",
            "t.toml:21:1: `at` is missing in step 2.",
        ],
    );
}

#[test]
fn what_is_no_toml_and_what_has_no_step_is_said() {
    let found = wrong("name = \"x\"\nraised = 2026-12-03\n");
    holds(&found, &["A timeline needs at least one [[step]]."]);
    let found = wrong("name = \"x\nraised = = 3\n");
    assert!(
        found.len() >= 2 && found.iter().all(|f| f.contains("This is not TOML")),
        "{found:#?}"
    );
    let found = wrong("format = 2\nname = \"x\"\nraised = 2026-12-03\n[[step]]\nat = 2026-12-03\n");
    holds(
        &found,
        &["t.toml:1:10: This timeline is written in a format that this version does not know."],
    );
}

/// The sample policy as its board wrote it anew: another label, another limit.
fn second() -> Policy {
    let from = "limit = \"5 working days\"";
    assert!(RULES.contains(from));
    let rules = RULES.replace(from, "limit = \"8 working days\"");
    assert!(HEAD.contains("label = "));
    let mut new = policy(&rules);
    new.version.label = "second".to_owned();
    new
}

fn play(policy: &Policy, others: &[&Policy], text: &str) -> Result<Vec<Step>, String> {
    let timeline = Timeline::parse(text, "t.toml").unwrap();
    run_versions(policy, others, &calendars(), &timeline).map_err(|e| e.to_string())
}

const MOVED: &str = r#"
name = "To another version"
raised = 2026-12-03
[[step]]
at = 2026-12-04T10:00
do = [{ open = "s1", on = 2026-12-03 }, { unresolved = true }, { open = "s2" }, { not-moved-to = "second", reason = "Nearly settled" }]
expect = { version = "FIRST", due = { s2 = 2026-12-11 } }
[[step]]
at = 2026-12-07T10:00
do = [{ moved-to = "second", reason = "The board asked for it" }, { link = "case-2" }]
expect = { version = "second", due = { s2 = 2026-12-16 }, links = ["case-2"] }
[[step]]
at = 2026-12-08T10:00
do = [{ moved-to = "FIRST" }, { unresolved = true }]
expect = { version = "FIRST", due = { s2 = 2026-12-11 } }
"#;

#[test]
fn a_case_is_moved_to_another_version_and_back() {
    let (first, second) = (sample_policy(), second());
    let text = MOVED.replace("FIRST", &first.version.label);
    let steps = play(&first, &[&second], &text).unwrap();
    for step in &steps {
        assert_eq!(step.mismatches, Vec::<String>::new());
    }
}

#[test]
fn a_version_that_is_not_at_hand_is_named_with_those_that_are() {
    let (first, second) = (sample_policy(), second());
    let text = MOVED.replace("FIRST", &first.version.label);
    let said = play(&first, &[], &text).unwrap_err();
    assert!(
        said.contains("t.toml:6:81: Step 1: There is no version `second`"),
        "{said}"
    );
    // Every one is named, not only the first.
    assert!(said.contains("t.toml:10:7: Step 2"), "{said}");
    let said = play(&first, &[&second], &text.replace("\"second\"", "\"third\"")).unwrap_err();
    assert!(said.contains("There are: second."), "{said}");
}
