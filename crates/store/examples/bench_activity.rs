//! Looking through a journal of 100,000 entries (or as many as is said), and what it costs to write one look down.
//! Medians of five; times in milliseconds.
#![allow(missing_docs, reason = "a measuring program")]

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use chrono::{DateTime, TimeDelta};
use serde_json::json;
use stepwise_store::{
    Batch, CaseId, JournalQuery, KdfCost, NewEntry, NewEvent, Passphrase, Setup, Stamp, Vault,
};

type Done<T> = Result<T, Box<dyn Error>>;

const TURNS: usize = 5;
const CASES: usize = 500;

fn at(seconds: i64) -> Done<Stamp> {
    let morning = DateTime::parse_from_rfc3339("2024-01-01T09:00:00+00:00")?;
    Ok(Stamp {
        at: morning + TimeDelta::seconds(seconds),
        zone: "Europe/London".into(),
    })
}

fn entry(number: usize, cases: &[CaseId]) -> Done<NewEntry> {
    let kinds = [
        "case-viewed",
        "case-viewed",
        "case-viewed",
        "searched",
        "paper-printed",
    ];
    let kind = kinds
        .get(number % kinds.len())
        .copied()
        .unwrap_or("searched");
    Ok(NewEntry {
        kind: kind.into(),
        case: cases.get(number % cases.len()).copied(),
        payload: json!({ "paper": "monitoring" }),
        stamp: at(i64::try_from(number)? * 600)?,
        actor: format!("person-{}", number % 4),
    })
}

fn fill(vault: &mut Vault, entries: usize) -> Done<Vec<CaseId>> {
    let mut cases = Vec::new();
    for _ in 0..CASES {
        let case = CaseId::random()?;
        let stamp = at(0)?;
        let events = [NewEvent {
            kind: "noted".into(),
            kind_version: 1,
            payload: b"words".to_vec(),
            recorded: stamp.at,
            zone: stamp.zone,
            actor: "person-0".into(),
            search_text: None,
        }];
        let batch = Batch {
            events: &events,
            ..Batch::default()
        };
        vault.create_case(case, 2024, batch)?;
        cases.push(case);
    }
    let first = *cases.first().ok_or("no case")?;
    let all = (0..entries).map(|n| entry(n, &cases));
    let batch = Batch {
        entries: all.collect::<Done<Vec<_>>>()?,
        ..Batch::default()
    };
    let head = vault.head(first)?;
    vault.append_batch(first, head, batch)?;
    Ok(cases)
}

fn time<T>(mut run: impl FnMut() -> Done<T>) -> Done<f64> {
    let mut times = Vec::with_capacity(TURNS);
    for _ in 0..TURNS {
        let start = Instant::now();
        run()?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok(times.get(TURNS / 2).copied().unwrap_or(f64::NAN))
}

fn measure(folder: &Path, entries: usize) -> Done<()> {
    let passphrase = Passphrase::new("copper lantern river".into());
    let setup = Setup {
        person: "person-0",
        passphrase: &passphrase,
        cost: KdfCost::for_tests(),
        now: at(0)?,
    };
    let (mut vault, _) = Vault::create(&folder.join("vault"), setup)?;
    let cases = fill(&mut vault, entries)?;
    let page = || JournalQuery {
        limit: 51,
        ..JournalQuery::default()
    };
    let nothing = JournalQuery {
        kinds: vec!["of-no-kind".into()],
        ..page()
    };
    let queries = [
        ("newest", page()),
        (
            "one-person",
            JournalQuery {
                actor: Some("person-3".into()),
                ..page()
            },
        ),
        (
            "one-case",
            JournalQuery {
                case: cases.get(7).copied(),
                ..page()
            },
        ),
        (
            "rare-kind",
            JournalQuery {
                kinds: vec!["vault-created".into()],
                ..page()
            },
        ),
        (
            "one-old-week",
            JournalQuery {
                from: Some("2024-01-02".into()),
                to: Some("2024-01-08".into()),
                ..page()
            },
        ),
        ("nothing-fits", nothing),
    ];
    println!("journal-entries {}", vault.journal_head().seq);
    for (name, query) in &queries {
        println!(
            "activity-{name}-ms {:.1}",
            time(|| Ok(vault.journal_page(query)?))?
        );
    }
    println!(
        "activity-people-ms {:.1}",
        time(|| Ok(vault.journal_actors()?))?
    );
    let mut count = 0u64;
    println!(
        "heads-ms {:.1}",
        time(|| Ok(vault.each_noted_head(|_, _, _| count += 1)?))?
    );
    let mut number = entries;
    let look = time(|| {
        number += 1;
        let one = entry(number, &cases)?;
        Ok(vault.journal(one)?)
    })?;
    println!("look-written-ms {look:.1}");
    let start = Instant::now();
    vault.verify_all()?;
    println!(
        "verify-all-ms {:.0}",
        start.elapsed().as_secs_f64() * 1000.0
    );
    Ok(())
}

fn main() -> Done<()> {
    let word = std::env::args().nth(1);
    let entries: usize = word.map_or(Ok(100_000), |word| word.parse())?;
    let folder =
        std::env::temp_dir().join(format!("stepwise-bench-activity-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let measured = measure(&folder, entries);
    let _ = std::fs::remove_dir_all(&folder);
    measured
}
