//! What comes out of a case: forms beside their real pages, e-mails, bundles.

use std::path::PathBuf;

use serde_json::json;

use super::{receipt, steps};
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{Named, button, checkbox, radio};

/// Opens a form or letter from the case's list, and waits until its real page is drawn.
pub async fn open(lane: &Lane, title: &str) -> Result<(), Fault> {
    lane.page
        .click(button(title).within("Forms and letters").nth(0))
        .await?;
    lane.page.wait_title(title).await?;
    page_drawn(lane).await
}

/// Waits for the picture of the real page.
pub async fn page_drawn(lane: &Lane) -> Result<(), Fault> {
    let script = "const i = document.querySelector('.sheet img'); return !!i && i.complete && i.naturalWidth > 300;";
    lane.page
        .wait_for("the page as it will be printed", script, vec![])
        .await
}

/// Saves what is open as a PDF, and says where.
pub async fn save_pdf(lane: &mut Lane) -> Result<PathBuf, Fault> {
    save_as(lane, "Save PDF", "pdf").await
}

/// Saves what is open by the button of this name, as a file with this ending, and says where.
pub async fn save_as(lane: &mut Lane, name: &str, ending: &str) -> Result<PathBuf, Fault> {
    let before = saved(lane)?;
    lane.page.click(button(name)).await?;
    let file = format!(".{ending}");
    lane.page.wait_text("Saved as").await?;
    lane.page.wait_text(&file).await?;
    let path = newest(lane, &before, ending)?;
    keep(lane, &path, None)?;
    Ok(path)
}

/// Prints what is open. The engine's own dialog is left out; what it would print is looked at.
pub async fn print(lane: &mut Lane, name: &str) -> Result<(), Fault> {
    lane.page
        .run(
            "window.print = () => { window.printed = (window.printed || 0) + 1; };",
            vec![],
        )
        .await?;
    // Pressed while the page may still be at work: then it waits for its turn.
    lane.page.click(button("Print")).await?;
    lane.page
        .wait_for("printing", "return window.printed > 0;", vec![])
        .await?;
    let script = "return [...document.querySelectorAll('.print-pages img')].map((i) => [i.alt, i.naturalWidth, i.naturalHeight]);";
    let pages: Vec<(String, u32, u32)> =
        serde_json::from_value(lane.page.run(script, vec![]).await?)?;
    if pages.is_empty() {
        return Err(unmet("nothing would be printed"));
    }
    for (alt, width, height) in &pages {
        // A4, fine enough to read.
        let shape = f64::from(*height) / f64::from(*width);
        if (shape - 1.414).abs() > 0.01 || *width < 900 {
            return Err(unmet(format!("“{alt}” is {width} by {height}")));
        }
    }
    // The pages alone, as the printer gets them.
    lane.page
        .run(
            "document.querySelector('.print-pages').style.cssText = 'display:flex;gap:12px;padding:12px;position:fixed;inset:0;z-index:999;background:#888';
            for (const i of document.querySelectorAll('.print-pages img')) i.style.cssText = 'height:100%;width:auto;max-width:none';",
            vec![],
        )
        .await?;
    let png = lane.page.picture().await?;
    lane.journal.picture(name, &png)?;
    lane.page
        .run("window.dispatchEvent(new Event('afterprint'));", vec![])
        .await?;
    lane.journal
        .say(&format!("{} page(s) go to the printer.", pages.len()));
    Ok(())
}

/// An e-mail that carries what is open.
pub struct Email<'a> {
    /// The policy's recipient that must be offered, if it has an address.
    pub offered: Option<&'a str>,
    /// Another address to type.
    pub more: &'a str,
    /// Why it is sent.
    pub purpose: &'a str,
    /// Words that may not stand in subject, text or file name. The first is the child's name.
    pub hidden: &'a [&'a str],
    /// The user's own words instead of the standard ones. Then it also goes, and that is recorded.
    pub own_words: Option<&'a str>,
}

/// Drafts the e-mail with its encrypted PDF, and keeps both with the password.
pub async fn draft_email(lane: &mut Lane, email: &Email<'_>, look: &str) -> Result<(), Fault> {
    let before = saved(lane)?;
    lane.page.click(button("Draft the email")).await?;
    lane.page
        .wait_text("How will the password reach them?")
        .await?;
    if let Some(offered) = email.offered {
        steps::sees(lane, offered).await?;
        lane.page.wait_text("Last checked").await?;
    }
    if !email.more.is_empty() {
        lane.page.fill("Other addresses", email.more).await?;
    }
    lane.page
        .fill("Why is it sent, and why do they need it?", email.purpose)
        .await?;
    lane.page.choose(radio("By telephone")).await?;
    if let Some(own_words) = email.own_words {
        let name = email.hidden.first().copied().unwrap_or_default();
        lane.page
            .fill_id("email-body", &format!("{name} is at home."))
            .await?;
        lane.page.wait_text("This names").await?;
        lane.screen(&format!("{look}-names")).await?;
        lane.page.fill_id("email-body", own_words).await?;
        lane.page.wait_gone("This names").await?;
    }
    // The first use of an address is confirmed.
    lane.page.click(button("Make the draft")).await?;
    lane.page
        .wait_text("Say that you have checked the addresses")
        .await?;
    lane.page
        .choose(checkbox("I have checked these addresses"))
        .await?;
    lane.screen(&format!("{look}-to")).await?;
    lane.page.click(button("Make the draft")).await?;
    lane.page.wait_text("The draft is saved as a file").await?;
    let script = "return [document.querySelector('[data-password]').textContent.trim(), [...document.querySelectorAll('[data-part=drafted] dd')].map((e) => e.textContent)];";
    let (password, parts): (String, Vec<String>) =
        serde_json::from_value(lane.page.run(script, vec![]).await?)?;
    lane.screen(&format!("{look}-drafted")).await?;
    let eml = newest(lane, &before, "eml")?;
    let mail = std::fs::read_to_string(&eml)?;
    for name in email.hidden {
        if mail.contains(name) || parts.iter().any(|part| part.contains(name)) {
            return Err(unmet(format!("the e-mail names {name}")));
        }
    }
    for file in saved(lane)? {
        if before.contains(&file) {
            continue;
        }
        let is_pdf = file.extension().is_some_and(|e| e == "pdf");
        keep(lane, &file, is_pdf.then_some(password.as_str()))?;
    }
    if let Some(own_words) = email.own_words {
        if !mail.contains(own_words) {
            return Err(unmet("the draft does not say what was typed"));
        }
        it_went(lane, look).await?;
    }
    lane.journal
        .say("The e-mail is drafted; the PDF in it is encrypted, and nobody is named outside it.");
    lane.page.click(button("Back to the answers")).await
}

/// Asks the computer for its e-mail program, which a test's has not, and records that the draft was sent.
async fn it_went(lane: &mut Lane, look: &str) -> Result<(), Fault> {
    lane.page.click(button("Open in my email program")).await?;
    lane.page.wait_text("No email program opened").await?;
    lane.page.click(button("It was sent: record it")).await?;
    lane.page
        .wait_text("It is recorded that this was sent")
        .await?;
    lane.screen(&format!("{look}-sent")).await
}

/// Saves the days ahead as a calendar file from Today, and keeps it.
pub async fn calendar(lane: &mut Lane) -> Result<(), Fault> {
    let before = saved(lane)?;
    lane.page.click(button("Calendar file")).await?;
    lane.page.wait_text("The dates are saved as").await?;
    let file = newest(lane, &before, "ics")?;
    keep(lane, &file, None)
}

/// Makes a bundle for a manager, keeps it with its password, and says that it went. `by` is the day of its receipt.
pub async fn bundle(
    lane: &mut Lane,
    (to, purpose): (&str, &str),
    by: &str,
    look: &str,
) -> Result<(), Fault> {
    begin_bundle(lane, to, purpose).await?;
    lane.small_screens(&format!("{look}-contents")).await?;
    // Somebody who takes the whole case on: nothing is chosen there, and it says so.
    lane.page.click(button("Hand the whole case over")).await?;
    lane.page.wait_text("Who takes it on?").await?;
    lane.screen(&format!("{look}-hand-over")).await?;
    lane.page.click(button("Leave it")).await?;
    lane.page.wait_gone("Who takes it on?").await?;
    seal_bundle(lane, to, look).await?;
    receipt::went(lane, by).await?;
    leave_bundle(lane).await
}

/// From a case to the page on which a bundle is made, with everything answered that has to be.
pub async fn begin_bundle(lane: &mut Lane, to: &str, purpose: &str) -> Result<(), Fault> {
    lane.page
        .click(button("Make a bundle for a manager"))
        .await?;
    lane.page.wait_title("Make a bundle for a manager").await?;
    lane.page.fill("Name of the person", to).await?;
    lane.page.fill("Why do they need it?", purpose).await?;
    lane.page.choose(radio("By telephone")).await
}

/// Shows the pages that would go, and looks at each.
pub async fn look_through(lane: &mut Lane, look: &str) -> Result<(), Fault> {
    lane.page.click(button("Show the pages")).await?;
    let drawn = "const i = document.querySelector('img[data-copy]'); return !!i && i.complete && i.naturalWidth > 300;";
    lane.page.wait_for("the first page", drawn, vec![]).await?;
    lane.screen(look).await?;
    for page in 2..60 {
        let all = "You have seen every page.";
        if lane.page.text().await?.contains(all) {
            return Ok(());
        }
        lane.page.click(button("Next page")).await?;
        lane.page.wait_text(&format!("Page {page} of")).await?;
    }
    Err(unmet("the pages have no end"))
}

/// Makes the bundle, keeps it with its password, and goes on without saying whether it went.
pub async fn finish_bundle(lane: &mut Lane, to: &str, look: &str) -> Result<(), Fault> {
    seal_bundle(lane, to, look).await?;
    leave_bundle(lane).await
}

/// Says that the words are written down, and leaves the page.
pub(super) async fn leave_bundle(lane: &mut Lane) -> Result<(), Fault> {
    lane.page
        .click(button("I have written the words down"))
        .await?;
    lane.page.wait_gone("Write down the six words now").await
}

async fn seal_bundle(lane: &mut Lane, to: &str, look: &str) -> Result<(), Fault> {
    let before = saved(lane)?;
    lane.page.click(button("Make the bundle")).await?;
    let password = six_words(lane).await?;
    lane.screen(&format!("{look}-made")).await?;
    for file in saved(lane)? {
        if !before.contains(&file) {
            let is_pdf = file.extension().is_some_and(|e| e == "pdf");
            keep(lane, &file, is_pdf.then_some(password.as_str()))?;
        }
    }
    lane.journal.note("bundle-password.txt", &password)?;
    lane.journal.say(&format!(
        "A bundle for {to} is made: a sealed PDF and an age file."
    ));
    Ok(())
}

/// The six words of a bundle that was made just now, read off the screen.
pub(super) async fn six_words(lane: &Lane) -> Result<String, Fault> {
    lane.page
        .wait_title("The bundle is made. Write down the six words now")
        .await?;
    let script = "return document.getElementById('bundle-password-words').textContent.trim();";
    let password = lane.page.run(script, vec![]).await?;
    let password = password.as_str().unwrap_or_default().to_owned();
    match password.split('-').count() {
        6 => Ok(password),
        _ => Err(unmet(format!("the password is not six words: {password}"))),
    }
}

/// Checks an answer of the open form.
pub async fn holds(lane: &Lane, field: &Named<'_>, words: &str) -> Result<(), Fault> {
    let element = lane.page.find(field).await?;
    let value = element.prop("value").await?.unwrap_or_default();
    if value.contains(words) {
        Ok(())
    } else {
        Err(unmet(format!("{field:?} holds “{value}”, not “{words}”")))
    }
}

/// Every file saved from the application so far.
pub(super) fn saved(lane: &Lane) -> Result<Vec<PathBuf>, Fault> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(lane.machine.files())? {
        let path = entry?.path();
        if path.is_file() {
            all.push(path);
        }
    }
    all.sort();
    Ok(all)
}

pub(super) fn newest(lane: &Lane, before: &[PathBuf], kind: &str) -> Result<PathBuf, Fault> {
    saved(lane)?
        .into_iter()
        .find(|path| !before.contains(path) && path.extension().is_some_and(|e| e == kind))
        .ok_or_else(|| unmet(format!("no new {kind} file was saved")))
}

/// Keeps a saved file; a sealed PDF gets the ending that the checks know, and its password beside it.
fn keep(lane: &mut Lane, file: &std::path::Path, password: Option<&str>) -> Result<(), Fault> {
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let name = match password {
        Some(_) => format!("{}-encrypted.pdf", name.trim_end_matches(".pdf")),
        None => name,
    };
    std::fs::copy(file, lane.journal.folder().join(&name))?;
    if let Some(password) = password {
        let beside = format!("{}.password", name.trim_end_matches(".pdf"));
        lane.journal.note(&beside, password)?;
    }
    lane.journal.say(&format!("file `{name}`"));
    Ok(())
}

/// The words of the record's list of forms, as the application calls them.
pub fn monitoring() -> &'static str {
    "Monitoring Form"
}

/// The answer field with this id.
pub async fn type_answer(lane: &Lane, field: &str, text: &str) -> Result<(), Fault> {
    lane.page.fill_id(&format!("answer-{field}"), text).await?;
    let script = "return document.getElementById(arguments[0]).value;";
    let value = lane
        .page
        .run(script, vec![json!(format!("answer-{field}"))])
        .await?;
    if value == json!(text) {
        Ok(())
    } else {
        Err(unmet(format!("{field} holds {value}")))
    }
}
