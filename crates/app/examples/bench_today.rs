//! How long Today and the report without names take over many cases. Prints the median of several runs in milliseconds:
//! straight after unlocking (rows read from the vault), while open (rows in memory), and
//! after each of nine nights, when rows whose date has passed are worked out again (the worst one too).
//!
//! `cargo run --release -p stepwise-app --example bench_today [cases...]`

mod bench;

use std::time::Instant;

use bench::{Bench, Failed};
use serde_json::{Value, json};
use stepwise_app::{App, KdfChoice};

const RUNS: usize = 9;

async fn median(
    app: &App,
    (command, request): (&str, &Value),
    before: impl AsyncFn() -> Result<(), Failed>,
) -> Result<(f64, f64), Failed> {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        before().await?;
        let begun = Instant::now();
        app.call(command, request.clone()).await?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok((times[RUNS / 2], times[RUNS - 1]))
}

async fn measure(cases: usize) -> Result<(), Failed> {
    let bench = Bench::new(cases, KdfChoice::Fast).await?;
    let nothing = json!({});
    let today = ("today", &nothing);
    // All cases there are, whenever they were raised.
    let ever = json!({ "from": "1900-01-01", "to": "2999-12-31", "small": true });
    let (report, _) = median(&bench.app, ("report", &ever), async || Ok(())).await?;
    let (open, _) = median(&bench.app, today, async || Ok(())).await?;
    let (unlocked, _) = median(&bench.app, today, async || {
        bench.lock().await?;
        bench.unlock().await
    })
    .await?;
    let (night, worst) = median(&bench.app, today, async || {
        bench.clock.advance(chrono::Duration::days(1));
        Ok(())
    })
    .await?;
    println!(
        "{{\"cases\": {cases}, \"today_ms\": {open:.1}, \"today_after_unlock_ms\": {unlocked:.1}, \"today_next_morning_ms\": {night:.1}, \"today_worst_morning_ms\": {worst:.1}, \"report_ms\": {report:.1}}}"
    );
    Ok(())
}

fn main() -> Result<(), Failed> {
    let asked: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|a| a.parse().ok())
        .collect();
    let sizes = if asked.is_empty() {
        vec![200, 2000]
    } else {
        asked
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    for cases in sizes {
        runtime.block_on(measure(cases))?;
    }
    Ok(())
}
