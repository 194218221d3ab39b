//! A child leaves for another school: recorded, due on Today, the file sent, the receipt asked for and here; the
//! brother stays.

use super::steps::{self, sees};
use crate::fault::Fault;
use crate::lane::Lane;
use crate::page::{button, checkbox, radio, textbox};

/// From the case of two children, with one of them in its name.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    steps::open_case(lane, "Tamsin").await?;
    lane.page
        .click(button("A child leaves for another school"))
        .await?;
    lane.page.wait_title("A child who leaves").await?;
    lane.page
        .wait_text("Nobody of this case is recorded as leaving.")
        .await?;
    record(lane).await?;
    on_today(lane).await?;
    sent(lane).await?;
    receipt(lane).await
}

async fn record(lane: &mut Lane) -> Result<(), Fault> {
    lane.page
        .click(button("Record that a child leaves"))
        .await?;
    lane.page.click(button("Record it")).await?;
    lane.page
        .wait_text("Say which school or setting they go to")
        .await?;
    lane.page.choose(radio("Tamsin Vale")).await?;
    lane.page
        .fill(
            "Which school or setting do they go to?",
            "Hollin Park School",
        )
        .await?;
    lane.page
        .fill_in(
            textbox("Who takes the file there?"),
            "Ida Brook, designated safeguarding lead",
        )
        .await?;
    lane.page
        .fill_in(textbox("How do you reach them?"), "01632 960144")
        .await?;
    lane.page.fill_date("Last day here", "2026-11-20").await?;
    lane.page.choose(radio("Within a term")).await?;
    lane.small_screens("leaving-record").await?;
    lane.page.click(button("Record it")).await?;
    lane.page.wait_text("The file is to be there by").await?;
    sees(lane, "This case is about 2 people").await?;
    lane.page.click(button("How the day is worked out")).await?;
    sees(lane, "Keeping children safe in education").await?;
    lane.screen("leaving-recorded").await
}

async fn on_today(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Today").within("Main")).await?;
    sees(
        lane,
        "Send the safeguarding file: Tamsin V., to Hollin Park School",
    )
    .await?;
    lane.screen("leaving-today").await?;
    lane.page.click(button("See what is to go").nth(0)).await?;
    lane.page.wait_title("A child who leaves").await
}

async fn sent(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Record that the file went")).await?;
    lane.page
        .fill_in(
            textbox("What went, and how?"),
            "What is about Tamsin, printed and sealed, by hand.",
        )
        .await?;
    lane.page
        .choose(checkbox("It went apart from the main pupil file"))
        .await?;
    lane.small_screens("leaving-sent").await?;
    lane.page.click(button("Record it")).await?;
    sees(lane, "The file went. The receipt is not here yet.").await?;
    sees(lane, "Apart from the main pupil file.").await
}

async fn receipt(lane: &mut Lane) -> Result<(), Fault> {
    lane.page
        .click(button("Record that you asked for the receipt"))
        .await?;
    lane.page
        .fill_in(
            textbox("Whom did you ask, and how?"),
            "The office, by telephone.",
        )
        .await?;
    lane.page.click(button("Record it")).await?;
    lane.page.wait_text("Receipt asked for").await?;
    lane.page.click(button("Record the receipt")).await?;
    lane.page
        .fill_in(textbox("What shows it?"), "A signed receipt.")
        .await?;
    lane.page.click(button("Record it")).await?;
    lane.page.wait_text("The receipt is here").await?;
    lane.screen("leaving-done").await?;
    lane.page.click(button("Today").within("Main")).await?;
    lane.page.wait_gone("Hollin Park School").await?;
    lane.journal
        .say("A child who leaves is a job with a date until the receipt for the file is here.");
    Ok(())
}
