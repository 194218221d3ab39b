//! The product's window and the hand on its keyboard.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::scene::Scene;
use crate::fault::{Fault, unmet};

/// How long is waited after a key that may change the page.
const SETTLE: Duration = Duration::from_millis(1500);
/// A window that does not come within this never will.
const PATIENCE: Duration = Duration::from_secs(30);

/// One thing done at the keyboard.
#[derive(Clone, Debug)]
pub enum Step {
    /// Keys pressed together, by X's names.
    Keys(String),
    /// Words typed.
    Words(String),
}

/// The product, and its window.
pub struct Hand {
    process: Child,
    window: String,
    logs: PathBuf,
}

impl Hand {
    /// Starts the product in its home and waits for its window.
    ///
    /// # Errors
    /// When the window does not come.
    pub async fn start(scene: &Scene, product: &Path, logs: &Path) -> Result<Self, Fault> {
        let out = File::create(logs.join("product.log"))?;
        let process = Command::new(product)
            .envs(Scene::environment(&scene.product()))
            // Somebody would like to drive it.
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdin(Stdio::null())
            .stderr(out.try_clone()?)
            .stdout(out)
            .spawn()?;
        let mut hand = Self {
            process,
            window: String::new(),
            logs: logs.to_owned(),
        };
        let until = Instant::now() + PATIENCE;
        while hand.window.is_empty() {
            if Instant::now() > until {
                return Err(unmet("the product shows no window"));
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
            let found = xdotool(&["search", "--onlyvisible", "--name", "^Stepwise$"]);
            hand.window = found
                .unwrap_or_default()
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned();
        }
        hand.cannot_be_driven()?;
        tokio::time::sleep(Duration::from_secs(4)).await;
        let window = hand.window.clone();
        xdotool(&["windowsize", &window, "1280", "800"])?;
        xdotool(&["windowfocus", &window])?;
        tokio::time::sleep(SETTLE).await;
        Ok(hand)
    }

    /// The variables by which it could be driven are not in its environment any more.
    fn cannot_be_driven(&self) -> Result<(), Fault> {
        let environment = std::fs::read(format!("/proc/{}/environ", self.process()))?;
        let set = String::from_utf8_lossy(&environment).contains("AUTOMATION=");
        let limits = std::fs::read_to_string(format!("/proc/{}/limits", self.process()))?;
        let core = limits
            .lines()
            .find(|line| line.starts_with("Max core file size"));
        let none = core.is_some_and(|line| line.split_whitespace().nth(4) == Some("0"));
        match (set, none) {
            (false, true) => Ok(()),
            (true, _) => Err(unmet(
                "the product kept the variables that let it be driven",
            )),
            (_, false) => Err(unmet("the product would write a core")),
        }
    }

    /// The program.
    pub fn process(&self) -> u32 {
        self.process.id()
    }

    /// Takes a step.
    ///
    /// # Errors
    /// When the X server refuses.
    pub async fn take(&self, step: &Step) -> Result<(), Fault> {
        match step {
            Step::Keys(keys) => {
                xdotool(&["key", "--clearmodifiers", keys])?;
                let pause = if keys == "Tab" {
                    Duration::from_millis(80)
                } else {
                    SETTLE
                };
                tokio::time::sleep(pause).await;
            }
            Step::Words(words) => {
                xdotool(&["type", "--delay", "30", words])?;
                tokio::time::sleep(SETTLE).await;
            }
        }
        Ok(())
    }

    /// Keeps a picture of the window.
    ///
    /// # Errors
    /// When the picture cannot be made.
    pub fn picture(&self, name: &str) -> Result<(), Fault> {
        let path = self.logs.join(format!("{name}.png"));
        // Only for whoever looks afterwards: without the tool there is none.
        let _ = Command::new("import")
            .args(["-window", "root"])
            .arg(path)
            .status();
        Ok(())
    }

    /// Ends it as the system does at logging out.
    pub async fn end(mut self) {
        let _ = Command::new("kill")
            .arg(self.process().to_string())
            .status();
        let until = Instant::now() + Duration::from_secs(10);
        while matches!(self.process.try_wait(), Ok(None)) && Instant::now() < until {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn xdotool(words: &[&str]) -> Result<String, Fault> {
    let output = Command::new("xdotool").args(words).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
