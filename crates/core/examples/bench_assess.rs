//! Times `assess` over cases of 200 events, every limit explained, and prints the median of each in
//! microseconds: `assess-200-events-us` over records that are mostly calls, and `assess-200-repeats-us` over a
//! policy whose limits come again and again and stand still, with records that each answer, stop or go on.
//! Run in release: `cargo run --release --example bench_assess`.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use chrono::{Days, NaiveDate};
use std::time::Instant;
use stepwise_core::calendar::Calendar;
use stepwise_core::case::fold;
use stepwise_core::engine::assess;
use stepwise_core::event::{Entry, EntryKind, Nature, Outcome, Side, Statement, What, Why};
use stepwise_core::policy::{Pack, read};
use stepwise_core::time::Happened;
use stepwise_testkit::{History, on, opening, sample_policy, settled_stage, stage_opened};

/// An invented policy with weekly updates, calls every two days, and counts that stand still.
const REPEATS: &str = include_str!("../../../tests/packs/harbourside/policy.toml");
const CALENDAR: &str = include_str!("../../../policies/calendars/england-and-wales.toml");

fn entry(n: usize, day: &str) -> What {
    What::Recorded(Entry {
        id: format!("entry-{n}").as_str().into(),
        kind: EntryKind::Call,
        happened: on(day),
        ours: vec!["The lead".to_owned()],
        theirs: vec!["The duty team".to_owned()],
        statements: vec![Statement {
            nature: Nature::Fact,
            of: String::new(),
            text: "They called back. ".repeat(20),
        }],
        agreed: String::new(),
        next: String::new(),
        visit: Some(1),
        went: None,
    })
}

/// Two stages, four children and 150 calls.
fn calls() -> History {
    let mut history = History::new(sample_policy(), "2026-12-10T12:00:00Z");
    let opened = opening(&history.policy, Side::Ours, on("2026-11-30"));
    history.record(vec![
        opened,
        stage_opened("s1", on("2026-11-30"), Why::Start),
    ]);
    for n in 0..4 {
        history.record(vec![What::SubjectNamed(stepwise_core::event::Subject {
            id: format!("subject-{n}").as_str().into(),
            kind: stepwise_core::event::SubjectKind::Child,
            name: format!("Child {n}"),
            born: None,
            status: String::new(),
        })]);
    }
    history.record((0..150).map(|n| entry(n, "2026-12-03")).collect());
    history.record(vec![
        settled_stage(1, Outcome::NotResolved, on("2026-12-03")),
        stage_opened("s2", on("2026-12-03"), Why::Unresolved),
    ]);
    while history.events.len() < 200 {
        let n = history.events.len();
        history.record(vec![entry(1000 + n, "2026-12-03")]);
    }
    history
}

/// A term and a half at one stage: called every other day, updated every week, stopped and gone on again.
fn repeats() -> History {
    let mut pack = Pack::default();
    pack.files
        .insert("policy.toml".to_owned(), REPEATS.as_bytes().to_vec());
    let mut history = History::new(read(&pack).unwrap(), "2026-06-20T12:00:00Z");
    let calendar = Calendar::parse(CALENDAR, "england-and-wales.toml").unwrap();
    history.calendars.insert(calendar.id.clone(), calendar);
    let first: NaiveDate = "2026-01-05".parse().unwrap();
    let opened = opening(&history.policy, Side::Ours, Happened::on(first));
    history.record(vec![
        opened,
        stage_opened("talk", Happened::on(first), Why::Start),
    ]);
    let kinds = ["called", "info-asked", "called", "info-given", "updated"];
    for n in 0..160_u64 {
        let day = Happened::on(first + Days::new(1 + n));
        history.record(vec![What::Reached {
            moment: kinds[usize::try_from(n).unwrap() % kinds.len()].into(),
            on: day,
            visit: Some(1),
            reason: String::new(),
            answer: None,
            agency: None,
        }]);
    }
    for n in 0..10 {
        let answer = ["urgent", "routine"][n % 2];
        history.record(vec![What::FactSet("priority".into(), answer.into())]);
    }
    while history.events.len() < 200 {
        let n = history.events.len();
        history.record(vec![entry(n, "2026-06-15")]);
    }
    history
}

fn median(history: &History) -> f64 {
    let case = fold(&history.events);
    let mut times: Vec<f64> = (0..500)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(assess(&history.world(), std::hint::black_box(&case)));
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn main() {
    let (calls, repeats) = (calls(), repeats());
    let limits = assess(&repeats.world(), &fold(&repeats.events))
        .clocks
        .len();
    assert!(
        limits > 40 && calls.events.len() == 200 && repeats.events.len() == 200,
        "{limits} limits"
    );
    println!("assess-200-events-us {:.1}", median(&calls));
    println!(
        "assess-200-repeats-us {:.1} limits {limits}",
        median(&repeats)
    );
}
