//! A case that goes to another record and comes back: taking on what came, keeping beside the case what went
//! another way, handing a case over, and who wrote what. `docs/adr/0068` and `0069` say why it is built so.

mod beside;
mod came;
mod names;
mod opened;
mod out;
mod plan;
mod take;

pub(crate) use beside::{beside, elsewhere_view};
pub(crate) use names::{Elsewhere, handed_over};
pub(crate) use opened::{take_on, take_on_plan};
pub(crate) use out::{RECEIVED, job, note_receipt, with_receipt};
