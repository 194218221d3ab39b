//! How the page looks: pictures, accessibility, nothing cut off, nothing thrown.

use serde_json::json;

use super::{PATIENCE, Page};
use crate::fault::{Fault, unmet};
use crate::place;

impl Page {
    /// A picture of what is on the screen.
    ///
    /// # Errors
    /// When the session gives none.
    pub async fn picture(&self) -> Result<Vec<u8>, Fault> {
        // WebKit shows what it last painted: the page is let paint what was typed since.
        let painted = "const done = arguments[0];
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60)));";
        self.client.execute_async(painted, vec![]).await?;
        let picture = tokio::time::timeout(2 * PATIENCE, self.client.screenshot()).await;
        Ok(picture.map_err(|_| unmet("the window gave no picture of itself"))??)
    }

    /// Checks the page against WCAG 2.2 AA.
    ///
    /// # Errors
    /// When a rule is broken: its name, and each element that breaks it.
    pub async fn check_accessibility(&self) -> Result<(), Fault> {
        let loaded = self
            .client
            .execute("return typeof axe === 'object'", vec![])
            .await?;
        if loaded != json!(true) {
            let script = std::fs::read_to_string(place::axe_script())?;
            self.client.execute(&script, vec![]).await?;
        }
        // Colours are judged as they end up, not half-way through a transition; and targets as they are, not
        // half below the bar that stays at the top.
        let script = r"
            const done = arguments[arguments.length - 1];
            const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
            const still = Promise.allSettled(document.getAnimations().filter((a) => a.effect.getComputedTiming().endTime < 2000).map((a) => a.finished));
            const at = scrollY;
            scrollTo({ top: 0, behavior: 'instant' });
            const restored = (found) => { scrollTo({ top: at, behavior: 'instant' }); done(found); };
            Promise.race([still, new Promise((on) => setTimeout(on, 1500))])
                .then(() => axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }))
                .then((r) => restored(r.violations.map((v) => `${v.id}: ${v.help}\n`
                    + v.nodes.map((n) => `      ${n.html.slice(0, 200)}\n      ${(n.any[0] || n.all[0] || n.none[0] || {}).message || ''}`).join('\n'))))
                .catch((e) => restored([`axe failed: ${e}`]));";
        let broken = self.client.execute_async(script, vec![]).await?;
        let broken: Vec<String> = serde_json::from_value(broken)?;
        if broken.is_empty() {
            Ok(())
        } else {
            let title = self.title().await.unwrap_or_default();
            Err(unmet(format!(
                "not accessible, “{title}”:\n    {}",
                broken.join("\n    ")
            )))
        }
    }

    /// Whether the page is wider than its window, so that a reader would have to scroll sideways.
    ///
    /// # Errors
    /// When it is; the error names what sticks out.
    pub async fn check_no_sideways_scroll(&self) -> Result<(), Fault> {
        let script = "const wide = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= wide) return [];
            return [...document.body.querySelectorAll('*')]
                .filter((e) => shown(e) && e.getBoundingClientRect().right > wide + 1)
                .slice(0, 5).map((e) => e.outerHTML.slice(0, 160));";
        let out: Vec<String> = serde_json::from_value(self.run(script, vec![]).await?)?;
        if out.is_empty() {
            Ok(())
        } else {
            Err(unmet(format!("wider than the window: {out:#?}")))
        }
    }

    /// Whether the page's own script has thrown since it was loaded.
    ///
    /// # Errors
    /// When it has: what it threw.
    pub async fn check_no_script_faults(&self) -> Result<(), Fault> {
        let script = "return window.faults.splice(0);";
        let faults: Vec<String> = serde_json::from_value(self.run(script, vec![]).await?)?;
        if faults.is_empty() {
            Ok(())
        } else {
            Err(unmet(format!("the page's script threw: {faults:#?}")))
        }
    }
}
