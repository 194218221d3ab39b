//! The pages of policies: one is refused for a slip, mended and added; tried on dates; changed by a newer version, to
//! which an open case is moved; and kept while an open case works with it.

use std::path::Path;

use serde_json::json;

use super::steps::{self, NewCase, USUAL};
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{button, combobox, link, radio};
use crate::place;
use crate::scenario::first_run;
use crate::scenario::setting::NORTH_SOMERSET;

const TITLE: &str = "Resolving professional differences";
const SLIP: &str = "msut";

/// The pack that is handed out to begin with, in its first version.
const FIRST: &[(&str, &str)] = &[(
    "label = \"as published\", from = \"unknown\"",
    "label = \"1\", from = 2026-01-01",
)];

/// What the newer version says otherwise. Its example was worked out anew.
const SECOND: &[(&str, &str)] = &[
    (
        "label = \"as published\", from = \"unknown\"",
        "label = \"2\", from = 2026-11-17",
    ),
    ("within five working days", "within four working days"),
    (
        "limit   = \"5 working days\"",
        "limit   = \"4 working days\"",
    ),
    ("stage-2 = 2026-12-02", "stage-2 = 2026-12-01"),
];

/// Hands in, checks, tries, compares, moves and removes.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    first_run::set_up(lane, &NORTH_SOMERSET).await?;
    lane.page.click(button("Policies").within("Main")).await?;
    lane.page.wait_title("5 policies are kept here").await?;
    lane.small_screens("policies").await?;
    refused_then_added(lane).await?;
    checked_and_tried(lane).await?;
    let case = NewCase {
        policy: Some("our-policy"),
        ..USUAL
    };
    steps::start_case(lane, &case, false).await?;
    newer(lane).await?;
    moved(lane).await?;
    removed(lane).await
}

/// A slip is refused with its file and line and what to do; the mended policy is looked at, then added.
async fn refused_then_added(lane: &mut Lane) -> Result<(), Fault> {
    let line = lay(lane, FIRST, true)?;
    lane.page.click(button("Add a policy")).await?;
    lane.page.wait_title("Add a policy").await?;
    lane.page.click(button("Choose a folder")).await?;
    lane.page.wait_text("This policy cannot be added").await?;
    lane.page
        .wait_text(&format!("policy.toml, line {line}"))
        .await?;
    // The one word stands for itself, so that its marks are not read out.
    lane.page.wait_text(SLIP).await?;
    lane.page.wait_text("Did you mean").await?;
    lane.page
        .wait_text("played once nothing stands to be corrected")
        .await?;
    lane.small_screens("refused").await?;
    lane.journal
        .say("A slip in a policy was refused, with its file, its line and what to do.");

    lay(lane, FIRST, false)?;
    lane.page.click(button("Choose a folder")).await?;
    lane.page.wait_text("3 steps, as expected").await?;
    lane.screen("mended").await?;
    lane.page.click(button("Add this policy")).await?;
    lane.page.wait_text("The policy is added").await?;
    is_called(lane, "Policy – Stepwise").await?;
    lane.page
        .click(button("Show the whole way through as one picture"))
        .await?;
    let drawn = "const i = document.querySelector('article img'); return !!i && i.complete && i.naturalWidth > 300;";
    lane.page.wait_for("the picture", drawn, vec![]).await?;
    lane.small_screens("added").await
}

async fn checked_and_tried(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Check it")).await?;
    lane.page
        .wait_title("Nothing to correct, 2 things to look at")
        .await?;
    lane.screen("checked").await?;
    lane.page.click(button("Back to the policy")).await?;
    lane.page.click(button("Try it on dates")).await?;
    lane.page.wait_title("Try it on dates").await?;
    lane.page
        .select(
            combobox("Start from an example"),
            "Over a weekend, to the managers",
        )
        .await?;
    // Friday is day 0: Monday 1, Tuesday 2.
    lane.page.wait_text("due Tue 24 Nov 2026").await?;
    lane.page.wait_text("due Wed 2 Dec 2026").await?;
    // The system's own control may put the month first; the day stands beside it in words.
    lane.page.wait_text("Friday 20 November 2026").await?;
    lane.small_screens("tried").await
}

/// A newer version: what it changes is told before it is added, and on a page of its own.
async fn newer(lane: &mut Lane) -> Result<(), Fault> {
    lay(lane, SECOND, false)?;
    lane.page.click(button("Policies").within("Main")).await?;
    lane.page.click(button("Add a policy")).await?;
    lane.page.click(button("Choose a folder")).await?;
    lane.page
        .wait_text("The time: was 5 working days; is now 4 working days.")
        .await?;
    lane.page.click(button("Add this policy")).await?;
    lane.page.wait_text("The policy is added").await?;
    lane.page
        .click(button("See what changed since this older one"))
        .await?;
    lane.page
        .wait_title("What is different between two versions")
        .await?;
    lane.page
        .wait_text("In force from: was 1 January 2026; is now 17 November 2026.")
        .await?;
    lane.small_screens("compared").await
}

/// The open case keeps its version until somebody chooses; the choice and its reason are in the record.
async fn moved(lane: &mut Lane) -> Result<(), Fault> {
    steps::open_case(lane, "Tamsin").await?;
    lane.page
        .wait_text("A newer version of this policy is here")
        .await?;
    lane.page
        .click(button("See what is different, and choose for this case"))
        .await?;
    lane.page
        .wait_title("What is different between two versions")
        .await?;
    lane.page.click(button("Record the choice")).await?;
    lane.page.wait_text("There is a problem").await?;
    lane.page
        .click(link("Choose what happens to this case"))
        .await?;
    lane.small_screens("choice").await?;
    lane.page
        .choose(radio("Move this case to the newer version"))
        .await?;
    lane.page
        .fill("Why?", "The partnership asked for it in writing.")
        .await?;
    lane.page.click(button("Record the choice")).await?;
    lane.page.wait_text("What to do now").await?;
    lane.page
        .wait_gone("A newer version of this policy is here")
        .await?;
    lane.page.wait_text("Version 2, in force from").await?;
    lane.page.click(button("See all ").nth(0)).await?;
    lane.page.wait_title("What has happened").await?;
    lane.page
        .wait_text("Moved to another version of the policy")
        .await?;
    lane.page
        .wait_text("The partnership asked for it in writing.")
        .await?;
    lane.screen("moved").await?;
    lane.journal
        .say("An open case was moved to the newer version, with the reason and what is different.");
    Ok(())
}

/// A version that an open case works with stays; one that none does may go.
async fn removed(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Policies").within("Main")).await?;
    lane.page.wait_title("7 policies are kept here").await?;
    lane.page.click(button(TITLE).nth(1)).await?;
    lane.page.wait_text("Version 2, in force from").await?;
    lane.page.click(button("Remove this policy")).await?;
    lane.page.wait_text("Remove this version?").await?;
    lane.screen("removing").await?;
    lane.page.click(button("Remove it")).await?;
    lane.page
        .wait_text("1 open case works with it: 2026-001.")
        .await?;
    lane.screen("in-use").await?;
    lane.page.click(button("Open it")).await?;
    lane.page
        .click(button("See what the newer one changes"))
        .await?;
    lane.page
        .wait_title("What is different between two versions")
        .await?;
    lane.page.click(button("Back to the policy")).await?;
    lane.page.click(button("Remove this policy")).await?;
    lane.page.click(button("Remove it")).await?;
    lane.page.wait_title("6 policies are kept here").await
}

/// Lays the pack into the folder that every dialog answers with; the line of the slip, where one is made.
fn lay(lane: &Lane, changes: &[(&str, &str)], slip: bool) -> Result<usize, Fault> {
    let from = place::root().join("docs/template");
    let to = lane.machine.files();
    let mut line = 0;
    for name in ["policy.toml", "forms/record.toml", "examples/first.toml"] {
        let mut text = std::fs::read_to_string(from.join(name))?;
        for (old, new) in changes {
            text = text.replace(old, new);
        }
        if slip && name == "policy.toml" {
            let at = text
                .find("\"must\"")
                .ok_or_else(|| unmet("the template has no must"))?;
            line = text[..at].lines().count();
            text.replace_range(at..at + 6, &format!("\"{SLIP}\""));
        }
        let path = to.join(Path::new(name));
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, text)?;
    }
    Ok(line)
}

/// The window's title names the kind of place.
async fn is_called(lane: &Lane, title: &str) -> Result<(), Fault> {
    let script = "return document.title === arguments[0];";
    lane.page
        .wait_for("the window's title", script, vec![json!(title)])
        .await
}
