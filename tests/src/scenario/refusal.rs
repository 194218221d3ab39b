//! One error, end to end: refused in Rust, carried as data, shown as a sentence that says what to do.

use super::first_run;
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{button, textbox};

/// A wrong passphrase, then the right one.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    first_run::set_up(lane).await?;
    lane.page.click(button("Lock")).await?;
    lane.page.wait_title("Stepwise is locked").await?;
    lane.page
        .fill("Passphrase", "not the passphrase at all")
        .await?;
    lane.page.click(button("Unlock")).await?;
    lane.page.wait_text("passphrase does not").await?;
    lane.journal
        .say("A wrong passphrase is refused with a sentence.");
    lane.screen("wrong-passphrase").await?;
    // What was typed is still there to be put right.
    let kept = lane
        .page
        .find(&textbox("Passphrase"))
        .await?
        .prop("value")
        .await?;
    if kept.unwrap_or_default().is_empty() {
        return Err(unmet("the words typed are gone"));
    }
    lane.page.fill("Passphrase", first_run::PASSPHRASE).await?;
    lane.page.click(button("Unlock")).await?;
    lane.page.wait_gone("Stepwise is locked").await
}
