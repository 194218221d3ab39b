//! Names in expectations that the policy does not have.
//!
//! What is expected *not* to be there would hold for any misspelt name, so a name is looked up first.

use super::raw::RawExpect;
use crate::ids::*;
use crate::policy::Policy;

/// A sentence for every name that the policy does not have.
pub(super) fn unknown(expect: &RawExpect, policy: &Policy) -> Vec<String> {
    let clock = |name: &str| policy.clock(&ClockId::new(plain(name))).is_some();
    let duty = |name: &str| policy.duty(&DutyId::new(plain(name))).is_some();
    let either = |name: &str| clock(name) || duty(name);
    let moves = |name: &str| policy.moves.iter().any(|m| m.id.as_str() == name);
    let moment = |name: &str| policy.moment(&MomentId::new(name)).is_some();
    let mut found = Vec::new();
    let mut look = |key: &str, names: Vec<&String>, known: &dyn Fn(&str) -> bool, what: &str| {
        let unknown = names.into_iter().filter(|name| !known(name));
        found.extend(unknown.map(|name| format!("{key}.{name}: the policy has no such {what}")));
    };
    look("due", expect.due.keys().collect(), &either, "limit or duty");
    look(
        "state",
        expect.state.keys().collect(),
        &either,
        "limit or duty",
    );
    look("counted", expect.counted.keys().collect(), &clock, "limit");
    look("skipped", expect.skipped.keys().collect(), &clock, "limit");
    look("capped", expect.capped.keys().collect(), &clock, "limit");
    look("owner", expect.owner.keys().collect(), &clock, "limit");
    look(
        "closed-day",
        expect.closed_day.keys().collect(),
        &clock,
        "limit",
    );
    look("who", expect.who.keys().collect(), &duty, "duty");
    look("to", expect.to.keys().collect(), &duty, "duty");
    look("copies", expect.copies.keys().collect(), &duty, "duty");
    look("papers", expect.papers.keys().collect(), &duty, "duty");
    look(
        "leads-to",
        expect.leads_to.keys().collect(),
        &moves,
        "way on",
    );
    look(
        "answers",
        expect.answers.keys().collect(),
        &moment,
        "moment",
    );
    found
}

/// A name without the time that it comes: `update` of `update.2`.
fn plain(name: &str) -> &str {
    let time = name.rsplit_once('.');
    let time = time.filter(|(_, n)| n.parse::<u32>().is_ok());
    time.map_or(name, |(plain, _)| plain)
}
