//! A backup is made, tried and restored; and on another computer it brings the record back.

use super::proof;
use super::steps::{self, NewCase, USUAL};
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{button, radio, textbox};
use crate::scenario::first_run::{self, PASSPHRASE};
use crate::scenario::setting::WHITE_ROCK;

/// Chosen on another computer.
const NEW: &str = "saddle orbit crimson nettle";

const FIRST: NewCase = NewCase { ..USUAL };
const SECOND: NewCase = NewCase {
    children: &[("Marlon Pike", "2016-02-03")],
    ..USUAL
};

/// From the first backup to a new computer.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    let key = first_run::set_up(lane, &WHITE_ROCK).await?;
    steps::start_case(lane, &FIRST, false).await?;
    lane.page
        .click(button("Back up now").within("Safety and backup"))
        .await?;
    lane.page.wait_text("Backed up today").await?;
    lane.journal
        .say("One case, and a backup of it. Its age is always in sight.");
    try_it(lane).await?;
    restore(lane).await?;
    on_a_new_computer(lane, &key).await
}

async fn settings(lane: &Lane) -> Result<(), Fault> {
    lane.page.click(button("Settings").within("Main")).await?;
    lane.page.wait_title("Settings").await?;
    lane.page.wait_text("Try a backup").await
}

async fn give_passphrase(lane: &Lane, passphrase: &str) -> Result<(), Fault> {
    lane.page.wait_title("What opens this backup?").await?;
    lane.page
        .fill_in(textbox("Passphrase").nth(0), passphrase)
        .await?;
    lane.page.click(button("Open and check it")).await
}

async fn try_it(lane: &mut Lane) -> Result<(), Fault> {
    settings(lane).await?;
    lane.page.click(button("Try a backup")).await?;
    lane.page.wait_title("Try a backup").await?;
    lane.screen("try-choose").await?;
    lane.page.click(button("Continue")).await?;
    give_passphrase(lane, "not the passphrase at all").await?;
    lane.page
        .wait_text("That passphrase does not open this backup")
        .await?;
    lane.screen("try-wrong-passphrase").await?;
    give_passphrase(lane, PASSPHRASE).await?;
    lane.page.wait_title("What this backup holds").await?;
    lane.page.wait_text("Nothing is missing").await?;
    lane.small_screens("try-holds").await?;
    lane.page
        .click(button("Finish. Nothing was changed"))
        .await?;
    lane.page.wait_title("Settings").await?;
    let left = hidden_folders(lane)?;
    if left > 0 {
        return Err(unmet(format!("a trial left {left} folders behind")));
    }
    lane.journal
        .say("Trying a backup says what it proved, and changes nothing.");
    Ok(())
}

/// What is built while a backup is looked at lies in such folders.
fn hidden_folders(lane: &Lane) -> Result<usize, Fault> {
    let entries = std::fs::read_dir(lane.machine.data())?;
    let hidden = |entry: &std::fs::DirEntry| entry.file_name().to_string_lossy().starts_with('.');
    Ok(entries.filter_map(Result::ok).filter(hidden).count())
}

async fn restore(lane: &mut Lane) -> Result<(), Fault> {
    lane.set_clock("2026-11-19T10:00:00+00:00 Europe/London")?;
    steps::start_case(lane, &SECOND, false).await?;
    settings(lane).await?;
    lane.page
        .click(button("Backups").within("Parts"))
        .await
        .ok();
    lane.screen("settings-backups").await?;
    lane.page.click(button("Restore a backup")).await?;
    lane.page.wait_title("Restore a backup").await?;
    lane.page.click(button("Continue")).await?;
    give_passphrase(lane, PASSPHRASE).await?;
    lane.page.wait_title("What this backup holds").await?;
    lane.page
        .wait_text("Case 2026-002 is not in the backup")
        .await?;
    lane.screen("restore-holds").await?;
    lane.page
        .click(button("Restore this backup").nth(0))
        .await?;
    lane.page.wait_text("will not be in the record").await?;
    lane.screen("restore-sure").await?;
    lane.page
        .click(button("Restore this backup").within("Restore this backup?"))
        .await?;
    lane.page.wait_title("The backup is restored").await?;
    lane.page.wait_text("is kept, as it is").await?;
    lane.screen("restore-done").await?;
    lane.page.click(button("Go on to Today")).await?;
    lane.page.click(button("Cases").within("Main")).await?;
    lane.page.wait_text("2026-001").await?;
    lane.page.wait_gone("2026-002").await?;
    lane.journal
        .say("The restored record is open; the one before is kept beside it.");
    // The next day it is the restored one that is unlocked, and nothing is said to be wrong.
    lane.restart().await?;
    lane.page.wait_title("Stepwise is locked").await?;
    first_run::unlock(lane).await?;
    lane.page.wait_text("Tamsin V.").await?;
    proof::another_copy(lane).await
}

async fn on_a_new_computer(lane: &mut Lane, key: &[String]) -> Result<(), Fault> {
    // The person carries the newest backup over; the dialog of the lane opens the first in its folder.
    let backups = lane.machine.files().join("backups");
    let mut files: Vec<_> = std::fs::read_dir(backups)?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let newest = files.pop().ok_or_else(|| unmet("a backup was made"))?;
    std::fs::copy(newest, lane.machine.files().join("carried.backup"))?;
    lane.move_to_a_new_computer().await?;
    lane.page.wait_title("Your school or setting").await?;
    lane.page
        .click(button("I have a backup from another computer"))
        .await?;
    lane.page.wait_title("Restore a backup").await?;
    lane.screen("new-computer-choose").await?;
    lane.page.click(button("Choose the backup’s file")).await?;
    lane.page.wait_title("What opens this backup?").await?;
    lane.page.choose(radio("A recovery key")).await?;
    first_run::type_key(lane, key).await?;
    lane.page.click(button("Open and check it")).await?;
    lane.page.wait_title("What this backup holds").await?;
    lane.small_screens("new-computer-holds").await?;
    lane.page
        .click(button("Restore this backup").nth(0))
        .await?;
    lane.page
        .click(button("Restore this backup").within("Restore this backup?"))
        .await?;
    lane.page.wait_title("The backup is restored").await?;
    lane.screen("new-computer-done").await?;
    lane.page
        .click(button("Choose whose passphrase is set"))
        .await?;
    lane.page
        .wait_title("Whose passphrase is set anew?")
        .await?;
    lane.page
        .fill_in(textbox("New passphrase").nth(0), NEW)
        .await?;
    lane.page.fill("Type the new one again", NEW).await?;
    lane.screen("new-computer-who").await?;
    lane.page.click(button("Set this passphrase")).await?;
    lane.page.wait_title("The record is open again").await?;
    lane.page.click(button("Later")).await?;
    lane.page.wait_text("Tamsin V.").await?;
    lane.journal
        .say("On another computer the backup and a recovery key bring the record back, and it is said whose passphrase is set.");
    lane.screen("new-computer-today").await
}
