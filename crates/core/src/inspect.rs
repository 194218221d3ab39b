//! Everything that can be said about a policy's folder: its problems, and what came of its examples.
//!
//! The command and the window both show what is found here, in the same words.

use crate::calendar::Calendar;
use crate::coverage::{self, Coverage, Unshown};
use crate::ids::CalendarId;
use crate::policy::versions::days_problems;
use crate::policy::{self, Known, Pack, Policy, Problem, Severity};
use crate::simulate::{Step, Timeline, Unplayable};
use serde::Serialize;
use std::collections::BTreeMap;

/// The most examples that are played; more would be no example.
const MOST_EXAMPLES: usize = 200;

/// A policy's folder, sorted: what belongs to the pack, its examples, and the rest.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// What the digest is made of.
    pub pack: Pack,
    /// `examples/*.toml`, by the name within the folder.
    pub examples: BTreeMap<String, Vec<u8>>,
    /// Files that are neither, by the name within the folder. They are not read.
    pub other: Vec<String>,
}

impl Folder {
    /// Sorts the files of a folder. Paths are relative to it, with `/`.
    pub fn sort(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut folder = Self::default();
        for (path, bytes) in files {
            if Pack::takes(&path) {
                folder.pack.files.insert(path, bytes);
            } else if is_example(&path) {
                folder.examples.insert(path, bytes);
            } else {
                folder.other.push(path);
            }
        }
        folder
    }
}

/// `examples/….toml`.
pub fn is_example(path: &str) -> bool {
    path.strip_prefix("examples/").is_some_and(|name| {
        name.len() > 5 && name.ends_with(".toml") && !name.contains(['/', '\\', '\0'])
    })
}

/// What was found.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The policy's name; none where the pack has an error.
    pub policy: Option<String>,
    /// SHA-256 of the pack's bytes.
    pub digest: String,
    /// Problems of the pack.
    pub problems: Vec<Problem>,
    /// Its examples.
    pub examples: Vec<Example>,
    /// What no example shows: advice, and no mistake. Empty where the pack has an error.
    pub unshown: Vec<Unshown>,
}

/// One example.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// Its file within the folder.
    pub file: String,
    /// Steps played.
    pub steps: usize,
    /// Each expectation that did not hold, or why it could not be played.
    pub wrong: Vec<Problem>,
}

impl Report {
    /// Nothing is wrong. Warnings do not count.
    pub fn right(&self) -> bool {
        self.policy.is_some() && self.examples.iter().all(|e| e.wrong.is_empty())
    }

    /// Everything found, in order: the pack's problems, then those of its examples.
    pub fn findings(&self) -> impl Iterator<Item = &Problem> {
        let examples = self.examples.iter().flat_map(|e| &e.wrong);
        self.problems.iter().chain(examples)
    }

    /// What no example shows, in a few lines; empty where there is nothing.
    pub fn advice(&self) -> Vec<String> {
        let mut said = coverage::lines(&self.unshown);
        if !said.is_empty() {
            let head = "What no example shows yet. This is advice; nothing of it is a mistake.";
            said.insert(0, head.to_owned());
        }
        said
    }

    /// The last line: "our-policy: 0 errors, 1 warning; 6 examples, 0 with something wrong."
    pub fn summary(&self) -> String {
        let count = |s| self.problems.iter().filter(|p| p.severity == s).count();
        let errors = number(count(Severity::Error), "error");
        let warnings = number(count(Severity::Warning), "warning");
        let Some(policy) = &self.policy else {
            return format!(
                "The pack cannot be used: {errors}, {warnings}. Its examples were not played."
            );
        };
        let wrong = self.examples.iter().filter(|e| !e.wrong.is_empty()).count();
        let examples = number(self.examples.len(), "example");
        format!("{policy}: {errors}, {warnings}; {examples}, {wrong} with something wrong.")
    }
}

/// "1 error", "2 errors".
fn number(n: usize, what: &str) -> String {
    crate::policy::words::plural(i64::try_from(n).unwrap_or(i64::MAX), what)
}

/// Reads and checks a folder's pack and plays its examples. `name` is the folder's own name, where it
/// has one: a pack that is kept under another name is looked for in vain.
pub fn inspect(
    folder: &Folder,
    name: Option<&str>,
    known: Known<'_>,
    calendars: &BTreeMap<CalendarId, Calendar>,
) -> (Option<Policy>, Report) {
    let (policy, mut problems) = policy::check(&folder.pack, known);
    problems.extend(folder.other.iter().filter_map(|path| not_read(path)));
    if let (Some(policy), Some(name)) = (&policy, name) {
        problems.extend(other_name(name, policy));
    }
    if let Some(policy) = &policy {
        let others = known.versions.iter().copied();
        let others = others.filter(|v| v.id == policy.id);
        let versions: Vec<&Policy> = std::iter::once(policy).chain(others).collect();
        problems.extend(days_problems(&versions));
    }
    let mut examples = Vec::new();
    let mut unshown = Vec::new();
    if let Some(policy) = &policy {
        let mut coverage = Coverage::new(policy);
        for (file, bytes) in folder.examples.iter().take(MOST_EXAMPLES) {
            examples.push(example(file, bytes, &mut coverage, known, calendars));
        }
        unshown = coverage.unshown();
    }
    let report = Report {
        policy: policy.as_ref().map(|p| p.id.to_string()),
        digest: folder.pack.digest().to_string(),
        problems,
        examples,
        unshown,
    };
    (policy, report)
}

/// A file that stands where forms or examples are read and has no name of one: mostly a slip in its name.
fn not_read(path: &str) -> Option<Problem> {
    let (folder, name) = path.split_once('/')?;
    let meant = matches!(folder, "forms" | "examples") && !name.starts_with('.');
    meant.then(|| Problem {
        file: path.to_owned(),
        line: 0,
        column: 0,
        message: "This file is not read.".into(),
        remedy: format!(
            "Call it {folder}/<name>.toml, the ending in small letters, or keep it elsewhere."
        ),
        severity: Severity::Warning,
    })
}

/// A folder is called as its policy is, or that with a hyphen and more, for one of several versions.
fn other_name(name: &str, policy: &Policy) -> Option<Problem> {
    let id = policy.id.as_str();
    let fits = name
        .strip_prefix(id)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    (!fits).then(|| Problem {
        file: "policy.toml".into(),
        line: 0,
        column: 0,
        message: format!("The policy is called `{id}` and its folder has another name."),
        remedy: format!("Call the folder `{id}`."),
        severity: Severity::Warning,
    })
}

fn example(
    file: &str,
    bytes: &[u8],
    coverage: &mut Coverage<'_>,
    known: Known<'_>,
    calendars: &BTreeMap<CalendarId, Calendar>,
) -> Example {
    // What cannot be read or played is a finding like any other.
    let unplayable = |wrong: Vec<Problem>| Example {
        file: file.to_owned(),
        steps: 0,
        wrong,
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        return unplayable(vec![Problem::not_utf8(file, bytes)]);
    };
    let timeline = match Timeline::parse(text, file) {
        Ok(timeline) => timeline,
        Err(e) => return unplayable(e.problems().to_vec()),
    };
    let steps = match coverage.play(known.versions, calendars, &timeline) {
        Ok(steps) => steps,
        Err(e) => return unplayable(e.reasons().iter().map(problem).collect()),
    };
    Example {
        file: file.to_owned(),
        steps: steps.len(),
        wrong: steps
            .iter()
            .flat_map(|step| wrong_of(file, &timeline, step))
            .collect(),
    }
}

fn problem(reason: &Unplayable) -> Problem {
    let step = match reason.step {
        0 => String::new(),
        n => format!("Step {n}: "),
    };
    Problem {
        file: reason.file.clone(),
        line: reason.line,
        column: reason.column,
        message: format!("{step}{}", reason.source),
        remedy: String::new(),
        severity: Severity::Error,
    }
}

fn wrong_of(file: &str, timeline: &Timeline, step: &Step) -> Vec<Problem> {
    let line = timeline.line_of(step.step);
    let each = step.mismatches.iter().map(|mismatch| Problem {
        file: file.to_owned(),
        line,
        column: 1,
        message: format!("Step {}: {}.", step.step, mismatch.trim_end_matches('.')),
        remedy: "Look again at the rule and at the day worked out by hand, and correct whichever is wrong.".into(),
        severity: Severity::Error,
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = include_str!("policy/read/tests/base.toml");
    const FORM: &str = include_str!("policy/read/tests/form.toml");
    const LETTER: &str = include_str!("policy/read/tests/letter.toml");
    const CALENDAR: &str = include_str!("../../../policies/calendars/england-and-wales.toml");

    fn calendars() -> BTreeMap<CalendarId, Calendar> {
        let calendar = Calendar::parse(CALENDAR, "england-and-wales.toml").unwrap();
        BTreeMap::from([(calendar.id.clone(), calendar)])
    }

    fn folder(more: &[(&str, &str)]) -> Folder {
        let own = [
            ("policy.toml", BASE),
            ("forms/form.toml", FORM),
            ("forms/letter.toml", LETTER),
        ];
        let all = own.iter().chain(more);
        Folder::sort(all.map(|(p, t)| ((*p).to_owned(), t.as_bytes().to_vec())))
    }

    fn look(folder: &Folder, name: &str) -> Report {
        inspect(folder, Some(name), Known::default(), &calendars()).1
    }

    #[test]
    fn files_are_sorted_by_what_they_are() {
        let folder = folder(&[
            ("examples/a.toml", ""),
            ("examples/deep/b.toml", ""),
            ("notes.txt", ""),
            ("examples/.toml", ""),
        ]);
        assert_eq!(folder.pack.files.len(), 3);
        assert_eq!(
            folder.examples.keys().collect::<Vec<_>>(),
            ["examples/a.toml"]
        );
        assert_eq!(folder.other.len(), 3);
    }

    #[test]
    fn an_example_that_fails_is_named_with_its_line() {
        let wrong = "name = \"x\"\nraised = 2026-12-23\nfacts = { subject = \"child\" }\n\n[[step]]\nat = 2026-12-23T09:00\nexpect = { stage = \"s1\" }\n";
        let report = look(&folder(&[("examples/a.toml", wrong)]), "invented");
        assert!(!report.right());
        let found: Vec<String> = report.findings().map(ToString::to_string).collect();
        assert!(
            found
                .iter()
                .any(|f| f.starts_with("examples/a.toml:5:1: Step 1: stage: ")),
            "{found:#?}"
        );
    }

    #[test]
    fn an_example_that_cannot_be_played_names_all_that_is_wrong() {
        let slips = "name = 1\nraised = 2026-01-01\nfcats = { subject = \"child\" }\n\n[[step]]\nat = \"noon\"\n";
        let unknown = "name = \"x\"\nraised = 2026-12-23\nfacts = { subjekt = \"child\" }\nmoments = { nowhere = 2026-12-23 }\n[[step]]\nat = 2026-12-23\n";
        for (text, wanted) in [
            (
                slips,
                [(1, "`name`"), (3, "Did you mean `facts`?"), (6, "`at`")],
            ),
            (
                unknown,
                [
                    (3, "Did you mean `subject`?"),
                    (4, "no moment `nowhere`"),
                    (0, ""),
                ],
            ),
        ] {
            let report = look(&folder(&[("examples/a.toml", text)]), "invented");
            let wrong = &report.examples[0].wrong;
            for (line, words) in wanted.into_iter().filter(|(line, _)| *line > 0) {
                let named = |p: &&Problem| p.line == line && p.to_string().contains(words);
                assert!(
                    wrong.iter().any(|p| named(&p)),
                    "{line} {words}: {wrong:#?}"
                );
            }
        }
        let bytes = Folder {
            examples: BTreeMap::from([("examples/a.toml".to_owned(), b"\n\xff".to_vec())]),
            ..folder(&[])
        };
        let wrong = &look(&bytes, "invented").examples[0].wrong;
        assert_eq!((wrong.len(), wrong[0].line), (1, 2), "{wrong:?}");
    }

    #[test]
    fn a_file_that_looks_like_a_form_and_is_none_is_named() {
        let report = look(
            &folder(&[("forms/Record.TOML", ""), ("notes.txt", "")]),
            "invented",
        );
        let said: Vec<String> = report.findings().map(ToString::to_string).collect();
        let wanted = "forms/Record.TOML: warning: This file is not read. Call it forms/<name>.toml, the ending in small letters, or keep it elsewhere.";
        assert_eq!(said, [wanted]);
    }

    #[test]
    fn versions_beside_it_are_held_against_its_days() {
        let dated = |words: &str| {
            let main = BASE.replace("from = \"unknown\"", words);
            let mut folder = folder(&[]);
            folder
                .pack
                .files
                .insert("policy.toml".into(), main.into_bytes());
            folder
        };
        let other = dated("from = 2027-02-01");
        let (other, _) = policy::read_all(&other.pack);
        let other = other.unwrap();
        let known = Known {
            versions: &[&other],
            ..Known::default()
        };
        for (until, words) in [
            ("2027-03-01", "both in force"),
            ("2026-12-31", "none is in force"),
        ] {
            let one = dated(&format!("from = 2026-01-01, until = {until}"));
            let (_, report) = inspect(&one, None, known, &calendars());
            let said: Vec<String> = report.findings().map(ToString::to_string).collect();
            assert!(said.len() == 1 && said[0].contains(words), "{said:?}");
        }
    }

    #[test]
    fn what_no_example_shows_is_advice() {
        let none = look(&folder(&[]), "invented");
        assert!(none.right() && none.problems.is_empty());
        let said = none.advice();
        assert!(said[0].contains("no example shows"), "{said:#?}");
        assert!(
            said.iter().any(|l| l.starts_with("Stages: s1 (opened")),
            "{said:#?}"
        );
        let opened = "name = \"x\"\nraised = 2026-12-23\nfacts = { subject = \"child\" }\n[[step]]\nat = 2026-12-23T09:00\ndo = [{ open = \"s1\" }]\n";
        let some = look(&folder(&[("examples/a.toml", opened)]), "invented");
        assert!(some.unshown.len() < none.unshown.len());
        assert!(
            !some.advice().iter().any(|l| l.contains("s1 (opened")),
            "{:#?}",
            some.advice()
        );
    }

    #[test]
    fn a_name_that_is_expected_not_to_be_there_is_looked_up() {
        let text = "name = \"x\"\nraised = 2026-12-23\nfacts = { subject = \"child\" }\n[[step]]\nat = 2026-12-23T09:00\nexpect = { state = { nowhere = \"not shown\" } }\n";
        let report = look(&folder(&[("examples/a.toml", text)]), "invented");
        let wrong = &report.examples[0].wrong;
        assert_eq!(wrong.len(), 1);
        assert!(
            wrong[0].message.contains("no such limit or duty"),
            "{wrong:?}"
        );
    }

    #[test]
    fn a_folder_of_a_version_may_say_which() {
        for (name, warned) in [("invented", 0), ("invented-2027", 0), ("inventedx", 1)] {
            let report = look(&folder(&[]), name);
            assert_eq!(
                report.problems.len(),
                warned,
                "{name}: {:?}",
                report.problems
            );
        }
    }
}
