//! The checked policy: every reference resolved, every limit parsed. Only [`super::read`] makes one.
//!
//! A pack declares finite **facts** and named **moments**; everything else is a **rule**, set off by
//! a moment, under a conjunction of facts. There is no *not*, no arithmetic and no nesting, so that
//! every situation can be enumerated.

mod declared;
mod limits;
mod papers;
mod parts;
mod rules;

pub use declared::*;
pub use limits::*;
pub use papers::*;
pub use parts::*;
pub use rules::*;

use crate::ids::*;
use chrono::NaiveDate;
use serde::Serialize;

/// Where a source is unclear or contradicts itself: the reading taken, the other, and who can confirm.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// Its name.
    pub id: FindingId,
    /// What is unclear, and the reading taken.
    pub text: Text,
    /// The other reading.
    pub other: Option<Text>,
    /// Who can confirm it.
    pub confirm: Option<Text>,
    /// Shown as a warning when a case is started, not only beside its rule.
    pub warn: bool,
}

/// One question of the checklist. It helps thinking; it is never a gate.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// Its name.
    pub id: CheckId,
    /// The question.
    pub ask: Text,
    /// What a good answer has.
    pub help: Option<Text>,
    /// Policy or good practice.
    pub force: Force,
    /// When it applies.
    pub when: When,
    /// Where it stands, unless it is good practice.
    pub cite: Option<Cite>,
    /// Readings that bear on it.
    pub readings: Vec<FindingId>,
}

/// A principle or note of the policy that is read, not done.
#[derive(Clone, Debug, Serialize)]
pub struct Note {
    /// A short heading.
    pub title: Text,
    /// The words.
    pub text: Text,
    /// Where it stands.
    pub cite: Option<Cite>,
    /// Shown with danger now.
    pub danger: bool,
}

/// Which day of a new case decides between several versions of a policy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChosenBy {
    /// The day on which the dispute was raised.
    #[default]
    Raised,
    /// The day on which the case is opened.
    Opened,
}

/// Which published version.
#[derive(Clone, Debug, Serialize)]
pub struct Version {
    /// As the board labels it, or "as published".
    pub label: Text,
    /// In force from; none where the source gives no date (shown as unknown).
    pub from: Option<NaiveDate>,
    /// The last day on which it is in force, where the source gives one.
    pub until: Option<NaiveDate>,
    /// The day of a case that must lie within its time.
    pub chosen_by: ChosenBy,
    /// The day on which the source was read.
    pub read: NaiveDate,
    /// The policy that took this one's place, with a sentence shown when a case is started.
    pub superseded: Option<(PolicyId, Text)>,
}

/// A board's policy, checked.
#[derive(Clone, Debug, Serialize)]
pub struct Policy {
    /// Stable over versions.
    pub id: PolicyId,
    /// Of the pack's bytes.
    pub digest: PolicyDigest,
    /// As the board titles it.
    pub title: Text,
    /// Short, for lists.
    pub short: Text,
    /// Whose it is.
    pub board: Text,
    /// Scope in a sentence: within and between agencies, or between only.
    pub scope: Text,
    /// The document it was read from.
    pub source: Text,
    /// Which version.
    pub version: Version,
    /// IANA zone for hours and dates.
    pub zone: chrono_tz::Tz,
    /// Which calendar holds when; exactly one in each situation.
    pub calendars: Vec<(CalendarId, When)>,
    /// Facts by name.
    pub facts: Vec<Fact>,
    /// Moments of the pack.
    pub moments: Vec<Moment>,
    /// Rungs.
    pub roles: Vec<Role>,
    /// Routes.
    pub ladders: Vec<Ladder>,
    /// Stages.
    pub stages: Vec<Stage>,
    /// Limits.
    pub clocks: Vec<Clock>,
    /// Duties.
    pub duties: Vec<Duty>,
    /// Ways from stage to stage.
    pub moves: Vec<Move>,
    /// Endings.
    pub endings: Vec<Ending>,
    /// Forms and letters.
    pub papers: Vec<Paper>,
    /// Published contacts.
    pub contacts: Vec<Contact>,
    /// Readings.
    pub findings: Vec<Finding>,
    /// What the policy does not cover.
    pub exclusions: Vec<Exclusion>,
    /// The checklist.
    pub checklist: Vec<Check>,
    /// Principles and notes.
    pub notes: Vec<Note>,
    /// Likely areas of disagreement, where the source lists them.
    pub areas: Vec<Text>,
}

impl Policy {
    /// The stage of that name.
    pub fn stage(&self, id: &StageId) -> Option<&Stage> {
        self.stages.iter().find(|s| s.id == *id)
    }
    /// The duty of that name.
    pub fn duty(&self, id: &DutyId) -> Option<&Duty> {
        self.duties.iter().find(|d| d.id == *id)
    }
    /// The limit of that name.
    pub fn clock(&self, id: &ClockId) -> Option<&Clock> {
        self.clocks.iter().find(|c| c.id == *id)
    }
    /// The role of that name.
    pub fn role(&self, id: &RoleId) -> Option<&Role> {
        self.roles.iter().find(|r| r.id == *id)
    }
    /// The paper of that name.
    pub fn paper(&self, id: &PaperId) -> Option<&Paper> {
        self.papers.iter().find(|p| p.id == *id)
    }
    /// The fact of that name.
    pub fn fact(&self, id: &FactId) -> Option<&Fact> {
        self.facts.iter().find(|f| f.id == *id)
    }
    /// The contact of that name.
    pub fn contact(&self, id: &ContactId) -> Option<&Contact> {
        self.contacts.iter().find(|c| c.id == *id)
    }
    /// Whether each happening of a moment counts for itself: it answers one time of a limit that comes again
    /// and again, stops a count or lets it go on, or makes a duty arise each time.
    pub fn counts_each(&self, id: &MomentId) -> bool {
        let named = |m: &MomentRef| *m == MomentRef::Declared(id.clone());
        let clocks = self.clocks.iter();
        let mut answers = clocks.flat_map(|c| c.each.iter().chain(&c.pause).chain(&c.resume));
        let mut duties = self.duties.iter().filter(|d| d.per == Per::Time);
        answers.any(named) || duties.any(|d| d.on.iter().any(named))
    }

    /// The moment of that name.
    pub fn moment(&self, id: &MomentId) -> Option<&Moment> {
        self.moments.iter().find(|m| m.id == *id)
    }
    /// The reading of that name.
    pub fn finding(&self, id: &FindingId) -> Option<&Finding> {
        self.findings.iter().find(|f| f.id == *id)
    }
    /// The ending of that name.
    pub fn ending(&self, id: &EndingId) -> Option<&Ending> {
        self.endings.iter().find(|e| e.id == *id)
    }
}
