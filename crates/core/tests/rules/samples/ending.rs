//! How a case ends, what it is kept under, and what is corrected.

use super::{Sample, text};
use stepwise_core::event::*;
use stepwise_core::ids::*;
use stepwise_testkit::on;

fn choice() -> VersionChoice {
    VersionChoice {
        digest: PolicyDigest::new("1e".repeat(32)),
        from: PolicyDigest::new("0f".repeat(32)),
        label: "Version 2, in force from 1 December 2026".to_owned(),
        was: "Version 1".to_owned(),
        differences: vec!["Time limit, changed: To meet. Count: was 5; is now 3.".to_owned()],
        reason: "The board asked for it".to_owned(),
    }
}

pub fn samples() -> Vec<Sample> {
    let day = on("2026-12-01");
    vec![
        (
            "ended",
            What::Ended {
                ending: "agreed".into(),
                on: day,
                note: text("Both agree"),
                dissent: String::new(),
            },
        ),
        (
            "ended-dissent",
            What::Ended {
                ending: "dissent".into(),
                on: day,
                note: text("The decision stands"),
                dissent: text("The school dissents"),
            },
        ),
        (
            "withdrawn",
            What::Withdrawn(
                Withdrawal {
                    by_whom: text("The head"),
                    why: text("New facts"),
                    concern_remains: true,
                    concern: text("Referred again"),
                },
                day,
            ),
        ),
        (
            "reopened",
            What::Reopened {
                reason: text("It happened again"),
                on: day,
            },
        ),
        ("policy-moved", What::PolicyMoved(choice())),
        ("policy-kept", What::PolicyKept(choice())),
        (
            "hold-placed",
            What::HoldPlaced(Hold {
                id: "hold-1".into(),
                asked_by: text("A public inquiry"),
                why: text("Records may be asked for"),
                reference: text("INQ/7"),
                since: day,
            }),
        ),
        (
            "hold-lifted",
            What::HoldLifted {
                hold: "hold-1".into(),
                reason: text("The inquiry has reported"),
                on: day,
            },
        ),
        (
            "kept-longer",
            What::KeptLonger(KeptLonger {
                reason: text("A claim is expected"),
                again: chrono::NaiveDate::from_ymd_opt(2031, 12, 1).unwrap(),
                on: day,
            }),
        ),
        (
            "amended",
            What::Amended {
                seq: 7,
                with: Box::new(What::FactSet("subject".into(), "child".into())),
                reason: text("A slip"),
            },
        ),
        (
            "struck",
            What::Struck {
                seq: 7,
                reason: text("A slip"),
            },
        ),
    ]
}
