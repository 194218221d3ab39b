//! The keyboard and the focus.

use std::time::Instant;

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};

use super::{PATIENCE, PAUSE, Page};
use crate::fault::{Fault, unmet};

impl Page {
    /// Presses keys wherever the focus is; the last is held together with those before it
    /// (`[Key::Control.into(), 'k']`).
    ///
    /// # Errors
    /// When the session refuses.
    pub async fn press(&self, keys: &[char]) -> Result<(), Fault> {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for &value in keys {
            actions = actions.then(KeyAction::Down { value });
        }
        for &value in keys.iter().rev() {
            actions = actions.then(KeyAction::Up { value });
        }
        self.client.perform_actions(actions).await?;
        Ok(())
    }

    /// Types words wherever the focus is.
    ///
    /// # Errors
    /// When nothing has the focus.
    pub async fn type_text(&self, text: &str) -> Result<(), Fault> {
        self.client.active_element().await?.send_keys(text).await?;
        Ok(())
    }

    /// Role and name of what has the focus, as `button: Save`.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn focused(&self) -> Result<String, Fault> {
        let script = "const e = document.activeElement;
            if (!e || e === document.body) return '';
            const role = Object.keys(selectors).find((r) => e.matches(selectors[r])) || e.tagName.toLowerCase();
            return `${role}: ${name(e)}`;";
        Ok(self
            .run(script, vec![])
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// Waits until this has the focus, as `button: Save`.
    ///
    /// # Errors
    /// When it does not get it; the error says what has it.
    pub async fn wait_focus(&self, wanted: &str) -> Result<(), Fault> {
        let until = Instant::now() + PATIENCE;
        loop {
            let focused = self.focused().await.unwrap_or_default();
            if focused.starts_with(wanted) {
                return Ok(());
            }
            if Instant::now() > until {
                return Err(unmet(format!(
                    "the focus is on “{focused}”, not on “{wanted}”"
                )));
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Moves with Tab until the focus is on this, as a person without a mouse does.
    ///
    /// # Errors
    /// When it is not reached within 200 steps: the keyboard cannot get there.
    pub async fn tab_to(&self, role: &str, name: &str) -> Result<(), Fault> {
        let tab = '\u{E004}';
        let mut passed = Vec::new();
        for _ in 0..200 {
            let at = self.focused().await?;
            if at == format!("{role}: {name}") {
                return Ok(());
            }
            passed.push(at);
            self.press(&[tab]).await?;
        }
        passed.dedup();
        Err(unmet(format!(
            "Tab never reached {role} “{name}”; it passed {passed:?}"
        )))
    }
}
