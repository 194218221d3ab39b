//! A timeline as written, read but not yet played.

use crate::policy::problem::Place;
use crate::policy::table::Word;
use std::collections::BTreeMap;
use toml::value::Datetime;

/// The whole file.
#[derive(Clone, Debug, Default)]
pub(super) struct RawTimeline {
    pub name: String,
    pub says: String,
    pub calendar_revision: Option<String>,
    pub raised_by: RawSide,
    pub raised: Option<Datetime>,
    /// Each with its place, since the policy may not have it.
    pub facts: Vec<(Word, Word)>,
    pub moments: Vec<(Word, Datetime)>,
    /// None: one child.
    pub subjects: Option<Vec<RawSubject>>,
    pub people: Vec<RawPerson>,
    pub agencies: Vec<RawAgency>,
    pub steps: Vec<RawStep>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum RawSide {
    #[default]
    Ours,
    Theirs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RawSubject {
    Child,
    Adult,
}

#[derive(Clone, Debug)]
pub(super) struct RawPerson {
    pub side: RawSide,
    pub agency: Option<String>,
    pub roles: Vec<Word>,
}

#[derive(Clone, Debug)]
pub(super) struct RawAgency {
    pub id: String,
    pub side: RawSide,
    pub facts: Vec<(Word, Word)>,
}

#[derive(Clone, Debug)]
pub(super) struct RawStep {
    pub place: Place,
    pub at: Datetime,
    pub says: String,
    pub acts: Vec<RawAct>,
    pub expect: RawExpect,
}

/// What an entry of `do` records.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verb {
    Open(String),
    Unresolved,
    Resolved,
    Reached(String),
    Done(String),
    NotDone(String),
    Fact(String),
    Limit(String),
    OwnDate(Datetime),
    End(String),
    Withdraw,
    Reopen,
    Harm(bool),
    Plan,
    Agreed(String),
    Action(String),
    Strike(Struck),
    Take(String),
    Link(String),
    MovedTo(String),
    NotMovedTo(String),
}

/// Which record is struck out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Struck {
    Number(u64),
    /// `last`, or a kind of record.
    Kind(String),
}

/// By when, or on whose side.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum By {
    Date(Datetime),
    Side(RawSide),
}

/// One entry of `do`: what it records, and what is said beside it.
#[derive(Clone, Debug)]
pub(super) struct RawAct {
    pub place: Place,
    pub verb: Verb,
    pub on: Option<Datetime>,
    pub by: Option<By>,
    pub is: Option<String>,
    pub why: Option<String>,
    pub reason: Option<String>,
    pub visit: Option<u32>,
    /// `for`.
    pub of: Option<String>,
    pub whole: bool,
    pub dissent: Option<String>,
}

/// What must hold after a step. Each key is optional; each given one is checked exactly.
#[derive(Clone, Debug, Default)]
pub(crate) struct RawExpect {
    pub stage: Option<String>,
    pub phase: Option<String>,
    pub version: Option<String>,
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
