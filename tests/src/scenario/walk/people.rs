//! A deputy is added, works under their own name, forgets, is let in again, and leaves: with new keys.

use serde_json::json;

use super::steps::{self, NewCase, USUAL};
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{button, radio, textbox};
use crate::scenario::first_run::{self, PASSPHRASE};
use crate::scenario::setting::WHITE_ROCK;

const CASE: NewCase = NewCase { ..USUAL };
const DEPUTY: &str = "Bethan Pryce";
const FIRST: &str = "umbrella quartz meadow seven";
const SECOND: &str = "walnut harbour thimble nine";

/// From one person to two and back.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    let key = first_run::set_up(lane, &WHITE_ROCK).await?;
    steps::start_case(lane, &CASE, false).await?;
    add(lane).await?;
    works(lane).await?;
    recover(lane, &key).await?;
    remove(lane).await
}

async fn list(lane: &Lane) -> Result<(), Fault> {
    lane.page.click(button("Settings").within("Main")).await?;
    lane.page.wait_title("Settings").await?;
    lane.page.click(button("See who can open it")).await?;
    lane.page.wait_title("Who can open this record").await
}

async fn unlock(lane: &Lane, passphrase: &str) -> Result<(), Fault> {
    lane.page.wait_title("Stepwise is locked").await?;
    lane.page.fill("Passphrase", passphrase).await?;
    lane.page.click(button("Unlock")).await
}

async fn lock(lane: &Lane) -> Result<(), Fault> {
    lane.page.click(button("Lock")).await?;
    lane.page.wait_title("Stepwise is locked").await
}

async fn add(lane: &mut Lane) -> Result<(), Fault> {
    list(lane).await?;
    lane.small_screens("access-one").await?;
    lane.page.click(button("Add a person")).await?;
    lane.page.wait_title("Add a person").await?;
    lane.page
        .wait_text("can decrypt everything in this record")
        .await?;
    lane.page.fill("Their name", DEPUTY).await?;
    lane.page.choose(radio("Deputy")).await?;
    lane.page.fill("Their passphrase", FIRST).await?;
    lane.page.fill("The same again", FIRST).await?;
    lane.page.fill("Your own passphrase", PASSPHRASE).await?;
    lane.screen("access-add").await?;
    lane.page.click(button("Add this person")).await?;
    lane.page.wait_text("can open the record now").await?;
    lane.screen("access-two").await?;
    lane.journal
        .say("A deputy is added, and types a passphrase of their own.");
    lock(lane).await
}

async fn works(lane: &mut Lane) -> Result<(), Fault> {
    unlock(lane, FIRST).await?;
    lane.page.wait_gone("Stepwise is locked").await?;
    list(lane).await?;
    lane.page
        .wait_text("A lead adds and removes people")
        .await?;
    lane.screen("access-deputy").await?;
    lane.page.click(button("Cases").within("Main")).await?;
    lane.page.wait_text("2026-001").await?;
    lane.journal
        .say("The deputy sees who can open the record, and that a lead changes it.");
    lock(lane).await
}

async fn recover(lane: &mut Lane, key: &[String]) -> Result<(), Fault> {
    lane.page
        .click(button("I have forgotten the passphrase"))
        .await?;
    lane.page.wait_title("Open with a recovery key").await?;
    first_run::type_key(lane, key).await?;
    lane.screen("recover-key").await?;
    lane.page.click(button("Open with this key")).await?;
    lane.page
        .wait_title("Whose passphrase is set anew?")
        .await?;
    lane.page.choose(radio(DEPUTY)).await?;
    lane.page
        .fill_in(textbox("New passphrase").nth(0), SECOND)
        .await?;
    lane.page.fill("Type the new one again", SECOND).await?;
    lane.screen("recover-who").await?;
    lane.page.click(button("Set this passphrase")).await?;
    lane.page.wait_title("The record is open again").await?;
    lane.page.wait_text("Ask a lead").await?;
    lane.screen("recover-done").await?;
    lane.page.click(button("Go on")).await?;
    lane.page.wait_gone("The record is open again").await?;
    lane.journal
        .say("A recovery key says whose passphrase is set anew, and that its envelope is open.");
    lock(lane).await
}

async fn remove(lane: &mut Lane) -> Result<(), Fault> {
    unlock(lane, PASSPHRASE).await?;
    lane.page.wait_gone("Stepwise is locked").await?;
    list(lane).await?;
    lane.page.wait_text("A recovery key was used").await?;
    lane.page.click(button(&format!("Remove {DEPUTY}"))).await?;
    lane.page.wait_title(&format!("Remove {DEPUTY}?")).await?;
    lane.page.fill("Your own passphrase", PASSPHRASE).await?;
    lane.small_screens("access-remove").await?;
    lane.page.click(button(&format!("Remove {DEPUTY}"))).await?;
    lane.page.wait_title("Change the record’s keys").await?;
    lane.page.wait_text("was removed").await?;
    lane.page.fill("Your own passphrase", PASSPHRASE).await?;
    lane.small_screens("access-keys").await?;
    lane.page.click(button("Change the keys now")).await?;
    lane.page
        .wait_title("Keep these recovery keys safe")
        .await?;
    let key = first_run::shown_key(lane).await?;
    lane.page.click(button("I have both keys")).await?;
    lane.page.wait_title("Type one key back").await?;
    first_run::type_key(lane, &key).await?;
    lane.page.click(button("Check the key")).await?;
    lane.page.wait_title("Who can open this record").await?;
    lane.page.wait_text("One step is left").await?;
    lane.small_screens("access-left").await?;
    lane.page.fill_id("left-own", PASSPHRASE).await?;
    lane.page
        .click(button("Check the record, then delete the old copy"))
        .await?;
    lane.page.wait_text("The old copy is deleted").await?;
    lane.screen("access-done").await?;
    if lane.machine.data().join("vault").exists() {
        return Err(unmet(json!("the old copy is gone").to_string()));
    }
    lock(lane).await?;
    for gone in [FIRST, SECOND] {
        unlock(lane, gone).await?;
        lane.page.wait_text("That passphrase is not right").await?;
    }
    lane.journal
        .say("Removed, and with new keys: neither passphrase of the deputy opens anything.");
    first_run::unlock(lane).await?;
    lane.page.click(button("Cases").within("Main")).await?;
    lane.page.wait_text("2026-001").await
}
