//! From nothing to Today, as the first user of a setting does it.

use serde_json::json;

use super::setting::{NORTH_SOMERSET, Setting};
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{button, checkbox, radio, textbox};

/// The passphrase of every invented vault.
pub const PASSPHRASE: &str = "copper lantern orchard wednesday";

/// Sets the application up, and looks at every screen on the way.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    go_through(lane, &NORTH_SOMERSET, true).await?;
    lane.page.wait_text("Start a case").await?;
    lane.small_screens("today-empty").await?;
    // The next day it is locked, and opens with the passphrase.
    lane.restart().await?;
    lane.page.wait_title("Stepwise is locked").await?;
    lane.small_screens("locked").await?;
    unlock(lane).await?;
    lane.page.wait_text("Start a case").await
}

/// Sets the application up for a setting, without looking left or right.
/// Gives the first recovery key.
pub async fn set_up(lane: &mut Lane, setting: &Setting) -> Result<Vec<String>, Fault> {
    go_through(lane, setting, false).await
}

/// Types a recovery key, group by group. Each is checked as it is typed; the next one is typed when it was
/// found right.
pub async fn type_key(lane: &Lane, key: &[String]) -> Result<(), Fault> {
    for (index, group) in key.iter().enumerate() {
        lane.page
            .fill(&format!("Group {} of 8", index + 1), group)
            .await?;
        lane.page
            .wait_text(&format!("Group {} of 8 right", index + 1))
            .await?;
    }
    Ok(())
}

/// Opens a locked vault.
pub async fn unlock(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.fill("Passphrase", PASSPHRASE).await?;
    lane.page.click(button("Unlock")).await?;
    // A key pressed before what is behind the lock stands there would reach nobody.
    let script =
        "return !document.getElementById('passphrase') && !!document.querySelector('main');";
    lane.page
        .wait_for("what is behind the lock", script, vec![])
        .await
}

async fn go_through(lane: &mut Lane, setting: &Setting, look: bool) -> Result<Vec<String>, Fault> {
    let me = setting
        .people
        .first()
        .ok_or_else(|| unmet("a setting without people"))?;

    lane.page.wait_title("Your school or setting").await?;
    lane.page
        .fill("Name of the school or setting", setting.name)
        .await?;
    lane.page.choose(radio(setting.kind)).await?;
    lane.page.fill("Your name", me.name).await?;
    lane.page.fill("Your job title", me.title).await?;
    look_at(lane, look, "setup-setting").await?;
    lane.page.click(button("Continue")).await?;

    lane.page
        .wait_title("Which policy do you use most?")
        .await?;
    lane.page.choose_value("policy", setting.policy).await?;
    look_at(lane, look, "setup-policy").await?;
    lane.page.click(button("Continue")).await?;

    lane.page.wait_title("Who speaks for you").await?;
    for (index, member) in setting.people.iter().enumerate() {
        if index > 0 {
            lane.page.click(button("Add another person")).await?;
            lane.page
                .fill_in(textbox("Name").nth(index), member.name)
                .await?;
            lane.page
                .fill_in(textbox("Job title").nth(index), member.title)
                .await?;
        }
        lane.page
            .fill_in(textbox("Telephone").nth(index), member.phone)
            .await?;
        for role in member.holds {
            lane.page.choose(checkbox(role).nth(index)).await?;
        }
    }
    look_at(lane, look, "setup-people").await?;
    lane.page.click(button("Continue")).await?;

    lane.page.wait_title("Emergency contacts").await?;
    lane.page
        .fill("Who it is", "Children’s front door, daytime")
        .await?;
    lane.page.fill("Telephone", "01632 960123").await?;
    look_at(lane, look, "setup-emergency").await?;
    lane.page.click(button("Continue")).await?;

    lane.page.wait_title("Where should backups go?").await?;
    let backups = lane.machine.files().join("backups");
    std::fs::create_dir_all(&backups)?;
    lane.page
        .fill("Folder for backups", &backups.to_string_lossy())
        .await?;
    look_at(lane, look, "setup-backup").await?;
    lane.page.click(button("Continue")).await?;

    lane.page.wait_title("Choose a passphrase").await?;
    lane.page
        .fill_in(textbox("Passphrase").nth(0), PASSPHRASE)
        .await?;
    lane.page.fill("Type it again", PASSPHRASE).await?;
    look_at(lane, look, "setup-passphrase").await?;
    lane.page.click(button("Make my record")).await?;

    lane.page
        .wait_title("Keep these recovery keys safe")
        .await?;
    look_at(lane, look, "setup-recovery-keys").await?;
    let key = shown_key(lane).await?;
    if look {
        lane.page.click(button("Save sheet 1 to print")).await?;
        lane.page.wait_text("Saved as").await?;
    }
    lane.page.click(button("I have both keys")).await?;

    lane.page.wait_title("Type one key back").await?;
    type_key(lane, &key).await?;
    look_at(lane, look, "setup-key-typed-back").await?;
    lane.page.click(button("Check the key")).await?;

    lane.page.wait_title("You are ready").await?;
    look_at(lane, look, "setup-ready").await?;
    lane.page.click(button("Begin with my own record")).await?;
    lane.page.wait_gone("You are ready").await?;
    lane.journal
        .say(&format!("{} is set up by {}.", setting.name, me.name));
    Ok(key)
}

/// The groups of the first recovery key, read off the screen.
pub async fn shown_key(lane: &Lane) -> Result<Vec<String>, Fault> {
    let script = "return [...document.querySelectorAll('[data-recovery-key=\"0\"] li')]
        .map((e) => e.textContent.trim());";
    let groups: Vec<String> = serde_json::from_value(lane.page.run(script, vec![]).await?)?;
    if groups.len() == 8 {
        Ok(groups)
    } else {
        Err(unmet(format!(
            "a recovery key has 8 groups: {}",
            json!(groups)
        )))
    }
}

async fn look_at(lane: &mut Lane, look: bool, name: &str) -> Result<(), Fault> {
    if look {
        lane.screen(name).await
    } else {
        Ok(())
    }
}
