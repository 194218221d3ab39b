//! The record of a case: appending to it, and reading it back.

use std::fmt;

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, Row, Transaction, TransactionBehavior, params};
use serde_json::{Value, json};
use stepwise_core::chain::{self, ChainHash, ChainRow, Head, ROW_VERSION};

use crate::cases::{self, CaseIndex, Listing};
use crate::database::{to_i64, to_u64};
use crate::documents::{self, NewDocument};
use crate::drafts;
use crate::erasing;
use crate::error::StoreError;
use crate::ids::CaseId;
use crate::journal::{CASE_HEAD, CASE_OPENED, Draft, NewEntry, Tail, case_head_payload};
use crate::search;
use crate::secret::random;
use crate::settings;
use crate::vault::Vault;
use crate::verify;

/// The largest payload of one event, in bytes: long typed texts fit many times over.
pub(crate) const MAX_PAYLOAD: usize = 4 * 1024 * 1024;

/// An event to append. Its bytes are stored and hashed exactly as given.
#[derive(Clone)]
pub struct NewEvent {
    /// The kind of event.
    pub kind: String,
    /// The version of that kind's payload.
    pub kind_version: u32,
    /// The payload.
    pub payload: Vec<u8>,
    /// When it is written down.
    pub recorded: DateTime<FixedOffset>,
    /// The zone's name.
    pub zone: String,
    /// Who writes it: an opaque id.
    pub actor: String,
    /// The words by which it can be found, if any.
    pub search_text: Option<String>,
}

impl fmt::Debug for NewEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewEvent")
            .field("kind", &self.kind)
            .field("bytes", &self.payload.len())
            .finish_non_exhaustive()
    }
}

/// An event as stored.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// Its link in the chain.
    pub row: ChainRow,
    /// The payload, byte for byte as it was given.
    pub payload: Vec<u8>,
    /// The salt of its commitment, for a bundle that is to be checked elsewhere.
    pub salt: Vec<u8>,
}

impl fmt::Debug for StoredEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredEvent")
            .field("row", &self.row)
            .finish_non_exhaustive()
    }
}

/// What is saved together: all of it or nothing.
#[derive(Clone, Debug, Default)]
pub struct Batch<'a> {
    /// Events, in order.
    pub events: &'a [NewEvent],
    /// What was worked out from the record with them.
    pub index: Option<CaseIndex>,
    /// Attachments and prints that the events speak of.
    pub documents: Vec<NewDocument>,
    /// Drafts that these events replace: person and field.
    pub clear_drafts: Vec<(String, String)>,
    /// Settings that change with them: key and value.
    pub put_settings: Vec<(String, Value)>,
    /// Other words by which earlier events are found: number, and none for no words.
    pub search_texts: Vec<(u64, Option<String>)>,
    /// Entries of the vault's journal that say what was done with the case.
    pub entries: Vec<NewEntry>,
}

/// A case that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedCase {
    /// The number for people, such as 2026-001.
    pub number: String,
    /// Where its record stands.
    pub head: Head,
}

impl Vault {
    /// Opens a case and appends its first events. The number is the next of its year.
    ///
    /// # Errors
    /// [`StoreError::CaseExists`], [`StoreError::Invalid`] without events, and any failure to
    /// save; then there is no such case.
    pub fn create_case(
        &mut self,
        case: CaseId,
        year: i32,
        batch: Batch<'_>,
    ) -> Result<OpenedCase, StoreError> {
        check(&batch)?;
        let Some(first) = batch.events.first() else {
            return Err(StoreError::Invalid("a case begins with at least one event"));
        };
        let genesis = chain::case_genesis(self.id.as_bytes(), case.as_bytes());
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        if cases::head_in(&tx, case)?.is_some() {
            return Err(StoreError::CaseExists);
        }
        let listing = Listing {
            case,
            year,
            genesis,
            opened: &first.recorded.to_rfc3339(),
            from: None,
        };
        let number = cases::insert(&tx, &listing)?;
        let payload = json!({ "case": case, "number": number, "genesis": genesis });
        let tail = self
            .journal
            .clone()
            .write(&tx, &draft_of(first, CASE_OPENED, &payload, case))?;
        let (head, tail) = save(
            &tx,
            tail,
            case,
            Head {
                seq: 0,
                hash: genesis,
            },
            batch,
        )?;
        tx.commit()?;
        self.journal = tail;
        self.anchor_if_due();
        Ok(OpenedCase { number, head })
    }

    /// Appends events to a case that stands at `expected`, in one transaction, and returns once
    /// it is committed.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the case stands elsewhere, [`StoreError::NoSuchCase`],
    /// [`StoreError::CaseErased`], and any failure to save; then nothing was saved.
    pub fn append(
        &mut self,
        case: CaseId,
        expected: Head,
        events: &[NewEvent],
        index: Option<CaseIndex>,
    ) -> Result<Head, StoreError> {
        self.append_batch(
            case,
            expected,
            Batch {
                events,
                index,
                ..Batch::default()
            },
        )
    }

    /// As [`Vault::append`], with all that is to be saved together with the events.
    ///
    /// # Errors
    /// As [`Vault::append`].
    pub fn append_batch(
        &mut self,
        case: CaseId,
        expected: Head,
        batch: Batch<'_>,
    ) -> Result<Head, StoreError> {
        check(&batch)?;
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let found = cases::head_in(&tx, case)?.ok_or(StoreError::NoSuchCase)?;
        erasing::still_there(&tx, case)?;
        if found != expected {
            return Err(StoreError::Conflict { expected, found });
        }
        let (head, tail) = save(&tx, self.journal.clone(), case, found, batch)?;
        tx.commit()?;
        self.journal = tail;
        self.anchor_if_due();
        Ok(head)
    }

    /// A case's events in order, with their payloads: all of them, each as it was written. The chain is
    /// followed while they are read, so that nothing is ever shown that does not hold.
    ///
    /// # Errors
    /// [`StoreError::NoSuchCase`], [`StoreError::CaseErased`], [`StoreError::Altered`]; [`StoreError`].
    pub fn events(&self, case: CaseId) -> Result<Vec<StoredEvent>, StoreError> {
        cases::head_in(&self.conn, case)?.ok_or(StoreError::NoSuchCase)?;
        erasing::still_there(&self.conn, case)?;
        let events = events_in(&self.conn, case)?;
        verify::read(&self.conn, &self.id, case, &events)?;
        Ok(events)
    }
}

pub(crate) const ROW_COLUMNS: &str = "r.seq, r.version, r.recorded, r.zone, r.actor, r.kind, r.kind_version, r.commitment, r.previous, r.hash";

/// Reads [`ROW_COLUMNS`].
pub(crate) fn row_of(row: &Row<'_>) -> rusqlite::Result<ChainRow> {
    Ok(ChainRow {
        seq: to_u64(row.get(0)?),
        version: row.get(1)?,
        recorded: row.get(2)?,
        zone: row.get(3)?,
        actor: row.get(4)?,
        kind: row.get(5)?,
        kind_version: row.get(6)?,
        commitment: ChainHash(row.get(7)?),
        previous: ChainHash(row.get(8)?),
        hash: ChainHash(row.get(9)?),
    })
}

pub(crate) fn events_in(conn: &Connection, case: CaseId) -> Result<Vec<StoredEvent>, StoreError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {ROW_COLUMNS}, p.bytes, p.salt FROM case_rows r JOIN payloads p USING (case_id, seq)
         WHERE r.case_id = ?1 ORDER BY r.seq"
    ))?;
    let events = statement.query_map([case.0], |row| {
        Ok(StoredEvent {
            row: row_of(row)?,
            payload: row.get(10)?,
            salt: row.get(11)?,
        })
    })?;
    Ok(events.collect::<Result<_, _>>()?)
}

fn check(batch: &Batch<'_>) -> Result<(), StoreError> {
    if batch
        .events
        .iter()
        .any(|event| event.payload.len() > MAX_PAYLOAD)
    {
        return Err(StoreError::TooLarge { limit: MAX_PAYLOAD });
    }
    if batch.events.iter().any(|event| event.kind.is_empty()) {
        return Err(StoreError::Invalid("an event needs a kind"));
    }
    batch.documents.iter().try_for_each(documents::check)
}

fn draft_of<'a>(event: &'a NewEvent, kind: &'a str, payload: &'a Value, case: CaseId) -> Draft<'a> {
    Draft {
        kind,
        payload,
        at: event.recorded,
        zone: &event.zone,
        actor: &event.actor,
        subject: Some(case),
    }
}

/// Saves a batch inside a transaction, and notes the case's new head in the journal.
fn save(
    tx: &Transaction<'_>,
    mut tail: Tail,
    case: CaseId,
    mut head: Head,
    batch: Batch<'_>,
) -> Result<(Head, Tail), StoreError> {
    for event in batch.events {
        head = insert_event(tx, case, head, event)?;
    }
    if let Some(last) = batch.events.last() {
        cases::put_head(tx, case, &head)?;
        tail = tail.write(
            tx,
            &draft_of(last, CASE_HEAD, &case_head_payload(case, &head), case),
        )?;
    }
    for entry in &batch.entries {
        tail = tail.write(tx, &entry.draft(&entry.whole_payload()?))?;
    }
    for document in &batch.documents {
        documents::insert(tx, Some(case), document)?;
    }
    if let Some(index) = &batch.index {
        cases::put_index(tx, case, head.seq, index)?;
    }
    for (person, field) in &batch.clear_drafts {
        drafts::clear(tx, person, field)?;
    }
    for (key, value) in &batch.put_settings {
        settings::put(tx, key, value)?;
    }
    for (seq, text) in &batch.search_texts {
        search::put(tx, case, *seq, text.as_deref())?;
    }
    Ok((head, tail))
}

fn insert_event(
    tx: &Transaction<'_>,
    case: CaseId,
    head: Head,
    event: &NewEvent,
) -> Result<Head, StoreError> {
    let salt: [u8; 16] = random()?;
    let row = ChainRow {
        version: ROW_VERSION,
        seq: head.seq + 1,
        recorded: event.recorded.to_rfc3339(),
        zone: event.zone.clone(),
        actor: event.actor.clone(),
        kind: event.kind.clone(),
        kind_version: event.kind_version,
        commitment: chain::commit(&salt, &event.payload),
        previous: head.hash,
        hash: head.hash,
    }
    .sealed();
    insert_row(tx, case, &row, &salt, &event.payload)?;
    if let Some(text) = &event.search_text {
        search::put(tx, case, row.seq, Some(text))?;
    }
    Ok(row.head())
}

/// Writes one row with its payload, as they are.
pub(crate) fn insert_row(
    tx: &Transaction<'_>,
    case: CaseId,
    row: &ChainRow,
    salt: &[u8],
    payload: &[u8],
) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO case_rows (case_id, seq, version, recorded, zone, actor, kind, kind_version, commitment, previous, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        case.0, to_i64(row.seq), row.version, row.recorded, row.zone, row.actor, row.kind, row.kind_version,
        row.commitment.0, row.previous.0, row.hash.0,
    ])?;
    tx.prepare_cached("INSERT INTO payloads (case_id, seq, salt, bytes) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![case.0, to_i64(row.seq), salt, payload])?;
    Ok(())
}
