//! What somebody sent: the bundle made before, opened, checked and read; one that was changed; and a form that came back.

use super::{papers, steps};
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{button, heading};

/// The first of the saved files with this ending.
fn saved(lane: &Lane, ending: &str) -> Result<Vec<u8>, Fault> {
    let found = papers::saved(lane)?;
    let mut files = found.iter();
    let file = files.find(|path| path.extension().is_some_and(|e| e == ending));
    let file = file.ok_or_else(|| unmet(format!("no {ending} file was saved")))?;
    Ok(std::fs::read(file)?)
}

/// Puts one file where the dialog finds it.
pub(super) fn lay(lane: &Lane, name: &str, bytes: &[u8]) -> Result<(), Fault> {
    let folder = lane.machine.files().join("incoming");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder)?;
    Ok(std::fs::write(folder.join(name), bytes)?)
}

/// From the page of a case whose bundle was made, and back to the list of cases.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    let sealed = saved(lane, "age")?;
    let words = std::fs::read_to_string(lane.journal.folder().join("bundle-password.txt"))?;
    lane.page.click(button("Cases").within("Main")).await?;
    lane.page
        .click(button("Open a bundle somebody sent"))
        .await?;
    lane.page.wait_title("Open what somebody sent").await?;

    // Something else first, and one that was changed on its way.
    lay(lane, "case.age", b"PK\x03\x04 not a bundle")?;
    lane.page.click(button("Choose the file")).await?;
    steps::sees(lane, "This is not a Stepwise bundle").await?;
    let mut changed = sealed.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    lay(lane, "case.age", &changed)?;
    lane.page.click(button("Choose another file")).await?;
    lane.page.fill("Password of the bundle", &words).await?;
    lane.page.click(button("Open and check it")).await?;
    steps::sees(lane, "This file was cut short or changed on its way").await?;
    lane.screen("incoming-changed").await?;

    lay(lane, "case.age", &sealed)?;
    lane.page.click(button("Choose another file")).await?;
    lane.page
        .fill("Password of the bundle", "six words that do not fit")
        .await?;
    lane.page.click(button("Open and check it")).await?;
    steps::sees(lane, "The password does not open it").await?;
    lane.screen("incoming-password").await?;
    let typed = words.replace('-', " ").to_uppercase();
    lane.page.fill("Password of the bundle", &typed).await?;
    lane.page.click(button("Open and check it")).await?;
    lane.page.wait_text("whole and unchanged").await?;
    steps::sees(lane, "Your own record sealed it.").await?;
    // How it stands to the case here: the bundle's own leaving was recorded after it was made.
    lane.page.wait_text("What they sent is older").await?;
    lane.small_screens("incoming").await?;
    lane.page.show(&heading("Chronology").nth(0)).await?;
    lane.screen("incoming-chronology").await?;
    lane.page.click(button("Case report").nth(0)).await?;
    lane.page.wait_title("Case report").await?;
    let drawn = "const i = document.querySelector('[data-drawn]'); return !!i && i.complete && i.naturalWidth > 300;";
    lane.page.wait_for("the page", drawn, vec![]).await?;
    lane.screen("incoming-file").await?;
    lane.page.click(button("The bundle")).await?;
    lane.page.wait_text("whole and unchanged").await?;
    lane.page.click(button("Close it")).await?;
    steps::sees(lane, "The bundle is closed. Nothing of it was kept.").await?;
    lane.journal
        .say("The bundle is opened, checked and read; a changed one is refused in words.");
    form(lane).await
}

/// Drops a file on the window, as far as a page can tell.
const DROP: &str = "const bytes = Uint8Array.from(atob(arguments[0]), (c) => c.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'came back.pdf', { type: 'application/pdf' }));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));";

/// A form of this very record, dropped on the window as if it came back.
async fn form(lane: &mut Lane) -> Result<(), Fault> {
    let found = papers::saved(lane)?;
    let mut files = found.iter();
    let form = files.find(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // The one beside a drafted email is locked with a password, and is no form that came back.
        let locked = || {
            let bytes = std::fs::read(path).unwrap_or_default();
            bytes.windows(8).any(|eight| eight == b"/Encrypt")
        };
        name.ends_with(".pdf") && name.starts_with("form-") && !locked()
    });
    let form = form.ok_or_else(|| unmet("no form was saved".to_owned()))?;
    let bytes = data_encoding::BASE64.encode(&std::fs::read(form)?);
    lane.page.run(DROP, vec![bytes.into()]).await?;
    lane.page.wait_text("A form printed from case").await?;
    steps::sees(lane, "Answer by answer").await?;
    lane.small_screens("incoming-form").await?;
    lane.page.click(button("Close the form")).await?;
    steps::sees(lane, "The form is closed. Nothing of it was kept.").await?;
    lane.journal
        .say("A form that came back is checked and laid beside the case.");
    steps::open_case_closed(lane, "Thorne").await
}
