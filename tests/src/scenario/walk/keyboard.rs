//! White Rock by keyboard alone: from Today to a record of stage one, without a mouse.

use fantoccini::key::Key;

use super::steps;
use crate::fault::Fault;
use crate::lane::Lane;
use crate::page::Page;
use crate::scenario::first_run;
use crate::scenario::setting::WHITE_ROCK;

/// Starts a case, opens stage one and records a call.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    first_run::set_up(lane, &WHITE_ROCK).await?;
    start(lane).await?;
    open_stage_one(lane).await?;
    record(lane).await?;
    search_and_leave(lane).await?;
    lane.journal
        .say("Every step from here to there was taken with the keyboard.");
    Ok(())
}

async fn start(lane: &mut Lane) -> Result<(), Fault> {
    let page = lane.page.clone();
    press(&page, "button", "Start a case").await?;
    page.wait_title("Is anybody in immediate danger now?")
        .await?;
    page.tab_to("radio", "Yes").await?;
    page.press(&[Key::Down.into()]).await?;
    page.wait_focus("radio: No").await?;
    lane.screen("keyboard-focus").await?;
    press(&page, "button", "Continue").await?;
    page.wait_title("Which policy applies?").await?;
    press(&page, "button", "Continue").await?;
    page.wait_title("Who is it about?").await?;
    type_in(&page, "Full name", "Idris Moon").await?;
    press(&page, "button", "Continue").await?;
    page.wait_title("Which decision is in dispute?").await?;
    type_in(&page, "What was decided?", "No further action").await?;
    press(&page, "button", "Continue").await?;
    page.wait_title("Why is it not safe?").await?;
    type_in(
        &page,
        "Why does this leave the child or adult unsafe?",
        "He has not been seen for three weeks.",
    )
    .await?;
    press(&page, "button", "Continue").await?;
    page.wait_title("Who raised the disagreement, and when?")
        .await?;
    page.tab_to("radio", "We did").await?;
    page.press(&[' ']).await?;
    press(&page, "button", "Yesterday, When was it first raised?").await?;
    press(&page, "button", "Continue").await?;
    page.wait_title("Who speaks for each side?").await?;
    type_in(
        &page,
        "Name of the other agency",
        "Combe Bay Health Visiting",
    )
    .await?;
    type_in(&page, "Name", "Ines Duarte").await?;
    press(&page, "button", "Continue").await?;
    page.wait_title("Where does it stand?").await?;
    page.tab_to("radio", "At the beginning, before the first stage")
        .await?;
    page.press(&[' ']).await?;
    press(&page, "button", "Continue").await?;
    page.wait_title("Check your answers").await?;
    press(&page, "button", "Start the case").await?;
    page.wait_text("What to do now").await
}

async fn open_stage_one(lane: &mut Lane) -> Result<(), Fault> {
    let page = lane.page.clone();
    press(&page, "button", "Open Stage One").await?;
    page.wait_focus("textbox: Day").await?;
    press(&page, "button", "Open Stage One").await?;
    page.wait_text("You are here").await?;
    // The focus goes on where the work goes on, and is never lost.
    page.wait_for(
        "the focus on what to do now",
        "return !!document.activeElement && document.activeElement !== document.body;",
        vec![],
    )
    .await?;
    steps::sees(lane, "The policy gives no date here.").await?;
    lane.screen("keyboard-stage-one").await
}

async fn record(lane: &mut Lane) -> Result<(), Fault> {
    let page = lane.page.clone();
    press(&page, "button", "Record what happened").await?;
    page.wait_title("Record what happened").await?;
    page.tab_to("textbox", "What was said or seen?").await?;
    page.type_text("Ines Duarte will ring back tomorrow.")
        .await?;
    press(&page, "button", "Save the record").await?;
    page.wait_text("What to do now").await?;
    steps::sees(lane, "Ines Duarte will ring back tomorrow.").await?;
    lane.screen("keyboard-recorded").await
}

/// One Escape leaves the search, also from its field and with words in it, and the focus is where it was.
async fn search_and_leave(lane: &mut Lane) -> Result<(), Fault> {
    let page = lane.page.clone();
    page.tab_to("button", "Record what happened").await?;
    page.press(&[Key::Control.into(), 'k']).await?;
    page.wait_focus("textbox: ").await?;
    page.type_text("Ines").await?;
    page.wait_text(" found").await?;
    page.press(&[Key::Escape.into()]).await?;
    let closed = "return !document.querySelector('dialog[open]');";
    page.wait_for("the end of the search", closed, vec![])
        .await?;
    page.wait_focus("button: Record what happened").await
}

/// Goes to a button with Tab and presses Enter.
async fn press(page: &Page, role: &str, name: &str) -> Result<(), Fault> {
    page.tab_to(role, name).await?;
    page.press(&[Key::Enter.into()]).await
}

/// Goes to a field with Tab and types.
async fn type_in(page: &Page, field: &str, text: &str) -> Result<(), Fault> {
    page.tab_to("textbox", field).await?;
    page.type_text(text).await
}
