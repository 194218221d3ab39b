//! A child who leaves for another school.

use super::{CaseRef, CiteView, DueView, Moment};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The children of a case who leave.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LeavingsView {
    /// The case.
    pub case: String,
    /// Its number.
    pub number: String,
    /// Whom it is about.
    pub about: String,
    /// The case's last event.
    pub seen: u64,
    /// The children and adults: name within the case, and in words.
    pub subjects: Vec<(String, String)>,
    /// Newest first.
    pub leavings: Vec<LeavingRow>,
    /// What the guidance asks, in words.
    pub rule: String,
    /// For whom it holds.
    pub scope: String,
    /// Where it stands, and how it is read.
    pub cite: CiteView,
}

/// A child who leaves.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LeavingRow {
    /// Its name within the case.
    pub leaving: String,
    /// The record of it.
    pub seq: u64,
    /// Who leaves: the name within the case.
    pub subject: String,
    /// The same in words.
    pub about: String,
    /// The school or setting that they go to.
    pub to: String,
    /// Who takes the file there.
    pub lead: String,
    /// How they are reached.
    pub reach: String,
    /// ISO day: the last one here.
    pub last_day: String,
    /// ISO day on which the new term begins there, for a move between terms; else null.
    pub first_day: Option<String>,
    /// By when the file must be there; null once it went.
    pub due: Option<DueView>,
    /// When the receipt is asked for again, where a day was chosen.
    pub ask: Option<DueView>,
    /// What was done, in order.
    pub steps: Vec<LeavingStepRow>,
    /// The file went.
    pub sent: bool,
    /// Something is left to do.
    pub open: bool,
}

/// What was done about the file.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LeavingStepRow {
    /// The record of it.
    pub seq: u64,
    /// `sent`, `asked`, `received`, `called-off`.
    pub kind: String,
    /// When.
    pub on: Moment,
    /// In one line.
    pub text: String,
}

/// Record that a child leaves, or correct what is written of it.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RecordLeaving {
    /// The case.
    #[serde(flatten)]
    #[ts(flatten)]
    pub case: CaseRef,
    /// The case's last event as the window knew it.
    pub seen: u64,
    /// Empty for a new one.
    pub leaving: String,
    /// Who leaves.
    pub subject: String,
    /// Where to.
    pub to: String,
    /// Who takes the file there.
    pub lead: String,
    /// How they are reached.
    pub reach: String,
    /// ISO day.
    pub last_day: String,
    /// ISO day, or null for a move within a term.
    pub first_day: Option<String>,
    /// Why it is corrected; empty for a new one.
    pub reason: String,
}

/// Record what was done about the file.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RecordLeavingStep {
    /// The case.
    #[serde(flatten)]
    #[ts(flatten)]
    pub case: CaseRef,
    /// The case's last event as the window knew it.
    pub seen: u64,
    /// Of which leaving.
    pub leaving: String,
    /// `sent`, `asked`, `received`, `called-off`.
    pub kind: String,
    /// When.
    pub on: Moment,
    /// To whom it went, or who has it.
    pub who: String,
    /// How; or why it is not to go.
    pub how: String,
    /// It went apart from the main file.
    pub apart: bool,
    /// ISO day on which the receipt is asked for again, or null.
    pub again: Option<String>,
}
