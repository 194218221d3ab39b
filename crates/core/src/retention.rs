//! How long the record of a case is kept: dates alone. Nothing here erases, and nothing else does so by
//! itself; a date that has come puts a case on a list that somebody looks through.
//!
//! The rules are data ([`Schedule`]): this program knows no period of its own.

use crate::case::{Case, Phase};
use crate::event::SubjectKind;
use crate::ids::SubjectId;
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// The rules by which records come up for review, and where they were taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// The form of the file: 1.
    pub format: u32,
    /// What it is called.
    pub title: String,
    /// Where it was taken from, in words.
    pub source: String,
    /// When that was last read.
    pub read: NaiveDate,
    /// What is to be known of it.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The last day of a school year, as month and day.
    pub school_year_ends: (u32, u32),
    /// The rules. Of several for one subject the longest holds.
    #[serde(rename = "rule")]
    pub rules: Vec<KeepRule>,
}

/// How long a record about a child or an adult is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeepRule {
    /// About whom.
    pub about: SubjectKind,
    /// From when it counts.
    pub from: KeepFrom,
    /// So many years; at least one.
    pub years: u32,
    /// Up to that day, or to the end of the school year in which it falls.
    #[serde(default)]
    pub until: KeepUntil,
    /// Where it was taken from, in words.
    pub source: String,
    /// What is still to be confirmed, and by whom; empty where nothing is.
    #[serde(default)]
    pub confirm: String,
}

/// From when a rule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeepFrom {
    /// The date of birth.
    Birth,
    /// The day on which the case was closed, the last time.
    End,
}

/// Up to when a rule keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeepUntil {
    /// The anniversary itself.
    #[default]
    Day,
    /// The last day of the school year in which the anniversary falls.
    SchoolYear,
}

/// Why a schedule cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleFault {
    /// Another form than 1.
    #[error("the schedule has a form that this program does not know")]
    Format,
    /// No rules at all, or none about children.
    #[error("the schedule has no rule about children")]
    NoRules,
    /// A rule of no year, or of more than two hundred.
    #[error("a rule keeps for 1 to 200 years")]
    Years,
    /// No day of the year.
    #[error("the school year ends on no day of the year")]
    SchoolYear,
    /// A rule or the schedule without its source.
    #[error("a rule needs its source in words")]
    Source,
}

/// The longest period that a rule may name, in years.
const MOST_YEARS: u32 = 200;

impl Schedule {
    /// Looks through a schedule that was read or typed.
    ///
    /// # Errors
    /// The first thing that does not fit.
    pub fn check(&self) -> Result<(), ScheduleFault> {
        if self.format != 1 {
            return Err(ScheduleFault::Format);
        }
        if !self.rules.iter().any(|r| r.about == SubjectKind::Child) {
            return Err(ScheduleFault::NoRules);
        }
        if self
            .rules
            .iter()
            .any(|r| !(1..=MOST_YEARS).contains(&r.years))
        {
            return Err(ScheduleFault::Years);
        }
        let (month, day) = self.school_year_ends;
        // In a year that is no leap year, so that every year has the day.
        if NaiveDate::from_ymd_opt(2001, month, day).is_none() {
            return Err(ScheduleFault::SchoolYear);
        }
        let sources = self.rules.iter().map(|r| &r.source);
        if sources.chain([&self.source]).any(|s| s.trim().is_empty()) {
            return Err(ScheduleFault::Source);
        }
        Ok(())
    }

    /// The day up to which a rule keeps, counted from a day; none beyond the calendar.
    pub fn day(&self, rule: &KeepRule, from: NaiveDate) -> Option<NaiveDate> {
        let day = anniversary(from, rule.years)?;
        match rule.until {
            KeepUntil::Day => Some(day),
            KeepUntil::SchoolYear => {
                let (month, last) = self.school_year_ends;
                let end = NaiveDate::from_ymd_opt(day.year(), month, last)?;
                match end >= day {
                    true => Some(end),
                    false => NaiveDate::from_ymd_opt(day.year().checked_add(1)?, month, last),
                }
            }
        }
    }
}

/// The same day so many years later. Of 29 February in a year without one: 1 March, the later of the two days
/// that could be meant, so that nothing comes up too early.
pub fn anniversary(from: NaiveDate, years: u32) -> Option<NaiveDate> {
    let day = from.checked_add_months(Months::new(years.checked_mul(12)?))?;
    match day.day() == from.day() {
        true => Some(day),
        false => day.succ_opt(),
    }
}

/// One rule applied to one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoned {
    /// Of whom.
    pub subject: SubjectId,
    /// The rule's place in the schedule.
    pub rule: usize,
    /// The day from which it counts.
    pub from: NaiveDate,
    /// The day up to which it keeps.
    pub until: NaiveDate,
}

/// What keeps somebody from saying until when a case is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// The date of birth of a subject.
    Birth(SubjectId),
    /// The case names no child and no adult.
    Nobody,
    /// The schedule has no rule about adults.
    NoRule(SubjectId),
}

/// How a case stands to the schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It is open: it is kept.
    Open,
    /// It is under a hold: it is kept.
    Held,
    /// Kept until a day that is not there yet.
    Until {
        /// The day.
        day: NaiveDate,
        /// The rule that keeps it so long; none where somebody decided so.
        by: Option<Reckoned>,
    },
    /// It is to be looked at.
    Review {
        /// Since when.
        since: NaiveDate,
        /// The rule that kept it so long; none where somebody had decided the day.
        by: Option<Reckoned>,
    },
    /// Nobody can say until something is filled in.
    Ask(Vec<Unknown>),
}

/// All of a case that its keeping depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepFacts {
    /// The day on which it was closed; none while it is open.
    pub ended: Option<NaiveDate>,
    /// It is under a hold of its own.
    pub held: bool,
    /// When it was last looked at whether it is to be kept.
    pub reviewed: Option<NaiveDate>,
    /// The day that was named then.
    pub again: Option<NaiveDate>,
    /// The children and adults, in order of naming.
    pub subjects: Vec<KeepSubject>,
}

/// A child or adult, as far as keeping depends on them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepSubject {
    /// Their name within the case.
    pub id: SubjectId,
    /// Child or adult.
    pub kind: SubjectKind,
    /// Their date of birth, where known.
    pub born: Option<NaiveDate>,
}

impl KeepFacts {
    /// Those of a case.
    pub fn of(case: &Case) -> Self {
        let ended = match &case.phase {
            Phase::Ended { on, .. } | Phase::Withdrawn { on } => Some(on.date),
            _ => None,
        };
        let reviewed = case.kept_longer.last().map(|kept| &kept.value);
        let subjects = case.subjects.iter().map(|s| KeepSubject {
            id: s.value.id.clone(),
            kind: s.value.kind,
            born: s.value.born,
        });
        Self {
            ended,
            held: case.open_holds().next().is_some(),
            reviewed: reviewed.map(|kept| kept.on.date),
            again: reviewed.map(|kept| kept.again),
            subjects: subjects.collect(),
        }
    }
}

/// How a case stands on a day. The longest of all rules for all children and adults in it holds, and what
/// somebody decided keeps it longer, never shorter.
pub fn keeping(schedule: &Schedule, facts: &KeepFacts, today: NaiveDate) -> Keeping {
    let Some(ended) = facts.ended else {
        return Keeping::Open;
    };
    if facts.held {
        return Keeping::Held;
    }
    let (day, by) = match (reckon(schedule, facts, ended), facts.again) {
        (Ok(by), Some(again)) if again > by.until => (again, None),
        (Ok(by), _) => (by.until, Some(by)),
        // Whoever looked at it knew what is missing, and named a day.
        (Err(_), Some(again)) => (again, None),
        (Err(unknown), None) => return Keeping::Ask(unknown),
    };
    match day <= today {
        true => Keeping::Review { since: day, by },
        false => Keeping::Until { day, by },
    }
}

/// The rule that keeps longest.
fn reckon(
    schedule: &Schedule,
    facts: &KeepFacts,
    ended: NaiveDate,
) -> Result<Reckoned, Vec<Unknown>> {
    if facts.subjects.is_empty() {
        return Err(vec![Unknown::Nobody]);
    }
    let mut unknown = Vec::new();
    let mut longest: Option<Reckoned> = None;
    for subject in &facts.subjects {
        let mut any = false;
        let rules = schedule.rules.iter().enumerate();
        for (place, rule) in rules.filter(|(_, r)| r.about == subject.kind) {
            any = true;
            let from = match rule.from {
                KeepFrom::Birth => subject.born,
                KeepFrom::End => Some(ended),
            };
            let Some(from) = from else {
                unknown.push(Unknown::Birth(subject.id.clone()));
                continue;
            };
            // Beyond the calendar is as good as for ever.
            let until = schedule.day(rule, from).unwrap_or(NaiveDate::MAX);
            if longest.as_ref().is_none_or(|l| until > l.until) {
                longest = Some(Reckoned {
                    subject: subject.id.clone(),
                    rule: place,
                    from,
                    until,
                });
            }
        }
        if !any {
            unknown.push(Unknown::NoRule(subject.id.clone()));
        }
    }
    unknown.dedup();
    match longest {
        // One child's missing date could be the longest: nothing is said of the case until it is there.
        Some(longest) if unknown.is_empty() => Ok(longest),
        _ => Err(unknown),
    }
}
