//! Limits: how long, counted in what, from which day and in which direction.

use super::*;
use chrono::NaiveTime;
use serde::Serialize;

/// A unit of time in a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Days that the calendar calls working days.
    WorkingDays,
    /// All days.
    CalendarDays,
    /// Sevens of calendar days.
    Weeks,
    /// As many working days as the calendar's week has: five where Saturday and Sunday are closed.
    WorkingWeeks,
    /// To the same day of a later month, or to that month's last day where it has no such day.
    Months,
    /// Elapsed hours, over nights, weekends and clock changes.
    Hours,
}

/// Which day is the first that is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum First {
    /// The start is day 0: the first day after it that counts is day 1.
    #[default]
    Day0,
    /// The start itself is day 1. Where it is a closed day, the next working day is.
    Day1,
}

/// In which direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// After the moment.
    #[default]
    After,
    /// Back from a moment ahead: the limit is the close of the day that is reached.
    Before,
    /// Back from a moment ahead: the limit is the opening of the day that is reached, so that all the
    /// days lie clear between.
    ClearBefore,
}

/// A number of units after a moment, or before one. The limit is the close of day N.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// How many.
    pub n: u32,
    /// Of what.
    pub unit: Unit,
    /// Which day counts first.
    pub first: First,
    /// In which direction.
    pub way: Way,
    /// The time of the last day at which it ends, local to the policy; none: the close of that day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<NaiveTime>,
}

impl Span {
    /// A number of units after a moment, the start being day 0.
    pub fn new(n: u32, unit: Unit) -> Self {
        Self {
            n,
            unit,
            first: First::Day0,
            way: Way::After,
            by: None,
        }
    }

    /// Whether it counts back from a moment ahead.
    pub fn is_back(self) -> bool {
        self.way != Way::After
    }

    /// Whether it ends with the day on which it starts.
    pub fn is_same_day(self) -> bool {
        let days = matches!(self.unit, Unit::WorkingDays | Unit::CalendarDays);
        days && self.n == 1 && self.first == First::Day1 && self.way == Way::After
    }

    /// In words: "5 working days", "the same working day", "2 weeks before", "1 working day, by 12:00".
    pub fn words(self) -> String {
        let days = self.length();
        match self.by {
            Some(by) => format!("{days}, by {}", by.format("%H:%M")),
            None => days,
        }
    }

    fn length(self) -> String {
        if self.is_same_day() {
            return match self.unit {
                Unit::WorkingDays => "the same working day",
                _ => "the same calendar day",
            }
            .to_owned();
        }
        let unit = match self.unit {
            Unit::WorkingDays => "working day",
            Unit::CalendarDays => "calendar day",
            Unit::Weeks => "week",
            Unit::WorkingWeeks => "working week",
            Unit::Months => "month",
            Unit::Hours => "hour",
        };
        let plural = if self.n == 1 { "" } else { "s" };
        let (clear, way) = match self.way {
            Way::After => ("", ""),
            Way::Before => ("", " before"),
            Way::ClearBefore => ("clear ", " before"),
        };
        format!("{} {clear}{unit}{plural}{way}", self.n)
    }
}

/// How soon, where a source gives no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// "immediately"
    Immediately,
    /// "without delay"
    WithoutDelay,
    /// "as soon as possible"
    AsSoonAsPossible,
    /// "within a reasonable time"
    ReasonableTime,
}

/// How long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limit {
    /// `"5 working days"`
    Span(Span),
    /// `"48 hours (2 working days)"`: one limit worded in two units; both are kept and shown.
    Both(Span, Span),
    /// `"5 working days or sooner as entered by raiser"`: the shorter of a fixed limit and one that
    /// somebody judges at the time.
    Sooner(Span, PartyRef),
    /// `"immediately and within 1 working day"`: at once, with the longest that it may take.
    AtMost(Urgency, Span),
    /// `"5 working days or as entered by both"`: a fixed limit, in whose place somebody may set another day,
    /// sooner or later.
    Otherwise(Span, PartyRef),
    /// `"every 1 week"`: due again and again until the clock stops.
    Every(Span),
    /// `"entered by body.chair"`: set by somebody at the time and typed in.
    Entered(PartyRef),
    /// `"immediately"`, `"without delay"`, `"as soon as possible"`, `"within a reasonable time"`: a duty with no number.
    At(Urgency),
}

impl Limit {
    /// What is counted; none where nothing is.
    pub fn span(&self) -> Option<Span> {
        match self {
            Limit::Span(span)
            | Limit::Both(span, _)
            | Limit::Sooner(span, _)
            | Limit::AtMost(_, span)
            | Limit::Otherwise(span, _)
            | Limit::Every(span) => Some(*span),
            Limit::Entered(_) | Limit::At(_) => None,
        }
    }

    /// Whether it counts back from a moment ahead.
    pub fn is_back(&self) -> bool {
        self.span().is_some_and(Span::is_back)
    }

    /// Who may set a day for it at the time.
    pub fn set_by(&self) -> Option<&PartyRef> {
        match self {
            Limit::Entered(by) | Limit::Sooner(_, by) | Limit::Otherwise(_, by) => Some(by),
            _ => None,
        }
    }

    /// How soon it is to be done, where the source says so.
    pub fn urgency(&self) -> Option<Urgency> {
        match self {
            Limit::At(urgency) | Limit::AtMost(urgency, _) => Some(*urgency),
            _ => None,
        }
    }
}
