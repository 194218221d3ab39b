//! What unlocking costs over its key derivation, by turns in one run, over a vault of 200 cases:
//! `unlock-ratio R`, with both medians and the memory that the derivation takes.
//!
//! `cargo run --release -p stepwise-app --example bench_unlock`

mod bench;

use std::path::Path;
use std::time::Instant;

use bench::{Bench, Failed, PASSPHRASE};
use serde_json::Value;
use stepwise_app::KdfChoice;
use stepwise_store::KdfCost;

const CASES: usize = 200;
const RUNS: usize = 7;

/// The cost that the vault itself chose: a slow machine gets the smaller one.
fn cost(folder: &Path) -> Result<KdfCost, Failed> {
    let file: Value = serde_json::from_slice(&std::fs::read(folder.join("vault/slots.json"))?)?;
    let slot = file["slots"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|slot| slot["kind"] == "person")
        .ok_or_else(|| Failed("the vault has no slot of a person".into()))?;
    Ok(serde_json::from_value(slot["kdf"].clone())?)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

async fn measure() -> Result<(), Failed> {
    let bench = Bench::new(CASES, KdfChoice::Full).await?;
    let cost = cost(&bench.folder)?;
    let derive = || {
        let begun = Instant::now();
        cost.stretch(PASSPHRASE.as_bytes(), &[7; 16])
            .map_err(|error| Failed(error.to_string()))?;
        Ok::<_, Failed>(begun.elapsed().as_secs_f64() * 1000.0)
    };
    let mut deriving = vec![derive()?];
    let (mut unlocking, mut ratios) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        bench.lock().await?;
        let begun = Instant::now();
        bench.unlock().await?;
        let unlocked = begun.elapsed().as_secs_f64() * 1000.0;
        deriving.push(derive()?);
        // Each against its neighbours on both sides: other work on the machine then weighs on all.
        ratios.push(unlocked * 2.0 / (deriving[run] + deriving[run + 1]));
        unlocking.push(unlocked);
    }
    println!(
        "unlock-ratio {:.3} (unlocking {:.0} ms, deriving {:.0} ms, {} MiB)",
        median(ratios),
        median(unlocking),
        median(deriving),
        cost.m_kib / 1024
    );
    Ok(())
}

fn main() -> Result<(), Failed> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(measure())
}
