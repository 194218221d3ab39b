//! The product, and the hand on its keyboard.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::keyboard::{Keyboard, Step};
use super::scene::Scene;
use crate::fault::{Fault, unmet};

/// How long the page has to come, on a machine that has other things to do.
const FIRST_PAGE: Duration = Duration::from_secs(6);

/// The product at work, and its window.
pub struct Hand {
    process: Child,
    keyboard: Option<Keyboard>,
    logs: PathBuf,
}

impl Hand {
    /// Starts the product in its home and waits for its window.
    ///
    /// # Errors
    /// When the window does not come, or when the product can be driven or looked into.
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
            keyboard: None,
            logs: logs.to_owned(),
        };
        hand.keyboard = Some(Keyboard::at_the_window().await?);
        hand.cannot_be_driven()?;
        tokio::time::sleep(FIRST_PAGE).await;
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

    /// Takes a step. A look is the caller's.
    ///
    /// # Errors
    /// When the X server refuses.
    pub async fn take(&self, step: &Step) -> Result<(), Fault> {
        let Some(keyboard) = &self.keyboard else {
            return Err(unmet("there is no window"));
        };
        match step {
            Step::Keys(keys) => keyboard.press(keys).await,
            Step::Words(words) => keyboard.type_words(words).await,
            Step::Pause(time) => {
                tokio::time::sleep(*time).await;
                Ok(())
            }
            Step::Look(_) => Ok(()),
        }
    }

    /// Keeps a picture of the screen, for whoever looks afterwards: without the tool there is none.
    pub fn picture(&self, name: &str) {
        let path = self.logs.join(format!("{name}.png"));
        let _ = Command::new("import")
            .args(["-window", "root"])
            .arg(path)
            .status();
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
