//! A case as it came from another record: hostile bytes, checked before anything is kept.

use std::collections::BTreeMap;

use rusqlite::Transaction;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use stepwise_core::chain::{self, ChainFault, ChainRow, Head, Payload};

use crate::documents::{self, NewDocument};
use crate::error::StoreError;
use crate::handover::Meeting;
use crate::ids::{CaseId, DocumentId};
use crate::packs;
use crate::record::MAX_PAYLOAD;
use crate::signing::SignedHead;

/// An event's text: its salt and its stored bytes.
pub type Salted = (Vec<u8>, Vec<u8>);

/// A case as it came. The bytes are hostile: all of it is checked again before anything is kept.
#[derive(Clone)]
pub struct Arriving<'a> {
    /// Where it stood there, with the record in which it began, signed by the record that sent it.
    pub signed: SignedHead,
    /// The number that people there call it by.
    pub number: &'a str,
    /// Its chain, from its first row.
    pub rows: &'a [ChainRow],
    /// The text of each row.
    pub payloads: &'a BTreeMap<u64, Salted>,
    /// Packs that it needs, each with the digest that its reader gave.
    pub packs: Vec<([u8; 32], Vec<u8>)>,
    /// The files to be kept with it, in the order in which they are given.
    pub files: Vec<ArrivingFile>,
    /// SHA-256 of the file that it came in.
    pub bundle: [u8; 32],
}

impl std::fmt::Debug for Arriving<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Arriving")
            .field("signed", &self.signed)
            .field("rows", &self.rows.len())
            .field("files", &self.files.len())
            .finish_non_exhaustive()
    }
}

/// A file that the record speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArrivingFile {
    /// Its id.
    pub id: DocumentId,
    /// Its length in bytes.
    pub size: u64,
    /// Its SHA-256.
    pub sha256: [u8; 32],
}

/// Why a case that came was not taken. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TakeFault {
    /// Its chain, or a text in it, does not hold.
    #[error("the record that came does not hold")]
    Chain(#[from] ChainFault),
    /// It ends elsewhere than at the head that was signed, or the signature does not hold.
    #[error("the record that came does not end where its signature says")]
    Signature,
    /// The text of an entry was left out.
    #[error("the text of entry {seq} was left out")]
    Withheld {
        /// The entry.
        seq: u64,
    },
    /// An entry is larger than one may be, or says not what it is.
    #[error("entry {seq} is not one that can be kept")]
    Entry {
        /// The entry.
        seq: u64,
    },
    /// A file is missing, or is another than the record speaks of.
    #[error("the attached file {file} is missing or is another")]
    File {
        /// The file.
        file: DocumentId,
    },
    /// Another file is kept under the same id.
    #[error("another file is kept under the id {file}")]
    FileKnown {
        /// The file.
        file: DocumentId,
    },
    /// It does not stand to what is here as the caller thought.
    #[error("the case stands otherwise here: look again")]
    Otherwise(Meeting),
}

/// What the journal says of a case that came, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Said {
    pub(crate) case: CaseId,
    /// The first entry that came.
    pub(crate) from: u64,
    /// Where it ended.
    #[serde(flatten)]
    pub(crate) head: Head,
    /// The public key of the record that sent it, in hex.
    pub(crate) key: String,
    /// SHA-256 of the file that it came in, in hex.
    pub(crate) bundle: String,
}

/// What the journal says, read back.
pub(crate) fn said(bytes: &[u8]) -> Option<Said> {
    serde_json::from_slice(bytes).ok()
}

/// Keeps one file.
pub type Put<'a> = dyn FnMut(NewDocument) -> Result<(), StoreError> + 'a;

/// Gives each of [`Arriving::files`] in their order, one at a time, to what keeps it. Its error is the
/// caller's, and nothing is kept then.
pub type Bring<'a> = dyn FnMut(&mut Put<'_>) -> Result<(), StoreError> + 'a;

impl Arriving<'_> {
    /// Checks the chain from its beginning, and where it ends.
    ///
    /// # Errors
    /// [`TakeFault`].
    pub(crate) fn check_rows(&self) -> Result<(), TakeFault> {
        let (vault, case) = (self.signed.vault.as_bytes(), self.signed.case.as_bytes());
        let head = chain::verify_links(chain::case_genesis(vault, case), self.rows)?;
        if head != self.signed.head || head.seq == 0 || !self.signed.verify() {
            return Err(TakeFault::Signature);
        }
        Ok(())
    }

    /// Checks everything but the files.
    ///
    /// # Errors
    /// [`TakeFault`].
    pub(crate) fn check(&self) -> Result<(), TakeFault> {
        self.check_rows()?;
        for row in self.rows {
            let seq = row.seq;
            let (salt, bytes) = self.payloads.get(&seq).ok_or(TakeFault::Withheld { seq })?;
            chain::verify_payload(row, Payload { salt, bytes })?;
            if bytes.len() > MAX_PAYLOAD || row.kind.is_empty() {
                return Err(TakeFault::Entry { seq });
            }
        }
        match self.payloads.last_key_value() {
            Some((seq, _)) if *seq > self.signed.head.seq => {
                Err(TakeFault::Chain(ChainFault::PayloadMissing { seq: *seq }))
            }
            _ => Ok(()),
        }
    }

    /// The rows from one on, with their texts.
    pub(crate) fn from(&self, from: u64) -> impl Iterator<Item = (&ChainRow, &Salted)> {
        let rows = self.rows.iter().filter(move |row| row.seq >= from);
        rows.filter_map(|row| Some((row, self.payloads.get(&row.seq)?)))
    }

    pub(crate) fn said(&self, from: u64) -> Result<Value, StoreError> {
        let said = Said {
            case: self.signed.case,
            from,
            head: self.signed.head,
            key: data_encoding::HEXLOWER.encode(&self.signed.public_key),
            bundle: data_encoding::HEXLOWER.encode(&self.bundle),
        };
        Ok(serde_json::to_value(said)?)
    }

    /// Keeps the packs and the files.
    ///
    /// # Errors
    /// [`TakeFault::File`], [`TakeFault::FileKnown`]; what the files' reader says; [`StoreError`].
    pub(crate) fn keep(
        &self,
        tx: &Transaction<'_>,
        bring: &mut Bring<'_>,
    ) -> Result<(), StoreError> {
        for (digest, bytes) in &self.packs {
            packs::put(tx, *digest, bytes)?;
        }
        let mut wanted = self.files.iter();
        bring(&mut |document| {
            documents::check(&document)?;
            let file = document.id;
            let wanted = wanted.next().ok_or(TakeFault::File { file })?;
            let sha256: [u8; 32] = Sha256::digest(&document.bytes).into();
            let same = wanted.id == file
                && document.bytes.len() as u64 == wanted.size
                && sha256 == wanted.sha256;
            if !same {
                return Err(TakeFault::File { file: wanted.id }.into());
            }
            match documents::held(tx, file)? {
                None => documents::insert(tx, Some(self.signed.case), &document),
                // Both records held it when they parted.
                Some(held) if held == (Some(self.signed.case), sha256) => Ok(()),
                Some(_) => Err(TakeFault::FileKnown { file }.into()),
            }
        })?;
        match wanted.next() {
            None => Ok(()),
            Some(missing) => Err(TakeFault::File { file: missing.id }.into()),
        }
    }
}
