//! North Somerset: the whole job, raised by us, resolved at stage 3.

use crate::fault::Fault;
use crate::lane::Lane;
use crate::scenario::first_run;
use crate::scenario::setting::NORTH_SOMERSET;

/// From the first run to a bundle for a manager.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    first_run::set_up(lane, &NORTH_SOMERSET).await
}
