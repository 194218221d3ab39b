//! What the vault keeps of it: the setting's own schedule, and holds on every case.

use crate::failure::{Answer, AppError};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use stepwise_core::retention::Schedule;
use stepwise_store::Vault;

/// The key in the store.
pub(super) const KEY: &str = "retention";

const STARTING_POINT: &str = include_str!("../../../../retention/starting-point.toml");

/// The schedule that comes with the application.
///
/// # Errors
/// It cannot be read: a fault of the application.
pub(crate) fn built_in() -> Answer<&'static Schedule> {
    static READ: OnceLock<Option<Schedule>> = OnceLock::new();
    let read = READ.get_or_init(|| {
        let schedule: Schedule = toml::from_str(STARTING_POINT).ok()?;
        schedule.check().is_ok().then_some(schedule)
    });
    read.as_ref()
        .ok_or(AppError::Internal("the schedule that comes with it"))
}

/// A hold on every case, now and to come.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct HoldOnAll {
    pub id: String,
    pub asked_by: String,
    pub why: String,
    pub reference: String,
    pub since: NaiveDate,
    /// Who put it on: an opaque id.
    pub by: String,
}

/// What is kept.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Retention {
    /// The setting's own schedule.
    pub own: Option<Schedule>,
    /// Holds on every case that were not lifted.
    pub holds: Vec<HoldOnAll>,
}

impl Retention {
    /// As the vault keeps it.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn of(vault: &Vault) -> Answer<Self> {
        match vault.setting(KEY)? {
            Some(kept) => serde_json::from_value(kept).map_err(AppError::Stored),
            None => Ok(Self::default()),
        }
    }

    /// The schedule in force.
    ///
    /// # Errors
    /// As [`built_in`].
    pub fn schedule(&self) -> Answer<&Schedule> {
        match &self.own {
            Some(own) => Ok(own),
            None => built_in(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schedule_that_comes_with_it_is_whole_and_says_what_is_to_be_confirmed() {
        let schedule = built_in().unwrap();
        assert_eq!(schedule.check(), Ok(()));
        assert!(
            schedule
                .rules
                .iter()
                .all(|rule| rule.confirm.ends_with('.'))
        );
        assert!(!schedule.notes.is_empty());
    }
}
