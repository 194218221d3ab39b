//! Unfinished sentences: kept while typing, part of no record.

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::StoreError;
use crate::vault::Vault;

/// The longest draft, in bytes.
const MAX_DRAFT: usize = 4 * 1024 * 1024;

/// What a person has typed in a field and not yet saved.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// The field, as the caller names it.
    pub field: String,
    /// The text so far.
    pub text: String,
    /// When it was last changed, RFC 3339 in UTC.
    pub updated: String,
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Draft")
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

pub(crate) fn clear(conn: &Connection, person: &str, field: &str) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM drafts WHERE person = ?1 AND field = ?2")?
        .execute([person, field])?;
    Ok(())
}

fn draft(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        field: row.get(0)?,
        text: row.get(1)?,
        updated: row.get(2)?,
    })
}

impl Vault {
    /// Keeps what a person has typed in a field so far; committed when it returns.
    ///
    /// # Errors
    /// [`StoreError`]; the draft is as it was.
    pub fn put_draft(
        &mut self,
        person: &str,
        field: &str,
        text: &str,
        updated: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        if text.len() > MAX_DRAFT {
            return Err(StoreError::TooLarge { limit: MAX_DRAFT });
        }
        self.conn
            .prepare_cached(
                "INSERT INTO drafts (person, field, text, updated) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (person, field) DO UPDATE SET text = excluded.text, updated = excluded.updated",
            )?
            .execute(params![person, field, text, updated.to_rfc3339_opts(SecondsFormat::Secs, true)])?;
        Ok(())
    }

    /// What a person has typed in a field.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn draft(&self, person: &str, field: &str) -> Result<Option<Draft>, StoreError> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT field, text, updated FROM drafts WHERE person = ?1 AND field = ?2",
            )?
            .query_row([person, field], draft)
            .optional()?)
    }

    /// All that a person has typed and not saved, by field.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn drafts(&self, person: &str) -> Result<Vec<Draft>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT field, text, updated FROM drafts WHERE person = ?1 ORDER BY field",
        )?;
        let drafts = statement.query_map([person], draft)?;
        Ok(drafts.collect::<Result<_, _>>()?)
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn clear_draft(&mut self, person: &str, field: &str) -> Result<(), StoreError> {
        Ok(clear(&self.conn, person, field)?)
    }
}
