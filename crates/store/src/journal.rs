//! The vault's journal: its own chain, which anchors the heads of all cases and holds what the
//! caller wants kept beside them (people, exports, prints, views).

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, TransactionBehavior, params};
use serde_json::{Value, json};
use stepwise_core::chain::{self, ChainHash, ChainRow, Head, ROW_VERSION};

use crate::database::{to_i64, to_u64};
use crate::error::StoreError;
use crate::ids::{CaseId, VaultId};
use crate::secret::random;
use crate::vault::{Stamp, Vault};

/// The store's own kinds of entry; a caller's kinds must differ.
pub(crate) const VAULT_CREATED: &str = "vault-created";
pub(crate) const UNLOCKED: &str = "unlocked";
pub(crate) const UNLOCK_FAILED: &str = "unlock-failed";
pub(crate) const LOCKED: &str = "locked";
pub(crate) const CASE_OPENED: &str = "case-opened";
pub(crate) const CASE_HEAD: &str = "case-head";
pub(crate) const CLOCK_WENT_BACK: &str = "clock-went-back";
pub(crate) const NOTICED: &str = "noticed";
pub(crate) const NOTICE_SEEN: &str = "notice-seen";
pub(crate) const SLOTS_CHANGED: &str = "slots-changed";
pub(crate) const BACKED_UP: &str = "backed-up";
pub(crate) const RESTORED: &str = "restored";
pub(crate) const KEYS_ROTATED: &str = "keys-rotated";
pub(crate) const CASE_ERASED: &str = "case-erased";
pub(crate) const CASE_TAKEN_ON: &str = "case-taken-on";
pub(crate) const KEPT_BESIDE: &str = "kept-beside";
const RESERVED: [&str; 16] = [
    VAULT_CREATED,
    UNLOCKED,
    UNLOCK_FAILED,
    LOCKED,
    CASE_OPENED,
    CASE_HEAD,
    CLOCK_WENT_BACK,
    NOTICED,
    NOTICE_SEEN,
    SLOTS_CHANGED,
    BACKED_UP,
    RESTORED,
    KEYS_ROTATED,
    CASE_ERASED,
    CASE_TAKEN_ON,
    KEPT_BESIDE,
];

/// A clock that goes back by more than this many seconds is written down.
const BACKWARDS_SECONDS: i64 = 120;

/// An entry to write.
#[derive(Clone)]
pub struct NewEntry {
    /// The kind; the store's own kinds are refused.
    pub kind: String,
    /// The case that it is about, if any: it is kept in the payload, as `case`.
    pub case: Option<CaseId>,
    /// What else is to be kept: an object. Ids and counts alone; a name or a text of a case belongs to the
    /// case, which can be erased.
    pub payload: Value,
    /// When.
    pub stamp: Stamp,
    /// Who: an opaque id.
    pub actor: String,
}

impl std::fmt::Debug for NewEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewEntry")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl NewEntry {
    /// The payload as it is kept: with the case, since that is what the commitment covers.
    pub(crate) fn whole_payload(&self) -> Result<Value, StoreError> {
        if self.kind.is_empty() || RESERVED.contains(&self.kind.as_str()) {
            return Err(StoreError::Invalid(
                "this kind of journal entry is the store's own",
            ));
        }
        let mut payload = self.payload.clone();
        let fields = payload.as_object_mut().ok_or(StoreError::Invalid(
            "what a journal entry holds is an object",
        ))?;
        match self.case {
            Some(case) => drop(fields.insert("case".to_owned(), json!(case))),
            None if fields.contains_key("case") => {
                return Err(StoreError::Invalid("a journal entry's case is given apart"));
            }
            None => {}
        }
        Ok(payload)
    }

    pub(crate) fn draft<'a>(&'a self, payload: &'a Value) -> Draft<'a> {
        Draft {
            kind: &self.kind,
            payload,
            at: self.stamp.at,
            zone: &self.stamp.zone,
            actor: &self.actor,
            subject: self.case,
        }
    }
}

/// An entry as stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place.
    pub seq: u64,
    /// When, RFC 3339 with the offset.
    pub recorded: String,
    /// The zone's name.
    pub zone: String,
    /// Who: an opaque id.
    pub actor: String,
    /// The kind.
    pub kind: String,
    /// The case that it is about, if any.
    pub case: Option<CaseId>,
    /// The stored bytes: JSON.
    pub payload: Vec<u8>,
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entry")
            .field("seq", &self.seq)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// Where the journal stands while the vault is open: this is the only writer.
#[derive(Clone, Debug)]
pub(crate) struct Tail {
    pub(crate) head: Head,
    pub(crate) recorded: Option<DateTime<FixedOffset>>,
}

/// What one entry says, before it has a place.
pub(crate) struct Draft<'a> {
    pub(crate) kind: &'a str,
    pub(crate) payload: &'a Value,
    pub(crate) at: DateTime<FixedOffset>,
    pub(crate) zone: &'a str,
    pub(crate) actor: &'a str,
    pub(crate) subject: Option<CaseId>,
}

impl Tail {
    /// Reads where the journal stands.
    pub(crate) fn read(conn: &Connection, vault: &VaultId) -> rusqlite::Result<Self> {
        use rusqlite::OptionalExtension;
        let last = conn
            .query_row(
                "SELECT seq, hash, recorded FROM journal ORDER BY seq DESC LIMIT 1",
                [],
                |row| {
                    let head = Head {
                        seq: to_u64(row.get(0)?),
                        hash: ChainHash(row.get(1)?),
                    };
                    Ok((head, row.get::<_, String>(2)?))
                },
            )
            .optional()?;
        Ok(match last {
            None => Self {
                head: Head {
                    seq: 0,
                    hash: chain::journal_genesis(vault.as_bytes()),
                },
                recorded: None,
            },
            Some((head, recorded)) => Self {
                head,
                recorded: DateTime::parse_from_rfc3339(&recorded).ok(),
            },
        })
    }

    /// Writes one entry, and before it a note when the clock went back. The caller keeps the new
    /// tail once its transaction is committed.
    pub(crate) fn write(
        mut self,
        conn: &Connection,
        draft: &Draft<'_>,
    ) -> Result<Self, StoreError> {
        if let Some(before) = self.recorded
            && before.signed_duration_since(draft.at).num_seconds() > BACKWARDS_SECONDS
        {
            let payload = json!({ "from": before.to_rfc3339(), "to": draft.at.to_rfc3339() });
            self = self.write_one(
                conn,
                &Draft {
                    kind: CLOCK_WENT_BACK,
                    payload: &payload,
                    subject: None,
                    ..*draft
                },
            )?;
        }
        self.write_one(conn, draft)
    }

    fn write_one(self, conn: &Connection, draft: &Draft<'_>) -> Result<Self, StoreError> {
        let bytes = serde_json::to_vec(draft.payload)?;
        let salt: [u8; 16] = random()?;
        let row = ChainRow {
            version: ROW_VERSION,
            seq: self.head.seq + 1,
            recorded: draft.at.to_rfc3339(),
            zone: draft.zone.to_owned(),
            actor: draft.actor.to_owned(),
            kind: draft.kind.to_owned(),
            kind_version: 1,
            commitment: chain::commit(&salt, &bytes),
            previous: self.head.hash,
            hash: self.head.hash,
        }
        .sealed();
        conn.prepare_cached(
            "INSERT INTO journal (seq, version, recorded, zone, actor, kind, kind_version, commitment, previous, hash, subject)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            to_i64(row.seq), row.version, row.recorded, row.zone, row.actor, row.kind, row.kind_version,
            row.commitment.0, row.previous.0, row.hash.0, draft.subject.map(|case| case.0),
        ])?;
        conn.prepare_cached("INSERT INTO journal_payloads (seq, salt, bytes) VALUES (?1, ?2, ?3)")?
            .execute(params![to_i64(row.seq), salt, bytes])?;
        Ok(Self {
            head: row.head(),
            recorded: Some(draft.at),
        })
    }
}

/// What a case-head entry says.
pub(crate) fn case_head_payload(case: CaseId, head: &Head) -> Value {
    json!({ "case": case, "seq": head.seq, "hash": head.hash })
}

impl Vault {
    /// Writes an entry of the caller's in the vault's journal, and returns once it is committed.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was written.
    pub fn journal(&mut self, entry: NewEntry) -> Result<Head, StoreError> {
        let payload = entry.whole_payload()?;
        self.note(&entry.draft(&payload))
    }

    /// Writes any entry in a transaction of its own.
    pub(crate) fn note(&mut self, draft: &Draft<'_>) -> Result<Head, StoreError> {
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let tail = self.journal.clone().write(&tx, draft)?;
        tx.commit()?;
        self.journal = tail;
        self.anchor_if_due();
        Ok(self.journal.head)
    }
}
