//! One frozen payload of each event type. A later version of the code must read them unchanged: what
//! a user wrote down years ago cannot be written again.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use stepwise_core::event::*;
use stepwise_core::ids::*;
use stepwise_core::time::Happened;
use stepwise_testkit::{danger, happened, on, settled_stage, stage_opened};

fn key() -> DutyKey {
    DutyKey {
        duty: "safe".into(),
        visit: Some(1),
        of: Some("subject-1".into()),
        side: Some(Side::Ours),
    }
}

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

/// Each sample's file and what it must be read as.
fn samples() -> Vec<(&'static str, What)> {
    let day = on("2026-12-01");
    let date = day.date;
    let text = |t: &str| t.to_owned();
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
        ("danger-asked", danger(true, day)),
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
            "checked",
            What::Checked {
                check: "clear".into(),
                answer: text("The threshold was misread."),
            },
        ),
        (
            "stage-opened",
            stage_opened("s2", day, Why::Risk(text("Harm is likely"))),
        ),
        (
            "stage-opened-moved",
            stage_opened("s2", day, Why::Moved("silence".into(), text("No answer"))),
        ),
        ("stage-opened-start", stage_opened("s1", day, Why::Start)),
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
        ("stage-settled", settled_stage(1, Outcome::NotResolved, day)),
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
        (
            "linked",
            What::Linked(LinkedCase {
                case: "case-2".into(),
                number: "2026-002".into(),
                policy: "Settling differences".into(),
                why: text("The same child"),
            }),
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
            "agency-named-facts",
            What::AgencyNamed(Agency {
                id: "agency-1".into(),
                side: Side::Theirs,
                name: text("Teston Council"),
                facts: vec![("kind".into(), "school".into())],
            }),
        ),
        (
            "stage-opened-passing",
            What::StageOpened {
                stage: "s2".into(),
                on: day,
                why: Why::Passing(text("They had talked before")),
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
            "ended",
            What::Ended {
                ending: "agreed".into(),
                on: day,
                note: text("Both agree"),
                dissent: String::new(),
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

#[test]
fn each_sample_is_read_as_it_was_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut kinds = BTreeSet::new();
    for (name, what) in samples() {
        let path = folder.join(format!("{name}.json"));
        let text = fs::read_to_string(&path).unwrap_or_else(|_| {
            panic!(
                "{} is missing. For a new event type, write it as:\n{}",
                path.display(),
                serde_json::to_string(&what).unwrap()
            )
        });
        let read: What = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(read, what, "{name}");
        assert_eq!(
            serde_json::to_string(&read).unwrap(),
            text.trim_end(),
            "{name} is written as it was"
        );
        kinds.insert(what.kind());
    }
    let files = fs::read_dir(folder).unwrap().count();
    assert_eq!(files, samples().len(), "each sample is looked at");
    assert_eq!(kinds.len(), 39, "each type has a sample");
}

#[test]
fn what_may_be_left_out_is_read() {
    let read: What =
        serde_json::from_str(r#"{"type":"sent","data":{"digest":"00","to":[],"means":"printed"}}"#)
            .unwrap();
    assert_eq!(read.kind(), "sent");
    let day: Happened = serde_json::from_str(r#"{"date":"2026-12-01"}"#).unwrap();
    assert_eq!(day, on("2026-12-01"));
}
