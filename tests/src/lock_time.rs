//! How long the window takes from the key that locks it to a screen with nothing of the record on it.

use std::path::Path;

use fantoccini::key::Key;
use serde_json::json;

use crate::driver::Driver;
use crate::fault::{Fault, unmet};
use crate::page::Page;
use crate::stand_in::{self, Machine};

/// Locks that are measured.
const RUNS: usize = 9;
const PASSPHRASE: &str = "copper lantern river fourteen";
/// The setting's name.
const WORD: &str = "Harbour Steps";

/// What a lock took, in milliseconds from the key.
#[derive(Debug, Clone, Copy, Default)]
pub struct LockTimes {
    /// Until a picture of the window is due in which nothing of the record can be read.
    pub blank: f64,
    /// Until the application has answered that the keys are gone, and the page has dropped what it held.
    pub gone: f64,
}

/// Counts pictures. The first ones after an unlock are slow where nothing but the processor draws: half a second each
/// was seen.
const FRAMES: &str = "window.frames = [];
    const count = (now) => { frames.push(now); requestAnimationFrame(count); };
    requestAnimationFrame(count);";

/// Thirty in a row, as a page at rest makes them.
const DRAWN: &str = "const last = frames.slice(-30);
    return last.length === 30 && last.every((now, n) => n === 0 || now - last[n - 1] < 50);";

/// Looks from inside the page: the driver's own way there and back, and the page that comes after, are not part of it.
/// What was seen outlives the page in the session's storage, which only a test build has.
const WATCH: &str = "sessionStorage.removeItem('lock');
    const readable = () => !!document.body && document.body.innerText.includes(arguments[0]);
    if (!readable()) throw new Error('nothing to be seen go');
    addEventListener('keydown', (event) => {
        if (event.key.toLowerCase() !== 'l') return;
        const begun = event.timeStamp;
        const seen = { begun: performance.timeOrigin + begun };
        const note = (what) => { seen[what] = performance.now() - begun; sessionStorage.setItem('lock', JSON.stringify(seen)); };
        // In each turn before a picture is made, and noted once the first blank one was.
        const look = () => { if (readable()) requestAnimationFrame(look); else setTimeout(() => note('blank')); };
        requestAnimationFrame(look);
        new MutationObserver(() => { if (!document.body.firstChild) note('gone'); }).observe(document.body, { childList: true });
    }, { capture: true });";

/// What was seen. Where the page was gone before its blank picture was made, the first one of the next page counts.
const SEEN: &str = "const seen = JSON.parse(sessionStorage.getItem('lock') ?? '{}');
    const first = performance.getEntriesByType('paint')[0];
    if (first && seen.begun) seen.next = performance.timeOrigin + first.startTime - seen.begun;
    return seen;";

impl LockTimes {
    /// The slower of each.
    pub fn slower(self, other: Self) -> Self {
        Self {
            blank: self.blank.max(other.blank),
            gone: self.gone.max(other.gone),
        }
    }
}

/// Measures some locks. What the driver prints goes to `logs`.
///
/// # Errors
/// When the window does not come, or does not lock.
pub async fn measure(product: &Path, logs: &Path) -> Result<Vec<LockTimes>, Fault> {
    std::fs::create_dir_all(logs)?;
    let machine = Machine::new()?;
    let app = stand_in::application(&machine)?;
    let made = stand_in::first_run(&app, WORD, PASSPHRASE).await;
    app.close();
    made?;
    let driver = Driver::window(&machine, product, &logs.join("lock-time.log")).await?;
    let page = Page::new(driver.client().clone());
    let mut times = Vec::new();
    let mut measured = Ok(());
    for _ in 0..RUNS {
        match one(&page).await {
            Ok(time) => times.push(time),
            Err(fault) => {
                measured = Err(fault);
                break;
            }
        }
    }
    driver.end().await;
    measured.map(|()| times)
}

async fn one(page: &Page) -> Result<LockTimes, Fault> {
    page.wait_focus("textbox: ").await?;
    page.type_text(PASSPHRASE).await?;
    page.press(&[Key::Enter.into()]).await?;
    page.wait_text("Policies").await?;
    page.run(FRAMES, vec![]).await?;
    page.wait_for("a page that is drawn", DRAWN, vec![]).await?;
    page.run(WATCH, vec![json!("Policies")]).await?;
    page.press(&[Key::Control.into(), 'l']).await?;
    page.wait_title("Stepwise is locked").await?;
    let seen = page.run(SEEN, vec![]).await?;
    let blank = seen["blank"].as_f64().or(seen["next"].as_f64());
    match (blank, seen["gone"].as_f64()) {
        (Some(blank), Some(gone)) => Ok(LockTimes { blank, gone }),
        _ => Err(unmet(format!("the lock was not seen from inside: {seen}"))),
    }
}
