//! The way through the window, taken once in the build that can be driven, with each step written down.

use std::path::Path;
use std::time::Duration;

use fantoccini::key::Key;

use super::hand::Step;
use super::scene::Scene;
use super::{DRAFT, PASSPHRASE, WORD};
use crate::driver::Driver;
use crate::fault::Fault;
use crate::page::{Page, button};

/// Steps being taken and written down.
struct Walk {
    page: Page,
    steps: Vec<Step>,
}

/// Unlocks, searches, opens the case, begins a record, looks at a paper as PDF, and searches again.
///
/// # Errors
/// When the way cannot be taken.
pub async fn run(scene: &Scene, driven: &Path, logs: &Path) -> Result<Vec<Step>, Fault> {
    let home = scene.rehearsed();
    let environment = Scene::environment(&home);
    let driver = Driver::window_in(environment, driven, &logs.join("rehearsal.log")).await?;
    let mut walk = Walk {
        page: Page::new(driver.client().clone()),
        steps: Vec::new(),
    };
    driver.client().set_window_size(1280, 800).await?;
    let walked = walk.all(scene).await;
    if walked.is_err()
        && let Ok(png) = walk.page.picture().await
    {
        std::fs::write(logs.join("rehearsal.png"), png)?;
    }
    let stored = walk
        .page
        .run(&format!("localStorage.setItem('kept', '{WORD}');"), vec![])
        .await;
    // WebKit writes it a moment later.
    tokio::time::sleep(Duration::from_secs(2)).await;
    driver.end().await;
    walked?;
    stored?;
    Ok(walk.steps)
}

impl Walk {
    async fn all(&mut self, scene: &Scene) -> Result<(), Fault> {
        self.page.wait_focus("textbox: ").await?;
        self.type_in(PASSPHRASE).await?;
        self.keys(&[Key::Enter.into()], "Return").await?;
        self.page.wait_text(WORD).await?;
        self.find().await?;
        // The keyboard's first Escape empties the field, and the second closes; WebDriver's do not reach the dialog.
        self.steps.push(Step::Keys("Escape".to_owned()));
        self.page.click(button("Close")).await?;
        self.steps.push(Step::Keys("Escape".to_owned()));
        self.go_to("button: Cases").await?;
        self.keys(&[Key::Enter.into()], "Return").await?;
        self.page.wait_text("All 1 case shown").await?;
        self.page.wait_text(scene.case()).await?;
        self.go_to(WORD).await?;
        self.keys(&[Key::Enter.into()], "Return").await?;
        self.page.wait_text("What to do now").await?;
        self.go_to("Record what happened").await?;
        self.keys(&[Key::Enter.into()], "Return").await?;
        self.page.wait_title("Record what happened").await?;
        self.go_to("textbox: What was said or seen?").await?;
        self.type_in(DRAFT).await?;
        // The page hands over what is typed after a moment.
        tokio::time::sleep(Duration::from_secs(2)).await;
        self.find().await
    }

    async fn find(&mut self) -> Result<(), Fault> {
        self.keys(&[Key::Control.into(), 'k'], "ctrl+k").await?;
        self.page.wait_focus("").await?;
        tokio::time::sleep(Duration::from_millis(500)).await;
        self.type_in(WORD).await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        Ok(())
    }

    async fn keys(&mut self, keys: &[char], name: &str) -> Result<(), Fault> {
        self.page.press(keys).await?;
        self.steps.push(Step::Keys(name.to_owned()));
        Ok(())
    }

    async fn type_in(&mut self, words: &str) -> Result<(), Fault> {
        self.page.type_text(words).await?;
        self.steps.push(Step::Words(words.to_owned()));
        Ok(())
    }

    /// Goes with Tab to what has this in its role and name.
    async fn go_to(&mut self, wanted: &str) -> Result<(), Fault> {
        // What is shown now may still be changing.
        tokio::time::sleep(Duration::from_millis(800)).await;
        let mut passed = Vec::new();
        for _ in 0..120 {
            let at = self.page.focused().await?;
            if at.contains(wanted) {
                return Ok(());
            }
            passed.push(at);
            self.keys(&[Key::Tab.into()], "Tab").await?;
        }
        passed.dedup();
        Err(crate::fault::unmet(format!(
            "Tab never reached {wanted}; it passed {passed:?}"
        )))
    }
}
