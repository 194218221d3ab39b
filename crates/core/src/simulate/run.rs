//! Plays a timeline through.

use super::acts::{Acting, opening};
use super::expect::check;
use super::step::Step;
use super::timeline::{Timeline, happened};
use super::unclear::Unclear;
use crate::calendar::{Calendar, CountError, instant};
use crate::case::fold;
use crate::engine::{Refusal, World, assess, decide};
use crate::event::{Event, What};
use crate::ids::{CalendarId, UserId};
use crate::policy::Policy;
use crate::time::{Happened, Stamp};
use chrono::NaiveTime;
use std::collections::BTreeMap;

/// Why a timeline cannot be played at all. An expectation that does not hold is no error: it stands in
/// [`Step::mismatches`].
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SimulateError {
    /// The case could not be opened as the timeline says.
    #[error("{file}: the case cannot be opened: {}", refusals.iter().map(|r| r.message.as_str()).collect::<Vec<_>>().join(" "))]
    Opening {
        /// The timeline's file.
        file: String,
        /// Why not.
        refusals: Vec<Refusal>,
    },
    /// A step says something that cannot be recorded in any case.
    #[error("{file}: step {step}: {source}")]
    Step {
        /// The timeline's file.
        file: String,
        /// From 1; 0 for the opening.
        step: usize,
        /// What cannot be meant.
        source: Unclear,
    },
    /// The moment of a step cannot be placed.
    #[error("{file}: step {step}: the moment cannot be placed")]
    Moment {
        /// The timeline's file.
        file: String,
        /// From 1.
        step: usize,
        /// Why.
        #[source]
        source: CountError,
    },
    /// The steps go back in time.
    #[error("{file}: step {step} is earlier than the one before it")]
    Order {
        /// The timeline's file.
        file: String,
        /// From 1.
        step: usize,
    },
}

/// Plays a timeline through a policy. Each step records what it does at its moment, one act after the
/// other, and the case is then assessed at that moment.
///
/// # Errors
/// [`SimulateError`], where the timeline itself cannot be played.
pub fn run(
    policy: &Policy,
    calendars: &BTreeMap<CalendarId, Calendar>,
    timeline: &Timeline,
) -> Result<Vec<Step>, SimulateError> {
    let file = || timeline.file.clone();
    let by = UserId::new("timeline");
    let mut history: Vec<Event> = Vec::new();
    let mut steps: Vec<Step> = Vec::new();
    for (i, raw) in timeline.raw.step.iter().enumerate() {
        let raw = raw.get_ref();
        let n = i + 1;
        let wrong = |source| SimulateError::Step {
            file: file(),
            step: n,
            source,
        };
        let at = happened(&raw.at).map_err(wrong)?;
        let now = stamp(at, policy).map_err(|source| SimulateError::Moment {
            file: file(),
            step: n,
            source,
        })?;
        if steps.last().is_some_and(|last| last.at > now) {
            return Err(SimulateError::Order {
                file: file(),
                step: n,
            });
        }
        let world = World {
            policy,
            calendars,
            now,
        };
        if history.is_empty() {
            let wanted = opening(policy, &timeline.raw).map_err(|source| SimulateError::Step {
                file: file(),
                step: 0,
                source,
            })?;
            let opened = decide(&world, &history, &by, wanted);
            append(
                &mut history,
                &world,
                &by,
                opened.map_err(|refusals| SimulateError::Opening {
                    file: file(),
                    refusals,
                })?,
            );
        }
        let mut refused = Vec::new();
        for act in &raw.acts {
            let case = fold(&history);
            let standing = assess(&world, &case);
            let acting = Acting {
                policy,
                case: &case,
                standing: &standing,
                at,
                history: &history,
            };
            let wanted = acting.events(act).map_err(wrong)?;
            match decide(&world, &history, &by, wanted) {
                Ok(what) => append(&mut history, &world, &by, what),
                Err(refusals) => refused.extend(refusals),
            }
        }
        let case = fold(&history);
        let standing = assess(&world, &case);
        let revision = standing
            .calendar
            .as_ref()
            .and_then(|id| calendars.get(id))
            .map(|c| c.revision.as_str());
        let mut step = Step::new(n, now, &case, &standing, revision);
        step.says.clone_from(&raw.says);
        step.refused = refused;
        check(&raw.expect, &mut step, policy.zone);
        if let Some(wanted) = timeline
            .raw
            .calendar_revision
            .as_deref()
            .filter(|r| Some(*r) != revision)
        {
            let got = revision.unwrap_or("none");
            step.mismatches
                .push(format!("calendar-revision: expected {wanted}, got {got}"));
        }
        steps.push(step);
    }
    Ok(steps)
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

fn append(history: &mut Vec<Event>, world: &World<'_>, by: &UserId, what: Vec<What>) {
    for what in what {
        let seq = history.last().map_or(0, |e| e.seq).saturating_add(1);
        history.push(Event {
            seq,
            recorded: world.now,
            by: by.clone(),
            what,
        });
    }
}
