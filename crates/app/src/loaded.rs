//! A case read from the vault, with its policy and what follows from it at a moment.

use crate::config::Now;
use crate::handover::Elsewhere;
use crate::keeping::HoldOnAll;
use crate::wire::TermDates;
use std::collections::BTreeMap;
use std::sync::Arc;
use stepwise_core::calendar::Calendar;
use stepwise_core::case::{Case, Visit, fold};
use stepwise_core::engine::{World, assess};
use stepwise_core::event::{Event, Opening, Side, What};
use stepwise_core::ids::CalendarId;
use stepwise_core::policy::Policy;
use stepwise_core::standing::Standing;
use stepwise_core::time::{Happened, Stamp};
use stepwise_store::{CaseId, Head};

/// A case, read.
pub(crate) struct LoadedCase {
    pub id: CaseId,
    /// The number for people, such as 2026-001.
    pub number: String,
    /// Where its chain stands.
    pub head: Head,
    pub events: Vec<Event>,
    /// Those that came from another record.
    pub elsewhere: Elsewhere,
    pub case: Case,
    /// The exact version that the case holds: the one it was opened with, or was moved to.
    pub policy: Arc<Policy>,
    pub calendars: Arc<BTreeMap<CalendarId, Calendar>>,
    /// The setting's terms: they mark a date, and move none.
    pub terms: Arc<Vec<TermDates>>,
    /// Holds on every case.
    pub holds: Arc<Vec<HoldOnAll>>,
    /// What follows from it at `now`.
    pub standing: Standing,
    pub now: Now,
}

impl LoadedCase {
    /// Everything outside the case that an answer depends on.
    pub fn world(&self) -> World<'_> {
        World {
            policy: &self.policy,
            calendars: &self.calendars,
            now: self.now.stamp,
        }
    }

    /// The case as it stood before an event, at the moment when that was written down.
    pub fn before(&self, seq: u64, at: Stamp) -> Self {
        let events = self.events.iter().filter(|e| e.seq < seq);
        let mut then = Self {
            id: self.id,
            number: self.number.clone(),
            head: self.head,
            events: events.cloned().collect(),
            elsewhere: self.elsewhere.clone(),
            case: Case::default(),
            policy: self.policy.clone(),
            calendars: self.calendars.clone(),
            terms: self.terms.clone(),
            holds: self.holds.clone(),
            standing: self.standing.clone(),
            now: Now {
                stamp: at,
                zone: self.now.zone.clone(),
            },
        };
        then.work_out();
        then
    }

    /// Works out the case again from its events.
    pub fn work_out(&mut self) {
        self.case = fold(&self.events);
        self.standing = assess(&self.world(), &self.case);
    }

    /// Everything that was ever said: for a correction, what it put in place of what it corrects.
    pub fn said(&self) -> impl Iterator<Item = &What> {
        self.events.iter().map(|event| match &event.what {
            What::Amended { with, .. } => with.as_ref(),
            what => what,
        })
    }

    /// How the case was opened. Every case that was loaded was opened.
    pub fn opening(&self) -> Option<&Opening> {
        self.case.opening.as_ref().map(|o| &o.value)
    }

    /// Raised by us.
    pub fn ours(&self) -> bool {
        self.opening().is_none_or(|o| o.raised_by == Side::Ours)
    }

    /// The open stay at a stage.
    pub fn open_visit(&self) -> Option<&Visit> {
        let open = self.standing.visit?;
        self.case.visit(open)
    }

    /// The moment in the policy's zone, to the minute.
    pub fn just_now(&self) -> Happened {
        let local = self
            .now
            .stamp
            .with_timezone(&self.policy.zone)
            .naive_local();
        let time = local.time();
        let minute = chrono::NaiveTime::from_hms_opt(
            chrono::Timelike::hour(&time),
            chrono::Timelike::minute(&time),
            0,
        );
        Happened {
            date: local.date(),
            time: minute,
        }
    }

    /// The calendar that holds.
    pub fn calendar(&self) -> Option<&Calendar> {
        self.calendars.get(self.standing.calendar.as_ref()?)
    }

    /// The other agency's name, or words for it.
    pub fn other_agency(&self) -> String {
        let agencies = self.case.agencies.iter().map(|a| &a.value);
        let names: Vec<&str> = agencies
            .filter(|a| a.side == Side::Theirs)
            .map(|a| a.name.as_str())
            .collect();
        if names.is_empty() {
            "the other agency".into()
        } else {
            names.join(", ")
        }
    }
}
