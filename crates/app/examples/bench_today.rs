//! How long Today takes over many cases. Prints the median of several runs in milliseconds:
//! straight after unlocking (rows read from the vault), while open (rows in memory), and
//! after each of nine nights, when rows whose date has passed are worked out again (the worst one too).
//!
//! `cargo run --release -p stepwise-app --example bench_today [cases...]`

use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Instant;
use stepwise_app::error::WireError;
use stepwise_app::{App, Clock, Config, FileKind, KdfChoice, Now, Shell};

const PASSPHRASE: &str = "copper lantern river fourteen";
const RUNS: usize = 9;

struct HandClock(Mutex<DateTime<FixedOffset>>);

impl Clock for HandClock {
    fn now(&self) -> Now {
        let stamp = *self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        Now {
            stamp,
            zone: "Europe/London".into(),
        }
    }
}

struct NoShell;

impl Shell for NoShell {
    fn save_file(&self, _: &str, _: FileKind) -> Option<PathBuf> {
        None
    }
    fn choose_folder(&self) -> Option<PathBuf> {
        None
    }
    fn show_in_folder(&self, _: &Path) {}
}

struct Failed(String);

impl std::fmt::Debug for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<WireError> for Failed {
    fn from(error: WireError) -> Self {
        Self(format!("{}: {}", error.field, error.message))
    }
}

impl From<std::io::Error> for Failed {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<chrono::ParseError> for Failed {
    fn from(error: chrono::ParseError) -> Self {
        Self(error.to_string())
    }
}

fn case(i: usize) -> Value {
    let (policy, day) = if i.is_multiple_of(3) {
        ("white-rock-preschool", 19)
    } else {
        ("north-somerset", 20 + i % 4)
    };
    let raised = json!({ "date": format!("2026-11-{day}"), "time": null });
    json!({
        "policy": policy, "danger": false, "danger_done": "", "raised_by": if i.is_multiple_of(7) { "theirs" } else { "ours" },
        "raised": raised, "facts": [], "moments": [], "areas": [],
        "subjects": [{ "id": "", "kind": "child", "name": format!("Child Number{i}"), "born": "2016-02-29", "status": "" }],
        "decision": {
            "reference": "", "referred": null, "what": "No further action", "by_whom": "", "on": null,
            "reasons": "not-asked", "reasons_text": "", "not_safe": "Left alone at night.", "wanted": "A visit."
        },
        "agency": "Eastmere Children's Services",
        "people": [{ "id": "", "agency": "", "side": "theirs", "name": "Lee Moss", "designation": "", "phone": "", "email": "", "roles": ["worker"] }],
        "start_stage": "s1", "start_reason": "It stood there already.", "start_for_risk": false, "start_on": raised
    })
}

async fn median(
    app: &App,
    before: impl AsyncFn(usize) -> Result<(), Failed>,
) -> Result<(f64, f64), Failed> {
    let mut times = Vec::new();
    for run in 0..RUNS {
        before(run).await?;
        let begun = Instant::now();
        app.call("today", json!({})).await?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok((times[RUNS / 2], times[RUNS - 1]))
}

async fn measure(cases: usize) -> Result<(), Failed> {
    let folder =
        std::env::temp_dir().join(format!("stepwise-bench-{}-{cases}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let stamp = DateTime::parse_from_rfc3339("2026-11-24T09:00:00+00:00")?;
    let clock = Arc::new(HandClock(Mutex::new(stamp)));
    let app = App::start(Config {
        data_folder: folder.clone(),
        clock: clock.clone(),
        shell: Arc::new(NoShell),
        kdf: KdfChoice::Fast,
    })?;
    let setup = json!({
        "setting": "Bench", "setting_kind": "school", "user_name": "Bench", "user_designation": "", "people": [],
        "policy": "north-somerset", "emergency": [], "passphrase": PASSPHRASE, "backup_folder": ""
    });
    let made = app.call("create_vault", setup).await?;
    let key: Vec<&str> = made["recovery_keys"][0]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    app.call("confirm_recovery_key", json!({ "key": key.join(" ") }))
        .await?;
    app.call("finish_setup", json!({})).await?;
    for i in 0..cases {
        app.call("start_case", case(i)).await?;
    }
    let (open, _) = median(&app, async |_| Ok(())).await?;
    let (unlocked, _) = median(&app, async |_| {
        app.call("lock", json!({})).await?;
        app.call("unlock", json!({ "passphrase": PASSPHRASE }))
            .await?;
        Ok(())
    })
    .await?;
    let (night, worst) = median(&app, async |run| {
        let days = chrono::Duration::days(i64::try_from(run).unwrap_or(0) + 1);
        *clock
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = stamp + days;
        Ok(())
    })
    .await?;
    println!(
        "{{\"cases\": {cases}, \"today_ms\": {open:.1}, \"today_after_unlock_ms\": {unlocked:.1}, \"today_next_morning_ms\": {night:.1}, \"today_worst_morning_ms\": {worst:.1}}}"
    );
    app.close();
    std::fs::remove_dir_all(&folder)?;
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
