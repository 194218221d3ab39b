//! What comes in, is filled in, leaves and is given.

use super::{Sample, text};
use stepwise_core::event::*;
use stepwise_testkit::on;

fn attachment() -> Attachment {
    Attachment {
        id: "5c".repeat(16).into(),
        name: "bruise.jpg".to_owned(),
        original: "bruise.jpg.exe".to_owned(),
        media_type: "image/jpeg".to_owned(),
        size: 123_456,
        sha256: "ab".repeat(32),
        description: "Photograph of the left arm".to_owned(),
        dated: Some("2026-11-30".parse().unwrap()),
        received: Some("2026-12-01".parse().unwrap()),
        belongs: Belongs::Entry("entry-1".into()),
        says: vec![("Taken".to_owned(), "30 November 2026 at 15:20".to_owned())],
    }
}

pub fn samples() -> Vec<Sample> {
    let day = on("2026-12-01");
    let date = day.date;
    vec![
        (
            "paper-filled",
            What::PaperFilled {
                paper: "form".into(),
                visit: Some(3),
                answers: vec![(text("reason"), text("As recorded"))],
                own: None,
            },
        ),
        (
            "paper-filled-own",
            What::PaperFilled {
                paper: "form".into(),
                visit: Some(3),
                answers: vec![
                    (text("reason"), text("As recorded")),
                    (text("days"), text("3")),
                ],
                own: Some(vec![text("reason")]),
            },
        ),
        (
            "sent",
            What::Sent(Sending {
                paper: Some("form".into()),
                what: String::new(),
                digest: "ab".repeat(32),
                to: vec![text("Business Manager, office@teston.example")],
                means: text("e-mail draft"),
                purpose: text("Stage 3"),
                password_by: text("by telephone"),
                message: String::new(),
                attachment: None,
                handed: None,
                chases: None,
            }),
        ),
        (
            "sent-attachment",
            What::Sent(Sending {
                paper: None,
                what: String::new(),
                digest: "ab".repeat(32),
                to: vec![text("a file on this computer")],
                means: text("saved as a file, not encrypted"),
                purpose: String::new(),
                password_by: String::new(),
                message: String::new(),
                attachment: Some("5c".repeat(16).into()),
                handed: None,
                chases: None,
            }),
        ),
        (
            "sent-sheet",
            What::Sent(Sending {
                paper: None,
                what: text("Chronology, 12 of 41 entries"),
                digest: "ab".repeat(32),
                to: vec![text("Ewa Example, chair of the panel")],
                means: text("saved as a file, not encrypted"),
                purpose: text("The panel meets on Friday"),
                password_by: String::new(),
                message: text("Our reference 2026-001\n\nPlease find attached"),
                attachment: None,
                handed: None,
                chases: None,
            }),
        ),
        (
            "sent-handed-over",
            What::Sent(Sending {
                paper: None,
                what: text("The whole case"),
                digest: String::new(),
                to: vec![text("Dana Example, Otherville School")],
                means: text("sealed file"),
                purpose: text("The dispute is now with their board"),
                password_by: text("phone"),
                message: String::new(),
                attachment: None,
                handed: Some(HandedOver {
                    record: text("Teston School"),
                    people: vec![("user-1".into(), text("Ewa Example"))],
                    ask_by: chrono::NaiveDate::from_ymd_opt(2026, 11, 25),
                }),
                chases: None,
            }),
        ),
        (
            "sent-chases",
            What::Sent(Sending {
                paper: Some("chase".into()),
                what: String::new(),
                digest: "ab".repeat(32),
                to: vec![text("ewa@teston.example")],
                means: text("email drafted, for secure email"),
                purpose: text("We have heard nothing"),
                password_by: text("secure-mail"),
                message: text("Please answer\n\nPlease tell us today"),
                attachment: None,
                handed: None,
                chases: Some("action-1".into()),
            }),
        ),
        (
            "access-asked",
            What::AccessAsked(AccessRequest {
                id: "request-1".into(),
                subject: "subject-1".into(),
                by: text("Ewa Example"),
                as_whom: Asker::Parent,
                identity: text("Known to the office; birth certificate on file"),
                wants: text("All that is recorded"),
                received: date,
            }),
        ),
        (
            "access-reviewed",
            What::AccessReviewed(AccessReview {
                request: "request-1".into(),
                parts: vec![text("chronology")],
                names: vec![text("Marek Sample")],
                spared: vec![text("may")],
                considered: vec![Considered {
                    seq: 7,
                    withheld: true,
                    reason: text("It would put her at risk"),
                }],
                passages: vec![Passage {
                    seq: 8,
                    part: text("said-0"),
                    words: text("his mother"),
                }],
                exemptions: text("Schedule 3"),
            }),
        ),
        (
            "access-extended",
            What::AccessExtended {
                request: "request-1".into(),
                reason: text("Three files of papers"),
            },
        ),
        (
            "access-given",
            What::AccessGiven(AccessCopy {
                request: "request-1".into(),
                document: "5c".repeat(16).into(),
                sha256: "ab".repeat(32),
                pages: 4,
                blacked_out: 9,
                withheld: vec![(7, text("It would put her at risk"))],
                how: text("By hand to Ewa Example"),
            }),
        ),
        (
            "pupil-leaves",
            What::PupilLeaves(Leaving {
                id: "leaving-1".into(),
                subject: "subject-1".into(),
                to: text("Teston Grammar School"),
                lead: text("Sam Example, designated safeguarding lead"),
                reach: text("01632 960010"),
                last_day: date,
                first_day: Some(date + chrono::Days::new(14)),
            }),
        ),
        (
            "leaving-step-sent",
            What::LeavingStep(LeavingStep {
                leaving: "leaving-1".into(),
                on: day,
                step: FileStep::Sent {
                    to: text("Sam Example"),
                    how: text("By hand, sealed"),
                    apart: true,
                },
                again: Some(date + chrono::Days::new(7)),
            }),
        ),
        (
            "leaving-step-asked",
            What::LeavingStep(LeavingStep {
                leaving: "leaving-1".into(),
                on: day,
                step: FileStep::Asked {
                    how: text("By telephone, to the office"),
                },
                again: None,
            }),
        ),
        (
            "leaving-step-received",
            What::LeavingStep(LeavingStep {
                leaving: "leaving-1".into(),
                on: day,
                step: FileStep::Received {
                    by: text("Sam Example"),
                    how: text("Signed receipt"),
                },
                again: None,
            }),
        ),
        (
            "leaving-step-called-off",
            What::LeavingStep(LeavingStep {
                leaving: "leaving-1".into(),
                on: day,
                step: FileStep::CalledOff {
                    reason: text("They stay after all"),
                },
                again: None,
            }),
        ),
        ("attached", What::Attached(attachment())),
        (
            "attached-plain",
            What::Attached(Attachment {
                original: String::new(),
                dated: None,
                received: None,
                belongs: Belongs::Case,
                says: Vec::new(),
                ..attachment()
            }),
        ),
    ]
}
