//! A bundle that was made: whether it went, its receipt, the letter that chases it, and that it came. The case is closed.

use super::steps;
use crate::fault::Fault;
use crate::lane::Lane;
use crate::page::{button, radio};

/// On the page of a bundle just made for Priya Raman: it went by post. `by` is the day on which its receipt is due.
pub async fn went(lane: &mut Lane, by: &str) -> Result<(), Fault> {
    // What is missing is said, and nothing is recorded.
    lane.page.click(button("It was sent: record it")).await?;
    lane.page.wait_text("Say how it went").await?;
    lane.page.choose(radio("By post")).await?;
    lane.page
        .fill_date("By when should it have come?", by)
        .await?;
    lane.small_screens("bundle-went").await?;
    lane.page.click(button("It was sent: record it")).await?;
    steps::sees(lane, "It is recorded that this was sent").await
}

/// From the page of the case, where the day of the receipt has passed: chased, and come at last.
pub async fn chased(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Today").within("Main")).await?;
    steps::sees(lane, "Chase what did not come: Receipt from Priya Raman").await?;
    lane.screen("receipt-today").await?;
    steps::open_case_closed(lane, "Thorne").await?;
    lane.page.wait_text("no receipt is recorded").await?;
    lane.page.click(button("Chase it").nth(0)).await?;
    lane.page.wait_text("This chases what did not come").await?;
    lane.small_screens("receipt-chase").await?;
    lane.page.click(button("Kaya Thorne").nth(0)).await?;
    lane.page
        .click(button("Say whether it came").nth(0))
        .await?;
    lane.page.wait_text("Did it come?").await?;
    lane.screen("receipt-came").await?;
    lane.page.click(button("Save").nth(0)).await?;
    lane.page.wait_text("Received 18 Nov 2026").await?;
    lane.page
        .click(button("Make a bundle for a manager"))
        .await?;
    steps::sees(
        lane,
        "It went by post on 18 November 2026. Received: 18 November 2026.",
    )
    .await?;
    lane.screen("receipt-left").await?;
    lane.journal.say(
        "A bundle that went is asked after, chased, and its receipt recorded, in a closed case.",
    );
    lane.page.click(button("Back to the case")).await?;
    lane.page.wait_text("What is left to do").await
}
