//! Versions of a case that went on elsewhere while it went on here. They are kept beside it, are read, and are
//! never written in; they go with their case when it is erased.
//!
//! Only the entries from the first that differs are kept again. Those before are the case's own, so that such a
//! version is whole as long as its case is.

use std::collections::BTreeMap;

use rusqlite::{Connection, Transaction, params};
use stepwise_core::chain::{self, ChainHash, Head, Payload};

use crate::arriving::{Arriving, Said, said};
use crate::cases;
use crate::database::{to_i64, to_u64};
use crate::erasing;
use crate::error::{Damage, StoreError};

use crate::ids::{CaseId, VaultId};
use crate::record::{ROW_COLUMNS, StoredEvent, events_in, row_of};
use crate::vault::Vault;

/// A version that is kept beside its case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Where it ends; its hash names it.
    pub head: Head,
    /// Its first entry that the case does not have.
    pub from: u64,
    /// The public key of the record that sent it, in hex.
    pub key: String,
    /// When it was put there, RFC 3339.
    pub at: String,
    /// Who put it there: an opaque id.
    pub by: String,
}

/// Whether a version that ends so is kept.
pub(crate) fn is_kept(conn: &Connection, case: CaseId, line: ChainHash) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM beside WHERE case_id = ?1 AND line = ?2)")?
        .query_row(params![case.0, line.0], |row| row.get(0))
}

/// Keeps a version that was checked, from the row in which it differs. `journal` is the entry that says so.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    arriving: &Arriving<'_>,
    from: u64,
    journal: u64,
) -> Result<(), StoreError> {
    let (case, head) = (arriving.signed.case, arriving.signed.head);
    tx.execute(
        "INSERT INTO beside (case_id, line, seq, parted, journal) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            case.0,
            head.hash.0,
            to_i64(head.seq),
            to_i64(from),
            to_i64(journal)
        ],
    )?;
    let mut statement = tx.prepare_cached(
        "INSERT INTO beside_rows (case_id, line, seq, version, recorded, zone, actor, kind, kind_version, commitment,
             previous, hash, salt, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    for (row, (salt, bytes)) in arriving.from(from) {
        statement.execute(params![
            case.0,
            head.hash.0,
            to_i64(row.seq),
            row.version,
            row.recorded,
            row.zone,
            row.actor,
            row.kind,
            row.kind_version,
            row.commitment.0,
            row.previous.0,
            row.hash.0,
            salt,
            bytes,
        ])?;
    }
    Ok(())
}

/// A row of the list of versions: the hash of its end, its length, its first own entry, and the journal's entry.
type Listed = (ChainHash, u64, u64, u64);

fn listed(conn: &Connection, case: CaseId) -> rusqlite::Result<Vec<Listed>> {
    conn.prepare_cached(
        "SELECT line, seq, parted, journal FROM beside WHERE case_id = ?1 ORDER BY journal",
    )?
    .query_map([case.0], |row| {
        Ok((
            ChainHash(row.get(0)?),
            to_u64(row.get(1)?),
            to_u64(row.get(2)?),
            to_u64(row.get(3)?),
        ))
    })?
    .collect()
}

/// A version's own events, in order.
fn own_events(
    conn: &Connection,
    case: CaseId,
    line: ChainHash,
) -> rusqlite::Result<Vec<StoredEvent>> {
    conn.prepare_cached(&format!(
        "SELECT {ROW_COLUMNS}, r.bytes, r.salt FROM beside_rows r WHERE r.case_id = ?1 AND r.line = ?2 ORDER BY r.seq"
    ))?
    .query_map(params![case.0, line.0], |row| {
        Ok(StoredEvent {
            row: row_of(row)?,
            payload: row.get(10)?,
            salt: row.get(11)?,
        })
    })?
    .collect()
}

/// Checks that a version follows from the row before its first own one, to its end.
fn follow(case: CaseId, before: Head, events: &[StoredEvent], end: Head) -> Result<(), StoreError> {
    let mut head = before;
    for event in events {
        let payload = Payload {
            salt: &event.salt,
            bytes: &event.payload,
        };
        head = chain::verify_next(head, &event.row)
            .and_then(|head| chain::verify_payload(&event.row, payload).map(|()| head))
            .map_err(|fault| Damage::Case { case, fault })?;
    }
    match head == end {
        true => Ok(()),
        false => Err(Damage::NotAsNoted { case }.into()),
    }
}

/// Where the case itself stood before a version's first own row.
fn parted(conn: &Connection, vault: &VaultId, case: CaseId, from: u64) -> Result<Head, StoreError> {
    if from <= 1 {
        let origin = cases::origin_in(conn, vault, case)?;
        return Ok(Head {
            seq: 0,
            hash: chain::case_genesis(origin.as_bytes(), case.as_bytes()),
        });
    }
    let seq = from - 1;
    let hash = cases::hash_at(conn, case, seq)?.ok_or(Damage::NotAsNoted { case })?;
    Ok(Head { seq, hash })
}

/// What the journal says of versions kept beside cases, by the case and the hash of their end.
pub(crate) type Noted = BTreeMap<(CaseId, ChainHash), (u64, Said)>;

/// Checks the versions beside one case, and takes them off what the journal noted.
pub(crate) fn verify(
    conn: &Connection,
    vault: &VaultId,
    case: CaseId,
    noted: &mut Noted,
) -> Result<(), StoreError> {
    let erased = erasing::is_erased(conn, case)?;
    let rows: i64 = conn
        .prepare_cached("SELECT count(*) FROM beside_rows WHERE case_id = ?1")?
        .query_row([case.0], |row| row.get(0))?;
    let listed = listed(conn, case)?;
    if erased {
        noted.retain(|(of, _), _| *of != case);
        return match listed.is_empty() && rows == 0 {
            true => Ok(()),
            false => Err(Damage::NotErased { case }.into()),
        };
    }
    let mut seen = 0;
    for (line, seq, from, journal) in listed {
        let (entry, said) = noted
            .remove(&(case, line))
            .ok_or(Damage::NotAsNoted { case })?;
        if (entry, said.head.seq, said.from) != (journal, seq, from) {
            return Err(Damage::NotAsNoted { case }.into());
        }
        let events = own_events(conn, case, line)?;
        seen += events.len() as u64;
        let before = parted(conn, vault, case, from)?;
        follow(case, before, &events, Head { seq, hash: line })?;
    }
    match seen == to_u64(rows) {
        true => Ok(()),
        false => Err(Damage::NotAsNoted { case }.into()),
    }
}

impl Vault {
    /// The versions that are kept beside a case, in the order in which they came.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn beside(&self, case: CaseId) -> Result<Vec<Beside>, StoreError> {
        let mut entry = self.conn.prepare_cached(
            "SELECT j.recorded, j.actor, p.bytes FROM journal j JOIN journal_payloads p USING (seq) WHERE j.seq = ?1",
        )?;
        let each = listed(&self.conn, case)?.into_iter();
        each.map(|(hash, seq, from, journal)| {
            let (at, by, bytes) = entry.query_row([to_i64(journal)], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?))
            })?;
            let said = said(&bytes).ok_or(Damage::Entry { seq: journal })?;
            Ok(Beside {
                head: Head { seq, hash },
                from,
                key: said.key,
                at,
                by,
            })
        })
        .collect()
    }

    /// The events of a version that is kept beside a case, from the first: those that the case has, too, and its own.
    /// The chain is followed while they are read.
    ///
    /// # Errors
    /// [`StoreError::NoSuchCase`] where no such version is kept; [`StoreError::Altered`]; [`StoreError`].
    pub fn beside_events(
        &self,
        case: CaseId,
        line: ChainHash,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        let listed = listed(&self.conn, case)?;
        let (_, seq, from, _) = listed
            .into_iter()
            .find(|(hash, ..)| *hash == line)
            .ok_or(StoreError::NoSuchCase)?;
        let mut events = events_in(&self.conn, case)?;
        events.retain(|event| event.row.seq < from);
        events.extend(own_events(&self.conn, case, line)?);
        let begin = parted(&self.conn, &self.id, case, 1)?;
        follow(case, begin, &events, Head { seq, hash: line })?;
        Ok(events)
    }
}
