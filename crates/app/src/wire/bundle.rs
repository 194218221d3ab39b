//! The bundle for a manager.

use super::CaseRef;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Something that may go into a bundle.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BundlePart {
    /// Its name: `summary`, `chronology`, `safety`, `checklist`, `people`, `paper:<id>:<visit>`, `policy`, `file:<id>`.
    pub id: String,
    /// In words.
    pub title: String,
    /// What it holds: "14 records from 3 Nov to 20 Nov".
    pub remark: String,
    /// In by default.
    pub chosen: bool,
}

/// What is inside.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BundleContentsView {
    /// The case.
    pub case: String,
    /// Number.
    pub number: String,
    /// Whom it is about.
    pub about: String,
    /// Parts.
    pub parts: Vec<BundlePart>,
    /// Remarks on the record's quality: advice, never a bar.
    pub quality: Vec<String>,
    /// What left before: when (RFC 3339), to whom, how.
    pub sent: Vec<(String, String, String)>,
}

/// Make a bundle.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct MakeBundle {
    /// The case.
    #[serde(flatten)]
    #[ts(flatten)]
    pub case: CaseRef,
    /// Parts to put in.
    pub parts: Vec<String>,
    /// For whom.
    pub to: String,
    /// Why, and why they need it.
    pub purpose: String,
    /// How the password goes: `phone` or `in-person`.
    pub password_by: String,
}

/// A bundle was made.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BundleMade {
    /// The encrypted PDF's path; null where cancelled.
    pub pdf: Option<String>,
    /// The age file's path.
    pub sealed: Option<String>,
    /// The program that copies their folder to other computers; empty for none.
    pub synced: String,
    /// Six words, to give by telephone or in person.
    pub password: String,
    /// How to open it, for the recipient, in words.
    pub how_to_open: String,
}
