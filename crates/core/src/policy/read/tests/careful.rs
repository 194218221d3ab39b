//! Mistakes that a careful officer makes: a policy's own wording for a limit, a number typed wrongly, a rule
//! that looks for its moment at the wrong stage, a word processor's quotation marks.

use super::*;
use crate::policy::Urgency;

/// What is said of the base with one thing in it replaced.
fn said(from: &str, to: &str) -> Vec<String> {
    assert!(BASE.contains(from), "{from}");
    let mut pack = base();
    pack.files
        .insert("policy.toml".into(), BASE.replacen(from, to, 1).into());
    read_all(&pack).1.iter().map(ToString::to_string).collect()
}

#[test]
fn a_policy_s_own_wording_of_a_limit_is_answered_with_the_language_s() {
    for (written, meant) in [
        ("five working days", "Write \"5 working days\"."),
        ("within 5 Working Days", "Write \"5 working days\"."),
        ("twenty-five business days", "Write \"25 working days\"."),
        (
            "no later than the end of the next working day",
            "Write \"next working day\".",
        ),
        ("24hrs", "Write \"24 hours\"."),
        ("a fortnight", "Write \"2 weeks\"."),
        ("one quarter", "Write \"3 months\"."),
        ("1 year", "Write \"12 months\"."),
        ("0 working days", "Write \"same working day\"."),
        (
            "5 days",
            "Which days? Write \"5 working days\" or \"5 calendar days\"",
        ),
        (
            "the next day",
            "Which days? Write \"next working day\" or \"next calendar day\"",
        ),
        (
            "3 clear days before",
            "Which days? Write \"3 clear working days before\"",
        ),
        (
            "5-10 working days",
            "The longest time that is allowed is the limit. Write \"10 working days\"",
        ),
        (
            "5 to 10 working days",
            "The longest time that is allowed is the limit. Write \"10 working days\"",
        ),
        (
            "as soon as practicable",
            "Write \"immediately\", \"without delay\" or \"as soon as possible\".",
        ),
        (
            "within a reasonable timescale",
            "Write \"within a reasonable time\".",
        ),
        (
            "immediately and no later than two working days",
            "Write \"immediately\", or \"immediately and within 2 working days\".",
        ),
        (
            "5 pm the same working day",
            "Write \"same working day by 17:00\".",
        ),
        (
            "by 5pm",
            "Write on which day: \"same working day by 17:00\"",
        ),
        (
            "by 12 noon on the next working day",
            "Write \"next working day by 12:00\".",
        ),
        (
            "5.30pm on the same working day",
            "Write \"same working day by 17:30\".",
        ),
        ("4 working hours", "Hours are elapsed hours"),
        ("10 school days", "A school's terms lengthen no limit."),
        (
            "20 working days or 3 months, whichever is sooner",
            "Write two clocks with the same start and end",
        ),
        (
            "5 working days, extended as agreed",
            "Write the fixed limit, and make it `void`",
        ),
        ("soonish", "A limit is a number of working days"),
    ] {
        let limit = format!("limit = \"{written}\"");
        let all = said("limit = \"2 working days\"", &limit);
        let wanted = format!("`{written}` is no limit. {meant}");
        assert!(all.iter().any(|s| s.contains(&wanted)), "{all:#?}");
    }
}

#[test]
fn limits_at_once_by_the_calendar_and_by_a_time_of_day() {
    for (written, words, urgency) in [
        (
            "immediately and within 1 working day",
            "immediately, and within 1 working day",
            Some(Urgency::Immediately),
        ),
        (
            "without delay and same working day",
            "without delay, and on the same working day",
            Some(Urgency::WithoutDelay),
        ),
        ("same calendar day", "the same calendar day", None),
        ("next working day by 12:00", "1 working day, by 12:00", None),
        ("next calendar day", "1 calendar day", None),
    ] {
        let text = BASE.replacen("2 working days\"", &format!("{written}\""), 1);
        let mut pack = base();
        pack.files.insert("policy.toml".into(), text.into());
        let policy = read_all(&pack).0.unwrap();
        let limit = &policy.clocks[0].limit;
        assert_eq!(crate::policy::words::limit_words(&policy, limit), words);
        assert_eq!(limit.urgency(), urgency, "{written}");
        assert!(limit.span().is_some(), "{written}");
    }
}

#[test]
fn a_number_that_the_source_does_not_say_is_named() {
    let limit = |written: &str, limit: &str| {
        let to = format!(
            "written = \"{written}\", from = \"outset\", until = \"s1.left\", limit = \"{limit}\""
        );
        let from = "written = \"2 days\", from = \"outset\", until = \"s1.left\", limit = \"2 working days\"";
        said(from, &to)
            .iter()
            .any(|s| s.contains("`written` of clock `s1` does not say"))
    };
    assert!(limit("within two working days", "3 working days"));
    assert!(limit("within 2 additional days", "3 working days"));
    assert!(limit("within forty eight hours", "24 hours"));
    for (written, of) in [
        ("within three working days", "3 working days"),
        ("within forty eight hours", "48 hours"),
        ("within forty-eight hours", "48 hours"),
        (
            "within 48 hours (two working days)",
            "48 hours (2 working days)",
        ),
        ("within one week", "5 working days"),
        ("by the end of the working day", "same working day"),
        ("at Stage 2, within 10 days", "10 calendar days"),
    ] {
        assert!(!limit(written, of), "{written}: {of}");
    }
}

#[test]
fn a_stage_that_cannot_be_left_or_closed_is_named() {
    let ends = said("resolves = true", "resolves = true, stages = [\"s1\"]");
    let wanted = "A dispute that is resolved at stage `s2` cannot be closed as resolved.";
    assert!(ends.iter().any(|s| s.contains(wanted)), "{ends:#?}");
    let left = said("until = \"s1.left\"", "until = [\"s1.left\", \"reported\"]");
    assert!(
        left.iter()
            .any(|s| s.contains("Clock `s1` stops when `s1` is left too"))
    );
    let stuck = said(
        "from = [\"s1\"], on = \"stage.unresolved\"",
        "from = [\"s2\"], on = \"stage.unresolved\"",
    );
    assert!(
        stuck
            .iter()
            .any(|s| s.contains("No way leads on from stage `s1`."))
    );
    let spare = said(
        "worker = { name = \"worker\" }",
        "worker = { name = \"worker\" }\ndeputy = { name = \"deputy\" }",
    );
    assert!(
        spare
            .iter()
            .any(|s| s.contains("Role `deputy` is never used."))
    );
}

#[test]
fn a_slip_of_the_text_says_what_to_do_and_nothing_that_follows_from_it() {
    for (from, to, wanted) in [
        (
            "short = \"Invented\"",
            "short = \u{201c}Invented\u{201d}",
            "Write straight quotation marks",
        ),
        (
            "short = \"Invented\"",
            "short = \"Invented",
            "Close the text with a quotation mark",
        ),
        (
            "short = \"Invented\"",
            "short = Invented",
            "Write words in straight quotation marks",
        ),
        (
            "from = \"unknown\", read = 2026-11-20",
            "from = \"unknown\", read = 20/11/2026",
            "such as 2026-11-20",
        ),
        (
            "[ladder]",
            "ladder",
            "A part begins with its name in brackets",
        ),
        (
            "s2 = { name = \"Settle stage 2\"",
            "s1 = { name = \"Settle stage 2\"",
            "It is there twice.",
        ),
    ] {
        let all = said(from, to);
        assert!(all.iter().any(|s| s.contains(wanted)), "{to}: {all:#?}");
        assert!(!all.iter().any(|s| s.contains("Known: ")), "{to}: {all:#?}");
    }
    for (owner, wanted) in [
        ("us", "A school may be on either side."),
        ("manager", "Say of which side: \"raiser.manager\""),
        ("Chair", "Write \"body.chair\"."),
        ("office", "Write \"contact.office\"."),
    ] {
        let all = said("owner = \"both\"", &format!("owner = \"{owner}\""));
        assert!(all.iter().any(|s| s.contains(wanted)), "{all:#?}");
    }
}
