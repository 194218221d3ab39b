//! A choice between two versions of the policy of a case.

use crate::ids::PolicyDigest;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Two versions of the policy of a case, looked at side by side, and why one of them was chosen.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionChoice {
    /// The other version: the one moved to, or the one that was not taken.
    pub digest: PolicyDigest,
    /// The version that the case held until then.
    pub from: PolicyDigest,
    /// The other version in words, for reading without the pack.
    pub label: String,
    /// The version held until then, in words.
    pub was: String,
    /// What is different between them, in words, as it was shown to whoever chose.
    #[serde(default)]
    pub differences: Vec<String>,
    /// Why.
    pub reason: String,
}

impl fmt::Debug for VersionChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VersionChoice(..)")
    }
}
