//! Records to review, holds, erasing.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// All about how long records are kept.
#[derive(Clone, Debug, Serialize, TS)]
pub struct KeepingView {
    /// The schedule in force.
    pub schedule: ScheduleView,
    /// Cases whose time has come, the longest ago first.
    pub due: Vec<ReviewRow>,
    /// Cases of which nobody can say until something is filled in.
    pub ask: Vec<ReviewRow>,
    /// Cases on hold, the hold on all cases left out.
    pub held: Vec<ReviewRow>,
    /// Cases whose time comes within a year.
    pub coming: Vec<ReviewRow>,
    /// How many closed cases are kept for longer.
    pub later: u32,
    /// How many open cases: they are never on the list.
    pub open: u32,
    /// Holds on every case, now and to come.
    pub all_held: Vec<HoldView>,
    /// Cases that were erased, the last one first.
    pub erased: Vec<ErasedRow>,
}

/// A schedule.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ScheduleView {
    /// The setting's own; otherwise the one that comes with the application.
    pub own: bool,
    /// What it is called.
    pub title: String,
    /// Where it was taken from.
    pub source: String,
    /// ISO day on which that was last read.
    pub read: String,
    /// What is to be known of it.
    pub notes: Vec<String>,
    /// Its rules.
    pub rules: Vec<KeepRuleView>,
}

/// A rule of a schedule.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct KeepRuleView {
    /// `child` or `adult`.
    pub about: String,
    /// `birth` or `end`.
    pub from: String,
    /// So many years.
    pub years: u32,
    /// `day`, or `school-year`: to the end of the school year.
    pub until: String,
    /// Where it was taken from, in words.
    pub source: String,
    /// What is still to be confirmed; empty where nothing is.
    pub confirm: String,
}

/// A closed case, as far as keeping it goes.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ReviewRow {
    /// The case.
    pub case: String,
    /// Its number.
    pub number: String,
    /// Whom it is about.
    pub about: String,
    /// Why it stands here: sentences.
    pub words: Vec<String>,
    /// ISO day: since when, until when; null where nobody knows.
    pub day: Option<String>,
}

/// A hold.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HoldView {
    /// Its name.
    pub id: String,
    /// Who asked for it.
    pub asked_by: String,
    /// Why.
    pub why: String,
    /// Their reference; empty for none.
    pub reference: String,
    /// ISO day.
    pub since: String,
    /// Who put it on.
    pub by: String,
    /// It is on every case.
    pub all: bool,
}

/// An erased case.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ErasedRow {
    /// The case.
    pub case: String,
    /// Its number, which stays.
    pub number: String,
    /// RFC 3339.
    pub at: String,
    /// Who erased it.
    pub by: String,
    /// Why; empty where it was erased again.
    pub reason: String,
    /// It had been erased before and was back, in a restored or older record.
    pub again: bool,
    /// How many entries its chain has.
    pub entries: u64,
    /// The seal of the last one: 64 digits in groups of four.
    pub head: String,
}

/// A case that is to be put on hold.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PlaceHold {
    /// The case; empty for every case, now and to come.
    pub case: String,
    /// Who asked for it.
    pub asked_by: String,
    /// Why.
    pub why: String,
    /// Their reference, if any.
    pub reference: String,
    /// ISO day.
    pub since: String,
}

/// A hold that is to be lifted.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct LiftHold {
    /// The case; empty for a hold on every case.
    pub case: String,
    /// Its name.
    pub hold: String,
    /// Why.
    pub reason: String,
}

/// A case that was reviewed and is kept.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct KeepLonger {
    /// The case.
    pub case: String,
    /// Why.
    pub reason: String,
    /// ISO day on which it is reviewed again.
    pub again: String,
}

/// The setting's own schedule.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SaveSchedule {
    /// Where it was taken from: its title and date. Empty, with no rules, for the one that comes with the
    /// application.
    pub source: String,
    /// Its rules.
    pub rules: Vec<KeepRuleView>,
}

/// What erasing a case would do.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ErasingView {
    /// The case.
    pub case: String,
    /// Its number, which is to be typed.
    pub number: String,
    /// Whom it is about; empty once it was erased.
    pub about: String,
    /// It was erased.
    pub erased: bool,
    /// Why it may not be erased: sentences. Empty where it may.
    pub refused: Vec<String>,
    /// How many entries go.
    pub entries: u64,
    /// How many attachments and prints go.
    pub documents: u32,
    /// Numbers of linked cases, whose records say that this one was linked.
    pub linked: Vec<String>,
    /// What left Stepwise, and is out of its reach: "Left Stepwise: a form, 3 May 2019".
    pub sent: Vec<String>,
    /// Folders of records kept from before a restore: it is erased there, too.
    pub kept: Vec<String>,
    /// Backups that hold it, the newest first.
    pub backups: Vec<HoldingBackup>,
    /// Why the folder of the backups cannot be looked at; null where it can, or none is chosen.
    pub unseen: Option<crate::error::WireError>,
    /// The passphrase is asked for again.
    pub passphrase: bool,
}

/// A backup that holds an erased case.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HoldingBackup {
    /// Its file's name.
    pub name: String,
    /// When it was made: an ISO day, `T` and a time.
    pub made: String,
    /// ISO day on which the keeping rule gives it up at the latest; null where its own date is ahead.
    pub until: Option<String>,
}

/// Erase a case for good.
#[derive(Clone, Deserialize, TS)]
pub struct EraseCase {
    /// The case.
    pub case: String,
    /// Its number, as typed.
    pub number: String,
    /// Why. It stays in the journal.
    pub reason: String,
    /// The passphrase of whoever erases it.
    pub passphrase: String,
}

/// It was erased.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CaseErased {
    /// Its number.
    pub number: String,
    /// The file was written anew without it. Otherwise the next unlocking does that.
    pub swept: bool,
    /// Copies in the record's own folder that could not be taken away.
    pub copies_left: u32,
    /// Folders of kept records in which it could not be erased.
    pub not_reached: Vec<String>,
    /// What is left elsewhere.
    pub left: ErasingView,
}
