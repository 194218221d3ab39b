//! What may not be recorded, each with its code, field and sentence.

use stepwise_core::engine::RefusalCode;
use stepwise_core::event::*;
use stepwise_core::ids::*;
use stepwise_testkit::{
    History, danger, described, happened, on, opening, sample_policy, settled_stage, stage_opened,
};

fn opened() -> History {
    let mut history = History::new(sample_policy(), "2026-12-10T12:00:00+00:00");
    let what = opening(&history.policy, Side::Ours, on("2026-12-05"));
    history.record(vec![what]);
    history.record(vec![What::AgencyNamed(Agency {
        id: "theirs".into(),
        side: Side::Theirs,
        name: "Teston Council".into(),
        facts: Vec::new(),
    })]);
    history
}

fn agency(name: &str) -> What {
    What::AgencyNamed(Agency {
        id: "a".into(),
        side: Side::Theirs,
        name: name.to_owned(),
        facts: Vec::new(),
    })
}

fn person(name: &str, agency: &str, role: &str) -> What {
    What::PersonNamed(Person {
        id: "p".into(),
        agency: agency.into(),
        name: name.to_owned(),
        designation: String::new(),
        phone: String::new(),
        email: String::new(),
        roles: vec![role.into()],
    })
}

fn note(text: &str) -> What {
    What::Recorded(Entry {
        id: "e1".into(),
        kind: EntryKind::Call,
        happened: on("2026-12-06"),
        ours: Vec::new(),
        theirs: Vec::new(),
        statements: vec![Statement {
            nature: Nature::Fact,
            of: String::new(),
            text: text.to_owned(),
        }],
        agreed: String::new(),
        next: String::new(),
        visit: None,
        went: None,
    })
}

fn done(duty: &str, when: &str) -> What {
    let key = DutyKey {
        duty: duty.into(),
        visit: None,
        of: None,
        side: None,
    };
    What::DutySettled(
        key,
        Settled::Done {
            on: on(when),
            evidence: String::new(),
            entry: None,
        },
    )
}

#[test]
fn dates() {
    let mut history = opened();
    for (what, code) in [
        (danger(true, on("2026-12-11")), "in-future"),
        (danger(true, happened("2026-12-10T12:01")), "in-future"),
        (danger(true, on("0026-12-01")), "impossible-date"),
        (
            stage_opened("s1", on("2026-12-04"), Why::Start),
            "before-raised",
        ),
        (
            What::OwnDateSet(OwnDate {
                what: "Ring".into(),
                by: "2026-12-01".parse().unwrap(),
                visit: None,
            }),
            "before-raised",
        ),
    ] {
        assert_eq!(history.refusals(vec![what]), [code]);
    }
    assert!(
        history
            .refusals(vec![danger(true, happened("2026-12-10T12:00"))])
            .is_empty()
    );
    history.record(vec![stage_opened("s1", on("2026-12-07"), Why::Start)]);
    assert_eq!(
        history.refusals(vec![settled_stage(1, Outcome::Resolved, on("2026-12-06"))]),
        ["wrong-order"]
    );
    history.record(vec![settled_stage(
        1,
        Outcome::NotResolved,
        on("2026-12-09"),
    )]);
    assert_eq!(
        history.refusals(vec![stage_opened("s2", on("2026-12-08"), Why::Unresolved)]),
        ["wrong-order"]
    );
    assert_eq!(
        history.refusals(vec![done("report", "2026-12-01")]),
        ["before-raised"]
    );
    assert!(
        history
            .refusals(vec![done("report", "2026-12-06")])
            .is_empty(),
        "done before it was asked for is still done"
    );
}

#[test]
fn a_dispute_may_be_raised_on_a_weekend_before_now_and_not_after() {
    let history = History::new(sample_policy(), "2026-12-10T12:00:00+00:00");
    assert!(
        history
            .refusals(vec![opening(
                &history.policy,
                Side::Theirs,
                on("2026-11-29")
            )])
            .is_empty()
    );
    assert_eq!(
        history.refusals(vec![opening(&history.policy, Side::Ours, on("2026-12-11"))]),
        ["in-future"]
    );
    assert_eq!(
        history.refusals(vec![danger(false, on("2026-12-01"))]),
        ["not-opened"]
    );
    let mut other = opening(&history.policy, Side::Ours, on("2026-12-01"));
    if let What::Opened(opening) = &mut other {
        opening.policy = "another".into();
        opening.facts.push(("subject".into(), "cat".into()));
    }
    assert_eq!(
        history.refusals(vec![other]),
        ["other-policy", "unknown-to-policy"]
    );
}

#[test]
fn texts() {
    let history = opened();
    for (what, code, field) in [
        (agency(" "), "empty", "name"),
        (agency(&"x".repeat(301)), "too-long", "name"),
        (agency("Two\nlines"), "bad-character", "name"),
        (agency("\u{202E}desrever"), "bad-character", "name"),
        (note("a\u{0}b"), "bad-character", "statements.0.text"),
        (note("a\u{2066}b"), "bad-character", "statements.0.text"),
        (
            What::Checked {
                check: "none".into(),
                answer: "a\u{7}".into(),
            },
            "bad-character",
            "answer",
        ),
        (
            What::Withdrawn(
                Withdrawal {
                    by_whom: "The head".into(),
                    why: "Settled".into(),
                    concern_remains: true,
                    concern: String::new(),
                },
                on("2026-12-06"),
            ),
            "empty",
            "concern",
        ),
    ] {
        let refused = history.refusals(vec![what.clone()]);
        assert!(refused.contains(&code), "{refused:?} lacks {code}");
        let mut again = opened();
        let refusal = again.try_record(vec![what]).unwrap_err();
        assert!(
            refusal.iter().any(|r| r.field.as_deref() == Some(field)),
            "{refusal:?}"
        );
    }
    assert!(
        history
            .refusals(vec![note("Line one\nLine two\tتم\u{200F} Łódź")])
            .is_empty()
    );
    assert!(
        history
            .refusals(vec![agency(&"x".repeat(300)), described()])
            .is_empty()
    );
}

#[test]
fn things_that_are_not_there() {
    let history = opened();
    for (what, code) in [
        (
            stage_opened("s9", on("2026-12-06"), Why::Start),
            "unknown-to-policy",
        ),
        (
            stage_opened("s2", on("2026-12-06"), Why::Start),
            "stage-not-allowed",
        ),
        (
            stage_opened(
                "s2",
                on("2026-12-06"),
                Why::Moved("next".into(), String::new()),
            ),
            "stage-not-allowed",
        ),
        (
            stage_opened("s2", on("2026-12-06"), Why::AlreadyThere(String::new())),
            "empty",
        ),
        (done("nothing", "2026-12-06"), "unknown-to-policy"),
        (done("report", "2026-12-06"), "duty-not-arisen"),
        (
            What::Reached {
                moment: "none".into(),
                on: on("2026-12-06"),
                visit: None,
                reason: String::new(),
                answer: None,
                agency: None,
            },
            "unknown-to-policy",
        ),
        (
            What::Reached {
                moment: "met".into(),
                on: on("2026-12-06"),
                visit: Some(3),
                reason: String::new(),
                answer: None,
                agency: None,
            },
            "unknown-in-case",
        ),
        (
            What::FactSet("subject".into(), "cat".into()),
            "unknown-to-policy",
        ),
        (
            settled_stage(1, Outcome::Resolved, on("2026-12-06")),
            "unknown-in-case",
        ),
        (person("Ada Example", "nobody", "worker"), "unknown-in-case"),
        (
            person("Ada Example", "theirs", "wizard"),
            "unknown-to-policy",
        ),
        (
            What::Reopened {
                reason: "Again".into(),
                on: on("2026-12-06"),
            },
            "not-closed",
        ),
        (
            What::Ended {
                ending: "dissent".into(),
                on: on("2026-12-06"),
                note: String::new(),
                dissent: String::new(),
            },
            "ending-not-offered",
        ),
        (
            opening(&history.policy, Side::Ours, on("2026-12-06")),
            "already-opened",
        ),
    ] {
        assert_eq!(history.refusals(vec![what]), [code]);
    }
    assert_eq!(
        history.refusals(vec![note("One"), note("Two")]),
        ["already-there"]
    );
    assert!(
        history
            .refusals(vec![person("Ada Example", "theirs", "worker")])
            .is_empty()
    );
}

#[test]
fn a_closed_case_takes_only_what_closes_it() {
    let mut history = opened();
    history.record(vec![
        stage_opened("s1", on("2026-12-06"), Why::Start),
        settled_stage(1, Outcome::Resolved, on("2026-12-07")),
    ]);
    assert_eq!(
        history.refusals(vec![settled_stage(
            1,
            Outcome::NotResolved,
            on("2026-12-07")
        )]),
        ["already-settled"]
    );
    assert_eq!(
        history.refusals(vec![stage_opened("s2", on("2026-12-08"), Why::Unresolved)]),
        ["stage-not-allowed"]
    );
    history.record(vec![What::Ended {
        ending: "agreed".into(),
        on: on("2026-12-08"),
        note: String::new(),
        dissent: String::new(),
    }]);
    assert_eq!(
        history.refusals(vec![note("Late thought")]),
        ["case-closed"]
    );
    // What left may arrive when all is over; it has to be something that left.
    let waits = |receipt_of| {
        What::ActionAgreed(AgreedAction {
            id: "receipt-1".into(),
            what: "Receipt for the bundle".into(),
            owner: "The lead".into(),
            by: None,
            agreed: on("2026-12-09"),
            receipt_of,
        })
    };
    assert!(history.refusals(vec![waits(Some(1))]).is_empty());
    assert_eq!(history.refusals(vec![waits(None)]), ["case-closed"]);
    let mut went = note("Sent by post");
    if let What::Recorded(entry) = &mut went {
        entry.went = Some(1);
    }
    assert_eq!(history.refusals(vec![went]), ["unknown-in-case"]);
    let debrief = DutyKey {
        duty: "debrief".into(),
        visit: None,
        of: None,
        side: Some(Side::Ours),
    };
    let debrief = What::DutySettled(
        debrief,
        Settled::Done {
            on: on("2026-12-09"),
            evidence: "Note".into(),
            entry: None,
        },
    );
    assert!(history.refusals(vec![debrief.clone()]).is_empty());
    assert_eq!(
        history.refusals(vec![debrief.clone(), debrief]),
        ["already-settled"]
    );
    assert!(
        history
            .refusals(vec![
                What::Reopened {
                    reason: "Again".into(),
                    on: on("2026-12-09")
                },
                note("More")
            ])
            .is_empty()
    );
    assert_eq!(
        history.refusals(vec![What::Reopened {
            reason: String::new(),
            on: on("2026-12-01")
        }]),
        ["empty", "wrong-order"]
    );
}

#[test]
fn every_code_has_its_name() {
    for code in RefusalCode::ALL {
        let json = serde_json::to_value(code).unwrap();
        assert_eq!(json, code.as_str());
    }
}

#[test]
fn refusals_hold_no_name() {
    let mut history = opened();
    let refused = history
        .try_record(vec![person("Ada\u{202E}Example", "nobody", "worker")])
        .unwrap_err();
    assert!(refused.len() == 2 && !format!("{refused:?}").contains("Ada"));
    let _ = (AgencyId::new(""), refused);
}

#[test]
fn a_refused_moment_is_named_by_its_place() {
    let mut history = History::new(sample_policy(), "2026-12-10T12:00:00+00:00");
    let What::Opened(mut first) = opening(&history.policy, Side::Ours, on("2026-12-05")) else {
        panic!()
    };
    first.moments = vec![
        ("outset".into(), on("2026-12-01")),
        ("reported".into(), on("2026-12-11")),
        ("met".into(), on("0026-12-01")),
    ];
    let refused = history.try_record(vec![What::Opened(first)]).unwrap_err();
    let fields: Vec<_> = refused.iter().filter_map(|r| r.field.as_deref()).collect();
    assert!(fields.contains(&"moments.1") && fields.contains(&"moments.2"));
    assert!(!fields.contains(&"moments.0"), "{fields:?}");
}
