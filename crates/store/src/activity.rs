//! Reading the journal: who did what, when.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value as Cell;
use rusqlite::{Row, params, params_from_iter};

use crate::database::{to_i64, to_u64};
use crate::error::StoreError;
use crate::ids::CaseId;
use crate::journal::{CLOCK_WENT_BACK, Entry, UNLOCKED};
use crate::vault::Vault;

/// Which entries of the journal are wanted. What is empty or none does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalQuery {
    /// Who.
    pub actor: Option<String>,
    /// Which kinds; empty for all.
    pub kinds: Vec<String>,
    /// About which case.
    pub case: Option<CaseId>,
    /// From this day on, `2026-11-20`, by the clock on the wall where it was written.
    pub from: Option<String>,
    /// Up to and with this day.
    pub to: Option<String>,
    /// Only entries before this one: the next page.
    pub before: Option<u64>,
    /// At most so many.
    pub limit: u32,
}

const COLUMNS: &str = "j.seq, j.recorded, j.zone, j.actor, j.kind, j.subject, p.bytes";

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        seq: to_u64(row.get(0)?),
        recorded: row.get(1)?,
        zone: row.get(2)?,
        actor: row.get(3)?,
        kind: row.get(4)?,
        case: row.get::<_, Option<[u8; 16]>>(5)?.map(CaseId),
        payload: row.get(6)?,
    })
}

impl Vault {
    /// When each person last opened the vault, by label, RFC 3339; the unlocking that holds now is left
    /// out. Whoever never did is not in it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_unlocks(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT actor, recorded, max(seq) FROM journal WHERE kind = ?1 AND seq < ?2 GROUP BY actor",
        )?;
        let now: i64 = self.conn.query_row(
            "SELECT coalesce(max(seq), 0) FROM journal WHERE kind = ?1",
            [UNLOCKED],
            |row| row.get(0),
        )?;
        let found =
            statement.query_map(params![UNLOCKED, now], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Entries that fit, the newest first. One look costs at most one reading of the rows of the journal; the
    /// payloads are read of those alone that fit.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn journal_page(&self, query: &JournalQuery) -> Result<Vec<Entry>, StoreError> {
        let mut tests = String::new();
        let mut values: Vec<Cell> = Vec::new();
        let mut test = |sql: &str, value: Cell| {
            tests.push_str(sql);
            values.push(value);
        };
        if let Some(before) = query.before {
            test(" AND j.seq < ?", Cell::Integer(to_i64(before)));
        }
        if let Some(actor) = &query.actor {
            test(" AND j.actor = ?", Cell::Text(actor.clone()));
        }
        if let Some(case) = query.case {
            test(" AND j.subject = ?", Cell::Blob(case.0.to_vec()));
        }
        // RFC 3339 begins with the day, and days compare as texts.
        if let Some(from) = &query.from {
            test(
                " AND substr(j.recorded, 1, 10) >= ?",
                Cell::Text(from.clone()),
            );
        }
        if let Some(to) = &query.to {
            test(
                " AND substr(j.recorded, 1, 10) <= ?",
                Cell::Text(to.clone()),
            );
        }
        if !query.kinds.is_empty() {
            let marks = vec!["?"; query.kinds.len()].join(", ");
            tests.push_str(&format!(" AND j.kind IN ({marks})"));
            values.extend(query.kinds.iter().cloned().map(Cell::Text));
        }
        values.push(Cell::Integer(i64::from(query.limit)));
        // CROSS JOIN keeps the order of the loops: newest first, and done after `limit` of them.
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM journal j CROSS JOIN journal_payloads p ON p.seq = j.seq
             WHERE 1{tests} ORDER BY j.seq DESC LIMIT ?"
        ))?;
        let entries = statement.query_map(params_from_iter(values), entry)?;
        Ok(entries.collect::<Result<_, _>>()?)
    }

    /// Entries after `after_seq`, in order, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn journal_entries(&self, after_seq: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM journal j JOIN journal_payloads p USING (seq)
             WHERE j.seq > ?1 ORDER BY j.seq LIMIT ?2"
        ))?;
        let entries = statement.query_map(params![to_i64(after_seq), limit], entry)?;
        Ok(entries.collect::<Result<_, _>>()?)
    }

    /// Everyone who is in the journal, by opaque id, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn journal_actors(&self) -> Result<Vec<String>, StoreError> {
        // Told apart here: SQLite would sort them all first.
        let mut statement = self.conn.prepare_cached("SELECT actor FROM journal")?;
        let mut rows = statement.query([])?;
        let mut actors = BTreeSet::new();
        while let Some(row) = rows.next()? {
            let actor = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            if !actors.contains(actor) {
                actors.insert(actor.to_owned());
            }
        }
        Ok(actors.into_iter().collect())
    }

    /// The entries that say that the computer's clock went back, after entry `after` of the journal, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn clock_jumps(&self, after: u64) -> Result<Vec<Entry>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM journal j CROSS JOIN journal_payloads p ON p.seq = j.seq
             WHERE j.seq > ?1 AND j.kind = ?2 ORDER BY j.seq"
        ))?;
        let entries = statement.query_map(params![to_i64(after), CLOCK_WENT_BACK], entry)?;
        Ok(entries.collect::<Result<_, _>>()?)
    }
}
