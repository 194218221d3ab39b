//! Times `assess` over a case of 200 events and prints the median:
//! `assess-200-events-us <microseconds>`. Run in release: `cargo run --release --example bench_assess`.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::time::Instant;
use stepwise_core::case::fold;
use stepwise_core::engine::assess;
use stepwise_core::event::{Entry, EntryKind, Nature, Outcome, Side, Statement, What, Why};
use stepwise_testkit::{History, on, opening, sample_policy, settled_stage, stage_opened};

fn entry(n: usize) -> What {
    What::Recorded(Entry {
        id: format!("entry-{n}").as_str().into(),
        kind: EntryKind::Call,
        happened: on("2026-12-03"),
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
    })
}

fn main() {
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
    history.record((0..150).map(entry).collect());
    history.record(vec![
        settled_stage(1, Outcome::NotResolved, on("2026-12-03")),
        stage_opened("s2", on("2026-12-03"), Why::Unresolved),
    ]);
    while history.events.len() < 200 {
        let n = history.events.len();
        history.record(vec![entry(1000 + n)]);
    }
    let case = fold(&history.events);
    let mut times: Vec<f64> = (0..500)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(assess(&history.world(), std::hint::black_box(&case)));
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("assess-200-events-us {:.1}", times[times.len() / 2]);
}
