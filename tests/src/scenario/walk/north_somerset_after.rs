//! North Somerset, after it is settled: the chronology, the bundle, finding, hiding, locking, settings.

use fantoccini::key::Key;

use super::{incoming, papers, receipt, sheets, steps};
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{button, heading, radio, textbox};
use crate::scenario::first_run;

/// The rest of the walk, beginning on the page of the closed case.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    chronology(lane).await?;
    papers::bundle(
        lane,
        (
            "Priya Raman, chair of governors",
            "She looks over how the school handled the difference.",
        ),
        "2026-11-17",
        "bundle",
    )
    .await?;
    receipt::chased(lane).await?;
    incoming::run(lane).await?;
    policies(lane).await?;
    find_and_hide(lane).await?;
    lock_in_mid_sentence(lane).await?;
    settings_and_people(lane).await
}

async fn chronology(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("See all ").nth(0)).await?;
    lane.page.wait_title("What has happened").await?;
    lane.small_screens("chronology").await?;
    lane.page.click(button("Discussions")).await?;
    lane.page.wait_gone("Case started").await?;
    steps::sees(lane, "Own words, Kaya Thorne").await?;
    steps::sees(lane, "Opinion, Dafydd Hughes").await?;
    lane.screen("chronology-discussions").await?;
    lane.page
        .fill("Search within these records", "called back")
        .await?;
    lane.page.wait_text("1 record").await?;
    // The unanswered call is amended, and stays readable as it was.
    lane.page.click(button("Amend").nth(0)).await?;
    lane.page.wait_title("Amend this record").await?;
    lane.page
        .fill("Why is it amended?", "The time was wrong by ten minutes.")
        .await?;
    lane.page.fill("Time", "9:30").await?;
    lane.screen("amend").await?;
    lane.page.click(button("Save the amended record")).await?;
    lane.page.wait_title("What has happened").await?;
    steps::sees(lane, "The time was wrong by ten minutes.").await?;
    lane.page
        .click(button("Show the earlier version").nth(0))
        .await?;
    lane.page.wait_text("09:20").await?;
    lane.screen("amended").await?;
    // Another record is struck out.
    lane.page
        .fill("Search within these records", "graze on the playground")
        .await?;
    lane.page
        .wait_gone("The time was wrong by ten minutes.")
        .await?;
    lane.page.click(button("Strike out").nth(0)).await?;
    steps::form_open(lane).await?;
    lane.page
        .fill("Why is it struck out?", "It was about another child.")
        .await?;
    lane.page.click(button("Strike it out")).await?;
    steps::sees(lane, "Struck out: It was about another child.").await?;
    lane.screen("struck-out").await?;
    sheets::run(lane).await?;
    lane.page.click(button("Back to the case")).await?;
    lane.page.wait_text("What is left to do").await
}

async fn policies(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Policies").within("Main")).await?;
    lane.page.wait_title("5 policies are kept here").await?;
    lane.small_screens("policies").await?;
    lane.page
        .click(button("Resolution of Professional Differences").nth(0))
        .await?;
    lane.page.wait_text("The way through, at a glance").await?;
    lane.small_screens("policy").await?;
    for part in [
        "The way through, at a glance",
        "Where the source is unclear",
        "Contacts",
    ] {
        lane.page.show(&heading(part).nth(0)).await?;
        let name = part.split([' ', ',']).next_back().unwrap_or("part");
        lane.screen(&format!("policy-{}", name.to_lowercase()))
            .await?;
    }
    Ok(())
}

async fn find_and_hide(lane: &mut Lane) -> Result<(), Fault> {
    steps::find(lane, "bruises").await?;
    lane.screen("find").await?;
    lane.page.press(&[Key::Escape.into()]).await?;
    steps::open_case_closed(lane, "Thorne").await?;
    lane.page.click(button("Hide names")).await?;
    lane.page.wait_gone("Kaya Thorne").await?;
    lane.screen("names-hidden").await?;
    let text = lane.page.text().await?;
    for name in ["Kaya", "Łukasz", "Dafydd", "Samira"] {
        if text.contains(name) {
            return Err(unmet(format!("{name} can be read with names hidden")));
        }
    }
    lane.page.click(button("Hide names")).await?;
    lane.page.wait_text("Kaya Thorne").await?;
    lane.page.click(button("Hide screen")).await?;
    lane.page.wait_title("The screen is hidden").await?;
    lane.small_screens("screen-hidden").await?;
    lane.page.click(button("Show the screen again")).await?;
    lane.page.wait_text("Kaya Thorne").await
}

async fn lock_in_mid_sentence(lane: &mut Lane) -> Result<(), Fault> {
    let unfinished = "The aunt rang and said that on Friday eve";
    lane.page
        .click(button("Record what happened").nth(0))
        .await?;
    lane.page.wait_title("Record what happened").await?;
    lane.page.fill("What was said or seen?", unfinished).await?;
    lane.page.press(&[Key::Control.into(), 'l']).await?;
    lane.page.wait_title("Stepwise is locked").await?;
    lane.small_screens("locked-mid-sentence").await?;
    let text = lane.page.text().await?;
    if text.contains("Thorne") || text.contains("aunt") {
        return Err(unmet("the locked screen shows what is in the record"));
    }
    first_run::unlock(lane).await?;
    lane.page.wait_title("Record what happened").await?;
    papers::holds(lane, &textbox("What was said or seen?"), unfinished).await?;
    lane.page
        .wait_focus("textbox: What was said or seen?")
        .await?;
    lane.journal
        .say("Locked in mid-sentence; unlocking came back to the unfinished sentence.");
    lane.screen("unlocked-mid-sentence").await?;
    lane.page.click(button("Cancel")).await?;
    lane.page.wait_gone("What was said or seen?").await
}

async fn settings_and_people(lane: &mut Lane) -> Result<(), Fault> {
    lane.page
        .click(button("People and agencies").within("Main"))
        .await?;
    lane.page.wait_title("People and agencies").await?;
    lane.small_screens("people").await?;
    lane.page.click(button("Cases").within("Main")).await?;
    // It is closed: the list of open cases does not show it.
    lane.page.wait_text("No case fits.").await?;
    lane.page.choose(radio("All")).await?;
    lane.page.wait_text("1 case shown").await?;
    lane.page.wait_text("Kaya T. and 1 more").await?;
    lane.small_screens("cases").await?;
    lane.page.click(button("Settings").within("Main")).await?;
    lane.page.wait_title("Settings").await?;
    lane.small_screens("settings").await?;
    lane.page.click(button("Back up now").nth(0)).await?;
    lane.page.wait_text("Backed up").await
}
