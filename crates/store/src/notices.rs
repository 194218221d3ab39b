//! What was noticed while opening stays to be told until somebody acknowledges it.
//!
//! The journal holds each notice for good. Which of them nobody has acknowledged is kept beside it, in
//! `meta`, so that opening need not read the whole journal; it changes with the entries, in one transaction.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde_json::json;

use crate::database::{self, to_i64};
use crate::error::{Damage, StoreError};
use crate::journal::{Draft, NOTICE_SEEN, NOTICED};
use crate::open::Notice;
use crate::vault::{Stamp, Vault};

/// Journal entries of notices that nobody has acknowledged: a JSON list of their numbers.
const OPEN: &str = "notices-open";
/// What is remembered so as not to be told of, or looked into, twice: JSON lists of marks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Remembered {
    /// Other copies of this vault that were told of: [`Notice::mark`].
    Told,
    /// Backups that this vault made or looked into.
    Backups,
}

impl Remembered {
    fn key(self) -> &'static str {
        match self {
            Self::Told => "copies-told",
            Self::Backups => "backups-known",
        }
    }
}
/// No more are remembered: the oldest go first.
const MOST: usize = 256;

/// A notice that nobody has acknowledged yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenNotice {
    /// Its entry in the journal.
    pub seq: u64,
    /// When it was noticed, RFC 3339 with the offset.
    pub recorded: String,
    /// Who had opened the vault: an opaque id.
    pub actor: String,
    /// What was noticed.
    pub notice: Notice,
}

fn list(conn: &Connection, key: &str) -> Result<Vec<u64>, StoreError> {
    match database::meta(conn, key)? {
        Some(bytes) => Ok(serde_json::from_slice(&bytes)?),
        None => Ok(Vec::new()),
    }
}

fn put_list(conn: &Connection, key: &str, list: &[u64]) -> Result<(), StoreError> {
    let from = list.len().saturating_sub(MOST);
    let kept = list.get(from..).unwrap_or_default();
    Ok(database::put_meta(conn, key, &serde_json::to_vec(kept)?)?)
}

fn read(conn: &Connection, seq: u64) -> Result<Option<OpenNotice>, StoreError> {
    let found: Option<(String, String, Vec<u8>)> = conn
        .prepare_cached(
            "SELECT j.recorded, j.actor, p.bytes FROM journal j JOIN journal_payloads p USING (seq)
             WHERE j.seq = ?1 AND j.kind = ?2",
        )?
        .query_row(params![to_i64(seq), NOTICED], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((recorded, actor, bytes)) = found else {
        return Ok(None);
    };
    let notice = serde_json::from_slice(&bytes).map_err(|_| Damage::Entry { seq })?;
    Ok(Some(OpenNotice {
        seq,
        recorded,
        actor,
        notice,
    }))
}

/// The notices that nobody has acknowledged, the oldest first.
pub(crate) fn open(conn: &Connection) -> Result<Vec<OpenNotice>, StoreError> {
    let seqs = list(conn, OPEN)?;
    let each = seqs.into_iter().map(|seq| read(conn, seq));
    Ok(each
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect())
}

/// Whether another copy was told of already: each state of a copy is told once.
pub(crate) fn is_told(conn: &Connection, mark: u64) -> Result<bool, StoreError> {
    Ok(remembered(conn, Remembered::Told)?.contains(&mark))
}

/// The marks that are remembered.
pub(crate) fn remembered(conn: &Connection, what: Remembered) -> Result<Vec<u64>, StoreError> {
    list(conn, what.key())
}

/// Remembers a mark, once.
pub(crate) fn remember(conn: &Connection, what: Remembered, mark: u64) -> Result<(), StoreError> {
    let mut marks = remembered(conn, what)?;
    if marks.contains(&mark) {
        return Ok(());
    }
    marks.push(mark);
    put_list(conn, what.key(), &marks)
}

/// Keeps what was noticed to be told until it is acknowledged. The same notice twice is told once, and so is
/// another state of a copy at the same place: it is shown there with the first.
pub(crate) fn keep(tx: &Transaction<'_>, noticed: &[(u64, Notice)]) -> Result<(), StoreError> {
    if noticed.is_empty() {
        return Ok(());
    }
    let open_now = open(tx)?;
    let mut seqs: Vec<u64> = open_now.iter().map(|one| one.seq).collect();
    for (seq, notice) in noticed {
        if !open_now.iter().any(|one| one.notice.is_like(*notice)) {
            seqs.push(*seq);
        }
        if let Some(mark) = notice.mark() {
            remember(tx, Remembered::Told, mark)?;
        }
    }
    put_list(tx, OPEN, &seqs)
}

impl Vault {
    /// What was noticed at this or an earlier opening and nobody has acknowledged, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open_notices(&self) -> Result<Vec<OpenNotice>, StoreError> {
        open(&self.conn)
    }

    /// Writes down that somebody has read a notice, and tells it no more.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when no open notice has that number; [`StoreError`].
    pub fn acknowledge(&mut self, seq: u64, actor: &str, now: &Stamp) -> Result<(), StoreError> {
        let mut seqs = list(&self.conn, OPEN)?;
        if !seqs.contains(&seq) {
            return Err(StoreError::Invalid("this notice was acknowledged already"));
        }
        seqs.retain(|one| *one != seq);
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let tail = self.journal.clone().write(
            &tx,
            &Draft {
                kind: NOTICE_SEEN,
                payload: &json!({ "notice": seq }),
                at: now.at,
                zone: &now.zone,
                actor,
                subject: None,
            },
        )?;
        put_list(&tx, OPEN, &seqs)?;
        tx.commit()?;
        self.journal = tail;
        self.anchor_if_due();
        Ok(())
    }

    /// Writes down something noticed while the vault is open, such as another copy among the backups; it is
    /// told as those of the opening are.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn notice(&mut self, notice: Notice, now: &Stamp) -> Result<(), StoreError> {
        let actor = self.unlocked_by.label.clone();
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let tail = self.journal.clone().write(
            &tx,
            &Draft {
                kind: NOTICED,
                payload: &serde_json::to_value(notice)?,
                at: now.at,
                zone: &now.zone,
                actor: &actor,
                subject: None,
            },
        )?;
        keep(&tx, &[(tail.head.seq, notice)])?;
        tx.commit()?;
        self.journal = tail;
        self.notices.push(notice);
        self.anchor_if_due();
        Ok(())
    }
}
