//! The way through the window, taken once in the build that can be driven: by the same keyboard as in the product, with a
//! driver that only looks where the focus is. Each step is written down.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use super::keyboard::{Keyboard, Step};
use super::scene::Scene;
use super::{DRAFT, INSIDE, PASSPHRASE, SOUGHT, WORD};
use crate::driver::Driver;
use crate::fault::{Fault, unmet};
use crate::page::Page;

/// The first stop of each page: whoever comes there went round.
const FIRST_STOP: &str = "Skip to the main content";
/// A page has no more stops than this.
const STOPS: usize = 200;
/// A key that moved nothing within this moves nothing.
const MOVED: Duration = Duration::from_millis(600);

/// Steps being taken and written down.
struct Walk {
    page: Page,
    keyboard: Keyboard,
    steps: Vec<Step>,
}

/// Takes the way and answers its steps. Leaves a word in the storage of the page, for the control.
///
/// # Errors
/// When the way cannot be taken.
pub async fn run(scene: &Scene, driven: &Path, logs: &Path) -> Result<Vec<Step>, Fault> {
    let home = scene.rehearsed();
    let environment = Scene::environment(&home);
    let driver = Driver::window_in(environment, driven, &logs.join("rehearsal.log")).await?;
    let mut walk = Walk {
        page: Page::new(driver.client().clone()),
        keyboard: Keyboard::at_the_window().await?,
        steps: Vec::new(),
    };
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
    /// Unlocks, searches and leaves the search by Escape, opens the case, a form with its preview and an attached
    /// e-mail, begins a record, and searches again.
    async fn all(&mut self, scene: &Scene) -> Result<(), Fault> {
        self.page.wait_focus("textbox: ").await?;
        self.type_in(PASSPHRASE).await?;
        self.look("the passphrase typed");
        self.press("Return").await?;
        self.until_text(WORD).await?;
        self.find(SOUGHT).await?;
        self.press("Escape").await?;
        let closed = "return !document.querySelector('dialog[open]')";
        self.until("the end of the search", closed).await?;
        // Backwards: at the end of a page the keyboard goes by way of the window's frame, and not so in the build that is driven.
        self.move_to("shift+Tab", "nav button", "Cases").await?;
        self.enter_until("All 1 case shown").await?;
        self.until_text(scene.case()).await?;
        self.go_to("main button", WORD).await?;
        self.enter_until("What to do now").await?;
        self.paper().await?;
        self.file().await?;
        self.go_to("main button", "Record what happened").await?;
        self.press("Return").await?;
        self.until_text("What was said or seen?").await?;
        self.go_to("textarea", "What was said or seen?").await?;
        self.type_in(DRAFT).await?;
        // The page hands over what is typed after a moment.
        self.pause(Duration::from_secs(2)).await;
        self.find(WORD).await?;
        self.look("the case read and searched");
        Ok(())
    }

    /// A form of the case, drawn beside its fields.
    async fn paper(&mut self) -> Result<(), Fault> {
        self.go_to("[data-paper]", "").await?;
        self.press("Return").await?;
        let drawn = "return !!document.querySelector('.paper img[src^=\"data:image/png\"]')";
        self.until("the drawn form", drawn).await?;
        self.look("a form with its preview");
        self.back_until("What to do now").await
    }

    /// What is inside an attached file.
    async fn file(&mut self) -> Result<(), Fault> {
        self.go_to("[data-go=files]", "").await?;
        self.press("Return").await?;
        self.until(
            "the list of files",
            "return !!document.querySelector('[data-file] button')",
        )
        .await?;
        self.go_to("[data-file] button", "").await?;
        self.enter_until(INSIDE).await?;
        self.look("an attached e-mail");
        let listed = "return !!document.querySelector('[data-file] button')";
        self.back().await?;
        self.until("the list of files", listed).await?;
        self.back_until("What to do now").await
    }

    async fn find(&mut self, words: &str) -> Result<(), Fault> {
        self.press("ctrl+k").await?;
        let open = "return document.activeElement?.id === 'find-words'";
        self.until("the search", open).await?;
        self.type_in(words).await?;
        let answered = "return document.querySelector('dialog[data-page=find] [role=status]').textContent.trim() !== ''";
        self.until("an answer", answered).await
    }

    async fn press(&mut self, keys: &str) -> Result<(), Fault> {
        self.keyboard.press(keys).await?;
        self.steps.push(Step::Keys(keys.to_owned()));
        Ok(())
    }

    async fn type_in(&mut self, words: &str) -> Result<(), Fault> {
        self.keyboard.type_words(words).await?;
        self.steps.push(Step::Words(words.to_owned()));
        Ok(())
    }

    fn look(&mut self, at: &'static str) {
        self.steps.push(Step::Look(at));
    }

    async fn pause(&mut self, time: Duration) {
        tokio::time::sleep(time).await;
        self.steps.push(Step::Pause(time));
    }

    /// Waits, and has the product wait twice as long: nobody can ask it whether it is ready.
    async fn until(&mut self, what: &str, script: &str) -> Result<(), Fault> {
        let begun = Instant::now();
        self.page.wait_for(what, script, vec![]).await?;
        self.rest(begun).await;
        Ok(())
    }

    async fn until_text(&mut self, text: &str) -> Result<(), Fault> {
        let begun = Instant::now();
        self.page.wait_text(text).await?;
        self.rest(begun).await;
        Ok(())
    }

    /// What is shown now may still be changing.
    async fn rest(&mut self, begun: Instant) {
        tokio::time::sleep(Duration::from_millis(800)).await;
        self.steps
            .push(Step::Pause(begun.elapsed() * 2 + Duration::from_secs(1)));
    }

    async fn enter_until(&mut self, text: &str) -> Result<(), Fault> {
        self.press("Return").await?;
        self.until_text(text).await
    }

    /// By the way back above the heading, which has the focus.
    async fn back(&mut self) -> Result<(), Fault> {
        self.move_to("shift+Tab", "button.back", "").await?;
        self.press("Return").await
    }

    async fn back_until(&mut self, text: &str) -> Result<(), Fault> {
        self.back().await?;
        self.until_text(text).await
    }

    /// Goes with Tab to what fits the selector and is named so.
    async fn go_to(&mut self, selector: &str, named: &str) -> Result<(), Fault> {
        self.move_to("Tab", selector, named).await
    }

    async fn move_to(&mut self, key: &str, selector: &str, named: &str) -> Result<(), Fault> {
        let mut passed = Vec::new();
        for _ in 0..STOPS {
            let here = "const e = document.activeElement; window.lastFocus = e;
                return !!e && e.matches(arguments[0]) && name(e).includes(arguments[1]);";
            let there = self
                .page
                .run(here, vec![json!(selector), json!(named)])
                .await?;
            if there == json!(true) {
                return Ok(());
            }
            passed.push(self.page.focused().await?);
            if passed.iter().any(|at| at.contains(FIRST_STOP)) {
                break;
            }
            self.press(key).await?;
            self.moved().await?;
        }
        passed.dedup();
        Err(unmet(format!(
            "{key} never reached {selector} “{named}”; it passed {passed:?}"
        )))
    }

    /// Waits until the focus is elsewhere: the key is on its way from the X server.
    async fn moved(&self) -> Result<(), Fault> {
        let until = Instant::now() + MOVED;
        let script = "return window.lastFocus !== document.activeElement;";
        while self.page.run(script, vec![]).await? != json!(true) && Instant::now() < until {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }
}
