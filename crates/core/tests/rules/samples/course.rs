//! The course of a case: what happened, stages, records, duties, keeping safe, dates, agreed actions.

use super::{Sample, text};
use stepwise_core::event::*;
use stepwise_testkit::{danger, happened, on, settled_stage, stage_opened};

fn key() -> DutyKey {
    DutyKey {
        duty: "safe".into(),
        visit: Some(1),
        of: Some("subject-1".into()),
        side: Some(Side::Ours),
    }
}

pub fn samples() -> Vec<Sample> {
    let day = on("2026-12-01");
    let date = day.date;
    vec![
        (
            "reached",
            What::Reached {
                moment: "met".into(),
                on: happened("2026-12-01T14:30"),
                visit: Some(1),
                reason: String::new(),
                answer: None,
                agency: None,
            },
        ),
        (
            "reached-answer",
            What::Reached {
                moment: "review".into(),
                on: happened("2026-12-01T14:30"),
                visit: Some(1),
                answer: Some("again".into()),
                agency: Some("agency-1".into()),
                reason: String::new(),
            },
        ),
        (
            "checked",
            What::Checked {
                check: "clear".into(),
                answer: text("The threshold was misread."),
            },
        ),
        ("stage-opened-start", stage_opened("s1", day, Why::Start)),
        (
            "stage-opened",
            stage_opened("s2", day, Why::Risk(text("Harm is likely"))),
        ),
        (
            "stage-opened-moved",
            stage_opened("s2", day, Why::Moved("silence".into(), text("No answer"))),
        ),
        (
            "stage-opened-passing",
            What::StageOpened {
                stage: "s2".into(),
                on: day,
                why: Why::Passing(text("They had talked before")),
            },
        ),
        ("stage-settled", settled_stage(1, Outcome::NotResolved, day)),
        (
            "recorded",
            What::Recorded(Entry {
                id: "entry-1".into(),
                kind: EntryKind::Call,
                happened: happened("2026-12-01T10:05"),
                ours: vec![text("The lead")],
                theirs: vec![text("Ada Example")],
                statements: vec![Statement {
                    nature: Nature::OwnWords,
                    of: text("The child"),
                    text: text("I do not want to go home."),
                }],
                agreed: text("A visit tomorrow"),
                next: text("Ring on Thursday"),
                visit: Some(1),
                went: None,
            }),
        ),
        (
            "recorded-went",
            What::Recorded(Entry {
                id: "entry-2".into(),
                kind: EntryKind::Letter,
                happened: day,
                ours: Vec::new(),
                theirs: Vec::new(),
                statements: Vec::new(),
                agreed: String::new(),
                next: String::new(),
                visit: None,
                went: Some(12),
            }),
        ),
        (
            "duty-settled",
            What::DutySettled(
                key(),
                Settled::Done {
                    on: day,
                    evidence: text("Copied, reference 88"),
                    entry: Some("entry-1".into()),
                },
            ),
        ),
        (
            "duty-settled-not-done",
            What::DutySettled(
                DutyKey {
                    side: None,
                    of: None,
                    ..key()
                },
                Settled::NotDone {
                    reason: text("Nobody answered"),
                },
            ),
        ),
        ("danger-asked", danger(true, day)),
        (
            "plan-reviewed",
            What::PlanReviewed(SafetyPlan {
                subject: "subject-1".into(),
                measures: text("Collected by the grandmother"),
                by_whom: text("The lead"),
                reviewed: day,
                next_review: Some("2026-12-08".parse().unwrap()),
            }),
        ),
        (
            "voice-recorded",
            What::VoiceRecorded {
                subject: "subject-1".into(),
                own_words: text("I am scared."),
                family: text("The mother was told by telephone."),
                on: day,
            },
        ),
        (
            "limit-entered",
            What::LimitEntered {
                clock: "chair".into(),
                by: date,
                reason: text("Set by the Chair"),
            },
        ),
        (
            "own-date-set",
            What::OwnDateSet(OwnDate {
                what: text("Ring again"),
                by: date,
                visit: Some(2),
            }),
        ),
        (
            "action-agreed",
            What::ActionAgreed(AgreedAction {
                id: "action-1".into(),
                what: text("Visit the home"),
                owner: text("The duty team"),
                by: Some(date),
                agreed: day,
                receipt_of: None,
            }),
        ),
        (
            "action-settled",
            What::ActionSettled {
                action: "action-1".into(),
                done: true,
                on: day,
                note: text("Visited"),
            },
        ),
    ]
}
