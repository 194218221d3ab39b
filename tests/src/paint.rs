//! How long a window takes from the program's start to the first words on it: the real one, with a vault
//! waiting to be unlocked, against a bare one, by turns.

use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::driver::Driver;
use crate::fault::{Fault, unmet};
use crate::stand_in::{self, Machine};

/// Starts of each program that count. One more of each comes first, so that both are in the system's cache.
const RUNS: usize = 9;
/// A window that shows nothing for so long never will.
const PATIENCE: Duration = Duration::from_secs(20);
/// Clock ticks in a second, in `/proc`. The kernel's interface fixes it, whatever its own timer does.
const TICKS: f64 = 100.0;
/// The moment of the first words, in milliseconds since 1970; nothing while there are none.
const PAINTED: &str = "const [first] = performance.getEntriesByName('first-contentful-paint');
    return first ? performance.timeOrigin + first.startTime : null;";

/// Medians in milliseconds, and the median of each start against its neighbour.
#[derive(Clone, Copy, Debug)]
pub struct Paint {
    /// The product.
    pub product: f64,
    /// The bare window.
    pub bare: f64,
    /// Product over bare: what else the machine does weighs on both of a pair.
    pub ratio: f64,
    /// Pairs measured.
    pub pairs: usize,
}

/// Starts the two programs by turns. What the drivers print goes to `logs`.
///
/// # Errors
/// When a window does not come, or shows nothing.
pub async fn compare(product: &Path, bare: &Path, logs: &Path) -> Result<Paint, Fault> {
    std::fs::create_dir_all(logs)?;
    let boot = boot()?;
    let (ours, theirs) = (Machine::new()?, Machine::new()?);
    make_vault(&ours).await?;
    let (mut products, mut bares, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..=RUNS {
        let (one, other);
        if run % 2 == 0 {
            one = start(&ours, product, logs, boot).await?;
            other = start(&theirs, bare, logs, boot).await?;
        } else {
            other = start(&theirs, bare, logs, boot).await?;
            one = start(&ours, product, logs, boot).await?;
        }
        if run > 0 {
            products.push(one);
            bares.push(other);
            ratios.push(one / other);
        }
    }
    Ok(Paint {
        product: median(products),
        bare: median(bares),
        ratio: median(ratios),
        pairs: RUNS,
    })
}

/// What a start finds on all days but the first.
async fn make_vault(machine: &Machine) -> Result<(), Fault> {
    let app = stand_in::application(machine)?;
    let setup = json!({
        "setting": "Bench", "setting_kind": "school", "user_name": "Bench", "user_designation": "", "people": [],
        "policy": "north-somerset", "emergency": [], "passphrase": "copper lantern river fourteen", "backup_folder": ""
    });
    let made = app.call("create_vault", setup).await;
    app.close();
    made.map(drop).map_err(|error| unmet(error.message))
}

/// Milliseconds from the start of the process to the first words in its window.
async fn start(machine: &Machine, program: &Path, logs: &Path, boot: f64) -> Result<f64, Fault> {
    let driver = Driver::window(machine, program, &logs.join("first-paint.log")).await?;
    let measured = measure(&driver, boot).await;
    driver.end().await;
    measured
}

async fn measure(driver: &Driver, boot: f64) -> Result<f64, Fault> {
    let program = driver
        .program()
        .ok_or_else(|| unmet("the driver has started no program"))?;
    let began = boot + started(program)?;
    let until = Instant::now() + PATIENCE;
    loop {
        let painted = driver.client().execute(PAINTED, Vec::<Value>::new()).await;
        // The page may be on its way: a fault at this moment is not the answer.
        if let Ok(Some(moment)) = painted.map(|value| value.as_f64()) {
            return Ok(moment - began);
        }
        if Instant::now() > until {
            return Err(unmet("the window showed nothing"));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// When the machine started, in milliseconds since 1970, to within a millisecond or two.
fn boot() -> Result<f64, Fault> {
    let up = || -> Result<f64, Fault> {
        let text = std::fs::read_to_string("/proc/uptime")?;
        number(text.split(' ').next()).map(|seconds| seconds * 1000.0)
    };
    // It counts in hundredths of a second: the moment at which it moves is exact.
    let before = up()?;
    loop {
        let now = up()?;
        if now > before {
            let since = SystemTime::now().duration_since(UNIX_EPOCH);
            return Ok(since.unwrap_or_default().as_secs_f64() * 1000.0 - now);
        }
    }
}

/// When a process started, in milliseconds since the machine did.
fn started(process: u32) -> Result<f64, Fault> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The second field is the program's name in brackets and may hold anything; the 22nd is the start.
    let after = text.rsplit_once(") ").map_or("", |(_, rest)| rest);
    number(after.split(' ').nth(19)).map(|ticks| ticks / TICKS * 1000.0)
}

fn number(text: Option<&str>) -> Result<f64, Fault> {
    text.and_then(|text| text.trim().parse().ok())
        .ok_or_else(|| unmet("the system's own figures could not be read"))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
