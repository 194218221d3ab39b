//! What a report counts of one case. No name of a person, and no word that somebody typed but an agency's and a reason's.

use super::said::{self, Said};
use crate::loaded::LoadedCase;
use chrono::NaiveDate;
use stepwise_core::calendar::working_days_between;
use stepwise_core::case::{Phase, Visit};
use stepwise_core::engine::calendar_by;
use stepwise_core::event::Outcome;
use stepwise_core::policy::Gathers;
use stepwise_core::standing::{ClockState, Whose};

/// How a case came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// It goes on.
    Open,
    /// Resolved, at the stage of this name; none where it was resolved before any stage.
    Resolved(Option<String>),
    /// Withdrawn.
    Withdrawn,
    /// Closed in another way of the policy: in its words.
    Closed(String),
}

/// How long it took from being raised to being resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Took {
    /// Days of the calendar on the wall; the first is day 0.
    pub calendar: u32,
    /// Working days, by the calendar that held then; none where it does not reach that far.
    pub working: Option<u32>,
}

/// Limits with a date, of one case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Limits {
    pub kept: u32,
    pub late: u32,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    pub policy: String,
    pub ours: bool,
    pub agency: String,
    pub reasons: Vec<String>,
    /// The stages that it was at, each once.
    pub stages: Vec<String>,
    pub came: Came,
    pub took: Option<Took>,
    pub our_limits: Limits,
    pub their_limits: Limits,
    /// What its policy asks to be said, and what was.
    pub asked: Vec<Gathers>,
    pub said: Vec<Said>,
}

/// When it was raised; none for a case without an opening.
pub(super) fn raised(loaded: &LoadedCase) -> Option<NaiveDate> {
    Some(loaded.opening()?.raised.date)
}

/// The facts of a case.
pub(super) fn facts(loaded: &LoadedCase) -> Option<Facts> {
    let opening = loaded.opening()?;
    let mut stages: Vec<String> = Vec::new();
    for visit in &loaded.case.visits {
        let name = stage_name(loaded, visit);
        if !stages.contains(&name) {
            stages.push(name);
        }
    }
    let (our_limits, their_limits) = limits(loaded);
    let reasons = opening.areas.iter().map(|area| area.trim().to_owned());
    Some(Facts {
        policy: loaded.policy.title.clone(),
        ours: loaded.ours(),
        agency: loaded.other_agency(),
        reasons: reasons.filter(|area| !area.is_empty()).collect(),
        stages,
        came: came(loaded),
        took: took(loaded, opening.raised.date),
        our_limits,
        their_limits,
        asked: said::asked(loaded),
        said: said::said(loaded),
    })
}

fn stage_name(loaded: &LoadedCase, visit: &Visit) -> String {
    let known = loaded.policy.stage(&visit.stage);
    known.map_or_else(|| visit.stage.to_string(), |stage| stage.name.clone())
}

/// The stay at which it was resolved last.
fn resolved_at(loaded: &LoadedCase) -> Option<&Visit> {
    let mut visits = loaded.case.visits.iter().rev();
    visits.find(|visit| {
        let outcome = visit.outcome.as_ref();
        outcome.is_some_and(|outcome| outcome.outcome == Outcome::Resolved)
    })
}

/// The ending, where the case has one now.
fn ending(loaded: &LoadedCase) -> Option<&stepwise_core::policy::Ending> {
    match &loaded.case.phase {
        Phase::Ended { ending, .. } => loaded.policy.ending(ending),
        _ => None,
    }
}

fn came(loaded: &LoadedCase) -> Came {
    let at = || resolved_at(loaded).map(|visit| stage_name(loaded, visit));
    match &loaded.case.phase {
        Phase::Empty | Phase::Before | Phase::AtStage { .. } => Came::Open,
        Phase::Resolved { .. } => Came::Resolved(at()),
        Phase::Withdrawn { .. } => Came::Withdrawn,
        Phase::Ended { ending: id, .. } => match ending(loaded) {
            Some(ending) if ending.resolves || resolved_at(loaded).is_some() => {
                let last = loaded.case.visits.last();
                Came::Resolved(at().or_else(|| last.map(|visit| stage_name(loaded, visit))))
            }
            Some(ending) => Came::Closed(ending.name.clone()),
            None => Came::Closed(id.to_string()),
        },
    }
}

fn took(loaded: &LoadedCase, raised: NaiveDate) -> Option<Took> {
    let (on, seq) = match (resolved_at(loaded), &loaded.case.phase) {
        (_, Phase::Empty | Phase::Before | Phase::AtStage { .. } | Phase::Withdrawn { .. }) => {
            return None;
        }
        (Some(visit), _) => visit.outcome.as_ref().map(|o| (o.on, o.seq))?,
        (None, Phase::Resolved { on }) => (*on, loaded.case.last_seq),
        (None, Phase::Ended { on, .. }) => {
            ending(loaded).filter(|ending| ending.resolves)?;
            (*on, loaded.case.last_seq)
        }
    };
    let calendar = u32::try_from((on.date - raised).num_days()).ok()?;
    let counted = calendar_by(&loaded.world(), &loaded.case, on, seq);
    let working = counted.and_then(|c| working_days_between(&c, raised, on.date).ok());
    Some(Took { calendar, working })
}

/// Limits with a date that are over: ours and theirs. A limit of both counts for both.
fn limits(loaded: &LoadedCase) -> (Limits, Limits) {
    let (mut ours, mut theirs) = (Limits::default(), Limits::default());
    for timed in &loaded.standing.clocks {
        let late = match &timed.state {
            ClockState::Met { late, .. } => *late,
            ClockState::Late { .. } => true,
            _ => continue,
        };
        let count = |limits: &mut Limits| match late {
            true => limits.late += 1,
            false => limits.kept += 1,
        };
        match timed.owner.whose {
            Whose::Ours => count(&mut ours),
            Whose::Theirs => count(&mut theirs),
            Whose::Both => {
                count(&mut ours);
                count(&mut theirs);
            }
            Whose::Outside => {}
        }
    }
    (ours, theirs)
}
