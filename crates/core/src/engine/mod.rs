//! The rules over a case: what may be recorded next, and what follows from what was.
//!
//! [`assess`] and [`decide`] are pure functions of the policy, the calendars, the events and the
//! moment. Neither takes a step of the dispute by itself: lateness and silence are announced, and a
//! person records what they do about it.

mod assess;
mod checks;
mod clocks;
mod corrections;
mod decide;
mod due;
mod duties;
mod explain;
mod gaps;
mod moments;
mod offers;
mod refusal;
mod scene;
mod scope;
mod text;
mod together;
mod who;

pub use assess::assess;
pub use decide::decide;
pub use refusal::{Refusal, RefusalCode};
pub use together::{Fate, Resting, resting, together};

use crate::calendar::Calendar;
use crate::ids::CalendarId;
use crate::policy::Policy;
use crate::time::Stamp;
use std::collections::BTreeMap;

/// Everything outside the case that an answer depends on.
#[derive(Clone, Copy, Debug)]
pub struct World<'a> {
    /// The policy to which the case is pinned.
    pub policy: &'a Policy,
    /// All calendars that the policy may name, with proclaimed days laid over them.
    pub calendars: &'a BTreeMap<CalendarId, Calendar>,
    /// The moment.
    pub now: Stamp,
}

/// Somebody named by a pack, as far as the case knows them, seen from this setting.
pub fn who(
    world: &World<'_>,
    case: &crate::case::Case,
    party: &crate::policy::PartyRef,
) -> crate::standing::Who {
    scene::Scene::new(*world, case).who(party, crate::standing::Whose::Ours)
}

/// The case's calendar as it was laid when something stopped: when it happened, and no later than the
/// event of that number was written down. Days proclaimed afterwards change nothing that had stopped.
/// None where the case has no calendar.
pub fn calendar_by(
    world: &World<'_>,
    case: &crate::case::Case,
    on: crate::time::Happened,
    seq: u64,
) -> Option<Calendar> {
    let scene = scene::Scene::new(*world, case);
    let then = scene.calendar_by(on, seq).map(|then| then.calendar);
    then.or(scene.calendar.cloned())
}

/// Every time that a moment has happened: when, and in which stay.
pub(crate) fn happenings(
    world: &World<'_>,
    case: &crate::case::Case,
    moment: &crate::policy::MomentRef,
) -> Vec<(crate::time::Happened, Option<u32>)> {
    let scene = scene::Scene::new(*world, case);
    let found = scene.instances(moment).into_iter();
    found.map(|i| (i.on, i.visit)).collect()
}

/// Whether a condition of the pack holds for a case as it stands.
pub fn holds(world: &World<'_>, case: &crate::case::Case, when: &crate::policy::When) -> bool {
    scene::Scene::new(*world, case).holds(when)
}
