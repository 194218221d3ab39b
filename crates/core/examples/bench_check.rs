//! Times loading and checking every policy that ships, and prints the median in milliseconds:
//! `check-packs-ms` for reading all files and every check of every pack, and `inspect-packs-ms` for the same with
//! every example played. Run in release: `cargo run --release --example bench_check FOLDER`.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;
use stepwise_core::calendar::Calendar;
use stepwise_core::ids::CalendarId;
use stepwise_core::inspect::{Folder, inspect};
use stepwise_core::policy::{Known, check};

const RUNS: usize = 21;

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut found: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    found.sort();
    found
}

fn calendars(policies: &Path) -> BTreeMap<CalendarId, Calendar> {
    let mut out = BTreeMap::new();
    for path in files(&policies.join("calendars")) {
        if path.extension().is_some_and(|e| e == "toml") {
            let text = fs::read_to_string(&path).unwrap();
            let calendar = Calendar::parse(&text, &path.to_string_lossy()).unwrap();
            out.insert(calendar.id.clone(), calendar);
        }
    }
    out
}

/// The policy's folder, sorted.
fn folder(root: &Path) -> Folder {
    let parts = [root.to_owned(), root.join("forms"), root.join("examples")];
    let all = parts.iter().flat_map(|part| files(part));
    Folder::sort(all.filter(|p| p.is_file()).map(|path| {
        let name = path.strip_prefix(root).unwrap();
        let name = name.to_string_lossy().replace('\\', "/");
        (name, fs::read(path).unwrap())
    }))
}

fn packs(policies: &Path) -> Vec<PathBuf> {
    let all = files(policies).into_iter();
    all.filter(|f| f.join("policy.toml").is_file()).collect()
}

fn median(work: impl Fn()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            work();
            begun.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn main() {
    let named = std::env::args().nth(1);
    let policies = named.map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies"),
        PathBuf::from,
    );
    let checked = median(|| {
        let calendars = calendars(&policies);
        let known = Known {
            today: "2026-11-24".parse().ok(),
            calendars: Some(&calendars),
            ..Known::default()
        };
        for pack in packs(&policies) {
            let (policy, problems) = check(&folder(&pack).pack, known);
            assert!(policy.is_some(), "{problems:?}");
        }
    });
    let inspected = median(|| {
        let calendars = calendars(&policies);
        for pack in packs(&policies) {
            let known = Known {
                today: "2026-11-24".parse().ok(),
                calendars: Some(&calendars),
                ..Known::default()
            };
            let (_, report) = inspect(&folder(&pack), None, known, &calendars);
            assert!(report.right());
        }
    });
    let count = packs(&policies).len();
    println!("check-packs-ms {checked:.1} packs {count}");
    println!("inspect-packs-ms {inspected:.1}");
}
