//! How long the application takes to lock: the keys are gone when it answers. Over a vault of 200 cases, just after a save,
//! and in the middle of a backup: `lock-ms M` and `lock-in-backup-ms M`, the slowest of each.
//!
//! `cargo run --release -p stepwise-app --example bench_lock`

mod bench;

use std::time::Instant;

use bench::{Bench, Failed};
use serde_json::json;
use stepwise_app::KdfChoice;

const CASES: usize = 200;
const RUNS: usize = 15;

/// The slowest of some locks, in milliseconds, each right after a save.
async fn slowest(bench: &Bench, during_a_backup: bool) -> Result<f64, Failed> {
    let mut slowest: f64 = 0.0;
    for run in 0..RUNS {
        let draft = json!({ "key": "k", "text": format!("a sentence that is not finished {run}") });
        bench.app.call("save_draft", draft).await?;
        let app = bench.app.clone();
        let backup = during_a_backup
            .then(|| tokio::spawn(async move { app.call("back_up", json!({})).await.map(drop) }));
        if during_a_backup {
            tokio::time::sleep(std::time::Duration::from_millis(run as u64 * 7)).await;
        }
        let begun = Instant::now();
        bench.lock().await?;
        slowest = slowest.max(begun.elapsed().as_secs_f64() * 1000.0);
        if let Some(backup) = backup {
            // It was stopped, and says so to whoever waited.
            let _ = backup.await;
        }
        bench.unlock().await?;
    }
    Ok(slowest)
}

async fn measure() -> Result<(), Failed> {
    let bench = Bench::new(CASES, KdfChoice::Fast).await?;
    println!("lock-ms {:.1}", slowest(&bench, false).await?);
    let folder = bench.folder.with_extension("backups");
    std::fs::create_dir_all(&folder)?;
    let measured = in_backup(&bench, &folder).await;
    let _ = std::fs::remove_dir_all(&folder);
    println!("lock-in-backup-ms {:.1}", measured?);
    Ok(())
}

async fn in_backup(bench: &Bench, folder: &std::path::Path) -> Result<f64, Failed> {
    bench.back_up_to(folder).await?;
    slowest(bench, true).await
}

fn main() -> Result<(), Failed> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(measure())
}
