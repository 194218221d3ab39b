//! What cannot be: each gives one clear sentence, leads to the field, and keeps what was typed.

use super::papers;
use super::steps::{self, USUAL};
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{button, link, radio, textbox};
use crate::scenario::first_run;
use crate::scenario::setting::WHITE_ROCK;

/// A name of 300 characters: the longest that there may be.
fn long_name() -> String {
    "Anneliese-Maximiliana "
        .repeat(14)
        .chars()
        .take(300)
        .collect()
}

/// Wrong dates, a long name with marks that turn text round, an empty agency.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    first_run::set_up(lane, &WHITE_ROCK).await?;
    on_starting(lane).await?;
    on_the_case(lane).await
}

async fn on_starting(lane: &mut Lane) -> Result<(), Fault> {
    let name = long_name();
    lane.page.click(button("Start a case").nth(0)).await?;
    // Nothing chosen.
    lane.page.wait_title("immediate danger now?").await?;
    lane.page.click(button("Continue")).await?;
    refused(lane, "Choose yes or no", "radio: Yes", "nothing-chosen").await?;
    lane.page.choose(radio("No")).await?;
    lane.page.click(button("Continue")).await?;
    lane.page.wait_title("Which policy applies?").await?;
    lane.page.click(button("Continue")).await?;

    lane.page.wait_title("Who is it about?").await?;
    lane.page.fill("Full name", &format!("{name}x")).await?;
    lane.page.fill_date("Date of birth", "2019-02-30").await?;
    lane.page.click(button("Continue")).await?;
    refused(
        lane,
        "This is not a real date",
        "textbox: Day",
        "no-such-day",
    )
    .await?;
    let too_long = format!("{name}x");
    papers::holds(lane, &textbox("Full name"), &too_long).await?;
    papers::holds(lane, &textbox("Day"), "30").await?;
    lane.page.fill_date("Date of birth", "2019-02-28").await?;
    lane.page.click(button("Continue")).await?;
    // One character too many is refused where it was typed; never is a name cut off in silence.
    refused(
        lane,
        "This is longer than 300 characters",
        "textbox: Full name",
        "name-too-long",
    )
    .await?;
    papers::holds(lane, &textbox("Full name"), &too_long).await?;
    lane.small_screens("long-name-refused").await?;
    lane.page.fill("Full name", &name).await?;
    lane.page.click(button("Continue")).await?;

    lane.page
        .wait_title("Which decision is in dispute?")
        .await?;
    lane.page.fill("What was decided?", USUAL.decision).await?;
    lane.page.click(button("Continue")).await?;
    lane.page.wait_title("Why is it not safe?").await?;
    lane.page.click(button("Continue")).await?;

    lane.page.wait_title("Who raised the disagreement").await?;
    lane.page.choose(radio("We did")).await?;
    lane.page
        .fill_date("When was it first raised?", "2026-11-19")
        .await?;
    lane.page.click(button("Continue")).await?;
    let future = "The date must be today or in the past";
    refused(lane, future, "textbox: Day", "raised-in-the-future").await?;
    papers::holds(lane, &textbox("Day"), "19").await?;
    lane.page
        .fill_date("When was it first raised?", "2026-11-17")
        .await?;
    lane.page.click(button("Continue")).await?;

    lane.page.wait_title("Who speaks for each side?").await?;
    lane.page.click(button("Continue")).await?;
    let empty = "Enter the name of the other agency";
    refused(
        lane,
        empty,
        "textbox: Name of the other agency",
        "empty-agency",
    )
    .await?;
    lane.page
        .fill("Name of the other agency", USUAL.agency)
        .await?;
    lane.page.click(button("Continue")).await?;
    lane.page.wait_title("Where does it stand?").await?;
    lane.page
        .choose(radio("At the beginning, before the first stage"))
        .await?;
    lane.page.click(button("Continue")).await?;
    lane.page.wait_title("Check your answers").await?;
    lane.small_screens("long-name-check").await?;
    lane.page.click(button("Start the case")).await?;
    lane.page.wait_text("What to do now").await?;
    lane.page.wait_text(&name).await?;
    lane.small_screens("long-name-case").await
}

async fn on_the_case(lane: &mut Lane) -> Result<(), Fault> {
    steps::open_stage(lane, "Stage One", "2026-11-17").await?;
    // An outcome from before the stage was opened.
    lane.page.click(button("Not resolved")).await?;
    steps::form_open(lane).await?;
    lane.page
        .fill_date("When was it clear that it is not resolved?", "2026-11-02")
        .await?;
    lane.page.fill("What is still open?", "All of it.").await?;
    lane.page.click(button("Save as not resolved")).await?;
    lane.page.wait_text("There is a problem").await?;
    let text = lane.page.text().await?;
    if !text.contains("before") {
        return Err(unmet(format!(
            "an outcome before its stage is refused without saying so: {text}"
        )));
    }
    papers::holds(lane, &textbox("What is still open?"), "All of it.").await?;
    lane.small_screens("outcome-before-the-stage").await?;
    lane.page.click(button("Cancel").nth(0)).await?;

    // Marks that turn text round, and characters that nobody can see.
    lane.page
        .click(button("Record what happened").nth(0))
        .await?;
    lane.page.wait_title("Record what happened").await?;
    lane.page.click(button("Save the record")).await?;
    let nothing = "Write what was said, what was agreed or what is next";
    refused(
        lane,
        nothing,
        "textbox: What was said or seen?",
        "empty-record",
    )
    .await?;
    lane.page
        .fill(
            "What was said or seen?",
            "Seen \u{202e}txet\u{202c} at noon",
        )
        .await?;
    lane.page.click(button("Save the record")).await?;
    lane.page.wait_text("What to do now").await?;
    lane.page.wait_text("at noon").await?;
    lane.screen("marks-in-text").await
}

/// One sentence in the summary, which has the focus and leads to the field.
async fn refused(lane: &mut Lane, sentence: &str, field: &str, name: &str) -> Result<(), Fault> {
    lane.page.wait_text("There is a problem").await?;
    lane.page.wait_text(sentence).await?;
    lane.page
        .wait_for(
            "the focus on the summary of mistakes",
            "return !!document.activeElement.closest('.govuk-error-summary');",
            vec![],
        )
        .await?;
    lane.screen(name).await?;
    lane.page.click(link(sentence).nth(0)).await?;
    lane.page.wait_focus(field).await?;
    lane.journal.say(&format!("Refused: “{sentence}”."));
    Ok(())
}
