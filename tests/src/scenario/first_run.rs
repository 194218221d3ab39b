//! From nothing to Today, as the first user of a setting does it.

use crate::fault::Fault;
use crate::lane::Lane;

/// The passphrase of every invented vault.
pub const PASSPHRASE: &str = "copper lantern orchard wednesday";

/// Sets the application up, and looks at each screen on the way.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    set_up(lane).await?;
    lane.small_screens("today").await
}

/// Sets the application up.
pub async fn set_up(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.wait_text("Stepwise").await
}
