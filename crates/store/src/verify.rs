//! Checking that the record is what was written.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use stepwise_core::chain::{self, ChainFault, ChainHash, ChainRow, Head, Payload};

use crate::arriving;
use crate::beside;
use crate::cases;
use crate::database::{self, to_i64, to_u64};
use crate::erasing;
use crate::error::{Damage, StoreError};
use crate::ids::{CaseId, DocumentId, VaultId};
use crate::journal::{CASE_ERASED, CASE_HEAD, CASE_OPENED, KEPT_BESIDE};
use crate::record::{ROW_COLUMNS, StoredEvent, row_of};
use crate::vault::Vault;

/// What was checked, when all of it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Cases, erased ones included.
    pub cases: u64,
    /// Cases of which only the chain is left.
    pub erased: u64,
    /// Events in them.
    pub events: u64,
    /// Where the journal stands.
    pub journal: Head,
}

/// What a case-head entry says, read back from its stored bytes.
#[derive(Deserialize)]
struct NotedHead {
    case: CaseId,
    seq: u64,
    hash: ChainHash,
}

#[derive(PartialEq, Eq, Deserialize)]
struct NotedCase {
    case: CaseId,
    number: String,
    genesis: ChainHash,
    /// The record in which it began, and its number there; none where it began here.
    origin: Option<VaultId>,
    theirs: Option<String>,
}

/// The case that any entry's payload speaks of.
#[derive(Default, Deserialize)]
struct About {
    case: Option<CaseId>,
}

/// One row with its payload, checked against the head before it.
fn check_row(head: Head, row: &ChainRow, payload: Option<Payload<'_>>) -> Result<Head, ChainFault> {
    let head = chain::verify_next(head, row)?;
    let payload = payload.ok_or(ChainFault::PayloadMissing { seq: row.seq })?;
    chain::verify_payload(row, payload)?;
    Ok(head)
}

/// A row's salt and payload, where it has them.
type Stored = Option<(Vec<u8>, Vec<u8>)>;

fn payload_of(stored: &Stored) -> Option<Payload<'_>> {
    stored.as_ref().map(|(salt, bytes)| Payload { salt, bytes })
}

/// Checks one case's chain and payloads. An erased case has none, and the journal says that it was erased.
pub(crate) fn case(conn: &Connection, vault: &VaultId, case: CaseId) -> Result<Head, StoreError> {
    let genesis: [u8; 32] = conn
        .prepare_cached("SELECT genesis FROM cases WHERE id = ?1")?
        .query_row([case.0], |row| row.get(0))
        .optional()?
        .ok_or(StoreError::NoSuchCase)?;
    let origin = cases::origin_in(conn, vault, case)?;
    let expected = chain::case_genesis(origin.as_bytes(), case.as_bytes());
    if genesis != expected.0 {
        return Err(Damage::Case {
            case,
            fault: ChainFault::BrokenLink { seq: 1 },
        }
        .into());
    }
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {ROW_COLUMNS}, p.salt, p.bytes FROM case_rows r LEFT JOIN payloads p USING (case_id, seq)
         WHERE r.case_id = ?1 ORDER BY r.seq"
    ))?;
    let mut rows = statement.query([case.0])?;
    let mut head = Head {
        seq: 0,
        hash: expected,
    };
    let erased = erasing::is_erased(conn, case)?;
    if erased && !erasing::in_journal(conn, case)? {
        return Err(Damage::NotErased { case }.into());
    }
    while let Some(row) = rows.next()? {
        if erased {
            head = chain::verify_next(head, &row_of(row)?)
                .map_err(|fault| Damage::Case { case, fault })?;
            continue;
        }
        let stored: Stored = row
            .get::<_, Option<Vec<u8>>>(10)?
            .zip(row.get::<_, Option<Vec<u8>>>(11)?);
        head = check_row(head, &row_of(row)?, payload_of(&stored))
            .map_err(|fault| Damage::Case { case, fault })?;
    }
    let payloads: i64 = conn
        .prepare_cached("SELECT count(*) FROM payloads WHERE case_id = ?1")?
        .query_row([case.0], |row| row.get(0))?;
    if erased && payloads > 0 {
        return Err(Damage::NotErased { case }.into());
    }
    if !erased && to_u64(payloads) != head.seq {
        let fault = ChainFault::PayloadMissing {
            seq: head.seq.saturating_add(1),
        };
        return Err(Damage::Case { case, fault }.into());
    }
    Ok(head)
}

/// Checks a case's events as they were read, from the first to the one that the list of cases names.
pub(crate) fn read(
    conn: &Connection,
    vault: &VaultId,
    case: CaseId,
    events: &[StoredEvent],
) -> Result<(), StoreError> {
    let origin = cases::origin_in(conn, vault, case)?;
    let mut head = Head {
        seq: 0,
        hash: chain::case_genesis(origin.as_bytes(), case.as_bytes()),
    };
    for event in events {
        let payload = Payload {
            salt: &event.salt,
            bytes: &event.payload,
        };
        head = check_row(head, &event.row, Some(payload))
            .map_err(|fault| Damage::Case { case, fault })?;
    }
    as_listed(conn, case, head)
}

/// Compares a case with what the list of cases says.
fn as_listed(conn: &Connection, case: CaseId, head: Head) -> Result<(), StoreError> {
    if cases::listed_head(conn, case)? == Some(head) {
        return Ok(());
    }
    Err(Damage::NotAsNoted { case }.into())
}

/// Compares a case with what the journal noted of it last.
fn as_noted(conn: &Connection, case: CaseId, head: Head) -> Result<(), StoreError> {
    let noted: Option<(u64, Vec<u8>)> = conn
        .prepare_cached(
            "SELECT j.seq, p.bytes FROM journal j JOIN journal_payloads p USING (seq)
             WHERE j.subject = ?1 AND j.kind = ?2 ORDER BY j.seq DESC LIMIT 1",
        )?
        .query_row(params![case.0, CASE_HEAD], |row| {
            Ok((to_u64(row.get(0)?), row.get(1)?))
        })
        .optional()?;
    let (seq, bytes) = noted.ok_or(Damage::CaseMissing { case })?;
    let noted: NotedHead = serde_json::from_slice(&bytes).map_err(|_| Damage::Entry { seq })?;
    if noted.case != case || noted.seq != head.seq || noted.hash != head.hash {
        return Err(Damage::NotAsNoted { case }.into());
    }
    Ok(())
}

/// What the journal says of all cases.
#[derive(Default)]
struct Noted {
    cases: BTreeMap<CaseId, NotedCase>,
    heads: BTreeMap<CaseId, (u64, ChainHash)>,
    erased: BTreeSet<CaseId>,
    beside: beside::Noted,
}

/// Checks the journal's chain and gathers what it says.
fn journal(conn: &Connection, vault: &VaultId) -> Result<(Head, Noted), StoreError> {
    let mut statement = conn.prepare(&format!(
        "SELECT {ROW_COLUMNS}, p.salt, p.bytes, r.subject FROM journal r LEFT JOIN journal_payloads p USING (seq) ORDER BY r.seq"
    ))?;
    let mut rows = statement.query([])?;
    let mut head = Head {
        seq: 0,
        hash: chain::journal_genesis(vault.as_bytes()),
    };
    let mut noted = Noted::default();
    while let Some(row) = rows.next()? {
        let stored: Stored = row
            .get::<_, Option<Vec<u8>>>(10)?
            .zip(row.get::<_, Option<Vec<u8>>>(11)?);
        let subject = row.get::<_, Option<[u8; 16]>>(12)?.map(CaseId);
        let row = row_of(row)?;
        head = check_row(head, &row, payload_of(&stored)).map_err(Damage::Journal)?;
        let (_, bytes) = stored.unwrap_or_default();
        // The column is for finding; what the chain covers is the payload.
        let about: About = serde_json::from_slice(&bytes).unwrap_or_default();
        if about.case != subject {
            return Err(Damage::Entry { seq: row.seq }.into());
        }
        let unreadable = |_| Damage::Entry { seq: row.seq };
        match row.kind.as_str() {
            CASE_OPENED => {
                let opened: NotedCase = serde_json::from_slice(&bytes).map_err(unreadable)?;
                noted.cases.insert(opened.case, opened);
            }
            CASE_HEAD => {
                let at: NotedHead = serde_json::from_slice(&bytes).map_err(unreadable)?;
                noted.heads.insert(at.case, (at.seq, at.hash));
            }
            CASE_ERASED => {
                let case = erasing::named(&bytes).ok_or(Damage::Entry { seq: row.seq })?;
                noted.erased.insert(case);
            }
            KEPT_BESIDE => {
                let said = arriving::said(&bytes).ok_or(Damage::Entry { seq: row.seq })?;
                noted
                    .beside
                    .insert((said.case, said.head.hash), (row.seq, said));
            }
            _ => {}
        }
    }
    Ok((head, noted))
}

/// Checks everything that the chains can show.
pub(crate) fn all(conn: &Connection, vault: &VaultId) -> Result<Verified, StoreError> {
    let (journal, mut noted) = journal(conn, vault)?;
    let mut statement = conn
        .prepare("SELECT id, number, genesis, origin, theirs FROM cases ORDER BY year, ordinal")?;
    let listed: Vec<NotedCase> = statement
        .query_map([], |row| {
            Ok(NotedCase {
                case: CaseId(row.get(0)?),
                number: row.get(1)?,
                genesis: ChainHash(row.get(2)?),
                origin: row.get::<_, Option<[u8; 16]>>(3)?.map(VaultId),
                theirs: row.get(4)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    let mut verified = Verified {
        cases: 0,
        erased: 0,
        events: 0,
        journal,
    };
    for listed in listed {
        let id = listed.case;
        let head = case(conn, vault, id)?;
        as_listed(conn, id, head)?;
        let opened = noted
            .cases
            .remove(&id)
            .ok_or(Damage::CaseMissing { case: id })?;
        let last = noted.heads.remove(&id);
        if opened != listed || last != Some((head.seq, head.hash)) {
            return Err(Damage::NotAsNoted { case: id }.into());
        }
        let erased = erasing::is_erased(conn, id)?;
        if erased != noted.erased.remove(&id) {
            return Err(Damage::NotErased { case: id }.into());
        }
        beside::verify(conn, vault, id, &mut noted.beside)?;
        verified.cases += 1;
        verified.erased += u64::from(erased);
        verified.events += head.seq;
    }
    let left = noted.cases.keys().chain(noted.heads.keys());
    let beside = noted.beside.keys().map(|(case, _)| case);
    if let Some(case) = left.chain(&noted.erased).chain(beside).next() {
        return Err(Damage::CaseMissing { case: *case }.into());
    }
    Ok(verified)
}

/// Checks a database whole: how its pages hang together, every chain and text, every document.
pub(crate) fn whole(conn: &Connection, vault: &VaultId) -> Result<Verified, StoreError> {
    database::check_structure(conn)?;
    let verified = all(conn, vault)?;
    documents(conn)?;
    Ok(verified)
}

/// Checks every document against the hash taken when it was added, a piece at a time.
pub(crate) fn documents(conn: &Connection) -> Result<u64, StoreError> {
    let mut listed = conn.prepare("SELECT id, size, sha256 FROM documents")?;
    let mut pieces =
        conn.prepare("SELECT bytes FROM document_chunks WHERE document_id = ?1 ORDER BY part")?;
    let mut rows = listed.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let id = DocumentId(row.get(0)?);
        let damaged = || Damage::Document { document: id };
        let mut hasher = Sha256::new();
        let mut size = 0u64;
        let mut parts = pieces.query([id.0])?;
        while let Some(part) = parts.next()? {
            let bytes = part.get_ref(0)?.as_blob().map_err(|_| damaged())?;
            hasher.update(bytes);
            size += bytes.len() as u64;
        }
        let hash: [u8; 32] = hasher.finalize().into();
        if hash != row.get::<_, [u8; 32]>(2)? || size != to_u64(row.get(1)?) {
            return Err(damaged().into());
        }
        count += 1;
    }
    Ok(count)
}

/// The hash of the journal's entry at a place.
pub(crate) fn journal_hash_at(conn: &Connection, seq: u64) -> rusqlite::Result<Option<ChainHash>> {
    conn.query_row(
        "SELECT hash FROM journal WHERE seq = ?1",
        [to_i64(seq)],
        |row| row.get(0).map(ChainHash),
    )
    .optional()
}

impl Vault {
    /// Checks a case: its chain, its texts, and that it is where the journal noted it last.
    ///
    /// # Errors
    /// [`StoreError::Altered`] says what does not hold; [`StoreError::NoSuchCase`].
    pub fn verify(&self, case: CaseId) -> Result<Head, StoreError> {
        let head = self::case(&self.conn, &self.id, case)?;
        as_listed(&self.conn, case, head)?;
        as_noted(&self.conn, case, head)?;
        Ok(head)
    }

    /// Checks the file page by page, the journal, every case, and every document. Reads everything:
    /// for a large vault this takes seconds.
    ///
    /// # Errors
    /// [`StoreError::Altered`] says what does not hold first.
    pub fn verify_all(&self) -> Result<Verified, StoreError> {
        database::check_pages(&self.conn)?;
        let verified = whole(&self.conn, &self.id)?;
        if verified.journal != self.journal.head {
            return Err(Damage::Journal(ChainFault::BrokenLink {
                seq: self.journal.head.seq,
            })
            .into());
        }
        Ok(verified)
    }
}

#[cfg(test)]
#[path = "verify_tests.rs"]
mod tests;
