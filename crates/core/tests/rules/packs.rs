//! Invented packs of very different shapes, whole, with their timelines worked out by hand.

use crate::examples::{calendars, files, play};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use stepwise_core::case::fold;
use stepwise_core::engine::{World, assess};
use stepwise_core::event::*;
use stepwise_core::policy::{Known, Pack, Policy, check};
use stepwise_core::time::Happened;
use stepwise_testkit::{opening, stamp};

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/packs")
}

pub(crate) fn pack(folder: &Path) -> Pack {
    let mut pack = Pack::default();
    let main = fs::read(folder.join("policy.toml")).unwrap();
    pack.files.insert("policy.toml".into(), main);
    for form in files(&folder.join("forms"), ".toml") {
        let name = format!("forms/{}", form.file_name().unwrap().to_string_lossy());
        pack.files.insert(name, fs::read(form).unwrap());
    }
    pack
}

#[test]
fn every_invented_pack_comes_out_as_worked_out_by_hand() {
    let calendars = calendars();
    let mut wrong = Vec::new();
    let folders: Vec<PathBuf> = files(&folder(), "")
        .into_iter()
        .filter(|f| f.join("policy.toml").is_file())
        .collect();
    assert!(folders.len() >= 3, "only {} packs", folders.len());
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let known = Known {
            today: "2026-11-22".parse().ok(),
            calendars: Some(&calendars),
            ..Known::default()
        };
        let (policy, problems) = check(&pack(&folder), known);
        wrong.extend(problems.iter().map(|p| format!("{name}: {p}")));
        let Some(policy) = policy else { continue };
        assert_eq!(
            policy.id.as_str(),
            name,
            "the folder is called as the policy is"
        );
        let examples = files(&folder.join("examples"), ".toml");
        assert!(!examples.is_empty(), "{name} has no examples");
        for path in examples {
            let file = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).unwrap();
            wrong.extend(play(&policy, &calendars, &text, &format!("{name}/{file}")));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} problems:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// What a pack's names can be put together to, in any order and without the guard.
fn happening(policy: &Policy, kind: u8, n: usize, day: u64) -> What {
    let start = chrono::NaiveDate::from_ymd_opt(2027, 1, 4).unwrap();
    let on = Happened::on(start + chrono::Days::new(day));
    let stage = policy.stages[n % policy.stages.len()].id.clone();
    let visit = Some((n % 4) as u32);
    let agency = ["ours", "theirs", "third"][n % 3];
    match kind % 10 {
        0 => opening(policy, Side::Ours, on),
        1 => What::StageOpened {
            stage,
            on,
            why: [Why::Start, Why::Unresolved, Why::Passing("So".into())][n % 3].clone(),
        },
        2 => What::StageSettled {
            visit: (n % 4) as u32,
            outcome: [Outcome::Resolved, Outcome::NotResolved][n % 2],
            on,
            note: String::new(),
        },
        3 if !policy.moments.is_empty() => {
            let moment = &policy.moments[n % policy.moments.len()];
            let answers = &moment.choices;
            What::Reached {
                moment: moment.id.clone(),
                on,
                visit: visit.filter(|v| *v > 0),
                answer: (!answers.is_empty()).then(|| answers[n % answers.len()].0.clone()),
                agency: n.is_multiple_of(2).then(|| agency.into()),
                reason: String::new(),
            }
        }
        4 => {
            let fact = &policy.facts[n % policy.facts.len()];
            let choice = fact.choices[day as usize % fact.choices.len()].0.clone();
            What::FactSet(fact.id.clone(), choice)
        }
        5 => {
            let each = policy.facts.iter().filter(|f| f.each_agency);
            What::AgencyNamed(Agency {
                id: agency.into(),
                side: [Side::Ours, Side::Theirs][n % 2],
                name: agency.into(),
                facts: each
                    .map(|f| (f.id.clone(), f.choices[n % f.choices.len()].0.clone()))
                    .collect(),
            })
        }
        6 => {
            let ending = &policy.endings[n % policy.endings.len()];
            What::Ended {
                ending: ending.id.clone(),
                on,
                note: String::new(),
                dissent: String::new(),
            }
        }
        7 => {
            let duty = &policy.duties[n % policy.duties.len()];
            let key = DutyKey {
                duty: duty.id.clone(),
                visit,
                of: n.is_multiple_of(2).then(|| agency.to_owned()),
                side: None,
            };
            let done = Settled::Done {
                on,
                evidence: "Seen".into(),
                entry: None,
            };
            What::DutySettled(key, done)
        }
        8 => What::Reopened {
            reason: "Again".into(),
            on,
        },
        _ => What::DangerAsked {
            immediate: n.is_multiple_of(2),
            done: String::new(),
            on,
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// Any order of what the invented packs name can be assessed, and comes out the same again.
    #[test]
    fn any_order_of_events_is_assessed(acts in prop::collection::vec((0u8..10, 0usize..40, 0u64..60), 0..30)) {
        let calendars = calendars();
        for name in ["marlow-levels", "quay-papers", "tarn-conference"] {
            let (policy, _) = check(&pack(&folder().join(name)), Known::default());
            let policy = policy.unwrap();
            let events: Vec<Event> = acts.iter().enumerate().map(|(i, (kind, n, day))| Event {
                seq: i as u64 + 1,
                recorded: stamp("2027-03-01T12:00:00Z"),
                by: "user-1".into(),
                what: happening(&policy, *kind, *n, *day),
            }).collect();
            let world = World { policy: &policy, calendars: &calendars, now: stamp("2027-03-01T12:00:00Z") };
            let case = fold(&events);
            let standing = assess(&world, &case);
            prop_assert_eq!(&standing, &assess(&world, &case));
            for task in standing.tasks.iter().filter(|t| !t.standing.is_empty()) {
                prop_assert!(!task.outstanding(), "what holds is not outstanding");
            }
        }
    }
}
