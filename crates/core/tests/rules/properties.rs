//! Properties of any history.

use proptest::prelude::*;
use stepwise_core::calendar::{Proclaimed, ProclaimedKind};
use stepwise_core::case::{Correction, Phase, fold};
use stepwise_core::engine::{World, assess};
use stepwise_core::event::*;
use stepwise_core::ids::UserId;
use stepwise_core::standing::ClockState;
use stepwise_core::time::Happened;
use stepwise_testkit::{
    History, danger, described, opening, sample_policy, settled_stage, stage_opened, stamp,
};

fn day() -> impl Strategy<Value = Happened> {
    let start = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    (0u64..40, prop::option::of(0u32..24)).prop_map(move |(days, hour)| {
        let date = start + chrono::Days::new(days);
        Happened {
            date,
            time: hour.and_then(|h| chrono::NaiveTime::from_hms_opt(h, 0, 0)),
        }
    })
}

fn stage() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["s1", "s2", "s3", "s9"])
}

fn why() -> impl Strategy<Value = Why> {
    let text = || "[a-z]{0,4}".prop_map(String::from);
    prop_oneof![
        Just(Why::Start),
        Just(Why::Unresolved),
        text().prop_map(Why::Risk),
        text().prop_map(Why::AlreadyThere),
        (
            prop::sample::select(vec!["next", "silence", "risk", "none"]),
            text()
        )
            .prop_map(|(m, r)| Why::Moved(m.into(), r)),
    ]
}

fn simple() -> impl Strategy<Value = What> {
    let visit = || prop::option::of(0u32..4);
    let outcome = prop::sample::select(vec![Outcome::Resolved, Outcome::NotResolved]);
    let moment = prop::sample::select(vec!["outset", "reported", "met", "none"]);
    let duty = prop::sample::select(vec![
        "safe", "record", "report", "answer", "debrief", "follow",
    ]);
    let side = prop::option::of(prop::sample::select(vec![Side::Ours, Side::Theirs]));
    prop_oneof![
        (any::<bool>(), day()).prop_map(|(side, on)| opening(
            &sample_policy(),
            if side { Side::Ours } else { Side::Theirs },
            on
        )),
        (any::<bool>(), day()).prop_map(|(now, on)| danger(now, on)),
        (stage(), day(), why()).prop_map(|(s, on, why)| stage_opened(s, on, why)),
        (stage(), day(), why()).prop_map(|(s, on, why)| stage_opened(s, on, why)),
        (0u32..4, outcome, day()).prop_map(|(v, o, on)| settled_stage(v, o, on)),
        (moment, day(), visit()).prop_map(|(m, on, visit)| What::Reached {
            moment: m.into(),
            on,
            visit,
            reason: String::new(),
            answer: None,
            agency: None,
        }),
        (duty, visit(), side, day()).prop_map(|(d, visit, side, on)| {
            let of = (d == "safe").then(|| "subject-1".to_owned());
            let done = Settled::Done {
                on,
                evidence: "Seen".into(),
                entry: None,
            };
            What::DutySettled(
                DutyKey {
                    duty: d.into(),
                    visit,
                    of,
                    side,
                },
                done,
            )
        }),
        Just(What::SubjectNamed(Subject {
            id: "subject-1".into(),
            kind: SubjectKind::Child,
            name: "A child".into(),
            born: None,
            status: String::new(),
        })),
        (day(), day()).prop_map(|(on, by)| What::ActionAgreed(AgreedAction {
            id: "action-1".into(),
            what: "Visit".into(),
            owner: String::new(),
            by: Some(by.date),
            agreed: on,
            receipt_of: None,
        })),
        (any::<bool>(), day()).prop_map(|(done, on)| What::ActionSettled {
            action: "action-1".into(),
            done,
            on,
            note: String::new()
        }),
        (prop::sample::select(vec!["s2", "chair", "whole"]), day()).prop_map(|(c, by)| {
            What::LimitEntered {
                clock: c.into(),
                by: by.date,
                reason: "Set".into(),
            }
        }),
        (prop::sample::select(vec!["agreed", "dissent"]), day()).prop_map(|(e, on)| What::Ended {
            ending: e.into(),
            on,
            note: String::new(),
            dissent: String::new(),
        }),
        day().prop_map(|on| What::Reopened {
            reason: "Again".into(),
            on
        }),
        (0u32..4, visit(), day()).prop_map(|(n, visit, on)| entry(n, visit, on)),
        (0u32..4, visit(), day()).prop_map(|(n, visit, on)| What::DutySettled(
            DutyKey {
                duty: "record".into(),
                visit,
                of: None,
                side: None
            },
            Settled::Done {
                on,
                evidence: String::new(),
                entry: Some(format!("entry-{n}").as_str().into())
            },
        )),
        Just(described()),
    ]
}

/// A call that was written down.
pub(super) fn entry(n: u32, visit: Option<u32>, on: Happened) -> What {
    What::Recorded(Entry {
        id: format!("entry-{n}").as_str().into(),
        kind: EntryKind::Call,
        happened: on,
        ours: Vec::new(),
        theirs: Vec::new(),
        statements: Vec::new(),
        agreed: "To meet".into(),
        next: String::new(),
        visit,
        went: None,
    })
}

pub(super) fn anything() -> impl Strategy<Value = What> {
    prop_oneof![
        6 => simple(),
        1 => (0u64..20, simple()).prop_map(|(seq, with)| What::Amended { seq, with: Box::new(with), reason: "A slip".into() }),
        1 => (0u64..20).prop_map(|seq| What::Struck { seq, reason: "A slip".into() }),
        1 => (0u64..20, 0u64..20, simple()).prop_map(|(seq, inner, with)| What::Amended {
            seq,
            with: Box::new(What::Amended { seq: inner, with: Box::new(with), reason: "A slip".into() }),
            reason: "A slip".into(),
        }),
    ]
}

fn events(wanted: Vec<What>) -> Vec<Event> {
    let number = |(i, what): (usize, What)| Event {
        seq: i as u64 + 1,
        recorded: stamp("2026-12-20T12:00:00Z"),
        by: UserId::new("user-1"),
        what,
    };
    wanted.into_iter().enumerate().map(number).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_history_folds_and_is_assessed(wanted in prop::collection::vec(anything(), 0..24)) {
        let history = History::new(sample_policy(), "2026-12-20T12:00:00Z");
        let all = events(wanted);
        for end in 0..=all.len() {
            let case = fold(&all[..end]);
            prop_assert_eq!(&case, &fold(&all[..end]));
            let standing = assess(&history.world(), &case);
            prop_assert_eq!(&standing, &assess(&history.world(), &case));
            prop_assert_eq!(standing.visit.is_some(), matches!(case.phase, Phase::AtStage { .. }));
        }
    }

    #[test]
    fn what_the_guard_lets_through_makes_sense(wanted in prop::collection::vec(anything(), 0..40)) {
        let mut history = History::new(sample_policy(), "2026-12-30T12:00:00Z");
        let raised = opening(&history.policy, Side::Ours, stepwise_testkit::on("2026-11-25"));
        history.record(vec![raised]);
        for what in wanted {
            let _ = history.try_record(vec![what]);
            let case = history.case();
            let _ = history.standing();
            let raised = case.opening.as_ref().unwrap().value.raised.date;
            let mut last = raised;
            for visit in &case.visits {
                prop_assert!(visit.opened.date >= last);
                last = visit.opened.date;
                if let Some(outcome) = &visit.outcome {
                    let in_order = outcome.on.date >= last && outcome.on.date <= history.now.date_naive();
                    prop_assert!(in_order);
                    last = outcome.on.date;
                }
            }
            prop_assert!(case.visits.iter().rev().skip(1).all(|v| v.left.is_some()));
        }
    }

    #[test]
    fn time_alone_makes_nothing_met_late_and_nothing_late_in_time(
        wanted in prop::collection::vec(simple(), 0..30),
        days in 0i64..60,
    ) {
        let mut history = History::new(sample_policy(), "2026-12-30T12:00:00Z");
        let raised = opening(&history.policy, Side::Ours, stepwise_testkit::on("2026-11-25"));
        history.record(vec![raised]);
        for what in wanted {
            let _ = history.try_record(vec![what]);
        }
        let case = history.case();
        let before = history.standing();
        let now = history.now + chrono::Duration::days(days);
        let after = assess(&World { now, ..history.world() }, &case);
        for (old, new) in before.clocks.iter().zip(&after.clocks) {
            prop_assert_eq!(&old.clock, &new.clock);
            match &old.state {
                ClockState::Running { due } => {
                    let still = matches!(&new.state, ClockState::Running { due: d } | ClockState::Late { due: d } if d == due);
                    prop_assert!(still);
                }
                state => prop_assert_eq!(state, &new.state),
            }
        }
        prop_assert_eq!(before.tasks.len(), after.tasks.len());
        if before.changes_at.is_none_or(|at| now < at) {
            prop_assert_eq!(&before.tasks, &after.tasks);
            prop_assert_eq!(&before.clocks, &after.clocks);
        }
    }

    #[test]
    fn a_word_said_later_leaves_what_stopped_as_it_was(
        wanted in prop::collection::vec(simple(), 0..30),
        days in prop::collection::vec((0u64..60, any::<bool>()), 1..6),
    ) {
        let mut history = History::new(sample_policy(), "2026-12-30T12:00:00Z");
        let raised = opening(&history.policy, Side::Ours, stepwise_testkit::on("2026-11-25"));
        history.record(vec![raised]);
        for what in wanted {
            let _ = history.try_record(vec![what]);
        }
        let before = history.standing();
        let first = stepwise_testkit::on("2026-11-25").date;
        let words: Vec<Proclaimed> = days.into_iter().map(|(day, added)| Proclaimed {
            date: first + chrono::Days::new(day),
            kind: if added { ProclaimedKind::Added } else { ProclaimedKind::Removed },
            name: "A day".into(),
            source: "A proclamation".into(),
            since: Some(stamp("2026-12-30T12:00:01Z")),
        }).collect();
        for calendar in history.calendars.values_mut() {
            *calendar = calendar.with(&words);
        }
        let after = history.standing();
        for (old, new) in before.clocks.iter().zip(&after.clocks) {
            if matches!(old.state, ClockState::Met { .. } | ClockState::Superseded { .. }) {
                prop_assert_eq!(old, new);
            }
        }
        for old in before.tasks.iter().filter(|t| t.settled.is_some()) {
            prop_assert!(after.tasks.contains(old));
        }
    }

    #[test]
    fn corrections_keep_the_count(wanted in prop::collection::vec(anything(), 0..30)) {
        let all = events(wanted);
        let (kept, corrections) = stepwise_core::case::effective(&all);
        let struck = corrections.values().filter(|c| matches!(c, Correction::StruckBy(..))).count();
        let live = all.iter().filter(|e| {
            let correction = matches!(e.what, What::Amended { .. } | What::Struck { .. });
            correction && !matches!(corrections.get(&e.seq), Some(Correction::StruckBy(..)))
        });
        prop_assert_eq!(kept.len() + struck + live.count(), all.len());
        for event in &kept {
            prop_assert_eq!(event.what.kind(), all[event.seq as usize - 1].what.kind());
        }
    }
}
