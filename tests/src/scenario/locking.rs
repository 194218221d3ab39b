//! Hidden and locked are two things, and each says which it is. What is typed is kept, what was copied goes,
//! the numbers for an emergency stay.

use std::time::{Duration, Instant};

use serde_json::json;

use super::first_run::{self, PASSPHRASE};
use super::setting::NORTH_SOMERSET;
use crate::driver::Engine;
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{button, radio};

/// Half a sentence, as somebody leaves it who is called away.
const HALF: &str = "She was seen alone at the gate again, and nobody";

/// From hiding the screen to a wrong passphrase.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    first_run::set_up(lane, &NORTH_SOMERSET).await?;
    hide(lane).await?;
    left_alone(lane).await?;
    begin_a_case(lane).await?;
    if lane.engine() == Engine::Window {
        to_sleep(lane).await?;
    }
    copied(lane).await?;
    wrong_passphrases(lane).await?;
    reminders(lane).await?;
    quick_unlock(lane).await?;
    without_contacts(lane).await
}

async fn hide(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Hide screen")).await?;
    lane.page.wait_title("The screen is hidden").await?;
    lane.page.wait_text("Still unlocked").await?;
    lane.page
        .wait_focus("heading: The screen is hidden")
        .await?;
    lane.small_screens("hidden").await?;
    lane.page.click(button("Show the screen again")).await?;
    lane.page.wait_text("Start a case").await?;
    lane.journal.say(
        "Hidden, nothing of the record is in sight, and the screen says that it is still unlocked.",
    );
    Ok(())
}

/// Puts the page's clock on, as if so many seconds had passed without use.
async fn pass(lane: &Lane, seconds: u32) -> Result<(), Fault> {
    let script = "const real = window.laneNow || Date.now;
        window.laneNow = real;
        Date.now = () => real.call(Date) + arguments[0] * 1000;";
    lane.page.run(script, vec![json!(seconds)]).await?;
    Ok(())
}

async fn left_alone(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Settings").within("Main")).await?;
    lane.page.wait_title("Settings").await?;
    lane.page
        .fill("Lock by itself after so many minutes without use", "5")
        .await?;
    let before = lane.page.focused().await?;
    pass(lane, 4 * 60 + 35).await?;
    lane.page.wait_text("Anything typed is kept.").await?;
    if lane.page.focused().await? != before {
        return Err(unmet("the warning took the focus"));
    }
    lane.screen("locking-soon").await?;
    // One key, and it is gone.
    lane.page.type_text("x").await?;
    lane.page.wait_gone("Anything typed is kept.").await?;
    pass(lane, 10 * 60 + 35).await?;
    lane.page.wait_title("Stepwise is locked").await?;
    lane.page
        .wait_text("Locked because nobody used it for a while.")
        .await?;
    lane.screen("locked-idle").await?;
    lane.page.fill("Passphrase", PASSPHRASE).await?;
    lane.page.click(button("Unlock")).await?;
    // Back to where it was left.
    lane.page.wait_title("Settings").await
}

/// To the words that a case begins with, half of them typed.
/// Half a case, as far as the question of what was decided.
pub async fn begin_a_case(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Today").within("Main")).await?;
    lane.page.click(button("Start a case").nth(0)).await?;
    lane.page.wait_title("immediate danger now?").await?;
    lane.page.choose(radio("No")).await?;
    lane.page.click(button("Continue")).await?;
    lane.page.wait_title("Which policy applies?").await?;
    lane.page.click(button("Continue")).await?;
    lane.page.wait_title("Who is it about?").await?;
    lane.page.fill("Full name", "Idris Moon").await?;
    lane.page.click(button("Continue")).await?;
    lane.page
        .wait_title("Which decision is in dispute?")
        .await?;
    lane.page.fill("What was decided?", HALF).await
}

#[cfg(not(target_os = "linux"))]
async fn to_sleep(_: &mut Lane) -> Result<(), Fault> {
    Err(unmet("the window lane runs on Linux alone"))
}

/// The computer goes to sleep in the middle of a sentence; then its screen is locked.
#[cfg(target_os = "linux")]
async fn to_sleep(lane: &mut Lane) -> Result<(), Fault> {
    use crate::dbus::{Logind, Of};

    let logind = lane.machine.logind.take();
    let logind = logind.ok_or_else(|| unmet("no bus for a logind"))?;
    let delay = logind
        .inhibitor()
        .ok_or_else(|| unmet("the application does not hold up sleep"))?;
    // Typed just now: no draft of it is on the disk yet.
    lane.page.type_text(" came").await?;
    let begun = Instant::now();
    logind
        .prepare_for_sleep(true)
        .map_err(|error| unmet(format!("the bus: {error}")))?;
    let waited = tokio::task::spawn_blocking(move || delay.wait());
    waited.await.map_err(|error| unmet(format!("{error}")))?;
    let took = begun.elapsed();
    lane.page.wait_title("Stepwise is locked").await?;
    let blank = begun.elapsed();
    lane.journal.say(&format!(
        "From the word of the system to sleep, with the keys gone: {} ms; the lock screen was there after {} ms.",
        took.as_millis(),
        blank.as_millis()
    ));
    println!(
        "        sleep after {} ms, lock screen seen after {} ms",
        took.as_millis(),
        blank.as_millis()
    );
    // A machine that is busy with other work is given more time; that the order holds is what counts here.
    if took > Duration::from_secs(1) {
        return Err(unmet(format!("it took {} ms to lock", took.as_millis())));
    }
    lane.page
        .wait_text("Locked because the computer went to sleep.")
        .await?;
    lane.small_screens("locked-sleep").await?;
    logind
        .prepare_for_sleep(false)
        .map_err(|error| unmet(format!("the bus: {error}")))?;
    first_run::unlock(lane).await?;
    typed(lane, &format!("{HALF} came")).await?;
    lane.journal
        .say("The half sentence, with the word typed just before, is where it was.");

    logind
        .changed(Logind::SESSION, Of::Session, "LockedHint", true)
        .map_err(|error| unmet(format!("the bus: {error}")))?;
    lane.page
        .wait_text("Locked because the computer’s screen was locked.")
        .await?;
    first_run::unlock(lane).await?;
    typed(lane, &format!("{HALF} came")).await?;
    lane.machine.logind = Some(logind);
    Ok(())
}

/// Waits until the words are in the field again.
async fn typed(lane: &Lane, text: &str) -> Result<(), Fault> {
    let there = "return document.getElementById('what')?.value === arguments[0];";
    lane.page
        .wait_for("the half sentence to be there", there, vec![json!(text)])
        .await
}

/// What is on the clipboard: the system's own in the window, the stand-in's in the browser.
fn clipboard(lane: &Lane) -> Option<String> {
    match lane.engine() {
        Engine::Browser => lane.machine.clipboard(),
        Engine::Window => arboard::Clipboard::new().ok()?.get_text().ok(),
    }
}

async fn copied(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Policies").within("Main")).await?;
    lane.page
        .click(button("a guide for professionals").nth(0))
        .await?;
    lane.page.wait_text("The way through, at a glance").await?;
    lane.page
        .click(button("Copy the telephone number of").nth(0))
        .await?;
    lane.page.wait_text("Copied").await?;
    let there = clipboard(lane).filter(|text| !text.is_empty());
    let there = there.ok_or_else(|| unmet("nothing was copied"))?;
    if !there.chars().any(|c| c.is_ascii_digit()) {
        return Err(unmet("the clipboard holds no number"));
    }
    lane.page.click(button("Lock")).await?;
    lane.page.wait_title("Stepwise is locked").await?;
    let begun = Instant::now();
    while clipboard(lane).is_some_and(|text| text == there) {
        if begun.elapsed() > Duration::from_secs(5) {
            return Err(unmet("the number is still on the clipboard"));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    lane.journal
        .say("Locked, the copied number is gone from the clipboard.");
    Ok(())
}

async fn wrong_passphrases(lane: &mut Lane) -> Result<(), Fault> {
    // The machine's clock stands still, and is put on by hand: only then is the wait over for the record.
    for (at, wait) in [
        ("09:00:00", ""),
        ("09:00:00", ""),
        ("09:00:00", "Wait 1 second"),
        ("09:00:02", "Wait 2 seconds"),
    ] {
        lane.set_clock(&format!("2026-11-18T{at}+00:00 Europe/London"))?;
        lane.page.wait_text("Unlock").await?;
        let ready = "const b = [...document.querySelectorAll('button')].find((b) => b.textContent.trim() === 'Unlock');
            return Boolean(b) && !b.disabled;";
        lane.page
            .wait_for("the wait to be over", ready, vec![])
            .await?;
        lane.page
            .fill("Passphrase", "not the passphrase at all")
            .await?;
        lane.page.click(button("Unlock")).await?;
        lane.page.wait_text("That passphrase is not right").await?;
        if !wait.is_empty() {
            lane.page.wait_text(wait).await?;
        }
    }
    lane.screen("locked-wait").await?;
    // Closed and opened again, it waits on.
    lane.restart().await?;
    lane.page.wait_title("Stepwise is locked").await?;
    lane.page.wait_text("Wait 2 seconds").await?;
    lane.set_clock("2026-11-18T09:00:10+00:00 Europe/London")?;
    lane.page.wait_text("You can try again now").await?;
    lane.page.fill("Passphrase", PASSPHRASE).await?;
    lane.page.click(button("Unlock")).await?;
    lane.page.wait_gone("Stepwise is locked").await?;
    lane.journal
        .say("After three wrong passphrases it waits, also when it is started again.");
    Ok(())
}

/// Asked for, and taken back. The browser's machine starts nothing at login, and the settings say so.
async fn reminders(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Settings").within("Main")).await?;
    lane.page.wait_title("Settings").await?;
    let kept = lane.machine.data().join("reminders.json");
    for (choice, on) in [("Yes, with numbers alone", true), ("No", false)] {
        lane.page
            .choose(radio(choice).within("Remind me through this computer"))
            .await?;
        lane.page
            .click(button("Save changes").within("Reminders"))
            .await?;
        let there = "return document.querySelector('#part-remind [role=status]')?.textContent.trim() === 'Saved';";
        lane.page.wait_for("it to be saved", there, vec![]).await?;
        if kept.exists() != on {
            return Err(unmet(format!(
                "the file of the reminders: {on} was asked for"
            )));
        }
        if on {
            if lane.engine() == Engine::Browser {
                lane.page
                    .wait_text("It reminds only while Stepwise is running")
                    .await?;
            }
            lane.screen("reminders").await?;
        }
    }
    lane.journal
        .say("Reminders are there only while somebody wants them.");
    Ok(())
}

/// A PIN in place of the passphrase, where there is a keychain: the browser's machine has one that is a folder.
/// What real ones answer is the shell's own test; here one might ask its user something, and nobody is there.
async fn quick_unlock(lane: &mut Lane) -> Result<(), Fault> {
    if lane.engine() == Engine::Window {
        return Ok(());
    }
    const PIN: &str = "401752";
    lane.page.fill_id("quick-passphrase", PASSPHRASE).await?;
    lane.page.fill_id("quick-pin", PIN).await?;
    lane.page.fill_id("quick-again", PIN).await?;
    lane.page.click(button("Turn quick unlock on")).await?;
    lane.page
        .wait_text("Quick unlock is on for you on this computer.")
        .await?;
    lane.screen("quick-on").await?;
    lane.page.click(button("Lock")).await?;
    lane.page.wait_title("Stepwise is locked").await?;
    lane.page.fill("PIN for this computer", "000111").await?;
    lane.page.click(button("Unlock")).await?;
    lane.page
        .wait_text("2 tries are left until the passphrase is needed.")
        .await?;
    lane.small_screens("locked-pin").await?;
    lane.page.fill("PIN for this computer", PIN).await?;
    lane.page.click(button("Unlock")).await?;
    lane.page.wait_title("Settings").await?;
    lane.page.click(button("Turn quick unlock off")).await?;
    lane.page.wait_text("Quick unlock is off").await?;
    lane.journal
        .say("A PIN opens the record on this computer, until that is turned off.");
    Ok(())
}

async fn without_contacts(lane: &mut Lane) -> Result<(), Fault> {
    lane.page
        .click(button("Remove").within("Emergency contacts").nth(0))
        .await?;
    lane.page
        .click(button("Save changes").within("Emergency contacts"))
        .await?;
    lane.page.wait_text("Saved").await?;
    lane.page.click(button("Lock")).await?;
    lane.page.wait_title("Stepwise is locked").await?;
    lane.page
        .wait_text("No local contacts are entered yet.")
        .await?;
    lane.page.wait_text("call 999").await?;
    lane.small_screens("locked-no-contacts").await
}
