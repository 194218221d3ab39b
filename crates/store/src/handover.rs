//! A case that comes from another record: taken on, joined to the one that is here, or kept beside it.
//!
//! A chain is bound to the record in which it began and stays so wherever it goes: its rows, hashes and
//! printed heads are true in each record that holds it. Nothing is ever merged. A chain that goes on from where
//! ours stands is added to it, row by row as it came; one that went another way is kept beside
//! ([`crate::beside`]). `docs/adr/0068` says why.

use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde_json::Value;
use stepwise_core::chain::{self, Head};

use crate::arriving::{Arriving, Bring, Said, TakeFault};
use crate::cases::{self, CaseIndex, Listing, hash_at};
use crate::erasing::{self, list};
use crate::error::StoreError;
use crate::ids::{CaseId, VaultId};
use crate::journal::{
    CASE_HEAD, CASE_OPENED, CASE_TAKEN_ON, Draft, KEPT_BESIDE, NewEntry, Tail, case_head_payload,
};
use crate::record::{OpenedCase, insert_row};
use crate::search;
use crate::signing::SignedHead;
use crate::vault::{Stamp, Vault};

/// What is saved together with a case that comes.
#[derive(Clone, Debug)]
pub struct Receiving<'a> {
    /// Who takes it: an opaque id.
    pub by: &'a str,
    /// When.
    pub now: &'a Stamp,
    /// What was worked out from the record with it.
    pub index: Option<CaseIndex>,
    /// The words by which events are found: number, and none for no words.
    pub search_texts: Vec<(u64, Option<String>)>,
    /// Entries of the journal that say what was done.
    pub entries: Vec<NewEntry>,
}

/// How a case that came stands to what is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// There is no such case here.
    New,
    /// It was here, and was erased.
    Erased,
    /// Both are the same, to the last entry.
    Same,
    /// It goes on from where ours stands.
    Continues {
        /// Its first entry that we do not have.
        from: u64,
    },
    /// Ours goes on from where it stands.
    Older {
        /// So many entries here are not in it.
        more: u64,
    },
    /// Both went on after the same entry, each in its own way.
    Parted {
        /// The first entry in which they differ.
        from: u64,
        /// Entries here from there on.
        ours: u64,
        /// Entries there from there on.
        theirs: u64,
        /// It is kept beside ours already.
        kept: bool,
    },
    /// A case of the same id that began in another record.
    Another,
}

/// Entries of a case that came from another record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenOn {
    /// The first.
    pub from: u64,
    /// The last.
    pub to: u64,
    /// The public key of the record that sent them, in hex.
    pub key: String,
    /// When they were taken in, RFC 3339.
    pub at: String,
    /// Who took them in: an opaque id.
    pub by: String,
}

impl Receiving<'_> {
    /// An entry of the store's own.
    pub(crate) fn draft<'b>(
        &'b self,
        kind: &'b str,
        payload: &'b Value,
        case: CaseId,
    ) -> Draft<'b> {
        Draft {
            kind,
            payload,
            at: self.now.at,
            zone: &self.now.zone,
            actor: self.by,
            subject: Some(case),
        }
    }

    /// The caller's own entries.
    pub(crate) fn note(&self, tx: &Transaction<'_>, mut tail: Tail) -> Result<Tail, StoreError> {
        for entry in &self.entries {
            tail = tail.write(tx, &entry.draft(&entry.whole_payload()?))?;
        }
        Ok(tail)
    }
}

/// How a chain that was checked stands to what is here.
pub(crate) fn meeting(
    conn: &Connection,
    vault: &VaultId,
    arriving: &Arriving<'_>,
) -> Result<Meeting, StoreError> {
    let SignedHead {
        vault: origin,
        case,
        head: theirs,
        ..
    } = arriving.signed;
    let Some(ours) = cases::head_in(conn, case)? else {
        return Ok(Meeting::New);
    };
    if cases::origin_in(conn, vault, case)? != origin {
        return Ok(Meeting::Another);
    }
    if erasing::is_erased(conn, case)? {
        return Ok(Meeting::Erased);
    }
    if ours == theirs {
        return Ok(Meeting::Same);
    }
    let there = |seq: u64| arriving.rows.iter().find(|r| r.seq == seq).map(|r| r.hash);
    if ours.seq == 0 || there(ours.seq) == Some(ours.hash) {
        return Ok(Meeting::Continues { from: ours.seq + 1 });
    }
    if hash_at(conn, case, theirs.seq)? == Some(theirs.hash) {
        let more = ours.seq.saturating_sub(theirs.seq);
        return Ok(Meeting::Older { more });
    }
    // A row's hash covers all before it: the first that differs is where they parted.
    let mut from = 1;
    for row in arriving.rows {
        if hash_at(conn, case, row.seq)? != Some(row.hash) {
            break;
        }
        from = row.seq + 1;
    }
    Ok(Meeting::Parted {
        from,
        ours: (ours.seq + 1).saturating_sub(from),
        theirs: (theirs.seq + 1).saturating_sub(from),
        kept: crate::beside::is_kept(conn, case, theirs.hash)?,
    })
}

impl Vault {
    /// How a case that came stands to what is here. Nothing is changed.
    ///
    /// # Errors
    /// [`StoreError::NotTaken`] where its chain does not hold; [`StoreError`].
    pub fn meet(&self, arriving: &Arriving<'_>) -> Result<Meeting, StoreError> {
        arriving.check_rows()?;
        let meeting = meeting(&self.conn, &self.id, arriving)?;
        let erased = || list::read(&self.folder, &self.id, &self.key);
        match meeting {
            // Erased on this computer, and an older state of the record is in use: it would go at the next opening.
            Meeting::New if erased().contains(&arriving.signed.case) => Ok(Meeting::Erased),
            other => Ok(other),
        }
    }

    /// Takes on a case that is not here: its chain as it came, its texts, files and packs, in one transaction. It
    /// gets the next number of the year. `bring` gives each of
    /// [`Arriving::files`].
    ///
    /// # Errors
    /// [`StoreError::NotTaken`], [`StoreError::CaseErased`], [`StoreError::PackDiffers`], [`StoreError::TooLarge`], and
    /// any failure to save; then nothing was taken on.
    pub fn adopt(
        &mut self,
        arriving: &Arriving<'_>,
        year: i32,
        receiving: Receiving<'_>,
        bring: &mut Bring<'_>,
    ) -> Result<OpenedCase, StoreError> {
        arriving.check()?;
        match self.meet(arriving)? {
            Meeting::New => {}
            Meeting::Erased => return Err(StoreError::CaseErased),
            other => return Err(TakeFault::Otherwise(other).into()),
        }
        let SignedHead {
            vault: origin,
            case,
            ..
        } = arriving.signed;
        let genesis = chain::case_genesis(origin.as_bytes(), case.as_bytes());
        let elsewhere = (origin != self.id).then_some((origin, arriving.number));
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let listing = Listing {
            case,
            year,
            genesis,
            opened: &receiving.now.text(),
            from: elsewhere,
        };
        let number = cases::insert(&tx, &listing)?;
        let mut said = serde_json::json!({ "case": case, "number": number, "genesis": genesis });
        if let Some((origin, theirs)) = elsewhere {
            said["origin"] = serde_json::to_value(origin)?;
            said["theirs"] = Value::String(theirs.to_owned());
        }
        let tail = self
            .journal
            .clone()
            .write(&tx, &receiving.draft(CASE_OPENED, &said, case))?;
        let tail = take(&tx, tail, arriving, 1, receiving, bring)?;
        tx.commit()?;
        self.journal = tail;
        let _ = self.anchor();
        Ok(OpenedCase {
            number,
            head: arriving.signed.head,
        })
    }

    /// Adds to a case what came and goes on from where it stands: the further rows as they came, their texts and
    /// files, in one transaction. `bring` gives each of
    /// [`Arriving::files`].
    ///
    /// # Errors
    /// As [`Vault::adopt`]; [`TakeFault::Otherwise`] where it does not go on from there, or the case has gone on
    /// meanwhile.
    pub fn join(
        &mut self,
        arriving: &Arriving<'_>,
        receiving: Receiving<'_>,
        bring: &mut Bring<'_>,
    ) -> Result<Head, StoreError> {
        arriving.check()?;
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let from = match meeting(&tx, &self.id, arriving)? {
            Meeting::Continues { from } => from,
            other => return Err(TakeFault::Otherwise(other).into()),
        };
        let tail = take(&tx, self.journal.clone(), arriving, from, receiving, bring)?;
        tx.commit()?;
        self.journal = tail;
        let _ = self.anchor();
        Ok(arriving.signed.head)
    }

    /// Keeps what came beside the case that is here, since both went on. It can be read ([`Vault::beside`]), and
    /// nothing is ever recorded in it. `bring` gives each of
    /// [`Arriving::files`].
    ///
    /// # Errors
    /// As [`Vault::join`]; [`TakeFault::Otherwise`] where the two did not part, or it is kept already.
    pub fn keep_beside(
        &mut self,
        arriving: &Arriving<'_>,
        receiving: Receiving<'_>,
        bring: &mut Bring<'_>,
    ) -> Result<(), StoreError> {
        arriving.check()?;
        let case = arriving.signed.case;
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let from = match meeting(&tx, &self.id, arriving)? {
            Meeting::Parted {
                from, kept: false, ..
            } => from,
            other => return Err(TakeFault::Otherwise(other).into()),
        };
        let said = arriving.said(from)?;
        let draft = receiving.draft(KEPT_BESIDE, &said, case);
        let tail = self.journal.clone().write(&tx, &draft)?;
        crate::beside::insert(&tx, arriving, from, tail.head.seq)?;
        arriving.keep(&tx, bring)?;
        let tail = receiving.note(&tx, tail)?;
        tx.commit()?;
        self.journal = tail;
        let _ = self.anchor();
        Ok(())
    }

    /// The entries of a case that came from another record, as the journal tells it, in the order in which they were
    /// taken in. Who stands beside such an entry is named by the record that it came from.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn taken_on(&self, case: CaseId) -> Result<Vec<TakenOn>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT j.recorded, j.actor, p.bytes FROM journal j JOIN journal_payloads p USING (seq)
             WHERE j.subject = ?1 AND j.kind = ?2 ORDER BY j.seq",
        )?;
        let rows = statement.query_map(params![case.0, CASE_TAKEN_ON], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, Vec<u8>>(2)?,
            ))
        })?;
        rows.map(|row| {
            let (at, by, bytes) = row?;
            let said: Said = serde_json::from_slice(&bytes)?;
            Ok(TakenOn {
                from: said.from,
                to: said.head.seq,
                key: said.key,
                at,
                by,
            })
        })
        .collect()
    }
}

/// Takes in the rows from one on, with all that belongs to them, and notes it.
fn take(
    tx: &Transaction<'_>,
    tail: Tail,
    arriving: &Arriving<'_>,
    from: u64,
    receiving: Receiving<'_>,
    bring: &mut Bring<'_>,
) -> Result<Tail, StoreError> {
    let SignedHead { case, head, .. } = arriving.signed;
    for (row, (salt, bytes)) in arriving.from(from) {
        insert_row(tx, case, row, salt, bytes)?;
    }
    // As it stands in the table now: a row that was not written would be missed here.
    if cases::head_in(tx, case)? != Some(head) {
        return Err(TakeFault::Signature.into());
    }
    cases::put_head(tx, case, &head)?;
    arriving.keep(tx, bring)?;
    for (seq, text) in &receiving.search_texts {
        search::put(tx, case, *seq, text.as_deref())?;
    }
    if let Some(index) = &receiving.index {
        cases::put_index(tx, case, head.seq, index)?;
    }
    let said = arriving.said(from)?;
    let tail = tail.write(tx, &receiving.draft(CASE_TAKEN_ON, &said, case))?;
    let at = case_head_payload(case, &head);
    let tail = tail.write(tx, &receiving.draft(CASE_HEAD, &at, case))?;
    receiving.note(tx, tail)
}
