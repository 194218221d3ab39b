//! What shows that the record is what it was: a printed form is checked, another copy is told of, and what was
//! done is looked through.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::steps;
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{button, combobox, textbox};
use crate::scenario::first_run;

async fn part(lane: &Lane, what: &str) -> Result<(), Fault> {
    lane.page.click(button("Settings").within("Main")).await?;
    lane.page.wait_title("Settings").await?;
    lane.page
        .wait_text("Whether this record ever stood")
        .await?;
    lane.page.click(button(what).within("The record")).await?;
    lane.page.wait_title(what).await
}

/// The head at the foot of a saved PDF, as a person reads it off the page.
fn head_of(pdf: &Path) -> Result<String, Fault> {
    let output = Command::new("pdftotext")
        .arg("-layout")
        .arg(pdf)
        .arg("-")
        .output()?;
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    let is_head = |line: &&str| {
        let groups: Vec<&str> = line.split_whitespace().collect();
        groups.len() == 16
            && groups
                .iter()
                .all(|group| group.len() == 4 && group.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    words
        .lines()
        .find(is_head)
        .map(|line| line.trim().to_owned())
        .ok_or_else(|| unmet("no head stands on the page"))
}

/// Types the head of the first form that was saved: with a slip, then as it is.
pub async fn check_printed_form(lane: &mut Lane) -> Result<(), Fault> {
    let mut files: Vec<_> = fs::read_dir(lane.machine.files())?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "pdf"))
        .collect();
    files.sort();
    let pdf = files
        .into_iter()
        .find_map(|path| head_of(&path).ok())
        .ok_or_else(|| unmet("no printed form was saved"))?;
    part(lane, "Check a printed form").await?;
    let field = || textbox("Digits from the foot of the form");
    lane.page.fill_in(field(), "12O4").await?;
    lane.page.click(button("Check")).await?;
    lane.page.wait_text("cannot be one of these digits").await?;
    lane.screen("form-not-digits").await?;

    // The eleventh digit read wrongly.
    let wrong = if pdf.as_bytes().get(12) == Some(&b'0') {
        "1"
    } else {
        "0"
    };
    let mut slip = pdf.clone();
    slip.replace_range(12..13, wrong);
    lane.page.fill_in(field(), &slip).await?;
    lane.page.click(button("Check")).await?;
    lane.page
        .wait_text("No case ever stood quite like that")
        .await?;
    steps::sees(lane, "Digit 11, in group 3").await?;
    lane.screen("form-slip").await?;

    lane.page.fill_in(field(), &pdf.to_uppercase()).await?;
    lane.page.click(button("Check")).await?;
    lane.page
        .wait_text("This is case 2026-001 as it stood")
        .await?;
    steps::sees(lane, "Added since, the newest first").await?;
    lane.small_screens("form-holds").await?;

    lane.page
        .fill_in(field(), &"0123 4567 89ab cdef ".repeat(4))
        .await?;
    lane.page.click(button("Check")).await?;
    lane.page
        .wait_text("No case of this record ever stood like that")
        .await?;
    lane.screen("form-unknown").await?;
    lane.journal
        .say("A printed form is known by the digits at its foot; a slip is told with its place.");
    Ok(())
}

/// A program that keeps folders alike puts another computer's copy of the record beside it: it is told until
/// somebody has read it, and stands in the list of what was done.
pub async fn another_copy(lane: &mut Lane) -> Result<(), Fault> {
    let data = lane.machine.data();
    let copy = data.join("vault-PC2");
    fs::create_dir(&copy)?;
    for entry in fs::read_dir(data.join("vault"))?.filter_map(Result::ok) {
        fs::copy(entry.path(), copy.join(entry.file_name()))?;
    }
    lane.restart().await?;
    lane.page.wait_title("Stepwise is locked").await?;
    first_run::unlock(lane).await?;
    let title = "There is a second copy of this record beside it";
    lane.page.wait_text(title).await?;
    steps::sees(lane, "vault-PC2").await?;
    lane.small_screens("another-copy").await?;
    lane.page.click(button("I have read this")).await?;
    lane.page.wait_gone(title).await?;
    part(lane, "What was done").await?;
    lane.page.wait_text("Acknowledged a notice").await?;
    steps::sees(lane, title).await?;
    steps::sees(lane, "Restored a backup").await?;
    lane.small_screens("activity").await?;
    lane.page
        .select(combobox("What"), "Notices and the clock")
        .await?;
    lane.page.click(button("Show these")).await?;
    lane.page.wait_gone("Restored a backup").await?;
    steps::sees(lane, "Acknowledged a notice").await?;
    lane.screen("activity-narrowed").await?;
    lane.journal.say(
        "Another copy of the record is told of until somebody has read it; the list says who did, and when.",
    );
    Ok(())
}
