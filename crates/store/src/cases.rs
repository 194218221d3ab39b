//! The list of cases, and what was worked out from each record.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};
use stepwise_core::chain::{ChainHash, Head};

use crate::database::{to_i64, to_u64};
use crate::erasing;
use crate::error::StoreError;
use crate::ids::{CaseId, VaultId};
use crate::vault::Vault;

/// What a caller worked out from a case's record, kept so that a list of all cases is quick. It
/// can be thrown away at any time.
#[derive(Clone, PartialEq, Eq)]
pub struct CaseIndex {
    /// A summary, as JSON.
    pub summary: String,
    /// When the summary changes by the passing of time alone; none when it does not. Kept to the
    /// second.
    pub changes_at: Option<DateTime<Utc>>,
    /// What it was worked out with (program version, calendar revision); another value than the
    /// caller's own means: work it out again.
    pub stamp: String,
}

impl std::fmt::Debug for CaseIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CaseIndex")
            .field("changes_at", &self.changes_at)
            .finish_non_exhaustive()
    }
}

/// One case in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEntry {
    /// The case.
    pub id: CaseId,
    /// The number for people.
    pub number: String,
    /// Where its chain begins.
    pub genesis: ChainHash,
    /// The record in which its chain began, where that is another one.
    pub origin: Option<VaultId>,
    /// The number that it has there.
    pub theirs: Option<String>,
    /// Where its chain stands.
    pub head: Head,
    /// When it was opened here, RFC 3339.
    pub opened: String,
    /// It was erased: its chain and its number are all that is left.
    pub erased: bool,
    /// What was worked out, if it was.
    pub index: Option<CaseIndex>,
    /// The entry up to which it was worked out; when it is not the head's, work it out again.
    pub index_seq: Option<u64>,
}

const SELECT: &str = "SELECT c.id, c.number, c.genesis, c.opened, r.seq, r.hash, i.summary, i.changes_at, i.stamp, i.seq, c.year, c.ordinal, e.case_id IS NOT NULL, c.origin, c.theirs
    FROM cases c
    LEFT JOIN case_heads r ON r.case_id = c.id
    LEFT JOIN case_index i ON i.case_id = c.id
    LEFT JOIN erased e ON e.case_id = c.id";
const SELECT_RECORDED: &str = "SELECT c.id, c.number, c.genesis, c.opened, r.seq, r.hash, NULL, NULL, NULL, NULL, c.year, c.ordinal, e.case_id IS NOT NULL, c.origin, c.theirs
    FROM cases c
    LEFT JOIN case_heads r ON r.case_id = c.id
    LEFT JOIN erased e ON e.case_id = c.id";

fn entry(row: &Row<'_>) -> rusqlite::Result<CaseEntry> {
    let genesis = ChainHash(row.get(2)?);
    let head = match (
        row.get::<_, Option<i64>>(4)?,
        row.get::<_, Option<[u8; 32]>>(5)?,
    ) {
        (Some(seq), Some(hash)) => Head {
            seq: to_u64(seq),
            hash: ChainHash(hash),
        },
        _ => Head {
            seq: 0,
            hash: genesis,
        },
    };
    let index = match (
        row.get::<_, Option<String>>(6)?,
        row.get::<_, Option<String>>(8)?,
    ) {
        (Some(summary), Some(stamp)) => Some(CaseIndex {
            summary,
            changes_at: row
                .get::<_, Option<i64>>(7)?
                .and_then(|at| DateTime::from_timestamp(at, 0)),
            stamp,
        }),
        _ => None,
    };
    Ok(CaseEntry {
        id: CaseId(row.get(0)?),
        number: row.get(1)?,
        genesis,
        origin: row.get::<_, Option<[u8; 16]>>(13)?.map(VaultId),
        theirs: row.get(14)?,
        head,
        opened: row.get(3)?,
        erased: row.get(12)?,
        index,
        index_seq: row.get::<_, Option<i64>>(9)?.map(to_u64),
    })
}

/// Where a case stands; none when there is no such case.
pub(crate) fn head_in(conn: &Connection, case: CaseId) -> rusqlite::Result<Option<Head>> {
    let genesis = conn
        .prepare_cached("SELECT genesis FROM cases WHERE id = ?1")?
        .query_row([case.0], |row| row.get(0))
        .optional()?;
    let Some(genesis) = genesis else {
        return Ok(None);
    };
    let last = conn
        .prepare_cached(
            "SELECT seq, hash FROM case_rows WHERE case_id = ?1 ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([case.0], |row| {
            Ok(Head {
                seq: to_u64(row.get(0)?),
                hash: ChainHash(row.get(1)?),
            })
        })
        .optional()?;
    Ok(Some(last.unwrap_or(Head {
        seq: 0,
        hash: ChainHash(genesis),
    })))
}

/// The record in which a case's chain began: this one, unless the case was taken on from another.
pub(crate) fn origin_in(
    conn: &Connection,
    vault: &VaultId,
    case: CaseId,
) -> Result<VaultId, StoreError> {
    let origin: Option<[u8; 16]> = conn
        .prepare_cached("SELECT origin FROM cases WHERE id = ?1")?
        .query_row([case.0], |row| row.get(0))
        .optional()?
        .ok_or(StoreError::NoSuchCase)?;
    Ok(origin.map_or(*vault, VaultId))
}

/// A case that is put on the list.
pub(crate) struct Listing<'a> {
    pub(crate) case: CaseId,
    pub(crate) year: i32,
    pub(crate) genesis: ChainHash,
    /// RFC 3339.
    pub(crate) opened: &'a str,
    /// The record in which it began, and its number there, where that is another record.
    pub(crate) from: Option<(VaultId, &'a str)>,
}

/// Gives a case the next number of its year.
pub(crate) fn insert(conn: &Connection, listing: &Listing<'_>) -> rusqlite::Result<String> {
    let year = listing.year;
    let ordinal: i64 = conn.query_row(
        "SELECT coalesce(max(ordinal), 0) + 1 FROM cases WHERE year = ?1",
        [year],
        |row| row.get(0),
    )?;
    let number = format!("{year:04}-{ordinal:03}");
    conn.execute(
        "INSERT INTO cases (id, number, year, ordinal, genesis, opened, origin, theirs)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            listing.case.0,
            number,
            year,
            ordinal,
            listing.genesis.0,
            listing.opened,
            listing.from.map(|(origin, _)| origin.0),
            listing.from.map(|(_, number)| number),
        ],
    )?;
    Ok(number)
}

/// Keeps the last row of a case where the list finds it.
pub(crate) fn put_head(conn: &Connection, case: CaseId, head: &Head) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO case_heads (case_id, seq, hash) VALUES (?1, ?2, ?3)
         ON CONFLICT (case_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
    )?
    .execute(params![case.0, to_i64(head.seq), head.hash.0])?;
    Ok(())
}

/// The hash of a case's entry at a place.
pub(crate) fn hash_at(
    conn: &Connection,
    case: CaseId,
    seq: u64,
) -> rusqlite::Result<Option<ChainHash>> {
    conn.prepare_cached("SELECT hash FROM case_rows WHERE case_id = ?1 AND seq = ?2")?
        .query_row(params![case.0, to_i64(seq)], |row| {
            row.get(0).map(ChainHash)
        })
        .optional()
}

/// What the list says of where a case stands.
pub(crate) fn listed_head(conn: &Connection, case: CaseId) -> rusqlite::Result<Option<Head>> {
    conn.prepare_cached("SELECT seq, hash FROM case_heads WHERE case_id = ?1")?
        .query_row([case.0], |row| {
            Ok(Head {
                seq: to_u64(row.get(0)?),
                hash: ChainHash(row.get(1)?),
            })
        })
        .optional()
}

pub(crate) fn put_index(
    conn: &Connection,
    case: CaseId,
    seq: u64,
    index: &CaseIndex,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO case_index (case_id, seq, stamp, summary, changes_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (case_id) DO UPDATE SET seq = excluded.seq, stamp = excluded.stamp,
             summary = excluded.summary, changes_at = excluded.changes_at",
    )?
    .execute(params![
        case.0,
        to_i64(seq),
        index.stamp,
        index.summary,
        index.changes_at.map(|at| at.timestamp())
    ])?;
    Ok(())
}

impl Vault {
    /// All cases, by number, with what was worked out from each.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn cases(&self) -> Result<Vec<CaseEntry>, StoreError> {
        self.by_number(SELECT)
    }

    /// All cases, by number, as their records stand: nothing that was worked out is read, which is most of
    /// the bytes. [`CaseEntry::index`] is none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn cases_as_recorded(&self) -> Result<Vec<CaseEntry>, StoreError> {
        self.by_number(SELECT_RECORDED)
    }

    /// Rows in the order in which the tables lie, put into the order of numbers here. The names are random, so
    /// in any other order nearly every row would be on a page of its own, to be read and decrypted again for
    /// each: a list of many cases, more than fit into the pages kept in memory, would cost more for each case.
    fn by_number(&self, select: &str) -> Result<Vec<CaseEntry>, StoreError> {
        let mut statement = self
            .conn
            .prepare_cached(&format!("{select} ORDER BY c.id"))?;
        let rows = statement.query_map([], |row| {
            let number: (i64, i64) = (row.get(10)?, row.get(11)?);
            Ok((number, entry(row)?))
        })?;
        let mut rows: Vec<((i64, i64), CaseEntry)> = rows.collect::<Result<_, _>>()?;
        rows.sort_unstable_by_key(|(number, _)| *number);
        Ok(rows.into_iter().map(|(_, entry)| entry).collect())
    }

    /// One case.
    ///
    /// # Errors
    /// [`StoreError::NoSuchCase`]; [`StoreError`].
    pub fn case(&self, case: CaseId) -> Result<CaseEntry, StoreError> {
        self.conn
            .prepare_cached(&format!("{SELECT} WHERE c.id = ?1"))?
            .query_row([case.0], entry)
            .optional()?
            .ok_or(StoreError::NoSuchCase)
    }

    /// Where a case stands.
    ///
    /// # Errors
    /// [`StoreError::NoSuchCase`]; [`StoreError`].
    pub fn head(&self, case: CaseId) -> Result<Head, StoreError> {
        head_in(&self.conn, case)?.ok_or(StoreError::NoSuchCase)
    }

    /// Keeps what was worked out from cases' records, each up to the entry of the number beside it: all
    /// of them or none, with one commit.
    ///
    /// # Errors
    /// [`StoreError::NoSuchCase`], [`StoreError::CaseErased`]; [`StoreError`].
    pub fn put_case_indexes(
        &mut self,
        rows: impl IntoIterator<Item = (CaseId, u64, CaseIndex)>,
    ) -> Result<(), StoreError> {
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (case, at_seq, index) in rows {
            head_in(&tx, case)?.ok_or(StoreError::NoSuchCase)?;
            erasing::still_there(&tx, case)?;
            put_index(&tx, case, at_seq, &index)?;
        }
        Ok(tx.commit()?)
    }

    /// Throws away all that was worked out; the records stay.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn clear_case_index(&mut self) -> Result<(), StoreError> {
        self.conn.execute("DELETE FROM case_index", [])?;
        Ok(())
    }
}
