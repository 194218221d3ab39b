//! A case goes whole to another record, is taken on there and gone on with, comes back and is one record again; and where
//! both went on, theirs stands beside it.

use super::steps::{self, NewCase, USUAL};
use super::{files, incoming, papers};
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{button, heading, radio, textbox};

const CHILD: &str = "Tamsin Vale";
const LETTER: &str = "Letter from the service manager";

/// A bundle on its way: its bytes, and the six words.
pub struct Parcel {
    bytes: Vec<u8>,
    words: String,
}

/// Starts a case with a file in the record that is open, and hands it over.
pub async fn out(lane: &mut Lane) -> Result<Parcel, Fault> {
    let case = NewCase {
        asks: true,
        facts: &[("Who is it about?", "A child or young person")],
        ..USUAL
    };
    steps::start_case(lane, &case, false).await?;
    let folder = lane.machine.files().join("attach");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("letter.pdf"), files::LETTER)?;
    lane.page
        .click(button("Attach a file").within("Attached files"))
        .await?;
    lane.page.click(button("Choose files")).await?;
    let field = textbox("What it is, in a few words").nth(0);
    lane.page.fill_in(field, LETTER).await?;
    lane.page.click(button("Attach it")).await?;
    lane.page.wait_text("The file is attached.").await?;
    steps::open_case(lane, "Vale").await?;
    let out = hand_over(lane, "Helen Marsh", "She takes over at this stage.").await?;
    steps::sees(lane, "With Helen Marsh since").await?;
    lane.small_screens("handed-over").await?;
    Ok(out)
}

/// Hands the case over that is on the screen, and comes back to it.
async fn hand_over(lane: &mut Lane, to: &str, why: &str) -> Result<Parcel, Fault> {
    let before = papers::saved(lane)?;
    lane.page
        .click(button("Make a bundle for a manager"))
        .await?;
    lane.page.click(button("Hand the whole case over")).await?;
    lane.page.fill("Who takes it on?", to).await?;
    lane.page.fill_id("hand-why", why).await?;
    let by = "How will the password reach them?";
    lane.page
        .choose(radio("By telephone").within(by).nth(0))
        .await?;
    lane.page
        .fill_date("When will you ask whether it reached them", "2026-11-20")
        .await?;
    lane.page
        .click(button("Make the file and hand it over"))
        .await?;
    let words = papers::six_words(lane).await?;
    let bytes = std::fs::read(papers::newest(lane, &before, "age")?)?;
    papers::leave_bundle(lane).await?;
    lane.journal
        .say(&format!("The whole case is handed over to {to}."));
    Ok(Parcel { bytes, words })
}

/// Opens what came, up to what taking it on would do.
async fn open(lane: &mut Lane, parcel: &Parcel) -> Result<(), Fault> {
    incoming::lay(lane, "case.age", &parcel.bytes)?;
    lane.page.click(button("Cases").within("Main")).await?;
    lane.page
        .click(button("Open a bundle somebody sent"))
        .await?;
    lane.page.wait_title("Open what somebody sent").await?;
    lane.page.click(button("Choose the file")).await?;
    lane.page
        .fill("Password of the bundle", &parcel.words)
        .await?;
    lane.page.click(button("Open and check it")).await?;
    lane.page.wait_text("whole and unchanged").await
}

/// Takes the case on in the record that is open, goes on with it, and hands it back: once, and once more after something
/// else was written. Gives both.
pub async fn there(lane: &mut Lane, out: &Parcel) -> Result<[Parcel; 2], Fault> {
    open(lane, out).await?;
    steps::sees(lane, "This case is not in your record yet").await?;
    lane.page.wait_text("With 1 attached file").await?;
    lane.small_screens("take-on").await?;
    lane.page.click(button("Take the case on")).await?;
    steps::sees(lane, "You have taken the case on").await?;
    lane.screen("taken-on").await?;
    lane.page.click(button("Go to your case 2026-001")).await?;
    lane.page.wait_text("Taken on from another record").await?;
    lane.screen("taken-on-case").await?;
    // Its file came with it, and is shown as it was at home.
    lane.page.click(button("letter.pdf").nth(0)).await?;
    lane.page.wait_title(LETTER).await?;
    let drawn = "const i = document.querySelector('[data-drawn]'); return !!i && i.complete && i.naturalWidth > 300;";
    lane.page.wait_for("the letter", drawn, vec![]).await?;
    lane.screen("taken-on-file").await?;
    steps::open_case(lane, "Vale").await?;
    steps::plan(lane, CHILD, "A neighbour looks in at six.", "Helen Marsh").await?;
    let first = hand_over(lane, "Rowan Ellis", "My part is done.").await?;
    steps::plan_again(lane, CHILD, "Her aunt stays with her.", "Helen Marsh").await?;
    let second = hand_over(lane, "Rowan Ellis", "There was something more.").await?;
    Ok([first, second])
}

/// Joins what came back first; goes on; and finds that the second, made there meanwhile, went another way.
pub async fn home(lane: &mut Lane, [first, second]: &[Parcel; 2]) -> Result<(), Fault> {
    open(lane, first).await?;
    steps::sees(lane, "This continues your case 2026-001: 2 entries are new").await?;
    lane.small_screens("join").await?;
    lane.page.click(button("Add them to the case")).await?;
    steps::sees(lane, "2 entries were added to your case 2026-001").await?;
    lane.screen("joined").await?;
    lane.page.click(button("Close it")).await?;
    steps::open_case(lane, "Vale").await?;
    lane.page.wait_text("A neighbour looks in at six.").await?;
    if lane.page.text().await?.contains("With Helen Marsh since") {
        return Err(unmet("a case that came back still stands as handed over"));
    }
    lane.page.click(button("See all ").nth(0)).await?;
    lane.page.wait_title("What has happened").await?;
    steps::sees(lane, ", in another record of ").await?;
    lane.small_screens("joined-chronology").await?;

    steps::open_case(lane, "Vale").await?;
    steps::plan_again(lane, CHILD, "Her grandmother has moved in.", "Rowan Ellis").await?;
    open(lane, second).await?;
    steps::sees(lane, "Both went on after").await?;
    lane.small_screens("both-went-on").await?;
    lane.page
        .click(button("Keep theirs beside the case"))
        .await?;
    steps::sees(lane, "Theirs is kept beside your case 2026-001").await?;
    lane.page.click(button("Go to your case 2026-001")).await?;
    lane.page.wait_text("Another version of this case").await?;
    lane.screen("beside-case").await?;
    lane.page.click(button("Read it")).await?;
    lane.page
        .wait_title("Another version of case 2026-001")
        .await?;
    steps::sees(lane, "Her aunt stays with her.").await?;
    if lane
        .page
        .text()
        .await?
        .contains("Her grandmother has moved in.")
    {
        return Err(unmet("what is ours stands in their version"));
    }
    lane.small_screens("beside").await?;
    lane.page.show(&heading("What both have").nth(0)).await?;
    lane.journal
        .say("The case came back as one record; where both went on, theirs is kept beside ours, and read.");
    Ok(())
}
