//! A closed case is put on hold, released, and erased: what is said beforehand, and what is left.

use crate::fault::Fault;
use crate::lane::Lane;
use crate::page::{button, textbox};
use crate::scenario::first_run::PASSPHRASE;

/// The one case of a vault, which is closed: to the list of cases without it.
pub async fn run(lane: &mut Lane, number: &str) -> Result<(), Fault> {
    lane.page.click(button("Cases").within("Main")).await?;
    lane.page.wait_text("No open cases").await?;
    super::steps::open_case_closed(lane, "Ffion").await?;
    hold(lane, number).await?;
    review(lane, number).await?;
    erase(lane, number).await
}

async fn hold(lane: &mut Lane, number: &str) -> Result<(), Fault> {
    lane.page.click(button("Holds and keeping")).await?;
    lane.page
        .wait_title(&format!("Keeping case {number}"))
        .await?;
    lane.page
        .fill_in(textbox("Who asked for it?"), "The county court")
        .await?;
    lane.page
        .fill_in(textbox("Why must it be kept?"), "A claim was announced.")
        .await?;
    lane.page.click(button("Put on hold")).await?;
    lane.page
        .wait_text("This case is on hold. It cannot be erased")
        .await?;
    lane.page.wait_gone("See what erasing would do").await?;
    lane.small_screens("on-hold").await?;
    lane.page.click(button("Open the case")).await?;
    lane.page.wait_text("Asked for by The county court").await?;
    lane.screen("case-on-hold").await?;
    lane.page.click(button("Holds and keeping").nth(0)).await?;
    lane.page.click(button("Lift this hold")).await?;
    lane.page
        .fill_in(textbox("Why is it lifted?"), "The claim was dropped.")
        .await?;
    lane.page.click(button("Lift this hold")).await?;
    lane.page.wait_gone("This case is on hold").await?;
    lane.page.wait_text("See what erasing would do").await?;
    lane.journal
        .say("A hold forbids erasing until somebody lifts it, with a reason.");
    Ok(())
}

async fn review(lane: &mut Lane, number: &str) -> Result<(), Fault> {
    lane.page.click(button("Settings").within("Main")).await?;
    lane.page.click(button("Records to review")).await?;
    lane.page.wait_title("No records to review").await?;
    lane.page
        .wait_text("Nothing is ever erased by itself")
        .await?;
    lane.page.wait_text("To be confirmed").await?;
    lane.small_screens("records-to-review").await?;
    lane.page.click(button("Cases").within("Main")).await?;
    lane.page.wait_text("No open cases").await?;
    super::steps::open_case_closed(lane, "Ffion").await?;
    lane.page.click(button("Holds and keeping")).await?;
    lane.page
        .wait_title(&format!("Keeping case {number}"))
        .await
}

async fn erase(lane: &mut Lane, number: &str) -> Result<(), Fault> {
    lane.page.click(button("See what erasing would do")).await?;
    lane.page
        .wait_title(&format!("Erase case {number} for good"))
        .await?;
    lane.page.wait_text("What Stepwise cannot reach").await?;
    lane.small_screens("erase-before").await?;
    lane.page.click(button("Erase for good")).await?;
    lane.page.wait_text("Say why it is erased").await?;
    lane.page
        .fill_id("erase-reason", "Past the schedule.")
        .await?;
    lane.page.fill_id("erase-number", number).await?;
    lane.page.fill_id("erase-passphrase", "not mine").await?;
    lane.page.click(button("Erase for good")).await?;
    lane.page.wait_text("passphrase is not right").await?;
    lane.page.fill_id("erase-passphrase", PASSPHRASE).await?;
    lane.page.click(button("Erase for good")).await?;
    lane.page
        .wait_title(&format!("Case {number} is erased"))
        .await?;
    lane.screen("erase-done").await?;
    lane.page.click(button("Cases").within("Main")).await?;
    lane.page.choose_value("cases-show", "all").await?;
    lane.page
        .wait_text(&format!("Case {number}: erased on"))
        .await?;
    lane.page.wait_text("Reason: Past the schedule.").await?;
    lane.screen("cases-erased").await?;
    lane.journal
        .say("The case is erased: its number, its seals, who did it and why stay.");
    Ok(())
}
