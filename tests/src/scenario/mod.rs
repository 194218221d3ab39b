//! What is done in the window, written once for both lanes.

mod first_run;
mod locking;
mod refusal;
mod separate;
pub mod setting;
mod walk;

use std::pin::Pin;

use crate::driver::Engine;
use crate::fault::Fault;
use crate::lane::Lane;

type Done<'a> = Pin<Box<dyn Future<Output = Result<(), Fault>> + 'a>>;

/// A scenario: a name for the command line, a title for the account, and what it does.
pub struct Scenario {
    /// Short, with hyphens.
    pub name: &'static str,
    /// For the account that a run keeps.
    pub title: &'static str,
    /// In which lanes it runs.
    pub engines: &'static [Engine],
    /// What it does.
    pub run: fn(&mut Lane) -> Done<'_>,
}

const BOTH: &[Engine] = &[Engine::Browser, Engine::Window];

/// Every scenario, the quick ones first.
pub const ALL: &[Scenario] = &[
    Scenario {
        name: "refusal",
        title: "An error from the application becomes a sentence on the screen",
        engines: BOTH,
        run: |lane| Box::pin(refusal::run(lane)),
    },
    Scenario {
        name: "first-run",
        title: "First run: from nothing to Today",
        engines: BOTH,
        run: |lane| Box::pin(first_run::run(lane)),
    },
    Scenario {
        name: "locking",
        title: "Hidden, idle, asleep, locked: what goes, what is kept, what the screen says",
        engines: BOTH,
        run: |lane| Box::pin(locking::run(lane)),
    },
    Scenario {
        name: "separate",
        title: "A separate record: begun, opened by its name; a case goes there, comes back, and goes two ways",
        engines: BOTH,
        run: |lane| Box::pin(separate::run(lane)),
    },
    Scenario {
        name: "policies",
        title: "Policies: refused for a slip, added, tried on dates, compared, and an open case moved",
        engines: BOTH,
        run: |lane| Box::pin(walk::policies::run(lane)),
    },
    Scenario {
        name: "access",
        title: "A copy for a parent who asks, a brother taken out; then she leaves, and her file goes with a receipt",
        engines: BOTH,
        run: |lane| Box::pin(walk::access::run(lane)),
    },
    Scenario {
        name: "files",
        title: "Attached files: one refused, three kept, shown made anew, saved out and corrected",
        engines: BOTH,
        run: |lane| Box::pin(walk::files::run(lane)),
    },
    Scenario {
        name: "backup",
        title: "Backups: made, tried, restored, and brought to another computer",
        engines: BOTH,
        run: |lane| Box::pin(walk::backup::run(lane)),
    },
    Scenario {
        name: "people",
        title: "People: a deputy is added, records, forgets, is let in by a key, and leaves with new keys",
        engines: BOTH,
        run: |lane| Box::pin(walk::people::run(lane)),
    },
    Scenario {
        name: "north-somerset",
        title: "North Somerset: a case of two children, resolved at stage 3",
        engines: BOTH,
        run: |lane| Box::pin(walk::north_somerset::run(lane)),
    },
    Scenario {
        name: "white-rock",
        title: "White Rock: a pre-school, no dates in the policy, settled by the Chair, then erased",
        engines: BOTH,
        run: |lane| Box::pin(walk::white_rock::run(lane)),
    },
    Scenario {
        name: "torbay-tscp",
        title: "Torbay, the partnership: a Record of Escalation, and a case raised against us",
        engines: BOTH,
        run: |lane| Box::pin(walk::torbay_tscp::run(lane)),
    },
    Scenario {
        name: "torbay-tscb",
        title: "Torbay, the old Board: a superseded policy that begins with advice",
        engines: BOTH,
        run: |lane| Box::pin(walk::torbay_tscb::run(lane)),
    },
    Scenario {
        name: "guernsey",
        title: "Guernsey: a school on Alderney, a local holiday, danger, the audit tool",
        engines: BOTH,
        run: |lane| Box::pin(walk::guernsey::run(lane)),
    },
    Scenario {
        name: "keyboard",
        title: "By keyboard alone: from Today to a record of stage one",
        engines: BOTH,
        run: |lane| Box::pin(walk::keyboard::run(lane)),
    },
    Scenario {
        name: "bad-input",
        title: "What cannot be: one clear sentence each, and nothing lost",
        engines: BOTH,
        run: |lane| Box::pin(walk::bad_input::run(lane)),
    },
];
