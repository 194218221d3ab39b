//! A record beside the first one: begun from it, opened by its name, and not told of on the locked screen. A case goes
//! there and comes back.

use super::setting::NORTH_SOMERSET;
use super::walk::handing;
use super::{first_run, locking};
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::button;

/// As it is typed, and as it is kept.
const NAME: &str = "Green Heron";
const KEPT: &str = "green-heron";
const WHICH: &str = "Separate record “green-heron”";

/// From a first record with a case that is to go, and half of another typed in it, to the separate one; and the case
/// there, and back.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    first_run::set_up(lane, &NORTH_SOMERSET).await?;
    let out = handing::out(lane).await?;
    locking::begin_a_case(lane).await?;
    begin(lane).await?;
    first_run::set_up(lane, &NORTH_SOMERSET).await?;
    lane.page.wait_text("Start a case").await?;
    lane.page.wait_text(WHICH).await?;
    lane.small_screens("separate-today").await?;
    lane.page.click(button("Lock")).await?;
    by_its_name(lane).await?;
    lane.page.wait_text(WHICH).await?;
    let back = handing::there(lane, &out).await?;
    lane.page.click(button("Lock")).await?;
    nothing_said(lane).await?;
    first_run::unlock(lane).await?;
    handing::home(lane, &back).await
}

async fn begin(lane: &mut Lane) -> Result<(), Fault> {
    lane.page
        .click(button("People and agencies").within("Main"))
        .await?;
    lane.page
        .wait_text("Everybody who can open this record can read all of it")
        .await?;
    lane.screen("people-advice").await?;
    lane.page.click(button("Keep a separate record")).await?;
    lane.page.wait_title("A separate record").await?;
    lane.page
        .wait_text("You have begun to type a case in this record")
        .await?;
    lane.small_screens("separate").await?;
    // A colleague's name is no name for it.
    lane.page.fill("A name for it", "for Marsh").await?;
    lane.page
        .click(button("Lock this record and begin"))
        .await?;
    lane.page
        .wait_text("Somebody in the record that is open has this name.")
        .await?;
    lane.screen("separate-name-refused").await?;
    lane.page.fill("A name for it", NAME).await?;
    lane.page
        .click(button("Lock this record and begin"))
        .await?;
    lane.page.wait_title("Your school or setting").await?;
    lane.page.wait_text(&format!("{WHICH}, step 1")).await?;
    lane.small_screens("separate-setup").await?;
    lane.journal
        .say("A separate record is begun; the one that was open is locked.");
    Ok(())
}

async fn by_its_name(lane: &mut Lane) -> Result<(), Fault> {
    nothing_said(lane).await?;
    lane.page.click(button("Open another record")).await?;
    lane.page.wait_title("Open another record").await?;
    lane.page.fill("Name of the record", "grey heron").await?;
    lane.page.click(button("Continue")).await?;
    lane.page
        .wait_text("There is no record of this name on this computer.")
        .await?;
    lane.small_screens("locked-another").await?;
    lane.page.fill("Name of the record", NAME).await?;
    lane.page.click(button("Continue")).await?;
    lane.page.wait_text(WHICH).await?;
    lane.small_screens("locked-separate").await?;
    first_run::unlock(lane).await
}

/// The locked screen is the first record's, as if there were no other.
async fn nothing_said(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.wait_title("Stepwise is locked").await?;
    lane.page.wait_text("Open another record").await?;
    if lane.page.text().await?.contains(KEPT) {
        return Err(unmet("the locked screen tells of a separate record"));
    }
    Ok(())
}
