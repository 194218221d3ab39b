//! The keyboard of the X server: the same for the rehearsal and for the product, so that what is rehearsed is what is done.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::fault::{Fault, unmet};

/// How long is waited after a key.
const AFTER: Duration = Duration::from_millis(80);
/// A window that does not come within this never will.
const PATIENCE: Duration = Duration::from_secs(30);

/// One thing done on the way through the window.
#[derive(Clone, Debug)]
pub enum Step {
    /// Keys pressed together, by X's names.
    Keys(String),
    /// Words typed.
    Words(String),
    /// What the window needs to come to rest.
    Pause(Duration),
    /// Memory is looked through here; what is on the screen.
    Look(&'static str),
}

/// The keyboard, at the only window.
pub struct Keyboard {
    window: String,
}

impl Keyboard {
    /// Waits for the window, gives it its size and takes it to the front.
    ///
    /// # Errors
    /// When the window does not come.
    pub async fn at_the_window() -> Result<Self, Fault> {
        let until = Instant::now() + PATIENCE;
        let window = loop {
            let found = xdotool(&["search", "--onlyvisible", "--name", "^Stepwise$"])?;
            if let Some(window) = found.lines().next() {
                break window.to_owned();
            }
            if Instant::now() > until {
                return Err(unmet("the program shows no window"));
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        };
        xdotool(&["windowsize", &window, "1280", "800"])?;
        xdotool(&["windowfocus", &window])?;
        Ok(Self { window })
    }

    /// Presses keys together, by X's names: `ctrl+k`.
    ///
    /// # Errors
    /// When the X server cannot be spoken to.
    pub async fn press(&self, keys: &str) -> Result<(), Fault> {
        xdotool(&["windowfocus", &self.window])?;
        xdotool(&["key", "--clearmodifiers", keys])?;
        tokio::time::sleep(AFTER).await;
        Ok(())
    }

    /// Types words.
    ///
    /// # Errors
    /// As [`Keyboard::press`].
    pub async fn type_words(&self, words: &str) -> Result<(), Fault> {
        xdotool(&["type", "--delay", "30", words])?;
        tokio::time::sleep(AFTER).await;
        Ok(())
    }
}

fn xdotool(words: &[&str]) -> Result<String, Fault> {
    let output = Command::new("xdotool").args(words).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
