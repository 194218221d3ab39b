//! An invented policy, an invented calendar and invented cases for tests. No real board, place or
//! person; telephone numbers from the range kept for drama. And what the tests of loss and leaks
//! share: words to look for, programs to kill, small disks.
//!
//! Its functions panic where their input is wrong: a test's own slip should stop the test.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod canary;
pub mod child;
mod history;
#[cfg(target_os = "linux")]
pub mod mount;
pub mod survive;
pub mod thrown;

pub use history::{
    History, danger, described, happened, on, opening, settled_stage, stage_opened, stamp,
};

use std::collections::BTreeMap;
use stepwise_core::calendar::Calendar;
use stepwise_core::ids::CalendarId;
use stepwise_core::policy::{Pack, Policy, read_all};
use stepwise_core::simulate::{Step, Timeline, run};

/// The head of an invented pack: three stages, a worker, a manager and a senior manager on each side,
/// a chair, and three endings. Rules are laid behind it.
pub const HEAD: &str = include_str!("head.toml");

/// The invented place's calendar: Saturdays and Sundays, Christmas 2026, New Year and Easter 2027.
pub const CALENDAR: &str = include_str!("calendar.toml");

/// The plain way up, for packs that are about something else.
pub const NEXT: &str = "[move]\nnext = { say = \"Go on\", from = [\"s1\", \"s2\"], on = \"stage.unresolved\", to = \"next\", heading = \"5\" }\n";

/// The rules of [`sample_policy`].
pub const RULES: &str = include_str!("rules.toml");

/// A pack made of [`HEAD`] and the given sections.
pub fn pack(rules: &str) -> Pack {
    let mut pack = Pack::default();
    pack.files.insert(
        "policy.toml".to_owned(),
        format!("{HEAD}\n{rules}").into_bytes(),
    );
    pack
}

/// The policy of [`HEAD`] and the given sections.
pub fn policy(rules: &str) -> Policy {
    policy_of(&pack(rules))
}

/// A policy with rules of every kind, for tests that need some case and not a particular one.
pub fn sample_policy() -> Policy {
    policy(RULES)
}

fn policy_of(pack: &Pack) -> Policy {
    let (policy, problems) = read_all(pack);
    policy.unwrap_or_else(|| {
        panic!(
            "{}",
            problems
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n")
        )
    })
}

/// The invented place's calendar, by its name.
pub fn calendars() -> BTreeMap<CalendarId, Calendar> {
    let calendar = Calendar::parse(CALENDAR, "calendar.toml").unwrap();
    BTreeMap::from([(calendar.id.clone(), calendar)])
}

/// Plays a timeline through the policy of [`HEAD`] and the given sections; with [`NEXT`], where they
/// have no move.
pub fn play(rules: &str, timeline: &str) -> Vec<Step> {
    let timeline = Timeline::parse(timeline, "timeline.toml").unwrap_or_else(|e| panic!("{e}"));
    let rules = if rules.contains("[move]") {
        rules.to_owned()
    } else {
        format!("{NEXT}{rules}")
    };
    run(&policy(&rules), &calendars(), &timeline).unwrap_or_else(|e| panic!("{e}"))
}

/// Plays a timeline and fails with every expectation that did not hold.
pub fn check(rules: &str, timeline: &str) {
    let wrong: Vec<String> = play(rules, timeline)
        .iter()
        .flat_map(|step| {
            step.mismatches
                .iter()
                .map(|m| format!("step {}: {m}", step.step))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
