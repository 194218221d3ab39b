//! A child who leaves for another school or setting: where the safeguarding file goes, and what shows that it
//! came.

use crate::ids::{LeavingId, SubjectId};
use crate::time::Happened;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A child leaves this setting.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaving {
    /// Name within the case.
    pub id: LeavingId,
    /// Who leaves.
    pub subject: SubjectId,
    /// The school or setting that they go to.
    pub to: String,
    /// Its designated safeguarding lead, or whoever takes the file.
    pub lead: String,
    /// How they are reached: a telephone number that was looked up, an e-mail address.
    #[serde(default)]
    pub reach: String,
    /// The last day here.
    pub last_day: NaiveDate,
    /// The first day of the new term there, for a move between terms; none for one within a term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_day: Option<NaiveDate>,
}

/// What was done about the file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "step")]
pub enum FileStep {
    /// It went.
    Sent {
        /// To whom.
        to: String,
        /// By what way, and what went.
        how: String,
        /// Apart from the main file.
        apart: bool,
    },
    /// The receipt was asked for.
    Asked {
        /// Of whom and how.
        how: String,
    },
    /// They have it, and said so.
    Received {
        /// Who said so.
        by: String,
        /// How: a signature, an e-mail, a reference.
        how: String,
    },
    /// It is not to go: the child stays, or somebody else sends it.
    CalledOff {
        /// Why.
        reason: String,
    },
}

/// A step in handing the file over.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeavingStep {
    /// Of which leaving.
    pub leaving: LeavingId,
    /// When.
    pub on: Happened,
    /// What.
    #[serde(flatten)]
    pub step: FileStep,
    /// When the receipt is asked for again, where it is not there by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<NaiveDate>,
}

impl fmt::Debug for Leaving {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Leaving(..)")
    }
}

impl fmt::Debug for FileStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileStep(..)")
    }
}

impl fmt::Debug for LeavingStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LeavingStep(..)")
    }
}
