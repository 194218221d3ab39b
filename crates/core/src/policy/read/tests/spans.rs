//! The grammar of limits, and what a limit cannot mean.

use super::*;
use crate::policy::read::spans::URGENCIES;
use crate::policy::{First, Way};
use proptest::prelude::*;

/// The first problem of the base with its first clock's limit, and what stands beside it, replaced.
fn said(limit: &str) -> Vec<String> {
    said_with("limit = \"2 working days\"", limit)
}

fn said_with(from: &str, to: &str) -> Vec<String> {
    assert!(BASE.contains(from), "{from}");
    let mut pack = base();
    let text = BASE.replacen(from, to, 1).replacen(
        "outset = {",
        "meeting = { name = \"The meeting\", ahead = true }\noutset = {",
        1,
    );
    pack.files.insert("policy.toml".into(), text.into());
    let problems = read_all(&pack).1;
    let errors = problems.iter().filter(|p| p.severity == Severity::Error);
    errors.map(|p| p.message.clone()).collect()
}

/// The limit of the base's first clock, written so.
fn limit(written: &str) -> Limit {
    let mut pack = base();
    let text = BASE.replacen("limit = \"2 working days\"", written, 1);
    pack.files.insert("policy.toml".into(), text.into());
    let (policy, problems) = read_all(&pack);
    policy
        .unwrap_or_else(|| panic!("{written}: {problems:?}"))
        .clocks[0]
        .limit
        .clone()
}

#[test]
fn every_way_of_writing_a_limit() {
    let span = |n, unit| Span::new(n, unit);
    for (written, wanted) in [
        ("1 working week", span(1, Unit::WorkingWeeks)),
        ("1 month", span(1, Unit::Months)),
        ("next working day", span(1, Unit::WorkingDays)),
        (
            "same working day",
            Span {
                first: First::Day1,
                ..span(1, Unit::WorkingDays)
            },
        ),
    ] {
        let read = limit(&format!("limit = \"{written}\", readings = [\"unclear\"]"));
        assert_eq!(read, Limit::Span(wanted), "{written}");
    }
    let first = limit("limit = \"2 working days\", first = \"day-1\"");
    let wanted = Span {
        first: First::Day1,
        ..span(2, Unit::WorkingDays)
    };
    assert_eq!(first, Limit::Span(wanted));
    let sooner = limit("limit = \"2 working days or sooner as entered by raiser\"");
    assert_eq!(sooner.span(), Some(span(2, Unit::WorkingDays)));
    assert!(sooner.set_by().is_some());
    let otherwise = limit("limit = \"2 working days or as entered by both\"");
    assert!(matches!(otherwise, Limit::Otherwise(..)) && otherwise.set_by().is_some());
    assert_eq!(otherwise.span(), Some(span(2, Unit::WorkingDays)));
    for (written, urgency) in URGENCIES {
        assert_eq!(
            limit(&format!("limit = \"{written}\", readings = [\"unclear\"]")),
            Limit::At(urgency)
        );
    }
    assert_eq!(
        Span {
            way: Way::ClearBefore,
            ..span(5, Unit::WorkingDays)
        }
        .words(),
        "5 clear working days before"
    );
}

#[test]
fn what_a_limit_cannot_mean() {
    let nonsense = [
        "0 months",
        "121 months",
        "1001 weeks",
        "5 clear working days",
        "5 clear hours before",
        "every 5 working days before",
        "every",
        "weekly",
        "5 working days before or sooner as entered by raiser",
        "5  before",
        "24 hours by 12:00",
        "5 working days by 25:00",
        "5 clear working days before by 12:00",
        "2 working days by 12:00 by 13:00",
        "entered by",
    ];
    for limit in nonsense {
        let message = format!("`{limit}` is no limit.");
        assert_eq!(said(&format!("limit = \"{limit}\"")), [message], "{limit}");
    }
    for (written, message) in [
        (
            "limit = \"48 hours before (2 working days)\"",
            "`48 hours before (2 working days)` counts forwards and back.",
        ),
        (
            "limit = \"same working day\", first = \"day-0\"",
            "`first` says nothing for `same working day`.",
        ),
        (
            "limit = \"24 hours\", first = \"day-1\"",
            "`first` says nothing for `24 hours`.",
        ),
        (
            "limit = \"2 working days before\"",
            "Clock `s1` counts back from a moment that is known only once it has happened.",
        ),
        (
            "limit = \"2 working days\", start = \"latest\"",
            "Clock `s1` starts at the latest of one moment.",
        ),
        (
            "limit = \"2 working days\", each = \"reported\"",
            "Clock `s1` has `each`, and its limit comes once.",
        ),
        (
            "limit = \"2 working days\", pause = \"reported\"",
            "Clock `s1` has one of `pause` and `resume` without the other.",
        ),
        (
            "limit = \"2 working days\", resume = \"reported\"",
            "Clock `s1` has one of `pause` and `resume` without the other.",
        ),
        (
            "limit = \"2 working days\", pause = \"reported\", resume = \"reported\"",
            "Clock `s1` stops counting and goes on at the same moment.",
        ),
        (
            "limit = \"without delay\", pause = \"reported\", resume = \"outset\"",
            "Clock `s1` has `pause`, and nothing of it is counted forwards.",
        ),
        (
            "limit = \"2 working days\", pause = \"clock.s1.passed\", resume = \"reported\"",
            "Clock `s1` waits for itself.",
        ),
        (
            "limit = \"2 months\"",
            "The limits under clock `all` come to at least 60 calendar days one after another, and it allows at most 23.",
        ),
        (
            "limit = \"1 working week\"",
            "The limits under clock `all` come to 8 one after another, and it allows 5.",
        ),
    ] {
        assert_eq!(said(written), [message], "{written}");
    }
    let every = said("limit = \"every 2 working days\"");
    assert!(
        every.contains(&"Clock `s1` comes again and again, and nothing answers it.".to_owned())
    );
    assert!(every.contains(
        &"Clock `s1` comes again and again, so it neither caps nor is capped.".to_owned()
    ));
    for (limit, message) in [
        (
            "every week",
            "Duty `send` has a limit that comes again and again.",
        ),
        (
            "1 week or sooner as entered by raiser",
            "Duty `send` has a limit in whose place somebody may set a day.",
        ),
        (
            "1 week before",
            "Duty `send` counts back from a moment that is known only once it has happened.",
        ),
    ] {
        let found = said_with("limit = \"24 hours\"", &format!("limit = \"{limit}\""));
        assert_eq!(found, [message], "{limit}");
    }
}

#[test]
fn limits_that_wait_for_each_other() {
    let found = said_with(
        "until = \"s1.left\"",
        "until = [\"s1.left\", \"clock.s2.passed\"], void = \"clock.all.passed\"",
    );
    assert_eq!(
        found,
        Vec::<String>::new(),
        "an end by another's passing is no circle"
    );
    let found = said_with(
        "from = \"s1.left\", until = \"s2.left\"",
        "from = \"clock.s1.passed\", until = \"s2.left\", caps = [\"s1\"]",
    );
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("waits for"), "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever is written as a limit is read or refused, and what is read is said in words again.
    #[test]
    fn any_limit(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "5", "0", "1000", "99999999999", "working", "days", "day", "weeks", "months", "hours", "before", "clear",
                "every", "same", "next", "or sooner as entered by", "entered by", "raiser", "body.chair", "(", ")", "é", "\\\\",
            ]),
            0..8,
        ),
        first in prop::sample::select(vec!["", ", first = \"day-1\"", ", first = 1"]),
    ) {
        let written = parts.join(" ").replace("( ", "(").replace(" )", ")");
        let mut pack = base();
        let text = BASE.replacen("limit = \"2 working days\"", &format!("limit = \"{written}\"{first}"), 1);
        pack.files.insert("policy.toml".into(), text.into());
        if let (Some(policy), _) = read_all(&pack) {
            for span in policy.clocks.iter().filter_map(|c| c.limit.span()) {
                prop_assert!(!span.words().is_empty());
            }
        }
    }
}
