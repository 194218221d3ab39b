//! What of a policy its examples show, and what none of them does.
//!
//! An example guards only what it expects. So a limit counts as shown where a step expects how it
//! stands on its last day and on the day after, a duty where it stands in a list of what is asked, a way
//! on where somebody takes it. What is missing is advice for whoever writes the policy; it is no mistake.

mod item;
mod limits;
mod seen;
mod wanted;

pub use item::Kind;

use crate::calendar::Calendar;
use crate::ids::CalendarId;
use crate::policy::Policy;
use crate::simulate::{SimulateError, Timeline, watch};
use item::Item;
use seen::Looker;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many names of one kind are said before the rest is only counted.
const MOST_SAID: usize = 12;

/// What the examples looked at so far have shown.
#[derive(Debug)]
pub struct Coverage<'p> {
    policy: &'p Policy,
    wanted: BTreeSet<Item>,
    seen: BTreeSet<Item>,
}

/// Something that no example shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unshown {
    /// What kind of thing.
    pub kind: Kind,
    /// Its name in the pack.
    pub name: String,
    /// What of it is not shown: "on its last day". Empty: all of it.
    pub what: String,
}

impl<'p> Coverage<'p> {
    /// Nothing is shown yet.
    pub fn new(policy: &'p Policy) -> Self {
        Self {
            policy,
            wanted: wanted::wanted(policy),
            seen: BTreeSet::new(),
        }
    }

    /// Plays an example and notes what it shows, as long as the case holds this version of the policy.
    ///
    /// # Errors
    /// As [`crate::simulate::run_versions`]; what was shown until then is noted.
    pub fn play(
        &mut self,
        others: &[&Policy],
        calendars: &BTreeMap<CalendarId, Calendar>,
        timeline: &Timeline,
    ) -> Result<Vec<crate::simulate::Step>, SimulateError> {
        let mut looker = Looker::new(self.policy, &self.wanted);
        let played = watch(self.policy, others, calendars, timeline, &mut |seen| {
            looker.look(&seen)
        });
        let shown = looker.shown;
        self.seen.extend(shown);
        played
    }

    /// How many things there are to show.
    pub fn all(&self) -> usize {
        self.wanted.len()
    }

    /// What no example has shown, in the order of the guide.
    pub fn unshown(&self) -> Vec<Unshown> {
        let missing = self.wanted.difference(&self.seen);
        missing.map(Item::unshown).collect()
    }
}

/// A name, and what of it is not shown.
type Named<'a> = (&'a str, Vec<&'a str>);

/// What is not shown, one line for each kind: "Time limits: reply (on its last day, on the day after)".
pub fn lines(unshown: &[Unshown]) -> Vec<String> {
    let mut kinds: Vec<(Kind, Vec<Named<'_>>)> = Vec::new();
    for one in unshown {
        let at = match kinds.iter().position(|(kind, _)| *kind == one.kind) {
            Some(at) => at,
            None => {
                kinds.push((one.kind, Vec::new()));
                kinds.len() - 1
            }
        };
        let Some((_, names)) = kinds.get_mut(at) else {
            continue;
        };
        match names.iter_mut().find(|(name, _)| *name == one.name) {
            Some((_, whats)) => whats.push(&one.what),
            None => names.push((&one.name, vec![&one.what])),
        }
    }
    let line = |(kind, names): &(Kind, Vec<Named<'_>>)| {
        let mut said: Vec<String> = names.iter().take(MOST_SAID).map(of_one).collect();
        if names.len() > MOST_SAID {
            said.push(format!("and {} more", names.len() - MOST_SAID));
        }
        format!("{}: {}", kind.words(), said.join("; "))
    };
    kinds.iter().map(line).collect()
}

fn of_one((name, whats): &Named<'_>) -> String {
    let whats: Vec<&str> = whats.iter().copied().filter(|w| !w.is_empty()).collect();
    match whats.is_empty() {
        true => (*name).to_owned(),
        false => format!("{name} ({})", whats.join(", ")),
    }
}
