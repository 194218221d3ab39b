//! A timeline as written.

use super::unclear::Unclear;
use crate::time::Happened;
use chrono::{NaiveDate, NaiveTime};
use serde::Deserialize;
use serde_spanned::Spanned;
use std::collections::BTreeMap;
use toml::value::Datetime;

/// Why a timeline cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct TimelineError {
    /// The file, as named by the caller.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// One sentence.
    pub message: String,
}

/// One timeline: how a case was opened, and what was recorded and expected at each step.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The file that it was read from.
    pub file: String,
    /// What it is.
    pub name: String,
    /// What it shows, and how it was worked out.
    pub says: String,
    pub(super) raw: RawTimeline,
    /// The line of each step.
    lines: Vec<usize>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawTimeline {
    pub name: String,
    #[serde(default)]
    pub says: String,
    pub calendar_revision: Option<String>,
    #[serde(default)]
    pub raised_by: RawSide,
    pub raised: Datetime,
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
    #[serde(default)]
    pub moments: BTreeMap<String, Datetime>,
    pub subjects: Option<Vec<RawSubject>>,
    #[serde(default)]
    pub people: Vec<RawPerson>,
    #[serde(default)]
    pub agencies: Vec<RawAgency>,
    #[serde(default)]
    pub step: Vec<Spanned<RawStep>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawSide {
    #[default]
    Ours,
    Theirs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawSubject {
    Child,
    Adult,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawPerson {
    #[serde(default)]
    pub side: RawSide,
    pub agency: Option<String>,
    pub roles: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawAgency {
    pub id: String,
    pub side: RawSide,
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawStep {
    pub at: Datetime,
    #[serde(default)]
    pub says: String,
    #[serde(default, rename = "do")]
    pub acts: Vec<RawAct>,
    #[serde(default)]
    pub expect: RawExpect,
}

/// One thing recorded: exactly one of the first keys, with the others beside it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawAct {
    pub open: Option<String>,
    pub unresolved: Option<bool>,
    pub resolved: Option<bool>,
    pub reached: Option<String>,
    pub done: Option<String>,
    pub not_done: Option<String>,
    pub fact: Option<String>,
    pub limit: Option<String>,
    pub own_date: Option<Datetime>,
    pub end: Option<String>,
    pub withdraw: Option<toml::Value>,
    pub reopen: Option<toml::Value>,
    pub harm: Option<bool>,
    pub plan: Option<bool>,
    pub agreed: Option<String>,
    pub action: Option<String>,
    pub strike: Option<toml::Value>,
    pub take: Option<String>,
    pub link: Option<String>,

    pub on: Option<Datetime>,
    pub by: Option<toml::Value>,
    pub is: Option<String>,
    pub why: Option<String>,
    pub reason: Option<String>,
    pub visit: Option<u32>,
    #[serde(rename = "for")]
    pub of: Option<String>,
    pub whole: Option<bool>,
    pub dissent: Option<String>,
}

impl RawAct {
    /// The keys of which there must be one.
    pub const VERBS: &'static str = "open, unresolved, resolved, reached, done, not-done, fact, limit, own-date, end, \
        withdraw, reopen, harm, plan, agreed, action, strike, take, link";

    fn verbs(&self) -> usize {
        let given = [
            self.open.is_some(),
            self.unresolved.is_some(),
            self.resolved.is_some(),
            self.reached.is_some(),
            self.done.is_some(),
            self.not_done.is_some(),
            self.fact.is_some(),
            self.limit.is_some(),
            self.own_date.is_some(),
            self.end.is_some(),
            self.withdraw.is_some(),
            self.reopen.is_some(),
            self.harm.is_some(),
            self.plan.is_some(),
            self.agreed.is_some(),
            self.action.is_some(),
            self.strike.is_some(),
            self.take.is_some(),
            self.link.is_some(),
        ];
        given.into_iter().filter(|g| *g).count()
    }
}

/// What must hold after a step. Each key is optional; each given one is checked exactly.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawExpect {
    pub stage: Option<String>,
    pub phase: Option<String>,
    pub ladder: Option<String>,
    pub calendar: Option<String>,
    pub ours: Option<Vec<String>>,
    pub theirs: Option<Vec<String>>,
    pub outside: Option<Vec<String>>,
    pub late: Option<Vec<String>>,
    pub due: BTreeMap<String, Datetime>,
    pub state: BTreeMap<String, String>,
    pub counted: BTreeMap<String, u32>,
    pub skipped: BTreeMap<String, Vec<String>>,
    pub capped: BTreeMap<String, String>,
    pub owner: BTreeMap<String, String>,
    pub changed: Option<Vec<String>>,
    pub assumed: Option<Vec<String>>,
    pub closed_day: BTreeMap<String, String>,
    pub moves: Option<Vec<String>>,
    pub silence: Option<Vec<String>>,
    pub leads_to: BTreeMap<String, Vec<String>>,
    pub asks: Option<Vec<String>>,
    pub answers: BTreeMap<String, String>,
    pub starts_at: Option<Vec<String>>,
    pub needed: Option<Vec<String>>,
    pub standing: Option<Vec<String>>,
    pub to: BTreeMap<String, Vec<String>>,
    pub copies: BTreeMap<String, Vec<String>>,
    pub who: BTreeMap<String, String>,
    pub papers: BTreeMap<String, String>,
    pub pairs: Option<Vec<(Vec<String>, Vec<String>)>>,
    pub links: Option<Vec<String>>,
    pub endings: Option<Vec<String>>,
    pub no_limit: Option<bool>,
    pub next_due: Option<Datetime>,
    pub refusal: Option<String>,
}

impl Timeline {
    /// The line on which a step begins, from 1; 0 where there is no such step. Steps count from 1.
    pub fn line_of(&self, step: usize) -> usize {
        let at = step.checked_sub(1).and_then(|i| self.lines.get(i));
        at.copied().unwrap_or(0)
    }

    /// Reads a timeline. `file` is its name for messages.
    ///
    /// # Errors
    /// The first thing that is not as `docs/timeline.md` says, with its line.
    pub fn parse(text: &str, file: &str) -> Result<Self, TimelineError> {
        let fail = |offset: usize, message: String| {
            let before = text.get(..offset).unwrap_or(text);
            TimelineError {
                file: file.to_owned(),
                line: before.matches('\n').count() + 1,
                message,
            }
        };
        let raw: RawTimeline = toml::from_str(text).map_err(|e| {
            fail(
                e.span().map_or(0, |s| s.start),
                e.message().trim_end().replace('\n', " "),
            )
        })?;
        for step in &raw.step {
            let at = step.span().start;
            let dates = step
                .get_ref()
                .acts
                .iter()
                .flat_map(|act| act.on.iter().chain(&act.own_date));
            for date in dates.chain([&step.get_ref().at]) {
                happened(date).map_err(|unclear| fail(at, unclear.to_string()))?;
            }
            if let Some(wrong) = step.get_ref().acts.iter().position(|act| act.verbs() != 1) {
                let which = wrong + 1;
                return Err(fail(
                    at,
                    format!(
                        "Entry {which} of `do` must have exactly one of: {}.",
                        RawAct::VERBS
                    ),
                ));
            }
        }
        for date in raw.moments.values().chain([&raw.raised]) {
            happened(date).map_err(|unclear| fail(0, unclear.to_string()))?;
        }
        if raw.step.is_empty() {
            return Err(fail(
                0,
                "A timeline needs at least one [[step]].".to_owned(),
            ));
        }
        let line = |offset: usize| {
            let before = text.get(..offset).unwrap_or(text);
            before.matches('\n').count() + 1
        };
        Ok(Self {
            file: file.to_owned(),
            lines: raw.step.iter().map(|s| line(s.span().start)).collect(),
            name: raw.name.clone(),
            says: raw.says.clone(),
            raw,
        })
    }
}

/// A TOML date, with or without a local time, as a happening.
pub(super) fn happened(date: &Datetime) -> Result<Happened, Unclear> {
    let wrong = || Unclear::Date(date.to_string());
    if date.offset.is_some() {
        return Err(wrong());
    }
    let day = date.date.ok_or_else(wrong)?;
    let day = NaiveDate::from_ymd_opt(
        i32::from(day.year),
        u32::from(day.month),
        u32::from(day.day),
    )
    .ok_or_else(wrong)?;
    let Some(time) = date.time else {
        return Ok(Happened::on(day));
    };
    let second = u32::from(time.second.unwrap_or(0));
    let time = NaiveTime::from_hms_opt(u32::from(time.hour), u32::from(time.minute), second)
        .ok_or_else(wrong)?;
    Ok(Happened::at(day, time))
}
