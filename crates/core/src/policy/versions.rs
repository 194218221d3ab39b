//! Several versions of one policy: which one a new case takes, and whether their days fit together.

use super::model::{ChosenBy, Policy};
use super::problem::{Problem, Severity};
use chrono::NaiveDate;

/// The two days of a case that a version may be chosen by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The day on which the dispute was raised.
    pub raised: NaiveDate,
    /// The day on which the case is opened here.
    pub opened: NaiveDate,
}

/// How well a version fits a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It was in force on the day that it names.
    InForce,
    /// None was: this is the first one after the day.
    Later,
    /// None was, and none came after: this is the last one before the day.
    Earlier,
}

/// The day of a case that a version asks about.
fn asked(policy: &Policy, days: Days) -> NaiveDate {
    match policy.version.chosen_by {
        ChosenBy::Raised => days.raised,
        ChosenBy::Opened => days.opened,
    }
}

/// What newer means: in force later, else read later. Without a date a version is older than any with one.
fn age(policy: &Policy) -> (Option<NaiveDate>, NaiveDate) {
    (policy.version.from, policy.version.read)
}

/// The newest of several versions; none of none.
pub fn newest<'p>(versions: &[&'p Policy]) -> Option<&'p Policy> {
    versions.iter().copied().max_by_key(|p| age(p))
}

/// The version that a new case takes: the newest of those in force on the day that each one names.
/// Where none was, the nearest one, and it is said which way it lies. None of none.
pub fn in_force<'p>(versions: &[&'p Policy], days: Days) -> Option<(&'p Policy, Fit)> {
    let mut sorted = versions.to_vec();
    sorted.sort_by_key(|p| age(p));
    let holds = |p: &&&Policy| {
        let day = asked(p, days);
        let begun = p.version.from.is_none_or(|from| from <= day);
        begun && p.version.until.is_none_or(|until| day <= until)
    };
    if let Some(found) = sorted.iter().rev().find(holds) {
        return Some((found, Fit::InForce));
    }
    let later = |p: &&&Policy| p.version.from.is_some_and(|from| from > asked(p, days));
    if let Some(found) = sorted.iter().find(later) {
        return Some((found, Fit::Later));
    }
    sorted.last().map(|p| (*p, Fit::Earlier))
}

/// Where the days of several versions of one policy do not fit together: two at once, or none. Each is a
/// warning: a case is told which version it takes all the same.
pub fn days_problems(versions: &[&Policy]) -> Vec<Problem> {
    let mut sorted = versions.to_vec();
    sorted.sort_by_key(|p| age(p));
    let pairs = sorted.windows(2).filter_map(|pair| match pair {
        [one, next] => between(one, next),
        _ => None,
    });
    let problems = pairs.map(|(message, remedy)| Problem {
        file: "policy.toml".into(),
        line: 0,
        column: 0,
        message,
        remedy: remedy.into(),
        severity: Severity::Warning,
    });
    problems.collect()
}

fn between(one: &Policy, next: &Policy) -> Option<(String, &'static str)> {
    const SAME: &str = "Say in `version` from which day each is in force.";
    let names = format!("“{}” and “{}”", one.version.label, next.version.label);
    let Some(from) = next.version.from else {
        return Some((
            format!("Two versions, {names}, do not say from which day they are in force."),
            SAME,
        ));
    };
    if one.version.from == Some(from) {
        return Some((
            format!("Two versions, {names}, are both in force from {from}."),
            SAME,
        ));
    }
    let until = one.version.until?;
    if until >= from {
        return Some((
            format!("Two versions, {names}, are both in force from {from} to {until}."),
            "Let the earlier one end on the day before the later one begins.",
        ));
    }
    let gap = until.succ_opt().is_some_and(|day| day < from);
    gap.then(|| {
        (
            format!(
                "Between two versions, {names}, none is in force: after {until} and before {from}."
            ),
            "Look at `until` of the earlier one and `from` of the later one.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Pack, read};

    const BASE: &str = include_str!("read/tests/base.toml");
    const FORM: &str = include_str!("read/tests/form.toml");
    const LETTER: &str = include_str!("read/tests/letter.toml");

    fn version(words: &str) -> Policy {
        let main = BASE.replace(
            "{ label = \"as published\", from = \"unknown\", read = 2026-11-20 }",
            &format!("{{ {words} }}"),
        );
        let files = [
            ("policy.toml", main.as_str()),
            ("forms/form.toml", FORM),
            ("forms/letter.toml", LETTER),
        ];
        let files = files.map(|(p, t)| (p.to_owned(), t.as_bytes().to_vec()));
        read(&Pack {
            files: files.into(),
        })
        .unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn chosen(versions: &[Policy], raised: &str, opened: &str) -> (String, Fit) {
        let all: Vec<&Policy> = versions.iter().collect();
        let days = Days {
            raised: day(raised),
            opened: day(opened),
        };
        let (policy, fit) = in_force(&all, days).unwrap();
        (policy.version.label.clone(), fit)
    }

    #[test]
    fn a_new_case_takes_the_version_in_force_on_its_day() {
        let old = version("label = \"old\", from = \"unknown\", read = 2026-01-01");
        let mid =
            version("label = \"mid\", from = 2026-04-01, until = 2026-08-31, read = 2026-03-01");
        let new = version("label = \"new\", from = 2026-09-01, read = 2026-08-01");
        let all = [new, old, mid];
        for (raised, label) in [
            ("2026-03-31", "old"),
            ("2026-04-01", "mid"),
            ("2026-08-31", "mid"),
            ("2026-09-01", "new"),
        ] {
            assert_eq!(
                chosen(&all, raised, "2026-12-01"),
                (label.into(), Fit::InForce)
            );
        }
    }

    #[test]
    fn the_pack_says_which_day_counts() {
        let old = version("label = \"old\", from = 2025-01-01, read = 2026-01-01");
        for (by, label) in [("raised", "old"), ("opened", "new")] {
            let new = version(&format!(
                "label = \"new\", from = 2026-09-01, read = 2026-08-01, chosen-by = \"{by}\""
            ));
            let got = chosen(&[old.clone(), new], "2026-08-31", "2026-09-02");
            assert_eq!(got, (label.into(), Fit::InForce));
        }
    }

    #[test]
    fn where_none_is_in_force_the_nearest_is_taken_and_said() {
        let one =
            version("label = \"one\", from = 2026-02-01, until = 2026-03-31, read = 2026-01-01");
        let two =
            version("label = \"two\", from = 2026-05-01, until = 2026-12-31, read = 2026-01-01");
        let all = [one, two];
        let on = |d: &str| chosen(&all, d, d);
        assert_eq!(on("2026-01-31"), ("one".into(), Fit::Later));
        assert_eq!(on("2026-04-10"), ("two".into(), Fit::Later));
        assert_eq!(on("2027-01-01"), ("two".into(), Fit::Earlier));
    }

    #[test]
    fn days_that_do_not_fit_are_named() {
        let read = "read = 2026-01-01";
        for (one, two, said) in [
            ("from = 2026-01-01", "from = 2026-02-01", ""),
            (
                "from = 2026-01-01, until = 2026-01-31",
                "from = 2026-02-01",
                "",
            ),
            (
                "from = 2026-01-01, until = 2026-02-01",
                "from = 2026-02-01",
                "are both in force from 2026-02-01 to 2026-02-01",
            ),
            (
                "from = 2026-01-01, until = 2026-01-30",
                "from = 2026-02-01",
                "none is in force",
            ),
            (
                "from = 2026-01-01",
                "from = 2026-01-01",
                "both in force from 2026-01-01",
            ),
            ("from = \"unknown\"", "from = \"unknown\"", "do not say"),
            ("from = \"unknown\"", "from = 2026-01-01", ""),
        ] {
            let a = version(&format!("label = \"a\", {one}, {read}"));
            let b = version(&format!("label = \"b\", {two}, {read}"));
            let found = days_problems(&[&b, &a]);
            match said {
                "" => assert!(found.is_empty(), "{one} / {two}: {found:?}"),
                said => {
                    assert_eq!(found.len(), 1, "{one} / {two}");
                    assert!(found[0].message.contains(said), "{}", found[0].message);
                }
            }
        }
    }
}
