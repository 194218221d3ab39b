//! By when a request must be answered: the rule is data, with its source.

use crate::failure::{Answer, AppError};
use chrono::{Months, NaiveDate};
use serde::Deserialize;
use stepwise_core::calendar::{Calendar, Day};

const DATA: &str = include_str!("../../data/subject-access.toml");

/// The rule, and the sentences that it comes from.
#[derive(Deserialize)]
pub(super) struct Law {
    months: u32,
    further_months: u32,
    /// What happens where the last day is closed, in words. Only one way is known.
    closed_day: String,
    pub law: String,
    pub rule: String,
    pub guidance: String,
    pub counting: String,
    pub harm: String,
    pub others: String,
    pub rights: String,
}

impl Law {
    /// The rule that comes with the application.
    ///
    /// # Errors
    /// The file is not as it should be: a fault of the application.
    pub fn read() -> Answer<Self> {
        let law: Self = toml::from_str(DATA)
            .map_err(|_| AppError::Internal("the rule for requests cannot be read"))?;
        match law.closed_day.as_str() {
            "next working day" => Ok(law),
            _ => Err(AppError::Internal("the rule for requests is not known")),
        }
    }

    /// The last day to answer a request, moved on from closed days as far as the calendar reaches.
    pub fn due(
        &self,
        received: NaiveDate,
        extended: bool,
        calendar: Option<&Calendar>,
    ) -> Option<NaiveDate> {
        let further = if extended { self.further_months } else { 0 };
        // To the last day of a shorter month.
        let mut day = received.checked_add_months(Months::new(self.months + further))?;
        let Some(calendar) = calendar else {
            return Some(day);
        };
        while matches!(calendar.day(day), Ok(Day::Closed { .. })) {
            day = day.succ_opt()?;
        }
        Some(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_on_the_day_of_the_same_number_or_the_last() {
        let law = Law::read().unwrap();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let due = |received: &str, extended| law.due(day(received), extended, None);
        assert_eq!(due("2026-09-03", false), Some(day("2026-10-03")));
        assert_eq!(due("2027-01-31", false), Some(day("2027-02-28")));
        assert_eq!(due("2026-11-30", true), Some(day("2027-02-28")));
    }

    #[test]
    fn a_closed_day_gives_the_next_working_day() {
        let law = Law::read().unwrap();
        let library = crate::library::Library::built_in();
        let (_, calendar) = library
            .calendars
            .iter()
            .find(|(id, _)| id.as_str() == "england-and-wales")
            .unwrap();
        // 25 December 2026 is a Friday and a holiday; the 28th is one in its place.
        let due = law.due("2026-11-25".parse().unwrap(), false, Some(calendar));
        assert_eq!(due, "2026-12-29".parse().ok());
    }
}
