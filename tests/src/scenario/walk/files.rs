//! Attached files: several are chosen at once, what is not taken is said, the rest is described and attached,
//! looked at, saved out, corrected and struck.

use super::papers;
use super::steps::{self, NewCase, USUAL};
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{button, checkbox, combobox, radio, textbox};
use crate::scenario::first_run;
use crate::scenario::setting::NORTH_SOMERSET;

const PHOTOGRAPH: &[u8] = include_bytes!("../../../files/photograph.jpg");
pub(super) const LETTER: &[u8] = include_bytes!("../../../files/letter.pdf");
const MAIL: &str = "From: \"Duty Team\" <duty@severn-vale.example>\r\nTo: office@hillside.example\r\n\
    Subject: Tamsin Vale\r\nDate: Tue, 17 Nov 2026 16:20:00 +0000\r\nMIME-Version: 1.0\r\n\
    Content-Type: text/html; charset=utf-8\r\n\r\n<p>We have <b>closed</b> the referral.</p><img src='https://track.example/1.gif'>\r\n";

/// Attaches, shows, saves out, corrects.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    first_run::set_up(lane, &NORTH_SOMERSET).await?;
    let case = NewCase {
        asks: true,
        facts: &[("Who is it about?", "A child or young person")],
        ..USUAL
    };
    steps::start_case(lane, &case, false).await?;
    lay(lane)?;
    lane.page
        .click(button("Attach a file").within("Attached files"))
        .await?;
    lane.page.wait_title("Attached files").await?;
    attach(lane).await?;
    look(lane).await?;
    save_out(lane).await?;
    correct(lane).await?;
    bundle(lane).await
}

/// Puts the files where the dialog finds them.
fn lay(lane: &Lane) -> Result<(), Fault> {
    let folder = lane.machine.files().join("attach");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("1 arm.docx"), PHOTOGRAPH)?;
    std::fs::write(folder.join("2 letter.pdf"), LETTER)?;
    std::fs::write(folder.join("3 reply.eml"), MAIL)?;
    std::fs::write(folder.join("4 invoice.pdf"), b"MZ\x90\0 not a letter")?;
    Ok(())
}

async fn attach(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Choose files")).await?;
    lane.page.wait_text("1 file is not taken").await?;
    lane.page.wait_text("This is a program.").await?;
    lane.page.wait_text("Its name ends in .docx").await?;
    lane.page
        .wait_text("carries the place where it was taken")
        .await?;
    lane.page.wait_text("51.45000° north").await?;
    lane.small_screens("files-chosen").await?;
    lane.page.click(button("Attach 3 files")).await?;
    lane.page
        .wait_text("Say in a few words what the file is")
        .await?;
    for (n, words) in [
        "Photograph of the left arm",
        "Letter from the service manager",
        "Reply of the duty team",
    ]
    .into_iter()
    .enumerate()
    {
        let field = textbox("What it is, in a few words").nth(n);
        lane.page.fill_in(field, words).await?;
    }
    lane.page
        .choose(checkbox("Write this into the record too"))
        .await?;
    lane.page.click(button("Attach 3 files")).await?;
    lane.page.wait_text("3 files are attached.").await?;
    lane.small_screens("files-attached").await?;
    lane.journal
        .say("A program was refused; a photograph, a letter and an email were attached.");
    Ok(())
}

async fn look(lane: &mut Lane) -> Result<(), Fault> {
    lane.page
        .click(button("Photograph of the left arm"))
        .await?;
    lane.page.wait_title("Photograph of the left arm").await?;
    drawn(lane).await?;
    lane.small_screens("file-photograph").await?;
    lane.page.click(button("Look closely")).await?;
    lane.page.click(button("Attached files")).await?;
    lane.page
        .click(button("Letter from the service manager"))
        .await?;
    drawn(lane).await?;
    lane.page.wait_text("Page 1 of 2").await?;
    lane.page.click(button("Next page")).await?;
    lane.page.wait_text("Page 2 of 2").await?;
    lane.screen("file-letter").await?;
    lane.page.click(button("Attached files")).await?;
    lane.page.click(button("Reply of the duty team")).await?;
    lane.page.wait_text("We have closed the referral.").await?;
    lane.page
        .wait_text("Duty Team <duty@severn-vale.example>")
        .await?;
    lane.screen("file-email").await
}

/// Waits for the picture.
async fn drawn(lane: &Lane) -> Result<(), Fault> {
    let script = "const i = document.querySelector('img[data-drawn]'); return !!i && i.complete && i.naturalWidth > 100;";
    lane.page
        .wait_for("the file's picture", script, vec![])
        .await
}

async fn save_out(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Save a copy out")).await?;
    lane.page
        .wait_text("The copy will not be encrypted.")
        .await?;
    lane.screen("file-save-out").await?;
    lane.page.click(button("Choose a folder and save")).await?;
    lane.page.wait_text("A copy was saved as").await?;
    let copy = std::fs::read(lane.machine.files().join("3 reply.eml"))?;
    if copy != MAIL.as_bytes() {
        return Err(unmet("the copy is not the file"));
    }
    Ok(())
}

async fn correct(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("See its record")).await?;
    lane.page.wait_title("What has happened").await?;
    lane.page
        .wait_text("Attached: Reply of the duty team")
        .await?;
    lane.page.wait_text("The file says: Place").await?;
    lane.small_screens("files-chronology").await?;
    lane.page
        .click(button("Amend: Attached: Reply of the duty team").nth(0))
        .await?;
    lane.page.wait_title("Amend this record").await?;
    let field = textbox("What it is, in a few words");
    lane.page.fill_in(field, "Reply of Severn Vale").await?;
    lane.page
        .select(combobox("What it belongs to"), "The case as a whole")
        .await?;
    lane.page
        .fill("Why is it amended?", "Their full name")
        .await?;
    lane.screen("file-amend").await?;
    lane.page.click(button("Save the amended record")).await?;
    lane.page.wait_text("Attached: Reply of Severn Vale").await
}

/// A bundle with the photograph as a page and an agency blacked out: each page is looked at before it goes.
async fn bundle(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Cases").within("Main")).await?;
    steps::open_case(lane, "Tamsin").await?;
    let to = "Ines Okafor, chair of governors";
    papers::begin_bundle(lane, to, "She hears the complaint.").await?;
    lane.page
        .choose(checkbox(
            "Also draw the picture in the PDF, on a page of its own",
        ))
        .await?;
    lane.page
        .click(button("Leave out or black out people and passages"))
        .await?;
    lane.page
        .fill("Words to black out, one passage a line", "Severn Vale")
        .await?;
    lane.page
        .choose(
            checkbox("Attached file: Photograph of the left arm")
                .within("Attached files that go all the same"),
        )
        .await?;
    lane.page.click(button("Show what is taken out")).await?;
    lane.page
        .wait_text("Choose words below to black them out.")
        .await?;
    lane.small_screens("bundle-without").await?;
    papers::look_through(lane, "bundle-page").await?;
    lane.page.wait_text("attached files stay behind").await?;
    papers::finish_bundle(lane, to, "bundle-taken-out").await?;
    lane.page.wait_text("What to do now").await?;
    // Whether it went can be said later.
    lane.page
        .click(button("Make a bundle for a manager"))
        .await?;
    lane.page.click(button("Did it go?").nth(0)).await?;
    lane.page.choose(radio("By hand")).await?;
    lane.small_screens("bundle-went-later").await?;
    lane.page.click(button("It was sent: record it")).await?;
    steps::sees(lane, "It went by hand on").await?;
    lane.page.click(button("Back to the case")).await?;
    lane.page.wait_text("What to do now").await
}
