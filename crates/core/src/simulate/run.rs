//! Plays a timeline through.

use super::acts::Acting;
use super::expect::check;
use super::names;
use super::opening::{opening, unknown};
use super::raw::RawExpect;
use super::step::Step;
use super::timeline::{Timeline, happened};
use super::unclear::Unclear;
use crate::calendar::{Calendar, CountError, instant};
use crate::case::{Case, fold};
use crate::engine::{Refusal, World, assess, decide};
use crate::event::{Event, What};
use crate::ids::{CalendarId, UserId};
use crate::policy::Policy;
use crate::policy::problem::Place;
use crate::standing::Standing;
use crate::time::{Happened, Stamp};
use chrono::NaiveTime;
use std::collections::BTreeMap;

/// Why a timeline cannot be played: every reason that was found, at least one. An expectation that does not
/// hold is no reason: it stands in [`Step::mismatches`].
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct SimulateError(Vec<Unplayable>);

impl SimulateError {
    /// In the order in which they were met.
    pub fn reasons(&self) -> &[Unplayable] {
        &self.0
    }
}

/// One reason why a timeline cannot be played, with its place.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{file}:{line}:{column}: {}{source}", if *.step > 0 { format!("Step {step}: ") } else { String::new() })]
pub struct Unplayable {
    /// The timeline's file.
    pub file: String,
    /// From 1; 0 for the file as a whole.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
    /// From 1; 0 for the opening.
    pub step: usize,
    /// What is wrong.
    pub source: Why,
}

/// What is wrong with a timeline that cannot be played.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Why {
    /// The case could not be opened as the timeline says.
    #[error("The case cannot be opened: {}", .0.iter().map(|r| format!("{} {}", r.message, r.remedy)).collect::<Vec<_>>().join(" "))]
    Opening(Vec<Refusal>),
    /// Something cannot be recorded in any case.
    #[error(transparent)]
    Unclear(#[from] Unclear),
    /// The moment of a step cannot be placed.
    #[error("The moment cannot be placed. {0}")]
    Moment(#[from] CountError),
    /// The steps go back in time.
    #[error("This step is earlier than the one before it. Put the steps into the order of time.")]
    Order,
}

/// What is seen while a timeline is played.
pub(crate) enum Seen<'s> {
    /// Something was recorded, or refused; the case and its standing are those before it.
    Act {
        world: &'s World<'s>,
        case: &'s Case,
        standing: &'s Standing,
        /// What was to be recorded.
        what: &'s [What],
        /// Why it was not.
        refused: &'s [Refusal],
    },
    /// A step was assessed and held against what it expects.
    Step {
        world: &'s World<'s>,
        case: &'s Case,
        standing: &'s Standing,
        expect: &'s RawExpect,
        step: &'s Step,
    },
}

/// Plays a timeline through a policy, as [`run_versions`] does, with no other version at hand.
///
/// # Errors
/// [`SimulateError`], where the timeline itself cannot be played.
pub fn run(
    policy: &Policy,
    calendars: &BTreeMap<CalendarId, Calendar>,
    timeline: &Timeline,
) -> Result<Vec<Step>, SimulateError> {
    run_versions(policy, &[], calendars, timeline)
}

/// Plays a timeline through a policy. Each step records what it does at its moment, one act after the
/// other, and the case is then assessed at that moment. The case begins under `policy`; it may be moved to
/// one of the other versions.
///
/// # Errors
/// [`SimulateError`], where the timeline itself cannot be played.
pub fn run_versions(
    policy: &Policy,
    others: &[&Policy],
    calendars: &BTreeMap<CalendarId, Calendar>,
    timeline: &Timeline,
) -> Result<Vec<Step>, SimulateError> {
    watch(policy, others, calendars, timeline, &mut |_| {})
}

/// The same, with somebody who looks on.
pub(crate) fn watch(
    policy: &Policy,
    others: &[&Policy],
    calendars: &BTreeMap<CalendarId, Calendar>,
    timeline: &Timeline,
    look: &mut dyn FnMut(Seen<'_>),
) -> Result<Vec<Step>, SimulateError> {
    let wrong = |place: &Place, step: usize, source: Why| Unplayable {
        file: timeline.file.clone(),
        line: place.line,
        column: place.column,
        step,
        source,
    };
    let unknown = unknown(policy, &timeline.raw).into_iter();
    let mut faults: Vec<Unplayable> = unknown
        .map(|(place, unclear)| wrong(&place, 0, unclear.into()))
        .collect();
    if !faults.is_empty() {
        return Err(SimulateError(faults));
    }
    let by = UserId::new("timeline");
    let same = others.iter().copied().filter(|other| other.id == policy.id);
    let versions: Vec<&Policy> = std::iter::once(policy).chain(same).collect();
    let mut held = policy;
    let mut history: Vec<Event> = Vec::new();
    let mut steps: Vec<Step> = Vec::new();
    let mut last = None;
    for (raw, n) in timeline.raw.steps.iter().zip(1..) {
        let placed = happened(&raw.at).map_err(Why::from);
        let placed = placed.and_then(|at| Ok((at, stamp(at, policy)?)));
        let (at, now) = match placed {
            Ok(placed) => placed,
            Err(why) => {
                faults.push(wrong(&raw.place, n, why));
                continue;
            }
        };
        if last.is_some_and(|last| last > now) {
            faults.push(wrong(&raw.place, n, Why::Order));
            continue;
        }
        last = Some(now);
        let world = |policy| World {
            policy,
            calendars,
            now,
        };
        if history.is_empty() {
            let place = Place::whole(&timeline.file);
            let opened = opening(policy, &timeline.raw).map_err(Why::from);
            let opened = opened.and_then(|wanted| {
                decide(&world(held), &history, &by, wanted).map_err(Why::Opening)
            });
            match opened {
                Ok(what) => append(&mut history, now, &by, what),
                Err(why) => {
                    faults.push(wrong(&place, 0, why));
                    return Err(SimulateError(faults));
                }
            }
        }
        let mut refused = Vec::new();
        for act in &raw.acts {
            let case = fold(&history);
            let standing = assess(&world(held), &case);
            let acting = Acting {
                policy: held,
                versions: &versions,
                case: &case,
                standing: &standing,
                at,
                history: &history,
            };
            let wanted = match acting.events(act) {
                Ok(wanted) => wanted,
                Err(unclear) => {
                    faults.push(wrong(&act.place, n, unclear.into()));
                    continue;
                }
            };
            // A case is moved to another version under that version's rules.
            let under = moved_to(&wanted, &versions).unwrap_or(held);
            let decided = decide(&world(under), &history, &by, wanted.clone());
            look(Seen::Act {
                world: &world(held),
                case: &case,
                standing: &standing,
                what: &wanted,
                refused: decided.as_ref().err().map_or(&[], Vec::as_slice),
            });
            match decided {
                Ok(what) => append(&mut history, now, &by, what),
                Err(refusals) => refused.extend(refusals),
            }
            let case = fold(&history);
            let pinned = versions
                .iter()
                .find(|v| case.policy.as_ref() == Some(&v.digest));
            held = pinned.copied().unwrap_or(held);
        }
        let case = fold(&history);
        let standing = assess(&world(held), &case);
        let revision = standing
            .calendar
            .as_ref()
            .and_then(|id| calendars.get(id))
            .map(|c| c.revision.as_str());
        let mut step = Step::new(n, now, &case, &standing, revision);
        step.version.clone_from(&held.version.label);
        step.says.clone_from(&raw.says);
        step.refused = refused;
        check(&raw.expect, &mut step, policy.zone);
        step.mismatches.extend(names::unknown(&raw.expect, held));
        let wanted = timeline.raw.calendar_revision.as_deref();
        if let Some(wanted) = wanted.filter(|r| Some(*r) != revision) {
            let got = revision.unwrap_or("none");
            step.mismatches
                .push(format!("calendar-revision: expected {wanted}, got {got}"));
        }
        look(Seen::Step {
            world: &world(held),
            case: &case,
            standing: &standing,
            expect: &raw.expect,
            step: &step,
        });
        steps.push(step);
    }
    match faults.is_empty() {
        true => Ok(steps),
        false => Err(SimulateError(faults)),
    }
}

/// The version that a record moves the case to.
fn moved_to<'p>(wanted: &[What], versions: &[&'p Policy]) -> Option<&'p Policy> {
    let digest = wanted.iter().find_map(|what| match what {
        What::PolicyMoved(choice) => Some(&choice.digest),
        _ => None,
    })?;
    versions.iter().find(|v| v.digest == *digest).copied()
}

/// A step's moment. A step without a time of day is taken at noon.
fn stamp(at: Happened, policy: &Policy) -> Result<Stamp, CountError> {
    let noon = NaiveTime::from_hms_opt(12, 0, 0);
    instant(
        Happened {
            date: at.date,
            time: at.time.or(noon),
        },
        policy.zone,
    )
}

fn append(history: &mut Vec<Event>, now: Stamp, by: &UserId, what: Vec<What>) {
    for what in what {
        let seq = history.last().map_or(0, |e| e.seq).saturating_add(1);
        history.push(Event {
            seq,
            recorded: now,
            by: by.clone(),
            what,
        });
    }
}
