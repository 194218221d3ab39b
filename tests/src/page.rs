//! The open page, spoken of in a person's words: buttons, fields and headings by their names.

use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::fault::{Fault, unmet};

mod keys;
mod looks;
mod named;

pub use named::*;

const FINDERS: &str = include_str!("page.js");

/// How long something may take to appear before the scenario gives up. It is long because it costs nothing
/// where all is well, and a machine that builds at the same time is slow.
const PATIENCE: Duration = Duration::from_secs(40);
const PAUSE: Duration = Duration::from_millis(60);

/// The open page.
#[derive(Clone)]
pub struct Page {
    client: Client,
}

impl Page {
    /// The page of a session.
    pub fn new(client: Client) -> Self {
        Self { client }
    }

    /// The session itself, for what is not said in a person's words.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Runs a script with the finders at hand.
    ///
    /// # Errors
    /// When the script fails.
    pub async fn run(&self, script: &str, args: Vec<Value>) -> Result<Value, Fault> {
        Ok(self
            .client
            .execute(&format!("{FINDERS}\n{script}"), args)
            .await?)
    }

    /// Waits for one element with this role and name.
    ///
    /// # Errors
    /// When there is none, or more than one and no `nth` is given; the error says what there was.
    pub async fn find(&self, what: &Named<'_>) -> Result<Element, Fault> {
        let until = Instant::now() + PATIENCE;
        loop {
            let found = self
                .run(
                    "return find(...arguments);",
                    vec![
                        json!(what.role),
                        json!(what.name),
                        json!(what.within),
                        json!(what.nth),
                    ],
                )
                .await;
            match found {
                Ok(answer) => {
                    if let Some(id) = element_id(&answer["element"]) {
                        return Ok(Element::from_element_id(self.client.clone(), id.into()));
                    }
                    if Instant::now() > until {
                        return Err(unmet(format!(
                            "looking for {what:?}: {} found; there were {}",
                            answer["count"], answer["near"]
                        )));
                    }
                }
                // A page that is being replaced answers with an error for a moment.
                Err(error) if Instant::now() > until => return Err(error),
                Err(_) => {}
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Whether there is such an element now.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn has(&self, what: &Named<'_>) -> Result<bool, Fault> {
        let answer = self
            .run(
                "return find(...arguments);",
                vec![
                    json!(what.role),
                    json!(what.name),
                    json!(what.within),
                    json!(what.nth),
                ],
            )
            .await?;
        Ok(answer["element"].is_object() || answer["count"].as_u64().unwrap_or(0) > 0)
    }

    /// Clicks it.
    ///
    /// # Errors
    /// When it is not there, or something covers it.
    pub async fn click(&self, what: Named<'_>) -> Result<(), Fault> {
        self.act_on(&what, |element| async move {
            self.middle(&element).await?;
            element.click().await
        })
        .await
    }

    /// Chooses a radio or ticks a box, by clicking its words as a person does.
    ///
    /// # Errors
    /// When it is not there or does not become chosen.
    pub async fn choose(&self, what: Named<'_>) -> Result<(), Fault> {
        let element = self.find(&what).await?;
        if element.is_selected().await? {
            return Ok(());
        }
        let label = self
            .client
            .execute(
                "return arguments[0].labels[0]",
                vec![serde_json::to_value(&element)?],
            )
            .await?;
        let id = element_id(&label).ok_or_else(|| unmet(format!("{what:?} has no label")))?;
        let label = Element::from_element_id(self.client.clone(), id.into());
        self.middle(&label).await?;
        label.click().await?;
        if element.is_selected().await? {
            Ok(())
        } else {
            Err(unmet(format!("{what:?} was clicked and is not chosen")))
        }
    }

    /// Chooses a radio by the value that it stands for, where its words are the policy's own and long.
    ///
    /// # Errors
    /// As [`Page::choose`].
    pub async fn choose_value(&self, group: &str, value: &str) -> Result<(), Fault> {
        let script = "const e = document.querySelector(
            `input[name='${arguments[0]}'][value='${arguments[1]}']`); return e ? name(e) : null;";
        let until = Instant::now() + PATIENCE;
        loop {
            let label = self.run(script, vec![json!(group), json!(value)]).await?;
            if let Some(label) = label.as_str() {
                return self.choose(radio(label)).await;
            }
            if Instant::now() > until {
                return Err(unmet(format!("{group} has no choice {value}")));
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Types into a field, in place of what it holds.
    ///
    /// # Errors
    /// When it is not there or cannot be typed into.
    pub async fn fill(&self, field: &str, text: &str) -> Result<(), Fault> {
        self.fill_in(textbox(field), text).await
    }

    /// Types into a field named by more than its label.
    ///
    /// # Errors
    /// As [`Page::fill`].
    pub async fn fill_in(&self, field: Named<'_>, text: &str) -> Result<(), Fault> {
        let element = self.find(&field).await?;
        self.type_into(&element, text).await
    }

    /// Types in place of what a field holds. A form that has just opened gives the focus to its first field
    /// a moment later, and takes the typing with it: it is then typed again, as a person would.
    async fn type_into(&self, element: &Element, text: &str) -> Result<(), Fault> {
        for _ in 0..3 {
            if !element.prop("value").await?.unwrap_or_default().is_empty() {
                element.clear().await?;
            }
            // WebKit refuses to type nothing.
            if !text.is_empty() {
                element.send_keys(text).await?;
            }
            if element.prop("value").await?.unwrap_or_default() == text {
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
        Ok(())
    }

    /// Fills the three boxes of a date, given as `2026-11-18`.
    ///
    /// # Errors
    /// When the date's group or one of its boxes is not there.
    pub async fn fill_date(&self, legend: &str, date: &str) -> Result<(), Fault> {
        self.find(&textbox("Day").within(legend)).await?;
        self.fill_date_nth(legend, 0, date).await
    }

    /// Fills the `nth` date of several with the same legend.
    ///
    /// # Errors
    /// As [`Page::fill_date`].
    pub async fn fill_date_nth(&self, legend: &str, nth: usize, date: &str) -> Result<(), Fault> {
        let script = "const all = [...document.querySelectorAll('legend')].filter((e) => shown(e) && norm(words(e)).includes(arguments[0]));
            const found = all[arguments[1]];
            return found ? [...found.closest('fieldset').querySelectorAll('input')].map((e) => e.id) : [];";
        let boxes: Vec<String> =
            serde_json::from_value(self.run(script, vec![json!(legend), json!(nth)]).await?)?;
        let mut parts: Vec<&str> = date.split('-').collect();
        parts.reverse();
        if boxes.len() != parts.len() {
            return Err(unmet(format!("no date “{legend}” number {nth}")));
        }
        // As for a single field: a form that takes the focus would take a part of the date with it.
        for _ in 0..3 {
            for (id, part) in boxes.iter().zip(&parts) {
                self.fill_id(id, part.trim_start_matches('0')).await?;
            }
            let script =
                "return arguments[0].map((id) => document.getElementById(id).value).join('-');";
            let typed = self.run(script, vec![json!(boxes)]).await?;
            let wanted: Vec<&str> = parts.iter().map(|p| p.trim_start_matches('0')).collect();
            if typed == json!(wanted.join("-")) {
                return Ok(());
            }
        }
        Err(unmet(format!("{date} could not be typed into “{legend}”")))
    }

    /// Types into the field with this id, where several have the same words.
    ///
    /// # Errors
    /// When it is not there or cannot be typed into.
    pub async fn fill_id(&self, id: &str, text: &str) -> Result<(), Fault> {
        let element = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::Id(id))
            .await?;
        self.type_into(&element, text).await
    }

    /// Brings it to the middle of the window.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn show(&self, what: &Named<'_>) -> Result<(), Fault> {
        let element = self.find(what).await?;
        self.middle(&element).await?;
        Ok(())
    }

    async fn middle(&self, element: &Element) -> Result<(), fantoccini::error::CmdError> {
        // A bar that stays at the top or the bottom would cover what is only just in sight.
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        let argument = serde_json::to_value(element)?;
        self.client.execute(script, vec![argument]).await?;
        Ok(())
    }

    /// Chooses an entry of a list by its words.
    ///
    /// # Errors
    /// When the list or the entry is not there.
    pub async fn select(&self, field: Named<'_>, entry: &str) -> Result<(), Fault> {
        let element = self.find(&field).await?;
        element.select_by_label(entry).await?;
        Ok(())
    }

    /// Waits until these words are on the screen.
    ///
    /// # Errors
    /// When they do not come; the error holds what is on the screen.
    pub async fn wait_text(&self, text: &str) -> Result<(), Fault> {
        self.wait(text, true).await
    }

    /// Waits until these words are gone from the screen.
    ///
    /// # Errors
    /// When they stay.
    pub async fn wait_gone(&self, text: &str) -> Result<(), Fault> {
        self.wait(text, false).await
    }

    async fn wait(&self, text: &str, wanted: bool) -> Result<(), Fault> {
        let until = Instant::now() + PATIENCE;
        loop {
            // A page that does not answer, as one that is being replaced, says nothing of what is on it.
            let seen = self.text().await;
            if seen
                .as_ref()
                .is_ok_and(|seen| seen.contains(text) == wanted)
            {
                return Ok(());
            }
            if Instant::now() > until {
                let verb = if wanted { "did not come" } else { "did not go" };
                let seen = seen?;
                return Err(unmet(format!("“{text}” {verb}; the page says: {seen}")));
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Waits until a script answers true. `what` says in words what is waited for.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn wait_for(&self, what: &str, script: &str, args: Vec<Value>) -> Result<(), Fault> {
        let until = Instant::now() + PATIENCE;
        loop {
            let seen = self.run(script, args.clone()).await.unwrap_or_default();
            if seen == json!(true) {
                return Ok(());
            }
            if Instant::now() > until {
                let page = self.text().await.unwrap_or_default();
                return Err(unmet(format!(
                    "{what} did not come ({seen}); the page says: {page}"
                )));
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// The words on the screen, spaces made single.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn text(&self) -> Result<String, Fault> {
        let answer = self
            .run("return norm(words(document.body));", vec![])
            .await?;
        Ok(answer.as_str().unwrap_or_default().to_owned())
    }

    /// The page's first heading.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn title(&self) -> Result<String, Fault> {
        let script = "const h = [...document.querySelectorAll('h1')].find(shown); return h ? norm(words(h)) : '';";
        Ok(self
            .run(script, vec![])
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// Waits for a page whose first heading holds these words.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn wait_title(&self, text: &str) -> Result<(), Fault> {
        let until = Instant::now() + PATIENCE;
        loop {
            let title = self.title().await.unwrap_or_default();
            if title.contains(text) {
                return Ok(());
            }
            if Instant::now() > until {
                let seen = self.text().await.unwrap_or_default();
                return Err(unmet(format!("no page “{text}” but “{title}”: {seen}")));
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn act_on<F, R>(&self, what: &Named<'_>, act: F) -> Result<(), Fault>
    where
        F: Fn(Element) -> R,
        R: Future<Output = Result<(), fantoccini::error::CmdError>>,
    {
        let until = Instant::now() + PATIENCE;
        loop {
            match act(self.find(what).await?).await {
                Ok(()) => return Ok(()),
                // It was redrawn, or something was still sliding over it.
                Err(error) if Instant::now() > until => {
                    return Err(unmet(format!("{what:?} is there but: {error}")));
                }
                Err(_) => tokio::time::sleep(PAUSE).await,
            }
        }
    }
}

/// WebDriver's name for the key under which an element's id stands.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

fn element_id(value: &Value) -> Option<String> {
    Some(value.get(ELEMENT)?.as_str()?.to_owned())
}
