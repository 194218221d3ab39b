//! Keeping a record: holds, and reviews that keep it longer.

use crate::ids::HoldId;
use crate::time::Happened;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The case may not be erased until this is lifted: an inquiry, a court or a claim may ask for it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Name within the case.
    pub id: HoldId,
    /// Who asked for it.
    pub asked_by: String,
    /// Why.
    pub why: String,
    /// The reference of their letter or claim, if any.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// Since when.
    pub since: Happened,
}

/// Whether the case is still to be kept was looked at, and it is kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptLonger {
    /// Why.
    pub reason: String,
    /// The day on which it is looked at again.
    pub again: NaiveDate,
    /// When it was looked at.
    pub on: Happened,
}

impl fmt::Debug for Hold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hold(..)")
    }
}

impl fmt::Debug for KeptLonger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeptLonger(..)")
    }
}
