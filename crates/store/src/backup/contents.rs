//! What a checked backup holds.

use rusqlite::Connection;
use stepwise_core::chain::Head;

use super::MADE;
use crate::cases;
use crate::database::{self, to_u64};
use crate::error::StoreError;
use crate::ids::{CaseId, VaultId};
use crate::verify::Verified;

/// A case in a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseHeld {
    /// The case.
    pub id: CaseId,
    /// The number for people.
    pub number: String,
    /// Where its chain stands.
    pub head: Head,
}

/// What a backup holds. All of it was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The vault that it is of.
    pub vault: VaultId,
    /// When it was made, RFC 3339; none in one that an early version made.
    pub made: Option<String>,
    /// Where the vault's journal stands in it.
    pub journal: Head,
    /// Its cases, by number.
    pub cases: Vec<CaseHeld>,
    /// Entries of all cases together.
    pub events: u64,
    /// When the last entry of a case was recorded, RFC 3339; none without entries.
    pub last_event: Option<String>,
    /// Attachments and prints.
    pub documents: u64,
    /// The size of its database.
    pub bytes: u64,
}

/// Gathers what a checked database holds.
pub(super) fn gather(
    conn: &Connection,
    vault: VaultId,
    verified: &Verified,
    bytes: u64,
) -> Result<Contents, StoreError> {
    let mut statement = conn.prepare("SELECT id, number FROM cases ORDER BY year, ordinal")?;
    let listed: Vec<(CaseId, String)> = statement
        .query_map([], |row| Ok((CaseId(row.get(0)?), row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut cases = Vec::with_capacity(listed.len());
    for (id, number) in listed {
        let head = cases::head_in(conn, id)?.ok_or(StoreError::NoSuchCase)?;
        cases.push(CaseHeld { id, number, head });
    }
    // The journal notes each append with its time, in order: its last such entry is the last of all.
    let last_event = conn
        .prepare("SELECT recorded FROM journal WHERE kind = ?1 ORDER BY seq DESC LIMIT 1")?
        .query_map([crate::journal::CASE_HEAD], |row| row.get::<_, String>(0))?
        .next()
        .transpose()?;
    let documents: i64 = conn.query_row("SELECT count(*) FROM documents", [], |row| row.get(0))?;
    let made = database::meta(conn, MADE)?.and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(Contents {
        vault,
        made,
        journal: verified.journal,
        cases,
        events: verified.events,
        last_event,
        documents: to_u64(documents),
        bytes,
    })
}
