//! Histories built through the guard, as the app builds them.

use crate::calendars;
use chrono::{DateTime, NaiveDate, NaiveDateTime};
use std::collections::BTreeMap;
use stepwise_core::calendar::Calendar;
use stepwise_core::case::{Case, fold};
use stepwise_core::engine::{Refusal, World, assess, decide};
use stepwise_core::event::{DisputedDecision, Event, Opening, Outcome, Reasons, Side, What, Why};
use stepwise_core::ids::{CalendarId, UserId};
use stepwise_core::policy::Policy;
use stepwise_core::standing::Standing;
use stepwise_core::time::{Happened, Stamp};

/// A moment, as `2026-12-24T09:00:00+00:00`.
pub fn stamp(text: &str) -> Stamp {
    DateTime::parse_from_rfc3339(text).unwrap()
}

/// A day, as `2026-12-24`.
pub fn on(text: &str) -> Happened {
    Happened::on(text.parse::<NaiveDate>().unwrap())
}

/// A day and a time, as `2026-12-24T09:00`.
pub fn happened(text: &str) -> Happened {
    let at = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap();
    Happened::at(at.date(), at.time())
}

/// The opening of a case under a policy.
pub fn opening(policy: &Policy, raised_by: Side, raised: Happened) -> What {
    What::Opened(Opening {
        policy: policy.digest.clone(),
        policy_id: policy.id.clone(),
        raised_by,
        raised,
        facts: Vec::new(),
        moments: Vec::new(),
        areas: Vec::new(),
    })
}

/// A stage opened.
pub fn stage_opened(stage: &str, on: Happened, why: Why) -> What {
    What::StageOpened {
        stage: stage.into(),
        on,
        why,
    }
}

/// A stage's outcome.
pub fn settled_stage(visit: u32, outcome: Outcome, on: Happened) -> What {
    What::StageSettled {
        visit,
        outcome,
        on,
        note: "As agreed on the telephone".to_owned(),
    }
}

/// Immediate harm asked about.
pub fn danger(immediate: bool, on: Happened) -> What {
    What::DangerAsked {
        immediate,
        done: "The front door was called on 01632 960001".to_owned(),
        on,
    }
}

/// A decision in dispute.
pub fn described() -> What {
    What::DecisionDescribed(DisputedDecision {
        reference: "R-17".to_owned(),
        referred: None,
        what: "No assessment".to_owned(),
        by_whom: "The duty team".to_owned(),
        on: None,
        reasons: Reasons::Refused,
        not_safe: "The child goes home to it".to_owned(),
        wanted: "An assessment".to_owned(),
    })
}

/// A case's history in its world.
pub struct History {
    /// The policy.
    pub policy: Policy,
    /// The invented calendars.
    pub calendars: BTreeMap<CalendarId, Calendar>,
    /// The moment; move it forward as the story goes on.
    pub now: Stamp,
    /// What was recorded.
    pub events: Vec<Event>,
}

impl History {
    /// Nothing recorded yet.
    pub fn new(policy: Policy, now: &str) -> Self {
        Self {
            policy,
            calendars: calendars(),
            now: stamp(now),
            events: Vec::new(),
        }
    }

    /// The world at the present moment.
    pub fn world(&self) -> World<'_> {
        World {
            policy: &self.policy,
            calendars: &self.calendars,
            now: self.now,
        }
    }

    /// Records, if it may be recorded.
    pub fn try_record(&mut self, wanted: Vec<What>) -> Result<(), Vec<Refusal>> {
        let by = UserId::new("user-1");
        let allowed = decide(&self.world(), &self.events, &by, wanted)?;
        for what in allowed {
            let seq = self.events.last().map_or(0, |e| e.seq) + 1;
            self.events.push(Event {
                seq,
                recorded: self.now,
                by: by.clone(),
                what,
            });
        }
        Ok(())
    }

    /// Records, and panics where that is refused.
    pub fn record(&mut self, wanted: Vec<What>) -> &mut Self {
        if let Err(refusals) = self.try_record(wanted) {
            panic!("{refusals:?}");
        }
        self
    }

    /// The codes of the refusals; empty where it may be recorded. Records nothing.
    pub fn refusals(&self, wanted: Vec<What>) -> Vec<&'static str> {
        let by = UserId::new("user-1");
        let refused = decide(&self.world(), &self.events, &by, wanted)
            .err()
            .unwrap_or_default();
        refused.iter().map(|r| r.code.as_str()).collect()
    }

    /// Goes to a later moment.
    pub fn at(&mut self, now: &str) -> &mut Self {
        self.now = stamp(now);
        self
    }

    /// The case.
    pub fn case(&self) -> Case {
        fold(&self.events)
    }

    /// What follows now.
    pub fn standing(&self) -> Standing {
        assess(&self.world(), &self.case())
    }
}
