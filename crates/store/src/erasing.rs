//! Erasing a whole case: its texts and their salts, attachments, search words and drafts are destroyed.
//! Its chain rows, its number and the journal stay, so that everything else can still be checked, and
//! so that it can be shown that there was a case, and who erased it when.
//!
//! What is destroyed is decided in one transaction. Then the database is written anew without it
//! ([`sweep`]); a note in the database, which goes with the sweeping, has the next opening do what was cut
//! short. Erased ids are kept in the database, and beside the vault's folder ([`list`]), so that an
//! older database put in its place loses the case again.

pub(crate) mod list;
mod reach;
mod sweep;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::backup::Stop;
use crate::cases;
use crate::database::{self, to_i64, to_u64};
use crate::error::{Damage, StoreError};
use crate::ids::CaseId;
use crate::journal::{CASE_ERASED, Draft, Tail};
use crate::vault::{Stamp, Vault};

pub use reach::{Elsewhere, Unreached};

/// In the database: something was destroyed, and the file was not yet written anew.
const SWEEP_DUE: &str = "sweep-due";

/// A case to be erased.
#[derive(Clone, Copy, Debug)]
pub struct Erasing<'a> {
    /// The case.
    pub case: CaseId,
    /// Who erases it: an opaque id.
    pub by: &'a str,
    /// Why. It stays in the journal for good.
    pub reason: &'a str,
    /// When.
    pub now: &'a Stamp,
}

/// What an erasing left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// The case's number, which stays.
    pub number: String,
    /// The database was written anew without it. False where there was no room, or a backup was being
    /// made: then the texts are overwritten in the file and no longer there to be read, and the
    /// next opening does the rest.
    pub swept: bool,
    /// Copies in the vault's folder, from before an update, that were taken away with it.
    pub copies: usize,
    /// Such copies that could not be taken away.
    pub copies_left: usize,
}

/// An erasing as the journal tells it.
#[derive(Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// Who erased it: an opaque id.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Why; empty where it was erased again.
    pub reason: String,
    /// It had been erased on this computer before, and was in what was restored or put back.
    pub again: bool,
}

impl std::fmt::Debug for Erasure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Erasure")
            .field("case", &self.case)
            .finish_non_exhaustive()
    }
}

/// The journal's entry, read back.
#[derive(Deserialize)]
struct Said {
    case: CaseId,
    number: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    again: bool,
}

/// Whether a case was erased.
pub(crate) fn is_erased(conn: &Connection, case: CaseId) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM erased WHERE case_id = ?1)")?
        .query_row([case.0], |row| row.get(0))
}

/// Refuses a case that was erased.
///
/// # Errors
/// [`StoreError::CaseErased`].
pub(crate) fn still_there(conn: &Connection, case: CaseId) -> Result<(), StoreError> {
    if is_erased(conn, case)? {
        return Err(StoreError::CaseErased);
    }
    Ok(())
}

/// The ids of all erased cases, in order.
fn ids(conn: &Connection) -> rusqlite::Result<Vec<CaseId>> {
    conn.prepare("SELECT case_id FROM erased ORDER BY case_id")?
        .query_map([], |row| row.get(0).map(CaseId))?
        .collect()
}

/// Destroys what a case holds, inside a transaction, and writes in the journal that it was.
fn destroy(
    tx: &Transaction<'_>,
    tail: Tail,
    erasing: &Erasing<'_>,
    again: bool,
) -> Result<(Tail, String), StoreError> {
    let case = erasing.case;
    let head = cases::head_in(tx, case)?.ok_or(StoreError::NoSuchCase)?;
    still_there(tx, case)?;
    let number: String = tx.query_row("SELECT number FROM cases WHERE id = ?1", [case.0], |r| {
        r.get(0)
    })?;
    let mut said = json!({
        "case": case, "number": number, "seq": head.seq, "hash": head.hash, "reason": erasing.reason,
    });
    if again {
        said["again"] = Value::Bool(true);
    }
    let tail = tail.write(
        tx,
        &Draft {
            kind: CASE_ERASED,
            payload: &said,
            at: erasing.now.at,
            zone: &erasing.now.zone,
            actor: erasing.by,
            subject: Some(case),
        },
    )?;
    tx.execute(
        "INSERT INTO erased (case_id, journal) VALUES (?1, ?2)",
        params![case.0, to_i64(tail.head.seq)],
    )?;
    for sql in [
        "DELETE FROM search WHERE rowid IN (SELECT id FROM search_source WHERE case_id = ?1)",
        "DELETE FROM search_source WHERE case_id = ?1",
        "DELETE FROM payloads WHERE case_id = ?1",
        "DELETE FROM case_index WHERE case_id = ?1",
        "DELETE FROM document_chunks WHERE document_id IN (SELECT id FROM documents WHERE case_id = ?1)",
        "DELETE FROM documents WHERE case_id = ?1",
        "DELETE FROM beside_rows WHERE case_id = ?1",
        "DELETE FROM beside WHERE case_id = ?1",
    ] {
        tx.execute(sql, [case.0])?;
    }
    // What somebody typed and did not save is kept under a name with the case's id in it.
    tx.execute(
        "DELETE FROM drafts WHERE instr(field, ?1) > 0 OR instr(text, ?1) > 0",
        [case.to_string()],
    )?;
    database::put_meta(tx, SWEEP_DUE, b"1")?;
    Ok((tail, number))
}

impl Vault {
    /// Erases a case: its texts with their salts, its attachments, its words for searching, everybody's
    /// drafts for it, and the copies in the vault's folder that an update made. It cannot be taken
    /// back. The caller has asked whether it may be: the store knows nothing of holds.
    ///
    /// Backups, and records kept from before a restore, still hold it ([`Vault::backups_holding`],
    /// [`Vault::erase_in`]).
    ///
    /// # Errors
    /// [`StoreError::NoSuchCase`], [`StoreError::CaseErased`], [`StoreError::Invalid`] without a reason;
    /// then nothing was erased. Stopped afterwards, what was deleted is swept out at the next opening.
    pub fn erase(&mut self, erasing: &Erasing<'_>, stop: &Stop) -> Result<Erased, StoreError> {
        if erasing.reason.trim().is_empty() {
            return Err(StoreError::Invalid("erasing a case needs a reason"));
        }
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (tail, number) = destroy(&tx, self.journal.clone(), erasing, false)?;
        tx.commit()?;
        self.journal = tail;
        // From here on it is gone, whatever follows; and each of the rest is done again at the next opening.
        let _ = self.anchor();
        let _ = self.note_erased();
        let swept = self.sweep_if_due(stop).is_ok_and(|swept| swept);
        let (copies, copies_left) = reach::remove_older_copies(&self.folder);
        self.mark();
        Ok(Erased {
            number,
            swept,
            copies,
            copies_left,
        })
    }

    /// At opening: erases again what was erased on this computer and is back, finishes a sweeping that
    /// was cut short, and says how many cases were erased again.
    pub(crate) fn finish_erasing(&mut self, now: &Stamp) -> Result<usize, StoreError> {
        let mut again = 0;
        let by = self.unlocked_by.label.clone();
        for case in list::read(&self.folder, &self.id, &self.key) {
            if cases::head_in(&self.conn, case)?.is_none() || is_erased(&self.conn, case)? {
                continue;
            }
            let erasing = Erasing {
                case,
                by: &by,
                reason: "",
                now,
            };
            let tx = self
                .conn
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            let (tail, _) = destroy(&tx, self.journal.clone(), &erasing, true)?;
            tx.commit()?;
            self.journal = tail;
            again += 1;
        }
        // The case is gone from the record already: a full disk keeps nobody out.
        if self.sweep_if_due(&Stop::default()).is_ok_and(|swept| swept) {
            reach::remove_older_copies(&self.folder);
        }
        let _ = self.note_erased();
        Ok(again)
    }

    /// Keeps the ids beside the vault's folder, together with those that are there.
    fn note_erased(&self) -> Result<(), StoreError> {
        list::add(&self.folder, &self.id, &self.key, &ids(&self.conn)?)
    }

    fn sweep_if_due(&mut self, stop: &Stop) -> Result<bool, StoreError> {
        if database::meta(&self.conn, SWEEP_DUE)?.is_none() {
            return Ok(false);
        }
        sweep::sweep(&mut self.conn, &self.folder, (&self.id, &self.key), stop)?;
        Ok(true)
    }

    /// The cases that were erased, as the journal tells it, in the order of erasing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn erasures(&self) -> Result<Vec<Erasure>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT j.seq, j.recorded, j.actor, p.bytes FROM erased e
             JOIN journal j ON j.seq = e.journal JOIN journal_payloads p ON p.seq = e.journal
             ORDER BY j.seq",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((
                to_u64(row.get(0)?),
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, Vec<u8>>(3)?,
            ))
        })?;
        rows.map(|row| {
            let (seq, at, by, bytes) = row?;
            let said: Said = serde_json::from_slice(&bytes).map_err(|_| Damage::Entry { seq })?;
            Ok(Erasure {
                case: said.case,
                number: said.number,
                by,
                at,
                reason: said.reason,
                again: said.again,
            })
        })
        .collect()
    }
}

/// The case that a journal's entry of an erasing names.
pub(crate) fn named(bytes: &[u8]) -> Option<CaseId> {
    serde_json::from_slice::<Said>(bytes).ok().map(|s| s.case)
}

/// Whether the journal's entry that the list of erased cases names is one of an erasing of that case.
pub(crate) fn in_journal(conn: &Connection, case: CaseId) -> Result<bool, StoreError> {
    let entry: Option<(String, Vec<u8>)> = conn
        .prepare_cached(
            "SELECT j.kind, p.bytes FROM erased e JOIN journal j ON j.seq = e.journal
             JOIN journal_payloads p ON p.seq = e.journal WHERE e.case_id = ?1",
        )?
        .query_row([case.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(entry.is_some_and(|(kind, bytes)| kind == CASE_ERASED && named(&bytes) == Some(case)))
}

#[cfg(test)]
#[path = "erasing/tests.rs"]
mod tests;
