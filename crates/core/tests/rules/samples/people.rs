//! What a case is about: the opening, people, the decision, facts, other cases.

use super::{Sample, text};
use stepwise_core::event::*;
use stepwise_core::ids::*;
use stepwise_testkit::{happened, on};

pub fn samples() -> Vec<Sample> {
    let day = on("2026-12-01");
    let date = day.date;
    vec![
        (
            "opened",
            What::Opened(Opening {
                policy: PolicyDigest::new("0f".repeat(32)),
                policy_id: "teston".into(),
                raised_by: Side::Theirs,
                raised: happened("2026-11-30T09:15"),
                facts: vec![("subject".into(), "child".into())],
                moments: vec![("outset".into(), on("2026-11-27"))],
                areas: vec![text("Thresholds")],
            }),
        ),
        (
            "subject-named",
            What::SubjectNamed(Subject {
                id: "subject-1".into(),
                kind: SubjectKind::Child,
                name: text("Zofia Przykładowa"),
                born: Some("2016-02-29".parse().unwrap()),
                status: text("child in need"),
            }),
        ),
        (
            "agency-named",
            What::AgencyNamed(Agency {
                id: "agency-1".into(),
                side: Side::Theirs,
                name: text("Teston Council"),
                facts: Vec::new(),
            }),
        ),
        (
            "agency-named-facts",
            What::AgencyNamed(Agency {
                id: "agency-1".into(),
                side: Side::Theirs,
                name: text("Teston Council"),
                facts: vec![("kind".into(), "school".into())],
            }),
        ),
        (
            "person-named",
            What::PersonNamed(Person {
                id: "person-1".into(),
                agency: "agency-1".into(),
                name: text("Ada Example"),
                designation: text("Team manager"),
                phone: text("01632 960123"),
                email: text("ada@teston.example"),
                roles: vec!["manager".into(), "senior".into()],
            }),
        ),
        (
            "decision-described",
            What::DecisionDescribed(DisputedDecision {
                reference: text("R-17"),
                referred: Some(date),
                what: text("No assessment"),
                by_whom: text("The duty team"),
                on: Some(date),
                reasons: Reasons::Given(text("Below the threshold")),
                not_safe: text("The child goes home to it"),
                wanted: text("An assessment"),
            }),
        ),
        (
            "decision-described-refused",
            What::DecisionDescribed(DisputedDecision {
                reference: String::new(),
                referred: None,
                what: text("No assessment"),
                by_whom: String::new(),
                on: None,
                reasons: Reasons::Refused,
                not_safe: text("It goes on"),
                wanted: text("A visit"),
            }),
        ),
        ("fact-set", What::FactSet("subject".into(), "adult".into())),
        (
            "linked",
            What::Linked(LinkedCase {
                case: "case-2".into(),
                number: "2026-002".into(),
                policy: "Settling differences".into(),
                why: text("The same child"),
            }),
        ),
    ]
}
