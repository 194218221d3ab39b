//! What a backup holds against what the vault in use holds.

use std::collections::BTreeMap;

use rusqlite::Connection;
use stepwise_core::chain::{ChainHash, Head};

use super::{CaseHeld, Contents};
use crate::cases;
use crate::error::StoreError;
use crate::ids::CaseId;
use crate::vault::Vault;
use crate::verify;

/// How one chain stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The same, to the last entry.
    Same,
    /// The backup is an earlier state of what is in use.
    Earlier,
    /// What is in use is an earlier state of the backup.
    Later,
    /// They part somewhere: each holds entries that the other does not.
    Differs,
}

/// A case in which the two differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseCompared {
    /// The case.
    pub id: CaseId,
    /// The number for people.
    pub number: String,
    /// Entries in the backup; none where it does not have the case.
    pub backup: Option<u64>,
    /// Entries in what is in use; none where it does not have the case.
    pub present: Option<u64>,
    /// How the two stand.
    pub line: Line,
}

/// What a backup holds against what is in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// How the journals stand.
    pub journal: Line,
    /// Where the journal in use stands.
    pub present: Head,
    /// The cases that are not the same in both, by number.
    pub cases: Vec<CaseCompared>,
}

impl Comparison {
    /// Entries of cases that are in use and not in the backup. Where a case differs, all of its
    /// entries count: nobody can say which of them are alike.
    pub fn missing(&self) -> u64 {
        let each = self.cases.iter().map(|case| match case.line {
            Line::Same | Line::Later => 0,
            Line::Earlier => {
                let (now, then) = (case.present.unwrap_or(0), case.backup.unwrap_or(0));
                now.saturating_sub(then)
            }
            Line::Differs => case.present.unwrap_or(0),
        });
        each.sum()
    }
}

/// Which of two heads of one chain comes first, by the entries that each has at the other's place.
fn line(
    backup: Head,
    present: Head,
    backup_at: impl FnOnce(u64) -> rusqlite::Result<Option<ChainHash>>,
    present_at: impl FnOnce(u64) -> rusqlite::Result<Option<ChainHash>>,
) -> rusqlite::Result<Line> {
    use std::cmp::Ordering;
    Ok(match backup.seq.cmp(&present.seq) {
        Ordering::Equal if backup.hash == present.hash => Line::Same,
        Ordering::Less if present_at(backup.seq)? == Some(backup.hash) => Line::Earlier,
        Ordering::Greater if backup_at(present.seq)? == Some(present.hash) => Line::Later,
        _ => Line::Differs,
    })
}

/// Compares a checked backup with an open vault.
pub(super) fn compare(
    conn: &Connection,
    contents: &Contents,
    present: &Vault,
) -> Result<Comparison, StoreError> {
    let journal = line(
        contents.journal,
        present.journal_head(),
        |seq| verify::journal_hash_at(conn, seq),
        |seq| verify::journal_hash_at(&present.conn, seq),
    )?;
    let mut held: BTreeMap<CaseId, &CaseHeld> =
        contents.cases.iter().map(|case| (case.id, case)).collect();
    let mut cases = Vec::new();
    for now in present.cases()? {
        let then = held.remove(&now.id);
        let how = match then {
            None => Line::Earlier,
            Some(then) => line(
                then.head,
                now.head,
                |seq| cases::hash_at(conn, now.id, seq),
                |seq| cases::hash_at(&present.conn, now.id, seq),
            )?,
        };
        if how != Line::Same {
            cases.push(CaseCompared {
                id: now.id,
                number: now.number,
                backup: then.map(|then| then.head.seq),
                present: Some(now.head.seq),
                line: how,
            });
        }
    }
    cases.extend(held.into_values().map(|then| CaseCompared {
        id: then.id,
        number: then.number.clone(),
        backup: Some(then.head.seq),
        present: None,
        line: Line::Later,
    }));
    cases.sort_by(|a, b| a.number.cmp(&b.number));
    Ok(Comparison {
        journal,
        present: present.journal_head(),
        cases,
    })
}
