//! How long the window takes from the key that locks it to a screen with nothing of the record on it.

use std::path::Path;
use std::time::{Duration, Instant};

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::driver::Driver;
use crate::fault::{Fault, unmet};
use crate::page::Page;
use crate::stand_in::{self, Machine};

/// Locks that are measured.
const RUNS: usize = 9;
const PASSPHRASE: &str = "copper lantern river fourteen";
/// The setting's name.
const WORD: &str = "Harbour Steps";
/// The slowest of some locks, in milliseconds. What the driver prints goes to `logs`.
///
/// # Errors
/// When the window does not come, or does not lock.
pub async fn slowest(product: &Path, logs: &Path) -> Result<f64, Fault> {
    std::fs::create_dir_all(logs)?;
    let machine = Machine::new()?;
    let app = stand_in::application(&machine)?;
    let made = stand_in::first_run(&app, WORD, PASSPHRASE).await;
    app.close();
    made?;
    let driver = Driver::window(&machine, product, &logs.join("lock-time.log")).await?;
    let page = Page::new(driver.client().clone());
    let mut slowest: f64 = 0.0;
    let mut measured = Ok(());
    for _ in 0..RUNS {
        match one(&page, &driver).await {
            Ok(time) => slowest = slowest.max(time),
            Err(fault) => {
                measured = Err(fault);
                break;
            }
        }
    }
    driver.end().await;
    measured.map(|()| slowest)
}

async fn one(page: &Page, driver: &Driver) -> Result<f64, Fault> {
    page.wait_focus("textbox: ").await?;
    page.type_text(PASSPHRASE).await?;
    page.press(&[Key::Enter.into()]).await?;
    page.wait_text("Policies").await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let client = driver.client();
    let begun = Instant::now();
    page.press(&[Key::Control.into(), 'l']).await?;
    let blank = "return !document.body || !document.body.innerText.includes('Policies');";
    loop {
        // A page that is on its way shows nothing, and answers nothing either.
        let answer = client.execute(blank, Vec::<Value>::new()).await;
        if answer.is_err() || answer.is_ok_and(|said| said == json!(true)) {
            return Ok(begun.elapsed().as_secs_f64() * 1000.0);
        }
        if begun.elapsed() > Duration::from_secs(10) {
            return Err(unmet("the window did not lock"));
        }
    }
}
