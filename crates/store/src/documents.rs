//! Attachments and printed papers, in the database so that they are saved, kept secret and backed
//! up with the record.

use std::fmt;

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use crate::database::{to_i64, to_u64};
use crate::erasing;
use crate::error::{Damage, StoreError};
use crate::ids::{CaseId, DocumentId};
use crate::vault::Vault;

/// The largest document: 25 MiB.
pub const MAX_DOCUMENT_BYTES: usize = 25 * 1024 * 1024;
/// One piece of a document in the database.
const CHUNK: usize = 1024 * 1024;

/// A document to keep.
#[derive(Clone)]
pub struct NewDocument {
    /// Its id, which events can speak of.
    pub id: DocumentId,
    /// What it is to the caller, such as `attachment` or `print`.
    pub kind: String,
    /// Its name for people.
    pub name: String,
    /// Such as `application/pdf`.
    pub media_type: String,
    /// Its bytes, at most [`MAX_DOCUMENT_BYTES`].
    pub bytes: Vec<u8>,
    /// When it is added.
    pub added: DateTime<FixedOffset>,
}

impl fmt::Debug for NewDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewDocument")
            .field("id", &self.id)
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// A document that is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// The case it belongs to; none when to the vault.
    pub case: Option<CaseId>,
    /// What it is to the caller.
    pub kind: String,
    /// Its name for people.
    pub name: String,
    /// Such as `application/pdf`.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// When it was added, RFC 3339 with the offset.
    pub added: String,
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("id", &self.id)
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}

pub(crate) fn check(document: &NewDocument) -> Result<(), StoreError> {
    if document.bytes.len() > MAX_DOCUMENT_BYTES {
        return Err(StoreError::TooLarge {
            limit: MAX_DOCUMENT_BYTES,
        });
    }
    Ok(())
}

pub(crate) fn insert(
    conn: &Connection,
    case: Option<CaseId>,
    document: &NewDocument,
) -> Result<(), StoreError> {
    let sha256: [u8; 32] = Sha256::digest(&document.bytes).into();
    conn.execute(
        "INSERT INTO documents (id, case_id, kind, name, media_type, size, sha256, added)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            document.id.0,
            case.map(|case| case.0),
            document.kind,
            document.name,
            document.media_type,
            to_i64(document.bytes.len() as u64),
            sha256,
            document.added.to_rfc3339(),
        ],
    )?;
    let mut statement = conn.prepare_cached(
        "INSERT INTO document_chunks (document_id, part, bytes) VALUES (?1, ?2, ?3)",
    )?;
    for (part, bytes) in (0i64..).zip(document.bytes.chunks(CHUNK)) {
        statement.execute(params![document.id.0, part, bytes])?;
    }
    Ok(())
}

/// Whose a document is, and the hash of its bytes; none where there is no such document.
pub(crate) fn held(
    conn: &Connection,
    id: DocumentId,
) -> rusqlite::Result<Option<(Option<CaseId>, [u8; 32])>> {
    conn.prepare_cached("SELECT case_id, sha256 FROM documents WHERE id = ?1")?
        .query_row([id.0], |row| {
            let case = row.get::<_, Option<[u8; 16]>>(0)?.map(CaseId);
            Ok((case, row.get(1)?))
        })
        .optional()
}

const SELECT: &str =
    "SELECT id, case_id, kind, name, media_type, size, sha256, added FROM documents";

fn document(row: &Row<'_>) -> rusqlite::Result<Document> {
    Ok(Document {
        id: DocumentId(row.get(0)?),
        case: row.get::<_, Option<[u8; 16]>>(1)?.map(CaseId),
        kind: row.get(2)?,
        name: row.get(3)?,
        media_type: row.get(4)?,
        size: to_u64(row.get(5)?),
        sha256: row.get(6)?,
        added: row.get(7)?,
    })
}

impl Vault {
    /// Keeps a document; committed when it returns. One that events speak of belongs in their
    /// [`crate::Batch`] instead, so that both are saved or neither.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`], [`StoreError::CaseErased`]; [`StoreError`].
    pub fn add_document(
        &mut self,
        case: Option<CaseId>,
        document: &NewDocument,
    ) -> Result<(), StoreError> {
        check(document)?;
        if let Some(case) = case {
            self.head(case)?;
            erasing::still_there(&self.conn, case)?;
        }
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        insert(&tx, case, document)?;
        Ok(tx.commit()?)
    }

    /// A document and its bytes, checked against the hash taken when it was added.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDocument`], [`StoreError::Altered`]; [`StoreError`].
    pub fn document(&self, id: DocumentId) -> Result<(Document, Vec<u8>), StoreError> {
        let found = self
            .conn
            .prepare_cached(&format!("{SELECT} WHERE id = ?1"))?
            .query_row([id.0], document)
            .optional()?
            .ok_or(StoreError::NoSuchDocument)?;
        let mut statement = self.conn.prepare_cached(
            "SELECT bytes FROM document_chunks WHERE document_id = ?1 ORDER BY part",
        )?;
        let mut rows = statement.query([id.0])?;
        let mut bytes = Vec::new();
        while let Some(row) = rows.next()? {
            bytes.extend_from_slice(
                row.get_ref(0)?
                    .as_blob()
                    .map_err(|_| Damage::Document { document: id })?,
            );
        }
        let hash: [u8; 32] = Sha256::digest(&bytes).into();
        if hash != found.sha256 || bytes.len() as u64 != found.size {
            return Err(Damage::Document { document: id }.into());
        }
        Ok((found, bytes))
    }

    /// A case's documents, or all without a case, in the order they were added.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn documents(&self, case: Option<CaseId>) -> Result<Vec<Document>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!(
            "{SELECT} WHERE ?1 IS NULL OR case_id = ?1 ORDER BY added, id"
        ))?;
        let found = statement.query_map([case.map(|case| case.0)], document)?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}
