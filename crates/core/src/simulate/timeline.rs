//! A timeline, and why a text is none.

use super::raw::RawTimeline;
use super::reading;
use super::unclear::Unclear;
use crate::policy::Problem;
use crate::time::Happened;
use chrono::{NaiveDate, NaiveTime};
use toml::value::Datetime;

/// Everything in a timeline's text that is not as `docs/timeline.md` says, each with file, line, what is wrong
/// and what to do; at least one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", lines(.0))]
pub struct TimelineError(Vec<Problem>);

fn lines(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

impl TimelineError {
    /// In the order of lines.
    pub fn problems(&self) -> &[Problem] {
        &self.0
    }
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
}

impl Timeline {
    /// The line on which a step begins, from 1; 0 where there is no such step. Steps count from 1.
    pub fn line_of(&self, step: usize) -> u32 {
        let at = step.checked_sub(1).and_then(|i| self.raw.steps.get(i));
        at.map_or(0, |step| step.place.line)
    }

    /// Reads a timeline. `file` is its name for messages.
    ///
    /// # Errors
    /// Everything that is not as `docs/timeline.md` says.
    pub fn parse(text: &str, file: &str) -> Result<Self, TimelineError> {
        let raw = reading::read(text, file).map_err(TimelineError)?;
        Ok(Self {
            file: file.to_owned(),
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
