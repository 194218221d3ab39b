//! One error, end to end: refused in Rust, carried as data, shown as a sentence that says what to do.

use super::first_run;
use super::setting::NORTH_SOMERSET;
use crate::fault::Fault;
use crate::lane::Lane;
use crate::page::button;

/// A wrong passphrase, then the right one.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    first_run::set_up(lane, &NORTH_SOMERSET).await?;
    lane.page.click(button("Lock")).await?;
    lane.page.wait_title("Stepwise is locked").await?;
    lane.page
        .fill("Passphrase", "not the passphrase at all")
        .await?;
    lane.page.click(button("Unlock")).await?;
    lane.page.wait_text("That passphrase is not right").await?;
    lane.journal
        .say("A wrong passphrase is refused with a sentence.");
    lane.screen("wrong-passphrase").await?;
    first_run::unlock(lane).await
}
