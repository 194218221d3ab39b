//! What is made of a case beside the policy's papers: the chronology, filtered and on one page, the report, a handover,
//! and text for the school's own system.

use super::{papers, steps};
use crate::fault::Fault;
use crate::lane::Lane;
use crate::page::{button, checkbox, radio};

/// From the chronology's page to each sheet, and back to it.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Print or send it")).await?;
    lane.page.wait_title("Make a paper of this case").await?;
    papers::page_drawn(lane).await?;
    lane.page.wait_text("The whole chronology: ").await?;
    lane.small_screens("sheets").await?;
    lane.page.choose(checkbox("Discussions (")).await?;
    lane.page
        .wait_text("The pages say that they are filtered, and by what.")
        .await?;
    // Nobody gets it who is not named, nor without a reason.
    lane.page.click(button("Save PDF")).await?;
    lane.page.wait_text("Say why they need it").await?;
    lane.page
        .fill("Who is it for?", "Priya Raman, chair of governors")
        .await?;
    lane.page
        .fill("Why do they need it?", "She looks over how it was handled.")
        .await?;
    papers::save_pdf(lane).await?;
    lane.screen("sheets-filtered").await?;
    lane.page.click(button("Take the filter away")).await?;
    lane.page.choose(radio("Chronology on one page")).await?;
    lane.page.wait_text("fit on the page").await?;
    papers::save_pdf(lane).await?;
    lane.screen("sheets-panel").await?;
    lane.page.choose(radio("Handover sheet")).await?;
    lane.page.wait_gone("Which entries?").await?;
    papers::save_pdf(lane).await?;
    lane.screen("sheets-handover").await?;
    lane.page.choose(radio("Case report")).await?;
    lane.page.wait_text("What goes in?").await?;
    papers::save_pdf(lane).await?;
    lane.page.choose(radio("Text for our own system")).await?;
    lane.page.wait_text("Where is it there?").await?;
    lane.page.wait_text("The whole chronology: ").await?;
    lane.page.fill("Where is it there?", "SR-2026-118").await?;
    lane.screen("sheets-text").await?;
    lane.page.click(button("Record that it was copied")).await?;
    lane.page
        .wait_text("It is recorded that this was copied")
        .await?;
    steps::sees(lane, "our own system, reference SR-2026-118").await?;
    lane.page.click(button("Kaya Thorne").nth(0)).await?;
    lane.page.wait_title("What has happened").await
}
