//! What people do with the record besides recording: looked at, printed, sent away, changed. One way for all of
//! it into the vault's journal, which holds ids and counts alone: a name or a text belongs to its case, which can
//! be erased. `views/activity.rs` puts each into words.

use crate::config::Now;
use crate::failure::Answer;
use crate::handover::RECEIVED;
use crate::open::OpenVault;
use chrono::{DateTime, FixedOffset, TimeDelta};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use stepwise_store::{CaseId, NewEntry};

/// A look at the same case within so many minutes after the one that was written down is the same look.
const SAME_LOOK_MINUTES: i64 = 10;
/// Looks that could not be written down wait for the next one that can; no more than this.
const WAITING: usize = 1000;

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// A case was opened on the screen.
    Viewed(CaseId),
    /// Something was looked for. For what is not kept.
    Searched,
    /// A paper was handed to the system to print.
    Printed { case: CaseId, paper: String },
    /// A paper was saved as a file, not encrypted.
    Saved { case: CaseId, paper: String },
    /// An e-mail with a paper was drafted.
    Drafted {
        case: CaseId,
        paper: String,
        encrypted: bool,
    },
    /// The words of a draft were handed to the system's e-mail program.
    MailOpened(CaseId),
    /// A bundle was made.
    Bundled(CaseId),
    /// The whole case was handed over, in a file with this SHA-256.
    HandedOver { case: CaseId, digest: String },
    /// It is known that a case that was handed over reached them; the entry that says that it was.
    HandoverReceived { case: CaseId, seq: u64 },
    /// What was to leave could not be put in its place, so nothing left.
    NothingLeft(CaseId),
    /// Files were taken into a case.
    Attached { case: CaseId, files: usize },
    /// A file of a case was saved out, not encrypted.
    FileSaved(CaseId),
    /// A copy was made for somebody who asked for it.
    CopyGiven(CaseId),
    /// The chronology was copied as text into the setting's own system.
    CopiedOver(CaseId),
    /// The days ahead were saved as a calendar file, of every case or of one.
    CalendarSaved { case: Option<CaseId>, days: usize },
    /// A report without names was saved as a file; with its small counts or not.
    ReportSaved { small: bool },
    /// The recovery sheet was saved.
    RecoverySheet,
    /// The settings were changed: the names of those that differ.
    Settings(Vec<String>),
    /// A policy was added.
    PolicyAdded,
    /// A policy was taken off the list.
    PolicyRemoved,
    /// The head on a printed form was looked up; the case that it is of, if any.
    FormChecked { case: Option<CaseId> },
    /// A bundle that somebody sent was opened. Of whom it is, is not kept.
    IncomingOpened,
    /// A file out of such a bundle was saved, not encrypted.
    IncomingFileSaved,
    /// The key that sealed one is remembered from now on.
    SenderRemembered,
    /// It is remembered no longer.
    SenderForgotten,
}

/// Kinds of entries that only look: nothing that a backup would have to be made for.
pub(crate) const LOOKS: [&str; 5] = [
    "case-viewed",
    "searched",
    "form-checked",
    "incoming-opened",
    "incoming-file-saved",
];

impl Act {
    /// The entry's kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Viewed(_) => "case-viewed",
            Self::Searched => "searched",
            Self::Printed { .. } => "paper-printed",
            Self::Saved { .. } => "paper-saved",
            Self::Drafted { .. } => "email-drafted",
            Self::MailOpened(_) => "mail-opened",
            Self::Bundled(_) => "bundle-made",
            Self::HandedOver { .. } => "case-handed-over",
            Self::HandoverReceived { .. } => RECEIVED,
            Self::NothingLeft(_) => "nothing-left",
            Self::Attached { .. } => "files-attached",
            Self::FileSaved(_) => "file-saved",
            Self::CopyGiven(_) => "copy-given",
            Self::CopiedOver(_) => "copied-over",
            Self::CalendarSaved { .. } => "calendar-saved",
            Self::ReportSaved { .. } => "report-saved",
            Self::RecoverySheet => "recovery-sheet-saved",
            Self::Settings(_) => "settings-changed",
            Self::PolicyAdded => "policy-added",
            Self::PolicyRemoved => "policy-removed",
            Self::FormChecked { .. } => "form-checked",
            Self::IncomingOpened => "incoming-opened",
            Self::IncomingFileSaved => "incoming-file-saved",
            Self::SenderRemembered => "sender-remembered",
            Self::SenderForgotten => "sender-forgotten",
        }
    }

    fn case(&self) -> Option<CaseId> {
        match self {
            Self::Viewed(case)
            | Self::HandedOver { case, .. }
            | Self::HandoverReceived { case, .. }
            | Self::Printed { case, .. }
            | Self::Saved { case, .. }
            | Self::Drafted { case, .. }
            | Self::MailOpened(case)
            | Self::Bundled(case)
            | Self::Attached { case, .. }
            | Self::FileSaved(case)
            | Self::CopyGiven(case)
            | Self::CopiedOver(case)
            | Self::NothingLeft(case) => Some(*case),
            Self::FormChecked { case } | Self::CalendarSaved { case, .. } => *case,
            _ => None,
        }
    }

    fn payload(&self) -> Value {
        match self {
            Self::Printed { paper, .. } | Self::Saved { paper, .. } => json!({ "paper": paper }),
            Self::Drafted {
                paper, encrypted, ..
            } => json!({ "paper": paper, "encrypted": encrypted }),
            Self::HandedOver { digest, .. } => json!({ "digest": digest }),
            Self::HandoverReceived { seq, .. } => json!({ "seq": seq }),
            Self::Attached { files, .. } => json!({ "files": files }),
            Self::CalendarSaved { days, .. } => json!({ "days": days }),
            Self::ReportSaved { small } => json!({ "small": small }),
            Self::Settings(names) => json!({ "settings": names }),
            _ => json!({}),
        }
    }

    /// The entry, by whoever has the vault open.
    pub fn entry(&self, open: &OpenVault, now: &Now) -> NewEntry {
        NewEntry {
            kind: self.kind().to_owned(),
            case: self.case(),
            payload: self.payload(),
            stamp: now.for_store(),
            actor: open.user.to_string(),
        }
    }
}

/// Looks: when each was last written down, and those that wait to be.
#[derive(Default)]
pub(crate) struct Looks {
    last: BTreeMap<(&'static str, Option<CaseId>), DateTime<FixedOffset>>,
    waiting: Vec<NewEntry>,
}

impl Looks {
    /// Whether a look is another one than the last. A clock that went back makes it another.
    fn is_new(&self, at: (&'static str, Option<CaseId>), now: DateTime<FixedOffset>) -> bool {
        self.last.get(&at).is_none_or(|last| {
            let since = now.signed_duration_since(*last);
            since < TimeDelta::zero() || since >= TimeDelta::minutes(SAME_LOOK_MINUTES)
        })
    }
}

impl OpenVault {
    /// Writes down what was done.
    ///
    /// # Errors
    /// Not written down.
    pub fn note(&mut self, now: &Now, act: &Act) -> Answer<()> {
        let entry = act.entry(self, now);
        self.vault.journal(entry)?;
        Ok(())
    }

    /// Writes down that somebody looked: once for one case in ten minutes. A full disk does not keep anybody from
    /// a child's record: the look then waits, and is written with the next one, with its own time.
    pub fn note_look(&mut self, now: &Now, act: &Act) {
        let at = (act.kind(), act.case());
        if !self.looks.is_new(at, now.stamp) {
            return;
        }
        self.looks.last.insert(at, now.stamp);
        let entry = act.entry(self, now);
        if self.looks.waiting.len() < WAITING {
            self.looks.waiting.push(entry);
        }
        self.write_looks();
    }

    /// Writes down the looks that wait, as far as it can be done.
    pub fn write_looks(&mut self) {
        let mut waiting = std::mem::take(&mut self.looks.waiting).into_iter();
        while let Some(entry) = waiting.next() {
            if self.vault.journal(entry.clone()).is_err() {
                self.looks.waiting.push(entry);
                self.looks.waiting.extend(waiting);
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_within_ten_minutes_is_the_same_and_a_clock_set_back_makes_another() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
        let case = ("looked", Some(CaseId([1; 16])));
        let mut looks = Looks::default();
        let first = at("2026-11-20T09:00:00+00:00");
        assert!(looks.is_new(case, first));
        looks.last.insert(case, first);
        assert!(!looks.is_new(case, at("2026-11-20T09:09:59+00:00")));
        assert!(looks.is_new(case, at("2026-11-20T09:10:00+00:00")));
        assert!(looks.is_new(case, at("2026-11-20T08:59:00+00:00")));
        assert!(looks.is_new(("looked", Some(CaseId([2; 16]))), first));
        assert!(looks.is_new(("searched", case.1), first));
    }
}
